//! A single partition used as a log: one fenced writer, any number of readers.
//!
//! Tenancy records travel this way. The writer's transactional id makes Kafka fence whoever wrote
//! before, so that two processes never write alternately; the reader sees committed records only, in
//! order, and knows when it has read all that was committed when it began.

mod isolation;
mod read;
mod write;

pub use isolation::ReadCommitted;
pub use read::{LogReader, Start};
pub use write::{LogWriter, append};
