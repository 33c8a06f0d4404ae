//! What serves clients needs neither the control plane nor its database: to run, to let clients in,
//! or to be started again.

use std::process::Stdio;

use harness::{
    Stack, clients::PATIENCE, inside::Inside, processes, stack::program, wait::eventually,
    world::Customer,
};
use rustix::process::Signal;
use serde_json::json;
use tokio::process::Command;

#[tokio::test(flavor = "multi_thread")]
async fn clients_are_served_without_control_plane_and_database() {
    let stack = Stack::start().await;
    let instance = Customer::new(&stack).await.standard().await;
    instance.topic("orders", 1).await;
    let access = instance.admin_access().await;
    let cell = Inside::cell(&stack);
    let clusters = stack.directory().join("clusters");
    let (kafka, gateway) =
        (processes::one(&clusters, "java"), processes::one(&clusters, "millrace-gateway"));

    stack.kill().await;
    let postgres = processes::one(stack.directory(), "postgres");
    postgres.signal(Signal::QUIT);
    gone(&postgres).await;
    assert!(stack.anonymous().try_send(reqwest::Method::GET, "/livez", None).await.is_err());

    access.produce("orders", &["a", "b"]).await;
    assert_eq!(access.consume("orders", "first", 2).await, ["a", "b"]);

    // Nobody is there to start the gateway again, so it is started here, as an orchestrator would.
    gateway.signal(Signal::KILL);
    gone(&gateway).await;
    assert!(access.can_connect().await.is_err(), "somebody else let the client in");
    let directory = cell.directory().join("broker-1/gateway");
    let _by_hand = Command::new(program("millrace-gateway"))
        .arg("--config")
        .arg(directory.join("gateway.json"))
        .current_dir(&directory)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    access.wait_until_usable().await;
    access.produce("orders", &["c"]).await;
    assert_eq!(access.consume("orders", "second", 3).await, ["a", "b", "c"]);
    let mut wrong = access.clone();
    wrong.api_key.push('x');
    assert!(wrong.can_connect().await.is_err(), "a wrong key was let in");

    let by_hand = processes::one(&clusters, "millrace-gateway");
    stack.resume().await;
    assert_eq!(processes::one(&clusters, "java"), kafka, "Kafka was not adopted");
    assert_eq!(processes::one(&clusters, "millrace-gateway"), by_hand, "the gateway was not");
    let new = instance.access(json!({"name": "afterwards", "preset": "admin"})).await;
    new.produce("orders", &["d"]).await;
    assert_eq!(new.consume("orders", "third", 4).await, ["a", "b", "c", "d"]);
    stack.stop().await;
    assert!(processes::below(stack.directory()).is_empty());
}

async fn gone(process: &processes::Found) {
    eventually("the process is gone", PATIENCE, || async {
        if process.runs() { Err(format!("{process:?} still runs")) } else { Ok(()) }
    })
    .await;
}
