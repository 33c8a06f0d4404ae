//! The connection pool and its transactions.
//!
//! Invariant: a connection that is lent out is never inside somebody else's transaction. sqlx 0.9's
//! `begin()` does not guarantee that when its future is dropped half-way (launchbadge/sqlx#4385):
//! the next borrower would work inside an open transaction and lose what it "committed". So every
//! connection is rolled back when it returns to the pool, whatever sqlx believes about it. The test
//! at the end reproduces the defect without the hook.

use std::{
    ops::{Deref, DerefMut},
    str::FromStr as _,
    time::Duration,
};

use sqlx::{
    Connection as _, Executor as _, PgConnection, PgPool, Postgres, Transaction,
    migrate::{Migrate as _, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};

use super::StoreError;

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// How the pool behaves. All waits on the database are bounded here.
#[derive(Debug, Clone)]
pub struct DbSettings {
    /// `postgres://…`
    pub url: String,
    /// Most connections at a time.
    pub max_connections: u32,
    /// Longest wait for a connection.
    pub acquire_timeout: Duration,
    /// Longest statement, enforced by the server.
    pub statement_timeout: Duration,
    /// Longest pause inside a transaction, enforced by the server.
    pub idle_in_transaction_timeout: Duration,
}

impl DbSettings {
    /// The usual bounds for a database at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            max_connections: 16,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(10),
            idle_in_transaction_timeout: Duration::from_secs(30),
        }
    }

    fn connect_options(&self) -> Result<PgConnectOptions, StoreError> {
        let millis = |time: Duration| time.as_millis().to_string();
        Ok(PgConnectOptions::from_str(&self.url)?.application_name("millrace").options([
            ("statement_timeout", millis(self.statement_timeout)),
            ("idle_in_transaction_session_timeout", millis(self.idle_in_transaction_timeout)),
            // The server notices within half a minute that our side is gone.
            ("tcp_keepalives_idle", "10".to_owned()),
            ("tcp_keepalives_interval", "5".to_owned()),
            ("tcp_keepalives_count", "4".to_owned()),
            // "there is no transaction in progress" is what the roll-back below hopes to hear.
            ("client_min_messages", "error".to_owned()),
        ]))
    }
}

/// Handle on the database; cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    pool: PgPool,
}

/// How far the schema is from what this version expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MigrationState {
    /// Migrations this version brings.
    pub known: usize,
    /// Of those, how many were applied.
    pub applied: usize,
}

impl MigrationState {
    /// Whether nothing is left to apply.
    pub const fn is_current(self) -> bool {
        self.known == self.applied
    }
}

impl Db {
    /// Opens the pool and one connection, so that a wrong URL is noticed at once.
    pub async fn connect(settings: &DbSettings) -> Result<Self, StoreError> {
        let pool = pool_options(settings)
            .after_release(|connection, _| {
                Box::pin(async move { connection.execute("rollback").await.map(|_| true) })
            })
            .connect_with(settings.connect_options()?)
            .await?;
        Ok(Self { pool })
    }

    /// Begins a transaction. What was not committed when it is dropped did not happen.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(Tx { transaction: self.pool.begin().await? })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.pool.acquire().await?.ping().await?;
        Ok(())
    }

    /// Brings the schema up to date. Any number of processes may do so at once: an advisory lock
    /// lets one go first.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        // A migration may take longer than any statement of a request.
        let mut connection = self.pool.acquire().await?.detach();
        connection.execute("set statement_timeout = 0").await?;
        // A newer version may have been here: its additions do not hurt this one.
        let mut migrations = Migrator::with_migrations(MIGRATIONS.iter().cloned().collect());
        migrations.set_ignore_missing(true);
        migrations.run_direct(None, &mut connection, false).await?;
        connection.close().await?;
        Ok(())
    }

    /// Compares the schema with what this version expects.
    pub async fn migration_state(&self) -> Result<MigrationState, StoreError> {
        let known = MIGRATIONS.iter().count();
        let mut connection = self.pool.acquire().await?;
        let table = "_sqlx_migrations";
        let exists = sqlx::query_scalar!("select to_regclass($1)::text", table)
            .fetch_one(&mut *connection)
            .await?;
        let applied = match exists {
            None => Vec::new(),
            Some(_) => connection.list_applied_migrations(table).await?,
        };
        let applied = MIGRATIONS
            .iter()
            .filter(|m| applied.iter().any(|a| a.version == m.version && a.checksum == m.checksum))
            .count();
        Ok(MigrationState { known, applied })
    }

    /// Closes the pool after the borrowed connections came back.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    pub(super) const fn pool(&self) -> &PgPool {
        &self.pool
    }
}

fn pool_options(settings: &DbSettings) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(settings.max_connections)
        .acquire_timeout(settings.acquire_timeout)
        .idle_timeout(Duration::from_mins(5))
        .max_lifetime(Duration::from_mins(30))
        .test_before_acquire(true)
}

/// A transaction. All store functions take one, so that what belongs together commits together.
#[derive(Debug)]
pub struct Tx {
    transaction: Transaction<'static, Postgres>,
}

impl Tx {
    /// Makes everything done in it durable and visible.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }

    /// Undoes everything done in it.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.transaction.rollback().await?)
    }

    /// Undoes everything done so far; the transaction goes on, empty.
    pub(super) async fn rollback_and_begin(&mut self) -> Result<(), StoreError> {
        self.transaction.execute("rollback; begin").await?;
        Ok(())
    }

    /// Commits everything done so far; the transaction goes on, empty.
    pub(super) async fn commit_and_begin(&mut self) -> Result<(), StoreError> {
        self.transaction.execute("commit; begin").await?;
        Ok(())
    }
}

impl Deref for Tx {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.transaction
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::Future,
        pin::pin,
        task::{Context, Waker},
    };

    use super::*;
    use crate::store::testing::TestDb;

    /// Polls a `begin()` `polls` times, then drops it, as a cancelled request does.
    async fn drop_begin_after(pool: &PgPool, polls: usize) {
        let mut begin = pin!(pool.begin());
        for _ in 0..polls {
            if begin.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
                return;
            }
            // Let the reactor deliver what the next poll waits for.
            tokio::time::sleep(Duration::from_micros(300)).await;
        }
    }

    /// Acked writes that are gone after a cancelled `begin()` on the same connection.
    async fn lost_writes(pool: &PgPool, rounds: i32) -> i64 {
        sqlx::raw_sql("create table if not exists acked (n int)").execute(pool).await.unwrap();
        for n in 0..rounds {
            drop_begin_after(pool, 1 + usize::try_from(n % 5).unwrap()).await;
            let insert = sqlx::query("insert into acked values ($1)").bind(n);
            insert.execute(pool).await.unwrap();
            // What a recycled or failing connection does to an open transaction.
            let mut connection = pool.acquire().await.unwrap();
            connection.execute("rollback").await.unwrap();
        }
        let kept: i64 =
            sqlx::query_scalar("select count(*) from acked").fetch_one(pool).await.unwrap();
        i64::from(rounds) - kept
    }

    #[tokio::test]
    async fn a_cancelled_begin_never_poisons_the_next_borrower() {
        let test = TestDb::create().await;
        let settings = DbSettings { max_connections: 1, ..test.settings() };
        let db = Db::connect(&settings).await.unwrap();
        assert_eq!(lost_writes(db.pool(), 60).await, 0);

        // The negative control: without the hook the same test loses writes. When a newer sqlx
        // makes this assertion fail, the hook may go.
        let unprotected = pool_options(&settings)
            .connect_with(settings.connect_options().unwrap())
            .await
            .unwrap();
        sqlx::raw_sql("drop table acked").execute(&unprotected).await.unwrap();
        let mut lost = 0;
        // It takes an answer that comes between two polls, which a busy machine may keep for longer.
        for _ in 0..20 {
            lost += lost_writes(&unprotected, 150).await;
            sqlx::raw_sql("truncate acked").execute(&unprotected).await.unwrap();
            if lost > 0 {
                break;
            }
        }
        assert!(lost > 0, "the defect is gone from sqlx");
        unprotected.close().await;
        db.close().await;
    }

    #[tokio::test]
    async fn a_wait_for_a_connection_ends_with_a_plain_error() {
        let test = TestDb::create().await;
        let settings = DbSettings {
            max_connections: 1,
            acquire_timeout: Duration::from_millis(50),
            ..test.settings()
        };
        let db = Db::connect(&settings).await.unwrap();
        let held = db.begin().await.unwrap();
        assert!(matches!(db.begin().await, Err(StoreError::Unavailable(_))));
        held.rollback().await.unwrap();
        assert!(db.begin().await.is_ok());
        db.close().await;
    }

    #[tokio::test]
    async fn a_schema_that_a_newer_version_extended_still_serves() {
        let test = TestDb::create().await;
        let db = Db::connect(&test.settings()).await.unwrap();
        let newer = "insert into _sqlx_migrations \
             (version, description, success, checksum, execution_time) \
             values (29990101000000, 'newer', true, '\\x00', 1)";
        sqlx::raw_sql(newer).execute(db.pool()).await.unwrap();
        db.migrate().await.unwrap();
        assert!(db.migration_state().await.unwrap().is_current());

        // The control: a migration of ours that was altered is not accepted.
        let altered =
            "update _sqlx_migrations set checksum = '\\x00' where version < 29990101000000";
        sqlx::raw_sql(altered).execute(db.pool()).await.unwrap();
        assert!(matches!(db.migrate().await, Err(StoreError::Migrate(_))));
        assert!(!db.migration_state().await.unwrap().is_current());
        db.close().await;
    }

    #[tokio::test]
    async fn the_embedded_migrations_are_applied_once_by_many() {
        let test = TestDb::create_empty().await;
        let db = Db::connect(&test.settings()).await.unwrap();
        assert!(!db.migration_state().await.unwrap().is_current());
        let (first, second) = tokio::join!(db.migrate(), db.migrate());
        first.unwrap();
        second.unwrap();
        assert!(db.migration_state().await.unwrap().is_current());
        db.close().await;
    }
}
