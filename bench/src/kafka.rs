//! One real Kafka broker, set up for load: it has the gateway's listener and, beside it, two that
//! clients use directly, so that every path ends in the same process and the same log.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::process::Command;
use wire::broker::{ADMIN_USER, GATEWAY_USER};

use crate::{
    error::{BenchError, Doing as _, Result},
    process::{Process, listens},
    tls::Identity,
};

/// The administrator's password; the broker listens on loopback and lives as long as the run.
pub(crate) const ADMIN_PASSWORD: &str = "bench";
/// The gateway's own password.
pub(crate) const GATEWAY_PASSWORD: &str = "gateway";
/// Any 16 bytes; there is only ever one node.
const CLUSTER_ID: &str = "TWlsbHJhY2VCZW5jaE1hcg";
const START_LIMIT: Duration = Duration::from_mins(1);

/// What the broker runs on.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct KafkaRuntime {
    /// Where Kafka is: `kafka-<version>/libs` in this directory, the newest if there are several.
    #[arg(long, env = "MILLRACE_RUNTIME", default_value = ".millrace/runtime")]
    runtime: PathBuf,
    /// The Java virtual machine, 17 or later.
    #[arg(long, env = "MILLRACE_JAVA", default_value = "java")]
    java: PathBuf,
}

impl KafkaRuntime {
    fn libs(&self) -> Result<PathBuf> {
        let doing = || format!("look for Kafka in {}", self.runtime.display());
        let mut releases = Vec::new();
        for entry in fs::read_dir(&self.runtime).doing(doing)? {
            let libs = entry.doing(doing)?.path().join("libs");
            if libs.to_string_lossy().contains("/kafka-") && libs.is_dir() {
                releases.push(libs);
            }
        }
        let missing = || {
            let runtime = self.runtime.display();
            BenchError::Setup(format!(
                "there is no kafka-<version>/libs in {runtime}: run scripts/setup"
            ))
        };
        releases.into_iter().max().ok_or_else(missing)
    }
}

/// Where the broker listens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listeners {
    /// Controllers; this node alone.
    pub(crate) controller: SocketAddr,
    /// Plaintext, SASL PLAIN.
    pub(crate) direct: SocketAddr,
    /// TLS, SASL PLAIN.
    pub(crate) direct_tls: SocketAddr,
    /// For the gateway: plaintext, SASL PLAIN for itself and SCRAM for tenants.
    pub(crate) gateway: SocketAddr,
    /// What is advertised on it: where the gateway listens.
    pub(crate) advertised: SocketAddr,
}

/// A running broker.
#[derive(Debug)]
pub(crate) struct Kafka {
    process: Process,
}

impl Kafka {
    /// Formats storage below `directory` and starts the broker.
    pub(crate) async fn start(
        runtime: &KafkaRuntime,
        listeners: Listeners,
        identity: &Identity,
        directory: &Path,
    ) -> Result<Self> {
        let keystore = directory.join("broker.pem");
        fs::write(&keystore, identity.key_and_certificate())
            .doing(|| format!("write {}", keystore.display()))?;
        let properties = directory.join("server.properties");
        fs::write(&properties, settings(listeners, &keystore, &directory.join("data")))
            .doing(|| format!("write {}", properties.display()))?;
        let class_path = format!("{}/*", runtime.libs()?.display());
        let java = |heap: &str| {
            let mut command = Command::new(&runtime.java);
            command.args([
                heap,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                &class_path,
            ]);
            command
        };
        let format = java("-Xmx128m")
            .args(["kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c"])
            .arg(&properties)
            .output()
            .await
            .doing(|| format!("run {}", runtime.java.display()))?;
        if !format.status.success() {
            let said = String::from_utf8_lossy(&format.stderr).into_owned();
            return Err(BenchError::Setup(format!("Kafka's storage was not formatted: {said}")));
        }
        let log = directory.join("kafka.log");
        let mut process =
            Process::start("Kafka", java("-Xmx1g").arg("kafka.Kafka").arg(&properties), log)?;
        let ready = async || {
            let Listeners { direct, direct_tls, gateway, .. } = listeners;
            for listener in [direct, direct_tls, gateway] {
                if !listens(listener).await {
                    return None;
                }
            }
            Some(())
        };
        process.ready(START_LIMIT, ready).await?;
        Ok(Self { process })
    }

    /// Its process.
    pub(crate) const fn pid(&self) -> u32 {
        self.process.pid()
    }

    /// Stops it.
    pub(crate) async fn stop(self) -> Result<()> {
        self.process.stop().await
    }
}

fn settings(listeners: Listeners, keystore: &Path, data: &Path) -> String {
    let Listeners { controller, direct, direct_tls, gateway, advertised } = listeners;
    let jaas = format!(
        "org.apache.kafka.common.security.plain.PlainLoginModule required \
         username=\"{ADMIN_USER}\" password=\"{ADMIN_PASSWORD}\" user_{ADMIN_USER}=\"{ADMIN_PASSWORD}\";"
    );
    format!(
        "\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@{controller}
controller.listener.names=CONTROLLER
inter.broker.listener.name=DIRECT
sasl.mechanism.inter.broker.protocol=PLAIN
sasl.mechanism.controller.protocol=PLAIN
listeners=CONTROLLER://{controller},DIRECT://{direct},DIRECT_TLS://{direct_tls},GATEWAY://{gateway}
advertised.listeners=DIRECT://{direct},DIRECT_TLS://{direct_tls},GATEWAY://{advertised}
listener.security.protocol.map=CONTROLLER:SASL_PLAINTEXT,DIRECT:SASL_PLAINTEXT,DIRECT_TLS:SASL_SSL,GATEWAY:SASL_PLAINTEXT
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config={jaas}
listener.name.direct.sasl.enabled.mechanisms=PLAIN
listener.name.direct.plain.sasl.jaas.config={jaas}
listener.name.direct_tls.sasl.enabled.mechanisms=PLAIN
listener.name.direct_tls.plain.sasl.jaas.config={jaas}
listener.name.direct_tls.ssl.keystore.type=PEM
listener.name.direct_tls.ssl.keystore.location={keystore}
listener.name.gateway.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.gateway.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_{GATEWAY_USER}=\"{GATEWAY_PASSWORD}\";
listener.name.gateway.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:{ADMIN_USER}
auto.create.topics.enable=false
log.dirs={data}
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
log.retention.check.interval.ms=1000
log.segment.delete.delay.ms=1000
",
        keystore = keystore.display(),
        data = data.display(),
    )
}
