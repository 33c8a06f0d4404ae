//! `/v1/instances/{instance}/topics/{topic}/records`: what topics hold.

mod query;
mod tail;
mod views;

use axum::extract::State;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    ids::InstanceId,
    kafka::records::{Header, NewRecord},
};

use super::{
    extract::{Path, Write},
    idempotency::once_outside,
    openapi::RECORDS,
    problem::Problem,
    reply::Reply,
    topics::TopicPath,
};
use crate::app::{
    App, AppError, Caller, FieldError,
    records::{self, RecordToProduce},
};
use query::{Browse, BrowseQuery};
use views::{ProducedView, RecordsView};

/// The most records of one request.
const MAX_RECORDS: usize = 100;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(browse_records, produce_records))
        .routes(routes!(tail::tail_records))
}

/// Browse records
///
/// The newest first, unless `from_offset` or `from_timestamp` says where to begin; merged by time
/// over partitions, as far as one call reads. Only records that readers of committed records get.
/// One call reads for 10 s, 32 MiB and 4 MiB of answer at most: then `coverage.truncated` is true
/// and `next_page_token` goes on.
#[utoipa::path(get, path = "/instances/{instance}/topics/{topic}/records", tag = RECORDS,
    operation_id = "browse_records",
    params(("instance" = InstanceId, Path), ("topic" = String, Path), BrowseQuery),
    responses((status = 200, body = RecordsView, description = "The records")))]
async fn browse_records(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<TopicPath>,
    browse: Browse,
) -> Result<Reply, Problem> {
    let Browse { window, reading, binding } = browse;
    let which = (path.instance, path.name()?);
    let browsed = records::browse(&app, &caller, &which, window, &reading).await?;
    Reply::ok(&RecordsView::new(&app, &binding, browsed))
}

/// Bytes, as one likes to write them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Content {
    /// As UTF-8.
    Text(String),
    /// Any bytes, in Base64.
    Base64(String),
}

/// A header.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HeaderToProduce {
    /// Its name; names may repeat.
    key: String,
    /// Its value, if it has one.
    value: Option<Content>,
}

/// A record to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RecordToProduce)]
struct NewRecordBody {
    /// Where to. If absent, its key decides as in Kafka's own producer, or chance if it has none.
    #[schema(minimum = 0)]
    partition: Option<i32>,
    /// Its key, if it has one.
    key: Option<Content>,
    /// Its value; without one it is a tombstone in a compacted topic.
    value: Option<Content>,
    /// Its headers, in order.
    #[serde(default)]
    headers: Vec<HeaderToProduce>,
}

/// Records to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RecordsProduce {
    /// In the order in which they are written, as far as they go to the same partition.
    #[schema(min_items = 1, max_items = 100)]
    records: Vec<NewRecordBody>,
}

/// Reads contents and remembers which cannot be read.
#[derive(Default)]
struct Contents(Vec<FieldError>);

impl Contents {
    fn read(&mut self, pointer: &str, content: Option<Content>) -> Option<Bytes> {
        match content? {
            Content::Text(text) => Some(text.into()),
            Content::Base64(text) => STANDARD
                .decode(text)
                .inspect_err(|error| {
                    let pointer = format!("{pointer}/base64");
                    self.0.push(FieldError::new(pointer, "invalid_base64", error.to_string()));
                })
                .ok()
                .map(Bytes::from),
        }
    }

    fn record(&mut self, at: usize, body: NewRecordBody) -> RecordToProduce {
        let pointer = format!("/records/{at}");
        let key = self.read(&format!("{pointer}/key"), body.key);
        let value = self.read(&format!("{pointer}/value"), body.value);
        let headers = body.headers.into_iter().enumerate().map(|(at, header)| {
            let value = self.read(&format!("{pointer}/headers/{at}/value"), header.value);
            Header { key: header.key, value }
        });
        let headers = headers.collect();
        RecordToProduce { partition: body.partition, record: NewRecord { key, value, headers } }
    }
}

/// Produce records
///
/// Waits until all in-sync replicas have them. It is no transaction: when some partitions take
/// theirs and another refuses, the answer is the refusal.
#[utoipa::path(post, path = "/instances/{instance}/topics/{topic}/records", tag = RECORDS,
    operation_id = "produce_records",
    params(("instance" = InstanceId, Path), ("topic" = String, Path)),
    request_body = RecordsProduce,
    responses((status = 201, body = ProducedView, description = "Where they are now")))]
async fn produce_records(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<TopicPath>,
    write: Write<RecordsProduce>,
) -> Result<Reply, Problem> {
    let which = (path.instance, path.name()?);
    let bodies = write.body.records;
    if !(1..=MAX_RECORDS).contains(&bodies.len()) {
        let detail = format!("expected 1 to {MAX_RECORDS} records");
        return Err(AppError::field("/records", "wrong_number", detail).into());
    }
    let mut contents = Contents::default();
    let new: Vec<_> =
        bodies.into_iter().enumerate().map(|(at, body)| contents.record(at, body)).collect();
    if !contents.0.is_empty() {
        return Err(AppError::Invalid(contents.0).into());
    }
    let (app, caller, dry_run) = (&app, &caller, write.fingerprint.dry_run);
    once_outside(app, caller, &write.fingerprint, async move || {
        let (tx, produced) = records::produce(app, caller, &which, new, dry_run).await?;
        let location = format!("/v1/instances/{}/topics/{}/records", which.0, which.1);
        Ok((tx, Reply::created(&location, &ProducedView::from(produced))?))
    })
    .await
}
