//! When something was last done about a cluster: only for pacing and for saying how long a roll has
//! stood still. A control plane that starts has forgotten it, and does everything once more.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use wire::ids::ClusterId;

use super::roll::Roll;
use crate::orchestrator::ObservedCluster;

/// How often a workload is made as it should be though nobody changed what it should be: what
/// somebody else changed is put right by that.
const REPAIR: TimeDelta = TimeDelta::minutes(1);
/// How recently the workload must have been made as it should be before a broker is restarted into it:
/// what somebody changed by hand is put right, not rolled out.
const FRESH: TimeDelta = TimeDelta::seconds(15);
/// A restarted broker that takes longer to come back and be in sync needs a person.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// What is remembered of each cluster.
#[derive(Debug, Default)]
pub(super) struct Pace(Mutex<HashMap<ClusterId, Memory>>);

#[derive(Debug, Default)]
struct Memory {
    ensured: Option<DateTime<Utc>>,
    /// The brokers that were still outdated, and since when they have been the same.
    outdated: Option<(Vec<i32>, DateTime<Utc>)>,
}

impl Pace {
    /// Whether the workload should be ensured again.
    pub(super) fn repair_is_due(
        &self,
        cluster: ClusterId,
        roll: &Roll,
        now: DateTime<Utc>,
    ) -> bool {
        let age = if matches!(roll, Roll::Restart(_)) { FRESH } else { REPAIR };
        let ensured = self.lock().get(&cluster).and_then(|memory| memory.ensured);
        ensured.is_none_or(|at| now - at >= age)
    }

    /// The workload was ensured just now.
    pub(super) fn ensured(&self, cluster: ClusterId, now: DateTime<Utc>) {
        self.lock().entry(cluster).or_default().ensured = Some(now);
    }

    /// Whether a roll has made no progress for longer than it may take.
    pub(super) fn stands_still(
        &self,
        cluster: ClusterId,
        workload: &ObservedCluster,
        now: DateTime<Utc>,
    ) -> bool {
        let outdated: Vec<i32> =
            workload.brokers.iter().filter(|b| b.outdated).map(|b| b.id).collect();
        let mut memories = self.lock();
        let memory = memories.entry(cluster).or_default();
        match &memory.outdated {
            Some((same, since)) if *same == outdated => now - *since >= PATIENCE,
            _ => {
                memory.outdated = Some((outdated, now));
                false
            }
        }
    }

    /// The cluster is gone.
    pub(super) fn forget(&self, cluster: ClusterId) {
        self.lock().remove(&cluster);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ClusterId, Memory>> {
        // Nothing that can panic runs under this lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use wire::{clock::ManualClock, entropy::SeededEntropy};

    use super::*;

    #[test]
    fn repair_comes_round_and_a_roll_without_progress_is_noticed() {
        let pace = Pace::default();
        let id = ClusterId::new(&ManualClock::at(1), &SeededEntropy::new(1));
        let start = DateTime::UNIX_EPOCH;
        let due = |roll: &Roll, now| pace.repair_is_due(id, roll, now);
        assert!(due(&Roll::Done, start), "a new process looks at everything once");
        pace.ensured(id, start);
        assert!(!due(&Roll::Done, start + FRESH));
        assert!(due(&Roll::Done, start + REPAIR));
        assert!(!due(&Roll::Restart(1), start), "or it would never be restarted");
        assert!(due(&Roll::Restart(1), start + FRESH), "it may have been changed by hand since");

        let workload = ObservedCluster {
            generation: 1,
            brokers: Vec::new(),
            bootstrap: String::new(),
            ca_certificate_pem: String::new(),
        };
        assert!(!pace.stands_still(id, &workload, start));
        assert!(pace.stands_still(id, &workload, start + PATIENCE));
        pace.forget(id);
        assert!(!pace.stands_still(id, &workload, start + PATIENCE));
    }
}
