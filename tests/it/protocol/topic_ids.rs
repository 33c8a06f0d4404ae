//! Ids of topics, which a client may know without being allowed to use them.

use std::time::Duration;

use harness::raw::{self, Client};
use uuid::Uuid;
use wire::kafka::messages::{
    ConsumerGroupHeartbeatRequest, DeleteTopicsRequest, MetadataRequest, OffsetCommitRequest,
    OffsetFetchRequest, consumer_group_heartbeat, delete_topics, metadata, offset_commit,
    offset_fetch,
};

use super::{FETCH, METADATA, PRODUCE, batch, fetch, produce, with_record};

/// What a request with a topic's id is answered with, apart from the id itself.
async fn answers(client: &mut Client, id: Uuid) -> Vec<String> {
    let no_error = |text: String| text.replace(&format!("{id:?}"), "ID");
    let mut seen = Vec::new();

    let topic =
        metadata::request::MetadataRequestTopic { topic_id: id, name: None, ..Default::default() };
    let request = MetadataRequest { topics: Some(vec![topic]), ..Default::default() };
    let answer = client.call(&request, METADATA).await.unwrap();
    seen.push(format!("metadata {:?}", answer.topics));

    let request = fetch((0, -1), &[id], Duration::ZERO);
    let answer = client.call(&request, FETCH).await.unwrap();
    seen.push(format!("fetch {} {:?}", answer.error_code, answer.responses));

    let answer = client.call(&produce(("", id), 1, Some(batch(b"x"))), PRODUCE).await.unwrap();
    seen.push(format!("produce {:?}", answer.responses));

    let commit = offset_commit::request::OffsetCommitRequestTopic {
        topic_id: id,
        partitions: vec![offset_commit::request::OffsetCommitRequestPartition {
            committed_offset: 1,
            ..Default::default()
        }],
        ..Default::default()
    };
    let request = OffsetCommitRequest {
        group_id: "g".to_owned(),
        generation_id_or_member_epoch: -1,
        topics: vec![commit],
        ..Default::default()
    };
    let answer = client.call(&request, 10).await.unwrap();
    seen.push(format!("commit {:?}", answer.topics));

    let asked = offset_fetch::request::OffsetFetchRequestTopics {
        topic_id: id,
        partition_indexes: vec![0],
        ..Default::default()
    };
    let group = offset_fetch::request::OffsetFetchRequestGroup {
        group_id: "g".to_owned(),
        member_epoch: -1,
        topics: Some(vec![asked]),
        ..Default::default()
    };
    let request = OffsetFetchRequest { groups: vec![group], ..Default::default() };
    let answer = client.call(&request, 10).await.unwrap();
    seen.push(format!("offsets {:?}", answer.groups));

    let owned = consumer_group_heartbeat::request::TopicPartitions {
        topic_id: id,
        partitions: vec![0],
        ..Default::default()
    };
    let request = ConsumerGroupHeartbeatRequest {
        group_id: "no-such-group".to_owned(),
        member_id: "m".to_owned(),
        member_epoch: 5,
        rebalance_timeout_ms: -1,
        topic_partitions: Some(vec![owned]),
        ..Default::default()
    };
    let answer = client.call(&request, 0).await.unwrap();
    seen.push(format!("heartbeat {} {:?}", answer.error_code, answer.error_message));

    let state =
        delete_topics::request::DeleteTopicState { topic_id: id, name: None, ..Default::default() };
    let request =
        DeleteTopicsRequest { topics: vec![state], timeout_ms: 5_000, ..Default::default() };
    let answer = client.call(&request, 6).await.unwrap();
    seen.push(format!("delete {:?}", answer.responses));
    seen.into_iter().map(no_error).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_topic_id_is_answered_exactly_like_one_that_nobody_has() {
    let ((_, owner, id), (_, stranger, own)) =
        tokio::join!(with_record("orders"), with_record("orders"));
    let mut client = raw::connect(&stranger).await.unwrap();
    let nobodys = answers(&mut client, Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef));
    let nobodys = nobodys.await;
    assert_eq!(answers(&mut client, id).await, nobodys);
    // On a connection that has asked for nothing else, too.
    assert_eq!(answers(&mut raw::connect(&stranger).await.unwrap(), id).await, nobodys);
    assert_eq!(owner.consume("orders", "check", 1).await, ["secret"], "it is still there");
    let works = answers(&mut client, own).await;
    for (own, nobodys) in works.iter().zip(&nobodys).filter(|(own, _)| !own.starts_with("heartb")) {
        assert_ne!(own, nobodys, "the check would not notice that nothing works");
    }
}
