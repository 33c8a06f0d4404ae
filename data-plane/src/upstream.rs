//! Connections to the broker of this gateway's pod.
//!
//! One per client connection, signed in as the client's tenant: the broker's own ACLs are the second
//! wall between tenants. SCRAM's expensive step is done once per tenant and remembered, because the
//! broker's salt for a user changes only with the password.

use std::{
    collections::HashMap,
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::timeout};
use wire::{
    broker::GATEWAY_USER,
    entropy::Entropy,
    kafka::{
        ErrorCode, Message as _, Reader, Request,
        client::{Connector, Login, Security},
        frame,
        messages::{SaslAuthenticateRequest, SaslHandshakeRequest},
    },
    scram::{ClientFirst, Mechanism, salted_password},
    secret::Secret,
    tenancy::TenantPrefix,
};

use crate::{config::Config, error::SessionError};

/// How tenants sign in.
const MECHANISM: Mechanism = Mechanism::Sha512;
const HANDSHAKE_VERSION: i16 = 1;
const AUTHENTICATE_VERSION: i16 = 2;
/// No answer during sign-in is anywhere near as large.
const MAX_LOGIN_FRAME: usize = 64 * 1024;

/// Salted passwords by tenant: the salt they belong to, and the result.
type Salted = HashMap<TenantPrefix, (Vec<u8>, u32, Secret<Vec<u8>>)>;

/// Makes connections to the broker.
pub struct Upstream {
    address: String,
    secret: Secret<Vec<u8>>,
    salted: Mutex<Salted>,
    entropy: Arc<dyn Entropy>,
    deadline: Duration,
    connector: Connector,
}

impl Upstream {
    /// For the broker that the configuration names.
    pub fn new(config: &Config, entropy: &Arc<dyn Entropy>) -> Self {
        let login = Login::Plain {
            user: GATEWAY_USER.to_owned(),
            password: config.gateway_password.clone(),
        };
        let mut connector = Connector::new(Security::Plaintext, login, Arc::clone(entropy));
        connector.client_id = format!("millrace-gateway-{}", config.broker_id);
        connector.connect_timeout = config.limits.upstream_connect_timeout();
        Self {
            address: config.upstream.clone(),
            secret: config.upstream_secret.clone(),
            salted: Mutex::default(),
            entropy: Arc::clone(entropy),
            deadline: config.limits.upstream_connect_timeout(),
            connector,
        }
    }

    /// How the gateway itself connects.
    pub const fn connector(&self) -> &Connector {
        &self.connector
    }

    /// A connection as the gateway itself.
    pub async fn connect_as_gateway(
        &self,
    ) -> Result<wire::kafka::client::Connection, wire::kafka::client::ClientError> {
        self.connector.connect(&self.address).await
    }

    /// A connection signed in as a tenant.
    pub async fn connect_as_tenant(&self, tenant: TenantPrefix) -> Result<TcpStream, SessionError> {
        let connect = async {
            let mut stream =
                TcpStream::connect(&self.address).await.map_err(SessionError::UpstreamIo)?;
            stream.set_nodelay(true).map_err(SessionError::UpstreamIo)?;
            self.sign_in(&mut stream, tenant).await?;
            Ok(stream)
        };
        timeout(self.deadline, connect)
            .await
            .unwrap_or_else(|_| Err(SessionError::UpstreamIo(io::ErrorKind::TimedOut.into())))
    }

    async fn sign_in(
        &self,
        stream: &mut TcpStream,
        tenant: TenantPrefix,
    ) -> Result<(), SessionError> {
        let handshake = SaslHandshakeRequest { mechanism: MECHANISM.name().to_owned() };
        let answer = call(stream, &handshake, HANDSHAKE_VERSION).await?;
        check(answer.error_code, MECHANISM.name())?;

        let (first, client) = ClientFirst::new(MECHANISM, &tenant.upstream_user(), &*self.entropy);
        let challenge = authenticate(stream, first.into()).await?;
        let refused =
            |error: wire::scram::ScramError| SessionError::UpstreamAuth(error.to_string());
        let (proof, client) = client
            .respond(text(&challenge)?, |salt, iterations| self.salted(tenant, salt, iterations))
            .map_err(refused)?;
        let last = authenticate(stream, proof.into()).await?;
        client.verify(text(&last)?).map_err(refused)
    }

    fn salted(&self, tenant: TenantPrefix, salt: &[u8], iterations: u32) -> Secret<Vec<u8>> {
        let map = || self.salted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known_salt, known_iterations, salted)) = map().get(&tenant)
            && known_salt == salt
            && *known_iterations == iterations
        {
            return salted.clone();
        }
        let password = tenant.upstream_password(&self.secret);
        let salted = salted_password(MECHANISM, password.expose(), salt, iterations);
        map().insert(tenant, (salt.to_vec(), iterations, salted.clone()));
        salted
    }
}

fn text(bytes: &Bytes) -> Result<&str, SessionError> {
    std::str::from_utf8(bytes)
        .map_err(|_| SessionError::UpstreamAuth("a token is not text".to_owned()))
}

fn check(code: i16, detail: &str) -> Result<(), SessionError> {
    ErrorCode(code).ok().map_err(|code| SessionError::UpstreamAuth(format!("{code} {detail}")))
}

async fn authenticate(stream: &mut TcpStream, token: Bytes) -> Result<Bytes, SessionError> {
    let request = SaslAuthenticateRequest { auth_bytes: token, ..Default::default() };
    let answer = call(stream, &request, AUTHENTICATE_VERSION).await?;
    check(answer.error_code, answer.error_message.as_deref().unwrap_or_default())?;
    Ok(answer.auth_bytes)
}

async fn call<R: Request>(
    stream: &mut TcpStream,
    request: &R,
    version: i16,
) -> Result<R::Response, SessionError> {
    let mut out = BytesMut::new();
    frame::encode_request(&mut out, request, version, 0, Some("millrace-gateway"))
        .map_err(|source| SessionError::Encode { api: R::NAME, source })?;
    stream.write_all(&out).await.map_err(SessionError::UpstreamIo)?;
    let answer = frame::read_frame(stream, MAX_LOGIN_FRAME)
        .await
        .map_err(|error| SessionError::UpstreamIo(io::Error::other(error)))?;
    let mut reader = Reader::new(answer);
    let flexible = frame::response_header_is_flexible(R::KEY, R::Response::is_flexible(version));
    frame::decode_response_header(&mut reader, flexible)
        .and_then(|_| R::Response::from_bytes(version, reader.into_rest()))
        .map_err(|source| SessionError::UpstreamAnswer {
            api: R::NAME,
            source: Some(source.into()),
        })
}
