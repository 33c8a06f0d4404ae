//! What the process is told: the only reader of flags and environment.
//!
//! Every setting is a flag and a variable `MILLRACE_…` (the database's is `DATABASE_URL`, as
//! everywhere). Secrets come as files, never as values, so that they show neither in `ps` nor in a
//! crash report.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use wire::secret::Secret;

use crate::{
    dev::DevArgs,
    domain::name::{Email, Name},
};

/// Millrace's control plane.
#[derive(Debug, Parser)]
#[command(name = "millrace-control-plane", version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How to log.
    #[command(flatten)]
    pub log: LogConfig,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API and run the reconciler.
    Serve(Box<Config>),
    /// Run the whole service on this machine: Postgres, Kafka, gateway, control plane.
    Dev(Box<DevArgs>),
    /// Bring the database's schema up to date.
    Migrate(DatabaseConfig),
    /// Print the OpenAPI document.
    Openapi,
    /// Check the configuration, the database and the secrets, and say what is wrong.
    Doctor(Box<Config>),
}

/// How to log.
#[derive(Debug, Clone, Args)]
pub struct LogConfig {
    /// For people or for programs.
    #[arg(long, env = "MILLRACE_LOG_FORMAT", value_enum, default_value = "text", global = true)]
    pub log_format: LogFormat,
    /// What to log, such as `info,control_plane=debug`.
    #[arg(long, env = "MILLRACE_LOG", default_value = "info", global = true)]
    pub log: String,
}

/// For whom the log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One line per event, to read.
    Text,
    /// One JSON object per event, to collect.
    Json,
}

/// Where the database is.
#[derive(Debug, Clone, Args)]
pub struct DatabaseConfig {
    /// `postgres://user@host:port/database`.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
    /// Most connections at a time.
    #[arg(long, env = "MILLRACE_DATABASE_CONNECTIONS", default_value_t = 16,
        value_parser = clap::value_parser!(u32).range(4..=500))]
    pub database_connections: u32,
}

/// Everything that serving needs.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Where the API listens.
    #[arg(long, env = "MILLRACE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The database.
    #[command(flatten)]
    pub database: DatabaseConfig,
    /// File with the 32-byte root secret, from which all other secrets are derived.
    #[arg(long, env = "MILLRACE_ROOT_SECRET_FILE")]
    pub root_secret_file: PathBuf,
    /// Make the root secret if the file is missing. Only for a stack on one machine.
    #[arg(long, env = "MILLRACE_CREATE_ROOT_SECRET")]
    pub create_root_secret: bool,
    /// The first operator, made on an empty database.
    #[command(flatten)]
    pub bootstrap: BootstrapConfig,
    /// Where what runs on this machine keeps its files.
    #[arg(long, env = "MILLRACE_DATA_DIR", default_value = ".millrace")]
    pub data_dir: PathBuf,
    /// Which of the catalogue's profiles applies.
    #[arg(long, env = "MILLRACE_PLAN_PROFILE")]
    pub plan_profile: Option<String>,
    /// File with the plan catalogue, in place of the one that comes with the program.
    #[arg(long, env = "MILLRACE_PLANS_FILE")]
    pub plans_file: Option<PathBuf>,
    /// What runs clusters.
    #[arg(long, env = "MILLRACE_ORCHESTRATOR", value_enum, default_value = "process")]
    pub orchestrator: OrchestratorKind,
}

/// What runs clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OrchestratorKind {
    /// Child processes on this machine.
    Process,
}

/// The first operator.
#[derive(Debug, Clone, Default, Args)]
pub struct BootstrapConfig {
    /// Their e-mail address.
    #[arg(long, env = "MILLRACE_BOOTSTRAP_EMAIL", requires = "bootstrap_password_file")]
    pub bootstrap_email: Option<Email>,
    /// File with their password.
    #[arg(long, env = "MILLRACE_BOOTSTRAP_PASSWORD_FILE", requires = "bootstrap_email")]
    pub bootstrap_password_file: Option<PathBuf>,
    /// The name of their org.
    #[arg(long, env = "MILLRACE_BOOTSTRAP_ORG", default_value = "default")]
    pub bootstrap_org: Option<Name>,
}

/// A file that was named and cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the file {path} cannot be read")]
pub struct FileError {
    path: PathBuf,
    #[source]
    source: std::io::Error,
}

/// Reads a text from a file.
pub fn read_text(path: &Path) -> Result<String, FileError> {
    std::fs::read_to_string(path).map_err(|source| FileError { path: path.to_owned(), source })
}

/// Reads a secret text from a file; a newline at its end does not belong to it.
pub fn read_secret(path: &Path) -> Result<Secret<String>, FileError> {
    let text = read_text(path)?;
    Ok(Secret::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_administrator_needs_an_address_and_a_password() {
        let base =
            ["x", "serve", "--database-url", "postgres://x/y", "--root-secret-file", "root.key"];
        let with = |more: &[&str]| Cli::try_parse_from(base.iter().chain(more));
        assert!(with(&[]).is_ok());
        assert!(with(&["--bootstrap-email", "ada@example.com"]).is_err());
        assert!(with(&["--bootstrap-password-file", "password"]).is_err());
        let both = ["--bootstrap-email", "ada@example.com", "--bootstrap-password-file", "p"];
        assert!(with(&both).is_ok());
        assert!(with(&["--bootstrap-email", "ada", "--bootstrap-password-file", "p"]).is_err());
    }
}
