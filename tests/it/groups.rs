//! Consumer groups through the REST API: what consumers do shows, and a reset moves them.

use std::collections::BTreeSet;

use harness::{
    Stack,
    clients::{Access, PATIENCE, take},
    raw,
    wait::eventually,
    world::{Customer, Instance},
};
use rdkafka::consumer::{CommitMode, Consumer as _, StreamConsumer};
use serde_json::{Value, json};
use wire::kafka::messages::{
    OffsetCommitRequest,
    offset_commit::request::{OffsetCommitRequestPartition, OffsetCommitRequestTopic},
};

/// An instance whose topic `events` holds these records in partition 0.
async fn with_records(values: &[&str]) -> (Instance, Access) {
    let instance = Customer::new(Stack::shared().await).await.standard().await;
    instance.topic("events", 1).await;
    let access = instance.admin_access().await;
    access.produce("events", values).await;
    (instance, access)
}

/// A member of a group that has read and committed so many records.
async fn member(access: &Access, group: &str, count: usize) -> StreamConsumer {
    let mut config = access.consumer_config(group);
    let consumer: StreamConsumer = config.set("client.id", "worker").create().unwrap();
    consumer.subscribe(&["events"]).unwrap();
    take(&consumer, count).await;
    consumer.commit_consumer_state(CommitMode::Sync).unwrap();
    consumer
}

/// The group once it has so many members.
async fn with_members(instance: &Instance, group: &str, members: usize) -> Value {
    let path = instance.path(&format!("/groups/{group}"));
    eventually("the group has so many members", PATIENCE, || async {
        let shown = instance.api.get(&path).await.expect(200);
        if shown["members"].as_array().unwrap().len() == members { Ok(shown) } else { Err(shown) }
    })
    .await
}

async fn leave(instance: &Instance, group: &str, consumer: StreamConsumer) {
    // Saying goodbye blocks.
    tokio::task::spawn_blocking(move || drop(consumer)).await.unwrap();
    with_members(instance, group, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_shows_its_members_and_how_far_they_are() {
    let (instance, access) = with_records(&["a", "b", "c"]).await;
    let consumer = member(&access, "readers", 1).await;
    // librdkafka commits what it has handed out.
    let group = with_members(&instance, "readers", 1).await;
    assert_eq!(group["state"], "stable", "{group:#}");
    assert_eq!(group["protocol_type"], "consumer", "{group:#}");
    let member = &group["members"][0];
    assert_eq!(member["client_id"], "worker", "{group:#}");
    assert_eq!(member["assignment"], json!([{"topic": "events", "partition": 0}]), "{group:#}");
    let partition = &group["partitions"][0];
    assert_eq!(partition["member_id"], member["id"], "{group:#}");
    assert_eq!(partition["committed_offset"], "1", "{group:#}");
    assert_eq!(partition["end_offset"], "3", "{group:#}");
    assert_eq!(partition["lag"], "2", "{group:#}");
    assert_eq!(group["total_lag"], "2", "{group:#}");
    let seconds: i64 = partition["lag_seconds"].as_str().unwrap().parse().unwrap();
    assert!((0..3600).contains(&seconds), "{group:#}");

    access.commit("other", "events", 3).await;
    let groups = instance.path("/groups");
    let list = instance.api.get(&groups).await.expect(200);
    let names: Vec<&Value> = list["items"].as_array().unwrap().iter().map(|g| &g["name"]).collect();
    assert_eq!(names, ["other", "readers"], "{list:#}");
    assert_eq!(list["items"][1]["members"], 1, "{list:#}");
    assert_eq!(list["items"][1]["state"], "stable", "{list:#}");
    assert_eq!(list["items"][0]["members"], 0, "{list:#}");
    let page = instance.api.get(&format!("{groups}?page_size=1")).await.expect(200);
    assert_eq!(page["items"][0]["name"], "other", "{page:#}");
    let next = page["next_page_token"].as_str().unwrap();
    let page = instance.api.get(&format!("{groups}?page_size=1&page_token={next}")).await;
    assert_eq!(page.expect(200)["items"][0]["name"], "readers");
    let some = instance.api.get(&format!("{groups}?prefix=rea")).await.expect(200);
    assert_eq!(some["items"].as_array().unwrap().len(), 1, "{some:#}");
    let done = instance.api.get(&format!("{groups}/other")).await.expect(200);
    assert_eq!(done["partitions"][0]["lag"], "0", "{done:#}");
    assert_eq!(done["partitions"][0]["lag_seconds"], "0", "{done:#}");
    leave(&instance, "readers", consumer).await;
}

/// The names of a page of groups, and the next page's token.
async fn listed(instance: &Instance, query: &str) -> (Vec<String>, Option<String>) {
    let list = instance.api.get(&instance.path(&format!("/groups?{query}"))).await.expect(200);
    let items = list["items"].as_array().unwrap().iter();
    let names = items.map(|it| it["name"].as_str().unwrap().to_owned()).collect();
    (names, list["next_page_token"].as_str().map(str::to_owned))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topics_groups_are_those_that_committed_for_it_or_are_assigned_to_it() {
    let (instance, access) = with_records(&["a", "b"]).await;
    instance.topic("others", 3).await;
    // Neither of these ever commits: their members alone show what they read.
    let join = |group: &str, protocol: &str, topic: &str| {
        let mut config = access.consumer_config(group);
        if protocol == "consumer" {
            config.set("group.protocol", protocol).remove("session.timeout.ms");
        }
        let consumer: StreamConsumer = config.create().unwrap();
        consumer.subscribe(&[topic]).unwrap();
        consumer
    };
    let classic = join("classic", "classic", "events");
    let new = join("new", "consumer", "events");
    take(&classic, 1).await;
    take(&new, 1).await;
    access.commit("committed", "events", 0).await;
    access.commit("elsewhere", "others", 0).await;
    access.commit("both", "events", 1).await;
    access.commit("both", "others", 0).await;

    let names = async |query: &str| listed(&instance, query).await;
    let all = ["both", "classic", "committed", "elsewhere", "new"].map(str::to_owned);
    assert_eq!(names("page_size=5").await, (all.to_vec(), None));
    let of_events = ["both", "classic", "committed", "new"].map(str::to_owned);
    assert_eq!(names("topic=events").await, (of_events.to_vec(), None));
    let backwards: Vec<String> = of_events.iter().rev().cloned().collect();
    assert_eq!(names("topic=events&order_by=name%20desc").await, (backwards, None));
    assert_eq!(names("topic=others").await.0, ["both", "elsewhere"]);
    assert_eq!(names("topic=events&prefix=c").await.0, ["classic", "committed"]);
    assert_eq!(names("topic=nothing").await, (Vec::new(), None));
    let path = instance.path("/groups");
    let list = instance.api.get(&format!("{path}?topic=events")).await.expect(200);
    let members: Vec<&Value> =
        list["items"].as_array().unwrap().iter().map(|it| &it["members"]).collect();
    assert_eq!(members, [0, 1, 0, 1], "{list:#}");

    let (mut token, mut walked) = (String::new(), Vec::new());
    for _ in 0..of_events.len() {
        let (page, next) = names(&format!("topic=events&page_size=1{token}")).await;
        assert_eq!(page.len(), 1, "a page in the middle is as long as asked for");
        walked.extend(page);
        token = next.map_or_else(String::new, |next| format!("&page_token={next}"));
    }
    assert_eq!((walked.as_slice(), token.as_str()), (of_events.as_slice(), ""));

    let impossible = instance.api.get(&format!("{path}?topic=no/topic")).await;
    let refused = impossible.expect_problem(400, "malformed_request");
    assert_eq!(refused["errors"][0]["pointer"], "topic", "{refused:#}");
    for (group, consumer) in [("classic", classic), ("new", new)] {
        leave(&instance, group, consumer).await;
    }
}

/// Commits an offset of partition 0, as a group without members.
async fn commit(client: &mut raw::Client, group: String, topic: &str) {
    let partition = OffsetCommitRequestPartition {
        committed_offset: 1,
        committed_leader_epoch: -1,
        committed_metadata: Some(String::new()),
        ..Default::default()
    };
    let topic = OffsetCommitRequestTopic {
        name: topic.to_owned(),
        partitions: vec![partition],
        ..Default::default()
    };
    let request = OffsetCommitRequest {
        group_id: group,
        generation_id_or_member_epoch: -1,
        topics: vec![topic],
        ..Default::default()
    };
    let answer = client.call(&request, 8).await.unwrap();
    assert_eq!(answer.topics[0].partitions[0].error_code, 0, "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topics_groups_are_found_among_very_many() {
    // More than are asked about together.
    const ALL: usize = 300;
    let (instance, access) = with_records(&["a", "b"]).await;
    instance.topic("others", 1).await;
    let mut client = raw::connect(&access).await.unwrap();
    for number in 0..ALL {
        let topic = if number % 97 == 0 { "events" } else { "others" };
        commit(&mut client, format!("group-{number:03}"), topic).await;
    }
    let expected: Vec<String> = (0..ALL).step_by(97).map(|n| format!("group-{n:03}")).collect();
    assert_eq!(listed(&instance, "topic=events").await, (expected, None));
    let (others, _) = listed(&instance, "page_size=500&topic=others&prefix=group-1").await;
    assert_eq!(others.len(), 99);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_of_the_consumer_protocol_shows_too() {
    let (instance, access) = with_records(&["a", "b"]).await;
    let mut config = access.config();
    config.set("group.id", "new").set("group.protocol", "consumer");
    let consumer: StreamConsumer = config.set("auto.offset.reset", "earliest").create().unwrap();
    consumer.subscribe(&["events"]).unwrap();
    take(&consumer, 1).await;
    let group = with_members(&instance, "new", 1).await;
    assert_eq!(group["protocol"], "consumer", "{group:#}");
    let assigned = &group["members"][0]["assignment"];
    assert_eq!(*assigned, json!([{"topic": "events", "partition": 0}]), "{group:#}");
    let list = instance.api.get(&instance.path("/groups")).await.expect(200);
    assert_eq!(list["items"][0]["protocol"], "consumer", "{list:#}");
    assert_eq!(list["items"][0]["members"], 1, "{list:#}");
    leave(&instance, "new", consumer).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_moves_consumers_and_a_dry_run_does_not() {
    let (instance, access) = with_records(&["a", "b", "c", "d"]).await;
    let consumer = member(&access, "movers", 2).await;
    with_members(&instance, "movers", 1).await;
    let path = instance.path("/groups/movers");
    let reset = format!("{path}/reset");
    let refused = instance.api.post(&reset, json!({"to": "earliest"})).await;
    let refused = refused.expect_problem(409, "group_active");
    assert!(refused["members"][0].as_str().unwrap().starts_with("worker at"), "{refused:#}");
    let dry_run = format!("{reset}?dry_run=true");
    let tried = instance.api.post(&dry_run, json!({"to": "latest"})).await;
    tried.expect_problem(409, "group_active");
    instance.api.delete(&path).await.expect_problem(409, "group_active");
    leave(&instance, "movers", consumer).await;

    let committed = async || {
        let group = instance.api.get(&path).await.expect(200);
        group["partitions"][0]["committed_offset"].as_str().unwrap().to_owned()
    };
    let before = committed().await;
    let tried = instance.api.post(&dry_run, json!({"to": "earliest"})).await.expect(200);
    let planned = json!([{"topic": "events", "partition": 0, "before": before, "after": "0"}]);
    assert_eq!(tried["partitions"], planned, "{tried:#}");
    assert_eq!(tried["dry_run"], true, "{tried:#}");
    assert_eq!(committed().await, before, "a dry run changes nothing");

    for (to, offset, next) in [
        (json!("earliest"), "0", Some("a")),
        (json!({"shift": "1"}), "1", Some("b")),
        (json!({"shift": "-9223372036854775808"}), "0", Some("a")),
        (json!({"offset": "3"}), "3", Some("d")),
        (json!({"offset": "9223372036854775807"}), "4", None),
        (json!({"timestamp": "2001-01-01T00:00:00Z"}), "0", Some("a")),
        (json!({"timestamp": "2999-01-01T00:00:00Z"}), "4", None),
        (json!({"timestamp": "1969-12-31T23:59:59.999Z"}), "0", Some("a")),
        (json!({"duration_ms": 0}), "4", None),
        (json!({"duration_ms": 3_600_000}), "0", Some("a")),
        (json!({"duration_ms": u64::MAX}), "0", Some("a")),
        (json!("latest"), "4", None),
        (json!({"offset": "2"}), "2", Some("c")),
    ] {
        let body = json!({"topic": "events", "partitions": [0], "to": to});
        let moved = instance.api.post(&reset, body).await.expect(200);
        assert_eq!(moved["partitions"][0]["after"], offset, "{to} {moved:#}");
        assert_eq!(committed().await, offset, "{to}");
        if let Some(next) = next {
            let consumer = access.consumer("movers");
            consumer.subscribe(&["events"]).unwrap();
            assert_eq!(take(&consumer, 1).await, [next], "{to}");
            leave(&instance, "movers", consumer).await;
        }
    }
    for (body, pointer) in [
        (json!({"topic": "nothing", "to": "latest"}), "/topic"),
        (json!({"partitions": [0], "to": "latest"}), "/topic"),
        (json!({"topic": "events", "partitions": [7], "to": "latest"}), "/partitions"),
    ] {
        let refused = instance.api.post(&reset, body).await.expect_problem(422, "invalid");
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused:#}");
    }
    let number = instance.api.post(&reset, json!({"to": {"offset": 3}})).await;
    number.expect_problem(400, "malformed_request");
    assert_eq!(committed().await, "2", "a refusal changes nothing");
}

/// Percent-encoded: all but letters and digits.
fn encoded(name: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    name.bytes().map(byte).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_of_any_name_can_be_shown_moved_and_deleted() {
    let (instance, access) = with_records(&["a", "b"]).await;
    let names = ["a/b", "100%", "%2F", "a..b", "with space", "größe", "?q=1&x#y", "<b>\"'`</b>"];
    for name in names {
        access.commit(name, "events", 2).await;
    }
    let list = instance.api.get(&instance.path("/groups")).await.expect(200);
    let listed: BTreeSet<&str> =
        list["items"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(listed, BTreeSet::from(names));
    for name in names {
        let path = instance.path(&format!("/groups/{}", encoded(name)));
        let shown = instance.api.get(&path).await.expect(200);
        assert_eq!(shown["name"], name, "{shown:#}");
        let moved = instance.api.post(&format!("{path}/reset"), json!({"to": "earliest"})).await;
        assert_eq!(moved.expect(200)["partitions"][0]["after"], "0", "{name}");
        instance.api.delete(&path).await.expect(204);
        instance.api.get(&path).await.expect_problem(404, "not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_cluster_of_three_every_coordinator_and_leader_is_asked() {
    let stack = Stack::of_three_brokers().await;
    let instance = Customer::new(&stack).await.standard().await;
    instance.topic("events", 6).await;
    let access = instance.admin_access().await;
    access.produce("events", &["a", "b", "c"]).await;
    // Names enough that each broker coordinates some.
    let names: Vec<String> = (0..24).map(|number| format!("group-{number:02}")).collect();
    for name in &names {
        access.commit(name, "events", 1).await;
    }
    let list = instance.api.get(&instance.path("/groups")).await.expect(200);
    let items = list["items"].as_array().unwrap();
    let listed: Vec<&str> = items.iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(listed, names);
    let coordinators: BTreeSet<_> = items.iter().map(|it| it["coordinator"].as_i64()).collect();
    assert_eq!(coordinators, [Some(1), Some(2), Some(3)].into());
    let readers = instance.api.get(&instance.path("/groups?topic=events")).await.expect(200);
    assert_eq!(readers, list, "the same groups, from every coordinator");
    for name in &names {
        let path = instance.path(&format!("/groups/{name}"));
        let shown = instance.api.get(&path).await.expect(200);
        assert_eq!(shown["total_lag"], "2", "{shown:#}");
        let body = json!({"topic": "events", "to": "latest"});
        let moved = instance.api.post(&format!("{path}/reset"), body).await.expect(200);
        assert_eq!(moved["partitions"].as_array().unwrap().len(), 6, "{moved:#}");
        let shown = instance.api.get(&path).await.expect(200);
        assert_eq!(shown["total_lag"], "0", "{shown:#}");
        instance.api.delete(&path).await.expect(204);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_group_is_gone_and_others_are_never_seen() {
    let (instance, access) = with_records(&["a"]).await;
    access.commit("mine", "events", 1).await;
    let path = instance.path("/groups/mine");
    let other = Customer::new(Stack::shared().await).await.standard().await;
    let list = other.api.get(&other.path("/groups")).await.expect(200);
    assert_eq!(list["items"], json!([]), "another instance's group shows");
    let theirs = other.path("/groups/mine");
    other.api.get(&theirs).await.expect_problem(404, "not_found");
    other.api.delete(&theirs).await.expect_problem(404, "not_found");
    let reset = other.api.post(&format!("{theirs}/reset"), json!({"to": "latest"})).await;
    reset.expect_problem(404, "not_found");

    instance.api.delete(&format!("{path}?dry_run=true")).await.expect(200);
    instance.api.get(&path).await.expect(200);
    instance.api.delete(&path).await.expect(204);
    instance.api.get(&path).await.expect_problem(404, "not_found");
    instance.api.delete(&path).await.expect_problem(404, "not_found");
    let list = instance.api.get(&instance.path("/groups")).await.expect(200);
    assert_eq!(list["items"], json!([]), "{list:#}");
}
