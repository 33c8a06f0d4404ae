//! What a customer buys: one Kafka endpoint, its phases and its conditions.
//!
//! `generation` rises with every change a customer makes to what the instance should be, and
//! `observed_generation` follows when the change is in force. Deleting may begin in every phase and
//! ends only in `deleted`.

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::{
    ids::{ClusterId, InstanceId, OrgId},
    tenancy::{ConfigRule, Limits, Tenant, TenantPrefix, TenantState},
};

use super::{
    cluster::{Endpoint, KafkaClusterId, UnknownName},
    name::{Invalid, Label, Name},
    placement::Placement,
};

/// Where an instance is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Accepted; no place chosen.
    Pending,
    /// Placed; being set up.
    Provisioning,
    /// Serves.
    Ready,
    /// Serves, while a change is being put in force.
    Updating,
    /// Held back from its clients; its data stays.
    Suspended,
    /// Serves in part.
    Degraded,
    /// Needs somebody's help.
    Failed,
    /// Being taken down.
    Deleting,
    /// Gone.
    Deleted,
}

impl Phase {
    /// All phases.
    pub const ALL: [Self; 9] = [
        Self::Pending,
        Self::Provisioning,
        Self::Ready,
        Self::Updating,
        Self::Suspended,
        Self::Degraded,
        Self::Failed,
        Self::Deleting,
        Self::Deleted,
    ];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Provisioning => "provisioning",
            Self::Ready => "ready",
            Self::Updating => "updating",
            Self::Suspended => "suspended",
            Self::Degraded => "degraded",
            Self::Failed => "failed",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }

    /// Whether the instance is on its way out or gone.
    pub const fn is_leaving(self) -> bool {
        matches!(self, Self::Deleting | Self::Deleted)
    }

    /// Whether clients are meant to be served.
    pub const fn serves(self) -> bool {
        matches!(self, Self::Ready | Self::Updating | Self::Degraded)
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Phase {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::ALL
            .into_iter()
            .find(|phase| phase.name() == text)
            .ok_or_else(|| UnknownName { what: "phase", value: text.to_owned() })
    }
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionStatus {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// Nobody has looked yet.
    Unknown,
}

impl ConditionStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::True, Self::False, Self::Unknown];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown => "unknown",
        }
    }
}

/// One statement about an instance, for people and programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// What the statement is about: `placed`, `provisioned`, `published`, `cluster_ready`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it holds.
    pub status: ConditionStatus,
    /// A stable name of why, for programs.
    pub reason: String,
    /// Why, for people.
    pub message: String,
    /// Since when `status` has been what it is.
    pub since: DateTime<Utc>,
}

/// Puts `statement` in the place of the condition of the same kind. A status that stays keeps its
/// `since`.
pub fn state_condition(conditions: &mut Vec<Condition>, mut statement: Condition) {
    match conditions.iter_mut().find(|held| held.kind == statement.kind) {
        Some(held) => {
            if held.status == statement.status {
                statement.since = held.since;
            }
            *held = statement;
        }
        None => conditions.push(statement),
    }
}

/// Key-value pairs by which customers find their instances.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Labels(BTreeMap<String, String>);

impl Labels {
    /// The most labels of one instance.
    pub const MAX: usize = 32;

    /// Checked labels.
    pub fn new(pairs: BTreeMap<String, String>) -> Result<Self, Invalid> {
        let refuse = |detail: String| Err(Invalid::new("invalid_labels", detail));
        if pairs.len() > Self::MAX {
            return refuse(format!("at most {} labels, not {}", Self::MAX, pairs.len()));
        }
        for (key, value) in &pairs {
            if !label_text(key, 1) {
                return refuse(format!(
                    "label key `{}` must be 1 to 63 letters, digits, `.`, `_`, `/` or `-`",
                    key.escape_debug()
                ));
            }
            if !label_text(value, 0) {
                return refuse(format!(
                    "the value of label `{key}` must be at most 63 letters, digits, `.`, `_`, `/` \
                     or `-`"
                ));
            }
        }
        Ok(Self(pairs))
    }

    /// These labels after a merge patch: a null removes.
    pub fn patched(&self, patch: BTreeMap<String, Option<String>>) -> Result<Self, Invalid> {
        let mut pairs = self.0.clone();
        for (key, value) in patch {
            match value {
                Some(value) => pairs.insert(key, value),
                None => pairs.remove(&key),
            };
        }
        Self::new(pairs)
    }

    /// The pairs.
    pub const fn pairs(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

fn label_text(text: &str, min: usize) -> bool {
    (min..=63).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._/-".contains(&b))
}

/// An instance as the database knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Instance {
    /// Its identity.
    pub id: InstanceId,
    /// Who owns it.
    pub org_id: OrgId,
    /// What its owner calls it; unique among the org's live instances.
    pub name: Name,
    /// The plan it was created with.
    pub plan: String,
    /// Where such an instance runs.
    pub placement: Placement,
    /// For people.
    pub description: Label,
    /// For finding it.
    pub labels: Labels,
    /// What it may use.
    pub limits: Limits,
    /// Whether deleting it is refused.
    pub deletion_protection: bool,
    /// From where clients may reach it.
    pub endpoint: Endpoint,
    /// Its name space on the cluster.
    pub prefix: TenantPrefix,
    /// The cluster id its clients see.
    pub shown_cluster_id: KafkaClusterId,
    /// The cluster it was placed on.
    pub cluster_id: Option<ClusterId>,
    /// Where it is in its life.
    pub phase: Phase,
    /// What is known about it.
    pub conditions: Vec<Condition>,
    /// Rises with each wanted change.
    pub generation: i64,
    /// The generation in force.
    pub observed_generation: i64,
    /// Rises with each change of the row; the `ETag`.
    pub version: i64,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Instance {
    /// The instance as its cluster's gateways should know it.
    pub fn tenant(&self, topic_configs: &BTreeMap<String, ConfigRule>) -> Tenant {
        Tenant {
            org_id: self.org_id,
            prefix: self.prefix,
            state: match self.phase {
                Phase::Suspended => TenantState::Suspended,
                Phase::Pending
                | Phase::Provisioning
                | Phase::Ready
                | Phase::Updating
                | Phase::Degraded
                | Phase::Failed
                | Phase::Deleting
                | Phase::Deleted => TenantState::Active,
            },
            limits: self.limits,
            topic_configs: topic_configs.clone(),
            shown_cluster_id: self.shown_cluster_id.as_str().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_merge_and_refuse_what_cannot_be_a_label() {
        let labels = Labels::new([("env".to_owned(), "prod".to_owned())].into()).unwrap();
        let patch = [("env".to_owned(), None), ("team".to_owned(), Some("a".to_owned()))];
        let patched = labels.patched(patch.into()).unwrap();
        assert_eq!(patched.pairs().iter().collect::<Vec<_>>(), [(&"team".into(), &"a".into())]);
        for bad in ["", "a b", "ä", "a\0"] {
            assert!(Labels::new([(bad.to_owned(), String::new())].into()).is_err(), "{bad:?}");
        }
        let many = (0..33).map(|n| (format!("k{n}"), String::new())).collect();
        assert!(Labels::new(many).is_err());
    }

    #[test]
    fn a_condition_that_stays_true_keeps_its_time() {
        let at = |secs| DateTime::from_timestamp(secs, 0).unwrap();
        let state = |status, secs| Condition {
            kind: "placed".to_owned(),
            status,
            reason: "placed".to_owned(),
            message: String::new(),
            since: at(secs),
        };
        let mut held = Vec::new();
        state_condition(&mut held, state(ConditionStatus::True, 1));
        state_condition(&mut held, state(ConditionStatus::True, 2));
        assert_eq!(held[0].since, at(1));
        state_condition(&mut held, state(ConditionStatus::False, 3));
        assert_eq!((held.len(), held[0].since), (1, at(3)));
    }

    #[test]
    fn phases_round_trip() {
        for phase in Phase::ALL {
            assert_eq!(phase.name().parse(), Ok(phase));
        }
    }
}
