//! Ordinary Kafka clients (librdkafka), configured only with what the API hands out.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use rdkafka::{
    ClientConfig, Message, Offset, TopicPartitionList,
    admin::AdminClient,
    client::DefaultClientContext,
    consumer::{CommitMode, Consumer, StreamConsumer},
    message::ToBytes,
    producer::{FutureProducer, FutureRecord},
};

use crate::wait::eventually;

/// How long a client may take for anything before a test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What a client needs to connect: an instance's endpoint and one key.
#[derive(Debug, Clone)]
pub struct Access {
    /// `host:port`, separated by commas.
    pub bootstrap: String,
    /// The certificate authority's PEM file.
    pub ca_file: PathBuf,
    /// The key's public part: the user name.
    pub key_id: String,
    /// The whole key: the password.
    pub api_key: String,
}

impl Access {
    /// A client configuration with SASL PLAIN.
    pub fn config(&self) -> ClientConfig {
        self.config_with("PLAIN")
    }

    /// A client configuration with the given SASL mechanism.
    pub fn config_with(&self, mechanism: &str) -> ClientConfig {
        let mut config = ClientConfig::new();
        config
            .set("bootstrap.servers", &self.bootstrap)
            .set("security.protocol", "SASL_SSL")
            .set("ssl.ca.location", self.ca_file.to_str().expect("a UTF-8 path"))
            .set("sasl.mechanisms", mechanism)
            .set("sasl.username", &self.key_id)
            .set("sasl.password", &self.api_key)
            .set("socket.timeout.ms", "10000")
            .set("message.timeout.ms", "20000");
        config
    }

    /// A producer that waits for all replicas and does not repeat.
    pub fn producer(&self) -> FutureProducer {
        self.config()
            .set("enable.idempotence", "true")
            .set("linger.ms", "1")
            .create()
            .expect("a producer")
    }

    /// A consumer in `group` that starts at the beginning.
    pub fn consumer(&self, group: &str) -> StreamConsumer {
        self.consumer_config(group).create().expect("a consumer")
    }

    /// What [`Self::consumer`] is made from.
    pub fn consumer_config(&self, group: &str) -> ClientConfig {
        let mut config = self.config();
        config
            .set("group.id", group)
            .set("auto.offset.reset", "earliest")
            .set("enable.auto.commit", "false")
            .set("isolation.level", "read_committed")
            .set("session.timeout.ms", "10000");
        config
    }

    /// An admin client.
    pub fn admin(&self) -> AdminClient<DefaultClientContext> {
        self.config().create().expect("an admin client")
    }

    /// Produces `values` in order to partition 0 and waits until each is acknowledged.
    pub async fn produce<V: ToBytes + ?Sized>(&self, topic: &str, values: &[&V]) {
        let producer = self.producer();
        for value in values {
            let record = FutureRecord::<(), _>::to(topic).payload(*value).partition(0);
            producer
                .send(record, PATIENCE)
                .await
                .unwrap_or_else(|(error, _)| panic!("producing to {topic}: {error}"));
        }
    }

    /// Tries to produce one record; the error's text if it fails.
    pub async fn try_produce(&self, topic: &str, value: &str) -> Result<(), String> {
        let producer: FutureProducer =
            self.config().set("message.timeout.ms", "8000").create().map_err(|e| e.to_string())?;
        producer
            .send(FutureRecord::<(), _>::to(topic).payload(value), PATIENCE)
            .await
            .map(|_| ())
            .map_err(|(error, _)| error.to_string())
    }

    /// Reads `count` records of `topic` as a member of `group`, without committing.
    pub async fn consume(&self, topic: &str, group: &str, count: usize) -> Vec<String> {
        let consumer = self.consumer(group);
        consumer.subscribe(&[topic]).expect("a subscription");
        take(&consumer, count).await
    }

    /// Commits an offset of partition 0 for `group`, without becoming a member.
    pub async fn commit(&self, group: &str, topic: &str, offset: i64) {
        let consumer: StreamConsumer = self.consumer_config(group).create().expect("a consumer");
        let mut offsets = TopicPartitionList::new();
        offsets.add_partition_offset(topic, 0, Offset::Offset(offset)).expect("an offset");
        let commit = move || consumer.commit(&offsets, CommitMode::Sync).expect("a commit");
        tokio::task::spawn_blocking(commit).await.expect("committing");
    }

    /// The names of all topics this key can see, with their numbers of partitions.
    pub async fn topics(&self) -> BTreeMap<String, usize> {
        let config = self.config();
        tokio::task::spawn_blocking(move || {
            let consumer: StreamConsumer = config.create().expect("a client");
            let metadata = consumer.fetch_metadata(None, PATIENCE).expect("metadata");
            metadata
                .topics()
                .iter()
                .map(|topic| (topic.name().to_owned(), topic.partitions().len()))
                .collect()
        })
        .await
        .expect("listing topics")
    }

    /// Whether the key is let in, as Kafka clients see it; the reason if not.
    pub async fn can_connect(&self) -> Result<(), String> {
        let config = self.config();
        tokio::task::spawn_blocking(move || {
            let consumer: StreamConsumer = config.create().map_err(|e| e.to_string())?;
            consumer
                .fetch_metadata(None, Duration::from_secs(5))
                .map(|_| ())
                .map_err(|e| e.to_string())
        })
        .await
        .expect("connecting")
    }

    /// Waits until the key is let in.
    pub async fn wait_until_usable(&self) {
        eventually("the key is usable", PATIENCE, || self.can_connect()).await;
    }
}

/// The payloads of the next `count` records of a consumer.
pub async fn take(consumer: &StreamConsumer, count: usize) -> Vec<String> {
    let mut values = Vec::with_capacity(count);
    let reading = async {
        while values.len() < count {
            let message = consumer.recv().await.expect("a record");
            let payload = message.payload().unwrap_or_default();
            values.push(String::from_utf8_lossy(payload).into_owned());
        }
    };
    let all = tokio::time::timeout(PATIENCE, reading).await.is_ok();
    assert!(all, "only {} of {count} records within {PATIENCE:?}", values.len());
    values
}
