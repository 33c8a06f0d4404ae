//! Credentials: the machine identities of an instance.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;
use wire::{
    ids::{ClusterId, CredentialId, InstanceId, OrgId},
    tenancy::{Grant, RecordKey},
};

use super::{OrgScope, StoreError, SystemScope, Tx, page::page_of};
use crate::domain::{
    clock::{DateTime, Utc},
    cluster::UnknownName,
    credential::{ActiveOn, Credential, CredentialFilter, Preset},
    name::{Invalid, Name},
    page::{Page, PageRequest, Place},
};

/// The index that keeps the names of an instance's live credentials apart.
pub const NAME_KEY: &str = "credentials_live_name_key";

fn grants_json(grants: &[Grant]) -> Result<Value, StoreError> {
    serde_json::to_value(grants).map_err(|e| StoreError::row("credentials", "grants", "new", e))
}

/// Adds a credential.
pub async fn insert(tx: &mut Tx, scope: &OrgScope, new: &Credential) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into credentials (id, org_id, instance_id, name, preset, grants, version, \
         created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        new.id.uuid(),
        scope.org().uuid(),
        new.instance_id.uuid(),
        new.name.as_str(),
        new.preset.map(Preset::name),
        grants_json(&new.grants)?,
        new.version,
        new.created_at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// One of the org's credentials on one instance, unless it is deleted.
pub async fn get(
    tx: &mut Tx,
    scope: &OrgScope,
    instance: InstanceId,
    id: CredentialId,
) -> Result<Option<Credential>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, org_id, instance_id, name, preset, grants, version, created_at, updated_at \
         from credentials \
         where org_id = $1 and instance_id = $2 and id = $3 and deleted_at is null",
        scope.org().uuid(),
        instance.uuid(),
        id.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Credential::try_from)
    .transpose()
}

/// The same, and nobody else changes it before the transaction ends.
pub async fn lock(
    tx: &mut Tx,
    scope: &OrgScope,
    instance: InstanceId,
    id: CredentialId,
) -> Result<Option<Credential>, StoreError> {
    sqlx::query_scalar!(
        "select id from credentials where org_id = $1 and id = $2 for update",
        scope.org().uuid(),
        id.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?;
    get(tx, scope, instance, id).await
}

/// An instance's credentials.
pub async fn list(
    tx: &mut Tx,
    scope: &OrgScope,
    instance: InstanceId,
    filter: CredentialFilter,
    page: &PageRequest<Place<CredentialId>>,
) -> Result<Page<Credential, Place<CredentialId>>, StoreError> {
    let rows = page_of!(
        tx,
        page,
        Row,
        "select id, org_id, instance_id, name, preset, grants, version, created_at, updated_at \
         from credentials c where org_id = $7 and instance_id = $8 and deleted_at is null \
         and ($9::bool is null or $9 = exists (select from keys k where k.credential_id = c.id \
         and k.revoked_at is null and k.last_used_at is not null)) \
         and ($10::bool is null or $10 = exists (select from keys k where k.credential_id = c.id \
         and k.revoked_at is null and k.failed_at > coalesce(k.last_used_at, '-infinity')))",
        scope.org().uuid(),
        instance.uuid(),
        filter.used,
        filter.failing,
    )?;
    let credentials = rows.into_iter().map(Credential::try_from).collect::<Result<_, _>>()?;
    Ok(Page::cut(credentials, page, |credential: &Credential| Place {
        id: credential.id,
        created_at: credential.created_at,
        name: credential.name.to_string(),
    }))
}

/// How many live credentials an instance has.
pub async fn count(tx: &mut Tx, scope: &OrgScope, instance: InstanceId) -> Result<i64, StoreError> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from credentials
           where org_id = $1 and instance_id = $2 and deleted_at is null"#,
        scope.org().uuid(),
        instance.uuid()
    );
    Ok(count.fetch_one(&mut **tx).await?)
}

/// Writes a changed credential that is locked.
pub async fn update(
    tx: &mut Tx,
    scope: &OrgScope,
    credential: &Credential,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update credentials set name = $3, preset = $4, grants = $5, version = $6, \
         updated_at = $7 where org_id = $1 and id = $2",
        scope.org().uuid(),
        credential.id.uuid(),
        credential.name.as_str(),
        credential.preset.map(Preset::name),
        grants_json(&credential.grants)?,
        credential.version,
        credential.updated_at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Deletes a credential that is locked.
pub async fn delete(
    tx: &mut Tx,
    scope: &OrgScope,
    id: CredentialId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update credentials set deleted_at = $3, updated_at = $3, version = version + 1 \
         where org_id = $1 and id = $2",
        scope.org().uuid(),
        id.uuid(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// All live credentials of an instance.
pub async fn list_of_instance(
    tx: &mut Tx,
    _: &SystemScope,
    instance: InstanceId,
) -> Result<Vec<Credential>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, org_id, instance_id, name, preset, grants, version, created_at, updated_at \
         from credentials where instance_id = $1 and deleted_at is null",
        instance.uuid()
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Credential::try_from).collect()
}

/// Deletes all credentials of an instance that is being deleted.
pub async fn delete_all_of_instance(
    tx: &mut Tx,
    _: &SystemScope,
    instance: InstanceId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update keys set revoked_at = $2 from credentials c \
         where keys.credential_id = c.id and c.instance_id = $1 and keys.revoked_at is null",
        instance.uuid(),
        now
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "update credentials set deleted_at = $2, updated_at = $2 \
         where instance_id = $1 and deleted_at is null",
        instance.uuid(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// For each credential, on how many of the cluster's gateways its record and those of its keys are
/// in force. A gateway that has not reported since `heard_since` is not counted.
pub async fn active_on(
    tx: &mut Tx,
    _: &OrgScope,
    cluster: ClusterId,
    credentials: &[CredentialId],
    heard_since: DateTime<Utc>,
) -> Result<BTreeMap<CredentialId, ActiveOn>, StoreError> {
    let ids: Vec<Uuid> = credentials.iter().map(|id| id.uuid()).collect();
    let records: Vec<String> =
        credentials.iter().map(|id| RecordKey::Credential(*id).to_string()).collect();
    // A gateway counts if it has applied the newest revision of each of the credential's records;
    // a record that is not published yet is in force nowhere.
    let rows = sqlx::query!(
        r#"with wanted as (
             select w.id, max(case when r.published_revision < r.revision
                     then 9223372036854775807 else r.published_offset end) as upto
             from unnest($2::uuid[], $3::text[]) as w(id, record)
             join tenancy_records r on r.cluster_id = $1 and (r.key = w.record
                 or r.key in (select 'key/' || k.id from keys k where k.credential_id = w.id))
             group by w.id)
           select wanted.id as "id!", c.brokers as "of!",
             (select count(*) from gateways g
              where g.cluster_id = $1 and g.applied_offset >= wanted.upto
              and g.reported_at >= $4) as "gateways!"
           from wanted, clusters c where c.id = $1"#,
        cluster.uuid(),
        &ids,
        &records,
        heard_since
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let of = i64::from(row.of);
            (row.id.into(), ActiveOn { gateways: row.gateways.min(of), of })
        })
        .collect())
}

struct Row {
    id: Uuid,
    org_id: Uuid,
    instance_id: Uuid,
    name: String,
    preset: Option<String>,
    grants: Value,
    version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl TryFrom<Row> for Credential {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = row.id;
        Ok(Self {
            id: id.into(),
            org_id: OrgId::from(row.org_id),
            instance_id: row.instance_id.into(),
            name: row
                .name
                .parse::<Name>()
                .map_err(|e: Invalid| StoreError::row("credentials", "name", id, e))?,
            preset: row
                .preset
                .map(|text| text.parse())
                .transpose()
                .map_err(|e: UnknownName| StoreError::row("credentials", "preset", id, e))?,
            grants: serde_json::from_value(row.grants)
                .map_err(|e| StoreError::row("credentials", "grants", id, e))?,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}
