//! How a broker is configured, formatted and started.
//!
//! A node is broker and controller in one. All its listeners are on loopback and demand a login:
//! `CONTROLLER` and `INTERNAL` for the brokers and the control plane, `GATEWAY` for tenants, who come
//! through the gateway only. What the broker advertises on `GATEWAY` is the gateway's own public
//! address, so that no address in a response needs rewriting.

use std::{fmt::Write as _, path::Path};

use zeroize::Zeroizing;

use super::{
    manifest::{Manifest, ManifestBroker},
    runtime::{KafkaRelease, Runtime},
};
use crate::orchestrator::{ClusterWorkload, OrchestratorError};

/// Below this, a broker is meant to be small and quick to start rather than fast.
const SMALL_HEAP_MIB: u32 = 1024;

/// The user of the control plane and of brokers among themselves.
const ADMIN_USER: &str = "millrace";
/// The gateway's own user.
const GATEWAY_USER: &str = "gateway";

/// The name of the argument file a broker is started with.
pub(super) const ARGUMENTS_FILE: &str = "kafka.args";

/// `server.properties`.
pub(super) fn properties(
    workload: &ClusterWorkload,
    manifest: &Manifest,
    broker: &ManifestBroker,
    advertised_host: &str,
    directory: &Path,
) -> Result<Zeroizing<String>, OrchestratorError> {
    let password = plain(workload.secrets.admin_password.expose())?;
    let ports = broker.ports;
    let voters: Vec<_> = manifest
        .brokers
        .iter()
        .map(|node| format!("{}@127.0.0.1:{}", node.id, node.ports.controller))
        .collect();
    let copies = manifest.brokers.len().min(3);
    let in_sync = copies.saturating_sub(1).max(1);
    let mut out = Zeroizing::new(format!(
        "\
process.roles=broker,controller
node.id={id}
controller.quorum.voters={voters}
controller.listener.names=CONTROLLER
inter.broker.listener.name=INTERNAL
listeners=CONTROLLER://127.0.0.1:{controller},INTERNAL://127.0.0.1:{internal},GATEWAY://127.0.0.1:{gateway}
advertised.listeners=INTERNAL://127.0.0.1:{internal},GATEWAY://{advertised_host}:{public}
listener.security.protocol.map=CONTROLLER:SASL_PLAINTEXT,INTERNAL:SASL_PLAINTEXT,GATEWAY:SASL_PLAINTEXT
sasl.mechanism.controller.protocol=PLAIN
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"{ADMIN_USER}\" password=\"{password}\" user_{ADMIN_USER}=\"{password}\";
listener.name.internal.sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.internal.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"{ADMIN_USER}\" password=\"{password}\";
listener.name.gateway.sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.gateway.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=false
super.users=User:{ADMIN_USER}
auto.create.topics.enable=false
log.dirs={data}
num.partitions=1
default.replication.factor={copies}
min.insync.replicas={in_sync}
offsets.topic.replication.factor={copies}
transaction.state.log.replication.factor={copies}
transaction.state.log.min.isr={in_sync}
share.coordinator.state.topic.replication.factor={copies}
share.coordinator.state.topic.min.isr={in_sync}
group.initial.rebalance.delay.ms=0
",
        id = broker.id,
        voters = voters.join(","),
        controller = ports.controller,
        internal = ports.internal,
        gateway = ports.gateway,
        public = ports.public,
        data = properties_value(&directory.join("data"))?,
    ));
    let internal_partitions = if copies == 1 { 1 } else { 12 };
    for topic in ["offsets.topic", "transaction.state.log", "share.coordinator.state.topic"] {
        let _ = writeln!(out, "{topic}.num.partitions={internal_partitions}");
    }
    if copies == 1 {
        // After a crash the controller waits for the dead broker's session to end before it lets the
        // next one register. With nobody to take over, waiting protects nothing.
        out.push_str("broker.session.timeout.ms=3000\nbroker.heartbeat.interval.ms=1000\n");
    }
    if workload.heap_mib < SMALL_HEAP_MIB {
        out.push_str(
            "\
num.network.threads=2
num.io.threads=4
background.threads=2
num.recovery.threads.per.data.dir=1
log.cleaner.dedupe.buffer.size=4194304
",
        );
    }
    Ok(out)
}

/// The argument file of the broker's virtual machine.
pub(super) fn arguments(
    runtime: &Runtime,
    release: &KafkaRelease,
    heap_mib: u32,
    directory: &Path,
) -> Result<String, OrchestratorError> {
    let archive = format!("-XX:SharedArchiveFile={}", runtime.archive(release).display());
    arguments_with(release, heap_mib, directory, &archive)
}

/// [`arguments`] for the run that makes the class-data archive `archive`.
pub(super) fn training_arguments(
    release: &KafkaRelease,
    heap_mib: u32,
    directory: &Path,
    archive: &Path,
) -> Result<String, OrchestratorError> {
    let archive = format!("-XX:ArchiveClassesAtExit={}", archive.display());
    arguments_with(release, heap_mib, directory, &archive)
}

fn arguments_with(
    release: &KafkaRelease,
    heap_mib: u32,
    directory: &Path,
    archive: &str,
) -> Result<String, OrchestratorError> {
    let heap = format!("-Xmx{heap_mib}m");
    let properties = directory.join("server.properties").display().to_string();
    let mut arguments = vec![heap.as_str(), archive];
    if heap_mib < SMALL_HEAP_MIB {
        arguments.extend(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]);
    } else {
        arguments.extend(["-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20"]);
    }
    arguments.extend([
        // Out of memory, a broker is better dead and restarted than half alive.
        "-XX:+ExitOnOutOfMemoryError",
        // Without the archive it only starts more slowly: no reason to say anything.
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-Djava.awt.headless=true",
        "-Dorg.slf4j.simpleLogger.logFile=System.out",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
        "-Dorg.slf4j.simpleLogger.showThreadName=false",
        "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.config.AbstractConfig=warn",
        "-Dorg.slf4j.simpleLogger.log.kafka.authorizer.logger=warn",
        "-cp",
        &release.class_path,
        "kafka.Kafka",
        &properties,
    ]);
    argument_file(&arguments)
}

/// The argument file of the run that formats the broker's storage. It holds the passwords of the
/// first users, so it is removed right after.
pub(super) fn format_arguments(
    runtime: &Runtime,
    release: &KafkaRelease,
    workload: &ClusterWorkload,
    directory: &Path,
) -> Result<Zeroizing<String>, OrchestratorError> {
    let scram = |user: &str, password: &str| {
        Ok::<_, OrchestratorError>(Zeroizing::new(format!(
            "SCRAM-SHA-512=[name={user},password={}]",
            plain(password)?
        )))
    };
    let admin = scram(ADMIN_USER, workload.secrets.admin_password.expose())?;
    let gateway = scram(GATEWAY_USER, workload.secrets.gateway_password.expose())?;
    let archive = format!("-XX:SharedArchiveFile={}", runtime.archive(release).display());
    let properties = directory.join("server.properties").display().to_string();
    let arguments = [
        "-Xmx128m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        &archive,
        "-cp",
        &release.class_path,
        "kafka.tools.StorageTool",
        "format",
        "--cluster-id",
        workload.kafka_cluster_id.as_str(),
        "--config",
        &properties,
        "--add-scram",
        &admin,
        "--add-scram",
        &gateway,
    ];
    argument_file(&arguments).map(Zeroizing::new)
}

/// A password that needs no quoting in any of the three languages it is written in. Ours are made
/// of these characters; another one would be a way to write configuration.
fn plain(password: &str) -> Result<&str, OrchestratorError> {
    let fine = |b: u8| b.is_ascii_alphanumeric() || b"+/=_-".contains(&b);
    if !password.is_empty() && password.bytes().all(fine) {
        return Ok(password);
    }
    Err(OrchestratorError::never(
        "a broker password has characters other than letters, digits and `+/=_-`",
    ))
}

/// A path as the value of a property: Kafka splits it at commas, Java reads backslashes.
fn properties_value(path: &Path) -> Result<&str, OrchestratorError> {
    path.to_str().filter(|text| !text.contains([',', '\\', '\n'])).ok_or_else(|| {
        OrchestratorError::never(format!(
            "the data directory `{}` has a comma, a backslash or no Unicode in its path: move it",
            path.display()
        ))
    })
}

/// One argument a line, quoted as the `java` launcher reads it.
fn argument_file(arguments: &[&str]) -> Result<String, OrchestratorError> {
    let mut out = String::new();
    for argument in arguments {
        if argument.contains(['\n', '\r']) {
            return Err(OrchestratorError::never("a path has a line break in it"));
        }
        let quoted = argument.replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(out, "\"{quoted}\"");
    }
    Ok(out)
}
