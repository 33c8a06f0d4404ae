//! The broom: what wakes everything that could have been forgotten, and finds what nobody owns.
//!
//! Looks are normally woken by the change that makes them due. This asks for those that a lost
//! wake-up could have cost, and compares both sides: principals on clusters, and workloads, without a
//! row, and instances that serve without a principal. What the row says was deleted is removed, and
//! what should be there is made again; what has no row at all is only reported, because a restored
//! database must not destroy what it does not remember.

use std::{collections::BTreeSet, time::Duration};

use async_trait::async_trait;
use chrono::TimeDelta;
use wire::{error::chain, ids::ClusterId, tenancy::TenantPrefix};

use super::{
    Context, LookError,
    driver::{Failure, Resource},
};
use crate::{
    domain::{
        cluster::{Cluster, ClusterKind, ClusterPhase, Endpoint, KafkaClusterId},
        instance::Instance,
        work::WorkKind,
    },
    store::{
        StoreError, Tx,
        clusters::{self, NewCluster},
        instances, tenancy,
        work::{self, Claim, Settlement},
    },
};

/// How often.
const PERIOD: Duration = Duration::from_secs(30);
/// How long a tombstone's row is kept: longer than the topic keeps the tombstone.
const TOMBSTONES_KEPT: TimeDelta = TimeDelta::days(7);

/// Sweeps.
pub(super) struct Sweep {
    context: Context,
}

#[async_trait]
impl Resource for Sweep {
    fn kind(&self) -> WorkKind {
        WorkKind::Sweep
    }

    fn parallel(&self) -> usize {
        1
    }

    async fn look(&self, claim: &Claim) -> Result<(), LookError> {
        self.wake_everybody().await?;
        self.forget_what_expired().await?;
        for cluster in self.clusters().await? {
            if let Err(error) = self.compare_tenants(&cluster).await {
                // One cluster that does not answer keeps no other from being swept.
                let error = chain(&error);
                tracing::info!(cluster.id = %cluster.id, error, "a cluster was not swept");
            }
        }
        self.find_stray_workloads().await?;
        let mut tx = self.context.begin().await?;
        work::settle(&mut tx, claim, &Settlement::Again(PERIOD)).await?;
        Ok(tx.commit().await?)
    }

    async fn note_failure(&self, _: &mut Tx, _: &Claim, _: &Failure) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Sweep {
    pub(super) const fn new(context: Context) -> Self {
        Self { context }
    }

    async fn clusters(&self) -> Result<Vec<Cluster>, LookError> {
        let mut tx = self.context.begin().await?;
        let clusters = clusters::list_live(&mut tx, &self.context.system).await?;
        tx.commit().await?;
        Ok(clusters)
    }

    async fn wake_everybody(&self) -> Result<(), LookError> {
        let system = &self.context.system;
        let mut tx = self.context.begin().await?;
        self.ensure_cells(&mut tx).await?;
        for cluster in clusters::list_live(&mut tx, system).await? {
            work::wake(&mut tx, WorkKind::Cluster.name(), cluster.id.uuid()).await?;
            work::wake(&mut tx, WorkKind::Reports.name(), cluster.id.uuid()).await?;
        }
        for cluster in tenancy::list_behind(&mut tx, system).await? {
            work::wake(&mut tx, WorkKind::Tenancy.name(), cluster.uuid()).await?;
        }
        for instance in instances::list_unsettled(&mut tx, system).await? {
            work::wake(&mut tx, WorkKind::Instance.name(), instance.uuid()).await?;
        }
        Ok(tx.commit().await?)
    }

    /// As many cells as the catalogue wants; more are left alone.
    async fn ensure_cells(&self, tx: &mut Tx) -> Result<(), LookError> {
        let context = &self.context;
        let cells = context.catalogue.cells();
        let live = clusters::count_cells(tx, &context.system).await?;
        for _ in live..i64::from(cells.count) {
            let new = NewCluster {
                id: ClusterId::new(&*context.clock, &*context.entropy),
                kind: ClusterKind::Shared,
                kafka_cluster_id: &KafkaClusterId::generate(&*context.entropy),
                kafka_version: context.catalogue.kafka_version(),
                brokers: cells.shape.brokers,
                endpoint: Endpoint::Public,
                partition_capacity: cells.partition_capacity,
                now: context.now(),
            };
            clusters::insert(tx, &context.system, &new).await?;
        }
        Ok(())
    }

    async fn forget_what_expired(&self) -> Result<(), LookError> {
        let (system, now) = (&self.context.system, self.context.now());
        let mut tx = self.context.begin().await?;
        tenancy::delete_old_tombstones(&mut tx, system, now - TOMBSTONES_KEPT).await?;
        Ok(tx.commit().await?)
    }

    /// Principals on a cluster without an instance, and instances without their principal.
    async fn compare_tenants(&self, cluster: &Cluster) -> Result<(), LookError> {
        if cluster.phase != ClusterPhase::Ready {
            return Ok(());
        }
        let access = self.context.access(cluster, cluster.internal_bootstrap.clone());
        let admin = &self.context.admin;
        // Kafka first: an instance's row is there before anything of it is in Kafka.
        let found = admin.tenants(&access).await?;
        let (live, deleted) = self.tenants(cluster.id, &found.any()).await?;
        let prefixes: BTreeSet<_> = live.iter().map(|instance| instance.prefix).collect();
        for tenant in found.any().difference(&prefixes) {
            if deleted.contains(tenant) {
                tracing::warn!(cluster.id = %cluster.id, %tenant, "a deleted tenant was left over");
                admin.delete_tenant_user(&access, *tenant).await?;
                admin.delete_tenant_groups(&access, *tenant).await?;
                admin.delete_tenant_topics(&access, *tenant).await?;
                admin.delete_tenant_acls(&access, *tenant).await?;
            } else {
                tracing::warn!(cluster.id = %cluster.id, %tenant, "nobody knows this tenant");
            }
        }
        let upstream = self.context.keyring.cluster_upstream_secret(cluster.id);
        let serving = live.iter().filter(|instance| instance.phase.serves());
        for tenant in serving.map(|instance| instance.prefix).filter(|p| !found.is_whole(p)) {
            tracing::warn!(cluster.id = %cluster.id, %tenant, "a tenant's principal was missing");
            let password = tenant.upstream_password(&upstream);
            admin.ensure_tenant_acls(&access, tenant).await?;
            admin.ensure_tenant_user(&access, tenant, &password).await?;
        }
        Ok(())
    }

    /// The instances that live on the cluster, and of the tenants found, those that were deleted
    /// from it.
    async fn tenants(
        &self,
        cluster: ClusterId,
        found: &BTreeSet<TenantPrefix>,
    ) -> Result<(Vec<Instance>, BTreeSet<TenantPrefix>), LookError> {
        let system = &self.context.system;
        let prefixes: Vec<String> = found.iter().map(ToString::to_string).collect();
        let mut tx = self.context.begin().await?;
        let live = instances::list_on(&mut tx, system, cluster).await?;
        let deleted = instances::list_deleted_prefixes(&mut tx, system, cluster, &prefixes).await?;
        tx.commit().await?;
        Ok((live, deleted.iter().filter_map(|prefix| prefix.parse().ok()).collect()))
    }

    /// Workloads without a live cluster.
    async fn find_stray_workloads(&self) -> Result<(), LookError> {
        let orchestrator = &self.context.orchestrator;
        for id in orchestrator.list().await? {
            let mut tx = self.context.begin().await?;
            let cluster = clusters::find(&mut tx, &self.context.system, id).await?;
            tx.commit().await?;
            match cluster.map(|cluster| cluster.phase) {
                Some(ClusterPhase::Deleted) => {
                    tracing::warn!(cluster.id = %id, "a deleted cluster's workload was left over");
                    orchestrator.remove(id).await?;
                }
                Some(_) => {}
                None => tracing::warn!(cluster.id = %id, "nobody knows this workload"),
            }
        }
        Ok(())
    }
}
