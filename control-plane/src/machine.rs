//! This machine as a place for clusters: its directory, its runtime, and the orchestrator over them.
//!
//! Whoever has a [`Machine`] is the only control plane that works in its directory. Everything that
//! would keep a cluster from running here is found out before anything is started. What runs goes on
//! running when the control plane ends, and the next one adopts it.

pub mod preflight;

use std::{
    fs, io,
    net::IpAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use wire::{clock::Clock, entropy::Entropy, error::chain};

use crate::{
    config::{Config, MachineConfig},
    orchestrator::{
        Orchestrator, OrchestratorError,
        process::{
            ProcessConfig, ProcessOrchestrator, archive,
            files::create_private_directory,
            runtime::{Runtime, RuntimeError},
        },
    },
    pki::{Authority, PkiError},
};
use preflight::PreflightError;

/// What clients on this machine may call it.
const LOCALHOST: &str = "localhost";

/// Why clusters cannot run here.
#[derive(Debug, thiserror::Error)]
pub enum MachineError {
    /// Found out before anything was started.
    #[error(transparent)]
    Preflight(#[from] PreflightError),
    /// Kafka or Java is missing.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// No certificates.
    #[error(transparent)]
    Pki(#[from] PkiError),
    /// No clusters.
    #[error(transparent)]
    Orchestrator(#[from] OrchestratorError),
    /// Gateways listen for other machines, which cannot find them.
    #[error(
        "gateways listen on {listen}, and clients elsewhere need a name for it: give them one with --advertised-host"
    )]
    Nameless {
        /// Where gateways listen.
        listen: IpAddr,
    },
    /// A file cannot be used.
    #[error("cannot use {path}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// This machine, ours as long as this lives.
#[derive(Debug)]
pub struct Machine {
    directory: PathBuf,
    runtime: Runtime,
    orchestrator: Arc<ProcessOrchestrator>,
    _lock: fs::File,
}

impl Machine {
    /// Checks everything and takes charge of `directory`. Nothing is started yet.
    pub fn take(
        directory: &Path,
        config: &MachineConfig,
        listen: IpAddr,
        advertised_host: Option<&str>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, MachineError> {
        let advertised_host = advertise(listen, advertised_host)?;
        let directory = own_directory(directory)?;
        let lock = preflight::take(&directory)?;
        preflight::disk(&directory)?;
        let runtime = locate(config, &directory)?;
        let orchestrator = ProcessOrchestrator::new(
            ProcessConfig {
                directory: directory.join("clusters"),
                gateway_program: gateway_program()?,
                listen,
                advertised_host,
                ports: config.ports.clone(),
            },
            runtime.clone(),
            Authority::open(&directory.join("pki"), clock.now())?,
            clock,
        )?;
        if let Some(port) = orchestrator.blocked_port()? {
            return Err(PreflightError::ClusterPort { port }.into());
        }
        Ok(Self { directory, runtime, orchestrator: Arc::new(orchestrator), _lock: lock })
    }

    /// Its directory, as an absolute path.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// What clusters run on.
    pub const fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// What runs clusters here.
    pub fn orchestrator(&self) -> Arc<dyn Orchestrator> {
        self.orchestrator.clone()
    }

    /// The certificate authority of its gateways.
    pub fn ca_certificate_file(&self) -> &Path {
        self.orchestrator.ca_certificate_file()
    }

    /// Adopts the clusters that run and starts the others. Needs no database: whatever becomes of it,
    /// clients are served.
    pub async fn resume(
        &self,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<(), OrchestratorError> {
        prepare(&self.runtime, clock, entropy).await;
        self.orchestrator.resume().await
    }

    /// Stops every cluster and keeps its data.
    pub async fn stop(&self) {
        self.orchestrator.stop_all().await;
    }
}

/// Makes Kafka ready for quick starts, unless it is.
pub async fn prepare(runtime: &Runtime, clock: &dyn Clock, entropy: &dyn Entropy) {
    // It only makes starts quicker: a machine where it cannot be made works all the same.
    if let Err(error) = archive::ensure(runtime, runtime.newest(), clock, entropy).await {
        tracing::warn!(error = chain(&error), "archive.not_made");
    }
}

/// Whether [`prepare`] has something to do.
pub fn is_prepared(runtime: &Runtime) -> bool {
    runtime.archive(runtime.newest()).is_file()
}

/// Java, and Kafka's releases; by default those under `directory`.
pub fn locate(config: &MachineConfig, directory: &Path) -> Result<Runtime, RuntimeError> {
    let java = java_program(config.java_home.as_deref());
    Runtime::locate(&runtime_directory(config, directory), &java)
}

/// Where Kafka's releases are.
pub fn runtime_directory(config: &MachineConfig, directory: &Path) -> PathBuf {
    config.runtime.clone().unwrap_or_else(|| directory.join("runtime"))
}

/// Makes a directory that only we can look into; its absolute path.
pub fn own_directory(path: &Path) -> Result<PathBuf, MachineError> {
    let error = |source| MachineError::File { path: path.to_owned(), source };
    create_private_directory(path).and_then(|()| fs::canonicalize(path)).map_err(error)
}

/// Says whether clusters can run here, for `doctor`. Changes nothing.
pub fn examine(config: &Config) -> Result<String, String> {
    let examined = || {
        advertise(config.listen_host, config.advertised_host.as_deref())?;
        let runtime = locate(&config.machine, &config.data_dir)?;
        let gateway = gateway_program()?;
        let there = config.data_dir.ancestors().find(|path| path.is_dir());
        preflight::disk(there.unwrap_or(Path::new(".")))?;
        Ok::<_, MachineError>(format!(
            "Kafka {} on {}, {}",
            runtime.newest().version,
            runtime.java().display(),
            gateway.display()
        ))
    };
    examined().map_err(|error| chain(&error))
}

/// The name clients are given.
fn advertise(listen: IpAddr, host: Option<&str>) -> Result<String, MachineError> {
    match host {
        Some(host) => Ok(host.to_owned()),
        None if listen.is_loopback() => Ok(LOCALHOST.to_owned()),
        None => Err(MachineError::Nameless { listen }),
    }
}

/// The gateway is built beside us.
fn gateway_program() -> Result<PathBuf, MachineError> {
    let ours = std::env::current_exe()
        .map_err(|source| MachineError::File { path: "/proc/self/exe".into(), source })?;
    let path = ours.with_file_name("millrace-gateway");
    preflight::program(&path)?;
    Ok(path)
}

/// The `java` of an installation, or the first one on the usual path.
fn java_program(home: Option<&Path>) -> PathBuf {
    match home {
        Some(home) => home.join("bin/java"),
        None => ["/usr/local/bin/java", "/usr/bin/java"]
            .into_iter()
            .map(PathBuf::from)
            .find(|path| path.exists())
            .unwrap_or_else(|| "/usr/bin/java".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_elsewhere_are_not_sent_to_themselves() {
        let (here, everywhere) = ("127.0.0.1".parse().unwrap(), "0.0.0.0".parse().unwrap());
        assert_eq!(advertise(here, None).unwrap(), LOCALHOST);
        assert_eq!(advertise(everywhere, Some("kafka.example.com")).unwrap(), "kafka.example.com");
        assert!(matches!(advertise(everywhere, None), Err(MachineError::Nameless { .. })));
    }
}
