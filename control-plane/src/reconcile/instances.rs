//! Instances: from wanted to served, and from unwanted to gone.
//!
//! An instance gets its cluster before anything is done on that cluster, so whatever exists there can
//! be found again through its row. It is `ready` once its tenancy record is published, and `deleted`
//! only after everything of it is gone from its cluster; then, and once, its quota is given back.

mod plan;

use std::time::Duration;

use async_trait::async_trait;
use wire::{
    ids::{ClusterId, InstanceId},
    tenancy::{Record, RecordKey},
};

use super::{
    Context, LookError,
    driver::{Failure, Resource},
};
use crate::{
    domain::{
        cluster::{Cluster, ClusterKind, ClusterPhase, KafkaClusterId},
        instance::{Condition, ConditionStatus, Instance, Phase, state_condition},
        operation::OperationSubject,
        placement::Placement,
        quota,
        work::WorkKind,
    },
    store::{
        StoreError, Tx,
        clusters::{self, NewCluster},
        credentials, instances, keys, operations, quotas,
        tenancy::{self, RecordState},
        work::{self, Claim, Settlement},
    },
};
use plan::{Step, plan};

/// What there is to know about an instance.
#[derive(Debug, Clone)]
struct Seen {
    instance: Instance,
    /// The cluster it was placed on.
    cluster: Option<Cluster>,
    /// Its tenancy record there.
    record: Option<RecordState>,
}

/// Looks at instances.
pub(super) struct Instances {
    context: Context,
}

/// Look again at once: the next step can be taken.
const GO_ON: Settlement = Settlement::Again(Duration::ZERO);

#[async_trait]
impl Resource for Instances {
    fn kind(&self) -> WorkKind {
        WorkKind::Instance
    }

    fn parallel(&self) -> usize {
        8
    }

    async fn look(&self, claim: &Claim) -> Result<(), LookError> {
        let Some(seen) = self.observe(claim.subject.into()).await? else {
            return self.forget(claim).await;
        };
        let step = plan(&seen);
        self.apply(&seen, step).await?;
        self.settle(claim, seen, step).await
    }

    async fn note_failure(
        &self,
        tx: &mut Tx,
        claim: &Claim,
        failure: &Failure,
    ) -> Result<(), StoreError> {
        let now = self.context.now();
        let subject = OperationSubject::Instance(claim.subject.into());
        let next = now + failure.retry_after;
        operations::stall(tx, &self.context.system, subject, &failure.public, next, now).await
    }
}

impl Instances {
    pub(super) const fn new(context: Context) -> Self {
        Self { context }
    }

    async fn observe(&self, id: InstanceId) -> Result<Option<Seen>, LookError> {
        let system = &self.context.system;
        let mut tx = self.context.begin().await?;
        let Some(instance) = instances::find(&mut tx, system, id).await? else { return Ok(None) };
        let (mut cluster, mut record) = (None, None);
        if let Some(id) = instance.cluster_id {
            cluster = clusters::find(&mut tx, system, id).await?;
            let key = RecordKey::Tenant(instance.id);
            record = tenancy::state(&mut tx, system, id, &key).await?;
        }
        tx.commit().await?;
        Ok(Some(Seen { instance, cluster, record }))
    }

    /// Does on the cluster what the step needs. Each call may be repeated at will.
    async fn apply(&self, seen: &Seen, step: Step) -> Result<(), LookError> {
        let Some(cluster) = &seen.cluster else { return Ok(()) };
        let (admin, prefix) = (&self.context.admin, seen.instance.prefix);
        let access = self.context.access(cluster, cluster.internal_bootstrap.clone());
        match step {
            Step::SetUp => {
                let upstream = self.context.keyring.cluster_upstream_secret(cluster.id);
                let password = prefix.upstream_password(&upstream);
                admin.ensure_tenant_acls(&access, prefix).await?;
                admin.ensure_tenant_user(&access, prefix, &password).await?;
            }
            Step::CleanUp if !access.bootstrap.is_empty() => {
                admin.delete_tenant_user(&access, prefix).await?;
                admin.delete_tenant_groups(&access, prefix).await?;
                admin.delete_tenant_topics(&access, prefix).await?;
                admin.delete_tenant_acls(&access, prefix).await?;
            }
            // Everything else is settled in the database alone.
            _ => {}
        }
        Ok(())
    }

    /// Writes the step's outcome, unless the instance was changed since it was observed: then it is
    /// looked at again instead.
    async fn settle(&self, claim: &Claim, seen: Seen, step: Step) -> Result<(), LookError> {
        let (system, now) = (&self.context.system, self.context.now());
        let mut tx = self.context.begin().await?;
        let Seen { mut instance, cluster, .. } = seen;
        let current = instances::find_locked(&mut tx, system, instance.id).await?;
        if current.is_none_or(|current| current.version != instance.version) {
            work::settle(&mut tx, claim, &GO_ON).await?;
            return Ok(tx.commit().await?);
        }
        let before = instance.clone();
        let subject = OperationSubject::Instance(instance.id);
        let next = self.conclude(&mut tx, &mut instance, cluster.as_ref(), step).await?;
        operations::advance(&mut tx, system, subject, &step.progress(), now).await?;
        if instance != before {
            instances::conclude(&mut tx, system, &instance, now).await?;
        }
        if instance.observed_generation >= instance.generation {
            operations::succeed(&mut tx, system, subject, instance.observed_generation, now)
                .await?;
        }
        work::settle(&mut tx, claim, &next).await?;
        Ok(tx.commit().await?)
    }

    /// Changes the instance, and what depends on it, as the step demands; says what comes next.
    async fn conclude(
        &self,
        tx: &mut Tx,
        instance: &mut Instance,
        cluster: Option<&Cluster>,
        step: Step,
    ) -> Result<Settlement, LookError> {
        match step {
            Step::Nothing | Step::AwaitRemoval | Step::AwaitWithdrawal => {}
            Step::Place => return self.place(tx, instance).await,
            Step::AwaitCluster => {
                instance.phase = Phase::Provisioning;
                let obstacle = cluster.and_then(|cluster| cluster.obstacle.clone());
                let message = obstacle.unwrap_or_else(|| "its cluster is starting".to_owned());
                self.state(instance, "provisioned", false, "cluster_starting", &message);
            }
            Step::SetUp => {
                if let Some(cluster) = cluster {
                    self.put_records(tx, instance, cluster.id).await?;
                }
                if !instance.phase.serves() {
                    instance.phase = Phase::Provisioning;
                }
                self.state(instance, "provisioned", true, "set_up", "user and permissions exist");
                return Ok(GO_ON);
            }
            Step::AwaitPublication => {
                let message = "its gateways are being told";
                self.state(instance, "published", false, "publishing", message);
            }
            Step::Confirm => {
                instance.phase = Phase::Ready;
                instance.observed_generation = instance.generation;
                self.state(instance, "published", true, "published", "its gateways know it");
            }
            Step::Withdraw => {
                if let Some(cluster) = cluster {
                    let (system, now) = (&self.context.system, self.context.now());
                    tenancy::tombstone_instance(tx, system, cluster.id, instance.id, now).await?;
                    work::wake(tx, WorkKind::Tenancy.name(), cluster.id.uuid()).await?;
                }
                self.state(instance, "published", false, "withdrawn", "its clients are cut off");
            }
            Step::RemoveCluster => {
                if let Some(cluster) = cluster {
                    let (system, now) = (&self.context.system, self.context.now());
                    clusters::begin_deleting(tx, system, cluster.id, now).await?;
                    work::wake(tx, WorkKind::Cluster.name(), cluster.id.uuid()).await?;
                }
            }
            Step::CleanUp | Step::Finish => self.release(tx, instance).await?,
        }
        Ok(Settlement::Done)
    }

    /// Gives the instance its cluster.
    async fn place(&self, tx: &mut Tx, instance: &mut Instance) -> Result<Settlement, LookError> {
        let placed = match instance.placement {
            Placement::Shared => {
                let system = &self.context.system;
                let cell = clusters::claim_cell(tx, system, instance.limits.partitions).await?;
                if cell.is_none() && !self.is_cell_starting(tx).await? {
                    return Err(LookError::stuck(
                        "capacity_exhausted",
                        "no shared cluster has room for this instance's partitions; it is placed \
                         as soon as there is one",
                    ));
                }
                cell
            }
            Placement::Dedicated => Some(self.add_cluster(tx, instance).await?),
        };
        instance.phase = Phase::Provisioning;
        let Some(cluster) = placed else {
            self.state(instance, "placed", false, "cell_starting", "a shared cluster is starting");
            // The cell wakes it.
            return Ok(Settlement::Done);
        };
        instance.cluster_id = Some(cluster);
        self.state(instance, "placed", true, "placed", "it has its cluster");
        Ok(GO_ON)
    }

    async fn is_cell_starting(&self, tx: &mut Tx) -> Result<bool, LookError> {
        let starting = |cluster: &Cluster| match cluster.phase {
            ClusterPhase::Pending | ClusterPhase::Provisioning | ClusterPhase::Degraded => {
                cluster.kind == ClusterKind::Shared
            }
            ClusterPhase::Ready
            | ClusterPhase::Lost
            | ClusterPhase::Deleting
            | ClusterPhase::Deleted => false,
        };
        let live = clusters::list_live(tx, &self.context.system).await?;
        // Before the first sweep there is no cell at all.
        let any = live.iter().any(|cluster| cluster.kind == ClusterKind::Shared);
        Ok(!any || live.iter().any(starting))
    }

    async fn add_cluster(&self, tx: &mut Tx, instance: &Instance) -> Result<ClusterId, LookError> {
        let context = &self.context;
        let new = NewCluster {
            id: ClusterId::new(&*context.clock, &*context.entropy),
            kind: ClusterKind::Dedicated,
            kafka_cluster_id: &KafkaClusterId::generate(&*context.entropy),
            kafka_version: context.catalogue.kafka_version(),
            brokers: context.catalogue.shape(ClusterKind::Dedicated).brokers,
            endpoint: instance.endpoint,
            partition_capacity: instance.limits.partitions,
            now: context.now(),
        };
        clusters::insert(tx, &context.system, &new).await?;
        work::wake(tx, WorkKind::Cluster.name(), new.id.uuid()).await?;
        Ok(new.id)
    }

    /// Tells the cluster's gateways about the instance and all its credentials and keys.
    async fn put_records(
        &self,
        tx: &mut Tx,
        instance: &Instance,
        cluster: ClusterId,
    ) -> Result<(), LookError> {
        let (system, now) = (&self.context.system, self.context.now());
        let plan = self.context.catalogue.plan(&instance.plan).ok_or_else(|| {
            LookError::stuck(
                "plan_unknown",
                format!("the plan `{}` is not in the catalogue any more", instance.plan),
            )
        })?;
        let tenant = Record::Tenant(Box::new(instance.tenant(&plan.topic_configs)));
        tenancy::put(tx, cluster, &RecordKey::Tenant(instance.id), &tenant, now).await?;
        for credential in credentials::list_of_instance(tx, system, instance.id).await? {
            let key = RecordKey::Credential(credential.id);
            tenancy::put(tx, cluster, &key, &credential.record(), now).await?;
        }
        for (id, record) in keys::list_records_of_instance(tx, system, instance.id).await? {
            let record = Record::Key(Box::new(record));
            tenancy::put(tx, cluster, &RecordKey::Key(id), &record, now).await?;
        }
        work::wake(tx, WorkKind::Tenancy.name(), cluster.uuid()).await?;
        Ok(())
    }

    /// Ends the instance's life and gives back what it held.
    async fn release(&self, tx: &mut Tx, instance: &mut Instance) -> Result<(), LookError> {
        let (system, now) = (&self.context.system, self.context.now());
        for (quota, amount) in quota::claims(instance.placement, &instance.limits) {
            quotas::release(tx, system, instance.org_id, quota, amount).await?;
        }
        if let (Placement::Shared, Some(cell)) = (instance.placement, instance.cluster_id) {
            clusters::release_cell(tx, system, cell, instance.limits.partitions).await?;
        }
        credentials::delete_all_of_instance(tx, system, instance.id, now).await?;
        instance.phase = Phase::Deleted;
        instance.observed_generation = instance.generation;
        Ok(())
    }

    fn state(&self, instance: &mut Instance, kind: &str, holds: bool, reason: &str, message: &str) {
        let status = if holds { ConditionStatus::True } else { ConditionStatus::False };
        let statement = Condition {
            kind: kind.to_owned(),
            status,
            reason: reason.to_owned(),
            message: message.to_owned(),
            since: self.context.now(),
        };
        state_condition(&mut instance.conditions, statement);
    }

    /// Nobody knows the subject: nothing was ever done for it.
    async fn forget(&self, claim: &Claim) -> Result<(), LookError> {
        let mut tx = self.context.begin().await?;
        work::settle(&mut tx, claim, &Settlement::Done).await?;
        Ok(tx.commit().await?)
    }
}
