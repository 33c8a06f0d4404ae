//! Reading a partition from an offset, committed records only.

use std::time::Duration;

use crate::kafka::{
    client::{ClientError, Connection},
    error::ErrorCode,
    messages::{
        FetchRequest, ListOffsetsRequest,
        fetch::{
            request::{FetchPartition, FetchTopic},
            response::PartitionData,
        },
        list_offsets::request::{ListOffsetsPartition, ListOffsetsTopic},
    },
    records::{Record, decode_batches},
};

use super::ReadCommitted;

/// Fetch by name ends with this version; later ones know topics by id only.
const LAST_BY_NAME: i16 = 12;
const READ_COMMITTED: i8 = 1;
const EARLIEST: i64 = -2;
/// Lets any replica answer, not the leader alone: a gateway only talks to the broker beside it.
const ANY_REPLICA: i32 = -2;
const MAX_BYTES: i32 = 4 * 1024 * 1024;

/// Where to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At the oldest record that is kept.
    Earliest,
    /// At an offset.
    At(i64),
}

/// Follows one partition. Any replica will do, so the connection need not be to the leader.
#[derive(Debug)]
pub struct LogReader {
    connection: Connection,
    topic: String,
    partition: i32,
    position: i64,
    high_watermark: i64,
    last_stable_offset: i64,
    end_at_start: Option<i64>,
}

impl LogReader {
    /// Prepares to read.
    pub async fn open(
        mut connection: Connection,
        topic: &str,
        partition: i32,
        start: Start,
    ) -> Result<Self, ClientError> {
        let position = match start {
            Start::At(offset) => offset,
            Start::Earliest => earliest(&mut connection, topic, partition).await?,
        };
        Ok(Self {
            connection,
            topic: topic.to_owned(),
            partition,
            position,
            high_watermark: -1,
            last_stable_offset: -1,
            end_at_start: None,
        })
    }

    /// The offset that is read next. All committed records before it were returned.
    pub const fn position(&self) -> i64 {
        self.position
    }

    /// The offset after the last replicated record, as of the latest poll; −1 before the first.
    pub const fn high_watermark(&self) -> i64 {
        self.high_watermark
    }

    /// The offset before which all transactions are decided, as of the latest poll; −1 before the
    /// first.
    pub const fn last_stable_offset(&self) -> i64 {
        self.last_stable_offset
    }

    /// Whether everything that was written until the first poll has been returned, unless it was aborted:
    /// what was not decided yet then is waited for.
    pub fn is_replayed(&self) -> bool {
        self.end_at_start.is_some_and(|end| self.position >= end)
    }

    /// Waits up to `max_wait` for records. An empty answer means that none came, or that what came
    /// was not for readers (markers, aborted records).
    pub async fn poll(&mut self, max_wait: Duration) -> Result<Vec<Record>, ClientError> {
        let request = FetchRequest {
            max_wait_ms: i32::try_from(max_wait.as_millis()).unwrap_or(i32::MAX),
            min_bytes: 1,
            max_bytes: MAX_BYTES,
            isolation_level: READ_COMMITTED,
            topics: vec![FetchTopic {
                topic: self.topic.clone(),
                partitions: vec![FetchPartition {
                    partition: self.partition,
                    fetch_offset: self.position,
                    partition_max_bytes: MAX_BYTES,
                    ..Default::default()
                }],
                ..Default::default()
            }],
            ..FetchRequest::default()
        };
        let response = self.connection.call_up_to(&request, LAST_BY_NAME).await?;
        let failed = |code| ClientError::broker("Fetch", code);
        ErrorCode(response.error_code).ok().map_err(failed)?;
        let data = response
            .responses
            .into_iter()
            .flat_map(|topic| topic.partitions)
            .next()
            .ok_or_else(|| failed(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION))?;
        ErrorCode(data.error_code).ok().map_err(failed)?;
        self.high_watermark = data.high_watermark;
        self.last_stable_offset = data.last_stable_offset;
        // Before the first poll nothing is known; after it, this is what "replayed" is measured by.
        self.end_at_start.get_or_insert(data.high_watermark);
        let (records, position) = committed(data, self.position)?;
        self.position = position;
        Ok(records)
    }
}

/// The records from `position` on that belong to no aborted transaction, and the next position.
fn committed(data: PartitionData, position: i64) -> Result<(Vec<Record>, i64), ClientError> {
    let mut isolation = ReadCommitted::new(&data.aborted_transactions.unwrap_or_default());
    let (mut records, mut next) = (Vec::new(), position);
    for batch in decode_batches(data.records.unwrap_or_default())? {
        next = next.max(batch.last_offset.saturating_add(1));
        if isolation.shows(&batch) {
            // A batch may begin before the offset that was asked for.
            records.extend(batch.records.into_iter().filter(|record| record.offset >= position));
        }
    }
    Ok((records, next))
}

async fn earliest(
    connection: &mut Connection,
    topic: &str,
    partition: i32,
) -> Result<i64, ClientError> {
    let request = ListOffsetsRequest {
        replica_id: ANY_REPLICA,
        topics: vec![ListOffsetsTopic {
            name: topic.to_owned(),
            partitions: vec![ListOffsetsPartition {
                partition_index: partition,
                timestamp: EARLIEST,
                ..Default::default()
            }],
            ..Default::default()
        }],
        ..ListOffsetsRequest::default()
    };
    let response = connection.call(&request).await?;
    let failed = |code| ClientError::broker("ListOffsets", code);
    let answer = response
        .topics
        .iter()
        .flat_map(|topic| &topic.partitions)
        .next()
        .ok_or_else(|| failed(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION))?;
    ErrorCode(answer.error_code).ok().map_err(failed)?;
    Ok(answer.offset)
}

#[cfg(test)]
mod tests {
    use bytes::{Bytes, BytesMut};

    use super::*;
    use crate::kafka::{
        messages::fetch::response::AbortedTransaction,
        records::{NewRecord, Producer, encode_batch},
    };

    fn batch(base: i64, producer: i64, key: &[u8]) -> Bytes {
        let producer = Producer { id: producer, epoch: 0, base_sequence: 0, transactional: true };
        let record = NewRecord { key: Some(Bytes::copy_from_slice(key)), ..Default::default() };
        let bytes = encode_batch(producer, 0, &[record]).unwrap();
        let mut bytes = BytesMut::from(&bytes[..]);
        bytes[..8].copy_from_slice(&base.to_be_bytes());
        bytes.freeze()
    }

    #[test]
    fn records_of_aborted_transactions_are_left_out() {
        let data = PartitionData {
            aborted_transactions: Some(vec![AbortedTransaction {
                producer_id: 7,
                first_offset: 3,
                ..Default::default()
            }]),
            records: Some(Bytes::from(
                [batch(2, 7, b"old"), batch(3, 7, b"aborted"), batch(4, 8, b"other")].concat(),
            )),
            ..Default::default()
        };
        let (records, next) = committed(data, 2).unwrap();
        let keys: Vec<_> = records.iter().map(|r| r.key.clone().unwrap()).collect();
        assert_eq!(keys, ["old", "other"]);
        assert_eq!(next, 5);
    }

    #[test]
    fn nothing_before_the_position_is_returned_twice() {
        let data = PartitionData { records: Some(batch(4, 1, b"a")), ..Default::default() };
        assert_eq!(committed(data, 5).unwrap(), (vec![], 5));
    }
}
