//! Tenants on one cluster use the same names and see nothing of each other.

use std::collections::BTreeSet;

use harness::{
    Stack,
    clients::{Access, PATIENCE},
    world::Customer,
};
use rdkafka::{
    consumer::{Consumer, StreamConsumer},
    producer::{FutureProducer, FutureRecord, Producer},
};

async fn transact(access: &Access, value: &str) {
    let producer: FutureProducer =
        access.config().set("transactional.id", "same-id").create().unwrap();
    producer.init_transactions(PATIENCE).unwrap();
    producer.begin_transaction().unwrap();
    let record = FutureRecord::<(), _>::to("orders").payload(value);
    producer.send(record, PATIENCE).await.map_err(|(error, _)| error).unwrap();
    producer.commit_transaction(PATIENCE).unwrap();
}

async fn groups(access: &Access) -> BTreeSet<String> {
    let config = access.config();
    tokio::task::spawn_blocking(move || {
        let client: StreamConsumer = config.create().unwrap();
        let groups = client.fetch_group_list(None, PATIENCE).unwrap();
        groups.groups().iter().map(|group| group.name().to_owned()).collect()
    })
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_names_in_three_instances_do_not_meet() {
    let stack = Stack::shared().await;
    let customer = Customer::new(stack).await;
    let (a, b) = tokio::join!(customer.standard(), Customer::new(stack));
    let (b, enterprise) = tokio::join!(b.standard(), customer.enterprise());
    for (instance, word) in [(&a, "alpha"), (&b, "beta"), (&enterprise, "gamma")] {
        instance.topic("orders", 1).await;
        let access = instance.admin_access().await;
        transact(&access, word).await;
        assert_eq!(access.consume("orders", "billing", 1).await, [word]);
    }
    for instance in [&a, &b, &enterprise] {
        let access = instance.admin_access().await;
        let topics: Vec<String> = access.topics().await.into_keys().collect();
        assert_eq!(topics, ["orders"], "exactly its own topics, by its own names");
        assert_eq!(groups(&access).await, BTreeSet::from(["billing".to_owned()]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_opens_its_own_instance_only() {
    let stack = Stack::shared().await;
    let customer = Customer::new(stack).await;
    let (a, b) = (customer.standard().await, customer.standard().await);
    a.topic("secrets", 1).await;
    a.admin_access().await.produce("secrets", &["x"]).await;
    let stranger = b.admin_access().await;
    assert!(stranger.topics().await.is_empty());
    // librdkafka waits for a topic it does not know until the message times out.
    stranger.try_produce("secrets", "y").await.unwrap_err();
    assert_eq!(a.admin_access().await.consume("secrets", "audit", 1).await, ["x"]);
}
