//! Kafka's protocol: primitives, framing, generated messages and a client.
//!
//! Everything that decodes here takes bytes from a peer that may be hostile: each length is compared
//! with what is really there before anything is allocated, and nothing panics on bad input.

pub mod codec;

pub mod error;
pub mod frame;
#[expect(
    missing_docs,
    clippy::struct_excessive_bools,
    reason = "generated: names and meanings are those of Kafka's message definitions"
)]
pub mod messages;
pub mod reader;
pub mod writer;

pub use codec::{CodecError, Message, Request, TaggedFields};
pub use error::ErrorCode;
pub use reader::Reader;
