//! Keys do what they were made for, and nothing else; what they are is told once.

use std::time::Duration;

use chrono::TimeDelta;
use harness::{
    Stack,
    clients::{Access, PATIENCE},
    raw,
    wait::{eventually, now},
    world::{Customer, Instance, unique},
};
use rdkafka::{
    consumer::{Consumer, StreamConsumer},
    error::KafkaError,
};
use serde_json::{Value, json};

/// Tries to read the first record of `topic`; Kafka's refusal if there is one.
async fn try_consume(access: &Access, topic: &str) -> Result<(), String> {
    let consumer: StreamConsumer = access.consumer(&unique("group"));
    consumer.subscribe(&[topic]).unwrap();
    let record = tokio::time::timeout(PATIENCE, consumer.recv()).await.expect("an answer");
    record.map(|_| ()).map_err(|error: KafkaError| error.to_string())
}

#[track_caller]
fn assert_refused(result: Result<(), String>, what: &str) {
    let refused = result.expect_err(what).to_lowercase();
    assert!(refused.contains("authorization"), "{what}: {refused}");
}

async fn with_topics(topics: &[&str]) -> Instance {
    let instance = Customer::new(Stack::shared().await).await.standard().await;
    for topic in topics {
        instance.topic(topic, 1).await;
    }
    instance
}

#[tokio::test(flavor = "multi_thread")]
async fn a_producers_key_cannot_read_and_a_consumers_cannot_write() {
    let instance = with_topics(&["orders"]).await;
    let producer = instance.access(json!({"name": "writer", "preset": "produce"})).await;
    let consumer = instance.access(json!({"name": "reader", "preset": "consume"})).await;
    producer.produce("orders", &["one"]).await;
    assert_eq!(consumer.consume("orders", "g", 1).await, ["one"]);
    assert_refused(try_consume(&producer, "orders").await, "a producer's key reads");
    assert_refused(consumer.try_produce("orders", "two").await, "a consumer's key writes");
    let both = instance.access(json!({"name": "both", "preset": "produce_consume"})).await;
    both.produce("orders", &["three"]).await;
    assert_eq!(both.consume("orders", "h", 2).await, ["one", "three"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_reaches_as_far_as_its_name() {
    let instance = with_topics(&["orders", "orders-eu", "payments"]).await;
    let grant = |name: &str, pattern: &str| {
        json!([{"resource": "topic", "name": name, "pattern": pattern,
                "operations": ["write", "describe"]}])
    };
    let prefixed = json!({"name": "prefixed", "grants": grant("orders-", "prefixed")});
    let prefixed = instance.access(prefixed).await;
    prefixed.produce("orders-eu", &["x"]).await;
    for topic in ["orders", "payments"] {
        assert_refused(prefixed.try_produce(topic, "y").await, topic);
    }
    let seen: Vec<String> = prefixed.topics().await.into_keys().collect();
    assert_eq!(seen, ["orders-eu"], "what a key may not describe is not shown to it");

    let literal = json!({"name": "literal", "grants": grant("orders", "literal")});
    let literal = instance.access(literal).await;
    literal.produce("orders", &["x"]).await;
    assert_refused(literal.try_produce("orders-eu", "y").await, "orders-eu");
}

#[tokio::test(flavor = "multi_thread")]
async fn new_grants_bind_connections_that_are_open() {
    let instance = with_topics(&["orders"]).await;
    let body = json!({"name": "svc", "preset": "produce"});
    let (credential, access) = instance.credential(body).await;
    access.wait_until_usable().await;
    access.produce("orders", &["x"]).await;
    let path = instance.path(&format!("/credentials/{credential}"));
    let patched = instance.api.patch(&path, json!({"preset": "consume"})).await.expect(200);
    assert_eq!(patched["preset"], "consume");
    eventually("writing is refused", PATIENCE, || async {
        match access.try_produce("orders", "y").await {
            Err(refused) if refused.to_lowercase().contains("authorization") => Ok(()),
            other => Err(format!("{other:?}")),
        }
    })
    .await;
    access.can_connect().await.expect("the key itself stays good");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_has_two_live_keys_at_most() {
    let instance = with_topics(&[]).await;
    let (credential, first) = instance.credential(json!({"name": "svc", "preset": "admin"})).await;
    let keys = instance.path(&format!("/credentials/{credential}/keys"));
    let added = instance.api.post(&keys, json!({})).await.expect(201);
    let second = instance.access_with(&added["secret"]);
    let refused = instance.api.post(&keys, json!({})).await.expect_problem(409, "wrong_state");
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains(&first.key_id) && detail.contains(&second.key_id), "{detail}");

    instance.api.delete(&format!("{keys}/{}", first.key_id)).await.expect(204);
    let again = instance.api.delete(&format!("{keys}/{}", first.key_id)).await;
    again.expect_problem(404, "not_found");
    let third = instance.api.post(&keys, json!({})).await.expect(201);
    let third = instance.access_with(&third["secret"]);
    second.wait_until_usable().await;
    third.wait_until_usable().await;
    let shown = instance.api.get(&keys.replace("/keys", "")).await.expect(200);
    let live: Vec<&Value> = shown["keys"].as_array().unwrap().iter().map(|k| &k["id"]).collect();
    assert_eq!(live, [&json!(second.key_id), &json!(third.key_id)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_ends_when_it_was_said_to() {
    let instance = with_topics(&[]).await;
    let end = now() + TimeDelta::seconds(4);
    let body = json!({"name": "brief", "preset": "admin", "expires_at": end});
    let access = instance.access(body).await;
    let client = raw::connect(&access).await.unwrap();
    client.closed().await;
    let late = now() - end;
    assert!(late >= TimeDelta::zero(), "cut {late} early");
    assert!(late < TimeDelta::seconds(3), "cut {late} late");
    assert!(access.can_connect().await.is_err(), "an expired key is let in");
    let past = json!({"name": "past", "preset": "admin", "expires_at": "2001-01-01T00:00:00Z"});
    instance.api.post(&instance.path("/credentials"), past).await.expect_problem(422, "invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_credential_lets_nobody_in() {
    let instance = with_topics(&[]).await;
    let (credential, access) = instance.credential(json!({"name": "svc", "preset": "admin"})).await;
    access.wait_until_usable().await;
    let client = raw::connect(&access).await.unwrap();
    let path = instance.path(&format!("/credentials/{credential}"));
    instance.api.delete(&path).await.expect(204);
    client.closed().await;
    assert!(access.can_connect().await.is_err());
    instance.api.get(&path).await.expect_problem(404, "not_found");
    // Its name is free again, and means somebody else.
    let new = instance.access(json!({"name": "svc", "preset": "admin"})).await;
    assert_ne!(new.key_id, access.key_id);
    assert!(access.can_connect().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn its_owner_sees_where_a_credential_is_in_force_and_when_it_was_used() {
    let instance = with_topics(&["t"]).await;
    let (credential, access) = instance.credential(json!({"name": "svc", "preset": "admin"})).await;
    access.wait_until_usable().await;
    access.produce("t", &["x"]).await;
    let path = instance.path(&format!("/credentials/{credential}"));
    eventually("the use is reported", Duration::from_mins(1), || async {
        let shown = instance.api.get(&path).await.expect(200);
        let used = &shown["keys"][0]["last_used"];
        let in_force = shown["active_on"] == json!({"gateways": 1, "of": 1});
        if in_force && used["address"].is_string() && used["client_id"] == "rdkafka" {
            Ok(())
        } else {
            Err(shown.to_string())
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn grants_that_mean_nothing_are_refused_with_a_pointer() {
    let instance = with_topics(&[]).await;
    let path = instance.path("/credentials");
    let grant = |resource: &str, name: &str, pattern: &str, operations: Value| json!({"resource": resource, "name": name, "pattern": pattern, "operations": operations});
    for bad in [
        grant("topic", "a", "literal", json!([])),
        grant("topic", "", "literal", json!(["read"])),
        grant("topic", "*", "prefixed", json!(["read"])),
        grant("topic", "a/b", "literal", json!(["read"])),
        grant("topic", "a\u{0}", "prefixed", json!(["read"])),
        grant("topic", &"x".repeat(250), "literal", json!(["read"])),
        grant("group", "a", "literal", json!(["write"])),
        grant("topic", "a", "literal", json!(["read", "read"])),
    ] {
        let refused = instance.api.post(&path, json!({"name": "c", "grants": [bad]})).await;
        let refused = refused.expect_problem(422, "invalid");
        assert_eq!(refused["errors"][0]["pointer"], "/grants/0", "{refused:#}");
    }
    for malformed in [
        grant("topic", "a", "regex", json!(["read"])),
        grant("broker", "a", "literal", json!(["read"])),
        grant("topic", "a", "literal", json!(["fly"])),
    ] {
        let refused = instance.api.post(&path, json!({"name": "c", "grants": [malformed]})).await;
        refused.expect_problem(400, "malformed_request");
    }
    let none = instance.api.post(&path, json!({"name": "c"})).await;
    none.expect_problem(422, "invalid");
    let many = vec![grant("topic", "a", "literal", json!(["read"])); 101];
    let many = instance.api.post(&path, json!({"name": "c", "grants": many})).await;
    many.expect_problem(422, "invalid");
    let shown = instance.api.get(&path).await.expect(200);
    assert_eq!(shown["items"], json!([]), "something was created on the way");
}
