//! How a cluster is: which copies of its partitions are in sync, and which controllers keep up.

use std::collections::HashMap;

use wire::kafka::{
    ErrorCode,
    messages::{
        DescribeConfigsRequest, DescribeQuorumRequest, MetadataRequest,
        describe_configs::request::DescribeConfigsResource,
        describe_quorum::{
            request::{PartitionData, TopicData},
            response::ReplicaState,
        },
    },
};

use super::{KafkaAdmin, TOPIC_RESOURCE, refusal};
use crate::kafka::{ClusterAccess, Health, KafkaError, PartitionHealth};

/// The topic of KRaft's own log; it has one partition.
const METADATA_TOPIC: &str = "__cluster_metadata";
/// A controller that caught up with the leader this recently keeps up. The leader appends something
/// twice a second even when nothing happens.
const KEEPS_UP_MS: i64 = 5_000;
/// Topics asked about at a time.
const TOPICS_AT_A_TIME: usize = 500;
const MIN_IN_SYNC: &str = "min.insync.replicas";

impl KafkaAdmin {
    pub(super) async fn look_at(&self, cluster: &ClusterAccess) -> Result<Health, KafkaError> {
        let request = MetadataRequest {
            topics: None,
            allow_auto_topic_creation: false,
            ..MetadataRequest::default()
        };
        let topics = self.pool.call(cluster, &request).await?.topics;
        let names: Vec<String> = topics.iter().filter_map(|topic| topic.name.clone()).collect();
        let min_in_sync = self.min_in_sync(cluster, &names).await?;
        let mut partitions = Vec::new();
        for topic in topics {
            let name = topic.name.unwrap_or_default();
            // It is gone.
            let Some(min_in_sync) = min_in_sync.get(&name).copied() else { continue };
            partitions.extend(topic.partitions.into_iter().map(|partition| PartitionHealth {
                replicas: partition.replica_nodes,
                in_sync: partition.isr_nodes,
                min_in_sync,
            }));
        }
        let (controller, controllers) = self.controllers(cluster).await?;
        Ok(Health { partitions, controller, controllers })
    }

    async fn min_in_sync(
        &self,
        cluster: &ClusterAccess,
        topics: &[String],
    ) -> Result<HashMap<String, usize>, KafkaError> {
        const CALL: &str = "DescribeConfigs";
        let mut found = HashMap::with_capacity(topics.len());
        for topics in topics.chunks(TOPICS_AT_A_TIME) {
            let resources = topics.iter().map(|topic| DescribeConfigsResource {
                resource_type: TOPIC_RESOURCE,
                resource_name: topic.clone(),
                configuration_keys: Some(vec![MIN_IN_SYNC.to_owned()]),
                ..Default::default()
            });
            let request =
                DescribeConfigsRequest { resources: resources.collect(), ..Default::default() };
            for result in self.pool.call(cluster, &request).await?.results {
                if ErrorCode(result.error_code) == ErrorCode::UNKNOWN_TOPIC_OR_PARTITION {
                    // It was deleted since it was listed.
                    continue;
                }
                // A topic of which this is not known could be the one that is at risk.
                refusal(CALL, result.error_code, result.error_message, &[])?;
                let value = result.configs.iter().find(|config| config.name == MIN_IN_SYNC);
                let value = value.and_then(|config| config.value.as_deref()?.parse().ok());
                let value =
                    value.ok_or(KafkaError::Incomplete { call: CALL, lacks: MIN_IN_SYNC })?;
                found.insert(result.resource_name, value);
            }
        }
        Ok(found)
    }

    /// The active controller, and all that keep up with it.
    async fn controllers(&self, cluster: &ClusterAccess) -> Result<(i32, Vec<i32>), KafkaError> {
        const CALL: &str = "DescribeQuorum";
        let request = DescribeQuorumRequest {
            topics: vec![TopicData {
                topic_name: METADATA_TOPIC.to_owned(),
                partitions: vec![PartitionData::default()],
                ..Default::default()
            }],
            ..Default::default()
        };
        let response = self.pool.call(cluster, &request).await?;
        refusal(CALL, response.error_code, response.error_message, &[])?;
        let partition = response
            .topics
            .into_iter()
            .flat_map(|topic| topic.partitions)
            .next()
            .ok_or(KafkaError::Incomplete { call: CALL, lacks: "the metadata partition" })?;
        refusal(CALL, partition.error_code, partition.error_message, &[])?;
        Ok((partition.leader_id, keeping_up(&partition.current_voters)))
    }
}

/// The leader's own time is the newest, since it is always caught up with itself.
fn keeping_up(voters: &[ReplicaState]) -> Vec<i32> {
    let now = voters.iter().map(|voter| voter.last_caught_up_timestamp).max().unwrap_or_default();
    voters
        .iter()
        .filter(|voter| now - voter.last_caught_up_timestamp <= KEEPS_UP_MS)
        .map(|voter| voter.replica_id)
        .collect()
}
