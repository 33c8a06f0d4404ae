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

#[cfg(test)]
mod tests {
    use std::{path::Path, sync::Arc};

    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
    use rustls::{
        RootCertStore, ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer},
        server::WebPkiClientVerifier,
    };
    use tokio::{io::AsyncReadExt as _, net::TcpListener};
    use tokio_rustls::TlsAcceptor;
    use wire::{entropy::SeededEntropy, kafka::client::Login};

    use super::*;

    type Authority = CertifiedIssuer<'static, KeyPair>;

    fn authority() -> Authority {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
    }

    fn issue(authority: &Authority, name: &str) -> (CertificateDer<'static>, String, KeyPair) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, authority).unwrap();
        (certificate.der().clone(), certificate.pem(), key)
    }

    /// A broker that demands a certificate; tells which one it was shown, or why there was none.
    async fn broker(authority: &Authority) -> (String, impl Future<Output = io::Result<Vec<u8>>>) {
        let mut roots = RootCertStore::empty();
        roots.add(authority.der().clone()).unwrap();
        let provider = Arc::new(ring::default_provider());
        let verifier =
            WebPkiClientVerifier::builder_with_provider(roots.into(), Arc::clone(&provider));
        let (certificate, _, key) = issue(authority, "localhost");
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_client_cert_verifier(verifier.build().unwrap())
            .with_single_cert(
                vec![certificate],
                PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
            )
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("localhost:{}", listener.local_addr().unwrap().port());
        let shown = async move {
            let (stream, _) = listener.accept().await?;
            let mut stream = TlsAcceptor::from(Arc::new(config)).accept(stream).await?;
            // The first byte of a request; what follows is of no interest here.
            stream.read_u8().await?;
            Ok(stream.get_ref().1.peer_certificates().unwrap()[0].to_vec())
        };
        (address, shown)
    }

    fn write(directory: &Path, authority: &Authority, client: &(String, KeyPair)) -> PeerTls {
        let path = |name: &str| directory.join(name);
        fs::write(path("ca"), authority.pem()).unwrap();
        fs::write(path("crt"), &client.0).unwrap();
        fs::write(path("key"), client.1.serialize_pem()).unwrap();
        PeerTls { ca_file: path("ca"), certificate_file: path("crt"), key_file: path("key") }
    }

    fn peers(address: &str, tls: &PeerTls) -> Peers {
        let entropy = Arc::new(SeededEntropy::new(1));
        let connector = Connector::new(Security::Plaintext, Login::None, entropy);
        Peers::new([(2, address.to_owned())].into(), Some(tls.clone()), connector)
    }

    #[tokio::test]
    async fn brokers_are_shown_the_certificate_that_lies_in_the_files_now() {
        let (ours, directory) = (authority(), tempfile::tempdir().unwrap());
        for name in ["first", "renewed"] {
            let (der, pem, key) = issue(&ours, name);
            let tls = write(directory.path(), &ours, &(pem, key));
            let (address, shown) = broker(&ours).await;
            let peers = peers(&address, &tls);
            // The broker hangs up after it has seen what it wanted to see.
            let (connected, shown) = tokio::join!(peers.connect(2), shown);
            assert!(matches!(connected, Err(PeerError::Client { broker: 2, .. })));
            assert_eq!(shown.unwrap(), der.to_vec());
        }
    }

    #[tokio::test]
    async fn strangers_on_either_side_are_refused() {
        let (ours, theirs, directory) = (authority(), authority(), tempfile::tempdir().unwrap());
        for (trusts, vouches) in [(&theirs, &ours), (&ours, &theirs)] {
            let (_, pem, key) = issue(vouches, "gateway");
            let tls = write(directory.path(), trusts, &(pem, key));
            let (address, shown) = broker(&ours).await;
            let peers = peers(&address, &tls);
            let (connected, shown) = tokio::join!(peers.connect(2), shown);
            assert!(matches!(connected, Err(PeerError::Client { .. })));
            assert!(shown.is_err(), "the broker was content");
        }
        let tls = write(directory.path(), &ours, &(String::new(), KeyPair::generate().unwrap()));
        assert!(matches!(peers("localhost:1", &tls).connect(2).await, Err(PeerError::Tls(_))));
        let unknown = peers("localhost:1", &tls).connect(3).await;
        assert!(matches!(unknown, Err(PeerError::Unknown(3))));
    }
}
