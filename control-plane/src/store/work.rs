//! Work rows: who needs a look.
//!
//! A row never says what to do; the worker reads the state of the world and decides. It is claimed
//! with a lease in database time, under a token that only rises. Everything a worker concludes is
//! written together with [`settle`], which refuses if the token is no longer the row's: a worker that
//! was paused past its lease can change nothing. A wake-up during a look raises `wakes`, so settling
//! sees it and the row stays due.

use std::time::Duration;

use sqlx::postgres::PgListener;
use uuid::Uuid;
use wire::entropy::Entropy;

use super::{Db, StoreError, Tx};

/// A row that this worker holds the lease of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The kind of work: the resource's noun.
    pub kind: String,
    /// Whom to look at.
    pub subject: Uuid,
    /// Fences everything written under this lease.
    pub token: i64,
    /// How often in a row it was claimed without being settled as done; 1 the first time.
    pub attempt: i32,
    wakes: i64,
}

/// What a look came to.
#[derive(Debug, Clone)]
pub enum Settlement {
    /// Nothing is left to do. The row goes, unless it was woken meanwhile.
    Done,
    /// Nothing is left to do now; look again after this time even if nobody asks.
    Again(Duration),
    /// It did not work; try again after this time.
    Retry {
        /// How long to wait.
        after: Duration,
        /// What went wrong, for the operator.
        error: String,
    },
}

/// Asks for a look at `subject`, as soon as the transaction commits.
pub async fn wake(tx: &mut Tx, kind: &str, subject: Uuid) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into work (kind, subject) values ($1, $2) on conflict (kind, subject) \
         do update set wakes = work.wakes + 1, due_at = least(work.due_at, now())",
        kind,
        subject
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Asks for a look at every subject of a kind, as soon as the transaction commits.
pub async fn wake_all(tx: &mut Tx, kind: &str) -> Result<(), StoreError> {
    sqlx::query!(
        "update work set wakes = wakes + 1, due_at = least(due_at, now()) where kind = $1",
        kind
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How long a due row waits for the worker that looked at it last, who may have kept a connection or
/// a writer for it, before any other takes it.
const FIRST_REFUSAL: Duration = Duration::from_millis(500);

/// Claims up to `limit` rows that are due, oldest first.
pub async fn claim(
    tx: &mut Tx,
    kinds: &[&str],
    owner: &str,
    lease: Duration,
    limit: i64,
) -> Result<Vec<Claim>, StoreError> {
    let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    let claims = sqlx::query_as!(
        Claim,
        "with due as materialized ( \
            select kind, subject from work \
            where kind = any($1) and due_at <= now() \
            and (lease_until is null or lease_until < now()) \
            and (lease_owner is null or lease_owner = $2 \
                or due_at <= now() - make_interval(secs => $5)) \
            order by due_at for update skip locked limit $4) \
         update work set lease_token = nextval('work_lease_token'), lease_owner = $2, \
            lease_until = now() + make_interval(secs => $3), attempt = work.attempt + 1 \
         from due where work.kind = due.kind and work.subject = due.subject \
         returning work.kind, work.subject, work.lease_token as token, work.attempt, work.wakes",
        &kinds,
        owner,
        lease.as_secs_f64(),
        limit,
        FIRST_REFUSAL.as_secs_f64()
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(claims)
}

/// Prolongs a lease. Fails with [`StoreError::LeaseLost`] if somebody else has it; stop then.
pub async fn extend(tx: &mut Tx, claim: &Claim, lease: Duration) -> Result<(), StoreError> {
    let done = sqlx::query!(
        "update work set lease_until = now() + make_interval(secs => $4) \
         where kind = $1 and subject = $2 and lease_token = $3",
        claim.kind,
        claim.subject,
        claim.token,
        lease.as_secs_f64()
    )
    .execute(&mut **tx)
    .await?;
    held(claim, done.rows_affected())
}

/// Ends a look, in the transaction that writes its conclusions. Fails with
/// [`StoreError::LeaseLost`] if the lease went to somebody else: roll back.
pub async fn settle(tx: &mut Tx, claim: &Claim, settlement: &Settlement) -> Result<(), StoreError> {
    let (after, error) = match settlement {
        Settlement::Done => {
            let done = sqlx::query!(
                "delete from work \
                 where kind = $1 and subject = $2 and lease_token = $3 and wakes = $4",
                claim.kind,
                claim.subject,
                claim.token,
                claim.wakes
            )
            .execute(&mut **tx)
            .await?;
            if done.rows_affected() == 1 {
                return Ok(());
            }
            (Duration::ZERO, None)
        }
        Settlement::Again(after) => (*after, None),
        Settlement::Retry { after, error } => (*after, Some(error.as_str())),
    };
    let done = sqlx::query!(
        "update work set lease_until = null, last_error = $6, \
         lease_owner = case when $6::text is null then lease_owner end, \
         attempt = case when $6::text is null then 0 else attempt end, \
         due_at = case when wakes = $4 then now() + make_interval(secs => $5) else now() end \
         where kind = $1 and subject = $2 and lease_token = $3",
        claim.kind,
        claim.subject,
        claim.token,
        claim.wakes,
        after.as_secs_f64(),
        error
    )
    .execute(&mut **tx)
    .await?;
    held(claim, done.rows_affected())
}

/// How long until `owner` could claim the next row of these kinds, or `None` if there is none. Leased
/// rows count from the end of their lease.
pub async fn next_due_in(
    tx: &mut Tx,
    kinds: &[&str],
    owner: &str,
) -> Result<Option<Duration>, StoreError> {
    let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    let seconds = sqlx::query_scalar!(
        "select extract(epoch from min(greatest(coalesce(lease_until, due_at), \
            case when lease_owner <> $2 then due_at + make_interval(secs => $3) else due_at end)) \
         - now())::float8 from work where kind = any($1)",
        &kinds,
        owner,
        FIRST_REFUSAL.as_secs_f64()
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(seconds.map(|s| Duration::try_from_secs_f64(s.max(0.0)).unwrap_or(Duration::MAX)))
}

/// How long to wait after the `attempt`-th failure in a row: doubling from half a second to a
/// minute, of which a random half, so that what failed together does not return together.
pub fn backoff(attempt: i32, entropy: &dyn Entropy) -> Duration {
    const FIRST: Duration = Duration::from_millis(500);
    const LONGEST: Duration = Duration::from_mins(1);
    let doublings = u32::try_from(attempt.clamp(1, 16) - 1).unwrap_or_default();
    let whole = FIRST.saturating_mul(1 << doublings).min(LONGEST);
    let share = u32::from(u16::from_be_bytes(entropy.bytes()));
    whole / 2 + whole / 2 * share / u32::from(u16::MAX)
}

/// Lets time pass: every row is due, and the lease of a worker that is gone has run out.
#[cfg(test)]
pub async fn make_all_due(tx: &mut Tx) -> Result<(), StoreError> {
    sqlx::query!("update work set due_at = now() - interval '1 hour', lease_until = null")
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn held(claim: &Claim, rows: u64) -> Result<(), StoreError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(StoreError::LeaseLost { kind: claim.kind.clone(), subject: claim.subject })
    }
}

/// Hears of wake-ups as they commit. Register before looking for due rows, or one may fall between;
/// and look from time to time anyway, because a notification can be lost with its connection.
#[derive(Debug)]
pub struct WakeUps {
    listener: PgListener,
}

impl WakeUps {
    /// Begins to listen, on a connection of its own.
    pub async fn listen(db: &Db) -> Result<Self, StoreError> {
        let mut listener = PgListener::connect_with(db.pool()).await?;
        listener.listen("work").await?;
        Ok(Self { listener })
    }

    /// Waits for the next wake-up and returns its kind; `None` when the connection was lost and made
    /// again, after which anything may have been missed.
    pub async fn next(&mut self) -> Result<Option<String>, StoreError> {
        let notification = self.listener.try_recv().await?;
        Ok(notification.map(|n| n.payload().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use wire::entropy::SeededEntropy;

    use super::*;
    use crate::store::testing::TestDb;

    const LEASE: Duration = Duration::from_mins(1);

    async fn wake_now(db: &Db, subject: Uuid) {
        let mut tx = db.begin().await.unwrap();
        wake(&mut tx, "instance", subject).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn claim_now(db: &Db, lease: Duration) -> Vec<Claim> {
        claim_as(db, "me", lease).await
    }

    async fn claim_as(db: &Db, owner: &str, lease: Duration) -> Vec<Claim> {
        let mut tx = db.begin().await.unwrap();
        let claims = claim(&mut tx, &["instance"], owner, lease, 10).await.unwrap();
        tx.commit().await.unwrap();
        claims
    }

    async fn settle_now(db: &Db, claim: &Claim, with: Settlement) -> Result<(), StoreError> {
        let mut tx = db.begin().await.unwrap();
        settle(&mut tx, claim, &with).await?;
        tx.commit().await
    }

    #[tokio::test]
    async fn a_row_is_claimed_once_and_gone_when_done() {
        let test = TestDb::create().await;
        let subject = Uuid::from_u128(1);
        wake_now(test.db(), subject).await;
        wake_now(test.db(), subject).await;
        let claims = claim_now(test.db(), LEASE).await;
        assert_eq!(claims.len(), 1, "two wake-ups are one row");
        assert!(claim_now(test.db(), LEASE).await.is_empty(), "claimed twice");
        settle_now(test.db(), &claims[0], Settlement::Done).await.unwrap();
        let mut tx = test.db().begin().await.unwrap();
        assert_eq!(next_due_in(&mut tx, &["instance"], "me").await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_wake_up_during_the_look_is_not_lost() {
        let test = TestDb::create().await;
        let subject = Uuid::from_u128(1);
        for settlement in [
            Settlement::Done,
            Settlement::Again(Duration::from_hours(1)),
            Settlement::Retry { after: Duration::from_hours(1), error: "no".to_owned() },
        ] {
            wake_now(test.db(), subject).await;
            let claims = claim_now(test.db(), LEASE).await;
            wake_now(test.db(), subject).await;
            settle_now(test.db(), &claims[0], settlement.clone()).await.unwrap();
            let again = claim_now(test.db(), LEASE).await;
            assert_eq!(again.len(), 1, "lost after {settlement:?}");
            settle_now(test.db(), &again[0], Settlement::Done).await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_worker_that_lost_its_lease_can_write_nothing() {
        let test = TestDb::create().await;
        let subject = Uuid::from_u128(1);
        wake_now(test.db(), subject).await;
        let stale = claim_now(test.db(), Duration::ZERO).await.remove(0);
        let current = claim_now(test.db(), LEASE).await.remove(0);
        assert!(current.token > stale.token);
        assert_eq!(current.attempt, 2, "a crash counts as an attempt");
        for settlement in [Settlement::Done, Settlement::Again(LEASE)] {
            let lost = settle_now(test.db(), &stale, settlement).await.unwrap_err();
            assert!(matches!(lost, StoreError::LeaseLost { .. }), "{lost:?}");
        }
        settle_now(test.db(), &current, Settlement::Done).await.unwrap();
        // The row was deleted and made again: the old token is still worthless.
        wake_now(test.db(), subject).await;
        let renewed = claim_now(test.db(), LEASE).await.remove(0);
        assert!(renewed.token > current.token);
        let mut tx = test.db().begin().await.unwrap();
        assert!(extend(&mut tx, &current, LEASE).await.is_err());
        assert!(extend(&mut tx, &renewed, LEASE).await.is_ok());
    }

    #[tokio::test]
    async fn a_wake_up_cuts_a_wait_short_and_is_heard() {
        let test = TestDb::create().await;
        let subject = Uuid::from_u128(1);
        let mut wake_ups = WakeUps::listen(test.db()).await.unwrap();
        wake_now(test.db(), subject).await;
        assert_eq!(wake_ups.next().await.unwrap().as_deref(), Some("instance"));
        let claims = claim_now(test.db(), LEASE).await;
        let later = Settlement::Retry { after: Duration::from_hours(1), error: "no".to_owned() };
        settle_now(test.db(), &claims[0], later).await.unwrap();
        assert!(claim_now(test.db(), LEASE).await.is_empty(), "it was to wait");
        wake_now(test.db(), subject).await;
        assert_eq!(claim_now(test.db(), LEASE).await.len(), 1);
    }

    #[tokio::test]
    async fn who_looked_last_is_asked_first_but_not_waited_for() {
        let test = TestDb::create().await;
        let subject = Uuid::from_u128(1);
        wake_now(test.db(), subject).await;
        let mine = claim_now(test.db(), LEASE).await.remove(0);
        settle_now(test.db(), &mine, Settlement::Again(Duration::from_hours(1))).await.unwrap();
        // Time stands still within a transaction.
        let mut tx = test.db().begin().await.unwrap();
        wake(&mut tx, "instance", subject).await.unwrap();
        let others = claim(&mut tx, &["instance"], "another", LEASE, 10).await.unwrap();
        assert!(others.is_empty());
        let wait = next_due_in(&mut tx, &["instance"], "another").await.unwrap();
        assert_eq!(wait, Some(FIRST_REFUSAL));
        assert_eq!(next_due_in(&mut tx, &["instance"], "me").await.unwrap(), Some(Duration::ZERO));
        let mine = claim(&mut tx, &["instance"], "me", LEASE, 10).await.unwrap();
        assert_eq!(mine.len(), 1);
        make_all_due(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let theirs = claim_as(test.db(), "another", LEASE).await.remove(0);

        // After a failure anybody may try at once.
        let failed = Settlement::Retry { after: Duration::ZERO, error: "no".to_owned() };
        settle_now(test.db(), &theirs, failed).await.unwrap();
        assert_eq!(claim_now(test.db(), LEASE).await.len(), 1);
    }

    #[test]
    fn waits_double_up_to_a_minute() {
        let entropy = SeededEntropy::new(1);
        for (attempt, whole) in [(1, 500), (2, 1000), (5, 8000), (9, 60_000), (i32::MAX, 60_000)] {
            let wait = backoff(attempt, &entropy);
            let whole = Duration::from_millis(whole);
            assert!(wait >= whole / 2 && wait <= whole, "{attempt}: {wait:?}");
        }
    }
}
