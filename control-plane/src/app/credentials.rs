//! Credentials and their keys.
//!
//! A key's secret exists from here to the answer that shows it once. What is kept are verifiers:
//! a keyed hash for PLAIN, and one SCRAM verifier per mechanism. Every change that gateways must
//! know becomes a tenancy record in the same transaction.

mod keys;

use std::{collections::BTreeMap, time::Duration};

use chrono::TimeDelta;
use wire::{
    ids::{CredentialId, InstanceId},
    key::ApiKey,
    tenancy::{Grant, RecordKey},
};

use super::{
    App, AppError, Caller, Conflict, FieldError, Noun, audit, instances::authorize_on,
    patience::Patience,
};
use crate::{
    domain::{
        access::{Action, Role},
        audit::Subject,
        clock::{DateTime, Utc},
        credential::{ActiveOn, Credential, CredentialFilter, Key, Preset},
        grant,
        instance::Instance,
        name::Name,
        page::{Page, PageRequest, Place},
        work::WorkKind,
    },
    store::{self, OrgScope, Tx, credentials, instances, tenancy, work},
};

pub use keys::{add_key, revoke_key};

/// A gateway reports every second; one that has been silent for so long is taken to be away. Leaves room
/// for clocks that differ and for a reader of reports that has to catch up.
pub(super) const SILENCE: TimeDelta = TimeDelta::seconds(30);

/// The most credentials of one instance: gateways hold them all in memory.
const MAX_CREDENTIALS: i64 = 1000;

/// A credential as its owner sees it.
#[derive(Debug)]
pub struct OwnCredential {
    /// The credential.
    pub credential: Credential,
    /// Its live keys.
    pub keys: Vec<Key>,
    /// On how many gateways its newest state is in force.
    pub active_on: ActiveOn,
    /// What the caller is in its org.
    pub role: Role,
}

/// What a new credential shall be.
#[derive(Debug)]
pub struct NewCredential {
    /// What its owner calls it.
    pub name: Name,
    /// What it may do.
    pub permissions: Permissions,
    /// When its first key stops working.
    pub key_expires_at: Option<DateTime<Utc>>,
}

/// What a credential may do: the grants of a preset, and further ones.
#[derive(Debug, Clone, Default)]
pub struct Permissions {
    /// A usual set.
    pub preset: Option<Preset>,
    /// Grants besides.
    pub grants: Vec<Grant>,
}

impl Permissions {
    /// All grants together, if each makes sense and there is at least one.
    fn grants(&self) -> Result<Vec<Grant>, AppError> {
        let mut errors = Vec::new();
        for (at, grant) in self.grants.iter().enumerate() {
            if let Err(invalid) = grant::check(grant) {
                errors.push(FieldError::at(format!("/grants/{at}"), invalid));
            }
        }
        let mut grants = self.preset.map(Preset::grants).unwrap_or_default();
        grants.extend(self.grants.iter().cloned());
        if grants.is_empty() {
            let detail = "give a `preset` or at least one grant";
            errors.push(FieldError::new("/grants", "required", detail));
        }
        if grants.len() > grant::MAX_GRANTS {
            let detail = format!("at most {} grants", grant::MAX_GRANTS);
            errors.push(FieldError::new("/grants", "too_many", detail));
        }
        if errors.is_empty() { Ok(grants) } else { Err(AppError::Invalid(errors)) }
    }
}

/// Locks an instance that is not on its way out, so that the reconciler and this change of its
/// records come one after the other.
async fn lock_instance(
    tx: &mut Tx,
    scope: &OrgScope,
    id: InstanceId,
) -> Result<Instance, AppError> {
    let instance = instances::lock(tx, scope, id).await?.ok_or(AppError::Gone(Noun::Instance))?;
    if instance.phase.is_leaving() {
        let detail = "the instance is being deleted".to_owned();
        return Err(Conflict::WrongState { detail }.into());
    }
    Ok(instance)
}

async fn lock_credential(
    tx: &mut Tx,
    scope: &OrgScope,
    instance: InstanceId,
    id: CredentialId,
) -> Result<Credential, AppError> {
    let found = credentials::lock(tx, scope, instance, id).await?;
    found.ok_or(AppError::NotFound(Noun::Credential))
}

/// Tells the instance's gateways. An instance without a cluster tells them all when it gets one.
async fn publish(
    app: &App,
    tx: &mut Tx,
    instance: &Instance,
    credential: &Credential,
) -> Result<(), AppError> {
    if let Some(cluster) = instance.cluster_id {
        let key = RecordKey::Credential(credential.id);
        tenancy::put(tx, cluster, &key, &credential.record(), app.now()).await?;
        work::wake(tx, WorkKind::Tenancy.name(), cluster.uuid()).await?;
    }
    Ok(())
}

/// Issues a credential with its first key, whose secret is shown this once.
pub async fn create(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    instance: InstanceId,
    new: NewCredential,
) -> Result<(OwnCredential, ApiKey), AppError> {
    let scope = authorize_on(app, tx, caller, Action::CredentialCreate, instance).await?;
    let grants = new.permissions.grants()?;
    let (made, key) = keys::make(app, new.key_expires_at).await?;
    let instance = lock_instance(tx, &scope, instance).await?;
    let used = credentials::count(tx, &scope, instance.id).await?;
    if used >= MAX_CREDENTIALS {
        let (quota, limit, requested) = ("credentials", MAX_CREDENTIALS, 1);
        return Err(AppError::QuotaExceeded { quota, limit, used, requested });
    }
    let now = app.now();
    let credential = Credential {
        id: CredentialId::new(&*app.clock, &*app.entropy),
        org_id: scope.org(),
        instance_id: instance.id,
        name: new.name,
        preset: new.permissions.preset,
        grants,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    credentials::insert(tx, &scope, &credential).await.map_err(|error| {
        AppError::name_taken(error, credentials::NAME_KEY, Noun::Credential, &credential.name)
    })?;
    publish(app, tx, &instance, &credential).await?;
    keys::store(app, tx, &scope, &instance, credential.id, &made).await?;
    let detail = serde_json::json!({
        "instance_id": instance.id, "name": credential.name, "grants": credential.grants,
        "key_id": key.id,
    });
    let subject = Subject::new("credential", credential.id);
    audit::record(app, tx, &scope, Action::CredentialCreate, subject, detail).await?;
    let own = describe(app, tx, &scope, &instance, vec![credential]).await?.remove(0);
    Ok((own, key))
}

/// One credential.
pub async fn get(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    (instance, id): (InstanceId, CredentialId),
) -> Result<OwnCredential, AppError> {
    let scope = authorize_on(app, tx, caller, Action::CredentialRead, instance).await?;
    let instance = super::instances::require(tx, &scope, instance).await?;
    let found = credentials::get(tx, &scope, instance.id, id).await?;
    let credential = found.ok_or(AppError::NotFound(Noun::Credential))?;
    Ok(describe(app, tx, &scope, &instance, vec![credential]).await?.remove(0))
}

/// Waits until a credential's newest state is in force on all gateways, at most `patience`, and returns
/// it as it is then: `active_on` tells how far it came.
pub async fn wait_until_active(
    app: &App,
    caller: &Caller,
    which: (InstanceId, CredentialId),
    patience: Duration,
) -> Result<OwnCredential, AppError> {
    let mut patience = Patience::new(app, patience);
    loop {
        let mut tx = app.begin().await?;
        let own = get(app, &mut tx, caller, which).await?;
        tx.rollback().await?;
        if own.active_on.everywhere() || !patience.pause().await {
            return Ok(own);
        }
    }
}

/// An instance's credentials.
pub async fn list(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    instance: InstanceId,
    filter: CredentialFilter,
    page: &PageRequest<Place<CredentialId>>,
) -> Result<Page<OwnCredential, Place<CredentialId>>, AppError> {
    let scope = authorize_on(app, tx, caller, Action::CredentialRead, instance).await?;
    let instance = super::instances::require(tx, &scope, instance).await?;
    let page = credentials::list(tx, &scope, instance.id, filter, page).await?;
    let items = describe(app, tx, &scope, &instance, page.items).await?;
    Ok(Page { items, next: page.next })
}

/// What to change; `None` leaves it.
#[derive(Debug, Default)]
pub struct CredentialChange {
    /// What its owner calls it.
    pub name: Option<Name>,
    /// What it may do, in place of what it could before.
    pub permissions: Option<Permissions>,
}

/// Changes name or grants; open connections are held to the new grants at once.
pub async fn update(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    (instance, id): (InstanceId, CredentialId),
    change: CredentialChange,
    check: impl FnOnce(i64) -> Result<(), AppError>,
) -> Result<OwnCredential, AppError> {
    let scope = authorize_on(app, tx, caller, Action::CredentialUpdate, instance).await?;
    let instance = lock_instance(tx, &scope, instance).await?;
    let before = lock_credential(tx, &scope, instance.id, id).await?;
    check(before.version)?;
    let mut credential = before.clone();
    if let Some(name) = change.name {
        credential.name = name;
    }
    if let Some(permissions) = change.permissions {
        credential.grants = permissions.grants()?;
        credential.preset = permissions.preset;
    }
    if credential != before {
        credential.version += 1;
        credential.updated_at = app.now();
        credentials::update(tx, &scope, &credential).await.map_err(|error| {
            AppError::name_taken(error, credentials::NAME_KEY, Noun::Credential, &credential.name)
        })?;
        publish(app, tx, &instance, &credential).await?;
        let detail = serde_json::json!({
            "instance_id": instance.id,
            "name": { "from": before.name, "to": credential.name },
            "grants": { "from": before.grants, "to": credential.grants },
        });
        let subject = Subject::new("credential", id);
        audit::record(app, tx, &scope, Action::CredentialUpdate, subject, detail).await?;
    }
    Ok(describe(app, tx, &scope, &instance, vec![credential]).await?.remove(0))
}

/// Deletes a credential with its keys; their connections are cut.
pub async fn delete(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    (instance, id): (InstanceId, CredentialId),
    check: impl FnOnce(i64) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let scope = authorize_on(app, tx, caller, Action::CredentialDelete, instance).await?;
    let instance = lock_instance(tx, &scope, instance).await?;
    let credential = lock_credential(tx, &scope, instance.id, id).await?;
    check(credential.version)?;
    let now = app.now();
    for key in store::keys::list(tx, &scope, &[id]).await? {
        keys::withdraw(app, tx, &scope, &instance, id, &key.id).await?;
    }
    credentials::delete(tx, &scope, id, now).await?;
    if let Some(cluster) = instance.cluster_id {
        tenancy::tombstone(tx, cluster, &RecordKey::Credential(id), now).await?;
        work::wake(tx, WorkKind::Tenancy.name(), cluster.uuid()).await?;
    }
    let detail = serde_json::json!({ "instance_id": instance.id, "name": credential.name });
    let subject = Subject::new("credential", id);
    audit::record(app, tx, &scope, Action::CredentialDelete, subject, detail).await
}

/// Credentials with their keys and where they are in force.
async fn describe(
    app: &App,
    tx: &mut Tx,
    scope: &OrgScope,
    instance: &Instance,
    credentials: Vec<Credential>,
) -> Result<Vec<OwnCredential>, AppError> {
    let ids: Vec<CredentialId> = credentials.iter().map(|credential| credential.id).collect();
    let mut keys: BTreeMap<CredentialId, Vec<Key>> = BTreeMap::new();
    for key in store::keys::list(tx, scope, &ids).await? {
        keys.entry(key.credential_id).or_default().push(key);
    }
    let active = match instance.cluster_id {
        Some(cluster) => {
            let heard_since = app.now() - SILENCE;
            store::credentials::active_on(tx, scope, cluster, &ids, heard_since).await?
        }
        None => BTreeMap::new(),
    };
    let own = credentials.into_iter().map(|credential| OwnCredential {
        keys: keys.remove(&credential.id).unwrap_or_default(),
        active_on: active.get(&credential.id).copied().unwrap_or(ActiveOn { gateways: 0, of: 0 }),
        role: scope.role(),
        credential,
    });
    Ok(own.collect())
}
