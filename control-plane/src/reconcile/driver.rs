//! Claims work rows and lets resources look at them. Knows no resource.
//!
//! Wake-ups come by NOTIFY; because a notification can be lost, and because rows fall due by time,
//! the database is also asked now and then, at jittered times so that several control planes do not
//! ask together. A lease is prolonged while a look lasts. A look that fails is tried again later, at
//! growing intervals; nothing is retried inside a look.

use std::{collections::HashMap, sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio::{
    sync::Notify,
    task::JoinSet,
    time::{Instant, sleep, sleep_until, timeout},
};
use tokio_util::sync::CancellationToken;
use wire::{entropy::Entropy, error::chain, ids::random_text};

use super::LookError;
use crate::{
    domain::{operation::OperationError, work::WorkKind},
    store::{
        Db, StoreError, Tx,
        work::{self, Claim, Settlement, WakeUps},
    },
};

/// How long a claim is good for unless it is prolonged: also how long the work of a control plane
/// that was killed stays untouched.
const LEASE: Duration = Duration::from_secs(10);
/// The longest time between two questions to the database.
const LONGEST_POLL: Duration = Duration::from_secs(5);
/// The pause after the database did not answer.
const DATABASE_PAUSE: Duration = Duration::from_millis(500);
/// The failure in a row from which on an operator should know.
const WORRYING_ATTEMPT: i32 = 3;
/// How long looks under way may take after the loop was told to stop.
const DRAIN: Duration = Duration::from_secs(4);

/// One kind of thing that is looked at.
#[async_trait]
pub(super) trait Resource: Send + Sync + 'static {
    /// The kind of its work rows.
    fn kind(&self) -> WorkKind;

    /// The most looks at a time.
    fn parallel(&self) -> usize;

    /// Observes, plans, applies and settles.
    async fn look(&self, claim: &Claim) -> Result<(), LookError>;

    /// Writes a failed look down where its owner sees it.
    async fn note_failure(
        &self,
        tx: &mut Tx,
        claim: &Claim,
        failure: &Failure,
    ) -> Result<(), StoreError>;
}

/// A look that did not come to its end.
#[derive(Debug)]
pub(super) struct Failure {
    /// What the owner may know.
    pub(super) public: OperationError,
    /// What an operator may know.
    pub(super) private: String,
    /// When it is tried again.
    pub(super) retry_after: Duration,
}

/// The driver.
#[derive(Clone)]
pub(super) struct Driver {
    db: Db,
    entropy: Arc<dyn Entropy>,
    owner: String,
}

impl Driver {
    /// A driver under a name of its own.
    pub(super) fn new(db: Db, entropy: Arc<dyn Entropy>) -> Self {
        let owner = random_text(&*entropy, 12);
        Self { db, entropy, owner }
    }

    pub(super) const fn db(&self) -> &Db {
        &self.db
    }

    /// Drives all resources until `stop`.
    pub(super) async fn run(&self, resources: Vec<Arc<dyn Resource>>, stop: CancellationToken) {
        let bells: HashMap<&'static str, Arc<Notify>> =
            resources.iter().map(|r| (r.kind().name(), Arc::new(Notify::new()))).collect();
        let mut tasks = JoinSet::new();
        for resource in resources {
            let (driver, stop) = (self.clone(), stop.clone());
            let bell = Arc::clone(&bells[resource.kind().name()]);
            tasks.spawn(async move { driver.drive(resource, &bell, &stop).await });
        }
        let (driver, stop) = (self.clone(), stop.clone());
        tasks.spawn(async move {
            tokio::select! {
                () = driver.listen(&bells) => {}
                () = stop.cancelled() => {}
            }
        });
        while let Some(ended) = tasks.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a part of the reconcile loop ended");
            }
        }
    }

    /// Rings the bell of each kind that is woken.
    async fn listen(&self, bells: &HashMap<&'static str, Arc<Notify>>) {
        loop {
            let lost = match WakeUps::listen(&self.db).await {
                Ok(mut wake_ups) => loop {
                    match wake_ups.next().await {
                        Ok(Some(kind)) => {
                            if let Some(bell) = bells.get(kind.as_str()) {
                                bell.notify_one();
                            }
                        }
                        // Anything may have been missed.
                        Ok(None) => bells.values().for_each(|bell| bell.notify_one()),
                        Err(error) => break error,
                    }
                },
                Err(error) => error,
            };
            tracing::warn!(
                error = chain(&lost),
                "wake-ups are not heard; work is found by polling until they are"
            );
            sleep(DATABASE_PAUSE).await;
            for bell in bells.values() {
                bell.notify_one();
            }
        }
    }

    async fn drive(&self, resource: Arc<dyn Resource>, bell: &Notify, stop: &CancellationToken) {
        let mut looks: JoinSet<()> = JoinSet::new();
        while !stop.is_cancelled() {
            let free = resource.parallel().saturating_sub(looks.len());
            let until = match self.claim(&*resource, free).await {
                Ok((claims, next)) => {
                    for claim in claims {
                        let (driver, resource) = (self.clone(), Arc::clone(&resource));
                        looks.spawn(async move { driver.look(&*resource, &claim).await });
                    }
                    Instant::now() + next
                }
                Err(error) => {
                    tracing::warn!(
                        kind = resource.kind().name(),
                        error = chain(&error),
                        "no work can be claimed"
                    );
                    Instant::now() + DATABASE_PAUSE
                }
            };
            let full = looks.len() >= resource.parallel();
            tokio::select! {
                () = bell.notified(), if !full => {}
                Some(_) = looks.join_next() => {}
                () = sleep_until(until), if !full => {}
                () = stop.cancelled() => {}
            }
        }
        let finish = async { while looks.join_next().await.is_some() {} };
        // What does not finish loses its lease and is taken up by whoever comes next.
        let _ = timeout(DRAIN, finish).await;
    }

    /// Claims up to `free` rows; also says how long to wait before asking again.
    async fn claim(
        &self,
        resource: &dyn Resource,
        free: usize,
    ) -> Result<(Vec<Claim>, Duration), StoreError> {
        let limit = i64::try_from(free).unwrap_or(i64::MAX);
        let kinds = [resource.kind().name()];
        let mut tx = self.db.begin().await?;
        let claims = if limit > 0 {
            work::claim(&mut tx, &kinds, &self.owner, LEASE, limit).await?
        } else {
            Vec::new()
        };
        let next = work::next_due_in(&mut tx, &kinds, &self.owner).await?;
        tx.commit().await?;
        Ok((claims, next.unwrap_or(LONGEST_POLL).clamp(Duration::from_millis(5), self.poll())))
    }

    /// Between half of the longest interval and all of it.
    fn poll(&self) -> Duration {
        let [share] = self.entropy.bytes::<1>();
        LONGEST_POLL / 2 + LONGEST_POLL / 2 * u32::from(share) / u32::from(u8::MAX)
    }

    /// One look, with its lease kept alive, and its failure written down.
    async fn look(&self, resource: &dyn Resource, claim: &Claim) {
        let result = tokio::select! {
            result = resource.look(claim) => result,
            error = self.keep(claim) => Err(LookError::Store(error)),
        };
        let Err(error) = result else { return };
        let (kind, subject) = (&claim.kind, claim.subject);
        if matches!(error, LookError::Store(StoreError::LeaseLost { .. })) {
            tracing::debug!(kind, %subject, "the lease was lost; another worker looks");
            return;
        }
        let failure = Failure {
            public: error.public(),
            private: chain(&error),
            retry_after: work::backoff(claim.attempt, &*self.entropy),
        };
        let (attempt, retry_ms) = (claim.attempt, failure.retry_after.as_millis());
        if attempt < WORRYING_ATTEMPT {
            tracing::info!(kind, %subject, attempt, retry_ms, error = failure.private, "look failed");
        } else {
            tracing::warn!(kind, %subject, attempt, retry_ms, error = failure.private, "look failed");
        }
        if let Err(error) = self.back_off(resource, claim, &failure).await {
            // The lease runs out, and the row is claimed again.
            let error = chain(&error);
            tracing::warn!(kind, %subject, error, "a failed look could not be written down");
        }
    }

    /// Prolongs the lease for as long as it is polled; returns when it is lost.
    async fn keep(&self, claim: &Claim) -> StoreError {
        loop {
            sleep(LEASE / 3).await;
            let extended = async {
                let mut tx = self.db.begin().await?;
                work::extend(&mut tx, claim, LEASE).await?;
                tx.commit().await
            };
            // After another failure two more tries fit into the lease; then settling is refused.
            if let Err(lost @ StoreError::LeaseLost { .. }) = extended.await {
                return lost;
            }
        }
    }

    async fn back_off(
        &self,
        resource: &dyn Resource,
        claim: &Claim,
        failure: &Failure,
    ) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        resource.note_failure(&mut tx, claim, failure).await?;
        let retry =
            Settlement::Retry { after: failure.retry_after, error: failure.private.clone() };
        work::settle(&mut tx, claim, &retry).await?;
        tx.commit().await
    }
}

#[cfg(test)]
impl Driver {
    /// Claims what is due and looks at it, one after the other; how many there were.
    pub(super) async fn turn(&self, resource: &dyn Resource) -> usize {
        let (claims, _) = self.claim(resource, 100).await.unwrap();
        for claim in &claims {
            self.look(resource, claim).await;
        }
        claims.len()
    }
}
