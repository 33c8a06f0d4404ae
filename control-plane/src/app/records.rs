//! Records of a topic, through its instance's gateway, as the caller.
//!
//! As with topics, the gateway has the last word and no transaction is open while Kafka is asked.
//! Looking at records is recorded too: whose eyes saw customers' data is a question that gets asked.
//! What they hold, and what was searched for, is not written down.

mod tail;

use std::{collections::BTreeMap, ops::Range};

use wire::{
    ids::InstanceId,
    kafka::{ErrorCode, records::NewRecord},
};

use super::{
    App, AppError, Caller,
    instance_session::{Session, connect},
    topics::refused,
};
use crate::{
    domain::{
        access::Action,
        audit::Subject,
        record::{Direction, Scan, partition_of},
        topic::TopicName,
    },
    kafka::tenant_session::SessionError,
    store::Tx,
};

pub use crate::kafka::tenant_session::{Browsed, Reading};
pub use tail::{EndReason, Tail, TailEvent, tail};

/// Of how many partitions the records are looked at together.
pub const MAX_PARTITIONS: usize = 200;

/// Where to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seek {
    /// With the newest, and backward.
    Newest,
    /// At this offset of each partition, or the next that is held.
    Offset(i64),
    /// With the first record of this time or later, in milliseconds since 1970.
    Timestamp(i64),
}

/// What to look at.
#[derive(Debug)]
pub enum Window {
    /// These partitions, or all if none is named.
    Begin(Vec<i32>, Seek),
    /// What an earlier call left.
    GoOn(Scan),
}

impl Window {
    fn describe(&self) -> serde_json::Value {
        let (seek, partitions): (_, Vec<&i32>) = match self {
            Self::Begin(partitions, seek) => {
                let seek = match seek {
                    Seek::Newest => "newest".to_owned(),
                    Seek::Offset(offset) => format!("offset {offset}"),
                    Seek::Timestamp(timestamp) => format!("timestamp {timestamp}"),
                };
                (seek, partitions.iter().collect())
            }
            Self::GoOn(scan) => ("continued".to_owned(), scan.rest.keys().collect()),
        };
        serde_json::json!({ "from": seek, "partitions": partitions })
    }
}

/// Looks at records of a topic.
pub async fn browse(
    app: &App,
    caller: &Caller,
    (instance, name): &(InstanceId, TopicName),
    window: Window,
    reading: &Reading,
) -> Result<Browsed, AppError> {
    let action = Action::RecordRead;
    let failed = |error| refused(error, action, Some(name));
    let mut session = connect(app, caller, action, *instance).await?;
    let mut detail = window.describe();
    let leaders = session.kafka.leaders_of(name).await.map_err(failed)?;
    let scan = match window {
        Window::GoOn(scan) => scan,
        Window::Begin(partitions, seek) => {
            let leaders = chosen(leaders.clone(), &partitions)?;
            let ranges = begin(&mut session, name, &leaders, seek).await.map_err(failed)?;
            let direction = match seek {
                Seek::Newest => Direction::Backward,
                Seek::Offset(_) | Seek::Timestamp(_) => Direction::Forward,
            };
            Scan::new(direction, ranges)
        }
    };
    let browsed = session.kafka.browse(name, &leaders, &scan, reading).await.map_err(failed)?;
    detail["records"] = browsed.records.len().into();
    detail["filtered"] = (!reading.filter.is_empty()).into();
    session.record(app, action, Subject::new("topic", name), detail).await?.commit().await?;
    Ok(browsed)
}

/// The leaders of the partitions that were asked for.
fn chosen(mut leaders: BTreeMap<i32, i32>, wanted: &[i32]) -> Result<BTreeMap<i32, i32>, AppError> {
    if let Some(unknown) = wanted.iter().find(|partition| !leaders.contains_key(partition)) {
        let detail = no_partition(*unknown, leaders.len());
        return Err(AppError::field("partition", "unknown_partition", detail));
    }
    if !wanted.is_empty() {
        leaders.retain(|partition, _| wanted.contains(partition));
    }
    if leaders.len() > MAX_PARTITIONS {
        let detail = format!("name at most {MAX_PARTITIONS} partitions of this topic");
        return Err(AppError::field("partition", "too_many_partitions", detail));
    }
    Ok(leaders)
}

fn no_partition(unknown: i32, held: usize) -> String {
    format!("there is no partition {unknown}; the topic has {held}, from 0")
}

/// The offsets to be read at first.
async fn begin(
    session: &mut Session,
    name: &TopicName,
    leaders: &BTreeMap<i32, i32>,
    seek: Seek,
) -> Result<BTreeMap<i32, Range<i64>>, SessionError> {
    let mut ranges = session.kafka.held(name, leaders).await?;
    let at = match seek {
        Seek::Newest | Seek::Offset(_) => BTreeMap::new(),
        Seek::Timestamp(time) => session.kafka.offsets_since(name, leaders, time).await?,
    };
    for (partition, range) in &mut ranges {
        let start = match seek {
            Seek::Newest => range.start,
            Seek::Offset(offset) => offset,
            // None is so late.
            Seek::Timestamp(_) => {
                at.get(partition).copied().filter(|at| *at >= 0).unwrap_or(range.end)
            }
        };
        range.start = start.clamp(range.start, range.end.max(range.start));
    }
    Ok(ranges)
}

/// A record to be written.
#[derive(Debug)]
pub struct RecordToProduce {
    /// Where to; if absent its key decides, or chance.
    pub partition: Option<i32>,
    /// What it is.
    pub record: NewRecord,
}

/// Where a record was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Produced {
    /// Its partition.
    pub partition: i32,
    /// Its offset there; none in a dry run.
    pub offset: Option<i64>,
}

/// Writes records, in order within each partition; in a dry run, looks where they would go. It is no
/// transaction: a refusal by one partition does not undo what others have taken.
pub async fn produce(
    app: &App,
    caller: &Caller,
    (instance, name): &(InstanceId, TopicName),
    records: Vec<RecordToProduce>,
    dry_run: bool,
) -> Result<(Tx, Vec<Produced>), AppError> {
    let action = Action::RecordProduce;
    let mut session = connect(app, caller, action, *instance).await?;
    let leaders = session.kafka.leaders_of(name).await;
    let leaders = leaders.map_err(|error| refused(error, action, Some(name)))?;
    let mut produced = Vec::with_capacity(records.len());
    let mut by_partition: BTreeMap<i32, (Vec<usize>, Vec<NewRecord>)> = BTreeMap::new();
    for (at, new) in records.into_iter().enumerate() {
        let partition = partition(app, &new, leaders.len());
        if !leaders.contains_key(&partition) {
            let pointer = format!("/records/{at}/partition");
            let detail = no_partition(partition, leaders.len());
            return Err(AppError::field(&pointer, "unknown_partition", detail));
        }
        produced.push(Produced { partition, offset: None });
        let (places, batch) = by_partition.entry(partition).or_default();
        places.push(at);
        batch.push(new.record);
    }
    if dry_run {
        return Ok((app.begin().await?, produced));
    }
    let detail = serde_json::json!({ "records": produced.len() });
    for (partition, (places, batch)) in by_partition {
        let leader = leaders.get(&partition).copied().unwrap_or(-1);
        let now = app.clock.now();
        match session.kafka.produce(name, (partition, leader), now, &batch).await {
            Ok(base) => {
                for (place, offset) in places.into_iter().zip(base..) {
                    produced[place].offset = Some(offset);
                }
            }
            Err(error) => {
                // What was not refused may have been written.
                session
                    .record(app, action, Subject::new("topic", name), detail)
                    .await?
                    .commit()
                    .await?;
                return Err(not_written(error, action, name));
            }
        }
    }
    let tx = session.record(app, action, Subject::new("topic", name), detail).await?;
    Ok((tx, produced))
}

fn partition(app: &App, new: &RecordToProduce, held: usize) -> i32 {
    let held = u32::try_from(held).unwrap_or(u32::MAX);
    let chosen = || match &new.record.key {
        Some(key) => partition_of(key, held),
        None => u32::from_be_bytes(app.entropy.bytes::<4>()) % held.max(1),
    };
    new.partition.unwrap_or_else(|| i32::try_from(chosen()).unwrap_or(i32::MAX))
}

fn not_written(error: SessionError, action: Action, name: &TopicName) -> AppError {
    let field = |code, detail| AppError::field("/records", code, detail);
    match error {
        SessionError::Refused { code, .. } => match code {
            ErrorCode::MESSAGE_TOO_LARGE | ErrorCode::RECORD_LIST_TOO_LARGE => {
                field("too_large", "the records of one partition are more than the topic takes")
            }
            ErrorCode::INVALID_RECORD => field(
                "invalid_record",
                "the topic does not take such a record; if it is compacted, each needs a key",
            ),
            ErrorCode::INVALID_TIMESTAMP => {
                field("invalid_timestamp", "the topic does not take records of the present time")
            }
            _ => refused(error, action, Some(name)),
        },
        SessionError::Unreachable(_) | SessionError::Certificate(_) => {
            refused(error, action, Some(name))
        }
    }
}
