//! Records through an instance: what goes in comes out, groups remember, transactions hold.

use std::time::Duration;

use harness::{
    Stack,
    clients::{PATIENCE, take},
    world::Customer,
};
use rdkafka::{
    Offset, TopicPartitionList,
    consumer::{CommitMode, Consumer},
    producer::{FutureProducer, FutureRecord, Producer},
};

#[tokio::test(flavor = "multi_thread")]
async fn records_come_out_as_they_went_in() {
    let stack = Stack::shared().await;
    let instance = Customer::new(stack).await.standard().await;
    instance.topic("lines", 1).await;
    let access = instance.admin_access().await;

    let sent: Vec<String> = (0..500).map(|n| format!("line {n} {}", "ü".repeat(n % 40))).collect();
    access.produce("lines", &sent.iter().map(String::as_str).collect::<Vec<_>>()).await;
    assert_eq!(access.consume("lines", "readers", sent.len()).await, sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn scram_clients_are_let_in_with_either_hash() {
    let stack = Stack::shared().await;
    let instance = Customer::new(stack).await.standard().await;
    instance.topic("lines", 1).await;
    let access = instance.admin_access().await;
    for mechanism in ["SCRAM-SHA-256", "SCRAM-SHA-512"] {
        let producer: FutureProducer = access.config_with(mechanism).create().unwrap();
        let record = FutureRecord::<(), _>::to("lines").payload(mechanism);
        producer.send(record, PATIENCE).await.map_err(|(error, _)| error).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_user_name_token_works_as_well() {
    let stack = Stack::shared().await;
    let instance = Customer::new(stack).await.standard().await;
    let mut access = instance.admin_access().await;
    access.key_id = "token".to_owned();
    access.can_connect().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_continues_where_it_committed() {
    let stack = Stack::shared().await;
    let instance = Customer::new(stack).await.standard().await;
    instance.topic("orders", 1).await;
    let access = instance.admin_access().await;
    access.produce("orders", &["a", "b", "c", "d"]).await;

    for protocol in ["classic", "consumer"] {
        let group = format!("billing-{protocol}");
        let open = || {
            let mut config = access.consumer_config(&group);
            if protocol == "consumer" {
                config.remove("session.timeout.ms");
                config.set("group.protocol", "consumer");
            }
            let consumer: rdkafka::consumer::StreamConsumer = config.create().unwrap();
            consumer.subscribe(&["orders"]).unwrap();
            consumer
        };
        let first = open();
        assert_eq!(take(&first, 2).await, ["a", "b"], "{protocol}");
        let mut position = TopicPartitionList::new();
        position.add_partition_offset("orders", 0, Offset::Offset(2)).unwrap();
        first.commit(&position, CommitMode::Sync).unwrap();
        drop(first);
        assert_eq!(take(&open(), 2).await, ["c", "d"], "{protocol}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn aborted_records_stay_invisible_to_read_committed() {
    let stack = Stack::shared().await;
    let instance = Customer::new(stack).await.standard().await;
    instance.topic("ledger", 1).await;
    let access = instance.admin_access().await;
    let producer: FutureProducer =
        access.config().set("transactional.id", "ledger-writer").create().unwrap();
    let timeout = Duration::from_secs(20);
    producer.init_transactions(timeout).unwrap();
    for (value, keep) in [("kept-1", true), ("dropped", false), ("kept-2", true)] {
        producer.begin_transaction().unwrap();
        let record = FutureRecord::<(), _>::to("ledger").payload(value);
        producer.send(record, PATIENCE).await.map_err(|(error, _)| error).unwrap();
        if keep {
            producer.commit_transaction(timeout).unwrap();
        } else {
            producer.abort_transaction(timeout).unwrap();
        }
    }
    assert_eq!(access.consume("ledger", "auditors", 2).await, ["kept-1", "kept-2"]);

    // The same read without isolation does see it: the check above is able to fail.
    let careless: rdkafka::consumer::StreamConsumer = access
        .consumer_config("careless")
        .set("isolation.level", "read_uncommitted")
        .create()
        .unwrap();
    careless.subscribe(&["ledger"]).unwrap();
    assert_eq!(take(&careless, 3).await, ["kept-1", "dropped", "kept-2"]);
}
