//! Fetching a piece of a partition and looking through it.

use std::{ops::Range, time::Duration};

use tokio::time::sleep;
use wire::kafka::{
    ErrorCode,
    log::ReadCommitted,
    messages::{
        FetchRequest,
        fetch::{
            request::{FetchPartition, FetchTopic},
            response::PartitionData,
        },
    },
    records::{RawBatch, RecordsError, split_batches},
};

use super::{Budget, Cursor, EARLIEST, MAX_SCANNED, READ_COMMITTED, Reading};
use crate::{
    domain::{
        record::{ShownRecord, TimestampType, Unreadable},
        topic::TopicName,
    },
    kafka::{
        compression::decompress,
        tenant_session::{SessionError, TenantSession, accepted},
    },
};

/// Fetch by name ends with this version; later ones know topics by id only.
const LAST_BY_NAME: i16 = 12;
/// How much one batch may be once it is decompressed.
const MAX_BATCH: usize = 16 * 1024 * 1024;
const MAX_WAIT_MS: i32 = 100;
/// The longest pause before one who was told to wait asks again.
const MAX_PAUSE: Duration = Duration::from_secs(1);

/// What was found in a piece.
struct Looked {
    found: Vec<ShownRecord>,
    unreadable: Vec<Unreadable>,
    /// The first offset that was not looked at.
    next: i64,
}

impl TenantSession {
    /// Takes a cursor one step further.
    pub(super) async fn advance(
        &mut self,
        name: &TopicName,
        cursor: &mut Cursor,
        reading: &Reading,
        budget: &mut Budget,
    ) -> Result<(), SessionError> {
        let piece = cursor.piece();
        let request = FetchRequest {
            max_wait_ms: MAX_WAIT_MS,
            min_bytes: 1,
            max_bytes: budget.fetch_bytes,
            isolation_level: READ_COMMITTED,
            topics: vec![FetchTopic {
                topic: name.as_str().to_owned(),
                partitions: vec![FetchPartition {
                    partition: cursor.partition,
                    fetch_offset: piece.start,
                    partition_max_bytes: budget.fetch_bytes,
                    ..Default::default()
                }],
                ..Default::default()
            }],
            ..FetchRequest::default()
        };
        let gateway = self.gateway_of(cursor.leader).await?;
        let response = gateway.call_up_to(&request, LAST_BY_NAME).await;
        let response = response.map_err(SessionError::Unreachable)?;
        accepted("Fetch", response.error_code, None)?;
        let data = response.responses.into_iter().flat_map(|topic| topic.partitions).next();
        let Some(data) = data else {
            // A broker that slows its client down answers with nothing at all.
            let pause = u64::try_from(response.throttle_time_ms).unwrap_or(0).max(10);
            sleep(Duration::from_millis(pause).min(MAX_PAUSE)).await;
            return Ok(());
        };
        if ErrorCode(data.error_code) == ErrorCode::OFFSET_OUT_OF_RANGE {
            let leader = [(cursor.partition, cursor.leader)].into();
            let start = self.committed_offsets(name, &leader, EARLIEST).await?;
            let start = start.get(&cursor.partition).copied().unwrap_or(i64::MAX);
            // Whoever is told so about an offset that is held would ask for it forever.
            cursor.skip_to(if start > piece.start { start } else { i64::MAX });
            return Ok(());
        }
        accepted("Fetch", data.error_code, None)?;
        let (data, batches) = batches(data)?;
        let reached = batches.last().map_or(piece.end, |last| last.last_offset().saturating_add(1));
        if cursor.is_backward() && reached < piece.end && cursor.narrow() {
            return Ok(());
        }
        match look(cursor, &piece, &data, batches, reading, budget) {
            Some(looked) => {
                budget.unreadable.extend(looked.unreadable);
                cursor.advance(&piece, looked.next, looked.found);
            }
            None => drop(cursor.narrow()),
        }
        Ok(())
    }
}

fn batches(mut data: PartitionData) -> Result<(PartitionData, Vec<RawBatch>), SessionError> {
    let records = data.records.take().unwrap_or_default();
    let batches =
        split_batches(records).map_err(|error| SessionError::Unreachable(error.into()))?;
    Ok((data, batches))
}

/// Looks through the batches of a piece; nothing if they are too large to be looked at together and
/// a smaller piece is possible.
fn look(
    cursor: &Cursor,
    piece: &Range<i64>,
    data: &PartitionData,
    batches: Vec<RawBatch>,
    reading: &Reading,
    budget: &mut Budget,
) -> Option<Looked> {
    let partition = cursor.partition;
    let is_single = piece.end.saturating_sub(piece.start) <= 1;
    let mut isolation =
        ReadCommitted::new(data.aborted_transactions.as_deref().unwrap_or_default());
    let mut looked = Looked { found: Vec::new(), unreadable: Vec::new(), next: piece.start };
    let before = budget.scanned;
    if batches.is_empty() {
        looked.next = piece.end;
    }
    for batch in batches {
        if batch.base_offset() >= piece.end {
            looked.next = piece.end;
            break;
        }
        if budget.scanned.saturating_sub(before) >= MAX_SCANNED {
            // It is a part of the piece that was looked at, and that is of no use backward.
            if cursor.is_backward() && !is_single {
                return None;
            }
            break;
        }
        let (first_offset, last_offset) = (batch.base_offset(), batch.last_offset());
        budget.scanned += batch.size();
        let decoded = batch.decode(|compression, input| {
            let plain = decompress(compression, input, MAX_BATCH)?;
            budget.scanned += plain.len();
            Ok::<_, RecordsError>(plain)
        });
        let batch = match decoded {
            Ok(batch) => batch,
            Err(error) => {
                let reason = wire::error::chain(&error);
                looked.unreadable.push(Unreadable { partition, first_offset, last_offset, reason });
                looked.next = last_offset.saturating_add(1);
                continue;
            }
        };
        let is_shown = isolation.shows(&batch);
        let timestamp_type = if batch.append_time {
            TimestampType::LogAppendTime
        } else {
            TimestampType::CreateTime
        };
        for record in batch.records.iter().filter(|_| is_shown) {
            if !piece.contains(&record.offset) || !reading.filter.matches(record) {
                continue;
            }
            let max = reading.payload_bytes;
            looked.found.push(ShownRecord::cut(record, partition, timestamp_type, max));
            if !cursor.is_backward() && looked.found.len() >= reading.limit {
                looked.next = record.offset.saturating_add(1);
                return Some(looked);
            }
        }
        looked.next = batch.last_offset.saturating_add(1);
    }
    Some(looked)
}
