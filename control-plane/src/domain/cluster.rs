//! A Kafka cluster that we run, and the phases it goes through.
//!
//! A cluster is `shared` (a cell that holds many instances) or `dedicated` to one instance. Deleting
//! is a desired state that every phase may enter and none may leave other than to `deleted`.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::{entropy::Entropy, ids::ClusterId};

use super::instance::{Condition, ConditionStatus};

/// A text is not the name of a variant: the database holds what no version of this program wrote.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not a {what}")]
pub struct UnknownName {
    /// What was expected.
    pub what: &'static str,
    /// What was found.
    pub value: String,
}

/// Whom a cluster serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClusterKind {
    /// A cell with many instances.
    Shared,
    /// One instance's own.
    Dedicated,
}

impl ClusterKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Shared, Self::Dedicated];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Dedicated => "dedicated",
        }
    }
}

impl FromStr for ClusterKind {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        match text {
            "shared" => Ok(Self::Shared),
            "dedicated" => Ok(Self::Dedicated),
            _ => Err(UnknownName { what: "cluster kind", value: text.to_owned() }),
        }
    }
}

/// From where clients may reach a cluster's gateways.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// From wherever the installation exposes clusters to.
    #[default]
    Public,
    /// Only from inside: the Kubernetes cluster, or the machine, that it runs in.
    Private,
}

impl Endpoint {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Public, Self::Private];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
        }
    }
}

impl FromStr for Endpoint {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        match text {
            "public" => Ok(Self::Public),
            "private" => Ok(Self::Private),
            _ => Err(UnknownName { what: "endpoint", value: text.to_owned() }),
        }
    }
}

/// Where a cluster is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClusterPhase {
    /// Wanted; nothing has been started.
    Pending,
    /// Its workload is being started.
    Provisioning,
    /// Serves, and holds what we keep in it.
    Ready,
    /// Has been ready; some broker or gateway is not now.
    Degraded,
    /// Has been ready; nothing of it is left.
    Lost,
    /// Being taken down.
    Deleting,
    /// Gone.
    Deleted,
}

impl ClusterPhase {
    /// All phases.
    pub const ALL: [Self; 7] = [
        Self::Pending,
        Self::Provisioning,
        Self::Ready,
        Self::Degraded,
        Self::Lost,
        Self::Deleting,
        Self::Deleted,
    ];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Provisioning => "provisioning",
            Self::Ready => "ready",
            Self::Degraded => "degraded",
            Self::Lost => "lost",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }
}

impl FromStr for ClusterPhase {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        match text {
            "pending" => Ok(Self::Pending),
            "provisioning" => Ok(Self::Provisioning),
            "ready" => Ok(Self::Ready),
            "degraded" => Ok(Self::Degraded),
            "lost" => Ok(Self::Lost),
            "deleting" => Ok(Self::Deleting),
            "deleted" => Ok(Self::Deleted),
            _ => Err(UnknownName { what: "cluster phase", value: text.to_owned() }),
        }
    }
}

/// Kafka's own name for a cluster: 16 random bytes as 22 characters of base64url. Also what an
/// instance shows to its clients, so that two instances in one cell look like two clusters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KafkaClusterId(String);

impl KafkaClusterId {
    /// A new random id. Kafka's tools take a leading hyphen for an option, so there is none.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        loop {
            let text = URL_SAFE_NO_PAD.encode(entropy.bytes::<16>());
            if !text.starts_with('-') {
                return Self(text);
            }
        }
    }

    /// The 22 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KafkaClusterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for KafkaClusterId {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        match URL_SAFE_NO_PAD.decode(text) {
            Ok(bytes) if bytes.len() == 16 => Ok(Self(text.to_owned())),
            _ => Err(UnknownName { what: "Kafka cluster id", value: text.to_owned() }),
        }
    }
}

/// A cluster as the database knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Its identity.
    pub id: ClusterId,
    /// Whom it serves.
    pub kind: ClusterKind,
    /// Kafka's name for it.
    pub kafka_cluster_id: KafkaClusterId,
    /// The version it should run.
    pub kafka_version: String,
    /// How many brokers it should have.
    pub brokers: u16,
    /// From where its gateways may be reached.
    pub endpoint: Endpoint,
    /// Where it is in its life.
    pub phase: ClusterPhase,
    /// What clients are given to connect to; known once it has run.
    pub bootstrap: Option<String>,
    /// How the control plane reaches its brokers, as last observed; `host:port` each.
    pub internal_bootstrap: Vec<String>,
    /// How the control plane reaches its gateways, as last observed; `host:port` each.
    pub internal_gateways: Vec<String>,
    /// What signed the certificates of its gateways.
    pub ca_certificate_pem: Option<String>,
    /// Why it is not as it should be, for operators and for whoever waits.
    pub obstacle: Option<String>,
    /// Position up to which its gateways' reports were counted.
    pub reports_offset: i64,
    /// Rises with each change of what the cluster should be.
    pub generation: i64,
    /// The generation that was last seen to be in force.
    pub observed_generation: i64,
    /// Since when `phase` has been what it is.
    pub phase_since: DateTime<Utc>,
    /// When anything of this last changed.
    pub updated_at: DateTime<Utc>,
}

/// What a cluster carries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    /// Instances on it.
    pub instances: i64,
    /// Gateways of it that have reported lately.
    pub gateways: i64,
    /// Partitions that its instances may have.
    pub partitions_granted: i64,
    /// Partitions that it may grant.
    pub partition_capacity: i64,
    /// Open connections of clients.
    pub connections: i64,
    /// Bytes of produce requests.
    pub bytes_in_per_second: f64,
    /// Bytes of fetch responses.
    pub bytes_out_per_second: f64,
}

impl Cluster {
    /// What the owners of its instances are told of it, from when it first serves until it leaves.
    pub fn condition(&self) -> Option<Condition> {
        let (status, reason) = match (self.phase, &self.obstacle) {
            (ClusterPhase::Ready, None) => (ConditionStatus::True, "cluster_ready"),
            // It is being changed, or something keeps it from being repaired.
            (ClusterPhase::Ready, Some(_)) => (ConditionStatus::True, "cluster_impaired"),
            (ClusterPhase::Degraded, _) => (ConditionStatus::False, "cluster_degraded"),
            (ClusterPhase::Lost, _) => (ConditionStatus::False, "cluster_lost"),
            (
                ClusterPhase::Pending
                | ClusterPhase::Provisioning
                | ClusterPhase::Deleting
                | ClusterPhase::Deleted,
                _,
            ) => return None,
        };
        let message = self.obstacle.as_deref().unwrap_or("its Kafka cluster serves");
        Some(Condition {
            kind: "cluster_ready".to_owned(),
            status,
            reason: reason.to_owned(),
            message: message.to_owned(),
            since: self.phase_since,
        })
    }
}

#[cfg(test)]
pub mod testing {
    //! Clusters for tests.

    use wire::{clock::ManualClock, entropy::SeededEntropy};

    use super::*;

    /// A shared cluster of one broker, in this phase, of which no address is known.
    pub fn cluster(phase: ClusterPhase) -> Cluster {
        let entropy = SeededEntropy::new(1);
        Cluster {
            id: ClusterId::new(&ManualClock::at(1), &entropy),
            kind: ClusterKind::Shared,
            kafka_cluster_id: KafkaClusterId::generate(&entropy),
            kafka_version: "4.3".to_owned(),
            brokers: 1,
            endpoint: Endpoint::Public,
            phase,
            bootstrap: None,
            internal_bootstrap: Vec::new(),
            internal_gateways: Vec::new(),
            ca_certificate_pem: None,
            obstacle: None,
            reports_offset: 0,
            generation: 1,
            observed_generation: 1,
            phase_since: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }
}

#[cfg(test)]
mod tests {
    use wire::entropy::SeededEntropy;

    use super::*;

    #[test]
    fn kafka_cluster_ids_are_what_kafka_accepts() {
        for seed in 0..200 {
            let id = KafkaClusterId::generate(&SeededEntropy::new(seed));
            assert_eq!(id.as_str().len(), 22);
            assert!(!id.as_str().starts_with('-'));
            assert_eq!(id.as_str().parse(), Ok(id));
        }
        assert!("short".parse::<KafkaClusterId>().is_err());
    }

    #[test]
    fn owners_are_told_what_is_wrong_with_a_cluster_that_serves() {
        let told = |phase, obstacle: Option<&str>| {
            let cluster =
                Cluster { obstacle: obstacle.map(str::to_owned), ..testing::cluster(phase) };
            cluster.condition().map(|told| (told.status, told.reason, told.message))
        };
        let says = |status, reason: &str, message: &str| {
            Some((status, reason.to_owned(), message.to_owned()))
        };
        let why = "its namespace is somebody else's";
        assert_eq!(
            told(ClusterPhase::Ready, None),
            says(ConditionStatus::True, "cluster_ready", "its Kafka cluster serves")
        );
        assert_eq!(
            told(ClusterPhase::Ready, Some(why)),
            says(ConditionStatus::True, "cluster_impaired", why)
        );
        assert_eq!(
            told(ClusterPhase::Degraded, Some(why)),
            says(ConditionStatus::False, "cluster_degraded", why)
        );
        assert_eq!(
            told(ClusterPhase::Lost, Some(why)),
            says(ConditionStatus::False, "cluster_lost", why)
        );
        assert_eq!(told(ClusterPhase::Provisioning, Some(why)), None, "`provisioned` says it");
    }

    #[test]
    fn names_round_trip() {
        for phase in ClusterPhase::ALL {
            assert_eq!(phase.name().parse(), Ok(phase));
        }
        for endpoint in Endpoint::ALL {
            assert_eq!(endpoint.name().parse(), Ok(endpoint));
        }
        for kind in ClusterKind::ALL {
            assert_eq!(kind.name().parse(), Ok(kind));
        }
    }
}
