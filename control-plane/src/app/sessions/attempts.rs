//! Limits on failed sign-ins, in bounded memory.
//!
//! Each failure costs the pair of account and address a point, and the address one; points come
//! back with time. The right password costs nothing, so the owner of an account under attack signs
//! in from their own address as always.

use std::net::IpAddr;

use wire::{clock::UnixMillis, entropy::Entropy};

use super::super::{
    AppError,
    allowance::{Allowance, Ledger, Slots},
};

const PER_ACCOUNT_AND_ADDRESS: Allowance = Allowance { points: 10.0, millis_per_point: 6_000.0 };
const PER_ADDRESS: Allowance = Allowance { points: 60.0, millis_per_point: 1_000.0 };

/// The points of all recent failures.
#[derive(Debug)]
pub struct Attempts(Ledger);

/// One attempt; it counts as a failure unless it is said to have succeeded.
#[must_use]
pub struct Attempt<'a> {
    ledger: &'a Ledger,
    paid: [Slots; 2],
}

impl Attempts {
    /// No failures yet.
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self(Ledger::new(entropy))
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
            (&*format!("account\n{address}\n{account}"), PER_ACCOUNT_AND_ADDRESS),
            (&*format!("address\n{address}"), PER_ADDRESS),
        ];
        match self.0.spend(now, keys) {
            Ok(paid) => Ok(Attempt { ledger: &self.0, paid }),
            Err(wait) => Err(AppError::rate_limited(wait)),
        }
    }
}

impl Attempt<'_> {
    /// Returns what was paid.
    pub fn succeeded(self) {
        self.ledger.give_back(self.paid);
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
