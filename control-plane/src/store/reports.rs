//! What gateways report, counted exactly once.
//!
//! The position in the reports topic moves in the transaction that counts, so a crash between the
//! two cannot happen; and a report that a gateway wrote twice is recognised by its epoch and
//! sequence.

use wire::{
    ids::{ClusterId, InstanceId, OrgId},
    key::KeyId,
    report::{LastUsed, Report},
};

use super::{StoreError, SystemScope, Tx};
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

/// Notes the latest use of a key that runs on this cluster.
pub async fn note_use(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    used: &LastUsed,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update keys k set last_used_at = $3, last_used_address = $4, last_used_client_id = $5, \
         last_used_software = $6 from credentials c join instances i on i.id = c.instance_id \
         where k.id = $1 and c.id = k.credential_id and i.cluster_id = $2 \
         and (k.last_used_at is null or k.last_used_at < $3)",
        used.key_id.as_str(),
        cluster.uuid(),
        at,
        used.address,
        used.client_id,
        used.software
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whose key this is, if its instance runs on this cluster.
pub async fn owner_of_key(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    key: &KeyId,
) -> Result<Option<(OrgId, InstanceId)>, StoreError> {
    let row = sqlx::query!(
        "select i.org_id, i.id from keys k join credentials c on c.id = k.credential_id \
         join instances i on i.id = c.instance_id where k.id = $1 and i.cluster_id = $2",
        key.as_str(),
        cluster.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.org_id.into(), row.id.into())))
}
