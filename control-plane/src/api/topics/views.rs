//! How topics look over HTTP.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    api::plans::RuleView,
    app::topics::OwnTopic,
    domain::{
        access::permissions,
        topic::{ConfigSource, Partition, TopicSummary},
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
}

impl From<TopicSummary> for TopicSummaryView {
    fn from(topic: TopicSummary) -> Self {
        Self {
            name: topic.name,
            partitions: topic.partitions,
            replication_factor: topic.replication_factor,
        }
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
