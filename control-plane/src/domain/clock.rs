//! Conversions between the clock's milliseconds and calendar time.

pub use chrono::{DateTime, TimeDelta, Utc};
pub use wire::clock::{Clock, ManualClock, SystemClock, UnixMillis};

/// The clock's time as a calendar time. A clock outside chrono's range of some 260,000 years reads
/// as the epoch.
pub fn now(clock: &dyn Clock) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(clock.now()).unwrap_or_default()
}
