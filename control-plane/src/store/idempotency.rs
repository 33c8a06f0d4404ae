//! Answers to requests that carried an `Idempotency-Key`, kept in the transaction of their effect:
//! either both exist or neither.

use super::{StoreError, SystemScope, Tx};
use crate::domain::clock::{DateTime, Utc};

/// Which request: keys of different callers, and of different endpoints, never meet.
#[derive(Debug, Clone)]
pub struct RequestKey {
    /// `user/<id>` or `token/<id>`.
    pub caller: String,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// What the client sent.
    pub key: String,
}

/// An answer that was given.
#[derive(Debug, Clone)]
pub struct StoredReply {
    /// SHA-256 of the request's body.
    pub request_hash: Vec<u8>,
    /// Its status.
    pub status: u16,
    /// Its headers, by name.
    pub headers: serde_json::Value,
    /// Its body, sealed.
    pub sealed_body: Vec<u8>,
}

/// Takes the key for the rest of the transaction; false if another transaction holds it.
pub async fn try_lock(tx: &mut Tx, key: &RequestKey) -> Result<bool, StoreError> {
    let name = format!("{}\n{}\n{}\n{}", key.caller, key.method, key.path, key.key);
    let taken = sqlx::query_scalar!(
        r#"select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as "taken!""#,
        name
    );
    Ok(taken.fetch_one(&mut **tx).await?)
}

/// The answer given earlier, if any.
pub async fn find(tx: &mut Tx, key: &RequestKey) -> Result<Option<StoredReply>, StoreError> {
    let row = sqlx::query!(
        "select request_hash, status, headers, sealed_body from idempotency_keys \
         where caller = $1 and method = $2 and path = $3 and key = $4",
        key.caller,
        key.method,
        key.path,
        key.key
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| {
        let status = u16::try_from(row.status)
            .map_err(|e| StoreError::row("idempotency_keys", "status", &key.key, e))?;
        Ok(StoredReply {
            request_hash: row.request_hash,
            status,
            headers: row.headers,
            sealed_body: row.sealed_body,
        })
    })
    .transpose()
}

/// Keeps an answer.
pub async fn insert(
    tx: &mut Tx,
    key: &RequestKey,
    reply: &StoredReply,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into idempotency_keys (caller, method, path, key, request_hash, status, headers, \
         sealed_body, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        key.caller,
        key.method,
        key.path,
        key.key,
        reply.request_hash,
        i16::try_from(reply.status).unwrap_or(i16::MAX),
        reply.headers,
        reply.sealed_body,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets answers given before `before`, at most `limit` of them.
pub async fn purge(
    tx: &mut Tx,
    _: &SystemScope,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "delete from idempotency_keys where ctid in \
         (select ctid from idempotency_keys where created_at < $1 limit $2)",
        before,
        limit
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}
