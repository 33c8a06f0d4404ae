//! From the broker back to the client, in the order of the ring.

use std::{io, sync::Arc, time::Duration};

use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::tcp::OwnedReadHalf,
    sync::{OwnedSemaphorePermit, mpsc::Receiver, oneshot},
    time::timeout,
};
use wire::kafka::{
    ErrorCode, Reader, frame,
    messages::{FetchRequest, FetchResponse},
};

use super::{elastic::Elastic, frames, handshake, serve::Session};
use crate::{
    error::SessionError,
    pipeline::{Reply, names, quota, scope::Scope, treatment::Treatment},
};

/// Fetch responses have an error of their own, apart from those of partitions, from this version on.
const FIRST_WITH_SESSIONS: i16 = 7;

/// A response that is due.
#[derive(Debug)]
pub struct Due {
    /// The request's row.
    pub treatment: &'static Treatment,
    /// Its version.
    pub version: i16,
    /// To be repeated.
    pub correlation_id: i32,
    /// What the client was when it asked.
    pub scope: Arc<Scope>,
}

/// One place in the ring.
#[derive(Debug)]
pub enum Entry {
    /// Answered by the gateway: a whole frame.
    Answer(Bytes),
    /// Answered by the broker.
    Forwarded(Due, Reply),
    /// The gateway's own question.
    Asked {
        /// The id it was asked with.
        correlation_id: i32,
        /// Whether the response's header has tagged fields.
        flexible: bool,
        /// Who waits for the body.
        sender: oneshot::Sender<Bytes>,
    },
}

impl Entry {
    /// An answer of the gateway.
    pub const fn answer(frame: Bytes) -> Self {
        Self::Answer(frame)
    }
}

impl Due {
    fn has_flexible_header(&self) -> bool {
        let flexible = self.version >= self.treatment.flexible_from;
        frame::response_header_is_flexible(self.treatment.key, flexible)
    }
}

/// A body of the gateway's as a whole frame.
pub fn frame(due: &Due, body: &[u8]) -> Result<Bytes, SessionError> {
    let mut out = BytesMut::with_capacity(body.len() + 9);
    out.put_u32(0);
    frame::encode_response_header(&mut out, due.correlation_id, due.has_flexible_header());
    out.put_slice(body);
    let len = u32::try_from(out.len() - 4)
        .map_err(|_| SessionError::UpstreamAnswer { api: due.treatment.name, source: None })?;
    out[..4].copy_from_slice(&len.to_be_bytes());
    Ok(out.freeze())
}

/// The reading side of the broker's connection.
struct Upstream<'a> {
    session: &'a Session<'a>,
    socket: Elastic<OwnedReadHalf>,
}

/// Serves entries until the ring is closed and empty.
pub async fn run(
    session: &Session<'_>,
    mut client: impl AsyncWrite + Unpin + Send,
    upstream: OwnedReadHalf,
    mut entries: Receiver<Entry>,
) -> Result<(), SessionError> {
    let mut upstream = Upstream { session, socket: Elastic::new(upstream) };
    while let Some(entry) = upstream.next(&mut entries).await? {
        match entry {
            Entry::Answer(frame) => write(session, &mut client, &mut [frame]).await?,
            Entry::Asked { correlation_id, flexible, sender } => {
                let (body, _permits) =
                    upstream.whole(correlation_id, flexible, "a question").await?;
                // Nobody waits when the session is ending.
                drop(sender.send(body));
            }
            Entry::Forwarded(due, Reply::FetchStream) => {
                upstream.stream_fetch(&due, &mut client).await?;
            }
            Entry::Forwarded(due, reply) => upstream.rewrite(due, reply, &mut client).await?,
        }
    }
    Ok(())
}

async fn write(
    session: &Session<'_>,
    client: &mut (impl AsyncWrite + Unpin),
    pieces: &mut [Bytes],
) -> Result<(), SessionError> {
    let written = async {
        frames::write_all(client, pieces).await?;
        client.flush().await
    };
    within(session, written).await
}

async fn within(
    session: &Session<'_>,
    write: impl Future<Output = io::Result<()>>,
) -> Result<(), SessionError> {
    timeout(session.gateway.limits.frame_timeout(), write)
        .await
        .map_err(|_| SessionError::Deadline("writing a response"))?
        .map_err(SessionError::ClientIo)
}

/// A broker that has begun to answer goes on: otherwise the client would be blamed for its silence.
async fn within_upstream<T>(
    patience: Duration,
    read: impl Future<Output = io::Result<T>>,
) -> Result<T, SessionError> {
    timeout(patience, read)
        .await
        .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
        .map_err(SessionError::UpstreamIo)
}

impl Upstream<'_> {
    /// The next entry. Notices a broker that hangs up while nothing is due.
    async fn next(&mut self, entries: &mut Receiver<Entry>) -> Result<Option<Entry>, SessionError> {
        tokio::select! {
            biased;
            entry = entries.recv() => return Ok(entry),
            early = self.socket.fill_buf() => {
                if early.map_err(SessionError::UpstreamIo)?.is_empty() {
                    return Err(SessionError::UpstreamIo(io::ErrorKind::UnexpectedEof.into()));
                }
            }
        }
        // Entries are made before requests are sent: whatever answers one finds it.
        let patience = self.session.gateway.limits.upstream_connect_timeout();
        timeout(patience, entries.recv())
            .await
            .map_err(|_| SessionError::UpstreamAnswer { api: "no request", source: None })
    }

    /// Reads a response's length.
    async fn length(&mut self) -> Result<usize, SessionError> {
        let wait = self.session.gateway.limits.upstream_response_timeout();
        let size = timeout(wait, self.socket.read_i32())
            .await
            .map_err(|_| SessionError::UpstreamIo(io::ErrorKind::TimedOut.into()))?
            .map_err(SessionError::UpstreamIo)?;
        usize::try_from(size)
            .map_err(|_| SessionError::UpstreamAnswer { api: "a request", source: None })
    }

    /// Reads a whole response; returns its body.
    async fn whole(
        &mut self,
        correlation_id: i32,
        flexible: bool,
        api: &'static str,
    ) -> Result<(Bytes, Vec<OwnedSemaphorePermit>), SessionError> {
        let len = self.length().await?;
        let gateway = self.session.gateway;
        let unusable = || SessionError::UpstreamAnswer { api, source: None };
        if len > gateway.limits.response_frame_bytes {
            return Err(unusable());
        }
        let budgets = [&self.session.usage.response_memory, &gateway.response_budget];
        let permits = frames::reserve(&budgets, len).await.ok_or_else(unusable)?;
        let patience = gateway.limits.frame_timeout();
        let frame = within_upstream(patience, frames::body(&mut self.socket, len)).await?;
        let mut reader = Reader::new(frame);
        let id = frame::decode_response_header(&mut reader, flexible)
            .map_err(|source| SessionError::UpstreamAnswer { api, source: Some(source.into()) })?;
        if id != correlation_id {
            return Err(unusable());
        }
        Ok((reader.into_rest(), permits))
    }

    /// A response of which names or numbers change.
    async fn rewrite(
        &mut self,
        due: Due,
        reply: Reply,
        client: &mut (impl AsyncWrite + Unpin),
    ) -> Result<(), SessionError> {
        let flexible = due.has_flexible_header();
        let (body, permits) = self.whole(due.correlation_id, flexible, due.treatment.name).await?;
        let session = self.session;
        if matches!(reply, Reply::Fetch(_)) && self.is_outdated(&due) {
            return self.withhold(&due, client).await;
        }
        let size = body.len();
        let (expected, throttle, finish) = match reply {
            Reply::Names(expected) => (expected, None, None),
            Reply::Finish(expected, finish) => (expected, None, Some(finish)),
            Reply::Produce(expected) => {
                let owed = session.usage.inbound.debt(session.gateway.clock.now());
                (expected, Some(self.advertised(owed)), None)
            }
            Reply::Fetch(expected) => (expected, Some(self.fetched(&due, size)), None),
            Reply::None | Reply::FetchStream => {
                return Err(SessionError::UpstreamAnswer { api: due.treatment.name, source: None });
            }
        };
        let shared = session.shared();
        let mut pieces = names::rename_back(&due.scope, &shared, &expected, throttle, &body)?;
        if let Some(finish) = finish {
            pieces = vec![finish(pieces.concat().into())?];
        }
        let mut head = BytesMut::from(&frame(&due, &[])?[..]);
        let len = head.len() - 4 + pieces.iter().map(Bytes::len).sum::<usize>();
        let len = u32::try_from(len)
            .map_err(|_| SessionError::UpstreamAnswer { api: due.treatment.name, source: None })?;
        head[..4].copy_from_slice(&len.to_be_bytes());
        pieces.insert(0, head.freeze());
        write(session, client, &mut pieces).await?;
        drop(permits);
        Ok(())
    }

    /// Counts a fetch response; returns the throttle to tell.
    fn fetched(&self, due: &Due, size: usize) -> u32 {
        let session = self.session;
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        let rate = quota::share(due.scope.access.tenant.limits.bytes_out_per_second);
        let owed = session.usage.outbound.charge(size, rate, session.gateway.clock.now());
        session.usage.fetched(size);
        metrics::counter!("millrace_gateway_bytes_total", "direction" => "out").increment(size);
        self.advertised(owed)
    }

    fn advertised(&self, owed: std::time::Duration) -> u32 {
        let cap = self.session.gateway.limits.throttle_cap_ms;
        u32::try_from(owed.as_millis()).unwrap_or(cap).min(cap)
    }

    /// Copies a fetch response through. Of its bytes only the first body field, the throttle, changes;
    /// memory stays at one buffer, whatever its size.
    async fn stream_fetch(
        &mut self,
        due: &Due,
        client: &mut (impl AsyncWrite + Unpin),
    ) -> Result<(), SessionError> {
        // Correlation id, an empty section of tags, throttle, error code, session id.
        const HEAD: usize = 4 + 1 + 4 + 2 + 4;
        let unusable = || SessionError::UpstreamAnswer { api: due.treatment.name, source: None };
        let len = self.length().await?;
        if self.is_outdated(due) {
            self.skip(len).await?;
            return self.withhold(due, client).await;
        }
        if len < HEAD {
            return Err(unusable());
        }
        let mut head = [0; HEAD];
        let patience = self.session.gateway.limits.frame_timeout();
        within_upstream(patience, self.socket.read_exact(&mut head)).await?;
        let mut fields = &head[..];
        let (id, tags, throttle) = (fields.get_i32(), fields.get_u8(), fields.get_u32());
        let (_error, fetch_session) = (fields.get_i16(), fields.get_i32());
        if id != due.correlation_id || tags != 0 {
            return Err(unusable());
        }
        self.session.memory().fetch_sessions.remember(fetch_session);
        let throttle = throttle.max(self.fetched(due, len));
        head[5..9].copy_from_slice(&throttle.to_be_bytes());
        let mut out = BytesMut::with_capacity(4 + HEAD);
        out.put_u32(u32::try_from(len).map_err(|_| unusable())?);
        out.put_slice(&head);
        let session = self.session;
        within(session, client.write_all(&out)).await?;
        let mut left = len - HEAD;
        while left > 0 {
            let chunk = self.chunk(left).await?;
            within(session, client.write_all(chunk)).await?;
            let step = chunk.len();
            self.socket.consume(step);
            left -= step;
        }
        within(session, client.flush()).await
    }

    /// The next bytes of a response, at most `left`; they stay until they are consumed.
    async fn chunk(&mut self, left: usize) -> Result<&[u8], SessionError> {
        let patience = self.session.gateway.limits.frame_timeout();
        let chunk = within_upstream(patience, self.socket.fill_buf()).await?;
        if chunk.is_empty() {
            return Err(SessionError::UpstreamIo(io::ErrorKind::UnexpectedEof.into()));
        }
        Ok(&chunk[..chunk.len().min(left)])
    }

    async fn skip(&mut self, mut left: usize) -> Result<(), SessionError> {
        while left > 0 {
            let step = self.chunk(left).await?.len();
            self.socket.consume(step);
            left -= step;
        }
        Ok(())
    }

    /// Whether what the client may do has changed since it asked.
    fn is_outdated(&self, due: &Due) -> bool {
        let standing = self.session.standing.borrow();
        standing.scope.access.grants != due.scope.access.grants
    }

    /// Answers in place of a fetch response that was asked for with other grants, and makes the client
    /// list its partitions again. The broker's fetch session is not remembered, so it ends here.
    async fn withhold(
        &self,
        due: &Due,
        client: &mut (impl AsyncWrite + Unpin),
    ) -> Result<(), SessionError> {
        let error = if due.version >= FIRST_WITH_SESSIONS {
            ErrorCode::FETCH_SESSION_ID_NOT_FOUND
        } else {
            ErrorCode::NONE
        };
        let response = FetchResponse { error_code: error.0, ..Default::default() };
        let frame = handshake::respond::<FetchRequest>(&response, due.version, due.correlation_id)?;
        write(self.session, client, &mut [frame]).await
    }
}
