//! Tenancy records by key, and the rule that a lower revision never wins.
//!
//! A deleted record leaves its revision behind, so that an older version that turns up later (after
//! compaction, or written by a deposed writer) does not bring it back.

use std::{collections::HashMap, sync::Arc};

use wire::{
    clock::UnixMillis,
    ids::{CredentialId, InstanceId},
    key::KeyId,
    tenancy::{
        Credential, Grant, Key, Record, RecordError, RecordKey, Revision, SigningKey, Tenant,
        TenantPrefix, TenantState,
    },
};

/// A record as it stands in the log.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// Its place.
    pub offset: i64,
    /// The record's key.
    pub key: &'a [u8],
    /// The record's value; none deletes.
    pub value: Option<&'a [u8]>,
    /// The revision header.
    pub revision: Option<&'a [u8]>,
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It is in force now.
    Changed,
    /// A record with a higher revision is in force.
    Older,
}

/// A record that is left out; what was in force before stays so.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// Not text, or no known kind.
    #[error("a tenancy record's key is not UTF-8 text")]
    Key,
    /// No readable revision.
    #[error("tenancy record `{0}` has no revision header with a whole number")]
    Revision(RecordKey),
    /// The content does not decode.
    #[error("a tenancy record cannot be read")]
    Record(#[from] RecordError),
}

/// Who a client proved to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Identity {
    /// Holder of an API key.
    Key(KeyId),
    /// The control plane, acting for somebody.
    Token(Arc<Token>),
}

/// A verified access token of the control plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// The signing key that vouches for it.
    pub kid: String,
    /// The instance to act in.
    pub tenant: InstanceId,
    /// The acting user or API token.
    pub actor: String,
    /// What the actor may do.
    pub grants: Arc<[Grant]>,
    /// When it ends.
    pub expires_at: UnixMillis,
}

/// What an identity amounts to right now.
#[derive(Debug, Clone)]
pub struct Access {
    /// The tenant it belongs to.
    pub tenant_id: InstanceId,
    /// That tenant's record.
    pub tenant: Arc<Tenant>,
    /// What it may do there.
    pub grants: Arc<[Grant]>,
    /// When it ends, if ever.
    pub expires_at: Option<UnixMillis>,
}

/// Why an identity amounts to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// No such key, credential, signing key or tenant.
    #[error("the key does not exist or was revoked")]
    Unknown,
    /// Its time is over.
    #[error("the key has expired")]
    Expired,
    /// The tenant is suspended.
    #[error("the instance is suspended")]
    Suspended,
}

impl Denied {
    /// The reason as reports name it.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Unknown => "unknown_key",
            Self::Expired => "expired_key",
            Self::Suspended => "suspended",
        }
    }
}

#[derive(Debug)]
struct CredentialEntry {
    instance_id: InstanceId,
    grants: Arc<[Grant]>,
}

/// All records in force.
#[derive(Debug, Default)]
pub struct State {
    revisions: HashMap<RecordKey, Revision>,
    tenants: HashMap<InstanceId, Arc<Tenant>>,
    credentials: HashMap<CredentialId, CredentialEntry>,
    keys: HashMap<KeyId, Arc<Key>>,
    signing_keys: HashMap<String, Arc<SigningKey>>,
}

impl State {
    /// Puts a record in force unless a later revision is.
    pub fn apply(&mut self, incoming: &Incoming<'_>) -> Result<Applied, ApplyError> {
        let key: RecordKey =
            std::str::from_utf8(incoming.key).map_err(|_| ApplyError::Key)?.parse()?;
        let revision = incoming
            .revision
            .and_then(|text| std::str::from_utf8(text).ok()?.parse::<Revision>().ok())
            .ok_or_else(|| ApplyError::Revision(key.clone()))?;
        if self.revisions.get(&key).is_some_and(|held| revision < *held) {
            return Ok(Applied::Older);
        }
        match incoming.value.map(|value| Record::decode(&key, value)).transpose()? {
            Some(record) => self.put(&key, record),
            None => self.remove(&key),
        }
        self.revisions.insert(key, revision);
        Ok(Applied::Changed)
    }

    fn put(&mut self, key: &RecordKey, record: Record) {
        match (key, record) {
            (RecordKey::Tenant(id), Record::Tenant(tenant)) => {
                self.tenants.insert(*id, Arc::from(tenant));
            }
            (
                RecordKey::Credential(id),
                Record::Credential(Credential { instance_id, grants, .. }),
            ) => {
                self.credentials
                    .insert(*id, CredentialEntry { instance_id, grants: grants.into() });
            }
            (RecordKey::Key(id), Record::Key(key)) => {
                self.keys.insert(id.clone(), Arc::from(key));
            }
            (RecordKey::SigningKey(kid), Record::SigningKey(key)) => {
                self.signing_keys.insert(kid.clone(), Arc::new(key));
            }
            (key, record) => {
                unreachable!("`Record::decode` chose the kind by the key: {key}, {record:?}")
            }
        }
    }

    fn remove(&mut self, key: &RecordKey) {
        match key {
            RecordKey::Tenant(id) => drop(self.tenants.remove(id)),
            RecordKey::Credential(id) => drop(self.credentials.remove(id)),
            RecordKey::Key(id) => drop(self.keys.remove(id)),
            RecordKey::SigningKey(kid) => drop(self.signing_keys.remove(kid)),
        }
    }

    /// The record of a key, to verify a sign-in with.
    pub fn key(&self, id: &KeyId) -> Option<Arc<Key>> {
        self.keys.get(id).cloned()
    }

    /// A public key of the control plane.
    pub fn signing_key(&self, kid: &str) -> Option<Arc<SigningKey>> {
        self.signing_keys.get(kid).cloned()
    }

    /// All tenants' name spaces.
    pub fn prefixes(&self) -> Vec<(InstanceId, TenantPrefix)> {
        self.tenants.iter().map(|(id, tenant)| (*id, tenant.prefix)).collect()
    }

    /// A tenant's record.
    pub fn tenant(&self, id: InstanceId) -> Option<&Arc<Tenant>> {
        self.tenants.get(&id)
    }

    /// What an identity may do at this moment.
    pub fn resolve(&self, identity: &Identity, now: UnixMillis) -> Result<Access, Denied> {
        let (tenant_id, grants, expires_at) = match identity {
            Identity::Key(id) => {
                let key = self.keys.get(id).ok_or(Denied::Unknown)?;
                let credential = self.credentials.get(&key.credential_id).ok_or(Denied::Unknown)?;
                (credential.instance_id, &credential.grants, key.expires_at)
            }
            Identity::Token(token) => {
                if !self.signing_keys.contains_key(&token.kid) {
                    return Err(Denied::Unknown);
                }
                (token.tenant, &token.grants, Some(token.expires_at))
            }
        };
        if expires_at.is_some_and(|at| at <= now) {
            return Err(Denied::Expired);
        }
        let tenant = self.tenants.get(&tenant_id).ok_or(Denied::Unknown)?;
        match tenant.state {
            TenantState::Active => Ok(Access {
                tenant_id,
                tenant: Arc::clone(tenant),
                grants: Arc::clone(grants),
                expires_at,
            }),
            TenantState::Suspended => Err(Denied::Suspended),
        }
    }
}

#[cfg(test)]
mod tests {
    use wire::{
        entropy::SeededEntropy,
        key::{ApiKey, KeyKind, Pepper},
    };

    use super::*;

    const TENANT: &str = "inst_01jd7c4v9ke0xbt5q2m8n6rhwz";
    const CREDENTIAL: &str = "cred_01jd7c4v9ke0xbt5q2m8n6rhwz";

    fn tenant(state: &str) -> String {
        format!(
            r#"{{"org_id":"org_01jd7c4v9ke0xbt5q2m8n6rhwz","prefix":"abcdefghjk","state":"{state}",
            "limits":{{"partitions":10,"groups":5,"connections":5,"bytes_in_per_second":1000,
            "bytes_out_per_second":1000,"max_message_bytes":1000}},"topic_configs":{{}},
            "shown_cluster_id":"AAAAAAAAAAAAAAAAAAAAAA"}}"#
        )
    }

    fn apply(state: &mut State, key: &str, value: Option<&str>, revision: &str) -> Option<Applied> {
        let incoming = Incoming {
            offset: 0,
            key: key.as_bytes(),
            value: value.map(str::as_bytes),
            revision: Some(revision.as_bytes()),
        };
        state.apply(&incoming).ok()
    }

    fn populated() -> (State, Identity) {
        let key = ApiKey::generate(KeyKind::Kafka, &SeededEntropy::new(1));
        let verifier = Pepper::new(1, &[1; 32]).verifier(&key);
        let record = serde_json::to_string(&Key {
            credential_id: CREDENTIAL.parse().unwrap(),
            verifier,
            scram: vec![],
            expires_at: Some(1_000),
        });
        let credential = format!(r#"{{"instance_id":"{TENANT}","name":"app","grants":[]}}"#);
        let mut state = State::default();
        for (name, value) in [
            (format!("tenant/{TENANT}"), tenant("active")),
            (format!("credential/{CREDENTIAL}"), credential),
            (format!("key/{}", key.id), record.unwrap()),
        ] {
            assert_eq!(apply(&mut state, &name, Some(&value), "5"), Some(Applied::Changed));
        }
        (state, Identity::Key(key.id))
    }

    #[test]
    fn a_lower_revision_never_wins_not_even_over_a_deletion() {
        let mut state = State::default();
        let key = format!("tenant/{TENANT}");
        let id = TENANT.parse().unwrap();
        apply(&mut state, &key, Some(&tenant("suspended")), "7").unwrap();
        assert_eq!(apply(&mut state, &key, Some(&tenant("active")), "6"), Some(Applied::Older));
        assert_eq!(state.tenant(id).unwrap().state, TenantState::Suspended);
        assert_eq!(apply(&mut state, &key, None, "8"), Some(Applied::Changed));
        assert_eq!(apply(&mut state, &key, Some(&tenant("active")), "7"), Some(Applied::Older));
        assert!(state.tenant(id).is_none());
        apply(&mut state, &key, Some(&tenant("active")), "9").unwrap();
        assert!(state.tenant(id).is_some());
    }

    #[test]
    fn an_unreadable_record_leaves_the_old_one_in_force() {
        let mut state = State::default();
        let key = format!("tenant/{TENANT}");
        apply(&mut state, &key, Some(&tenant("active")), "1").unwrap();
        assert!(apply(&mut state, &key, Some("{}"), "2").is_none());
        assert!(apply(&mut state, &key, Some(&tenant("suspended")), "soon").is_none());
        assert!(apply(&mut state, "moon/1", Some("{}"), "2").is_none());
        let held = state.tenant(TENANT.parse().unwrap()).unwrap();
        assert_eq!(held.state, TenantState::Active);
    }

    #[test]
    fn access_ends_with_any_link_of_its_chain() {
        let (mut state, identity) = populated();
        let resolve = |state: &State, now| state.resolve(&identity, now).map(|a| a.tenant_id);
        assert_eq!(resolve(&state, 999), Ok(TENANT.parse().unwrap()));
        assert_eq!(resolve(&state, 1_000), Err(Denied::Expired));
        apply(&mut state, &format!("tenant/{TENANT}"), Some(&tenant("suspended")), "6").unwrap();
        assert_eq!(resolve(&state, 1), Err(Denied::Suspended));
        apply(&mut state, &format!("credential/{CREDENTIAL}"), None, "6").unwrap();
        assert_eq!(resolve(&state, 1), Err(Denied::Unknown));
    }

    #[test]
    fn a_token_needs_a_signing_key_in_force() {
        let (mut state, _) = populated();
        let identity = Identity::Token(Arc::new(Token {
            kid: "k1".to_owned(),
            tenant: TENANT.parse().unwrap(),
            actor: "user".to_owned(),
            grants: Arc::from([]),
            expires_at: 10,
        }));
        assert_eq!(state.resolve(&identity, 1).unwrap_err(), Denied::Unknown);
        let key = r#"{"public_key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}"#;
        apply(&mut state, "signing_key/k1", Some(key), "1").unwrap();
        assert!(state.resolve(&identity, 9).is_ok());
        assert_eq!(state.resolve(&identity, 10).unwrap_err(), Denied::Expired);
    }
}
