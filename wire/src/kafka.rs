//! Kafka's protocol: primitives, framing, generated messages and a client.
//!
//! Everything that decodes here takes bytes from a peer that may be hostile: each length is compared
//! with what is really there before anything is allocated, and nothing panics on bad input.

pub mod client;
pub mod codec;
pub mod error;
pub mod frame;
pub mod log;
#[expect(
    missing_docs,
    reason = "generated: names and meanings are those of Kafka's message definitions"
)]
pub mod messages;
pub mod reader;
pub mod records;
pub mod writer;

pub use client::{ClientError, Connection, Connector, Login, Security};
pub use codec::{CodecError, Message, Request, TaggedFields};
pub use error::ErrorCode;
pub use reader::Reader;
