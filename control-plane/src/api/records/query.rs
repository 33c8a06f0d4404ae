//! Which records to look at, from the query.

use std::{fmt::Display, ops::RangeInclusive, str::FromStr};

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        extract::{Many, parse_query, query_pairs},
        page::{binding, malformed, open},
        problem::Problem,
    },
    app::{
        App, Caller,
        records::{Reading, Seek, Window},
    },
    domain::record::{RecordFilter, Scan},
};

const TOKEN: &str = "page_token";
const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 500;
const DEFAULT_PAYLOAD: usize = 64 * 1024;
const MAX_PAYLOAD: usize = 1024 * 1024;
const DEFAULT_TAIL_PAYLOAD: usize = 4 * 1024;
const MAX_TAIL_PAYLOAD: usize = 64 * 1024;
/// The longest text to search for.
const MAX_WANTED: usize = 256;

/// Which records to look at.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct BrowseQuery {
    /// Only these partitions; may be given several times.
    #[serde(default)]
    #[param(value_type = Vec<i32>, explode, required = false)]
    partition: Many<String>,
    /// Begin at this offset of each partition, or the next that is held, and go forward.
    from_offset: Option<String>,
    /// Begin with the first record of this time or later, in milliseconds since 1970, and go forward.
    from_timestamp: Option<String>,
    /// The newest so many, and backward from there: a limit without a beginning.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 500)]
    last: Option<String>,
    /// At most this many records.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 500, default = 50)]
    limit: Option<String>,
    /// Show at most this many bytes of a key, a value and a header's value.
    #[param(value_type = Option<u32>, minimum = 0, maximum = 1_048_576, default = 65_536)]
    payload_bytes: Option<String>,
    /// Only records whose key holds this text.
    #[param(max_length = 256)]
    key_contains: Option<String>,
    /// Only records whose value holds this text.
    #[param(max_length = 256)]
    value_contains: Option<String>,
    /// Only records with a header whose name or value holds this text.
    #[param(max_length = 256)]
    header_contains: Option<String>,
    /// Go on: the `next_page_token` of the call before, with the same parameters.
    page_token: Option<String>,
}

/// The query, read.
#[derive(Debug)]
pub(super) struct Browse {
    pub(super) window: Window,
    pub(super) reading: Reading,
    pub(super) binding: Vec<u8>,
}

fn number<T: FromStr + PartialOrd + Display>(
    name: &str,
    text: &str,
    known: &RangeInclusive<T>,
) -> Result<T, Problem> {
    let read = text.parse().ok().filter(|read| known.contains(read));
    let (least, most) = (known.start(), known.end());
    read.ok_or_else(|| malformed(name, &format!("expected a number from {least} to {most}")))
}

impl BrowseQuery {
    fn limit(&self) -> Result<usize, Problem> {
        let (name, text) = match (&self.last, &self.limit) {
            (Some(_), Some(_)) => {
                return Err(malformed("last", "is a limit itself; leave one out"));
            }
            (Some(last), None) => ("last", last),
            (None, Some(limit)) => ("limit", limit),
            (None, None) => return Ok(DEFAULT_LIMIT),
        };
        number(name, text, &(1..=MAX_LIMIT))
    }

    fn seek(&self) -> Result<Seek, Problem> {
        match (&self.from_offset, &self.from_timestamp, &self.last) {
            (None, None, _) => Ok(Seek::Newest),
            (Some(offset), None, None) => {
                number("from_offset", offset, &(i64::MIN..=i64::MAX)).map(Seek::Offset)
            }
            (None, Some(time), None) => {
                number("from_timestamp", time, &(i64::MIN..=i64::MAX)).map(Seek::Timestamp)
            }
            _ => {
                let detail = "give one of from_offset, from_timestamp and last";
                let name = if self.last.is_some() { "last" } else { "from_offset" };
                Err(malformed(name, detail))
            }
        }
    }

    fn read(self) -> Result<(Vec<i32>, Seek, Reading), Problem> {
        let (limit, seek) = (self.limit()?, self.seek()?);
        let payload_bytes =
            payload_bytes(self.payload_bytes.as_deref(), DEFAULT_PAYLOAD, MAX_PAYLOAD)?;
        let filter = filter(self.key_contains, self.value_contains, self.header_contains)?;
        Ok((partitions(&self.partition)?, seek, Reading { filter, limit, payload_bytes }))
    }
}

fn partitions(texts: &Many<String>) -> Result<Vec<i32>, Problem> {
    texts.0.iter().map(|text| number("partition", text, &(0..=i32::MAX))).collect()
}

fn payload_bytes(text: Option<&str>, default: usize, max: usize) -> Result<usize, Problem> {
    text.map_or(Ok(default), |text| number("payload_bytes", text, &(0..=max)))
}

fn filter(
    key: Option<String>,
    value: Option<String>,
    header: Option<String>,
) -> Result<RecordFilter, Problem> {
    let wanted = |name: &str, text: Option<String>| match text {
        Some(text) if text.len() > MAX_WANTED => {
            Err(malformed(name, &format!("expected at most {MAX_WANTED} bytes")))
        }
        text => Ok(text.filter(|text| !text.is_empty())),
    };
    Ok(RecordFilter {
        key: wanted("key_contains", key)?,
        value: wanted("value_contains", value)?,
        header: wanted("header_contains", header)?,
    })
}

/// Which records to follow.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct TailQuery {
    /// Only these partitions; may be given several times.
    #[serde(default)]
    #[param(value_type = Vec<i32>, explode, required = false)]
    partition: Many<String>,
    /// Show at most this many bytes of a key, a value and a header's value.
    #[param(value_type = Option<u32>, minimum = 0, maximum = 65_536, default = 4096)]
    payload_bytes: Option<String>,
    /// Only records whose key holds this text.
    #[param(max_length = 256)]
    key_contains: Option<String>,
    /// Only records whose value holds this text.
    #[param(max_length = 256)]
    value_contains: Option<String>,
    /// Only records with a header whose name or value holds this text.
    #[param(max_length = 256)]
    header_contains: Option<String>,
}

impl TailQuery {
    /// The partitions, and what to show of their records.
    pub(super) fn read(self) -> Result<(Vec<i32>, Reading), Problem> {
        let payload_bytes =
            payload_bytes(self.payload_bytes.as_deref(), DEFAULT_TAIL_PAYLOAD, MAX_TAIL_PAYLOAD)?;
        let filter = filter(self.key_contains, self.value_contains, self.header_contains)?;
        let reading = Reading { filter, limit: MAX_LIMIT, payload_bytes };
        Ok((partitions(&self.partition)?, reading))
    }
}

impl FromRequestParts<App> for Browse {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let pairs = query_pairs(parts)?;
        let query: BrowseQuery = parse_query(pairs.clone())?;
        let mut bound: Vec<_> = pairs.into_iter().filter(|(name, _)| name != TOKEN).collect();
        bound.sort();
        let binding = binding(&caller, parts.uri.path(), "records", &bound);
        let token = query.page_token.clone();
        let (partitions, seek, reading) = query.read()?;
        let window = match token {
            Some(token) => Window::GoOn(open::<Scan>(app, &binding, &token)?),
            None => Window::Begin(partitions, seek),
        };
        Ok(Self { window, reading, binding })
    }
}
