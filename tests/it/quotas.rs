//! What an org may hold at a time is counted exactly, also when everybody asks at once.

use harness::{
    Api, Stack,
    world::{Customer, unique},
};
use serde_json::{Value, json};

/// An org whose quotas are `limits`.
async fn limited(stack: &Stack, limits: Value) -> Customer {
    let customer = Customer::new(stack).await;
    customer.api.patch(&quotas(&customer), limits).await.expect(200);
    customer
}

fn quotas(customer: &Customer) -> String {
    format!("/v1/orgs/{}/quotas", customer.org_id)
}

fn instances(customer: &Customer) -> String {
    format!("/v1/orgs/{}/instances", customer.org_id)
}

fn body(limits: &Value) -> Value {
    json!({"name": unique("instance"), "plan": "standard", "limits": limits})
}

async fn used(customer: &Customer, name: &str) -> i64 {
    let shown = customer.api.get(&quotas(customer)).await.expect(200);
    let all = shown["items"].as_array().unwrap();
    let quota = all.iter().find(|quota| quota["name"] == name);
    quota.unwrap_or_else(|| panic!("no {name}: {shown:#}"))["used"].as_i64().unwrap()
}

async fn delete(api: &Api, instance: &Value) {
    let path = format!("/v1/instances/{}", instance["id"].as_str().unwrap());
    api.with_header("prefer", "wait=60").delete(&path).await.expect(204);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_instance_too_many_is_refused_with_the_numbers() {
    let stack = Stack::shared().await;
    let customer = limited(stack, json!({"standard_instances": 1})).await;
    let path = instances(&customer);
    let first = customer.api.post(&path, body(&json!({}))).await.expect(202);
    let refused = customer.api.post(&path, body(&json!({}))).await;
    let refused = refused.expect_problem(403, "quota_exceeded");
    let numbers = [&refused["quota"], &refused["limit"], &refused["used"], &refused["requested"]];
    assert_eq!(numbers, [&json!("standard_instances"), &json!(1), &json!(1), &json!(1)]);
    assert_eq!(used(&customer, "partitions").await, 100, "the refused one claimed something");

    delete(&customer.api, &first["instance"]).await;
    for name in ["standard_instances", "partitions", "bytes_in_per_second", "bytes_out_per_second"]
    {
        assert_eq!(used(&customer, name).await, 0, "{name} is not given back");
    }
    customer.api.post(&path, body(&json!({}))).await.expect(202);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sum_of_what_instances_are_granted_is_limited() {
    let stack = Stack::shared().await;
    let customer =
        limited(stack, json!({"partitions": 25, "bytes_in_per_second": 3_000_000})).await;
    let path = instances(&customer);
    let with = |partitions: u32, rate: u32| {
        body(&json!({"partitions": partitions, "bytes_in_per_second": rate}))
    };
    customer.api.post(&path, with(20, 1_000_000)).await.expect(202);
    for (request, quota) in
        [(with(6, 1_000_000), "partitions"), (with(5, 2_000_001), "bytes_in_per_second")]
    {
        let refused = customer.api.post(&path, request).await;
        assert_eq!(refused.expect_problem(403, "quota_exceeded")["quota"], quota);
    }
    customer.api.post(&path, with(5, 2_000_000)).await.expect(202);
    assert_eq!(used(&customer, "partitions").await, 25);
    assert_eq!(used(&customer, "bytes_in_per_second").await, 3_000_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_at_once_do_not_get_more_than_is_left() {
    let stack = Stack::shared().await;
    let customer = limited(stack, json!({"standard_instances": 3})).await;
    let asked: Vec<_> = (0..20)
        .map(|_| {
            let (api, path) = (customer.api.clone(), instances(&customer));
            tokio::spawn(async move { api.post(&path, body(&json!({}))).await })
        })
        .collect();
    let mut made = Vec::new();
    for reply in asked {
        let reply = reply.await.unwrap();
        match reply.status {
            202 => made.push(reply.body["instance"].clone()),
            _ => drop(reply.expect_problem(403, "quota_exceeded")),
        }
    }
    assert_eq!(made.len(), 3, "exactly as many as there was room for");
    assert_eq!(used(&customer, "standard_instances").await, 3);

    // One is given back, and ten ask for its place.
    delete(&customer.api, &made[0]).await;
    let asked: Vec<_> = (0..10)
        .map(|_| {
            let (api, path) = (customer.api.clone(), instances(&customer));
            tokio::spawn(async move { api.post(&path, body(&json!({}))).await.status })
        })
        .collect();
    let mut statuses = Vec::new();
    for status in asked {
        statuses.push(status.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [[202].as_slice(), &[403; 9]].concat());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lowered_quota_takes_nothing_away() {
    let stack = Stack::shared().await;
    let customer = Customer::new(stack).await;
    let instance = customer.standard().await;
    let access = instance.admin_access().await;
    customer.api.patch(&quotas(&customer), json!({"standard_instances": 0})).await.expect(200);
    access.can_connect().await.unwrap();
    instance.topic("still", 1).await;
    let refused = customer.api.post(&instances(&customer), body(&json!({}))).await;
    refused.expect_problem(403, "quota_exceeded");
    let negative = customer.api.patch(&quotas(&customer), json!({"partitions": -1})).await;
    negative.expect_problem(422, "invalid");
    let unknown = customer.api.patch(&quotas(&customer), json!({"moons": 1})).await;
    let unknown = unknown.expect_problem(400, "unknown_field");
    assert_eq!(unknown["errors"][0]["pointer"], "/moons");
}
