//! Tenancy records: from the database into each cluster's topic.
//!
//! One writer per cluster, fenced by Kafka. It is kept for as long as it works, and the work row stays
//! for as long as the cluster does: so the next change finds the control plane that has the writer,
//! and several of them do not fence each other in turn. When a writer is new, the topic is read and
//! compared with what should be there, so that whatever an earlier writer left half-done is put right.
//!
//! What the topic holds and the database does not know is reported and left alone: only a tombstone
//! that somebody asked for deletes. Unless the topic holds revisions that the database never gave out:
//! it was restored from a backup then, and is right also about what it does not know.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use serde_json::Value;
use wire::{ids::ClusterId, tenancy::RecordKey};

use super::{
    Context, LookError,
    driver::{Failure, Resource},
};
use crate::{
    domain::{cluster::ClusterPhase, work::WorkKind},
    kafka::{ClusterAccess, KafkaError, LogRecord, TenancyWriter},
    store::{
        StoreError, Tx, clusters,
        tenancy::{self, DesiredRecord, Published},
        work::{self, Claim, Settlement},
    },
};

/// Records written at a time: far below a broker's limit for a batch.
const BATCH: usize = 200;
/// How long the row of a cluster may rest that nobody wakes.
const KEPT: Duration = Duration::from_hours(1);

/// Publishes.
pub(super) struct Tenancy {
    context: Context,
    writers: Mutex<HashMap<ClusterId, Box<dyn TenancyWriter>>>,
}

#[async_trait]
impl Resource for Tenancy {
    fn kind(&self) -> WorkKind {
        WorkKind::Tenancy
    }

    fn parallel(&self) -> usize {
        16
    }

    async fn look(&self, claim: &Claim) -> Result<(), LookError> {
        let id = ClusterId::from(claim.subject);
        let Some(access) = self.observe(id).await? else {
            let mut tx = self.context.begin().await?;
            work::settle(&mut tx, claim, &Settlement::Done).await?;
            return Ok(tx.commit().await?);
        };
        let (writer, published) = match self.publish_as_before(id).await {
            // Another control plane wrote since this one did.
            Ok(None) | Err(LookError::Kafka(KafkaError::Fenced(_))) => {
                let (mut writer, wanted) = self.take_over(&access).await?;
                let published = publish(&mut *writer, wanted).await?;
                (writer, published)
            }
            Ok(Some(done)) => done,
            Err(error) => return Err(error),
        };
        self.writers().insert(id, writer);
        self.settle(claim, id, &published).await
    }

    /// Nobody owns the publication as such; what waits for it shows its own state.
    async fn note_failure(&self, _: &mut Tx, _: &Claim, _: &Failure) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Tenancy {
    pub(super) fn new(context: Context) -> Self {
        Self { context, writers: Mutex::default() }
    }

    /// How to reach the cluster, if it can hold tenancy records.
    async fn observe(&self, id: ClusterId) -> Result<Option<ClusterAccess>, LookError> {
        let mut tx = self.context.begin().await?;
        let cluster = clusters::find(&mut tx, &self.context.system, id).await?;
        tx.commit().await?;
        Ok(cluster.and_then(|cluster| match cluster.phase {
            ClusterPhase::Deleting | ClusterPhase::Deleted => None,
            _ if cluster.internal_bootstrap.is_empty() => None,
            _ => Some(self.context.access(&cluster, cluster.internal_bootstrap.clone())),
        }))
    }

    fn writers(&self) -> MutexGuard<'_, HashMap<ClusterId, Box<dyn TenancyWriter>>> {
        self.writers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Publishes with the writer kept from an earlier look, if there is one.
    async fn publish_as_before(
        &self,
        id: ClusterId,
    ) -> Result<Option<(Box<dyn TenancyWriter>, Vec<Published>)>, LookError> {
        let Some(mut writer) = self.writers().remove(&id) else { return Ok(None) };
        let published = publish(&mut *writer, self.unpublished(id).await?).await?;
        Ok(Some((writer, published)))
    }

    async fn unpublished(&self, id: ClusterId) -> Result<Vec<DesiredRecord>, LookError> {
        let mut tx = self.context.begin().await?;
        let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let wanted = tenancy::list_unpublished(&mut tx, &self.context.system, id, limit).await?;
        tx.commit().await?;
        Ok(wanted)
    }

    /// Becomes the writer, and finds what the topic lacks.
    async fn take_over(
        &self,
        access: &ClusterAccess,
    ) -> Result<(Box<dyn TenancyWriter>, Vec<DesiredRecord>), LookError> {
        let id = access.cluster_id;
        let writer = self.context.tenancy.open(access).await?;
        // Read after the earlier writer was fenced, and the database after the topic: what is
        // missing from the database then was never asked for.
        let held = self.context.tenancy.read(access).await?;
        let (system, now) = (&self.context.system, self.context.now());
        let mut tx = self.context.begin().await?;
        let newest = held.iter().map(|record| record.revision).max().unwrap_or_default();
        if tenancy::notice_restore(&mut tx, system, newest, now).await? {
            tracing::warn!(
                cluster.id = %id,
                "the database was restored from a backup: gateways are made to go by it"
            );
        }
        let desired = tenancy::list(&mut tx, system, id).await?;
        let (mut wanted, unknown) = compare(&held, desired);
        let (keys, revisions): (Vec<_>, Vec<_>) =
            unknown.iter().map(|record| (record.key.clone(), record.revision)).unzip();
        let lost = tenancy::withdraw_lost(&mut tx, system, id, &keys, &revisions, now).await?;
        tx.commit().await?;
        let lost_keys: HashSet<&str> = lost.iter().map(|record| record.key.as_str()).collect();
        for key in keys.iter().filter(|key| !lost_keys.contains(key.as_str())) {
            tracing::warn!(cluster.id = %id, key, "the tenancy topic holds an unknown record");
        }
        if !lost.is_empty() {
            let records = lost.len();
            tracing::warn!(cluster.id = %id, records, "what was made since the backup is withdrawn");
        }
        wanted.extend(lost);
        Ok((writer, wanted))
    }

    async fn settle(
        &self,
        claim: &Claim,
        id: ClusterId,
        published: &[Published],
    ) -> Result<(), LookError> {
        let system = &self.context.system;
        let mut tx = self.context.begin().await?;
        tenancy::mark_published(&mut tx, system, id, published).await?;
        for record in published {
            if let Ok(RecordKey::Tenant(instance)) = record.key.parse() {
                work::wake(&mut tx, WorkKind::Instance.name(), instance.uuid()).await?;
            }
        }
        // More may have been waiting than fit into a batch.
        let next = if published.is_empty() {
            Settlement::Again(KEPT)
        } else {
            Settlement::Again(Duration::ZERO)
        };
        work::settle(&mut tx, claim, &next).await?;
        Ok(tx.commit().await?)
    }
}

/// Writes records, and says where they are.
async fn publish(
    writer: &mut dyn TenancyWriter,
    wanted: Vec<DesiredRecord>,
) -> Result<Vec<Published>, LookError> {
    let mut published = Vec::with_capacity(wanted.len());
    for batch in wanted.chunks(BATCH) {
        let records: Vec<LogRecord> = batch
            .iter()
            .map(|record| LogRecord {
                key: record.key.clone(),
                value: record.value.clone(),
                revision: record.revision,
            })
            .collect();
        let offsets = writer.write(&records).await?;
        published.extend(batch.iter().zip(offsets).map(|(record, offset)| Published {
            key: record.key.clone(),
            revision: record.revision,
            offset,
        }));
    }
    Ok(published)
}

/// What must be written so that the topic holds what is desired, and what it holds besides.
fn compare(
    held: &[LogRecord],
    desired: Vec<DesiredRecord>,
) -> (Vec<DesiredRecord>, Vec<&LogRecord>) {
    let mut rest: BTreeMap<&str, &LogRecord> =
        held.iter().map(|record| (record.key.as_str(), record)).collect();
    let mut wanted = Vec::new();
    for record in desired {
        let right = match rest.remove(record.key.as_str()) {
            None => record.value.is_none(),
            Some(held) => {
                held.revision == record.revision
                    && same(held.value.as_deref(), record.value.as_deref())
            }
        };
        if !right || record.unpublished {
            wanted.push(record);
        }
    }
    (wanted, rest.into_values().filter(|held| held.value.is_some()).collect())
}

/// Whether two values are equal as JSON, in which the order of an object's keys means nothing.
fn same(held: Option<&[u8]>, desired: Option<&[u8]>) -> bool {
    let read = |bytes| serde_json::from_slice::<Value>(bytes).ok();
    match (held, desired) {
        (None, None) => true,
        (Some(held), Some(desired)) => {
            read(held).is_some_and(|held| read(desired).as_ref() == Some(&held))
        }
        (Some(_), None) | (None, Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(key: &str, value: Option<&str>, revision: i64) -> LogRecord {
        LogRecord { key: key.to_owned(), value: value.map(|v| v.as_bytes().to_vec()), revision }
    }

    fn desired(key: &str, value: Option<&str>, revision: i64) -> DesiredRecord {
        let LogRecord { key, value, revision } = held(key, value, revision);
        DesiredRecord { key, value, revision, unpublished: false }
    }

    #[test]
    fn a_new_writer_puts_right_what_differs_and_touches_nothing_else() {
        let topic = [
            held("same", Some(r#"{"a":1,"b":2}"#), 1),
            held("older", Some("{}"), 2),
            held("changed", Some("{}"), 3),
            held("left over", Some("{}"), 4),
            held("unknown", Some("{}"), 5),
            held("gone", None, 6),
        ];
        let rows = vec![
            desired("same", Some(r#"{"b":2,"a":1}"#), 1),
            desired("older", Some("{}"), 12),
            desired("changed", Some(r#"{"a":1}"#), 3),
            desired("left over", None, 14),
            desired("gone", None, 6),
            desired("never written", None, 7),
            desired("missing", Some("{}"), 8),
        ];
        let (wanted, unknown) = compare(&topic, rows);
        let keys: Vec<&str> = wanted.iter().map(|record| record.key.as_str()).collect();
        assert_eq!(keys, ["older", "changed", "left over", "missing"]);
        let unknown: Vec<&str> = unknown.iter().map(|record| record.key.as_str()).collect();
        assert_eq!(unknown, ["unknown"]);
    }
}
