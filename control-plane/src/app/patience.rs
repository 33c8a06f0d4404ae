//! How long, and how often, to look for what other parts of Millrace bring about.

use std::time::Duration;

use tokio::time::Instant;

use super::App;

/// Pauses between looks, which become longer, until the time is up or this process is to stop. Whoever
/// looks ends its transaction before the pause: no connection is held in between.
pub struct Patience<'a> {
    app: &'a App,
    until: Instant,
    pause: Duration,
}

impl<'a> Patience<'a> {
    const FIRST_PAUSE: Duration = Duration::from_millis(20);
    const LONGEST_PAUSE: Duration = Duration::from_millis(250);

    /// Patience for so long from now on.
    pub fn new(app: &'a App, patience: Duration) -> Self {
        Self { app, until: Instant::now() + patience, pause: Self::FIRST_PAUSE }
    }

    /// Pauses; false at once if there is no time left for another look.
    pub async fn pause(&mut self) -> bool {
        if Instant::now() >= self.until || self.app.closing.is_cancelled() {
            return false;
        }
        let pause_ends = tokio::time::sleep_until(self.until.min(Instant::now() + self.pause));
        self.app.closing.run_until_cancelled(pause_ends).await;
        self.pause = (self.pause * 2).min(Self::LONGEST_PAUSE);
        true
    }
}
