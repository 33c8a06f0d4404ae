//! What an instance needs next. Pure: the whole life of an instance, readable in one match.

use super::Seen;
use crate::domain::{
    cluster::ClusterPhase, instance::Phase, operation::Progress, placement::Placement,
};

/// One thing to do, or to wait for. Whoever is waited for wakes the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// All is as it should be.
    Nothing,
    /// Choose a cell, or ask for a cluster.
    Place,
    /// The cluster is not ready.
    AwaitCluster,
    /// Make user and permissions on the cluster, then its tenancy record.
    SetUp,
    /// The tenancy record is on its way to the gateways.
    AwaitPublication,
    /// It serves.
    Confirm,
    /// Take its tenancy records back, so that its clients are cut off.
    Withdraw,
    /// The tombstones are on their way to the gateways.
    AwaitWithdrawal,
    /// Remove everything of it from the cell, and be done.
    CleanUp,
    /// Ask for its cluster to be removed.
    RemoveCluster,
    /// Its cluster is being removed.
    AwaitRemoval,
    /// Nothing of it is left anywhere.
    Finish,
}

impl Step {
    /// How far the operation has come, as its owner sees it.
    pub(super) fn progress(self) -> Progress {
        let (step, done, of) = match self {
            Self::Place => ("place", 0, 4),
            Self::AwaitCluster => ("start_cluster", 1, 4),
            Self::SetUp => ("set_up", 2, 4),
            Self::AwaitPublication => ("publish_tenancy", 3, 4),
            Self::Nothing | Self::Confirm => ("confirm", 4, 4),
            Self::Withdraw => ("withdraw", 0, 3),
            Self::AwaitWithdrawal => ("publish_tenancy", 1, 3),
            Self::CleanUp => ("clean_up", 2, 3),
            Self::RemoveCluster => ("remove_cluster", 0, 2),
            Self::AwaitRemoval => ("remove_cluster", 1, 2),
            Self::Finish => ("release", 2, 2),
        };
        Progress { step: Some(step.to_owned()), done, of }
    }
}

/// The next step.
pub(super) fn plan(seen: &Seen) -> Step {
    match seen.instance.phase {
        Phase::Deleted => Step::Nothing,
        Phase::Deleting => leave(seen),
        Phase::Pending
        | Phase::Provisioning
        | Phase::Ready
        | Phase::Updating
        | Phase::Suspended
        | Phase::Degraded
        | Phase::Failed => serve(seen),
    }
}

fn serve(seen: &Seen) -> Step {
    let Some(cluster) = &seen.cluster else { return Step::Place };
    let in_force = seen.instance.observed_generation >= seen.instance.generation;
    match (cluster.phase, seen.record) {
        // Its condition says what became of its cluster.
        (ClusterPhase::Lost, _) if in_force => Step::Nothing,
        // A cluster on its way out takes no more tenants; a new one is not chosen behind the
        // owner's back, because their data would stay behind.
        (
            ClusterPhase::Pending
            | ClusterPhase::Provisioning
            | ClusterPhase::Lost
            | ClusterPhase::Deleting
            | ClusterPhase::Deleted,
            _,
        ) => Step::AwaitCluster,
        (ClusterPhase::Ready | ClusterPhase::Degraded, record) => match record {
            Some(record) if record.live && in_force => Step::Nothing,
            Some(record) if record.live && record.published => Step::Confirm,
            Some(record) if record.live => Step::AwaitPublication,
            Some(_) | None => Step::SetUp,
        },
    }
}

fn leave(seen: &Seen) -> Step {
    let Some(cluster) = &seen.cluster else { return Step::Finish };
    match (seen.instance.placement, cluster.phase) {
        (_, ClusterPhase::Deleted) => Step::Finish,
        (_, ClusterPhase::Deleting) => Step::AwaitRemoval,
        (Placement::Dedicated, _) => Step::RemoveCluster,
        (Placement::Shared, _) => match seen.record {
            Some(record) if record.live => Step::Withdraw,
            // Nobody is left to tell, and nothing to clean up.
            _ if cluster.phase == ClusterPhase::Lost => Step::Finish,
            Some(record) if !record.published => Step::AwaitWithdrawal,
            Some(_) | None => Step::CleanUp,
        },
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use wire::{
        clock::ManualClock,
        entropy::SeededEntropy,
        ids::{InstanceId, OrgId},
        tenancy::{Limits, TenantPrefix},
    };

    use super::*;
    use crate::{
        domain::{
            cluster::{Endpoint, KafkaClusterId, testing},
            instance::{Instance, Labels},
            name::Label,
        },
        store::tenancy::RecordState,
    };

    fn seen(placement: Placement, phase: Phase) -> Seen {
        let (clock, entropy) = (ManualClock::at(1), SeededEntropy::new(1));
        let instance = Instance {
            id: InstanceId::new(&clock, &entropy),
            org_id: OrgId::new(&clock, &entropy),
            name: "orders".parse().unwrap(),
            plan: "any".to_owned(),
            placement,
            description: Label::default(),
            labels: Labels::default(),
            limits: Limits {
                partitions: 1,
                groups: 1,
                connections: 1,
                bytes_in_per_second: 1,
                bytes_out_per_second: 1,
                max_message_bytes: 1,
            },
            deletion_protection: false,
            endpoint: Endpoint::Public,
            prefix: TenantPrefix::generate(&entropy),
            shown_cluster_id: KafkaClusterId::generate(&entropy),
            cluster_id: None,
            phase,
            conditions: Vec::new(),
            generation: 1,
            observed_generation: 0,
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        };
        Seen { instance, cluster: None, record: None }
    }

    fn on(mut seen: Seen, phase: ClusterPhase, record: Option<RecordState>) -> Seen {
        seen.cluster = Some(testing::cluster(phase));
        seen.record = record;
        seen
    }

    const UNPUBLISHED: Option<RecordState> = Some(RecordState { live: true, published: false });
    const PUBLISHED: Option<RecordState> = Some(RecordState { live: true, published: true });
    const GOING: Option<RecordState> = Some(RecordState { live: false, published: false });
    const GONE: Option<RecordState> = Some(RecordState { live: false, published: true });

    #[test]
    fn a_wanted_instance_goes_step_by_step_until_it_serves() {
        let new = || seen(Placement::Shared, Phase::Pending);
        assert_eq!(plan(&new()), Step::Place);
        for (phase, record, step) in [
            (ClusterPhase::Pending, None, Step::AwaitCluster),
            (ClusterPhase::Provisioning, None, Step::AwaitCluster),
            (ClusterPhase::Ready, None, Step::SetUp),
            (ClusterPhase::Ready, UNPUBLISHED, Step::AwaitPublication),
            (ClusterPhase::Ready, PUBLISHED, Step::Confirm),
            (ClusterPhase::Degraded, PUBLISHED, Step::Confirm),
            (ClusterPhase::Lost, PUBLISHED, Step::AwaitCluster),
        ] {
            assert_eq!(plan(&on(new(), phase, record)), step, "{phase:?} {record:?}");
        }
        let mut served = on(seen(Placement::Shared, Phase::Ready), ClusterPhase::Ready, PUBLISHED);
        served.instance.observed_generation = 1;
        assert_eq!(plan(&served), Step::Nothing);
        served.instance.generation = 2;
        assert_eq!(plan(&served), Step::Confirm);
        served.cluster = Some(testing::cluster(ClusterPhase::Lost));
        assert_eq!(plan(&served), Step::AwaitCluster);
        served.instance.generation = 1;
        assert_eq!(plan(&served), Step::Nothing, "its condition says that its cluster is lost");
        served.cluster = Some(testing::cluster(ClusterPhase::Ready));
        served.instance.generation = 2;
        served.record = None;
        assert_eq!(plan(&served), Step::SetUp, "a lost record is made again");
    }

    #[test]
    fn deletion_finishes_from_every_state() {
        for placement in [Placement::Shared, Placement::Dedicated] {
            assert_eq!(plan(&seen(placement, Phase::Deleting)), Step::Finish);
            let gone = on(seen(placement, Phase::Deleting), ClusterPhase::Deleted, PUBLISHED);
            assert_eq!(plan(&gone), Step::Finish);
            let going = on(seen(placement, Phase::Deleting), ClusterPhase::Deleting, PUBLISHED);
            assert_eq!(plan(&going), Step::AwaitRemoval);
        }
        let shared = |record| {
            plan(&on(seen(Placement::Shared, Phase::Deleting), ClusterPhase::Ready, record))
        };
        assert_eq!(shared(PUBLISHED), Step::Withdraw);
        assert_eq!(shared(UNPUBLISHED), Step::Withdraw);
        assert_eq!(shared(GOING), Step::AwaitWithdrawal);
        assert_eq!(shared(GONE), Step::CleanUp);
        assert_eq!(shared(None), Step::CleanUp, "its user may exist before its record");
        let lost = |record| {
            plan(&on(seen(Placement::Shared, Phase::Deleting), ClusterPhase::Lost, record))
        };
        assert_eq!(lost(PUBLISHED), Step::Withdraw, "it must not come back with its cluster");
        assert_eq!(lost(GOING), Step::Finish);
        assert_eq!(lost(None), Step::Finish);
        for phase in [
            ClusterPhase::Pending,
            ClusterPhase::Provisioning,
            ClusterPhase::Ready,
            ClusterPhase::Lost,
        ] {
            let own = on(seen(Placement::Dedicated, Phase::Deleting), phase, PUBLISHED);
            assert_eq!(plan(&own), Step::RemoveCluster);
        }
        assert_eq!(plan(&seen(Placement::Shared, Phase::Deleted)), Step::Nothing);
    }
}
