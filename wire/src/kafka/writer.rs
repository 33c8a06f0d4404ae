//! Appends Kafka's variable-length primitive types to a buffer. Fixed-width types are big-endian and
//! written with [`bytes::BufMut`] directly.

use bytes::{BufMut as _, Bytes, BytesMut};

use super::codec::{CodecError, TaggedFields};

/// `UNSIGNED_VARINT`.
pub fn uvarint(out: &mut BytesMut, mut value: u32) {
    while let Some(low) = continued(u64::from(value)) {
        out.put_u8(low);
        value >>= 7;
    }
    out.put_u8(low_bits(u64::from(value)));
}

/// VARINT (zigzag), as records use it.
pub fn varint(out: &mut BytesMut, value: i32) {
    uvarint(out, ((value << 1) ^ (value >> 31)).cast_unsigned());
}

/// VARLONG (zigzag), as records use it.
pub fn varlong(out: &mut BytesMut, value: i64) {
    let mut raw = ((value << 1) ^ (value >> 63)).cast_unsigned();
    while let Some(low) = continued(raw) {
        out.put_u8(low);
        raw >>= 7;
    }
    out.put_u8(low_bits(raw));
}

fn low_bits(value: u64) -> u8 {
    value.to_le_bytes()[0] & 0x7f
}

/// The next byte when more must follow.
fn continued(value: u64) -> Option<u8> {
    (value > 0x7f).then(|| low_bits(value) | 0x80)
}

fn length(
    out: &mut BytesMut,
    compact: bool,
    wide: bool,
    len: Option<usize>,
) -> Result<(), CodecError> {
    let Some(len) = len else {
        match (compact, wide) {
            (true, _) => out.put_u8(0),
            (false, true) => out.put_i32(-1),
            (false, false) => out.put_i16(-1),
        }
        return Ok(());
    };
    let too_long = |_| CodecError::TooLong(len);
    // Kafka's limits hold in both encodings: 32,767 for strings, 2^31 − 1 for the rest.
    if wide {
        let len = i32::try_from(len).map_err(too_long)?;
        if compact { uvarint(out, len.cast_unsigned() + 1) } else { out.put_i32(len) }
    } else {
        let len = i16::try_from(len).map_err(too_long)?;
        if compact {
            uvarint(out, u32::from(len.cast_unsigned()) + 1);
        } else {
            out.put_i16(len);
        }
    }
    Ok(())
}

/// `STRING`, `COMPACT_STRING` and their nullable forms.
pub fn string(out: &mut BytesMut, compact: bool, value: Option<&str>) -> Result<(), CodecError> {
    length(out, compact, false, value.map(str::len))?;
    out.put_slice(value.unwrap_or_default().as_bytes());
    Ok(())
}

/// `BYTES`, `COMPACT_BYTES`, `RECORDS` and their nullable forms.
pub fn bytes(out: &mut BytesMut, compact: bool, value: Option<&Bytes>) -> Result<(), CodecError> {
    length(out, compact, true, value.map(Bytes::len))?;
    out.put_slice(value.map_or(&[], |v| &v[..]));
    Ok(())
}

/// `ARRAY` and `COMPACT_ARRAY`, null included.
pub fn array<T>(
    out: &mut BytesMut,
    compact: bool,
    value: Option<&[T]>,
    mut element: impl FnMut(&T, &mut BytesMut) -> Result<(), CodecError>,
) -> Result<(), CodecError> {
    length(out, compact, true, value.map(<[T]>::len))?;
    value.unwrap_or_default().iter().try_for_each(|item| element(item, out))
}

/// A section of tagged fields: those the message knows, and those it only carries.
#[derive(Debug, Default)]
pub struct Tags(Vec<(u32, Bytes)>);

impl Tags {
    /// Adds a field, unless it has its default value: such a field is left out.
    pub fn put(
        &mut self,
        tag: u32,
        is_default: bool,
        content: impl FnOnce(&mut BytesMut) -> Result<(), CodecError>,
    ) -> Result<(), CodecError> {
        if is_default {
            return Ok(());
        }
        let mut out = BytesMut::new();
        content(&mut out)?;
        self.0.push((tag, out.freeze()));
        Ok(())
    }

    /// Writes the section; versions that are not flexible have none, and must not need one.
    pub fn finish(
        mut self,
        out: &mut BytesMut,
        flexible: bool,
        version: i16,
        unknown: &TaggedFields,
    ) -> Result<(), CodecError> {
        self.0.extend(unknown.iter().cloned());
        if !flexible {
            return super::codec::absent(self.0.is_empty(), "tagged fields", version);
        }
        self.0.sort_by_key(|(tag, _)| *tag);
        uvarint(out, u32::try_from(self.0.len()).map_err(|_| CodecError::TooLong(self.0.len()))?);
        for (tag, content) in &self.0 {
            uvarint(out, *tag);
            let len = content.len();
            uvarint(out, u32::try_from(len).map_err(|_| CodecError::TooLong(len))?);
            out.put_slice(content);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{super::reader::Reader, *};

    #[test]
    fn varints_survive_a_round_trip() {
        for value in [0, 1, 127, 128, 16_383, 16_384, u32::MAX] {
            let mut out = BytesMut::new();
            uvarint(&mut out, value);
            assert_eq!(Reader::new(out.freeze()).uvarint(), Ok(value));
        }
        for value in [0, -1, 1, i64::MIN, i64::MAX, 300, -300] {
            let mut out = BytesMut::new();
            varlong(&mut out, value);
            assert_eq!(Reader::new(out.freeze()).varlong(), Ok(value));
        }
        for value in [0, -1, i32::MIN, i32::MAX] {
            let mut out = BytesMut::new();
            varint(&mut out, value);
            assert_eq!(Reader::new(out.freeze()).varint(), Ok(value));
        }
    }

    #[test]
    fn strings_longer_than_the_protocol_allows_are_refused() {
        let long = "a".repeat(40_000);
        for compact in [false, true] {
            let result = string(&mut BytesMut::new(), compact, Some(&long));
            assert_eq!(result, Err(CodecError::TooLong(40_000)));
        }
    }
}
