//! What things are called: namespaces, objects, labels, DNS names and ports.
//!
//! Names follow from the cluster's id and the broker's number alone, so that every look finds what
//! an earlier one made. Whether a thing is ours is decided by its labels, never by its name.

use std::collections::BTreeMap;

use wire::ids::ClusterId;

/// The field manager of server-side apply, and the value of the label of who manages an object.
pub(super) const MANAGER: &str = "millrace";

/// Standard label: which tool manages an object.
pub(super) const MANAGED_BY: &str = "app.kubernetes.io/managed-by";
/// Standard label: what program runs in a pod.
pub(super) const APP_NAME: &str = "app.kubernetes.io/name";
/// Standard label: which part of it.
pub(super) const APP_COMPONENT: &str = "app.kubernetes.io/component";
/// Which Millrace an object belongs to.
pub(super) const INSTALLATION: &str = "millrace.io/installation";
/// Which cluster.
pub(super) const CLUSTER: &str = "millrace.io/cluster";
/// Which broker of it.
pub(super) const BROKER: &str = "millrace.io/broker";

/// On a StatefulSet: the generation of the description it was made from.
pub(super) const GENERATION: &str = "millrace.io/generation";
/// On a StatefulSet: where clients reach the broker.
pub(super) const PUBLIC_ADDRESS: &str = "millrace.io/public-address";
/// On a StatefulSet and on a Secret: the UID of the claim whose volume the broker has served from.
pub(super) const SERVED: &str = "millrace.io/volume";
/// On a pod: the hash of all files its processes read at their start.
pub(super) const FILES: &str = "millrace.io/files";
/// On a Secret: what is known of the gateway's certificate. Removing it renews the certificate.
pub(super) const GATEWAY_CERTIFICATE: &str = "millrace.io/gateway-certificate";
/// On a Secret: what is known of Kafka's certificate. Removing it renews the certificate.
pub(super) const KAFKA_CERTIFICATE: &str = "millrace.io/kafka-certificate";

/// The headless Service: a DNS name for each pod.
pub(super) const BROKERS: &str = "brokers";
/// The ServiceAccount of the pods; it may do nothing.
pub(super) const SERVICE_ACCOUNT: &str = "broker";

/// Where a pod's processes listen.
pub(super) mod port {
    /// The gateway, for clients.
    pub(crate) const CLIENTS: u16 = 9093;
    /// The gateway's health and metrics.
    pub(crate) const ADMIN: u16 = 9190;
    /// Kafka, for brokers, gateways and the control plane.
    pub(crate) const INTERNAL: u16 = 9092;
    /// Kafka's controllers among themselves.
    pub(crate) const CONTROLLER: u16 = 9094;
    /// Kafka, for the gateway of the same pod.
    pub(crate) const GATEWAY: u16 = 9095;
}

/// The namespace of a cluster.
pub(super) fn namespace(cluster: ClusterId) -> String {
    cluster.to_string().replace('_', "-")
}

/// StatefulSet, Service, ConfigMap and Secret of a broker.
pub(super) fn broker(id: u16) -> String {
    format!("broker-{id}")
}

/// The one pod of a broker's StatefulSet.
pub(super) fn pod(id: u16) -> String {
    format!("broker-{id}-0")
}

/// The claim of that pod for its volume.
pub(super) fn claim(id: u16) -> String {
    format!("data-broker-{id}-0")
}

/// The DNS name of a broker's pod, whether or not it is ready.
pub(super) fn pod_host(namespace: &str, id: u16) -> String {
    format!("{}.{BROKERS}.{namespace}.svc", pod(id))
}

/// The DNS name of a broker's Service.
pub(super) fn service_host(namespace: &str, id: u16) -> String {
    format!("{}.{namespace}.svc", broker(id))
}

/// Who owns what is made for a cluster.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    /// The name of this Millrace.
    pub(super) installation: String,
    /// The cluster.
    pub(super) cluster: ClusterId,
}

impl Owner {
    /// The labels of everything that is the cluster's.
    pub(super) fn labels(&self) -> BTreeMap<&'static str, String> {
        BTreeMap::from([
            (MANAGED_BY, MANAGER.to_owned()),
            (INSTALLATION, self.installation.clone()),
            (CLUSTER, self.cluster.to_string()),
        ])
    }

    /// The labels of everything that is one broker's.
    pub(super) fn broker_labels(&self, id: u16) -> BTreeMap<&'static str, String> {
        let mut labels = self.labels();
        labels.insert(BROKER, id.to_string());
        labels
    }

    /// Selects everything that is the cluster's.
    pub(super) fn selector(&self) -> String {
        selector(&self.labels())
    }

    /// Whether something with these labels is the cluster's.
    pub(super) fn owns(&self, labels: Option<&BTreeMap<String, String>>) -> bool {
        labels.is_some_and(|found| {
            self.labels().iter().all(|(key, value)| found.get(*key) == Some(value))
        })
    }
}

/// Selects everything of one Millrace.
pub(super) fn installation_selector(installation: &str) -> String {
    format!("{MANAGED_BY}={MANAGER},{INSTALLATION}={installation}")
}

fn selector(labels: &BTreeMap<&'static str, String>) -> String {
    let pairs: Vec<_> = labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
    pairs.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_kubernetes_takes() {
        let cluster: ClusterId = "clus_01jd7c4v9ke0xbt5q2m8n6rhwz".parse().unwrap();
        let namespace = namespace(cluster);
        assert_eq!(namespace, "clus-01jd7c4v9ke0xbt5q2m8n6rhwz");
        assert_eq!(pod_host(&namespace, 2), format!("broker-2-0.brokers.{namespace}.svc"));
        assert_eq!(service_host(&namespace, 2), format!("broker-2.{namespace}.svc"));
        assert_eq!(claim(3), "data-broker-3-0");
    }

    #[test]
    fn only_what_has_all_our_labels_is_ours() {
        let cluster = "clus_01jd7c4v9ke0xbt5q2m8n6rhwz".parse().unwrap();
        let owner = Owner { installation: "ns.millrace".to_owned(), cluster };
        let mut labels: BTreeMap<String, String> =
            owner.labels().into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        assert!(owner.owns(Some(&labels)));
        labels.insert(INSTALLATION.to_owned(), "other.millrace".to_owned());
        assert!(!owner.owns(Some(&labels)));
        assert!(!owner.owns(None));
    }
}
