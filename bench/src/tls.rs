//! One certificate for the run: the broker and the gateway both present it, so that the handshakes
//! and the ciphers of the paths that are compared are alike.

use std::{net::IpAddr, sync::Arc};

use rustls::ClientConfig;

use crate::{
    connection::trust,
    error::{BenchError, Result},
};

/// A certificate that signs itself, and its key.
#[derive(Debug)]
pub(crate) struct Identity {
    /// The certificate, PEM.
    pub(crate) certificate: String,
    /// The private key, PEM.
    pub(crate) key: String,
}

impl Identity {
    /// A new one for `address`.
    pub(crate) fn generate(address: IpAddr) -> Result<Self> {
        let pair = rcgen::generate_simple_self_signed(vec![address.to_string()])
            .map_err(|error| BenchError::Setup(format!("no certificate: {error}")))?;
        Ok(Self { certificate: pair.cert.pem(), key: pair.signing_key.serialize_pem() })
    }

    /// Both in one text, as Kafka's PEM key store wants them.
    pub(crate) fn key_and_certificate(&self) -> String {
        format!("{}{}", self.key, self.certificate)
    }

    /// For clients.
    pub(crate) fn client(&self) -> Result<Arc<ClientConfig>> {
        trust(self.certificate.as_bytes())
    }
}
