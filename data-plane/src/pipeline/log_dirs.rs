//! How large topics are: answered from what the gateway remembers (see [`crate::log_sizes`]).

use std::collections::HashSet;

use wire::{
    kafka::{
        ErrorCode,
        messages::{
            DescribeLogDirsRequest, DescribeLogDirsResponse,
            describe_log_dirs::response::{
                DescribeLogDirsPartition, DescribeLogDirsResult, DescribeLogDirsTopic,
            },
        },
    },
    tenancy::{AclOperation, ResourceType},
};

use super::{Action, Incoming, Shared, scope::Scope};
use crate::error::SessionError;

/// Where brokers keep records is no tenant's business, and how much room is left there neither.
const LOG_DIR: &str = "/";
const UNKNOWN: i64 = -1;

/// `DescribeLogDirs`. As in Kafka, it takes the right to describe the cluster.
pub fn describe(
    scope: &Scope,
    shared: &Shared<'_>,
    request: &Incoming,
) -> Result<Action, SessionError> {
    let asked: DescribeLogDirsRequest = request.decode()?;
    if !scope.allows_cluster(AclOperation::Describe) {
        return request.answer::<DescribeLogDirsRequest>(&DescribeLogDirsResponse {
            error_code: ErrorCode::CLUSTER_AUTHORIZATION_FAILED.0,
            ..Default::default()
        });
    }
    let wanted: Option<HashSet<(&str, i32)>> = asked.topics.as_ref().map(|topics| {
        let partitions = topics.iter().flat_map(|topic| {
            topic.partitions.iter().map(|partition| (topic.topic.as_str(), *partition))
        });
        partitions.collect()
    });
    let is_wanted = |name: &str, partition: i32| {
        wanted.as_ref().is_none_or(|wanted| wanted.contains(&(name, partition)))
    };
    let own = shared.log_sizes.of(scope.prefix()).into_iter();
    let topics = own
        .filter(|(name, _)| scope.allows(ResourceType::Topic, name, AclOperation::Describe))
        .map(|(name, held)| {
            let partitions = held.into_iter().filter(|(partition, _)| is_wanted(&name, *partition));
            let partitions = partitions.map(|(partition_index, partition_size)| {
                DescribeLogDirsPartition { partition_index, partition_size, ..Default::default() }
            });
            let partitions = partitions.collect();
            DescribeLogDirsTopic { name, partitions, ..Default::default() }
        })
        .filter(|topic| !topic.partitions.is_empty());
    let result = DescribeLogDirsResult {
        log_dir: LOG_DIR.to_owned(),
        topics: topics.collect(),
        total_bytes: UNKNOWN,
        usable_bytes: UNKNOWN,
        ..Default::default()
    };
    request.answer::<DescribeLogDirsRequest>(&DescribeLogDirsResponse {
        results: vec![result],
        ..Default::default()
    })
}
