//! People. They belong to no org; what they may see is decided by memberships.

use wire::{
    ids::{SessionId, UserId},
    secret::Secret,
};

use super::{StoreError, SystemScope, Tx};
use crate::domain::{
    clock::{DateTime, Utc},
    name::{Email, Invalid},
    user::User,
};

/// The index that keeps addresses apart.
pub const EMAIL_KEY: &str = "users_email_key";

/// Adds a person.
pub async fn insert(
    tx: &mut Tx,
    user: &User,
    password_hash: Option<&str>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into users (id, email, name, password_hash, is_operator, created_at, updated_at) \
         values ($1, $2, $3, $4, $5, $6, $6)",
        user.id.uuid(),
        user.email.as_str(),
        user.name.as_str(),
        password_hash,
        user.is_operator,
        user.created_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether anybody can sign in at all.
pub async fn exist(tx: &mut Tx, _: &SystemScope) -> Result<bool, StoreError> {
    let exist = sqlx::query_scalar!(r#"select exists (select from users) as "exist!""#);
    Ok(exist.fetch_one(&mut **tx).await?)
}

/// A person by identifier.
pub async fn get(tx: &mut Tx, id: UserId) -> Result<Option<User>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, email, name, is_operator, disabled_at, created_at from users where id = $1",
        id.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(User::try_from)
    .transpose()
}

/// A person by address.
pub async fn find(tx: &mut Tx, email: &Email) -> Result<Option<User>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, email, name, is_operator, disabled_at, created_at from users \
         where lower(email) = lower($1)",
        email.as_str()
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(User::try_from)
    .transpose()
}

/// The stored hash of a person's password.
pub async fn password_hash(tx: &mut Tx, id: UserId) -> Result<Option<Secret<String>>, StoreError> {
    let hash = sqlx::query_scalar!("select password_hash from users where id = $1", id.uuid())
        .fetch_optional(&mut **tx)
        .await?;
    Ok(hash.flatten().map(Secret::new))
}

/// Replaces a person's password.
pub async fn set_password_hash(
    tx: &mut Tx,
    id: UserId,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update users set password_hash = $2, version = version + 1, updated_at = $3 where id = $1",
        id.uuid(),
        hash,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The person of a live session, if they may still sign in.
pub async fn of_live_session(
    tx: &mut Tx,
    session: SessionId,
    now: DateTime<Utc>,
) -> Result<Option<User>, StoreError> {
    sqlx::query_as!(
        Row,
        "select u.id, u.email, u.name, u.is_operator, u.disabled_at, u.created_at \
         from sessions s join users u on u.id = s.user_id \
         where s.id = $1 and s.revoked_at is null and s.expires_at > $2 and u.disabled_at is null",
        session.uuid(),
        now
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(User::try_from)
    .transpose()
}

struct Row {
    id: uuid::Uuid,
    email: String,
    name: String,
    is_operator: bool,
    disabled_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for User {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let unreadable = |column, source: Invalid| StoreError::row("users", column, row.id, source);
        Ok(Self {
            id: row.id.into(),
            email: row.email.parse().map_err(|e| unreadable("email", e))?,
            name: row.name.parse().map_err(|e| unreadable("name", e))?,
            is_operator: row.is_operator,
            disabled_at: row.disabled_at,
            created_at: row.created_at,
        })
    }
}
