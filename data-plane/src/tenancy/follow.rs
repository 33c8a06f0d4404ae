//! Reads tenancy records from the cluster: first all of them, then each as it comes, for ever.
//!
//! The broker may be away at any time, also at the start: the gateway keeps what it has, tries again
//! with growing pauses, and goes on where it stopped. Only a log that begins again at a lower offset
//! (a new topic) makes it read from the start; revisions keep that harmless.

use std::time::Duration;

use tokio::time::Instant;
use wire::{
    kafka::{
        ErrorCode,
        client::ClientError,
        log::{LogReader, Start},
    },
    tenancy::{REVISION_HEADER, TOPIC},
};

use super::state::Incoming;
use crate::{Gateway, error::chain};

const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
const REMINDER: Duration = Duration::from_mins(1);
/// How long a read waits for news once the log was read to its end, and before: an empty log must not
/// hold up the start.
const POLL: Duration = Duration::from_secs(5);
const REPLAY_POLL: Duration = Duration::from_millis(50);

/// Follows the log until the task is dropped.
pub async fn run(gateway: &Gateway) {
    let mut start = Start::Earliest;
    let mut pause = SHORTEST_PAUSE;
    let (mut told, mut told_at) = (String::new(), Instant::now());
    loop {
        let before = start;
        let error = match follow(gateway, &mut start).await {
            Ok(never) => match never {},
            Err(error) => error,
        };
        if error.code() == Some(ErrorCode::OFFSET_OUT_OF_RANGE) {
            start = Start::Earliest;
        }
        if start != before {
            pause = SHORTEST_PAUSE;
        }
        // Once for each time away and each cause, and now and then while it lasts.
        let cause = chain(&error);
        if pause == SHORTEST_PAUSE || cause != told || told_at.elapsed() > REMINDER {
            let replayed = gateway.tenancy.progress().replayed;
            tracing::warn!(error = %cause, replayed, "tenancy.follow_failed");
            (told, told_at) = (cause, Instant::now());
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

async fn follow(
    gateway: &Gateway,
    start: &mut Start,
) -> Result<std::convert::Infallible, ClientError> {
    let connection = gateway.upstream.connect_as_gateway().await?;
    let mut reader = LogReader::open(connection, TOPIC, 0, *start).await?;
    loop {
        let wait = if reader.is_replayed() { POLL } else { REPLAY_POLL };
        let records = reader.poll(wait).await?;
        let incoming = records.iter().map(|record| Incoming {
            offset: record.offset,
            key: record.key.as_deref().unwrap_or_default(),
            value: record.value.as_deref(),
            revision: record.header(REVISION_HEADER).map(|value| &value[..]),
        });
        let replayed = reader.is_replayed();
        gateway.tenancy.apply(incoming, reader.position() - 1, replayed);
        *start = Start::At(reader.position());
        let seconds = gateway.clock.now() / 1_000;
        metrics::gauge!("millrace_gateway_tenancy_read_timestamp_seconds")
            .set(u32::try_from(seconds).map_or(0.0, f64::from));
    }
}
