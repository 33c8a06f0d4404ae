//! Where topics are, and offsets in many partitions at once, each asked of the broker that leads it.

use std::collections::{BTreeMap, BTreeSet};

use wire::kafka::{
    ErrorCode,
    messages::{
        FetchRequest, ListOffsetsRequest, MetadataRequest,
        fetch::request::{FetchPartition, FetchTopic},
        list_offsets::request::{ListOffsetsPartition, ListOffsetsTopic},
        metadata::{
            request::MetadataRequestTopic,
            response::{MetadataResponse, MetadataResponsePartition, MetadataResponseTopic},
        },
    },
    records,
};

use super::{SessionError, TenantSession, accepted};
use crate::domain::group::TopicPartition;

/// Newer versions name topics by id.
const FETCH: i16 = 12;
/// A client, as opposed to a replica.
const CONSUMER: i32 = -1;
const READ_UNCOMMITTED: i8 = 0;
/// Enough for most batches; a larger one comes if it is the first.
const BATCH: i32 = 64 * 1024;
const ANSWER: i32 = 4 * 1024 * 1024;
/// Of how many answers the waiting records are read; those not among them stay unknown.
const ROUNDS: usize = 4;

/// Which broker leads which partition; none where none does.
pub(crate) type Leaders = BTreeMap<TopicPartition, Option<i32>>;

/// Which broker leads which partition of a topic.
pub(super) fn leaders(name: &str, topic: &MetadataResponseTopic) -> Leaders {
    let leader = |partition: &MetadataResponsePartition| {
        let at = TopicPartition { topic: name.to_owned(), partition: partition.partition_index };
        (at, (partition.leader_id >= 0).then_some(partition.leader_id))
    };
    topic.partitions.iter().map(leader).collect()
}

fn by_leader(leaders: &Leaders, wanted: &BTreeSet<TopicPartition>) -> BTreeMap<i32, Topics> {
    let mut brokers: BTreeMap<i32, Topics> = BTreeMap::new();
    for at in wanted {
        if let Some(leader) = leaders.get(at).copied().flatten() {
            let topics = brokers.entry(leader).or_default();
            topics.entry(at.topic.clone()).or_default().push(at.partition);
        }
    }
    brokers
}

/// Partitions by topic.
type Topics = BTreeMap<String, Vec<i32>>;

/// What a broker answers about an offset.
pub(super) struct ListedOffset {
    pub(super) at: TopicPartition,
    pub(super) code: i16,
    pub(super) offset: i64,
}

impl TenantSession {
    /// What is known of these topics, or of all; with all brokers.
    pub(super) async fn metadata(
        &mut self,
        topics: Option<&BTreeSet<&str>>,
    ) -> Result<MetadataResponse, SessionError> {
        let named = |name: &&str| MetadataRequestTopic {
            name: Some((*name).to_owned()),
            ..Default::default()
        };
        let request = MetadataRequest {
            topics: topics.map(|topics| topics.iter().map(named).collect()),
            allow_auto_topic_creation: false,
            ..Default::default()
        };
        let response = self.call(&request).await?;
        accepted("Metadata", response.error_code, None)?;
        Ok(response)
    }

    /// Asks one broker for offsets at a time in partitions that it leads.
    pub(super) async fn list_offsets(
        &mut self,
        broker: i32,
        topics: Topics,
        timestamp: i64,
        isolation_level: i8,
    ) -> Result<Vec<ListedOffset>, SessionError> {
        let topics = topics.into_iter().map(|(name, partitions)| ListOffsetsTopic {
            name,
            partitions: partitions
                .into_iter()
                .map(|partition_index| ListOffsetsPartition {
                    partition_index,
                    current_leader_epoch: -1,
                    timestamp,
                    ..Default::default()
                })
                .collect(),
            ..Default::default()
        });
        let request = ListOffsetsRequest {
            replica_id: CONSUMER,
            isolation_level,
            topics: topics.collect(),
            ..Default::default()
        };
        let response = self.call_broker(broker, &request, i16::MAX).await?;
        let found = response.topics.into_iter().flat_map(|topic| {
            topic.partitions.into_iter().map(move |found| ListedOffset {
                at: TopicPartition { topic: topic.name.clone(), partition: found.partition_index },
                code: found.error_code,
                offset: found.offset,
            })
        });
        Ok(found.collect())
    }

    /// All partitions of these topics, with their leaders. Topics that are not there are left out.
    pub async fn leaders(&mut self, topics: &BTreeSet<&str>) -> Result<Leaders, SessionError> {
        if topics.is_empty() {
            return Ok(Leaders::new());
        }
        let response = self.metadata(Some(topics)).await?;
        let mut found = Leaders::new();
        for topic in response.topics {
            found.extend(topic.name.iter().flat_map(|name| leaders(name, &topic)));
        }
        Ok(found)
    }

    /// The offset at a time in each partition, where there is one: the first record's at that time
    /// or later, or one of Kafka's special times. Those whose leader does not answer are left out.
    pub async fn offsets_at(
        &mut self,
        leaders: &Leaders,
        wanted: &BTreeSet<TopicPartition>,
        timestamp: i64,
    ) -> BTreeMap<TopicPartition, i64> {
        let mut offsets = BTreeMap::new();
        for (broker, topics) in by_leader(leaders, wanted) {
            match self.list_offsets(broker, topics, timestamp, READ_UNCOMMITTED).await {
                Ok(listed) => {
                    let known = listed.into_iter().filter(|one| ErrorCode(one.code).is_none());
                    offsets.extend(known.map(|one| (one.at, one.offset)));
                }
                Err(error) => tracing::debug!(broker, %error, "offsets are unknown"),
            }
        }
        offsets
    }

    /// When the records at these offsets were written, in ms, as their batches say: an estimate,
    /// because a batch may begin before. Left out where the caller may not read records.
    pub async fn timestamps(
        &mut self,
        leaders: &Leaders,
        at: &BTreeMap<TopicPartition, i64>,
    ) -> BTreeMap<TopicPartition, i64> {
        let mut found = BTreeMap::new();
        for (broker, topics) in by_leader(leaders, &at.keys().cloned().collect()) {
            let mut left: BTreeSet<TopicPartition> = topics
                .into_iter()
                .flat_map(|(topic, partitions)| {
                    partitions
                        .into_iter()
                        .map(move |partition| TopicPartition { topic: topic.clone(), partition })
                })
                .collect();
            for _ in 0..ROUNDS {
                if left.is_empty() {
                    break;
                }
                let request = first_records(&left, at);
                let response = match self.call_broker(broker, &request, FETCH).await {
                    Ok(response) => response,
                    Err(error) => {
                        tracing::debug!(broker, %error, "timestamps are unknown");
                        break;
                    }
                };
                for topic in response.responses {
                    for partition in topic.partitions {
                        let (topic, number) = (topic.topic.clone(), partition.partition_index);
                        let at = TopicPartition { topic, partition: number };
                        let timestamp =
                            partition.records.as_deref().and_then(records::first_timestamp);
                        if let Some(timestamp) = timestamp {
                            found.insert(at.clone(), timestamp);
                        }
                        if timestamp.is_some() || !ErrorCode(partition.error_code).is_none() {
                            left.remove(&at);
                        }
                    }
                }
            }
        }
        found
    }
}

fn first_records(
    wanted: &BTreeSet<TopicPartition>,
    offsets: &BTreeMap<TopicPartition, i64>,
) -> FetchRequest {
    let mut topics: BTreeMap<&str, Vec<FetchPartition>> = BTreeMap::new();
    for at in wanted {
        topics.entry(&at.topic).or_default().push(FetchPartition {
            partition: at.partition,
            fetch_offset: offsets.get(at).copied().unwrap_or_default(),
            partition_max_bytes: BATCH,
            ..Default::default()
        });
    }
    let topics = topics.into_iter().map(|(name, partitions)| FetchTopic {
        topic: name.to_owned(),
        partitions,
        ..Default::default()
    });
    FetchRequest {
        replica_id: CONSUMER,
        max_wait_ms: 0,
        min_bytes: 0,
        max_bytes: ANSWER,
        session_epoch: -1,
        topics: topics.collect(),
        ..Default::default()
    }
}
