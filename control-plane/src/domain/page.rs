//! Lists are read in pages, by the key of the last item seen. Offsets would skip or repeat items
//! when others are added meanwhile.

use std::{fmt, str::FromStr};

use wire::ids::{AuditEventId, ClusterId, OperationId};

use super::clock::{DateTime, Utc};

/// What a list is ordered by, and in which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: OrderBy,
    /// Whether the last comes first.
    pub descending: bool,
}

/// What a list can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderBy {
    /// When an item was created.
    CreatedAt,
    /// What it is called.
    Name,
    /// How many partitions it has.
    Partitions,
    /// How many bytes it has.
    Size,
    /// How many bytes come in.
    BytesIn,
}

impl Order {
    /// The oldest first.
    pub const OLDEST_FIRST: Self = Self { by: OrderBy::CreatedAt, descending: false };
    /// The newest first.
    pub const NEWEST_FIRST: Self = Self { by: OrderBy::CreatedAt, descending: true };
    /// By name.
    pub const BY_NAME: Self = Self { by: OrderBy::Name, descending: false };
    /// By name, the last first.
    pub const BY_NAME_DESCENDING: Self = Self { by: OrderBy::Name, descending: true };

    /// The text form.
    pub const fn name(self) -> &'static str {
        match (self.by, self.descending) {
            (OrderBy::CreatedAt, false) => "created_at",
            (OrderBy::CreatedAt, true) => "created_at desc",
            (OrderBy::Name, false) => "name",
            (OrderBy::Name, true) => "name desc",
            (OrderBy::Partitions, false) => "partitions",
            (OrderBy::Partitions, true) => "partitions desc",
            (OrderBy::Size, false) => "size",
            (OrderBy::Size, true) => "size desc",
            (OrderBy::BytesIn, false) => "bytes_in",
            (OrderBy::BytesIn, true) => "bytes_in desc",
        }
    }
}

/// What tells the items of a list apart, in its orders.
pub trait Key: fmt::Display + FromStr {
    /// The orders the list can be read in, the usual one first.
    const ORDERS: &'static [Order];
}

impl Key for AuditEventId {
    const ORDERS: &'static [Order] = &[Order::NEWEST_FIRST];
}

impl Key for ClusterId {
    const ORDERS: &'static [Order] = &[Order::OLDEST_FIRST];
}

impl Key for OperationId {
    const ORDERS: &'static [Order] = &[Order::NEWEST_FIRST];
}

/// A name that is unique in its list.
impl Key for String {
    const ORDERS: &'static [Order] = &[Order::BY_NAME, Order::BY_NAME_DESCENDING];
}

/// An item's place in a list that can be read by creation or by name. Neither need be unique: the
/// identifier decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<Id> {
    /// Its identifier.
    pub id: Id,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// What it is called.
    pub name: String,
}

impl<Id: fmt::Display> fmt::Display for Place<Id> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.id, self.created_at.timestamp_micros(), self.name)
    }
}

/// The text is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an identifier, a time and a name")]
pub struct NoPlace;

impl<Id: FromStr> FromStr for Place<Id> {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let mut parts = text.splitn(3, ' ');
        let mut next = || parts.next().ok_or(NoPlace);
        let (id, micros, name) = (next()?, next()?, next()?);
        let micros = micros.parse().map_err(|_| NoPlace)?;
        Ok(Self {
            id: id.parse().map_err(|_| NoPlace)?,
            created_at: DateTime::from_timestamp_micros(micros).ok_or(NoPlace)?,
            name: name.to_owned(),
        })
    }
}

impl<Id: fmt::Display + FromStr> Key for Place<Id> {
    const ORDERS: &'static [Order] =
        &[Order::OLDEST_FIRST, Order::NEWEST_FIRST, Order::BY_NAME, Order::BY_NAME_DESCENDING];
}

/// Which part of a list to read.
#[derive(Debug, Clone)]
pub struct PageRequest<K> {
    /// At most this many items.
    pub limit: u16,
    /// In this order, one of the key's.
    pub order: Order,
    /// Continue after the item with this key.
    pub after: Option<K>,
}

impl<K> PageRequest<K> {
    /// How many rows to fetch: one more than asked for tells whether there is another page.
    pub fn fetch(&self) -> i64 {
        i64::from(self.limit) + 1
    }
}

/// One part of a list.
#[derive(Debug, Clone)]
pub struct Page<T, K> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// The key to continue after, if there is more.
    pub next: Option<K>,
}

impl<T, K> Page<T, K> {
    /// Cuts the rows that [`PageRequest::fetch`] asked for down to a page.
    pub fn cut(mut rows: Vec<T>, request: &PageRequest<K>, key: impl Fn(&T) -> K) -> Self {
        let limit = usize::from(request.limit);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(key) } else { None };
        Self { items: rows, next }
    }

    /// The same page with each item turned into another.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U, K> {
        Page { items: self.items.into_iter().map(turn).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_has_no_next() {
        let request = PageRequest { limit: 2, order: Order::BY_NAME, after: None };
        let page = Page::cut(vec![1, 2, 3], &request, |n| *n);
        assert_eq!((page.items, page.next), (vec![1, 2], Some(2)));
        let page = Page::cut(vec![1, 2], &request, |n| *n);
        assert_eq!((page.items, page.next), (vec![1, 2], None));
    }
    #[test]
    fn a_place_reads_as_it_was_written() {
        let at = DateTime::from_timestamp_micros(1_790_000_000_123_456).unwrap();
        let place = Place { id: 7, created_at: at, name: "Ada Lovelace ".to_owned() };
        assert_eq!(place.to_string().parse(), Ok(place));
        assert_eq!("7 x y".parse::<Place<i32>>(), Err(NoPlace));
    }
}
