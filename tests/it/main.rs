//! Millrace as its users meet it: through HTTP, Kafka clients and the command line, on real parts.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod hostile_bytes;
mod isolation;
mod limits;
mod records;
mod revocation;
mod tidy;
