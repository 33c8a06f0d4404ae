//! What this gateway keeps about each tenant beside its record: meters, counters, open connections.
//!
//! Counters are atomics that sessions add to and the reporter takes from. An entry lives as long as
//! a session of the tenant does or an amount is unreported, so the map stays as small as the set of
//! tenants that are at work.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering::Relaxed},
    },
};

use tokio::sync::Semaphore;
use wire::{clock::UnixMillis, ids::InstanceId, report::Usage};

use crate::pipeline::quota::Meter;

/// What was let through lately and may not show in the broker's answers yet.
#[derive(Debug, Default)]
pub struct Reservations {
    /// Rises when groups go away: what connections know about groups is void then.
    pub groups_deleted: u64,
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
    /// Remembers an amount; a larger one that is under way stays.
    pub fn insert(&mut self, name: String, amount: u64, now: UnixMillis) {
        let (held, until) = self.0.entry(name).or_default();
        *held = amount.max(*held);
        *until = now.saturating_add(RESERVED_MS);
    }

    /// Forgets one, which was there and is gone.
    pub fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// What `name` has or will have.
    pub fn of(&self, name: &str, listed: &HashMap<String, u64>) -> u64 {
        let reserved = self.0.get(name).map_or(0, |(amount, _)| *amount);
        reserved.max(listed.get(name).copied().unwrap_or_default())
    }

    /// What is there together with what is reserved; a name in both counts with the larger amount.
    pub fn total(&mut self, listed: &HashMap<String, u64>, now: UnixMillis) -> u64 {
        self.0.retain(|_, (_, until)| *until > now);
        let extra = self.0.iter().map(|(name, (amount, _))| {
            amount.saturating_sub(listed.get(name).copied().unwrap_or_default())
        });
        listed.values().sum::<u64>() + extra.sum::<u64>()
    }

    fn is_empty(&self, now: UnixMillis) -> bool {
        self.0.values().all(|(_, until)| *until <= now)
    }
}

/// One tenant's use of this gateway.
#[derive(Debug)]
pub struct TenantUse {
    /// Its part of the memory for requests.
    pub request_memory: Arc<Semaphore>,
    /// Its part of the memory for responses that are held whole.
    pub response_memory: Arc<Semaphore>,
    /// Bytes produced, against their limit.
    pub inbound: Meter,
    /// Bytes fetched, against their limit.
    pub outbound: Meter,
    /// Held while partitions or groups are counted and one more is created, so that two requests
    /// cannot both take the last place.
    pub creation: tokio::sync::Mutex<()>,
    reservations: Mutex<Reservations>,
    connections: AtomicU32,
    bytes_in: AtomicU64,
    bytes_out: AtomicU64,
    requests: AtomicU64,
    throttled_ms: AtomicU64,
}

impl TenantUse {
    /// A tenant that has not done anything yet, with so many bytes for requests and for responses.
    pub fn new(request_memory: usize, response_memory: usize) -> Self {
        Self {
            request_memory: Arc::new(Semaphore::new(request_memory)),
            response_memory: Arc::new(Semaphore::new(response_memory)),
            inbound: Meter::default(),
            outbound: Meter::default(),
            creation: tokio::sync::Mutex::default(),
            reservations: Mutex::default(),
            connections: AtomicU32::default(),
            bytes_in: AtomicU64::default(),
            bytes_out: AtomicU64::default(),
            requests: AtomicU64::default(),
            throttled_ms: AtomicU64::default(),
        }
    }

    /// What was let through lately, for a short look.
    pub fn reservations(&self) -> MutexGuard<'_, Reservations> {
        self.reservations.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Connections that are open.
    pub fn connections(&self) -> u32 {
        self.connections.load(Relaxed)
    }

    /// Whether what is remembered still limits the tenant, so that leaving and coming back at once
    /// does not wipe it out.
    fn is_bound(&self, now: UnixMillis) -> bool {
        let reserved = self.reservations();
        !self.inbound.debt(now).is_zero()
            || !self.outbound.debt(now).is_zero()
            || !reserved.partitions.is_empty(now)
            || !reserved.groups.is_empty(now)
    }

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
#[derive(Debug)]
pub struct Usages {
    request_memory: usize,
    response_memory: usize,
    entries: Mutex<HashMap<InstanceId, Arc<TenantUse>>>,
}

impl Usages {
    /// Of nobody yet; each tenant gets so many bytes for requests and for responses.
    pub fn new(request_memory: usize, response_memory: usize) -> Self {
        Self { request_memory, response_memory, entries: Mutex::default() }
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<InstanceId, Arc<TenantUse>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A tenant's entry, made when missing.
    pub fn of(&self, tenant: InstanceId) -> Arc<TenantUse> {
        let mut map = self.entries();
        let new = || Arc::new(TenantUse::new(self.request_memory, self.response_memory));
        Arc::clone(map.entry(tenant).or_insert_with(new))
    }

    /// Takes what happened since the last call, of tenants with activity or open connections.
    pub fn take(&self, now: UnixMillis) -> Vec<Usage> {
        let mut map = self.entries();
        let taken: Vec<_> = map.iter().map(|(id, entry)| entry.take(*id)).collect();
        // Nobody but the map holds an entry without sessions.
        map.retain(|_, entry| Arc::strong_count(entry) > 1 || entry.is_bound(now));
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
        let usage = Arc::new(TenantUse::new(1, 1));
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
        reserved.insert("b".to_owned(), 1, 0);
        assert_eq!(reserved.total(&listed, 1), 5);
        assert_eq!(reserved.of("b", &listed), 2);
        listed.insert("b".to_owned(), 2);
        assert_eq!(reserved.total(&listed, 1), 5);
        listed.remove("b");
        assert_eq!(reserved.total(&listed, RESERVED_MS), 3);
    }

    #[test]
    fn amounts_are_taken_once() {
        let (usages, id) = (Usages::new(1, 1), "inst_01jd7c4v9ke0xbt5q2m8n6rhwz".parse().unwrap());
        let entry = usages.of(id);
        entry.request();
        entry.produced(10);
        drop(entry);
        let taken = usages.take(0);
        assert_eq!((taken[0].bytes_in, taken[0].requests), (10, 1));
        assert!(usages.take(0).is_empty());
        assert!(usages.entries().is_empty());
    }

    #[test]
    fn a_debt_outlives_the_connections_that_made_it() {
        let (usages, id) = (Usages::new(1, 1), "inst_01jd7c4v9ke0xbt5q2m8n6rhwz".parse().unwrap());
        let now = 1_790_000_000_000;
        usages.of(id).outbound.charge(5_000, 1_000, now);
        usages.take(now);
        assert!(!usages.of(id).outbound.debt(now).is_zero());
        usages.take(now + 5_000);
        assert!(usages.entries().is_empty());
    }
}
