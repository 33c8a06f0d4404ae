//! Following a topic: server-sent events.

use std::{convert::Infallible, time::Duration};

use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use serde::Serialize;
use tokio::time::timeout;
use wire::ids::InstanceId;

use super::{query::TailQuery, views::RecordView};
use crate::{
    api::{
        extract::{Path, Query},
        openapi::RECORDS,
        problem::Problem,
        topics::TopicPath,
    },
    app::{
        App, Caller,
        records::{self, Tail, TailEvent},
    },
};

/// How long nothing may be said: proxies close what seems dead.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Tail records
///
/// Server-sent events, from the present end of each partition on: `records` with a list of records
/// as browsing answers them, `dropped` with the number of records that this client was too slow for,
/// and as the last one `end` with the reason: `time_limit`, `revoked`, `deleted`, `unreachable` or
/// `closing`. A comment every 10 s says that it is alive.
#[utoipa::path(get, path = "/instances/{instance}/topics/{topic}/records/tail", tag = RECORDS,
    operation_id = "tail_records",
    params(("instance" = InstanceId, Path), ("topic" = String, Path), TailQuery),
    responses((status = 200, body = String, content_type = "text/event-stream",
        description = "The events")))]
pub(super) async fn tail_records(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<TopicPath>,
    Query(query): Query<TailQuery>,
) -> Result<Response, Problem> {
    let (partitions, reading) = query.read()?;
    let which = (path.instance, path.name()?);
    let tail = records::tail(&app, &caller, which, partitions, reading).await?;
    // What is written first makes the answer begin.
    let begun = stream::iter([Ok::<_, Infallible>(": following\n\n".to_owned())]);
    let events =
        stream::unfold(tail, async |mut tail: Tail| match timeout(HEARTBEAT, tail.next()).await {
            Ok(Some(event)) => Some((Ok(written(event)), tail)),
            Ok(None) => None,
            Err(_) => Some((Ok(": alive\n\n".to_owned()), tail)),
        });
    let body = Body::from_stream(stream::StreamExt::chain(begun, events));
    Ok(([(header::CONTENT_TYPE, "text/event-stream")], body).into_response())
}

fn written(event: TailEvent) -> String {
    fn event_of(name: &str, data: &impl Serialize) -> String {
        // JSON has no line breaks of its own.
        serde_json::to_string(data)
            .map(|data| format!("event: {name}\ndata: {data}\n\n"))
            .unwrap_or_default()
    }
    match event {
        TailEvent::Records(records) => {
            event_of("records", &records.into_iter().map(RecordView::from).collect::<Vec<_>>())
        }
        TailEvent::Dropped(count) => {
            event_of("dropped", &serde_json::json!({ "records": count.to_string() }))
        }
        TailEvent::End(reason) => event_of("end", &serde_json::json!({ "reason": reason })),
    }
}
