//! The walker against bodies of every API and version, generated from the tables, and against the
//! typed messages, which come from the same definitions by another way.

use std::{borrow::Cow, convert::Infallible};

use bytes::{BufMut as _, Bytes, BytesMut};
use wire::kafka::{
    Message, Request, frame,
    messages::*,
    records::decode_batches,
    writer::{self, uvarint},
};

use super::*;

/// A small deterministic generator (xorshift), so that failures repeat.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).unwrap()).unwrap()
    }

    fn byte(&mut self, bound: u8) -> u8 {
        u8::try_from(self.below(bound.into())).unwrap()
    }

    /// Letters only, so that a text never looks like another tenant's.
    fn text(&mut self) -> String {
        (0..=self.below(9)).map(|_| char::from(b'a' + self.byte(26))).collect()
    }
}

/// Builds bodies that are valid by the tables.
struct Generator {
    random: Random,
    version: i16,
    flexible: bool,
    nulls: bool,
}

impl Generator {
    fn body(api: &Api, schema: &'static Schema, version: i16, seed: u64) -> Vec<u8> {
        let seed =
            seed * 1_000_003 + u64::try_from(i32::from(api.key) * 64 + i32::from(version)).unwrap();
        let mut generator = Self {
            random: Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            version,
            flexible: schema.is_flexible(version),
            nulls: seed.is_multiple_of(3),
        };
        let mut out = BytesMut::new();
        generator.fields(schema.fields, &mut out);
        out.to_vec()
    }

    fn fields(&mut self, fields: &'static [Field], out: &mut BytesMut) {
        let present = |f: &&Field| f.is_in(self.version);
        let (tagged, plain): (Vec<&Field>, Vec<&Field>) =
            fields.iter().filter(present).partition(|f| f.tag.is_some());
        for field in plain {
            self.field(field, out, true);
        }
        if !self.flexible {
            return;
        }
        let mut tags = writer::Tags::default();
        for field in tagged {
            // Never a default value: such a field would be left out.
            tags.put(field.tag.unwrap(), self.random.below(3) == 0, |out| {
                self.field(field, out, false);
                Ok(())
            })
            .unwrap();
        }
        let unknown = match self.random.below(4) {
            0 => vec![(77, Bytes::from_static(b"later"))],
            _ => vec![],
        };
        tags.finish(out, true, self.version, &unknown).unwrap();
    }

    fn field(&mut self, field: &'static Field, out: &mut BytesMut, optional: bool) {
        let null =
            optional && self.nulls && field.is_nullable(self.version) && self.random.below(2) == 0;
        if field.is_array {
            if null {
                if self.flexible {
                    out.put_u8(0);
                } else {
                    out.put_i32(-1);
                }
                return;
            }
            let count = if optional { self.random.below(4) } else { 1 + self.random.below(2) };
            self.length(count, true, out);
            (0..count).for_each(|_| self.single(field, out));
        } else if null && field.kind == Kind::Structure {
            out.put_i8(-1);
        } else if null {
            match (self.flexible, field.kind) {
                (true, _) => out.put_u8(0),
                (false, Kind::Text) => out.put_i16(-1),
                (false, _) => out.put_i32(-1),
            }
        } else {
            if field.kind == Kind::Structure && field.is_nullable(self.version) {
                out.put_i8(1);
            }
            self.single(field, out);
        }
    }

    fn length(&self, len: usize, wide: bool, out: &mut BytesMut) {
        let len = u32::try_from(len).unwrap();
        if self.flexible {
            uvarint(out, len + 1);
        } else if wide {
            out.put_u32(len);
        } else {
            out.put_u16(len.try_into().unwrap());
        }
    }

    fn single(&mut self, field: &'static Field, out: &mut BytesMut) {
        match field.kind {
            Kind::Structure => self.fields(field.fields, out),
            Kind::Text => {
                let text = self.random.text();
                self.length(text.len(), false, out);
                out.put_slice(text.as_bytes());
            }
            Kind::Bytes | Kind::RecordSet => {
                let len = 1 + self.random.below(200);
                self.length(len, true, out);
                (0..len).for_each(|_| out.put_u8(self.random.byte(255)));
            }
            Kind::Bool => out.put_u8(1),
            // Neither 0 nor −1, which are the usual defaults.
            fixed => (0..fixed.width().unwrap()).for_each(|_| out.put_u8(2 + self.random.byte(99))),
        }
    }
}

/// All bodies to try: (api, schema, version, body).
fn bodies(seeds: u64) -> impl Iterator<Item = (&'static Api, &'static Schema, i16, Vec<u8>)> {
    ALL.iter().copied().flat_map(move |api| {
        (api.versions.0..=api.versions.1).flat_map(move |version| {
            [&api.request, &api.response].into_iter().flat_map(move |schema| {
                (0..seeds).map(move |seed| {
                    (api, schema, version, Generator::body(api, schema, version, seed))
                })
            })
        })
    })
}

struct Nothing;

impl Visitor for Nothing {
    type Error = Infallible;
    fn value(&mut self, _: &'static Field, _: Value<'_>) -> Result<Change<'_>, Infallible> {
        Ok(Change::Keep)
    }
}

const PREFIX: &str = "0123456789-";

/// Adds a prefix to every text of tenants, or takes it off.
struct Rename(bool);

impl Visitor for Rename {
    type Error = String;
    fn value(&mut self, field: &'static Field, value: Value<'_>) -> Result<Change<'_>, String> {
        let name = matches!(
            field.entity,
            Entity::TopicName | Entity::GroupId | Entity::TransactionalId | Entity::Host
        );
        match value.text() {
            Some(_) if name && self.0 => Ok(Change::Prefix(PREFIX.as_bytes())),
            Some(text) if name && text.starts_with(PREFIX) => Ok(Change::Strip(PREFIX.len())),
            Some(text) if name => Err(format!("{} was not prefixed: {text}", field.path)),
            _ => Ok(Change::Keep),
        }
    }
}

fn applied(edits: &Edits, body: &[u8]) -> Vec<u8> {
    let mut out = BytesMut::new();
    edits.apply(body, &mut out);
    assert_eq!(out.len(), edits.output_len(body.len()));
    out.to_vec()
}

#[test]
fn every_body_is_walked_to_its_end_and_kept() {
    let mut edits = Edits::default();
    for (api, schema, version, body) in bodies(4) {
        walk(schema, version, &body, &mut Nothing, &mut edits)
            .unwrap_or_else(|e| panic!("{} {version}: {e}", api.name));
        assert!(edits.is_empty());
        assert_eq!(applied(&edits, &body), body);
    }
}

#[test]
fn what_is_prefixed_and_stripped_is_what_it_was() {
    let (mut edits, mut back) = (Edits::default(), Edits::default());
    for (api, schema, version, body) in bodies(4) {
        walk(schema, version, &body, &mut Rename(true), &mut edits).unwrap();
        let prefixed = applied(&edits, &body);
        walk(schema, version, &prefixed, &mut Rename(false), &mut back)
            .unwrap_or_else(|e| panic!("{} {version}: {e}", api.name));
        assert_eq!(applied(&back, &prefixed), body, "{} {version}", api.name);
        let mut slices: Vec<Bytes> = Vec::new();
        edits.take_slices(&Bytes::from(body), &mut slices);
        assert_eq!(slices.concat(), prefixed);
    }
}

/// Drops every second element of the innermost arrays that have texts.
#[derive(Default)]
struct Drop(usize);

impl Visitor for Drop {
    type Error = Infallible;
    fn value(&mut self, field: &'static Field, value: Value<'_>) -> Result<Change<'_>, Infallible> {
        let in_array = field.is_array || field.path.contains('.');
        if !in_array || field.kind != Kind::Text {
            return Ok(Change::Keep);
        }
        self.0 += 1;
        if self.0.is_multiple_of(2) {
            return Ok(Change::DropElement);
        }
        Ok(value.text().map_or(Change::Keep, |_| Change::Prefix(PREFIX.as_bytes())))
    }
}

#[test]
fn counts_and_sizes_are_right_after_elements_went_away() {
    let mut edits = Edits::default();
    for (api, schema, version, body) in bodies(6) {
        // A structure that is in no array has no element to drop.
        match walk(schema, version, &body, &mut Drop::default(), &mut edits) {
            Ok(()) => {}
            Err(WalkError::Impossible { what: "it is in no array", .. }) => continue,
            Err(error) => panic!("{} {version}: {error}", api.name),
        }
        let fewer = applied(&edits, &body);
        walk(schema, version, &fewer, &mut Nothing, &mut Edits::default())
            .unwrap_or_else(|e| panic!("{} {version}: {e}", api.name));
    }
}

#[test]
fn damaged_bodies_are_errors_and_never_panics() {
    let (mut edits, mut random) = (Edits::default(), Random(42));
    for (_, schema, version, mut body) in bodies(1) {
        for end in 0..body.len().min(64) {
            let cut = &body[..body.len() - 1 - end];
            assert!(walk(schema, version, cut, &mut Nothing, &mut edits).is_err());
        }
        for _ in 0..64.min(body.len()) {
            let at = random.below(body.len());
            body[at] = [0xff, 0x7f, 0x80, 0][random.below(4)];
            if walk(schema, version, &body, &mut Rename(true), &mut edits).is_ok() {
                applied(&edits, &body);
            }
        }
    }
}

#[test]
fn an_impossible_count_is_refused_at_once() {
    // Metadata v1 with 2^31 − 1 topics in four bytes.
    let error = walk(
        &api(3).unwrap().request,
        1,
        &[0x7f, 0xff, 0xff, 0xff],
        &mut Nothing,
        &mut Edits::default(),
    );
    assert_eq!(
        error,
        Err(WalkError::Malformed {
            at: 4,
            path: "Topics",
            what: "an array has more elements than bytes are left"
        })
    );
}

#[test]
fn a_tagged_field_that_lies_about_its_size_is_refused() {
    // FetchResponse v16: throttle, error, session, no responses, one tag 0 of size 2 holding an
    // array of no endpoints (one byte) and a byte too many.
    let mut body = vec![0; 10];
    body.extend([1, 1, 0, 2, 1, 0]);
    let fetch = &api(1).unwrap().response;
    let result = walk(fetch, 16, &body, &mut Nothing, &mut Edits::default());
    assert!(
        matches!(result, Err(WalkError::Malformed { path: "NodeEndpoints", .. })),
        "{result:?}"
    );
}

struct Numbers;

impl Visitor for Numbers {
    type Error = Infallible;
    fn value(&mut self, field: &'static Field, _: Value<'_>) -> Result<Change<'_>, Infallible> {
        Ok(match field.entity {
            Entity::ClusterId => Change::Null,
            Entity::TopicId => Change::Replace(Cow::Borrowed(&[7; 16])),
            Entity::Host => Change::Replace(Cow::Borrowed(b"a.much.longer.host.name")),
            _ => Change::Keep,
        })
    }
    fn number(&mut self, field: &'static Field, _: i64) -> Result<NumberChange, Infallible> {
        Ok(match field.path {
            "ThrottleTimeMs" => NumberChange::Set(250),
            "ControllerId" => NumberChange::Set(-1),
            _ => NumberChange::Keep,
        })
    }
}

#[test]
fn replaced_values_arrive_in_the_typed_message() {
    for version in 2..=13 {
        let message = MetadataResponse {
            cluster_id: Some("physical".to_owned()),
            controller_id: 3,
            brokers: vec![metadata::response::MetadataResponseBroker::default(); 2],
            topics: vec![metadata::response::MetadataResponseTopic::default()],
            ..Default::default()
        };
        let mut body = BytesMut::new();
        message.encode(version, &mut body).unwrap();
        let mut edits = Edits::default();
        walk(&api(3).unwrap().response, version, &body, &mut Numbers, &mut edits).unwrap();
        let changed = MetadataResponse::from_bytes(version, applied(&edits, &body).into()).unwrap();
        assert_eq!((changed.cluster_id, changed.controller_id), (None, -1));
        assert_eq!(changed.throttle_time_ms, if version >= 3 { 250 } else { 0 });
        assert_eq!(changed.brokers[1].host, "a.much.longer.host.name");
        let id = changed.topics[0].topic_id.into_bytes();
        assert_eq!(id, if version >= 10 { [7; 16] } else { [0; 16] });
    }
}

/// Decodes as a typed message and encodes again.
fn through<M: Message>(version: i16, body: &[u8]) -> Vec<u8> {
    let message = M::from_bytes(version, Bytes::copy_from_slice(body))
        .unwrap_or_else(|e| panic!("{} {version}: {e}", M::NAME));
    let mut out = BytesMut::new();
    message.encode(version, &mut out).unwrap_or_else(|e| panic!("{} {version}: {e}", M::NAME));
    out.to_vec()
}

fn compare<R: Request>() {
    let api = api(R::KEY).unwrap();
    assert_eq!((*R::VERSIONS.start(), *R::VERSIONS.end()), api.versions);
    for version in R::VERSIONS {
        assert_eq!(R::is_flexible(version), api.request.is_flexible(version));
        assert_eq!(R::Response::is_flexible(version), api.response.is_flexible(version));
        for seed in 0..6 {
            let body = Generator::body(api, &api.request, version, seed);
            assert_eq!(through::<R>(version, &body), body, "{} {version}", R::NAME);
            let mut body = Generator::body(api, &api.response, version, seed);
            assert_eq!(through::<R::Response>(version, &body), body, "{} {version}", api.name);
            // Whatever a broker sends, decoding it ends.
            for at in 0..body.len().min(100) {
                let kept = std::mem::replace(&mut body[at], 0x7f);
                let _ = R::Response::from_bytes(version, Bytes::copy_from_slice(&body));
                body[at] = kept;
            }
        }
    }
}

macro_rules! compare_all {
    ($($request:ty),* $(,)?) => { $(compare::<$request>();)* };
}

#[test]
fn typed_messages_and_tables_agree_on_every_version() {
    compare_all!(
        AddOffsetsToTxnRequest,
        AddPartitionsToTxnRequest,
        AlterConfigsRequest,
        AlterUserScramCredentialsRequest,
        ApiVersionsRequest,
        ConsumerGroupDescribeRequest,
        ConsumerGroupHeartbeatRequest,
        CreateAclsRequest,
        CreatePartitionsRequest,
        CreateTopicsRequest,
        DeleteAclsRequest,
        DeleteGroupsRequest,
        DeleteRecordsRequest,
        DeleteTopicsRequest,
        DescribeAclsRequest,
        DescribeClientQuotasRequest,
        DescribeClusterRequest,
        DescribeConfigsRequest,
        DescribeGroupsRequest,
        DescribeLogDirsRequest,
        DescribeProducersRequest,
        DescribeTransactionsRequest,
        DescribeUserScramCredentialsRequest,
        ElectLeadersRequest,
        EndTxnRequest,
        FetchRequest,
        FindCoordinatorRequest,
        HeartbeatRequest,
        IncrementalAlterConfigsRequest,
        InitProducerIdRequest,
        JoinGroupRequest,
        LeaveGroupRequest,
        ListGroupsRequest,
        ListOffsetsRequest,
        ListPartitionReassignmentsRequest,
        ListTransactionsRequest,
        MetadataRequest,
        OffsetCommitRequest,
        OffsetFetchRequest,
        ProduceRequest,
        SaslAuthenticateRequest,
        SaslHandshakeRequest,
        SyncGroupRequest,
        TxnOffsetCommitRequest,
    );
}

/// Bytes that the Java classes of Apache Kafka 4.3.1 wrote: API, direction, version and body.
const GOLDEN: &str = include_str!("golden.txt");

fn from_hex(text: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(byte).collect()
}

#[test]
fn what_kafka_itself_writes_is_read_and_written_alike() {
    let mut bodies = 0;
    for line in GOLDEN.lines() {
        let [key, direction, version, body] = line.split(' ').collect::<Vec<_>>()[..] else {
            continue;
        };
        let (version, body) = (version.parse().unwrap(), from_hex(body));
        let api = api(key.parse().unwrap()).unwrap();
        let schema = if direction == "request" { &api.request } else { &api.response };
        let mut edits = Edits::default();
        walk(schema, version, &body, &mut Nothing, &mut edits).unwrap();
        walk(schema, version, &body, &mut Rename(true), &mut edits).unwrap();
        let written = match (api.name, direction) {
            ("Produce", "request") => through::<ProduceRequest>(version, &body),
            ("Fetch", "request") => through::<FetchRequest>(version, &body),
            ("Fetch", "response") => through::<FetchResponse>(version, &body),
            ("Metadata", "response") => through::<MetadataResponse>(version, &body),
            ("JoinGroup", "request") => through::<JoinGroupRequest>(version, &body),
            ("ConsumerGroupHeartbeat", "response") => {
                through::<ConsumerGroupHeartbeatResponse>(version, &body)
            }
            ("FindCoordinator", "request") => through::<FindCoordinatorRequest>(version, &body),
            ("OffsetFetch", "request") => through::<OffsetFetchRequest>(version, &body),
            ("ApiVersions", "response") => through::<ApiVersionsResponse>(version, &body),
            other => panic!("{other:?} is not compared"),
        };
        assert_eq!(written, body, "{line}");
        bodies += 1;
    }
    assert_eq!(bodies, 16);
}

#[test]
fn a_request_frame_is_what_a_java_client_sends() {
    let golden = GOLDEN.lines().find_map(|line| line.strip_prefix("frame ")).unwrap();
    let mut out = BytesMut::new();
    let request = ApiVersionsRequest {
        client_software_name: "apache-kafka-java".to_owned(),
        client_software_version: "4.3.1".to_owned(),
        ..Default::default()
    };
    frame::encode_request(&mut out, &request, 3, 1, Some("adminclient-1")).unwrap();
    // Java's serialisation leaves out the length.
    assert_eq!(&out[4..], from_hex(golden));
}

#[test]
fn a_record_batch_of_a_java_producer_is_read() {
    let line = GOLDEN.lines().find(|line| line.starts_with("0 request 9 ")).unwrap();
    let body = from_hex(line.rsplit(' ').next().unwrap());
    let request = ProduceRequest::from_bytes(9, body.into()).unwrap();
    let records = request.topic_data[0].partition_data[0].records.clone().unwrap();
    let batches = decode_batches(records).unwrap();
    let [first, second] = &batches[0].records[..] else { panic!("two records were written") };
    assert_eq!((first.key.as_deref(), first.value.as_deref()), (Some(&b"k"[..]), Some(&b"v"[..])));
    assert_eq!((second.key.as_deref(), second.value.as_deref()), (Some(&b"gone"[..]), None));
    assert_eq!((first.timestamp, second.timestamp), (1_700_000_000_000, 1_700_000_000_005));
}

/// The APIs that the gateway knows how to treat: all of them are classified, field by field.
#[test]
fn every_api_that_is_let_through_is_classified() {
    let treated = [
        0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28,
        29, 30, 31, 32, 33, 35, 36, 37, 42, 43, 44, 45, 46, 47, 48, 50, 51, 60, 61, 65, 66, 68, 69,
        74, 75, 76, 77, 78, 79, 88, 89, 90, 91, 92,
    ];
    for key in treated {
        assert_eq!(unclassified(key), Vec::<String>::new());
    }
}
