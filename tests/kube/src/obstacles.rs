//! Why a pod does not start reaches whoever waits for it within a minute, and harms nobody else.

use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    time::Instant,
};

use futures_util::FutureExt as _;
use harness::world::unique;
use serde_json::json;

use crate::{
    enterprise,
    install::upgrade,
    kube::eventually,
    repair::obstacle_of,
    world::{START_LIMIT, World, namespace_of},
};

/// A release names an image that is not there: one broker waits, the others serve, and a rollback
/// heals it.
pub(crate) async fn no_such_image(world: &World) -> String {
    let tenant = world.tenant().await;
    let bad = format!("{}-absent", world.image("millrace-kafka"));
    upgrade(world, &[format!("image.kafka={bad}")]).await;
    let began = Instant::now();
    let path = tenant.instance.path("");
    let said = obstacle_of(&tenant.instance.api, &path, &["ImagePull", "absent"]).await;
    let after = began.elapsed();
    let pods = world.kube.pods(&tenant.namespace).await.expect("pods are listed");
    let waiting = pods.iter().filter(|pod| !pod.ready).count();
    assert_eq!(waiting, 1, "one broker at a time: {pods:?}");
    tenant.access.can_connect().await.expect("the others serve");
    upgrade(world, &[]).await;
    world
        .kube
        .wait_for_pods(&tenant.namespace, 3, START_LIMIT, |pod| {
            pod.ready && !pod.images.contains(&bad)
        })
        .await;
    format!("after {:.0} s: \u{201c}{said}\u{201d}; 1 of 3 brokers waited", after.as_secs_f64())
}

/// No node takes a new pod.
pub(crate) async fn no_room(world: &World) -> String {
    world.kube.kubectl("cordon -l kubernetes.io/os=linux").await;
    let heal = async || drop(world.kube.kubectl("uncordon -l kubernetes.io/os=linux").await);
    held_up(world, "no node can take it", heal).await
}

/// The cluster's operators have a rule that new pods do not meet.
pub(crate) async fn not_admitted(world: &World) -> String {
    world.kube.apply(RULE).await;
    // A rule is in force a little after it was made.
    eventually("the rule is in force", START_LIMIT, || async {
        let tried = world.kube.try_kubectl(PROBE).await;
        if tried.is_err() { Ok(()) } else { Err("a pod is admitted".to_owned()) }
    })
    .await;
    let heal = async || {
        let kinds = "validatingadmissionpolicybinding,validatingadmissionpolicy";
        world.kube.kubectl(&format!("delete {kinds} no-new-pods")).await;
    };
    held_up(world, "no new pods this week", heal).await
}

const PROBE: &str = "run probe --image none --dry-run=server \
    --labels app.kubernetes.io/managed-by=millrace";

/// Pods of others are let in.
const RULE: &str = r#"
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: no-new-pods}
spec:
  matchConstraints:
    objectSelector: {matchLabels: {app.kubernetes.io/managed-by: millrace}}
    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
  validations: [{expression: "false", message: no new pods this week}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: no-new-pods}
spec: {policyName: no-new-pods, validationActions: [Deny]}
"#;

/// Asks for an instance that cannot start: its condition has these words within a minute, and it becomes
/// ready once the obstacle is gone.
async fn held_up(world: &World, words: &str, heal: impl AsyncFnOnce()) -> String {
    let customer = world.customer().await;
    let began = Instant::now();
    let body = json!({"name": unique("stuck"), "plan": "enterprise"});
    let path = format!("/v1/orgs/{}/instances", customer.org_id);
    let created = customer.api.post(&path, body).await.expect(202);
    let id = created["instance"]["id"].as_str().expect("an id").to_owned();
    let path = format!("/v1/instances/{id}");
    let said = AssertUnwindSafe(obstacle_of(&customer.api, &path, &[words])).catch_unwind().await;
    let after = began.elapsed();
    // Also if nobody was told: what comes next needs pods.
    heal().await;
    let said = said.unwrap_or_else(|panic| resume_unwind(panic));
    let instance = customer.existing(&id, START_LIMIT).await;
    let namespace = namespace_of(&instance).await;
    instance.api.delete(&path).await.expect(202);
    enterprise::gone(world, &namespace).await;
    format!("after {:.0} s: \u{201c}{said}\u{201d}; ready once it was gone", after.as_secs_f64())
}
