//! What gateways tell the control plane, through the topic [`TOPIC`] of their own cluster.
//!
//! A report is a delta: it covers what happened since the gateway's previous one. `(gateway, epoch,
//! sequence)` identifies it, so that the reader counts each exactly once however often it is read.

use serde::{Deserialize, Serialize};

use crate::{
    clock::UnixMillis,
    ids::{ClusterId, InstanceId},
    key::KeyId,
};

/// The topic that holds reports; kept for a day.
pub const TOPIC: &str = "__millrace_reports";

/// One gateway's account of the time since its previous report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The cluster the gateway belongs to.
    pub cluster_id: ClusterId,
    /// The gateway, unique in its cluster: the id of its broker.
    pub gateway: i32,
    /// When this gateway process started; makes sequences of different processes distinct.
    pub epoch: UnixMillis,
    /// 0, 1, 2, … within the epoch.
    pub sequence: u64,
    /// When the report was made.
    pub at: UnixMillis,
    /// All tenancy records up to this offset, inclusive, are in force here; −1 before the first.
    pub applied_offset: i64,
    /// Per tenant, those with activity or open connections.
    pub usage: Vec<Usage>,
    /// Keys that signed in.
    pub last_used: Vec<LastUsed>,
    /// Sign-ins that failed.
    pub auth_failures: Vec<AuthFailure>,
    /// What tenants used for the first time, as far as this gateway process knows.
    #[serde(default)]
    pub first_uses: Vec<FirstUse>,
    /// What tenants' topics take up on this gateway's broker: those for whom it has changed.
    #[serde(default)]
    pub stored: Vec<Stored>,
}

/// One tenant's use of one gateway since the previous report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// The tenant.
    pub instance_id: InstanceId,
    /// Bytes of produce requests.
    pub bytes_in: u64,
    /// Bytes of fetch responses.
    pub bytes_out: u64,
    /// Records in produce requests, as these say.
    #[serde(default)]
    pub records_in: u64,
    /// Requests of any kind.
    pub requests: u64,
    /// Milliseconds for which connections were held back to keep to a limit.
    pub throttled_ms: u64,
    /// Open connections at the time of the report; a level, not a delta.
    pub connections: u32,
}

/// What one tenant's topics take up on one broker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// The tenant.
    pub instance_id: InstanceId,
    /// Bytes of all partitions' logs there; a level, not a delta.
    pub bytes: u64,
}

/// A key signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastUsed {
    /// The key.
    pub key_id: KeyId,
    /// When, most recently.
    pub at: UnixMillis,
    /// From which address.
    pub address: String,
    /// `client.id` of the client, if it sent one.
    pub client_id: Option<String>,
    /// Name and version of the client's library, if it said so.
    pub software: Option<String>,
}

/// Sign-ins failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthFailure {
    /// The user name tried, if it has the form of a key id.
    pub key_id: Option<KeyId>,
    /// From which address.
    pub address: String,
    /// `unknown_key`, `wrong_key`, `expired_key`, `suspended`, `mechanism`, `malformed`.
    pub reason: String,
    /// How many since the previous report.
    pub count: u64,
    /// When, most recently.
    pub at: UnixMillis,
}

/// A tenant used something for the first time that this gateway process saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstUse {
    /// The tenant.
    pub instance_id: InstanceId,
    /// How it was used.
    pub kind: FirstUseKind,
    /// What the tenant calls it.
    pub name: String,
    /// When.
    pub at: UnixMillis,
}

/// How something is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstUseKind {
    /// A record was written to a topic.
    Produce,
    /// A consumer joined a group.
    Join,
}
