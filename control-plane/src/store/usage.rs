//! The usage ledger: hours, added up.

use wire::ids::ClusterId;

use super::{StoreError, SystemScope, Tx};
use crate::domain::usage::UsageHour;

/// Adds to an hour of an instance that runs on this cluster; what a gateway says about others'
/// instances is ignored.
pub async fn add(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    delta: &UsageHour,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into usage (instance_id, hour, bytes_in, bytes_out, requests, throttled_ms, \
         peak_connections) select i.id, $3, $4, $5, $6, $7, $8 from instances i \
         where i.id = $1 and i.cluster_id = $2 \
         on conflict (instance_id, hour) do update set \
         bytes_in = usage.bytes_in + excluded.bytes_in, \
         bytes_out = usage.bytes_out + excluded.bytes_out, \
         requests = usage.requests + excluded.requests, \
         throttled_ms = usage.throttled_ms + excluded.throttled_ms, \
         peak_connections = greatest(usage.peak_connections, excluded.peak_connections)",
        delta.instance_id.uuid(),
        cluster.uuid(),
        delta.hour,
        delta.bytes_in,
        delta.bytes_out,
        delta.requests,
        delta.throttled_ms,
        delta.peak_connections
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Bytes in and out of an instance, over all hours.
#[cfg(test)]
pub async fn totals(
    tx: &mut Tx,
    instance: wire::ids::InstanceId,
) -> Result<(i64, i64), StoreError> {
    let row = sqlx::query!(
        r#"select coalesce(sum(bytes_in), 0)::bigint as "bytes_in!",
           coalesce(sum(bytes_out), 0)::bigint as "bytes_out!" from usage where instance_id = $1"#,
        instance.uuid()
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok((row.bytes_in, row.bytes_out))
}
