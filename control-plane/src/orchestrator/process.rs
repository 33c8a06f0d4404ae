//! The orchestrator for one machine: each broker is a Java process with a gateway process beside it.
//!
//! A cluster is a directory (see `process/files.rs`); its processes are found in the process table by
//! the absolute path of their configuration. Both outlive the control plane and are adopted by the
//! next one, which needs neither the database nor any secret for that: everything a process needs to
//! be started again lies in its directory.

pub mod archive;
mod aside;
pub mod child;
mod describe;
pub mod files;
mod gateway;
mod manifest;
pub mod output;
mod probe;
mod running;
pub mod runtime;
mod storage;
mod supervisor;
mod table;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeSet, HashMap},
    fs, io,
    net::IpAddr,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use futures_util::future::{join_all, try_join_all};
use wire::{clock::Clock, ids::ClusterId, kafka::client::Security};

pub use self::manifest::is_free;
use self::{
    aside::{changed, prepare, write_all},
    child::{Identity, Process},
    files::{ClusterFiles, create_private_directory},
    manifest::Manifest,
    output::Output,
    running::{BrokerUnits, Running},
    runtime::Runtime,
    supervisor::{Supervisor, Unit},
    table::{gateway_identity, kafka_identity, processes_below, stop_below},
};
use super::{ClusterWorkload, ObservedCluster, Orchestrator, OrchestratorError};
use crate::{domain::cluster::Endpoint, pki::Authority};

const LOOPBACK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

/// Settings of the machine.
#[derive(Debug, Clone)]
pub struct ProcessConfig {
    /// Where clusters are kept.
    pub directory: PathBuf,
    /// The gateway's program.
    pub gateway_program: PathBuf,
    /// The address gateways of public clusters listen on for clients.
    pub listen: IpAddr,
    /// The name clients are given for it.
    pub advertised_host: String,
    /// The ports clusters may use: five for each broker.
    pub ports: RangeInclusive<u16>,
}

impl ProcessConfig {
    /// The address a cluster's gateways listen on for clients, and the name clients are given for it.
    fn reach(&self, endpoint: Endpoint) -> (IpAddr, &str) {
        match endpoint {
            Endpoint::Public => (self.listen, &self.advertised_host),
            Endpoint::Private => (LOOPBACK, "localhost"),
        }
    }
}

/// Runs workloads as processes of this machine.
pub struct ProcessOrchestrator {
    config: ProcessConfig,
    runtime: Runtime,
    authority: Authority,
    clock: Arc<dyn Clock>,
    clusters: Mutex<HashMap<ClusterId, Arc<Running>>>,
    /// Set once everything is to stop: nothing is started any more.
    closing: AtomicBool,
    /// Held while ports are chosen and until they are written down.
    choosing_ports: tokio::sync::Mutex<()>,
}

impl std::fmt::Debug for ProcessOrchestrator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProcessOrchestrator").field("config", &self.config).finish_non_exhaustive()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // Nothing that can panic runs under these locks, so a poisoned one is as good as any.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ProcessOrchestrator {
    /// Takes charge of `config.directory`. Nothing is started or adopted before [`Self::resume`] or
    /// [`Orchestrator::ensure`].
    pub fn new(
        mut config: ProcessConfig,
        runtime: Runtime,
        authority: Authority,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, OrchestratorError> {
        let directory = config.directory.clone();
        create_private_directory(&directory)
            .and_then(|()| fs::canonicalize(&directory))
            .map(|absolute| config.directory = absolute)
            .map_err(cannot("make", &directory))?;
        Ok(Self {
            config,
            runtime,
            authority,
            clock,
            clusters: Mutex::default(),
            closing: AtomicBool::new(false),
            choosing_ports: tokio::sync::Mutex::default(),
        })
    }

    /// Adopts or starts every complete cluster, without waiting for anybody to ask for it.
    pub async fn resume(&self) -> Result<(), OrchestratorError> {
        for cluster in self.directories()? {
            let files = self.files(cluster);
            let Some(manifest) = read_complete(&files)? else { continue };
            let running = self.running(cluster);
            let _changing = running.changing.lock().await;
            for broker in &manifest.brokers {
                self.supervise(cluster, &running, broker.id);
            }
        }
        Ok(())
    }

    /// Stops every process, gateways first, and leaves the data. Nothing is started afterwards.
    pub async fn stop_all(&self) {
        self.closing.store(true, Ordering::SeqCst);
        let running: Vec<_> = lock(&self.clusters).values().cloned().collect();
        join_all(running.iter().map(async |cluster| {
            let _changing = cluster.changing.lock().await;
            cluster.stop().await;
        }))
        .await;
    }

    /// The first port that is taken by somebody else though a cluster here needs it.
    pub fn blocked_port(&self) -> Result<Option<u16>, OrchestratorError> {
        for cluster in self.directories()? {
            let files = self.files(cluster);
            let Some(manifest) = read_complete(&files)? else { continue };
            for broker in &manifest.brokers {
                let kafka = Process::find(&kafka_identity(&files.kafka(broker.id)));
                let gateway = Process::find(&gateway_identity(&files.gateway(broker.id)));
                let runs = |found: io::Result<Option<Process>>| {
                    found
                        .map(|process| process.is_some())
                        .map_err(cannot("look for", Path::new("processes")))
                };
                let ports = broker.ports;
                let mut needed = Vec::new();
                if !runs(gateway)? {
                    needed.extend([
                        (self.config.reach(manifest.endpoint).0, ports.public),
                        (LOOPBACK, ports.admin),
                    ]);
                }
                if !runs(kafka)? {
                    needed.extend(
                        [ports.internal, ports.gateway, ports.controller]
                            .map(|port| (LOOPBACK, port)),
                    );
                }
                if let Some((_, port)) = needed.into_iter().find(|(at, port)| !is_free(*at, *port))
                {
                    return Ok(Some(port));
                }
            }
        }
        Ok(None)
    }

    /// Where the certificate of the authority is, for clients.
    pub fn ca_certificate_file(&self) -> &Path {
        self.authority.certificate_file()
    }

    fn files(&self, cluster: ClusterId) -> ClusterFiles {
        ClusterFiles::new(&self.config.directory, cluster)
    }

    fn running(&self, cluster: ClusterId) -> Arc<Running> {
        Arc::clone(lock(&self.clusters).entry(cluster).or_default())
    }

    fn directories(&self) -> Result<Vec<ClusterId>, OrchestratorError> {
        let unreadable = cannot("read", &self.config.directory);
        let mut clusters = Vec::new();
        for entry in fs::read_dir(&self.config.directory).map_err(&unreadable)? {
            let name = entry.map_err(&unreadable)?.file_name();
            clusters.extend(name.to_str().and_then(|name| name.parse::<ClusterId>().ok()));
        }
        Ok(clusters)
    }

    /// Clusters whose processes run, whatever became of their directories.
    fn in_process_table(&self) -> Result<BTreeSet<ClusterId>, OrchestratorError> {
        let found =
            processes_below(&self.config.directory).map_err(cannot("read", Path::new("/proc")))?;
        let cluster_of = |(_, below): &(Identity, PathBuf)| {
            below.components().next()?.as_os_str().to_str()?.parse::<ClusterId>().ok()
        };
        Ok(found.iter().filter_map(cluster_of).collect())
    }

    fn supervise(&self, cluster: ClusterId, running: &Running, broker: u16) {
        let files = self.files(cluster);
        running.supervise(broker, || BrokerUnits {
            kafka: Supervisor::start(self.kafka_unit(cluster, broker, &files.kafka(broker))),
            gateway: Supervisor::start(self.gateway_unit(cluster, broker, &files.gateway(broker))),
        });
    }

    fn kafka_unit(&self, cluster: ClusterId, broker: u16, directory: &Path) -> Unit {
        let identity = kafka_identity(directory);
        Unit {
            name: format!("{cluster}/broker-{broker}/kafka"),
            program: self.runtime.java().to_owned(),
            arguments: vec![identity.argument.clone()],
            directory: directory.to_owned(),
            identity,
            output: Output::new(directory.join("kafka.log")),
        }
    }

    fn gateway_unit(&self, cluster: ClusterId, broker: u16, directory: &Path) -> Unit {
        let identity = gateway_identity(directory);
        Unit {
            name: format!("{cluster}/broker-{broker}/gateway"),
            program: self.config.gateway_program.clone(),
            arguments: vec!["--config".into(), identity.argument.clone()],
            directory: directory.to_owned(),
            identity,
            output: Output::new(directory.join("gateway.log")),
        }
    }
}

#[async_trait]
impl Orchestrator for ProcessOrchestrator {
    fn internal_security(&self) -> Security {
        Security::Plaintext
    }

    async fn ensure(&self, workload: &ClusterWorkload) -> Result<(), OrchestratorError> {
        let cluster = workload.cluster_id;
        let running = self.running(cluster);
        let _changing = running.changing.lock().await;
        if self.closing.load(Ordering::SeqCst) {
            return Err(OrchestratorError::later("everything is being stopped"));
        }
        let files = self.files(cluster);
        create_private_directory(files.directory()).map_err(cannot("make", files.directory()))?;
        let mut manifest = {
            let _choosing_ports = self.choosing_ports.lock().await;
            let plan = self.plan(workload)?;
            if !plan.complete {
                plan.write(&files).map_err(cannot("write", &files.manifest()))?;
            }
            plan
        };
        let plan = manifest.clone();
        for broker in &mut manifest.brokers {
            let wanted = self.broker_files(workload, &plan, broker)?;
            let units = running.broker(broker.id);
            // The gateway notices a new certificate by itself.
            write_all(changed(&wanted.certificate_files)?)?;
            let gateway = units.as_ref().map(|units| &units.gateway);
            let directory = files.gateway(broker.id);
            prepare(&directory, &gateway_identity(&directory), gateway, &wanted.gateway).await?;
            let kafka = units.as_ref().map(|units| &units.kafka);
            let directory = files.kafka(broker.id);
            prepare(&directory, &kafka_identity(&directory), kafka, &wanted.kafka).await?;
            if wanted.certificate.is_some() {
                broker.certificate = wanted.certificate;
            }
        }
        let directories = manifest.brokers.iter().map(|broker| files.kafka(broker.id));
        try_join_all(
            directories
                .map(async |directory| storage::format(&self.runtime, workload, &directory).await),
        )
        .await?;
        manifest.complete = true;
        if Some(&manifest) != read_manifest(&files)?.as_ref() {
            manifest.write(&files).map_err(cannot("write", &files.manifest()))?;
        }
        for broker in &manifest.brokers {
            self.supervise(cluster, &running, broker.id);
        }
        for units in running.units() {
            units.run();
        }
        Ok(())
    }

    async fn restart(&self, cluster: ClusterId, broker: i32) -> Result<(), OrchestratorError> {
        let running = self.running(cluster);
        let _changing = running.changing.lock().await;
        if self.closing.load(Ordering::SeqCst) {
            return Err(OrchestratorError::later("everything is being stopped"));
        }
        let id = u16::try_from(broker).unwrap_or_default();
        let Some(units) = running.broker(id) else {
            return Err(OrchestratorError::later(format!("{cluster} has no broker {broker} yet")));
        };
        let files = self.files(cluster);
        units.restart(&files.kafka(id), &files.gateway(id)).await
    }

    async fn observe(
        &self,
        cluster: ClusterId,
    ) -> Result<Option<ObservedCluster>, OrchestratorError> {
        let files = self.files(cluster);
        let ca_certificate_pem = self.authority.certificate_pem().to_owned();
        let Some(manifest) = read_complete(&files)? else {
            let exists = files.directory().exists() || self.in_process_table()?.contains(&cluster);
            return Ok(exists.then(|| ObservedCluster {
                generation: 0,
                brokers: Vec::new(),
                bootstrap: String::new(),
                ca_certificate_pem,
            }));
        };
        let running = self.running(cluster);
        let reach = self.config.reach(manifest.endpoint);
        let brokers = join_all(manifest.brokers.iter().map(async |broker| {
            running::observe(running.broker(broker.id).as_deref(), broker, &files, reach).await
        }))
        .await;
        let addresses: Vec<_> = brokers.iter().map(|b| b.public_address.as_str()).collect();
        let bootstrap = addresses.join(",");
        Ok(Some(ObservedCluster {
            generation: manifest.generation,
            brokers,
            bootstrap,
            ca_certificate_pem,
        }))
    }

    async fn remove(&self, cluster: ClusterId) -> Result<(), OrchestratorError> {
        let running = self.running(cluster);
        let _changing = running.changing.lock().await;
        let files = self.files(cluster);
        // Without its manifest, nobody starts anything here again.
        files::remove_if_there(&files.manifest()).map_err(cannot("remove", &files.manifest()))?;
        running.stop().await;
        running.forget();
        // What an earlier control plane started, and this one never took charge of.
        stop_below(files.directory())
            .await
            .map_err(cannot("stop processes of", files.directory()))?;
        remove_directory(files.directory()).map_err(cannot("remove", files.directory()))?;
        lock(&self.clusters).remove(&cluster);
        Ok(())
    }

    async fn list(&self) -> Result<Vec<ClusterId>, OrchestratorError> {
        let mut clusters = self.in_process_table()?;
        clusters.extend(self.directories()?);
        Ok(clusters.into_iter().collect())
    }
}

fn read_manifest(files: &ClusterFiles) -> Result<Option<Manifest>, OrchestratorError> {
    Manifest::read(files).map_err(cannot("read", &files.manifest()))
}

fn read_complete(files: &ClusterFiles) -> Result<Option<Manifest>, OrchestratorError> {
    Ok(read_manifest(files)?.filter(|manifest| manifest.complete))
}

fn remove_directory(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// An error of the file system: it may be a full disk, so it may pass.
fn cannot(verb: &'static str, path: &Path) -> impl Fn(io::Error) -> OrchestratorError + use<> {
    let path = path.display().to_string();
    move |error| OrchestratorError::later(format!("cannot {verb} {path}: {error}")).caused_by(error)
}
