//! The control plane may be killed at any moment: what it accepted comes true, and both sides agree.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use harness::{
    Api, Stack,
    inside::Inside,
    processes,
    wait::eventually,
    world::{Customer, unique},
};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use wire::{entropy::SystemEntropy, tenancy::TenantPrefix};

const INSTANCES: usize = 50;
/// Waiting for many looks on a busy machine, with a lease to run out before.
const CONVERGENCE: Duration = Duration::from_secs(90);

#[tokio::test(flavor = "multi_thread")]
async fn killing_the_control_plane_loses_nothing_and_leaves_nothing_behind() {
    let stack = Stack::start().await;
    let customer = Customer::new(&stack).await;
    let cell = Inside::cell(&stack);

    // Each is asked for under a key, so that whoever got no answer may ask again.
    let names: Vec<String> = (0..INSTANCES).map(|_| unique("crash")).collect();
    let path = format!("/v1/orgs/{}/instances", customer.org_id);
    let create = |name: &String| {
        let body = json!({"name": name, "plan": "standard"});
        (customer.api.with_header("idempotency-key", name), Method::POST, path.clone(), Some(body))
    };
    let accepted = until_killed(&stack, names.iter().map(create).collect(), INSTANCES / 3).await;
    stack.resume().await;
    for name in &names {
        let (api, method, path, body) = create(name);
        let again = api.send(method, &path, body).await.expect(202);
        if let Some(first) = accepted.iter().find(|answer| answer["instance"]["name"] == **name) {
            assert_eq!(again["instance"]["id"], first["instance"]["id"], "{name} was made twice");
        }
    }
    both_sides_agree(&stack, &customer, &cell, INSTANCES).await;

    // The check is able to fail: it names a user that nobody asked for.
    let stranger = TenantPrefix::generate(&SystemEntropy::new()).upstream_user();
    cell.plant_user(&stranger).await;
    let found = difference(&stack, &customer, &cell, INSTANCES).await.unwrap_err();
    assert!(found.contains(&stranger), "{found}");
    cell.remove_user(&stranger).await;

    let half: Vec<String> = instances(&customer).await.into_keys().take(INSTANCES / 2).collect();
    let delete =
        |id: &String| (customer.api.clone(), Method::DELETE, format!("/v1/instances/{id}"), None);
    until_killed(&stack, half.iter().map(delete).collect(), INSTANCES / 6).await;
    stack.resume().await;
    for id in &half {
        let (api, method, path, body) = delete(id);
        let again = api.send(method, &path, body).await;
        assert!([202, 404, 409, 410].contains(&again.status), "{:#}", again.body);
    }
    both_sides_agree(&stack, &customer, &cell, INSTANCES - half.len()).await;
    stack.stop().await;
    let left = processes::below(stack.directory());
    assert!(left.is_empty(), "{left:?}");
}

type Request = (Api, Method, String, Option<Value>);

/// Sends all requests at once and kills the control plane after `enough` were accepted; the answers
/// of those that were.
#[expect(clippy::print_stdout, reason = "where it was cut off differs from run to run")]
async fn until_killed(stack: &Stack, requests: Vec<Request>, enough: usize) -> Vec<Value> {
    let (count, mut sent) = (Arc::new(AtomicUsize::new(0)), JoinSet::new());
    let asked = requests.len();
    for (api, method, path, body) in requests {
        let count = Arc::clone(&count);
        sent.spawn(async move {
            let reply = api.try_send(method, &path, body).await.ok()?;
            count.fetch_add(1, Ordering::SeqCst);
            Some(reply.expect(202))
        });
    }
    while count.load(Ordering::SeqCst) < enough {
        tokio::task::yield_now().await;
    }
    stack.kill().await;
    let accepted: Vec<Value> = sent.join_all().await.into_iter().flatten().collect();
    println!("killed after {} of {asked} requests were accepted", accepted.len());
    accepted
}

/// The customer's instances, with their phases.
async fn instances(customer: &Customer) -> BTreeMap<String, String> {
    let path = format!("/v1/orgs/{}/instances?page_size=500", customer.org_id);
    let list = customer.api.get(&path).await.expect(200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let items = list["items"].as_array().unwrap().iter();
    items.map(|item| (text(&item["id"]), text(&item["status"]["phase"]))).collect()
}

#[expect(clippy::print_stdout, reason = "what was compared is worth seeing")]
async fn both_sides_agree(stack: &Stack, customer: &Customer, cell: &Inside, expected: usize) {
    let check = || difference(stack, customer, cell, expected);
    let report = eventually("both sides agree", CONVERGENCE, check).await;
    println!("{report}");
}

/// Compares what the API says with what there is; says what both have, or what one lacks.
async fn difference(
    stack: &Stack,
    customer: &Customer,
    cell: &Inside,
    expected: usize,
) -> Result<String, String> {
    let instances = instances(customer).await;
    let unready: Vec<_> = instances.iter().filter(|(_, phase)| *phase != "ready").collect();
    if instances.len() != expected || !unready.is_empty() {
        return Err(format!("{} instances; not ready: {unready:?}", instances.len()));
    }
    let mut wanted: BTreeSet<String> = instances.into_keys().collect();
    wanted.insert(stack.dev()["demo"]["instance_id"].as_str().unwrap().to_owned());

    let tenants = cell.tenants().await;
    let records: BTreeSet<String> = tenants.keys().cloned().collect();
    let users: BTreeSet<String> = tenants.values().map(TenantPrefix::upstream_user).collect();
    let acls = tenants.values().map(|p| (p.upstream_user(), p.to_string())).collect();
    same("tenancy records", &records, &wanted)?;
    same("Kafka's users", &cell.users().await, &users)?;
    same("Kafka's ACLs", &cell.acls().await, &acls)?;

    let path = format!("/v1/orgs/{}/quotas", customer.org_id);
    let quotas = customer.api.get(&path).await.expect(200);
    let used = quotas["items"].as_array().unwrap().iter();
    let used = used.clone().find(|quota| quota["name"] == "standard_instances").unwrap();
    if used["used"].as_u64() != u64::try_from(expected).ok() {
        return Err(format!("{expected} instances, but the quota says {used}"));
    }
    // One cell: a broker and its gateway.
    let running = processes::below(&stack.directory().join("clusters"));
    if running.len() != 2 {
        return Err(format!("processes: {running:?}"));
    }
    Ok(format!(
        "{expected} instances ready and on the quota; with the demo: {} tenancy records, {} users, \
         {} ACL owners; {} processes of clusters",
        records.len(),
        users.len(),
        cell.acls().await.len(),
        running.len()
    ))
}

fn same<T: Ord + std::fmt::Debug>(
    what: &str,
    found: &BTreeSet<T>,
    wanted: &BTreeSet<T>,
) -> Result<(), String> {
    let (more, less): (Vec<_>, Vec<_>) =
        (found.difference(wanted).collect(), wanted.difference(found).collect());
    if more.is_empty() && less.is_empty() {
        Ok(())
    } else {
        Err(format!("{what}: nobody asked for {more:?}; missing: {less:?}"))
    }
}
