//! A Kafka cluster of one's own: how soon it serves, beside the same Kafka started bare.

use std::time::{Duration, Instant};

use harness::world::{Instance, unique};
use rdkafka::{
    ClientConfig,
    producer::{FutureProducer, FutureRecord},
};
use serde_json::json;

use crate::{
    kube::{eventually, namespace_at, object_of},
    world::{START_LIMIT, World, namespace_of},
};

/// An Enterprise instance, ready.
pub(crate) async fn create(world: &World) -> Instance {
    let body = json!({"name": unique("enterprise"), "plan": "enterprise"});
    world.customer().await.instance_within(body, START_LIMIT).await
}

/// From the request to the first acknowledged record, and the same for a bare pod.
pub(crate) async fn first_produce(world: &World) -> String {
    let began = Instant::now();
    let instance = create(world).await;
    let ready = began.elapsed();
    instance.topic("first", 1).await;
    let access = instance.admin_access().await;
    access.produce("first", &["hello"]).await;
    let ours = began.elapsed();

    let namespace = namespace_of(&instance).await;
    let config = world.kube.get(&object_of("statefulsets", "broker-1", &namespace)).await;
    let containers = config["spec"]["template"]["spec"]["containers"].as_array();
    let kafka = containers.into_iter().flatten().find(|c| c["name"] == "kafka");
    let resources = kafka.expect("a container `kafka`")["resources"].to_string();
    instance.api.delete(&instance.path("")).await.expect(202);
    gone(world, &namespace).await;

    let began = Instant::now();
    world.kube.apply(&bare(&world.image("millrace-kafka"), &resources)).await;
    let pods = world.kube.wait_for_pods("bare", 1, START_LIMIT, |pod| !pod.ip.is_empty()).await;
    produce_bare(&pods[0].ip).await;
    let bare = began.elapsed();
    world.kube.kubectl("delete namespace bare --wait=false").await;
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    format!(
        "ready after {:.1} s, first record after {:.1} s; bare pod {:.1} s: {ratio:.2} times",
        ready.as_secs_f64(),
        ours.as_secs_f64(),
        bare.as_secs_f64()
    )
}

/// Waits until nothing is left of a cluster.
pub(crate) async fn gone(world: &World, namespace: &str) {
    eventually("the cluster is gone", START_LIMIT, || async {
        match world.kube.find(&namespace_at(namespace)).await? {
            Some(_) => Err("its namespace is there".to_owned()),
            None => Ok(()),
        }
    })
    .await;
}

async fn produce_bare(address: &str) {
    let producer: FutureProducer = ClientConfig::new()
        .set("bootstrap.servers", format!("{address}:9092"))
        .set("message.timeout.ms", START_LIMIT.as_millis().to_string())
        .set("reconnect.backoff.max.ms", "200")
        .set("allow.auto.create.topics", "true")
        .set("topic.metadata.refresh.fast.interval.ms", "100")
        .create()
        .expect("a producer");
    let record = FutureRecord::<(), _>::to("first").payload("hello");
    let sent = producer.send(record, Duration::from_secs(1)).await;
    sent.unwrap_or_else(|(error, _)| panic!("the bare pod: {error}"));
}

/// Kafka alone, from the same image with the same resources and heap.
fn bare(image: &str, resources: &str) -> String {
    format!(
        r#"
apiVersion: v1
kind: Namespace
metadata: {{name: bare}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: kafka, namespace: bare}}
data:
  server.properties: |
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@localhost:9094
    controller.listener.names=CONTROLLER
    listeners=PLAINTEXT://:9092,CONTROLLER://:9094
    listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
    log.dirs=/data/log
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    group.initial.rebalance.delay.ms=0
---
apiVersion: v1
kind: Pod
metadata: {{name: kafka, namespace: bare}}
spec:
  terminationGracePeriodSeconds: 1
  securityContext: {{runAsUser: 65532, fsGroup: 65532}}
  initContainers:
  - name: format
    image: {image}
    command: [java, -Xmx64m, -cp, "/opt/kafka/libs/*", kafka.tools.StorageTool, format, -t, AAAAAAAAAAAAAAAAAAAAAQ, -c, /etc/kafka/server.properties]
    volumeMounts: [{{name: config, mountPath: /etc/kafka}}, {{name: data, mountPath: /data}}, {{name: tmp, mountPath: /tmp}}]
  containers:
  - name: kafka
    image: {image}
    env: [{{name: IP, valueFrom: {{fieldRef: {{fieldPath: status.podIP}}}}}}]
    command: [java, -Xmx256m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -cp, "/opt/kafka/libs/*", kafka.Kafka, /etc/kafka/server.properties, --override, "advertised.listeners=PLAINTEXT://$(IP):9092"]
    resources: {resources}
    volumeMounts: [{{name: config, mountPath: /etc/kafka}}, {{name: data, mountPath: /data}}, {{name: tmp, mountPath: /tmp}}]
  volumes:
  - {{name: config, configMap: {{name: kafka}}}}
  - {{name: data, emptyDir: {{}}}}
  - {{name: tmp, emptyDir: {{}}}}
"#
    )
}
