//! Quotas: claimed in the statement that checks them, given back exactly once.
//!
//! A claim is one conditional update, so that no two requests can both take the last one. Giving
//! back happens in the transaction that makes the holder `deleted`, which happens once.

use std::collections::BTreeMap;

use wire::ids::OrgId;

use super::{OrgScope, StoreError, SystemScope, Tx};
use crate::domain::{
    cluster::UnknownName,
    quota::{Quota, QuotaName},
};

/// Gives a new org its quotas.
pub async fn create_defaults(
    tx: &mut Tx,
    org: OrgId,
    limits: &BTreeMap<QuotaName, i64>,
) -> Result<(), StoreError> {
    let names: Vec<String> = limits.keys().map(|quota| quota.name().to_owned()).collect();
    let limits: Vec<i64> = limits.values().copied().collect();
    sqlx::query!(
        "insert into quotas (org_id, name, \"limit\") \
         select $1, given.name, given.max from unnest($2::text[], $3::bigint[]) as given(name, max) \
         on conflict (org_id, name) do nothing",
        org.uuid(),
        &names,
        &limits
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claimed {
    /// It is the org's now.
    Yes,
    /// It would have been too much; nothing was taken.
    Over(Quota),
}

/// Takes `amount` from one of the org's quotas.
pub async fn claim(
    tx: &mut Tx,
    scope: &OrgScope,
    name: QuotaName,
    amount: i64,
) -> Result<Claimed, StoreError> {
    let done = sqlx::query!(
        "update quotas set used = used + $3 \
         where org_id = $1 and name = $2 and used + $3 <= \"limit\"",
        scope.org().uuid(),
        name.name(),
        amount
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 {
        return Ok(Claimed::Yes);
    }
    let held = sqlx::query!(
        "select \"limit\", used from quotas where org_id = $1 and name = $2",
        scope.org().uuid(),
        name.name()
    )
    .fetch_optional(&mut **tx)
    .await?;
    // An org without the row has nothing to give.
    let (limit, used) = held.map_or((0, 0), |row| (row.limit, row.used));
    Ok(Claimed::Over(Quota { name, limit, used }))
}

/// Gives `amount` back.
pub async fn release(
    tx: &mut Tx,
    _: &SystemScope,
    org: OrgId,
    name: QuotaName,
    amount: i64,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update quotas set used = used - $3 where org_id = $1 and name = $2",
        org.uuid(),
        name.name(),
        amount
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The org's quotas, by name.
pub async fn list(tx: &mut Tx, scope: &OrgScope) -> Result<Vec<Quota>, StoreError> {
    list_of(tx, scope.org()).await
}

/// Sets limits for any org: for operators, whose right to do so the caller has checked. A limit
/// below what is used takes nothing away; it only stops further claims. `None` if there is no such
/// org.
pub async fn set_limits(
    tx: &mut Tx,
    org: OrgId,
    limits: &BTreeMap<QuotaName, i64>,
) -> Result<Option<Vec<Quota>>, StoreError> {
    let known = sqlx::query_scalar!("select id from orgs where id = $1", org.uuid());
    if known.fetch_optional(&mut **tx).await?.is_none() {
        return Ok(None);
    }
    for (name, limit) in limits {
        sqlx::query!(
            "insert into quotas (org_id, name, \"limit\") values ($1, $2, $3) \
             on conflict (org_id, name) do update set \"limit\" = excluded.\"limit\"",
            org.uuid(),
            name.name(),
            limit
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(Some(list_of(tx, org).await?))
}

async fn list_of(tx: &mut Tx, org: OrgId) -> Result<Vec<Quota>, StoreError> {
    let rows = sqlx::query!(
        "select name, \"limit\", used from quotas where org_id = $1 order by name",
        org.uuid()
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let name = row
                .name
                .parse()
                .map_err(|e: UnknownName| StoreError::row("quotas", "name", org, e))?;
            Ok(Quota { name, limit: row.limit, used: row.used })
        })
        .collect()
}
