//! From the first frame to a proven identity. Nothing but `ApiVersions` and SASL is understood here.
//!
//! [`Dialog`] holds the SASL state of a connection; it also serves clients that sign in again on a
//! live connection before their session ends (KIP-368).

use std::net::SocketAddr;

use bytes::{BufMut as _, Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use wire::{
    kafka::{
        CodecError, ErrorCode, Message, Reader, Request,
        frame::{self, RequestHeader},
        messages::{
            ApiVersionsRequest, ApiVersionsResponse, SaslAuthenticateRequest,
            SaslAuthenticateResponse, SaslHandshakeRequest, SaslHandshakeResponse,
        },
    },
    report::LastUsed,
};

use super::{
    frames::{self, Frame},
    sasl::{Authenticator, Exchange, Failure, MECHANISMS, Step},
};
use crate::{
    Gateway,
    error::SessionError,
    pipeline::versions,
    tenancy::state::{Access, Identity},
};

/// A client that proved who it is.
#[derive(Debug)]
pub struct Authenticated {
    /// Who.
    pub identity: Identity,
    /// What that amounts to.
    pub access: Access,
    /// What the client calls itself.
    pub client_id: Option<String>,
}

/// The SASL state of one connection.
#[derive(Debug, Default)]
pub struct Dialog {
    exchange: Option<Exchange>,
    /// After `SaslHandshake` v0, tokens come as bare frames.
    raw: bool,
}

/// What a token led to.
#[derive(Debug)]
pub enum Verdict {
    /// Send this and wait for more.
    Continue(Bytes),
    /// Send this; the client is who it says.
    Granted(Bytes, Box<(Identity, Access)>),
    /// Send this, if anything, and close.
    Refused(Option<Bytes>, Failure),
}

/// A response as a whole frame.
pub fn respond<R: Request>(
    response: &R::Response,
    version: i16,
    correlation_id: i32,
) -> Result<Bytes, SessionError> {
    let mut out = BytesMut::new();
    frame::encode_response::<R>(&mut out, response, version, correlation_id)
        .map_err(|source| SessionError::Encode { api: R::Response::NAME, source })?;
    Ok(out.freeze())
}

fn decode<R: Request>(version: i16, body: Bytes) -> Result<R, SessionError> {
    R::from_client(version, body).map_err(|source| SessionError::Malformed {
        api: R::NAME,
        version,
        source: source.into(),
    })
}

impl Dialog {
    /// Whether the next frame is a bare token.
    pub const fn expects_raw_token(&self) -> bool {
        self.raw && self.exchange.is_some()
    }

    /// Answers `SaslHandshake`. The flag tells whether the mechanism is on offer.
    pub fn choose(
        &mut self,
        header: &RequestHeader,
        body: Bytes,
    ) -> Result<(Bytes, bool), SessionError> {
        let version = header.api_version;
        let request = decode::<SaslHandshakeRequest>(version, body)?;
        self.exchange = Exchange::start(&request.mechanism);
        self.raw = version == 0;
        let error = match self.exchange {
            Some(_) => ErrorCode::NONE,
            None => ErrorCode::UNSUPPORTED_SASL_MECHANISM,
        };
        let response = SaslHandshakeResponse {
            error_code: error.0,
            mechanisms: MECHANISMS.map(str::to_owned).into(),
        };
        let answer = respond::<SaslHandshakeRequest>(&response, version, header.correlation_id)?;
        Ok((answer, self.exchange.is_some()))
    }

    /// Takes the token of a `SaslAuthenticate` request.
    pub fn authenticate(
        &mut self,
        authenticator: &Authenticator,
        header: &RequestHeader,
        body: Bytes,
    ) -> Result<Verdict, SessionError> {
        let version = header.api_version;
        let request = decode::<SaslAuthenticateRequest>(version, body)?;
        let exchange = self
            .exchange
            .take()
            .ok_or(SessionError::Protocol("SaslAuthenticate without a SaslHandshake before it"))?;
        let answer = |response: &SaslAuthenticateResponse| {
            respond::<SaslAuthenticateRequest>(response, version, header.correlation_id)
        };
        match authenticator.step(exchange, &request.auth_bytes) {
            Ok(Step::Challenge(token, next)) => {
                self.exchange = Some(next);
                let response =
                    SaslAuthenticateResponse { auth_bytes: token.into(), ..Default::default() };
                answer(&response).map(Verdict::Continue)
            }
            Ok(Step::Done(token, granted)) => {
                let lifetime =
                    granted.1.expires_at.map_or(0, |at| (at - authenticator.clock.now()).max(1));
                let response = SaslAuthenticateResponse {
                    auth_bytes: token.into(),
                    session_lifetime_ms: if version >= 1 { lifetime } else { 0 },
                    ..Default::default()
                };
                Ok(Verdict::Granted(answer(&response)?, granted))
            }
            Err(failure) => {
                let response = SaslAuthenticateResponse {
                    error_code: ErrorCode::SASL_AUTHENTICATION_FAILED.0,
                    error_message: Some(failure.public.to_owned()),
                    ..Default::default()
                };
                Ok(Verdict::Refused(Some(answer(&response)?), failure))
            }
        }
    }

    /// Takes a bare token (after `SaslHandshake` v0).
    pub fn raw_token(&mut self, authenticator: &Authenticator, token: &[u8]) -> Verdict {
        let Some(exchange) = self.exchange.take() else {
            let failure = Failure { public: "", reason: "malformed", key_id: None };
            return Verdict::Refused(None, failure);
        };
        let bare = |token: &[u8]| {
            let mut out = BytesMut::with_capacity(token.len() + 4);
            out.put_u32(u32::try_from(token.len()).unwrap_or(0));
            out.put_slice(token);
            out.freeze()
        };
        match authenticator.step(exchange, token) {
            Ok(Step::Challenge(token, next)) => {
                self.exchange = Some(next);
                Verdict::Continue(bare(&token))
            }
            Ok(Step::Done(token, granted)) => Verdict::Granted(bare(&token), granted),
            Err(failure) => Verdict::Refused(None, failure),
        }
    }
}

/// Leads a new connection to a proven identity.
pub async fn run<S: AsyncRead + AsyncWrite + Unpin>(
    gateway: &Gateway,
    stream: &mut S,
    peer: SocketAddr,
) -> Result<Authenticated, SessionError> {
    let mut dialog = Dialog::default();
    let (mut client_id, mut software) = (None, None);
    let max = gateway.limits.handshake_frame_bytes;
    loop {
        let frame = frames::read(stream, max, &[], gateway.limits.frame_timeout())
            .await?
            .ok_or_else(|| SessionError::ClientIo(std::io::ErrorKind::UnexpectedEof.into()))?;
        let verdict = if dialog.expects_raw_token() {
            dialog.raw_token(&gateway.authenticator, &frame.body)
        } else {
            let (header, body) = header(&frame)?;
            match header.api_key {
                ApiVersionsRequest::KEY => {
                    let (answer, named) = api_versions(gateway, &header, body)?;
                    software = named.or(software);
                    write(stream, &answer).await?;
                    continue;
                }
                SaslHandshakeRequest::KEY => {
                    client_id = header.client_id.clone().or(client_id);
                    let (answer, offered) = dialog.choose(&header, body)?;
                    if offered {
                        write(stream, &answer).await?;
                        continue;
                    }
                    let failure = Failure { public: "", reason: "mechanism", key_id: None };
                    Verdict::Refused(Some(answer), failure)
                }
                SaslAuthenticateRequest::KEY => {
                    client_id = header.client_id.clone().or(client_id);
                    dialog.authenticate(&gateway.authenticator, &header, body)?
                }
                _ => {
                    return Err(SessionError::Protocol(
                        "a request before sign-in: the client must use SASL",
                    ));
                }
            }
        };
        match verdict {
            Verdict::Continue(answer) => write(stream, &answer).await?,
            Verdict::Granted(answer, granted) => {
                write(stream, &answer).await?;
                let (identity, access) = *granted;
                if let Identity::Key(key_id) = &identity {
                    gateway.sign_ins.succeeded(LastUsed {
                        key_id: key_id.clone(),
                        at: gateway.clock.now(),
                        address: peer.ip().to_string(),
                        client_id: client_id.as_deref().map(printable),
                        software: software.clone(),
                    });
                }
                return Ok(Authenticated { identity, access, client_id });
            }
            Verdict::Refused(answer, failure) => {
                refused(gateway, &failure, peer).await;
                if let Some(answer) = answer {
                    write(stream, &answer).await?;
                }
                return Err(SessionError::Auth(failure.reason));
            }
        }
    }
}

/// Counts a failed sign-in and holds its answer back, so that guessing is slow.
pub async fn refused(gateway: &Gateway, failure: &Failure, peer: SocketAddr) {
    let now = gateway.clock.now();
    gateway.sign_ins.failed(failure.key_id.clone(), peer.ip().to_string(), failure.reason, now);
    metrics::counter!("millrace_gateway_auth_failures_total", "reason" => failure.reason)
        .increment(1);
    tokio::time::sleep(gateway.limits.failed_auth_delay()).await;
}

/// Answers `ApiVersions`; also returns the client library's name and version.
pub fn api_versions(
    gateway: &Gateway,
    header: &RequestHeader,
    body: Bytes,
) -> Result<(Bytes, Option<String>), SessionError> {
    let offer = versions::offer(&gateway.broker.borrow());
    let version = header.api_version;
    if !versions::API_VERSIONS.contains(&version) {
        // KIP-511: the oldest form, which every client reads, with what it may ask instead.
        let response = ApiVersionsResponse {
            error_code: ErrorCode::UNSUPPORTED_VERSION.0,
            api_keys: offer.api_keys,
            ..Default::default()
        };
        return Ok((respond::<ApiVersionsRequest>(&response, 0, header.correlation_id)?, None));
    }
    let request = decode::<ApiVersionsRequest>(version, body)?;
    let software = (!request.client_software_name.is_empty()).then(|| {
        printable(&format!("{} {}", request.client_software_name, request.client_software_version))
    });
    let offer = versions::for_version(offer, version);
    Ok((respond::<ApiVersionsRequest>(&offer, version, header.correlation_id)?, software))
}

/// What a client says of itself, as far as it is kept: reports are bounded, and people read them.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}

/// Reads a request's header; the rest is its body.
pub fn header(frame: &Frame) -> Result<(RequestHeader, Bytes), SessionError> {
    let mut reader = Reader::new(frame.body.clone());
    let header = RequestHeader::decode(&mut reader, versions::is_flexible).map_err(malformed)?;
    Ok((header, reader.into_rest()))
}

fn malformed(source: CodecError) -> SessionError {
    SessionError::Malformed { api: "request header", version: 0, source: source.into() }
}

async fn write<S: AsyncWrite + Unpin>(stream: &mut S, bytes: &Bytes) -> Result<(), SessionError> {
    stream.write_all(bytes).await.map_err(SessionError::ClientIo)?;
    stream.flush().await.map_err(SessionError::ClientIo)
}
