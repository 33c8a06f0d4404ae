//! Record batches, format 2: what a produce request carries and a fetch response returns.
//!
//! Batches are built and read uncompressed. Our own topics are written without compression; a
//! compressed batch is refused by name instead of being misread, unless the reader brings the means
//! to undo it: see [`RawBatch`].

use bytes::{BufMut as _, Bytes, BytesMut};

use super::{codec::CodecError, reader::Reader, writer};
use crate::clock::UnixMillis;

mod crc32c;
mod raw;

use crc32c::crc32c;
pub use raw::{Compression, RawBatch, first_timestamp, split_batches};

/// Bytes before the part that the checksum covers.
const CRC_END: usize = 21;
/// Bytes before the first record.
const HEADER_LEN: usize = 61;
/// Bytes of a batch that its length field does not count.
const LENGTH_END: usize = 12;

const LOG_APPEND_TIME: i16 = 0x08;
const TRANSACTIONAL: i16 = 0x10;
const CONTROL: i16 = 0x20;

/// Why records cannot be read or built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordsError {
    /// The bytes break the format.
    #[error("record batch is malformed")]
    Codec(#[from] CodecError),
    /// The batch says something impossible about itself.
    #[error("record batch is malformed: {0}")]
    Malformed(&'static str),
    /// Written by a client older than Kafka 0.11.
    #[error("record batch has format {0}, only 2 is supported")]
    Magic(i8),
    /// The checksum does not match.
    #[error("record batch has a wrong checksum")]
    Checksum,
    /// The batch is compressed.
    #[error("record batch is compressed, which is not supported here")]
    Compressed,
    /// What the batch was compressed to cannot be undone.
    #[error("record batch has damaged {} compression", .0.name())]
    Decompression(Compression),
    /// The batch is larger than its reader takes, once it is not compressed any more.
    #[error("record batch has more than {0} bytes when it is decompressed")]
    TooLarge(usize),
}

/// A header of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub key: String,
    /// Its value.
    pub value: Option<Bytes>,
}

/// A record to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewRecord {
    /// The key.
    pub key: Option<Bytes>,
    /// The value; none is a tombstone in a compacted topic.
    pub value: Option<Bytes>,
    /// Headers in order.
    pub headers: Vec<Header>,
}

/// A record that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its position in the partition.
    pub offset: i64,
    /// When it was created or appended, as the topic is configured.
    pub timestamp: UnixMillis,
    /// The key.
    pub key: Option<Bytes>,
    /// The value; none is a tombstone in a compacted topic.
    pub value: Option<Bytes>,
    /// Headers in order.
    pub headers: Vec<Header>,
}

impl Record {
    /// The value of the last header with this name.
    pub fn header(&self, key: &str) -> Option<&Bytes> {
        self.headers.iter().rev().find(|h| h.key == key).and_then(|h| h.value.as_ref())
    }
}

/// How many records the batches in these bytes say they hold; nothing but their headers is read.
pub fn count(mut batches: &[u8]) -> u64 {
    let number = |batch: &[u8], at: usize| {
        let bytes = batch.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(i32::from_be_bytes(bytes)).ok()
    };
    let mut total = 0;
    while let (Some(length), Some(records)) =
        (number(batches, LENGTH_END - 4), number(batches, HEADER_LEN - 4))
    {
        total += u64::try_from(records).unwrap_or_default();
        batches = batches.get(LENGTH_END + length..).unwrap_or_default();
    }
    total
}

/// Who writes a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Producer {
    /// Producer id, −1 without idempotence.
    pub id: i64,
    /// Producer epoch.
    pub epoch: i16,
    /// Sequence of the first record.
    pub base_sequence: i32,
    /// Whether the batch belongs to a transaction.
    pub transactional: bool,
}

impl Producer {
    /// A writer without idempotence.
    pub const PLAIN: Self = Self { id: -1, epoch: -1, base_sequence: -1, transactional: false };
}

/// A batch that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Offset of the first record that was written, which compaction may have removed.
    pub base_offset: i64,
    /// Offset of the last record that was written.
    pub last_offset: i64,
    /// Who wrote it.
    pub producer: Producer,
    /// Whether it holds a transaction's marker instead of records.
    pub control: bool,
    /// Whether its records' time is when they were appended, not when they were created.
    pub append_time: bool,
    /// Its records.
    pub records: Vec<Record>,
}

impl Batch {
    /// Whether this is the marker of an aborted transaction.
    pub fn is_abort_marker(&self) -> bool {
        let key = self.records.first().and_then(|record| record.key.as_deref());
        // Version, then type; type 0 aborts and 1 commits.
        self.control && key.is_some_and(|key| key.get(2..4) == Some(&[0, 0]))
    }
}

fn length_of(len: usize) -> Result<i32, CodecError> {
    i32::try_from(len).map_err(|_| CodecError::TooLong(len))
}

fn put_bytes(out: &mut BytesMut, value: Option<&[u8]>) -> Result<(), CodecError> {
    match value {
        Some(value) => {
            writer::varint(out, length_of(value.len())?);
            out.put_slice(value);
        }
        None => writer::varint(out, -1),
    }
    Ok(())
}

/// Builds one batch of records that are all created at `now`.
pub fn encode_batch(
    producer: Producer,
    now: UnixMillis,
    records: &[NewRecord],
) -> Result<Bytes, RecordsError> {
    let count = length_of(records.len())?;
    if count == 0 {
        return Err(RecordsError::Malformed("a batch needs a record"));
    }
    let mut out = BytesMut::with_capacity(HEADER_LEN);
    out.put_i64(0);
    out.put_i32(0);
    out.put_i32(-1);
    out.put_i8(2);
    out.put_u32(0);
    out.put_i16(if producer.transactional { TRANSACTIONAL } else { 0 });
    out.put_i32(count - 1);
    out.put_i64(now);
    out.put_i64(now);
    out.put_i64(producer.id);
    out.put_i16(producer.epoch);
    out.put_i32(producer.base_sequence);
    out.put_i32(count);
    let mut body = BytesMut::new();
    for (delta, record) in (0..).zip(records) {
        body.clear();
        body.put_i8(0);
        writer::varlong(&mut body, 0);
        writer::varint(&mut body, delta);
        put_bytes(&mut body, record.key.as_deref())?;
        put_bytes(&mut body, record.value.as_deref())?;
        writer::varint(&mut body, length_of(record.headers.len())?);
        for header in &record.headers {
            put_bytes(&mut body, Some(header.key.as_bytes()))?;
            put_bytes(&mut body, header.value.as_deref())?;
        }
        put_bytes(&mut out, Some(&body))?;
    }
    let length = length_of(out.len() - LENGTH_END)?;
    out[8..LENGTH_END].copy_from_slice(&length.to_be_bytes());
    let checksum = crc32c(&out[CRC_END..]);
    out[CRC_END - 4..CRC_END].copy_from_slice(&checksum.to_be_bytes());
    Ok(out.freeze())
}

/// Reads all whole batches. Brokers cut a response at its size limit, so the last may be incomplete;
/// it is left out.
pub fn decode_batches(input: Bytes) -> Result<Vec<Batch>, RecordsError> {
    let refuse = |_, _: &[u8]| Err(RecordsError::Compressed);
    split_batches(input)?.into_iter().map(|batch| batch.decode(refuse)).collect()
}

fn take_bytes(input: &mut Reader) -> Result<Option<Bytes>, RecordsError> {
    match input.varint()? {
        -1 => Ok(None),
        len => {
            let len = usize::try_from(len).map_err(|_| CodecError::NegativeLength(len))?;
            Ok(Some(input.take(len)?))
        }
    }
}

fn decode_record(
    input: &mut Reader,
    base_offset: i64,
    base_timestamp: i64,
    append_time: Option<i64>,
) -> Result<Record, RecordsError> {
    let body = take_bytes(input)?.ok_or(RecordsError::Malformed("a record is null"))?;
    let mut input = Reader::new(body);
    let _attributes = input.i8()?;
    let timestamp = base_timestamp.saturating_add(input.varlong()?);
    let offset = base_offset.saturating_add(i64::from(input.varint()?));
    let (key, value) = (take_bytes(&mut input)?, take_bytes(&mut input)?);
    let count = usize::try_from(input.varint()?)
        .map_err(|_| RecordsError::Malformed("its number of headers is negative"))?;
    if count > input.remaining() {
        return Err(CodecError::Count { count, remaining: input.remaining() }.into());
    }
    let mut headers = Vec::with_capacity(count.min(64));
    for _ in 0..count {
        let key = take_bytes(&mut input)?.ok_or(RecordsError::Malformed("a header has no key"))?;
        let key = std::str::from_utf8(&key).map_err(|_| CodecError::Utf8)?.to_owned();
        headers.push(Header { key, value: take_bytes(&mut input)? });
    }
    input.finish()?;
    Ok(Record { offset, timestamp: append_time.unwrap_or(timestamp), key, value, headers })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<NewRecord> {
        let text = |t: &'static str| Some(Bytes::from_static(t.as_bytes()));
        vec![
            NewRecord {
                key: text("k"),
                value: text("v"),
                headers: vec![
                    Header { key: "revision".to_owned(), value: text("1") },
                    Header { key: "revision".to_owned(), value: text("2") },
                    Header { key: "empty".to_owned(), value: None },
                ],
            },
            NewRecord { key: text("gone"), ..NewRecord::default() },
        ]
    }

    #[test]
    fn a_batch_survives_a_round_trip() {
        let producer = Producer { id: 9, epoch: 3, base_sequence: 40, transactional: true };
        let bytes = encode_batch(producer, 1_700_000_000_000, &sample()).unwrap();
        let twice = Bytes::from([&bytes[..], &bytes[..], &bytes[..20]].concat());
        let batches = decode_batches(twice).unwrap();
        assert_eq!(batches.len(), 2, "the cut batch at the end is left out");
        let batch = &batches[0];
        assert_eq!((batch.producer, batch.control, batch.last_offset), (producer, false, 1));
        assert_eq!(batch.records[0].header("revision"), Some(&Bytes::from_static(b"2")));
        assert_eq!(batch.records[1].value, None);
        assert_eq!(batch.records[1].offset, 1);
        assert_eq!(batch.records[1].timestamp, 1_700_000_000_000);
        for (record, new) in batch.records.iter().zip(sample()) {
            assert_eq!((&record.key, &record.headers), (&new.key, &new.headers));
        }
    }

    #[test]
    fn records_are_counted_without_being_read() {
        let bytes = encode_batch(Producer::PLAIN, 5, &sample()).unwrap();
        assert_eq!(count(&bytes), 2);
        assert_eq!(count(&[&bytes[..], &bytes[..]].concat()), 4);
        assert_eq!(count(&[&bytes[..], &bytes[..HEADER_LEN - 1]].concat()), 2);
        assert_eq!(count(&[]), 0);
        assert_eq!(count(&[0xff; 200]), 0, "negative numbers");
    }

    #[test]
    fn damage_is_noticed_wherever_it_is() {
        let bytes = encode_batch(Producer::PLAIN, 5, &sample()).unwrap();
        for at in 16..bytes.len() {
            let mut damaged = BytesMut::from(&bytes[..]);
            damaged[at] ^= 0x55;
            assert!(decode_batches(damaged.freeze()).is_err(), "byte {at} was not covered");
        }
    }

    #[test]
    fn compression_is_refused_by_name() {
        let mut bytes = BytesMut::from(&encode_batch(Producer::PLAIN, 5, &sample()).unwrap()[..]);
        bytes[22] |= 1;
        let checksum = crc32c(&bytes[CRC_END..]);
        bytes[CRC_END - 4..CRC_END].copy_from_slice(&checksum.to_be_bytes());
        assert_eq!(decode_batches(bytes.freeze()), Err(RecordsError::Compressed));
    }
}
