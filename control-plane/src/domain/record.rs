//! Records of a topic as they are shown, and what of a topic is still to be read.

use bytes::Bytes;
use wire::kafka::records::Record;

mod partitioner;
mod scan;

pub use partitioner::partition_of;
pub use scan::{Direction, NoScan, Scan};

/// What a record's time means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimestampType {
    /// When it was created, as its producer says.
    CreateTime,
    /// When it was appended.
    LogAppendTime,
}

/// A key, a value or a header's value, or the beginning of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// What is shown of it.
    pub shown: Vec<u8>,
    /// How many bytes it has altogether.
    pub size: usize,
    /// Whether all of it is UTF-8.
    pub is_text: bool,
}

impl Payload {
    /// Shows at most `max` bytes; of a text, no half characters.
    pub fn cut(bytes: &[u8], max: usize) -> Self {
        let text = std::str::from_utf8(bytes).ok();
        let end = match text {
            Some(text) => text.floor_char_boundary(max),
            None => max.min(bytes.len()),
        };
        Self { shown: bytes[..end].to_vec(), size: bytes.len(), is_text: text.is_some() }
    }

    /// Whether there is more of it than is shown.
    pub fn is_cut(&self) -> bool {
        self.shown.len() < self.size
    }
}

/// A record that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownRecord {
    /// Its partition.
    pub partition: i32,
    /// Its position there.
    pub offset: i64,
    /// Milliseconds since 1970; whatever its producer wrote.
    pub timestamp: i64,
    /// What the time means.
    pub timestamp_type: TimestampType,
    /// Its key.
    pub key: Option<Payload>,
    /// Its value; none is a tombstone in a compacted topic.
    pub value: Option<Payload>,
    /// Its headers in order; names may repeat.
    pub headers: Vec<(String, Option<Payload>)>,
}

impl ShownRecord {
    /// Shows at most `max` bytes of each payload.
    pub fn cut(record: &Record, partition: i32, timestamp_type: TimestampType, max: usize) -> Self {
        let cut = |bytes: &Option<Bytes>| bytes.as_ref().map(|bytes| Payload::cut(bytes, max));
        let headers = record.headers.iter().map(|header| (header.key.clone(), cut(&header.value)));
        Self {
            partition,
            offset: record.offset,
            timestamp: record.timestamp,
            timestamp_type,
            key: cut(&record.key),
            value: cut(&record.value),
            headers: headers.collect(),
        }
    }

    /// How many bytes are shown of it.
    pub fn shown_len(&self) -> usize {
        let len = |payload: &Option<Payload>| payload.as_ref().map_or(0, |it| it.shown.len());
        let headers = self.headers.iter().map(|(name, value)| name.len() + len(value));
        len(&self.key) + len(&self.value) + headers.sum::<usize>()
    }
}

/// What a record must hold to be shown; all that is given, byte by byte.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// In its key.
    pub key: Option<String>,
    /// In its value.
    pub value: Option<String>,
    /// In the name or the value of one of its headers.
    pub header: Option<String>,
}

impl RecordFilter {
    /// Whether it lets every record through.
    pub const fn is_empty(&self) -> bool {
        self.key.is_none() && self.value.is_none() && self.header.is_none()
    }

    /// Whether it lets a record through.
    pub fn matches(&self, record: &Record) -> bool {
        let holds = |bytes: &Option<Bytes>, wanted: &str| {
            bytes.as_ref().is_some_and(|bytes| contains(bytes, wanted.as_bytes()))
        };
        self.key.as_deref().is_none_or(|wanted| holds(&record.key, wanted))
            && self.value.as_deref().is_none_or(|wanted| holds(&record.value, wanted))
            && self.header.as_deref().is_none_or(|wanted| {
                record
                    .headers
                    .iter()
                    .any(|header| header.key.contains(wanted) || holds(&header.value, wanted))
            })
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    wanted.is_empty() || bytes.windows(wanted.len()).any(|part| part == wanted)
}

/// Offsets whose records cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Their partition.
    pub partition: i32,
    /// The first.
    pub first_offset: i64,
    /// The last.
    pub last_offset: i64,
    /// What is wrong with them.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use wire::kafka::records::Header;

    use super::*;

    #[test]
    fn a_payload_is_cut_where_asked_and_never_within_a_character() {
        let whole = Payload::cut("äöü".as_bytes(), 6);
        assert_eq!((whole.shown.len(), whole.is_cut(), whole.is_text), (6, false, true));
        let cut = Payload::cut("äöü".as_bytes(), 5);
        assert_eq!((&cut.shown[..], cut.size, cut.is_text), ("äö".as_bytes(), 6, true));
        let binary = Payload::cut(b"ab\xff\x00cd", 3);
        assert_eq!((&binary.shown[..], binary.size, binary.is_text), (&b"ab\xff"[..], 6, false));
        let misleading = Payload::cut(b"ab\xff", 2);
        assert!(!misleading.is_text && misleading.is_cut());
        assert!(!Payload::cut(b"", 0).is_cut());
    }

    #[test]
    fn a_filter_wants_all_that_it_names() {
        let text = |text: &'static str| Some(Bytes::from_static(text.as_bytes()));
        let record = Record {
            offset: 0,
            timestamp: 0,
            key: text("order-17"),
            value: None,
            headers: vec![Header { key: "trace".to_owned(), value: text("abc") }],
        };
        let filter = |key: &str, value: &str, header: &str| {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            RecordFilter { key: some(key), value: some(value), header: some(header) }
        };
        for (wanted, is_let_through) in [
            (filter("", "", ""), true),
            (filter("17", "", ""), true),
            (filter("order-17", "", "race"), true),
            (filter("order-17x", "", ""), false),
            (filter("", "", "bc"), true),
            (filter("17", "", "bd"), false),
            (filter("", "a", ""), false),
        ] {
            assert_eq!(wanted.matches(&record), is_let_through, "{wanted:?}");
        }
    }
}
