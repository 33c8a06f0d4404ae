//! A gateway that is stopped while clients write.

use std::fs;

use harness::{Stack, world::Customer};

use super::contains;

/// Processes whose command line has both words.
fn processes(program: &str, directory: &str) -> Vec<i32> {
    let numbers = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        let line = fs::read(entry.path().join("cmdline")).ok()?;
        (contains(&line, program) && contains(&line, directory)).then_some(pid)
    });
    numbers.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_is_told_to_stop_loses_nothing_it_acknowledged() {
    let stack = Stack::start().await;
    let instance = Customer::new(&stack).await.standard().await;
    instance.topic("t", 1).await;
    let access = instance.admin_access().await;
    let directory = stack.directory().to_str().unwrap();
    let gateways = processes("millrace-gateway", directory);
    assert!(!gateways.is_empty(), "no gateway runs");

    let producer = access.producer();
    let mut sent = Vec::new();
    for n in 0..2_000 {
        let value = n.to_string();
        let record = rdkafka::producer::FutureRecord::<(), _>::to("t").payload(&value);
        sent.push(producer.send_result(record).map_err(|(error, _)| error).unwrap());
        if n == 1_000 {
            for pid in &gateways {
                let pid = rustix::process::Pid::from_raw(*pid).unwrap();
                rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
            }
        }
        tokio::task::yield_now().await;
    }
    for delivery in sent {
        delivery.await.unwrap().map_err(|(error, _)| error).unwrap();
    }
    let read = access.consume("t", "check", 2_000).await;
    let expected: Vec<_> = (0..2_000).map(|n| n.to_string()).collect();
    assert!(read == expected, "lost, repeated or in another order");
    assert_ne!(processes("millrace-gateway", directory), gateways, "nothing was stopped");
    stack.stop().await;
}
