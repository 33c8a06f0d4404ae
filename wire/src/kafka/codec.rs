//! What every message can do, and how encoding or decoding one fails.

use std::ops::RangeInclusive;

use bytes::{Bytes, BytesMut};

use super::reader::Reader;

/// Tagged fields that this build does not know, kept so that re-encoding loses nothing.
pub type TaggedFields = Vec<(u32, Bytes)>;

/// Why bytes are not a message, or a message cannot become bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// The input is too short for what it announces.
    #[error("input ends early: {needed} bytes needed, {remaining} left")]
    UnexpectedEnd {
        /// Bytes that the next value takes.
        needed: usize,
        /// Bytes that are left.
        remaining: usize,
    },
    /// An array announces more elements than the rest of the input could hold.
    #[error("array of {count} elements does not fit into the {remaining} bytes left")]
    Count {
        /// Announced elements.
        count: usize,
        /// Bytes that are left.
        remaining: usize,
    },
    /// A length is negative where only −1 (null) or a size may stand.
    #[error("length {0} is negative")]
    NegativeLength(i32),
    /// A varint has more bits than its type.
    #[error("variable-length integer has more bits than its type")]
    Varint,
    /// A string is not UTF-8.
    #[error("string is not valid UTF-8")]
    Utf8,
    /// Null where the version allows none.
    #[error("field {0} is null where this version requires a value")]
    Null(&'static str),
    /// The field carries a value that the chosen version cannot express.
    #[error("field {field} cannot be expressed in version {version}")]
    NotInVersion {
        /// Name of the field.
        field: &'static str,
        /// The version that was asked for.
        version: i16,
    },
    /// The message has no such version.
    #[error("{message} has no version {version}")]
    Version {
        /// Name of the message.
        message: &'static str,
        /// The version that was asked for.
        version: i16,
    },
    /// A string, byte string or array is longer than its length prefix can say.
    #[error("a value of {0} bytes or elements is too long for the protocol")]
    TooLong(usize),
    /// The message ends before the input does.
    #[error("{0} bytes follow the end of the message")]
    Trailing(usize),
    /// A tagged field's content is longer or shorter than the size it announces.
    #[error("tagged field {tag} does not have the size it announces")]
    TagSize {
        /// Number of the field.
        tag: u32,
    },
}

/// A request or response body.
pub trait Message: Sized {
    /// Kafka's name.
    const NAME: &'static str;
    /// The versions this build can encode and decode.
    const VERSIONS: RangeInclusive<i16>;
    /// The first version with compact lengths and tagged fields; `i16::MAX` when there is none.
    const FIRST_FLEXIBLE: i16;

    /// Appends the body in the given version.
    fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError>;

    /// Takes a body of the given version from the front of the input.
    fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError>;

    /// Decodes a client's request and ignores what follows it, as Kafka does: librdkafka sends a stray
    /// byte in Metadata from version 11 on.
    fn from_client(version: i16, input: Bytes) -> Result<Self, CodecError> {
        Self::decode(version, &mut Reader::new(input))
    }

    /// Decodes a body that fills the whole input.
    fn from_bytes(version: i16, input: Bytes) -> Result<Self, CodecError> {
        let mut reader = Reader::new(input);
        let message = Self::decode(version, &mut reader)?;
        reader.finish()?;
        Ok(message)
    }

    /// Whether the version has compact lengths and tagged fields.
    fn is_flexible(version: i16) -> bool {
        version >= Self::FIRST_FLEXIBLE
    }
}

/// A request body, which knows its number and what answers it.
pub trait Request: Message {
    /// Kafka's number of the API.
    const KEY: i16;
    /// What a broker answers.
    type Response: Message;
}

/// Refuses a version that the message does not have.
pub(crate) fn check_version(
    message: &'static str,
    version: i16,
    versions: &RangeInclusive<i16>,
) -> Result<(), CodecError> {
    if versions.contains(&version) { Ok(()) } else { Err(CodecError::Version { message, version }) }
}

/// Refuses to drop a value silently: `is_default` says that leaving the field out loses nothing.
pub(crate) fn absent(
    is_default: bool,
    field: &'static str,
    version: i16,
) -> Result<(), CodecError> {
    if is_default { Ok(()) } else { Err(CodecError::NotInVersion { field, version }) }
}

/// Unwraps what a version requires.
pub(crate) fn required<T>(value: Option<T>, field: &'static str) -> Result<T, CodecError> {
    value.ok_or(CodecError::Null(field))
}

/// Refuses null in versions that do not have it.
pub(crate) fn nullable_if<T>(
    allowed: bool,
    value: Option<T>,
    field: &'static str,
) -> Result<Option<T>, CodecError> {
    if allowed || value.is_some() { Ok(value) } else { Err(CodecError::Null(field)) }
}
