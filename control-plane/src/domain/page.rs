//! Lists are read in pages, by the key of the last item seen. Offsets would skip or repeat items
//! when others are added meanwhile.

/// Which part of a list to read.
#[derive(Debug, Clone)]
pub struct PageRequest<K> {
    /// At most this many items.
    pub limit: u16,
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
        let request = PageRequest { limit: 2, after: None };
        let page = Page::cut(vec![1, 2, 3], &request, |n| *n);
        assert_eq!((page.items, page.next), (vec![1, 2], Some(2)));
        let page = Page::cut(vec![1, 2], &request, |n| *n);
        assert_eq!((page.items, page.next), (vec![1, 2], None));
    }
}
