//! People see what happens as it happens: their own, in its order, nothing twice and nothing lost.

use harness::{
    Api, Stack,
    api::Events,
    clients::{Access, PATIENCE},
    java::Java,
    raw::{self, PRODUCE_VERSION, produce_request},
    scene::Scene,
    stack::kafka_libs,
    wait::eventually,
    world::{Customer, Person, unique},
};
use rdkafka::producer::{FutureProducer, FutureRecord};
use serde_json::{Value, json};
use tokio::time::timeout;
use wire::{
    entropy::SystemEntropy,
    key::{ApiKey, KeyKind},
};

async fn next(events: &mut Events) -> (String, Value) {
    let next = timeout(PATIENCE, events.next()).await.expect("an event comes");
    next.expect("the stream goes on")
}

/// The next event of this name about this instance; those in between are others.
async fn next_of(events: &mut Events, name: &str, instance: &str) -> Value {
    loop {
        let (found, data) = next(events).await;
        if found == name && data["instance_id"] == instance {
            return data;
        }
    }
}

async fn follow(api: &Api, org: &str) -> Events {
    api.events(&format!("/v1/orgs/{org}/events")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_is_seen_on_its_way_from_the_wish_to_its_end() {
    let customer = Customer::new(Stack::shared().await).await;
    let mut events = follow(&customer.api, &customer.org_id).await;
    let instance = customer.standard().await;
    let mut phases = Vec::new();
    let mut operation = None;
    while operation.is_none() || phases.last().is_none_or(|phase| phase != "ready") {
        let (name, data) = next(&mut events).await;
        assert_eq!(data["instance_id"], instance.id.as_str(), "{name} {data}");
        match name.as_str() {
            "instance" => phases.push(data["phase"].as_str().unwrap().to_owned()),
            "operation" if data["state"] == "succeeded" => operation = Some(data),
            "operation" => assert_eq!(data["kind"], "instance.create", "{data}"),
            other => panic!("{other} {data}"),
        }
    }
    phases.dedup();
    assert_eq!(phases.first().map(String::as_str), Some("pending"), "{phases:?}");
    // What it names can be asked for.
    let id = operation.unwrap()["operation_id"].as_str().unwrap().to_owned();
    let shown = customer.api.get(&format!("/v1/operations/{id}")).await.expect(200);
    assert_eq!(shown["state"], "succeeded");

    customer.api.delete(&instance.path("")).await.expect(202);
    while next_of(&mut events, "instance", &instance.id).await["phase"] != "deleted" {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clients_first_steps_and_its_failures_are_told_once_each() {
    let stack = Stack::shared().await;
    let customer = Customer::new(stack).await;
    let instance = customer.standard().await;
    instance.topic("orders", 2).await;
    let access = instance.admin_access_everywhere().await;
    let mut events = follow(&customer.api, &customer.org_id).await;

    access.can_connect().await.unwrap();
    let first = next_of(&mut events, "credential.first_authentication", &instance.id).await;
    assert_eq!(first["key_id"], access.key_id.as_str());
    let credential = first["credential_id"].as_str().unwrap().to_owned();
    assert_eq!(first["client_id"], "rdkafka");
    assert!(first["software"].as_str().is_some_and(|it| it.contains("librdkafka")), "{first}");

    for _ in 0..2 {
        access.produce("orders", &["one", "two"]).await;
    }
    let first = next_of(&mut events, "topic.first_produce", &instance.id).await;
    assert_eq!(first["topic"], "orders");
    access.consume("orders", "billing", 4).await;
    let first = next_of(&mut events, "group.first_join", &instance.id).await;
    assert_eq!(first["group"], "billing");

    let wrong = Access { api_key: other_key(), ..access.clone() };
    assert!(matches!(raw::connect(&wrong).await, Err(raw::RawError::Refused(_))));
    let failed = next_of(&mut events, "credential.authentication_failed", &instance.id).await;
    assert_eq!(failed["key_id"], access.key_id.as_str());
    assert_eq!((&failed["reason"], &failed["count"]), (&json!("wrong_key"), &json!(1)));
    assert!(failed["last_used_at"].is_string(), "{failed}");
    let shown = instance.api.get(&instance.path(&format!("/credentials/{credential}"))).await;
    let key = &shown.expect(200)["keys"][0];
    assert_eq!(
        (&key["failed_count"], &key["last_failed"]["reason"]),
        (&json!(1), &json!("wrong_key"))
    );
    let (unused, _) = instance.credential(json!({"name": "unused", "preset": "consume"})).await;
    let listed = async |filter: &str| {
        let list = instance.api.get(&instance.path(&format!("/credentials?{filter}"))).await;
        let list = list.expect(200);
        let items = list["items"].as_array().unwrap().iter();
        items.map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed("failing=true").await, [credential.as_str()]);
    assert_eq!(listed("failing=false").await, [unused.as_str()]);
    assert_eq!(listed("used=true").await, [credential.as_str()]);
    assert_eq!(listed("used=false").await, [unused.as_str()]);
    assert_eq!(listed("failing=true&used=false").await, [""; 0]);
    // Failing is what its last sign-in did; having been let in stays.
    access.can_connect().await.unwrap();
    eventually("it does not fail any more", PATIENCE, || async {
        let failing = listed("failing=true").await;
        if failing.is_empty() { Ok(()) } else { Err(failing.join(", ")) }
    })
    .await;
    assert_eq!(listed("used=true").await, [credential.as_str()]);

    // None of it again: not by the same client, and not when a topic is used a second time.
    access.produce("orders", &["three"]).await;
    access.consume("orders", "billing", 1).await;
    instance.topic("last", 1).await;
    access.produce("last", &["x"]).await;
    loop {
        let (name, data) = next(&mut events).await;
        if name == "topic.first_produce" {
            assert_eq!(data["topic"], "last");
            break;
        }
        assert!(!name.contains("first"), "{name} {data}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_org_has_so_many_followers_and_others_have_their_own() {
    let stack = Stack::shared().await;
    let (customer, other) = (Customer::new(stack).await, Customer::new(stack).await);
    let path = format!("/v1/orgs/{}/events", customer.org_id);
    let mut followers = Vec::new();
    for _ in 0..64 {
        followers.push(follow(&customer.api, &customer.org_id).await);
    }
    let refused = customer.api.get(&path).await;
    assert_ne!(refused.header("retry-after"), "");
    let refused = refused.expect_problem(429, "rate_limited");
    assert_eq!(refused["limit"], 64, "{refused:#}");
    let mut others = follow(&other.api, &other.org_id).await;
    let theirs = other.standard().await;
    next_of(&mut others, "instance", &theirs.id).await;
    // Those that are there go on, and a place that is left is free.
    let mut one = followers.pop().unwrap();
    let instance = customer.standard().await;
    next_of(&mut one, "instance", &instance.id).await;
    drop(one);
    eventually("a place is free again", PATIENCE, || async {
        let reply = customer.api.get(&path).await;
        if reply.status == 200 { Ok(()) } else { Err(reply.body.to_string()) }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_record_is_told_of_although_its_producer_waits_for_no_answer() {
    let customer = Customer::new(Stack::shared().await).await;
    let instance = customer.standard().await;
    for topic in ["by-name", "by-id", "forbidden"] {
        instance.topic(topic, 1).await;
    }
    let grants = json!([
        {"resource": "topic", "name": "by-", "pattern": "prefixed", "operations": ["all"]},
        {"resource": "group", "name": "by-", "pattern": "prefixed", "operations": ["all"]},
    ]);
    let access = instance.access(json!({"name": unique("by"), "grants": grants})).await;
    let mut events = follow(&customer.api, &customer.org_id).await;

    // Kafka takes neither, and says so by hanging up.
    for topic in ["by-nobody-made", "forbidden"] {
        let mut client = raw::connect(&access).await.unwrap();
        client.send(&produce_request(topic, b"x", 0), PRODUCE_VERSION).await.unwrap();
        client.closed().await;
    }
    // librdkafka names topics; Java has their ids.
    for _ in 0..2 {
        let producer: FutureProducer = access.config().set("acks", "0").create().unwrap();
        let record = FutureRecord::<(), _>::to("by-name").payload("x");
        producer.send(record, PATIENCE).await.unwrap();
    }
    assert_eq!(access.consume("by-name", "by-group", 2).await, ["x", "x"]);
    let java = Java::new(&kafka_libs(), &access, "enable.idempotence=false");
    let tool = "org.apache.kafka.tools.ConsoleProducer";
    let arguments = [
        "--command-config",
        java.config_file(),
        "--topic",
        "by-id",
        "--request-required-acks",
        "0",
    ];
    java.run_raw(tool, &arguments, "x\n").await.expect_success();

    let mut told = Vec::new();
    while told.last().is_none_or(|topic| topic != "by-id") {
        let first = next_of(&mut events, "topic.first_produce", &instance.id).await;
        told.push(first["topic"].as_str().unwrap().to_owned());
    }
    assert_eq!(told, ["by-name", "by-id"]);
}

/// A key of the right form that nobody has.
fn other_key() -> String {
    ApiKey::generate(KeyKind::Kafka, &SystemEntropy::new()).text.expose().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_goes_on_where_it_was() {
    let customer = Customer::new(Stack::shared().await).await;
    let mut events = follow(&customer.api, &customer.org_id).await;
    let instance = customer.standard().await;
    while next_of(&mut events, "instance", &instance.id).await["phase"] != "ready" {}
    let last = events.last_id().expect("events have ids").to_owned();
    drop(events);

    let away = customer.standard().await;
    let back = customer.api.with_header("last-event-id", &last);
    let mut events = follow(&back, &customer.org_id).await;
    let mut seen = Vec::new();
    loop {
        let (name, data) = next(&mut events).await;
        seen.push((name, events.last_id().unwrap().parse::<i64>().unwrap(), data));
        let (name, _, data) = seen.last().unwrap();
        if name == "instance" && data["instance_id"] == away.id.as_str() && data["phase"] == "ready"
        {
            break;
        }
    }
    let first: i64 = last.parse::<i64>().unwrap() + 1;
    let expected: Vec<i64> = (first..).take(seen.len()).collect();
    let ids: Vec<i64> = seen.iter().map(|(_, id, _)| *id).collect();
    assert_eq!(ids, expected, "{seen:#?}");
    assert!(seen.iter().any(|(_, _, data)| data["phase"] == "pending"), "{seen:#?}");

    // What never was, is not waited for.
    let ahead = customer.api.with_header("last-event-id", "1000000");
    let mut events = follow(&ahead, &customer.org_id).await;
    assert_eq!(next(&mut events).await.0, "missed");
    for nonsense in ["x", "-1", "", "1 2"] {
        let api = customer.api.with_header("last-event-id", nonsense);
        let refused = api.get(&format!("/v1/orgs/{}/events", customer.org_id)).await;
        refused.expect_problem(400, "malformed_request");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn others_hear_nothing_of_it_and_who_is_removed_no_more() {
    let stack = Stack::shared().await;
    let (scene, other) = tokio::join!(Scene::set(stack), Scene::set(stack));
    let member = Person::new(stack).await;
    scene.join(&member, "viewer").await;
    let mut theirs = follow(&other.owner.api, &other.customer.org_id).await;
    let mut watched = follow(&member.api, &scene.customer.org_id).await;
    let ours = scene.customer.standard().await;
    while next_of(&mut watched, "instance", &ours.id).await["phase"] != "ready" {}
    let own = other.customer.standard().await;
    loop {
        let (name, data) = next(&mut theirs).await;
        assert_eq!(data["instance_id"], own.id.as_str(), "{name} {data}");
        if data["phase"] == "ready" {
            break;
        }
    }

    scene.owner.api.delete(&scene.org(&format!("/members/{}", member.id))).await.expect(204);
    let after = scene.customer.standard().await;
    let rest = async {
        while let Some((name, data)) = watched.next().await {
            assert_ne!(data["instance_id"], after.id.as_str(), "{name} {data}");
        }
    };
    timeout(PATIENCE, rest).await.expect("it ends");
}
