//! How topics look over HTTP.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    api::{page::List, plans::RuleView},
    app::topics::OwnTopic,
    domain::{
        access::permissions,
        topic::{ConfigSource, ListedTopic, Partition},
    },
};

/// A topic in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TopicSummary)]
pub(super) struct TopicSummaryView {
    name: String,
    /// How many it has.
    partitions: u32,
    /// How many brokers hold each partition.
    replication_factor: u32,
    /// Bytes that one copy of it takes; a text: it has 64 bits. Null if that is unknown, as of a
    /// topic that is new.
    size_bytes: Option<String>,
    /// By how much it grew per second since the look before; null if that is unknown, as when old
    /// records were removed.
    bytes_in_per_second: Option<u64>,
    /// How many consumer groups have committed offsets for it; null if that is unknown.
    group_count: Option<u32>,
}

impl From<ListedTopic> for TopicSummaryView {
    fn from(topic: ListedTopic) -> Self {
        let ListedTopic { summary, size, bytes_in_per_second, groups } = topic;
        Self {
            name: summary.name,
            partitions: summary.partitions,
            replication_factor: summary.replication_factor,
            size_bytes: size.map(|size| size.to_string()),
            bytes_in_per_second,
            group_count: groups,
        }
    }
}

/// Topics.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TopicList)]
pub(super) struct TopicsView {
    items: Vec<TopicSummaryView>,
    /// Pass it as `page_token` to go on; null on the last page.
    next_page_token: Option<String>,
    /// When sizes, rates and groups were as shown.
    as_of: DateTime<Utc>,
}

impl TopicsView {
    pub(super) fn new(list: List<TopicSummaryView>, as_of: i64) -> Self {
        let List { items, next_page_token } = list;
        let as_of = DateTime::from_timestamp_millis(as_of).unwrap_or_default();
        Self { items, next_page_token, as_of }
    }
}

/// A topic.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Topic)]
pub(super) struct TopicView {
    /// Kafka's id.
    id: String,
    name: String,
    partitions: Vec<PartitionView>,
    /// Configurations, by name.
    config: BTreeMap<String, ConfigView>,
    /// What the caller may do with it.
    permissions: Vec<&'static str>,
}

/// One partition. Offsets are texts: they have 64 bits.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Partition)]
struct PartitionView {
    /// Its number, from 0.
    partition: i32,
    /// The broker that serves it; null if none does.
    leader: Option<i32>,
    /// The brokers that hold it.
    replicas: Vec<i32>,
    /// Those of them that are up to date.
    in_sync_replicas: Vec<i32>,
    /// The first offset still held; null if its broker did not answer.
    start_offset: Option<String>,
    /// The offset of the next record; null if its broker did not answer.
    end_offset: Option<String>,
}

/// One configuration.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TopicConfig)]
struct ConfigView {
    /// What is in force; null if it is not shown.
    value: Option<String>,
    source: ConfigSource,
    /// What the plan allows it to be set to; null if it cannot be set.
    allowed: Option<RuleView>,
}

impl From<Partition> for PartitionView {
    fn from(partition: Partition) -> Self {
        Self {
            partition: partition.index,
            leader: partition.leader,
            replicas: partition.replicas,
            in_sync_replicas: partition.in_sync_replicas,
            start_offset: partition.start_offset.map(|offset| offset.to_string()),
            end_offset: partition.end_offset.map(|offset| offset.to_string()),
        }
    }
}

impl From<OwnTopic> for TopicView {
    fn from(own: OwnTopic) -> Self {
        let OwnTopic { topic, rules, role } = own;
        let config = topic.config.into_iter().map(|(name, config)| {
            let allowed = rules.get(&name).filter(|_| !config.read_only).map(RuleView::from);
            let view = ConfigView { value: config.value, source: config.source, allowed };
            (name, view)
        });
        Self {
            id: topic.id,
            name: topic.name,
            partitions: topic.partitions.into_iter().map(PartitionView::from).collect(),
            config: config.collect(),
            permissions: permissions(role),
        }
    }
}
