//! Which groups read a topic: have committed an offset for it, or have a member that is assigned to
//! it. Kafka does not know this by topic, so each group is asked about, many together.

use std::collections::{BTreeMap, BTreeSet};

use wire::kafka::messages::offset_fetch::request::OffsetFetchRequestTopics;

use super::{SessionError, TenantSession};
use crate::domain::{
    group::{GroupState, GroupSummary},
    topic::TopicName,
};

/// About how many offsets one answer may tell.
const OFFSETS: usize = 10_000;
/// Of how many groups the offsets are asked for together, at most.
const AT_ONCE: usize = 100;

impl TenantSession {
    /// The first `limit` of these groups that read a topic, in the given order; none if there is no
    /// such topic.
    pub async fn readers(
        &mut self,
        topic: &TopicName,
        groups: Vec<GroupSummary>,
        limit: usize,
    ) -> Result<Vec<GroupSummary>, SessionError> {
        let leaders = self.leaders(&BTreeSet::from([topic.as_str()])).await?;
        let partitions: Vec<i32> = leaders.into_keys().map(|at| at.partition).collect();
        if partitions.is_empty() {
            return Ok(Vec::new());
        }
        let at_once = (OFFSETS / partitions.len()).clamp(1, AT_ONCE);
        let asked = [OffsetFetchRequestTopics {
            name: topic.as_str().to_owned(),
            partition_indexes: partitions,
            ..Default::default()
        }];
        let mut readers = Vec::new();
        for some in groups.chunks(at_once) {
            let names = self.reading(some, &asked).await?;
            readers.extend(some.iter().filter(|group| names.contains(&group.name)).cloned());
            if readers.len() >= limit {
                readers.truncate(limit);
                break;
            }
        }
        Ok(readers)
    }

    /// The names of those that read the one topic asked for.
    async fn reading(
        &mut self,
        groups: &[GroupSummary],
        asked: &[OffsetFetchRequestTopics; 1],
    ) -> Result<BTreeSet<String>, SessionError> {
        let [topic] = asked;
        let mut coordinators: BTreeMap<i32, Vec<String>> = BTreeMap::new();
        for group in groups {
            coordinators.entry(group.coordinator).or_default().push(group.name.clone());
        }
        let mut reading = BTreeSet::new();
        for (coordinator, names) in coordinators {
            let committed = self.committed_by(coordinator, names, Some(asked)).await?;
            let some = committed.into_iter().filter(|(_, offsets)| !offsets.is_empty());
            reading.extend(some.map(|(name, _)| name));
        }
        // Members may read for a while before they commit, or never do.
        let rest = groups
            .iter()
            .filter(|group| group.state != GroupState::Empty && !reading.contains(&group.name));
        for group in self.describe_listed(rest).await? {
            let mut assigned = group.members.iter().flat_map(|member| &member.assignment);
            if assigned.any(|at| at.topic == topic.name) {
                reading.insert(group.name);
            }
        }
        Ok(reading)
    }
}
