//! API tokens: how programs sign in at the REST API.

use chrono::{DateTime, Utc};
use wire::{
    ids::{OrgId, TokenId, UserId},
    key::{KeyId, Verifier},
};

use super::{access::Role, name::Name};

/// An org's automation token. Its secret is shown once and never stored.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its identifier.
    pub id: TokenId,
    /// The org it acts in.
    pub org_id: OrgId,
    /// Its name, unique among the org's live tokens.
    pub name: Name,
    /// What it may do.
    pub role: Role,
    /// The public part of its secret.
    pub key_id: KeyId,
    /// Who issued it.
    pub created_by: UserId,
    /// Rises with each change; the `ETag`.
    pub version: i64,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it stops working.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last presented, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// What is needed to check a presented token.
#[derive(Debug, Clone)]
pub struct TokenVerifier {
    /// Which token.
    pub id: TokenId,
    /// The org it acts in.
    pub org_id: OrgId,
    /// What it was made from.
    pub verifier: Verifier,
    /// When it stops working.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last presented.
    pub last_used_at: Option<DateTime<Utc>>,
}
