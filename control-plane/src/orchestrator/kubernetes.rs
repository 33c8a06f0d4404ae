//! The orchestrator for Kubernetes: each broker is a pod of Kafka and its gateway.
//!
//! A cluster is a namespace (docs/adr/0014). Every verb looks at what is there and writes what should
//! be, whoever wrote what there is; nothing is remembered between two calls. Two things are never
//! done here: removing a volume other than with its whole cluster, and formatting one that is not the
//! volume a broker was given, because an empty broker would come up as if its records had never been.

mod api;
mod certificates;
mod connect;
mod files;
mod manifests;
mod names;
mod own_certificate;
mod status;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt::Debug,
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use k8s_openapi::api::{
    apps::v1::StatefulSet,
    core::v1::{ConfigMap, Event, Namespace, PersistentVolumeClaim, Pod, Secret, Service},
    networking::v1::NetworkPolicy,
};
use kube::{Resource, ResourceExt, core::NamespaceResourceScope};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::{Instant, sleep};
use wire::{clock::Clock, ids::ClusterId, kafka::client::Security};

use self::{
    api::{ApiServer, Object},
    certificates::Certificate,
    files::{BrokerFiles, Facts, GATEWAY_CERTIFICATE, PEER_CERTIFICATE},
    names::Owner,
    own_certificate::OwnCertificate,
};
pub use self::{
    connect::ConnectError,
    manifests::{Exposure, Settings},
};
use super::{
    ClusterWorkload, ObservedBroker, ObservedCluster, Orchestrator, OrchestratorError, State,
};
use crate::pki::Authority;

/// How long one call waits for a namespace to go; its pods may take a minute to stop.
const REMOVAL: Duration = Duration::from_secs(20);
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Runs workloads in Kubernetes.
pub struct KubernetesOrchestrator {
    api: ApiServer,
    settings: Settings,
    authority: Authority,
    clock: Arc<dyn Clock>,
    own_certificate: OwnCertificate,
}

impl Debug for KubernetesOrchestrator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KubernetesOrchestrator")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// What was found of a cluster, to build on.
struct Present {
    statefulsets: HashMap<String, StatefulSet>,
    pods: HashMap<String, Pod>,
    claims: HashMap<String, PersistentVolumeClaim>,
}

impl Present {
    fn note(&self, id: u16, name: &str) -> Option<&String> {
        self.statefulsets.get(&names::broker(id))?.annotations().get(name)
    }

    /// The port of the nodes at which clients have been told to reach the broker.
    fn node_port(&self, id: u16) -> Option<u16> {
        let (_, port) = self.note(id, names::PUBLIC_ADDRESS)?.rsplit_once(':')?;
        port.parse().ok().filter(|port| *port != names::port::CLIENTS)
    }

    /// Whether the broker's claim is another one than that which it `served` from.
    fn is_bereft(&self, id: u16, served: Option<&str>) -> bool {
        let claim = self.claims.get(&names::claim(id)).and_then(ResourceExt::uid);
        matches!((claim, served), (Some(claim), Some(served)) if claim.as_str() != served)
    }
}

impl KubernetesOrchestrator {
    fn owner(&self, cluster: ClusterId) -> Owner {
        Owner { installation: self.settings.installation.clone(), cluster }
    }

    /// The cluster's namespace, if there is one. One of its name that is somebody else's is refused.
    async fn namespace(&self, owner: &Owner) -> Result<Option<Namespace>, OrchestratorError> {
        let name = names::namespace(owner.cluster);
        let found = self.api.get(self.api.all::<Namespace>(), &name).await?;
        match found {
            Some(namespace) if !owner.owns(namespace.metadata.labels.as_ref()) => {
                Err(OrchestratorError::never(format!(
                    "there is a namespace {name} that does not belong to the installation {}: \
                     remove it, or give it back its labels",
                    owner.installation
                )))
            }
            found => Ok(found),
        }
    }

    async fn present(&self, owner: &Owner) -> Result<Present, OrchestratorError> {
        let namespace = names::namespace(owner.cluster);
        let selector = owner.selector();
        let (statefulsets, pods, claims) = tokio::try_join!(
            self.api.list(self.api.of::<StatefulSet>(&namespace), &selector),
            self.api.list(self.api.of::<Pod>(&namespace), &selector),
            self.api.list(self.api.of::<PersistentVolumeClaim>(&namespace), ""),
        )?;
        Ok(Present {
            statefulsets: by_name(statefulsets),
            pods: by_name(pods),
            claims: by_name(claims),
        })
    }

    /// One broker's objects, from its files to what runs with them.
    async fn ensure_broker(
        &self,
        owner: &Owner,
        workload: &ClusterWorkload,
        present: &Present,
        id: u16,
        public_address: &str,
    ) -> Result<(), OrchestratorError> {
        let namespace = names::namespace(owner.cluster);
        let secret = self.api.get(self.api.of::<Secret>(&namespace), &names::broker(id)).await?;
        let secret = secret.as_ref();
        let (now, authority) = (self.clock.now(), &self.authority);
        let no_certificate = |error| {
            OrchestratorError::never(format!("no certificate for broker {id}")).caused_by(error)
        };
        let client_names = client_names(&namespace, id, public_address);
        let gateway = Certificate::keep_or_issue(
            secret,
            names::GATEWAY_CERTIFICATE,
            GATEWAY_CERTIFICATE,
            &client_names,
            now,
            || authority.issue(&client_names, now),
        )
        .map_err(no_certificate)?;
        let peer_names = vec![names::pod_host(&namespace, id)];
        let organization = owner.cluster.to_string();
        let peer = Certificate::keep_or_issue(
            secret,
            names::KAFKA_CERTIFICATE,
            PEER_CERTIFICATE,
            &peer_names,
            now,
            || authority.issue_peer(certificates::BROKER, Some(&organization), &peer_names, now),
        )
        .map_err(no_certificate)?;
        let volume = served_volume(secret, present, id);
        let facts = Facts {
            id,
            public_address,
            gateway: &gateway,
            peer: &peer,
            ca_pem: authority.certificate_pem(),
            may_format: volume.is_none(),
        };
        let files = BrokerFiles::new(owner, workload, &facts)?;
        let note = |certificate: &Certificate| {
            serde_json::to_string(&certificate.note).map_err(|error| {
                OrchestratorError::never("a certificate's note cannot be written").caused_by(error)
            })
        };
        let mut annotations = BTreeMap::from([
            (names::GATEWAY_CERTIFICATE, note(&gateway)?),
            (names::KAFKA_CERTIFICATE, note(&peer)?),
        ]);
        annotations.extend(volume.clone().map(|uid| (names::SERVED, uid)));
        let broker = manifests::Broker {
            id,
            public_address,
            served: volume.as_deref(),
            bereft: present.is_bereft(id, volume.as_deref()),
            files: &files,
            annotations: &annotations,
            volume: present.statefulsets.get(&names::broker(id)).and_then(volume_template),
        };
        for object in manifests::broker(owner, workload, &broker, &self.settings) {
            self.api.apply(&object).await?;
        }
        Ok(())
    }

    /// Makes a broker's Service, as it is then.
    async fn expose(
        &self,
        owner: &Owner,
        exposure: &Exposure,
        present: &Present,
        id: u16,
    ) -> Result<Service, OrchestratorError> {
        let service = manifests::service(owner, id, exposure, present.node_port(id));
        let applied = self.api.apply(&service).await?;
        applied.try_parse().map_err(|error| {
            OrchestratorError::later(format!("the Service of broker {id} cannot be read"))
                .caused_by(error)
        })
    }

    /// Removes what is the cluster's by its labels and is wanted no more.
    async fn prune<K>(
        &self,
        owner: &Owner,
        wanted: &HashSet<String>,
    ) -> Result<(), OrchestratorError>
    where
        K: Resource<DynamicType = (), Scope = NamespaceResourceScope>
            + Clone
            + DeserializeOwned
            + Debug,
    {
        let namespace = names::namespace(owner.cluster);
        for found in self.api.list(self.api.of::<K>(&namespace), &owner.selector()).await? {
            let title = format!("{} {}", K::kind(&()), found.name_any());
            if !wanted.contains(&title) {
                tracing::info!(cluster = %owner.cluster, object = title, "object.pruned");
                self.api.delete(self.api.of::<K>(&namespace), &found).await?;
            }
        }
        Ok(())
    }

    /// Why a StatefulSet could not make its pod, as it said last.
    async fn refusals(&self, namespace: &str) -> Result<HashMap<String, Event>, OrchestratorError> {
        let events = self.api.list(self.api.of::<Event>(namespace), "").await?;
        let refused = events.into_iter().filter(|event| {
            event.reason.as_deref() == Some("FailedCreate")
                && event.involved_object.kind.as_deref() == Some("StatefulSet")
        });
        Ok(refused.filter_map(|event| Some((event.involved_object.name.clone()?, event))).collect())
    }
}

#[async_trait]
impl Orchestrator for KubernetesOrchestrator {
    fn internal_security(&self) -> Security {
        self.own_certificate.security(&self.authority, self.clock.now())
    }

    async fn ensure(&self, workload: &ClusterWorkload) -> Result<(), OrchestratorError> {
        let owner = self.owner(workload.cluster_id);
        match self.namespace(&owner).await? {
            Some(found) if is_going(&found) => {
                return Err(OrchestratorError::later("its namespace is still being removed"));
            }
            None if workload.established => {
                let name = names::namespace(owner.cluster);
                let reason = format!("namespace {name} is gone, and its volumes with it");
                return Err(OrchestratorError::Lost { reason });
            }
            _ => {}
        }
        let walls = manifests::walls(&owner, workload, &self.settings);
        let mut wanted: HashSet<String> = walls.iter().map(Object::title).collect();
        for object in &walls {
            self.api.apply(object).await?;
        }
        let present = self.present(&owner).await?;
        let exposure = self.settings.exposure_of(workload.endpoint);
        let mut services = Vec::new();
        for id in 1..=workload.brokers {
            services.push((id, self.expose(&owner, exposure, &present, id).await?));
        }
        // Only now: load balancers are made side by side, and each may take minutes.
        let (domain, namespace) =
            (self.settings.domain.as_deref(), names::namespace(owner.cluster));
        let mut addresses = Vec::new();
        for (id, service) in &services {
            addresses.push((*id, address(exposure, domain, &namespace, *id, service)?));
        }
        for (id, address) in addresses {
            self.ensure_broker(&owner, workload, &present, id, &address).await?;
            let name = names::broker(id);
            wanted.extend(
                ["Service", "ConfigMap", "StatefulSet"].map(|kind| format!("{kind} {name}")),
            );
        }
        self.prune::<NetworkPolicy>(&owner, &wanted).await?;
        self.prune::<Service>(&owner, &wanted).await?;
        self.prune::<ConfigMap>(&owner, &wanted).await?;
        self.prune::<StatefulSet>(&owner, &wanted).await
    }

    async fn restart(&self, cluster: ClusterId, broker: i32) -> Result<(), OrchestratorError> {
        let owner = self.owner(cluster);
        let Some(id) = u16::try_from(broker).ok() else {
            return Err(OrchestratorError::never(format!("there is no broker {broker}")));
        };
        // Its StatefulSet makes another pod, as the StatefulSet is now.
        match self.present(&owner).await?.pods.get(&names::pod(id)) {
            Some(pod) if pod.metadata.deletion_timestamp.is_none() => {
                let pods = self.api.of::<Pod>(&names::namespace(cluster));
                self.api.delete(pods, pod).await
            }
            _ => Ok(()),
        }
    }

    async fn observe(
        &self,
        cluster: ClusterId,
    ) -> Result<Option<ObservedCluster>, OrchestratorError> {
        let owner = self.owner(cluster);
        let Some(namespace) = self.namespace(&owner).await? else { return Ok(None) };
        let ca_certificate_pem = self.authority.certificate_pem().to_owned();
        let nothing = ObservedCluster {
            generation: 0,
            brokers: Vec::new(),
            bootstrap: String::new(),
            ca_certificate_pem,
        };
        if is_going(&namespace) {
            return Ok(Some(nothing));
        }
        let namespace = names::namespace(cluster);
        let present = self.present(&owner).await?;
        let missing = |name: &String| !present.pods.contains_key(&format!("{name}-0"));
        let refusals = if present.statefulsets.keys().any(missing) {
            self.refusals(&namespace).await?
        } else {
            HashMap::new()
        };
        let mut brokers = Vec::new();
        let mut generations = Vec::new();
        for id in 1..=u16::try_from(present.statefulsets.len()).unwrap_or(u16::MAX) {
            let name = names::broker(id);
            let Some(statefulset) = present.statefulsets.get(&name) else { continue };
            let note = |name: &str| statefulset.annotations().get(name).cloned();
            let pod = present.pods.get(&names::pod(id));
            let served = note(names::SERVED);
            let (kafka, gateway) = if present.is_bereft(id, served.as_deref()) {
                let reason = format!(
                    "its volume is not the one it has written to: give PersistentVolumeClaim {} \
                     that one back or, to have it start empty and copy everything from the other \
                     brokers, remove the annotation {} from StatefulSet and Secret {name}",
                    names::claim(id),
                    names::SERVED,
                );
                (State::Failed { reason: reason.clone() }, State::Failed { reason })
            } else {
                status::states(pod, refusals.get(&name))
            };
            generations.extend(note(names::GENERATION).and_then(|text| text.parse::<i64>().ok()));
            let host = names::pod_host(&namespace, id);
            brokers.push(ObservedBroker {
                id: i32::from(id),
                kafka,
                gateway,
                internal_address: format!("{host}:{}", names::port::INTERNAL),
                gateway_address: format!("{host}:{}", names::port::CLIENTS),
                public_address: note(names::PUBLIC_ADDRESS).unwrap_or_default(),
                outdated: pod.is_some_and(|pod| is_outdated(statefulset, pod)),
            });
        }
        let addresses: Vec<_> = brokers.iter().map(|b| b.public_address.as_str()).collect();
        Ok(Some(ObservedCluster {
            generation: generations.iter().copied().min().unwrap_or_default(),
            bootstrap: addresses.join(","),
            brokers,
            ..nothing
        }))
    }

    async fn remove(&self, cluster: ClusterId) -> Result<(), OrchestratorError> {
        let owner = self.owner(cluster);
        let until = Instant::now() + REMOVAL;
        // One of that name that is somebody else's is left alone: nothing of ours is in it.
        let name = names::namespace(cluster);
        loop {
            let found = self.api.get(self.api.all::<Namespace>(), &name).await?;
            let Some(namespace) = found.filter(|n| owner.owns(n.metadata.labels.as_ref())) else {
                return Ok(());
            };
            if !is_going(&namespace) {
                self.api.delete(self.api.all::<Namespace>(), &namespace).await?;
            } else if Instant::now() >= until {
                return Err(OrchestratorError::later(format!(
                    "namespace {name} is still going: {}",
                    what_remains(&namespace)
                )));
            }
            sleep(LOOK_AGAIN).await;
        }
    }

    async fn list(&self) -> Result<Vec<ClusterId>, OrchestratorError> {
        let selector = names::installation_selector(&self.settings.installation);
        let found = self.api.list(self.api.all::<Namespace>(), &selector).await?;
        let cluster = |n: &Namespace| n.labels().get(names::CLUSTER)?.parse().ok();
        Ok(found.iter().filter_map(cluster).collect())
    }
}

fn by_name<K: Resource<DynamicType = ()>>(objects: Vec<K>) -> HashMap<String, K> {
    objects.into_iter().map(|object| (object.name_any(), object)).collect()
}

fn is_going(namespace: &Namespace) -> bool {
    namespace.metadata.deletion_timestamp.is_some()
}

/// Why a namespace that was told to go is there still.
fn what_remains(namespace: &Namespace) -> String {
    let conditions = namespace.status.iter().flat_map(|status| status.conditions.iter().flatten());
    let told: Vec<_> = conditions
        .filter(|condition| condition.status == "True")
        .filter_map(|condition| condition.message.clone())
        .collect();
    if told.is_empty() { "its pods stop".to_owned() } else { told.join("; ") }
}

/// Whether a pod was made from what its StatefulSet no longer is.
fn is_outdated(statefulset: &StatefulSet, pod: &Pod) -> bool {
    let Some(status) = &statefulset.status else { return false };
    // Until the controller has seen the newest description, nobody can say.
    let seen = status.observed_generation == statefulset.metadata.generation;
    let runs = pod.labels().get("controller-revision-hash");
    seen && status.update_revision.is_some() && runs != status.update_revision.as_ref()
}

/// The template a StatefulSet's volume was made from.
fn volume_template(statefulset: &StatefulSet) -> Option<Value> {
    let template = statefulset.spec.as_ref()?.volume_claim_templates.as_ref()?.first()?;
    let mut value = serde_json::to_value(template).ok()?;
    value.as_object_mut()?.remove("status");
    Some(value)
}

/// The UID of the claim whose volume the broker serves or has served from, if it ever did.
fn served_volume(secret: Option<&Secret>, present: &Present, id: u16) -> Option<String> {
    let noted = secret.and_then(|secret| secret.annotations().get(names::SERVED));
    if let Some(recorded) = noted.or_else(|| present.note(id, names::SERVED)) {
        return Some(recorded.clone());
    }
    let (kafka, _) = status::states(present.pods.get(&names::pod(id)), None);
    let claim = present.claims.get(&names::claim(id))?;
    claim.uid().filter(|_| kafka == State::Ready)
}

/// Every name a client may verify the gateway by.
fn client_names(namespace: &str, id: u16, public_address: &str) -> Vec<String> {
    let service = names::service_host(namespace, id);
    let public = public_address.rsplit_once(':').map_or(public_address, |(host, _)| host);
    let mut names = vec![public.to_owned()];
    for name in [format!("{service}.cluster.local"), names::pod_host(namespace, id), service] {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Where clients reach a broker.
fn address(
    exposure: &Exposure,
    domain: Option<&str>,
    namespace: &str,
    id: u16,
    service: &Service,
) -> Result<String, OrchestratorError> {
    let outside = domain.map(|domain| format!("{}.{namespace}.{domain}", names::broker(id)));
    let port = names::port::CLIENTS;
    match exposure {
        Exposure::InCluster => Ok(format!("{}:{port}", names::service_host(namespace, id))),
        Exposure::NodePort { node_address } => {
            let mut ports = service.spec.iter().flat_map(|spec| spec.ports.iter().flatten());
            let port = ports.find_map(|port| port.node_port).ok_or_else(|| {
                OrchestratorError::later(format!("broker {id} has no port on the nodes yet"))
            })?;
            let host = outside.or_else(|| node_address.clone()).ok_or_else(|| {
                OrchestratorError::never("node ports need --node-address or --domain")
            })?;
            Ok(format!("{host}:{port}"))
        }
        Exposure::LoadBalancer => {
            let status = service.status.as_ref().and_then(|status| status.load_balancer.as_ref());
            let ingress = status.and_then(|balancer| balancer.ingress.as_ref()?.first());
            let host = ingress.and_then(|ingress| ingress.hostname.clone().or(ingress.ip.clone()));
            let host = host.ok_or_else(|| OrchestratorError::Waits {
                what: format!("the load balancer of broker {id}"),
            })?;
            Ok(format!("{}:{port}", outside.unwrap_or(host)))
        }
    }
}
