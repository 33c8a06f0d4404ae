//! Machine identities of an instance and their keys.
//!
//! A credential is who; a key proves it. Two live keys allow one to be replaced while the other is
//! in use. Of a key's secret only verifiers are kept.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::{
    ids::{CredentialId, InstanceId, OrgId},
    key::KeyId,
    tenancy::{self, Grant, Record},
};

use super::{cluster::UnknownName, grant, name::Name};

/// The most live keys of one credential: one in use, one to replace it.
pub const MAX_LIVE_KEYS: usize = 2;

/// A usual set of grants, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Write to every topic.
    Produce,
    /// Read every topic, in any group.
    Consume,
    /// Both.
    ProduceConsume,
    /// Everything in the instance.
    Admin,
}

impl Preset {
    /// All presets.
    pub const ALL: [Self; 4] = [Self::Produce, Self::Consume, Self::ProduceConsume, Self::Admin];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Produce => "produce",
            Self::Consume => "consume",
            Self::ProduceConsume => "produce_consume",
            Self::Admin => "admin",
        }
    }

    /// What it stands for.
    pub fn grants(self) -> Vec<Grant> {
        match self {
            Self::Produce => grant::produce(),
            Self::Consume => grant::consume(),
            Self::ProduceConsume => grant::produce_consume(),
            Self::Admin => grant::admin(),
        }
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Preset {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::ALL
            .into_iter()
            .find(|preset| preset.name() == text)
            .ok_or_else(|| UnknownName { what: "preset", value: text.to_owned() })
    }
}

/// A credential as the database knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Credential {
    /// Its identity.
    pub id: CredentialId,
    /// Who owns it.
    pub org_id: OrgId,
    /// The instance it belongs to.
    pub instance_id: InstanceId,
    /// What its owner calls it; unique among the instance's live credentials.
    pub name: Name,
    /// The preset its grants began as, if they have not been replaced.
    pub preset: Option<Preset>,
    /// What it may do.
    pub grants: Vec<Grant>,
    /// Rises with each change; the `ETag`.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Credential {
    /// The credential as its cluster's gateways should know it.
    pub fn record(&self) -> Record {
        Record::Credential(tenancy::Credential {
            instance_id: self.instance_id,
            name: self.name.as_str().to_owned(),
            grants: self.grants.clone(),
        })
    }
}

/// Which credentials to list: those that are as chosen.
#[derive(Debug, Clone, Copy, Default)]
pub struct CredentialFilter {
    /// Whether a live key of it was ever let in.
    pub used: Option<bool>,
    /// Whether the last sign-in with a live key of it failed.
    pub failing: Option<bool>,
}

/// One live key, as far as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its public part.
    pub id: KeyId,
    /// The credential it proves.
    pub credential_id: CredentialId,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it stops working.
    pub expires_at: Option<DateTime<Utc>>,
    /// Its latest use that a gateway reported.
    pub last_used: Option<LastUsed>,
    /// How many sign-ins with it failed.
    pub failed_count: i64,
    /// The latest of them.
    pub last_failed: Option<LastFailed>,
}

/// The latest sign-in with a key that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastFailed {
    /// When.
    pub at: DateTime<Utc>,
    /// From which address.
    pub address: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// The latest use of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastUsed {
    /// When.
    pub at: DateTime<Utc>,
    /// From which address.
    pub address: Option<String>,
    /// The client's `client.id`.
    pub client_id: Option<String>,
    /// The client's library.
    pub software: Option<String>,
}

/// On how many of a cluster's gateways a change is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActiveOn {
    /// Gateways that reported it.
    pub gateways: i64,
    /// Gateways there are.
    pub of: i64,
}

impl ActiveOn {
    /// Whether there are gateways, and all of them have it.
    pub const fn everywhere(self) -> bool {
        self.of > 0 && self.gateways == self.of
    }
}
