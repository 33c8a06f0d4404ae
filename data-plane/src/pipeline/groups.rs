//! Consumer groups of the classic protocol, and how many groups a tenant may have.
//!
//! Kafka makes a group when somebody joins it or commits an offset for it; nothing creates it by name.
//! So whoever may make one is stopped first, unless the group is known to exist or there is room.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, PoisonError},
};

use wire::{
    kafka::{
        ErrorCode,
        messages::{
            DeleteGroupsRequest, JoinGroupRequest, JoinGroupResponse, ListGroupsRequest,
            OffsetCommitRequest, OffsetCommitResponse, TxnOffsetCommitRequest,
            TxnOffsetCommitResponse,
            offset_commit::response::{OffsetCommitResponsePartition, OffsetCommitResponseTopic},
            txn_offset_commit::response::{
                TxnOffsetCommitResponsePartition, TxnOffsetCommitResponseTopic,
            },
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
    /// When that was so: see `Reservations::groups_deleted`.
    as_of: u64,
    /// Groups that exist.
    existing: HashSet<String>,
    /// Whether a group's members speak the consumer protocol.
    consumer: HashMap<String, bool>,
}

impl Known {
    fn is_known(&self, group: &str, deleted: u64) -> bool {
        self.as_of == deleted && self.existing.contains(group)
    }

    fn exists(&mut self, group: &str, deleted: u64) {
        if self.existing.len() >= REMEMBERED || self.as_of != deleted {
            self.existing.clear();
            self.as_of = deleted;
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
    let deleted = shared.usage.reservations().groups_deleted;
    let memory = || shared.memory.lock().unwrap_or_else(PoisonError::into_inner);
    let known = memory().groups.is_known(group, deleted);
    // Who may not use the group is refused by the broker.
    if known || !scope.allows(ResourceType::Group, group, AclOperation::Read) {
        return Ok(None);
    }
    let _turn = shared.usage.creation.lock().await;
    let listed = broker.ask(&ListGroupsRequest::default(), LIST_GROUPS).await?;
    let listed: HashMap<String, u64> = listed
        .groups
        .into_iter()
        .filter_map(|g| scope.prefix().logical(&g.group_id).map(|name| (name.to_owned(), 1)))
        .collect();
    let limit = scope.access.tenant.limits.groups;
    if !listed.contains_key(group) {
        let now = shared.clock.now();
        let mut reservations = shared.usage.reservations();
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
    memory().groups.exists(group, deleted);
    Ok(None)
}

/// Forwards what makes a group that is not there; `refused` answers when there is no room for one.
async fn forward(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
    survey: Survey,
    refused: impl FnOnce(&Incoming) -> Result<Action, SessionError>,
) -> Result<Action, SessionError> {
    if let Some(group) = &survey.group
        && admit(scope, shared, broker, group).await?.is_some()
    {
        return refused(&request);
    }
    names::forward(scope, shared, broker, request, survey).await
}

/// Takes note that a consumer joins a group, if it may. Whether it is a good member is seen later:
/// the broker waits for others before it answers the first.
pub fn note_join(scope: &Scope, shared: &Shared<'_>, group: &str) {
    if scope.allows(ResourceType::Group, group, AclOperation::Read) {
        shared.usage.joined(group, shared.clock.now());
    }
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
        note_join(scope, shared, group);
    }
    if let Survey { consumer: Some(consumer), group: Some(group), .. } = &survey {
        let mut memory = shared.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.groups.speaks(group, *consumer);
    }
    forward(scope, shared, broker, request, survey, |request| {
        let join: JoinGroupRequest = request.decode()?;
        request.answer::<JoinGroupRequest>(&JoinGroupResponse {
            error_code: ErrorCode::GROUP_MAX_SIZE_REACHED.0,
            generation_id: -1,
            member_id: join.member_id,
            protocol_name: Some(String::new()),
            ..Default::default()
        })
    })
    .await
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
    forward(scope, shared, broker, request, survey, |request| {
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
        request.answer::<OffsetCommitRequest>(&OffsetCommitResponse {
            topics: topics.collect(),
            ..Default::default()
        })
    })
    .await
}

/// `TxnOffsetCommit`, which makes a group as `OffsetCommit` does.
pub async fn commit_in_transaction(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let survey = names::survey(&request)?;
    forward(scope, shared, broker, request, survey, |request| {
        let commit: TxnOffsetCommitRequest = request.decode()?;
        let refused = |index| TxnOffsetCommitResponsePartition {
            partition_index: index,
            error_code: ErrorCode::GROUP_MAX_SIZE_REACHED.0,
            ..Default::default()
        };
        let topics = commit.topics.into_iter().map(|topic| TxnOffsetCommitResponseTopic {
            name: topic.name,
            partitions: topic.partitions.iter().map(|p| refused(p.partition_index)).collect(),
            ..Default::default()
        });
        request.answer::<TxnOffsetCommitRequest>(&TxnOffsetCommitResponse {
            topics: topics.collect(),
            ..Default::default()
        })
    })
    .await
}

/// `DeleteGroups`: what is gone counts no more, and nobody may think that it is still there.
pub async fn delete(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let usage = Arc::clone(shared.usage);
    let finish = request.finish::<DeleteGroupsRequest>(move |response| {
        let mut reservations = usage.reservations();
        for group in response.results.iter().filter(|group| group.error_code == 0) {
            reservations.groups.remove(&group.group_id);
            reservations.groups_deleted += 1;
        }
    });
    names::run_then(scope, shared, broker, request, finish).await
}

/// `OffsetDelete`: a group without members and offsets is gone.
pub async fn delete_offsets(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let usage = Arc::clone(shared.usage);
    let finish = Box::new(move |body| {
        usage.reservations().groups_deleted += 1;
        Ok(body)
    });
    names::run_then(scope, shared, broker, request, finish).await
}
