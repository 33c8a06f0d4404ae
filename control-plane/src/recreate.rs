//! `recreate-cluster`: what an operator does about a cluster that cannot be restored.

use wire::{clock::SystemClock, ids::ClusterId};

use crate::{
    domain::{clock, cluster::ClusterPhase, work::WorkKind},
    store::{Db, StoreError, SystemScope, clusters, instances, tenancy, work},
};

/// Why a cluster is not made again.
#[derive(Debug, thiserror::Error)]
pub enum RecreateError {
    /// There is none.
    #[error("there is no cluster {0}; `GET /v1/clusters` lists them")]
    Unknown(ClusterId),
    /// It has something to lose.
    #[error(
        "cluster {id} is {phase}, not lost: something of it may be left, which would be destroyed",
        phase = phase.name()
    )]
    NotLost {
        /// Which.
        id: ClusterId,
        /// What it is.
        phase: ClusterPhase,
    },
    /// The database.
    #[error("the database cannot be used")]
    Store(#[from] StoreError),
}

/// Has a lost cluster begin again, empty, under the name it had. Its instances keep their settings,
/// credentials and keys; says how many they are.
pub async fn recreate(db: &Db, id: ClusterId) -> Result<usize, RecreateError> {
    let now = clock::now(&SystemClock);
    let system = SystemScope::for_composition_root();
    let mut tx = db.begin().await?;
    if !clusters::recreate(&mut tx, &system, id, now).await? {
        let cluster = clusters::find(&mut tx, &system, id).await?;
        return Err(match cluster {
            Some(cluster) => RecreateError::NotLost { id, phase: cluster.phase },
            None => RecreateError::Unknown(id),
        });
    }
    // What its gateways were told they have to be told again.
    tenancy::forget_cluster(&mut tx, &system, id).await?;
    work::wake(&mut tx, WorkKind::Cluster.name(), id.uuid()).await?;
    let instances = instances::begin_again(&mut tx, &system, id, now).await?;
    for instance in &instances {
        work::wake(&mut tx, WorkKind::Instance.name(), instance.uuid()).await?;
    }
    tx.commit().await?;
    Ok(instances.len())
}
