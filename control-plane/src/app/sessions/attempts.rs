//! Limits on failed sign-ins, in bounded memory.
//!
//! Each failure costs the pair of account and address a point, and the address one; points come
//! back with time. The right password costs nothing, so the owner of an account under attack signs
//! in from their own address as always. Counters live in two fixed tables indexed by two keyed
//! hashes, and a key is refused only if both its counters are empty: memory does not grow with the
//! number of attackers, and an innocent key is rarely in bad company twice.

use std::{net::IpAddr, sync::Mutex};

use ring::hmac;
use wire::{clock::UnixMillis, entropy::Entropy};

use super::super::AppError;

const SLOTS: usize = 4096;

/// How many failures, and how soon they are forgiven.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    points: f64,
    millis_per_point: f64,
}

const PER_ACCOUNT_AND_ADDRESS: Allowance = Allowance { points: 10.0, millis_per_point: 6_000.0 };
const PER_ADDRESS: Allowance = Allowance { points: 60.0, millis_per_point: 1_000.0 };

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

/// The counters of all recent failures.
#[derive(Debug)]
pub struct Attempts {
    key: hmac::Key,
    tables: Mutex<[Vec<Counter>; 2]>,
}

/// One attempt; it counts as a failure unless it is said to have succeeded.
#[must_use]
pub struct Attempt<'a> {
    attempts: &'a Attempts,
    keys: [([usize; 2], Allowance); 2],
}

impl Attempts {
    /// No failures yet.
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, &entropy.bytes::<32>()),
            tables: Mutex::new([(); 2].map(|()| vec![Counter::default(); SLOTS])),
        }
    }

    /// Pays for an attempt in advance, or refuses it. Paying first keeps parallel guesses from all
    /// seeing the last point.
    pub fn begin(
        &self,
        now: UnixMillis,
        account: &str,
        address: Option<IpAddr>,
    ) -> Result<Attempt<'_>, AppError> {
        let address = address.map_or_else(String::new, |address| address.to_string());
        let account = account.trim().to_ascii_lowercase();
        let keys = [
            (self.slots(&format!("account\n{address}\n{account}")), PER_ACCOUNT_AND_ADDRESS),
            (self.slots(&format!("address\n{address}")), PER_ADDRESS),
        ];
        let mut tables = self.tables.lock().expect("no code panics while it holds this lock");
        for (slots, allowance) in keys {
            let least = (0..2)
                .map(|t| tables[t][slots[t]].spent_at(now, allowance))
                .fold(f64::INFINITY, f64::min);
            let missing = least + 1.0 - allowance.points;
            if missing > 0.0 {
                let wait = std::time::Duration::from_secs_f64(
                    missing * allowance.millis_per_point / 1000.0,
                );
                return Err(AppError::RateLimited { retry_after_s: wait.as_secs() + 1 });
            }
        }
        for (slots, allowance) in keys {
            for (table, slot) in tables.iter_mut().zip(slots) {
                let spent = table[slot].spent_at(now, allowance) + 1.0;
                table[slot] = Counter { spent: spent.min(allowance.points), at: now };
            }
        }
        Ok(Attempt { attempts: self, keys })
    }

    fn slots(&self, key: &str) -> [usize; 2] {
        let tag = hmac::sign(&self.key, key.as_bytes());
        let slot = |at: usize| {
            usize::from(u16::from_be_bytes([tag.as_ref()[at], tag.as_ref()[at + 1]])) % SLOTS
        };
        [slot(0), slot(2)]
    }
}

impl Attempt<'_> {
    /// Returns what was paid.
    pub fn succeeded(self) {
        let mut tables = self.attempts.tables.lock().expect("no code panics with this lock");
        for (slots, _) in self.keys {
            for (table, slot) in tables.iter_mut().zip(slots) {
                table[slot].spent = (table[slot].spent - 1.0).max(0.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use wire::entropy::SeededEntropy;

    use super::*;

    const ONE: Option<IpAddr> = Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)));
    const TWO: Option<IpAddr> = Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2)));

    #[test]
    fn guessing_is_slowed_and_the_owner_is_not() {
        let attempts = Attempts::new(&SeededEntropy::new(1));
        for n in 0..10 {
            assert!(attempts.begin(0, "ada@example.com", ONE).is_ok(), "attempt {n}");
        }
        let refused = attempts.begin(0, "Ada@Example.com ", ONE).err().unwrap();
        assert!(matches!(refused, AppError::RateLimited { retry_after_s: 1..=7 }), "{refused:?}");
        for _ in 0..100 {
            let attempt = attempts.begin(0, "ada@example.com", TWO);
            attempt.expect("the owner is locked out by somebody else's guesses").succeeded();
        }
        assert!(attempts.begin(6_500, "ada@example.com", ONE).is_ok(), "never forgiven");
        assert!(attempts.begin(6_500, "ada@example.com", ONE).is_err());
    }

    #[test]
    fn one_address_cannot_try_every_account() {
        let attempts = Attempts::new(&SeededEntropy::new(1));
        let allowed = (0..1000)
            .filter(|n| attempts.begin(0, &format!("user{n}@example.com"), ONE).is_ok())
            .count();
        assert_eq!(allowed, 60);
        assert!(attempts.begin(0, "ada@example.com", TWO).is_ok());
    }
}
