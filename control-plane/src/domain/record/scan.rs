//! What of a topic is still to be read: its text form is what a page token holds.

use std::{collections::BTreeMap, fmt, ops::Range, str::FromStr};

/// Which end of the offsets comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The oldest first.
    Forward,
    /// The newest first.
    Backward,
}

/// The offsets that are still to be read. Within a partition they are without gaps, so that going on
/// neither repeats nor leaves out a record, whatever is written or removed meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// From which end they are read.
    pub direction: Direction,
    /// How many offsets there were at the beginning.
    pub total: u64,
    /// By partition; none of them empty.
    pub rest: BTreeMap<i32, Range<i64>>,
}

fn count(rest: &BTreeMap<i32, Range<i64>>) -> u64 {
    rest.values().map(|range| range.end.abs_diff(range.start)).fold(0, u64::saturating_add)
}

impl Scan {
    /// All that is to be read.
    pub fn new(direction: Direction, mut ranges: BTreeMap<i32, Range<i64>>) -> Self {
        ranges.retain(|_, range| !range.is_empty());
        Self { direction, total: count(&ranges), rest: ranges }
    }

    /// What is left of it.
    #[must_use]
    pub fn with_rest(&self, mut rest: BTreeMap<i32, Range<i64>>) -> Self {
        rest.retain(|_, range| !range.is_empty());
        Self { rest, ..*self }
    }

    /// Whether everything was read.
    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// How many offsets were read.
    pub fn scanned(&self) -> u64 {
        self.total.saturating_sub(count(&self.rest))
    }
}

impl fmt::Display for Scan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = match self.direction {
            Direction::Forward => "forward",
            Direction::Backward => "backward",
        };
        write!(f, "{direction} {}", self.total)?;
        for (partition, range) in &self.rest {
            write!(f, " {partition}:{}:{}", range.start, range.end)?;
        }
        Ok(())
    }
}

/// The text is no scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a direction, a number and ranges of offsets")]
pub struct NoScan;

impl FromStr for Scan {
    type Err = NoScan;

    fn from_str(text: &str) -> Result<Self, NoScan> {
        fn number<T: FromStr>(text: Option<&str>) -> Result<T, NoScan> {
            text.and_then(|text| text.parse().ok()).ok_or(NoScan)
        }
        let mut words = text.split(' ');
        let direction = match words.next() {
            Some("forward") => Direction::Forward,
            Some("backward") => Direction::Backward,
            _ => return Err(NoScan),
        };
        let total = number(words.next())?;
        let rest = words.map(|word| {
            let mut parts = word.split(':');
            let partition = number(parts.next())?;
            let range = number(parts.next())?..number(parts.next())?;
            if range.is_empty() || parts.next().is_some() {
                Err(NoScan)
            } else {
                Ok((partition, range))
            }
        });
        Ok(Self { direction, total, rest: rest.collect::<Result<_, _>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_reads_back_and_counts_what_it_has_behind_it() {
        let ranges = BTreeMap::from([(0, 5..15), (1, 0..0), (7, i64::MAX - 2..i64::MAX)]);
        let scan = Scan::new(Direction::Backward, ranges);
        assert_eq!((scan.total, scan.scanned(), scan.rest.len()), (12, 0, 2));
        let later = scan.with_rest(BTreeMap::from([(0, 5..9), (7, 3..3)]));
        assert_eq!((later.scanned(), later.is_done()), (8, false));
        for scan in [scan, later.clone(), later.with_rest(BTreeMap::new())] {
            assert_eq!(scan.to_string().parse(), Ok(scan));
        }
    }

    #[test]
    fn other_texts_are_no_scans() {
        for text in
            ["", "forward", "sideways 1", "forward 1 0", "forward 1 0:5:5", "forward 1 0:1:2:3"]
        {
            assert_eq!(text.parse::<Scan>(), Err(NoScan), "{text}");
        }
    }
}
