//! The changes to a body: which bytes go, and what stands in their place.

use bytes::{Bytes, BytesMut};

/// One change. Replacements lie in the scratch buffer.
#[derive(Debug, Clone, Copy)]
struct Edit {
    /// First byte of the body that goes.
    start: usize,
    /// First byte of the body that stays again.
    end: usize,
    /// First byte of the replacement.
    from: usize,
    /// The byte after the replacement.
    to: usize,
}

/// Changes to one body, in the order of their places. Kept by a connection and used again for each
/// body, so that the steady state allocates nothing.
#[derive(Debug, Default)]
pub struct Edits {
    list: Vec<Edit>,
    scratch: BytesMut,
}

/// A place to come back to: see [`Edits::rewind`] and [`Edits::insert`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark(usize, usize);

impl Edits {
    /// Forgets all changes.
    pub fn clear(&mut self) {
        self.list.clear();
        self.scratch.clear();
    }

    /// Whether the body stays as it is.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Length of the new body, given that of the old.
    pub fn output_len(&self, body_len: usize) -> usize {
        self.list
            .iter()
            .fold(body_len, |len, edit| len + edit.to - edit.from - (edit.end - edit.start))
    }

    /// The new body as slices, for a vectored write.
    pub fn chunks<'a>(&'a self, body: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        let tail = self.list.last().map_or(0, |edit| edit.end);
        let mut kept_from = 0;
        self.list
            .iter()
            .flat_map(move |edit| {
                let kept = &body[kept_from..edit.start];
                kept_from = edit.end;
                [kept, &self.scratch[edit.from..edit.to]]
            })
            .chain([&body[tail..]])
            .filter(|chunk| !chunk.is_empty())
    }

    /// The new body as owned slices, without copying what stays; forgets the changes.
    pub fn take_slices(&mut self, body: &Bytes, out: &mut impl Extend<Bytes>) {
        let scratch = self.scratch.split().freeze();
        let mut kept_from = 0;
        let mut put = |chunk: Bytes| {
            if !chunk.is_empty() {
                out.extend([chunk]);
            }
        };
        for edit in self.list.drain(..) {
            put(body.slice(kept_from..edit.start));
            put(scratch.slice(edit.from..edit.to));
            kept_from = edit.end;
        }
        put(body.slice(kept_from..));
    }

    /// Appends the new body to a buffer.
    pub fn apply(&self, body: &[u8], out: &mut BytesMut) {
        out.reserve(self.output_len(body.len()));
        for chunk in self.chunks(body) {
            out.extend_from_slice(chunk);
        }
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.list.len(), self.scratch.len())
    }

    /// Takes back everything since the mark.
    pub(super) fn rewind(&mut self, mark: Mark) {
        self.list.truncate(mark.0);
        self.scratch.truncate(mark.1);
    }

    /// Replaces `start..end`, which lies after all earlier changes, by what `write` appends.
    pub(super) fn replace(&mut self, start: usize, end: usize, write: impl FnOnce(&mut BytesMut)) {
        let edit = self.edit(start, end, write);
        self.list.push(edit);
    }

    /// Replaces `start..end`, which lies before all changes since the mark.
    pub(super) fn insert(
        &mut self,
        mark: Mark,
        start: usize,
        end: usize,
        write: impl FnOnce(&mut BytesMut),
    ) {
        let edit = self.edit(start, end, write);
        self.list.insert(mark.0, edit);
    }

    /// Removes `start..end`, which lies after all earlier changes.
    pub(super) fn remove(&mut self, start: usize, end: usize) {
        let here = self.scratch.len();
        match self.list.last_mut() {
            Some(last) if last.end == start && last.from == last.to => last.end = end,
            _ => self.list.push(Edit { start, end, from: here, to: here }),
        }
    }

    /// Bytes added and bytes removed since the mark.
    pub(super) fn delta(&self, mark: Mark) -> (usize, usize) {
        self.list[mark.0..].iter().fold((0, 0), |(added, removed), edit| {
            (added + edit.to - edit.from, removed + edit.end - edit.start)
        })
    }

    fn edit(&mut self, start: usize, end: usize, write: impl FnOnce(&mut BytesMut)) -> Edit {
        let from = self.scratch.len();
        write(&mut self.scratch);
        Edit { start, end, from, to: self.scratch.len() }
    }
}
