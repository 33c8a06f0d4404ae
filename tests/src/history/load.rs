//! Producers and a consumer group that keep going while something breaks, and record what they see.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use rdkafka::{
    ClientConfig, ClientContext, Message, Offset, TopicPartitionList,
    consumer::{Consumer, ConsumerContext, StreamConsumer},
    error::{KafkaError, RDKafkaErrorCode as Code},
    message::DeliveryResult,
    producer::{BaseRecord, Producer, ProducerContext, ThreadedProducer},
};
use tokio::{
    task::JoinHandle,
    time::{Instant, MissedTickBehavior, interval},
};

use super::{Ack, Found, History, Place, Value, longest_gap};
use crate::{
    clients::{Access, PATIENCE},
    wait::eventually,
};

const PRODUCERS: u32 = 2;
const MEMBERS: usize = 2;
/// Keys of each partition.
const KEYS: u64 = 4;
/// A producer sends this often: seldom enough that clients and brokers are not busy with small batches
/// alone, and often enough to see how long a gap was.
const BEAT: Duration = Duration::from_millis(50);
/// How long a producer goes on trying, and how long readers may take to catch up: longer than any
/// fault lasts, so that every failure that is reported is one that a client cannot get over.
const ENDURANCE: Duration = Duration::from_mins(5);

/// What is being recorded.
#[derive(Debug)]
struct Record {
    began: Instant,
    history: Mutex<History>,
}

impl Record {
    fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().expect("nobody panics with the history in hand")
    }

    fn error(&self, text: String) {
        self.history().errors.push(text);
    }
}

/// A client that records what it cannot get over.
#[derive(Debug, Clone)]
struct Witness {
    who: &'static str,
    record: Arc<Record>,
}

impl ClientContext for Witness {
    fn error(&self, error: KafkaError, reason: &str) {
        if !passes(&error, reason) {
            self.record.error(format!("{}: {error}: {reason}", self.who));
        }
    }
}

impl ConsumerContext for Witness {}

impl ProducerContext for Witness {
    type DeliveryOpaque = Box<Value>;

    fn delivery(&self, result: &DeliveryResult<'_>, value: Box<Value>) {
        match result {
            Ok(message) => {
                let (partition, offset) = (message.partition(), message.offset());
                let offset = Some(offset).filter(|offset| *offset >= 0);
                let at = self.record.began.elapsed();
                self.record.history().acks.push(Ack { value: *value, partition, offset, at });
            }
            Err((error, _)) => self.record.error(format!("{}: {value}: {error}", self.who)),
        }
    }
}

/// Whether a client gets over an error by itself: those that Kafka calls retriable, and a connection
/// that is refused or ends.
fn passes(error: &KafkaError, reason: &str) -> bool {
    match error.rdkafka_error_code() {
        Some(
            Code::BrokerTransportFailure
            | Code::AllBrokersDown
            | Code::OperationTimedOut
            | Code::RequestTimedOut
            | Code::NetworkException
            | Code::LeaderNotAvailable
            | Code::NotLeaderForPartition
            | Code::FencedLeaderEpoch
            | Code::UnknownLeaderEpoch
            | Code::BrokerNotAvailable
            | Code::ReplicaNotAvailable
            | Code::NotEnoughReplicas
            | Code::NotEnoughReplicasAfterAppend
            | Code::OffsetNotAvailable
            | Code::CoordinatorLoadInProgress
            | Code::CoordinatorNotAvailable
            | Code::NotCoordinator
            | Code::RebalanceInProgress
            | Code::WaitingForCoordinator,
        ) => true,
        // A connection that ended in the middle of the handshake.
        Some(Code::SSL) => reason.contains("Disconnected") || reason.contains("unexpected eof"),
        // The same while it signs in, also when it goes to a group's new coordinator instead: librdkafka
        // calls that a failed authentication, and connects again.
        Some(Code::Authentication) => reason.contains("Broker transport failure"),
        _ => false,
    }
}

/// Clients at work.
#[derive(Debug)]
pub struct Load {
    access: Access,
    topic: String,
    partitions: i32,
    record: Arc<Record>,
    producers: Vec<JoinHandle<()>>,
    members: Vec<JoinHandle<()>>,
}

impl Load {
    /// Producers that together send about `rate` records a second to `partitions` partitions of
    /// `topic`, and a group that reads it; returns once both do.
    pub async fn start(access: &Access, topic: &str, partitions: i32, rate: u32) -> Self {
        let record =
            Arc::new(Record { began: Instant::now(), history: Mutex::new(History::default()) });
        let witness = |who| Witness { who, record: Arc::clone(&record) };
        let each = rate / PRODUCERS;
        let producers = (0..PRODUCERS)
            .map(|id| {
                let producer = producer(access, witness("producer"));
                tokio::spawn(produce(producer, id, topic.to_owned(), partitions, each))
            })
            .collect();
        let members = (0..MEMBERS)
            .map(|_| {
                let consumer: StreamConsumer<Witness> = access
                    .consumer_config(&format!("{topic}-group"))
                    .set("enable.auto.commit", "true")
                    .set("auto.commit.interval.ms", "500")
                    .create_with_context(witness("consumer"))
                    .expect("a consumer");
                consumer.subscribe(&[topic]).expect("a subscription");
                tokio::spawn(consume(consumer, Arc::clone(&record)))
            })
            .collect();
        let (access, topic) = (access.clone(), topic.to_owned());
        let load = Self { access, topic, partitions, record, producers, members };
        load.goes_on().await;
        load
    }

    /// How long it has been running; a moment for [`Self::longest_gap`].
    pub fn elapsed(&self) -> Duration {
        self.record.began.elapsed()
    }

    /// Waits until every partition got new records that the group read.
    pub async fn goes_on(&self) {
        let (acked, read) = {
            let history = self.record.history();
            (history.acks.len(), history.by_group.len())
        };
        eventually("clients go on", ENDURANCE, || async {
            let history = self.record.history();
            let acked: HashSet<i32> =
                history.acks[acked..].iter().map(|ack| ack.partition).collect();
            let read: HashSet<i32> =
                history.by_group[read..].iter().map(|(place, _)| place.partition).collect();
            let all = usize::try_from(self.partitions).expect("not below zero");
            if acked.len() == all && read.len() == all {
                Ok(())
            } else {
                Err(format!("acknowledged in {acked:?}, read in {read:?}: {:?}", history.errors))
            }
        })
        .await;
    }

    /// The longest time since `from` in which a partition got no acknowledgement.
    pub fn longest_gap(&self, from: Duration) -> Duration {
        longest_gap(&self.record.history().acks, self.partitions, from, self.elapsed())
    }

    /// Ends the producers, lets the group catch up, and reads the whole topic once more.
    pub async fn finish(self) -> History {
        self.finish_after(async |_| {}).await
    }

    /// The same, with something done to the topic before it is read once more.
    pub async fn finish_after(mut self, meddle: impl AsyncFnOnce(&Access)) -> History {
        for producer in self.producers.drain(..) {
            producer.abort();
            // It ends where it waits for the next beat, and `drop` waits for what is under way.
            let _ = producer.await;
        }
        self.settled().await;
        for member in self.members.drain(..) {
            member.abort();
            let _ = member.await;
        }
        meddle(&self.access).await;
        let by_reader = read_all(&self.access, &self.topic, self.partitions).await;
        let mut history = std::mem::take(&mut *self.record.history());
        history.by_reader = by_reader;
        history
    }

    /// Waits until the group has read all that was acknowledged. If it never does, the history tells.
    async fn settled(&self) {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            {
                let history = self.record.history();
                let read = Found::of(&history.by_group);
                if history.acks.iter().all(|ack| read.has(ack)) {
                    return;
                }
            }
            tokio::time::sleep(BEAT).await;
        }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.producers.iter().chain(&self.members).for_each(JoinHandle::abort);
    }
}

fn producer(access: &Access, witness: Witness) -> ThreadedProducer<Witness> {
    access
        .config()
        .set("enable.idempotence", "true")
        .set("acks", "all")
        .set("linger.ms", "5")
        .set("message.timeout.ms", ENDURANCE.as_millis().to_string())
        .set("queue.buffering.max.messages", "1000000")
        .create_with_context(witness)
        .expect("a producer")
}

/// Flushes when the task that owns it ends, so that the fate of all that was sent is known.
struct Flushed(ThreadedProducer<Witness>);

impl Drop for Flushed {
    fn drop(&mut self) {
        if let Err(error) = self.0.flush(ENDURANCE) {
            self.0.context().record.error(format!("producer: flush: {error}"));
        }
    }
}

async fn produce(
    producer: ThreadedProducer<Witness>,
    id: u32,
    topic: String,
    partitions: i32,
    rate: u32,
) {
    let producer = Flushed(producer);
    let beats = u32::try_from(Duration::from_secs(1).as_millis() / BEAT.as_millis()).unwrap_or(1);
    let mut beat = interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let lanes = u64::try_from(partitions).expect("not below zero");
    let (mut sequence, mut due) = (0_u64, 0);
    loop {
        beat.tick().await;
        due += rate;
        while due >= beats {
            due -= beats;
            let value = Value { producer: id, sequence };
            let lane = i32::try_from(sequence % lanes).expect("a partition");
            let (key, payload) = (format!("key-{}", sequence % (lanes * KEYS)), value.to_string());
            let record = BaseRecord::with_opaque_to(&topic, Box::new(value))
                .key(&key)
                .payload(&payload)
                .partition(lane);
            match producer.0.send(record) {
                Ok(()) => sequence += 1,
                Err((error, _)) => {
                    producer.0.context().record.error(format!("producer: {value}: {error}"));
                    return;
                }
            }
        }
    }
}

async fn consume(consumer: StreamConsumer<Witness>, record: Arc<Record>) {
    loop {
        match consumer.recv().await {
            Ok(message) => match Value::parse(message.payload().unwrap_or_default()) {
                Some(value) => {
                    let place = Place { partition: message.partition(), offset: message.offset() };
                    record.history().by_group.push((place, value));
                }
                None => record.error(format!("consumer: a strange record: {message:?}")),
            },
            // Without its reason here; the witness is told it, too.
            Err(KafkaError::MessageConsumption(Code::Authentication)) => {}
            Err(error) if passes(&error, &error.to_string()) => {}
            Err(error) => record.error(format!("consumer: {error}")),
        }
    }
}

/// Everything in a topic, by a client of its own.
async fn read_all(access: &Access, topic: &str, partitions: i32) -> Vec<(Place, Value)> {
    let mut config: ClientConfig = access.consumer_config(&format!("{topic}-reader"));
    config.set("enable.partition.eof", "true");
    let consumer: StreamConsumer = config.create().expect("a consumer");
    let mut from = TopicPartitionList::new();
    for partition in 0..partitions {
        from.add_partition_offset(topic, partition, Offset::Beginning).expect("an offset");
    }
    consumer.assign(&from).expect("an assignment");
    let (mut ended, mut found) = (HashSet::new(), Vec::new());
    let all = usize::try_from(partitions).expect("not below zero");
    let reading = async {
        while ended.len() < all {
            match consumer.recv().await {
                Ok(message) => {
                    let place = Place { partition: message.partition(), offset: message.offset() };
                    let value = Value::parse(message.payload().unwrap_or_default());
                    found.push((place, value.expect("a value of ours")));
                }
                Err(KafkaError::PartitionEOF(partition)) => drop(ended.insert(partition)),
                // It is asked again; whoever cannot be asked at all runs into the deadline.
                Err(_) => {}
            }
        }
    };
    tokio::time::timeout(ENDURANCE, reading).await.expect("the topic is read to its end");
    drop(consumer);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_ends_passes_and_a_refusal_does_not() {
        let passes = |code, reason| passes(&KafkaError::Global(code), reason);
        let cut = "SASL PLAIN mechanism handshake failed: Local: Broker transport failure";
        assert!(passes(Code::Authentication, cut));
        assert!(!passes(Code::Authentication, "SASL authentication error: the key was revoked"));
        assert!(passes(Code::SSL, "SSL handshake failed: Disconnected"));
        assert!(!passes(Code::SSL, "SSL handshake failed: certificate verify failed"));
        assert!(passes(Code::NotCoordinator, ""));
        assert!(!passes(Code::TopicAuthorizationFailed, ""));
    }
}
