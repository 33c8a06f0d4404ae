//! What an org's people are told as it happens.
//!
//! An event says that something changed and what it is now; whoever missed some can always look at the
//! things themselves.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use wire::{
    ids::{CredentialId, InstanceId, OperationId},
    key::KeyId,
};

use super::{
    instance::Phase,
    operation::{OperationError, OperationState},
};

/// How long events are kept for those who come back.
pub const EVENTS_KEPT: TimeDelta = TimeDelta::hours(24);

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its place among its org's events.
    pub position: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The instance that it concerns.
    pub instance_id: Option<InstanceId>,
    /// What happened.
    pub happened: Happened,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", content = "data")]
pub enum Happened {
    /// An operation began, went on to another step or ended.
    #[serde(rename = "operation")]
    Operation {
        /// Which one.
        operation_id: OperationId,
        /// What was asked for, such as `instance.create`.
        kind: String,
        /// Where it stands.
        state: OperationState,
        /// The step being done.
        step: Option<String>,
        /// Steps that are done.
        steps_done: i32,
        /// Steps in all.
        steps_total: i32,
        /// The last failure.
        error: Option<OperationError>,
    },
    /// An instance's phase or a condition of it changed.
    #[serde(rename = "instance")]
    Instance {
        /// What its owner calls it.
        name: String,
        /// Where it is in its life.
        phase: Phase,
    },
    /// A key signed in for the first time.
    #[serde(rename = "credential.first_authentication")]
    FirstAuthentication {
        /// Whose key.
        credential_id: CredentialId,
        /// Which key.
        key_id: KeyId,
        /// From where.
        address: String,
        /// The client's `client.id`.
        client_id: Option<String>,
        /// The client's library and version.
        software: Option<String>,
    },
    /// The first records were written to a topic of this name.
    #[serde(rename = "topic.first_produce")]
    FirstProduce {
        /// The topic.
        topic: String,
    },
    /// The first consumer joined a group of this name.
    #[serde(rename = "group.first_join")]
    FirstJoin {
        /// The group.
        group: String,
    },
    /// Somebody tried to sign in with a key and was not let in.
    #[serde(rename = "credential.authentication_failed")]
    AuthenticationFailed {
        /// Whose key.
        credential_id: CredentialId,
        /// Which key.
        key_id: KeyId,
        /// From where, most recently.
        address: String,
        /// Why: `wrong_key`, `expired_key`, `suspended`, `malformed`, …
        reason: String,
        /// How often from there, since the gateway's report before.
        count: u64,
        /// When the key was last let in.
        last_used_at: Option<DateTime<Utc>>,
    },
}

impl Happened {
    /// The name of the event.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Operation { .. } => "operation",
            Self::Instance { .. } => "instance",
            Self::FirstAuthentication { .. } => "credential.first_authentication",
            Self::FirstProduce { .. } => "topic.first_produce",
            Self::FirstJoin { .. } => "group.first_join",
            Self::AuthenticationFailed { .. } => "credential.authentication_failed",
        }
    }
}

impl fmt::Display for Happened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
