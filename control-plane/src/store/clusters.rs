//! Clusters: the reconciler's own. Customers see of them only what their instance needs.

use uuid::Uuid;
use wire::ids::ClusterId;

use super::{OrgScope, StoreError, SystemScope, Tx};
use crate::domain::{
    clock::{DateTime, Utc},
    cluster::{Cluster, ClusterKind, Endpoint, KafkaClusterId, Load},
    page::{Page, PageRequest},
    usage::rate,
};

/// A cluster that is wanted.
#[derive(Debug)]
pub struct NewCluster<'a> {
    /// Its identity.
    pub id: ClusterId,
    /// Whom it will serve.
    pub kind: ClusterKind,
    /// What its storage will be formatted with.
    pub kafka_cluster_id: &'a KafkaClusterId,
    /// The version it will run.
    pub kafka_version: &'a str,
    /// How many brokers.
    pub brokers: u16,
    /// From where its gateways may be reached.
    pub endpoint: Endpoint,
    /// How many partitions it may grant to instances.
    pub partition_capacity: u32,
    /// Now.
    pub now: DateTime<Utc>,
}

/// Adds a cluster that is wanted.
pub async fn insert(tx: &mut Tx, _: &SystemScope, new: &NewCluster<'_>) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into clusters (id, kind, kafka_cluster_id, kafka_version, brokers, endpoint, phase, \
         partition_capacity, created_at, phase_since, updated_at) \
         values ($1, $2, $3, $4, $5, $6, 'pending', $7, $8, $8, $8)",
        new.id.uuid(),
        new.kind.name(),
        new.kafka_cluster_id.as_str(),
        new.kafka_version,
        i32::from(new.brokers),
        new.endpoint.name(),
        i64::from(new.partition_capacity),
        new.now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many live cells there are. Nobody else changes that before the transaction ends.
pub async fn count_cells(tx: &mut Tx, _: &SystemScope) -> Result<i64, StoreError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended('cells', 0))")
        .fetch_one(&mut **tx)
        .await?;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from clusters
           where kind = 'shared' and phase not in ('deleting', 'deleted')"#
    );
    Ok(count.fetch_one(&mut **tx).await?)
}

/// Takes room for `partitions` on the cell that has granted least; `None` if none has room.
pub async fn claim_cell(
    tx: &mut Tx,
    _: &SystemScope,
    partitions: u32,
) -> Result<Option<ClusterId>, StoreError> {
    let cell = sqlx::query_scalar!(
        "update clusters set partitions_granted = partitions_granted + $1 \
         where id = (select id from clusters where kind = 'shared' and phase = 'ready' \
             and partitions_granted + $1 <= partition_capacity \
             order by partitions_granted, id limit 1 for update) \
         and partitions_granted + $1 <= partition_capacity returning id",
        i64::from(partitions)
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(cell.map(ClusterId::from))
}

/// Gives room on a cell back.
pub async fn release_cell(
    tx: &mut Tx,
    _: &SystemScope,
    id: ClusterId,
    partitions: u32,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update clusters set partitions_granted = partitions_granted - $2 where id = $1",
        id.uuid(),
        i64::from(partitions)
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// One cluster, also a deleted one.
pub async fn find(
    tx: &mut Tx,
    _: &SystemScope,
    id: ClusterId,
) -> Result<Option<Cluster>, StoreError> {
    find_any(tx, id).await
}

/// The cluster on which one of the org's instances runs, which its owner may see.
pub async fn of_instance(
    tx: &mut Tx,
    _: &OrgScope,
    id: ClusterId,
) -> Result<Option<Cluster>, StoreError> {
    find_any(tx, id).await
}

async fn find_any(tx: &mut Tx, id: ClusterId) -> Result<Option<Cluster>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, kind, kafka_cluster_id, kafka_version, brokers, endpoint, phase, bootstrap, \
         internal_bootstrap, internal_gateways, ca_certificate_pem, obstacle, reports_offset, generation, \
         observed_generation, phase_since, updated_at from clusters where id = $1",
        id.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Cluster::try_from)
    .transpose()
}

/// Every cluster that is not deleted.
pub async fn list_live(tx: &mut Tx, _: &SystemScope) -> Result<Vec<Cluster>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, kind, kafka_cluster_id, kafka_version, brokers, endpoint, phase, bootstrap, \
         internal_bootstrap, internal_gateways, ca_certificate_pem, obstacle, reports_offset, generation, \
         observed_generation, phase_since, updated_at from clusters where phase <> 'deleted' order by id"
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Cluster::try_from).collect()
}

/// A page of the clusters that are not deleted, oldest first. For operators.
pub async fn list(
    tx: &mut Tx,
    page: &PageRequest<ClusterId>,
) -> Result<Page<Cluster, ClusterId>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, kind, kafka_cluster_id, kafka_version, brokers, endpoint, phase, bootstrap, \
         internal_bootstrap, internal_gateways, ca_certificate_pem, obstacle, reports_offset, generation, \
         observed_generation, phase_since, updated_at from clusters \
         where phase <> 'deleted' and ($1::uuid is null or id > $1) order by id limit $2",
        page.after.map(ClusterId::uuid),
        page.fetch()
    )
    .fetch_all(&mut **tx)
    .await?;
    let clusters = rows.into_iter().map(Cluster::try_from).collect::<Result<_, _>>()?;
    Ok(Page::cut(clusters, page, |cluster: &Cluster| cluster.id))
}

/// What a cluster carries: usage counts from the minute `since` on, and a gateway is there if it has
/// reported since `heard_since`. For operators.
pub async fn load(
    tx: &mut Tx,
    id: ClusterId,
    since: DateTime<Utc>,
    heard_since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Load, StoreError> {
    let row = sqlx::query!(
        r#"with minutes as (
             select u.bytes_in, u.bytes_out, u.connections,
               u.minute = max(u.minute) over (partition by u.instance_id, u.gateway) as newest
             from usage_minutes u join instances i on i.id = u.instance_id
             where i.cluster_id = $1 and u.minute >= $2)
           select partitions_granted, partition_capacity,
             (select count(*) from instances
              where cluster_id = $1 and deleted_at is null) as "instances!",
             (select count(*) from gateways
              where cluster_id = $1 and reported_at >= $3) as "gateways!",
             coalesce((select sum(bytes_in) from minutes), 0)::bigint as "bytes_in!",
             coalesce((select sum(bytes_out) from minutes), 0)::bigint as "bytes_out!",
             coalesce((select sum(connections) from minutes where newest), 0)::bigint
               as "connections!"
           from clusters where id = $1"#,
        id.uuid(),
        since,
        heard_since
    )
    .fetch_one(&mut **tx)
    .await?;
    let seconds = (now - since).as_seconds_f64().max(1.0);
    Ok(Load {
        instances: row.instances,
        gateways: row.gateways,
        partitions_granted: row.partitions_granted,
        partition_capacity: row.partition_capacity,
        connections: row.connections,
        bytes_in_per_second: rate(row.bytes_in, seconds),
        bytes_out_per_second: rate(row.bytes_out, seconds),
    })
}

/// Writes what the reconciler concluded, unless something else is wanted of the cluster since it was
/// observed: then it is looked at again.
pub async fn conclude(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: &Cluster,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update clusters set bootstrap = $3, internal_bootstrap = $4, internal_gateways = $5, \
         ca_certificate_pem = $6, obstacle = $7, observed_generation = $8, \
         version = version + 1, updated_at = $9, \
         phase_since = case when phase = $2 then phase_since else $9 end, phase = $2, \
         deleted_at = case when $2 = 'deleted' then $9 else deleted_at end \
         where id = $1 and generation = $10",
        cluster.id.uuid(),
        cluster.phase.name(),
        cluster.bootstrap,
        joined(&cluster.internal_bootstrap),
        joined(&cluster.internal_gateways),
        cluster.ca_certificate_pem,
        cluster.obstacle,
        cluster.observed_generation,
        now,
        cluster.generation
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Has a cluster of which nothing is left begin again, empty. Says whether it is such a one.
pub async fn recreate(
    tx: &mut Tx,
    _: &SystemScope,
    id: ClusterId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update clusters set phase = 'pending', phase_since = $2, bootstrap = null, \
         internal_bootstrap = null, internal_gateways = null, obstacle = null, reports_offset = 0, \
         generation = generation + 1, observed_generation = 0, version = version + 1, \
         updated_at = $2 where id = $1 and phase = 'lost'",
        id.uuid(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes what stands in a cluster's way.
pub async fn note_obstacle(
    tx: &mut Tx,
    _: &SystemScope,
    id: ClusterId,
    obstacle: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update clusters set obstacle = $2, updated_at = $3 \
         where id = $1 and obstacle is distinct from $2",
        id.uuid(),
        obstacle,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes deletion what is wanted.
pub async fn begin_deleting(
    tx: &mut Tx,
    _: &SystemScope,
    id: ClusterId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update clusters set phase = 'deleting', phase_since = $2, generation = generation + 1, \
         version = version + 1, updated_at = $2 \
         where id = $1 and phase not in ('deleting', 'deleted')",
        id.uuid(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many partitions all cells have granted together.
#[cfg(test)]
pub async fn granted(tx: &mut Tx) -> Result<i64, StoreError> {
    let granted = sqlx::query_scalar!(
        r#"select coalesce(sum(partitions_granted), 0)::bigint as "granted!" from clusters"#
    );
    Ok(granted.fetch_one(&mut **tx).await?)
}

/// Addresses as a column has them: none at all is null.
fn joined(addresses: &[String]) -> Option<String> {
    (!addresses.is_empty()).then(|| addresses.join(","))
}

fn split(column: Option<String>) -> Vec<String> {
    column.map(|list| list.split(',').map(str::to_owned).collect()).unwrap_or_default()
}

struct Row {
    id: Uuid,
    kind: String,
    kafka_cluster_id: String,
    kafka_version: String,
    brokers: i32,
    endpoint: String,
    phase: String,
    bootstrap: Option<String>,
    internal_bootstrap: Option<String>,
    internal_gateways: Option<String>,
    ca_certificate_pem: Option<String>,
    obstacle: Option<String>,
    reports_offset: i64,
    generation: i64,
    observed_generation: i64,
    phase_since: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl TryFrom<Row> for Cluster {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = row.id;
        let bad = |column, source: crate::domain::cluster::UnknownName| {
            StoreError::row("clusters", column, id, source)
        };
        Ok(Self {
            id: id.into(),
            kind: row.kind.parse().map_err(|e| bad("kind", e))?,
            kafka_cluster_id: row
                .kafka_cluster_id
                .parse()
                .map_err(|e| bad("kafka_cluster_id", e))?,
            kafka_version: row.kafka_version,
            brokers: u16::try_from(row.brokers)
                .map_err(|e| StoreError::row("clusters", "brokers", id, e))?,
            endpoint: row.endpoint.parse().map_err(|e| bad("endpoint", e))?,
            phase: row.phase.parse().map_err(|e| bad("phase", e))?,
            bootstrap: row.bootstrap,
            internal_bootstrap: split(row.internal_bootstrap),
            internal_gateways: split(row.internal_gateways),
            ca_certificate_pem: row.ca_certificate_pem,
            obstacle: row.obstacle,
            reports_offset: row.reports_offset,
            generation: row.generation,
            observed_generation: row.observed_generation,
            phase_since: row.phase_since,
            updated_at: row.updated_at,
        })
    }
}
