//! The gateway before the broker, with one tenant whose limits are out of reach.
//!
//! Everything it needs is made here as the control plane makes it: users and access rules in Kafka,
//! tenancy records in their topic, secrets in files.

use std::{collections::BTreeMap, fs, net::SocketAddr, path::Path, time::Duration};

use bytes::Bytes;
use serde_json::json;
use tokio::process::Command;
use wire::{
    broker,
    clock::{Clock as _, SystemClock},
    entropy::{Entropy, SystemEntropy},
    ids::{ClusterId, CredentialId, InstanceId, OrgId, random_text},
    kafka::{
        client::{Connection, Connector},
        log::LogWriter,
        messages::{
            AlterUserScramCredentialsRequest, CreateAclsRequest,
            alter_user_scram_credentials::request::ScramCredentialUpsertion,
        },
        records::{Header, NewRecord},
    },
    key::{ApiKey, KeyKind, Pepper},
    scram,
    secret::Secret,
    tenancy::{
        self, Credential, Grant, Key, Limits, Record, RecordKey, ResourceType, Tenant,
        TenantPrefix, TenantState,
    },
};

use crate::{
    error::{BenchError, Doing as _, Result, check},
    kafka::GATEWAY_PASSWORD,
    process::Process,
    tls::Identity,
};

const START_LIMIT: Duration = Duration::from_secs(30);
const PEPPER_VERSION: u16 = 1;

/// Who may use the gateway, and the secrets behind it.
pub(crate) struct Tenancy {
    cluster_id: ClusterId,
    instance_id: InstanceId,
    /// What stands before the tenant's names on the broker.
    pub(crate) prefix: TenantPrefix,
    /// The tenant's one key.
    pub(crate) key: ApiKey,
    upstream_secret: Secret<Vec<u8>>,
    pepper: [u8; 32],
}

/// A running gateway.
#[derive(Debug)]
pub(crate) struct Gateway {
    process: Process,
}

impl Tenancy {
    /// A new tenant with one key.
    pub(crate) fn generate() -> Self {
        let entropy: &dyn Entropy = &SystemEntropy::new();
        Self {
            cluster_id: ClusterId::new(&SystemClock, entropy),
            instance_id: InstanceId::new(&SystemClock, entropy),
            prefix: TenantPrefix::generate(entropy),
            key: ApiKey::generate(KeyKind::Kafka, entropy),
            upstream_secret: Secret::new(entropy.bytes::<32>().to_vec()),
            pepper: entropy.bytes(),
        }
    }

    /// Creates the tenant in the broker, and the rules for it and for the gateway.
    pub(crate) async fn grant(&self, admin: &mut Connection) -> Result<()> {
        let tenant = self.prefix.upstream_user();
        let password = self.prefix.upstream_password(&self.upstream_secret);
        let request = AlterUserScramCredentialsRequest {
            upsertions: vec![user(&tenant, &password)],
            ..Default::default()
        };
        let response = admin.call(&request).await?;
        for result in &response.results {
            let detail = result.error_message.as_deref();
            check(result.error_code, detail, || format!("create user {}", result.user))?;
        }
        let creations = [broker::gateway_acls(), broker::tenant_acls(self.prefix)].concat();
        let request = CreateAclsRequest { creations, ..Default::default() };
        let response = admin.call(&request).await?;
        for result in &response.results {
            check(result.error_code, result.error_message.as_deref(), || {
                "create access rules".to_owned()
            })?;
        }
        Ok(())
    }

    /// Writes the tenancy records.
    pub(crate) async fn publish(&self, connector: &Connector, bootstrap: SocketAddr) -> Result<()> {
        let mut writer = LogWriter::open(
            connector,
            connector.connect(&bootstrap.to_string()).await?,
            tenancy::TOPIC,
            0,
            tenancy::WRITER_TRANSACTIONAL_ID,
        )
        .await?;
        let records: Vec<_> = (1..)
            .zip(self.records())
            .map(|(revision, (key, record))| encode(revision, &key, &record))
            .collect::<Result<_>>()?;
        writer.write(SystemClock.now(), &records).await?;
        Ok(())
    }

    fn records(&self) -> Vec<(RecordKey, Record)> {
        let entropy: &dyn Entropy = &SystemEntropy::new();
        let credential_id = CredentialId::new(&SystemClock, entropy);
        let tenant = Tenant {
            org_id: OrgId::new(&SystemClock, entropy),
            prefix: self.prefix,
            state: TenantState::Active,
            limits: Limits {
                partitions: 10_000,
                groups: 10_000,
                connections: 10_000,
                bytes_in_per_second: 1 << 40,
                bytes_out_per_second: 1 << 40,
                max_message_bytes: 1 << 20,
            },
            topic_configs: BTreeMap::default(),
            shown_cluster_id: random_text(entropy, 22),
        };
        let everything = [ResourceType::Topic, ResourceType::Group, ResourceType::TransactionalId];
        let credential = Credential {
            instance_id: self.instance_id,
            name: "bench".to_owned(),
            grants: everything.map(Grant::everything).to_vec(),
        };
        let key = Key {
            credential_id,
            verifier: Pepper::new(PEPPER_VERSION, &self.pepper).verifier(&self.key),
            scram: Vec::new(),
            expires_at: None,
        };
        vec![
            (RecordKey::Tenant(self.instance_id), Record::Tenant(Box::new(tenant))),
            (RecordKey::Credential(credential_id), Record::Credential(credential)),
            (RecordKey::Key(self.key.id.clone()), Record::Key(Box::new(key))),
        ]
    }
}

fn user(name: &str, password: &Secret<String>) -> ScramCredentialUpsertion {
    let entropy: &dyn Entropy = &SystemEntropy::new();
    let mechanism = scram::Mechanism::Sha512;
    let salt = entropy.bytes::<32>();
    let salted = scram::salted_password(mechanism, password.expose(), &salt, scram::ITERATIONS);
    ScramCredentialUpsertion {
        name: name.to_owned(),
        mechanism: mechanism.kafka_code(),
        iterations: scram::ITERATIONS.cast_signed(),
        salt: Bytes::copy_from_slice(&salt),
        salted_password: Bytes::copy_from_slice(salted.expose()),
        ..Default::default()
    }
}

fn encode(revision: tenancy::Revision, key: &RecordKey, record: &Record) -> Result<NewRecord> {
    let value = serde_json::to_vec(record)
        .map_err(|error| BenchError::Setup(format!("tenancy record {key}: {error}")))?;
    Ok(NewRecord {
        key: Some(key.to_string().into()),
        value: Some(value.into()),
        headers: vec![Header {
            key: tenancy::REVISION_HEADER.to_owned(),
            value: Some(revision.to_string().into()),
        }],
    })
}

impl Gateway {
    /// Starts `program` and waits until it takes clients.
    pub(crate) async fn start(
        program: &Path,
        listen: SocketAddr,
        admin_listen: SocketAddr,
        upstream: SocketAddr,
        tenancy: &Tenancy,
        identity: &Identity,
        directory: &Path,
    ) -> Result<Self> {
        let config = json!({
            "cluster_id": tenancy.cluster_id,
            "broker_id": 1,
            "listen": listen,
            "admin_listen": admin_listen,
            "upstream": upstream.to_string(),
            "tls": { "certificate_file": "gateway.crt", "key_file": "gateway.key" },
            "gateway_password_file": "gateway-password",
            "upstream_secret_file": "upstream-secret",
            "pepper_files": { PEPPER_VERSION.to_string(): "pepper" },
        })
        .to_string();
        let files: [(&str, &[u8]); 6] = [
            ("gateway.crt", identity.certificate.as_bytes()),
            ("gateway.key", identity.key.as_bytes()),
            ("gateway-password", GATEWAY_PASSWORD.as_bytes()),
            ("upstream-secret", tenancy.upstream_secret.expose()),
            ("pepper", &tenancy.pepper),
            ("gateway.json", config.as_bytes()),
        ];
        for (name, content) in files {
            let path = directory.join(name);
            fs::write(&path, content).doing(|| format!("write {}", path.display()))?;
        }
        let mut command = Command::new(program);
        command.arg("--config").arg(directory.join("gateway.json"));
        let mut process =
            Process::start("the gateway", &mut command, directory.join("gateway.log"))?;
        let ready_url = format!("http://{admin_listen}/readyz");
        let ready = async || {
            let response = reqwest::get(&ready_url).await.ok()?;
            response.status().is_success().then_some(())
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
