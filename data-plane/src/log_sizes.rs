//! How large partitions are on the broker beside this gateway, as of a moment ago.
//!
//! Kafka tells sizes only to those who may describe the whole cluster, which no tenant's own user may.
//! So the gateway asks as itself, for all at once, and tenants are answered from what it remembers:
//! however often they ask, the broker is asked no more than at each look at it.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use wire::{
    kafka::{
        ErrorCode,
        messages::{DescribeLogDirsRequest, DescribeLogDirsResponse},
    },
    tenancy::TenantPrefix,
};

/// How old sizes may become while nobody asks for them.
const UNASKED: Duration = Duration::from_secs(30);

/// Partitions' sizes in bytes, by the topic's name on the cluster.
pub type Sizes = BTreeMap<String, BTreeMap<i32, i64>>;

/// What is remembered.
#[derive(Debug, Default)]
pub struct LogSizes {
    seen: RwLock<Option<(Instant, Arc<Sizes>)>>,
    asked: AtomicBool,
}

/// Asks for the sizes of all that a broker holds.
pub fn question() -> DescribeLogDirsRequest {
    DescribeLogDirsRequest { topics: None, ..Default::default() }
}

impl LogSizes {
    /// Whether the broker is to be asked anew.
    pub fn are_due(&self, now: Instant) -> bool {
        let asked = self.asked.swap(false, Relaxed);
        let seen = self.seen.read().unwrap_or_else(PoisonError::into_inner);
        asked || seen.as_ref().is_none_or(|(at, _)| now.duration_since(*at) >= UNASKED)
    }

    /// Remembers an answer.
    pub fn learn(&self, answer: DescribeLogDirsResponse, now: Instant) {
        let refusal = ErrorCode(answer.error_code);
        if !refusal.is_none() {
            tracing::debug!(code = refusal.name(), "log_sizes.refused");
            return;
        }
        let mut sizes = Sizes::new();
        for topic in answer.results.into_iter().flat_map(|log_dir| log_dir.topics) {
            let held = topic.partitions.into_iter().filter(|partition| !partition.is_future_key);
            let held = held.map(|partition| (partition.partition_index, partition.partition_size));
            sizes.entry(topic.name).or_default().extend(held);
        }
        let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
        *seen = Some((now, Arc::new(sizes)));
    }

    /// A tenant's topics by their names for it, with their partitions' sizes.
    pub fn of(&self, tenant: TenantPrefix) -> BTreeMap<String, BTreeMap<i32, i64>> {
        self.asked.store(true, Relaxed);
        let sizes = self.latest().map(|(_, sizes)| sizes).unwrap_or_default();
        own(&sizes, tenant).map(|(name, held)| (name.to_owned(), held.clone())).collect()
    }

    /// What is remembered, and since when.
    pub fn latest(&self) -> Option<(Instant, Arc<Sizes>)> {
        self.seen.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn own(sizes: &Sizes, tenant: TenantPrefix) -> impl Iterator<Item = (&str, &BTreeMap<i32, i64>)> {
    let from_its_first = sizes.range(tenant.as_str().to_owned()..);
    from_its_first.map_while(move |(name, held)| Some((tenant.logical(name)?, held)))
}

/// Bytes of all of a tenant's partitions together.
pub fn total(sizes: &Sizes, tenant: TenantPrefix) -> u64 {
    let partitions = own(sizes, tenant).flat_map(|(_, held)| held.values());
    partitions.map(|bytes| u64::try_from(*bytes).unwrap_or(0)).sum()
}

#[cfg(test)]
pub mod testing {
    //! Brokers' answers.

    use wire::kafka::messages::describe_log_dirs::response::{
        DescribeLogDirsPartition, DescribeLogDirsResult, DescribeLogDirsTopic,
    };

    use super::DescribeLogDirsResponse;

    /// The answer of a broker that holds these partitions, of these sizes.
    pub fn answer(topics: &[(String, i32, i64)]) -> DescribeLogDirsResponse {
        let topic = |(name, partition_index, partition_size): &(String, i32, i64)| {
            let partition = DescribeLogDirsPartition {
                partition_index: *partition_index,
                partition_size: *partition_size,
                ..Default::default()
            };
            let partitions = vec![partition];
            DescribeLogDirsTopic { name: name.clone(), partitions, ..Default::default() }
        };
        let topics = topics.iter().map(topic).collect();
        let result = DescribeLogDirsResult { topics, ..Default::default() };
        DescribeLogDirsResponse { results: vec![result], ..Default::default() }
    }
}

#[cfg(test)]
mod tests {
    use wire::entropy::SeededEntropy;

    use super::{testing::answer, *};

    #[test]
    fn a_tenant_hears_of_its_own_topics_alone() {
        let tenants: Vec<_> =
            (0..5).map(|seed| TenantPrefix::generate(&SeededEntropy::new(seed))).collect();
        let all: Vec<_> = tenants.iter().map(|tenant| (tenant.physical("orders"), 0, 1)).collect();
        let more = [("__consumer_offsets".to_owned(), 0, 9), (tenants[2].physical("z"), 3, 7)];
        let sizes = LogSizes::default();
        assert!(sizes.of(tenants[2]).is_empty(), "nothing is known at first");
        sizes.learn(answer(&[&all[..], &more[..]].concat()), Instant::now());
        let expected = [("orders".to_owned(), [(0, 1)].into()), ("z".to_owned(), [(3, 7)].into())];
        assert_eq!(sizes.of(tenants[2]), expected.into());
        assert_eq!(sizes.of(tenants[4]), [("orders".to_owned(), [(0, 1)].into())].into());
        let (_, latest) = sizes.latest().unwrap();
        assert_eq!((total(&latest, tenants[2]), total(&latest, tenants[4])), (8, 1));
        assert!(sizes.of(TenantPrefix::generate(&SeededEntropy::new(9))).is_empty());

        let denied = DescribeLogDirsResponse {
            error_code: ErrorCode::CLUSTER_AUTHORIZATION_FAILED.0,
            ..Default::default()
        };
        sizes.learn(denied, Instant::now());
        assert_eq!(sizes.of(tenants[2]).len(), 2, "a refusal says nothing about sizes");
    }

    #[test]
    fn the_broker_is_asked_once_for_all_who_asked_and_seldom_for_nobody() {
        let (sizes, start) = (LogSizes::default(), Instant::now());
        assert!(sizes.are_due(start));
        sizes.learn(answer(&[]), start);
        assert!(!sizes.are_due(start));
        let tenant = TenantPrefix::generate(&SeededEntropy::new(1));
        for _ in 0..3 {
            sizes.of(tenant);
        }
        assert!(sizes.are_due(start) && !sizes.are_due(start));
        assert!(sizes.are_due(start + UNASKED));
    }
}
