//! What the processes of a broker's pod read: their settings and secrets, as files.

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::digest::{Context, SHA256};
use serde_json::json;
use zeroize::Zeroizing;

use super::{
    certificates::{self, Certificate},
    manifests,
    names::{self, Owner, port},
};
use crate::orchestrator::{
    ClusterWorkload, OrchestratorError,
    kafka::{self, ARGUMENTS_FILE, Archive, Machine, Node, NodeTls, PROPERTIES_FILE},
};

/// Where Kafka finds its files.
pub(super) const KAFKA_DIRECTORY: &str = "/etc/millrace/kafka";
/// Where the gateway finds its files.
pub(super) const GATEWAY_DIRECTORY: &str = "/etc/millrace/gateway";

const CLASS_PATH: &str = "/opt/kafka/libs/*";
const ARCHIVE: &str = "/opt/kafka/kafka.jsa";
/// Pods get new addresses; Java would remember the old ones for half a minute.
const JAVA: [&str; 2] = ["-Dsun.net.inetaddr.ttl=2", "-Dsun.net.inetaddr.negative.ttl=1"];
const FORMAT_FILE: &str = "format.args";
const KEY_STORE: &str = "kafka.pem";
const CA: &str = "ca.crt";
const GATEWAY_FILE: &str = "gateway.json";
/// The gateway's certificate for its clients; it rereads these when they change.
pub(super) const GATEWAY_CERTIFICATE: [&str; 2] = ["tls.crt", "tls.key"];
/// The broker's certificate for its peers.
pub(super) const PEER_CERTIFICATE: [&str; 2] = ["peer.crt", "peer.key"];

/// Who reads a file, and what follows when it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Kafka,
    Gateway,
    Both,
    /// Kafka's storage is made before it starts; what is there already stays.
    Format,
    /// The gateway, which notices changes by itself.
    GatewayLive,
}

#[derive(Debug)]
struct File {
    name: String,
    content: Zeroizing<Vec<u8>>,
    secret: bool,
    reader: Reader,
}

/// The files of one broker.
#[derive(Debug)]
pub(super) struct BrokerFiles(Vec<File>);

/// What they are made from besides the workload.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) id: u16,
    pub(super) public_address: &'a str,
    pub(super) gateway: &'a Certificate,
    pub(super) peer: &'a Certificate,
    pub(super) ca_pem: &'a str,
    /// Whether an empty volume may be formatted: not one that was in use.
    pub(super) may_format: bool,
}

impl BrokerFiles {
    pub(super) fn new(
        owner: &Owner,
        workload: &ClusterWorkload,
        facts: &Facts<'_>,
    ) -> Result<Self, OrchestratorError> {
        let namespace = names::namespace(owner.cluster);
        let at = |name: &str| Path::new(KAFKA_DIRECTORY).join(name);
        let internal = |id: u16| format!("{}:{}", names::pod_host(&namespace, id), port::INTERNAL);
        let (key_store, trust_store) = (at(KEY_STORE), at(CA));
        let broker_name = certificates::broker_name(owner.cluster);
        let data = Path::new(manifests::VOLUME).join("data");
        let node = Node {
            id: facts.id,
            controllers: (1..=workload.brokers)
                .map(|id| (id, format!("{}:{}", names::pod_host(&namespace, id), port::CONTROLLER)))
                .collect(),
            controller_listen: format!("0.0.0.0:{}", port::CONTROLLER),
            internal_listen: format!("0.0.0.0:{}", port::INTERNAL),
            internal_address: internal(facts.id),
            gateway_listen: format!("127.0.0.1:{}", port::GATEWAY),
            public_address: facts.public_address.to_owned(),
            data: &data,
            tls: Some(NodeTls {
                key_store: &key_store,
                trust_store: &trust_store,
                broker_name: &broker_name,
            }),
        };
        let properties_file = at(PROPERTIES_FILE);
        let machine = Machine {
            class_path: CLASS_PATH,
            archive: Archive::Use(Path::new(ARCHIVE)),
            extra: &JAVA,
            properties: &properties_file,
        };
        let format = if facts.may_format {
            kafka::format_arguments(&machine, workload)?
        } else {
            kafka::check_arguments(&machine)?
        };
        let secrets = &workload.secrets;
        let pepper_file = |version: &u16| format!("pepper-{version}");
        let peers: serde_json::Map<_, _> =
            (1..=workload.brokers).map(|id| (id.to_string(), internal(id).into())).collect();
        let peppers: serde_json::Map<_, _> = secrets
            .peppers
            .keys()
            .map(|version| (version.to_string(), pepper_file(version).into()))
            .collect();
        let [certificate_file, key_file] = GATEWAY_CERTIFICATE;
        let [peer_certificate_file, peer_key_file] = PEER_CERTIFICATE;
        let gateway = json!({
            "cluster_id": owner.cluster,
            "broker_id": facts.id,
            "listen": format!("0.0.0.0:{}", port::CLIENTS),
            "admin_listen": format!("0.0.0.0:{}", port::ADMIN),
            "upstream": format!("127.0.0.1:{}", port::GATEWAY),
            "peers": peers,
            "peer_tls": {
                "ca_file": CA,
                "certificate_file": peer_certificate_file,
                "key_file": peer_key_file,
            },
            "tls": { "certificate_file": certificate_file, "key_file": key_file },
            "gateway_password_file": "gateway-password",
            "upstream_secret_file": "upstream-secret",
            "pepper_files": peppers,
            "log_format": "json",
        });

        let mut files = Self(Vec::new());
        let arguments = kafka::arguments(&machine, workload.shape.heap_mib)?;
        files.add(Reader::Kafka, false, ARGUMENTS_FILE, arguments.as_bytes());
        files.add(Reader::Gateway, false, GATEWAY_FILE, format!("{gateway:#}\n").as_bytes());
        let properties = kafka::properties(workload, &node)?;
        files.add(Reader::Kafka, true, PROPERTIES_FILE, properties.as_bytes());
        files.add(Reader::Format, false, FORMAT_FILE, format.as_bytes());
        files.add(Reader::Kafka, true, KEY_STORE, facts.peer.key_and_chain().as_bytes());
        files.add(Reader::Both, true, CA, facts.ca_pem.as_bytes());
        files.add(Reader::GatewayLive, true, certificate_file, facts.gateway.chain_pem.as_bytes());
        files.add(Reader::GatewayLive, true, key_file, facts.gateway.key_pem.expose().as_bytes());
        files.add(Reader::Gateway, true, peer_certificate_file, facts.peer.chain_pem.as_bytes());
        files.add(Reader::Gateway, true, peer_key_file, facts.peer.key_pem.expose().as_bytes());
        let password = secrets.gateway_password.expose().as_bytes();
        files.add(Reader::Gateway, true, "gateway-password", password);
        files.add(Reader::Gateway, true, "upstream-secret", secrets.upstream.expose());
        for (version, pepper) in &secrets.peppers {
            files.add(Reader::Gateway, true, &pepper_file(version), pepper.expose());
        }
        Ok(files)
    }

    fn add(&mut self, reader: Reader, secret: bool, name: &str, content: &[u8]) {
        let content = Zeroizing::new(content.to_vec());
        self.0.push(File { name: name.to_owned(), content, secret, reader });
    }

    /// Those that hold no secret.
    pub(super) fn plain(&self) -> impl Iterator<Item = (&str, String)> {
        self.0
            .iter()
            .filter(|file| !file.secret)
            .map(|file| (file.name.as_str(), String::from_utf8_lossy(&file.content).into_owned()))
    }

    /// Those that do, or belong to one that does.
    pub(super) fn secret(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().filter(|file| file.secret).map(|file| (file.name.as_str(), &**file.content))
    }

    /// Names of the plain and the secret files that Kafka gets.
    pub(super) fn of_kafka(&self) -> (Vec<&str>, Vec<&str>) {
        self.of(&[Reader::Kafka, Reader::Format, Reader::Both])
    }

    /// Names of the plain and the secret files that the gateway gets.
    pub(super) fn of_gateway(&self) -> (Vec<&str>, Vec<&str>) {
        self.of(&[Reader::Gateway, Reader::GatewayLive, Reader::Both])
    }

    fn of(&self, readers: &[Reader]) -> (Vec<&str>, Vec<&str>) {
        let names = |secret: bool| {
            let read = self.0.iter().filter(|file| readers.contains(&file.reader));
            read.filter(|file| file.secret == secret).map(|file| file.name.as_str()).collect()
        };
        (names(false), names(true))
    }

    /// Differs when something differs that is read only at a start.
    pub(super) fn digest(&self) -> String {
        let mut context = Context::new(&SHA256);
        let read_once = |file: &&File| !matches!(file.reader, Reader::GatewayLive | Reader::Format);
        for file in self.0.iter().filter(read_once) {
            context.update(file.name.as_bytes());
            context.update(&file.content.len().to_be_bytes());
            context.update(&file.content);
        }
        URL_SAFE_NO_PAD.encode(context.finish())
    }
}
