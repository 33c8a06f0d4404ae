//! What a cluster's brokers share: their namespace, and the walls around it.
//!
//! Nothing reaches a pod of the namespace and no pod reaches anything, but for what is named here:
//! clients the gateways, the control plane the brokers, the brokers each other and the name servers, and
//! whoever collects metrics the gateways' admin listener.

use k8s_openapi::api::{
    core::v1::{LimitRange, Namespace, ResourceQuota, Service, ServiceAccount},
    networking::v1::NetworkPolicy,
    policy::v1::PodDisruptionBudget,
};
use serde_json::{Value, json};

use super::{
    super::{
        super::ClusterWorkload,
        api::Object,
        names::{self, APP_COMPONENT, APP_NAME, BROKERS, Owner, SERVICE_ACCOUNT, port},
    },
    Exposure, Settings,
    broker::{gateway_resources, kafka_resources},
    labels,
};

/// Namespace first: everything else is in it.
pub(in super::super) fn walls(
    owner: &Owner,
    workload: &ClusterWorkload,
    settings: &Settings,
) -> Vec<Object> {
    let namespace = names::namespace(owner.cluster);
    let namespace = Some(namespace.as_str());
    let spec = |value: Value| json!({ "metadata": { "labels": labels(owner) }, "spec": value });
    let mut namespace_labels = owner.labels();
    for mode in [
        "pod-security.kubernetes.io/enforce",
        "pod-security.kubernetes.io/audit",
        "pod-security.kubernetes.io/warn",
    ] {
        namespace_labels.insert(mode, "restricted".to_owned());
    }
    let mut objects = vec![
        Object::new::<Namespace>(
            None,
            &names::namespace(owner.cluster),
            json!({ "metadata": { "labels": namespace_labels } }),
        ),
        Object::new::<ServiceAccount>(
            namespace,
            SERVICE_ACCOUNT,
            json!({ "metadata": { "labels": labels(owner) }, "automountServiceAccountToken": false }),
        ),
        Object::new::<ResourceQuota>(namespace, "cluster", spec(quota(workload))),
        Object::new::<LimitRange>(namespace, "cluster", spec(limit_range())),
        Object::new::<PodDisruptionBudget>(
            namespace,
            BROKERS,
            spec(json!({
                "maxUnavailable": 1,
                "unhealthyPodEvictionPolicy": "IfHealthyBudget",
                "selector": { "matchLabels": labels(owner) },
            })),
        ),
        Object::new::<Service>(
            namespace,
            BROKERS,
            spec(json!({
                "clusterIP": "None",
                // Brokers find each other while none of them is ready yet.
                "publishNotReadyAddresses": true,
                "selector": labels(owner),
                "ports": [
                    { "name": "internal", "port": port::INTERNAL, "protocol": "TCP" },
                    { "name": "controller", "port": port::CONTROLLER, "protocol": "TCP" },
                ],
            })),
        ),
    ];
    for (name, policy) in policies(owner, workload, settings) {
        objects.push(Object::new::<NetworkPolicy>(namespace, name, spec(policy)));
    }
    objects
}

fn policies(
    owner: &Owner,
    workload: &ClusterWorkload,
    settings: &Settings,
) -> Vec<(&'static str, Value)> {
    let brokers = json!({ "matchLabels": labels(owner) });
    let tcp = |port: u16| json!({ "port": port, "protocol": "TCP" });
    let clients = match settings.exposure_of(workload.endpoint) {
        // Pods of this Kubernetes cluster, of any namespace.
        Exposure::InCluster => json!([{ "namespaceSelector": {} }]),
        Exposure::NodePort { .. } | Exposure::LoadBalancer => json!([]),
    };
    let control_plane = json!([{
        "namespaceSelector": {
            "matchLabels": { "kubernetes.io/metadata.name": settings.control_plane_namespace },
        },
        "podSelector": {
            "matchLabels": { APP_NAME: "millrace", APP_COMPONENT: "control-plane" },
        },
    }]);
    let mut policies = vec![
        ("default-deny", json!({ "podSelector": {}, "policyTypes": ["Ingress", "Egress"] })),
        (
            "clients",
            json!({
                "podSelector": brokers,
                "policyTypes": ["Ingress"],
                "ingress": [{ "from": clients, "ports": [tcp(port::CLIENTS)] }],
            }),
        ),
        (
            "control-plane",
            json!({
                "podSelector": brokers,
                "policyTypes": ["Ingress"],
                "ingress": [{ "from": control_plane, "ports": [tcp(port::INTERNAL), tcp(port::CLIENTS)] }],
            }),
        ),
        (
            "brokers",
            json!({
                "podSelector": brokers,
                "policyTypes": ["Ingress", "Egress"],
                "ingress": [{
                    "from": [{ "podSelector": brokers }],
                    "ports": [tcp(port::INTERNAL), tcp(port::CONTROLLER)],
                }],
                "egress": [
                    {
                        "to": [{ "podSelector": brokers }],
                        "ports": [tcp(port::INTERNAL), tcp(port::CONTROLLER)],
                    },
                    {
                        "to": [{
                            "namespaceSelector": {
                                "matchLabels": { "kubernetes.io/metadata.name": "kube-system" },
                            },
                        }],
                        "ports": [tcp(53), { "port": 53, "protocol": "UDP" }],
                    },
                ],
            }),
        ),
    ];
    // Health is told at the same port; neither it nor any metric names a tenant.
    policies.extend(settings.metrics_namespace.as_ref().map(|namespace| {
        let monitoring = json!([{
            "namespaceSelector": { "matchLabels": { "kubernetes.io/metadata.name": namespace } },
        }]);
        let policy = json!({
            "podSelector": brokers,
            "policyTypes": ["Ingress"],
            "ingress": [{ "from": monitoring, "ports": [tcp(port::ADMIN)] }],
        });
        ("metrics", policy)
    }));
    policies
}

/// What the brokers need and no more, so that nothing else can be run in their name.
fn quota(workload: &ClusterWorkload) -> Value {
    let brokers = u32::from(workload.brokers);
    let (kafka, gateway) = (kafka_resources(workload), gateway_resources(workload));
    json!({ "hard": {
        "pods": brokers.to_string(),
        "persistentvolumeclaims": brokers.to_string(),
        "requests.storage": format!("{}Gi", brokers * workload.shape.storage_gib),
        "requests.cpu": format!("{}m", brokers * (kafka.cpu_millis + gateway.cpu_millis)),
        "requests.memory": format!("{}Mi", brokers * (kafka.request_mib + gateway.request_mib)),
        "limits.memory": format!("{}Mi", brokers * (kafka.limit_mib + gateway.limit_mib)),
    } })
}

/// For containers that say nothing of themselves; ours do.
fn limit_range() -> Value {
    json!({ "limits": [{
        "type": "Container",
        "default": { "memory": "64Mi" },
        "defaultRequest": { "cpu": "10m", "memory": "64Mi" },
    }] })
}
