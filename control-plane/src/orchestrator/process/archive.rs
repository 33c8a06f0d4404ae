//! Makes the class-data archive that lets a broker start in about a second.
//!
//! A throw-away broker is formatted, started with our own settings, and stopped; the virtual machine
//! writes what it loaded into the archive. That takes some ten seconds once for each release of Kafka
//! and of Java.

use std::{
    collections::BTreeMap,
    fs, io,
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use tokio::time::{Instant, sleep};
use wire::{clock::Clock, entropy::Entropy, ids::ClusterId, secret::Secret};

use super::{
    child::{Ended, Identity, Launch, Process},
    files::{create_private_directory, write_private},
    manifest::{Manifest, ManifestBroker, allocate},
    output::Output,
    probe,
    runtime::{KafkaRelease, Runtime},
};
use crate::{
    domain::{
        cluster::{ClusterKind, Endpoint, KafkaClusterId},
        plan::ClusterShape,
    },
    orchestrator::{ClusterSecrets, ClusterWorkload, OrchestratorError, kafka},
};

const HEAP_MIB: u32 = 256;
const START_TIMEOUT: Duration = Duration::from_mins(1);
/// The archive is written while the machine shuts down.
const STOP_TIMEOUT: Duration = Duration::from_mins(2);

/// Makes the archive of `release` unless it is there. Others who do the same at the same time do no
/// harm: each makes a whole one, the last stays.
pub async fn ensure(
    runtime: &Runtime,
    release: &KafkaRelease,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<(), OrchestratorError> {
    let archive = runtime.archive(release);
    if archive.is_file() {
        return Ok(());
    }
    let scratch =
        Scratch::new(entropy).map_err(|error| cannot("make a scratch directory", error))?;
    train(runtime, release, clock, entropy, &scratch.0, &archive).await
}

async fn train(
    runtime: &Runtime,
    release: &KafkaRelease,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    directory: &Path,
    archive: &Path,
) -> Result<(), OrchestratorError> {
    let workload = throw_away(release, clock, entropy);
    // Others may be looking for ports at the same moment: start somewhere of our own.
    let [high, low] = entropy.bytes::<2>();
    let first = 20_000 + u16::from_be_bytes([high & 0x1f, low]);
    let ports = allocate(
        first..=first + 1000,
        &std::collections::HashSet::new(),
        IpAddr::V4(Ipv4Addr::LOCALHOST),
        workload.brokers,
    )
    .ok_or_else(|| OrchestratorError::later("no free ports for a throw-away broker"))?;
    let brokers: Vec<_> = (1..)
        .zip(ports)
        .map(|(id, ports)| ManifestBroker { id, ports, certificate: None })
        .collect();
    let manifest = Manifest {
        generation: 1,
        complete: true,
        kafka_cluster_id: workload.kafka_cluster_id.to_string(),
        kafka_version: release.version.clone(),
        endpoint: Endpoint::Public,
        brokers,
    };
    let [broker] = manifest.brokers.as_slice() else {
        return Err(OrchestratorError::never("a throw-away cluster has one broker"));
    };
    let mut partial = archive.as_os_str().to_owned();
    partial.push(format!(".{}", wire::ids::random_text(entropy, 8)));
    let partial = PathBuf::from(partial);
    let data = directory.join("data");
    let properties = kafka::properties(&workload, &manifest.node(broker, "localhost", &data))?;
    let machine = kafka::Machine {
        class_path: &release.class_path,
        archive: kafka::Archive::Make(&partial),
        extra: &[],
        properties: &directory.join(kafka::PROPERTIES_FILE),
    };
    let arguments = kafka::arguments(&machine, HEAP_MIB)?;
    let plain = kafka::Machine { archive: kafka::Archive::None, ..machine };
    let format = kafka::format_arguments(&plain, &workload)?;
    let write = |name: &str, content: &str| {
        write_private(&directory.join(name), content.as_bytes())
            .map_err(|error| cannot("write to the scratch directory", error))
    };
    write(kafka::PROPERTIES_FILE, &properties)?;
    write(kafka::ARGUMENTS_FILE, &arguments)?;
    write("format.args", &format)?;
    super::storage::run(runtime.java(), &directory.join("format.args")).await?;

    let output = Output::new(directory.join("kafka.log"));
    let mut argument = std::ffi::OsString::from("@");
    argument.push(directory.join(kafka::ARGUMENTS_FILE));
    let launch = Launch {
        program: runtime.java().to_owned(),
        arguments: vec![argument.clone()],
        directory: directory.to_owned(),
        log: output.open().map_err(|error| cannot("write to the scratch directory", error))?,
        user: None,
    };
    let ThrowAway(process) =
        &ThrowAway(launch.start().await.map_err(|error| cannot("start Java", error))?);
    let started = Instant::now();
    while !probe::accepts(broker.ports.internal).await {
        let gone = Process::find(&Identity { program: "java", argument: argument.clone() })
            .map_err(|error| cannot("read /proc", error))?
            .is_none();
        if gone || started.elapsed() > START_TIMEOUT {
            let _ = process.stop(Duration::ZERO).await;
            return Err(OrchestratorError::later(format!(
                "the throw-away broker did not start: {}",
                output.reason(0)
            )));
        }
        sleep(Duration::from_millis(50)).await;
    }
    let ended = process.stop(STOP_TIMEOUT).await.map_err(|error| cannot("stop Java", error))?;
    if ended == Ended::Killed || !partial.is_file() {
        let _ = fs::remove_file(&partial);
        return Err(OrchestratorError::later("Java did not write a class-data archive"));
    }
    fs::rename(&partial, archive).map_err(|error| cannot("keep the archive", error))
}

fn throw_away(release: &KafkaRelease, clock: &dyn Clock, entropy: &dyn Entropy) -> ClusterWorkload {
    let password = || Secret::new(URL_SAFE_NO_PAD.encode(entropy.bytes::<24>()));
    ClusterWorkload {
        cluster_id: ClusterId::new(clock, entropy),
        kafka_cluster_id: KafkaClusterId::generate(entropy),
        kind: ClusterKind::Shared,
        brokers: 1,
        endpoint: Endpoint::Public,
        kafka_version: release.version.clone(),
        shape: ClusterShape {
            brokers: 1,
            heap_mib: HEAP_MIB,
            memory_mib: 2 * HEAP_MIB,
            cpu_millis: 0,
            storage_gib: 1,
        },
        generation: 1,
        established: false,
        secrets: ClusterSecrets {
            admin_password: password(),
            gateway_password: password(),
            upstream: Secret::new(Vec::new()),
            peppers: BTreeMap::new(),
        },
    }
}

fn cannot(what: &'static str, error: io::Error) -> OrchestratorError {
    OrchestratorError::later(format!("cannot {what}: {error}")).caused_by(error)
}

/// A process that does not outlive our interest in it.
struct ThrowAway(Process);

impl Drop for ThrowAway {
    fn drop(&mut self) {
        if let Err(error) = self.0.kill() {
            tracing::warn!(pid = self.0.pid, %error, "process.not_killed");
        }
    }
}

/// A directory that goes when it is no longer needed.
struct Scratch(PathBuf);

impl Scratch {
    fn new(entropy: &dyn Entropy) -> io::Result<Self> {
        let name = format!("millrace-{}", wire::ids::random_text(entropy, 12));
        let path = std::env::temp_dir().join(name);
        create_private_directory(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(directory = %self.0.display(), %error, "scratch.not_removed");
        }
    }
}
