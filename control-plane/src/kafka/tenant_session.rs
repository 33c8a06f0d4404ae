//! Work inside an instance, through its gateway, as the person who asked.
//!
//! The control plane has no way round the gateway here: it signs in with a token that names tenant,
//! actor and grants and is good for a minute. So limits, permissions and the allow-list of
//! configurations are decided in the one place that decides them for every other client.

mod browse;
mod gateways;
mod groups;
mod offsets;
mod produce;
mod readers;
mod sizes;
mod topics;

pub use browse::{Browsed, Reading};

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};
use wire::{
    entropy::Entropy,
    kafka::{
        ErrorCode, Request,
        client::{
            ClientError, Connection, Connector, Login, Security,
            tls::{TlsError, client_config},
        },
    },
    secret::Secret,
};

/// How long gateways may take to hear of a tenant that was made a moment ago.
const NEWS: Duration = Duration::from_secs(3);
/// The pause before gateways that have not heard of it yet are asked again.
const PAUSE: Duration = Duration::from_millis(50);

/// Where an instance's gateways are from here, and who signed what they show.
#[derive(Debug, Clone)]
pub struct TenantEndpoint {
    /// `host:port` of each, in the order of their brokers.
    pub gateways: Vec<String>,
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
    Certificate(#[from] TlsError),
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
    gateways: Vec<String>,
    /// To other brokers' gateways, by broker.
    others: BTreeMap<i32, Connection>,
}

impl TenantSession {
    /// Connects to an instance and signs in with an access token.
    pub async fn connect(
        endpoint: &TenantEndpoint,
        token: Secret<String>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, SessionError> {
        let security = Security::Tls {
            config: client_config(endpoint.ca_certificate_pem.as_bytes(), None)?,
            server_name: None,
        };
        let connector = Connector {
            client_id: "millrace-control-plane".to_owned(),
            connect_timeout: Duration::from_secs(5),
            call_timeout: Duration::from_secs(15),
            ..Connector::new(security, Login::OAuthBearer { token }, entropy)
        };
        let deadline = Instant::now() + NEWS;
        loop {
            let mut last = ClientError::Closed;
            for address in &endpoint.gateways {
                match connector.connect(address).await {
                    Ok(connection) => {
                        return Ok(Self {
                            connector,
                            connection,
                            address: address.clone(),
                            gateways: endpoint.gateways.clone(),
                            others: BTreeMap::new(),
                        });
                    }
                    Err(error) => last = error,
                }
            }
            // Our own token is good: gateways that refuse it have not heard of the tenant yet.
            if !matches!(last, ClientError::Auth { .. }) || Instant::now() >= deadline {
                return Err(SessionError::Unreachable(last));
            }
            sleep(PAUSE).await;
        }
    }

    async fn call<R: Request>(&mut self, request: &R) -> Result<R::Response, SessionError> {
        self.connection.call(request).await.map_err(SessionError::Unreachable)
    }

    /// Asks a certain broker's gateway, in a version up to `max`.
    async fn call_broker<R: Request>(
        &mut self,
        broker: i32,
        request: &R,
        max: i16,
    ) -> Result<R::Response, SessionError> {
        let gateway = self.gateway_of(broker).await?;
        gateway.call_up_to(request, max).await.map_err(SessionError::Unreachable)
    }
}

/// An error unless there is none.
fn accepted(call: &'static str, code: i16, message: Option<String>) -> Result<(), SessionError> {
    let code = ErrorCode(code);
    if code.is_none() { Ok(()) } else { Err(SessionError::Refused { call, code, message }) }
}
