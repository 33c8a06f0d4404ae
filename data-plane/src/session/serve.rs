//! The life of a signed-in connection: requests go to the tenant's own broker connection, responses
//! come back in the same order.
//!
//! Two loops run in one task. [`requests`] reads, decides and writes to the broker; for each response
//! that is due it puts an entry into a ring first. `responses::run` takes the entries in turn. A
//! broker answers strictly in order, so the ring is all the bookkeeping there is; what the gateway
//! answers itself waits in the ring for its turn too, and so do its own questions to the broker.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::tcp::OwnedWriteHalf,
    sync::{
        mpsc::{self, Sender},
        oneshot, watch,
    },
    time::timeout,
};
use wire::kafka::{
    Message as _, Request,
    frame::{self, RequestHeader},
    messages::{
        ApiVersionsRequest, ApiVersionsResponse, SaslAuthenticateRequest, SaslHandshakeRequest,
    },
};

use super::{
    frames,
    handshake::{self, Authenticated, Dialog, Verdict},
    responses::{self, Due, Entry},
    standing::{self, Standing},
};
use crate::{
    Gateway,
    error::SessionError,
    pipeline::{
        self, Action, Ask, Incoming, Memory, Reply, Shared,
        quota::{self, Meter},
        treatment::{self, Handler},
    },
    usage::TenantUse,
};

/// The gateway's own questions carry ids from here down; they need not differ from the client's.
const OWN_CORRELATION_ID: i32 = i32::MIN;

/// What both loops of a session know.
pub struct Session<'a> {
    /// The gateway.
    pub gateway: &'a Gateway,
    /// Where the client connects from.
    pub peer: SocketAddr,
    /// The tenant's meters and counters.
    pub usage: Arc<TenantUse>,
    /// What the connection remembers.
    pub memory: Mutex<Memory>,
    /// Who the client is and what it may do.
    pub standing: watch::Sender<Standing>,
    /// Whether the client has sent requests that the broker answers by hanging up, if at all.
    unacknowledged: AtomicBool,
}

impl Session<'_> {
    /// What the connection remembers, for a short look.
    pub fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What requests share.
    pub fn shared(&self) -> Shared<'_> {
        Shared {
            limits: &self.gateway.limits,
            topic_ids: &self.gateway.topic_ids,
            log_sizes: &self.gateway.log_sizes,
            usage: &self.usage,
            memory: &self.memory,
            clock: &*self.gateway.clock,
            entropy: &*self.gateway.entropy,
        }
    }
}

/// Serves a signed-in client to its end.
pub async fn run<S: AsyncRead + AsyncWrite + Send + Unpin>(
    gateway: &Gateway,
    stream: S,
    peer: SocketAddr,
    client: Authenticated,
) -> Result<(), SessionError> {
    let access = &client.access;
    let usage = gateway.usages.of(access.tenant_id);
    let limit = access.tenant.limits.connections;
    let Some(_place) = usage.connect(limit) else {
        // No error of the protocol fits: clients give up on authentication errors.
        tokio::time::sleep(gateway.limits.refused_connection_delay()).await;
        metrics::counter!("millrace_gateway_limit_refusals_total", "limit" => "connections")
            .increment(1);
        return Err(SessionError::Connections { limit });
    };
    let upstream = gateway.upstream.connect_as_tenant(access.tenant.prefix).await?;
    tracing::debug!(%peer, tenant = %access.tenant_id, client_id = client.client_id, "session.opened");

    let standing = watch::Sender::new(Standing::new(client.identity, client.access));
    let session = Session {
        gateway,
        peer,
        usage,
        memory: Mutex::default(),
        standing,
        unacknowledged: AtomicBool::default(),
    };
    let (client_read, client_write) = tokio::io::split(stream);
    let (upstream_read, upstream_write) = upstream.into_split();
    let (ring, entries) = mpsc::channel(gateway.limits.in_flight_requests);

    let requests = async {
        match requests(&session, client_read, upstream_write, ring).await {
            // The ring is closed now; what is due still comes.
            Err(SessionError::Draining) => std::future::pending().await,
            result => result,
        }
    };
    let result = tokio::select! {
        result = requests => result,
        result = responses::run(&session, client_write, upstream_read, entries) => result,
        error = standing::watch(gateway, &session.standing, &session.memory) => Err(error),
    };
    match result {
        Err(SessionError::UpstreamIo(error))
            if session.unacknowledged.load(Ordering::Relaxed) && is_hang_up(&error) =>
        {
            Err(SessionError::Unacknowledged(error))
        }
        result => result,
    }
}

fn is_hang_up(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe
    )
}

async fn requests(
    session: &Session<'_>,
    mut client: impl AsyncRead + Unpin + Send,
    upstream: OwnedWriteHalf,
    ring: Sender<Entry>,
) -> Result<(), SessionError> {
    let gateway = session.gateway;
    let limits = &gateway.limits;
    let patience = limits.upstream_response_timeout();
    let mut broker = Broker { upstream, ring, versions: gateway.broker.subscribe(), patience };
    let mut dialog = Dialog::default();
    let budgets = [&session.usage.request_memory, &gateway.request_budget];
    loop {
        let (max, deadline) = (limits.request_frame_bytes, limits.frame_timeout());
        let read = frames::read(&mut client, max, &budgets, deadline);
        let frame = tokio::select! {
            frame = timeout(limits.idle_timeout(), read) => frame,
            () = gateway.draining.cancelled() => return Err(SessionError::Draining),
        };
        let Some(frame) = frame.map_err(|_| SessionError::Deadline("the next request"))?? else {
            return Ok(());
        };
        let (header, body) = handshake::header(&frame)?;
        let not_offered =
            SessionError::NotOffered { key: header.api_key, version: header.api_version };
        let Some(treatment) = treatment::of(header.api_key) else { return Err(not_offered) };
        metrics::counter!("millrace_gateway_requests_total", "api" => treatment.name).increment(1);
        session.usage.request();
        if treatment.handler == Handler::Session {
            let answer = sign_in_again(session, &mut dialog, &header, body).await?;
            broker.push(Entry::answer(answer)).await?;
            continue;
        }
        if !treatment.versions.contains(&header.api_version) {
            return Err(not_offered);
        }
        let size = u64::try_from(frame.body.len()).unwrap_or(u64::MAX);
        match treatment.handler {
            Handler::Produce => {
                let rates = session.standing.borrow().scope.access.tenant.limits;
                let rate = quota::share(rates.bytes_in_per_second);
                let owed = session.usage.inbound.debt(gateway.clock.now());
                session.usage.inbound.charge(size, rate, gateway.clock.now());
                hold(session, owed).await;
                session.usage.produced(size);
                metrics::counter!("millrace_gateway_bytes_total", "direction" => "in")
                    .increment(size);
            }
            Handler::Fetch => repay(session, &session.usage.outbound).await,
            _ => {}
        }
        // As it is now, after any wait.
        let scope = Arc::clone(&session.standing.borrow().scope);
        let header_len = frame.body.len() - body.len();
        let incoming = Incoming {
            treatment,
            version: header.api_version,
            header: frame.body.slice(..header_len),
            body,
        };
        let action = pipeline::run(&scope, &session.shared(), &mut broker, incoming).await?;
        let due = Due {
            treatment,
            version: header.api_version,
            correlation_id: header.correlation_id,
            scope,
        };
        match action {
            Action::Answer(body) => {
                broker.push(Entry::answer(responses::frame(&due, &body)?)).await?;
            }
            Action::Forward(mut pieces, reply) => {
                if matches!(reply, Reply::None) {
                    session.unacknowledged.store(true, Ordering::Relaxed);
                } else {
                    broker.push(Entry::Forwarded(due, reply)).await?;
                }
                broker.write(&mut pieces).await?;
            }
        }
        drop(frame.permits);
    }
}

/// Waits out a debt before more bytes move; the client's other connections go on. A tenant's part of
/// the memory bounds how many bytes may be owed at a time, and so the wait.
async fn hold(session: &Session<'_>, held: Duration) {
    if held.is_zero() {
        return;
    }
    session.usage.throttled(held);
    metrics::counter!("millrace_gateway_throttled_ms_total")
        .increment(u64::try_from(held.as_millis()).unwrap_or(u64::MAX));
    tokio::time::sleep(held).await;
}

/// Waits until a debt is paid, which others may add to meanwhile.
async fn repay(session: &Session<'_>, meter: &Meter) {
    loop {
        let owed = meter.debt(session.gateway.clock.now());
        if owed.is_zero() {
            return;
        }
        hold(session, owed).await;
    }
}

/// `ApiVersions` and SASL on a live connection (KIP-368).
async fn sign_in_again(
    session: &Session<'_>,
    dialog: &mut Dialog,
    header: &RequestHeader,
    body: Bytes,
) -> Result<Bytes, SessionError> {
    let gateway = session.gateway;
    let verdict = match header.api_key {
        ApiVersionsRequest::KEY => {
            return handshake::api_versions(gateway, header, body).map(|(answer, _)| answer);
        }
        SaslHandshakeRequest::KEY if header.api_version >= 1 => {
            return dialog.choose(header, body).map(|(answer, _)| answer);
        }
        SaslAuthenticateRequest::KEY => {
            dialog.authenticate(&gateway.authenticator, header, body)?
        }
        _ => return Err(SessionError::Protocol("bare SASL tokens on a live connection")),
    };
    match verdict {
        Verdict::Continue(answer) => Ok(answer),
        Verdict::Granted(answer, granted) => {
            let (identity, access) = *granted;
            if !session.standing.borrow().is_same(&identity, &access) {
                return Err(SessionError::Protocol("the client signed in again as somebody else"));
            }
            let changed = session.standing.borrow().scope.access.grants != access.grants;
            session.standing.send_replace(Standing::new(identity, access));
            if changed {
                session.memory().fetch_sessions.forget();
            }
            Ok(answer)
        }
        Verdict::Refused(_, failure) => {
            handshake::refused(gateway, &failure, session.peer).await;
            Err(SessionError::Auth(failure.reason))
        }
    }
}

/// The way to the broker.
struct Broker {
    upstream: OwnedWriteHalf,
    ring: Sender<Entry>,
    versions: watch::Receiver<Arc<ApiVersionsResponse>>,
    /// A broker that takes no bytes for so long does not work.
    patience: Duration,
}

impl Broker {
    async fn push(&self, entry: Entry) -> Result<(), SessionError> {
        self.ring.send(entry).await.map_err(|_| closed())
    }

    async fn write(&mut self, pieces: &mut [Bytes]) -> Result<(), SessionError> {
        timeout(self.patience, frames::write_all(&mut self.upstream, pieces))
            .await
            .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
            .map_err(SessionError::UpstreamIo)
    }

    fn version<R: Request>(&self, max: i16) -> i16 {
        let versions = self.versions.borrow();
        let known = versions.api_keys.iter().find(|api| api.api_key == R::KEY);
        let newest = known.map_or(i16::MAX, |api| api.max_version);
        newest.min(max).min(*R::VERSIONS.end())
    }
}

fn closed() -> SessionError {
    SessionError::UpstreamIo(io::ErrorKind::ConnectionReset.into())
}

impl Ask for Broker {
    async fn ask<R: Request + Sync>(
        &mut self,
        request: &R,
        max: i16,
    ) -> Result<R::Response, SessionError> {
        let version = self.version::<R>(max);
        let mut out = BytesMut::new();
        frame::encode_request(&mut out, request, version, OWN_CORRELATION_ID, Some("millrace"))
            .map_err(|source| SessionError::Encode { api: R::NAME, source })?;
        let (sender, answer) = oneshot::channel();
        let flexible =
            frame::response_header_is_flexible(R::KEY, R::Response::is_flexible(version));
        let entry = Entry::Asked { correlation_id: OWN_CORRELATION_ID, flexible, sender };
        self.push(entry).await?;
        self.write(&mut [out.freeze()]).await?;
        let body = answer.await.map_err(|_| closed())?;
        R::Response::from_bytes(version, body).map_err(|source| SessionError::UpstreamAnswer {
            api: R::NAME,
            source: Some(source.into()),
        })
    }
}
