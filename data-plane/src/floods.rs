//! Keeps one cause from filling the log: of lines of a kind, a few in each second are written, and the
//! next one that is says how many were not. The metrics count them all.

use std::sync::{Mutex, PoisonError};

use wire::clock::UnixMillis;

const WINDOW_MS: i64 = 1_000;
const LINES: u32 = 20;

/// Lines of one kind.
#[derive(Debug, Default)]
pub struct Flood(Mutex<Window>);

#[derive(Debug, Default)]
struct Window {
    since: UnixMillis,
    written: u32,
    left_out: u64,
}

impl Flood {
    /// Whether a line may be written now; if so, how many were left out before it.
    pub fn admit(&self, now: UnixMillis) -> Option<u64> {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Also when the clock was set back.
        if !(window.since..window.since.saturating_add(WINDOW_MS)).contains(&now) {
            window.since = now;
            window.written = 0;
        }
        if window.written >= LINES {
            window.left_out += 1;
            return None;
        }
        window.written += 1;
        Some(std::mem::take(&mut window.left_out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_cut_and_its_size_is_told() {
        let flood = Flood::default();
        let written = (0..100).filter(|_| flood.admit(5_000).is_some()).count();
        assert_eq!(written, 20);
        assert_eq!(flood.admit(6_000), Some(80));
        assert_eq!(flood.admit(6_000), Some(0));
    }
}
