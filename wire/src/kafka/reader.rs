//! Reads Kafka's primitive types from the front of a byte buffer.
//!
//! Every length is checked against what is left before it is used. Byte strings and records are
//! slices of the input; nothing is copied but text.

use bytes::{Buf as _, Bytes};
use uuid::Uuid;

use super::codec::{CodecError, TaggedFields};

/// The rest of an input.
#[derive(Debug, Clone)]
pub struct Reader(Bytes);

macro_rules! fixed {
    ($($(#[$doc:meta])* $name:ident -> $type:ty, $size:literal, $get:ident;)*) => {
        $($(#[$doc])*
        pub fn $name(&mut self) -> Result<$type, CodecError> {
            self.need($size)?;
            Ok(self.0.$get())
        })*
    };
}

impl Reader {
    /// Reads from the start of `input`.
    pub const fn new(input: Bytes) -> Self {
        Self(input)
    }

    /// Bytes that are left.
    pub fn remaining(&self) -> usize {
        self.0.len()
    }

    /// What is left, unread.
    pub fn into_rest(self) -> Bytes {
        self.0
    }

    /// Refuses bytes after the end of a message.
    pub fn finish(&self) -> Result<(), CodecError> {
        if self.0.is_empty() { Ok(()) } else { Err(CodecError::Trailing(self.0.len())) }
    }

    fn need(&self, needed: usize) -> Result<(), CodecError> {
        let remaining = self.0.len();
        if needed <= remaining {
            Ok(())
        } else {
            Err(CodecError::UnexpectedEnd { needed, remaining })
        }
    }

    fixed! {
        /// INT8.
        i8 -> i8, 1, get_i8;
        /// INT16.
        i16 -> i16, 2, get_i16;
        /// UINT16.
        u16 -> u16, 2, get_u16;
        /// INT32.
        i32 -> i32, 4, get_i32;
        /// UINT32.
        u32 -> u32, 4, get_u32;
        /// INT64.
        i64 -> i64, 8, get_i64;
        /// FLOAT64.
        f64 -> f64, 8, get_f64;
    }

    /// BOOLEAN: any byte but zero is true.
    pub fn bool(&mut self) -> Result<bool, CodecError> {
        Ok(self.i8()? != 0)
    }

    /// UUID.
    pub fn uuid(&mut self) -> Result<Uuid, CodecError> {
        self.need(16)?;
        Ok(Uuid::from_u128(self.0.get_u128()))
    }

    /// The next `len` bytes as a slice of the input.
    pub fn take(&mut self, len: usize) -> Result<Bytes, CodecError> {
        self.need(len)?;
        Ok(self.0.split_to(len))
    }

    /// `UNSIGNED_VARINT`: at most five bytes; overlong forms are accepted, as Kafka's decoder does.
    pub fn uvarint(&mut self) -> Result<u32, CodecError> {
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            self.need(1)?;
            let byte = self.0.get_u8();
            let bits = u32::from(byte & 0x7f);
            if shift == 28 && byte > 0x0f {
                break;
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(CodecError::Varint)
    }

    /// VARINT (zigzag), as records use it.
    pub fn varint(&mut self) -> Result<i32, CodecError> {
        let raw = self.uvarint()?;
        Ok((raw >> 1).cast_signed() ^ -(raw & 1).cast_signed())
    }

    /// VARLONG (zigzag), as records use it.
    pub fn varlong(&mut self) -> Result<i64, CodecError> {
        let mut raw = 0u64;
        for shift in (0..70).step_by(7) {
            self.need(1)?;
            let byte = self.0.get_u8();
            if shift == 63 && byte > 1 {
                break;
            }
            raw |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok((raw >> 1).cast_signed() ^ -(raw & 1).cast_signed());
            }
        }
        Err(CodecError::Varint)
    }

    /// A length prefix: compact (length + 1 as a varint, 0 is null) or a signed integer (−1 is null).
    fn length(&mut self, compact: bool, wide: bool) -> Result<Option<usize>, CodecError> {
        let length = if compact {
            let raw = self.uvarint()?;
            return usize::try_from(raw).map(|n| n.checked_sub(1)).map_err(|_| CodecError::Varint);
        } else if wide {
            self.i32()?
        } else {
            i32::from(self.i16()?)
        };
        match length {
            -1 => Ok(None),
            n => usize::try_from(n).map(Some).map_err(|_| CodecError::NegativeLength(n)),
        }
    }

    /// `STRING`, `COMPACT_STRING` and their nullable forms.
    pub fn string(&mut self, compact: bool) -> Result<Option<String>, CodecError> {
        let Some(length) = self.length(compact, false)? else { return Ok(None) };
        self.need(length)?;
        let text = std::str::from_utf8(&self.0[..length]).map_err(|_| CodecError::Utf8)?.to_owned();
        self.0.advance(length);
        Ok(Some(text))
    }

    /// `BYTES`, `COMPACT_BYTES`, `RECORDS` and their nullable forms.
    pub fn bytes(&mut self, compact: bool) -> Result<Option<Bytes>, CodecError> {
        match self.length(compact, true)? {
            Some(length) => self.take(length).map(Some),
            None => Ok(None),
        }
    }

    /// `ARRAY` and `COMPACT_ARRAY`, null included. No element takes less than one byte, so the count
    /// is bounded by what is left before anything is allocated.
    pub fn array<T>(
        &mut self,
        compact: bool,
        mut element: impl FnMut(&mut Self) -> Result<T, CodecError>,
    ) -> Result<Option<Vec<T>>, CodecError> {
        let Some(count) = self.length(compact, true)? else { return Ok(None) };
        let remaining = self.0.len();
        if count > remaining {
            return Err(CodecError::Count { count, remaining });
        }
        // An element can be far larger in memory than on the wire: grow with what was really read.
        let mut elements = Vec::with_capacity(count.min(64));
        for _ in 0..count {
            elements.push(element(self)?);
        }
        Ok(Some(elements))
    }

    /// A section of tagged fields. `known` takes the fields it knows and returns whether it did.
    pub fn tagged(
        &mut self,
        flexible: bool,
        mut known: impl FnMut(u32, &mut Self) -> Result<bool, CodecError>,
    ) -> Result<TaggedFields, CodecError> {
        let mut unknown = TaggedFields::new();
        if !flexible {
            return Ok(unknown);
        }
        for _ in 0..self.uvarint()? {
            let tag = self.uvarint()?;
            let size = usize::try_from(self.uvarint()?).map_err(|_| CodecError::Varint)?;
            let content = self.take(size)?;
            let mut field = Self(content.clone());
            if !known(tag, &mut field)? {
                unknown.push((tag, content));
            } else if field.remaining() > 0 {
                return Err(CodecError::TagSize { tag });
            }
        }
        Ok(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(bytes: &[u8]) -> Reader {
        Reader::new(Bytes::copy_from_slice(bytes))
    }

    #[test]
    fn a_huge_count_in_a_small_frame_is_refused_before_allocating() {
        let mut bytes = reader(&[0x7f, 0xff, 0xff, 0xff, 0]);
        let result = bytes.array(false, Reader::i8);
        assert_eq!(result, Err(CodecError::Count { count: 0x7fff_ffff, remaining: 1 }));
        assert!(reader(&[0xff, 0xff, 0xff, 0xff, 0x0f]).array(true, Reader::i8).is_err());
    }

    #[test]
    fn overlong_varints_are_read_and_too_many_bits_are_not() {
        assert_eq!(reader(&[0x81, 0x80, 0x80, 0x80, 0]).uvarint(), Ok(1));
        assert_eq!(reader(&[0xff, 0xff, 0xff, 0xff, 0x0f]).uvarint(), Ok(u32::MAX));
        assert_eq!(reader(&[0xff, 0xff, 0xff, 0xff, 0x1f]).uvarint(), Err(CodecError::Varint));
        assert_eq!(reader(&[0x80, 0x80, 0x80, 0x80, 0x80, 0]).uvarint(), Err(CodecError::Varint));
    }

    #[test]
    fn zigzag_matches_the_definition() {
        for (bytes, value) in [(&[0][..], 0), (&[1], -1), (&[2], 1), (&[0x80, 1], 64)] {
            assert_eq!(reader(bytes).varint(), Ok(value));
            assert_eq!(reader(bytes).varlong(), Ok(i64::from(value)));
        }
    }

    #[test]
    fn negative_lengths_other_than_null_are_refused() {
        assert_eq!(reader(&[0xff, 0xff]).string(false), Ok(None));
        assert_eq!(reader(&[0xff, 0xfe]).string(false), Err(CodecError::NegativeLength(-2)));
        assert_eq!(
            reader(&[0, 9, b'a']).string(false),
            Err(CodecError::UnexpectedEnd { needed: 9, remaining: 1 })
        );
    }

    #[test]
    fn a_tagged_field_must_fill_its_size() {
        let known = |_: u32, field: &mut Reader| field.i8().map(|_| true);
        assert_eq!(
            reader(&[1, 0, 2, 7, 7]).tagged(true, known),
            Err(CodecError::TagSize { tag: 0 })
        );
        let kept = reader(&[1, 9, 1, 7]).tagged(true, |_, _| Ok(false)).unwrap();
        assert_eq!(kept, vec![(9, Bytes::from_static(&[7]))]);
    }
}
