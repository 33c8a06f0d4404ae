//! Use cases: authorise, change, record, wake, commit.
//!
//! Each takes an open transaction and the caller; whoever opened the transaction commits it when the
//! use case succeeded. So the change, its audit record, its operation, its wake-up and the answer
//! kept for an `Idempotency-Key` are one unit, and an error undoes all of them.

use std::{ops::Deref, sync::Arc};

use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use wire::{clock::Clock, entropy::Entropy};

use crate::{
    domain::{
        clock::{self, DateTime, Utc},
        plan::Catalogue,
    },
    keyring::Keyring,
    store::Db,
};

pub mod allowance;
pub mod audit;
pub mod authorize;
pub mod bootstrap;
pub mod clusters;
pub mod credentials;
pub mod error;
pub mod events;
pub mod groups;
pub mod housekeeping;
pub mod idempotency;
mod instance_session;
pub mod instances;
pub mod members;
pub mod operations;
pub mod orgs;
pub mod patience;
pub mod plans;
pub mod quotas;
pub mod records;
pub mod requests;
pub mod sessions;
#[cfg(test)]
pub mod testing;
pub mod tokens;
pub mod topics;
pub mod usage;
pub mod users;

// What use cases take and answer, so that nobody above needs to know where it comes from.
pub use crate::{
    domain::access::Caller,
    store::{StoreError, Tx},
};
pub use authorize::{authorize, authorize_resource};
pub use error::{AppError, Conflict, FieldError, Fields, Noun};
use requests::Requests;
use sessions::{attempts::Attempts, passwords::Passwords};

/// How many tails of topics one process serves: each holds a connection and some pages.
const MAX_TAILS: usize = 64;

/// What use cases work with. Cheap to clone; the state of the HTTP router.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Everything derived from the root secret.
    pub keyring: Arc<Keyring>,
    /// Which plans there are.
    pub catalogue: Arc<Catalogue>,
    /// The rationed password hasher.
    pub passwords: Passwords,
    /// Recent failed sign-ins.
    pub attempts: Attempts,
    /// What callers have asked lately.
    pub requests: Requests,
    /// What is remembered about topics.
    pub topic_stats: topics::StatsMemory,
    /// Places for those who follow topics.
    pub tails: Arc<Semaphore>,
    /// Wakes those who follow events.
    pub bell: events::Bell,
    /// Places for them.
    pub followers: Arc<events::Places>,
    /// Is cancelled when the process ends: whoever waits is answered with what is so far.
    pub closing: CancellationToken,
}

impl Parts {
    /// What every app has.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        keyring: Arc<Keyring>,
        catalogue: Arc<Catalogue>,
        requests_per_second: u32,
    ) -> Self {
        let passwords = Passwords::new(entropy.clone());
        let attempts = Attempts::new(&*entropy);
        let requests = Requests::new(&*entropy, requests_per_second);
        let closing = CancellationToken::new();
        let tails = Arc::new(Semaphore::new(MAX_TAILS));
        let bell = events::Bell::default();
        let followers = Arc::<events::Places>::default();
        Self {
            db,
            clock,
            entropy,
            keyring,
            catalogue,
            passwords,
            attempts,
            requests,
            topic_stats: topics::StatsMemory::default(),
            tails,
            bell,
            followers,
            closing,
        }
    }
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The time now.
    pub fn now(&self) -> DateTime<Utc> {
        clock::now(&*self.clock)
    }

    /// Whether the database answers and has the schema this version expects.
    pub async fn check_database(&self) -> Result<(), AppError> {
        if self.db.migration_state().await?.is_current() {
            Ok(())
        } else {
            Err(AppError::Unavailable(
                "the database's schema is older than this version; run `migrate`",
            ))
        }
    }

    /// Begins a transaction for a use case.
    pub async fn begin(&self) -> Result<Tx, AppError> {
        Ok(self.db.begin().await?)
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
