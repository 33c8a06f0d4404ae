//! Consumer groups of the classic protocol, and how many groups a tenant may have.
//!
//! Kafka makes a group when somebody joins it or commits an offset for it; nothing creates it by name.
//! So whoever may make one is stopped first, unless the group is known to exist or there is room.

use std::{
    collections::{HashMap, HashSet},
    sync::PoisonError,
};

use wire::{
    kafka::{
        ErrorCode,
        messages::{
            JoinGroupRequest, JoinGroupResponse, ListGroupsRequest, OffsetCommitRequest,
            OffsetCommitResponse,
            offset_commit::response::{OffsetCommitResponsePartition, OffsetCommitResponseTopic},
        },
    },
    tenancy::{AclOperation, ResourceType},
};

use super::{
    Action, Ask, Incoming, Shared,
    names::{self, Survey},
    scope::Scope,
};
use crate::error::SessionError;

const LIST_GROUPS: i16 = 5;
/// A connection that names more groups has each looked up again.
const REMEMBERED: usize = 256;

/// What a connection knows about the groups it used.
#[derive(Debug, Default)]
pub struct Known {
    /// Groups that exist.
    existing: HashSet<String>,
    /// Whether a group's members speak the consumer protocol.
    consumer: HashMap<String, bool>,
}

impl Known {
    fn exists(&mut self, group: &str) {
        if self.existing.len() >= REMEMBERED {
            self.existing.clear();
        }
        self.existing.insert(group.to_owned());
    }

    fn speaks(&mut self, group: &str, consumer: bool) {
        if self.consumer.len() >= REMEMBERED {
            self.consumer.clear();
        }
        self.consumer.insert(group.to_owned(), consumer);
    }
}

/// Makes sure that there is room for `group`. The text says why there is none.
pub async fn admit(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    group: &str,
) -> Result<Option<String>, SessionError> {
    let known = shared
        .memory
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .groups
        .existing
        .contains(group);
    // Who may not use the group is refused by the broker.
    if known || !scope.allows(ResourceType::Group, group, AclOperation::Read) {
        return Ok(None);
    }
    let mut reservations = shared.usage.creation.lock().await;
    let listed = broker.ask(&ListGroupsRequest::default(), LIST_GROUPS).await?;
    let listed: HashMap<String, u64> = listed
        .groups
        .into_iter()
        .filter_map(|g| scope.prefix().logical(&g.group_id).map(|name| (name.to_owned(), 1)))
        .collect();
    let limit = scope.access.tenant.limits.groups;
    if !listed.contains_key(group) {
        let now = shared.clock.now();
        reservations.groups.insert(group.to_owned(), 1, now);
        let used = reservations.groups.total(&listed, now);
        if used > u64::from(limit) {
            reservations.groups.remove(group);
            metrics::counter!("millrace_gateway_limit_refusals_total", "limit" => "groups")
                .increment(1);
            return Ok(Some(format!(
                "This instance may have {limit} consumer groups and has {}; delete one, or ask for a higher limit",
                used - 1
            )));
        }
    }
    shared.memory.lock().unwrap_or_else(PoisonError::into_inner).groups.exists(group);
    Ok(None)
}

/// `JoinGroup`.
pub async fn join(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let survey = names::survey(&request)?;
    if let Some(group) = &survey.group {
        if let Some(consumer) = survey.consumer {
            let mut memory = shared.memory.lock().unwrap_or_else(PoisonError::into_inner);
            memory.groups.speaks(group, consumer);
        }
        if admit(scope, shared, broker, group).await?.is_some() {
            let join: JoinGroupRequest = request.decode()?;
            return request.answer::<JoinGroupRequest>(&JoinGroupResponse {
                error_code: ErrorCode::GROUP_MAX_SIZE_REACHED.0,
                generation_id: -1,
                member_id: join.member_id,
                protocol_name: Some(String::new()),
                ..Default::default()
            });
        }
    }
    names::forward(scope, shared, broker, request, survey).await
}

/// `SyncGroup`. Before version 5 it does not say what its blobs are; the member's join did.
pub async fn sync(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let mut survey = names::survey(&request)?;
    if let Survey { consumer: None, group: Some(group), .. } = &survey {
        let memory = shared.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let known = memory.groups.consumer.get(group).copied();
        drop(memory);
        survey.consumer = known;
    }
    names::forward(scope, shared, broker, request, survey).await
}

/// `OffsetCommit`.
pub async fn commit(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let survey = names::survey(&request)?;
    if let Some(group) = &survey.group
        && admit(scope, shared, broker, group).await?.is_some()
    {
        let commit: OffsetCommitRequest = request.decode()?;
        let refused = |index| OffsetCommitResponsePartition {
            partition_index: index,
            error_code: ErrorCode::GROUP_MAX_SIZE_REACHED.0,
            ..Default::default()
        };
        let topics = commit.topics.into_iter().map(|topic| OffsetCommitResponseTopic {
            name: topic.name,
            topic_id: topic.topic_id,
            partitions: topic.partitions.iter().map(|p| refused(p.partition_index)).collect(),
            ..Default::default()
        });
        return request.answer::<OffsetCommitRequest>(&OffsetCommitResponse {
            topics: topics.collect(),
            ..Default::default()
        });
    }
    names::forward(scope, shared, broker, request, survey).await
}

/// `DeleteGroups`: makes room, so what was remembered counts no more.
pub async fn delete(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    shared.usage.creation.lock().await.groups.clear();
    shared.memory.lock().unwrap_or_else(PoisonError::into_inner).groups.existing.clear();
    names::run(scope, shared, broker, request).await
}
