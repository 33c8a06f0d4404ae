//! Why a session ended or a request failed, and who is to blame.
//!
//! Blame decides the log level and the metric: what a client does wrong is news for that client
//! only, what the broker or the gateway does wrong is news for the operator.

use std::io;

use wire::kafka::CodecError;

use crate::tenancy::state::Denied;

/// Whose doing an error is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// The client: malformed, forbidden or gone.
    Client,
    /// A limit of the tenant.
    TenantLimit,
    /// The broker behind the gateway.
    Upstream,
    /// Ourselves.
    Gateway,
}

impl Blame {
    /// The value of the metric's label.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::TenantLimit => "tenant_limit",
            Self::Upstream => "upstream",
            Self::Gateway => "gateway",
        }
    }
}

/// One of a thing for each blame.
#[derive(Debug, Default)]
pub struct ByBlame<T> {
    client: T,
    tenant_limit: T,
    upstream: T,
    gateway: T,
}

impl<T> ByBlame<T> {
    /// The one for this blame.
    pub const fn of(&self, blame: Blame) -> &T {
        match blame {
            Blame::Client => &self.client,
            Blame::TenantLimit => &self.tenant_limit,
            Blame::Upstream => &self.upstream,
            Blame::Gateway => &self.gateway,
        }
    }
}

/// What is wrong with bytes, as the codec or the walker says it.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a session ended.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The client's socket failed, or the client sent half a frame.
    #[error("the client's connection failed")]
    ClientIo(#[source] io::Error),
    /// TLS could not be agreed on.
    #[error("TLS handshake failed")]
    Tls(#[source] io::Error),
    /// The client speaks something other than TLS.
    #[error("the client does not speak TLS: it must use SASL_SSL on this port")]
    NotTls,
    /// A deadline passed.
    #[error("{0} took too long")]
    Deadline(&'static str),
    /// A frame is larger than allowed.
    #[error("a request of {size} bytes is over the limit of {limit}")]
    FrameTooLarge {
        /// Announced size.
        size: i64,
        /// Limit.
        limit: usize,
    },
    /// A request does not decode.
    #[error("a {api} request v{version} does not decode")]
    Malformed {
        /// Which request.
        api: &'static str,
        /// Its version.
        version: i16,
        /// What is wrong with it.
        #[source]
        source: Cause,
    },
    /// A request that is not offered.
    #[error("request with key {key} v{version} is not offered")]
    NotOffered {
        /// API key.
        key: i16,
        /// Version.
        version: i16,
    },
    /// A request that breaks the protocol's order or impersonates a broker.
    #[error("{0}")]
    Protocol(&'static str),
    /// Sign-in failed.
    #[error("sign-in failed: {0}")]
    Auth(&'static str),
    /// The right to be connected ended.
    #[error("access ended")]
    Revoked(#[from] Denied),
    /// The tenant has as many connections as it may have.
    #[error("the instance's limit of {limit} connections is reached")]
    Connections {
        /// The limit.
        limit: u32,
    },
    /// The broker cannot be reached, or hung up.
    #[error("the broker's connection failed")]
    UpstreamIo(#[source] io::Error),
    /// The broker hung up after requests that it must not answer.
    #[error(
        "the broker closed the connection, as it does when a produce request without \
         acknowledgement (acks=0) fails"
    )]
    Unacknowledged(#[source] io::Error),
    /// The broker refused the tenant's user.
    #[error("the broker refused the tenant's sign-in: {0}")]
    UpstreamAuth(String),
    /// The broker's answer does not decode or is not the one expected.
    #[error("the broker's answer to {api} cannot be used")]
    UpstreamAnswer {
        /// Which request.
        api: &'static str,
        /// What is wrong, if it does not decode.
        source: Option<Cause>,
    },
    /// The gateway is stopping.
    #[error("the gateway is stopping")]
    Draining,
    /// A bug of ours.
    #[error("cannot encode {api}")]
    Encode {
        /// Which message.
        api: &'static str,
        /// Why not.
        #[source]
        source: CodecError,
    },
}

impl SessionError {
    /// Whose doing it is.
    pub const fn blame(&self) -> Blame {
        match self {
            Self::ClientIo(_)
            | Self::Tls(_)
            | Self::NotTls
            | Self::Deadline(_)
            | Self::FrameTooLarge { .. }
            | Self::Malformed { .. }
            | Self::NotOffered { .. }
            | Self::Protocol(_)
            | Self::Auth(_)
            | Self::Unacknowledged(_)
            | Self::Revoked(_) => Blame::Client,
            Self::Connections { .. } => Blame::TenantLimit,
            Self::UpstreamIo(_) | Self::UpstreamAuth(_) | Self::UpstreamAnswer { .. } => {
                Blame::Upstream
            }
            Self::Draining | Self::Encode { .. } => Blame::Gateway,
        }
    }
}
