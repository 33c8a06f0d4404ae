//! Reports: from each cluster's topic into the database, each counted exactly once.
//!
//! The position in the topic and what was counted up to it are written in one transaction. A reader
//! that is kept from the last look goes on where it was; the database decides whether that is right.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use wire::{
    clock::UnixMillis,
    ids::ClusterId,
    report::{self, AuthFailure, FirstUse, FirstUseKind, LastUsed, Report},
};

use super::{
    Context, LookError,
    driver::{Failure, Resource},
};
use crate::{
    domain::{
        audit::{Outcome, Subject},
        cluster::{Cluster, ClusterPhase},
        event::Happened,
        usage::Usage,
        work::WorkKind,
    },
    kafka::ReportReader,
    store::{
        StoreError, Tx, audit, clusters, events, reports, usage,
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
        for used in &report.usage {
            usage::add(tx, system, cluster, &usage_of(report, used)).await?;
        }
        for stored in &report.stored {
            let whose = (stored.instance_id, report.gateway);
            usage::note_stored(tx, system, cluster, whose, amount(stored.bytes)).await?;
        }
        for used in &report.last_used {
            self.note_use(tx, cluster, used).await?;
        }
        for used in &report.first_uses {
            self.note_first_use(tx, cluster, used).await?;
        }
        let mut told = BTreeSet::new();
        for failure in &report.auth_failures {
            self.note_auth_failure(tx, cluster, failure, &mut told).await?;
        }
        Ok(())
    }

    async fn note_use(
        &self,
        tx: &mut Tx,
        cluster: ClusterId,
        used: &LastUsed,
    ) -> Result<(), LookError> {
        let system = &self.context.system;
        let used = LastUsed {
            client_id: used.client_id.as_deref().map(printable),
            software: used.software.as_deref().map(printable),
            ..used.clone()
        };
        let owner = reports::note_use(tx, system, cluster, &used, time(used.at)).await?;
        if let Some(owner) = owner.filter(|owner| owner.last_used_at.is_none()) {
            let at = time(used.at);
            let happened = Happened::FirstAuthentication {
                credential_id: owner.credential_id,
                key_id: used.key_id,
                address: used.address,
                client_id: used.client_id,
                software: used.software,
            };
            let whose = (owner.org_id, owner.instance_id);
            events::insert(tx, system, whose, &happened, at).await?;
        }
        Ok(())
    }

    async fn note_first_use(
        &self,
        tx: &mut Tx,
        cluster: ClusterId,
        used: &FirstUse,
    ) -> Result<(), LookError> {
        let (system, at) = (&self.context.system, time(used.at));
        if used.name.chars().any(char::is_control) {
            return Ok(());
        }
        let org = reports::note_first_use(tx, system, cluster, used, at).await?;
        if let Some(org) = org {
            let name = used.name.clone();
            let happened = match used.kind {
                FirstUseKind::Produce => Happened::FirstProduce { topic: name },
                FirstUseKind::Join => Happened::FirstJoin { group: name },
            };
            events::insert(tx, system, (org, used.instance_id), &happened, at).await?;
        }
        Ok(())
    }

    /// A failed sign-in with a key of somebody's is theirs to know; any other is ours. They are told
    /// once per report of each key, wherever it is tried from.
    async fn note_auth_failure<'r>(
        &self,
        tx: &mut Tx,
        cluster: ClusterId,
        failure: &'r AuthFailure,
        told: &mut BTreeSet<&'r str>,
    ) -> Result<(), LookError> {
        let (system, at) = (&self.context.system, time(failure.at));
        let owner = match &failure.key_id {
            Some(key) => reports::note_failure(tx, system, cluster, key, failure, at).await?,
            None => None,
        };
        let (Some(key), Some(owner)) = (&failure.key_id, owner) else {
            tracing::info!(
                cluster.id = %cluster,
                address = failure.address,
                reason = failure.reason,
                count = failure.count,
                "sign-ins at a gateway failed"
            );
            return Ok(());
        };
        let happened = Happened::AuthenticationFailed {
            credential_id: owner.credential_id,
            key_id: key.clone(),
            address: failure.address.clone(),
            reason: failure.reason.clone(),
            count: failure.count,
            last_used_at: owner.last_used_at,
        };
        if told.insert(key.as_str()) {
            let whose = (owner.org_id, owner.instance_id);
            events::insert(tx, system, whose, &happened, at).await?;
        }
        let entry = audit::Entry {
            action: "credential.key.authenticate",
            subject: Subject::new("key", key),
            outcome: Outcome::Denied,
            detail: serde_json::json!({
                "instance_id": owner.instance_id,
                "address": failure.address,
                "reason": failure.reason,
                "count": failure.count,
                "last_at": at,
            }),
        };
        let (clock, entropy) = (&*self.context.clock, &*self.context.entropy);
        audit::record_by_system(tx, system, owner.org_id, clock, entropy, entry).await?;
        Ok(())
    }
}

/// What a client said of itself: the database takes no NUL, and nobody wants to read the rest.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}

/// Kafka and gateways count milliseconds; what is beyond the calendar counts as the epoch.
fn time(at: UnixMillis) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at).unwrap_or_default()
}

/// The most of anything that one report can add: no client's claims may overflow a sum.
const MOST: i64 = 1_000_000_000_000_000;

fn amount(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(MOST).min(MOST)
}

fn usage_of(report: &Report, used: &report::Usage) -> Usage {
    Usage {
        instance_id: used.instance_id,
        gateway: report.gateway,
        at: time(report.at),
        bytes_in: amount(used.bytes_in),
        bytes_out: amount(used.bytes_out),
        records_in: amount(used.records_in),
        requests: amount(used.requests),
        throttled_ms: amount(used.throttled_ms),
        connections: i32::try_from(used.connections).unwrap_or(i32::MAX),
    }
}
