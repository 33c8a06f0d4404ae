//! What the data plane of each cluster should know: one row per tenancy record.
//!
//! A row changes in the transaction of the change it follows from, and gets a new revision only when
//! its value changes, so repeating a change publishes nothing. A row without a value is a tombstone.
//! Whether a row has reached the cluster's topic is said by `published_revision`.

use serde_json::Value;
use uuid::Uuid;
use wire::{
    ids::{ClusterId, InstanceId},
    tenancy::{Record, RecordKey, Revision},
};

use super::{StoreError, SystemScope, Tx};
use crate::domain::clock::{DateTime, Utc};

/// Makes `record` the value of `key` on a cluster.
pub async fn put(
    tx: &mut Tx,
    cluster: ClusterId,
    key: &RecordKey,
    record: &Record,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let value = serde_json::to_value(record)
        .map_err(|e| StoreError::row("tenancy_records", "value", key, e))?;
    sqlx::query!(
        "insert into tenancy_records (cluster_id, key, value, updated_at) values ($1, $2, $3, $4) \
         on conflict (cluster_id, key) do update set value = excluded.value, \
         revision = nextval('tenancy_revision'), updated_at = excluded.updated_at \
         where tenancy_records.value is distinct from excluded.value",
        cluster.uuid(),
        key.to_string(),
        value,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Removes `key` from a cluster. What was never put needs no tombstone.
pub async fn tombstone(
    tx: &mut Tx,
    cluster: ClusterId,
    key: &RecordKey,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update tenancy_records set value = null, revision = nextval('tenancy_revision'), \
         updated_at = $3 where cluster_id = $1 and key = $2 and value is not null",
        cluster.uuid(),
        key.to_string(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Removes an instance with its credentials and keys from a cluster.
pub async fn tombstone_instance(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    instance: InstanceId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update tenancy_records set value = null, revision = nextval('tenancy_revision'), \
         updated_at = $4 where cluster_id = $1 and value is not null and (key = $2 \
         or value->>'instance_id' = $3 \
         or (key like 'key/%' and value->>'credential_id' in ( \
             select substr(c.key, length('credential/') + 1) from tenancy_records c \
             where c.cluster_id = $1 and c.key like 'credential/%' \
             and c.value->>'instance_id' = $3)))",
        cluster.uuid(),
        RecordKey::Tenant(instance).to_string(),
        instance.to_string(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How one record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordState {
    /// Whether it has a value; else it is a tombstone.
    pub live: bool,
    /// Whether its newest revision is in the topic.
    pub published: bool,
}

/// How the record of `key` stands; `None` if there never was one.
pub async fn state(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    key: &RecordKey,
) -> Result<Option<RecordState>, StoreError> {
    let row = sqlx::query!(
        r#"select value is not null as "live!", published_revision >= revision as "published!"
           from tenancy_records where cluster_id = $1 and key = $2"#,
        cluster.uuid(),
        key.to_string()
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| RecordState { live: row.live, published: row.published }))
}

/// A record as it should stand in the topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesiredRecord {
    /// What it is about.
    pub key: String,
    /// Its JSON, or nothing for a tombstone.
    pub value: Option<Vec<u8>>,
    /// Its revision.
    pub revision: Revision,
    /// Whether this revision is not known to be in the topic.
    pub unpublished: bool,
}

/// Records of a cluster that are not in its topic yet, oldest change first.
pub async fn list_unpublished(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    limit: i64,
) -> Result<Vec<DesiredRecord>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select key, value, revision, published_revision < revision as "unpublished!"
         from tenancy_records where cluster_id = $1 and published_revision < revision order by revision limit $2"#,
        cluster.uuid(),
        limit
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(DesiredRecord::from).collect())
}

/// All records of a cluster, tombstones included.
pub async fn list(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
) -> Result<Vec<DesiredRecord>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select key, value, revision, published_revision < revision as "unpublished!"
         from tenancy_records where cluster_id = $1 order by revision"#,
        cluster.uuid()
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(DesiredRecord::from).collect())
}

/// A record that got into the topic.
#[derive(Debug)]
pub struct Published {
    /// What it is about.
    pub key: String,
    /// The revision that was written.
    pub revision: Revision,
    /// Where in the topic.
    pub offset: i64,
}

/// Notes which records are in the topic.
pub async fn mark_published(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    published: &[Published],
) -> Result<(), StoreError> {
    let keys: Vec<String> = published.iter().map(|p| p.key.clone()).collect();
    let revisions: Vec<i64> = published.iter().map(|p| p.revision).collect();
    let offsets: Vec<i64> = published.iter().map(|p| p.offset).collect();
    sqlx::query!(
        "update tenancy_records r set published_revision = p.revision, published_offset = p.at \
         from unnest($2::text[], $3::bigint[], $4::bigint[]) as p(key, revision, at) \
         where r.cluster_id = $1 and r.key = p.key and r.published_revision <= p.revision",
        cluster.uuid(),
        &keys,
        &revisions,
        &offsets
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How far revisions jump after a restore: beyond all that any cluster can hold of the time that is lost.
const JUMP: Revision = 1_000_000_000;

/// Notices whether a cluster holds a revision, `newest`, that this database has not given out: it was
/// restored from a backup then. Gateways never go back to an older revision, so all records get newer
/// ones than any. Whether it was so.
pub async fn notice_restore(
    tx: &mut Tx,
    _: &SystemScope,
    newest: Revision,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    // One at a time: the second one finds that the first one did it. Also before the first
    // look: a sequence moves before its transaction is over, and what was lost would not be known yet.
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended('tenancy_restores', 0))")
        .fetch_one(&mut **tx)
        .await?;
    let last_known =
        sqlx::query_scalar!(r#"select last_value as "last_value!" from tenancy_revision"#);
    let last_known = last_known.fetch_one(&mut **tx).await?;
    if newest <= last_known {
        return Ok(false);
    }
    let first_new = newest.saturating_add(JUMP);
    sqlx::query!("select setval('tenancy_revision', $1, false)", first_new)
        .fetch_one(&mut **tx)
        .await?;
    sqlx::query!(
        "insert into tenancy_restores (noticed_at, last_known, first_new) values ($1, $2, $3)",
        now,
        last_known,
        first_new
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("update tenancy_records set revision = nextval('tenancy_revision')")
        .execute(&mut **tx)
        .await?;
    Ok(true)
}

/// Makes tombstones for those of the keys, which a cluster holds at these revisions and this database
/// does not know, that are of a time that was lost with a restore.
pub async fn withdraw_lost(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    keys: &[String],
    revisions: &[Revision],
    now: DateTime<Utc>,
) -> Result<Vec<DesiredRecord>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"insert into tenancy_records (cluster_id, key, updated_at)
         select $1, held.key, $4 from unnest($2::text[], $3::bigint[]) as held(key, revision)
         where exists (select from tenancy_restores r
             where held.revision > r.last_known and held.revision < r.first_new)
         on conflict (cluster_id, key) do nothing
         returning key, value, revision, true as "unpublished!""#,
        cluster.uuid(),
        keys,
        revisions,
        now
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(DesiredRecord::from).collect())
}

/// Forgets a cluster that is gone.
pub async fn forget_cluster(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
) -> Result<(), StoreError> {
    sqlx::query!("delete from tenancy_records where cluster_id = $1", cluster.uuid())
        .execute(&mut **tx)
        .await?;
    sqlx::query!("delete from gateways where cluster_id = $1", cluster.uuid())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Clusters with records that are not in their topic yet.
pub async fn list_behind(tx: &mut Tx, _: &SystemScope) -> Result<Vec<ClusterId>, StoreError> {
    let ids: Vec<Uuid> = sqlx::query_scalar!(
        "select distinct cluster_id from tenancy_records where published_revision < revision"
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(ids.into_iter().map(ClusterId::from).collect())
}

/// Drops tombstones that every reader has had `before` to see: the topic has dropped them too.
pub async fn delete_old_tombstones(
    tx: &mut Tx,
    _: &SystemScope,
    before: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "delete from tenancy_records where value is null and published_revision >= revision \
         and updated_at < $1",
        before
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

struct Row {
    key: String,
    value: Option<Value>,
    revision: Revision,
    unpublished: bool,
}

impl From<Row> for DesiredRecord {
    fn from(row: Row) -> Self {
        Self {
            key: row.key,
            value: row.value.map(|json| json.to_string().into_bytes()),
            revision: row.revision,
            unpublished: row.unpublished,
        }
    }
}
