//! Who may connect and what they may do: tenancy records in memory.
//!
//! [`state`] holds them and decides which record wins; [`follow`] reads them from the cluster. One
//! [`Tenancy`] is shared by all sessions: reads are short and never wait for the network, and each
//! change wakes every session, which looks at its own standing again.

pub mod follow;
pub mod state;

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use tokio::sync::watch;

use self::state::{Applied, State};

/// The records in force, and a signal when they change.
#[derive(Debug)]
pub struct Tenancy {
    state: RwLock<State>,
    progress: watch::Sender<Progress>,
}

/// How far the records have been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rises with every change of the state.
    pub version: u64,
    /// All records up to this offset are in force; −1 before the first.
    pub applied_offset: i64,
    /// Whether the records were read up to the end once: before that, no client is let in.
    pub replayed: bool,
}

impl Default for Tenancy {
    fn default() -> Self {
        let start = Progress { version: 0, applied_offset: -1, replayed: false };
        Self { state: RwLock::default(), progress: watch::Sender::new(start) }
    }
}

impl Tenancy {
    /// The records in force, for a short look. Do not hold it across an await.
    pub fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far the records have been read.
    pub fn progress(&self) -> Progress {
        *self.progress.borrow()
    }

    /// Signals every change from now on.
    pub fn subscribe(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    /// Applies the records that one read of the log brought, then signals once.
    pub fn apply<'a>(
        &self,
        records: impl IntoIterator<Item = state::Incoming<'a>>,
        applied_offset: i64,
        replayed: bool,
    ) {
        let mut changed = false;
        {
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            for record in records {
                match state.apply(&record) {
                    Ok(Applied::Changed) => changed = true,
                    Ok(Applied::Older) => {}
                    Err(error) => {
                        metrics::counter!("millrace_gateway_tenancy_records_skipped_total")
                            .increment(1);
                        tracing::error!(
                            error = %wire::error::chain(&error),
                            offset = record.offset,
                            "tenancy.record_skipped"
                        );
                    }
                }
            }
        }
        self.progress.send_if_modified(|progress| {
            let before = *progress;
            progress.version += u64::from(changed);
            progress.applied_offset = progress.applied_offset.max(applied_offset);
            progress.replayed |= replayed;
            *progress != before
        });
    }
}
