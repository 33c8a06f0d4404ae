//! Making things be as they should be.
//!
//! Level-triggered: a work row says who needs a look, never what to do. A look observes, plans
//! (a pure function), applies (idempotent calls) and settles (one transaction, fenced by the lease of
//! the work row). It has no memory and no input besides what it observes, so it may be interrupted
//! anywhere, repeated at any time, and run by any of several control planes.

mod clusters;
mod driver;
mod instances;
mod reports;
mod sweep;
mod tenancy;
#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;
use wire::{clock::Clock, entropy::Entropy, error::chain};

use crate::{
    domain::{clock, cluster::Cluster, operation::OperationError, plan::Catalogue, work::WorkKind},
    kafka::{ClusterAccess, ClusterAdmin, KafkaError, ReportLog, TenancyLog},
    keyring::Keyring,
    orchestrator::{ClusterSecrets, Orchestrator, OrchestratorError},
    store::{Db, StoreError, SystemScope, Tx, work},
};

use driver::{Driver, Resource};

/// What looks work with.
#[derive(Clone)]
pub struct Context {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The clusters' secrets.
    pub keyring: Arc<Keyring>,
    /// Plans, and what clusters are made of.
    pub catalogue: Arc<Catalogue>,
    /// What runs clusters.
    pub orchestrator: Arc<dyn Orchestrator>,
    /// The administrator of clusters.
    pub admin: Arc<dyn ClusterAdmin>,
    /// The topics of tenancy records.
    pub tenancy: Arc<dyn TenancyLog>,
    /// The topics of reports.
    pub reports: Arc<dyn ReportLog>,
    /// Proof that the composition root made this.
    pub system: SystemScope,
}

impl Context {
    fn now(&self) -> DateTime<Utc> {
        clock::now(&*self.clock)
    }

    async fn begin(&self) -> Result<Tx, StoreError> {
        self.db.begin().await
    }

    fn access(&self, cluster: &Cluster, bootstrap: Vec<String>) -> ClusterAccess {
        ClusterAccess {
            cluster_id: cluster.id,
            bootstrap,
            brokers: cluster.brokers,
            security: self.orchestrator.internal_security(),
            admin_password: self.keyring.cluster_admin_password(cluster.id),
        }
    }

    fn secrets(&self, cluster: &Cluster) -> ClusterSecrets {
        let pepper = self.keyring.pepper().version;
        ClusterSecrets {
            admin_password: self.keyring.cluster_admin_password(cluster.id),
            gateway_password: self.keyring.cluster_gateway_password(cluster.id),
            upstream: self.keyring.cluster_upstream_secret(cluster.id),
            peppers: (1..=pepper)
                .filter_map(|version| Some((version, self.keyring.pepper_secret(version)?)))
                .collect(),
        }
    }
}

/// Why a look did not come to its end.
#[derive(Debug, thiserror::Error)]
enum LookError {
    #[error("the store failed")]
    Store(#[from] StoreError),
    #[error("Kafka failed")]
    Kafka(#[from] KafkaError),
    #[error("the orchestrator failed")]
    Orchestrator(#[from] OrchestratorError),
    /// Nothing failed, but somebody must do something first.
    #[error("stuck: {}", .0.detail)]
    Stuck(OperationError),
}

impl LookError {
    fn stuck(code: &str, detail: impl Into<String>) -> Self {
        Self::Stuck(OperationError { code: code.to_owned(), detail: detail.into() })
    }

    /// What the owner of the thing may know.
    fn public(&self) -> OperationError {
        let (code, detail) = match self {
            Self::Stuck(error) => return error.clone(),
            Self::Orchestrator(OrchestratorError::Waits { what }) => {
                let detail = format!("the Kafka cluster waits for {what}; Millrace looks again");
                return OperationError { code: "cluster_unavailable".to_owned(), detail };
            }
            Self::Store(_) => ("internal", "something went wrong inside Millrace; it tries again"),
            Self::Kafka(_) => (
                "cluster_unavailable",
                "the Kafka cluster does not do what it should; Millrace tries again",
            ),
            Self::Orchestrator(OrchestratorError::Later { .. }) => (
                "cluster_unavailable",
                "the Kafka cluster cannot be started yet; Millrace tries again",
            ),
            Self::Orchestrator(OrchestratorError::Lost { .. }) => (
                "cluster_lost",
                "nothing is left of the Kafka cluster; an operator of this Millrace can restore it, or \
                 have it made again without its records",
            ),
            Self::Orchestrator(OrchestratorError::Never { .. }) => (
                "cluster_refused",
                "the Kafka cluster cannot be started until an operator of this Millrace helps",
            ),
        };
        OperationError { code: code.to_owned(), detail: detail.to_owned() }
    }
}

/// Runs the loop until `stop`, then lets looks under way finish.
pub async fn run(context: Context, stop: CancellationToken) {
    let resources: Vec<Arc<dyn Resource>> = vec![
        Arc::new(instances::Instances::new(context.clone())),
        Arc::new(clusters::Clusters::new(context.clone())),
        Arc::new(tenancy::Tenancy::new(context.clone())),
        Arc::new(reports::Reports::new(context.clone())),
        Arc::new(sweep::Sweep::new(context.clone())),
    ];
    let driver = Driver::new(context.db, context.entropy);
    begin_sweeping(&driver).await;
    driver.run(resources, stop).await;
}

/// Asks for the first sweep, which asks for all other looks that may be due, and for one at what
/// gateways are told: the database may be another one than before, restored from a backup. If it is
/// away, an earlier process's row is there, or somebody else's sweep.
async fn begin_sweeping(driver: &Driver) {
    let asked = async {
        let mut tx = driver.db().begin().await?;
        work::wake(&mut tx, WorkKind::Sweep.name(), uuid::Uuid::nil()).await?;
        work::wake_all(&mut tx, WorkKind::Tenancy.name()).await?;
        tx.commit().await
    };
    if let Err(error) = asked.await {
        tracing::warn!(error = chain(&error), "the first sweep waits");
    }
}

/// How soon to look again at something that is about to change.
const SOON: Duration = Duration::from_millis(200);
