//! An instance's life as its owner sees it: made, found, changed, protected, deleted.

use harness::{
    Reply, Stack,
    clients::PATIENCE,
    wait::eventually,
    world::{Customer, Instance, unique},
};
use serde_json::{Value, json};

async fn operation(customer: &Customer, reply: &Reply) -> Value {
    let path = reply.header("location").to_owned();
    assert!(path.starts_with("/v1/operations/op_"), "{path}");
    customer.api.with_header("prefer", "wait=30").get(&path).await.expect(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_lives_from_its_creation_to_its_end() {
    let stack = Stack::shared().await;
    let customer = Customer::new(stack).await;
    let instances = format!("/v1/orgs/{}/instances", customer.org_id);
    let body = json!({
        "name": "orders", "plan": "standard", "description": "What was ordered",
        "labels": {"env": "prod", "team": "checkout"},
    });
    let accepted = customer.api.post(&instances, body.clone()).await;
    assert_eq!(accepted.status, 202, "{:#}", accepted.body);
    let done = operation(&customer, &accepted).await;
    assert_eq!((&done["state"], &done["kind"]), (&json!("succeeded"), &json!("instance.create")));
    let path = format!("/v1/instances/{}", done["subject"]["id"].as_str().unwrap());

    let shown = customer.api.get(&path).await;
    let version = shown.header("etag").to_owned();
    let shown = shown.expect(200);
    assert_eq!(shown["status"]["phase"], "ready", "{shown:#}");
    assert_eq!(shown["labels"], body["labels"]);
    assert_eq!(shown["spec"]["limits"]["partitions"], 100, "the plan's");
    let connection = customer.api.get(&format!("{path}/connection")).await.expect(200);
    assert_eq!(connection["bootstrap"], shown["connection"]["bootstrap"]);
    let certificate = std::fs::read_to_string(stack.ca_file()).unwrap();
    assert!(connection.to_string().contains(certificate.lines().nth(1).unwrap()));

    for (filter, found) in [
        ("name=orders", 1),
        ("name=order", 0),
        ("label=env:prod", 1),
        ("label=env:prod&label=team:search", 0),
        ("phase=ready", 1),
        ("phase=failed", 0),
        ("plan=enterprise", 0),
    ] {
        let list = customer.api.get(&format!("{instances}?{filter}")).await.expect(200);
        assert_eq!(list["items"].as_array().unwrap().len(), found, "{filter}");
    }

    let change = json!({"description": "Old", "labels": {"env": null, "tier": "1"}});
    let changed = customer.api.with_header("if-match", &version).patch(&path, change).await;
    assert_ne!(changed.header("etag"), version);
    let changed = changed.expect(200);
    assert_eq!(changed["labels"], json!({"team": "checkout", "tier": "1"}), "a merge patch");
    assert_eq!(changed["description"], "Old");

    customer.api.post(&instances, body.clone()).await.expect_problem(409, "name_taken");
    let deleted = customer.api.with_header("prefer", "wait=30").delete(&path).await;
    assert_eq!(deleted.status, 204, "{:#}", deleted.body);
    for gone in [path.clone(), format!("{path}/connection"), format!("{path}/topics")] {
        customer.api.get(&gone).await.expect_problem(410, "gone");
    }
    customer.api.delete(&path).await.expect_problem(410, "gone");
    customer.api.patch(&path, json!({"description": "x"})).await.expect_problem(410, "gone");
    let list = customer.api.get(&instances).await.expect(200);
    assert_eq!(list["items"], json!([]), "a deleted instance is still listed");
    customer.instance(body).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_instance_serves_its_clients_as_before() {
    let customer = Customer::new(Stack::shared().await).await;
    let (instance, other) = (customer.standard().await, customer.standard().await);
    instance.topic("events", 1).await;
    let access = instance.admin_access().await;
    access.produce("events", &["before"]).await;
    let path = instance.path("");
    let (api, shown) = (&customer.api, customer.api.get(&path).await);
    let version = shown.header("etag").to_owned();
    let before = shown.expect(200);
    let taken = api.get(&other.path("")).await.expect(200)["name"].clone();

    let refused = api.patch(&path, json!({"name": taken, "description": "lost"})).await;
    refused.expect_problem(409, "name_taken");
    let refused = api.patch(&path, json!({"name": "Not a name"})).await;
    let refused = refused.expect_problem(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/name", "{refused:#}");
    assert_eq!(api.get(&path).await.expect(200), before, "a refusal changes nothing");

    let name = unique("renamed");
    let at = api.with_header("if-match", &version);
    let after = at.patch(&path, json!({"name": name})).await.expect(200);
    assert_eq!(after["name"], name.as_str());
    assert_eq!(
        after["connection"], before["connection"],
        "clients have to be told another address"
    );
    at.patch(&path, json!({"name": "late"})).await.expect_problem(412, "precondition_failed");
    let same = api.patch(&path, json!({"name": name})).await.expect(200);
    assert_eq!(same["name"], name.as_str(), "its own name is not taken by another");
    access.produce("events", &["after"]).await;
    assert_eq!(access.consume("events", "readers", 2).await, ["before", "after"]);

    let trail = format!("/v1/orgs/{}/audit_events?action=instance.update", customer.org_id);
    let trail = api.get(&trail).await.expect(200);
    let names = json!({"from": before["name"], "to": name});
    let told = trail["items"].as_array().unwrap().iter().any(|it| it["detail"]["name"] == names);
    assert!(told, "{trail:#}");
    // The name that was given up is free.
    api.patch(&other.path(""), json!({"name": before["name"]})).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_deleted_instance_comes_back_in_one_of_the_same_name() {
    let stack = Stack::shared().await;
    let customer = Customer::new(stack).await;
    let body = json!({"name": "again", "plan": "standard"});
    let first = customer.instance(body.clone()).await;
    first.topic("events", 1).await;
    let old = first.admin_access().await;
    old.produce("events", &["secret"]).await;
    first.api.with_header("prefer", "wait=30").delete(&first.path("")).await.expect(204);

    let second = customer.instance(body).await;
    assert_ne!(first.id, second.id);
    let new = second.admin_access().await;
    assert!(new.topics().await.is_empty(), "{:?}", new.topics().await);
    assert!(old.can_connect().await.is_err(), "an old key opens the new instance");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protected_instance_cannot_be_deleted_by_mistake() {
    let stack = Stack::shared().await;
    let customer = Customer::new(stack).await;
    let body = json!({"name": "kept", "plan": "standard", "deletion_protection": true});
    let instance = customer.instance(body).await;
    let access = instance.admin_access().await;
    let path = instance.path("");
    instance.api.delete(&path).await.expect_problem(409, "deletion_protected");
    access.can_connect().await.unwrap();
    instance.api.patch(&path, json!({"deletion_protection": false})).await.expect(200);
    instance.api.delete(&path).await.expect(202);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_twice_is_deleting_once() {
    let stack = Stack::shared().await;
    let instance = Customer::new(stack).await.standard().await;
    let first = instance.api.delete(&instance.path("")).await.expect(202);
    let second = instance.api.delete(&instance.path("")).await;
    if second.status == 202 {
        assert_eq!(first["operation"]["id"], second.body["operation"]["id"]);
    } else {
        second.expect_problem(410, "gone");
    }
    eventually("the instance is gone", PATIENCE, || async {
        match instance.api.get(&instance.path("")).await.status {
            410 => Ok(()),
            other => Err(other),
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_and_texts_are_checked_where_they_enter() {
    let stack = Stack::shared().await;
    let customer = Customer::new(stack).await;
    let instances = format!("/v1/orgs/{}/instances", customer.org_id);
    let long = "x".repeat(64);
    for bad in ["", "A", "a b", "a/b", "..", "-a", "a-", "a\0", "ä", "а", "a\u{202e}b", &long] {
        let body = json!({"name": bad, "plan": "standard"});
        let refused = customer.api.post(&instances, body).await.expect_problem(422, "invalid");
        assert_eq!(refused["errors"][0]["pointer"], "/name", "{refused:#}");
    }
    for (pointer, body) in [
        ("/plan", json!({"name": "a", "plan": "gold"})),
        ("/description", json!({"name": "a", "plan": "standard", "description": "a\u{0}b"})),
        ("/description", json!({"name": "a", "plan": "standard", "description": "x".repeat(201)})),
        ("/labels", json!({"name": "a", "plan": "standard", "labels": {"a\0": "b"}})),
        (
            "/limits/partitions",
            json!({"name": "a", "plan": "standard", "limits": {"partitions": 101}}),
        ),
        (
            "/limits/partitions",
            json!({"name": "a", "plan": "standard", "limits": {"partitions": 0}}),
        ),
    ] {
        let refused = customer.api.post(&instances, body).await.expect_problem(422, "invalid");
        let found = refused["errors"][0]["pointer"].as_str().unwrap();
        assert!(found.starts_with(pointer), "{refused:#}");
    }
    let list = customer.api.get(&instances).await.expect(200);
    assert_eq!(list["items"], json!([]), "something was created on the way");
    let longest = "x".repeat(63);
    customer.instance(json!({"name": longest, "plan": "standard"})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn smaller_limits_than_the_plans_are_kept() {
    let stack = Stack::shared().await;
    let customer = Customer::new(stack).await;
    let body = json!({"name": unique("small"), "plan": "standard", "limits": {"partitions": 3}});
    let instance: Instance = customer.instance(body).await;
    let limits = instance.api.get(&instance.path("/limits")).await.expect(200);
    assert_eq!(limits["partitions"], 3, "{limits:#}");
    instance.topic("two", 2).await;
    let topic = async |name: &str, partitions: u32| {
        let body = json!({"name": name, "partitions": partitions});
        instance.api.post(&instance.path("/topics"), body).await
    };
    let refused = topic("more", 2).await;
    assert_eq!(refused.status, 422, "{:#}", refused.body);
    topic("last", 1).await.expect(201);
}
