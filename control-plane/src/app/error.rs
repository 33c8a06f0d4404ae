//! Why a use case did not happen, in terms its caller can tell apart.
//!
//! Variants carry what the caller may know. What only the operator may know is the `source`, which
//! is logged and never shown.

use std::time::Duration;

use wire::ids::OperationId;

use crate::{
    domain::{access::Action, name::Invalid},
    store::StoreError,
};

/// Something that can be missing or taken. Also the name of its path parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Noun {
    Org,
    Member,
    User,
    Session,
    Token,
    Operation,
    Instance,
    Credential,
    Key,
    Topic,
    Group,
    Plan,
}

impl Noun {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Org,
        Self::Member,
        Self::User,
        Self::Session,
        Self::Token,
        Self::Operation,
        Self::Instance,
        Self::Credential,
        Self::Key,
        Self::Topic,
        Self::Group,
        Self::Plan,
    ];

    /// The word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Org => "org",
            Self::Member => "member",
            Self::User => "user",
            Self::Session => "session",
            Self::Token => "token",
            Self::Operation => "operation",
            Self::Instance => "instance",
            Self::Credential => "credential",
            Self::Key => "key",
            Self::Topic => "topic",
            Self::Group => "group",
            Self::Plan => "plan",
        }
    }
}

/// A field of the request that cannot be accepted, though it is well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Where it is: a JSON pointer into the body.
    pub pointer: String,
    /// A stable name for programs.
    pub code: &'static str,
    /// What was expected.
    pub detail: String,
}

impl FieldError {
    /// A refusal of the field at `pointer`.
    pub fn new(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, detail: detail.into() }
    }

    /// Says where an invalid value stood.
    pub fn at(pointer: impl Into<String>, invalid: Invalid) -> Self {
        Self { pointer: pointer.into(), code: invalid.code, detail: invalid.detail }
    }
}

/// What stands in the way of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// The name belongs to another one.
    NameTaken {
        /// Another what.
        noun: Noun,
        /// The name.
        name: String,
    },
    /// A change of the same subject is under way.
    OperationInProgress {
        /// Its receipt.
        operation: OperationId,
    },
    /// It is protected against deletion.
    DeletionProtected,
    /// The org would be left without an owner.
    LastOwner,
    /// The subject's state does not allow it.
    WrongState {
        /// Which state, and what to do.
        detail: String,
    },
    /// The consumer group has members.
    GroupActive {
        /// Their client ids and hosts.
        members: Vec<String>,
    },
    /// A request with the same `Idempotency-Key` is being worked on.
    IdempotencyKeyInUse,
}

/// Why a use case did not happen.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nobody we know, or no longer.
    #[error("the request is not authenticated: {0}")]
    Unauthenticated(&'static str),
    /// Wrong e-mail address or password; not to be told apart.
    #[error("the sign-in failed")]
    InvalidCredentials,
    /// It does not exist, or the caller may not know that it does.
    #[error("there is no such {}", .0.name())]
    NotFound(Noun),
    /// It was there once.
    #[error("the {} was deleted", .0.name())]
    Gone(Noun),
    /// The caller may see it and may not do this.
    #[error("the caller's role does not allow {}", .0.name())]
    Forbidden(Action),
    /// Allowed by role, refused by a rule about this caller or target.
    #[error("refused: {0}")]
    NotPermitted(&'static str),
    /// Something stands in the way.
    #[error("the change conflicts with the present state")]
    Conflict(Conflict),
    /// The request was well-formed and asks for something impossible.
    #[error("{} fields of the request cannot be accepted", .0.len())]
    Invalid(Vec<FieldError>),
    /// The org's quota does not suffice.
    #[error("the quota {quota} does not suffice")]
    QuotaExceeded {
        /// Which quota or limit.
        quota: &'static str,
        /// How much is allowed.
        limit: i64,
        /// How much is in use.
        used: i64,
        /// How much more was asked for.
        requested: i64,
    },
    /// The resource changed since the caller read it.
    #[error("the resource has version {current} by now")]
    PreconditionFailed {
        /// Its version now.
        current: i64,
    },
    /// The same `Idempotency-Key` was used with another request.
    #[error("the idempotency key was used for another request")]
    IdempotencyKeyReused,
    /// Too many attempts or requests; later they will be accepted.
    #[error("too many requests")]
    RateLimited {
        /// When to try again.
        retry_after_s: u64,
    },
    /// One org has as many of something open as it may have.
    #[error("the org has {limit} {what}")]
    TooManyAtOnce {
        /// Of what, in words for the caller.
        what: &'static str,
        /// How many it may have on one process.
        limit: usize,
    },
    /// No room on any cluster for what was asked for.
    #[error("no capacity: {0}")]
    CapacityExhausted(&'static str),
    /// A limit or rule of the instance's plan forbids it; in the gateway's words.
    #[error("refused by the plan: {0}")]
    PolicyViolation(String),
    /// The instance's gateways do not answer.
    #[error("the instance does not answer")]
    InstanceUnreachable {
        /// What happened.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Something this depends on does not answer now. The text is public.
    #[error("unavailable: {0}")]
    Unavailable(&'static str),
    /// The database.
    #[error("the store failed")]
    Store(#[from] StoreError),
    /// A defect, or something outside that broke its promise.
    #[error("internal: {context}")]
    Internal {
        /// What was being done.
        context: &'static str,
        /// What went wrong.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl AppError {
    /// One unacceptable field.
    pub fn field(pointer: &str, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(pointer, code, detail)])
    }

    /// A defect.
    pub fn internal(
        context: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Internal { context, source: source.into() }
    }

    /// Too much of something, until `wait` is over.
    pub const fn rate_limited(wait: Duration) -> Self {
        Self::RateLimited { retry_after_s: wait.as_secs() + 1 }
    }

    /// A taken name, if `error` says that `index` refused; otherwise the error itself.
    pub fn name_taken(error: StoreError, index: &str, noun: Noun, name: &impl ToString) -> Self {
        if error.violates(index) {
            Self::Conflict(Conflict::NameTaken { noun, name: name.to_string() })
        } else {
            Self::Store(error)
        }
    }
}

impl From<Conflict> for AppError {
    fn from(conflict: Conflict) -> Self {
        Self::Conflict(conflict)
    }
}

/// Takes fields apart and remembers every refusal, so that the caller hears of all at once.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldError>);

impl Fields {
    /// Takes one parsed field; a refusal is remembered under `pointer`.
    pub fn take<T>(&mut self, pointer: &str, parsed: Result<T, Invalid>) -> Option<T> {
        parsed.map_err(|invalid| self.0.push(FieldError::at(pointer, invalid))).ok()
    }

    /// Remembers a refusal.
    pub fn refuse(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// Builds the whole if no field was refused. `build` gives `None` only for a field that was.
    pub fn all<T>(self, build: impl FnOnce() -> Option<T>) -> Result<T, AppError> {
        if self.0.is_empty()
            && let Some(whole) = build()
        {
            return Ok(whole);
        }
        Err(AppError::Invalid(self.0))
    }
}
