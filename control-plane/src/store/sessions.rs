//! Sign-ins. A refresh token is replaced at each use; the row's lock makes two uses of the same one
//! happen in turn, so that the second is recognised as a replay. A browser's cookie has its hash in
//! the same column, `refresh_hash`, and is never replaced.

use wire::ids::{SessionId, UserId};

use super::{StoreError, SystemScope, Tx, tokens::LAST_USED_PRECISION};
use crate::domain::{
    clock::{DateTime, Utc},
    user::Session,
};

/// Adds a sign-in.
pub async fn insert(tx: &mut Tx, session: &Session) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into sessions (id, user_id, refresh_hash, generation, created_at, last_used_at, \
         expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
        session.id.uuid(),
        session.user_id.uuid(),
        session.secret_hash,
        session.generation,
        session.created_at,
        session.last_used_at,
        session.expires_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A sign-in.
pub async fn find(tx: &mut Tx, id: SessionId) -> Result<Option<Session>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        "select id, user_id, refresh_hash, generation, created_at, last_used_at, expires_at, \
         revoked_at from sessions where id = $1",
        id.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(Session::from))
}

/// A sign-in, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, id: SessionId) -> Result<Option<Session>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        "select id, user_id, refresh_hash, generation, created_at, last_used_at, expires_at, \
         revoked_at from sessions where id = $1 for update",
        id.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(Session::from))
}

/// Replaces the refresh token.
pub async fn rotate(
    tx: &mut Tx,
    id: SessionId,
    refresh_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update sessions set refresh_hash = $2, generation = generation + 1, last_used_at = $3 \
         where id = $1",
        id.uuid(),
        refresh_hash,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that a sign-in was used, not more often than anybody wants to know.
pub async fn touch(tx: &mut Tx, session: &Session, now: DateTime<Utc>) -> Result<(), StoreError> {
    if now - session.last_used_at < LAST_USED_PRECISION {
        return Ok(());
    }
    sqlx::query!("update sessions set last_used_at = $2 where id = $1", session.id.uuid(), now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A person's live sign-ins, newest first.
pub async fn list_live(
    tx: &mut Tx,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, user_id, refresh_hash, generation, created_at, last_used_at, expires_at, \
         revoked_at from sessions \
         where user_id = $1 and revoked_at is null and expires_at > $2 order by id desc limit 500",
        user.uuid(),
        now
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Session::from).collect())
}

/// Ends one of a person's sign-ins; false if they have no such live one.
pub async fn revoke(
    tx: &mut Tx,
    user: UserId,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update sessions set revoked_at = $3 \
         where user_id = $1 and id = $2 and revoked_at is null",
        user.uuid(),
        id.uuid(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends all of a person's sign-ins except one.
pub async fn revoke_others(
    tx: &mut Tx,
    user: UserId,
    keep: SessionId,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "update sessions set revoked_at = $3 \
         where user_id = $1 and id <> $2 and revoked_at is null",
        user.uuid(),
        keep.uuid(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Removes sign-ins that ended before `before`, at most `limit` of them.
pub async fn purge(
    tx: &mut Tx,
    _: &SystemScope,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "delete from sessions where id in \
         (select id from sessions where expires_at < $1 or revoked_at < $1 limit $2)",
        before,
        limit
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

struct Row {
    id: uuid::Uuid,
    user_id: uuid::Uuid,
    refresh_hash: Vec<u8>,
    generation: i64,
    created_at: DateTime<Utc>,
    last_used_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
}

impl From<Row> for Session {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            user_id: row.user_id.into(),
            secret_hash: row.refresh_hash,
            generation: row.generation,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
        }
    }
}
