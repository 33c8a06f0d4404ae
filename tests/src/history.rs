//! What producers were told and what consumers read, and whether the two fit together.
//!
//! A [`History`] is recorded while something breaks ([`load`]) and judged afterwards: nothing that was
//! acknowledged is missing, nothing is there twice, nobody saw another order or another value at the
//! same place, and no client met an error that it could not get over by trying again.

pub mod load;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fmt,
    time::Duration,
};

/// A value that is produced once: the `sequence`th of a producer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value {
    /// Which producer.
    pub producer: u32,
    /// How many that producer sent before.
    pub sequence: u64,
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.producer, self.sequence)
    }
}

impl Value {
    /// The value of a record's payload.
    pub fn parse(payload: &[u8]) -> Option<Self> {
        let (producer, sequence) = std::str::from_utf8(payload).ok()?.split_once('/')?;
        Some(Self { producer: producer.parse().ok()?, sequence: sequence.parse().ok()? })
    }
}

/// Where a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Its partition.
    pub partition: i32,
    /// Its offset.
    pub offset: i64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.partition, self.offset)
    }
}

/// An acknowledgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ack {
    /// Of which value.
    pub value: Value,
    /// In which partition the broker said it is.
    pub partition: i32,
    /// Where in it. A broker that is sent again what it has already does not know that any more.
    pub offset: Option<i64>,
    /// When, since the recording began.
    pub at: Duration,
}

impl Ack {
    /// Where the broker said the value is, if it said so exactly.
    pub fn place(&self) -> Option<Place> {
        self.offset.map(|offset| Place { partition: self.partition, offset })
    }
}

/// What somebody has read, to be searched.
#[derive(Debug)]
pub struct Found {
    at: HashMap<Place, Value>,
    in_partition: HashSet<(i32, Value)>,
}

impl Found {
    /// Of these reads.
    pub fn of(read: &[(Place, Value)]) -> Self {
        Self {
            at: read.iter().copied().collect(),
            in_partition: read.iter().map(|(place, value)| (place.partition, *value)).collect(),
        }
    }

    /// Whether what was acknowledged is among them, where it should be.
    pub fn has(&self, ack: &Ack) -> bool {
        match ack.place() {
            Some(place) => self.at.get(&place) == Some(&ack.value),
            None => self.in_partition.contains(&(ack.partition, ack.value)),
        }
    }
}

/// Everything that clients saw.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// What producers were told.
    pub acks: Vec<Ack>,
    /// What the members of the group read while it happened.
    pub by_group: Vec<(Place, Value)>,
    /// What one reader found afterwards, from beginning to end.
    pub by_reader: Vec<(Place, Value)>,
    /// What clients could not get over.
    pub errors: Vec<String>,
}

/// What must not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// Acknowledged, and not where the acknowledgement said.
    Lost {
        /// What.
        ack: Ack,
        /// Who looked for it.
        by: &'static str,
    },
    /// Stored more than once.
    Duplicate {
        /// What.
        value: Value,
        /// Where.
        places: Vec<Place>,
    },
    /// Two values at one place.
    Rewritten {
        /// Where.
        place: Place,
        /// What was seen there.
        values: Vec<Value>,
    },
    /// A producer's values in another order than it sent them.
    Reordered {
        /// What comes too late.
        value: Value,
        /// Where.
        place: Place,
        /// What comes before it.
        after: Value,
    },
    /// A client met an error that it could not get over.
    Error(String),
}

/// All violations in a history; empty if clients saw what Kafka promises.
pub fn violations(history: &History) -> Vec<Violation> {
    let mut found: Vec<_> = history.errors.iter().cloned().map(Violation::Error).collect();
    let mut at: BTreeMap<Place, BTreeSet<Value>> = BTreeMap::new();
    let acked = history.acks.iter().filter_map(|ack| Some((ack.place()?, ack.value)));
    let seen = acked.chain(history.by_group.iter().copied());
    for (place, value) in seen.chain(history.by_reader.iter().copied()) {
        at.entry(place).or_default().insert(value);
    }
    for (by, read) in [("group", &history.by_group), ("reader", &history.by_reader)] {
        let read = Found::of(read);
        let lost = history.acks.iter().filter(|ack| !read.has(ack));
        found.extend(lost.map(|ack| Violation::Lost { ack: *ack, by }));
    }
    found.extend(rewritten(&at));
    found.extend(duplicates(&at));
    found.extend(reordered(&at));
    found
}

type Log = BTreeMap<Place, BTreeSet<Value>>;

fn rewritten(at: &Log) -> impl Iterator<Item = Violation> {
    at.iter().filter(|(_, values)| values.len() > 1).map(|(place, values)| Violation::Rewritten {
        place: *place,
        values: values.iter().copied().collect(),
    })
}

fn duplicates(at: &Log) -> impl Iterator<Item = Violation> {
    let mut places: BTreeMap<Value, Vec<Place>> = BTreeMap::new();
    for (place, values) in at {
        for value in values {
            places.entry(*value).or_default().push(*place);
        }
    }
    let twice = places.into_iter().filter(|(_, places)| places.len() > 1);
    twice.map(|(value, places)| Violation::Duplicate { value, places })
}

fn reordered(at: &Log) -> Vec<Violation> {
    let (mut last, mut found) = (BTreeMap::new(), Vec::new());
    // Places come partition by partition, with rising offsets.
    for (place, value) in at.iter().flat_map(|(place, values)| values.iter().map(|v| (*place, *v)))
    {
        let before = last.entry((place.partition, value.producer)).or_insert(value);
        if value < *before {
            found.push(Violation::Reordered { value, place, after: *before });
        }
        *before = value.max(*before);
    }
    found
}

/// The longest time between `from` and `until` in which one of the partitions got no acknowledgement.
pub fn longest_gap(acks: &[Ack], partitions: i32, from: Duration, until: Duration) -> Duration {
    let gap_of = |partition| {
        let times = acks.iter().filter(|ack| ack.partition == partition).map(|ack| ack.at);
        let mut times: Vec<_> = times.filter(|at| (from..=until).contains(at)).collect();
        times.extend([from, until]);
        times.sort_unstable();
        times.windows(2).map(|two| two[1].saturating_sub(two[0])).max().unwrap_or_default()
    };
    (0..partitions).map(gap_of).max().unwrap_or_default()
}
