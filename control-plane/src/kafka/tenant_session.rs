//! Work inside an instance, through its gateway, as the person who asked.
//!
//! The control plane has no way round the gateway here: it signs in with a token that names tenant,
//! actor and grants and is good for a minute. So limits, permissions and the allow-list of
//! configurations are decided in the one place that decides them for every other client.

mod topics;

use std::{sync::Arc, time::Duration};

use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use wire::{
    entropy::Entropy,
    kafka::{
        ErrorCode, Request,
        client::{ClientError, Connection, Connector, Login, Security},
    },
    secret::Secret,
};

/// Where an instance's clients connect to, and whom they trust.
#[derive(Debug, Clone)]
pub struct TenantEndpoint {
    /// `host:port` of gateways, separated by commas.
    pub bootstrap: String,
    /// What signed the gateways' certificates.
    pub ca_certificate_pem: String,
}

/// Why something could not be done inside an instance.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// No gateway of the instance answers.
    #[error("no gateway of the instance answers")]
    Unreachable(#[source] ClientError),
    /// The certificate authority on record cannot be read.
    #[error("the cluster's certificate authority cannot be used")]
    Certificate(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The gateway, or Kafka behind it, said no.
    #[error("{call} was refused with {}", code.name())]
    Refused {
        /// The request.
        call: &'static str,
        /// Kafka's code.
        code: ErrorCode,
        /// Words for the caller.
        message: Option<String>,
    },
}

/// A signed-in connection to an instance.
pub struct TenantSession {
    connector: Connector,
    connection: Connection,
    address: String,
}

impl TenantSession {
    /// Connects to an instance and signs in with an access token.
    pub async fn connect(
        endpoint: &TenantEndpoint,
        token: Secret<String>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, SessionError> {
        let security = Security::Tls {
            config: Arc::new(trusting(&endpoint.ca_certificate_pem)?),
            server_name: None,
        };
        let connector = Connector {
            client_id: "millrace-control-plane".to_owned(),
            connect_timeout: Duration::from_secs(5),
            call_timeout: Duration::from_secs(15),
            ..Connector::new(security, Login::OAuthBearer { token }, entropy)
        };
        let mut last = ClientError::Closed;
        for address in endpoint.bootstrap.split(',') {
            match connector.connect(address).await {
                Ok(connection) => {
                    return Ok(Self { connector, connection, address: address.to_owned() });
                }
                Err(error) => last = error,
            }
        }
        Err(SessionError::Unreachable(last))
    }

    async fn call<R: Request>(&mut self, request: &R) -> Result<R::Response, SessionError> {
        self.connection.call(request).await.map_err(SessionError::Unreachable)
    }
}

/// A TLS client that trusts this authority and no other.
fn trusting(ca_pem: &str) -> Result<rustls::ClientConfig, SessionError> {
    let unusable =
        |source: Box<dyn std::error::Error + Send + Sync>| SessionError::Certificate(source);
    let mut roots = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(ca_pem.as_bytes()) {
        let certificate = certificate.map_err(|e| unusable(Box::new(e)))?;
        roots.add(certificate).map_err(|e| unusable(Box::new(e)))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| unusable(Box::new(e)))?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

/// An error unless there is none.
fn accepted(call: &'static str, code: i16, message: Option<String>) -> Result<(), SessionError> {
    let code = ErrorCode(code);
    if code.is_none() { Ok(()) } else { Err(SessionError::Refused { call, code, message }) }
}
