//! Topics of an instance.

use std::{collections::BTreeMap, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use tokio::time::{Instant, sleep};
use wire::kafka::{
    ErrorCode,
    messages::{
        CreatePartitionsRequest, CreateTopicsRequest, DeleteTopicsRequest, DescribeConfigsRequest,
        IncrementalAlterConfigsRequest,
        create_partitions::request::CreatePartitionsTopic,
        create_topics::request::{CreatableTopic, CreatableTopicConfig},
        delete_topics::request::DeleteTopicState,
        describe_configs::request::DescribeConfigsResource,
        incremental_alter_configs::request::{AlterConfigsResource, AlterableConfig},
        metadata::response::MetadataResponseTopic,
    },
};

use super::{SessionError, TenantSession, accepted, offsets::leaders};
use crate::domain::{
    group::TopicPartition,
    topic::{ConfigSource, ConfigValue, NewTopic, Partition, Topic, TopicName, TopicSummary},
};

// Kafka's numbers.
const TOPIC_RESOURCE: i8 = 2;
const SET: i8 = 0;
const DELETE: i8 = 1;
const DYNAMIC_TOPIC_CONFIG: i8 = 1;
const EARLIEST: i64 = -2;
const LATEST: i64 = -1;
/// "The service's default", where a number is expected.
const DEFAULT: i16 = -1;
const CHANGE_TIMEOUT_MS: i32 = 10_000;
/// How long a broker may take to learn of a change that the controller has accepted.
const SETTLING: Duration = Duration::from_secs(5);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(10);

fn missing(call: &'static str) -> SessionError {
    SessionError::Refused { call, code: ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, message: None }
}

fn is_missing(error: &SessionError) -> bool {
    let unknown = [ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, ErrorCode::UNKNOWN_TOPIC_ID];
    matches!(error, SessionError::Refused { code, .. } if unknown.contains(code))
}

impl TenantSession {
    /// Every topic of the instance, by name; and the brokers that there are.
    pub async fn list_topics(&mut self) -> Result<(Vec<TopicSummary>, Vec<i32>), SessionError> {
        let response = self.metadata(None).await?;
        let brokers = response.brokers.iter().map(|broker| broker.node_id).collect();
        let mut topics: Vec<TopicSummary> = response
            .topics
            .into_iter()
            .filter(|topic| ErrorCode(topic.error_code).is_none() && !topic.is_internal)
            .filter_map(|topic| {
                let replicas = topic.partitions.first().map_or(0, |p| p.replica_nodes.len());
                Some(TopicSummary {
                    name: topic.name?,
                    partitions: u32::try_from(topic.partitions.len()).unwrap_or(u32::MAX),
                    replication_factor: u32::try_from(replicas).unwrap_or(u32::MAX),
                })
            })
            .collect();
        topics.sort_by(|a, b| a.name.cmp(&b.name));
        Ok((topics, brokers))
    }

    /// One topic with its configuration and offsets.
    pub async fn describe_topic(&mut self, name: &TopicName) -> Result<Topic, SessionError> {
        let found = self.topic_metadata(name).await?;
        let config = self.describe_config(name).await?;
        let leaders = leaders(name.as_str(), &found);
        let all = leaders.keys().cloned().collect();
        let start = self.offsets_at(&leaders, &all, EARLIEST).await;
        let end = self.offsets_at(&leaders, &all, LATEST).await;
        let at = |partition| TopicPartition { topic: name.to_string(), partition };
        let mut partitions: Vec<Partition> = found
            .partitions
            .iter()
            .map(|partition| Partition {
                index: partition.partition_index,
                leader: (partition.leader_id >= 0).then_some(partition.leader_id),
                replicas: partition.replica_nodes.clone(),
                in_sync_replicas: partition.isr_nodes.clone(),
                start_offset: start.get(&at(partition.partition_index)).copied(),
                end_offset: end.get(&at(partition.partition_index)).copied(),
            })
            .collect();
        partitions.sort_by_key(|partition| partition.index);
        Ok(Topic {
            name: name.as_str().to_owned(),
            id: URL_SAFE_NO_PAD.encode(found.topic_id.as_bytes()),
            partitions,
            config,
        })
    }

    /// The topic after a change: as it is once it `shows` the change, or when that takes too long.
    /// A change is accepted by the controller, and brokers learn of it a moment later.
    pub async fn describe_changed(
        &mut self,
        name: &TopicName,
        shows: impl Fn(&Topic) -> bool,
    ) -> Result<Topic, SessionError> {
        let until = Instant::now() + SETTLING;
        loop {
            let is_late = Instant::now() >= until;
            match self.describe_topic(name).await {
                Ok(topic) if is_late || shows(&topic) => return Ok(topic),
                Err(error) if is_late || !is_missing(&error) => return Err(error),
                Ok(_) | Err(_) => sleep(PAUSE).await,
            }
        }
    }

    /// Waits until a deleted topic is no longer shown, or that takes too long.
    pub async fn wait_until_gone(&mut self, name: &TopicName) -> Result<(), SessionError> {
        let until = Instant::now() + SETTLING;
        while Instant::now() < until {
            match self.describe_topic(name).await {
                Err(error) if is_missing(&error) => return Ok(()),
                Err(error) => return Err(error),
                Ok(_) => sleep(PAUSE).await,
            }
        }
        Ok(())
    }

    async fn describe_config(
        &mut self,
        name: &TopicName,
    ) -> Result<BTreeMap<String, ConfigValue>, SessionError> {
        let request = DescribeConfigsRequest {
            resources: vec![DescribeConfigsResource {
                resource_type: TOPIC_RESOURCE,
                resource_name: name.as_str().to_owned(),
                configuration_keys: None,
                ..Default::default()
            }],
            ..Default::default()
        };
        let response = self.call(&request).await?;
        let result =
            response.results.into_iter().next().ok_or_else(|| missing("DescribeConfigs"))?;
        accepted("DescribeConfigs", result.error_code, result.error_message)?;
        let values = result.configs.into_iter().map(|config| {
            let source = match config.config_source {
                DYNAMIC_TOPIC_CONFIG => ConfigSource::Topic,
                _ => ConfigSource::Default,
            };
            let value = ConfigValue { value: config.value, source, read_only: config.read_only };
            (config.name, value)
        });
        Ok(values.collect())
    }

    /// What is known of one topic's partitions.
    pub(super) async fn topic_metadata(
        &mut self,
        name: &TopicName,
    ) -> Result<MetadataResponseTopic, SessionError> {
        let metadata = self.metadata(Some(&[name.as_str()].into())).await?;
        let found = metadata.topics.into_iter().next().ok_or_else(|| missing("Metadata"))?;
        // A partition without a leader is no reason to show nothing.
        if ErrorCode(found.error_code) != ErrorCode::LEADER_NOT_AVAILABLE {
            accepted("Metadata", found.error_code, None)?;
        }
        Ok(found)
    }

    /// Creates a topic; with `validate_only`, Kafka says whether it would.
    pub async fn create_topic(
        &mut self,
        new: &NewTopic,
        validate_only: bool,
    ) -> Result<(), SessionError> {
        let configs = new.config.iter().map(|(name, value)| CreatableTopicConfig {
            name: name.clone(),
            value: Some(value.clone()),
            ..Default::default()
        });
        let request = CreateTopicsRequest {
            topics: vec![CreatableTopic {
                name: new.name.as_str().to_owned(),
                num_partitions: i32::try_from(new.partitions.unwrap_or(1)).unwrap_or(i32::MAX),
                replication_factor: DEFAULT,
                configs: configs.collect(),
                ..Default::default()
            }],
            timeout_ms: CHANGE_TIMEOUT_MS,
            validate_only,
            ..Default::default()
        };
        let response = self.call(&request).await?;
        let result = response.topics.into_iter().next().ok_or_else(|| missing("CreateTopics"))?;
        accepted("CreateTopics", result.error_code, result.error_message)
    }

    /// Raises a topic's number of partitions.
    pub async fn add_partitions(
        &mut self,
        name: &TopicName,
        total: u32,
        validate_only: bool,
    ) -> Result<(), SessionError> {
        let request = CreatePartitionsRequest {
            topics: vec![CreatePartitionsTopic {
                name: name.as_str().to_owned(),
                count: i32::try_from(total).unwrap_or(i32::MAX),
                assignments: None,
                ..Default::default()
            }],
            timeout_ms: CHANGE_TIMEOUT_MS,
            validate_only,
            ..Default::default()
        };
        let response = self.call(&request).await?;
        let result =
            response.results.into_iter().next().ok_or_else(|| missing("CreatePartitions"))?;
        accepted("CreatePartitions", result.error_code, result.error_message)
    }

    /// Sets configurations of a topic; those without a value go back to their defaults.
    pub async fn alter_topic_config(
        &mut self,
        name: &TopicName,
        changes: &BTreeMap<String, Option<String>>,
        validate_only: bool,
    ) -> Result<(), SessionError> {
        let configs = changes.iter().map(|(name, value)| AlterableConfig {
            name: name.clone(),
            config_operation: if value.is_some() { SET } else { DELETE },
            value: value.clone(),
            ..Default::default()
        });
        let request = IncrementalAlterConfigsRequest {
            resources: vec![AlterConfigsResource {
                resource_type: TOPIC_RESOURCE,
                resource_name: name.as_str().to_owned(),
                configs: configs.collect(),
                ..Default::default()
            }],
            validate_only,
            ..Default::default()
        };
        let response = self.call(&request).await?;
        let result = response
            .responses
            .into_iter()
            .next()
            .ok_or_else(|| missing("IncrementalAlterConfigs"))?;
        accepted("IncrementalAlterConfigs", result.error_code, result.error_message)
    }

    /// Deletes a topic with its records.
    pub async fn delete_topic(&mut self, name: &TopicName) -> Result<(), SessionError> {
        let request = DeleteTopicsRequest {
            topics: vec![DeleteTopicState {
                name: Some(name.as_str().to_owned()),
                ..Default::default()
            }],
            // For versions that know topics by name alone.
            topic_names: Vec::new(),
            timeout_ms: CHANGE_TIMEOUT_MS,
            ..Default::default()
        };
        let response = self.call(&request).await?;
        let result =
            response.responses.into_iter().next().ok_or_else(|| missing("DeleteTopics"))?;
        accepted("DeleteTopics", result.error_code, result.error_message)
    }
}
