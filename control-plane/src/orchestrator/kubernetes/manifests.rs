//! What a cluster is in Kubernetes. Pure: the same description gives the same objects.
//!
//! A cluster has a namespace of its own with walls around it; in it, each broker has a StatefulSet of
//! one pod (docs/adr/0014). Pods are replaced only when somebody removes them (`OnDelete`), which is the
//! roller's business.

mod broker;
mod walls;

pub(super) use broker::{Broker, VOLUME, broker, service};
pub(super) use walls::walls;

use serde_json::{Value, json};

use crate::domain::cluster::Endpoint;

use super::names::{APP_COMPONENT, APP_NAME, Owner};

/// What all clusters have in common.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The name of this Millrace, on everything that is its own.
    pub installation: String,
    /// Where the control plane runs, which may reach brokers directly.
    pub control_plane_namespace: String,
    /// Whose pods may read the gateways' metrics, if anybody.
    pub metrics_namespace: Option<String>,
    /// The image of Kafka.
    pub kafka_image: String,
    /// The image of the gateway.
    pub gateway_image: String,
    /// When images are fetched, in Kubernetes' words.
    pub image_pull_policy: &'static str,
    /// The class of volumes; the default one if none is named.
    pub storage_class: Option<String>,
    /// How clients reach brokers.
    pub exposure: Exposure,
    /// Brokers are called `broker-<n>.<namespace>.<domain>` outside.
    pub domain: Option<String>,
    /// Whether brokers of one cluster never share a node.
    pub strictly_spread: bool,
}

impl Settings {
    /// How clients reach the brokers of a cluster with this endpoint.
    pub(super) fn exposure_of(&self, endpoint: Endpoint) -> &Exposure {
        match endpoint {
            Endpoint::Public => &self.exposure,
            Endpoint::Private => &Exposure::InCluster,
        }
    }
}

/// How clients reach brokers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exposure {
    /// From inside the Kubernetes cluster only.
    InCluster,
    /// At a port of every node.
    NodePort {
        /// The name or address of nodes, where brokers have no names of their own.
        node_address: Option<String>,
    },
    /// At a load balancer for each broker.
    LoadBalancer,
}

fn labels(owner: &Owner) -> Value {
    json!(owner.labels())
}

/// The labels of a broker's pods; the program's name is what policies and people select by.
fn pod_labels(owner: &Owner, id: u16) -> Value {
    let mut labels = owner.broker_labels(id);
    labels.insert(APP_NAME, "kafka".to_owned());
    labels.insert(APP_COMPONENT, "broker".to_owned());
    json!(labels)
}
