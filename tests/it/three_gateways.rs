//! A cluster of three brokers, as clients and owners see its gateways: any of them will do, a change
//! reaches all of them, and what one of them misses is said.

use std::{fs, path::PathBuf, time::Duration};

use harness::{
    Stack,
    clients::Access,
    inside::Inside,
    processes::{self, Found},
    raw::{self, RawError},
    wait::eventually,
    world::{Customer, Instance, unique},
};
use rustix::process::Signal;
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use wire::report;

const BROKERS: usize = 3;
/// A broker that is gone is missed after nine seconds only, and nothing it leads moves before.
const FAILOVER: Duration = Duration::from_mins(2);

/// One broker's processes, found by its number.
fn process(stack: &Stack, broker: i32, program: &str) -> Found {
    processes::one(&folder(stack, broker), program)
}

fn folder(stack: &Stack, broker: i32) -> PathBuf {
    Inside::cell(stack).directory().join(format!("broker-{broker}"))
}

/// The same access, through one gateway only.
fn through(stack: &Stack, access: &Access, broker: i32) -> Access {
    let config = fs::read(folder(stack, broker).join("gateway/gateway.json")).unwrap();
    let config: Value = serde_json::from_slice(&config).unwrap();
    Access { bootstrap: config["listen"].as_str().unwrap().to_owned(), ..access.clone() }
}

async fn wait_until_active(instance: &Instance, credential: &str, expected: usize) {
    let path = instance.path(&format!("/credentials/{credential}"));
    let what = format!("in force on {expected} gateways");
    eventually(&what, FAILOVER, || async {
        let shown = instance.api.get(&path).await.expect(200)["active_on"].clone();
        if shown == json!({"gateways": expected, "of": BROKERS}) { Ok(()) } else { Err(shown) }
    })
    .await;
}

async fn with_credential(stack: &Stack) -> (Instance, String, Access) {
    let instance = Customer::new(stack).await.standard().await;
    let body = json!({"name": unique("svc"), "preset": "admin"});
    let (credential, access) = instance.credential(body).await;
    (instance, credential, access)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_reaches_every_gateway_and_one_that_hangs_is_not_counted() {
    let stack = Stack::of_three_brokers().await;
    let (instance, credential, access) = with_credential(&stack).await;
    assert_eq!(access.bootstrap.split(',').count(), BROKERS);
    wait_until_active(&instance, &credential, 3).await;
    instance.topic("t", 6).await;
    let mut open = Vec::new();
    for broker in 1..=3 {
        let one = through(&stack, &access, broker);
        one.wait_until_usable().await;
        // Whichever it begins with, a client finds the leaders.
        one.produce("t", &[&format!("by way of {broker}")[..]]).await;
        open.push(raw::connect(&one).await.unwrap());
    }
    assert_eq!(access.consume("t", "all", 3).await.len(), 3);

    let hangs = process(&stack, 2, "millrace-gateway");
    hangs.signal(Signal::STOP);
    let body = json!({"name": "meanwhile", "preset": "admin"});
    let (second, meanwhile) = instance.credential(body).await;
    wait_until_active(&instance, &second, 2).await;
    for broker in [1, 3] {
        through(&stack, &meanwhile, broker).wait_until_usable().await;
    }
    // What it knew before counts no longer, once it has been silent for long enough.
    wait_until_active(&instance, &credential, 2).await;
    hangs.signal(Signal::CONT);
    wait_until_active(&instance, &second, 3).await;
    wait_until_active(&instance, &credential, 3).await;

    instance.api.delete(&instance.path(&format!("/credentials/{credential}"))).await.expect(204);
    for client in open {
        client.closed().await;
    }
    for broker in 1..=3 {
        let refused = raw::connect(&through(&stack, &access, broker)).await;
        assert!(matches!(refused, Err(RawError::Refused(_))), "gateway {broker}");
    }
    stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_report_is_lost_or_counted_twice_when_their_leader_dies() {
    const CALLS: u64 = 200;
    let stack = Stack::of_three_brokers().await;
    let (instance, credential, access) = with_credential(&stack).await;
    wait_until_active(&instance, &credential, 3).await;
    let cell = Inside::cell(&stack);
    let leader = cell.connect().await.partition(report::TOPIC, 0).await.unwrap().leader.unwrap();
    let mut clients = Vec::new();
    for broker in (1..=3).filter(|broker| *broker != leader) {
        clients.push(raw::connect(&through(&stack, &access, broker)).await.unwrap());
    }
    let reported = async || {
        let reports = cell.reports().await;
        let usage = reports.iter().flat_map(|report| &report.usage);
        let ours = usage.filter(|usage| usage.instance_id.to_string() == instance.id);
        ours.map(|usage| usage.requests).sum::<u64>()
    };
    let dies = process(&stack, leader, "java");
    for call in 0..CALLS {
        if call == CALLS / 4 {
            dies.signal(Signal::KILL);
        }
        for client in &mut clients {
            client.metadata().await.unwrap();
        }
    }
    assert!(!dies.runs(), "nothing was killed");
    // One more each, by which they saw that they were let in.
    let made = (CALLS + 1) * u64::try_from(clients.len()).unwrap();
    eventually("all are reported", FAILOVER, || async {
        if TcpStream::connect(cell.address()).await.is_err() {
            return Err("the first broker is not back yet".to_owned());
        }
        let now = reported().await;
        if now == made { Ok(()) } else { Err(format!("{now}, not {made}")) }
    })
    .await;
    // The control plane goes on where it was, too: this is known from reports alone.
    let (after, new) = instance.credential(json!({"name": "afterwards", "preset": "admin"})).await;
    wait_until_active(&instance, &after, 3).await;
    instance.topic("t", 3).await;
    new.produce("t", &["served"]).await;
    stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_starts_beside_a_broker_that_was_away_lets_no_revoked_key_in() {
    let stack = Stack::of_three_brokers().await;
    let (instance, credential, revoked) = with_credential(&stack).await;
    wait_until_active(&instance, &credential, 3).await;
    let (good_id, good) = instance.credential(json!({"name": "good", "preset": "admin"})).await;
    wait_until_active(&instance, &good_id, 3).await;
    through(&stack, &revoked, 3).wait_until_usable().await;

    let knock = async |access: &Access| {
        let answer = timeout(Duration::from_secs(2), raw::connect(access)).await;
        answer.unwrap_or(Err(RawError::NotTaken)).map(drop)
    };
    let refused = |answer: &Result<(), RawError>| matches!(answer, Err(RawError::Refused(_)));

    // Held, and not killed yet: a broker that is killed is back before or after the revocation is out,
    // as it happens, and until it is out every gateway rightly lets the key in.
    let away = [process(&stack, 3, "java"), process(&stack, 3, "millrace-gateway")];
    for held in &away {
        held.signal(Signal::STOP);
    }
    instance.api.delete(&instance.path(&format!("/credentials/{credential}"))).await.expect(204);
    for broker in [1, 2] {
        let there = through(&stack, &revoked, broker);
        eventually("the revocation is out", FAILOVER, || async {
            let answer = knock(&there).await;
            if refused(&answer) { Ok(()) } else { Err(format!("{answer:?}")) }
        })
        .await;
    }
    for held in &away {
        held.signal(Signal::KILL);
    }
    let (revoked, good) = (through(&stack, &revoked, 3), through(&stack, &good, 3));
    eventually("the good key is let in", FAILOVER, || async {
        assert_ne!(knock(&revoked).await, Ok(()), "the revoked key is let in");
        knock(&good).await
    })
    .await;
    let answer = knock(&revoked).await;
    assert!(refused(&answer), "{answer:?}");
    stack.stop().await;
}
