//! What is measured: a broker, a gateway before it, one tenant, and the three ways to its topics.

use std::{path::PathBuf, sync::Arc};

use tempfile::TempDir;
use wire::{
    broker::ADMIN_USER,
    entropy::SystemEntropy,
    kafka::{
        client::{self, Connector, Login, Security},
        messages::{
            CreateTopicsRequest,
            create_topics::request::{CreatableTopic, CreatableTopicConfig},
        },
    },
    report,
    secret::Secret,
    tenancy,
};

use crate::{
    connection::Endpoint,
    error::{BenchError, Doing as _, Result, check},
    gateway::{Gateway, Tenancy},
    kafka::{ADMIN_PASSWORD, Kafka, KafkaRuntime, Listeners},
    process::free_ports,
    tls::Identity,
};

/// What the rig is made of.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct RigOptions {
    #[command(flatten)]
    runtime: KafkaRuntime,
    /// The gateway's program; the one beside this program if not given.
    #[arg(long, env = "MILLRACE_GATEWAY")]
    gateway: Option<PathBuf>,
    /// Where the broker keeps its log while the run lasts; the system's temporary directory if not
    /// given.
    #[arg(long)]
    directory: Option<PathBuf>,
}

/// See the module.
pub(crate) struct Rig {
    kafka: Kafka,
    gateway: Gateway,
    admin: client::Connection,
    paths: [Endpoint; 3],
    prefix: String,
    _directory: TempDir,
}

impl Rig {
    /// Starts everything.
    pub(crate) async fn start(options: &RigOptions) -> Result<Self> {
        let directory = match &options.directory {
            Some(parent) => TempDir::with_prefix_in("millrace-bench-", parent),
            None => TempDir::with_prefix("millrace-bench-"),
        }
        .doing(|| "make a temporary directory".to_owned())?;
        let [controller, direct, direct_tls, upstream, public, health] = free_ports()?;
        let identity = Identity::generate(public.ip())?;
        let listeners =
            Listeners { controller, direct, direct_tls, gateway: upstream, advertised: public };
        let kafka = Kafka::start(&options.runtime, listeners, &identity, directory.path()).await?;

        let password = Secret::new(ADMIN_PASSWORD.to_owned());
        let login = Login::Plain { user: ADMIN_USER.to_owned(), password: password.clone() };
        let connector = Connector::new(Security::Plaintext, login, Arc::new(SystemEntropy::new()));
        let mut admin = connector.connect(&direct.to_string()).await?;
        create_topic(&mut admin, tenancy::TOPIC, 1, &[("cleanup.policy", "compact")]).await?;
        create_topic(&mut admin, report::TOPIC, 1, &[]).await?;
        let tenant = Tenancy::generate();
        tenant.grant(&mut admin).await?;
        tenant.publish(&connector, direct).await?;

        let program = match &options.gateway {
            Some(program) => program.clone(),
            None => std::env::current_exe()
                .doing(|| "find this program".to_owned())?
                .with_file_name("millrace-gateway"),
        };
        let gateway = Gateway::start(
            &program,
            public,
            health,
            upstream,
            &tenant,
            &identity,
            directory.path(),
        )
        .await?;

        let tls = identity.client()?;
        let prefix = tenant.prefix.as_str().to_owned();
        let as_admin = |name, address, tls| Endpoint {
            name,
            address,
            tls,
            user: ADMIN_USER.to_owned(),
            password: password.clone(),
            prefix: prefix.clone(),
        };
        let paths = [
            as_admin("direct PLAINTEXT", direct, None),
            as_admin("direct SASL_SSL", direct_tls, Some(Arc::clone(&tls))),
            Endpoint {
                name: "gateway SASL_SSL",
                address: public,
                tls: Some(tls),
                user: tenant.key.id.to_string(),
                password: tenant.key.text.clone(),
                prefix: String::new(),
            },
        ];
        Ok(Self { kafka, gateway, admin, paths, prefix, _directory: directory })
    }

    /// The ways: straight and in plain text, straight over TLS, and through the gateway.
    pub(crate) const fn paths(&self) -> &[Endpoint; 3] {
        &self.paths
    }

    /// Process ids of the broker and of the gateway.
    pub(crate) const fn pids(&self) -> (u32, u32) {
        (self.kafka.pid(), self.gateway.pid())
    }

    /// Creates a topic of the tenant.
    pub(crate) async fn create_topic(
        &mut self,
        name: &str,
        partitions: i32,
        configs: &[(&str, &str)],
    ) -> Result<()> {
        let name = format!("{}{name}", self.prefix);
        create_topic(&mut self.admin, &name, partitions, configs).await
    }

    /// Stops everything and removes what it stored.
    pub(crate) async fn stop(self) -> Result<()> {
        self.gateway.stop().await?;
        self.kafka.stop().await
    }
}

async fn create_topic(
    admin: &mut client::Connection,
    name: &str,
    partitions: i32,
    configs: &[(&str, &str)],
) -> Result<()> {
    let config = |(name, value): &(&str, &str)| CreatableTopicConfig {
        name: (*name).to_owned(),
        value: Some((*value).to_owned()),
        ..Default::default()
    };
    let request = CreateTopicsRequest {
        topics: vec![CreatableTopic {
            name: name.to_owned(),
            num_partitions: partitions,
            replication_factor: 1,
            configs: configs.iter().map(config).collect(),
            ..Default::default()
        }],
        timeout_ms: 10_000,
        ..CreateTopicsRequest::default()
    };
    let response = admin.call(&request).await?;
    let result = response
        .topics
        .first()
        .ok_or_else(|| BenchError::Setup(format!("no answer about topic {name}")))?;
    check(result.error_code, result.error_message.as_deref(), || format!("create topic {name}"))
}
