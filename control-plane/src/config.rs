//! What the process is told: the only reader of flags and environment.
//!
//! Every setting is a flag and a variable `MILLRACE_…` (the database's is `DATABASE_URL`, as
//! everywhere). Secrets come as files, never as values, so that they show neither in `ps` nor in a
//! crash report.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use wire::{ids::ClusterId, secret::Secret};

use crate::domain::{
    name::{Email, Name},
    site::{BasePath, PublicUrl, Site},
};

mod kubernetes;

pub use kubernetes::{Exposure, ImagePullPolicy, KubernetesConfig, Spread};

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
    /// Ask a control plane that serves whether it is ready.
    Ready(ReadyArgs),
    /// Start a cluster of which nothing is left again, without the records it had.
    RecreateCluster(RecreateArgs),
}

/// Options of `millrace-control-plane recreate-cluster`.
#[derive(Debug, Clone, Args)]
pub struct RecreateArgs {
    /// Which one: `clus_…`, as `GET /v1/clusters` lists it, in the phase `lost`.
    pub cluster: ClusterId,
    /// Where the database is.
    #[command(flatten)]
    pub database: DatabaseConfig,
}

/// Options of `millrace-control-plane ready`.
#[derive(Debug, Clone, Args)]
pub struct ReadyArgs {
    /// Where its API is.
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8080")]
    pub api: String,
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
    #[arg(
        long,
        env = "DATABASE_URL",
        hide_env_values = true,
        required_unless_present = "database_url_file"
    )]
    pub database_url: Option<String>,
    /// File with the same, for a URL that holds a password.
    #[arg(
        long,
        value_name = "FILE",
        env = "MILLRACE_DATABASE_URL_FILE",
        conflicts_with = "database_url"
    )]
    pub database_url_file: Option<PathBuf>,
    /// Seconds to wait at the start for a database that does not answer yet.
    #[arg(long, value_name = "SECONDS", env = "MILLRACE_DATABASE_WAIT", default_value_t = 0)]
    pub database_wait: u32,
    /// Most connections at a time.
    #[arg(long, env = "MILLRACE_DATABASE_CONNECTIONS", default_value_t = 16,
        value_parser = clap::value_parser!(u32).range(4..=500))]
    pub database_connections: u32,
}

impl DatabaseConfig {
    /// The URL, wherever it was given.
    pub fn url(&self) -> Result<Secret<String>, FileError> {
        match (&self.database_url, &self.database_url_file) {
            (_, Some(file)) => read_secret(file),
            (url, None) => Ok(Secret::new(url.clone().unwrap_or_default())),
        }
    }
}

/// Everything that serving needs.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Where the API listens.
    #[arg(long, env = "MILLRACE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Where browsers find it.
    #[command(flatten)]
    pub site: SiteConfig,
    /// Where `/metrics` is served instead of beside the API, for those who may see it.
    #[arg(long, value_name = "ADDRESS", env = "MILLRACE_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// How many requests a second one person or API token may send to this control plane; for a
    /// moment four times as many.
    #[arg(long, value_name = "NUMBER", env = "MILLRACE_REQUESTS_PER_SECOND", default_value_t = 200,
        value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub requests_per_second: u32,
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
    /// Which of the catalogue's profiles applies.
    #[arg(long, env = "MILLRACE_PLAN_PROFILE")]
    pub plan_profile: Option<String>,
    /// File with the plan catalogue, in place of the one that comes with the program.
    #[arg(long, env = "MILLRACE_PLANS_FILE")]
    pub plans_file: Option<PathBuf>,
    /// What runs clusters.
    #[arg(long, env = "MILLRACE_ORCHESTRATOR", value_enum, default_value = "process")]
    pub orchestrator: OrchestratorKind,
    /// Where clusters on this machine keep their files. They are adopted by the next control plane
    /// that is started on the same directory.
    #[arg(long, value_name = "DIR", env = "MILLRACE_DATA_DIR", default_value = ".millrace")]
    pub data_dir: PathBuf,
    /// The address on which gateways on this machine listen for clients.
    #[arg(long, value_name = "ADDRESS", env = "MILLRACE_LISTEN_HOST",
        default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub listen_host: IpAddr,
    /// The name by which clients reach that address; `localhost` if only this machine can.
    #[arg(long, value_name = "NAME", env = "MILLRACE_ADVERTISED_HOST", value_parser = host_name)]
    pub advertised_host: Option<String>,
    /// What clusters on this machine run on.
    #[command(flatten)]
    pub machine: MachineConfig,
    /// What clusters on Kubernetes are made of.
    #[command(flatten)]
    pub kubernetes: KubernetesConfig,
}

/// Where browsers find the console and the API.
#[derive(Debug, Clone, Default, Args)]
pub struct SiteConfig {
    /// The path below which everything is served, such as /millrace. A proxy may send it along or take
    /// it away.
    #[arg(long, value_name = "PATH", env = "MILLRACE_BASE_PATH", default_value_t)]
    pub base_path: BasePath,
    /// Scheme, host and port that browsers use, such as `https://millrace.example.com`. Needed behind a
    /// proxy that changes the `Host` of requests.
    #[arg(long, value_name = "URL", env = "MILLRACE_PUBLIC_URL")]
    pub public_url: Option<PublicUrl>,
}

impl From<&SiteConfig> for Site {
    fn from(config: &SiteConfig) -> Self {
        Self { base_path: config.base_path.clone(), public_url: config.public_url.clone() }
    }
}

/// What runs clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OrchestratorKind {
    /// Child processes on this machine; they go on running when the control plane ends.
    Process,
    /// Pods of the Kubernetes cluster we run in.
    Kubernetes,
    /// Nothing: only the API is served, and another control plane on the same database does what it
    /// is asked for.
    None,
}

/// What clusters on this machine run on.
#[derive(Debug, Clone, Args)]
pub struct MachineConfig {
    /// Where Kafka (and PostgreSQL, for `dev`) is; by default `runtime` in the data directory.
    #[arg(long, value_name = "DIR", env = "MILLRACE_RUNTIME")]
    pub runtime: Option<PathBuf>,
    /// The Java installation to run Kafka with; by default that of the `java` on the path.
    #[arg(long, value_name = "DIR", env = "JAVA_HOME")]
    pub java_home: Option<PathBuf>,
    /// The ports clusters may use, five for each broker.
    #[arg(long, value_name = "FIRST-LAST", env = "MILLRACE_PORTS", default_value = "19092-19999",
        value_parser = port_range)]
    pub ports: RangeInclusive<u16>,
}

/// Options of `millrace-control-plane dev`.
#[derive(Debug, Clone, Args)]
pub struct DevArgs {
    /// Where everything is kept.
    #[arg(long, value_name = "DIR", default_value = ".millrace")]
    pub directory: PathBuf,
    /// The address of the REST API.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Where browsers find it.
    #[command(flatten)]
    pub site: SiteConfig,
    /// Which of the catalogue's profiles applies.
    #[arg(long, value_name = "NAME", default_value = "dev")]
    pub plan_profile: String,
    /// File with the plan catalogue, in place of the one that comes with the program.
    #[arg(long, value_name = "FILE")]
    pub plans_file: Option<PathBuf>,
    /// What clusters run on.
    #[command(flatten)]
    pub machine: MachineConfig,
    /// A Postgres server to use instead of the embedded one.
    #[arg(long, value_name = "URL", env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Only prepare Kafka for quick starts.
    #[arg(long)]
    pub prepare: bool,
    /// Stop when standard input ends, for programs that must not leave us behind.
    #[arg(long)]
    pub stop_with_input: bool,
}

fn port_range(text: &str) -> Result<RangeInclusive<u16>, String> {
    let parsed = text
        .split_once('-')
        .and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)))
        .filter(|(first, last)| *first > 0 && first <= last);
    parsed
        .map(|(first, last)| first..=last)
        .ok_or_else(|| "expected FIRST-LAST, such as 19092-19999".to_owned())
}

/// A name that a client can look up, or an address that it can connect to.
fn host_name(text: &str) -> Result<String, String> {
    if let Ok(address) = text.parse::<IpAddr>() {
        let connects = address.is_ipv4() && !address.is_unspecified();
        return if connects {
            Ok(text.to_owned())
        } else {
            Err("expected an address that clients can connect to, or a name for it".to_owned())
        };
    }
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if text.len() <= 253 && text.split('.').all(label) {
        Ok(text.to_owned())
    } else {
        Err("expected a host name, such as kafka.example.com, without a port".to_owned())
    }
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
    fn port_ranges_are_read_or_refused() {
        assert_eq!(port_range("1-2"), Ok(1..=2));
        for bad in ["", "1", "2-1", "0-5", "1-70000", "a-b"] {
            assert!(port_range(bad).is_err(), "{bad} was accepted");
        }
    }

    #[test]
    fn host_names_are_read_or_refused() {
        for good in ["localhost", "kafka.example.com", "10.0.0.7", "a-b.c1"] {
            assert_eq!(host_name(good).as_deref(), Ok(good));
        }
        for bad in ["", "0.0.0.0", "::", "host:9092", "a..b", "-a", "a b", "http://a", "ü"] {
            assert!(host_name(bad).is_err(), "{bad} was accepted");
        }
    }

    #[test]
    fn a_database_is_named_once() {
        // Without the environment: the tests themselves run with `DATABASE_URL`.
        let command = Cli::command()
            .mut_subcommand("migrate", |migrate| migrate.mut_args(|arg| arg.env(None::<&str>)));
        let parse = |more: &[&str]| {
            command.clone().try_get_matches_from(["x", "migrate"].iter().chain(more))
        };
        assert!(parse(&["--database-url", "postgres://x/y"]).is_ok());
        assert!(parse(&["--database-url-file", "url"]).is_ok());
        assert!(
            parse(&["--database-url-file", "url", "--database-url", "postgres://x/y"]).is_err()
        );
        assert!(parse(&[]).is_err());
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
