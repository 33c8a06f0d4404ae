//! Batches one by one, so that whoever reads them decides how much to decompress and what to do about
//! one that cannot be read.

use bytes::{Buf as _, Bytes};

use super::{
    Batch, CONTROL, CRC_END, HEADER_LEN, LENGTH_END, LOG_APPEND_TIME, Producer, RecordsError,
    TRANSACTIONAL, crc32c, decode_record,
};
use crate::{
    clock::UnixMillis,
    kafka::{codec::CodecError, reader::Reader},
};

const COMPRESSION: i16 = 0x07;
/// Where a batch says in which format it is.
const MAGIC_AT: usize = 16;
/// Where a batch says how far its last offset is from its first.
const LAST_OFFSET_DELTA_AT: usize = 23;

/// How records are compressed: all of a batch together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// RFC 1952.
    Gzip,
    /// Snappy, bare or in the framing of its Java library.
    Snappy,
    /// LZ4 frames.
    Lz4,
    /// Zstandard.
    Zstd,
}

impl Compression {
    /// Its name in Kafka.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Snappy => "snappy",
            Self::Lz4 => "lz4",
            Self::Zstd => "zstd",
        }
    }

    const fn of(attributes: i16) -> Result<Option<Self>, RecordsError> {
        match attributes & COMPRESSION {
            0 => Ok(None),
            1 => Ok(Some(Self::Gzip)),
            2 => Ok(Some(Self::Snappy)),
            3 => Ok(Some(Self::Lz4)),
            4 => Ok(Some(Self::Zstd)),
            _ => Err(RecordsError::Malformed("its compression is unknown")),
        }
    }
}

/// A whole batch that has not been read yet.
#[derive(Debug, Clone)]
pub struct RawBatch(Bytes);

/// Cuts the answer of a broker into batches. The last may be incomplete; it is left out.
pub fn split_batches(mut input: Bytes) -> Result<Vec<RawBatch>, RecordsError> {
    let mut batches = Vec::new();
    while input.len() >= LENGTH_END {
        let length = (&input[8..LENGTH_END]).get_i32();
        let length = usize::try_from(length)
            .map_err(|_| RecordsError::Malformed("its length is negative"))?;
        if input.len() - LENGTH_END < length {
            break;
        }
        batches.push(RawBatch(input.split_to(LENGTH_END + length)));
    }
    Ok(batches)
}

/// When the first batch begins, in ms: it stands in the header, so compression does not matter.
pub fn first_timestamp(mut batch: &[u8]) -> Option<UnixMillis> {
    if batch.len() < HEADER_LEN || batch[MAGIC_AT] != 2 {
        return None;
    }
    batch.advance(CRC_END);
    let (attributes, _last_offset_delta) = (batch.get_i16(), batch.get_i32());
    let (base, max) = (batch.get_i64(), batch.get_i64());
    Some(if attributes & LOG_APPEND_TIME == 0 { base } else { max })
}

impl RawBatch {
    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// Offset of the first record that was written.
    pub fn base_offset(&self) -> i64 {
        self.0.slice(..8).get_i64()
    }

    /// Offset of the last record that was written; also of a batch that cannot be read.
    pub fn last_offset(&self) -> i64 {
        // Formats before 2 give a batch the offset of its last record.
        let delta = match self.0.get(LAST_OFFSET_DELTA_AT..LAST_OFFSET_DELTA_AT + 4) {
            Some(mut delta) if self.0[MAGIC_AT] == 2 => delta.get_i32().max(0),
            _ => 0,
        };
        self.base_offset().saturating_add(i64::from(delta))
    }

    /// Reads it; `decompress` undoes a compression.
    pub fn decode(
        self,
        decompress: impl FnOnce(Compression, &[u8]) -> Result<Bytes, RecordsError>,
    ) -> Result<Batch, RecordsError> {
        let Self(bytes) = self;
        if bytes.len() < HEADER_LEN {
            let magic = bytes.get(MAGIC_AT).map_or(-1, |b| b.cast_signed());
            return Err(if magic == 2 {
                RecordsError::Malformed("it is shorter than its header")
            } else {
                RecordsError::Magic(magic)
            });
        }
        let checksum = crc32c(&bytes[CRC_END..]);
        let mut input = Reader::new(bytes);
        let base_offset = input.i64()?;
        let (_length, _leader_epoch) = (input.i32()?, input.i32()?);
        match input.i8()? {
            2 => {}
            other => return Err(RecordsError::Magic(other)),
        }
        if input.u32()? != checksum {
            return Err(RecordsError::Checksum);
        }
        let attributes = input.i16()?;
        let last_offset_delta = input.i32()?;
        let (base_timestamp, max_timestamp) = (input.i64()?, input.i64()?);
        let producer = Producer {
            id: input.i64()?,
            epoch: input.i16()?,
            base_sequence: input.i32()?,
            transactional: attributes & TRANSACTIONAL != 0,
        };
        let append_time = (attributes & LOG_APPEND_TIME != 0).then_some(max_timestamp);
        let count = usize::try_from(input.i32()?)
            .map_err(|_| RecordsError::Malformed("its count is negative"))?;
        if let Some(compression) = Compression::of(attributes)? {
            input = Reader::new(decompress(compression, &input.into_rest())?);
        }
        if count > input.remaining() {
            return Err(CodecError::Count { count, remaining: input.remaining() }.into());
        }
        let mut records = Vec::with_capacity(count.min(1024));
        for _ in 0..count {
            records.push(decode_record(&mut input, base_offset, base_timestamp, append_time)?);
        }
        input.finish()?;
        Ok(Batch {
            base_offset,
            last_offset: base_offset
                .checked_add(i64::from(last_offset_delta))
                .ok_or(RecordsError::Malformed("its offsets overflow"))?,
            producer,
            control: attributes & CONTROL != 0,
            append_time: append_time.is_some(),
            records,
        })
    }
}
