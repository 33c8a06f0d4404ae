//! Records through the REST API: what clients write is shown as it is, and what is written here
//! reaches clients.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use harness::{
    Stack,
    api::Events,
    clients::{Access, PATIENCE},
    java::Java,
    scene::Scene,
    stack::kafka_libs,
    wait::eventually,
    world::{Customer, Instance, Person},
};
use rdkafka::{
    ClientConfig, Message,
    consumer::Consumer,
    message::{Header, Headers, OwnedHeaders},
    producer::{FutureProducer, FutureRecord, Producer},
};
use serde_json::{Value, json};
use wire::clock::{Clock as _, SystemClock};

const EDGES: [&str; 4] =
    ["-9223372036854775808", "9223372036854775807", "9007199254740993", "-9007199254740993"];

async fn instance() -> Instance {
    Customer::new(Stack::shared().await).await.standard().await
}

fn records(topic: &str) -> String {
    format!("/topics/{topic}/records")
}

async fn browse(instance: &Instance, topic: &str, query: &str) -> Value {
    instance.api.get(&instance.path(&format!("{}?{query}", records(topic)))).await.expect(200)
}

fn items(answer: &Value) -> &Vec<Value> {
    answer["items"].as_array().unwrap()
}

fn texts(answer: &Value) -> Vec<&str> {
    items(answer).iter().map(|item| item["value"]["text"].as_str().unwrap()).collect()
}

fn bytes(payload: &Value) -> Vec<u8> {
    STANDARD.decode(payload["base64"].as_str().unwrap()).unwrap()
}

async fn send(producer: &FutureProducer, record: FutureRecord<'_, [u8], [u8]>) -> (i32, i64) {
    let sent = producer.send(record, PATIENCE).await.unwrap();
    (sent.partition, sent.offset)
}

/// When the first of numbered records was made, in milliseconds. Not long ago: Kafka deletes what is older than
/// a topic's retention, whenever it next looks.
static BEGIN: LazyLock<i64> = LazyLock::new(|| SystemClock.now());

/// One record for each number, spread over the topic's partitions, each a millisecond later.
async fn numbered(access: &Access, topic: &str, partitions: i32, count: i32) {
    let producer = access.producer();
    for number in 0..count {
        let value = number.to_string();
        let record = FutureRecord::to(topic)
            .payload(value.as_bytes())
            .partition(number % partitions)
            .timestamp(*BEGIN + i64::from(number));
        send(&producer, record).await;
    }
}

/// All pages of a query, from the first to the last.
async fn pages(instance: &Instance, topic: &str, query: &str) -> Vec<Value> {
    let mut pages = vec![browse(instance, topic, query).await];
    while let Some(token) = pages.last().unwrap()["next_page_token"].as_str() {
        let next = browse(instance, topic, &format!("{query}&page_token={token}")).await;
        pages.push(next);
        assert!(pages.len() < 100, "it never ends");
    }
    pages
}

#[tokio::test(flavor = "multi_thread")]
async fn what_clients_write_is_shown_bit_by_bit() {
    let instance = instance().await;
    instance.topic("edges", 1).await;
    let access = instance.admin_access().await;
    let producer = access.producer();
    let binary: Vec<u8> = (0..=255).collect();
    for edge in EDGES {
        let number: i64 = edge.parse().unwrap();
        let number = number.to_be_bytes();
        let value = format!("{{\"id\":{edge}}}");
        let headers = OwnedHeaders::new()
            .insert(Header { key: "text", value: Some(edge) })
            .insert(Header { key: "bits", value: Some(&number[..]) })
            .insert(Header { key: "text", value: Some("again") })
            .insert(Header::<&str> { key: "none", value: None });
        let record = FutureRecord::to("edges").payload(value.as_bytes()).key(&number[..]);
        send(&producer, record.headers(headers)).await;
    }
    send(&producer, FutureRecord::to("edges").payload(&binary[..]).key(&b""[..])).await;
    send(&producer, FutureRecord::to("edges").key(&b"gone"[..])).await;

    let shown = browse(&instance, "edges", "from_offset=0").await;
    let items = items(&shown);
    assert_eq!(items.len(), 6, "{shown:#}");
    for (at, (item, edge)) in items.iter().zip(EDGES).enumerate() {
        let bits = edge.parse::<i64>().unwrap().to_be_bytes();
        assert_eq!((&item["partition"], &item["offset"]), (&json!(0), &json!(at.to_string())));
        assert_eq!(item["timestamp_type"], "create_time");
        assert_eq!(bytes(&item["key"]), bits);
        assert_eq!(item["value"]["text"], format!("{{\"id\":{edge}}}"));
        let headers = item["headers"].as_array().unwrap();
        let names: Vec<&Value> = headers.iter().map(|header| &header["key"]).collect();
        assert_eq!(names, ["text", "bits", "text", "none"]);
        assert_eq!(headers[0]["value"]["text"], edge);
        assert_eq!(bytes(&headers[1]["value"]), bits);
        assert_eq!(headers[3]["value"], Value::Null);
    }
    assert_eq!(bytes(&items[4]["value"]), binary);
    assert_eq!((&items[4]["value"]["text"], &items[4]["key"]["text"]), (&Value::Null, &json!("")));
    assert_eq!((&items[5]["value"], &items[5]["key"]["text"]), (&Value::Null, &json!("gone")));

    let cut = browse(&instance, "edges", "from_offset=4&limit=1&payload_bytes=3").await;
    let value = &cut["items"][0]["value"];
    assert_eq!((bytes(value), &value["size"]), (vec![0, 1, 2], &json!("256")));
    assert_eq!(value["truncated"], true);
    // Wherever one asks to begin, it is at what is held.
    for edge in EDGES {
        let expected = if edge.starts_with('-') { 6 } else { 0 };
        let shown = browse(&instance, "edges", &format!("from_offset={edge}")).await;
        assert_eq!(shown["items"].as_array().unwrap().len(), expected, "{edge}");
        browse(&instance, "edges", &format!("from_timestamp={edge}")).await;
    }
}

/// Writes values with librdkafka, many in a batch.
async fn write_with_librdkafka(access: &Access, topic: &str, compression: &str, sent: &[String]) {
    let mut config: ClientConfig = access.config();
    config.set("compression.type", compression).set("linger.ms", "200");
    let producer: FutureProducer = config.create().unwrap();
    let sending: Vec<_> = sent
        .iter()
        .map(|value| FutureRecord::<[u8], _>::to(topic).payload(value).partition(0))
        .map(|record| producer.send_result(record).map_err(|(error, _)| error).unwrap())
        .collect();
    for delivered in sending {
        delivered.await.unwrap().unwrap();
    }
}

/// The same with Kafka's own producer.
async fn write_with_java(access: &Access, topic: &str, compression: &str, sent: &[String]) {
    let java = Java::new(&kafka_libs(), access, "");
    let config = java.config_file();
    let arguments =
        ["--command-config", config, "--topic", topic, "--compression-codec", compression];
    let producer = "org.apache.kafka.tools.ConsoleProducer";
    java.run_raw(producer, &arguments, &sent.join("\n")).await.expect_success();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_compression_is_undone_whoever_wrote_it() {
    let instance = instance().await;
    let access = instance.admin_access().await;
    let sent: Vec<String> = (0..300).map(|n| format!("{n} {}", "ab".repeat(500))).collect();
    for (client, compression) in [
        ("librdkafka", "none"),
        ("librdkafka", "gzip"),
        ("librdkafka", "snappy"),
        ("librdkafka", "lz4"),
        ("java", "gzip"),
        ("java", "snappy"),
        ("java", "lz4"),
        ("java", "zstd"),
    ] {
        let topic = format!("{client}-{compression}");
        instance.topic(&topic, 1).await;
        match client {
            "java" => write_with_java(&access, &topic, compression, &sent).await,
            _ => write_with_librdkafka(&access, &topic, compression, &sent).await,
        }
        for query in ["from_offset=0&limit=500", "last=500"] {
            let shown = browse(&instance, &topic, query).await;
            let mut shown = texts(&shown);
            if query.starts_with("last") {
                shown.reverse();
            }
            assert_eq!(shown, sent, "{topic}, {query}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_hold_every_record_exactly_once_in_both_directions() {
    let instance = instance().await;
    instance.topic("pages", 3).await;
    let access = instance.admin_access().await;
    numbered(&access, "pages", 3, 200).await;
    for query in ["from_offset=0&limit=7", "last=7", "limit=7", "last=200"] {
        let pages = pages(&instance, "pages", query).await;
        let mut shown: Vec<i32> =
            pages.iter().flat_map(texts).map(|text| text.parse().unwrap()).collect();
        if !query.starts_with("from") {
            shown.reverse();
        }
        // Merged by time over all partitions, too.
        assert_eq!(shown, (0..200).collect::<Vec<_>>(), "{query}");
        let coverage = &pages.last().unwrap()["coverage"];
        assert_eq!(coverage, &json!({"scanned": "200", "total": "200", "truncated": false}));
    }
    let newest = browse(&instance, "pages", "last=3").await;
    assert_eq!(texts(&newest), ["199", "198", "197"]);
    assert_eq!(newest["coverage"]["scanned"], "3");
    // What is written meanwhile belongs to no page after the first.
    let first = browse(&instance, "pages", "from_offset=0&limit=150").await;
    numbered(&access, "pages", 1, 5).await;
    let token = first["next_page_token"].as_str().unwrap();
    let go_on = format!("from_offset=0&limit=150&page_token={token}");
    assert_eq!(texts(&browse(&instance, "pages", &go_on).await).len(), 50);

    let path = instance.path(&records("pages"));
    for other in ["from_offset=1&limit=150", "from_offset=0&limit=150&key_contains=x"] {
        let reply = instance.api.get(&format!("{path}?{other}&page_token={token}")).await;
        reply.expect_problem(400, "invalid_page_token");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_finds_a_time_a_partition_and_what_records_hold() {
    let instance = instance().await;
    instance.topic("found", 2).await;
    let access = instance.admin_access().await;
    numbered(&access, "found", 2, 100).await;
    let after = |time: i64| format!("from_timestamp={time}");
    let late = browse(&instance, "found", &after(*BEGIN + 90)).await;
    assert_eq!(texts(&late), ["90", "91", "92", "93", "94", "95", "96", "97", "98", "99"]);
    assert_eq!(late["coverage"]["total"], "10");
    let none = browse(&instance, "found", &after(*BEGIN + 3_600_000)).await;
    assert_eq!((items(&none).len(), &none["next_page_token"]), (0, &Value::Null));
    let odd = browse(&instance, "found", "partition=1&last=2").await;
    assert_eq!(texts(&odd), ["99", "97"]);

    let filtered = browse(&instance, "found", "from_offset=0&value_contains=7&limit=500").await;
    assert_eq!(texts(&filtered).len(), 19, "{filtered:#}");
    assert_eq!(filtered["coverage"], json!({"scanned": "100", "total": "100", "truncated": false}));
    let newest = browse(&instance, "found", "last=2&value_contains=1").await;
    assert_eq!(texts(&newest), ["91", "81"], "the newest that match");
    let nothing = browse(&instance, "found", "value_contains=no-such-text").await;
    assert_eq!((items(&nothing).len(), &nothing["coverage"]["scanned"]), (0, &json!("100")));

    let headers = OwnedHeaders::new().insert(Header { key: "trace", value: Some("abc-123") });
    let record = FutureRecord::to("found").payload(&b"x"[..]).key(&b"order-7"[..]);
    send(&access.producer(), record.headers(headers)).await;
    for hit in ["key_contains=der-7", "header_contains=c-12", "header_contains=race"] {
        assert_eq!(texts(&browse(&instance, "found", hit).await), ["x"], "{hit}");
    }
    let both = browse(&instance, "found", "key_contains=der-7&header_contains=other").await;
    assert_eq!(items(&both).len(), 0);

    let path = instance.path(&records("found"));
    let unknown = instance.api.get(&format!("{path}?partition=2")).await;
    unknown.expect_problem(422, "invalid");
    for bad in
        ["last=0", "limit=501", "last=1&limit=1", "from_offset=1&from_timestamp=1", "partition=x"]
    {
        let reply = instance.api.get(&format!("{path}?{bad}")).await;
        reply.expect_problem(400, "malformed_request");
    }
    let missing = instance.path(&records("no-such-topic"));
    instance.api.get(&missing).await.expect_problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn aborted_records_and_markers_are_not_shown() {
    let instance = instance().await;
    instance.topic("ledger", 1).await;
    let access = instance.admin_access().await;
    let producer: FutureProducer =
        access.config().set("transactional.id", "ledger").create().unwrap();
    producer.init_transactions(PATIENCE).unwrap();
    for number in 0..6 {
        producer.begin_transaction().unwrap();
        let value = number.to_string();
        send(&producer, FutureRecord::to("ledger").payload(value.as_bytes())).await;
        if number % 2 == 0 {
            producer.commit_transaction(PATIENCE).unwrap();
        } else {
            producer.abort_transaction(PATIENCE).unwrap();
        }
    }
    assert_eq!(texts(&browse(&instance, "ledger", "from_offset=0").await), ["0", "2", "4"]);
    let newest = browse(&instance, "ledger", "last=3").await;
    assert_eq!(texts(&newest), ["4", "2", "0"], "markers take no place");
    let all = pages(&instance, "ledger", "last=1").await;
    assert_eq!(all.iter().flat_map(texts).collect::<Vec<_>>(), ["4", "2", "0"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_produced_lands_where_the_answer_says() {
    let instance = instance().await;
    instance.topic("orders", 4).await;
    let access = instance.admin_access().await;
    let path = instance.path(&records("orders"));
    let keys: Vec<String> = (0..20).map(|n| format!("key-{n}")).collect();
    let keyed: Vec<Value> =
        keys.iter().map(|key| json!({"key": {"text": key}, "value": {"text": key}})).collect();
    let body = json!({"records": keyed});
    let rehearsed = instance.api.post(&format!("{path}?dry_run=true"), body.clone()).await;
    let rehearsed = rehearsed.expect(200);
    assert_eq!(rehearsed["records"][0]["offset"], Value::Null);
    assert_eq!(items(&browse(&instance, "orders", "").await).len(), 0, "a dry run writes nothing");
    let repeatable = instance.api.with_header("idempotency-key", "once");
    let written = repeatable.post(&path, body.clone()).await.expect(201);
    assert_eq!(repeatable.post(&path, body).await.expect(201), written);

    let expected: BTreeSet<(i32, String, String)> = keys
        .iter()
        .zip(written["records"].as_array().unwrap())
        .map(|(key, place)| {
            let partition = i32::try_from(place["partition"].as_i64().unwrap()).unwrap();
            (partition, place["offset"].as_str().unwrap().to_owned(), key.clone())
        })
        .collect();
    let consumer = access.consumer("readers");
    consumer.subscribe(&["orders"]).unwrap();
    let mut found = BTreeSet::new();
    while found.len() < keys.len() {
        let message = tokio::time::timeout(PATIENCE, consumer.recv()).await.unwrap().unwrap();
        let key = String::from_utf8(message.key().unwrap().to_vec()).unwrap();
        found.insert((message.partition(), message.offset().to_string(), key));
    }
    assert_eq!(found, expected, "also that the repetition wrote nothing");
    // Where Kafka's own partitioner puts them.
    let mut config = access.config();
    config.set("partitioner", "murmur2_random");
    let producer: FutureProducer = config.create().unwrap();
    let ours: BTreeMap<&String, i32> = expected.iter().map(|(at, _, key)| (key, *at)).collect();
    for key in &keys {
        let record = FutureRecord::to("orders").key(key.as_bytes()).payload(&b""[..]);
        assert_eq!(send(&producer, record).await.0, ours[key], "{key}");
    }
    assert!(ours.values().collect::<BTreeSet<_>>().len() > 1, "all in one partition");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_bytes_can_be_produced_and_what_cannot_is_refused_clearly() {
    let instance = instance().await;
    instance.topic("bytes", 2).await;
    let access = instance.admin_access().await;
    let path = instance.path(&records("bytes"));
    let binary: Vec<u8> = (0..=255).collect();
    let encoded = STANDARD.encode(&binary);
    let headers = json!([
        {"key": "edge", "value": {"text": EDGES[0]}},
        {"key": "bits", "value": {"base64": encoded}},
        {"key": "edge"},
    ]);
    let whole = json!({"partition": 1, "key": {"base64": encoded}, "value": {"base64": encoded},
        "headers": headers});
    let body = json!({"records": [whole, {"partition": 1, "key": {"text": "k"}}]});
    let written = instance.api.post(&path, body).await.expect(201);
    assert_eq!(
        written["records"],
        json!([{"partition": 1, "offset": "0"}, {"partition": 1, "offset": "1"}])
    );
    let consumer = access.consumer("readers");
    consumer.subscribe(&["bytes"]).unwrap();
    let message = tokio::time::timeout(PATIENCE, consumer.recv()).await.unwrap().unwrap();
    assert_eq!((message.key(), message.payload()), (Some(&binary[..]), Some(&binary[..])));
    let found: Vec<_> = message.headers().unwrap().iter().map(|h| (h.key, h.value)).collect();
    assert_eq!(
        found,
        [("edge", Some(EDGES[0].as_bytes())), ("bits", Some(&binary[..])), ("edge", None)]
    );
    let message = tokio::time::timeout(PATIENCE, consumer.recv()).await.unwrap().unwrap();
    assert_eq!(message.payload(), None, "a tombstone");

    let many: Vec<Value> = (0..101).map(|_| json!({})).collect();
    for (records, pointer) in [
        (json!([]), "/records"),
        (json!(many), "/records"),
        (json!([{}, {"value": {"base64": "%"}}]), "/records/1/value/base64"),
        (json!([{"partition": 2}]), "/records/0/partition"),
        (json!([{"partition": -1}]), "/records/0/partition"),
    ] {
        let refused = instance.api.post(&path, json!({"records": records})).await;
        let refused = refused.expect_problem(422, "invalid");
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused:#}");
    }
    let large = json!({"records": [{"value": {"text": "x".repeat(1024 * 1024)}}]});
    instance.api.post(&path, large).await.expect_problem(413, "body_too_large");
    let body = json!({"name": "compacted", "config": {"cleanup.policy": "compact"}});
    instance.api.post(&instance.path("/topics"), body).await.expect(201);
    let compacted = instance.path(&records("compacted"));
    let keyless = instance.api.post(&compacted, json!({"records": [{"value": {"text": "x"}}]}));
    keyless.await.expect_problem(422, "invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_takes_a_permission_and_leaves_a_trace() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let (viewer, developer) = (Person::new(stack).await, Person::new(stack).await);
    scene.join(&viewer, "viewer").await;
    scene.join(&developer, "developer").await;
    let topic = scene.id("topic");
    let path = scene.instance.path(&records(topic));
    let secret = json!({"records": [{"partition": 0, "key": {"text": "k"},
        "value": {"text": "what-nobody-may-know"}}]});
    viewer.api.post(&path, secret.clone()).await.expect_problem(403, "forbidden");
    developer.api.post(&path, secret).await.expect(201);
    viewer.api.get(&path).await.expect_problem(403, "forbidden");
    let query = format!("{path}?value_contains=nobody-may");
    let seen = developer.api.get(&query).await.expect(200);
    assert_eq!(texts(&seen), ["what-nobody-may-know"]);

    let trail = scene.org(&format!("/audit_events?subject_id={topic}&action=record.read"));
    let trail = scene.owner.api.get(&trail).await.expect(200);
    let events = trail["items"].as_array().unwrap();
    let of = |id: &str| -> Vec<&Value> {
        events.iter().filter(|event| event["actor"]["id"] == id).collect()
    };
    let (seen, denied) = (of(&developer.id), of(&viewer.id));
    assert_eq!(seen.len(), 1, "{trail:#}");
    assert_eq!(seen[0]["outcome"], "success");
    assert_eq!(seen[0]["detail"]["records"], 1, "{trail:#}");
    assert!(denied.iter().all(|event| event["outcome"] != "success"), "{trail:#}");
    assert!(!trail.to_string().contains("nobody-may"), "{trail:#}");

    let other = Scene::set(stack).await;
    let theirs = other.instance.path(&records(topic));
    other.owner.api.get(&theirs).await.expect_problem(404, "not_found");
    other.owner.api.get(&path).await.expect_problem(404, "not_found");
    let body = json!({"records": [{}]});
    other.owner.api.post(&theirs, body).await.expect_problem(404, "not_found");
}

async fn next(events: &mut Events, wanted: &str) -> Value {
    let (name, data) = tokio::time::timeout(PATIENCE, events.next()).await.unwrap().unwrap();
    assert_eq!(name, wanted, "{data:#}");
    data
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tail_shows_what_is_written_from_now_on_until_its_reader_loses_access() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let (viewer, developer) = (Person::new(stack).await, Person::new(stack).await);
    scene.join(&viewer, "viewer").await;
    scene.join(&developer, "developer").await;
    let path = scene.instance.path(&records(scene.id("topic")));
    let tail = format!("{path}/tail");
    viewer.api.get(&tail).await.expect_problem(403, "forbidden");
    let write = async |value: &str| {
        let body = json!({"records": [{"value": {"text": value}}]});
        scene.owner.api.post(&path, body).await.expect(201);
    };
    write("before").await;
    let mut events = developer.api.events(&format!("{tail}?value_contains=a")).await;
    write("b").await;
    write("a1").await;
    let shown = next(&mut events, "records").await;
    assert_eq!(shown[0]["value"]["text"], "a1", "{shown:#}");
    assert_eq!((&shown[0]["offset"], shown.as_array().unwrap().len()), (&json!("2"), 1));

    let member = scene.org(&format!("/members/{}", developer.id));
    scene.owner.api.delete(&member).await.expect(204);
    assert_eq!(next(&mut events, "end").await, json!({"reason": "revoked"}));
    assert!(events.next().await.is_none());

    let mut events = scene.owner.api.events(&tail).await;
    let topic = scene.instance.path(&format!("/topics/{}", scene.id("topic")));
    scene.owner.api.delete(&topic).await.expect(204);
    assert_eq!(next(&mut events, "end").await, json!({"reason": "deleted"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_cluster_of_three_every_leader_is_asked() {
    let stack = Stack::of_three_brokers().await;
    let instance = Customer::new(&stack).await.standard().await;
    instance.topic("spread", 6).await;
    eventually("each broker leads a partition", PATIENCE, || async {
        let topic = instance.api.get(&instance.path("/topics/spread")).await.expect(200);
        let partitions = topic["partitions"].as_array().unwrap().clone();
        let leaders: BTreeSet<_> = partitions.iter().map(|one| one["leader"].as_i64()).collect();
        if leaders == [Some(1), Some(2), Some(3)].into() { Ok(()) } else { Err(topic) }
    })
    .await;
    let new: Vec<Value> = (0..60)
        .map(|number| json!({"partition": number % 6, "value": {"text": number.to_string()}}))
        .collect();
    let body = json!({"records": new});
    instance.api.post(&instance.path(&records("spread")), body).await.expect(201);
    for query in ["from_offset=0&limit=7", "last=7"] {
        let pages = pages(&instance, "spread", query).await;
        let mut shown: Vec<i32> =
            pages.iter().flat_map(texts).map(|text| text.parse().unwrap()).collect();
        shown.sort_unstable();
        assert_eq!(shown, (0..60).collect::<Vec<_>>(), "{query}");
    }
}
