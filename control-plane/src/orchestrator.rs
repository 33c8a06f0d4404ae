//! What runs clusters: one trait in our vocabulary, whoever starts the processes.
//!
//! The unit is a *workload*: one Kafka cluster of N brokers, each with the gateway that stands before
//! it. Every verb is idempotent and level-triggered: it says how things should be, may be repeated
//! at any time by any control plane, and picks up what an earlier, interrupted call left behind.
//! Nothing here remembers: [`Orchestrator::observe`] looks at the workload itself, because a decision
//! that destroys something must rest on a live read and never on a cache's silence.

#[cfg(test)]
pub mod fake;
pub mod kafka;
pub mod kubernetes;
pub mod process;

use std::{collections::BTreeMap, error::Error, fmt};

use async_trait::async_trait;
use wire::{ids::ClusterId, kafka::client::Security, secret::Secret};

use crate::domain::{
    cluster::{ClusterKind, Endpoint, KafkaClusterId},
    plan::ClusterShape,
};

/// A whole cluster as it should run.
#[derive(Debug, Clone)]
pub struct ClusterWorkload {
    /// Which cluster.
    pub cluster_id: ClusterId,
    /// What its storage is formatted with.
    pub kafka_cluster_id: KafkaClusterId,
    /// Whom it serves; a label for people, and the reason for stricter walls around it.
    pub kind: ClusterKind,
    /// How many brokers; their ids are 1, 2, … `brokers`.
    pub brokers: u16,
    /// From where its gateways may be reached.
    pub endpoint: Endpoint,
    /// Kafka's version, `4.3`.
    pub kafka_version: String,
    /// What each broker gets.
    pub shape: ClusterShape,
    /// Whether it has held data: then nothing of it being there is a loss to be told of, and no reason
    /// to start it empty.
    pub established: bool,
    /// Rises with each change of this description; [`ObservedCluster::generation`] catches up.
    pub generation: i64,
    /// What its processes must know.
    pub secrets: ClusterSecrets,
}

/// The secrets of one cluster. They are derived, not stored, so the same cluster always has the same.
#[derive(Debug, Clone)]
pub struct ClusterSecrets {
    /// Password of the broker user `millrace`: the control plane and the brokers among themselves.
    pub admin_password: Secret<String>,
    /// Password of the broker user `gateway`.
    pub gateway_password: Secret<String>,
    /// What gateways derive the tenants' broker passwords from.
    pub upstream: Secret<Vec<u8>>,
    /// What gateways verify API keys with, by version.
    pub peppers: BTreeMap<u16, Secret<Vec<u8>>>,
}

/// How a workload was found just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedCluster {
    /// The generation of the description that was last ensured. Brokers that do not run with it yet
    /// are [`ObservedBroker::outdated`].
    pub generation: i64,
    /// Its brokers, by rising id.
    pub brokers: Vec<ObservedBroker>,
    /// What clients connect to first: `host:port` of gateways, separated by commas.
    pub bootstrap: String,
    /// The certificate authority that signed the gateways' certificates.
    pub ca_certificate_pem: String,
}

impl ObservedCluster {
    /// Whether all of `brokers` run and Kafka answers, so that the control plane can work in it.
    pub fn kafka_serves(&self, generation: i64, brokers: u16) -> bool {
        self.generation >= generation
            && self.brokers.len() == usize::from(brokers)
            && self.brokers.iter().all(|b| b.kafka == State::Ready)
    }

    /// Whether clients are served too: every broker's gateway is ready.
    pub fn serves(&self, generation: i64, brokers: u16) -> bool {
        self.generation >= generation && self.serves_all(brokers)
    }

    /// [`Self::serves`], whatever the generation.
    pub fn serves_all(&self, brokers: u16) -> bool {
        self.brokers.len() == usize::from(brokers)
            && self.brokers.iter().all(ObservedBroker::serves)
    }
}

/// One broker and the gateway before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedBroker {
    /// Kafka's node id.
    pub id: i32,
    /// The Kafka process.
    pub kafka: State,
    /// The gateway process. It is ready only when it has replayed the tenancy records, so a new
    /// cluster's gateway stays in [`State::Starting`] until the control plane has made that topic.
    pub gateway: State,
    /// `host:port` of the listener for the control plane (`INTERNAL`).
    pub internal_address: String,
    /// Where the control plane reaches its gateway, `host:port`.
    pub gateway_address: String,
    /// `host:port` of the gateway, as clients reach it.
    pub public_address: String,
    /// Whether it runs with something else than what was last ensured, until it is restarted.
    pub outdated: bool,
}

impl ObservedBroker {
    /// Whether both processes are ready.
    pub fn serves(&self) -> bool {
        self.kafka == State::Ready && self.gateway == State::Ready
    }
}

/// How one process is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Not there yet, or on its way.
    Starting,
    /// Serves.
    Ready,
    /// Is being stopped.
    Stopping,
    /// Stopped against our will; it is being restarted unless `reason` says that this is useless.
    Failed {
        /// For operators: what was seen.
        reason: String,
    },
}

/// Why a verb could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum OrchestratorError {
    /// May well succeed later without anybody's help.
    #[error("the orchestrator cannot do this now: {reason}")]
    Later {
        /// For operators: what stood in the way.
        reason: String,
        /// What the lower layer said.
        #[source]
        source: Option<Box<dyn Error + Send + Sync>>,
    },
    /// Waits for something that others make, of which the owners of the cluster's instances may know.
    #[error("waits for {what}")]
    Waits {
        /// What is missing, without names of anybody's.
        what: String,
    },
    /// The cluster has served, and nothing of it is left: what is started in its place would be empty.
    #[error("the cluster is lost: {reason}")]
    Lost {
        /// For operators: what is gone.
        reason: String,
    },
    /// Will not succeed until somebody changes something: the workload, the machine, a setting.
    #[error("the orchestrator cannot do this: {reason}")]
    Never {
        /// For operators: what stands in the way and what would remove it.
        reason: String,
        /// What the lower layer said.
        #[source]
        source: Option<Box<dyn Error + Send + Sync>>,
    },
}

impl OrchestratorError {
    /// A passing obstacle.
    pub fn later(reason: impl fmt::Display) -> Self {
        Self::Later { reason: reason.to_string(), source: None }
    }

    /// A lasting obstacle.
    pub fn never(reason: impl fmt::Display) -> Self {
        Self::Never { reason: reason.to_string(), source: None }
    }

    /// The same obstacle with what caused it.
    #[must_use]
    pub fn caused_by(self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let source = Some(cause.into());
        match self {
            Self::Later { reason, .. } => Self::Later { reason, source },
            alone @ (Self::Waits { .. } | Self::Lost { .. }) => alone,
            Self::Never { reason, .. } => Self::Never { reason, source },
        }
    }
}

/// Runs workloads.
#[async_trait]
pub trait Orchestrator: Send + Sync + 'static {
    /// How the control plane talks to the brokers' `INTERNAL` listeners.
    fn internal_security(&self) -> Security;

    /// Makes the workload be as described, so far as that interrupts nobody: starts what is missing,
    /// adopts what runs, and prepares for a running broker what it will get with its next
    /// [`Self::restart`]. Returns once it is under way, not once it is ready.
    async fn ensure(&self, workload: &ClusterWorkload) -> Result<(), OrchestratorError>;

    /// Has one broker, which runs with something else than what was last ensured, run with that.
    /// Whether the cluster can do without it meanwhile is for the caller to know. Returns once it is
    /// under way.
    async fn restart(&self, cluster: ClusterId, broker: i32) -> Result<(), OrchestratorError>;

    /// Looks at a workload. `None` means for certain that nothing of it exists.
    async fn observe(
        &self,
        cluster: ClusterId,
    ) -> Result<Option<ObservedCluster>, OrchestratorError>;

    /// Stops the workload and destroys its data and secrets. Succeeds from every state, also when
    /// nothing is left to remove.
    async fn remove(&self, cluster: ClusterId) -> Result<(), OrchestratorError>;

    /// Every cluster of which anything exists.
    async fn list(&self) -> Result<Vec<ClusterId>, OrchestratorError>;
}
