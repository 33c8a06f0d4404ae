//! Allowances that come back with time, in bounded memory.
//!
//! Whoever does something pays for it with points. Counters live in two fixed tables indexed by two
//! keyed hashes, and a key is refused only if both its counters are empty: memory does not grow with
//! the number of keys, and an innocent key is rarely in bad company twice.

use std::{
    sync::{Mutex, MutexGuard},
    time::Duration,
};

use ring::hmac;
use wire::{clock::UnixMillis, entropy::Entropy};

const SLOTS: usize = 4096;

/// How many points a key has, and how soon they come back.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    /// All there are.
    pub points: f64,
    /// Until one is back.
    pub millis_per_point: f64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counter {
    spent: f64,
    at: UnixMillis,
}

impl Counter {
    fn spent_at(self, now: UnixMillis, allowance: Allowance) -> f64 {
        let elapsed = u32::try_from((now - self.at).max(0)).unwrap_or(u32::MAX);
        (self.spent - f64::from(elapsed) / allowance.millis_per_point).max(0.0)
    }
}

type Tables = [Vec<Counter>; 2];

/// What every key has spent.
#[derive(Debug)]
pub struct Ledger {
    key: hmac::Key,
    tables: Mutex<Tables>,
}

/// Where a point of a key was taken from.
pub type Slots = [usize; 2];

impl Ledger {
    /// Nothing is spent yet.
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, &entropy.bytes::<32>()),
            tables: Mutex::new([(); 2].map(|()| vec![Counter::default(); SLOTS])),
        }
    }

    /// Takes a point from each of the keys, or says how long one of them has none.
    pub fn spend<const N: usize>(
        &self,
        now: UnixMillis,
        keys: [(&str, Allowance); N],
    ) -> Result<[Slots; N], Duration> {
        let keys = keys.map(|(key, allowance)| (self.slots(key), allowance));
        let mut tables = self.tables();
        for (slots, allowance) in keys {
            let least = (0..2)
                .map(|t| tables[t][slots[t]].spent_at(now, allowance))
                .fold(f64::INFINITY, f64::min);
            let missing = least + 1.0 - allowance.points;
            if missing > 0.0 {
                let wait = missing * allowance.millis_per_point / 1000.0;
                return Err(Duration::from_secs_f64(wait));
            }
        }
        for (slots, allowance) in keys {
            for (table, slot) in tables.iter_mut().zip(slots) {
                let spent = table[slot].spent_at(now, allowance) + 1.0;
                table[slot] = Counter { spent: spent.min(allowance.points), at: now };
            }
        }
        Ok(keys.map(|(slots, _)| slots))
    }

    /// Gives back what [`Self::spend`] took.
    pub fn give_back<const N: usize>(&self, spent: [Slots; N]) {
        let mut tables = self.tables();
        for slots in spent {
            for (table, slot) in tables.iter_mut().zip(slots) {
                table[slot].spent = (table[slot].spent - 1.0).max(0.0);
            }
        }
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().expect("no code panics while it holds this lock")
    }

    fn slots(&self, key: &str) -> Slots {
        let tag = hmac::sign(&self.key, key.as_bytes());
        let slot = |at: usize| {
            usize::from(u16::from_be_bytes([tag.as_ref()[at], tag.as_ref()[at + 1]])) % SLOTS
        };
        [slot(0), slot(2)]
    }
}
