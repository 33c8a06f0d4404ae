//! What people do to our objects by hand is undone, except that nobody's data is ever touched.

use std::time::Duration;

use harness::{Api, clients::Access, world::Instance};
use serde_json::{Value, json};

use crate::{
    enterprise,
    kube::{eventually, items, list_of, managed, namespace_at, object_of},
    world::{RELEASE, START_LIMIT, World, namespace_of},
};

/// Repairs happen on a steady look, at least once a minute.
const REPAIR_LIMIT: Duration = Duration::from_mins(2);

/// What a cluster's namespace holds of ours, with a change to each that must not last.
const KINDS: [(&str, &str); 9] = [
    ("serviceaccounts", r#"{"automountServiceAccountToken":true}"#),
    (
        "services",
        r#"{"spec":{"publishNotReadyAddresses":false,"selector":{"app.kubernetes.io/name":"x"}}}"#,
    ),
    ("configmaps", r#"{"data":{"kafka.args":"x","gateway.json":"x"}}"#),
    ("secrets", r#"{"stringData":{"gateway-password":"x"}}"#),
    ("statefulsets", r#"{"spec":{"replicas":0}}"#),
    ("poddisruptionbudgets", r#"{"spec":{"maxUnavailable":3}}"#),
    ("networkpolicies", r#"{"spec":{"ingress":[{}]}}"#),
    ("resourcequotas", r#"{"spec":{"hard":{"pods":"1000"}}}"#),
    ("limitranges", r#"{"metadata":{"labels":{"millrace.io/cluster":null}}}"#),
];

/// An object of each kind is edited, then deleted.
pub(crate) async fn edits_and_deletes(world: &World) -> String {
    let tenant = world.tenant().await;
    let namespace = &tenant.namespace;
    world.kube.wait_for_pods(namespace, 3, START_LIMIT, |pod| pod.ready).await;
    let claims = uids(world, namespace, "persistentvolumeclaims").await;
    assert_eq!(claims.len(), 3, "{claims:?}");
    let mut objects = Vec::new();
    for (kind, edit) in KINDS {
        let name = last_of(world, namespace, kind).await;
        let path = object_of(kind, &name, namespace);
        let before = essence(world.kube.get(&path).await);
        let mut arguments = vec!["patch", kind, &name, "-n", namespace];
        arguments.extend(["--type", "merge", "-o", "json", "-p", edit]);
        let edited = world.kube.run("kubectl", &arguments).await;
        let edited = essence(serde_json::from_str(&edited).expect("kubectl prints JSON"));
        assert_ne!(before, edited, "the edit of {path} changed nothing");
        objects.push((kind, name, path, before));
    }
    for (_, _, path, before) in &objects {
        same_again(world, path, before).await;
    }
    for (kind, name, _, _) in &objects {
        world.kube.kubectl(&format!("delete {kind} {name} -n {namespace}")).await;
    }
    for (kind, _, path, before) in &objects {
        // The certificates are new ones.
        if ["secrets", "statefulsets"].contains(kind) {
            let is_back = || async { world.kube.try_get(path).await.map(drop) };
            eventually(&format!("{path} is back"), REPAIR_LIMIT, is_back).await;
        } else {
            same_again(world, path, before).await;
        }
    }
    strays_go(world, namespace).await;
    world.kube.wait_for_pods(namespace, 3, START_LIMIT, |pod| pod.ready).await;
    assert_eq!(uids(world, namespace, "persistentvolumeclaims").await, claims, "volumes changed");
    tenant.access.can_connect().await.expect("clients are let in");
    format!(
        "{} kinds edited and deleted, all back; strays removed; 3 volumes as before",
        KINDS.len()
    )
}

/// What carries the cluster's labels and does not belong to it is removed; the rest is left alone.
async fn strays_go(world: &World, namespace: &str) {
    let found = world.kube.get(&namespace_at(namespace)).await;
    let labels = found["metadata"]["labels"].as_object().expect("labels").clone();
    let ours = labels.into_iter().filter(|(name, _)| !name.starts_with("pod-security"));
    let ours = Value::Object(ours.collect());
    let stray = |name: &str, labels: &Value| {
        let metadata = json!({"name": name, "namespace": namespace, "labels": labels});
        let pods = json!({"app": "stray"});
        let [core, apps, net] = ["v1", "apps/v1", "networking.k8s.io/v1"];
        json!({"apiVersion": core, "kind": "List", "items": [
            {"apiVersion": core, "kind": "ConfigMap", "metadata": metadata},
            {"apiVersion": core, "kind": "Service", "metadata": metadata,
                "spec": {"ports": [{"port": 1}]}},
            {"apiVersion": net, "kind": "NetworkPolicy", "metadata": metadata,
                "spec": {"podSelector": {"matchLabels": pods}}},
            {"apiVersion": apps, "kind": "StatefulSet", "metadata": metadata,
                "spec": {"replicas": 0, "selector": {"matchLabels": pods}, "template": {
                    "metadata": {"labels": pods},
                    "spec": {"containers": [{"name": "none", "image": "none"}]}}}},
        ]})
    };
    world.kube.apply(&stray("stray", &ours).to_string()).await;
    world.kube.apply(&stray("guest", &json!({})).to_string()).await;
    let kinds = ["configmaps", "services", "networkpolicies", "statefulsets"];
    let named = async |name: &str| {
        let mut count = 0;
        for kind in kinds {
            let path = object_of(kind, name, namespace);
            count += usize::from(world.kube.find(&path).await?.is_some());
        }
        Ok::<_, String>(count)
    };
    eventually("strays are removed", REPAIR_LIMIT, || async {
        match named("stray").await? {
            0 => Ok(()),
            left => Err(format!("{left} are left")),
        }
    })
    .await;
    assert_eq!(named("guest").await, Ok(4), "what is not ours is left alone");
    let kinds = kinds.join(",");
    world.kube.kubectl(&format!("delete {kinds} guest -n {namespace}")).await;
}

async fn same_again(world: &World, path: &str, before: &Value) {
    eventually(&format!("{path} is repaired"), REPAIR_LIMIT, || async {
        let now = essence(world.kube.try_get(path).await?);
        if now == *before { Ok(()) } else { Err(format!("it is {now:#}")) }
    })
    .await;
}

/// The object without what Kubernetes keeps in it for itself.
fn essence(mut object: Value) -> Value {
    for gone in ["status", "kind", "apiVersion"] {
        object.as_object_mut().expect("an object").remove(gone);
    }
    let metadata = object["metadata"].as_object_mut().expect("metadata");
    metadata.retain(|name, _| ["name", "labels", "annotations"].contains(&name.as_str()));
    // Chosen anew for each new Service.
    if let Some(spec) = object["spec"].as_object_mut() {
        for chosen in ["clusterIP", "clusterIPs"] {
            if spec.get(chosen).is_some_and(|address| address != "None") {
                spec.remove(chosen);
            }
        }
    }
    object
}

async fn last_of(world: &World, namespace: &str, kind: &str) -> String {
    let found = world.kube.list(&managed(&list_of(kind, namespace))).await;
    let last = found.last().unwrap_or_else(|| panic!("no {kind} in {namespace}"));
    last["metadata"]["name"].as_str().expect("a name").to_owned()
}

async fn uids(world: &World, namespace: &str, kind: &str) -> Vec<String> {
    let found = world.kube.list(&list_of(kind, namespace)).await;
    let uid = |object: &Value| object["metadata"]["uid"].as_str().unwrap_or_default().to_owned();
    found.iter().map(uid).collect()
}

/// A namespace that belongs to somebody else is left alone, a broker never starts on a volume that it
/// was not given, and the instance can be deleted nevertheless.
pub(crate) async fn what_is_not_ours(world: &World) -> String {
    let instance = enterprise::create(world).await;
    let namespace = namespace_of(&instance).await;
    let owner = "millrace.io/installation";
    let labels = world.kube.get(&namespace_at(&namespace)).await;
    let ours = labels["metadata"]["labels"][owner].as_str().expect("an owner").to_owned();

    // Somebody else's now: what is deleted in it by hand stays deleted.
    world.kube.kubectl(&format!("label namespace {namespace} {owner}=other --overwrite")).await;
    world.kube.kubectl(&format!("delete pdb -n {namespace} --all")).await;
    let path = instance.path("");
    let refused = obstacle_of(&instance.api, &path, &["operator"]).await;
    let budgets = list_of("poddisruptionbudgets", &namespace);
    assert!(world.kube.list(&budgets).await.is_empty(), "it was touched");
    world.kube.kubectl(&format!("label namespace {namespace} {owner}={ours} --overwrite")).await;
    eventually("it is ours again", REPAIR_LIMIT, || async {
        let found = items(world.kube.try_get(&budgets).await?);
        if found.is_empty() { Err("no PodDisruptionBudget".to_owned()) } else { Ok(()) }
    })
    .await;

    // Another volume under the same name: empty, or anybody's.
    let claim = format!("pvc data-broker-1-0 -n {namespace}");
    world.kube.kubectl(&format!("delete {claim} --wait=false")).await;
    world.kube.kubectl(&format!("delete pod broker-1-0 -n {namespace} --wait=false")).await;
    let lost = obstacle_of(&instance.api, &path, &["volume"]).await;
    let again = recreated(world, &instance, &namespace).await;
    instance.api.delete(&path).await.expect(202);
    enterprise::gone(world, &namespace).await;
    format!(
        "left alone: \u{201c}{refused}\u{201d}; refused: \u{201c}{lost}\u{201d}; {again}; then deleted"
    )
}

/// All of a cluster is deleted by hand: it is not started empty until an operator says so, and the keys
/// of before are let in then.
async fn recreated(world: &World, instance: &Instance, namespace: &str) -> String {
    let (_, access) = instance.credential(json!({"name": "before", "preset": "admin"})).await;
    let recreate = format!(
        "exec -n {RELEASE} deployment/{RELEASE} -- /millrace-control-plane recreate-cluster {}",
        namespace.replace('-', "_")
    );
    let refused = world.kube.try_kubectl(&recreate).await;
    assert!(refused.as_ref().is_err_and(|said| said.contains("not lost")), "{refused:?}");
    world.kube.kubectl(&format!("delete namespace {namespace} --wait=false")).await;
    enterprise::gone(world, namespace).await;
    obstacle_of(&instance.api, &instance.path(""), &["nothing is left"]).await;
    world.kube.kubectl(&recreate).await;
    let bootstrap = eventually("the instance is ready again", START_LIMIT, || async {
        let seen = instance.api.get(&instance.path("")).await.expect(200);
        let bootstrap = seen["connection"]["bootstrap"].as_str();
        let ready = bootstrap.filter(|_| seen["status"]["phase"] == "ready");
        ready.map(str::to_owned).ok_or_else(|| format!("{:#}", seen["status"]))
    });
    let access = Access { bootstrap: bootstrap.await, ..access };
    access.wait_until_usable().await;
    instance.topic("again", 1).await;
    access.produce("again", &["hello"]).await;
    "of a lost cluster nothing is started, after `recreate-cluster` the key of before writes"
        .to_owned()
}

/// Waits until a condition of an instance names the obstacle; what it says.
pub(crate) async fn obstacle_of(api: &Api, path: &str, words: &[&str]) -> String {
    eventually(&format!("a condition says {words:?}"), Duration::from_mins(1), || async {
        let seen = api.get(path).await;
        let conditions = seen.body["status"]["conditions"].as_array().cloned().unwrap_or_default();
        let messages = conditions.iter().filter_map(|c| c["message"].as_str());
        let says = |message: &&str| words.iter().any(|word| message.contains(word));
        let said = messages.clone().find(says).map(str::to_owned);
        said.ok_or_else(|| format!("{:#}", seen.body["status"]))
    })
    .await
}
