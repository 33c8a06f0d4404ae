//! How credentials look over HTTP.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use wire::{
    ids::{CredentialId, InstanceId},
    key::ApiKey,
    tenancy::Grant,
};

use crate::{
    app::credentials::OwnCredential,
    domain::{
        access::permissions,
        credential::{Key, LastFailed, LastUsed, Preset},
    },
};

/// A machine identity of an instance: a Kafka principal.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Credential)]
pub(super) struct CredentialView {
    id: CredentialId,
    instance_id: InstanceId,
    name: String,
    /// The preset its grants began with.
    preset: Option<Preset>,
    /// All it may do.
    grants: Vec<Grant>,
    active_on: ActiveOnView,
    /// Its live keys.
    keys: Vec<KeyView>,
    /// What the caller may do with it.
    permissions: Vec<&'static str>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// On how many of the instance's gateways the newest state of credential and keys is in force. A
/// gateway that is away counts in `of` alone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ActiveOn)]
struct ActiveOnView {
    gateways: i64,
    of: i64,
}

/// One key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Key)]
struct KeyView {
    /// The SASL user name.
    #[schema(example = "k0123456789abcde")]
    id: String,
    created_at: DateTime<Utc>,
    /// When it stops working; null for never.
    expires_at: Option<DateTime<Utc>>,
    last_used: Option<LastUsedView>,
    /// How many sign-ins with it failed.
    failed_count: i64,
    last_failed: Option<LastFailedView>,
}

/// The latest sign-in with a key that failed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LastFailed)]
struct LastFailedView {
    at: DateTime<Utc>,
    address: Option<String>,
    /// Why, such as `wrong_key` or `expired_key`.
    reason: Option<String>,
}

impl From<LastFailed> for LastFailedView {
    fn from(failed: LastFailed) -> Self {
        Self { at: failed.at, address: failed.address, reason: failed.reason }
    }
}

/// The latest sign-in with a key that a gateway reported.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LastUsed)]
struct LastUsedView {
    at: DateTime<Utc>,
    address: Option<String>,
    client_id: Option<String>,
    /// The client's library and version.
    software: Option<String>,
}

impl From<LastUsed> for LastUsedView {
    fn from(used: LastUsed) -> Self {
        Self {
            at: used.at,
            address: used.address,
            client_id: used.client_id,
            software: used.software,
        }
    }
}

impl From<Key> for KeyView {
    fn from(key: Key) -> Self {
        Self {
            id: key.id.into(),
            created_at: key.created_at,
            expires_at: key.expires_at,
            last_used: key.last_used.map(LastUsedView::from),
            failed_count: key.failed_count,
            last_failed: key.last_failed.map(LastFailedView::from),
        }
    }
}

impl From<OwnCredential> for CredentialView {
    fn from(own: OwnCredential) -> Self {
        let OwnCredential { credential, keys, active_on, role } = own;
        Self {
            id: credential.id,
            instance_id: credential.instance_id,
            name: credential.name.into(),
            preset: credential.preset,
            grants: credential.grants,
            active_on: ActiveOnView { gateways: active_on.gateways, of: active_on.of },
            keys: keys.into_iter().map(KeyView::from).collect(),
            permissions: permissions(role),
            created_at: credential.created_at,
            updated_at: credential.updated_at,
        }
    }
}

/// A credential with the secret of a new key, shown this once.
#[derive(Serialize, ToSchema)]
pub(super) struct CredentialCreated {
    #[serde(flatten)]
    credential: CredentialView,
    /// Keep it safe: it cannot be shown again.
    secret: KeySecret,
}

/// The secret of a new key.
#[derive(Serialize, ToSchema)]
struct KeySecret {
    /// The SASL user name, for PLAIN and SCRAM.
    key_id: String,
    /// The SASL password.
    #[schema(example = "mr_k0123456789abcde_…")]
    api_key: String,
}

impl CredentialCreated {
    pub(super) fn new(own: OwnCredential, key: &ApiKey) -> Self {
        Self {
            credential: own.into(),
            secret: KeySecret { key_id: key.id.to_string(), api_key: key.text.expose().clone() },
        }
    }
}
