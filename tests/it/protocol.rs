//! The gateway against a client that knows the protocol well and means no good.

use std::{
    collections::BTreeSet,
    fs,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::{BufMut as _, Bytes, BytesMut};
use data_plane::{
    pipeline::treatment::{Handler, TREATMENTS},
    protocol::{self, Entity, Field, Kind, Schema},
};
use harness::{
    Stack,
    clients::{Access, PATIENCE},
    raw::{self, Client, RawError},
    world::{Customer, Instance, unique},
};
use serde_json::{Value, json};
use tokio::{task::JoinSet, time::timeout};
use uuid::Uuid;
use wire::{
    entropy::SystemEntropy,
    kafka::{
        ErrorCode, Message as _,
        client::{Connection, Connector, Login, Security},
        frame,
        messages::{
            ConsumerGroupHeartbeatRequest, CreateTopicsRequest, DeleteTopicsRequest,
            DescribeGroupsRequest, FetchRequest, FetchResponse, MetadataRequest,
            OffsetCommitRequest, OffsetFetchRequest, ProduceRequest, SaslAuthenticateRequest,
            SaslHandshakeRequest, consumer_group_heartbeat, create_topics, delete_topics, fetch,
            metadata, offset_commit, offset_fetch, produce,
        },
        records::{NewRecord, Producer, encode_batch},
    },
    scram::Mechanism,
    secret::Secret,
    tenancy::TenantPrefix,
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

#[tokio::test(flavor = "multi_thread")]
async fn null_in_place_of_records_ends_the_connection_and_reaches_no_broker() {
    let (instance, access) = standard(json!({})).await;
    instance.topic("t", 1).await;
    for acks in [0, 1, -1] {
        let mut client = raw::connect(&access).await.unwrap();
        client.send(&produce(("t", Uuid::nil()), acks, None), 9).await.unwrap();
        client.closed().await;
    }
    access.produce("t", &["fine"]).await;
}

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

#[tokio::test(flavor = "multi_thread")]
async fn a_fetch_session_belongs_to_the_connection_that_opened_it() {
    let ((_, owner, id), (_, stranger, _)) =
        tokio::join!(with_record("orders"), with_record("orders"));
    let mut client = raw::connect(&owner).await.unwrap();
    let opened = client.call(&fetch((0, 0), &[id], Duration::ZERO), FETCH).await.unwrap();
    let session = opened.session_id;
    assert!(session != 0 && fetched(&opened).len() == 1, "{opened:?}");

    let again = |epoch| fetch((session, epoch), &[], Duration::ZERO);
    let not_found = ErrorCode::FETCH_SESSION_ID_NOT_FOUND;
    for access in [&stranger, &owner] {
        // Continuing, opening anew and closing: none reaches the session.
        let mut other = raw::connect(access).await.unwrap();
        let answer = other.call(&again(1), FETCH).await.unwrap();
        assert_eq!((ErrorCode(answer.error_code), answer.responses.len()), (not_found, 0));
        other.call(&again(0), FETCH).await.unwrap();
        other.call(&again(-1), FETCH).await.unwrap();
    }
    let goes_on = client.call(&again(1), FETCH).await.unwrap();
    assert_eq!((goes_on.error_code, goes_on.session_id), (0, session));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_narrowed_grant_stops_a_fetch_that_waits_already() {
    let (instance, admin) = standard(json!({})).await;
    instance.topic("kept", 1).await;
    instance.topic("taken", 1).await;
    let grant = |name: &str| json!({"resource": "topic", "name": name, "pattern": "literal", "operations": ["read"]});
    let both = json!({"name": unique("reader"), "grants": [grant("kept"), grant("taken")]});
    let (credential, access) = instance.credential(both).await;
    access.wait_until_usable().await;
    let mut client = raw::connect(&access).await.unwrap();
    let (kept, taken) = (topic_id(&mut client, "kept").await, topic_id(&mut client, "taken").await);
    let opened = client.call(&fetch((0, 0), &[kept, taken], Duration::ZERO), FETCH).await.unwrap();
    let session = opened.session_id;

    // It waits at the broker while the grant goes.
    let waiting = client.send(&fetch((session, 1), &[], PATIENCE), FETCH).await.unwrap();
    let path = instance.path(&format!("/credentials/{credential}"));
    let etag = instance.api.get(&path).await.header("etag").to_owned();
    let narrowed = json!({"grants": [grant("kept")]});
    let api = instance.api.with_header("if-match", &etag);
    api.patch(&path, narrowed).await.expect(200);
    // The gateway knows when another connection of the same key is refused the topic.
    let mut probe = raw::connect(&access).await.unwrap();
    let deadline = Instant::now() + PATIENCE;
    while !probe.metadata().await.unwrap().topics.iter().all(|t| t.name.as_deref() == Some("kept"))
    {
        assert!(Instant::now() < deadline, "the grant was not narrowed");
    }
    admin.produce("taken", &["not for you"]).await;
    let answer = client.receive::<FetchRequest>(waiting, FETCH).await.unwrap();
    assert!(fetched(&answer).is_empty(), "a record after the grant went: {answer:?}");
    let answer = client.call(&fetch((session, 2), &[], Duration::ZERO), FETCH).await.unwrap();
    assert_eq!(ErrorCode(answer.error_code), ErrorCode::FETCH_SESSION_ID_NOT_FOUND);

    admin.produce("kept", &["for you"]).await;
    let list = fetch((0, 0), &[kept, taken], Duration::ZERO);
    let answer = client.call(&list, FETCH).await.unwrap();
    let topics: Vec<_> = fetched(&answer).into_iter().map(|(id, _)| id).collect();
    assert_eq!(topics, [kept], "{answer:?}");
}

async fn sign_in_again(client: &mut Client, access: &Access) -> Result<i16, RawError> {
    let mechanism = "PLAIN".to_owned();
    client.call(&SaslHandshakeRequest { mechanism }, 1).await?;
    let token = format!("\0{}\0{}", access.key_id, access.api_key);
    let request = SaslAuthenticateRequest { auth_bytes: Bytes::from(token), ..Default::default() };
    Ok(client.call(&request, 2).await?.error_code)
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_again_works_for_the_same_key_only() {
    let (instance, access) = standard(json!({})).await;
    let other = instance.admin_access().await;
    let mut client = raw::connect(&access).await.unwrap();
    assert_eq!(sign_in_again(&mut client, &access).await, Ok(0));
    client.metadata().await.unwrap();
    assert_eq!(sign_in_again(&mut client, &other).await, Err(RawError::Closed));
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_may_come_all_at_once_or_byte_by_byte() {
    let (_, access) = standard(json!({})).await;
    let mut client = raw::connect(&access).await.unwrap();
    let request = MetadataRequest { topics: Some(Vec::new()), ..Default::default() };
    let mut sent = Vec::new();
    for _ in 0..300 {
        sent.push(client.send(&request, METADATA).await.unwrap());
    }
    for id in sent {
        client.receive::<MetadataRequest>(id, METADATA).await.unwrap();
    }
    let mut bytes = BytesMut::new();
    frame::encode_request(&mut bytes, &request, METADATA, 77, Some("slow")).unwrap();
    for byte in &bytes {
        client.write(&[*byte]).await.unwrap();
    }
    client.receive::<MetadataRequest>(77, METADATA).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn announcing_much_takes_no_memory_from_others() {
    let ((_, greedy), (_, bystander)) = tokio::join!(standard(json!({})), standard(json!({})));
    let mut held = Vec::new();
    // Twice what the gateway has for all tenants' requests together.
    for _ in 0..32 {
        let mut client = raw::connect(&greedy).await.unwrap();
        client.write(&(16_i32 << 20).to_be_bytes()).await.unwrap();
        held.push(client);
    }
    let mut strangers = Vec::new();
    for _ in 0..64 {
        let mut stranger = raw::tls(&greedy).await;
        tokio::io::AsyncWriteExt::write_all(&mut stranger, &(64_i32 << 10).to_be_bytes())
            .await
            .unwrap();
        strangers.push(stranger);
    }
    let served = async { raw::connect(&bystander).await.unwrap().metadata().await.unwrap() };
    timeout(Duration::from_secs(5), served).await.expect("a bystander is served at once");
}

async fn create(access: Access, names: Vec<String>, partitions: i32) -> Result<(), RawError> {
    let topic = |name| create_topics::request::CreatableTopic {
        name,
        num_partitions: partitions,
        replication_factor: -1,
        ..Default::default()
    };
    let request = CreateTopicsRequest {
        topics: names.into_iter().map(topic).collect(),
        timeout_ms: 10_000,
        ..Default::default()
    };
    raw::connect(&access).await?.call(&request, 7).await.map(|_| ())
}

async fn partitions(access: &Access) -> usize {
    let mut client = raw::connect(access).await.unwrap();
    client.metadata().await.unwrap().topics.iter().map(|topic| topic.partitions.len()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_race_gets_more_partitions_than_the_limit() {
    let (instance, access) = standard(json!({"partitions": 20})).await;
    instance.topic("victim", 1).await;
    let mut racers = JoinSet::new();
    for racer in 0..8 {
        let names = (0..3).map(|n| format!("t-{racer}-{n}")).collect();
        racers.spawn(create(access.clone(), names, 4));
        // What is deleted, or only asked to be, must not make room for what is under way.
        let access = access.clone();
        racers.spawn(async move {
            let mut client = raw::connect(&access).await?;
            let states = [format!("t-{racer}-0"), "nothing".to_owned()].map(|name| {
                delete_topics::request::DeleteTopicState { name: Some(name), ..Default::default() }
            });
            let request = DeleteTopicsRequest {
                topics: states.into(),
                timeout_ms: 10_000,
                ..Default::default()
            };
            client.call(&request, 6).await.map(|_| ())
        });
    }
    while let Some(done) = racers.join_next().await {
        done.unwrap().unwrap();
    }
    let used = partitions(&access).await;
    assert!((1..=20).contains(&used), "{used} partitions of 20");

    // Deleting a topic and making a larger one of its name, in one breath.
    let mut client = raw::connect(&access).await.unwrap();
    let state = delete_topics::request::DeleteTopicState {
        name: Some("victim".to_owned()),
        ..Default::default()
    };
    let delete =
        DeleteTopicsRequest { topics: vec![state], timeout_ms: 10_000, ..Default::default() };
    let topic = create_topics::request::CreatableTopic {
        name: "victim".to_owned(),
        num_partitions: 100,
        replication_factor: -1,
        ..Default::default()
    };
    let create =
        CreateTopicsRequest { topics: vec![topic], timeout_ms: 10_000, ..Default::default() };
    let (first, second) =
        (client.send(&delete, 6).await.unwrap(), client.send(&create, 7).await.unwrap());
    client.receive::<DeleteTopicsRequest>(first, 6).await.unwrap();
    let answer = client.receive::<CreateTopicsRequest>(second, 7).await.unwrap();
    assert_eq!(ErrorCode(answer.topics[0].error_code), ErrorCode::POLICY_VIOLATION);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_of_connections_takes_exactly_the_places_there_are() {
    const PLACES: usize = 12;
    let (_, access) = standard(json!({"connections": PLACES})).await;
    // Clients that came before may still be on their way out, so the first storm may get fewer.
    for exact in [false, true] {
        let mut storm = JoinSet::new();
        for _ in 0..PLACES * 2 {
            let access = access.clone();
            storm.spawn(async move { raw::connect(&access).await.ok() });
        }
        let open: Vec<_> = storm.join_all().await.into_iter().flatten().collect();
        let fits = if exact { open.len() == PLACES } else { open.len() <= PLACES };
        assert!(fits, "{} of {PLACES} places taken", open.len());
        for client in open {
            client.end().await;
        }
    }
}

/// Bodies made from the protocol's own tables, with the given names wherever names go.
struct Forger<'a> {
    name: &'a str,
    id: Uuid,
    group: &'a str,
}

impl Forger<'_> {
    fn body(&self, schema: &'static Schema, version: i16) -> Vec<u8> {
        let mut out = Vec::new();
        self.fields(schema.fields, version, schema.is_flexible(version), &mut out);
        out
    }

    fn fields(&self, fields: &'static [Field], version: i16, flexible: bool, out: &mut Vec<u8>) {
        for field in fields.iter().filter(|f| f.tag.is_none() && f.is_in(version)) {
            if field.is_array {
                length(out, flexible, true, 1);
            } else if field.kind == Kind::Structure && field.is_nullable(version) {
                out.put_i8(1);
            }
            self.single(field, version, flexible, out);
        }
        if flexible {
            out.put_u8(0);
        }
    }

    fn single(&self, field: &'static Field, version: i16, flexible: bool, out: &mut Vec<u8>) {
        let number = match field.entity {
            Entity::ReplicaId | Entity::BrokerId | Entity::Acks => -1,
            Entity::MaxBytes => 1 << 20,
            Entity::ResourceType => 2,
            _ if field.path.ends_with("TimeoutMs") => 6_000,
            _ if field.path.ends_with("ReplicationFactor") => -1,
            _ if field.path.ends_with("NumPartitions") => 1,
            _ => 0,
        };
        match field.kind {
            Kind::Structure => self.fields(field.fields, version, flexible, out),
            Kind::Text => {
                let text = match field.entity {
                    Entity::GroupId | Entity::CoordinatorKey | Entity::TransactionalId => {
                        self.group
                    }
                    Entity::ProtocolType => "consumer",
                    Entity::ConfigName => "retention.ms",
                    Entity::TopicName | Entity::ResourceName => self.name,
                    Entity::Regex => ".*",
                    _ => "x",
                };
                length(out, flexible, false, text.len());
                out.put_slice(text.as_bytes());
            }
            Kind::RecordSet => {
                let batch = batch(b"x");
                length(out, flexible, true, batch.len());
                out.put_slice(&batch);
            }
            Kind::Bytes => length(out, flexible, true, 0),
            Kind::Uuid => out.put_slice(self.id.as_bytes()),
            Kind::Bool | Kind::Int8 => out.put_i8(i8::try_from(number).unwrap_or(0)),
            Kind::Int16 | Kind::Uint16 => out.put_i16(i16::try_from(number).unwrap_or(0)),
            Kind::Int32 => out.put_i32(number),
            Kind::Int64 | Kind::Float64 => out.put_i64(number.into()),
        }
    }
}

fn length(out: &mut Vec<u8>, flexible: bool, wide: bool, len: usize) {
    match (flexible, wide) {
        (true, _) => {
            let mut bytes = BytesMut::new();
            wire::kafka::writer::uvarint(&mut bytes, u32::try_from(len + 1).unwrap());
            out.put_slice(&bytes);
        }
        (false, true) => out.put_i32(i32::try_from(len).unwrap()),
        (false, false) => out.put_i16(i16::try_from(len).unwrap()),
    }
}

/// The cluster's side of an instance: what only its operator sees.
struct Inside {
    prefix: TenantPrefix,
    gateway: Value,
    folder: PathBuf,
}

impl Inside {
    /// Finds the instance that has a topic of this name, which no other has.
    fn of(stack: &Stack, topic: &str) -> Self {
        let (mut folders, mut prefix) = (vec![stack.directory().to_path_buf()], None);
        let mut gateways = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if let Some(found) = name.strip_suffix(&format!("-{topic}-0")) {
                    prefix = Some((found.parse().unwrap(), folder.clone()));
                } else if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else if entry.path().extension().is_some_and(|kind| kind == "json")
                    && let Ok(json) =
                        serde_json::from_slice::<Value>(&fs::read(entry.path()).unwrap())
                    && json["upstream_secret_file"].is_string()
                {
                    gateways.push((json, folder.clone()));
                }
            }
        }
        let (prefix, data) = prefix.expect("a folder of the topic's first partition");
        let shared = gateways.into_iter().max_by_key(|(_, folder)| {
            folder.components().zip(data.components()).take_while(|(a, b)| a == b).count()
        });
        let (gateway, folder) = shared.expect("a gateway's configuration");
        Self { prefix, gateway, folder }
    }

    /// A connection to the broker itself, as the tenant's own user there.
    async fn connect(&self) -> Connection {
        let file = self.folder.join(self.gateway["upstream_secret_file"].as_str().unwrap());
        let secret = Secret::new(fs::read(file).unwrap());
        let login = Login::Scram {
            mechanism: Mechanism::Sha512,
            user: self.prefix.upstream_user(),
            password: self.prefix.upstream_password(&secret),
        };
        let entropy = Arc::new(SystemEntropy::new());
        let connector = Connector::new(Security::Plaintext, login, entropy);
        connector.connect(self.gateway["upstream"].as_str().unwrap()).await.unwrap()
    }
}

fn contains(bytes: &[u8], needle: &str) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_to_any_request_shows_a_name_of_the_cluster() {
    let stack = Stack::shared().await;
    let (theirs, ours) = (unique("canary-theirs"), unique("canary-ours"));
    let ((_, _, their_id), (_, access, our_id)) =
        tokio::join!(with_record(&theirs), with_record(&ours));
    let inside = Inside::of(stack, &ours);
    let them = Inside::of(stack, &theirs).prefix;
    let us = inside.prefix;
    let bare = |prefix: TenantPrefix| prefix.as_str().trim_end_matches('-').to_owned();
    let secrets = [bare(us), bare(them)];

    // The scan fires on what the broker itself answers.
    let mut broker = inside.connect().await;
    let all = MetadataRequest { topics: None, ..Default::default() };
    let mut direct = BytesMut::new();
    broker.call_up_to(&all, METADATA).await.unwrap().encode(METADATA, &mut direct).unwrap();
    assert!(contains(&direct, &secrets[0]), "the scan would not notice a leak");

    let (own, foreign) = (us.physical(&ours), them.physical(&theirs));
    let names: [(&str, Uuid, &str); 5] = [
        (&ours, our_id, "group"),
        (&theirs, their_id, "group"),
        (&own, our_id, &own),
        (&foreign, their_id, &foreign),
        ("", Uuid::nil(), ""),
    ];
    let mut answered = BTreeSet::new();
    for treatment in TREATMENTS.iter().filter(|t| t.handler != Handler::Session) {
        let mut client = raw::connect(&access).await.unwrap();
        for version in treatment.versions.clone() {
            for (name, id, group) in names {
                // What deletes what the next one needs comes with names that nobody has.
                let (name, id) = match treatment.handler {
                    Handler::DeleteTopics if name == ours => ("none", Uuid::nil()),
                    _ => (name, id),
                };
                let mut request = Vec::new();
                request.put_i16(treatment.key);
                request.put_i16(version);
                request.put_i32(9);
                request.put_i16(-1);
                if version >= treatment.flexible_from {
                    request.put_u8(0);
                }
                let schema = &protocol::api(treatment.key).unwrap().request;
                request.extend(Forger { name, id, group }.body(schema, version));
                let mut bytes = i32::try_from(request.len()).unwrap().to_be_bytes().to_vec();
                bytes.extend(request);
                let sent = client.write(&bytes).await;
                let answer = match sent {
                    Ok(()) => client.frame().await,
                    Err(error) => Err(error),
                };
                let Ok(answer) = answer else {
                    client = raw::connect(&access).await.unwrap();
                    continue;
                };
                answered.insert(treatment.name);
                // A name that the client itself sent with a prefix in it may come back.
                let sent_by_client = |secret: &str| contains(&bytes, secret);
                for secret in secrets.iter().filter(|secret| !sent_by_client(secret)) {
                    let text = String::from_utf8_lossy(&answer);
                    assert!(!contains(&answer, secret), "{} v{version}: {text}", treatment.name);
                }
                for physical in [own.as_str(), foreign.as_str()] {
                    let doubled = contains(&bytes, physical);
                    assert!(
                        doubled || !contains(&answer, physical),
                        "{} v{version}",
                        treatment.name
                    );
                }
            }
        }
    }
    let offered =
        TREATMENTS.iter().filter(|t| t.handler != Handler::Session).map(|t| t.name).collect();
    assert_eq!(answered, offered, "each was answered at least once");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_broker_knows_what_a_groups_members_subscribe_to() {
    let stack = Stack::shared().await;
    let topic = unique("subscribed");
    let (_, access, _) = with_record(&topic).await;
    let inside = Inside::of(stack, &topic);
    let consumer = access.consumer("readers");
    rdkafka::consumer::Consumer::subscribe(&consumer, &[&topic]).unwrap();
    assert_eq!(harness::clients::take(&consumer, 1).await, ["secret"]);

    let describe =
        |group: String| DescribeGroupsRequest { groups: vec![group], ..Default::default() };
    let physical = inside.prefix.physical(&topic);
    let request = describe(inside.prefix.physical("readers"));
    let direct = inside.connect().await.call_up_to(&request, 5).await.unwrap();
    let member = &direct.groups[0].members[0];
    assert!(contains(&member.member_metadata, &physical), "{member:?}");
    assert!(contains(&member.member_assignment, &physical), "{member:?}");

    let mut client = raw::connect(&access).await.unwrap();
    let shown = client.call(&describe("readers".to_owned()), 5).await.unwrap();
    let member = &shown.groups[0].members[0];
    assert!(contains(&member.member_assignment, &topic), "{member:?}");
    assert!(!contains(&member.member_assignment, &physical), "{member:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_share_one_rate_and_a_neighbour_does_not_notice() {
    const RATE: u32 = 1_000_000;
    const LASTING: Duration = Duration::from_secs(4);
    let limits = json!({"bytes_in_per_second": RATE, "bytes_out_per_second": RATE});
    let ((instance, access), (_, neighbour, _)) =
        tokio::join!(standard(limits), with_record("quiet"));
    instance.topic("flood", 1).await;
    let id = topic_id(&mut raw::connect(&access).await.unwrap(), "flood").await;

    let began = Instant::now();
    let mut work = JoinSet::new();
    for _ in 0..4 {
        let access = access.clone();
        work.spawn(async move {
            let (mut client, mut sent) = (raw::connect(&access).await.unwrap(), 0);
            let value = vec![b'x'; 50_000];
            while began.elapsed() < LASTING {
                client.produce("flood", &value).await.unwrap();
                sent += value.len();
            }
            (sent, 0)
        });
    }
    for _ in 0..4 {
        let access = access.clone();
        work.spawn(async move {
            let (mut client, mut read) = (raw::connect(&access).await.unwrap(), 0);
            while began.elapsed() < LASTING {
                let request = fetch((0, -1), &[id], Duration::from_millis(100));
                let answer = client.call(&request, FETCH).await.unwrap();
                read += fetched(&answer).iter().map(|(_, bytes)| bytes).sum::<usize>();
            }
            (0, read)
        });
    }
    let mut slowest = Duration::ZERO;
    let mut client = raw::connect(&neighbour).await.unwrap();
    while began.elapsed() < LASTING {
        let asked = Instant::now();
        assert_eq!(client.produce("quiet", b"x").await.unwrap(), Duration::ZERO);
        slowest = slowest.max(asked.elapsed());
    }
    let moved = work.join_all().await.into_iter().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    // What is under way when the time is over comes on top, as does the burst at the start.
    let allowed = f64::from(RATE) * began.elapsed().as_secs_f64();
    let (low, high) = (allowed * 0.85, allowed * 1.05 + 250_000.0 + 4.0 * 65_000.0);
    for (direction, bytes) in [("in", moved.0), ("out", moved.1)] {
        let bytes = f64::from(u32::try_from(bytes).unwrap());
        assert!((low..high).contains(&bytes), "{direction}: {bytes} of {allowed}");
    }
    assert!(slowest < Duration::from_secs(1), "the neighbour waited {slowest:?}");
}

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
