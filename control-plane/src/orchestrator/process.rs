//! The orchestrator for one machine: each broker is a Java process with a gateway process beside it.
//!
//! A cluster is a directory (see `process/files.rs`); its processes are found in the process table by
//! the absolute path of their configuration. Both outlive the control plane and are adopted by the
//! next one, which needs neither the database nor any secret for that: everything a process needs to
//! be started again lies in its directory. A running process always runs the files that are there,
//! because it is stopped before they are changed.

pub mod archive;
pub mod child;
pub mod files;
mod gateway;
mod manifest;
pub mod output;
mod probe;
pub mod runtime;
mod supervisor;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ffi::OsString,
    fs, io,
    net::IpAddr,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use futures_util::future::join_all;
use tokio::process::Command;
use wire::{clock::Clock, ids::ClusterId};

pub use self::manifest::is_free;
use self::{
    child::{Identity, Process},
    files::{ClusterFiles, Wanted, create_private_directory},
    manifest::{Manifest, ManifestBroker, ManifestCertificate},
    output::Output,
    runtime::Runtime,
    supervisor::{Status, Supervisor, Unit},
};
use super::{
    ClusterWorkload, ObservedBroker, ObservedCluster, Orchestrator, OrchestratorError, State, kafka,
};
use crate::pki::Authority;

/// A broker that is asked to stop hands over and flushes first, within a second as a rule. One that
/// takes longer than this is killed; it loses nothing by that but a quicker next start.
const KAFKA_GRACE: Duration = Duration::from_secs(4);
/// A gateway lets requests in flight finish.
const GATEWAY_GRACE: Duration = Duration::from_secs(5);
/// Formatting takes half a second; a machine that is busy with other starts may need far longer.
const FORMAT_TIMEOUT: Duration = Duration::from_mins(1);

/// Settings of the machine.
#[derive(Debug, Clone)]
pub struct ProcessConfig {
    /// Where clusters are kept.
    pub directory: PathBuf,
    /// The gateway's program.
    pub gateway_program: PathBuf,
    /// The address gateways listen on for clients.
    pub listen: IpAddr,
    /// The name clients are given for it.
    pub advertised_host: String,
    /// The ports clusters may use: five for each broker.
    pub ports: RangeInclusive<u16>,
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

/// What is supervised of one cluster.
#[derive(Debug, Default)]
struct Running {
    /// Held by whoever changes the cluster.
    changing: tokio::sync::Mutex<()>,
    brokers: Mutex<HashMap<u16, Arc<BrokerUnits>>>,
}

#[derive(Debug)]
struct BrokerUnits {
    kafka: Supervisor,
    gateway: Supervisor,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // Nothing that can panic runs under these locks, so a poisoned one is as good as any.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Running {
    fn units(&self) -> Vec<Arc<BrokerUnits>> {
        lock(&self.brokers).values().cloned().collect()
    }

    /// Clients are let go before the brokers under them.
    async fn stop(&self) {
        let units = self.units();
        join_all(units.iter().map(|unit| unit.gateway.stop())).await;
        // One after the other: brokers hand their partitions to those that remain.
        for unit in &units {
            unit.kafka.stop().await;
        }
    }
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
                    needed.extend([(self.config.listen, ports.public), (LOOPBACK, ports.admin)]);
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
        lock(&running.brokers).entry(broker).or_insert_with(|| {
            Arc::new(BrokerUnits {
                kafka: Supervisor::start(self.kafka_unit(cluster, broker, &files.kafka(broker))),
                gateway: Supervisor::start(self.gateway_unit(
                    cluster,
                    broker,
                    &files.gateway(broker),
                )),
            })
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
            grace: KAFKA_GRACE,
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
            grace: GATEWAY_GRACE,
        }
    }

    /// The manifest of a workload: what was decided before stays, what is new gets ports.
    fn plan(&self, workload: &ClusterWorkload) -> Result<Manifest, OrchestratorError> {
        let files = self.files(workload.cluster_id);
        let mut manifest = read_manifest(&files)?.unwrap_or_else(|| Manifest {
            generation: workload.generation,
            complete: false,
            kafka_cluster_id: workload.kafka_cluster_id.to_string(),
            kafka_version: workload.kafka_version.clone(),
            brokers: Vec::new(),
        });
        if manifest.kafka_cluster_id != workload.kafka_cluster_id.as_str() {
            return Err(OrchestratorError::never(format!(
                "the storage of {} was formatted as Kafka cluster {}, not {}",
                workload.cluster_id, manifest.kafka_cluster_id, workload.kafka_cluster_id
            )));
        }
        let present = u16::try_from(manifest.brokers.len()).unwrap_or(u16::MAX);
        let missing = workload.brokers.checked_sub(present).ok_or_else(|| {
            OrchestratorError::never(format!(
                "{} has {present} brokers and cannot be made to have {}",
                workload.cluster_id, workload.brokers
            ))
        })?;
        if missing > 0 && present > 0 {
            return Err(OrchestratorError::never(format!(
                "{} was made with {present} brokers; their controllers cannot be joined by more",
                workload.cluster_id
            )));
        }
        if missing > 0 {
            let ports = self.free_ports(missing)?;
            manifest.brokers = (1..)
                .zip(ports)
                .map(|(id, ports)| ManifestBroker { id, ports, certificate: None })
                .collect();
        }
        manifest.generation = workload.generation;
        manifest.kafka_version.clone_from(&workload.kafka_version);
        Ok(manifest)
    }

    fn free_ports(&self, brokers: u16) -> Result<Vec<manifest::Ports>, OrchestratorError> {
        let mut taken = HashSet::new();
        for cluster in self.directories()? {
            if let Some(manifest) = read_manifest(&self.files(cluster))? {
                taken.extend(manifest.ports());
            }
        }
        let range = self.config.ports.clone();
        manifest::allocate(range.clone(), &taken, self.config.listen, brokers).ok_or_else(|| {
            OrchestratorError::later(format!(
                "no free ports are left between {} and {}",
                range.start(),
                range.end()
            ))
        })
    }

    /// The files of one broker and of its gateway, and the certificate that goes with them.
    fn broker_files(
        &self,
        workload: &ClusterWorkload,
        manifest: &Manifest,
        broker: &ManifestBroker,
    ) -> Result<BrokerFiles, OrchestratorError> {
        let release = self.runtime.release(&workload.kafka_version).ok_or_else(|| {
            OrchestratorError::never(format!(
                "Kafka {} is not installed on this machine",
                workload.kafka_version
            ))
        })?;
        let files = self.files(workload.cluster_id);
        let directory = files.kafka(broker.id);
        let host = &self.config.advertised_host;
        let data = directory.join("data");
        let properties = kafka::properties(workload, &manifest.node(broker, host, &data))?;
        let archive = self.runtime.archive(release);
        let machine = kafka::Machine {
            class_path: &release.class_path,
            archive: kafka::Archive::Use(&archive),
            extra: &[],
            properties: &directory.join(kafka::PROPERTIES_FILE),
        };
        let arguments = kafka::arguments(&machine, workload.shape.heap_mib)?;
        let kafka = vec![
            Wanted::new(directory.join(kafka::PROPERTIES_FILE), properties.as_bytes()),
            Wanted::new(directory.join(kafka::ARGUMENTS_FILE), arguments),
        ];
        let directory = files.gateway(broker.id);
        let names = gateway::server_names(&self.config);
        let present = broker.certificate.as_ref();
        let now = self.clock.now();
        let certificate = gateway::certificate(&self.authority, &names, present, &directory, now)?;
        let gateway = gateway::files(
            workload.cluster_id,
            broker,
            &self.config,
            &workload.secrets,
            &directory,
        );
        let certificate_files = certificate
            .as_ref()
            .map_or_else(Vec::new, |new| gateway::certificate_files(new, &directory));
        let certificate =
            certificate.map(|new| ManifestCertificate { names, not_after: new.not_after });
        Ok(BrokerFiles { kafka, gateway, certificate_files, certificate })
    }

    /// Formats the storage of a broker, once.
    async fn format(
        &self,
        workload: &ClusterWorkload,
        directory: &Path,
    ) -> Result<(), OrchestratorError> {
        let formatted = directory.join("formatted");
        if formatted.is_file() {
            return Ok(());
        }
        // Without the mark this is what an interrupted attempt left: no record was ever in it.
        let data = directory.join("data");
        remove_directory(&data).map_err(cannot("remove", &data))?;
        let release = self.runtime.release(&workload.kafka_version).ok_or_else(|| {
            OrchestratorError::never(format!("Kafka {} is not installed", workload.kafka_version))
        })?;
        let archive = self.runtime.archive(release);
        let machine = kafka::Machine {
            class_path: &release.class_path,
            archive: kafka::Archive::Use(&archive),
            extra: &[],
            properties: &directory.join(kafka::PROPERTIES_FILE),
        };
        let arguments = kafka::format_arguments(&machine, workload)?;
        let arguments_file = directory.join("format.args");
        files::write_private(&arguments_file, arguments.as_bytes())
            .map_err(cannot("write", &arguments_file))?;
        let result = run_format(self.runtime.java(), &arguments_file).await;
        files::remove_if_there(&arguments_file).map_err(cannot("remove", &arguments_file))?;
        result?;
        files::write_private(&formatted, b"").map_err(cannot("write", &formatted))
    }

    async fn observe_broker(
        &self,
        cluster: ClusterId,
        running: &Running,
        broker: &ManifestBroker,
    ) -> ObservedBroker {
        let files = self.files(cluster);
        let outdated = [files.kafka(broker.id), files.gateway(broker.id)]
            .iter()
            .any(|directory| pending(directory).is_dir());
        let units = lock(&running.brokers).get(&broker.id).cloned();
        let ports = broker.ports;
        let (kafka, gateway) = tokio::join!(
            state(units.as_ref().map(|units| units.kafka.status()), probe::accepts(ports.internal)),
            state(units.as_ref().map(|units| units.gateway.status()), probe::is_ready(ports.admin)),
        );
        ObservedBroker {
            id: i32::from(broker.id),
            kafka,
            gateway,
            outdated,
            internal_address: format!("127.0.0.1:{}", ports.internal),
            public_address: format!("{}:{}", self.config.advertised_host, ports.public),
        }
    }
}

/// The names of the two programs.
const JAVA: &str = "java";
const GATEWAY: &str = "millrace-gateway";
const LOOPBACK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

struct BrokerFiles {
    kafka: Vec<Wanted>,
    gateway: Vec<Wanted>,
    certificate_files: Vec<Wanted>,
    /// Of a certificate that is new.
    certificate: Option<ManifestCertificate>,
}

#[async_trait]
impl Orchestrator for ProcessOrchestrator {
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
            let units = lock(&running.brokers).get(&broker.id).cloned();
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
            self.format(workload, &files.kafka(broker.id)).await?;
        }
        manifest.complete = true;
        if Some(&manifest) != read_manifest(&files)?.as_ref() {
            manifest.write(&files).map_err(cannot("write", &files.manifest()))?;
        }
        for broker in &manifest.brokers {
            self.supervise(cluster, &running, broker.id);
        }
        for units in running.units() {
            units.kafka.run();
            units.gateway.run();
        }
        Ok(())
    }

    async fn restart(&self, cluster: ClusterId, broker: i32) -> Result<(), OrchestratorError> {
        let running = self.running(cluster);
        let _changing = running.changing.lock().await;
        if self.closing.load(Ordering::SeqCst) {
            return Err(OrchestratorError::later("everything is being stopped"));
        }
        let units = u16::try_from(broker)
            .ok()
            .and_then(|id| Some((id, lock(&running.brokers).get(&id).cloned()?)));
        let Some((id, units)) = units else {
            return Err(OrchestratorError::later(format!("{cluster} has no broker {broker} yet")));
        };
        let files = self.files(cluster);
        let (kafka, gateway) = (files.kafka(id), files.gateway(id));
        let kafka_too = pending(&kafka).is_dir();
        // Clients are let go before the broker under them.
        units.gateway.stop().await;
        take_over(&gateway)?;
        if kafka_too {
            units.kafka.stop().await;
            take_over(&kafka)?;
            units.kafka.run();
        }
        units.gateway.run();
        Ok(())
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
        let brokers =
            join_all(manifest.brokers.iter().map(|b| self.observe_broker(cluster, &running, b)))
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
        lock(&running.brokers).clear();
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

fn kafka_identity(directory: &Path) -> Identity {
    let mut argument = OsString::from("@");
    argument.push(directory.join(kafka::ARGUMENTS_FILE));
    Identity { program: JAVA, argument }
}

fn gateway_identity(directory: &Path) -> Identity {
    Identity { program: GATEWAY, argument: directory.join(gateway::CONFIG_FILE).into_os_string() }
}

async fn state(status: Option<Status>, ready: impl Future<Output = bool>) -> State {
    match status {
        Some(Status::Running) if ready.await => State::Ready,
        Some(Status::Stopping) => State::Stopping,
        Some(Status::Failed { reason }) => State::Failed { reason },
        Some(Status::Running | Status::Starting | Status::Stopped) | None => State::Starting,
    }
}

/// Brokers and gateways whose configuration lies below `directory`, with its path from there.
fn processes_below(directory: &Path) -> io::Result<Vec<(Identity, PathBuf)>> {
    let known = |arguments: &[OsString]| {
        let name = Path::new(arguments.first()?).file_name()?;
        let program = [JAVA, GATEWAY].into_iter().find(|program| name == *program)?;
        arguments.iter().skip(1).find_map(|argument| {
            let text = argument.to_str()?;
            let path = Path::new(text.strip_prefix('@').unwrap_or(text));
            let below = path.strip_prefix(directory).ok()?.to_owned();
            Some((Identity { program, argument: argument.clone() }, below))
        })
    };
    let found = child::scan(|arguments| known(arguments).is_some())?;
    Ok(found.iter().filter_map(|(_, arguments)| known(arguments)).collect())
}

/// Stops every process whose configuration lies below `directory`: gateways, then brokers.
async fn stop_below(directory: &Path) -> io::Result<()> {
    let mut identities: Vec<_> =
        processes_below(directory)?.into_iter().map(|(identity, _)| identity).collect();
    identities.sort_by_key(|identity| identity.program == JAVA);
    for identity in identities {
        while let Some(process) = Process::find(&identity)? {
            process.stop(KAFKA_GRACE).await?;
        }
    }
    Ok(())
}

async fn run_format(java: &Path, arguments_file: &Path) -> Result<(), OrchestratorError> {
    let mut argument = OsString::from("@");
    argument.push(arguments_file);
    let output = Command::new(java)
        .arg(argument)
        .env_clear()
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let failed =
        |reason: String| OrchestratorError::later(format!("cannot format storage: {reason}"));
    let output = tokio::time::timeout(FORMAT_TIMEOUT, output)
        .await
        .map_err(|_| failed(format!("no result within {} s", FORMAT_TIMEOUT.as_secs())))?
        .map_err(|error| failed(format!("{} does not run", java.display())).caused_by(error))?;
    if output.status.success() {
        return Ok(());
    }
    // Its standard output shows the users' verifiers, its standard error does not.
    let stderr = String::from_utf8_lossy(&output.stderr);
    let last = stderr.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it printed nothing");
    Err(failed(last.chars().take(300).collect()))
}

fn read_manifest(files: &ClusterFiles) -> Result<Option<Manifest>, OrchestratorError> {
    Manifest::read(files).map_err(cannot("read", &files.manifest()))
}

fn read_complete(files: &ClusterFiles) -> Result<Option<Manifest>, OrchestratorError> {
    Ok(read_manifest(files)?.filter(|manifest| manifest.complete))
}

/// Where files wait for the restart of a process that runs with others.
fn pending(directory: &Path) -> PathBuf {
    directory.join("pending")
}

/// Has a process find its files as wanted when it starts the next time. Those of one that runs are
/// put aside until [`take_over`], so that it always runs with the files that are there.
async fn prepare(
    directory: &Path,
    identity: &Identity,
    supervisor: Option<&Supervisor>,
    wanted: &[Wanted],
) -> Result<(), OrchestratorError> {
    let aside = pending(directory);
    remove_directory(&aside).map_err(cannot("remove", &aside))?;
    let changed = changed(wanted)?;
    if changed.is_empty() {
        return Ok(());
    }
    let supervised = supervisor.is_some_and(|process| process.status() == Status::Running);
    let runs = || Process::find(identity).map_err(cannot("look for", Path::new("processes")));
    if supervised || runs()?.is_some() {
        return changed.into_iter().try_for_each(|file| {
            let file = file.moved_to(&aside);
            file.write().map_err(cannot("write", &file.path))
        });
    }
    if let Some(supervisor) = supervisor {
        // It fails and is started again and again: not while its files change.
        supervisor.stop().await;
    }
    write_all(changed)
}

/// Puts the files that waited in their places. Nothing may run with the present ones.
fn take_over(directory: &Path) -> Result<(), OrchestratorError> {
    let aside = pending(directory);
    let unreadable = cannot("read", &aside);
    let entries = match fs::read_dir(&aside) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(&unreadable)?,
    };
    for entry in entries {
        let entry = entry.map_err(&unreadable)?;
        let place = directory.join(entry.file_name());
        fs::rename(entry.path(), &place).map_err(cannot("write", &place))?;
    }
    remove_directory(&aside).map_err(cannot("remove", &aside))
}

/// Those files that are not there as wanted.
fn changed(wanted: &[Wanted]) -> Result<Vec<&Wanted>, OrchestratorError> {
    let mut changed = Vec::new();
    for file in wanted {
        if !file.is_there().map_err(cannot("read", &file.path))? {
            changed.push(file);
        }
    }
    Ok(changed)
}

fn write_all(files: Vec<&Wanted>) -> Result<(), OrchestratorError> {
    files.into_iter().try_for_each(|file| file.write().map_err(cannot("write", &file.path)))
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
