//! Which broker may be restarted next, so that clients see no more than a leader move. Pure.
//!
//! One at a time, and only while the rest can do without it: every partition with a copy there keeps
//! as many in-sync copies elsewhere as its topic demands, and the controllers keep their majority.
//! The active controller comes last, so that the quorum changes its leader once. Nothing is noted
//! down: what is left to do is what runs with something outdated, and a broker that was restarted
//! and is not back holds up all others, whoever looks.

use crate::{
    kafka::Health,
    orchestrator::{ObservedBroker, ObservedCluster, State},
};

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Roll {
    /// Every broker runs with what was last ensured.
    Done,
    /// Restart this one.
    Restart(i32),
    /// Not now; why.
    Wait(String),
}

/// Whether somebody has to know the cluster's health before the next broker can be named.
pub(super) fn needs_health(workload: &ObservedCluster) -> bool {
    workload.brokers.len() > 1
        && workload.brokers.iter().any(|broker| broker.outdated)
        && workload.brokers.iter().any(|broker| broker.kafka == State::Ready)
}

/// The next step. `health` may be missing where [`needs_health`] says so.
pub(super) fn next(workload: &ObservedCluster, health: Option<&Health>) -> Roll {
    let outdated: Vec<&ObservedBroker> = workload.brokers.iter().filter(|b| b.outdated).collect();
    let Some(first) = outdated.first() else { return Roll::Done };
    let Some(health) = health else {
        // It is alone, or nobody serves: a restart takes nothing away that waiting would keep.
        return Roll::Restart(first.id);
    };
    let mut down = workload.brokers.iter().filter(|broker| !broker.serves());
    match (down.next(), down.next()) {
        (None, _) => {}
        // What it runs with now does not work, and what it will get may.
        (Some(broker), None) if broker.outdated && is_failed(broker) => {
            return Roll::Restart(broker.id);
        }
        (Some(broker), _) => return Roll::Wait(format!("broker {} is not back", broker.id)),
    }
    let controller_last = |broker: &&&ObservedBroker| broker.id == health.controller;
    let mut order = outdated.clone();
    order.sort_by_key(|broker| controller_last(&broker));
    let mut reason = None;
    for broker in order.iter().filter(|b| outdated.len() == 1 || b.id != health.controller) {
        match why_not(broker.id, workload, health) {
            None => return Roll::Restart(broker.id),
            Some(why) => reason = reason.or(Some(why)),
        }
    }
    Roll::Wait(reason.unwrap_or_else(|| "nobody can be spared".to_owned()))
}

fn is_failed(broker: &ObservedBroker) -> bool {
    [&broker.kafka, &broker.gateway].iter().any(|state| matches!(state, State::Failed { .. }))
}

/// What keeps a broker from being restarted now.
fn why_not(broker: i32, workload: &ObservedCluster, health: &Health) -> Option<String> {
    let others = health.controllers.iter().filter(|id| **id != broker).count();
    if others <= workload.brokers.len() / 2 {
        return Some(format!("without broker {broker} the controllers have no majority"));
    }
    let at_risk = health
        .partitions
        .iter()
        .filter(|partition| partition.replicas.contains(&broker))
        .filter(|partition| {
            let left = partition.in_sync.iter().filter(|id| **id != broker).count();
            // No more can be kept than there are other copies.
            left < partition.min_in_sync.min(partition.replicas.len() - 1)
        })
        .count();
    (at_risk > 0).then(|| {
        format!("without broker {broker}, {at_risk} partitions have too few copies in sync")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kafka::PartitionHealth;

    fn broker(id: i32, outdated: bool) -> ObservedBroker {
        ObservedBroker {
            id,
            kafka: State::Ready,
            gateway: State::Ready,
            internal_address: format!("internal:{id}"),
            gateway_address: format!("gateway:{id}"),
            public_address: format!("public:{id}"),
            outdated,
        }
    }

    fn cluster(outdated: [bool; 3]) -> ObservedCluster {
        ObservedCluster {
            generation: 2,
            brokers: (1..).zip(outdated).map(|(id, outdated)| broker(id, outdated)).collect(),
            bootstrap: "public:1".to_owned(),
            ca_certificate_pem: "pem".to_owned(),
        }
    }

    fn partition(replicas: &[i32], in_sync: &[i32], min_in_sync: usize) -> PartitionHealth {
        PartitionHealth { replicas: replicas.to_vec(), in_sync: in_sync.to_vec(), min_in_sync }
    }

    fn health(partitions: Vec<PartitionHealth>) -> Health {
        Health { partitions, controller: 1, controllers: vec![1, 2, 3] }
    }

    fn whole() -> Health {
        health(vec![partition(&[1, 2, 3], &[3, 1, 2], 2)])
    }

    fn waits(roll: &Roll, for_what: &str) {
        assert!(matches!(roll, Roll::Wait(why) if why.contains(for_what)), "{roll:?}");
    }

    #[test]
    fn brokers_go_one_by_one_and_the_active_controller_last() {
        assert_eq!(next(&cluster([true, true, true]), Some(&whole())), Roll::Restart(2));
        assert_eq!(next(&cluster([true, false, true]), Some(&whole())), Roll::Restart(3));
        assert_eq!(next(&cluster([true, false, false]), Some(&whole())), Roll::Restart(1));
        assert_eq!(next(&cluster([false; 3]), Some(&whole())), Roll::Done);
        // The controller moved when its broker was restarted: the one that is left goes all the same.
        let moved = Health { controller: 3, ..whole() };
        assert_eq!(next(&cluster([false, false, true]), Some(&moved)), Roll::Restart(3));
    }

    #[test]
    fn nobody_goes_while_one_is_not_back() {
        let mut away = cluster([true, false, true]);
        away.brokers[1].gateway = State::Starting;
        waits(&next(&away, Some(&whole())), "broker 2 is not back");
        // Though it is outdated itself: it may be on its way.
        away.brokers[1].outdated = true;
        waits(&next(&away, Some(&whole())), "broker 2 is not back");
        // It cannot start with what it has.
        away.brokers[1].kafka = State::Failed { reason: "no such image".to_owned() };
        assert_eq!(next(&away, Some(&whole())), Roll::Restart(2));
        // Two at once are never touched.
        away.brokers[2].kafka = State::Failed { reason: "no such image".to_owned() };
        waits(&next(&away, Some(&whole())), "broker 2 is not back");
    }

    #[test]
    fn nobody_goes_whose_copies_are_needed() {
        let all = cluster([true, true, true]);
        let behind = health(vec![partition(&[1, 2, 3], &[1, 2], 2)]);
        // Brokers 1 and 2 hold what is in sync; 3 is behind and takes nothing with it.
        assert_eq!(next(&all, Some(&behind)), Roll::Restart(3));
        waits(&next(&cluster([true, true, false]), Some(&behind)), "1 partitions");
        // A copy that is the only one cannot be kept by waiting, nor can two of two.
        for lonely in [partition(&[2], &[2], 1), partition(&[2, 3], &[2, 3], 2)] {
            assert_eq!(next(&all, Some(&health(vec![lonely]))), Roll::Restart(2));
        }
        let last_copy = health(vec![partition(&[2, 3], &[2], 2)]);
        assert_eq!(next(&all, Some(&last_copy)), Roll::Restart(3));
    }

    #[test]
    fn the_controllers_keep_their_majority() {
        let slow = Health { controllers: vec![1, 2], ..whole() };
        assert_eq!(next(&cluster([true, true, true]), Some(&slow)), Roll::Restart(3));
        waits(&next(&cluster([true, true, false]), Some(&slow)), "majority");
    }

    #[test]
    fn what_nobody_can_be_asked_about_is_restarted_at_once() {
        let mut alone = cluster([true; 3]);
        alone.brokers.truncate(1);
        assert!(!needs_health(&alone));
        assert_eq!(next(&alone, None), Roll::Restart(1));
        let mut dead = cluster([true; 3]);
        for broker in &mut dead.brokers {
            broker.kafka = State::Failed { reason: "out of disk".to_owned() };
        }
        assert!(!needs_health(&dead));
        assert_eq!(next(&dead, None), Roll::Restart(1));
        assert!(needs_health(&cluster([true, false, false])));
        assert!(!needs_health(&cluster([false; 3])));
    }
}
