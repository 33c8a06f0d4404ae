//! The gateway against a client that knows the protocol well and means no good.

mod connections;
mod fetch_sessions;
mod forger;
mod limits;
mod names;
mod stop;
mod topic_ids;

use std::time::Duration;

use bytes::Bytes;
use harness::{
    Stack,
    clients::Access,
    raw::{self, Client},
    world::{Customer, Instance, unique},
};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::kafka::{
    messages::{
        FetchRequest, FetchResponse, MetadataRequest, ProduceRequest, fetch, metadata, produce,
    },
    records::{NewRecord, Producer, encode_batch},
};

const FETCH: i16 = 13;
const PRODUCE: i16 = 13;
const METADATA: i16 = 12;

async fn standard(limits: Value) -> (Instance, Access) {
    let stack = Stack::shared().await;
    let body = json!({"name": unique("protocol"), "plan": "standard", "limits": limits});
    let instance = Customer::new(stack).await.instance(body).await;
    let access = instance.admin_access().await;
    (instance, access)
}

fn batch(value: &[u8]) -> Bytes {
    let record = NewRecord { value: Some(Bytes::copy_from_slice(value)), ..Default::default() };
    encode_batch(Producer::PLAIN, 0, &[record]).unwrap()
}

fn produce(topic: (&str, Uuid), acks: i16, records: Option<Bytes>) -> ProduceRequest {
    let partition = produce::request::PartitionProduceData { records, ..Default::default() };
    let topic = produce::request::TopicProduceData {
        name: topic.0.to_owned(),
        topic_id: topic.1,
        partition_data: vec![partition],
        ..Default::default()
    };
    ProduceRequest { acks, timeout_ms: 5_000, topic_data: vec![topic], ..Default::default() }
}

fn fetch(session: (i32, i32), ids: &[Uuid], wait: Duration) -> FetchRequest {
    let partition = fetch::request::FetchPartition {
        partition_max_bytes: 1 << 20,
        current_leader_epoch: -1,
        last_fetched_epoch: -1,
        log_start_offset: -1,
        ..Default::default()
    };
    let topic = |id: &Uuid| fetch::request::FetchTopic {
        topic_id: *id,
        partitions: vec![partition.clone()],
        ..Default::default()
    };
    FetchRequest {
        replica_id: -1,
        max_wait_ms: i32::try_from(wait.as_millis()).unwrap(),
        min_bytes: 1,
        max_bytes: 1 << 20,
        session_id: session.0,
        session_epoch: session.1,
        topics: ids.iter().map(topic).collect(),
        ..Default::default()
    }
}

/// Bytes of records by topic.
fn fetched(response: &FetchResponse) -> Vec<(Uuid, usize)> {
    let bytes = |t: &fetch::response::FetchableTopicResponse| {
        t.partitions.iter().filter_map(|p| p.records.as_ref()).map(Bytes::len).sum()
    };
    response.responses.iter().map(|t| (t.topic_id, bytes(t))).filter(|(_, n)| *n > 0).collect()
}

async fn topic_id(client: &mut Client, name: &str) -> Uuid {
    let topic = metadata::request::MetadataRequestTopic {
        name: Some(name.to_owned()),
        ..Default::default()
    };
    let request = MetadataRequest { topics: Some(vec![topic]), ..Default::default() };
    client.call(&request, METADATA).await.unwrap().topics[0].topic_id
}

/// An instance with a topic that has one record: its access and the topic's id.
async fn with_record(topic: &str) -> (Instance, Access, Uuid) {
    let (instance, access) = standard(json!({})).await;
    instance.topic(topic, 1).await;
    access.produce(topic, &["secret"]).await;
    let id = topic_id(&mut raw::connect(&access).await.unwrap(), topic).await;
    (instance, access, id)
}

fn contains(bytes: &[u8], needle: &str) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
}
