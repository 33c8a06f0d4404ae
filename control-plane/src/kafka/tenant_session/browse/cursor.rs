//! Where the reading of one partition stands.

use std::{collections::VecDeque, ops::Range};

use crate::domain::record::{Direction, ShownRecord};

/// The widest piece that is read backward.
const MAX_STEP: i64 = 4096;

/// One partition: the offsets that are still to be read, and records found before them that were
/// not taken yet.
#[derive(Debug)]
pub(super) struct Cursor {
    pub(super) partition: i32,
    pub(super) leader: i32,
    direction: Direction,
    unread: Range<i64>,
    /// In the direction of reading.
    found: VecDeque<ShownRecord>,
    /// How many offsets are read at a time backward.
    step: i64,
}

impl Cursor {
    pub(super) fn new(
        direction: Direction,
        partition: i32,
        leader: i32,
        unread: Range<i64>,
    ) -> Self {
        Self { partition, leader, direction, unread, found: VecDeque::new(), step: 64 }
    }

    /// Whether nothing is found that could be taken and there is more to read.
    pub(super) fn needs_more(&self) -> bool {
        self.found.is_empty() && !self.unread.is_empty()
    }

    /// What to read next.
    pub(super) fn piece(&self) -> Range<i64> {
        match self.direction {
            Direction::Forward => self.unread.clone(),
            Direction::Backward => {
                let start = self.unread.end.saturating_sub(self.step).max(self.unread.start);
                start..self.unread.end
            }
        }
    }

    /// A piece cannot be read at once. Only whole pieces count backward, so try a smaller one;
    /// false if there is none.
    pub(super) fn narrow(&mut self) -> bool {
        let is_possible = self.direction == Direction::Backward && self.piece_len() > 1;
        self.step = (self.piece_len() / 2).max(1);
        is_possible
    }

    fn piece_len(&self) -> i64 {
        let piece = self.piece();
        piece.end.saturating_sub(piece.start)
    }

    /// The offsets of `piece` before `next` were read, and these records found.
    pub(super) fn advance(&mut self, piece: &Range<i64>, next: i64, found: Vec<ShownRecord>) {
        match self.direction {
            Direction::Forward => {
                self.unread.start = next.clamp(self.unread.start, self.unread.end);
                self.found.extend(found);
            }
            Direction::Backward => {
                self.unread.end = piece.start;
                self.step = self.step.saturating_mul(2).min(MAX_STEP);
                self.found.extend(found.into_iter().rev());
            }
        }
    }

    /// What is before `start` is not held any more.
    pub(super) fn skip_to(&mut self, start: i64) {
        self.unread.start = start.clamp(self.unread.start, self.unread.end);
    }

    /// Whether it reads backward, so that a piece counts only as a whole.
    pub(super) fn is_backward(&self) -> bool {
        self.direction == Direction::Backward
    }

    pub(super) fn peek(&self) -> Option<&ShownRecord> {
        self.found.front()
    }

    pub(super) fn take(&mut self) -> Option<ShownRecord> {
        self.found.pop_front()
    }

    /// What is left to read by somebody who knows only the records that were taken.
    pub(super) fn rest(&self) -> Range<i64> {
        match (self.peek(), self.direction) {
            (None, _) => self.unread.clone(),
            (Some(next), Direction::Forward) => next.offset..self.unread.end,
            (Some(next), Direction::Backward) => self.unread.start..next.offset.saturating_add(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::TimestampType;

    fn records(offsets: &[i64]) -> Vec<ShownRecord> {
        let record = |offset: &i64| ShownRecord {
            partition: 0,
            offset: *offset,
            timestamp: 0,
            timestamp_type: TimestampType::CreateTime,
            key: None,
            value: None,
            headers: Vec::new(),
        };
        offsets.iter().map(record).collect()
    }

    #[test]
    fn forward_what_was_found_and_not_taken_is_read_again() {
        let mut cursor = Cursor::new(Direction::Forward, 0, 1, 10..100);
        assert_eq!(cursor.piece(), 10..100);
        cursor.advance(&(10..100), 40, records(&[12, 30]));
        assert_eq!((cursor.rest(), cursor.needs_more()), (12..100, false));
        assert_eq!(cursor.take().unwrap().offset, 12);
        assert_eq!(cursor.rest(), 30..100);
        cursor.take();
        assert_eq!((cursor.rest(), cursor.needs_more()), (40..100, true));
        assert!(!cursor.narrow());
        cursor.advance(&(40..100), 150, Vec::new());
        assert!(cursor.rest().is_empty());
    }

    #[test]
    fn backward_pieces_count_as_a_whole_and_the_newest_comes_first() {
        let mut cursor = Cursor::new(Direction::Backward, 0, 1, 10..100);
        assert_eq!(cursor.piece(), 36..100);
        assert!(cursor.narrow());
        let piece = cursor.piece();
        assert_eq!(piece, 68..100);
        cursor.advance(&piece, 100, records(&[70, 90]));
        assert_eq!(cursor.rest(), 10..91);
        assert_eq!(cursor.take().unwrap().offset, 90);
        assert_eq!(cursor.rest(), 10..71);
        cursor.take();
        assert_eq!(cursor.rest(), 10..68);
        assert_eq!(cursor.piece(), 10..68);
        cursor.skip_to(67);
        assert!(!cursor.narrow(), "a single offset is the smallest piece");
    }
}
