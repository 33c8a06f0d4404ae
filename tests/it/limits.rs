//! A plan's limits: each is kept, says so clearly, and leaves the rest of the client's work alone.

use std::time::Duration;

use harness::{
    Stack,
    clients::{Access, PATIENCE},
    wait::eventually,
    world::{Customer, Instance, unique},
};
use rdkafka::{
    admin::{AdminOptions, NewPartitions, NewTopic, TopicReplication},
    consumer::{Consumer, StreamConsumer},
    error::RDKafkaErrorCode,
};
use serde_json::json;

const PARTITIONS: i32 = 6;
const GROUPS: usize = 3;
const CONNECTIONS: usize = 5;
const BYTES_PER_SECOND: u64 = 1_000_000;

async fn create_topic(
    access: &Access,
    name: &str,
    partitions: i32,
) -> Result<(), RDKafkaErrorCode> {
    let topic = NewTopic::new(name, partitions, TopicReplication::Fixed(-1));
    let results = access.admin().create_topics(&[topic], &AdminOptions::new()).await.unwrap();
    results.into_iter().next().unwrap().map(|_| ()).map_err(|(_, code)| code)
}

/// A Standard instance that may use little, so that its limits are reached soon.
async fn small_instance(stack: &Stack) -> Instance {
    let limits = json!({
        "partitions": PARTITIONS, "groups": GROUPS, "connections": CONNECTIONS,
        "bytes_in_per_second": BYTES_PER_SECOND,
    });
    let body = json!({"name": unique("small"), "plan": "standard", "limits": limits});
    Customer::new(stack).await.instance(body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn partitions_are_limited_and_the_connection_survives() {
    let stack = Stack::shared().await;
    let instance = small_instance(stack).await;
    let access = instance.admin_access().await;

    create_topic(&access, "first", PARTITIONS - 1).await.unwrap();
    assert_eq!(create_topic(&access, "second", 2).await, Err(RDKafkaErrorCode::PolicyViolation));
    create_topic(&access, "second", 1).await.unwrap();
    let more = NewPartitions::new("second", 2);
    let grown = access.admin().create_partitions([&more], &AdminOptions::new()).await.unwrap();
    assert!(matches!(grown[0], Err((_, RDKafkaErrorCode::PolicyViolation))), "{grown:?}");
    access.produce("second", &["still served"]).await;

    let refused = instance
        .api
        .post(&instance.path("/topics"), json!({"name": "third", "partitions": 1}))
        .await
        .expect_problem(422, "policy_violation");
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains(&PARTITIONS.to_string()), "names the limit: {detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn topic_settings_outside_the_plan_are_refused_by_name() {
    let stack = Stack::shared().await;
    let instance = Customer::new(stack).await.standard().await;
    let access = instance.admin_access().await;
    for (name, value) in [
        ("retention.ms", "1"),
        ("min.insync.replicas", "1"),
        ("unclean.leader.election.enable", "true"),
    ] {
        let topic = NewTopic::new("t", 1, TopicReplication::Fixed(-1)).set(name, value);
        let results = access.admin().create_topics(&[topic], &AdminOptions::new()).await.unwrap();
        assert!(
            matches!(
                results[0],
                Err((_, RDKafkaErrorCode::PolicyViolation | RDKafkaErrorCode::InvalidConfig))
            ),
            "{name}={value}: {results:?}"
        );
        let body = json!({"name": "t", "partitions": 1, "config": {name: value}});
        let refused = instance.api.post(&instance.path("/topics"), body).await;
        assert_eq!(refused.status, 422, "{:#}", refused.body);
        assert!(refused.body["detail"].as_str().unwrap().contains(name), "{:#}", refused.body);
    }
    assert!(access.topics().await.is_empty(), "nothing was created on the way");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_group_too_many_is_refused_and_known_groups_go_on() {
    let stack = Stack::shared().await;
    let instance = small_instance(stack).await;
    instance.topic("t", 1).await;
    let access = instance.admin_access().await;
    access.produce("t", &["x"]).await;
    for n in 0..GROUPS {
        commit(&access, &format!("group-{n}")).await.unwrap();
    }
    let refused = commit(&access, "one-too-many").await.unwrap_err();
    assert!(refused.to_lowercase().contains("group"), "{refused}");
    commit(&access, "group-0").await.unwrap();
}

async fn commit(access: &Access, group: &str) -> Result<(), String> {
    let config = access.consumer_config(group);
    tokio::task::spawn_blocking(move || {
        let consumer: StreamConsumer = config.create().map_err(|e| e.to_string())?;
        let mut position = rdkafka::TopicPartitionList::new();
        position
            .add_partition_offset("t", 0, rdkafka::Offset::Offset(1))
            .map_err(|e| e.to_string())?;
        consumer.commit(&position, rdkafka::consumer::CommitMode::Sync).map_err(|e| e.to_string())
    })
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_over_the_limit_wait_outside_and_get_in_later() {
    let stack = Stack::shared().await;
    let instance = small_instance(stack).await;
    let access = instance.admin_access().await;
    // Clients that came before, to see whether the key works, may still be on their way out.
    let mut open = Vec::new();
    while open.len() < CONNECTIONS {
        let connect = || harness::raw::connect(&access);
        open.push(eventually("a place is free", PATIENCE, connect).await);
    }
    assert!(harness::raw::connect(&access).await.is_err(), "one more was let in");
    assert!(open[0].metadata().await.is_ok(), "an open connection was cut");
    open.pop();
    eventually("a freed place can be taken", PATIENCE, || async {
        harness::raw::connect(&access).await.map(|_| ())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fast_producer_is_told_to_slow_down() {
    let stack = Stack::shared().await;
    let instance = small_instance(stack).await;
    instance.topic("flood", 1).await;
    let access = instance.admin_access().await;
    let mut client = harness::raw::connect(&access).await.unwrap();
    let value = vec![b'x'; 250_000];
    let mut throttled = Duration::ZERO;
    let mut sent = 0;
    while sent < BYTES_PER_SECOND * 2 {
        throttled += client.produce("flood", &value).await.unwrap();
        sent += 250_000;
    }
    assert!(throttled > Duration::ZERO, "two seconds' worth of bytes were taken without a word");
}
