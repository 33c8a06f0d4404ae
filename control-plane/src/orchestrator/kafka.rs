//! How a broker is configured, formatted and started, wherever it runs.
//!
//! A node is broker and controller in one. All its listeners demand a login: `CONTROLLER` and
//! `INTERNAL` are for the brokers, the gateways beside them and the control plane, `GATEWAY` is for
//! tenants, who come through the gateway only and so over loopback. What the broker advertises on
//! `GATEWAY` is the gateway's own public address, so that no address in a response needs rewriting.
//!
//! On one machine everything is on loopback, in plain text. Where other machines can listen, the node
//! has [`NodeTls`]: `CONTROLLER` and `INTERNAL` are encrypted and take only whoever has a certificate
//! of ours; on `CONTROLLER` that is the login.
//!
//! Our own users, the administrator and the gateways, are named in `server.properties`. Kafka keeps
//! only tenants' users itself: to format its storage takes no secret, and what that prints shows none.

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use wire::broker::{ADMIN_USER, GATEWAY_USER};
use zeroize::Zeroizing;

use super::{ClusterWorkload, OrchestratorError};

/// Below this, a broker is meant to be small and quick to start rather than fast.
const SMALL_HEAP_MIB: u32 = 1024;

/// The name of the argument file a broker is started with.
pub const ARGUMENTS_FILE: &str = "kafka.args";
/// The name of the file with a broker's settings.
pub const PROPERTIES_FILE: &str = "server.properties";

/// One node of a cluster: where it listens and what it tells others.
#[derive(Debug)]
pub struct Node<'a> {
    /// Its id: 1, 2, ….
    pub id: u16,
    /// `host:port` of each node's `CONTROLLER` listener, by id, its own among them.
    pub controllers: BTreeMap<u16, String>,
    /// `host:port` it binds `CONTROLLER` to; an empty host stands for all addresses.
    pub controller_listen: String,
    /// `host:port` it binds `INTERNAL` to.
    pub internal_listen: String,
    /// `host:port` by which others reach `INTERNAL`.
    pub internal_address: String,
    /// `host:port` it binds `GATEWAY` to.
    pub gateway_listen: String,
    /// `host:port` by which clients reach the gateway.
    pub public_address: String,
    /// Where its log is kept.
    pub data: &'a Path,
    /// Certificates for `CONTROLLER` and `INTERNAL`.
    pub tls: Option<NodeTls<'a>>,
}

/// Certificates of a node, as PEM files.
#[derive(Debug, Clone, Copy)]
pub struct NodeTls<'a> {
    /// Private key (PKCS #8) and certificate chain, leaf first, in one file.
    pub key_store: &'a Path,
    /// The authorities whose certificates it takes.
    pub trust_store: &'a Path,
    /// The distinguished name in the certificates of this cluster's brokers, `CN=broker,O=clus_…`.
    /// Who shows it to `CONTROLLER` may do anything there, and nobody else of that authority may.
    pub broker_name: &'a str,
}

/// `server.properties`.
pub fn properties(
    workload: &ClusterWorkload,
    node: &Node<'_>,
) -> Result<Zeroizing<String>, OrchestratorError> {
    let password = plain(workload.secrets.admin_password.expose())?;
    let gateway_password = plain(workload.secrets.gateway_password.expose())?;
    let voters: Vec<_> =
        node.controllers.iter().map(|(id, address)| format!("{id}@{address}")).collect();
    let copies = node.controllers.len().min(3);
    let in_sync = copies.saturating_sub(1).max(1);
    let (controller_protocol, internal_protocol) =
        if node.tls.is_some() { ("SSL", "SASL_SSL") } else { ("SASL_PLAINTEXT", "SASL_PLAINTEXT") };
    let super_users = match node.tls {
        Some(tls) => format!("User:{ADMIN_USER};User:{}", distinguished_name(tls.broker_name)?),
        None => format!("User:{ADMIN_USER}"),
    };
    let mut out = Zeroizing::new(format!(
        "\
process.roles=broker,controller
node.id={id}
controller.quorum.voters={voters}
controller.listener.names=CONTROLLER
inter.broker.listener.name=INTERNAL
listeners=CONTROLLER://{controller},INTERNAL://{internal},GATEWAY://{gateway}
advertised.listeners=INTERNAL://{internal_address},GATEWAY://{public}
listener.security.protocol.map=CONTROLLER:{controller_protocol},INTERNAL:{internal_protocol},GATEWAY:SASL_PLAINTEXT
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.internal.sasl.enabled.mechanisms=PLAIN
listener.name.internal.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"{ADMIN_USER}\" password=\"{password}\" user_{ADMIN_USER}=\"{password}\" user_{GATEWAY_USER}=\"{gateway_password}\";
listener.name.gateway.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.gateway.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_{GATEWAY_USER}=\"{gateway_password}\";
listener.name.gateway.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=false
super.users={super_users}
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
        id = node.id,
        voters = voters.join(","),
        controller = node.controller_listen,
        internal = node.internal_listen,
        internal_address = node.internal_address,
        gateway = node.gateway_listen,
        public = node.public_address,
        data = properties_value(node.data)?,
    ));
    if let Some(tls) = node.tls {
        // Where there is also a login, Kafka heeds a demand for certificates only of the listener's own.
        let _ = write!(
            out,
            "\
ssl.keystore.type=PEM
ssl.keystore.location={key_store}
ssl.truststore.type=PEM
ssl.truststore.location={trust_store}
listener.name.controller.ssl.client.auth=required
listener.name.internal.ssl.client.auth=required
",
            key_store = properties_value(tls.key_store)?,
            trust_store = properties_value(tls.trust_store)?,
        );
    } else {
        let _ = write!(
            out,
            "\
sasl.mechanism.controller.protocol=PLAIN
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"{ADMIN_USER}\" password=\"{password}\" user_{ADMIN_USER}=\"{password}\";
",
        );
    }
    let internal_partitions = if copies == 1 { 1 } else { 12 };
    for topic in ["offsets.topic", "transaction.state.log", "share.coordinator.state.topic"] {
        let _ = writeln!(out, "{topic}.num.partitions={internal_partitions}");
    }
    if copies == 1 {
        // After a crash the controller waits for the dead broker's session to end before it lets the
        // next one register. With nobody to take over, waiting protects nothing.
        out.push_str("broker.session.timeout.ms=3000\nbroker.heartbeat.interval.ms=1000\n");
    }
    if workload.shape.heap_mib < SMALL_HEAP_MIB {
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

/// What a broker's virtual machine is started with.
#[derive(Debug, Clone, Copy)]
pub struct Machine<'a> {
    /// Kafka's jars; a class-data archive is of use only with the class path it was made with.
    pub class_path: &'a str,
    /// What to do with a class-data archive, if anything.
    pub archive: Archive<'a>,
    /// What this place needs besides, such as a property of Java.
    pub extra: &'a [&'a str],
    /// Where `server.properties` is.
    pub properties: &'a Path,
}

/// What to do with a class-data archive.
#[derive(Debug, Clone, Copy)]
pub enum Archive<'a> {
    /// There is none.
    None,
    /// Start with it; if it is missing or does not fit, the start only takes longer.
    Use(&'a Path),
    /// Write it when the machine ends.
    Make(&'a Path),
}

impl Archive<'_> {
    fn argument(self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Use(path) => Some(format!("-XX:SharedArchiveFile={}", path.display())),
            Self::Make(path) => Some(format!("-XX:ArchiveClassesAtExit={}", path.display())),
        }
    }
}

/// The argument file of the broker's virtual machine.
pub fn arguments(machine: &Machine<'_>, heap_mib: u32) -> Result<String, OrchestratorError> {
    let heap = format!("-Xmx{heap_mib}m");
    let properties = machine.properties.display().to_string();
    let archive = machine.archive.argument();
    let mut arguments = machine.extra.to_vec();
    arguments.push(&heap);
    arguments.extend(archive.as_deref());
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
        // An image with Log4j in place of that, as Kafka's own: it would log errors alone.
        "-Dlog4j2.level=info",
        "-cp",
        machine.class_path,
        "kafka.Kafka",
        &properties,
    ]);
    argument_file(&arguments)
}

/// The argument file of the run that formats the broker's storage. A node that is formatted already
/// stays as it is.
pub fn format_arguments(
    machine: &Machine<'_>,
    workload: &ClusterWorkload,
) -> Result<String, OrchestratorError> {
    let properties = machine.properties.display().to_string();
    let id = workload.kafka_cluster_id.as_str();
    let command = ["format", "--ignore-formatted", "--cluster-id", id, "--config", &properties];
    storage_tool(machine, &command)
}

/// The argument file of a run that fails unless the broker's storage is formatted.
pub fn check_arguments(machine: &Machine<'_>) -> Result<String, OrchestratorError> {
    let properties = machine.properties.display().to_string();
    storage_tool(machine, &["info", "--config", &properties])
}

fn storage_tool(machine: &Machine<'_>, command: &[&str]) -> Result<String, OrchestratorError> {
    let archive = machine.archive.argument();
    let mut arguments = machine.extra.to_vec();
    arguments.extend([
        "-Xmx128m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
    ]);
    arguments.extend(archive.as_deref());
    arguments.extend(["-cp", machine.class_path, "kafka.tools.StorageTool"]);
    arguments.extend(command);
    argument_file(&arguments)
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

/// A name of a certificate as one of several users: Kafka splits them at semicolons, Java reads
/// backslashes.
fn distinguished_name(name: &str) -> Result<&str, OrchestratorError> {
    if !name.is_empty() && !name.contains([';', '\\', '\n', '\r']) {
        return Ok(name);
    }
    Err(OrchestratorError::never(format!("`{name}` cannot be the name of brokers")))
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

#[cfg(test)]
mod tests {
    use wire::{clock::ManualClock, entropy::SeededEntropy, ids::ClusterId, secret::Secret};

    use super::*;
    use crate::{
        domain::{
            cluster::{ClusterKind, Endpoint, KafkaClusterId},
            plan::ClusterShape,
        },
        orchestrator::ClusterSecrets,
    };

    fn workload() -> ClusterWorkload {
        let entropy = SeededEntropy::new(1);
        ClusterWorkload {
            cluster_id: ClusterId::new(&ManualClock::at(1), &entropy),
            kafka_cluster_id: KafkaClusterId::generate(&entropy),
            kind: ClusterKind::Shared,
            brokers: 3,
            endpoint: Endpoint::Public,
            kafka_version: "4.3".to_owned(),
            shape: ClusterShape {
                brokers: 3,
                heap_mib: 256,
                memory_mib: 512,
                cpu_millis: 100,
                storage_gib: 1,
            },
            established: false,
            generation: 1,
            secrets: ClusterSecrets {
                admin_password: Secret::new("admin".to_owned()),
                gateway_password: Secret::new("gateway".to_owned()),
                upstream: Secret::new(Vec::new()),
                peppers: BTreeMap::new(),
            },
        }
    }

    fn node(tls: Option<NodeTls<'static>>) -> Node<'static> {
        Node {
            id: 2,
            controllers: (1..=3).map(|id| (id, format!("broker-{id}:9094"))).collect(),
            controller_listen: "0.0.0.0:9094".to_owned(),
            internal_listen: "0.0.0.0:9092".to_owned(),
            internal_address: "broker-2:9092".to_owned(),
            gateway_listen: "127.0.0.1:9095".to_owned(),
            public_address: "kafka.example.com:9093".to_owned(),
            data: Path::new("/data"),
            tls,
        }
    }

    #[test]
    fn three_nodes_keep_three_copies_and_go_on_with_two() {
        let text = properties(&workload(), &node(None)).unwrap();
        for line in [
            "controller.quorum.voters=1@broker-1:9094,2@broker-2:9094,3@broker-3:9094",
            "default.replication.factor=3",
            "min.insync.replicas=2",
            "transaction.state.log.min.isr=2",
            "super.users=User:millrace",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{}", *text);
        }
        assert!(!text.contains("broker.session.timeout.ms"), "others take over meanwhile");
    }

    #[test]
    fn tenants_reach_only_their_own_listener_and_formatting_takes_no_secret() {
        let text = properties(&workload(), &node(None)).unwrap();
        for line in [
            "listener.name.internal.sasl.enabled.mechanisms=PLAIN",
            "listener.name.gateway.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{}", *text);
        }
        let machine = Machine {
            class_path: "/libs/*",
            archive: Archive::None,
            extra: &[],
            properties: Path::new("/server.properties"),
        };
        let arguments = format_arguments(&machine, &workload()).unwrap();
        assert!(!arguments.contains("scram"), "{arguments}");
    }

    #[test]
    fn off_the_machine_both_inner_listeners_demand_a_certificate() {
        let tls = NodeTls {
            key_store: Path::new("/tls/kafka.pem"),
            trust_store: Path::new("/tls/ca.crt"),
            broker_name: "CN=broker,O=clus_1",
        };
        let text = properties(&workload(), &node(Some(tls))).unwrap();
        for line in [
            "listener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SASL_SSL,GATEWAY:SASL_PLAINTEXT",
            "listener.name.controller.ssl.client.auth=required",
            "listener.name.internal.ssl.client.auth=required",
            "super.users=User:millrace;User:CN=broker,O=clus_1",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{}", *text);
        }
        assert!(
            !text.contains("listener.name.controller.plain"),
            "the certificate is the login of controllers"
        );
        let hostile = NodeTls { broker_name: "CN=broker;User:ANONYMOUS", ..tls };
        assert!(properties(&workload(), &node(Some(hostile))).is_err());
    }
}
