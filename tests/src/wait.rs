//! Waiting for something to become true, with a deadline and a reason; never for time to pass.

use std::{fmt::Display, future::Future, time::Duration};

use chrono::{DateTime, Utc};
use tokio::time::{Instant, sleep};
use wire::clock::{Clock as _, SystemClock};

const PAUSE: Duration = Duration::from_millis(20);

/// Asks `check` until it answers `Ok`, for at most `limit`; panics with the last reason otherwise.
pub async fn eventually<T, E, F>(what: &str, limit: Duration, check: impl FnMut() -> F) -> T
where
    E: Display,
    F: Future<Output = Result<T, E>>,
{
    eventually_every(PAUSE, what, limit, check).await
}

/// The same, with a pause between questions that cost more.
pub async fn eventually_every<T, E, F>(
    pause: Duration,
    what: &str,
    limit: Duration,
    mut check: impl FnMut() -> F,
) -> T
where
    E: Display,
    F: Future<Output = Result<T, E>>,
{
    let deadline = Instant::now() + limit;
    loop {
        match check().await {
            Ok(value) => return value,
            Err(reason) if Instant::now() >= deadline => {
                panic!("{what}: not within {limit:?}; last: {reason}")
            }
            Err(_) => sleep(pause).await,
        }
    }
}

/// The time of day, which the services under test share with us.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(SystemClock.now()).expect("a time of this era")
}
