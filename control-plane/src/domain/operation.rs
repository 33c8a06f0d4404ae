//! Operations: receipts for changes that take time.
//!
//! A receipt does not drive anything. It names a subject and the generation that must have been
//! observed for the change to be done; the reconciler settles it on the way.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::ids::{ClusterId, CredentialId, InstanceId, OperationId, OrgId};

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OperationState {
    /// Accepted, not begun.
    Queued,
    /// Being worked on.
    Running,
    /// Waiting to be tried again after a failure.
    Stalled,
    /// Done.
    Succeeded,
    /// Given up.
    Failed,
    /// Withdrawn before it was done.
    Cancelled,
    /// A later change of the same subject made it pointless.
    Superseded,
}

impl OperationState {
    /// All states.
    pub const ALL: [Self; 7] = [
        Self::Queued,
        Self::Running,
        Self::Stalled,
        Self::Succeeded,
        Self::Failed,
        Self::Cancelled,
        Self::Superseded,
    ];

    /// The name in the API and the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Stalled => "stalled",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
        }
    }

    /// Whether nothing more will happen.
    pub const fn is_final(self) -> bool {
        match self {
            Self::Queued | Self::Running | Self::Stalled => false,
            Self::Succeeded | Self::Failed | Self::Cancelled | Self::Superseded => true,
        }
    }
}

impl fmt::Display for OperationState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text names no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown operation state `{0}`")]
pub struct UnknownState(String);

impl FromStr for OperationState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        Self::ALL
            .into_iter()
            .find(|state| state.name() == text)
            .ok_or_else(|| UnknownState(text.to_owned()))
    }
}

/// What a receipt is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OperationSubject {
    /// An instance.
    Instance(InstanceId),
    /// A credential of an instance.
    Credential(CredentialId),
    /// A cluster.
    Cluster(ClusterId),
}

impl OperationSubject {
    /// Reads the stored form.
    pub fn parse(kind: &str, id: Uuid) -> Option<Self> {
        match kind {
            "instance" => Some(Self::Instance(id.into())),
            "credential" => Some(Self::Credential(id.into())),
            "cluster" => Some(Self::Cluster(id.into())),
            _ => None,
        }
    }

    /// The kind of thing, as stored and shown.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Instance(_) => "instance",
            Self::Credential(_) => "credential",
            Self::Cluster(_) => "cluster",
        }
    }

    /// Which one, as stored.
    pub const fn uuid(self) -> Uuid {
        match self {
            Self::Instance(id) => id.uuid(),
            Self::Credential(id) => id.uuid(),
            Self::Cluster(id) => id.uuid(),
        }
    }
}

impl fmt::Display for OperationSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instance(id) => id.fmt(f),
            Self::Credential(id) => id.fmt(f),
            Self::Cluster(id) => id.fmt(f),
        }
    }
}

/// Why the last attempt did not succeed, in words for the owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationError {
    /// A stable name for programs.
    pub code: String,
    /// What happened and what will be done, or is to be done.
    pub detail: String,
}

/// How far the work has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// The step being done.
    pub step: Option<String>,
    /// Steps done.
    pub done: i32,
    /// Steps in all.
    pub of: i32,
}

/// A receipt.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its identifier.
    pub id: OperationId,
    /// The org whose change it is.
    pub org_id: OrgId,
    /// What was asked for: `instance.create`, …
    pub kind: String,
    /// What changes.
    pub subject: OperationSubject,
    /// Where it stands.
    pub state: OperationState,
    /// It is done when the subject has observed this generation.
    pub target_generation: i64,
    /// How far it has come.
    pub progress: Progress,
    /// How often it was tried.
    pub attempt: i32,
    /// The last failure.
    pub error: Option<OperationError>,
    /// When it will be tried again.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// The request that asked for it.
    pub request_id: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When nothing more was to be done.
    pub finished_at: Option<DateTime<Utc>>,
}
