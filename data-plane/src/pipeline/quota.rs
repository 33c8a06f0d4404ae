//! Byte rates: what a tenant may move per second, and what it owes after having moved more.
//!
//! A [`Meter`] is a virtual schedule (GCRA): every byte takes its share of a second, and the meter
//! remembers up to when the bytes already moved have used up the time. Being ahead of the clock is
//! debt. Bytes are charged once their number is known and never refused; the next request that moves
//! bytes waits until the debt is paid, and responses tell the client about it.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use wire::clock::UnixMillis;

/// Unused time that a tenant keeps: how much it may exceed its rate for a moment.
const BURST_MICROS: i64 = 250_000;

/// No debt is remembered for longer, so that a limit set too low by mistake heals after a change.
const LONGEST_DEBT_MICROS: i64 = 600_000_000;

/// One direction of one tenant.
#[derive(Debug, Default)]
pub struct Meter {
    /// Microseconds since the epoch up to which the moved bytes have used up the time.
    used_up_to: AtomicI64,
}

impl Meter {
    /// Counts `bytes` against `rate` (bytes per second) and returns the debt that they leave.
    pub fn charge(&self, bytes: u64, rate: u64, now: UnixMillis) -> Duration {
        let now = now.saturating_mul(1_000);
        let cost = i64::try_from(u128::from(bytes) * 1_000_000 / u128::from(rate.max(1)))
            .unwrap_or(LONGEST_DEBT_MICROS);
        let next = |used: i64| {
            used.max(now - BURST_MICROS).saturating_add(cost).min(now + LONGEST_DEBT_MICROS)
        };
        let before = self
            .used_up_to
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| Some(next(used)))
            .unwrap_or_default();
        debt(next(before), now)
    }

    /// How long until what was moved is paid for.
    pub fn debt(&self, now: UnixMillis) -> Duration {
        debt(self.used_up_to.load(Ordering::Relaxed), now.saturating_mul(1_000))
    }
}

fn debt(used_up_to: i64, now: i64) -> Duration {
    Duration::from_micros(u64::try_from(used_up_to - now).unwrap_or(0))
}

/// The part of a tenant's rate that this gateway admits: all of it. Gateways do not know of one
/// another's traffic, and a fixed split would starve a tenant whose busy partitions are led by one
/// broker. So in a cluster of n brokers a tenant that spreads its load evenly may move up to n times
/// its rate; a split by what gateways really move changes this function only.
pub const fn share(cluster_wide: u64) -> u64 {
    cluster_wide
}

#[cfg(test)]
mod tests {
    use wire::clock::{Clock as _, ManualClock};

    use super::*;

    #[test]
    fn debt_is_what_exceeds_rate_and_burst() {
        let (meter, clock) = (Meter::default(), ManualClock::at(1_790_000_000_000));
        assert_eq!(meter.charge(250, 1_000, clock.now()), Duration::ZERO);
        assert_eq!(meter.charge(1_000, 1_000, clock.now()), Duration::from_secs(1));
        clock.advance(400);
        assert_eq!(meter.debt(clock.now()), Duration::from_millis(600));
        clock.advance(600);
        assert_eq!(meter.debt(clock.now()), Duration::ZERO);
    }

    #[test]
    fn waiting_for_the_debt_admits_the_rate_within_five_percent_over_ten_seconds() {
        for chunk in [700, 4_000, 50_000] {
            let (meter, clock) = (Meter::default(), ManualClock::at(1_790_000_000_000));
            let (start, mut admitted) = (clock.now(), 0);
            while clock.now() < start + 10_000 {
                meter.charge(chunk, 100_000, clock.now());
                admitted += chunk;
                let debt = meter.debt(clock.now()).as_millis();
                clock.advance(i64::try_from(debt).unwrap().max(1));
            }
            assert!((950_000..=1_050_000).contains(&admitted), "{chunk}: {admitted}");
        }
    }

    #[test]
    fn a_changed_rate_applies_to_the_next_bytes() {
        let (meter, clock) = (Meter::default(), ManualClock::at(1_790_000_000_000));
        meter.charge(250, 1_000, clock.now());
        assert_eq!(meter.charge(1_000, 10_000, clock.now()), Duration::from_millis(100));
    }

    #[test]
    fn hostile_sizes_and_rates_do_not_overflow() {
        let meter = Meter::default();
        let debt = meter.charge(u64::MAX, 0, UnixMillis::MAX / 1_000_000);
        assert!(debt <= Duration::from_micros(LONGEST_DEBT_MICROS.unsigned_abs()));
        assert!(debt >= Duration::from_secs(1));
    }
}
