//! Reading a topic's records in either direction, some at a time, with bounds on everything.
//!
//! Partitions are read in pieces and merged by time. What was fetched beyond what is answered is
//! dropped, and the scan that is left begins again before it; so each call is on its own.

mod cursor;
mod fetch;

use std::{collections::BTreeMap, ops::Range, time::Duration};

use tokio::time::Instant;

use super::{SessionError, TenantSession, accepted};
use crate::domain::{
    record::{Direction, RecordFilter, Scan, ShownRecord, Unreadable},
    topic::TopicName,
};
use cursor::Cursor;

const EARLIEST: i64 = -2;
const LATEST: i64 = -1;
const READ_COMMITTED: i8 = 1;
/// How much is read for one call at most, decompressed; one piece may go beyond it.
const MAX_SCANNED: usize = 32 * 1024 * 1024;
/// How much one call answers at most; the last record may go beyond it.
const MAX_SHOWN: usize = 4 * 1024 * 1024;
/// How many batches that cannot be read are told of in one call.
const MAX_UNREADABLE: usize = 100;
/// After this a call answers what it has found.
const DEADLINE: Duration = Duration::from_secs(10);

/// What to show of the records that are read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Which ones.
    pub filter: RecordFilter,
    /// How many at most.
    pub limit: usize,
    /// How many bytes at most of a key, a value and a header's value.
    pub payload_bytes: usize,
}

/// What was read.
#[derive(Debug)]
pub struct Browsed {
    /// The records that match, merged by time in the scan's direction.
    pub records: Vec<ShownRecord>,
    /// What could not be read on the way.
    pub unreadable: Vec<Unreadable>,
    /// What is still to be read.
    pub rest: Scan,
    /// Whether it ended before it had found what was asked for, because one call may take no longer.
    pub truncated: bool,
}

/// What one call has used up.
struct Budget {
    scanned: usize,
    /// How much one answer of a broker holds, unless its first batch alone is larger.
    fetch_bytes: i32,
    deadline: Instant,
    unreadable: Vec<Unreadable>,
}

impl Budget {
    fn is_spent(&self) -> bool {
        self.scanned >= MAX_SCANNED
            || self.unreadable.len() >= MAX_UNREADABLE
            || Instant::now() >= self.deadline
    }
}

impl TenantSession {
    /// Which broker leads each partition of a topic; −1 if none does.
    pub async fn leaders_of(
        &mut self,
        name: &TopicName,
    ) -> Result<BTreeMap<i32, i32>, SessionError> {
        let topic = self.topic_metadata(name).await?;
        let partitions = topic.partitions.iter();
        Ok(partitions.map(|found| (found.partition_index, found.leader_id)).collect())
    }

    /// The offsets that are held, by partition, up to the first transaction that is not decided.
    pub async fn held(
        &mut self,
        name: &TopicName,
        leaders: &BTreeMap<i32, i32>,
    ) -> Result<BTreeMap<i32, Range<i64>>, SessionError> {
        let start = self.committed_offsets(name, leaders, EARLIEST).await?;
        let end = self.committed_offsets(name, leaders, LATEST).await?;
        Ok(start
            .into_iter()
            .map(|(at, start)| (at, start..end.get(&at).copied().unwrap_or(start)))
            .collect())
    }

    /// The first offset of each partition whose record is of `timestamp` or later; −1 if there is
    /// none.
    pub async fn offsets_since(
        &mut self,
        name: &TopicName,
        leaders: &BTreeMap<i32, i32>,
        timestamp: i64,
    ) -> Result<BTreeMap<i32, i64>, SessionError> {
        // Kafka gives negative times a meaning of their own; no record of any use is older.
        self.committed_offsets(name, leaders, timestamp.max(0)).await
    }

    async fn committed_offsets(
        &mut self,
        name: &TopicName,
        leaders: &BTreeMap<i32, i32>,
        timestamp: i64,
    ) -> Result<BTreeMap<i32, i64>, SessionError> {
        let mut by_leader: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
        for (partition, leader) in leaders {
            by_leader.entry(*leader).or_default().push(*partition);
        }
        let mut offsets = BTreeMap::new();
        for (leader, partitions) in by_leader {
            let topics = [(name.to_string(), partitions)].into();
            for found in self.list_offsets(leader, topics, timestamp, READ_COMMITTED).await? {
                accepted("ListOffsets", found.code, None)?;
                offsets.insert(found.at.partition, found.offset);
            }
        }
        Ok(offsets)
    }

    /// Reads on until there is enough to show, or a bound of one call is reached.
    pub async fn browse(
        &mut self,
        name: &TopicName,
        leaders: &BTreeMap<i32, i32>,
        scan: &Scan,
        reading: &Reading,
    ) -> Result<Browsed, SessionError> {
        let share = MAX_SCANNED / 2 / scan.rest.len().max(1);
        let mut budget = Budget {
            scanned: 0,
            fetch_bytes: i32::try_from(share).unwrap_or(i32::MAX).clamp(16 * 1024, 1024 * 1024),
            deadline: Instant::now() + DEADLINE,
            unreadable: Vec::new(),
        };
        let mut cursors: Vec<Cursor> = scan
            .rest
            .iter()
            .map(|(partition, range)| {
                let leader = leaders.get(partition).copied().unwrap_or(-1);
                Cursor::new(scan.direction, *partition, leader, range.clone())
            })
            .collect();
        let (mut records, mut shown) = (Vec::new(), 0);
        let mut truncated = false;
        while records.len() < reading.limit && shown < MAX_SHOWN {
            for cursor in cursors.iter_mut().filter(|cursor| cursor.needs_more()) {
                truncated |= budget.is_spent();
                while cursor.needs_more() && !truncated {
                    self.advance(name, cursor, reading, &mut budget).await?;
                    truncated = budget.is_spent() && cursor.needs_more();
                }
            }
            let Some(next) = next(&mut cursors, scan.direction) else { break };
            let Some(record) = next.take() else { break };
            shown += record.shown_len();
            records.push(record);
        }
        let enough = records.len() >= reading.limit || shown >= MAX_SHOWN;
        let rest = cursors.iter().map(|cursor| (cursor.partition, cursor.rest())).collect();
        let rest = scan.with_rest(rest);
        let truncated = truncated && !enough && !rest.is_done();
        Ok(Browsed { records, unreadable: budget.unreadable, rest, truncated })
    }
}

/// The cursor whose next record comes first.
fn next(cursors: &mut [Cursor], direction: Direction) -> Option<&mut Cursor> {
    let place = |cursor: &Cursor| cursor.peek().map(|next| (next.timestamp, next.partition));
    let holding = cursors.iter_mut().filter(|cursor| cursor.peek().is_some());
    match direction {
        Direction::Forward => holding.min_by_key(|cursor| place(cursor)),
        Direction::Backward => holding.max_by_key(|cursor| place(cursor)),
    }
}
