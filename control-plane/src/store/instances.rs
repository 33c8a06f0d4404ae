//! Instances. Customers reach theirs through an org's scope; the reconciler reaches all.

use serde_json::Value;
use uuid::Uuid;
use wire::ids::{ClusterId, InstanceId, OrgId};

use super::{OrgScope, StoreError, SystemScope, Tx, page::page_of};
use crate::domain::{
    clock::{DateTime, Utc},
    instance::{Condition, Instance, Labels, Phase},
    name::{Label, Name},
    page::{Page, PageRequest, Place},
};

/// The index that keeps the names of an org's live instances apart.
pub const NAME_KEY: &str = "instances_live_name_key";
/// The constraint that keeps name spaces apart.
pub const PREFIX_KEY: &str = "instances_prefix_key";

/// Adds an instance.
pub async fn insert(tx: &mut Tx, scope: &OrgScope, new: &Instance) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into instances (id, org_id, name, plan, placement, description, labels, limits, \
         deletion_protection, prefix, shown_cluster_id, cluster_id, endpoint, phase, conditions, generation, \
         observed_generation, version, created_at, updated_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
         $19, $19)",
        new.id.uuid(),
        scope.org().uuid(),
        new.name.as_str(),
        new.plan,
        new.placement.name(),
        new.description.as_str(),
        json(&new.labels)?,
        json(&new.limits)?,
        new.deletion_protection,
        new.prefix.as_str(),
        new.shown_cluster_id.as_str(),
        new.cluster_id.map(ClusterId::uuid),
        new.endpoint.name(),
        new.phase.name(),
        json(&new.conditions)?,
        new.generation,
        new.observed_generation,
        new.version,
        new.created_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<Value, StoreError> {
    serde_json::to_value(value).map_err(|e| StoreError::row("instances", "json", "new", e))
}

/// The org an instance belongs to, deleted or not. Tells nothing else, and goes to nobody before
/// they are authorised.
pub async fn find_org(tx: &mut Tx, id: InstanceId) -> Result<Option<OrgId>, StoreError> {
    let org = sqlx::query_scalar!("select org_id from instances where id = $1", id.uuid())
        .fetch_optional(&mut **tx)
        .await?;
    Ok(org.map(OrgId::from))
}

/// One of the org's instances, unless it is deleted.
pub async fn get(
    tx: &mut Tx,
    scope: &OrgScope,
    id: InstanceId,
) -> Result<Option<Instance>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, org_id, name, plan, placement, description, labels, limits, \
         deletion_protection, prefix, shown_cluster_id, cluster_id, endpoint, phase, conditions, generation, \
         observed_generation, version, created_at, updated_at from instances \
         where org_id = $1 and id = $2 and deleted_at is null",
        scope.org().uuid(),
        id.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Instance::try_from)
    .transpose()
}

/// The same, and nobody else changes it before the transaction ends.
pub async fn lock(
    tx: &mut Tx,
    scope: &OrgScope,
    id: InstanceId,
) -> Result<Option<Instance>, StoreError> {
    sqlx::query_scalar!(
        "select id from instances where org_id = $1 and id = $2 for update",
        scope.org().uuid(),
        id.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?;
    get(tx, scope, id).await
}

/// Which instances to list.
#[derive(Debug, Default, Clone)]
pub struct Filter {
    /// Only these plans; empty for all.
    pub plans: Vec<String>,
    /// Only these phases; empty for all.
    pub phases: Vec<Phase>,
    /// Only those with all these labels.
    pub labels: Labels,
    /// Only the one with this name.
    pub name: Option<String>,
}

/// The org's instances.
pub async fn list(
    tx: &mut Tx,
    scope: &OrgScope,
    filter: &Filter,
    page: &PageRequest<Place<InstanceId>>,
) -> Result<Page<Instance, Place<InstanceId>>, StoreError> {
    let phases: Vec<String> = filter.phases.iter().map(|phase| phase.name().to_owned()).collect();
    let rows = page_of!(
        tx,
        page,
        Row,
        "select id, org_id, name, plan, placement, description, labels, limits, \
         deletion_protection, prefix, shown_cluster_id, cluster_id, endpoint, phase, conditions, generation, \
         observed_generation, version, created_at, updated_at from instances \
         where org_id = $7 and deleted_at is null \
         and (cardinality($8::text[]) = 0 or plan = any($8)) \
         and (cardinality($9::text[]) = 0 or phase = any($9)) \
         and labels @> $10 and ($11::text is null or name = $11)",
        scope.org().uuid(),
        &filter.plans,
        &phases,
        json(&filter.labels)?,
        filter.name,
    )?;
    let instances = rows.into_iter().map(Instance::try_from).collect::<Result<_, _>>()?;
    Ok(Page::cut(instances, page, |instance: &Instance| Place {
        id: instance.id,
        created_at: instance.created_at,
        name: instance.name.to_string(),
    }))
}

/// What a customer may change at any time.
#[derive(Debug)]
pub struct Changes<'a> {
    /// What its owner calls it.
    pub name: &'a Name,
    /// For people.
    pub description: &'a Label,
    /// For finding it.
    pub labels: &'a Labels,
    /// Whether deleting it is refused.
    pub deletion_protection: bool,
}

/// Writes changes; the row must be locked.
pub async fn update(
    tx: &mut Tx,
    scope: &OrgScope,
    id: InstanceId,
    changes: &Changes<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update instances set name = $3, description = $4, labels = $5, \
         deletion_protection = $6, version = version + 1, updated_at = $7 \
         where org_id = $1 and id = $2",
        scope.org().uuid(),
        id.uuid(),
        changes.name.as_str(),
        changes.description.as_str(),
        json(changes.labels)?,
        changes.deletion_protection,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes deletion what is wanted; the row must be locked.
pub async fn begin_deleting(
    tx: &mut Tx,
    scope: &OrgScope,
    id: InstanceId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update instances set phase = 'deleting', generation = generation + 1, \
         version = version + 1, updated_at = $3 \
         where org_id = $1 and id = $2 and deleted_at is null",
        scope.org().uuid(),
        id.uuid(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Any instance, also a deleted one.
pub async fn find(
    tx: &mut Tx,
    _: &SystemScope,
    id: InstanceId,
) -> Result<Option<Instance>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, org_id, name, plan, placement, description, labels, limits, \
         deletion_protection, prefix, shown_cluster_id, cluster_id, endpoint, phase, conditions, generation, \
         observed_generation, version, created_at, updated_at from instances where id = $1",
        id.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Instance::try_from)
    .transpose()
}

/// The same, and nobody else changes it before the transaction ends.
pub async fn find_locked(
    tx: &mut Tx,
    system: &SystemScope,
    id: InstanceId,
) -> Result<Option<Instance>, StoreError> {
    sqlx::query_scalar!("select id from instances where id = $1 for update", id.uuid())
        .fetch_optional(&mut **tx)
        .await?;
    find(tx, system, id).await
}

/// Writes what the reconciler concluded about an instance it has locked.
pub async fn conclude(
    tx: &mut Tx,
    _: &SystemScope,
    instance: &Instance,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update instances set cluster_id = $2, phase = $3, conditions = $4, \
         observed_generation = $5, version = version + 1, updated_at = $6, \
         deleted_at = case when $3 = 'deleted' then $6 else deleted_at end where id = $1",
        instance.id.uuid(),
        instance.cluster_id.map(ClusterId::uuid),
        instance.phase.name(),
        json(&instance.conditions)?,
        instance.observed_generation,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Has the instances of a cluster that begins again be set up again; says which they are.
pub async fn begin_again(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    now: DateTime<Utc>,
) -> Result<Vec<InstanceId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "update instances set observed_generation = 0, version = version + 1, updated_at = $2, \
         phase = case when phase = 'deleting' then phase else 'provisioning' end \
         where cluster_id = $1 and deleted_at is null returning id",
        cluster.uuid(),
        now
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(ids.into_iter().map(InstanceId::from).collect())
}

/// Instances that are not where they should be and might be forgotten.
pub async fn list_unsettled(tx: &mut Tx, _: &SystemScope) -> Result<Vec<InstanceId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "select id from instances where deleted_at is null \
         and (phase not in ('ready', 'suspended') or observed_generation < generation)"
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(ids.into_iter().map(InstanceId::from).collect())
}

/// Instances that wait for this cluster to change, or, if it is a cell, for any cell.
pub async fn list_waiting_for(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
) -> Result<Vec<InstanceId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "select i.id from instances i, clusters c where c.id = $1 and i.deleted_at is null and ( \
         (i.cluster_id = c.id and (i.phase not in ('ready', 'suspended') \
             or i.observed_generation < i.generation)) \
         or (i.cluster_id is null and i.placement = c.kind))",
        cluster.uuid()
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(ids.into_iter().map(InstanceId::from).collect())
}

/// The live instances on a cluster, with the name space of each.
pub async fn list_on(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
) -> Result<Vec<Instance>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, org_id, name, plan, placement, description, labels, limits, \
         deletion_protection, prefix, shown_cluster_id, cluster_id, endpoint, phase, conditions, generation, \
         observed_generation, version, created_at, updated_at from instances \
         where cluster_id = $1 and deleted_at is null",
        cluster.uuid()
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Instance::try_from).collect()
}

/// Of these name spaces, those whose instance was deleted from this cluster.
pub async fn list_deleted_prefixes(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    prefixes: &[String],
) -> Result<Vec<String>, StoreError> {
    let found = sqlx::query_scalar!(
        "select prefix from instances \
         where cluster_id = $1 and prefix = any($2) and deleted_at is not null",
        cluster.uuid(),
        prefixes
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found)
}

struct Row {
    id: Uuid,
    org_id: Uuid,
    name: String,
    plan: String,
    placement: String,
    description: String,
    labels: Value,
    limits: Value,
    deletion_protection: bool,
    prefix: String,
    shown_cluster_id: String,
    cluster_id: Option<Uuid>,
    endpoint: String,
    phase: String,
    conditions: Value,
    generation: i64,
    observed_generation: i64,
    version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl TryFrom<Row> for Instance {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = row.id;
        macro_rules! read {
            ($column:ident as $type:ty) => {
                row.$column
                    .parse::<$type>()
                    .map_err(|e| StoreError::row("instances", stringify!($column), id, e))?
            };
        }
        macro_rules! json {
            ($column:ident as $type:ty) => {
                serde_json::from_value::<$type>(row.$column)
                    .map_err(|e| StoreError::row("instances", stringify!($column), id, e))?
            };
        }
        Ok(Self {
            id: id.into(),
            org_id: row.org_id.into(),
            name: read!(name as Name),
            placement: read!(placement as crate::domain::placement::Placement),
            description: read!(description as Label),
            labels: json!(labels as Labels),
            limits: json!(limits as wire::tenancy::Limits),
            prefix: read!(prefix as wire::tenancy::TenantPrefix),
            shown_cluster_id: read!(shown_cluster_id as crate::domain::cluster::KafkaClusterId),
            endpoint: read!(endpoint as crate::domain::cluster::Endpoint),
            phase: read!(phase as Phase),
            conditions: json!(conditions as Vec<Condition>),
            plan: row.plan,
            deletion_protection: row.deletion_protection,
            cluster_id: row.cluster_id.map(ClusterId::from),
            generation: row.generation,
            observed_generation: row.observed_generation,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}
