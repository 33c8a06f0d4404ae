//! A database for each test, cloned from a migrated template and dropped with the test.

use std::env;

use sqlx::{Connection as _, Executor as _, PgConnection};

use super::{Db, DbSettings};

const TEMPLATE: &str = "millrace_test_template";

/// One test's database.
pub struct TestDb {
    name: String,
    server: String,
    db: Option<Db>,
}

#[expect(clippy::disallowed_methods, reason = "tests are told by DATABASE_URL where Postgres is")]
fn server_url() -> String {
    let url = env::var("DATABASE_URL")
        .expect("tests need DATABASE_URL with the right to create databases");
    let (server, _) = url.rsplit_once('/').expect("DATABASE_URL ends in a database's name");
    server.to_owned()
}

impl TestDb {
    /// A migrated, empty database.
    pub async fn create() -> Self {
        let server = server_url();
        let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
        // One process at a time makes the template or copies it: a template in use cannot be copied.
        admin.execute("select pg_advisory_lock(7305181)").await.unwrap();
        make_template(&mut admin, &server).await;
        let test = Self::named(server, &mut admin, Some(TEMPLATE)).await;
        admin.execute("select pg_advisory_unlock(7305181)").await.unwrap();
        test.connected().await
    }

    /// A database without a schema.
    pub async fn create_empty() -> Self {
        let server = server_url();
        let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
        Self::named(server, &mut admin, None).await.connected().await
    }

    async fn named(server: String, admin: &mut PgConnection, template: Option<&str>) -> Self {
        let name = format!("millrace_test_{:032x}", rand_u128());
        let template = template.unwrap_or("template1");
        let sql = format!("create database {name} template {template}");
        admin.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
        Self { name, server, db: None }
    }

    async fn connected(mut self) -> Self {
        self.db = Some(Db::connect(&self.settings()).await.unwrap());
        self
    }

    /// How to reach it.
    pub fn settings(&self) -> DbSettings {
        let url = format!("{}/{}", self.server, self.name);
        DbSettings { max_connections: 6, ..DbSettings::new(url) }
    }

    /// The database.
    pub fn db(&self) -> &Db {
        self.db.as_ref().expect("connected by its constructors")
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let (name, server) = (self.name.clone(), self.server.clone());
        // A runtime of its own: the test's may be gone or single-threaded.
        let dropped = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut admin = PgConnection::connect(&format!("{server}/postgres")).await?;
                let sql = format!("drop database if exists {name} with (force)");
                admin.execute(sqlx::AssertSqlSafe(sql)).await.map(|_| ())
            })
        });
        assert!(dropped.join().is_ok_and(|r| r.is_ok()), "the test's database was not dropped");
    }
}

async fn make_template(admin: &mut PgConnection, server: &str) {
    let exists: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(TEMPLATE)
            .fetch_one(&mut *admin)
            .await
            .unwrap();
    let settings = DbSettings::new(format!("{server}/{TEMPLATE}"));
    if exists {
        let db = Db::connect(&settings).await.unwrap();
        let current = db.migration_state().await.unwrap().is_current();
        db.close().await;
        if current {
            return;
        }
        let sql = format!("drop database {TEMPLATE} with (force)");
        admin.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    }
    let sql = format!("create database {TEMPLATE}");
    admin.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    let db = Db::connect(&settings).await.unwrap();
    db.migrate().await.unwrap();
    db.close().await;
}

fn rand_u128() -> u128 {
    let entropy = wire::entropy::SystemEntropy::new();
    let entropy: &dyn wire::entropy::Entropy = &entropy;
    u128::from_be_bytes(entropy.bytes())
}

/// Runs a statement that no use case offers.
pub async fn execute(db: &Db, sql: &'static str) {
    db.pool().execute(sql).await.unwrap();
}

/// Everything in the database, as JSON, to look for what must not be there.
pub async fn dump(db: &Db) -> String {
    let names = "select tablename::text from pg_tables where schemaname = 'public' order by 1";
    let tables: Vec<String> = sqlx::query_scalar(names).fetch_all(db.pool()).await.unwrap();
    let mut text = String::new();
    for table in tables {
        let sql = format!("select coalesce(jsonb_agg(to_jsonb(t))::text, '') from {table} t");
        let rows: String =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(db.pool()).await.unwrap();
        text.push_str(&rows);
    }
    text
}
