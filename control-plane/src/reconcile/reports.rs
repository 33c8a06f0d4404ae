//! Reports: from each cluster's topic into the database, each counted exactly once.
//!
//! The position in the topic and what was counted up to it are written in one transaction. A reader
//! that is kept from the last look goes on where it was; the database decides whether that is right.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use wire::{
    clock::UnixMillis,
    ids::ClusterId,
    report::{AuthFailure, Report, Usage},
};

use super::{
    Context, LookError,
    driver::{Failure, Resource},
};
use crate::{
    domain::{
        audit::{Outcome, Subject},
        cluster::{Cluster, ClusterPhase},
        usage::{UsageHour, hour_of},
        work::WorkKind,
    },
    kafka::ReportReader,
    store::{
        StoreError, Tx, audit, clusters, reports, usage,
        work::{self, Claim, Settlement},
    },
};

/// How long a look waits for reports.
const WAIT: Duration = Duration::from_secs(1);

/// Counts reports.
pub(super) struct Reports {
    context: Context,
    readers: Mutex<HashMap<ClusterId, Box<dyn ReportReader>>>,
}

#[async_trait]
impl Resource for Reports {
    fn kind(&self) -> WorkKind {
        WorkKind::Reports
    }

    fn parallel(&self) -> usize {
        64
    }

    async fn look(&self, claim: &Claim) -> Result<(), LookError> {
        let Some(cluster) = self.observe(claim.subject.into()).await? else {
            let mut tx = self.context.begin().await?;
            work::settle(&mut tx, claim, &Settlement::Done).await?;
            return Ok(tx.commit().await?);
        };
        let mut reader = self.reader(&cluster).await?;
        let values = reader.next(WAIT).await?;
        self.settle(claim, &cluster, reader.position(), &values).await?;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).insert(cluster.id, reader);
        Ok(())
    }

    /// A cluster that does not answer shows elsewhere.
    async fn note_failure(&self, _: &mut Tx, _: &Claim, _: &Failure) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Reports {
    pub(super) fn new(context: Context) -> Self {
        Self { context, readers: Mutex::default() }
    }

    /// The cluster, if it can have reports.
    async fn observe(&self, id: ClusterId) -> Result<Option<Cluster>, LookError> {
        let mut tx = self.context.begin().await?;
        let cluster = clusters::find(&mut tx, &self.context.system, id).await?;
        tx.commit().await?;
        Ok(cluster.filter(|cluster| match cluster.phase {
            ClusterPhase::Deleting | ClusterPhase::Deleted => false,
            _ => !cluster.internal_bootstrap.is_empty(),
        }))
    }

    async fn reader(&self, cluster: &Cluster) -> Result<Box<dyn ReportReader>, LookError> {
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).remove(&cluster.id);
        match kept {
            Some(reader) if reader.position() == cluster.reports_offset => Ok(reader),
            Some(_) | None => {
                let access = self.context.access(cluster, cluster.internal_bootstrap.clone());
                Ok(self.context.reports.open(&access, cluster.reports_offset).await?)
            }
        }
    }

    async fn settle(
        &self,
        claim: &Claim,
        cluster: &Cluster,
        position: i64,
        values: &[Vec<u8>],
    ) -> Result<(), LookError> {
        let system = &self.context.system;
        let mut tx = self.context.begin().await?;
        // First the work row, then the cluster's: the order in which the cluster's own look takes them.
        work::settle(&mut tx, claim, &Settlement::Again(Duration::ZERO)).await?;
        let from = cluster.reports_offset;
        let ours = reports::advance(&mut tx, system, cluster.id, from, position).await?;
        if ours {
            for value in values {
                match serde_json::from_slice::<Report>(value) {
                    Ok(report) if report.cluster_id == cluster.id => {
                        self.count(&mut tx, &report).await?;
                    }
                    Ok(_) => {
                        tracing::warn!(cluster.id = %cluster.id, "a report of another cluster");
                    }
                    Err(error) => {
                        tracing::warn!(cluster.id = %cluster.id, %error, "an unreadable report");
                    }
                }
            }
        }
        Ok(tx.commit().await?)
    }

    async fn count(&self, tx: &mut Tx, report: &Report) -> Result<(), LookError> {
        let (system, cluster) = (&self.context.system, report.cluster_id);
        if !reports::accept(tx, system, report, time(report.at)).await? {
            return Ok(());
        }
        let hour = hour_of(time(report.at));
        for used in &report.usage {
            usage::add(tx, system, cluster, &delta(used, hour)).await?;
        }
        for used in &report.last_used {
            reports::note_use(tx, system, cluster, used, time(used.at)).await?;
        }
        for failure in &report.auth_failures {
            self.note_auth_failure(tx, cluster, failure).await?;
        }
        Ok(())
    }

    /// A failed sign-in with a key of somebody's is theirs to know; any other is ours.
    async fn note_auth_failure(
        &self,
        tx: &mut Tx,
        cluster: ClusterId,
        failure: &AuthFailure,
    ) -> Result<(), LookError> {
        let system = &self.context.system;
        let owner = match &failure.key_id {
            Some(key) => reports::owner_of_key(tx, system, cluster, key).await?,
            None => None,
        };
        let (Some(key), Some((org, instance))) = (&failure.key_id, owner) else {
            tracing::info!(
                cluster.id = %cluster,
                address = failure.address,
                reason = failure.reason,
                count = failure.count,
                "sign-ins at a gateway failed"
            );
            return Ok(());
        };
        let entry = audit::Entry {
            action: "credential.key.authenticate",
            subject: Subject::new("key", key),
            outcome: Outcome::Denied,
            detail: serde_json::json!({
                "instance_id": instance,
                "address": failure.address,
                "reason": failure.reason,
                "count": failure.count,
                "last_at": time(failure.at),
            }),
        };
        let (clock, entropy) = (&*self.context.clock, &*self.context.entropy);
        audit::record_by_system(tx, system, org, clock, entropy, entry).await?;
        Ok(())
    }
}

/// Kafka and gateways count milliseconds; what is beyond the calendar counts as the epoch.
fn time(at: UnixMillis) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at).unwrap_or_default()
}

fn delta(used: &Usage, hour: DateTime<Utc>) -> UsageHour {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    UsageHour {
        instance_id: used.instance_id,
        hour,
        bytes_in: count(used.bytes_in),
        bytes_out: count(used.bytes_out),
        requests: count(used.requests),
        throttled_ms: count(used.throttled_ms),
        peak_connections: i32::try_from(used.connections).unwrap_or(i32::MAX),
    }
}
