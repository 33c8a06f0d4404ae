//! The load generator: produces batches that were encoded once, and fetches without looking at the
//! records. So the client costs little, and what is measured is the server's side.

use std::{
    num::NonZeroUsize,
    time::{Duration, Instant},
};

use bytes::{Bytes, BytesMut};
use tokio::{io::AsyncWriteExt as _, sync::mpsc, time::sleep};
use uuid::Uuid;
use wire::{
    clock::UnixMillis,
    kafka::{
        messages::{
            FetchRequest, FetchResponse, ListOffsetsRequest, MetadataRequest, ProduceRequest,
            ProduceResponse,
            fetch::request::{FetchPartition, FetchTopic},
            list_offsets::request::{ListOffsetsPartition, ListOffsetsTopic},
            metadata::request::MetadataRequestTopic,
            produce::request::{PartitionProduceData, TopicProduceData},
        },
        records::{NewRecord, Producer, encode_batch},
    },
};

use crate::{
    connection::{self, Connection, read_frame},
    error::{BenchError, Doing as _, Result, check},
};

/// Size of a record's value.
pub(crate) const RECORD_BYTES: usize = 1024;
/// Records in a full batch: 128 KiB, as a tuned producer sends.
pub(crate) const BATCH_RECORDS: usize = 128;
/// Batches of one partition in one fetch response; about 1 MiB, the clients' default.
const FETCH_BATCHES: i32 = 8;
/// How long a new topic may take to be known, and how often it is asked for.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(5);
/// `ListOffsets` for the end of the log.
const LATEST: i64 = -1;
/// Where the correlation id of an encoded request stands: after length, API key and version.
const CORRELATION_ID: std::ops::Range<usize> = 8..12;

/// What was moved, and how long it took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moved {
    /// Bytes of record batches.
    pub(crate) bytes: u64,
    /// From the first request to the last answer.
    pub(crate) elapsed: Duration,
}

/// A topic as one path shows it.
#[derive(Debug, Clone)]
pub(crate) struct Topic {
    name: String,
    id: Uuid,
    partitions: i32,
}

impl Topic {
    /// Asks for a topic's id and partitions. A new topic takes a moment until the broker shows it,
    /// and another until it leads it.
    pub(crate) async fn look_up(connection: &mut Connection, name: &str) -> Result<Self> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match Self::ask(connection, name).await {
                Err(BenchError::Kafka { code, .. })
                    if code.is_retriable() && Instant::now() < deadline =>
                {
                    sleep(PAUSE).await;
                }
                answer => return answer,
            }
        }
    }

    async fn ask(connection: &mut Connection, name: &str) -> Result<Self> {
        let request = MetadataRequest {
            topics: Some(vec![MetadataRequestTopic {
                name: Some(name.to_owned()),
                ..Default::default()
            }]),
            ..MetadataRequest::default()
        };
        let response = connection.call(&request).await?;
        let topic = response.topics.first().ok_or_else(|| unknown(name))?;
        check(topic.error_code, None, || format!("metadata of {name}"))?;
        let partitions = i32::try_from(topic.partitions.len()).map_err(|_| unknown(name))?;
        let id = topic.topic_id;
        let partition = |partition_index| ListOffsetsPartition {
            partition_index,
            timestamp: LATEST,
            ..Default::default()
        };
        let request = ListOffsetsRequest {
            replica_id: -1,
            topics: vec![ListOffsetsTopic {
                name: name.to_owned(),
                partitions: (0..partitions).map(partition).collect(),
                ..Default::default()
            }],
            ..ListOffsetsRequest::default()
        };
        let response = connection.call(&request).await?;
        for partition in response.topics.iter().flat_map(|topic| &topic.partitions) {
            check(partition.error_code, None, || format!("offsets of {name}"))?;
        }
        Ok(Self { name: name.to_owned(), id, partitions })
    }
}

fn unknown(name: &str) -> BenchError {
    BenchError::Setup(format!("no answer about topic {name}"))
}

/// A batch of `records` records of [`RECORD_BYTES`].
pub(crate) fn batch(records: usize, now: UnixMillis) -> Result<Bytes> {
    // Not all alike, so that nothing on the way can profit from it.
    let value: Vec<u8> = (0..RECORD_BYTES).map(|n| n.to_le_bytes()[0].wrapping_mul(151)).collect();
    let record = NewRecord { value: Some(value.into()), ..NewRecord::default() };
    encode_batch(Producer::PLAIN, now, &vec![record; records])
        .map_err(|error| BenchError::Setup(format!("a batch of records: {error}")))
}

/// A produce request that is sent again and again: one batch for each partition of a topic.
pub(crate) struct Produce {
    frame: Vec<u8>,
    version: i16,
    batch_bytes: u64,
}

impl Produce {
    /// Encodes the request.
    pub(crate) fn new(connection: &Connection, topic: &Topic, batch: &Bytes) -> Result<Self> {
        let version = connection.version::<ProduceRequest>()?;
        let partition = |index| PartitionProduceData {
            index,
            records: Some(batch.clone()),
            ..PartitionProduceData::default()
        };
        let request = ProduceRequest {
            acks: 1,
            timeout_ms: 10_000,
            topic_data: vec![TopicProduceData {
                name: topic.name.clone(),
                topic_id: topic.id,
                partition_data: (0..topic.partitions).map(partition).collect(),
                ..TopicProduceData::default()
            }],
            ..ProduceRequest::default()
        };
        let frame = connection::encode(&request, version)?;
        let batches = u64::from(topic.partitions.unsigned_abs());
        let batch_len = u64::try_from(batch.len()).unwrap_or(u64::MAX);
        Ok(Self { frame, version, batch_bytes: batch_len.saturating_mul(batches) })
    }

    /// Bytes of record batches in one request.
    pub(crate) const fn batch_bytes(&self) -> u64 {
        self.batch_bytes
    }

    /// Sends the request once and waits for its answer.
    pub(crate) async fn once(&self, connection: &mut Connection) -> Result<()> {
        let answer = connection.exchange(&self.frame).await?;
        self.check(answer)
    }

    /// Sends the request while `more` says so, with up to `in_flight` awaiting their answer.
    pub(crate) async fn repeat(
        &mut self,
        connection: &mut Connection,
        in_flight: NonZeroUsize,
        mut more: impl FnMut() -> bool,
    ) -> Result<Moved> {
        let start = Instant::now();
        let (mut input, mut output) = tokio::io::split(connection.stream());
        // One request is between the channel and its answer, so the channel holds one less.
        let (turns, mut awaited) = mpsc::channel(in_flight.get().saturating_sub(1).max(1));
        let mut frame = std::mem::take(&mut self.frame);
        let send = async {
            let turns = turns;
            let doing = || "send a request".to_owned();
            let mut correlation_id: i32 = 0;
            while more() {
                // The receiver goes away when an answer was an error, which is then reported.
                if turns.send(()).await.is_err() {
                    break;
                }
                correlation_id = correlation_id.wrapping_add(1);
                frame[CORRELATION_ID].copy_from_slice(&correlation_id.to_be_bytes());
                output.write_all(&frame).await.doing(doing)?;
                output.flush().await.doing(doing)?;
            }
            Ok(frame)
        };
        let receive = async {
            let mut buffer = BytesMut::new();
            let mut bytes = 0u64;
            while awaited.recv().await.is_some() {
                self.check(read_frame(&mut input, &mut buffer).await?)?;
                bytes += self.batch_bytes;
            }
            Ok::<_, BenchError>(bytes)
        };
        let (frame, bytes) = tokio::try_join!(send, receive)?;
        self.frame = frame;
        Ok(Moved { bytes, elapsed: start.elapsed() })
    }

    fn check(&self, answer: Bytes) -> Result<()> {
        let response: ProduceResponse =
            connection::response::<ProduceRequest>(self.version, answer)?;
        for partition in response.responses.iter().flat_map(|topic| &topic.partition_responses) {
            let detail = partition.error_message.as_deref();
            check(partition.error_code, detail, || "Produce".to_owned())?;
        }
        Ok(())
    }
}

/// Reads a topic from its start to its end, over and over, while `more` says so.
pub(crate) async fn fetch(
    connection: &mut Connection,
    topic: &Topic,
    batch: &Bytes,
    mut more: impl FnMut() -> bool,
) -> Result<Moved> {
    let version = connection.version::<FetchRequest>()?;
    // Whole batches, so that none is cut off and sent twice.
    let partition_max_bytes = i32::try_from(batch.len())
        .ok()
        .and_then(|len| len.checked_mul(FETCH_BATCHES))
        .ok_or_else(|| BenchError::Setup("the batch is too large to be fetched".to_owned()))?;
    let partition =
        |partition| FetchPartition { partition, partition_max_bytes, ..FetchPartition::default() };
    let mut request = FetchRequest {
        replica_id: -1,
        max_wait_ms: 500,
        min_bytes: 1,
        max_bytes: partition_max_bytes.saturating_mul(topic.partitions),
        session_epoch: -1,
        topics: vec![FetchTopic {
            topic: topic.name.clone(),
            topic_id: topic.id,
            partitions: (0..topic.partitions).map(partition).collect(),
            ..FetchTopic::default()
        }],
        ..FetchRequest::default()
    };
    let start = Instant::now();
    let (mut bytes, mut buffer) = (0u64, BytesMut::new());
    while more() {
        let frame = connection::encode(&request, version)?;
        let doing = || "send a request".to_owned();
        connection.stream().write_all(&frame).await.doing(doing)?;
        connection.stream().flush().await.doing(doing)?;
        let answer = read_frame(connection.stream(), &mut buffer).await?;
        let response: FetchResponse = connection::response::<FetchRequest>(version, answer)?;
        check(response.error_code, None, || "Fetch".to_owned())?;
        for data in response.responses.iter().flat_map(|topic| &topic.partitions) {
            check(data.error_code, None, || format!("Fetch of {}", topic.name))?;
            let records = data.records.as_deref().unwrap_or_default();
            let asked = request.topics[0]
                .partitions
                .iter_mut()
                .find(|asked| asked.partition == data.partition_index)
                .ok_or_else(|| unknown(&topic.name))?;
            let (whole, next) = whole_batches(records, asked.fetch_offset);
            bytes += whole;
            asked.fetch_offset = if next >= data.high_watermark { 0 } else { next };
        }
    }
    Ok(Moved { bytes, elapsed: start.elapsed() })
}

/// Bytes of the complete batches in `records`, and the offset after the last of them.
fn whole_batches(mut records: &[u8], mut next: i64) -> (u64, i64) {
    let mut bytes = 0;
    // Base offset, length of what follows; the last offset's delta stands at 23.
    while let (Some(base), Some(length), Some(delta)) =
        (int(records, 0..8), int(records, 8..12), int(records, 23..27))
    {
        let Some(rest) = usize::try_from(length + 12).ok().and_then(|len| records.get(len..))
        else {
            break;
        };
        bytes += length.unsigned_abs() + 12;
        next = base + delta + 1;
        records = rest;
    }
    (bytes, next)
}

fn int(bytes: &[u8], at: std::ops::Range<usize>) -> Option<i64> {
    bytes.get(at).map(|digits| digits.iter().fold(0, |n, byte| (n << 8) | i64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_batch_at_the_end_is_not_counted() {
        let batch = batch(3, 1).unwrap();
        let two = [&batch[..], &batch[..], &batch[..50]].concat();
        let (bytes, next) = whole_batches(&two, 0);
        assert_eq!(bytes, 2 * u64::try_from(batch.len()).unwrap());
        assert_eq!(next, 3);
        assert_eq!(whole_batches(&[], 7), (0, 7));
    }
}
