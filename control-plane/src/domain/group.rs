//! Consumer groups as a tenant sees them. Kafka is the truth for them; nothing here is stored.

use std::{fmt, str::FromStr, time::Duration};

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::name::Invalid;

/// Kafka takes any text that fits its protocol, less room for the tenant's prefix.
const MAX_LEN: usize = 32_000;

/// A group's name: Kafka's group id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupName(String);

impl GroupName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for GroupName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        // The audit trail cannot hold a NUL.
        if (1..=MAX_LEN).contains(&text.len()) && !text.contains('\0') {
            Ok(Self(text.to_owned()))
        } else {
            let detail = format!("a group's name has 1 to {MAX_LEN} bytes and no NUL");
            Err(Invalid::new("invalid_group_name", detail))
        }
    }
}

impl fmt::Display for GroupName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// By which of Kafka's protocols members agree on who reads what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupProtocol {
    /// Members elect one that assigns.
    Classic,
    /// The coordinator assigns.
    Consumer,
}

impl GroupProtocol {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Classic, Self::Consumer];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Classic => "classic",
            Self::Consumer => "consumer",
        }
    }
}

/// Where a group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupState {
    /// It has no members, and may have offsets.
    Empty,
    /// Its members read.
    Stable,
    /// Classic: members come together.
    PreparingRebalance,
    /// Classic: the leader assigns.
    CompletingRebalance,
    /// Consumer: the coordinator assigns.
    Assigning,
    /// Consumer: members take over what they were assigned.
    Reconciling,
    /// It is being removed.
    Dead,
    /// One that this build does not know.
    Unknown,
}

impl GroupState {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Empty,
        Self::Stable,
        Self::PreparingRebalance,
        Self::CompletingRebalance,
        Self::Assigning,
        Self::Reconciling,
        Self::Dead,
        Self::Unknown,
    ];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Stable => "stable",
            Self::PreparingRebalance => "preparing_rebalance",
            Self::CompletingRebalance => "completing_rebalance",
            Self::Assigning => "assigning",
            Self::Reconciling => "reconciling",
            Self::Dead => "dead",
            Self::Unknown => "unknown",
        }
    }

    /// What Kafka calls so.
    pub fn from_kafka(text: &str) -> Self {
        match text {
            "Empty" => Self::Empty,
            "Stable" => Self::Stable,
            "PreparingRebalance" => Self::PreparingRebalance,
            "CompletingRebalance" => Self::CompletingRebalance,
            "Assigning" => Self::Assigning,
            "Reconciling" => Self::Reconciling,
            "Dead" => Self::Dead,
            _ => Self::Unknown,
        }
    }
}

/// One line of a list of groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupSummary {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: GroupState,
    /// How its members agree.
    pub protocol: GroupProtocol,
    /// What its members are, such as `consumer` or `connect`; empty if it never had any.
    pub protocol_type: String,
    /// The broker that coordinates it.
    pub coordinator: i32,
    /// How many members it has, if that was looked up.
    pub members: Option<u32>,
}

/// One partition of one topic.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicPartition {
    /// The topic's name.
    pub topic: String,
    /// The partition's number.
    pub partition: i32,
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Kafka's id of it.
    pub id: String,
    /// What a static member calls itself.
    pub instance_id: Option<String>,
    /// What its client calls itself.
    pub client_id: String,
    /// From where it is connected.
    pub host: String,
    /// What it reads.
    pub assignment: Vec<TopicPartition>,
}

/// A group, without its offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: GroupState,
    /// How its members agree.
    pub protocol: GroupProtocol,
    /// What its members are.
    pub protocol_type: String,
    /// The way of assigning in force; empty if there is none.
    pub assignor: String,
    /// The broker that coordinates it.
    pub coordinator: i32,
    /// Who belongs to it.
    pub members: Vec<Member>,
}

/// How far a group is in one partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Which partition.
    pub at: TopicPartition,
    /// The offset the group would go on from; none if it committed none.
    pub committed: Option<i64>,
    /// The offset the next record will get, if its broker answered.
    pub end: Option<i64>,
    /// When the first record that is not committed was written, if that is known, in ms.
    pub waiting_since: Option<i64>,
}

impl Progress {
    /// How many records it is behind. An offset past the end, as after a topic was made anew, is
    /// not behind.
    pub fn lag(&self) -> Option<i64> {
        Some(self.end?.saturating_sub(self.committed?).max(0))
    }

    /// For how long the first record that is not committed has been waiting, in seconds.
    pub fn lag_seconds(&self, now: i64) -> Option<i64> {
        if self.lag()? == 0 {
            return Some(0);
        }
        Some((now.saturating_sub(self.waiting_since?) / 1000).max(0))
    }
}

/// The sum of the lags that are known; none if no lag is.
pub fn total_lag(progress: &[Progress]) -> Option<i64> {
    progress.iter().filter_map(Progress::lag).reduce(i64::saturating_add)
}

/// Where a group shall go on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// The first record still held.
    Earliest,
    /// After the last record.
    Latest,
    /// The first record written at that time or later.
    Timestamp(DateTime<Utc>),
    /// The first record written since so long ago.
    Duration(Duration),
    /// So many records on from where it is; back if negative.
    Shift(i64),
    /// This offset.
    Offset(i64),
}

/// What has to be known of a partition to move a group in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The first offset still held.
    pub start: i64,
    /// The offset the next record will get.
    pub end: i64,
    /// The offset of the first record at the wanted time or later, if there is one.
    pub at_time: Option<i64>,
}

impl Position {
    /// The time that has to be looked up for it, in ms. Kafka gives negative ones a meaning of their
    /// own, and holds no record of before 1970.
    pub fn time(self, now: i64) -> Option<i64> {
        let time = match self {
            Self::Timestamp(time) => time.timestamp_millis(),
            Self::Duration(ago) => {
                now.saturating_sub(i64::try_from(ago.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Earliest | Self::Latest | Self::Shift(_) | Self::Offset(_) => return None,
        };
        Some(time.max(0))
    }

    /// The offset that this is in a partition; never outside of what it holds, where a consumer
    /// would fall back to its own default. None for a shift from nowhere.
    pub fn offset(self, committed: Option<i64>, bounds: Bounds) -> Option<i64> {
        let wanted = match self {
            Self::Earliest => bounds.start,
            Self::Latest => bounds.end,
            Self::Timestamp(_) | Self::Duration(_) => bounds.at_time.unwrap_or(bounds.end),
            Self::Shift(by) => committed?.saturating_add(by),
            Self::Offset(offset) => offset,
        };
        Some(wanted.min(bounds.end).max(bounds.start))
    }
}

/// One line of what a reset does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Which partition.
    pub at: TopicPartition,
    /// What was committed.
    pub before: Option<i64>,
    /// What is committed instead.
    pub after: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(committed: Option<i64>, end: Option<i64>, since: Option<i64>) -> Progress {
        let at = TopicPartition { topic: "t".to_owned(), partition: 0 };
        Progress { at, committed, end, waiting_since: since }
    }

    #[test]
    fn lag_is_what_is_left_and_unknown_where_a_part_of_it_is() {
        assert_eq!(progress(Some(3), Some(10), None).lag(), Some(7));
        assert_eq!(progress(Some(10), Some(10), None).lag(), Some(0));
        assert_eq!(progress(Some(11), Some(10), None).lag(), Some(0));
        assert_eq!(progress(Some(0), Some(i64::MAX), None).lag(), Some(i64::MAX));
        assert_eq!(progress(None, Some(10), None).lag(), None);
        assert_eq!(progress(Some(3), None, None).lag(), None);
    }

    #[test]
    fn lag_in_seconds_needs_a_waiting_record_and_is_never_negative() {
        assert_eq!(progress(Some(3), Some(10), Some(1_000)).lag_seconds(61_999), Some(60));
        assert_eq!(progress(Some(3), Some(10), Some(9_000)).lag_seconds(1_000), Some(0));
        assert_eq!(progress(Some(10), Some(10), None).lag_seconds(1_000), Some(0));
        assert_eq!(progress(Some(3), Some(10), None).lag_seconds(1_000), None);
    }

    #[test]
    fn the_total_leaves_out_what_is_unknown() {
        let some = progress(Some(3), Some(10), None);
        let unknown = progress(None, Some(10), None);
        assert_eq!(total_lag(&[some.clone(), unknown.clone(), some]), Some(14));
        assert_eq!(total_lag(&[unknown]), None);
        assert_eq!(total_lag(&[]), None);
    }

    #[test]
    fn a_reset_stays_within_what_the_partition_holds() {
        let bounds = Bounds { start: 10, end: 20, at_time: Some(15) };
        let later = Bounds { at_time: None, ..bounds };
        let time = Position::Timestamp(DateTime::UNIX_EPOCH);
        for (position, bounds, expected) in [
            (Position::Earliest, bounds, 10),
            (Position::Latest, bounds, 20),
            (time, bounds, 15),
            (time, later, 20),
            (Position::Shift(-2), bounds, 10),
            (Position::Shift(3), bounds, 15),
            (Position::Shift(i64::MAX), bounds, 20),
            (Position::Shift(i64::MIN), bounds, 10),
            (Position::Offset(17), bounds, 17),
            (Position::Offset(-1), bounds, 10),
            (Position::Offset(i64::MAX), bounds, 20),
        ] {
            assert_eq!(position.offset(Some(12), bounds), Some(expected), "{position:?}");
        }
        assert_eq!(Position::Shift(1).offset(None, bounds), None);
        assert_eq!(Position::Latest.offset(None, bounds), Some(20));
    }

    #[test]
    fn no_time_is_taken_for_one_that_means_something_else_to_kafka() {
        let before = DateTime::UNIX_EPOCH - chrono::TimeDelta::milliseconds(1);
        for (position, expected) in [
            (Position::Timestamp(before), Some(0)),
            (Position::Timestamp(DateTime::UNIX_EPOCH), Some(0)),
            (Position::Duration(Duration::from_millis(400)), Some(600)),
            (Position::Duration(Duration::from_millis(1_002)), Some(0)),
            (Position::Duration(Duration::from_millis(u64::MAX)), Some(0)),
            (Position::Latest, None),
        ] {
            assert_eq!(position.time(1_000), expected, "{position:?}");
        }
    }

    #[test]
    fn names_that_kafka_or_the_audit_trail_cannot_hold_are_refused() {
        for good in ["a", "my group/ä", "__x", &"a".repeat(MAX_LEN)] {
            assert!(good.parse::<GroupName>().is_ok());
        }
        for bad in ["", "a\0", &"a".repeat(MAX_LEN + 1)] {
            assert!(bad.parse::<GroupName>().is_err());
        }
    }
}
