//! Forgetting what nobody needs any more, in small portions.

use chrono::TimeDelta;

use super::{App, AppError};
use crate::{
    domain::{event::EVENTS_KEPT, usage::MINUTES_KEPT},
    store::{self, SystemScope},
};

/// How long an answer is kept for its `Idempotency-Key`.
const ANSWERS: TimeDelta = TimeDelta::hours(24);
/// How long an ended session is kept, so that its replays are recognised.
const SESSIONS: TimeDelta = TimeDelta::days(30);
const PORTION: i64 = 1000;

/// Removes old answers, sessions, minutes of usage and events.
pub async fn run(app: &App, system: &SystemScope) -> Result<(), AppError> {
    let now = app.now();
    loop {
        let mut tx = app.begin().await?;
        let answers = store::idempotency::purge(&mut tx, system, now - ANSWERS, PORTION).await?;
        let sessions = store::sessions::purge(&mut tx, system, now - SESSIONS, PORTION).await?;
        let minutes = store::usage::purge(&mut tx, system, now - MINUTES_KEPT, PORTION).await?;
        let events = store::events::purge(&mut tx, system, now - EVENTS_KEPT, PORTION).await?;
        tx.commit().await?;
        let full = u64::try_from(PORTION).unwrap_or(u64::MAX);
        if [answers, sessions, minutes, events].iter().all(|removed| *removed < full) {
            return Ok(());
        }
    }
}
