//! A small client: one connection, one request at a time, every wait bounded.
//!
//! A connection that failed in the middle of a call stays failed: the next answer on it could belong
//! to the wrong question. Callers connect again. Nothing is retried here.

use std::{sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use rustls::pki_types::ServerName;
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;

use super::{
    codec::{Message as _, Request},
    error::ErrorCode,
    frame,
    messages::{
        ApiVersionsRequest, ApiVersionsResponse, MetadataRequest,
        metadata::request::MetadataRequestTopic,
    },
    reader::Reader,
};
use crate::{entropy::Entropy, scram, secret::Secret};

mod error;
mod sasl;
pub mod tls;

pub use error::ClientError;

/// Whether and how the connection is encrypted.
#[derive(Debug, Clone)]
pub enum Security {
    /// Plain TCP; for loopback.
    Plaintext,
    /// TLS.
    Tls {
        /// Whom to trust, and how.
        config: Arc<rustls::ClientConfig>,
        /// The name to ask for and verify; the address's host when none is given.
        server_name: Option<ServerName<'static>>,
    },
}

/// Who signs in.
#[derive(Debug, Clone)]
pub enum Login {
    /// Nobody.
    None,
    /// SASL PLAIN.
    Plain {
        /// The user.
        user: String,
        /// The password.
        password: Secret<String>,
    },
    /// SASL SCRAM.
    Scram {
        /// Which hash.
        mechanism: scram::Mechanism,
        /// The user.
        user: String,
        /// The password.
        password: Secret<String>,
    },
    /// SASL OAUTHBEARER.
    OAuthBearer {
        /// The token.
        token: Secret<String>,
    },
}

/// How to reach brokers: all that two connections to the same cluster have in common.
#[derive(Clone)]
pub struct Connector {
    /// Encryption.
    pub security: Security,
    /// Identity.
    pub login: Login,
    /// For SCRAM's nonces.
    pub entropy: Arc<dyn Entropy>,
    /// What the client calls itself.
    pub client_id: String,
    /// Limit for connecting, TLS, negotiation and login together.
    pub connect_timeout: Duration,
    /// Limit for one call.
    pub call_timeout: Duration,
    /// Largest response accepted.
    pub max_response: usize,
}

impl std::fmt::Debug for Connector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connector")
            .field("security", &self.security)
            .field("login", &self.login)
            .finish_non_exhaustive()
    }
}

/// How a partition stands, as a broker knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    /// The broker that leads it, if one does.
    pub leader: Option<i32>,
    /// Where that broker listens for those who ask like this: `host:port`.
    pub leader_address: Option<String>,
    /// The brokers whose copy is complete.
    pub in_sync: Vec<i32>,
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A connection to one broker, signed in.
pub struct Connection {
    stream: Box<dyn Stream>,
    client_id: String,
    call_timeout: Duration,
    max_response: usize,
    versions: ApiVersionsResponse,
    next_correlation_id: i32,
    /// Set while a request waits for its answer, so that a call that was dropped or failed half-way
    /// is noticed by the next.
    busy: bool,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection").field("busy", &self.busy).finish_non_exhaustive()
    }
}

impl Connector {
    /// A connector with the usual limits: 10 s to connect, 30 s per call, 64 MiB per response.
    pub fn new(security: Security, login: Login, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            security,
            login,
            entropy,
            client_id: "millrace".to_owned(),
            connect_timeout: Duration::from_secs(10),
            call_timeout: Duration::from_secs(30),
            max_response: 64 * 1024 * 1024,
        }
    }

    /// Connects to `host:port`, negotiates versions and signs in.
    pub async fn connect(&self, address: &str) -> Result<Connection, ClientError> {
        let connected = timeout(self.connect_timeout, async {
            let tcp = TcpStream::connect(address).await?;
            tcp.set_nodelay(true)?;
            let stream: Box<dyn Stream> = match &self.security {
                Security::Plaintext => Box::new(tcp),
                Security::Tls { config, server_name } => {
                    let name = match server_name {
                        Some(name) => name.clone(),
                        None => server_name_of(address)?,
                    };
                    Box::new(TlsConnector::from(Arc::clone(config)).connect(name, tcp).await?)
                }
            };
            let mut connection = Connection {
                stream,
                client_id: self.client_id.clone(),
                call_timeout: self.call_timeout,
                max_response: self.max_response,
                versions: ApiVersionsResponse::default(),
                next_correlation_id: 0,
                busy: false,
            };
            connection.negotiate().await?;
            sasl::login(&mut connection, &self.login, &*self.entropy).await?;
            Ok(connection)
        });
        connected.await.unwrap_or(Err(ClientError::Timeout("connecting")))
    }

    /// Connects to the leader of a partition, which `via` is asked for.
    pub async fn connect_to_leader(
        &self,
        via: &mut Connection,
        topic: &str,
        partition: i32,
    ) -> Result<Connection, ClientError> {
        let address = via.leader(topic, partition).await?;
        self.connect(&address).await
    }
}

fn server_name_of(address: &str) -> Result<ServerName<'static>, ClientError> {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    let host = host.trim_start_matches('[').trim_end_matches(']');
    ServerName::try_from(host.to_owned()).map_err(|_| ClientError::ServerName(host.to_owned()))
}

impl Connection {
    /// What the broker said it supports.
    pub const fn api_versions(&self) -> &ApiVersionsResponse {
        &self.versions
    }

    /// Asks in the newest version that both sides know.
    pub async fn call<R: Request>(&mut self, request: &R) -> Result<R::Response, ClientError> {
        self.call_up_to(request, i16::MAX).await
    }

    /// Asks in the newest version that both sides know and that is not above `max`.
    pub async fn call_up_to<R: Request>(
        &mut self,
        request: &R,
        max: i16,
    ) -> Result<R::Response, ClientError> {
        let unsupported = ClientError::Unsupported { api: R::NAME };
        let Some(offered) = self.versions.api_keys.iter().find(|api| api.api_key == R::KEY) else {
            return Err(unsupported);
        };
        let version = (*R::VERSIONS.end()).min(offered.max_version).min(max);
        if version < (*R::VERSIONS.start()).max(offered.min_version) {
            return Err(unsupported);
        }
        self.call_in(request, version).await
    }

    /// Asks in the given version.
    async fn call_in<R: Request>(
        &mut self,
        request: &R,
        version: i16,
    ) -> Result<R::Response, ClientError> {
        let body = self.exchange(request, version).await?;
        Ok(R::Response::from_bytes(version, body)?)
    }

    /// Sends a request; returns the body of its answer.
    async fn exchange<R: Request>(
        &mut self,
        request: &R,
        version: i16,
    ) -> Result<Bytes, ClientError> {
        if self.busy {
            return Err(ClientError::Broken);
        }
        let correlation_id = self.next_correlation_id;
        self.next_correlation_id = correlation_id.wrapping_add(1);
        let mut out = BytesMut::new();
        frame::encode_request(&mut out, request, version, correlation_id, Some(&self.client_id))?;
        self.busy = true;
        let answer = timeout(self.call_timeout, async {
            self.stream.write_all(&out).await?;
            self.stream.flush().await?;
            Ok::<_, ClientError>(frame::read_frame(&mut self.stream, self.max_response).await?)
        });
        let answer = answer.await.unwrap_or(Err(ClientError::Timeout(R::NAME)))?;
        let mut reader = Reader::new(answer);
        let flexible =
            frame::response_header_is_flexible(R::KEY, R::Response::is_flexible(version));
        if frame::decode_response_header(&mut reader, flexible)? != correlation_id {
            return Err(ClientError::Correlation);
        }
        self.busy = false;
        Ok(reader.into_rest())
    }

    async fn negotiate(&mut self) -> Result<(), ClientError> {
        // Version 3 is the first that says who asks; every broker since 2.4 answers it.
        let request = ApiVersionsRequest {
            client_software_name: "millrace".to_owned(),
            client_software_version: env!("CARGO_PKG_VERSION").to_owned(),
            ..ApiVersionsRequest::default()
        };
        let body = self.exchange(&request, 3).await?;
        // A refusal is in version 0, which begins with the error code like all others.
        let code = ErrorCode(Reader::new(body.clone()).i16()?);
        code.ok().map_err(|code| ClientError::broker("ApiVersions", code))?;
        self.versions = ApiVersionsResponse::from_bytes(3, body)?;
        Ok(())
    }

    /// How a partition stands.
    pub async fn partition(
        &mut self,
        topic: &str,
        partition: i32,
    ) -> Result<Partition, ClientError> {
        let request = MetadataRequest {
            topics: Some(vec![MetadataRequestTopic {
                name: Some(topic.to_owned()),
                ..Default::default()
            }]),
            allow_auto_topic_creation: false,
            ..MetadataRequest::default()
        };
        let response = self.call(&request).await?;
        let failed = |code| ClientError::broker("Metadata", code);
        ErrorCode(response.error_code).ok().map_err(failed)?;
        let topic =
            response.topics.first().ok_or_else(|| failed(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION))?;
        ErrorCode(topic.error_code).ok().map_err(failed)?;
        // Its own error code says no more than that it has no leader.
        let partition = topic
            .partitions
            .iter()
            .find(|p| p.partition_index == partition)
            .ok_or_else(|| failed(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION))?;
        let leader = response.brokers.iter().find(|b| b.node_id == partition.leader_id);
        Ok(Partition {
            leader: (partition.leader_id >= 0).then_some(partition.leader_id),
            leader_address: leader.map(|broker| format!("{}:{}", broker.host, broker.port)),
            in_sync: partition.isr_nodes.clone(),
        })
    }

    /// `host:port` of the leader of a partition.
    pub async fn leader(&mut self, topic: &str, partition: i32) -> Result<String, ClientError> {
        let address = self.partition(topic, partition).await?.leader_address;
        address.ok_or(ClientError::broker("Metadata", ErrorCode::LEADER_NOT_AVAILABLE))
    }
}

#[cfg(test)]
mod tests;
