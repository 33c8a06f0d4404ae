//! Writing a partition: fenced and transactional, or plainly.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::{
    clock::UnixMillis,
    kafka::{
        client::{ClientError, Connection, Connector},
        error::ErrorCode,
        messages::{
            AddPartitionsToTxnRequest, EndTxnRequest, FindCoordinatorRequest,
            InitProducerIdRequest, ProduceRequest,
            add_partitions_to_txn::request::AddPartitionsToTxnTopic,
            produce::request::{PartitionProduceData, TopicProduceData},
        },
        records::{NewRecord, Producer, encode_batch},
    },
};

/// The last versions in which a client adds partitions to its transaction itself.
const LAST_INIT_PRODUCER_ID: i16 = 4;
const LAST_ADD_PARTITIONS: i16 = 3;
const LAST_PRODUCE: i16 = 11;
const LAST_END_TXN: i16 = 4;

const ALL_REPLICAS: i16 = -1;
const PRODUCE_TIMEOUT_MS: i32 = 20_000;
const TRANSACTION_TIMEOUT_MS: i32 = 30_000;
const TRANSACTION_KEY: i8 = 1;

/// How long a coordinator may be busy with what came before, and how often it is asked again.
const COORDINATOR_PATIENCE: Duration = Duration::from_secs(20);
const COORDINATOR_PAUSE: Duration = Duration::from_millis(20);

/// A coordinator that is still being found, loaded, or aborting the previous writer's transaction.
const STARTING: &[ErrorCode] = &[
    ErrorCode::CONCURRENT_TRANSACTIONS,
    ErrorCode::COORDINATOR_LOAD_IN_PROGRESS,
    ErrorCode::COORDINATOR_NOT_AVAILABLE,
    ErrorCode::NOT_COORDINATOR,
];
/// A coordinator that still writes the markers of the previous transaction.
const COMPLETING: &[ErrorCode] = &[ErrorCode::CONCURRENT_TRANSACTIONS];

/// The one writer of a partition.
///
/// Opening it fences every earlier writer with the same transactional id. After an error the state of
/// the last transaction is unknown: open a new writer, which aborts it.
#[derive(Debug)]
pub struct LogWriter {
    coordinator: Connection,
    leader: Connection,
    topic: String,
    partition: i32,
    transactional_id: String,
    producer: Producer,
}

impl LogWriter {
    /// Takes over the partition. `any` is a connection to any broker.
    pub async fn open(
        connector: &Connector,
        mut any: Connection,
        topic: &str,
        partition: i32,
        transactional_id: &str,
    ) -> Result<Self, ClientError> {
        let leader = connector.connect_to_leader(&mut any, topic, partition).await?;
        let deadline = Instant::now() + COORDINATOR_PATIENCE;
        loop {
            match take_over(connector, &mut any, transactional_id).await {
                Ok((coordinator, producer)) => {
                    return Ok(Self {
                        coordinator,
                        leader,
                        topic: topic.to_owned(),
                        partition,
                        transactional_id: transactional_id.to_owned(),
                        producer,
                    });
                }
                Err(error) => pause_if(STARTING, error, deadline).await?,
            }
        }
    }

    /// Writes all records or none; returns the offset of the first. The others follow it.
    pub async fn write(
        &mut self,
        now: UnixMillis,
        records: &[NewRecord],
    ) -> Result<i64, ClientError> {
        let batch = encode_batch(self.producer, now, records)?;
        let deadline = Instant::now() + COORDINATOR_PATIENCE;
        // The coordinator refuses a new transaction while it still completes the previous one.
        while let Err(error) = self.begin().await {
            pause_if(COMPLETING, error, deadline).await?;
        }
        let request = ProduceRequest {
            transactional_id: Some(self.transactional_id.clone()),
            ..produce_request(&self.topic, self.partition, batch)
        };
        let offset = produce(&mut self.leader, &request, LAST_PRODUCE).await?;
        self.commit().await?;
        let count = i32::try_from(records.len()).unwrap_or(i32::MAX);
        // Sequences wrap to zero after the largest.
        self.producer.base_sequence = match self.producer.base_sequence.checked_add(count) {
            Some(next) => next,
            None => self.producer.base_sequence - i32::MAX + count - 1,
        };
        Ok(offset)
    }

    async fn begin(&mut self) -> Result<(), ClientError> {
        let request = AddPartitionsToTxnRequest {
            v3_and_below_transactional_id: self.transactional_id.clone(),
            v3_and_below_producer_id: self.producer.id,
            v3_and_below_producer_epoch: self.producer.epoch,
            v3_and_below_topics: vec![AddPartitionsToTxnTopic {
                name: self.topic.clone(),
                partitions: vec![self.partition],
                ..Default::default()
            }],
            ..AddPartitionsToTxnRequest::default()
        };
        let response = self.coordinator.call_up_to(&request, LAST_ADD_PARTITIONS).await?;
        let results = response.results_by_topic_v3_and_below.iter();
        for result in results.flat_map(|topic| &topic.results_by_partition) {
            check("AddPartitionsToTxn", result.partition_error_code)?;
        }
        Ok(())
    }

    async fn commit(&mut self) -> Result<(), ClientError> {
        let request = EndTxnRequest {
            transactional_id: self.transactional_id.clone(),
            producer_id: self.producer.id,
            producer_epoch: self.producer.epoch,
            committed: true,
            ..EndTxnRequest::default()
        };
        let response = self.coordinator.call_up_to(&request, LAST_END_TXN).await?;
        check("EndTxn", response.error_code)
    }
}

/// Appends records without a transaction; waits for all in-sync replicas. A retry after an error may
/// write them twice: readers must be able to tell. The connection must be to the leader.
pub async fn append(
    leader: &mut Connection,
    topic: &str,
    partition: i32,
    now: UnixMillis,
    records: &[NewRecord],
) -> Result<i64, ClientError> {
    let batch = encode_batch(Producer::PLAIN, now, records)?;
    produce(leader, &produce_request(topic, partition, batch), LAST_PRODUCE).await
}

fn produce_request(topic: &str, partition: i32, batch: bytes::Bytes) -> ProduceRequest {
    ProduceRequest {
        acks: ALL_REPLICAS,
        timeout_ms: PRODUCE_TIMEOUT_MS,
        topic_data: vec![TopicProduceData {
            name: topic.to_owned(),
            partition_data: vec![PartitionProduceData {
                index: partition,
                records: Some(batch),
                ..Default::default()
            }],
            ..Default::default()
        }],
        ..ProduceRequest::default()
    }
}

async fn produce(
    leader: &mut Connection,
    request: &ProduceRequest,
    max: i16,
) -> Result<i64, ClientError> {
    let response = leader.call_up_to(request, max).await?;
    let partitions = response.responses.iter().flat_map(|topic| &topic.partition_responses);
    let answer = partitions
        .into_iter()
        .next()
        .ok_or(ClientError::broker("Produce", ErrorCode::UNKNOWN_TOPIC_OR_PARTITION))?;
    check("Produce", answer.error_code)?;
    Ok(answer.base_offset)
}

/// Finds the coordinator and becomes the only live producer with this transactional id.
async fn take_over(
    connector: &Connector,
    any: &mut Connection,
    transactional_id: &str,
) -> Result<(Connection, Producer), ClientError> {
    let request = FindCoordinatorRequest {
        key_type: TRANSACTION_KEY,
        coordinator_keys: vec![transactional_id.to_owned()],
        ..FindCoordinatorRequest::default()
    };
    let response = any.call(&request).await?;
    let found = response.coordinators.first();
    let found = found
        .ok_or(ClientError::broker("FindCoordinator", ErrorCode::COORDINATOR_NOT_AVAILABLE))?;
    check("FindCoordinator", found.error_code)?;
    let mut coordinator = connector.connect(&format!("{}:{}", found.host, found.port)).await?;
    let request = InitProducerIdRequest {
        transactional_id: Some(transactional_id.to_owned()),
        transaction_timeout_ms: TRANSACTION_TIMEOUT_MS,
        ..InitProducerIdRequest::default()
    };
    let response = coordinator.call_up_to(&request, LAST_INIT_PRODUCER_ID).await?;
    check("InitProducerId", response.error_code)?;
    let producer = Producer {
        id: response.producer_id,
        epoch: response.producer_epoch,
        base_sequence: 0,
        transactional: true,
    };
    Ok((coordinator, producer))
}

fn check(api: &'static str, code: i16) -> Result<(), ClientError> {
    match ErrorCode(code) {
        ErrorCode::NONE => Ok(()),
        ErrorCode::PRODUCER_FENCED | ErrorCode::INVALID_PRODUCER_EPOCH => Err(ClientError::Fenced),
        code => Err(ClientError::broker(api, code)),
    }
}

/// Waits a moment when the error says that the coordinator is busy and there is time left; gives the
/// error back otherwise.
async fn pause_if(
    busy: &[ErrorCode],
    error: ClientError,
    deadline: Instant,
) -> Result<(), ClientError> {
    let waits = error.code().is_some_and(|code| busy.contains(&code));
    if !waits || Instant::now() >= deadline {
        return Err(error);
    }
    sleep(COORDINATOR_PAUSE).await;
    Ok(())
}
