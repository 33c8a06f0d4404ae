//! Keys: made, shown once, verified ever after, revoked.

use wire::{
    ids::{CredentialId, InstanceId},
    key::{ApiKey, KeyId, KeyKind, Verifier},
    scram::{ITERATIONS, Mechanism, ScramVerifier},
    tenancy::{self as records, Record, RecordKey},
};

use super::{OwnCredential, describe, lock_credential, lock_instance};
use crate::{
    app::{App, AppError, Caller, Conflict, Noun, audit, instances::authorize_on},
    domain::{
        access::Action,
        audit::Subject,
        clock::{DateTime, Utc},
        credential::MAX_LIVE_KEYS,
        instance::Instance,
        work::WorkKind,
    },
    store::{
        OrgScope, Tx,
        keys::{self, NewKey},
        tenancy, work,
    },
};

/// What is kept of a key.
pub(super) struct MadeKey {
    id: KeyId,
    verifier: Verifier,
    scram: Vec<ScramVerifier>,
    expires_at: Option<DateTime<Utc>>,
}

/// Makes a key. Deriving the SCRAM verifiers takes milliseconds of computing, so it happens beside
/// the runtime's own threads.
pub(super) async fn make(
    app: &App,
    expires_at: Option<DateTime<Utc>>,
) -> Result<(MadeKey, ApiKey), AppError> {
    if expires_at.is_some_and(|end| end <= app.now()) {
        let detail = "a key has to expire in the future";
        return Err(AppError::field("/expires_at", "in_the_past", detail));
    }
    let key = ApiKey::generate(KeyKind::Kafka, &*app.entropy);
    let verifier = app.keyring.pepper().verifier(&key);
    let salts: [[u8; 24]; 2] = [app.entropy.bytes(), app.entropy.bytes()];
    let password = key.text.clone();
    let derive = move || {
        [Mechanism::Sha256, Mechanism::Sha512]
            .into_iter()
            .zip(salts)
            .map(|(mechanism, salt)| {
                ScramVerifier::derive(mechanism, password.expose(), salt.to_vec(), ITERATIONS)
            })
            .collect()
    };
    let scram = tokio::task::spawn_blocking(derive)
        .await
        .map_err(|error| AppError::internal("derive SCRAM verifiers", error))?;
    Ok((MadeKey { id: key.id.clone(), verifier, scram, expires_at }, key))
}

/// Stores a key and tells the instance's gateways.
pub(super) async fn store(
    app: &App,
    tx: &mut Tx,
    scope: &OrgScope,
    instance: &Instance,
    credential: CredentialId,
    made: &MadeKey,
) -> Result<(), AppError> {
    let now = app.now();
    let new = NewKey {
        id: &made.id,
        credential_id: credential,
        verifier: &made.verifier,
        scram: &made.scram,
        expires_at: made.expires_at,
        now,
    };
    keys::insert(tx, scope, &new).await?;
    if let Some(cluster) = instance.cluster_id {
        let record = Record::Key(Box::new(records::Key {
            credential_id: credential,
            verifier: made.verifier.clone(),
            scram: made.scram.clone(),
            expires_at: made.expires_at.map(|at| at.timestamp_millis()),
        }));
        tenancy::put(tx, cluster, &RecordKey::Key(made.id.clone()), &record, now).await?;
        work::wake(tx, WorkKind::Tenancy.name(), cluster.uuid()).await?;
    }
    Ok(())
}

/// Revokes a key and tells the instance's gateways; false if it is not there.
pub(super) async fn withdraw(
    app: &App,
    tx: &mut Tx,
    scope: &OrgScope,
    instance: &Instance,
    credential: CredentialId,
    key: &KeyId,
) -> Result<bool, AppError> {
    let now = app.now();
    if !keys::revoke(tx, scope, credential, key, now).await? {
        return Ok(false);
    }
    if let Some(cluster) = instance.cluster_id {
        tenancy::tombstone(tx, cluster, &RecordKey::Key(key.clone()), now).await?;
        work::wake(tx, WorkKind::Tenancy.name(), cluster.uuid()).await?;
    }
    Ok(true)
}

/// Adds a key to a credential; its secret is shown this once.
pub async fn add_key(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    (instance, id): (InstanceId, CredentialId),
    expires_at: Option<DateTime<Utc>>,
) -> Result<(OwnCredential, ApiKey), AppError> {
    let scope = authorize_on(app, tx, caller, Action::KeyCreate, instance).await?;
    let (made, key) = make(app, expires_at).await?;
    let instance = lock_instance(tx, &scope, instance).await?;
    let credential = lock_credential(tx, &scope, instance.id, id).await?;
    let now = app.now();
    let held = keys::list(tx, &scope, &[id]).await?;
    let live: Vec<&str> = held
        .iter()
        .filter(|key| key.expires_at.is_none_or(|end| end > now))
        .map(|key| key.id.as_str())
        .collect();
    if live.len() >= MAX_LIVE_KEYS {
        let detail = format!(
            "the credential has {MAX_LIVE_KEYS} live keys already ({}); revoke one of them first",
            live.join(", ")
        );
        return Err(Conflict::WrongState { detail }.into());
    }
    store(app, tx, &scope, &instance, id, &made).await?;
    let detail = serde_json::json!({
        "instance_id": instance.id, "credential_id": id, "expires_at": expires_at,
    });
    let subject = Subject::new("key", &key.id);
    audit::record(app, tx, &scope, Action::KeyCreate, subject, detail).await?;
    Ok((describe(app, tx, &scope, &instance, vec![credential]).await?.remove(0), key))
}

/// Revokes a key; its connections are cut.
pub async fn revoke_key(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    (instance, id, key): (InstanceId, CredentialId, KeyId),
) -> Result<(), AppError> {
    let scope = authorize_on(app, tx, caller, Action::KeyRevoke, instance).await?;
    let instance = lock_instance(tx, &scope, instance).await?;
    lock_credential(tx, &scope, instance.id, id).await?;
    if !withdraw(app, tx, &scope, &instance, id, &key).await? {
        return Err(AppError::NotFound(Noun::Key));
    }
    let detail = serde_json::json!({ "instance_id": instance.id, "credential_id": id });
    let subject = Subject::new("key", &key);
    audit::record(app, tx, &scope, Action::KeyRevoke, subject, detail).await
}
