//! Names there and back, by typed messages of the versions that clients use.

use std::sync::{Arc, Mutex};

use bytes::BytesMut;
use wire::{
    clock::ManualClock,
    entropy::SeededEntropy,
    kafka::{
        Message as _, Request,
        messages::{
            ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse, FetchRequest,
            FetchResponse, ListGroupsRequest, ListGroupsResponse, MetadataRequest,
            MetadataResponse, OffsetFetchRequest,
            consumer_group_describe::response::{
                Assignment, DescribedGroup, Member, TopicPartitions,
            },
            fetch::response::{FetchableTopicResponse, PartitionData},
            list_groups::response::ListedGroup,
            metadata::{request::MetadataRequestTopic, response::MetadataResponseTopic},
        },
    },
    tenancy::{AclOperation, Grant},
};

use super::*;
use crate::{
    config::Limits,
    log_sizes::LogSizes,
    pipeline::{Memory, topic_ids::TopicIds, treatment},
    tenancy::state::Access,
    usage::TenantUse,
};

const PREFIX: &str = "abcdefghjk-";

/// May do everything with topics that begin with `mi` and groups that begin with `my`.
fn scope() -> Scope {
    let tenant = serde_json::json!({
        "org_id": "org_01jd7c4v9ke0xbt5q2m8n6rhwz", "prefix": "abcdefghjk", "state": "active",
        "limits": {"partitions": 1, "groups": 1, "connections": 1, "bytes_in_per_second": 1,
            "bytes_out_per_second": 1, "max_message_bytes": 1000},
        "topic_configs": {}, "shown_cluster_id": "the-tenants-cluster-id"
    });
    let grants = serde_json::json!([
        {"resource": "topic", "name": "mi", "pattern": "prefixed", "operations": ["all"]},
        {"resource": "group", "name": "my", "pattern": "prefixed", "operations": ["all"]}
    ]);
    let grants: Vec<Grant> = serde_json::from_value(grants).unwrap();
    Scope {
        access: Access {
            tenant_id: "inst_01jd7c4v9ke0xbt5q2m8n6rhwz".parse().unwrap(),
            tenant: Arc::new(serde_json::from_value(tenant).unwrap()),
            grants: grants.into(),
            expires_at: None,
        },
    }
}

fn incoming<R: Request>(version: i16, request: &R) -> Incoming {
    let mut body = BytesMut::new();
    request.encode(version, &mut body).unwrap();
    let treatment = treatment::of(R::KEY).unwrap();
    Incoming { treatment, version, header: Bytes::new(), body: body.freeze() }
}

fn sent<R: Request>(version: i16, request: &R) -> R {
    let incoming = incoming(version, request);
    let survey = survey(&incoming).unwrap();
    let pieces = rename(&scope(), &incoming, &survey, &Masks::new(), Numbers::default()).unwrap();
    R::from_bytes(version, pieces.concat().into()).unwrap()
}

fn received<R: Request>(
    memory: Memory,
    version: i16,
    response: &R::Response,
) -> (R::Response, TopicIds) {
    let mut body = BytesMut::new();
    response.encode(version, &mut body).unwrap();
    let treatment = treatment::of(R::KEY).unwrap();
    let expected = Expected { treatment, version, key_type: None, consumer: None };
    let topic_ids = TopicIds::new(10);
    let (limits, usage, memory) =
        (Limits::default(), Arc::new(TenantUse::new(1, 1, Arc::default())), Mutex::new(memory));
    let log_sizes = LogSizes::default();
    let (clock, entropy) = (ManualClock::at(0), SeededEntropy::new(1));
    let shared = Shared {
        limits: &limits,
        topic_ids: &topic_ids,
        log_sizes: &log_sizes,
        usage: &usage,
        memory: &memory,
        clock: &clock,
        entropy: &entropy,
    };
    let pieces = rename_back(&scope(), &shared, &expected, None, &body.freeze()).unwrap();
    (R::Response::from_bytes(version, pieces.concat().into()).unwrap(), topic_ids)
}

#[test]
fn what_may_be_used_gets_the_tenants_prefix_and_the_rest_one_that_nobody_may_use() {
    let topic =
        |name: &str| MetadataRequestTopic { name: Some(name.to_owned()), ..Default::default() };
    let request = MetadataRequest {
        topics: Some(vec![topic("mine"), topic("theirs")]),
        allow_auto_topic_creation: true,
        ..Default::default()
    };
    for version in 4..=13 {
        let sent = sent(version, &request);
        let names: Vec<_> = sent.topics.unwrap().into_iter().map(|t| t.name.unwrap()).collect();
        assert_eq!(names, [format!("{PREFIX}mine"), "denied0000-theirs".to_owned()]);
        assert!(!sent.allow_auto_topic_creation);
    }
    let all = MetadataRequest { topics: None, ..Default::default() };
    assert_eq!(sent(12, &all).topics, None);
    let request =
        OffsetFetchRequest { group_id: "mygroup".to_owned(), topics: None, ..Default::default() };
    assert_eq!(sent(7, &request).group_id, format!("{PREFIX}mygroup"));
}

#[test]
fn a_listing_shows_the_tenants_own_and_only_what_the_client_may_see() {
    let topic = |name: &str| MetadataResponseTopic {
        name: Some(name.to_owned()),
        topic_id: Uuid::from_u128(7),
        is_internal: true,
        ..Default::default()
    };
    let response = MetadataResponse {
        cluster_id: Some("the-real-one".to_owned()),
        topics: vec![
            topic("abcdefghjk-mine"),
            topic("abcdefghjk-hidden"),
            topic("zzzzzzzzzz-mine"),
            topic("__consumer_offsets"),
            topic("denied0000-theirs"),
        ],
        ..Default::default()
    };
    let (seen, ids) = received::<MetadataRequest>(Memory::default(), 12, &response);
    let names: Vec<_> = seen.topics.iter().map(|t| t.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["mine", "theirs"]);
    assert!(seen.topics.iter().all(|t| !t.is_internal));
    assert_eq!(seen.cluster_id.as_deref(), Some("the-tenants-cluster-id"));
    assert!(format!("{ids:?}").contains("abcdefghjk-mine"), "ids are learnt on the way");

    let group = |id: &str| ListedGroup { group_id: id.to_owned(), ..Default::default() };
    let response = ListGroupsResponse {
        groups: vec![group("abcdefghjk-mygroup"), group("abcdefghjk-other"), group("x")],
        ..Default::default()
    };
    let (seen, _) = received::<ListGroupsRequest>(Memory::default(), 5, &response);
    let names: Vec<_> = seen.groups.iter().map(|g| g.group_id.as_str()).collect();
    assert_eq!(names, ["mygroup"]);
}

#[test]
fn a_masked_id_comes_back_as_the_clients_own_with_the_right_error() {
    let mut memory = Memory::default();
    let real = Uuid::from_u128(9);
    let mask = memory.masked.mask(real, &Standing::Denied, &SeededEntropy::new(2)).unwrap();
    assert_ne!(mask, real);
    let topic = |topic_id, error_code| FetchableTopicResponse {
        topic_id,
        partitions: vec![PartitionData { error_code, ..Default::default() }],
        ..Default::default()
    };
    let unknown = ErrorCode::UNKNOWN_TOPIC_ID.0;
    let response = FetchResponse {
        responses: vec![topic(mask, unknown), topic(Uuid::from_u128(8), 0)],
        ..Default::default()
    };
    let (seen, _) = received::<FetchRequest>(memory, 16, &response);
    let told: Vec<_> =
        seen.responses.iter().map(|t| (t.topic_id, t.partitions[0].error_code)).collect();
    let denied = ErrorCode::TOPIC_AUTHORIZATION_FAILED.0;
    assert_eq!(told, [(real, denied), (Uuid::from_u128(8), 0)]);
}

#[test]
fn a_fetch_that_claims_to_come_from_a_broker_is_refused() {
    let request = FetchRequest { replica_id: 1, ..Default::default() };
    assert!(survey(&incoming(12, &request)).is_err());
    let mut request = FetchRequest::default();
    request.replica_state.replica_id = 1;
    assert!(survey(&incoming(15, &request)).is_err());
    assert!(survey(&incoming(15, &FetchRequest::default())).is_ok());
}

#[test]
fn an_id_is_learnt_with_the_name_beside_it_and_no_other() {
    let assigned = |id, name: &str| TopicPartitions {
        topic_id: Uuid::from_u128(id),
        topic_name: format!("{PREFIX}{name}"),
        ..Default::default()
    };
    let member = Member {
        subscribed_topic_names: vec![format!("{PREFIX}mine"), format!("{PREFIX}mirror")],
        assignment: Assignment {
            topic_partitions: vec![assigned(1, "mine"), assigned(2, "mirror")],
            ..Default::default()
        },
        ..Default::default()
    };
    let group = DescribedGroup {
        group_id: format!("{PREFIX}mygroup"),
        members: vec![member],
        ..Default::default()
    };
    let response = ConsumerGroupDescribeResponse { groups: vec![group], ..Default::default() };
    let (seen, ids) = received::<ConsumerGroupDescribeRequest>(Memory::default(), 1, &response);
    assert_eq!(seen.groups[0].members[0].assignment.topic_partitions[1].topic_name, "mirror");
    let standing = |id| ids.standing(&scope(), Uuid::from_u128(id), AclOperation::Read);
    // In this response the id comes first, so nothing is learnt, least of all another's name.
    assert_eq!((standing(1), standing(2)), (Standing::Unknown, Standing::Unknown));
}
