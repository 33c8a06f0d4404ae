//! What gateways report, counted exactly once.
//!
//! The position in the reports topic moves in the transaction that counts, so a crash between the
//! two cannot happen; and a report that a gateway wrote twice is recognised by its epoch and
//! sequence.

use wire::{
    ids::{ClusterId, CredentialId, InstanceId, OrgId},
    key::KeyId,
    report::{AuthFailure, FirstUse, FirstUseKind, LastUsed, Report},
};

use super::{OrgScope, StoreError, SystemScope, Tx};
use crate::domain::clock::{DateTime, Utc};

/// Moves the position; false if it was not at `from`: somebody else has counted.
pub async fn advance(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    from: i64,
    to: i64,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update clusters set reports_offset = $3 where id = $1 and reports_offset = $2",
        cluster.uuid(),
        from,
        to
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes note of a gateway's report; false if it, or a later one, was noted before.
pub async fn accept(
    tx: &mut Tx,
    _: &SystemScope,
    report: &Report,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sequence = i64::try_from(report.sequence)
        .map_err(|e| StoreError::row("gateways", "sequence", report.gateway, e))?;
    let done = sqlx::query!(
        "insert into gateways (cluster_id, gateway, epoch, sequence, applied_offset, reported_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (cluster_id, gateway) do update set \
         epoch = excluded.epoch, sequence = excluded.sequence, \
         applied_offset = excluded.applied_offset, reported_at = excluded.reported_at \
         where (gateways.epoch, gateways.sequence) < (excluded.epoch, excluded.sequence)",
        report.cluster_id.uuid(),
        report.gateway,
        report.epoch,
        sequence,
        report.applied_offset,
        at
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// When a gateway of the cluster last reported.
pub async fn latest(
    tx: &mut Tx,
    _: &OrgScope,
    cluster: ClusterId,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let at = sqlx::query_scalar!(
        "select max(reported_at) from gateways where cluster_id = $1",
        cluster.uuid()
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(at)
}

/// Whose key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyOwner {
    /// The org.
    pub org_id: OrgId,
    /// The instance.
    pub instance_id: InstanceId,
    /// The credential.
    pub credential_id: CredentialId,
    /// When the key was last let in, before what is being noted.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Notes the latest use of a key that runs on this cluster; whose key it is, if this is news.
pub async fn note_use(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    used: &LastUsed,
    at: DateTime<Utc>,
) -> Result<Option<KeyOwner>, StoreError> {
    let owner = sqlx::query_as!(
        KeyOwner,
        "with held as (select k.id, k.last_used_at, i.org_id, i.id as instance_id, \
             c.id as credential_id from keys k join credentials c on c.id = k.credential_id \
             join instances i on i.id = c.instance_id \
             where k.id = $1 and i.cluster_id = $2 for update of k) \
         update keys k set last_used_at = $3, last_used_address = $4, last_used_client_id = $5, \
             last_used_software = $6 from held where k.id = held.id \
             and (held.last_used_at is null or held.last_used_at < $3) \
         returning held.org_id, held.instance_id, held.credential_id, held.last_used_at",
        used.key_id.as_str(),
        cluster.uuid(),
        at,
        used.address,
        used.client_id,
        used.software
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(owner)
}

/// Notes that sign-ins with a key that runs on this cluster failed; whose key it is.
pub async fn note_failure(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    key: &KeyId,
    failure: &AuthFailure,
    at: DateTime<Utc>,
) -> Result<Option<KeyOwner>, StoreError> {
    let owner = sqlx::query_as!(
        KeyOwner,
        "update keys k set failed_count = k.failed_count + $3, failed_at = $4, \
             failed_address = $5, failed_reason = $6 \
         from credentials c join instances i on i.id = c.instance_id \
         where k.id = $1 and c.id = k.credential_id and i.cluster_id = $2 \
         returning i.org_id, i.id as instance_id, c.id as credential_id, k.last_used_at",
        key.as_str(),
        cluster.uuid(),
        i64::try_from(failure.count).unwrap_or(i64::MAX).min(1_000_000_000),
        at,
        failure.address,
        failure.reason
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(owner)
}

/// How many first uses of one instance are remembered. Topics and groups that come and go would fill
/// the database otherwise.
const FIRST_USES: i64 = 10_000;

/// Notes a first use on this cluster; whose it is, if nobody knew of it.
pub async fn note_first_use(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    used: &FirstUse,
    at: DateTime<Utc>,
) -> Result<Option<OrgId>, StoreError> {
    let kind = match used.kind {
        FirstUseKind::Produce => "produce",
        FirstUseKind::Join => "join",
    };
    let org = sqlx::query_scalar!(
        "with noted as (insert into first_uses (instance_id, kind, name, at) \
             select id, $3, $4, $5 from instances where id = $1 and cluster_id = $2 \
             and (select count(*) from first_uses where instance_id = $1) < $6 \
             on conflict do nothing returning instance_id) \
         select i.org_id from noted join instances i on i.id = noted.instance_id",
        used.instance_id.uuid(),
        cluster.uuid(),
        kind,
        used.name,
        at,
        FIRST_USES
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(org.map(OrgId::from))
}
