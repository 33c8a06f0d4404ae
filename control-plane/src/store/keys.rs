//! Keys of credentials: verifiers, never secrets.

use serde_json::Value;
use uuid::Uuid;
use wire::{
    ids::{CredentialId, InstanceId},
    key::{KeyId, Verifier},
    scram::ScramVerifier,
    tenancy,
};

use super::{OrgScope, StoreError, SystemScope, Tx};
use crate::domain::{
    clock::{DateTime, Utc},
    credential::{Key, LastFailed, LastUsed},
};

/// A key that was just made.
#[derive(Debug)]
pub struct NewKey<'a> {
    /// Its public part.
    pub id: &'a KeyId,
    /// The credential it proves.
    pub credential_id: CredentialId,
    /// For SASL PLAIN.
    pub verifier: &'a Verifier,
    /// For SASL SCRAM.
    pub scram: &'a [ScramVerifier],
    /// When it stops working.
    pub expires_at: Option<DateTime<Utc>>,
    /// Now.
    pub now: DateTime<Utc>,
}

/// Adds a key.
pub async fn insert(tx: &mut Tx, scope: &OrgScope, new: &NewKey<'_>) -> Result<(), StoreError> {
    let scram =
        serde_json::to_value(new.scram).map_err(|e| StoreError::row("keys", "scram", new.id, e))?;
    let version = i16::try_from(new.verifier.pepper_version)
        .map_err(|e| StoreError::row("keys", "pepper_version", new.id, e))?;
    sqlx::query!(
        "insert into keys (id, org_id, credential_id, hmac, pepper_version, scram, created_at, \
         expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id.as_str(),
        scope.org().uuid(),
        new.credential_id.uuid(),
        new.verifier.hmac,
        version,
        scram,
        new.now,
        new.expires_at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The live keys of some credentials, oldest first.
pub async fn list(
    tx: &mut Tx,
    scope: &OrgScope,
    credentials: &[CredentialId],
) -> Result<Vec<Key>, StoreError> {
    let ids: Vec<Uuid> = credentials.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, credential_id, created_at, expires_at, last_used_at, last_used_address, \
         last_used_client_id, last_used_software, failed_count, failed_at, failed_address, \
         failed_reason from keys where org_id = $1 and credential_id = any($2) and revoked_at is null \
         order by created_at, id",
        scope.org().uuid(),
        &ids
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Key::try_from).collect()
}

/// Revokes a live key of a credential; `false` if there is none of that id.
pub async fn revoke(
    tx: &mut Tx,
    scope: &OrgScope,
    credential: CredentialId,
    id: &KeyId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update keys set revoked_at = $4 \
         where org_id = $1 and credential_id = $2 and id = $3 and revoked_at is null",
        scope.org().uuid(),
        credential.uuid(),
        id.as_str(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The live keys of an instance as the data plane needs them.
pub async fn list_records_of_instance(
    tx: &mut Tx,
    _: &SystemScope,
    instance: InstanceId,
) -> Result<Vec<(KeyId, tenancy::Key)>, StoreError> {
    let rows = sqlx::query_as!(
        SecretRow,
        "select k.id, k.credential_id, k.hmac, k.pepper_version, k.scram, k.expires_at \
         from keys k join credentials c on c.id = k.credential_id \
         where c.instance_id = $1 and c.deleted_at is null and k.revoked_at is null",
        instance.uuid()
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(SecretRow::record).collect()
}

struct SecretRow {
    id: String,
    credential_id: Uuid,
    hmac: Vec<u8>,
    pepper_version: i16,
    scram: Value,
    expires_at: Option<DateTime<Utc>>,
}

impl SecretRow {
    fn record(self) -> Result<(KeyId, tenancy::Key), StoreError> {
        let id = key_id(self.id)?;
        let pepper_version = u16::try_from(self.pepper_version)
            .map_err(|e| StoreError::row("keys", "pepper_version", &id, e))?;
        let record = tenancy::Key {
            credential_id: self.credential_id.into(),
            verifier: Verifier { pepper_version, hmac: self.hmac },
            scram: serde_json::from_value(self.scram)
                .map_err(|e| StoreError::row("keys", "scram", &id, e))?,
            expires_at: self.expires_at.map(|at| at.timestamp_millis()),
        };
        Ok((id, record))
    }
}

fn key_id(text: String) -> Result<KeyId, StoreError> {
    KeyId::try_from(text.clone()).map_err(|e| StoreError::row("keys", "id", text, e))
}

struct Row {
    id: String,
    credential_id: Uuid,
    created_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
    last_used_address: Option<String>,
    last_used_client_id: Option<String>,
    last_used_software: Option<String>,
    failed_count: i64,
    failed_at: Option<DateTime<Utc>>,
    failed_address: Option<String>,
    failed_reason: Option<String>,
}

impl TryFrom<Row> for Key {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: key_id(row.id)?,
            credential_id: row.credential_id.into(),
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used: row.last_used_at.map(|at| LastUsed {
                at,
                address: row.last_used_address,
                client_id: row.last_used_client_id,
                software: row.last_used_software,
            }),
            failed_count: row.failed_count,
            last_failed: row.failed_at.map(|at| LastFailed {
                at,
                address: row.failed_address,
                reason: row.failed_reason,
            }),
        })
    }
}
