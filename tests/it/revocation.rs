//! A new key works and a revoked one stops, with its open connections, without delay.

use harness::{Stack, clients::PATIENCE, raw, wait::eventually, world::Customer};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_key_loses_its_open_connections_and_the_other_key_does_not() {
    let stack = Stack::shared().await;
    let instance = Customer::new(stack).await.standard().await;
    let (credential, old) = instance.credential(json!({"name": "svc", "preset": "admin"})).await;
    old.wait_until_usable().await;
    let keys = instance.path(&format!("/credentials/{credential}/keys"));
    let added = instance.api.post(&keys, json!({})).await.expect(201);
    let new = instance.access_with(&added["secret"]);
    new.wait_until_usable().await;

    let mut with_old = raw::connect(&old).await.unwrap();
    let mut with_new = raw::connect(&new).await.unwrap();
    with_old.metadata().await.unwrap();
    instance.api.delete(&format!("{keys}/{}", old.key_id)).await.expect(204);

    with_old.closed().await;
    assert!(with_new.metadata().await.is_ok(), "the remaining key's connection was cut too");
    assert!(old.can_connect().await.is_err(), "the revoked key was let in again");
    new.can_connect().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_an_instance_cuts_its_clients() {
    let stack = Stack::shared().await;
    let instance = Customer::new(stack).await.standard().await;
    let access = instance.admin_access().await;
    let mut client = raw::connect(&access).await.unwrap();
    client.metadata().await.unwrap();
    instance.api.delete(&instance.path("")).await.expect(202);
    client.closed().await;
    eventually("the instance is gone", PATIENCE, || async {
        match instance.api.get(&instance.path("")).await.status {
            404 | 410 => Ok(()),
            other => Err(format!("status {other}")),
        }
    })
    .await;
    assert!(access.can_connect().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_secrets_are_refused_alike() {
    let stack = Stack::shared().await;
    let instance = Customer::new(stack).await.standard().await;
    let right = instance.admin_access().await;
    let altered = |change: fn(&mut harness::clients::Access)| {
        let mut access = right.clone();
        change(&mut access);
        access
    };
    let mut reasons = Vec::new();
    for wrong in [
        altered(|a| a.api_key = a.api_key.replace("mr_", "mx_")),
        altered(|a| a.api_key.push('x')),
        altered(|a| a.key_id = "kzzzzzzzzzzzzzzz".to_owned()),
        altered(|a| a.key_id = "root".to_owned()),
        altered(|a| a.api_key = String::from("password")),
    ] {
        reasons.push(raw::connect(&wrong).await.expect_err("refused").to_string());
    }
    reasons.dedup();
    assert_eq!(reasons.len(), 1, "the answer tells which part was wrong: {reasons:?}");
}
