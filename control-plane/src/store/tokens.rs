//! API tokens: verifiers, never secrets.

use wire::{
    ids::TokenId,
    key::{KeyId, Verifier},
};

use super::{OrgScope, StoreError, Tx, page::page_of};
use crate::domain::{
    access::UnknownRole,
    clock::{DateTime, TimeDelta, Utc},
    name::Invalid,
    page::{Page, PageRequest, Place},
    token::{Token, TokenVerifier},
};

/// The index that keeps the names of an org's live tokens apart.
pub const NAME_KEY: &str = "tokens_live_name_key";

/// How exactly the time of last use is kept: a write per request would cost more than it tells.
pub(super) const LAST_USED_PRECISION: TimeDelta = TimeDelta::minutes(1);

/// Adds a token.
pub async fn insert(
    tx: &mut Tx,
    scope: &OrgScope,
    token: &Token,
    verifier: &Verifier,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into tokens (id, org_id, name, role, key_id, hmac, pepper_version, created_by, \
         created_at, updated_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)",
        token.id.uuid(),
        scope.org().uuid(),
        token.name.as_str(),
        token.role.name(),
        token.key_id.as_str(),
        verifier.hmac,
        i16::try_from(verifier.pepper_version).unwrap_or(i16::MAX),
        token.created_by.uuid(),
        token.created_at,
        token.expires_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The org's live tokens.
pub async fn list(
    tx: &mut Tx,
    scope: &OrgScope,
    page: &PageRequest<Place<TokenId>>,
) -> Result<Page<Token, Place<TokenId>>, StoreError> {
    let rows = page_of!(
        tx,
        page,
        Row,
        "select id, org_id, name, role, key_id, created_by, version, created_at, updated_at, \
         expires_at, last_used_at from tokens where org_id = $7 and revoked_at is null",
        scope.org().uuid(),
    )?;
    let tokens = rows.into_iter().map(Token::try_from).collect::<Result<_, _>>()?;
    Ok(Page::cut(tokens, page, |token: &Token| Place {
        id: token.id,
        created_at: token.created_at,
        name: token.name.to_string(),
    }))
}

/// One of the org's live tokens.
pub async fn get(tx: &mut Tx, scope: &OrgScope, id: TokenId) -> Result<Option<Token>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, org_id, name, role, key_id, created_by, version, created_at, updated_at, \
         expires_at, last_used_at from tokens where org_id = $1 and id = $2 and revoked_at is null",
        scope.org().uuid(),
        id.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Token::try_from)
    .transpose()
}

/// Revokes one of the org's tokens; false if it has no such live one.
pub async fn revoke(
    tx: &mut Tx,
    scope: &OrgScope,
    id: TokenId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update tokens set revoked_at = $3, version = version + 1, updated_at = $3 \
         where org_id = $1 and id = $2 and revoked_at is null",
        scope.org().uuid(),
        id.uuid(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What is needed to check a token that was presented. Not scoped: it is how a caller becomes one.
pub async fn find_verifier(tx: &mut Tx, key: &KeyId) -> Result<Option<TokenVerifier>, StoreError> {
    let row = sqlx::query!(
        "select id, org_id, hmac, pepper_version, expires_at, last_used_at from tokens \
         where key_id = $1 and revoked_at is null",
        key.as_str()
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| {
        let pepper_version = u16::try_from(row.pepper_version)
            .map_err(|source| StoreError::row("tokens", "pepper_version", row.id, source))?;
        Ok(TokenVerifier {
            id: row.id.into(),
            org_id: row.org_id.into(),
            verifier: Verifier { pepper_version, hmac: row.hmac },
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
        })
    })
    .transpose()
}

/// Notes that a token was presented.
pub async fn touch(
    tx: &mut Tx,
    token: &TokenVerifier,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if token.last_used_at.is_some_and(|at| now - at < LAST_USED_PRECISION) {
        return Ok(());
    }
    sqlx::query!("update tokens set last_used_at = $2 where id = $1", token.id.uuid(), now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

struct Row {
    id: uuid::Uuid,
    org_id: uuid::Uuid,
    name: String,
    role: String,
    key_id: String,
    created_by: uuid::Uuid,
    version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Token {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            org_id: row.org_id.into(),
            name: row
                .name
                .parse()
                .map_err(|e: Invalid| StoreError::row("tokens", "name", row.id, e))?,
            role: row
                .role
                .parse()
                .map_err(|e: UnknownRole| StoreError::row("tokens", "role", row.id, e))?,
            key_id: row
                .key_id
                .try_into()
                .map_err(|e: wire::key::KeyError| StoreError::row("tokens", "key_id", row.id, e))?,
            created_by: row.created_by.into(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
        })
    }
}
