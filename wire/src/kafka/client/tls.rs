//! The client's side of TLS: whom to trust, and what to show to a broker that asks who is there.

use std::sync::Arc;

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject as _},
};

use crate::secret::Secret;

/// Why connections cannot be encrypted with what is at hand.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// Not the PEM expected.
    #[error("the {what} is not PEM that can be read")]
    Pem {
        /// What was expected.
        what: &'static str,
        /// What went wrong.
        #[source]
        source: pem::Error,
    },
    /// Nothing to trust.
    #[error("the certificate authority's file holds no certificate")]
    NoAuthority,
    /// The parts do not belong together, or are of a kind we do not support.
    #[error("the certificates cannot be used")]
    Unusable(#[from] rustls::Error),
}

/// A client's own certificate, leaf first, and its key; both PEM.
#[derive(Debug)]
pub struct ClientCertificate<'a> {
    /// The chain.
    pub chain_pem: &'a [u8],
    /// The private key.
    pub key_pem: &'a Secret<Vec<u8>>,
}

/// Settings that trust the authorities in `ca_pem` and no other, and show `certificate` if there is
/// one.
pub fn client_config(
    ca_pem: &[u8],
    certificate: Option<&ClientCertificate<'_>>,
) -> Result<Arc<ClientConfig>, TlsError> {
    let mut roots = RootCertStore::empty();
    for authority in certificates(ca_pem, "certificate authority's certificate")? {
        roots.add(authority)?;
    }
    if roots.is_empty() {
        return Err(TlsError::NoAuthority);
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots);
    Ok(Arc::new(match certificate {
        None => builder.with_no_client_auth(),
        Some(ClientCertificate { chain_pem, key_pem }) => {
            let key = PrivateKeyDer::from_pem_slice(key_pem.expose())
                .map_err(|source| TlsError::Pem { what: "client's private key", source })?;
            builder.with_client_auth_cert(certificates(chain_pem, "client's certificate")?, key)?
        }
    }))
}

fn certificates(pem: &[u8], what: &'static str) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|source| TlsError::Pem { what, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_trusted_is_refused_with_its_name() {
        assert!(matches!(client_config(b"", None), Err(TlsError::NoAuthority)));
        let broken = b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
        let error = client_config(broken, None).unwrap_err();
        assert!(error.to_string().contains("authority"), "{error}");
    }
}
