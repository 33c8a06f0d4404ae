//! What scenarios share: the cluster, what is installed in it, and a customer's instance.

use std::{path::PathBuf, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use harness::{
    Api,
    clients::Access,
    world::{Customer, Instance, unique},
};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::{
    kube::{Kube, object_of},
    settings::Settings,
};

/// The release, and the namespace it is installed in.
pub(crate) const RELEASE: &str = "millrace";
/// The port of the API at every node.
pub(crate) const API_PORT: u16 = 30080;
/// How long a Kafka cluster may take to start on a busy machine.
pub(crate) const START_LIMIT: Duration = Duration::from_mins(4);
/// How long three brokers may take to be restarted one after the other there.
pub(crate) const ROLL_LIMIT: Duration = Duration::from_mins(8);

/// What scenarios share.
pub(crate) struct World {
    pub(crate) settings: Settings,
    pub(crate) kube: Kube,
    /// An address of the first node that this machine reaches.
    pub(crate) node_address: String,
    tenant: OnceCell<Tenant>,
}

/// An instance on the shared Kafka cluster, and a key that may do everything in it.
#[derive(Debug, Clone)]
pub(crate) struct Tenant {
    pub(crate) instance: Instance,
    pub(crate) access: Access,
    /// Where the shared cluster's pods are.
    pub(crate) namespace: String,
}

impl World {
    /// Before anything is installed.
    pub(crate) async fn find(settings: Settings) -> Self {
        let (kubeconfig, scripts) = (settings.kubeconfig.clone(), settings.cluster.clone());
        let kube = Kube::at(kubeconfig, scripts).await;
        let addresses = node_addresses(&kube).await;
        let node_address = addresses.into_iter().next().expect("a node");
        Self { settings, kube, node_address, tenant: OnceCell::new() }
    }

    /// An address of each node.
    pub(crate) async fn node_addresses(&self) -> Vec<String> {
        node_addresses(&self.kube).await
    }

    /// A reference to one of our images.
    pub(crate) fn image(&self, name: &str) -> String {
        format!("{}{name}:{}", self.settings.image_prefix, self.settings.image_tag)
    }

    /// A caller of the API without a token.
    pub(crate) fn anonymous(&self) -> Api {
        Api::anonymous(&format!("http://{}:{API_PORT}", self.node_address))
    }

    /// A customer of their own.
    pub(crate) async fn customer(&self) -> Customer {
        let password = self.secret("millrace-admin", "password").await;
        let api = self.anonymous().sign_in("admin@example.com", &password).await;
        Customer::with(api, self.ca_file().await).await.by_token().await
    }

    /// The authority of the brokers' certificates, as a file.
    async fn ca_file(&self) -> PathBuf {
        let file = self.settings.out.join("ca.pem");
        let pem = self.secret("millrace-ca", "tls.crt").await;
        std::fs::create_dir_all(&self.settings.out).expect("the folder is made");
        std::fs::write(&file, pem).expect("the authority's certificate is written");
        file
    }

    /// A value of one of the release's Secrets.
    async fn secret(&self, name: &str, key: &str) -> String {
        let found = self.kube.get(&object_of("secrets", name, RELEASE)).await;
        let value = found["data"][key].as_str().unwrap_or_else(|| panic!("no {key} in {name}"));
        let value = BASE64.decode(value).expect("base64");
        String::from_utf8(value).expect("a text")
    }

    /// The instance that faults are tried on.
    pub(crate) async fn tenant(&self) -> &Tenant {
        let make = || async {
            let customer = self.customer().await;
            let body = json!({"name": unique("standard"), "plan": "standard"});
            let instance = customer.instance_within(body, START_LIMIT).await;
            let access = instance.admin_access_everywhere().await;
            let namespace = namespace_of(&instance).await;
            Tenant { instance, access, namespace }
        };
        self.tenant.get_or_init(make).await
    }

    /// Writes what Kubernetes and we say to a folder, for whoever has to find out why.
    pub(crate) async fn keep_evidence(&self, scenario: &str) {
        let folder = self.settings.out.join(scenario.replace([' ', '/', ':'], "-"));
        if std::fs::create_dir_all(&folder).is_err() {
            return;
        }
        let logs = format!(
            "logs -n {RELEASE} -l app.kubernetes.io/component=control-plane --tail -1 --prefix"
        );
        for (file, words) in [
            ("pods", "get pods -A -o wide"),
            ("events", "get events -A --sort-by .lastTimestamp"),
            ("describe", "describe pods -A"),
            ("control-plane.log", logs.as_str()),
            (
                "brokers.log",
                "logs -l app.kubernetes.io/managed-by=millrace --tail 300 --prefix --all-containers -A",
            ),
        ] {
            let said = self.kube.try_kubectl(words).await.unwrap_or_else(|problem| problem);
            // What cannot be kept is not worth another failure.
            let _ = std::fs::write(folder.join(file), said);
        }
    }
}

async fn node_addresses(kube: &Kube) -> Vec<String> {
    let address_of = |node: &Value| {
        let addresses = node["status"]["addresses"].as_array().expect("addresses of a node");
        let internal = addresses.iter().find(|a| a["type"] == "InternalIP");
        internal.and_then(|a| a["address"].as_str()).expect("an address").to_owned()
    };
    kube.list("/api/v1/nodes").await.iter().map(address_of).collect()
}

/// The namespace of the Kafka cluster that an instance runs on.
pub(crate) async fn namespace_of(instance: &Instance) -> String {
    let seen = instance.api.get(&instance.path("")).await.expect(200);
    let cluster = seen["status"]["placement"]["cluster_id"].as_str().expect("it is placed");
    cluster.replace('_', "-")
}
