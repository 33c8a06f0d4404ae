//! The gateway's configuration: one JSON file, and the files with secrets that it names.
//!
//! Strict, so that a misspelt key stops the start instead of being ignored. Secrets never stand in
//! the file itself. Every deadline and bound of the gateway is in [`Limits`], and nowhere else.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use serde::Deserialize;
use wire::{ids::ClusterId, key::Pepper, secret::Secret};

/// Why the gateway cannot start with this configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("cannot read {what} `{}`", path.display())]
    Read {
        /// Which setting names the file.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The file is not the JSON expected; the message names the key.
    #[error("`{}` is not a valid gateway configuration", path.display())]
    Parse {
        /// The configuration file.
        path: PathBuf,
        /// What serde said, which names the key.
        #[source]
        source: serde_json::Error,
    },
    /// A value cannot be used.
    #[error("{key}: {problem}")]
    Value {
        /// The setting.
        key: &'static str,
        /// What is wrong and what is expected.
        problem: &'static str,
    },
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// The server's certificate chain and key, as PEM files; reread when they change.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsFiles {
    /// Certificate chain, leaf first.
    pub certificate_file: PathBuf,
    /// Private key.
    pub key_file: PathBuf,
}

/// What this gateway shows to the other brokers and how it knows them, as PEM files; read for each
/// connection.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeerTls {
    /// What signed the brokers' certificates.
    pub ca_file: PathBuf,
    /// Certificate chain, leaf first.
    pub certificate_file: PathBuf,
    /// Private key.
    pub key_file: PathBuf,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the names of the keys in the file")]
struct File {
    cluster_id: ClusterId,
    broker_id: i32,
    listen: SocketAddr,
    admin_listen: SocketAddr,
    upstream: String,
    #[serde(default)]
    peers: BTreeMap<i32, String>,
    peer_tls: Option<PeerTls>,
    tls: TlsFiles,
    gateway_password_file: PathBuf,
    upstream_secret_file: PathBuf,
    pepper_files: BTreeMap<u16, PathBuf>,
    #[serde(default)]
    log_format: LogFormat,
    #[serde(default)]
    limits: Limits,
}

/// Everything the gateway is told at its start.
#[derive(Debug)]
pub struct Config {
    /// The cluster this gateway belongs to; the audience of access tokens.
    pub cluster_id: ClusterId,
    /// The broker this gateway stands in front of; names the gateway in reports.
    pub broker_id: i32,
    /// Where clients connect (TLS).
    pub listen: SocketAddr,
    /// Where health and metrics are served (plain HTTP).
    pub admin_listen: SocketAddr,
    /// The broker's GATEWAY listener, `host:port`.
    pub upstream: String,
    /// The INTERNAL listeners of the cluster's brokers, `host:port` by broker id; needed where there
    /// is more than one.
    pub peers: BTreeMap<i32, String>,
    /// Set where those listeners are encrypted.
    pub peer_tls: Option<PeerTls>,
    /// Server certificate.
    pub tls: TlsFiles,
    /// Password of the broker user `gateway`.
    pub gateway_password: Secret<String>,
    /// Derives the passwords of the tenants' broker users.
    pub upstream_secret: Secret<Vec<u8>>,
    /// What key verifiers were made with, by version.
    pub peppers: BTreeMap<u16, Pepper>,
    /// How to log.
    pub log_format: LogFormat,
    /// Deadlines and bounds.
    pub limits: Arc<Limits>,
}

macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $default:expr;)+) => {
        /// Every deadline and bound of the gateway; the configuration may override each.
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Limits {
            $($(#[$doc])* pub $name: $type,)+
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }
    };
}

limits! {
    /// From accept to a finished sign-in.
    handshake_timeout_ms: u64 = 10_000;
    /// Largest request before sign-in. Strangers get no more memory than this each.
    handshake_frame_bytes: usize = 64 * 1024;
    /// Largest request.
    request_frame_bytes: usize = 16 * 1024 * 1024;
    /// Largest response that has to be held whole to be rewritten.
    response_frame_bytes: usize = 64 * 1024 * 1024;
    /// What a fetch may ask for at once.
    fetch_max_bytes: i32 = 16 * 1024 * 1024;
    /// Requests of one connection that await their response.
    in_flight_requests: usize = 64;
    /// Bytes of request frames in memory, all connections together.
    request_budget_bytes: usize = 256 * 1024 * 1024;
    /// Bytes of whole response frames in memory, all connections together.
    response_budget_bytes: usize = 256 * 1024 * 1024;
    /// One tenant's part of `request_budget_bytes`, so that nobody takes it all.
    tenant_request_bytes: usize = 32 * 1024 * 1024;
    /// One tenant's part of `response_budget_bytes`.
    tenant_response_bytes: usize = 64 * 1024 * 1024;
    /// A frame that has begun must be complete within this, as must each write to a client.
    frame_timeout_ms: u64 = 60_000;
    /// A connection without a request for this long is closed.
    idle_timeout_ms: u64 = 540_000;
    /// After so long without a byte, the other end of a connection is asked whether it is there.
    keepalive_ms: u64 = 60_000;
    /// Client connections of this gateway.
    connections: usize = 10_000;
    /// Of these, how many without a sign-in may come from one address.
    strangers_per_address: usize = 1_000;
    /// How long a failed sign-in waits for its answer.
    failed_auth_delay_ms: u64 = 100;
    /// How long a connection over its tenant's limit is held before it is closed.
    refused_connection_delay_ms: u64 = 1_000;
    /// Connecting and signing in to the broker.
    upstream_connect_timeout_ms: u64 = 5_000;
    /// A response from the broker that does not come within this ends the connection.
    upstream_response_timeout_ms: u64 = 330_000;
    /// Longest throttle told to a client at once; a larger debt is repeated.
    throttle_cap_ms: u32 = 2_000;
    /// Time between reports to the control plane.
    report_interval_ms: u64 = 1_000;
    /// Time between looks at the broker and at the certificate files.
    probe_interval_ms: u64 = 2_000;
    /// How long the tenancy records may stay unread, or the broker's copy of them incomplete, before
    /// the gateway counts as not ready.
    behind_ms: u64 = 30_000;
    /// Time given to open connections when the gateway stops.
    drain_timeout_ms: u64 = 4_000;
    /// Names and ids of topics remembered; the least recently learnt are forgotten.
    topic_ids: usize = 100_000;
}

macro_rules! durations {
    ($($(#[$doc:meta])* $name:ident = $field:ident;)+) => {
        impl Limits {
            $($(#[$doc])* pub const fn $name(&self) -> Duration {
                Duration::from_millis(self.$field)
            })+
        }
    };
}

durations! {
    /// See `handshake_timeout_ms`.
    handshake_timeout = handshake_timeout_ms;
    /// See `frame_timeout_ms`.
    frame_timeout = frame_timeout_ms;
    /// See `idle_timeout_ms`.
    idle_timeout = idle_timeout_ms;
    /// See `keepalive_ms`.
    keepalive = keepalive_ms;
    /// See `failed_auth_delay_ms`.
    failed_auth_delay = failed_auth_delay_ms;
    /// See `refused_connection_delay_ms`.
    refused_connection_delay = refused_connection_delay_ms;
    /// See `upstream_connect_timeout_ms`.
    upstream_connect_timeout = upstream_connect_timeout_ms;
    /// See `upstream_response_timeout_ms`.
    upstream_response_timeout = upstream_response_timeout_ms;
    /// See `report_interval_ms`.
    report_interval = report_interval_ms;
    /// See `probe_interval_ms`.
    probe_interval = probe_interval_ms;
    /// See `behind_ms`.
    behind = behind_ms;
    /// See `drain_timeout_ms`.
    drain_timeout = drain_timeout_ms;
}

impl Config {
    /// Reads a configuration file and the files it names; relative paths start at its directory.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = read("the configuration file", path)?;
        let file: File = serde_json::from_slice(&text)
            .map_err(|source| ConfigError::Parse { path: path.to_owned(), source })?;
        let directory = path.parent().unwrap_or(Path::new("."));
        let at = |relative: &Path| directory.join(relative);

        let password = read("gateway_password_file", &at(&file.gateway_password_file))?;
        let password = String::from_utf8(password).map_err(|_| ConfigError::Value {
            key: "gateway_password_file",
            problem: "must hold UTF-8 text",
        })?;
        let mut peppers = BTreeMap::new();
        for (version, path) in &file.pepper_files {
            let secret = long_enough("pepper_files", read("pepper_files", &at(path))?)?;
            peppers.insert(*version, Pepper::new(*version, secret.expose()));
        }
        let upstream_secret = read("upstream_secret_file", &at(&file.upstream_secret_file))?;
        file.limits.check()?;
        Ok(Self {
            cluster_id: file.cluster_id,
            broker_id: file.broker_id,
            listen: file.listen,
            admin_listen: file.admin_listen,
            upstream: file.upstream,
            peers: file.peers,
            peer_tls: file.peer_tls.map(|tls| PeerTls {
                ca_file: at(&tls.ca_file),
                certificate_file: at(&tls.certificate_file),
                key_file: at(&tls.key_file),
            }),
            tls: TlsFiles {
                certificate_file: at(&file.tls.certificate_file),
                key_file: at(&file.tls.key_file),
            },
            gateway_password: Secret::new(password.trim_end_matches(['\r', '\n']).to_owned()),
            upstream_secret: long_enough("upstream_secret_file", upstream_secret)?,
            peppers,
            log_format: file.log_format,
            limits: Arc::new(file.limits),
        })
    }
}

impl Limits {
    fn check(&self) -> Result<(), ConfigError> {
        let positive = [
            ("limits.in_flight_requests", self.in_flight_requests),
            ("limits.connections", self.connections),
            ("limits.strangers_per_address", self.strangers_per_address),
            ("limits.topic_ids", self.topic_ids),
        ];
        for (key, value) in positive {
            if value == 0 {
                return Err(ConfigError::Value { key, problem: "must be at least 1" });
            }
        }
        let fits = self.request_frame_bytes <= self.tenant_request_bytes
            && self.tenant_request_bytes <= self.request_budget_bytes
            && self.response_frame_bytes <= self.tenant_response_bytes
            && self.tenant_response_bytes <= self.response_budget_bytes;
        let largest = self.request_budget_bytes.max(self.response_budget_bytes);
        if !fits || u32::try_from(largest).is_err() {
            return Err(ConfigError::Value {
                key: "limits.request_budget_bytes",
                problem: "each tenant's part must hold the largest frame, and each budget, below 4 GiB, one part",
            });
        }
        Ok(())
    }
}

fn read(what: &'static str, path: &Path) -> Result<Vec<u8>, ConfigError> {
    fs::read(path).map_err(|source| ConfigError::Read { what, path: path.to_owned(), source })
}

fn long_enough(key: &'static str, secret: Vec<u8>) -> Result<Secret<Vec<u8>>, ConfigError> {
    if secret.len() < 32 {
        return Err(ConfigError::Value { key, problem: "must hold at least 32 bytes" });
    }
    Ok(Secret::new(secret))
}

#[cfg(test)]
mod tests {
    use wire::error::chain;

    use super::*;

    fn load(extra: &str) -> Result<Config, ConfigError> {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        fs::write(path("password"), "hunter2\n").unwrap();
        fs::write(path("secret"), [7; 32]).unwrap();
        fs::write(
            path("gateway.json"),
            format!(
                r#"{{"cluster_id":"clus_01jd7c4v9ke0xbt5q2m8n6rhwz","broker_id":1,
                "listen":"127.0.0.1:0","admin_listen":"127.0.0.1:0","upstream":"127.0.0.1:9092",
                "tls":{{"certificate_file":"c.pem","key_file":"k.pem"}},
                "gateway_password_file":"password","upstream_secret_file":"secret",
                "pepper_files":{{"1":"secret"}}{extra}}}"#
            ),
        )
        .unwrap();
        Config::load(&path("gateway.json"))
    }

    #[test]
    fn secrets_come_from_files_beside_the_configuration() {
        let config = load("").unwrap();
        assert_eq!(config.gateway_password.expose(), "hunter2");
        assert!(config.tls.key_file.is_absolute());
        assert_eq!(config.peppers.len(), 1);
    }

    #[test]
    fn the_other_brokers_are_known_by_their_ids() {
        assert!(load("").unwrap().peers.is_empty());
        let config = load(
            r#","peers":{"1":"a:1","2":"b:2"},
            "peer_tls":{"ca_file":"ca.pem","certificate_file":"p.pem","key_file":"pk.pem"}"#,
        )
        .unwrap();
        assert_eq!(config.peers[&2], "b:2");
        assert!(config.peer_tls.unwrap().ca_file.is_absolute());
        assert!(load(r#","peers":{"one":"a:1"}"#).is_err());
    }

    #[test]
    fn a_misspelt_key_is_refused_by_name() {
        let error = load(r#","limits":{"conections":5}"#).unwrap_err();
        assert!(chain(&error).contains("conections"), "{}", chain(&error));
        let error = load(r#","colour":"red""#).unwrap_err();
        assert!(chain(&error).contains("colour"), "{}", chain(&error));
    }

    #[test]
    fn a_budget_smaller_than_one_frame_is_refused() {
        assert!(load(r#","limits":{"request_budget_bytes":1024}"#).is_err());
    }
}
