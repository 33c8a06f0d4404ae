//! What happens between a client's request and the broker's, and back. No sockets.
//!
//! [`run`] takes one request and says what to do: forward these bytes, or answer with those. What is
//! forwarded carries along what must be done to its response. Everything that a client names is
//! checked against its grants and renamed into its tenant's name space (see [`names`]); a name that it
//! may not use is renamed into a space where nobody may do anything, so that the broker itself gives
//! the authorization error, for that item alone and in the form that the request has for it.

pub mod configs;
pub mod consumer_groups;
pub mod fetch;
pub mod groups;
pub mod local;
pub mod log_dirs;
pub mod names;
pub mod produce;
pub mod quota;
pub mod scope;
pub mod topic_ids;
pub mod topics;
pub mod treatment;
pub mod versions;

use std::{
    future::Future,
    sync::{Arc, Mutex},
};

use bytes::{BufMut as _, Bytes, BytesMut};
use wire::{
    clock::Clock,
    entropy::Entropy,
    kafka::{CodecError, Message as _, Request},
};

use self::{
    names::Expected,
    scope::Scope,
    topic_ids::{Masked, TopicIds},
    treatment::{Handler, Treatment},
};
use crate::{config::Limits, error::SessionError, log_sizes::LogSizes, usage::TenantUse};

/// A request as it came.
#[derive(Debug)]
pub struct Incoming {
    /// Its row in the table.
    pub treatment: &'static Treatment,
    /// Version of the body.
    pub version: i16,
    /// Header bytes as received; they are forwarded unchanged.
    pub header: Bytes,
    /// The body.
    pub body: Bytes,
}

/// What to do with a request.
#[derive(Debug)]
pub enum Action {
    /// Send this frame to the broker, and treat its response so.
    Forward(Vec<Bytes>, Reply),
    /// Send this body to the client.
    Answer(Bytes),
}

/// Adds to a response what was decided here.
pub type Finish = Box<dyn FnOnce(Bytes) -> Result<Bytes, SessionError> + Send>;

/// What to do with the response to a forwarded request.
pub enum Reply {
    /// There is none (produce with acks=0).
    None,
    /// Names are mapped back.
    Names(Expected),
    /// Names are mapped back, then this is done.
    Finish(Expected, Finish),
    /// As `Names`, with the throttle for what was produced.
    Produce(Expected),
    /// A fetch response without names: copied through, but for its first fields.
    FetchStream,
    /// As `Names`, with the throttle for what is fetched.
    Fetch(Expected),
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Names(_) => "Names",
            Self::Finish(..) => "Finish",
            Self::Produce(_) => "Produce",
            Self::FetchStream => "FetchStream",
            Self::Fetch(_) => "Fetch",
        })
    }
}

/// Asks the broker on behalf of the tenant, between two requests of the client.
pub trait Ask: Send {
    /// Asks in the newest version up to `max` that the broker knows.
    fn ask<R: Request + Sync>(
        &mut self,
        request: &R,
        max: i16,
    ) -> impl Future<Output = Result<R::Response, SessionError>> + Send;
}

/// What one connection remembers between requests.
#[derive(Debug, Default)]
pub struct Memory {
    /// Fetch sessions that the broker opened on this connection.
    pub fetch_sessions: fetch::Sessions,
    /// Topic ids that this connection may not use, and what stands for them.
    pub masked: Masked,
    /// Groups that this connection has used.
    pub groups: groups::Known,
    /// Regex subscriptions of members on this connection.
    pub regexes: consumer_groups::Regexes,
}

/// What the requests of a connection share with others.
#[derive(Clone, Copy)]
pub struct Shared<'a> {
    /// Bounds.
    pub limits: &'a Limits,
    /// Names of topics by id.
    pub topic_ids: &'a TopicIds,
    /// How large topics are.
    pub log_sizes: &'a LogSizes,
    /// The tenant's meters and reservations.
    pub usage: &'a Arc<TenantUse>,
    /// What this connection remembers.
    pub memory: &'a Mutex<Memory>,
    /// The time.
    pub clock: &'a dyn Clock,
    /// Randomness.
    pub entropy: &'a dyn Entropy,
}

/// Decides about one request.
pub async fn run(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    match request.treatment.handler {
        Handler::Names | Handler::Listing => names::run(scope, shared, broker, request).await,
        Handler::Produce => produce::run(scope, shared, broker, request).await,
        Handler::Fetch => fetch::run(scope, shared, broker, request).await,
        Handler::JoinGroup => groups::join(scope, shared, broker, request).await,
        Handler::SyncGroup => groups::sync(scope, shared, broker, request).await,
        Handler::OffsetCommit => groups::commit(scope, shared, broker, request).await,
        Handler::TxnOffsetCommit => {
            groups::commit_in_transaction(scope, shared, broker, request).await
        }
        Handler::OffsetDelete => groups::delete_offsets(scope, shared, broker, request).await,
        Handler::DeleteGroups => groups::delete(scope, shared, broker, request).await,
        Handler::ConsumerGroupHeartbeat => {
            consumer_groups::heartbeat(scope, shared, broker, request).await
        }
        Handler::CreateTopics => topics::create(scope, shared, broker, request).await,
        Handler::CreatePartitions => topics::grow(scope, shared, broker, request).await,
        Handler::DeleteTopics => topics::delete(scope, shared, broker, request).await,
        Handler::DescribeConfigs => configs::describe(scope, request),
        Handler::AlterConfigs => configs::alter(scope, request),
        Handler::IncrementalAlterConfigs => configs::alter_incrementally(scope, request),
        Handler::DescribeLogDirs => log_dirs::describe(scope, shared, &request),
        Handler::DescribeCluster => local::cluster(scope, shared, broker, request).await,
        Handler::Local => local::run(scope, &request),
        Handler::Session => Err(SessionError::Protocol("sign-in is not for the pipeline")),
    }
}

impl Incoming {
    /// Decodes the body.
    pub fn decode<R: Request>(&self) -> Result<R, SessionError> {
        R::from_client(self.version, self.body.clone()).map_err(|source| self.malformed(source))
    }

    fn malformed(&self, source: CodecError) -> SessionError {
        SessionError::Malformed {
            api: self.treatment.name,
            version: self.version,
            source: source.into(),
        }
    }

    /// The same request with another body.
    pub fn with<R: Request>(self, request: &R) -> Result<Self, SessionError> {
        let mut body = BytesMut::new();
        request
            .encode(self.version, &mut body)
            .map_err(|source| SessionError::Encode { api: R::NAME, source })?;
        Ok(Self { body: body.freeze(), ..self })
    }

    /// Forwards the request with a body in pieces.
    pub fn forward(&self, body: Vec<Bytes>, reply: Reply) -> Action {
        let len = self.header.len() + body.iter().map(Bytes::len).sum::<usize>();
        // Bodies grow by one prefix per name; a frame near 4 GiB never gets this far.
        let mut head = BytesMut::with_capacity(4 + self.header.len());
        head.put_u32(u32::try_from(len).unwrap_or(u32::MAX));
        head.put_slice(&self.header);
        let mut pieces = Vec::with_capacity(body.len() + 1);
        pieces.push(head.freeze());
        pieces.extend(body);
        Action::Forward(pieces, reply)
    }

    /// Answers the request here.
    pub fn answer<R: Request>(&self, response: &R::Response) -> Result<Action, SessionError> {
        Ok(Action::Answer(encode::<R>(self.version, response)?))
    }

    /// Changes the response after names are mapped back.
    pub fn finish<R: Request>(
        &self,
        change: impl FnOnce(&mut R::Response) + Send + 'static,
    ) -> Finish {
        let version = self.version;
        Box::new(move |body| {
            let mut response = R::Response::from_bytes(version, body).map_err(|source| {
                SessionError::UpstreamAnswer { api: R::Response::NAME, source: Some(source.into()) }
            })?;
            change(&mut response);
            encode::<R>(version, &response)
        })
    }
}

fn encode<R: Request>(version: i16, response: &R::Response) -> Result<Bytes, SessionError> {
    let mut body = BytesMut::new();
    response
        .encode(version, &mut body)
        .map_err(|source| SessionError::Encode { api: R::Response::NAME, source })?;
    Ok(body.freeze())
}
