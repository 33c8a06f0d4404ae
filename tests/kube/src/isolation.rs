//! Who reaches whom: everything is tried, from where it would be tried by an intruder.

use futures_util::future::join_all;
use harness::world::unique;
use serde_json::json;

use crate::{
    enterprise,
    hosts::reaches,
    install::restricted_namespace,
    kube::{Pod, list_of},
    world::{RELEASE, START_LIMIT, World, namespace_of},
};

const CLIENTS: u16 = 9093;
const ADMIN: u16 = 9190;
const INTERNAL: u16 = 9092;
const CONTROLLER: u16 = 9094;
const GATEWAY: u16 = 9095;

/// A pod to connect from, and a program in it.
struct From<'a> {
    what: &'static str,
    pod: &'a Pod,
    program: &'static str,
}

/// Tries all edges between a stranger, two clusters and the control plane.
pub(crate) async fn isolation(world: &World) -> String {
    let tenant = world.tenant().await;
    let dedicated = enterprise::create(world).await;
    let namespace = namespace_of(&dedicated).await;
    let target = world.kube.wait_for_pods(&namespace, 1, START_LIMIT, |pod| pod.ready).await;
    let shared = world.kube.wait_for_pods(&tenant.namespace, 3, START_LIMIT, |pod| pod.ready).await;
    let control = world.kube.pods(RELEASE).await.expect("pods are listed");
    let is_control = |pod: &&Pod| pod.images.iter().any(|i| i.contains("millrace-control-plane"));
    let control = control.iter().find(is_control).expect("a pod of the control plane");

    let (stranger, prometheus) =
        (pod_in(world, "stranger").await, pod_in(world, "monitoring").await);

    let stranger = From { what: "a stranger", pod: &stranger, program: "testbox" };
    let prometheus = From { what: "Prometheus", pod: &prometheus, program: "testbox" };
    let neighbour =
        From { what: "another cluster's gateway", pod: &shared[0], program: "millrace-gateway" };
    let peer = From { what: "a peer", pod: &shared[1], program: "java" };
    let control =
        From { what: "the control plane", pod: control, program: "millrace-control-plane" };
    let mut closed = Vec::new();
    for port in [INTERNAL, CONTROLLER, GATEWAY, ADMIN] {
        closed.extend([(&stranger, &target[0], port), (&stranger, &shared[2], port)]);
        // Brokers of one cluster are peers.
        closed.push((&neighbour, &target[0], port));
    }
    // The other way, and out: from the dedicated cluster to anybody.
    let dedicated_gateway =
        From { what: "the dedicated cluster", pod: &target[0], program: "millrace-gateway" };
    for (to, port) in [(&shared[0], INTERNAL), (&shared[0], ADMIN), (stranger.pod, 8080)] {
        closed.push((&dedicated_gateway, to, port));
    }
    // Packets are dropped: each try takes as long as it may.
    let reached = join_all(closed.iter().map(|(from, to, port)| tries(from, to, *port))).await;
    for ((from, to, port), reached) in closed.iter().zip(reached) {
        assert!(!reached, "{} reached {} at {}:{port}", from.what, to.name, to.ip);
    }
    let allowed = [
        (&stranger, &target[0], CLIENTS),
        (&stranger, &shared[0], CLIENTS),
        (&peer, &shared[0], INTERNAL),
        (&peer, &shared[0], CONTROLLER),
        (&control, &target[0], INTERNAL),
        (&control, &shared[0], INTERNAL),
        (&prometheus, &target[0], ADMIN),
        (&prometheus, &shared[0], ADMIN),
    ];
    for (from, to, port) in &allowed {
        assert!(tries(from, to, *port).await, "{} did not reach {}:{port}", from.what, to.name);
    }
    dedicated.api.delete(&dedicated.path("")).await.expect(202);
    private_endpoint(world, &stranger).await;
    world.kube.kubectl("delete namespace stranger monitoring --wait=false").await;
    format!(
        "{} ways across refused, {} that have to be open are; a private instance has no address \
         outside",
        closed.len(),
        allowed.len()
    )
}

/// A private instance is there for pods, whatever others of the installation are.
async fn private_endpoint(world: &World, stranger: &From<'_>) {
    let body = json!({"name": unique("private"), "plan": "enterprise", "endpoint": "private"});
    let private = world.customer().await.instance_within(body, START_LIMIT).await;
    let namespace = namespace_of(&private).await;
    assert_eq!(private.bootstrap, format!("broker-1.{namespace}.svc:{CLIENTS}"));
    // The control plane asks for topics as a client inside does, by name and with TLS.
    private.topic("inside", 1).await;
    let inside_only = async |namespace: &str| {
        let services = world.kube.list(&list_of("services", namespace)).await;
        services.iter().all(|service| service["spec"]["type"] == "ClusterIP")
    };
    assert!(inside_only(&namespace).await, "a private instance has an address outside");
    assert!(!inside_only(&world.tenant().await.namespace).await, "a public one has none");
    let pods = world.kube.wait_for_pods(&namespace, 1, START_LIMIT, |pod| pod.ready).await;
    assert!(tries(stranger, &pods[0], CLIENTS).await, "a pod does not reach a private instance");
    private.api.delete(&private.path("")).await.expect(202);
}

async fn tries(from: &From<'_>, to: &Pod, port: u16) -> bool {
    reaches(&from.pod.uid, from.program, &to.ip, port).await
}

/// A pod that is nobody of ours, in a namespace of its own.
async fn pod_in(world: &World, namespace: &str) -> Pod {
    world.kube.apply(&restricted_namespace(namespace)).await;
    world.kube.apply(&format!("{POD}\n  namespace: {namespace}\n")).await;
    let pods = world.kube.wait_for_pods(namespace, 1, START_LIMIT, |pod| pod.ready).await;
    pods.into_iter().next().expect("one pod")
}

const POD: &str = "
apiVersion: v1
kind: Pod
spec:
  terminationGracePeriodSeconds: 1
  automountServiceAccountToken: false
  securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
  containers:
  - name: testbox
    image: millrace.test/testbox:1
    args: [serve]
    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
metadata:
  name: testbox";
