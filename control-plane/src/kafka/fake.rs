//! Kafka as the reconcile loop needs it, in memory, for tests that break it at every step.
//!
//! A hook runs before and after the effect of every call, so that a test can make the n-th of these
//! points fail or never return.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use futures_util::future::BoxFuture;
use wire::{ids::ClusterId, secret::Secret, tenancy::TenantPrefix};

use super::{
    ClusterAccess, ClusterAdmin, Health, InternalTopic, KafkaError, LogRecord, ReportLog,
    ReportReader, TenancyLog, TenancyWriter, Tenants,
};

/// Runs before and after each effect; an error is what the caller sees.
pub type Hook = Arc<dyn Fn(String) -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// What one cluster holds.
#[derive(Debug, Default)]
pub struct Contents {
    /// Our own topics.
    pub internal_topics: BTreeSet<&'static str>,
    /// Whether the gateways' user is set up.
    pub gateway: bool,
    /// Users of tenants.
    pub users: BTreeSet<TenantPrefix>,
    /// Tenants with ACLs.
    pub acls: BTreeSet<TenantPrefix>,
    /// Topics of tenants, by physical name.
    pub topics: BTreeSet<String>,
    /// Groups of tenants, by physical name.
    pub groups: BTreeSet<String>,
    /// The tenancy topic, from the first offset.
    pub tenancy: Vec<LogRecord>,
    /// The reports topic, from the first offset.
    pub reports: Vec<Vec<u8>>,
    /// Which writer may write.
    pub epoch: u64,
}

impl Contents {
    /// The tenancy records in force, as a gateway sees them after replay.
    pub fn in_force(&self) -> BTreeMap<&str, &LogRecord> {
        let mut held: BTreeMap<&str, &LogRecord> = BTreeMap::new();
        for record in &self.tenancy {
            let newer = held.get(record.key.as_str()).is_none_or(|h| h.revision <= record.revision);
            if newer {
                held.insert(&record.key, record);
            }
        }
        held.retain(|_, record| record.value.is_some());
        held
    }
}

/// Every cluster's contents.
pub type Clusters = Arc<Mutex<BTreeMap<ClusterId, Contents>>>;

/// The fake.
#[derive(Clone)]
pub struct FakeKafka {
    clusters: Clusters,
    hook: Hook,
}

impl FakeKafka {
    /// A Kafka that holds `clusters`, outliving any one control plane, and calls `hook`.
    pub fn new(clusters: Clusters, hook: Hook) -> Self {
        Self { clusters, hook }
    }

    async fn call<T>(
        &self,
        cluster: &ClusterAccess,
        verb: &str,
        effect: impl FnOnce(&mut Contents) -> T,
    ) -> Result<T, KafkaError> {
        let failed = |source: String| KafkaError::Unreachable {
            cluster: cluster.cluster_id,
            source: source.into(),
        };
        (self.hook)(format!("{verb} begins")).await.map_err(failed)?;
        let result = effect(
            self.clusters
                .lock()
                .expect("no test panics inside an effect")
                .entry(cluster.cluster_id)
                .or_default(),
        );
        (self.hook)(format!("{verb} is done")).await.map_err(failed)?;
        Ok(result)
    }
}

#[async_trait]
impl ClusterAdmin for FakeKafka {
    async fn ensure_topic(
        &self,
        at: &ClusterAccess,
        topic: InternalTopic,
    ) -> Result<(), KafkaError> {
        self.call(at, "ensure_topic", |held| {
            held.internal_topics.insert(topic.name);
        })
        .await
    }

    async fn ensure_gateway_acls(&self, at: &ClusterAccess) -> Result<(), KafkaError> {
        self.call(at, "ensure_gateway_acls", |held| held.gateway = true).await
    }

    async fn ensure_tenant_user(
        &self,
        at: &ClusterAccess,
        tenant: TenantPrefix,
        _password: &Secret<String>,
    ) -> Result<(), KafkaError> {
        self.call(at, "ensure_tenant_user", |held| {
            held.users.insert(tenant);
        })
        .await
    }

    async fn ensure_tenant_acls(
        &self,
        at: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        self.call(at, "ensure_tenant_acls", |held| {
            held.acls.insert(tenant);
        })
        .await
    }

    async fn delete_tenant_topics(
        &self,
        at: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        self.call(at, "delete_tenant_topics", |held| {
            held.topics.retain(|name| tenant.logical(name).is_none());
        })
        .await
    }

    async fn delete_tenant_groups(
        &self,
        at: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        self.call(at, "delete_tenant_groups", |held| {
            held.groups.retain(|name| tenant.logical(name).is_none());
        })
        .await
    }

    async fn delete_tenant_acls(
        &self,
        at: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        self.call(at, "delete_tenant_acls", |held| {
            held.acls.remove(&tenant);
        })
        .await
    }

    async fn delete_tenant_user(
        &self,
        at: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        self.call(at, "delete_tenant_user", |held| {
            held.users.remove(&tenant);
        })
        .await
    }

    async fn health(&self, at: &ClusterAccess) -> Result<Health, KafkaError> {
        let controllers = (1..=i32::from(at.brokers)).collect();
        let health = Health { partitions: Vec::new(), controller: 1, controllers };
        self.call(at, "health", |_| health).await
    }

    async fn tenants(&self, at: &ClusterAccess) -> Result<Tenants, KafkaError> {
        self.call(at, "tenants", |held| Tenants {
            users: held.users.clone(),
            acls: held.acls.clone(),
        })
        .await
    }
}

struct FakeWriter {
    kafka: FakeKafka,
    at: ClusterAccess,
    epoch: u64,
}

#[async_trait]
impl TenancyLog for FakeKafka {
    async fn open(&self, at: &ClusterAccess) -> Result<Box<dyn TenancyWriter>, KafkaError> {
        let epoch = self
            .call(at, "open_tenancy", |held| {
                held.epoch += 1;
                held.epoch
            })
            .await?;
        Ok(Box::new(FakeWriter { kafka: self.clone(), at: at.clone(), epoch }))
    }

    async fn read(&self, at: &ClusterAccess) -> Result<Vec<LogRecord>, KafkaError> {
        self.call(at, "read_tenancy", |held| {
            let mut newest: BTreeMap<&str, &LogRecord> = BTreeMap::new();
            for record in &held.tenancy {
                newest.insert(&record.key, record);
            }
            newest.into_values().cloned().collect()
        })
        .await
    }
}

#[async_trait]
impl TenancyWriter for FakeWriter {
    async fn write(&mut self, records: &[LogRecord]) -> Result<Vec<i64>, KafkaError> {
        let epoch = self.epoch;
        let offsets = self.kafka.call(&self.at, "write_tenancy", |held| {
            (held.epoch == epoch).then(|| {
                let first = i64::try_from(held.tenancy.len()).unwrap_or(i64::MAX);
                held.tenancy.extend_from_slice(records);
                (first..).take(records.len()).collect()
            })
        });
        offsets.await?.ok_or(KafkaError::Fenced(self.at.cluster_id))
    }
}

struct FakeReader {
    kafka: FakeKafka,
    at: ClusterAccess,
    position: i64,
}

#[async_trait]
impl ReportLog for FakeKafka {
    async fn open(
        &self,
        at: &ClusterAccess,
        offset: i64,
    ) -> Result<Box<dyn ReportReader>, KafkaError> {
        Ok(Box::new(FakeReader { kafka: self.clone(), at: at.clone(), position: offset }))
    }
}

#[async_trait]
impl ReportReader for FakeReader {
    fn position(&self) -> i64 {
        self.position
    }

    async fn next(&mut self, _wait: Duration) -> Result<Vec<Vec<u8>>, KafkaError> {
        let from = usize::try_from(self.position).unwrap_or(usize::MAX);
        let reports: Vec<_> = self
            .kafka
            .call(&self.at, "read_reports", |held| {
                held.reports.iter().skip(from).cloned().collect()
            })
            .await?;
        self.position += i64::try_from(reports.len()).unwrap_or(0);
        Ok(reports)
    }
}
