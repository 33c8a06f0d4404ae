//! The cluster's other brokers: where this gateway reaches them for itself, and with what.
//!
//! Clients never go this way; a gateway only needs it to write its reports when the broker beside it
//! does not lead their topic. The certificate files are read for each new connection, so that renewed
//! ones need no restart.

use std::{collections::BTreeMap, fs, io, path::PathBuf};

use wire::{
    kafka::client::{
        ClientError, Connection, Connector, Security,
        tls::{ClientCertificate, TlsError, client_config},
    },
    secret::Secret,
};

use crate::config::PeerTls;

/// Why another broker cannot be reached.
#[derive(Debug, thiserror::Error)]
pub enum PeerError {
    /// The configuration lacks it.
    #[error("broker {0} is not among the `peers` of the configuration")]
    Unknown(i32),
    /// A certificate file cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The certificate files cannot be used.
    #[error("the files of `peer_tls` cannot be used")]
    Tls(#[from] TlsError),
    /// The broker cannot be reached or refuses.
    #[error("broker {broker} at {address} cannot be used")]
    Client {
        /// Which.
        broker: i32,
        /// Where.
        address: String,
        /// What happened.
        #[source]
        source: ClientError,
    },
}

/// How to reach the other brokers.
pub struct Peers {
    addresses: BTreeMap<i32, String>,
    tls: Option<PeerTls>,
    connector: Connector,
}

impl Peers {
    /// The brokers at `addresses`, reached as `connector` says but for the encryption.
    pub const fn new(
        addresses: BTreeMap<i32, String>,
        tls: Option<PeerTls>,
        connector: Connector,
    ) -> Self {
        Self { addresses, tls, connector }
    }

    /// A connection to a broker, signed in as the gateway.
    pub async fn connect(&self, broker: i32) -> Result<Connection, PeerError> {
        let address = self.addresses.get(&broker).ok_or(PeerError::Unknown(broker))?;
        let connector = Connector { security: self.security()?, ..self.connector.clone() };
        let failed = |source| PeerError::Client { broker, address: address.clone(), source };
        connector.connect(address).await.map_err(failed)
    }

    fn security(&self) -> Result<Security, PeerError> {
        let Some(tls) = &self.tls else { return Ok(Security::Plaintext) };
        let read = |path: &PathBuf| {
            fs::read(path).map_err(|source| PeerError::Read { path: path.clone(), source })
        };
        let key_pem = Secret::new(read(&tls.key_file)?);
        let chain_pem = read(&tls.certificate_file)?;
        let certificate = ClientCertificate { chain_pem: &chain_pem, key_pem: &key_pem };
        let config = client_config(&read(&tls.ca_file)?, Some(&certificate))?;
        Ok(Security::Tls { config, server_name: None })
    }
}
