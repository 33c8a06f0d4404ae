//! What instances used: a ledger of hours that is kept, and minutes of the last day to look at.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use serde::Deserialize;
use wire::ids::InstanceId;

/// How long minutes are kept: the longest window, and its first step in full.
pub const MINUTES_KEPT: TimeDelta = TimeDelta::hours(25);

/// What one gateway reported of one instance, since its previous report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// Which instance.
    pub instance_id: InstanceId,
    /// Which gateway.
    pub gateway: i32,
    /// When it was reported.
    pub at: DateTime<Utc>,
    /// Bytes of produce requests.
    pub bytes_in: i64,
    /// Bytes of fetch responses.
    pub bytes_out: i64,
    /// Records in produce requests.
    pub records_in: i64,
    /// Requests of any kind.
    pub requests: i64,
    /// Milliseconds for which clients were held back.
    pub throttled_ms: i64,
    /// Connections that were open.
    pub connections: i32,
}

/// The beginning of the hour in which `at` lies.
pub fn hour_of(at: DateTime<Utc>) -> DateTime<Utc> {
    beginning(at, TimeDelta::hours(1))
}

/// The beginning of the minute in which `at` lies.
pub fn minute_of(at: DateTime<Utc>) -> DateTime<Utc> {
    beginning(at, TimeDelta::minutes(1))
}

fn beginning(at: DateTime<Utc>, step: TimeDelta) -> DateTime<Utc> {
    at.duration_trunc(step).unwrap_or(at)
}

/// How far back to look, and how closely.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Window {
    /// An hour, by minutes.
    #[default]
    #[serde(rename = "1h")]
    Hour,
    /// A day, by five minutes.
    #[serde(rename = "24h")]
    Day,
}

impl Window {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Hour, Self::Day];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hour => "1h",
            Self::Day => "24h",
        }
    }

    /// From one point to the next.
    pub const fn step(self) -> TimeDelta {
        match self {
            Self::Hour => TimeDelta::minutes(1),
            Self::Day => TimeDelta::minutes(5),
        }
    }

    /// Where the window that ends at `now` begins.
    pub fn begins(self, now: DateTime<Utc>) -> DateTime<Utc> {
        let length = match self {
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::hours(24),
        };
        beginning(now - length, self.step())
    }
}

/// What one instance used in one minute, all gateways together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UsageMinute {
    /// The minute's beginning.
    pub minute: DateTime<Utc>,
    /// Bytes of produce requests.
    pub bytes_in: i64,
    /// Bytes of fetch responses.
    pub bytes_out: i64,
    /// Records in produce requests.
    pub records_in: i64,
    /// Milliseconds for which clients were held back.
    pub throttled_ms: i64,
    /// The most connections that were open at a time, on each gateway.
    pub connections: i64,
}

/// What one instance used in one step of a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UsagePoint {
    /// The step's beginning.
    pub at: DateTime<Utc>,
    /// Bytes of produce requests.
    pub bytes_in_per_second: f64,
    /// Bytes of fetch responses.
    pub bytes_out_per_second: f64,
    /// Records in produce requests.
    pub records_in_per_second: f64,
    /// Milliseconds for which clients were held back, all connections together.
    pub throttled_ms: i64,
    /// The most connections that were open at a time.
    pub connections: i64,
}

/// The points of a window from `begins` to `ends`, without gaps. The last step may not be over: its
/// rates are those of the part that is.
pub fn points(
    window: Window,
    begins: DateTime<Utc>,
    ends: DateTime<Utc>,
    minutes: &[UsageMinute],
) -> Vec<UsagePoint> {
    let step = window.step();
    let mut points = Vec::new();
    let mut at = begins;
    while at < ends {
        let next = at + step;
        let seconds = (ends.min(next) - at).as_seconds_f64().max(1.0);
        let within = minutes.iter().filter(|held| (at..next).contains(&held.minute));
        let sum = within.fold(UsageMinute::default(), |sum, held| UsageMinute {
            minute: at,
            bytes_in: sum.bytes_in.saturating_add(held.bytes_in),
            bytes_out: sum.bytes_out.saturating_add(held.bytes_out),
            records_in: sum.records_in.saturating_add(held.records_in),
            throttled_ms: sum.throttled_ms.saturating_add(held.throttled_ms),
            connections: sum.connections.max(held.connections),
        });
        points.push(UsagePoint {
            at,
            bytes_in_per_second: rate(sum.bytes_in, seconds),
            bytes_out_per_second: rate(sum.bytes_out, seconds),
            records_in_per_second: rate(sum.records_in, seconds),
            throttled_ms: sum.throttled_ms,
            connections: sum.connections,
        });
        at = next;
    }
    points
}

/// An amount per second, to two decimals.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "nobody looks at the sixteenth digit of a rate"
)]
pub fn rate(amount: i64, seconds: f64) -> f64 {
    (amount as f64 / seconds * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 / 3600 * 3600 + seconds, 0).unwrap()
    }

    #[test]
    fn hours_and_minutes_begin_at_zero() {
        assert_eq!(hour_of(at(3599)), at(0));
        assert_eq!(minute_of(at(119)), at(60));
        assert_eq!(Window::Hour.begins(at(3601)), at(0));
        assert_eq!(Window::Day.begins(at(86_400 + 299)), at(0));
    }

    #[test]
    fn a_window_has_no_gaps_and_ends_with_the_rate_so_far() {
        let minute = |seconds, bytes_in, connections| UsageMinute {
            minute: at(seconds),
            bytes_in,
            connections,
            ..UsageMinute::default()
        };
        let minutes = [minute(0, 6_000, 2), minute(120, 90, 5)];
        let points = points(Window::Hour, at(0), at(150), &minutes);
        let shown: Vec<_> =
            points.iter().map(|p| (p.at, p.bytes_in_per_second, p.connections)).collect();
        assert_eq!(shown, [(at(0), 100.0, 2), (at(60), 0.0, 0), (at(120), 3.0, 5)]);

        let day = super::points(Window::Day, at(0), at(300), &minutes);
        assert_eq!((day.len(), day[0].bytes_in_per_second, day[0].connections), (1, 20.3, 5));
    }
}
