//! What a cluster needs next. Pure.

use super::{Seen, roll::Roll};
use crate::{
    domain::cluster::{Cluster, ClusterPhase},
    orchestrator::ObservedCluster,
};

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// All is as it should be.
    Nothing,
    /// Start it, or bring it up to its generation.
    Ensure,
    /// Have this broker run with what was last ensured.
    Restart(i32),
    /// It is starting.
    Await,
    /// A broker should be restarted, and must not be yet.
    AwaitRoll,
    /// Kafka answers: make our topics and users in it.
    Bootstrap,
    /// It serves.
    Confirm,
    /// It served and does not now.
    Degrade,
    /// Take it down.
    Remove,
    /// It is gone.
    Forget,
}

/// The next step.
pub(super) fn plan(seen: &Seen) -> Step {
    let Seen { cluster, workload, repair_is_due, roll } = seen;
    match (cluster.phase, workload) {
        (ClusterPhase::Deleted, _) => Step::Forget,
        (ClusterPhase::Deleting, _) => Step::Remove,
        (_, None) => Step::Ensure,
        (_, Some(workload)) if workload.generation < cluster.generation => Step::Ensure,
        (_, Some(_)) if *repair_is_due => Step::Ensure,
        (_, Some(_)) if *roll != Roll::Done => match roll {
            Roll::Restart(broker) => Step::Restart(*broker),
            Roll::Wait(_) | Roll::Done => Step::AwaitRoll,
        },
        (ClusterPhase::Pending | ClusterPhase::Provisioning, Some(workload)) => {
            begin(cluster, workload)
        }
        (ClusterPhase::Ready, Some(workload)) => {
            if !serves(cluster, workload) {
                Step::Degrade
            } else if is_described(cluster, workload) {
                Step::Nothing
            } else {
                Step::Confirm
            }
        }
        (ClusterPhase::Degraded | ClusterPhase::Lost, Some(workload)) => {
            if serves(cluster, workload) { Step::Confirm } else { Step::Degrade }
        }
    }
}

fn begin(cluster: &Cluster, workload: &ObservedCluster) -> Step {
    let bootstrapped = !cluster.internal_bootstrap.is_empty();
    if !workload.kafka_serves(cluster.generation, cluster.brokers) {
        Step::Await
    } else if !bootstrapped {
        Step::Bootstrap
    } else if serves(cluster, workload) {
        Step::Confirm
    } else {
        Step::Await
    }
}

fn serves(cluster: &Cluster, workload: &ObservedCluster) -> bool {
    workload.serves(cluster.generation, cluster.brokers)
}

/// Whether the row tells others the truth about how the cluster is reached.
fn is_described(cluster: &Cluster, workload: &ObservedCluster) -> bool {
    cluster.bootstrap.as_deref() == Some(workload.bootstrap.as_str())
        && cluster.ca_certificate_pem.as_deref() == Some(workload.ca_certificate_pem.as_str())
        && cluster
            .internal_bootstrap
            .iter()
            .eq(workload.brokers.iter().map(|broker| &broker.internal_address))
        && cluster
            .internal_gateways
            .iter()
            .eq(workload.brokers.iter().map(|broker| &broker.gateway_address))
        && cluster.observed_generation >= cluster.generation
        && cluster.obstacle.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::cluster::testing,
        orchestrator::{ObservedBroker, State},
    };

    fn cluster(phase: ClusterPhase) -> Cluster {
        Cluster {
            bootstrap: Some("public:1".to_owned()),
            internal_bootstrap: vec!["internal:1".to_owned()],
            internal_gateways: vec!["gateway:1".to_owned()],
            ca_certificate_pem: Some("pem".to_owned()),
            ..testing::cluster(phase)
        }
    }

    fn workload(kafka: State, gateway: State) -> ObservedCluster {
        ObservedCluster {
            generation: 1,
            brokers: vec![ObservedBroker {
                id: 1,
                kafka,
                gateway,
                internal_address: "internal:1".to_owned(),
                gateway_address: "gateway:1".to_owned(),
                public_address: "public:1".to_owned(),
                outdated: false,
            }],
            bootstrap: "public:1".to_owned(),
            ca_certificate_pem: "pem".to_owned(),
        }
    }

    fn step(cluster: Cluster, workload: Option<ObservedCluster>) -> Step {
        plan(&Seen { cluster, workload, repair_is_due: false, roll: Roll::Done })
    }

    #[test]
    fn a_new_cluster_is_started_filled_and_then_serves() {
        use State::{Ready, Starting};
        let new = || Cluster { internal_bootstrap: Vec::new(), ..cluster(ClusterPhase::Pending) };
        assert_eq!(step(new(), None), Step::Ensure);
        assert_eq!(step(new(), Some(workload(Starting, Starting))), Step::Await);
        assert_eq!(step(new(), Some(workload(Ready, Starting))), Step::Bootstrap);
        let filled = || cluster(ClusterPhase::Provisioning);
        assert_eq!(step(filled(), Some(workload(Ready, Starting))), Step::Await);
        assert_eq!(step(filled(), Some(workload(Ready, Ready))), Step::Confirm);
    }

    #[test]
    fn a_cluster_that_fell_is_seen_and_taken_back() {
        use State::{Ready, Starting};
        let ready = || cluster(ClusterPhase::Ready);
        assert_eq!(step(ready(), Some(workload(Ready, Ready))), Step::Nothing);
        assert_eq!(step(ready(), Some(workload(Ready, Starting))), Step::Degrade);
        assert_eq!(step(ready(), None), Step::Ensure, "the machine was restarted");
        let degraded = || cluster(ClusterPhase::Degraded);
        assert_eq!(step(degraded(), Some(workload(Starting, Ready))), Step::Degrade);
        assert_eq!(step(degraded(), Some(workload(Ready, Ready))), Step::Confirm);
        let mut moved = workload(Ready, Ready);
        moved.brokers[0].internal_address = "internal:2".to_owned();
        assert_eq!(step(ready(), Some(moved)), Step::Confirm, "it has another address");
        let stale = Cluster { obstacle: Some("broker 1 is not back".to_owned()), ..ready() };
        assert_eq!(step(stale, Some(workload(Ready, Ready))), Step::Confirm, "it is back");
        let newer = Cluster { generation: 2, ..ready() };
        assert_eq!(step(newer, Some(workload(Ready, Ready))), Step::Ensure);
    }

    #[test]
    fn repair_comes_before_a_roll_and_a_roll_before_everything_else() {
        let seen = |repair_is_due, roll| Seen {
            cluster: cluster(ClusterPhase::Ready),
            workload: Some(workload(State::Ready, State::Ready)),
            repair_is_due,
            roll,
        };
        let wait = || Roll::Wait("broker 2 is not back".to_owned());
        assert_eq!(plan(&seen(true, wait())), Step::Ensure);
        assert_eq!(plan(&seen(false, wait())), Step::AwaitRoll);
        assert_eq!(plan(&seen(false, Roll::Restart(3))), Step::Restart(3));
        assert_eq!(plan(&seen(false, Roll::Done)), Step::Nothing);
    }

    #[test]
    fn deletion_needs_no_workload() {
        assert_eq!(step(cluster(ClusterPhase::Deleting), None), Step::Remove);
        assert_eq!(step(cluster(ClusterPhase::Deleted), None), Step::Forget);
    }
}
