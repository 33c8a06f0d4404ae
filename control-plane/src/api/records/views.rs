//! How records look over HTTP. Offsets, times and sizes are texts: they have 64 bits.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    api::page::seal,
    app::{
        App,
        records::{Browsed, Produced},
    },
    domain::record::{Payload, ShownRecord, TimestampType, Unreadable},
};

/// A key, a value or a header's value.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payload)]
struct PayloadView {
    /// Its bytes.
    base64: String,
    /// The same as text, if all of it is UTF-8; else null.
    text: Option<String>,
    /// How many bytes it has altogether.
    size: String,
    /// Whether less is shown.
    truncated: bool,
}

impl From<Payload> for PayloadView {
    fn from(payload: Payload) -> Self {
        let truncated = payload.is_cut();
        let base64 = STANDARD.encode(&payload.shown);
        let text = if payload.is_text { String::from_utf8(payload.shown).ok() } else { None };
        Self { base64, text, size: payload.size.to_string(), truncated }
    }
}

/// A header.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RecordHeader)]
struct HeaderView {
    /// Its name.
    key: String,
    /// Its value; null if it has none.
    value: Option<PayloadView>,
}

/// A record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Record)]
pub(super) struct RecordView {
    /// Its partition.
    partition: i32,
    /// Its position there.
    offset: String,
    /// Milliseconds since 1970; what a producer wrote may be no time that exists.
    timestamp: String,
    timestamp_type: TimestampType,
    /// Null if it has none.
    key: Option<PayloadView>,
    /// Null in a tombstone.
    value: Option<PayloadView>,
    /// In order; names may repeat.
    headers: Vec<HeaderView>,
}

impl From<ShownRecord> for RecordView {
    fn from(record: ShownRecord) -> Self {
        let headers = record.headers.into_iter();
        let headers = headers.map(|(key, value)| HeaderView { key, value: value.map(Into::into) });
        Self {
            partition: record.partition,
            offset: record.offset.to_string(),
            timestamp: record.timestamp.to_string(),
            timestamp_type: record.timestamp_type,
            key: record.key.map(Into::into),
            value: record.value.map(Into::into),
            headers: headers.collect(),
        }
    }
}

/// Offsets whose records cannot be shown.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Unreadable)]
struct UnreadableView {
    partition: i32,
    first_offset: String,
    last_offset: String,
    /// What is wrong with them.
    reason: String,
}

impl From<Unreadable> for UnreadableView {
    fn from(unreadable: Unreadable) -> Self {
        Self {
            partition: unreadable.partition,
            first_offset: unreadable.first_offset.to_string(),
            last_offset: unreadable.last_offset.to_string(),
            reason: unreadable.reason,
        }
    }
}

/// How much was looked at, in offsets: markers of transactions and records that compaction removed
/// count too.
#[derive(Debug, Serialize, ToSchema)]
struct Coverage {
    /// So many, with the pages before.
    scanned: String,
    /// Out of so many, as of the first page.
    total: String,
    /// Whether this call ended at a bound before it had found as many records as it may: there may
    /// be more in what is left.
    truncated: bool,
}

/// Records.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Records)]
pub(super) struct RecordsView {
    items: Vec<RecordView>,
    coverage: Coverage,
    /// What this call could not read.
    unreadable: Vec<UnreadableView>,
    /// Pass it as `page_token` to go on; null when everything was looked at.
    next_page_token: Option<String>,
}

impl RecordsView {
    pub(super) fn new(app: &App, binding: &[u8], browsed: Browsed) -> Self {
        let Browsed { records, unreadable, rest, truncated } = browsed;
        let coverage = Coverage {
            scanned: rest.scanned().to_string(),
            total: rest.total.to_string(),
            truncated,
        };
        Self {
            items: records.into_iter().map(Into::into).collect(),
            coverage,
            unreadable: unreadable.into_iter().map(Into::into).collect(),
            next_page_token: (!rest.is_done()).then(|| seal(app, binding, &rest)),
        }
    }
}

/// Where a record was written.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProducedRecord)]
struct PlaceView {
    partition: i32,
    /// Null in a dry run.
    offset: Option<String>,
}

/// Where records were written, in the order of the request.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProducedRecords)]
pub(super) struct ProducedView {
    records: Vec<PlaceView>,
}

impl From<Vec<Produced>> for ProducedView {
    fn from(produced: Vec<Produced>) -> Self {
        let records = produced.into_iter().map(|place| PlaceView {
            partition: place.partition,
            offset: place.offset.map(|offset| offset.to_string()),
        });
        Self { records: records.collect() }
    }
}
