//! What the gateway tells the control plane, and what it keeps until it can.
//!
//! A report covers the time since the previous one and is counted exactly once by its id, so it may
//! be sent again but must not be changed after its first sending. While the broker is away, reports
//! wait in a short queue; when that is full, what happens further is gathered in the next report.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::Notify;
use wire::{
    clock::{Clock, UnixMillis},
    ids::ClusterId,
    key::KeyId,
    report::{AuthFailure, LastUsed, Report, Stored},
};

use crate::usage::Usages;

/// Distinct keys or failures remembered between two reports; more of them are only counted in the
/// metrics. Keeps a flood of sign-ins from filling the memory.
const REMEMBERED: usize = 2_000;

/// Reports waiting to be sent.
const WAITING: usize = 60;

/// Sign-ins since the last report.
#[derive(Debug, Default)]
pub struct SignIns {
    gathered: Mutex<Gathered>,
    /// Tells the reporter that something should not wait.
    news: Arc<Notify>,
}

#[derive(Debug, Default)]
struct Gathered {
    /// Keys that this process has let in before.
    known: HashSet<KeyId>,
    last_used: HashMap<KeyId, LastUsed>,
    failures: HashMap<(Option<KeyId>, String, &'static str), (u64, UnixMillis)>,
}

impl SignIns {
    /// None yet. What should not wait for the next report is told by `news`.
    pub fn new(news: Arc<Notify>) -> Self {
        Self { gathered: Mutex::default(), news }
    }

    /// A key signed in.
    pub fn succeeded(&self, used: LastUsed) {
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        if gathered.known.len() < REMEMBERED && gathered.known.insert(used.key_id.clone()) {
            self.news.notify_one();
        }
        if gathered.last_used.len() < REMEMBERED || gathered.last_used.contains_key(&used.key_id) {
            gathered.last_used.insert(used.key_id.clone(), used);
        }
    }

    /// A sign-in failed.
    pub fn failed(
        &self,
        key_id: Option<KeyId>,
        address: String,
        reason: &'static str,
        at: UnixMillis,
    ) {
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        let room = gathered.failures.len() < REMEMBERED;
        // Whoever holds the key may be waiting to see why it does not work.
        if key_id.is_some() {
            self.news.notify_one();
        }
        let key = (key_id, address, reason);
        if room || gathered.failures.contains_key(&key) {
            let (count, last) = gathered.failures.entry(key).or_default();
            *count += 1;
            *last = at;
        }
    }

    fn take(&self) -> (Vec<LastUsed>, Vec<AuthFailure>) {
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        let last_used = std::mem::take(&mut gathered.last_used);
        let failures = std::mem::take(&mut gathered.failures);
        drop(gathered);
        let failures = failures.into_iter().map(|((key_id, address, reason), (count, at))| {
            AuthFailure { key_id, address, reason: reason.to_owned(), count, at }
        });
        (last_used.into_values().collect(), failures.collect())
    }
}

/// Makes reports and keeps those that are not sent yet, oldest first.
#[derive(Debug)]
pub struct Outbox {
    cluster_id: ClusterId,
    gateway: i32,
    epoch: UnixMillis,
    sequence: u64,
    waiting: VecDeque<Report>,
}

impl Outbox {
    /// An empty outbox of a gateway process that starts now.
    pub fn new(cluster_id: ClusterId, gateway: i32, clock: &dyn Clock) -> Self {
        Self { cluster_id, gateway, epoch: clock.now(), sequence: 0, waiting: VecDeque::new() }
    }

    /// Gathers a report, unless too many wait already.
    pub fn gather(
        &mut self,
        usages: &Usages,
        sign_ins: &SignIns,
        stored: impl FnOnce() -> Vec<Stored>,
        applied_offset: i64,
        clock: &dyn Clock,
    ) {
        if self.waiting.len() >= WAITING {
            return;
        }
        let (last_used, auth_failures) = sign_ins.take();
        let (usage, first_uses) = usages.take(clock.now());
        self.waiting.push_back(Report {
            cluster_id: self.cluster_id,
            gateway: self.gateway,
            epoch: self.epoch,
            sequence: self.sequence,
            at: clock.now(),
            applied_offset,
            usage,
            last_used,
            auth_failures,
            first_uses,
            stored: stored(),
        });
        self.sequence += 1;
    }

    /// The report to send next.
    pub fn next(&self) -> Option<&Report> {
        self.waiting.front()
    }

    /// The report that [`Self::next`] named has arrived.
    pub fn sent(&mut self) {
        self.waiting.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use wire::clock::ManualClock;

    use super::*;

    #[test]
    fn reports_keep_their_id_until_sent_and_amounts_outlive_a_full_queue() {
        let clock = ManualClock::at(5);
        let (usages, sign_ins) = (Usages::new(1, 1, Arc::default()), SignIns::default());
        let cluster = "clus_01jd7c4v9ke0xbt5q2m8n6rhwz".parse().unwrap();
        let mut outbox = Outbox::new(cluster, 1, &clock);
        for _ in 0..WAITING + 5 {
            outbox.gather(&usages, &sign_ins, Vec::new, 0, &clock);
        }
        sign_ins.failed(None, "127.0.0.1".to_owned(), "malformed", 6);
        outbox.gather(&usages, &sign_ins, Vec::new, 0, &clock);
        assert_eq!(outbox.next().map(|r| r.sequence), Some(0));
        outbox.sent();
        assert_eq!(outbox.next().map(|r| r.sequence), Some(1));
        outbox.gather(&usages, &sign_ins, Vec::new, 0, &clock);
        let last = outbox.waiting.back().unwrap();
        assert_eq!(last.sequence, u64::try_from(WAITING).unwrap());
        assert_eq!(last.auth_failures[0].count, 1);
    }
}
