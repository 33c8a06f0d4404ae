//! Reads tenancy records from the cluster: first all of them, then each as it comes, for ever.
//!
//! They are read from the broker beside the gateway, whether or not it leads the topic. Until they
//! were read once, that broker's copy must be complete, so that no client is let in by records that
//! are void by now. The broker may be away at any time, also at the start: the gateway keeps what it
//! has, tries again with growing pauses, and goes on where it stopped. Only a log that begins again at
//! a lower offset (a new topic) makes it read from the start; revisions keep that harmless.

use std::time::{Duration, Instant};

use wire::{
    error::chain,
    kafka::{
        ErrorCode,
        client::{ClientError, Connection},
        log::{LogReader, Start},
        messages::{MetadataRequest, metadata::request::MetadataRequestTopic},
    },
    tenancy::{REVISION_HEADER, TOPIC},
};

use super::state::Incoming;
use crate::{Gateway, health::stale_copy};

const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
const REMINDER: Duration = Duration::from_mins(1);
/// How long a read waits for news once the log was read to its end, and before: an empty log must not
/// hold up the start.
const POLL: Duration = Duration::from_secs(5);
const REPLAY_POLL: Duration = Duration::from_millis(50);

/// Why the records cannot be read.
#[derive(Debug, thiserror::Error)]
enum FollowError {
    #[error(transparent)]
    Kafka(#[from] ClientError),
    #[error("{0}")]
    Stale(String),
}

/// Follows the log until the task is dropped.
pub async fn run(gateway: &Gateway, broker_id: i32) {
    let mut start = Start::Earliest;
    let mut pause = SHORTEST_PAUSE;
    let (mut told, mut told_at) = (String::new(), Instant::now());
    loop {
        let before = start;
        let error = match follow(gateway, broker_id, &mut start).await {
            Ok(never) => match never {},
            Err(error) => error,
        };
        if let FollowError::Kafka(error) = &error
            && error.code() == Some(ErrorCode::OFFSET_OUT_OF_RANGE)
        {
            start = Start::Earliest;
        }
        if start != before {
            pause = SHORTEST_PAUSE;
        }
        // Once for each time away and each cause, and now and then while it lasts.
        let cause = chain(&error);
        gateway.health.records_read(Some(cause.clone()), Instant::now());
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
    broker_id: i32,
    start: &mut Start,
) -> Result<std::convert::Infallible, FollowError> {
    let mut connection = gateway.upstream.connect_as_gateway().await?;
    if !gateway.tenancy.progress().replayed {
        require_complete_copy(&mut connection, broker_id).await?;
    }
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
        gateway.health.records_read(None, Instant::now());
        *start = Start::At(reader.position());
        let seconds = gateway.clock.now() / 1_000;
        metrics::gauge!("millrace_gateway_tenancy_read_timestamp_seconds")
            .set(u32::try_from(seconds).map_or(0.0, f64::from));
    }
}

async fn require_complete_copy(
    connection: &mut Connection,
    broker_id: i32,
) -> Result<(), FollowError> {
    let topic = MetadataRequestTopic { name: Some(TOPIC.to_owned()), ..Default::default() };
    let request = MetadataRequest {
        topics: Some(vec![topic]),
        allow_auto_topic_creation: false,
        ..Default::default()
    };
    let metadata = connection.call(&request).await?;
    stale_copy(&metadata, broker_id).map_or(Ok(()), |reason| Err(FollowError::Stale(reason)))
}
