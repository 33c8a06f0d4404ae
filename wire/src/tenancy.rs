//! Tenancy records: the data plane's whole configuration.
//!
//! They live in the compacted, single-partition topic [`TOPIC`] of every cluster. The control plane
//! is the only writer; gateways replay the topic before they accept clients and follow it live, so
//! that the data plane needs neither Postgres nor the control plane to run, restart or authenticate.
//!
//! Each Kafka record has a text key ([`RecordKey`]), a JSON value ([`Record`]) or none (a tombstone),
//! and its revision in the header [`REVISION_HEADER`]. A lower revision never replaces a higher one.
//! Only a tombstone deletes: the absence of a record means nothing.

use std::{collections::BTreeMap, fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use ring::hmac;
use serde::{Deserialize, Serialize};

use crate::{
    clock::UnixMillis,
    entropy::Entropy,
    ids::{CredentialId, InstanceId, OrgId, random_text},
    key::{KeyId, Verifier},
    scram::ScramVerifier,
    secret::Secret,
};

/// The topic that holds tenancy records.
pub const TOPIC: &str = "__millrace_tenancy";
/// The record header with the revision as decimal text.
pub const REVISION_HEADER: &str = "revision";
/// The transactional id of the one writer per cluster; its producer epoch fences earlier writers.
pub const WRITER_TRANSACTIONAL_ID: &str = "__millrace_tenancy_writer";

/// Rises with every change of a record, across all records of a cluster.
pub type Revision = i64;

/// The name space of one tenant: ten characters that the tenant never chooses. All of a tenant's
/// topics, groups and transactional ids start with it and a hyphen on the cluster. The width is
/// fixed, so no tenant's prefix is the start of another's and every rename changes a length by
/// [`TenantPrefix::LEN`]. Without dots and underscores, which `KRaft` treats as alike.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TenantPrefix([u8; 11]);

/// A text is not ten characters of `[a-z0-9]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a tenant prefix is ten characters of [a-z0-9]")]
pub struct PrefixError;

impl TenantPrefix {
    /// Length on the wire, hyphen included.
    pub const LEN: usize = 11;

    /// A new random prefix (50 bits); the database makes it unique.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut bytes = [b'-'; Self::LEN];
        bytes[..10].copy_from_slice(random_text(entropy, 10).as_bytes());
        Self(bytes)
    }

    /// The prefix with its hyphen, as it stands before each physical name.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a tenant prefix is ASCII by construction")
    }

    /// The physical name of a tenant's `name`.
    pub fn physical(&self, name: &str) -> String {
        format!("{}{name}", self.as_str())
    }

    /// The tenant's name for `physical`, or `None` if it belongs to somebody else.
    pub fn logical<'a>(&self, physical: &'a str) -> Option<&'a str> {
        physical.strip_prefix(self.as_str())
    }

    /// The Kafka user the gateway signs in as on this tenant's behalf.
    pub fn upstream_user(&self) -> String {
        format!("t-{}", &self.as_str()[..10])
    }

    /// The password of [`Self::upstream_user`], derived from the cluster's secret, so that neither
    /// the database nor a tenancy record holds it.
    pub fn upstream_password(&self, cluster_secret: &Secret<Vec<u8>>) -> Secret<String> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, cluster_secret.expose());
        let tag = hmac::sign(&key, format!("upstream/{}", self.as_str()).as_bytes());
        Secret::new(BASE64.encode(tag.as_ref()))
    }
}

impl FromStr for TenantPrefix {
    type Err = PrefixError;

    /// Accepts the ten characters with or without the hyphen.
    fn from_str(text: &str) -> Result<Self, PrefixError> {
        let text = text.strip_suffix('-').unwrap_or(text).as_bytes();
        let valid =
            text.len() == 10 && text.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !valid {
            return Err(PrefixError);
        }
        let mut bytes = [b'-'; Self::LEN];
        bytes[..10].copy_from_slice(text);
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for TenantPrefix {
    type Error = PrefixError;

    fn try_from(text: String) -> Result<Self, PrefixError> {
        text.parse()
    }
}

impl From<TenantPrefix> for String {
    fn from(prefix: TenantPrefix) -> Self {
        prefix.as_str().to_owned()
    }
}

impl fmt::Display for TenantPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for TenantPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a record is about; the Kafka record's key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKey {
    /// A [`Tenant`].
    Tenant(InstanceId),
    /// A [`Credential`].
    Credential(CredentialId),
    /// A [`Key`].
    Key(KeyId),
    /// A [`SigningKey`], by its key id (`kid`).
    SigningKey(String),
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tenant(id) => write!(f, "tenant/{id}"),
            Self::Credential(id) => write!(f, "credential/{id}"),
            Self::Key(id) => write!(f, "key/{id}"),
            Self::SigningKey(kid) => write!(f, "signing_key/{kid}"),
        }
    }
}

/// A record that cannot be read. Readers skip it, say so, and keep what they had.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The key names no known kind of record: a newer writer's.
    #[error("unknown tenancy record key `{0}`")]
    UnknownKey(String),
    /// The value is not the JSON its key promises.
    #[error("tenancy record `{key}` does not decode")]
    Value {
        /// The record's key.
        key: String,
        /// What serde said.
        #[source]
        source: serde_json::Error,
    },
}

impl FromStr for RecordKey {
    type Err = RecordError;

    fn from_str(text: &str) -> Result<Self, RecordError> {
        let unknown = || RecordError::UnknownKey(text.to_owned());
        let (kind, id) = text.split_once('/').ok_or_else(unknown)?;
        match kind {
            "tenant" => id.parse().map(Self::Tenant).map_err(|_| unknown()),
            "credential" => id.parse().map(Self::Credential).map_err(|_| unknown()),
            "key" => KeyId::try_from(id.to_owned()).map(Self::Key).map_err(|_| unknown()),
            "signing_key" => Ok(Self::SigningKey(id.to_owned())),
            _ => Err(unknown()),
        }
    }
}

/// A record's content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Record {
    /// See [`Tenant`].
    Tenant(Box<Tenant>),
    /// See [`Credential`].
    Credential(Credential),
    /// See [`Key`].
    Key(Box<Key>),
    /// See [`SigningKey`].
    SigningKey(SigningKey),
}

impl Record {
    /// Reads the value that belongs to `key`.
    pub fn decode(key: &RecordKey, value: &[u8]) -> Result<Self, RecordError> {
        match key {
            RecordKey::Tenant(_) => serde_json::from_slice(value).map(Self::Tenant),
            RecordKey::Credential(_) => serde_json::from_slice(value).map(Self::Credential),
            RecordKey::Key(_) => serde_json::from_slice(value).map(Self::Key),
            RecordKey::SigningKey(_) => serde_json::from_slice(value).map(Self::SigningKey),
        }
        .map_err(|source| RecordError::Value { key: key.to_string(), source })
    }
}

/// An instance as the data plane sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tenant {
    /// Who owns it; for logs and metering.
    pub org_id: OrgId,
    /// Its name space on the cluster.
    pub prefix: TenantPrefix,
    /// Whether its clients are let in.
    pub state: TenantState,
    /// What it may use.
    pub limits: Limits,
    /// Which topic configurations it may set, and to what; any other is refused.
    pub topic_configs: BTreeMap<String, ConfigRule>,
    /// The cluster id shown to its clients: 22 characters, as wide as Kafka's own.
    pub shown_cluster_id: String,
}

/// Whether a tenant's clients are let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenantState {
    /// In service.
    Active,
    /// Connections are refused and open ones closed; data stays.
    Suspended,
}

/// What one instance may use. Each limit is on the instance as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Partitions of all topics together.
    pub partitions: u32,
    /// Consumer groups.
    pub groups: u32,
    /// Open client connections.
    pub connections: u32,
    /// Bytes produced per second, as counted on the wire.
    pub bytes_in_per_second: u64,
    /// Bytes fetched per second, as counted on the wire.
    pub bytes_out_per_second: u64,
    /// Largest record batch.
    pub max_message_bytes: u32,
}

/// What a tenant may set one topic configuration to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum ConfigRule {
    /// A whole number within bounds; `-1` (no limit) only if `unlimited`.
    Integer {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
        /// Whether `-1` is allowed.
        #[serde(default)]
        unlimited: bool,
        /// Set on new topics that do not choose a value themselves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        default: Option<i64>,
    },
    /// One of a list of texts.
    OneOf {
        /// The allowed values.
        values: Vec<String>,
        /// Set on new topics that do not choose a value themselves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        default: Option<String>,
    },
}

impl ConfigRule {
    /// Why `value` may not be set, in words for the tenant.
    pub fn check(&self, name: &str, value: &str) -> Result<(), String> {
        match self {
            Self::Integer { min, max, unlimited, .. } => {
                let number: i64 = value
                    .trim()
                    .parse()
                    .map_err(|_| format!("{name} must be a whole number, not `{value}`"))?;
                if (*min..=*max).contains(&number) || (*unlimited && number == -1) {
                    Ok(())
                } else {
                    Err(format!(
                        "{name} must be between {min} and {max} on this plan, not {number}"
                    ))
                }
            }
            Self::OneOf { values, .. } => {
                if values.iter().any(|allowed| allowed == value) {
                    Ok(())
                } else {
                    Err(format!(
                        "{name} must be one of {} on this plan, not `{value}`",
                        values.join(", ")
                    ))
                }
            }
        }
    }

    /// The value a new topic gets when it does not choose one.
    pub fn default_value(&self) -> Option<String> {
        match self {
            Self::Integer { default, .. } => default.map(|n| n.to_string()),
            Self::OneOf { default, .. } => default.clone(),
        }
    }
}

/// A machine identity of an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// The instance it belongs to.
    pub instance_id: InstanceId,
    /// The name its owner gave it; for logs.
    pub name: String,
    /// What it may do.
    pub grants: Vec<Grant>,
}

/// One live key of a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// The credential it signs in.
    pub credential_id: CredentialId,
    /// For SASL PLAIN.
    pub verifier: Verifier,
    /// For SASL SCRAM; one per mechanism.
    pub scram: Vec<ScramVerifier>,
    /// When it stops working.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<UnixMillis>,
}

/// A public key of the control plane, which signs the short-lived access tokens it presents itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKey {
    /// Ed25519 public key, 32 bytes.
    #[serde(with = "base64_bytes")]
    pub public_key: Vec<u8>,
}

/// Claims of the token with which the control plane acts on a user's behalf: an EdDSA JWT in SASL
/// OAUTHBEARER, valid for a minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    /// [`ACCESS_TOKEN_ISSUER`].
    pub iss: String,
    /// The cluster the token is for.
    pub aud: String,
    /// The acting user or API token, for the audit trail.
    pub sub: String,
    /// Issued at, seconds since the epoch.
    pub iat: i64,
    /// Not valid before, seconds since the epoch.
    pub nbf: i64,
    /// Expires, seconds since the epoch.
    pub exp: i64,
    /// The instance to act in.
    pub tenant: InstanceId,
    /// What the actor may do there.
    pub grants: Vec<Grant>,
}

/// `iss` of [`AccessClaims`].
pub const ACCESS_TOKEN_ISSUER: &str = "millrace-control-plane";
/// `typ` in the header of such a token; keeps other tokens of ours out.
pub const ACCESS_TOKEN_TYPE: &str = "millrace-access+jwt";

/// A permission: operations on the resources a pattern names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// What kind of resource.
    pub resource: ResourceType,
    /// The resource's name, the start of it if `pattern` is `prefixed`, or `*` for all.
    pub name: String,
    /// How `name` is compared.
    #[serde(default)]
    pub pattern: PatternType,
    /// What may be done with it.
    pub operations: Vec<AclOperation>,
}

/// Kafka's resource types that tenants have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResourceType {
    /// A topic.
    Topic,
    /// A consumer group.
    Group,
    /// A transactional id.
    TransactionalId,
    /// The instance as a whole.
    Cluster,
}

/// How a grant's name is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PatternType {
    /// Exactly.
    #[default]
    Literal,
    /// By its start.
    Prefixed,
}

/// Kafka's ACL operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AclOperation {
    /// Every operation.
    All,
    /// Fetch; join a group; commit offsets.
    Read,
    /// Produce.
    Write,
    /// Create a topic.
    Create,
    /// Delete a topic, its records or a group.
    Delete,
    /// Add partitions.
    Alter,
    /// See that it exists. Implied by read, write, delete and alter, as in Kafka.
    Describe,
    /// Read its configuration. Implied by `alter_configs`.
    DescribeConfigs,
    /// Change its configuration.
    AlterConfigs,
}

impl AclOperation {
    /// Whether holding `self` is enough to do `wanted` (Kafka's implications, `AclAuthorizer`).
    pub fn implies(self, wanted: Self) -> bool {
        self == wanted
            || self == Self::All
            || (wanted == Self::Describe
                && matches!(self, Self::Read | Self::Write | Self::Delete | Self::Alter))
            || (wanted == Self::DescribeConfigs && self == Self::AlterConfigs)
    }
}

impl Grant {
    /// A grant of everything on every resource of a type.
    pub fn everything(resource: ResourceType) -> Self {
        Self {
            resource,
            name: "*".to_owned(),
            pattern: PatternType::Literal,
            operations: vec![AclOperation::All],
        }
    }

    /// Whether this grant allows `operation` on the resource called `name` (a tenant's name).
    pub fn allows(&self, resource: ResourceType, name: &str, operation: AclOperation) -> bool {
        self.resource == resource
            && match self.pattern {
                PatternType::Literal => self.name == "*" || self.name == name,
                PatternType::Prefixed => name.starts_with(&self.name),
            }
            && self.operations.iter().any(|held| held.implies(operation))
    }
}

/// `serde(with)` for bytes as standard base64 text.
pub mod base64_bytes {
    use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
    use serde::{Deserialize as _, Deserializer, Serializer};

    /// Writes bytes as base64.
    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(bytes))
    }

    /// Reads base64 into bytes.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64.decode(text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn names_go_there_and_back_and_foreign_names_do_not() {
        let entropy = SeededEntropy::new(1);
        let (a, b) = (TenantPrefix::generate(&entropy), TenantPrefix::generate(&entropy));
        assert_eq!(a.logical(&a.physical("orders")), Some("orders"));
        assert_eq!(b.logical(&a.physical("orders")), None);
        assert_eq!(a.as_str().len(), TenantPrefix::LEN);
        assert_eq!(a.as_str().parse::<TenantPrefix>(), Ok(a));
        for bad in ["", "short-", "UPPERCASE1-", "with.dot10-", "elevenchars-"] {
            assert!(bad.parse::<TenantPrefix>().is_err(), "{bad} was accepted");
        }
    }

    #[test]
    fn grants_follow_kafkas_implications() {
        let grant = |name: &str, pattern, operations| Grant {
            resource: ResourceType::Topic,
            name: name.to_owned(),
            pattern,
            operations,
        };
        let write = grant("orders-", PatternType::Prefixed, vec![AclOperation::Write]);
        let topic = ResourceType::Topic;
        assert!(write.allows(topic, "orders-eu", AclOperation::Write));
        assert!(write.allows(topic, "orders-eu", AclOperation::Describe));
        assert!(!write.allows(topic, "orders-eu", AclOperation::Read));
        assert!(!write.allows(topic, "order", AclOperation::Write));
        assert!(!write.allows(ResourceType::Group, "orders-eu", AclOperation::Write));
        let literal = grant("a", PatternType::Literal, vec![AclOperation::All]);
        assert!(literal.allows(topic, "a", AclOperation::Delete));
        assert!(!literal.allows(topic, "ab", AclOperation::Delete));
        assert!(Grant::everything(topic).allows(topic, "ab", AclOperation::Alter));
    }

    #[test]
    fn record_keys_round_trip_and_unknown_kinds_are_named() {
        for text in [
            "tenant/inst_01jd7c4v9ke0xbt5q2m8n6rhwz",
            "key/kabcdefghjkmnpqr",
            "signing_key/2026-11",
        ] {
            assert_eq!(text.parse::<RecordKey>().unwrap().to_string(), text);
        }
        assert!(
            matches!("moon/1".parse::<RecordKey>(), Err(RecordError::UnknownKey(k)) if k == "moon/1")
        );
    }

    #[test]
    fn config_rules_say_what_is_allowed() {
        let rule = ConfigRule::Integer { min: 1, max: 10, unlimited: false, default: None };
        assert!(rule.check("retention.ms", "5").is_ok());
        assert!(rule.check("retention.ms", "-1").unwrap_err().contains("between 1 and 10"));
        assert!(rule.check("retention.ms", "soon").is_err());
        let rule = ConfigRule::OneOf { values: vec!["delete".to_owned()], default: None };
        assert!(rule.check("cleanup.policy", "compact").is_err());
    }
}
