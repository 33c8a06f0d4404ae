//! Postgres: the truth about everything that Kafka does not know.
//!
//! One file per noun. All SQL of the control plane is here, checked against the schema at compile
//! time (`sqlx::query!`). Rows are private; what leaves this module is a `domain` value, and a row
//! that does not convert is reported with table, column and row.
//!
//! A function that touches an org's data takes an [`scopes::OrgScope`], which exists only if the
//! database said that the caller may, and names the org in its `where`. Functions for the
//! reconciler and for start-up take a [`scopes::SystemScope`].

use std::error::Error;

pub mod audit;
pub mod clusters;
pub mod credentials;
pub mod db;
pub mod events;
pub mod idempotency;
pub mod installation;
pub mod instances;
pub mod keys;
pub mod operations;
pub mod orgs;
mod page;
pub mod quotas;
pub mod reports;
pub mod scopes;
pub mod sessions;
pub mod tenancy;
#[cfg(test)]
pub mod testing;
pub mod tokens;
pub mod usage;
pub mod users;
pub mod work;

pub use db::{Db, DbSettings, Tx};
pub use scopes::{OrgScope, SystemScope};

/// Why the database could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No answer in time, or none at all. Nothing was committed unless a commit was under way.
    #[error("the database did not answer")]
    Unavailable(#[source] sqlx::Error),
    /// Two transactions got into each other's way and this one was chosen to give up.
    #[error("the transaction collided with another one")]
    Collision(#[source] sqlx::Error),
    /// A unique index or a check refused the row; the name tells which.
    #[error("the constraint {0} was violated")]
    Constraint(String),
    /// A row holds something this version cannot read.
    #[error("the column {column} of {table} cannot be read in row {row}")]
    Row {
        /// Where it is.
        table: &'static str,
        /// Where in the row.
        column: &'static str,
        /// Which row.
        row: String,
        /// What is wrong with it.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Another worker holds the lease by now; whatever this one decided must not be written.
    #[error("the lease on {kind} {subject} was lost")]
    LeaseLost {
        /// The kind of work.
        kind: String,
        /// Its subject.
        subject: uuid::Uuid,
    },
    /// The schema is not what this version expects.
    #[error("the schema could not be migrated")]
    Migrate(#[source] Box<sqlx::migrate::MigrateError>),
    /// Anything else: a defect.
    #[error("the database refused a statement")]
    Query(#[source] sqlx::Error),
}

impl StoreError {
    /// An unreadable row.
    #[expect(clippy::needless_pass_by_value, reason = "identifiers are copied, not lent")]
    pub fn row(
        table: &'static str,
        column: &'static str,
        row: impl ToString,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self::Row { table, column, row: row.to_string(), source: source.into() }
    }

    /// Whether it was this constraint that refused.
    pub fn violates(&self, constraint: &str) -> bool {
        matches!(self, Self::Constraint(name) if name == constraint)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let Some(refusal) = error.as_database_error() else {
            return match error {
                sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::WorkerCrashed => Self::Unavailable(error),
                other => Self::Query(other),
            };
        };
        if let Some(constraint) = refusal.constraint() {
            return Self::Constraint(constraint.to_owned());
        }
        match refusal.code().as_deref() {
            // serialization_failure, deadlock_detected, lock_not_available
            Some("40001" | "40P01" | "55P03") => Self::Collision(error),
            // query_canceled (statement_timeout), idle_in_transaction_session_timeout, and the
            // server shutting down or out of connections
            Some("57014" | "25P03" | "57P01" | "57P02" | "57P03" | "53300") => {
                Self::Unavailable(error)
            }
            _ => Self::Query(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Migrate(Box::new(error))
    }
}
