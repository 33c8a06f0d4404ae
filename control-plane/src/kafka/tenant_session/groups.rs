//! Consumer groups of an instance, each asked of the broker that coordinates it.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use bytes::Bytes;
use tokio::time::{Instant, sleep};
use wire::kafka::{
    ErrorCode,
    messages::{
        ConsumerGroupDescribeRequest, DeleteGroupsRequest, DescribeGroupsRequest,
        FindCoordinatorRequest, ListGroupsRequest, OffsetCommitRequest, OffsetFetchRequest,
        consumer_group_describe::response as consumer,
        describe_groups::response as classic,
        offset_commit::request::{OffsetCommitRequestPartition, OffsetCommitRequestTopic},
        offset_fetch::request::{OffsetFetchRequestGroup, OffsetFetchRequestTopics},
    },
    reader::Reader,
};

use super::{SessionError, TenantSession, accepted};
use crate::domain::group::{
    Group, GroupName, GroupProtocol, GroupState, GroupSummary, Member, TopicPartition,
};

/// The kind of coordinator that groups have.
const GROUP: i8 = 0;
/// Newer versions name topics by id.
const OFFSET_FETCH: i16 = 9;
const OFFSET_COMMIT: i16 = 9;
/// Of how many groups the offsets are asked for together.
const AT_ONCE: usize = 100;
/// How long a coordinator may take to be there: Kafka makes its topic when first asked for one.
const SETTLING: Duration = Duration::from_secs(10);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(50);

fn missing(call: &'static str) -> SessionError {
    SessionError::Refused { call, code: ErrorCode::GROUP_ID_NOT_FOUND, message: None }
}

impl TenantSession {
    /// Every group of the instance, by name; without their members.
    pub async fn list_groups(&mut self) -> Result<Vec<GroupSummary>, SessionError> {
        let brokers = self.metadata(Some(&BTreeSet::new())).await?.brokers;
        let request = ListGroupsRequest {
            types_filter: GroupProtocol::ALL.iter().map(|kind| kind.name().to_owned()).collect(),
            ..Default::default()
        };
        let mut groups = BTreeMap::new();
        // A group is listed by the broker that coordinates it.
        for broker in brokers {
            let coordinator = broker.node_id;
            let listed = self.call_broker(coordinator, &request, i16::MAX).await?;
            accepted("ListGroups", listed.error_code, None)?;
            for group in listed.groups {
                let protocol = if group.group_type.eq_ignore_ascii_case("consumer") {
                    GroupProtocol::Consumer
                } else {
                    GroupProtocol::Classic
                };
                let summary = GroupSummary {
                    name: group.group_id.clone(),
                    state: GroupState::from_kafka(&group.group_state),
                    protocol,
                    protocol_type: group.protocol_type,
                    coordinator,
                    members: None,
                };
                groups.insert(group.group_id, summary);
            }
        }
        Ok(groups.into_values().collect())
    }

    /// Counts the members of these groups; those that are gone meanwhile are left as they were.
    pub async fn count_members(&mut self, groups: &mut [GroupSummary]) -> Result<(), SessionError> {
        let described = self.describe_listed(groups.iter()).await?;
        let count = |group: Group| u32::try_from(group.members.len()).unwrap_or(u32::MAX);
        let members: BTreeMap<String, u32> =
            described.into_iter().map(|group| (group.name.clone(), count(group))).collect();
        for group in groups {
            group.members = members.get(&group.name).copied();
        }
        Ok(())
    }

    /// Groups of a list with their members; without those that are gone meanwhile.
    pub(super) async fn describe_listed(
        &mut self,
        groups: impl Iterator<Item = &GroupSummary>,
    ) -> Result<Vec<Group>, SessionError> {
        let mut asked: BTreeMap<(i32, &str), Vec<String>> = BTreeMap::new();
        for group in groups {
            let names = asked.entry((group.coordinator, group.protocol.name())).or_default();
            names.push(group.name.clone());
        }
        let mut found = Vec::new();
        for ((coordinator, protocol), names) in asked {
            let described = if protocol == GroupProtocol::Consumer.name() {
                self.describe_consumer(coordinator, names).await?
            } else {
                self.describe_classic(coordinator, names).await?
            };
            found.extend(described.into_iter().flatten());
        }
        Ok(found)
    }

    /// One group with its members.
    pub async fn describe_group(&mut self, name: &GroupName) -> Result<Group, SessionError> {
        let coordinator = self.coordinator(name).await?;
        let names = || vec![name.as_str().to_owned()];
        // A coordinator does not find groups of the other protocol.
        let mut found = self.describe_consumer(coordinator, names()).await?;
        if let Some(Err(error)) = found.first()
            && is_missing(error)
        {
            found = self.describe_classic(coordinator, names()).await?;
        }
        let group = found.into_iter().next().unwrap_or_else(|| Err(missing("DescribeGroups")))?;
        // Older versions say so of one that does not exist.
        if group.state == GroupState::Dead { Err(missing("DescribeGroups")) } else { Ok(group) }
    }

    async fn coordinator(&mut self, name: &GroupName) -> Result<i32, SessionError> {
        let request = FindCoordinatorRequest {
            key_type: GROUP,
            coordinator_keys: vec![name.as_str().to_owned()],
            ..Default::default()
        };
        let until = Instant::now() + SETTLING;
        loop {
            let response = self.call(&request).await?;
            let found = response.coordinators.into_iter().next();
            let found = found.ok_or_else(|| missing("FindCoordinator"))?;
            let (broker, code) = (found.node_id, found.error_code);
            let is_late = Instant::now() >= until;
            match accepted("FindCoordinator", code, found.error_message) {
                Ok(()) => return Ok(broker),
                Err(_) if ErrorCode(code).is_retriable() && !is_late => sleep(PAUSE).await,
                Err(error) => return Err(error),
            }
        }
    }

    async fn describe_consumer(
        &mut self,
        coordinator: i32,
        names: Vec<String>,
    ) -> Result<Vec<Result<Group, SessionError>>, SessionError> {
        let request = ConsumerGroupDescribeRequest { group_ids: names, ..Default::default() };
        let response = self.call_broker(coordinator, &request, i16::MAX).await?;
        let groups = response.groups.into_iter();
        Ok(groups.map(|group| consumer_group(group, coordinator)).collect())
    }

    async fn describe_classic(
        &mut self,
        coordinator: i32,
        names: Vec<String>,
    ) -> Result<Vec<Result<Group, SessionError>>, SessionError> {
        let request = DescribeGroupsRequest { groups: names, ..Default::default() };
        let response = self.call_broker(coordinator, &request, i16::MAX).await?;
        let groups = response.groups.into_iter();
        Ok(groups.map(|group| classic_group(group, coordinator)).collect())
    }

    /// What a group has committed.
    pub async fn committed(
        &mut self,
        group: &Group,
    ) -> Result<BTreeMap<TopicPartition, i64>, SessionError> {
        let names = vec![group.name.clone()];
        let mut all = self.committed_by(group.coordinator, names, None).await?;
        all.remove(&group.name).ok_or_else(|| missing("OffsetFetch"))
    }

    /// What these groups, of one coordinator, have committed; for all topics, if none are named.
    pub(super) async fn committed_by(
        &mut self,
        coordinator: i32,
        names: Vec<String>,
        topics: Option<&[OffsetFetchRequestTopics]>,
    ) -> Result<BTreeMap<String, BTreeMap<TopicPartition, i64>>, SessionError> {
        let groups = names.into_iter().map(|group_id| OffsetFetchRequestGroup {
            group_id,
            topics: topics.map(<[_]>::to_vec),
            ..Default::default()
        });
        let request = OffsetFetchRequest { groups: groups.collect(), ..Default::default() };
        let response = self.call_broker(coordinator, &request, OFFSET_FETCH).await?;
        accepted("OffsetFetch", response.error_code, None)?;
        let mut all = BTreeMap::new();
        for found in response.groups {
            accepted("OffsetFetch", found.error_code, None)?;
            let committed: &mut BTreeMap<_, _> = all.entry(found.group_id).or_default();
            for topic in found.topics {
                for partition in topic.partitions {
                    if ErrorCode(partition.error_code).is_none() && partition.committed_offset >= 0
                    {
                        let (topic, number) = (topic.name.clone(), partition.partition_index);
                        let at = TopicPartition { topic, partition: number };
                        committed.insert(at, partition.committed_offset);
                    }
                }
            }
        }
        Ok(all)
    }

    /// How many groups have committed offsets for a topic, by topic; none is left out.
    pub async fn groups_by_topic(&mut self) -> Result<BTreeMap<String, u32>, SessionError> {
        let mut coordinators: BTreeMap<i32, Vec<String>> = BTreeMap::new();
        for group in self.list_groups().await? {
            coordinators.entry(group.coordinator).or_default().push(group.name);
        }
        let mut counts = BTreeMap::new();
        for (coordinator, names) in coordinators {
            for names in names.chunks(AT_ONCE) {
                let all = self.committed_by(coordinator, names.to_vec(), None).await?;
                for committed in all.into_values() {
                    let topics: BTreeSet<String> =
                        committed.into_keys().map(|at| at.topic).collect();
                    for topic in topics {
                        *counts.entry(topic).or_default() += 1;
                    }
                }
            }
        }
        Ok(counts)
    }

    /// Commits offsets for a group without members.
    pub async fn commit(
        &mut self,
        group: &Group,
        offsets: &BTreeMap<TopicPartition, i64>,
    ) -> Result<(), SessionError> {
        let mut topics: BTreeMap<&str, Vec<OffsetCommitRequestPartition>> = BTreeMap::new();
        for (at, offset) in offsets {
            topics.entry(&at.topic).or_default().push(OffsetCommitRequestPartition {
                partition_index: at.partition,
                committed_offset: *offset,
                committed_metadata: Some(String::new()),
                ..Default::default()
            });
        }
        let topics = topics.into_iter().map(|(name, partitions)| OffsetCommitRequestTopic {
            name: name.to_owned(),
            partitions,
            ..Default::default()
        });
        let request = OffsetCommitRequest {
            group_id: group.name.clone(),
            topics: topics.collect(),
            ..Default::default()
        };
        let response = self.call_broker(group.coordinator, &request, OFFSET_COMMIT).await?;
        for partition in response.topics.into_iter().flat_map(|topic| topic.partitions) {
            accepted("OffsetCommit", partition.error_code, None)?;
        }
        Ok(())
    }

    /// Deletes a group with its offsets.
    pub async fn delete_group(&mut self, group: &Group) -> Result<(), SessionError> {
        let request =
            DeleteGroupsRequest { groups_names: vec![group.name.clone()], ..Default::default() };
        let response = self.call_broker(group.coordinator, &request, i16::MAX).await?;
        let result = response.results.into_iter().next().ok_or_else(|| missing("DeleteGroups"))?;
        accepted("DeleteGroups", result.error_code, None)
    }
}

fn is_missing(error: &SessionError) -> bool {
    matches!(error, SessionError::Refused { code: ErrorCode::GROUP_ID_NOT_FOUND, .. })
}

fn consumer_group(
    group: consumer::DescribedGroup,
    coordinator: i32,
) -> Result<Group, SessionError> {
    accepted("ConsumerGroupDescribe", group.error_code, group.error_message)?;
    let members = group.members.into_iter().map(|member| Member {
        id: member.member_id,
        instance_id: member.instance_id,
        client_id: member.client_id,
        host: member.client_host,
        assignment: member
            .assignment
            .topic_partitions
            .into_iter()
            .flat_map(|topic| {
                let name = topic.topic_name;
                topic
                    .partitions
                    .into_iter()
                    .map(move |partition| TopicPartition { topic: name.clone(), partition })
            })
            .collect(),
    });
    Ok(Group {
        name: group.group_id,
        state: GroupState::from_kafka(&group.group_state),
        protocol: GroupProtocol::Consumer,
        protocol_type: "consumer".to_owned(),
        assignor: group.assignor_name,
        coordinator,
        members: members.collect(),
    })
}

fn classic_group(group: classic::DescribedGroup, coordinator: i32) -> Result<Group, SessionError> {
    accepted("DescribeGroups", group.error_code, group.error_message)?;
    let consumes = group.protocol_type == "consumer";
    let members = group.members.into_iter().map(|member| Member {
        id: member.member_id,
        instance_id: member.group_instance_id,
        client_id: member.client_id,
        host: member.client_host,
        // What others than consumers are assigned is theirs to read.
        assignment: if consumes { assignment(member.member_assignment) } else { Vec::new() },
    });
    Ok(Group {
        name: group.group_id,
        state: GroupState::from_kafka(&group.group_state),
        protocol: GroupProtocol::Classic,
        protocol_type: group.protocol_type,
        assignor: group.protocol_data,
        coordinator,
        members: members.collect(),
    })
}

/// What a consumer was assigned, as its leader wrote it; nothing if that cannot be read.
fn assignment(bytes: Bytes) -> Vec<TopicPartition> {
    let mut input = Reader::new(bytes);
    let mut read = || {
        let _version = input.i16()?;
        let topics = input.array(false, |input| {
            let topic = input.string(false)?.unwrap_or_default();
            let partitions = input.array(false, Reader::i32)?.unwrap_or_default();
            Ok((topic, partitions))
        })?;
        Ok::<_, wire::kafka::codec::CodecError>(topics.unwrap_or_default())
    };
    let topics = read().unwrap_or_default();
    topics
        .into_iter()
        .flat_map(|(topic, partitions)| {
            partitions
                .into_iter()
                .map(move |partition| TopicPartition { topic: topic.clone(), partition })
        })
        .collect()
}
