//! `make dev` as its user meets it: one at a time, clear when it cannot start, gone when it is
//! stopped, and back with everything when it is started again.

use std::{
    collections::BTreeMap,
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Output, Stdio},
    time::Duration,
};

use harness::{
    Stack,
    clients::PATIENCE,
    stack::{self, processes_of},
    wait::eventually,
    world::Customer,
};
use serde_json::Value;
use tokio::process::Command;

fn only(processes: &BTreeMap<i32, String>, part: &str) -> i32 {
    let mut pids = processes.iter().filter(|(_, command)| command.contains(part));
    let (pid, _) = pids.next().unwrap_or_else(|| panic!("no {part} among {processes:#?}"));
    assert!(pids.next().is_none(), "more than one {part}: {processes:#?}");
    *pid
}

fn broker(directory: &Path) -> i32 {
    only(&processes_of(directory), "/kafka.args")
}

fn gateway(directory: &Path) -> i32 {
    only(&processes_of(directory), "millrace-gateway --config")
}

/// Tries to start another stack, which is expected to end by itself.
async fn try_start(directory: &Path, listen: &str, ports: &str) -> Output {
    let started = Command::new(stack::program("millrace-control-plane"))
        .args(["dev", "--stop-with-input", "--listen", listen, "--ports", ports, "--directory"])
        .arg(directory)
        .arg("--runtime")
        .arg(stack::runtime())
        .env_remove("DATABASE_URL")
        .stdin(Stdio::piped())
        .kill_on_drop(true)
        .output();
    tokio::time::timeout(Duration::from_mins(1), started).await.expect("it gives up").unwrap()
}

/// The one line with which a start was refused.
#[track_caller]
fn refusal(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    assert_eq!(said.lines().count(), 1, "more than one line:\n{said}");
    assert!(said.starts_with("error: "), "{said}");
    said
}

fn new_directory() -> tempfile::TempDir {
    tempfile::Builder::new()
        .prefix("millrace-it-")
        .permissions(fs::Permissions::from_mode(0o711))
        .tempdir()
        .unwrap()
}

fn some_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_one_in_the_same_directory_is_refused() {
    let stack = Stack::shared().await;
    let before = only(&processes_of(stack.directory()), "millrace-control-plane dev");
    let listen = format!("127.0.0.1:{}", some_port());
    let refused = refusal(&try_start(stack.directory(), &listen, "19092-19100").await);
    assert!(refused.contains("another control plane runs in"), "{refused}");
    assert!(refused.contains(stack.directory().to_str().unwrap()), "{refused}");
    let after = only(&processes_of(stack.directory()), "millrace-control-plane dev");
    assert_eq!(before, after, "the one that runs was disturbed");
    assert_eq!(stack.anonymous().get("/readyz").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_is_named_and_nothing_is_left_running() {
    let directory = new_directory();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let output = try_start(directory.path(), &address.to_string(), "19092-19100").await;
    let refused = refusal(&output);
    assert!(refused.contains(&format!("port {} is in use", address.port())), "{refused}");
    assert!(refused.contains("--listen"), "does not say what to do: {refused}");
    assert_eq!(processes_of(directory.path()), BTreeMap::new());
    assert!(!directory.path().join("postgres").exists(), "half started");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_without_kafka_is_refused_clearly() {
    let (directory, empty) = (new_directory(), new_directory());
    let output = Command::new(stack::program("millrace-control-plane"))
        .args(["dev", "--listen", &format!("127.0.0.1:{}", some_port()), "--directory"])
        .arg(directory.path())
        .arg("--runtime")
        .arg(empty.path())
        .env_remove("DATABASE_URL")
        .output();
    let output = tokio::time::timeout(PATIENCE, output).await.expect("it gives up").unwrap();
    let refused = refusal(&output);
    assert!(refused.to_lowercase().contains("kafka"), "{refused}");
    assert_eq!(processes_of(directory.path()), BTreeMap::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_is_quick_complete_and_loses_nothing() {
    let stack = Stack::start().await;
    let directory = stack.directory();
    let instance = Customer::new(&stack).await.standard().await;
    instance.topic("kept", 1).await;
    let access = instance.admin_access().await;
    access.produce("kept", &["before"]).await;
    let dev = fs::read(directory.join("dev.json")).unwrap();
    let mode = fs::metadata(directory.join("dev.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "dev.json holds secrets");
    assert!(processes_of(directory).len() >= 4, "the check cannot see processes");

    let took = stack.stop().await;
    assert!(took < Duration::from_secs(10), "stopping took {took:?}");
    assert_eq!(processes_of(directory), BTreeMap::new(), "left behind");

    stack.resume().await;
    assert_eq!(fs::read(directory.join("dev.json")).unwrap(), dev, "dev.json is another one");
    let shown: Value = stack.admin().await.get(&instance.path("")).await.expect(200);
    assert_eq!(shown["status"]["phase"], "ready", "{shown:#}");
    access.wait_until_usable().await;
    access.produce("kept", &["after"]).await;
    assert_eq!(access.consume("kept", "g", 2).await, ["before", "after"]);
    assert!(stack.output().await.contains("ready in "), "the time to start is printed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_control_plane_finds_its_clusters_running() {
    let stack = Stack::start().await;
    let directory = stack.directory();
    let instance = Customer::new(&stack).await.standard().await;
    instance.topic("kept", 1).await;
    let access = instance.admin_access().await;
    access.produce("kept", &["before"]).await;
    let before = (broker(directory), gateway(directory));

    stack.kill().await;
    access.produce("kept", &["without"]).await;
    assert_eq!((broker(directory), gateway(directory)), before, "they died with it");

    stack.resume().await;
    assert_eq!((broker(directory), gateway(directory)), before, "started anew, not adopted");
    assert_eq!(access.consume("kept", "g", 2).await, ["before", "without"]);
    let later = instance.access(serde_json::json!({"name": "later", "preset": "admin"})).await;
    later.produce("kept", &["after"]).await;

    stack.stop().await;
    eventually("all of it is gone", PATIENCE, || async {
        let left = processes_of(directory);
        if left.is_empty() { Ok(()) } else { Err(format!("{left:#?}")) }
    })
    .await;
}
