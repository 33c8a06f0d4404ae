//! What this gateway keeps about each tenant beside its record: meters, counters, open connections.
//!
//! Counters are atomics that sessions add to and the reporter takes from. An entry lives as long as
//! a session of the tenant does or an amount is unreported, so the map stays as small as the set of
//! tenants that are at work.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering::Relaxed},
    },
};

use tokio::sync::{Notify, Semaphore};
use uuid::Uuid;
use wire::{
    clock::UnixMillis,
    ids::InstanceId,
    report::{FirstUse, FirstUseKind, Usage},
};

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

/// Names of one tenant that are remembered as used; the first uses of more are not told.
const NAMES_REMEMBERED: usize = 10_000;
/// A longer name is not worth remembering.
const NAME_LEN: usize = 255;
/// First uses in one report, which has to fit into a record.
const FIRST_USES: usize = 500;

/// What a tenant has used, and what of that is still to be reported.
#[derive(Debug, Default)]
struct Used {
    topics: HashSet<String>,
    /// Of the topics, those that were written to by id.
    topic_ids: HashSet<Uuid>,
    groups: HashSet<String>,
    untold: Vec<(FirstUseKind, String, UnixMillis)>,
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
    used: Mutex<Used>,
    /// Tells the reporter that something should not wait.
    news: Arc<Notify>,
    connections: AtomicU32,
    bytes_in: AtomicU64,
    bytes_out: AtomicU64,
    records_in: AtomicU64,
    requests: AtomicU64,
    throttled_ms: AtomicU64,
}

impl TenantUse {
    /// A tenant that has not done anything yet, with so many bytes for requests and for responses.
    pub fn new(request_memory: usize, response_memory: usize, news: Arc<Notify>) -> Self {
        Self {
            request_memory: Arc::new(Semaphore::new(request_memory)),
            response_memory: Arc::new(Semaphore::new(response_memory)),
            inbound: Meter::default(),
            outbound: Meter::default(),
            creation: tokio::sync::Mutex::default(),
            reservations: Mutex::default(),
            used: Mutex::default(),
            news,
            connections: AtomicU32::default(),
            bytes_in: AtomicU64::default(),
            bytes_out: AtomicU64::default(),
            records_in: AtomicU64::default(),
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
    /// does not wipe it out, or is still to be reported.
    fn is_needed(&self, now: UnixMillis) -> bool {
        let reserved = self.reservations();
        !self.inbound.debt(now).is_zero()
            || !self.outbound.debt(now).is_zero()
            || !reserved.partitions.is_empty(now)
            || !reserved.groups.is_empty(now)
            || !self.used().untold.is_empty()
    }

    /// Counts a request.
    pub fn request(&self) {
        self.requests.fetch_add(1, Relaxed);
    }

    /// Counts bytes of a produce request.
    pub fn produced(&self, bytes: u64) {
        self.bytes_in.fetch_add(bytes, Relaxed);
    }

    /// Counts records of a produce request.
    pub fn records(&self, count: u64) {
        self.records_in.fetch_add(count, Relaxed);
    }

    fn used(&self) -> MutexGuard<'_, Used> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A record was written to a topic.
    pub fn wrote_to(&self, topic: &str, now: UnixMillis) {
        let mut used = self.used();
        if !used.topics.contains(topic) {
            let Used { topics, untold, .. } = &mut *used;
            self.remember(topics, untold, FirstUseKind::Produce, topic, now);
        }
    }

    /// A record was written to the topic with this id; `name` is called if it was not before.
    pub fn wrote_to_id(&self, id: Uuid, name: impl FnOnce() -> Option<String>, now: UnixMillis) {
        let mut used = self.used();
        if used.topic_ids.contains(&id) || used.topic_ids.len() >= NAMES_REMEMBERED {
            return;
        }
        used.topic_ids.insert(id);
        drop(used);
        if let Some(name) = name() {
            self.wrote_to(&name, now);
        }
    }

    /// Whether a first record in this topic would be news.
    pub fn would_tell_of(&self, topic: &str) -> bool {
        let topics = &self.used().topics;
        topics.len() < NAMES_REMEMBERED && topic.len() <= NAME_LEN && !topics.contains(topic)
    }

    /// A consumer joined a group.
    pub fn joined(&self, group: &str, now: UnixMillis) {
        let mut used = self.used();
        if !used.groups.contains(group) {
            let Used { groups, untold, .. } = &mut *used;
            self.remember(groups, untold, FirstUseKind::Join, group, now);
        }
    }

    fn remember(
        &self,
        names: &mut HashSet<String>,
        untold: &mut Vec<(FirstUseKind, String, UnixMillis)>,
        kind: FirstUseKind,
        name: &str,
        now: UnixMillis,
    ) {
        if names.len() < NAMES_REMEMBERED && name.len() <= NAME_LEN {
            names.insert(name.to_owned());
            untold.push((kind, name.to_owned(), now));
            self.news.notify_one();
        }
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
            records_in: self.records_in.swap(0, Relaxed),
            requests: self.requests.swap(0, Relaxed),
            throttled_ms: self.throttled_ms.swap(0, Relaxed),
            connections: self.connections.load(Relaxed),
        }
    }

    /// Takes first uses, at most `limit`; the rest stays for the next report.
    fn take_first_uses(&self, instance_id: InstanceId, limit: usize) -> Vec<FirstUse> {
        let mut used = self.used();
        let count = limit.min(used.untold.len());
        let told = used.untold.drain(..count);
        told.map(|(kind, name, at)| FirstUse { instance_id, kind, name, at }).collect()
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
    news: Arc<Notify>,
    entries: Mutex<HashMap<InstanceId, Arc<TenantUse>>>,
}

impl Usages {
    /// Of nobody yet; each tenant gets so many bytes for requests and for responses. What should not
    /// wait for the next report is told by `news`.
    pub fn new(request_memory: usize, response_memory: usize, news: Arc<Notify>) -> Self {
        Self { request_memory, response_memory, news, entries: Mutex::default() }
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<InstanceId, Arc<TenantUse>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A tenant's entry, made when missing.
    pub fn of(&self, tenant: InstanceId) -> Arc<TenantUse> {
        let mut map = self.entries();
        let (requests, responses) = (self.request_memory, self.response_memory);
        let new = || Arc::new(TenantUse::new(requests, responses, Arc::clone(&self.news)));
        Arc::clone(map.entry(tenant).or_insert_with(new))
    }

    /// Takes what happened since the last call, of tenants with activity or open connections; and
    /// what was used for the first time.
    pub fn take(&self, now: UnixMillis) -> (Vec<Usage>, Vec<FirstUse>) {
        let mut map = self.entries();
        let taken: Vec<_> = map.iter().map(|(id, entry)| entry.take(*id)).collect();
        let mut first_uses = Vec::new();
        for (id, entry) in &*map {
            first_uses.extend(entry.take_first_uses(*id, FIRST_USES - first_uses.len()));
        }
        // Nobody but the map holds an entry without sessions.
        map.retain(|_, entry| Arc::strong_count(entry) > 1 || entry.is_needed(now));
        let active = |u: &Usage| u.connections > 0 || u.requests > 0 || u.bytes_out > 0;
        (taken.into_iter().filter(active).collect(), first_uses)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_stay_within_the_limit_and_places_are_given_back() {
        let usage = Arc::new(TenantUse::new(1, 1, Arc::default()));
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

    const TENANT: &str = "inst_01jd7c4v9ke0xbt5q2m8n6rhwz";

    fn usages() -> (Usages, InstanceId) {
        (Usages::new(1, 1, Arc::default()), TENANT.parse().unwrap())
    }

    #[test]
    fn amounts_are_taken_once() {
        let (usages, id) = usages();
        let entry = usages.of(id);
        entry.request();
        entry.produced(10);
        entry.records(3);
        drop(entry);
        let (taken, _) = usages.take(0);
        assert_eq!((taken[0].bytes_in, taken[0].records_in, taken[0].requests), (10, 3, 1));
        assert!(usages.take(0).0.is_empty());
        assert!(usages.entries().is_empty());
    }

    #[test]
    fn a_debt_outlives_the_connections_that_made_it() {
        let (usages, id) = usages();
        let now = 1_790_000_000_000;
        usages.of(id).outbound.charge(5_000, 1_000, now);
        usages.take(now);
        assert!(!usages.of(id).outbound.debt(now).is_zero());
        usages.take(now + 5_000);
        assert!(usages.entries().is_empty());
    }

    #[test]
    fn a_first_use_is_told_once_and_outlives_the_connection() {
        let (usages, id) = usages();
        let entry = usages.of(id);
        let topic_id = Uuid::from_u128(1);
        assert!(entry.would_tell_of("orders"));
        for now in [1, 2] {
            entry.wrote_to("orders", now);
            entry.wrote_to_id(topic_id, || Some("orders".to_owned()), now);
            entry.joined("orders", now);
        }
        assert!(!entry.would_tell_of("orders"));
        assert!(!entry.would_tell_of(&"x".repeat(NAME_LEN + 1)));
        entry.wrote_to_id(topic_id, || panic!("it is known"), 3);
        entry.joined(&"x".repeat(NAME_LEN + 1), 3);
        let told = |uses: Vec<FirstUse>| -> Vec<_> {
            uses.into_iter().map(|used| (used.kind, used.name, used.at)).collect()
        };
        let orders = |kind| (kind, "orders".to_owned(), 1);
        let expected = [orders(FirstUseKind::Produce), orders(FirstUseKind::Join)];
        assert_eq!(told(usages.take(4).1), expected);
        entry.wrote_to("orders", 5);
        assert!(usages.take(6).1.is_empty());

        let names: Vec<String> = (0..NAMES_REMEMBERED).map(|n| format!("n{n}")).collect();
        for name in &names {
            entry.wrote_to(name, 7);
        }
        assert!(!entry.would_tell_of("one more than are remembered"));
        drop(entry);
        let mut all = 0;
        while !usages.entries().is_empty() {
            let (_, some) = usages.take(8);
            assert!(some.len() <= FIRST_USES, "a report has to fit into a record");
            all += some.len();
        }
        assert_eq!(all, NAMES_REMEMBERED - 1, "as many as are remembered");
    }
}
