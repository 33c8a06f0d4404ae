//! What breaks while producers and a consumer group are at work, and what they notice of it.

use std::time::{Duration, Instant};

use harness::{
    history::{load::Load, violations},
    world::unique,
};
use rdkafka::{Offset, TopicPartitionList, admin::AdminOptions};

use crate::{
    hosts,
    install::upgrade,
    kube::{Pod, eventually},
    world::{RELEASE, ROLL_LIMIT, START_LIMIT, Tenant, World},
};

const PARTITIONS: i32 = 6;
/// Records a second.
const RATE: u32 = 500;
/// Brokers of the shared cluster.
const BROKERS: usize = 3;

/// Has clients work while `fault` happens; what they saw.
async fn under_load(world: &World, fault: impl AsyncFnOnce(&Tenant)) -> String {
    let tenant = world.tenant().await;
    let topic = unique("history");
    tenant.instance.topic(&topic, u32::try_from(PARTITIONS).expect("not below zero")).await;
    let load = Load::start(&tenant.access, &topic, PARTITIONS, RATE).await;
    let before = load.elapsed();
    fault(tenant).await;
    load.goes_on().await;
    let gap = load.longest_gap(before);
    let history = load.finish().await;
    let acked = history.acks.len();
    let found = violations(&history);
    assert!(
        found.is_empty(),
        "{} violations, such as {:?}",
        found.len(),
        &found[..found.len().min(5)]
    );
    format!(
        "{acked} acknowledged, 0 lost, 0 twice, 0 errors; longest gap {:.1} s",
        gap.as_secs_f64()
    )
}

/// Nothing breaks: what the other rows compare with.
pub(crate) async fn nothing(world: &World) -> String {
    under_load(world, async |_| {}).await
}

/// Records are really removed after they were acknowledged: the checker has to say so.
pub(crate) async fn planted(world: &World) -> String {
    let tenant = world.tenant().await;
    let topic = unique("history");
    tenant.instance.topic(&topic, u32::try_from(PARTITIONS).expect("not below zero")).await;
    let load = Load::start(&tenant.access, &topic, PARTITIONS, RATE).await;
    let history = load
        .finish_after(async |access| {
            let mut until = TopicPartitionList::new();
            until.add_partition_offset(&topic, 0, Offset::Offset(1)).expect("an offset");
            let deleted = access.admin().delete_records(&until, &AdminOptions::new()).await;
            deleted.expect("records are deleted");
        })
        .await;
    let found = violations(&history);
    assert_eq!(found.len(), 1, "{found:?}");
    format!("found: {:?}", found[0])
}

/// The broker pods of the shared cluster, all of them ready.
async fn ready_pods(world: &World, tenant: &Tenant) -> Vec<Pod> {
    world.kube.wait_for_pods(&tenant.namespace, BROKERS, START_LIMIT, |pod| pod.ready).await
}

/// Upgrades one image, and waits until every broker runs it.
async fn roll(world: &World, value: &str, image: &str) -> String {
    let now = world.image(image);
    let next = format!("{now}-next");
    world.kube.script(&format!("tag-image {now} {next}")).await;
    under_load(world, async |tenant| {
        upgrade(world, &[format!("image.{value}={next}")]).await;
        let has_next = |pod: &Pod| pod.ready && pod.images.contains(&next);
        world.kube.wait_for_pods(&tenant.namespace, BROKERS, ROLL_LIMIT, has_next).await;
    })
    .await
}

/// Another image of the gateway.
pub(crate) async fn gateway_roll(world: &World) -> String {
    roll(world, "gateway", "millrace-gateway").await
}

/// Another image of Kafka, and the gateway's old one again.
pub(crate) async fn kafka_roll(world: &World) -> String {
    roll(world, "kafka", "millrace-kafka").await
}

/// Kafka gets new certificates.
pub(crate) async fn certificate_roll(world: &World) -> String {
    under_load(world, async |tenant| {
        let before: Vec<_> = ready_pods(world, tenant).await.into_iter().map(|p| p.uid).collect();
        for broker in 1..=BROKERS {
            let words = format!(
                "annotate secret broker-{broker} -n {} millrace.io/kafka-certificate-",
                tenant.namespace
            );
            world.kube.kubectl(&words).await;
        }
        let is_new = |pod: &Pod| pod.ready && !before.contains(&pod.uid);
        world.kube.wait_for_pods(&tenant.namespace, BROKERS, ROLL_LIMIT, is_new).await;
    })
    .await
}

/// A broker's pod is deleted.
pub(crate) async fn pod_deleted(world: &World) -> String {
    under_load(world, async |tenant| {
        let pod = ready_pods(world, tenant).await.remove(1);
        let words = format!("delete pod {} -n {} --wait=false", pod.name, tenant.namespace);
        world.kube.kubectl(&words).await;
        let is_new = |other: &Pod| other.ready && other.uid != pod.uid;
        world.kube.wait_for_pods(&tenant.namespace, BROKERS, START_LIMIT, is_new).await;
    })
    .await
}

/// A broker's process is killed.
pub(crate) async fn container_killed(world: &World) -> String {
    under_load(world, async |tenant| {
        let pod = ready_pods(world, tenant).await.remove(2);
        hosts::kill(&pod.uid, "java");
        eventually("the broker's end is noticed", START_LIMIT, || async {
            let pods = world.kube.pods(&tenant.namespace).await?;
            if pods.iter().all(|pod| pod.ready) { Err("all are ready") } else { Ok(()) }
                .map_err(str::to_owned)
        })
        .await;
        ready_pods(world, tenant).await;
    })
    .await
}

/// A node with a broker loses its power, and comes back.
pub(crate) async fn power_cut(world: &World) -> String {
    under_load(world, async |tenant| {
        let pods = ready_pods(world, tenant).await;
        // The first node has the control plane of Kubernetes, and the address clients use.
        let mut victim = pods.iter().filter_map(|pod| pod.node.strip_prefix("node"));
        let victim = victim.rfind(|number| *number != "1").expect("a broker elsewhere");
        world.kube.script(&format!("power off {victim}")).await;
        // A power cut is told from a slow node by those that have to do without it.
        eventually("the node is given up", START_LIMIT, || async {
            let node = world.kube.try_get(&format!("/api/v1/nodes/node{victim}")).await?;
            let conditions = node["status"]["conditions"].as_array().cloned().unwrap_or_default();
            let is_ready = conditions.iter().any(|c| c["type"] == "Ready" && c["status"] == "True");
            if is_ready { Err("the node is ready".to_owned()) } else { Ok(()) }
        })
        .await;
        world.kube.script(&format!("power on {victim}")).await;
        ready_pods(world, tenant).await;
    })
    .await
}

/// All replicas of the control plane are replaced, while somebody uses the API.
pub(crate) async fn control_plane_roll(world: &World) -> String {
    let (asked, unanswered) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let seen = under_load(world, async |tenant| {
        let roll = async {
            world.kube.kubectl(&format!("rollout restart deployment/millrace -n {RELEASE}")).await;
            let words = format!("rollout status deployment/millrace -n {RELEASE} --timeout 4m");
            world.kube.kubectl(&words).await;
        };
        let use_api = async {
            let path = tenant.instance.path("/topics");
            let mut pace = tokio::time::interval(Duration::from_millis(100));
            loop {
                pace.tick().await;
                let reply = tenant.instance.api.try_send(reqwest::Method::GET, &path, None).await;
                asked.set(asked.get() + 1);
                if !reply.is_ok_and(|reply| reply.status == 200) {
                    unanswered.set(unanswered.get() + 1);
                }
            }
        };
        tokio::select! {
            () = roll => {}
            () = use_api => {}
        }
    })
    .await;
    assert_eq!(unanswered.get(), 0, "of {} requests to the API; {seen}", asked.get());
    format!("{seen}; {} requests to the API, all answered", asked.get())
}

/// The API server of Kubernetes is away.
pub(crate) async fn api_server_outage(world: &World) -> String {
    under_load(world, async |tenant| {
        world.kube.script("component kill 1 apiserver").await;
        let connected = connect_for(world, tenant).await;
        world.kube.script("component start 1 apiserver").await;
        ready_pods(world, tenant).await;
        assert!(connected > 0, "nobody connected meanwhile");
    })
    .await
}

/// The control plane and its database are away.
pub(crate) async fn control_plane_outage(world: &World) -> String {
    let new_clients = std::cell::Cell::new(0);
    let scale = async |replicas: [usize; 2]| {
        for (what, count) in
            ["statefulset/millrace-postgres", "deployment/millrace"].iter().zip(replicas)
        {
            world.kube.kubectl(&format!("scale {what} -n {RELEASE} --replicas {count}")).await;
        }
    };
    let seen = under_load(world, async |tenant| {
        scale([0, 0]).await;
        world.kube.wait_for_pods(RELEASE, 0, START_LIMIT, |_| true).await;
        new_clients.set(connect_for(world, tenant).await);
        scale([1, 2]).await;
        let words = format!("rollout status deployment/millrace -n {RELEASE} --timeout 4m");
        world.kube.kubectl(&words).await;
    })
    .await;
    // It is in charge again.
    world.tenant().await.instance.admin_access_everywhere().await;
    format!("{seen}; {} new clients let in meanwhile", new_clients.get())
}

/// Lets new clients connect, one after the other, as long as an outage lasts; how many.
async fn connect_for(world: &World, tenant: &Tenant) -> usize {
    let outage = Duration::from_secs(world.settings.outage_seconds);
    let (began, mut connected) = (Instant::now(), 0);
    let mut pace = tokio::time::interval(Duration::from_secs(1));
    while began.elapsed() < outage {
        pace.tick().await;
        tenant.access.can_connect().await.expect("a new client is let in");
        connected += 1;
    }
    connected
}
