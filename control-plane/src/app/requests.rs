//! How often one caller may ask.
//!
//! A program that asks in a loop would otherwise take the database from everybody. Each control plane
//! counts for itself, so with several a caller may have as many times as much.

use wire::{clock::UnixMillis, entropy::Entropy};

use super::{
    AppError, Caller,
    allowance::{Allowance, Ledger},
};

/// How long a caller may have saved up for.
const BURST_SECONDS: f64 = 4.0;

/// What callers have asked lately.
#[derive(Debug)]
pub struct Requests {
    ledger: Ledger,
    allowance: Allowance,
}

impl Requests {
    /// Nobody has asked yet.
    pub fn new(entropy: &dyn Entropy, per_second: u32) -> Self {
        let per_second = f64::from(per_second);
        let allowance =
            Allowance { points: per_second * BURST_SECONDS, millis_per_point: 1000.0 / per_second };
        Self { ledger: Ledger::new(entropy), allowance }
    }

    /// Counts one more request of a caller, or refuses it. A person has one allowance for all their
    /// sessions, and each API token one of its own.
    pub fn admit(&self, now: UnixMillis, caller: &Caller) -> Result<(), AppError> {
        let spent = self.ledger.spend(now, [(&caller.actor.id(), self.allowance)]);
        spent.map(drop).map_err(AppError::rate_limited)
    }
}

#[cfg(test)]
mod tests {
    use wire::{
        clock::ManualClock,
        entropy::SeededEntropy,
        ids::{OrgId, SessionId, TokenId, UserId},
    };

    use super::*;
    use crate::domain::access::{Actor, Origin};

    #[test]
    fn each_caller_has_an_allowance_that_comes_back() {
        let (clock, entropy) = (ManualClock::at(1), SeededEntropy::new(1));
        let user = UserId::new(&clock, &entropy);
        let person = || {
            let session = SessionId::new(&clock, &entropy);
            let actor = Actor::User { id: user, session, operator: false };
            Caller { actor, origin: Origin::default() }
        };
        let (id, org) = (TokenId::new(&clock, &entropy), OrgId::new(&clock, &entropy));
        let token = Caller { actor: Actor::Token { id, org }, origin: Origin::default() };
        let requests = Requests::new(&entropy, 50);
        let admitted = |now, caller: &Caller| {
            (0..1000).filter(|_| requests.admit(now, caller).is_ok()).count()
        };

        assert_eq!(admitted(0, &person()), 200);
        let refused = requests.admit(0, &person()).unwrap_err();
        assert!(matches!(refused, AppError::RateLimited { retry_after_s: 1 }), "{refused:?}");
        assert_eq!(admitted(0, &token), 200, "somebody else's requests were counted");
        assert_eq!(admitted(1_000, &person()), 50);
        assert_eq!(admitted(3_600_000, &person()), 200);
    }
}
