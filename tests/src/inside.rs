//! A stack's clusters from the inside: what no customer sees, listed from Kafka itself as its
//! administrator, to be compared with what the API says.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use control_plane::keyring::Keyring;
use serde_json::Value;
use wire::{
    broker::{ADMIN_USER, GATEWAY_USER, list_acls, user_of},
    entropy::SystemEntropy,
    ids::ClusterId,
    kafka::{
        client::{Connection, Connector, Login, Security},
        log::{LogReader, Start},
        messages::{
            AlterUserScramCredentialsRequest, DescribeUserScramCredentialsRequest, MetadataRequest,
            alter_user_scram_credentials::request::{
                ScramCredentialDeletion, ScramCredentialUpsertion,
            },
        },
    },
    report::{self, Report},
    scram::Mechanism,
    tenancy::{self, Record, RecordKey, TenantPrefix},
};

use crate::stack::Stack;

/// Users that belong to no customer.
const OURS: [&str; 2] = [ADMIN_USER, GATEWAY_USER];

/// One cluster, with its administrator's rights.
#[derive(Debug)]
pub struct Inside {
    directory: PathBuf,
    connector: Connector,
    address: String,
}

impl Inside {
    /// The shared cell of a stack.
    pub fn cell(stack: &Stack) -> Self {
        let bootstrap = stack.dev()["demo"]["bootstrap"].as_str().expect("the demo's address");
        let first = bootstrap.split(',').next().and_then(|first| first.rsplit_once(':'));
        let public = first.and_then(|(_, port)| port.parse::<u16>().ok());
        let clusters = fs::read_dir(stack.directory().join("clusters")).expect("clusters");
        for entry in clusters.filter_map(Result::ok) {
            let Ok(manifest) = fs::read(entry.path().join("cluster.json")) else { continue };
            let manifest: Value = serde_json::from_slice(&manifest).expect("cluster.json is JSON");
            let ports = &manifest["brokers"][0]["ports"];
            if ports["public"].as_u64() != public.map(u64::from) {
                continue;
            }
            let name = entry.file_name();
            let cluster: ClusterId = name.to_str().expect("UTF-8").parse().expect("a cluster id");
            let keyring = Keyring::load(&stack.directory().join("root.key")).expect("the keyring");
            let login = Login::Plain {
                user: ADMIN_USER.to_owned(),
                password: keyring.cluster_admin_password(cluster),
            };
            let entropy = Arc::new(SystemEntropy::new());
            return Self {
                directory: entry.path(),
                connector: Connector::new(Security::Plaintext, login, entropy),
                address: format!("127.0.0.1:{}", ports["internal"]),
            };
        }
        panic!("no cluster has the demo's port {public:?}");
    }

    /// Where the cluster keeps its files.
    pub fn directory(&self) -> &PathBuf {
        &self.directory
    }

    /// Where the administrator connects: `host:port` of the first broker.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A connection as the administrator.
    pub async fn connect(&self) -> Connection {
        self.connector.connect(&self.address).await.expect("Kafka lets its administrator in")
    }

    /// The users of tenants.
    pub async fn users(&self) -> BTreeSet<String> {
        let request = DescribeUserScramCredentialsRequest::default();
        let response = self.connect().await.call(&request).await.expect("users are listed");
        assert_eq!(response.error_code, 0, "{response:?}");
        let users = response.results.into_iter().map(|result| result.user);
        users.filter(|user| !OURS.contains(&user.as_str())).collect()
    }

    /// The users of tenants that an ACL names, with the prefix each may use.
    pub async fn acls(&self) -> BTreeSet<(String, String)> {
        let response = self.connect().await.call(&list_acls()).await.expect("ACLs are listed");
        assert_eq!(response.error_code, 0, "{response:?}");
        let mut acls = BTreeSet::new();
        for resource in response.resources {
            for acl in resource.acls {
                let user = user_of(&acl.principal).unwrap_or(&acl.principal).to_owned();
                if !OURS.contains(&user.as_str()) {
                    acls.insert((user, resource.resource_name.clone()));
                }
            }
        }
        acls
    }

    /// The names of all topics as Kafka has them.
    pub async fn topics(&self) -> BTreeSet<String> {
        let request = MetadataRequest {
            topics: None,
            allow_auto_topic_creation: false,
            ..Default::default()
        };
        let response = self.connect().await.call(&request).await.expect("topics are listed");
        response.topics.into_iter().filter_map(|topic| topic.name).collect()
    }

    /// Whether every partition has all its copies in sync; otherwise what it lacks.
    pub async fn in_sync(&self) -> Result<(), String> {
        let request = MetadataRequest {
            topics: None,
            allow_auto_topic_creation: false,
            ..Default::default()
        };
        let mut connection =
            self.connector.connect(&self.address).await.map_err(|error| error.to_string())?;
        let response = connection.call(&request).await.map_err(|error| error.to_string())?;
        for topic in response.topics {
            for partition in topic.partitions {
                if partition.isr_nodes.len() < partition.replica_nodes.len() {
                    return Err(format!("{:?}: {partition:?}", topic.name));
                }
            }
        }
        Ok(())
    }

    /// The tenants in force, by instance id, with their prefixes: what a gateway replays.
    pub async fn tenants(&self) -> BTreeMap<String, TenantPrefix> {
        let connection = self.connect().await;
        let mut log = LogReader::open(connection, tenancy::TOPIC, 0, Start::Earliest)
            .await
            .expect("the tenancy records open");
        let mut tenants = BTreeMap::new();
        while !log.is_replayed() {
            for record in log.poll(Duration::from_millis(200)).await.expect("tenancy records") {
                let key = record.key.expect("a tenancy record has a key");
                let key: RecordKey =
                    std::str::from_utf8(&key).expect("UTF-8").parse().expect("a key");
                let RecordKey::Tenant(instance) = key else { continue };
                match record.value.map(|value| Record::decode(&key, &value).expect("a tenant")) {
                    Some(Record::Tenant(tenant)) => {
                        tenants.insert(instance.to_string(), tenant.prefix);
                    }
                    _ => {
                        tenants.remove(&instance.to_string());
                    }
                }
            }
        }
        tenants
    }

    /// What the gateways have reported, each report once however often it was written.
    pub async fn reports(&self) -> Vec<Report> {
        let mut log = LogReader::open(self.connect().await, report::TOPIC, 0, Start::Earliest)
            .await
            .expect("the reports open");
        let mut reports = BTreeMap::new();
        while !log.is_replayed() {
            for record in log.poll(Duration::from_millis(200)).await.expect("reports") {
                let value = record.value.expect("a report");
                let report: Report = serde_json::from_slice(&value).expect("JSON");
                reports.insert((report.gateway, report.epoch, report.sequence), report);
            }
        }
        reports.into_values().collect()
    }

    /// Makes a user that nobody asked for.
    pub async fn plant_user(&self, name: &str) {
        let request = AlterUserScramCredentialsRequest {
            upsertions: vec![ScramCredentialUpsertion {
                name: name.to_owned(),
                mechanism: Mechanism::Sha512.kafka_code(),
                iterations: 4096,
                salt: Bytes::from_static(b"planted by a test"),
                salted_password: Bytes::from_static(&[7; 64]),
                ..Default::default()
            }],
            ..Default::default()
        };
        self.alter_users(&request).await;
    }

    /// Removes a user behind the control plane's back.
    pub async fn remove_user(&self, name: &str) {
        let request = AlterUserScramCredentialsRequest {
            deletions: vec![ScramCredentialDeletion {
                name: name.to_owned(),
                mechanism: Mechanism::Sha512.kafka_code(),
                ..Default::default()
            }],
            ..Default::default()
        };
        self.alter_users(&request).await;
    }

    async fn alter_users(&self, request: &AlterUserScramCredentialsRequest) {
        let response = self.connect().await.call(request).await.expect("users are altered");
        assert!(response.results.iter().all(|result| result.error_code == 0), "{response:?}");
    }
}
