//! The walker: one pass over a body, guided by its table.
//!
//! Every length is checked against what is left of the body (or of the tagged field it is in), and
//! every array's count against the bytes its elements need at least, so the work is bounded by the
//! body's size. Depth is bounded by the tables.

use std::borrow::Cow;

use bytes::BufMut as _;
use wire::kafka::writer::uvarint as put_uvarint;

use super::{
    edit::Edits,
    schema::{Field, Kind, Schema},
};

/// A value that is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'b> {
    /// Null.
    Null,
    /// Text.
    Text(&'b str),
    /// Bytes or record batches.
    Bytes(&'b [u8]),
    /// A uuid.
    Uuid([u8; 16]),
}

impl<'b> Value<'b> {
    /// The text, if it is one.
    pub const fn text(self) -> Option<&'b str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// What is to become of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change<'v> {
    /// It stays.
    Keep,
    /// These bytes come before it (text and bytes, not null).
    Prefix(&'v [u8]),
    /// So many bytes go from its start (text and bytes, not null).
    Strip(usize),
    /// It becomes this: text, bytes or the 16 bytes of a uuid.
    Replace(Cow<'v, [u8]>),
    /// It becomes null.
    Null,
    /// The innermost array's element that it is in goes away.
    DropElement,
}

/// What is to become of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberChange {
    /// It stays.
    Keep,
    /// It becomes this.
    Set(i64),
    /// The innermost array's element that it is in goes away.
    DropElement,
}

/// Looks at a body's values in their order and says what is to change.
pub trait Visitor {
    /// Why a body is refused.
    type Error;

    /// A text, byte string, uuid or record set. Records are shown but never looked into.
    fn value(&mut self, field: &'static Field, value: Value<'_>)
    -> Result<Change<'_>, Self::Error>;

    /// A number or boolean outside arrays of numbers.
    fn number(&mut self, _: &'static Field, _: i64) -> Result<NumberChange, Self::Error> {
        Ok(NumberChange::Keep)
    }

    /// An array begins; none is null.
    fn array(&mut self, _: &'static Field, _: Option<usize>) -> Result<(), Self::Error> {
        Ok(())
    }

    /// An element of an array of structures begins.
    fn element(&mut self, _: &'static Field) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// Why a walk ended early.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WalkError<E> {
    /// The bytes do not follow the table.
    #[error("malformed body at byte {at} in {path}: {what}")]
    Malformed {
        /// Where.
        at: usize,
        /// In which field.
        path: &'static str,
        /// What is wrong.
        what: &'static str,
    },
    /// The visitor asked for a change that the field or version cannot have.
    #[error("{path} cannot be changed so: {what}")]
    Impossible {
        /// Which field.
        path: &'static str,
        /// Why.
        what: &'static str,
    },
    /// The visitor refused the body.
    #[error("refused")]
    Refused(E),
}

/// Walks over a whole body and collects what the visitor wants changed. `edits` is cleared first.
///
/// Bytes after the end are cut off. Kafka ignores them, and librdkafka up to at least 2.12 sends one
/// in Metadata from version 11 on; without them nobody can read more than was walked over.
pub fn walk<V: Visitor>(
    schema: &'static Schema,
    version: i16,
    body: &[u8],
    visitor: &mut V,
    edits: &mut Edits,
) -> Result<(), WalkError<V::Error>> {
    let end = walk_front(schema, version, body, visitor, edits)?;
    if end < body.len() {
        edits.remove(end, body.len());
    }
    Ok(())
}

/// Like [`walk`], for bytes that may go on after what the table describes; returns where that ends.
pub(super) fn walk_front<V: Visitor>(
    schema: &'static Schema,
    version: i16,
    body: &[u8],
    visitor: &mut V,
    edits: &mut Edits,
) -> Result<usize, WalkError<V::Error>> {
    edits.clear();
    let mut walker = Walker {
        body,
        at: 0,
        limit: body.len(),
        version,
        flexible: schema.is_flexible(version),
        path: "",
        in_element: false,
        dropping: false,
        visitor,
        edits,
    };
    walker.fields(schema.fields)?;
    Ok(walker.at)
}

/// The first number at `path`, for a visitor that must know it before it comes.
pub fn find_number(
    schema: &'static Schema,
    version: i16,
    body: &[u8],
    path: &'static str,
) -> Result<Option<i64>, WalkError<std::convert::Infallible>> {
    struct Find(&'static str, Option<i64>);
    impl Visitor for Find {
        type Error = std::convert::Infallible;
        fn value(&mut self, _: &'static Field, _: Value<'_>) -> Result<Change<'_>, Self::Error> {
            Ok(Change::Keep)
        }
        fn number(&mut self, field: &'static Field, n: i64) -> Result<NumberChange, Self::Error> {
            if field.path == self.0 {
                self.1.get_or_insert(n);
            }
            Ok(NumberChange::Keep)
        }
    }
    let mut find = Find(path, None);
    walk(schema, version, body, &mut find, &mut Edits::default())?;
    Ok(find.1)
}

struct Walker<'w, V> {
    body: &'w [u8],
    at: usize,
    /// End of the body, or of the tagged field that is being read.
    limit: usize,
    version: i16,
    flexible: bool,
    /// The field that is being read, for errors.
    path: &'static str,
    in_element: bool,
    /// The current element goes away: the rest of it is only checked.
    dropping: bool,
    visitor: &'w mut V,
    edits: &'w mut Edits,
}

/// The longest text that Kafka accepts, in either encoding.
const MAX_TEXT: usize = 0x7fff;
const MAX_BYTES: usize = 0x7fff_ffff;

impl<'w, V: Visitor> Walker<'w, V> {
    #[cold]
    fn malformed(&self, what: &'static str) -> WalkError<V::Error> {
        WalkError::Malformed { at: self.at, path: self.path, what }
    }

    #[cold]
    fn impossible(&self, what: &'static str) -> WalkError<V::Error> {
        WalkError::Impossible { path: self.path, what }
    }

    fn take(&mut self, len: usize) -> Result<&'w [u8], WalkError<V::Error>> {
        if self.limit - self.at < len {
            return Err(self.malformed("a value goes beyond the end"));
        }
        let taken = &self.body[self.at..self.at + len];
        self.at += len;
        Ok(taken)
    }

    fn fixed<const LEN: usize>(&mut self) -> Result<[u8; LEN], WalkError<V::Error>> {
        let mut out = [0; LEN];
        out.copy_from_slice(self.take(LEN)?);
        Ok(out)
    }

    fn uvarint(&mut self) -> Result<u32, WalkError<V::Error>> {
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let [byte] = self.fixed()?;
            if shift == 28 && byte > 0x0f {
                break;
            }
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(self.malformed("a variable-length integer has too many bits"))
    }

    /// The length of a text, byte string or array; none is null.
    fn length(&mut self, wide: bool) -> Result<Option<usize>, WalkError<V::Error>> {
        if self.flexible {
            let raw = self.uvarint()?;
            return Ok(usize::try_from(raw).unwrap_or(usize::MAX).checked_sub(1));
        }
        let raw = if wide {
            i32::from_be_bytes(self.fixed()?)
        } else {
            i32::from(i16::from_be_bytes(self.fixed()?))
        };
        match raw {
            -1 => Ok(None),
            n => usize::try_from(n).map(Some).map_err(|_| self.malformed("a length is negative")),
        }
    }

    fn fields(&mut self, fields: &'static [Field]) -> Result<(), WalkError<V::Error>> {
        for field in fields {
            if field.tag.is_none() && field.is_in(self.version) {
                self.field(field)?;
            }
        }
        if self.flexible { self.tagged(fields) } else { Ok(()) }
    }

    fn field(&mut self, field: &'static Field) -> Result<(), WalkError<V::Error>> {
        self.path = field.path;
        if field.is_array {
            return self.array(field);
        }
        if field.kind == Kind::Structure && field.is_nullable(self.version) {
            let [marker] = self.fixed()?;
            if marker.cast_signed() < 0 {
                return Ok(());
            }
        }
        self.single(field)
    }

    fn single(&mut self, field: &'static Field) -> Result<(), WalkError<V::Error>> {
        match field.kind {
            Kind::Structure => self.fields(field.fields),
            Kind::Text => self.text(field),
            Kind::Bytes | Kind::RecordSet => self.bytes(field),
            Kind::Uuid => self.uuid(field),
            Kind::Float64 => self.take(8).map(drop),
            Kind::Bool | Kind::Int8 => {
                let [byte] = self.fixed()?;
                self.number(field, 1, byte.cast_signed().into())
            }
            Kind::Int16 => {
                let n = i16::from_be_bytes(self.fixed()?);
                self.number(field, 2, n.into())
            }
            Kind::Uint16 => {
                let n = u16::from_be_bytes(self.fixed()?);
                self.number(field, 2, n.into())
            }
            Kind::Int32 => {
                let n = i32::from_be_bytes(self.fixed()?);
                self.number(field, 4, n.into())
            }
            Kind::Int64 => {
                let n = i64::from_be_bytes(self.fixed()?);
                self.number(field, 8, n)
            }
        }
    }

    #[inline]
    fn number(
        &mut self,
        field: &'static Field,
        width: usize,
        value: i64,
    ) -> Result<(), WalkError<V::Error>> {
        if self.dropping {
            return Ok(());
        }
        match self.visitor.number(field, value).map_err(WalkError::Refused)? {
            NumberChange::Keep => Ok(()),
            NumberChange::DropElement => self.drop_element(),
            NumberChange::Set(new) => {
                // The value must have survived the narrowing: all that is cut off is its sign.
                let bytes = new.to_be_bytes();
                let (cut, kept) = bytes.split_at(8 - width);
                let unsigned = field.kind == Kind::Uint16;
                let negative = !unsigned && kept[0] & 0x80 != 0;
                let sign = if negative { 0xff } else { 0 };
                if cut.iter().any(|byte| *byte != sign) {
                    return Err(self.impossible("the number has too many bits"));
                }
                self.edits.replace(self.at - width, self.at, |out| out.put_slice(kept));
                Ok(())
            }
        }
    }

    fn text(&mut self, field: &'static Field) -> Result<(), WalkError<V::Error>> {
        let start = self.at;
        let Some(len) = self.length(false)? else { return self.null(field, start) };
        if len > MAX_TEXT {
            return Err(self.malformed("a text is longer than the protocol allows"));
        }
        let bytes = self.take(len)?;
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Err(self.malformed("a text is not UTF-8"));
        };
        self.show(field, start, len, Value::Text(text))
    }

    fn bytes(&mut self, field: &'static Field) -> Result<(), WalkError<V::Error>> {
        let start = self.at;
        let Some(len) = self.length(true)? else { return self.null(field, start) };
        let bytes = self.take(len)?;
        self.show(field, start, len, Value::Bytes(bytes))
    }

    fn uuid(&mut self, field: &'static Field) -> Result<(), WalkError<V::Error>> {
        let start = self.at;
        let uuid = self.fixed()?;
        self.show(field, start, 16, Value::Uuid(uuid))
    }

    fn null(&mut self, field: &'static Field, start: usize) -> Result<(), WalkError<V::Error>> {
        if !field.is_nullable(self.version) {
            return Err(self.malformed("null where a value is required"));
        }
        self.show(field, start, 0, Value::Null)
    }

    /// Shows a value that ends here, was `len` bytes long and began with its length at `start`.
    #[inline]
    fn show(
        &mut self,
        field: &'static Field,
        start: usize,
        len: usize,
        value: Value<'_>,
    ) -> Result<(), WalkError<V::Error>> {
        if self.dropping {
            return Ok(());
        }
        let change = self.visitor.value(field, value).map_err(WalkError::Refused)?;
        // All variants but these two write a new length, which the visitor's borrow must outlive.
        let (kept_from, insert): (usize, &[u8]) = match &change {
            Change::Keep => return Ok(()),
            Change::DropElement => {
                drop(change);
                return self.drop_element();
            }
            Change::Null => {
                if field.kind == Kind::Uuid || !field.is_nullable(self.version) {
                    return Err(WalkError::Impossible {
                        path: field.path,
                        what: "it is not nullable",
                    });
                }
                let (flexible, wide) = (self.flexible, field.kind != Kind::Text);
                self.edits.replace(start, self.at, |out| match (flexible, wide) {
                    (true, _) => out.put_u8(0),
                    (false, true) => out.put_i32(-1),
                    (false, false) => out.put_i16(-1),
                });
                return Ok(());
            }
            Change::Replace(new) => (self.at, new),
            Change::Prefix(_) | Change::Strip(_)
                if value == Value::Null || field.kind == Kind::Uuid =>
            {
                return Err(WalkError::Impossible {
                    path: field.path,
                    what: "there is no text to add to or take from",
                });
            }
            Change::Prefix(prefix) => (self.at - len, prefix),
            Change::Strip(strip) if *strip > len => {
                return Err(WalkError::Impossible {
                    path: field.path,
                    what: "more is to be taken off than there is",
                });
            }
            Change::Strip(strip) => (self.at - len + strip, &[]),
        };
        if field.kind == Kind::Uuid {
            if insert.len() != 16 {
                return Err(WalkError::Impossible {
                    path: field.path,
                    what: "a uuid has 16 bytes",
                });
            }
            self.edits.replace(start, self.at, |out| out.put_slice(insert));
            return Ok(());
        }
        let new_len = insert.len() + (self.at - kept_from);
        let max = if field.kind == Kind::Text { MAX_TEXT } else { MAX_BYTES };
        if new_len > max {
            return Err(WalkError::Impossible { path: field.path, what: "it becomes too long" });
        }
        let (flexible, wide) = (self.flexible, field.kind != Kind::Text);
        self.edits.replace(start, kept_from, |out| {
            put_length(out, flexible, wide, new_len);
            out.put_slice(insert);
        });
        Ok(())
    }

    fn drop_element(&mut self) -> Result<(), WalkError<V::Error>> {
        if !self.in_element {
            return Err(self.impossible("it is in no array"));
        }
        self.dropping = true;
        Ok(())
    }

    fn array(&mut self, field: &'static Field) -> Result<(), WalkError<V::Error>> {
        let start = self.at;
        let mark = self.edits.mark();
        let count = self.length(true)?;
        if !self.dropping {
            self.visitor.array(field, count).map_err(WalkError::Refused)?;
        }
        let Some(count) = count else {
            return if field.is_nullable(self.version) {
                Ok(())
            } else {
                Err(self.malformed("null where an array is required"))
            };
        };
        // Not even an empty structure may come more often than there are bytes left: each flexible
        // structure takes a byte, and no other is empty.
        let least = field.kind.width().unwrap_or(1);
        let left = self.limit - self.at;
        if count.checked_mul(least).is_none_or(|needed| needed > left) {
            return Err(self.malformed("an array has more elements than bytes are left"));
        }
        if field.kind.width().is_some() && field.kind != Kind::Uuid {
            return self.take(count * least).map(drop);
        }
        let (count_end, outer_dropping) = (self.at, self.dropping);
        let outer_element = std::mem::replace(&mut self.in_element, true);
        let mut kept = count;
        for _ in 0..count {
            let (from, before) = (self.at, self.edits.mark());
            if field.kind == Kind::Structure && !self.dropping {
                self.visitor.element(field).map_err(WalkError::Refused)?;
            }
            self.path = field.path;
            self.single(field)?;
            if self.dropping && !outer_dropping {
                self.dropping = false;
                kept -= 1;
                self.edits.rewind(before);
                self.edits.remove(from, self.at);
            }
        }
        self.in_element = outer_element;
        if kept != count {
            let flexible = self.flexible;
            self.edits.insert(mark, start, count_end, |out| {
                put_length(out, flexible, true, kept);
            });
        }
        Ok(())
    }

    fn tagged(&mut self, fields: &'static [Field]) -> Result<(), WalkError<V::Error>> {
        for _ in 0..self.uvarint()? {
            let tag = self.uvarint()?;
            let size_at = self.at;
            let size = usize::try_from(self.uvarint()?).unwrap_or(usize::MAX);
            let content_at = self.at;
            if size > self.limit - content_at {
                return Err(self.malformed("a tagged field goes beyond the end"));
            }
            let known = fields.iter().find(|f| f.tag == Some(tag) && f.is_in(self.version));
            let Some(field) = known else {
                self.at += size;
                continue;
            };
            let mark = self.edits.mark();
            let outer = std::mem::replace(&mut self.limit, content_at + size);
            self.field(field)?;
            if self.at != self.limit {
                return Err(self.malformed("a tagged field is shorter than it announces"));
            }
            self.limit = outer;
            let (added, removed) = self.edits.delta(mark);
            if added != removed {
                // Both a shrunken and a grown size stay far below the limit of a frame.
                let new = u32::try_from(size + added - removed)
                    .map_err(|_| self.impossible("it becomes too long"))?;
                self.edits.insert(mark, size_at, content_at, |out| put_uvarint(out, new));
            }
        }
        Ok(())
    }
}

/// Writes the length of a text, byte string or array. Callers have checked that it fits.
fn put_length(out: &mut bytes::BytesMut, flexible: bool, wide: bool, len: usize) {
    let len = u32::try_from(len).unwrap_or(u32::MAX);
    if flexible {
        put_uvarint(out, len.saturating_add(1));
    } else if wide {
        out.put_u32(len);
    } else {
        out.put_u16(u16::try_from(len).unwrap_or(u16::MAX));
    }
}
