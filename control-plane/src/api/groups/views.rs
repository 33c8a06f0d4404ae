//! How consumer groups look over HTTP. Offsets and lags are texts: they have 64 bits.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::groups::OwnGroup,
    domain::{
        access::permissions,
        group::{
            GroupProtocol, GroupState, GroupSummary, Member, Move, Progress, TopicPartition,
            total_lag,
        },
    },
};

fn text(number: Option<i64>) -> Option<String> {
    number.map(|number| number.to_string())
}

/// A group in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GroupSummary)]
pub(super) struct GroupSummaryView {
    name: String,
    state: GroupState,
    protocol: GroupProtocol,
    /// What its members are, such as `consumer` or `connect`; empty if it never had any.
    protocol_type: String,
    /// The broker that coordinates it.
    coordinator: i32,
    /// How many it has; null if it went away meanwhile.
    members: Option<u32>,
}

impl From<GroupSummary> for GroupSummaryView {
    fn from(group: GroupSummary) -> Self {
        Self {
            name: group.name,
            state: group.state,
            protocol: group.protocol,
            protocol_type: group.protocol_type,
            coordinator: group.coordinator,
            members: group.members,
        }
    }
}

/// A consumer group.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Group)]
pub(super) struct GroupView {
    name: String,
    state: GroupState,
    protocol: GroupProtocol,
    /// What its members are, such as `consumer` or `connect`; empty if it never had any.
    protocol_type: String,
    /// The way of assigning partitions in force; empty if there is none.
    assignor: String,
    /// The broker that coordinates it.
    coordinator: i32,
    members: Vec<MemberView>,
    partitions: Vec<ProgressView>,
    /// By how many records it is behind in all partitions where that is known; null if in none.
    total_lag: Option<String>,
    /// What the caller may do with it.
    permissions: Vec<&'static str>,
}

/// A member of a group.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GroupMember)]
struct MemberView {
    /// Kafka's id of it.
    id: String,
    /// What a static member calls itself.
    instance_id: Option<String>,
    /// What its client calls itself.
    client_id: String,
    /// The address it is connected from, as Kafka shows it.
    host: String,
    /// What it reads.
    assignment: Vec<AssignedView>,
}

/// One partition that a member reads.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GroupAssignment)]
struct AssignedView {
    topic: String,
    partition: i32,
}

/// How far a group is in one partition.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GroupPartition)]
struct ProgressView {
    topic: String,
    partition: i32,
    /// The id of the member that reads it, if one does.
    member_id: Option<String>,
    /// The offset the group goes on from; null if it committed none.
    committed_offset: Option<String>,
    /// The offset of the next record; null if its broker did not answer.
    end_offset: Option<String>,
    /// By how many records it is behind; null if that is unknown.
    lag: Option<String>,
    /// For about how long the next record has been waiting; null if that is unknown or the caller
    /// may not read records.
    lag_seconds: Option<String>,
}

impl From<TopicPartition> for AssignedView {
    fn from(at: TopicPartition) -> Self {
        Self { topic: at.topic, partition: at.partition }
    }
}

impl From<Member> for MemberView {
    fn from(member: Member) -> Self {
        Self {
            id: member.id,
            instance_id: member.instance_id,
            client_id: member.client_id,
            host: member.host,
            assignment: member.assignment.into_iter().map(AssignedView::from).collect(),
        }
    }
}

impl From<OwnGroup> for GroupView {
    fn from(own: OwnGroup) -> Self {
        let OwnGroup { group, progress, as_of, role } = own;
        let total = total_lag(&progress);
        let reader = |at: &TopicPartition| {
            let member = group.members.iter().find(|member| member.assignment.contains(at));
            member.map(|member| member.id.clone())
        };
        let view = |one: Progress| ProgressView {
            member_id: reader(&one.at),
            committed_offset: text(one.committed),
            end_offset: text(one.end),
            lag: text(one.lag()),
            lag_seconds: text(one.lag_seconds(as_of)),
            topic: one.at.topic,
            partition: one.at.partition,
        };
        let partitions = progress.into_iter().map(view).collect();
        Self {
            name: group.name,
            state: group.state,
            protocol: group.protocol,
            protocol_type: group.protocol_type,
            assignor: group.assignor,
            coordinator: group.coordinator,
            members: group.members.into_iter().map(MemberView::from).collect(),
            partitions,
            total_lag: text(total),
            permissions: permissions(role),
        }
    }
}

/// What a reset does.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GroupResetResult)]
pub(super) struct ResetView {
    partitions: Vec<MoveView>,
}

/// What a reset does in one partition.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GroupMove)]
struct MoveView {
    topic: String,
    partition: i32,
    /// The offset that was committed; null if none was.
    before: Option<String>,
    /// The offset that is committed instead.
    after: String,
}

impl From<Vec<Move>> for ResetView {
    fn from(moves: Vec<Move>) -> Self {
        let view = |one: Move| MoveView {
            topic: one.at.topic,
            partition: one.at.partition,
            before: text(one.before),
            after: one.after.to_string(),
        };
        Self { partitions: moves.into_iter().map(view).collect() }
    }
}
