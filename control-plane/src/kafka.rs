//! What the control plane does inside Kafka.
//!
//! Towards a cluster it is the administrator ([`ClusterAdmin`], [`TenancyLog`], [`ReportLog`]): every
//! verb is idempotent, so that an interrupted one is simply repeated. Towards an instance's topics
//! it is a client like any other ([`tenant_session`]): it signs in at the gateway as the person who
//! asked, so that one place decides and limits.

pub mod admin;
mod compression;
#[cfg(test)]
pub mod fake;
pub mod logs;
mod pool;
pub mod tenant_session;

use std::{collections::BTreeSet, time::Duration};

use async_trait::async_trait;
use wire::{
    ids::ClusterId,
    kafka::{
        client::{ClientError, Security},
        error::ErrorCode,
    },
    secret::Secret,
    tenancy::{Revision, TenantPrefix},
};

/// How to reach a cluster as its administrator.
#[derive(Debug, Clone)]
pub struct ClusterAccess {
    /// Which cluster.
    pub cluster_id: ClusterId,
    /// `host:port` of its brokers' listeners for the control plane.
    pub bootstrap: Vec<String>,
    /// How many brokers it has, and so how many copies of our own topics it can hold.
    pub brokers: u16,
    /// Whether and how those listeners are encrypted.
    pub security: Security,
    /// Password of the broker user `millrace`.
    pub admin_password: Secret<String>,
}

/// Why something could not be done inside Kafka.
#[derive(Debug, thiserror::Error)]
pub enum KafkaError {
    /// No connection, or it broke, or the answer did not come in time.
    #[error("cluster {cluster} cannot be reached")]
    Unreachable {
        /// Which cluster.
        cluster: ClusterId,
        /// What happened.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Kafka answered with an error.
    #[error("{call} was refused with {}{}", code.name(), detail(message.as_deref()))]
    Refused {
        /// The request.
        call: &'static str,
        /// Kafka's code.
        code: ErrorCode,
        /// Kafka's words.
        message: Option<String>,
    },
    /// Another control plane has become the writer of the tenancy records.
    #[error("another control plane writes the tenancy records of cluster {0} now")]
    Fenced(ClusterId),
    /// Kafka's answer does not hold what was asked for.
    #[error("the answer to {call} lacks {lacks}")]
    Incomplete {
        /// The request.
        call: &'static str,
        /// What is missing.
        lacks: &'static str,
    },
}

fn detail(message: Option<&str>) -> String {
    message.map(|text| format!(": {text}")).unwrap_or_default()
}

impl KafkaError {
    pub(crate) fn unreachable(cluster: ClusterId, source: ClientError) -> Self {
        Self::Unreachable { cluster, source: Box::new(source) }
    }
}

/// A topic of our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InternalTopic {
    /// Its name.
    pub name: &'static str,
    /// What distinguishes it from Kafka's defaults.
    pub configs: &'static [(&'static str, &'static str)],
}

/// Holds the tenancy records: compacted soon, so that a gateway's replay stays short.
pub const TENANCY_TOPIC: InternalTopic = InternalTopic {
    name: wire::tenancy::TOPIC,
    configs: &[
        ("cleanup.policy", "compact"),
        ("segment.bytes", "8388608"),
        ("segment.ms", "3600000"),
        ("min.cleanable.dirty.ratio", "0.2"),
        ("delete.retention.ms", "86400000"),
    ],
};

/// Holds the gateways' reports for a day.
pub const REPORTS_TOPIC: InternalTopic = InternalTopic {
    name: wire::report::TOPIC,
    configs: &[
        ("cleanup.policy", "delete"),
        ("retention.ms", "86400000"),
        ("segment.bytes", "16777216"),
        ("segment.ms", "3600000"),
    ],
};

/// What exists of tenants on a cluster.
#[derive(Debug, Clone, Default)]
pub struct Tenants {
    /// Those whose user exists.
    pub users: BTreeSet<TenantPrefix>,
    /// Those whose user may do anything.
    pub acls: BTreeSet<TenantPrefix>,
}

impl Tenants {
    /// Those of which anything exists.
    pub fn any(&self) -> BTreeSet<TenantPrefix> {
        &self.users | &self.acls
    }

    /// Whether nothing of this one is missing.
    pub fn is_whole(&self, tenant: &TenantPrefix) -> bool {
        self.users.contains(tenant) && self.acls.contains(tenant)
    }
}

/// What must be known of a cluster before one of its brokers may be taken away for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Every partition.
    pub partitions: Vec<PartitionHealth>,
    /// The broker whose controller is the active one.
    pub controller: i32,
    /// The brokers whose controllers keep up with it, itself among them.
    pub controllers: Vec<i32>,
}

/// The copies of one partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionHealth {
    /// The brokers that should have one.
    pub replicas: Vec<i32>,
    /// Those whose copy is complete.
    pub in_sync: Vec<i32>,
    /// How many complete ones a producer with `acks=all` demands (`min.insync.replicas`).
    pub min_in_sync: usize,
}

/// The administrator's verbs. All are idempotent.
#[async_trait]
pub trait ClusterAdmin: Send + Sync + 'static {
    /// The topic exists with its configuration.
    async fn ensure_topic(
        &self,
        cluster: &ClusterAccess,
        topic: InternalTopic,
    ) -> Result<(), KafkaError>;

    /// The gateways' own user may do what gateways do, and no more.
    async fn ensure_gateway_acls(&self, cluster: &ClusterAccess) -> Result<(), KafkaError>;

    /// The tenant's user exists with this password.
    async fn ensure_tenant_user(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
        password: &Secret<String>,
    ) -> Result<(), KafkaError>;

    /// The tenant's user may do everything under its prefix.
    async fn ensure_tenant_acls(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError>;

    /// No topic has the tenant's prefix.
    async fn delete_tenant_topics(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError>;

    /// No consumer group has the tenant's prefix.
    async fn delete_tenant_groups(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError>;

    /// No ACL names the tenant's user.
    async fn delete_tenant_acls(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError>;

    /// The tenant's user does not exist.
    async fn delete_tenant_user(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError>;

    /// How the cluster is just now.
    async fn health(&self, cluster: &ClusterAccess) -> Result<Health, KafkaError>;

    /// What exists of which tenants.
    async fn tenants(&self, cluster: &ClusterAccess) -> Result<Tenants, KafkaError>;
}

/// A tenancy record on its way into, or out of, the topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRecord {
    /// What it is about; the text of a [`wire::tenancy::RecordKey`].
    pub key: String,
    /// Its JSON, or nothing for a tombstone.
    pub value: Option<Vec<u8>>,
    /// Its revision.
    pub revision: Revision,
}

/// The topic of tenancy records.
#[async_trait]
pub trait TenancyLog: Send + Sync + 'static {
    /// Becomes the only writer: whoever wrote before is fenced.
    async fn open(&self, cluster: &ClusterAccess) -> Result<Box<dyn TenancyWriter>, KafkaError>;

    /// The newest record of every key, up to the end as it was when the call began.
    async fn read(&self, cluster: &ClusterAccess) -> Result<Vec<LogRecord>, KafkaError>;
}

/// The one writer of a cluster's tenancy records.
#[async_trait]
pub trait TenancyWriter: Send {
    /// Writes all or nothing, in this order; the offsets they got.
    async fn write(&mut self, records: &[LogRecord]) -> Result<Vec<i64>, KafkaError>;
}

/// The topic of reports.
#[async_trait]
pub trait ReportLog: Send + Sync + 'static {
    /// Begins to follow at an offset.
    async fn open(
        &self,
        cluster: &ClusterAccess,
        offset: i64,
    ) -> Result<Box<dyn ReportReader>, KafkaError>;
}

/// Follows a cluster's reports.
#[async_trait]
pub trait ReportReader: Send {
    /// The offset of the next report to be read.
    fn position(&self) -> i64;

    /// The next reports' values; none if none came within `wait`.
    async fn next(&mut self, wait: Duration) -> Result<Vec<Vec<u8>>, KafkaError>;
}
