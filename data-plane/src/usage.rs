//! What this gateway keeps about each tenant beside its record: meters, counters, open connections.
//!
//! Counters are atomics that sessions add to and the reporter takes from. An entry lives as long as
//! a session of the tenant does or an amount is unreported, so the map stays as small as the set of
//! tenants that are at work.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering::Relaxed},
    },
};

use wire::{clock::UnixMillis, ids::InstanceId, report::Usage};

use crate::pipeline::quota::Meter;

/// What was let through lately and may not show in the broker's answers yet.
#[derive(Debug, Default)]
pub struct Reservations {
    /// Partitions by topic.
    pub partitions: Reserved,
    /// Groups; each counts one.
    pub groups: Reserved,
}

/// Amounts by name, each for a short while.
#[derive(Debug, Default)]
pub struct Reserved(HashMap<String, (u64, UnixMillis)>);

/// How long the broker may take to show what it was asked to make.
const RESERVED_MS: i64 = 10_000;

impl Reserved {
    /// Remembers an amount.
    pub fn insert(&mut self, name: String, amount: u64, now: UnixMillis) {
        self.0.insert(name, (amount, now.saturating_add(RESERVED_MS)));
    }

    /// Forgets one, which was not let through after all.
    pub fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// Forgets everything, because something is being deleted.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// What is there together with what is reserved; a name in both counts with the larger amount.
    pub fn total(&mut self, listed: &HashMap<String, u64>, now: UnixMillis) -> u64 {
        self.0.retain(|_, (_, until)| *until > now);
        let extra = self.0.iter().map(|(name, (amount, _))| {
            amount.saturating_sub(listed.get(name).copied().unwrap_or_default())
        });
        listed.values().sum::<u64>() + extra.sum::<u64>()
    }
}

/// One tenant's use of this gateway.
#[derive(Debug, Default)]
pub struct TenantUse {
    /// Bytes produced, against their limit.
    pub inbound: Meter,
    /// Bytes fetched, against their limit.
    pub outbound: Meter,
    /// Held while partitions or groups are counted and one more is created, so that two requests
    /// cannot both take the last place.
    pub creation: tokio::sync::Mutex<Reservations>,
    connections: AtomicU32,
    bytes_in: AtomicU64,
    bytes_out: AtomicU64,
    requests: AtomicU64,
    throttled_ms: AtomicU64,
}

impl TenantUse {
    /// Counts a request.
    pub fn request(&self) {
        self.requests.fetch_add(1, Relaxed);
    }

    /// Counts bytes of a produce request.
    pub fn produced(&self, bytes: u64) {
        self.bytes_in.fetch_add(bytes, Relaxed);
    }

    /// Counts bytes of a fetch response.
    pub fn fetched(&self, bytes: u64) {
        self.bytes_out.fetch_add(bytes, Relaxed);
    }

    /// Counts time for which a connection was held back.
    pub fn throttled(&self, time: std::time::Duration) {
        self.throttled_ms.fetch_add(u64::try_from(time.as_millis()).unwrap_or(u64::MAX), Relaxed);
    }

    /// Takes a place among `limit` connections; it is given back when the result is dropped.
    pub fn connect(self: &Arc<Self>, limit: u32) -> Option<OpenConnection> {
        self.connections
            .fetch_update(Relaxed, Relaxed, |open| (open < limit).then_some(open + 1))
            .ok()
            .map(|_| OpenConnection(Arc::clone(self)))
    }

    fn take(&self, instance_id: InstanceId) -> Usage {
        Usage {
            instance_id,
            bytes_in: self.bytes_in.swap(0, Relaxed),
            bytes_out: self.bytes_out.swap(0, Relaxed),
            requests: self.requests.swap(0, Relaxed),
            throttled_ms: self.throttled_ms.swap(0, Relaxed),
            connections: self.connections.load(Relaxed),
        }
    }
}

/// A place among a tenant's connections.
#[derive(Debug)]
pub struct OpenConnection(Arc<TenantUse>);

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Relaxed);
    }
}

/// All tenants at work.
#[derive(Debug, Default)]
pub struct Usages(Mutex<HashMap<InstanceId, Arc<TenantUse>>>);

impl Usages {
    /// A tenant's entry, made when missing.
    pub fn of(&self, tenant: InstanceId) -> Arc<TenantUse> {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(map.entry(tenant).or_default())
    }

    /// Takes what happened since the last call, of tenants with activity or open connections.
    pub fn take(&self) -> Vec<Usage> {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken: Vec<_> = map.iter().map(|(id, entry)| entry.take(*id)).collect();
        // Nobody but the map holds an entry without sessions; its debt is worth little.
        map.retain(|_, entry| Arc::strong_count(entry) > 1);
        taken
            .into_iter()
            .filter(|u| u.connections > 0 || u.requests > 0 || u.bytes_out > 0)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_stay_within_the_limit_and_places_are_given_back() {
        let usage = Arc::new(TenantUse::default());
        let first = usage.connect(1).unwrap();
        assert!(usage.connect(1).is_none());
        drop(first);
        assert!(usage.connect(1).is_some());
    }

    #[test]
    fn what_is_reserved_counts_until_it_shows_or_lapses() {
        let mut reserved = Reserved::default();
        let mut listed = HashMap::from([("a".to_owned(), 3)]);
        reserved.insert("b".to_owned(), 2, 0);
        assert_eq!(reserved.total(&listed, 1), 5);
        listed.insert("b".to_owned(), 2);
        assert_eq!(reserved.total(&listed, 1), 5);
        listed.remove("b");
        assert_eq!(reserved.total(&listed, RESERVED_MS), 3);
    }

    #[test]
    fn amounts_are_taken_once() {
        let (usages, id) = (Usages::default(), "inst_01jd7c4v9ke0xbt5q2m8n6rhwz".parse().unwrap());
        let entry = usages.of(id);
        entry.request();
        entry.produced(10);
        drop(entry);
        let taken = usages.take();
        assert_eq!((taken[0].bytes_in, taken[0].requests), (10, 1));
        assert!(usages.take().is_empty());
        assert!(usages.0.lock().unwrap().is_empty());
    }
}
