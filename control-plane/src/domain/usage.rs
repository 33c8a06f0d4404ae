//! The ledger of what instances used: one row per instance and hour, added up from reports.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use wire::ids::InstanceId;

/// What one instance used in one hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsageHour {
    /// Which instance.
    pub instance_id: InstanceId,
    /// The hour's beginning.
    pub hour: DateTime<Utc>,
    /// Bytes of produce requests.
    pub bytes_in: i64,
    /// Bytes of fetch responses.
    pub bytes_out: i64,
    /// Requests of any kind.
    pub requests: i64,
    /// Milliseconds for which clients were held back.
    pub throttled_ms: i64,
    /// The most connections that one gateway reported at a time.
    pub peak_connections: i32,
}

/// The beginning of the hour in which `at` lies.
pub fn hour_of(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::hours(1)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_begins_at_minute_zero() {
        let at = DateTime::from_timestamp(1_790_000_123, 0).unwrap();
        let hour = hour_of(at);
        assert_eq!(hour.timestamp() % 3600, 0);
        assert!(hour <= at && at - hour < TimeDelta::hours(1));
    }
}
