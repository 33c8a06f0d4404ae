//! Every object of a cluster, as it is sent: a change of any field shows in a review.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::{Value, json};
use wire::secret::Secret as Hidden;

use super::{
    api::Object,
    certificates::{Certificate, Note},
    files::{BrokerFiles, Facts},
    *,
};
use crate::{
    domain::{
        cluster::{ClusterKind, Endpoint},
        plan::ClusterShape,
    },
    orchestrator::ClusterSecrets,
};

const NAMESPACE: &str = "clus-01jd7c4v9ke0xbt5q2m8n6rhwz";

fn settings(exposure: Exposure) -> Settings {
    Settings {
        installation: "millrace-system.millrace".to_owned(),
        control_plane_namespace: "millrace-system".to_owned(),
        metrics_namespace: Some("monitoring".to_owned()),
        kafka_image: "millrace-kafka:0.1.0".to_owned(),
        gateway_image: "millrace-gateway:0.1.0".to_owned(),
        image_pull_policy: "IfNotPresent",
        storage_class: None,
        exposure,
        domain: None,
        strictly_spread: false,
    }
}

fn node_ports() -> Settings {
    settings(Exposure::NodePort { node_address: Some("203.0.113.7".to_owned()) })
}

fn workload() -> ClusterWorkload {
    let text = |text: &str| Hidden::new(text.to_owned());
    ClusterWorkload {
        cluster_id: NAMESPACE.replace('-', "_").parse().unwrap(),
        kafka_cluster_id: "MkU3OEVBNTcwNTJENDM2Qg".parse().unwrap(),
        kind: ClusterKind::Shared,
        brokers: 3,
        endpoint: Endpoint::Public,
        kafka_version: "4.3".to_owned(),
        shape: ClusterShape {
            brokers: 3,
            heap_mib: 256,
            memory_mib: 640,
            cpu_millis: 100,
            storage_gib: 2,
        },
        established: false,
        generation: 7,
        secrets: ClusterSecrets {
            admin_password: text("admin-password"),
            gateway_password: text("the-gateways-password"),
            upstream: Hidden::new(vec![1; 32]),
            peppers: BTreeMap::from([(1, Hidden::new(vec![2; 32]))]),
        },
    }
}

fn owner() -> Owner {
    Owner { installation: "millrace-system.millrace".to_owned(), cluster: workload().cluster_id }
}

fn certificate(name: &str) -> Certificate {
    Certificate {
        chain_pem: format!("{name} CHAIN\n"),
        key_pem: Hidden::new(format!("{name} KEY\n")),
        note: Note { names: vec![name.to_owned()], not_after: 0 },
    }
}

/// What differs from one broker to another.
#[derive(Clone)]
struct Case {
    gateway: &'static str,
    kafka: &'static str,
    public_address: &'static str,
    served: Option<&'static str>,
    bereft: bool,
}

const CASE: Case = Case {
    gateway: "GATEWAY",
    kafka: "KAFKA",
    public_address: "203.0.113.7:30092",
    served: None,
    bereft: false,
};

fn broker(case: &Case) -> Vec<Object> {
    let (gateway, peer) = (certificate(case.gateway), certificate(case.kafka));
    let facts = Facts {
        id: 2,
        public_address: case.public_address,
        gateway: &gateway,
        peer: &peer,
        ca_pem: "AUTHORITY\n",
        may_format: case.served.is_none(),
    };
    let broker = manifests::Broker {
        id: 2,
        public_address: case.public_address,
        files: &BrokerFiles::new(&owner(), &workload(), &facts).unwrap(),
        served: case.served,
        bereft: case.bereft,
        annotations: &BTreeMap::new(),
        volume: None,
    };
    manifests::broker(&owner(), &workload(), &broker, &node_ports())
}

fn find<'a>(objects: &'a [Object], kind: &str) -> &'a Value {
    &objects.iter().find(|object| object.value["kind"] == kind).unwrap().value
}

/// All as they are sent; of secrets only their names.
fn render<'a>(objects: impl IntoIterator<Item = &'a Object>) -> String {
    let mut out = String::new();
    for object in objects {
        let mut value = object.value.clone();
        if value["kind"] == "Secret" {
            let data = value["data"].as_object_mut().unwrap();
            data.values_mut().for_each(|value| *value = "…".into());
        }
        let _ = writeln!(out, "{value:#}");
    }
    out
}

#[test]
fn what_all_brokers_share() {
    let mut objects = manifests::walls(&owner(), &workload(), &node_ports());
    objects.push(manifests::service(&owner(), 2, &node_ports().exposure, Some(30092)));
    insta::assert_snapshot!(render(&objects));
}

#[test]
fn what_each_broker_has() {
    insta::assert_snapshot!(render(&broker(&CASE)));
}

#[test]
fn only_what_needs_a_restart_changes_the_pod() {
    let files = |case: Case| {
        let objects = broker(&case);
        find(&objects, "StatefulSet")["spec"]["template"]["metadata"]["annotations"].clone()
    };
    let before = files(CASE);
    assert_eq!(files(Case { gateway: "NEW", ..CASE }), before, "the gateway rereads these");
    assert_eq!(files(Case { served: Some("1"), ..CASE }), before, "this is for the next start");
    assert_ne!(files(Case { kafka: "NEW", ..CASE }), before);
    assert_ne!(files(Case { public_address: "203.0.113.7:30099", ..CASE }), before);
}

#[test]
fn an_empty_volume_is_formatted_once_and_another_one_never_used() {
    let format = |case: &Case| {
        let objects = broker(case);
        find(&objects, "ConfigMap")["data"]["format.args"].as_str().unwrap().to_owned()
    };
    let replicas = |case: &Case| find(&broker(case), "StatefulSet")["spec"]["replicas"].clone();
    let known = Case { served: Some("uid-1"), ..CASE };
    assert!(format(&CASE).contains("\"format\""));
    assert!(format(&known).contains("\"info\""));
    assert_eq!((replicas(&CASE), replicas(&known)), (1.into(), 1.into()));
    assert_eq!(replicas(&Case { bereft: true, ..known }), 0);
}

#[test]
fn no_secret_is_in_the_open() {
    let walls = manifests::walls(&owner(), &workload(), &node_ports());
    let broker = broker(&CASE);
    let open = walls.iter().chain(&broker).filter(|object| object.value["kind"] != "Secret");
    for object in open {
        let text = object.value.to_string();
        for secret in ["admin-password", "the-gateways-password", "GATEWAY KEY", "KAFKA KEY"] {
            assert!(!text.contains(secret), "{secret} is in {}", object.title());
        }
    }
    assert!(find(&broker, "Secret")["data"]["tls.key"].is_string(), "they are looked for");
}

#[test]
fn clients_are_told_where_a_broker_is_once_it_can_be_reached() {
    let service = |value: Value| serde_json::from_value::<Service>(value).unwrap();
    let at = |settings: &Settings, found: &Service| {
        address(&settings.exposure, settings.domain.as_deref(), NAMESPACE, 2, found).ok()
    };
    let bare = service(json!({}));
    let inside = settings(Exposure::InCluster);
    assert_eq!(at(&inside, &bare).unwrap(), format!("broker-2.{NAMESPACE}.svc:9093"));

    let port = service(json!({ "spec": { "ports": [{ "port": 9093, "nodePort": 30092 }] } }));
    assert_eq!(at(&node_ports(), &bare), None);
    assert_eq!(at(&node_ports(), &port).unwrap(), "203.0.113.7:30092");
    let named = Settings { domain: Some("kafka.example.com".to_owned()), ..node_ports() };
    let name = format!("broker-2.{NAMESPACE}.kafka.example.com");
    assert_eq!(at(&named, &port).unwrap(), format!("{name}:30092"));
    assert!(client_names(NAMESPACE, 2, &format!("{name}:30092")).contains(&name));

    let balanced = settings(Exposure::LoadBalancer);
    let waits = address(&balanced.exposure, None, NAMESPACE, 2, &port).unwrap_err();
    assert_eq!(waits.to_string(), "waits for the load balancer of broker 2");
    let ingress = json!({ "loadBalancer": { "ingress": [{ "ip": "198.51.100.4" }] } });
    let found = service(json!({ "status": ingress }));
    assert_eq!(at(&balanced, &found).unwrap(), "198.51.100.4:9093");
}

#[test]
fn a_private_cluster_is_reached_from_inside_whatever_others_are() {
    let domain = Some("kafka.example.com".to_owned());
    let public = workload();
    let private = ClusterWorkload { endpoint: Endpoint::Private, ..workload() };
    for settings in [
        Settings { domain: domain.clone(), ..node_ports() },
        Settings { domain, ..settings(Exposure::LoadBalancer) },
    ] {
        let service = |workload: &ClusterWorkload| {
            let exposure = settings.exposure_of(workload.endpoint);
            manifests::service(&owner(), 2, exposure, Some(30092)).value["spec"].clone()
        };
        assert_ne!(service(&public)["type"], "ClusterIP");
        assert_eq!(service(&private)["type"], "ClusterIP");
        assert_eq!(service(&private)["ports"][0].get("nodePort"), None);

        let exposure = settings.exposure_of(private.endpoint);
        let domain = settings.domain.as_deref();
        let address = address(exposure, domain, NAMESPACE, 2, &Service::default()).unwrap();
        assert_eq!(address, format!("broker-2.{NAMESPACE}.svc:9093"));
        let certified = client_names(NAMESPACE, 2, &address).join(" ");
        assert!(!certified.contains("example.com"), "{certified}");

        let clients = |workload: &ClusterWorkload| {
            let walls = manifests::walls(&owner(), workload, &settings);
            let title = "NetworkPolicy clients";
            let policy = walls.iter().find(|object| object.title() == title).unwrap();
            policy.value["spec"]["ingress"][0]["from"].clone()
        };
        assert_eq!(clients(&public), json!([]), "everybody");
        assert_eq!(clients(&private), json!([{ "namespaceSelector": {} }]), "pods alone");
    }
}

#[test]
fn nobody_reads_metrics_unless_a_namespace_is_named() {
    let open = |metrics_namespace: Option<&str>| {
        let metrics_namespace = metrics_namespace.map(str::to_owned);
        let settings = Settings { metrics_namespace, ..node_ports() };
        let walls = manifests::walls(&owner(), &workload(), &settings);
        walls
            .iter()
            .any(|object| object.value.to_string().contains(&names::port::ADMIN.to_string()))
    };
    assert!(open(Some("monitoring")), "it is looked for");
    assert!(!open(None));
}

#[test]
fn another_claim_of_the_same_name_is_noticed() {
    let claim = |uid: &str| {
        let name = names::claim(2);
        let value = json!({ "metadata": { "name": name, "uid": uid } });
        serde_json::from_value::<PersistentVolumeClaim>(value).unwrap()
    };
    let present = Present {
        statefulsets: HashMap::new(),
        pods: HashMap::new(),
        claims: by_name(vec![claim("uid-1")]),
    };
    assert!(!present.is_bereft(2, None), "it never served");
    assert!(!present.is_bereft(2, Some("uid-1")));
    assert!(present.is_bereft(2, Some("uid-0")));
    assert!(!present.is_bereft(1, Some("uid-0")), "its claim is not there: it is made by its pod");
}
