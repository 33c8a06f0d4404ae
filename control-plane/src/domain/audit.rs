//! The audit trail's vocabulary: what happened, to what, and how it ended.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::ids::{AuditEventId, OrgId};

/// How a recorded attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was done.
    Success,
    /// The caller was not allowed to.
    Denied,
    /// It was allowed and did not work.
    Failed,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 3] = [Self::Success, Self::Denied, Self::Failed];

    /// The name in the API and the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Denied => "denied",
            Self::Failed => "failed",
        }
    }
}

/// A text names no outcome.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown outcome `{0}`: expected success, denied or failed")]
pub struct UnknownOutcome(String);

impl FromStr for Outcome {
    type Err = UnknownOutcome;

    fn from_str(text: &str) -> Result<Self, UnknownOutcome> {
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.name() == text)
            .ok_or_else(|| UnknownOutcome(text.to_owned()))
    }
}

/// What a record or a receipt is about: a kind of thing and which one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// `org`, `user`, `instance`, `topic`, …
    pub kind: &'static str,
    /// Its identifier or, for what only Kafka knows, its name.
    pub id: String,
}

impl Subject {
    /// Names a subject.
    pub fn new(kind: &'static str, id: impl fmt::Display) -> Self {
        Self { kind, id: id.to_string() }
    }
}

/// One record of the trail.
#[derive(Debug, Clone)]
pub struct AuditEvent {
    /// Its identifier; sorts by time.
    pub id: AuditEventId,
    /// The org it belongs to; none for what concerns Millrace as a whole.
    pub org_id: Option<OrgId>,
    /// When.
    pub at: DateTime<Utc>,
    /// `user`, `operator`, `token` or `system`.
    pub actor_type: String,
    /// Who.
    pub actor_id: String,
    /// What: an action's name, or `session.create` and the like.
    pub action: String,
    /// The kind of thing it was done to.
    pub subject_type: String,
    /// Which one.
    pub subject_id: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The request that caused it.
    pub request_id: Option<String>,
    /// Where the request came from.
    pub address: Option<String>,
    /// What else is worth knowing, without secrets.
    pub detail: serde_json::Value,
}
