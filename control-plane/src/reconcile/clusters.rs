//! Clusters: from wanted to serving, and from unwanted to gone.
//!
//! The workload is looked at live on every look; what the row says about it is only for others to
//! read. A cluster is `ready` when its Kafka answers, holds our own topics and users, and every
//! gateway has replayed the tenancy records.

mod pace;
mod plan;
mod roll;

use std::time::Duration;

use async_trait::async_trait;
use wire::{
    ids::ClusterId,
    tenancy::{Record, RecordKey},
};

use super::{
    Context, LookError, SOON,
    driver::{Failure, Resource},
};
use crate::{
    domain::{
        cluster::{Cluster, ClusterPhase},
        operation::OperationSubject,
        work::WorkKind,
    },
    kafka::{REPORTS_TOPIC, TENANCY_TOPIC},
    orchestrator::{ClusterWorkload, ObservedBroker, ObservedCluster, OrchestratorError, State},
    store::{
        StoreError, Tx, clusters, instances, operations, tenancy,
        work::{self, Claim, Settlement},
    },
};
use pace::Pace;
use plan::{Step, plan};
use roll::Roll;

/// How often a cluster that serves is looked at.
const PULSE: Duration = Duration::from_secs(10);
/// How soon one that should serve and does not is looked at again.
const CONCERN: Duration = Duration::from_secs(1);

/// What there is to know about a cluster.
#[derive(Debug, Clone)]
struct Seen {
    cluster: Cluster,
    workload: Option<ObservedCluster>,
    /// Whether the workload should be ensured again though nothing seems to be missing.
    repair_is_due: bool,
    /// Which broker may be brought up to date next.
    roll: Roll,
}

/// Looks at clusters.
pub(super) struct Clusters {
    context: Context,
    pace: Pace,
}

#[async_trait]
impl Resource for Clusters {
    fn kind(&self) -> WorkKind {
        WorkKind::Cluster
    }

    fn parallel(&self) -> usize {
        4
    }

    async fn look(&self, claim: &Claim) -> Result<(), LookError> {
        let Some(seen) = self.observe(claim.subject.into()).await? else {
            let mut tx = self.context.begin().await?;
            work::settle(&mut tx, claim, &Settlement::Done).await?;
            return Ok(tx.commit().await?);
        };
        let step = plan(&seen);
        let applied = self.apply(&seen, step).await;
        if let (Err(error), None) = (&applied, &seen.workload) {
            self.note_absence(&seen.cluster, error).await?;
        }
        applied?;
        self.settle(claim, seen, step).await
    }

    /// Whoever waits for the cluster hears of it.
    async fn note_failure(
        &self,
        tx: &mut Tx,
        claim: &Claim,
        failure: &Failure,
    ) -> Result<(), StoreError> {
        let (system, now) = (&self.context.system, self.context.now());
        let id = ClusterId::from(claim.subject);
        clusters::note_obstacle(tx, system, id, &failure.public.detail, now).await?;
        let next = now + failure.retry_after;
        for instance in instances::list_waiting_for(tx, system, id).await? {
            let subject = OperationSubject::Instance(instance);
            operations::stall(tx, system, subject, &failure.public, next, now).await?;
        }
        Ok(())
    }
}

impl Clusters {
    pub(super) fn new(context: Context) -> Self {
        Self { context, pace: Pace::default() }
    }

    async fn observe(&self, id: ClusterId) -> Result<Option<Seen>, LookError> {
        let mut tx = self.context.begin().await?;
        let cluster = clusters::find(&mut tx, &self.context.system, id).await?;
        tx.commit().await?;
        let Some(cluster) = cluster else { return Ok(None) };
        let workload = match cluster.phase {
            ClusterPhase::Deleting | ClusterPhase::Deleted => None,
            ClusterPhase::Pending
            | ClusterPhase::Provisioning
            | ClusterPhase::Ready
            | ClusterPhase::Degraded
            | ClusterPhase::Lost => self.context.orchestrator.observe(id).await?,
        };
        let roll = match &workload {
            Some(workload) => self.next_of_roll(&cluster, workload).await?,
            None => Roll::Done,
        };
        let repair_is_due = self.pace.repair_is_due(id, &roll, self.context.now());
        Ok(Some(Seen { cluster, workload, repair_is_due, roll }))
    }

    async fn next_of_roll(
        &self,
        cluster: &Cluster,
        workload: &ObservedCluster,
    ) -> Result<Roll, LookError> {
        let health = if roll::needs_health(workload) {
            let access = self.context.access(cluster, internal_addresses(workload));
            Some(self.context.admin.health(&access).await?)
        } else {
            None
        };
        Ok(roll::next(workload, health.as_ref()))
    }

    async fn apply(&self, seen: &Seen, step: Step) -> Result<(), LookError> {
        let Seen { cluster, workload, .. } = seen;
        match (step, workload) {
            (Step::Ensure, _) => {
                self.context.orchestrator.ensure(&self.workload(cluster)).await?;
                self.pace.ensured(cluster.id, self.context.now());
            }
            (Step::Restart(broker), _) => {
                tracing::info!(cluster = %cluster.id, broker, "roll.restart");
                self.context.orchestrator.restart(cluster.id, broker).await?;
            }
            (Step::Remove, _) => {
                self.context.orchestrator.remove(cluster.id).await?;
                self.pace.forget(cluster.id);
            }
            (Step::Bootstrap, Some(workload)) => {
                let access = self.context.access(cluster, internal_addresses(workload));
                self.context.admin.ensure_topic(&access, TENANCY_TOPIC).await?;
                self.context.admin.ensure_topic(&access, REPORTS_TOPIC).await?;
                self.context.admin.ensure_gateway_acls(&access).await?;
            }
            // Everything else is settled in the database alone.
            _ => {}
        }
        Ok(())
    }

    fn workload(&self, cluster: &Cluster) -> ClusterWorkload {
        ClusterWorkload {
            cluster_id: cluster.id,
            kafka_cluster_id: cluster.kafka_cluster_id.clone(),
            kind: cluster.kind,
            brokers: cluster.brokers,
            endpoint: cluster.endpoint,
            kafka_version: cluster.kafka_version.clone(),
            shape: self.context.catalogue.shape(cluster.kind),
            established: !cluster.internal_bootstrap.is_empty(),
            generation: cluster.generation,
            secrets: self.context.secrets(cluster),
        }
    }

    /// There is nothing of a cluster, and nothing can be made: it does not serve, whatever it did before.
    async fn note_absence(&self, cluster: &Cluster, error: &LookError) -> Result<(), LookError> {
        let phase = match (error, cluster.phase) {
            (LookError::Orchestrator(OrchestratorError::Lost { .. }), _) => ClusterPhase::Lost,
            (_, ClusterPhase::Ready) => ClusterPhase::Degraded,
            (_, phase) => phase,
        };
        if phase == cluster.phase {
            return Ok(());
        }
        let absent = Cluster { phase, ..cluster.clone() };
        let mut tx = self.context.begin().await?;
        clusters::conclude(&mut tx, &self.context.system, &absent, self.context.now()).await?;
        Ok(tx.commit().await?)
    }

    async fn settle(&self, claim: &Claim, seen: Seen, step: Step) -> Result<(), LookError> {
        let (system, now) = (&self.context.system, self.context.now());
        let Seen { mut cluster, workload, roll, .. } = seen;
        let before = cluster.clone();
        let mut tx = self.context.begin().await?;
        if let Some(workload) = &workload {
            describe(&mut cluster, workload, step);
        }
        let next = match step {
            Step::Nothing => Settlement::Again(PULSE),
            Step::Forget => Settlement::Done,
            Step::Ensure | Step::Restart(_) => {
                if cluster.phase == ClusterPhase::Pending {
                    cluster.phase = ClusterPhase::Provisioning;
                }
                Settlement::Again(SOON)
            }
            Step::Await => {
                cluster.obstacle = workload.as_ref().and_then(failure);
                Settlement::Again(SOON)
            }
            Step::AwaitRoll => {
                cluster.obstacle = workload.as_ref().map(|w| self.standing(cluster.id, w, &roll));
                if workload.is_some_and(|workload| !workload.serves_all(cluster.brokers)) {
                    cluster.phase = ClusterPhase::Degraded;
                }
                Settlement::Again(CONCERN)
            }
            Step::Bootstrap => {
                cluster.phase = ClusterPhase::Provisioning;
                self.put_signing_key(&mut tx, cluster.id).await?;
                Settlement::Again(SOON)
            }
            Step::Confirm => {
                cluster.phase = ClusterPhase::Ready;
                cluster.obstacle = None;
                cluster.observed_generation = cluster.generation;
                self.put_signing_key(&mut tx, cluster.id).await?;
                Settlement::Again(PULSE)
            }
            Step::Degrade => {
                cluster.phase = ClusterPhase::Degraded;
                cluster.obstacle = workload.as_ref().map(obstacle);
                Settlement::Again(CONCERN)
            }
            Step::Remove => {
                cluster.phase = ClusterPhase::Deleted;
                tenancy::forget_cluster(&mut tx, system, cluster.id).await?;
                Settlement::Done
            }
        };
        if cluster != before {
            clusters::conclude(&mut tx, system, &cluster, now).await?;
            for instance in instances::list_waiting_for(&mut tx, system, cluster.id).await? {
                work::wake(&mut tx, WorkKind::Instance.name(), instance.uuid()).await?;
            }
        }
        work::settle(&mut tx, claim, &next).await?;
        Ok(tx.commit().await?)
    }

    /// How far a roll has come and what it waits for.
    fn standing(&self, cluster: ClusterId, workload: &ObservedCluster, roll: &Roll) -> String {
        let left = workload.brokers.iter().filter(|broker| broker.outdated).count();
        let waits = match roll {
            Roll::Wait(why) => why.as_str(),
            Roll::Done | Roll::Restart(_) => "it goes on",
        };
        // What keeps a broker from coming back says more than that it is not back.
        let why = failure(workload).unwrap_or_else(|| waits.to_owned());
        let stopped = if self.pace.stands_still(cluster, workload, self.context.now()) {
            "; this has not changed for ten minutes and needs an operator"
        } else {
            ""
        };
        format!(
            "{} of {} brokers run with the newest settings: {why}{stopped}",
            workload.brokers.len() - left,
            workload.brokers.len()
        )
    }

    /// Lets gateways know the key that signs our access tokens, and begins to hear their reports.
    async fn put_signing_key(&self, tx: &mut Tx, cluster: ClusterId) -> Result<(), LookError> {
        let (kid, key) = self.context.keyring.access_signing_key();
        let (key, record) = (RecordKey::SigningKey(kid), Record::SigningKey(key));
        tenancy::put(tx, cluster, &key, &record, self.context.now()).await?;
        work::wake(tx, WorkKind::Tenancy.name(), cluster.uuid()).await?;
        work::wake(tx, WorkKind::Reports.name(), cluster.uuid()).await?;
        Ok(())
    }
}

fn internal_addresses(workload: &ObservedCluster) -> Vec<String> {
    workload.brokers.iter().map(|broker| broker.internal_address.clone()).collect()
}

/// Writes down how the cluster is reached. Its brokers only once they are of use: that they are
/// known says that the cluster holds what we keep in it.
fn describe(cluster: &mut Cluster, workload: &ObservedCluster, step: Step) {
    match step {
        Step::Bootstrap | Step::Confirm => {
            cluster.internal_bootstrap = internal_addresses(workload);
            let gateways = workload.brokers.iter().map(|broker| broker.gateway_address.clone());
            cluster.internal_gateways = gateways.collect();
            cluster.bootstrap = Some(workload.bootstrap.clone());
            cluster.ca_certificate_pem = Some(workload.ca_certificate_pem.clone());
        }
        Step::Nothing
        | Step::Forget
        | Step::Ensure
        | Step::Restart(_)
        | Step::Await
        | Step::AwaitRoll
        | Step::Degrade
        | Step::Remove => {}
    }
}

/// What is wrong with a workload that should serve.
fn obstacle(workload: &ObservedCluster) -> String {
    failure(workload).unwrap_or_else(|| {
        let troubled = workload.brokers.iter().filter(|broker| !broker.serves());
        let ids: Vec<String> = troubled.map(|broker| broker.id.to_string()).collect();
        format!("broker {} does not serve", ids.join(", "))
    })
}

/// Why a broker cannot run, when something more than patience is needed.
fn failure(workload: &ObservedCluster) -> Option<String> {
    let reason = |broker: &ObservedBroker| {
        [("Kafka", &broker.kafka), ("the gateway", &broker.gateway)].into_iter().find_map(
            |(what, state)| match state {
                State::Failed { reason } => {
                    Some(format!("{what} of broker {} does not run: {reason}", broker.id))
                }
                State::Starting | State::Ready | State::Stopping => None,
            },
        )
    };
    workload.brokers.iter().find_map(reason)
}
