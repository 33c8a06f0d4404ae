//! Three brokers: what producers and a consumer group notice when one of them is taken away.
//!
//! One stack serves all of it, fault after fault, each under a load of its own.

use std::time::Duration;

use harness::{
    Stack,
    clients::Access,
    history::{load::Load, violations},
    inside::Inside,
    processes::{self, Found},
    raw,
    wait::eventually,
    world::{Customer, Instance, unique},
};
use rustix::process::Signal;
use serde_json::json;

const PARTITIONS: i32 = 6;
const RATE: u32 = 500;
/// Until a broker that was killed is back in sync, on a busy machine.
const RECOVERY: Duration = Duration::from_mins(1);

/// A stack, an instance in its cell of three brokers, and a key that may do everything.
struct Ground {
    stack: Stack,
    instance: Instance,
    access: Access,
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_get_over_the_loss_of_any_part_of_a_cluster() {
    let stack = Stack::of_three_brokers().await;
    let instance = Customer::new(&stack).await.standard().await;
    let access = instance.admin_access_everywhere().await;
    let ground = Ground { stack, instance, access };

    every_bootstrap_takes_new_keys_and_forgets_revoked_ones(&ground).await;
    ground
        .under_load("a gateway is killed", async || {
            ground.killed("millrace-gateway", 1).await;
        })
        .await;
    ground.under_load("a broker is killed", async || ground.killed("java", 2).await).await;
    ground.under_load("the brokers are rolled", async || ground.rolled().await).await;
    ground.stack.stop().await;
    assert!(processes::below(ground.stack.directory()).is_empty());
}

async fn every_bootstrap_takes_new_keys_and_forgets_revoked_ones(ground: &Ground) {
    let instance = &ground.instance;
    let (credential, key) = instance.credential(json!({"name": "svc", "preset": "admin"})).await;
    let each: Vec<Access> = key
        .bootstrap
        .split(',')
        .map(|address| Access { bootstrap: address.to_owned(), ..key.clone() })
        .collect();
    assert_eq!(each.len(), 3, "{}", key.bootstrap);
    let mut open = Vec::new();
    for access in &each {
        access.wait_until_usable().await;
        open.push(raw::connect(access).await.unwrap());
    }
    let path = instance.path(&format!("/credentials/{credential}"));
    instance.api.delete(&path).await.expect(204);
    for client in open {
        client.closed().await;
    }
    for access in &each {
        assert!(access.can_connect().await.is_err(), "{} let it in again", access.bootstrap);
    }
}

impl Ground {
    /// Has clients work while `fault` happens, and says what they saw.
    #[expect(clippy::print_stdout, reason = "the figures are worth seeing")]
    async fn under_load(&self, what: &str, fault: impl AsyncFnOnce()) {
        let topic = unique("faults");
        self.instance.topic(&topic, u32::try_from(PARTITIONS).unwrap()).await;
        let load = Load::start(&self.access, &topic, PARTITIONS, RATE).await;
        let before = load.elapsed();
        fault().await;
        load.goes_on().await;
        let gap = load.longest_gap(before);
        let history = load.finish().await;
        assert_eq!(violations(&history), [], "{what}");
        println!("{what}: {} acknowledged, longest gap {gap:?}", history.acks.len());
    }

    /// Kills a program of a broker and waits until another of it serves.
    async fn killed(&self, program: &str, broker: u16) {
        let victim = self.of(broker, program).expect("it runs");
        victim.signal(Signal::KILL);
        eventually(&format!("{program} is back"), RECOVERY, || async {
            match self.of(broker, program) {
                Some(other) if other.pid != victim.pid => Ok(()),
                _ => Err("nothing was started"),
            }
        })
        .await;
        self.in_sync().await;
    }

    /// Gives all brokers another heap, and waits until each runs with it.
    async fn rolled(&self) {
        let before: Vec<_> =
            (1..=3).map(|broker| self.of(broker, "java").expect("it runs")).collect();
        self.stack.kill().await;
        self.stack.resume_with_profile("dev").await;
        eventually("every broker was restarted", 3 * RECOVERY, || async {
            let old = before.iter().filter(|process| process.runs()).count();
            if old == 0 { Ok(()) } else { Err(format!("{old} still run as before")) }
        })
        .await;
        self.in_sync().await;
    }

    async fn in_sync(&self) {
        let cell = Inside::cell(&self.stack);
        eventually("all copies are in sync", RECOVERY, || cell.in_sync()).await;
    }

    fn of(&self, broker: u16, program: &str) -> Option<Found> {
        let directory = Inside::cell(&self.stack).directory().join(format!("broker-{broker}"));
        processes::below(&directory).into_iter().find(|p| p.command[0].ends_with(program))
    }
}
