//! What one broker is: a Service clients reach it by, its files, and a StatefulSet of one pod.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use k8s_openapi::api::{
    apps::v1::StatefulSet,
    core::v1::{ConfigMap, Secret, Service},
};
use serde_json::{Map, Value, json};

use super::{
    super::{
        super::ClusterWorkload,
        api::Object,
        files::{BrokerFiles, GATEWAY_DIRECTORY, KAFKA_DIRECTORY},
        names::{
            self, BROKERS, FILES, GENERATION, Owner, PUBLIC_ADDRESS, SERVED, SERVICE_ACCOUNT, port,
        },
    },
    Exposure, Settings, labels, pod_labels,
};

/// The directory of the volume with a broker's records.
pub(in super::super) const VOLUME: &str = "/var/lib/kafka";
/// Kafka hands its partitions over and flushes; the kubelet kills what takes longer.
const GRACE_SECONDS: u32 = 60;
/// Who Kafka and the gateway are in their containers; the group is common, for the secrets.
const KAFKA_USER: u32 = 1001;
const GATEWAY_USER: u32 = 65532;

/// What a container may use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resources {
    pub(super) cpu_millis: u32,
    pub(super) request_mib: u32,
    pub(super) limit_mib: u32,
}

impl Resources {
    fn value(self) -> Value {
        json!({
            "requests": { "cpu": format!("{}m", self.cpu_millis), "memory": format!("{}Mi", self.request_mib) },
            // A processor is shared by weight: a limit would only slow what could be quick.
            "limits": { "memory": format!("{}Mi", self.limit_mib) },
        })
    }
}

pub(super) fn kafka_resources(workload: &ClusterWorkload) -> Resources {
    let shape = workload.shape;
    Resources {
        cpu_millis: shape.cpu_millis,
        request_mib: shape.memory_mib,
        limit_mib: shape.memory_mib,
    }
}

/// Its budgets for requests and responses in memory are 512 MiB together; at rest it takes 20.
pub(super) fn gateway_resources(workload: &ClusterWorkload) -> Resources {
    Resources { cpu_millis: workload.shape.cpu_millis / 4, request_mib: 64, limit_mib: 768 }
}

/// One broker as it should be.
#[derive(Debug)]
pub(in super::super) struct Broker<'a> {
    pub(in super::super) id: u16,
    /// `host:port` by which clients reach it.
    pub(in super::super) public_address: &'a str,
    /// What its processes read.
    pub(in super::super) files: &'a BrokerFiles,
    /// The UID of the claim whose volume it has served from, if it ever has.
    pub(in super::super) served: Option<&'a str>,
    /// Whether its volume is another one than that: then it must not run.
    pub(in super::super) bereft: bool,
    /// What is remembered on its Secret.
    pub(in super::super) annotations: &'a BTreeMap<&'static str, String>,
    /// The volume its StatefulSet was made with, if there is one: that cannot be changed.
    pub(in super::super) volume: Option<Value>,
}

/// How clients reach a broker. Its port of every node is known once it is there.
///
/// `port` is the one of the nodes that it had, if it had one: clients know it.
pub(in super::super) fn service(
    owner: &Owner,
    id: u16,
    exposure: &Exposure,
    port: Option<u16>,
) -> Object {
    let kind = match exposure {
        Exposure::InCluster => "ClusterIP",
        Exposure::NodePort { .. } => "NodePort",
        Exposure::LoadBalancer => "LoadBalancer",
    };
    let mut clients = json!({ "name": "clients", "port": port::CLIENTS, "protocol": "TCP" });
    if let Some(port) = port.filter(|_| matches!(exposure, Exposure::NodePort { .. })) {
        clients["nodePort"] = port.into();
    }
    let value = json!({
        "metadata": { "labels": owner.broker_labels(id) },
        "spec": { "type": kind, "selector": owner.broker_labels(id), "ports": [clients] },
    });
    Object::new::<Service>(Some(&names::namespace(owner.cluster)), &names::broker(id), value)
}

/// Files first, then what runs with them.
pub(in super::super) fn broker(
    owner: &Owner,
    workload: &ClusterWorkload,
    broker: &Broker<'_>,
    settings: &Settings,
) -> Vec<Object> {
    let namespace = names::namespace(owner.cluster);
    let name = names::broker(broker.id);
    let labels = owner.broker_labels(broker.id);
    let secrets: Map<String, Value> = broker
        .files
        .secret()
        .map(|(name, content)| (name.to_owned(), STANDARD.encode(content).into()))
        .collect();
    let settings_files: Map<String, Value> =
        broker.files.plain().map(|(name, content)| (name.to_owned(), content.into())).collect();
    let mut annotations = BTreeMap::from([
        (GENERATION, workload.generation.to_string()),
        (PUBLIC_ADDRESS, broker.public_address.to_owned()),
    ]);
    annotations.extend(broker.served.map(|uid| (SERVED, uid.to_owned())));
    let statefulset = json!({
        "metadata": { "labels": labels, "annotations": annotations },
        "spec": {
            "replicas": u8::from(!broker.bereft),
            "serviceName": BROKERS,
            "podManagementPolicy": "Parallel",
            "updateStrategy": { "type": "OnDelete" },
            "persistentVolumeClaimRetentionPolicy": { "whenDeleted": "Retain", "whenScaled": "Retain" },
            "selector": { "matchLabels": labels },
            "template": {
                "metadata": {
                    "labels": pod_labels(owner, broker.id),
                    "annotations": { FILES: broker.files.digest() },
                },
                "spec": pod(owner, workload, broker, settings),
            },
            "volumeClaimTemplates": [broker.volume.clone().unwrap_or_else(|| claim(workload, settings))],
        },
    });
    vec![
        Object::new::<ConfigMap>(
            Some(&namespace),
            &name,
            json!({ "metadata": { "labels": labels }, "data": settings_files }),
        ),
        Object::new::<Secret>(
            Some(&namespace),
            &name,
            json!({
                "metadata": { "labels": labels, "annotations": broker.annotations },
                "type": "Opaque",
                "data": secrets,
            }),
        ),
        Object::new::<StatefulSet>(Some(&namespace), &name, statefulset),
    ]
}

fn claim(workload: &ClusterWorkload, settings: &Settings) -> Value {
    let mut claim = json!({
        "metadata": { "name": "data" },
        "spec": {
            "accessModes": ["ReadWriteOnce"],
            "resources": { "requests": { "storage": format!("{}Gi", workload.shape.storage_gib) } },
        },
    });
    if let Some(class) = &settings.storage_class {
        claim["spec"]["storageClassName"] = class.as_str().into();
    }
    claim
}

fn pod(
    owner: &Owner,
    workload: &ClusterWorkload,
    broker: &Broker<'_>,
    settings: &Settings,
) -> Value {
    let pull = settings.image_pull_policy;
    let security = |user: u32| {
        json!({
            "runAsUser": user,
            "runAsNonRoot": true,
            "readOnlyRootFilesystem": true,
            "allowPrivilegeEscalation": false,
            "capabilities": { "drop": ["ALL"] },
        })
    };
    let java = |name: &str, arguments: &str| {
        json!({
            "name": name,
            "image": settings.kafka_image,
            "imagePullPolicy": pull,
            "command": ["java", format!("@{KAFKA_DIRECTORY}/{arguments}")],
            "securityContext": security(KAFKA_USER),
            "terminationMessagePolicy": "FallbackToLogsOnError",
            "resources": kafka_resources(workload).value(),
            "volumeMounts": [
                { "name": "kafka", "mountPath": KAFKA_DIRECTORY, "readOnly": true },
                { "name": "data", "mountPath": VOLUME },
                { "name": "tmp", "mountPath": "/tmp" },
            ],
        })
    };
    let http = |path: &str| json!({ "path": path, "port": port::ADMIN });
    let mut kafka = java("kafka", crate::orchestrator::kafka::ARGUMENTS_FILE);
    kafka["ports"] = json!([
        { "name": "internal", "containerPort": port::INTERNAL, "protocol": "TCP" },
        { "name": "controller", "containerPort": port::CONTROLLER, "protocol": "TCP" },
    ]);
    // The gateway knows how the broker is: in its cluster, and in sync. After a crash, a broker may
    // take long to read its log again.
    kafka["readinessProbe"] = json!({
        "httpGet": http("/kafka/readyz"), "periodSeconds": 2, "failureThreshold": 2, "timeoutSeconds": 3,
    });
    kafka["startupProbe"] = json!({
        "tcpSocket": { "port": port::INTERNAL }, "periodSeconds": 1, "failureThreshold": 1800,
    });
    kafka["livenessProbe"] = json!({
        "tcpSocket": { "port": port::INTERNAL }, "periodSeconds": 10, "failureThreshold": 6,
        "timeoutSeconds": 5,
    });
    // A sidecar starts before Kafka and ends after it: while Kafka hands its partitions over, clients
    // are still there to be told where to go.
    let gateway = json!({
        "name": "gateway",
        "restartPolicy": "Always",
        "image": settings.gateway_image,
        "imagePullPolicy": pull,
        "command": ["/millrace-gateway", "--config", format!("{GATEWAY_DIRECTORY}/gateway.json")],
        "securityContext": security(GATEWAY_USER),
        "terminationMessagePolicy": "FallbackToLogsOnError",
        "resources": gateway_resources(workload).value(),
        "ports": [
            { "name": "clients", "containerPort": port::CLIENTS, "protocol": "TCP" },
            { "name": "admin", "containerPort": port::ADMIN, "protocol": "TCP" },
        ],
        "startupProbe": { "httpGet": http("/livez"), "periodSeconds": 1, "failureThreshold": 60 },
        "readinessProbe": {
            "httpGet": http("/readyz"), "periodSeconds": 2, "failureThreshold": 2, "timeoutSeconds": 3,
        },
        "livenessProbe": {
            "httpGet": http("/livez"), "periodSeconds": 10, "failureThreshold": 3, "timeoutSeconds": 5,
        },
        "volumeMounts": [{ "name": "gateway", "mountPath": GATEWAY_DIRECTORY, "readOnly": true }],
    });
    json!({
        "serviceAccountName": SERVICE_ACCOUNT,
        "automountServiceAccountToken": false,
        "enableServiceLinks": false,
        "terminationGracePeriodSeconds": GRACE_SECONDS,
        "securityContext": {
            "runAsNonRoot": true,
            "fsGroup": KAFKA_USER,
            "fsGroupChangePolicy": "OnRootMismatch",
            "seccompProfile": { "type": "RuntimeDefault" },
        },
        "topologySpreadConstraints": spread(owner, settings),
        "initContainers": [java("format", "format.args"), gateway],
        "containers": [kafka],
        "volumes": [
            files("kafka", broker.id, broker.files.of_kafka()),
            files("gateway", broker.id, broker.files.of_gateway()),
            { "name": "tmp", "emptyDir": { "sizeLimit": "64Mi" } },
        ],
    })
}

/// A volume with some of the broker's files.
fn files<'a>(volume: &str, id: u16, (plain, secret): (Vec<&'a str>, Vec<&'a str>)) -> Value {
    let name = names::broker(id);
    let items = |names: Vec<&str>| -> Vec<Value> {
        names.into_iter().map(|name| json!({ "key": name, "path": name })).collect()
    };
    json!({ "name": volume, "projected": {
        "defaultMode": 0o440,
        "sources": [
            { "configMap": { "name": name, "items": items(plain) } },
            { "secret": { "name": name, "items": items(secret) } },
        ],
    } })
}

fn spread(owner: &Owner, settings: &Settings) -> Value {
    let constraint = |key: &str, strict: bool| {
        json!({
            "topologyKey": key,
            "maxSkew": 1,
            "whenUnsatisfiable": if strict { "DoNotSchedule" } else { "ScheduleAnyway" },
            "labelSelector": { "matchLabels": labels(owner) },
        })
    };
    json!([
        constraint("kubernetes.io/hostname", settings.strictly_spread),
        constraint("topology.kubernetes.io/zone", false),
    ])
}
