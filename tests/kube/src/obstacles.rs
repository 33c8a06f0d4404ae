//! Why a pod does not start reaches whoever waits for it within a minute, and harms nobody else.

use std::time::Instant;

use harness::world::unique;
use serde_json::json;

use crate::{
    enterprise,
    install::upgrade,
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
    let customer = world.customer().await;
    world.kube.kubectl("cordon -l kubernetes.io/os=linux").await;
    let began = Instant::now();
    let body = json!({"name": unique("stuck"), "plan": "enterprise"});
    let path = format!("/v1/orgs/{}/instances", customer.org_id);
    let created = customer.api.post(&path, body).await.expect(202);
    let id = created["instance"]["id"].as_str().expect("an id").to_owned();
    let path = format!("/v1/instances/{id}");
    let said = obstacle_of(&customer.api, &path, &["no node can take it"]).await;
    let after = began.elapsed();
    world.kube.kubectl("uncordon -l kubernetes.io/os=linux").await;
    let instance = customer.existing(&id, START_LIMIT).await;
    let namespace = namespace_of(&instance).await;
    instance.api.delete(&path).await.expect(202);
    enterprise::gone(world, &namespace).await;
    format!("after {:.0} s: \u{201c}{said}\u{201d}; ready once there was room", after.as_secs_f64())
}
