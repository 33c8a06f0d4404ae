//! What instances used: hours, added up, and the minutes of the last day.

use wire::ids::{ClusterId, InstanceId};

use super::{OrgScope, StoreError, SystemScope, Tx};
use crate::domain::{
    clock::{DateTime, Utc},
    usage::{Usage, UsageMinute, hour_of, minute_of},
};

/// Adds to an hour and a minute of an instance that runs on this cluster; what a gateway says about
/// others' instances is ignored.
pub async fn add(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    used: &Usage,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with instance as (select id from instances where id = $1 and cluster_id = $2), \
         hours as (insert into usage (instance_id, hour, bytes_in, bytes_out, requests, \
             throttled_ms, peak_connections) \
             select id, $3, $6, $7, $9, $10, $11 from instance \
             on conflict (instance_id, hour) do update set \
             bytes_in = usage.bytes_in + excluded.bytes_in, \
             bytes_out = usage.bytes_out + excluded.bytes_out, \
             requests = usage.requests + excluded.requests, \
             throttled_ms = usage.throttled_ms + excluded.throttled_ms, \
             peak_connections = greatest(usage.peak_connections, excluded.peak_connections)) \
         insert into usage_minutes as held (instance_id, minute, gateway, bytes_in, bytes_out, \
             records_in, throttled_ms, connections) \
             select id, $4, $5, $6, $7, $8, $10, $11 from instance \
             on conflict (instance_id, minute, gateway) do update set \
             bytes_in = held.bytes_in + excluded.bytes_in, \
             bytes_out = held.bytes_out + excluded.bytes_out, \
             records_in = held.records_in + excluded.records_in, \
             throttled_ms = held.throttled_ms + excluded.throttled_ms, \
             connections = greatest(held.connections, excluded.connections)",
        used.instance_id.uuid(),
        cluster.uuid(),
        hour_of(used.at),
        minute_of(used.at),
        used.gateway,
        used.bytes_in,
        used.bytes_out,
        used.records_in,
        used.requests,
        used.throttled_ms,
        used.connections
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What one of the org's instances used from `since` on, by minutes in order; those in which nothing
/// happened are left out.
pub async fn list_minutes(
    tx: &mut Tx,
    scope: &OrgScope,
    instance: InstanceId,
    since: DateTime<Utc>,
) -> Result<Vec<UsageMinute>, StoreError> {
    let minutes = sqlx::query_as!(
        UsageMinute,
        r#"select u.minute, sum(u.bytes_in)::bigint as "bytes_in!",
           sum(u.bytes_out)::bigint as "bytes_out!", sum(u.records_in)::bigint as "records_in!",
           sum(u.throttled_ms)::bigint as "throttled_ms!",
           sum(u.connections)::bigint as "connections!"
           from usage_minutes u join instances i on i.id = u.instance_id
           where i.org_id = $1 and u.instance_id = $2 and u.minute >= $3
           group by u.minute order by u.minute"#,
        scope.org().uuid(),
        instance.uuid(),
        since
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(minutes)
}

/// Notes what an instance that runs on this cluster takes up on one of its brokers.
pub async fn note_stored(
    tx: &mut Tx,
    _: &SystemScope,
    cluster: ClusterId,
    (instance, gateway): (InstanceId, i32),
    bytes: i64,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into stored (instance_id, gateway, bytes) \
         select id, $3, $4 from instances where id = $1 and cluster_id = $2 \
         on conflict (instance_id, gateway) do update set bytes = excluded.bytes",
        instance.uuid(),
        cluster.uuid(),
        gateway,
        bytes
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Bytes that one of the org's instances holds, not counting copies: every broker of a cluster has all
/// of them. None if no gateway has told.
pub async fn stored(
    tx: &mut Tx,
    scope: &OrgScope,
    instance: InstanceId,
) -> Result<Option<i64>, StoreError> {
    let bytes = sqlx::query_scalar!(
        "select max(s.bytes) from stored s join instances i on i.id = s.instance_id \
         where i.org_id = $1 and s.instance_id = $2",
        scope.org().uuid(),
        instance.uuid()
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(bytes)
}

/// Forgets minutes before `before`, at most `limit` rows.
pub async fn purge(
    tx: &mut Tx,
    _: &SystemScope,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "delete from usage_minutes where ctid in \
         (select ctid from usage_minutes where minute < $1 limit $2)",
        before,
        limit
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Bytes in and out of an instance, over all hours.
#[cfg(test)]
pub async fn totals(tx: &mut Tx, instance: InstanceId) -> Result<(i64, i64), StoreError> {
    let row = sqlx::query!(
        r#"select coalesce(sum(bytes_in), 0)::bigint as "bytes_in!",
           coalesce(sum(bytes_out), 0)::bigint as "bytes_out!" from usage where instance_id = $1"#,
        instance.uuid()
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok((row.bytes_in, row.bytes_out))
}
