//! Topics through the REST API and through Kafka are the same topics.

use harness::{
    Stack,
    clients::PATIENCE,
    wait::eventually,
    world::{Customer, Instance},
};
use rdkafka::admin::{AdminOptions, ResourceSpecifier};
use serde_json::{Value, json};

async fn instance() -> Instance {
    Customer::new(Stack::shared().await).await.standard().await
}

/// What a Kafka client reads as a topic's configuration.
async fn config(instance: &Instance, topic: &str, name: &str) -> String {
    let admin = instance.admin_access().await.admin();
    let resource = [ResourceSpecifier::Topic(topic)];
    let found = admin.describe_configs(&resource, &AdminOptions::new()).await.unwrap();
    let resource = found.into_iter().next().unwrap().unwrap();
    resource.entry_map()[name].value.clone().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_lives_from_its_creation_to_its_end() {
    let instance = instance().await;
    let access = instance.admin_access().await;
    let body = json!({"name": "orders", "partitions": 2, "config": {"retention.ms": "7200000"}});
    let created = instance.api.post(&instance.path("/topics"), body.clone()).await;
    let path = created.header("location").to_owned();
    let created = created.expect(201);
    assert_eq!(created["partitions"].as_array().unwrap().len(), 2, "{created:#}");
    assert_eq!(created["config"]["retention.ms"]["source"], "topic", "{created:#}");
    assert_eq!(access.topics().await["orders"], 2);
    assert_eq!(config(&instance, "orders", "retention.ms").await, "7200000");
    let again = instance.api.post(&instance.path("/topics"), body).await;
    again.expect_problem(409, "name_taken");

    let change =
        json!({"partitions": 3, "config": {"retention.ms": null, "cleanup.policy": "compact"}});
    let changed = instance.api.patch(&path, change).await.expect(200);
    assert_eq!(changed["partitions"].as_array().unwrap().len(), 3, "{changed:#}");
    assert_eq!(changed["config"]["cleanup.policy"]["value"], "compact");
    assert_eq!(changed["config"]["retention.ms"]["source"], "default");
    assert_eq!(access.topics().await["orders"], 3);
    assert_eq!(config(&instance, "orders", "cleanup.policy").await, "compact");
    let fewer = instance.api.patch(&path, json!({"partitions": 2})).await;
    fewer.expect_problem(422, "invalid");

    instance.api.delete(&path).await.expect(204);
    instance.api.get(&path).await.expect_problem(404, "not_found");
    instance.api.delete(&path).await.expect_problem(404, "not_found");
    assert!(!access.topics().await.contains_key("orders"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_to_a_topic_shows_in_its_offsets() {
    let instance = instance().await;
    instance.topic("events", 1).await;
    let path = instance.path("/topics/events");
    let offsets = async || {
        let shown = instance.api.get(&path).await.expect(200);
        let partition = &shown["partitions"][0];
        (partition["start_offset"].clone(), partition["end_offset"].clone())
    };
    eventually("the partition has a leader", PATIENCE, || async {
        let found = offsets().await;
        if found == (json!("0"), json!("0")) { Ok(()) } else { Err(format!("{found:?}")) }
    })
    .await;
    instance.admin_access().await.produce("events", &["a", "b", "c"]).await;
    assert_eq!(offsets().await, (json!("0"), json!("3")), "64-bit numbers are texts");
}

#[tokio::test(flavor = "multi_thread")]
async fn legal_names_work_however_odd_they_look() {
    let instance = instance().await;
    let access = instance.admin_access().await;
    let longest = "x".repeat(238);
    let names = ["a", "0", "_x", "a.b_c-d", "A", "...", "-", "_", &longest];
    for name in names {
        let body = json!({"name": name, "partitions": 1});
        let created = instance.api.post(&instance.path("/topics"), body).await;
        assert_eq!(created.status, 201, "{name}: {:#}", created.body);
        let shown = instance.api.get(created.header("location")).await.expect(200);
        assert_eq!(shown["name"], name);
        access.produce(name, &["x"]).await;
    }
    let list = instance.api.get(&instance.path("/topics?page_size=100")).await.expect(200);
    let mut listed: Vec<&Value> =
        list["items"].as_array().unwrap().iter().map(|t| &t["name"]).collect();
    let mut expected: Vec<Value> = names.iter().map(|name| json!(name)).collect();
    expected.sort_by_key(Value::to_string);
    listed.sort_by_key(ToString::to_string);
    assert_eq!(listed, expected.iter().collect::<Vec<_>>());
    let some = instance.api.get(&instance.path("/topics?prefix=_")).await.expect(200);
    assert_eq!(some["items"].as_array().unwrap().len(), 2, "{some:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn impossible_names_are_refused_clearly() {
    let instance = instance().await;
    let topics = instance.path("/topics");
    let (long, longer) = ("x".repeat(239), "x".repeat(250));
    for bad in [
        "",
        ".",
        "..",
        "a\0b",
        "a b",
        "a/b",
        "../x",
        "__consumer_offsets",
        "ä",
        "a:b",
        &long,
        &longer,
    ] {
        let body = json!({"name": bad, "partitions": 1});
        let refused = instance.api.post(&topics, body).await.expect_problem(422, "invalid");
        assert_eq!(refused["errors"][0]["pointer"], "/name", "{bad:?}: {refused:#}");
    }
    for path in [
        "a%00b",
        "%2e%2e",
        "a%2Fb",
        "..%2f..%2fcredentials",
        "%ff",
        "__millrace_tenancy",
        &long,
        "ä",
    ] {
        let path = format!("{topics}/{path}");
        instance.api.get(&path).await.expect_problem(404, "not_found");
        instance.api.delete(&path).await.expect_problem(404, "not_found");
        let changed = instance.api.patch(&path, json!({"partitions": 2})).await;
        changed.expect_problem(404, "not_found");
    }
    for (body, pointer) in [
        (json!({"name": "t", "partitions": 0}), "/partitions"),
        (json!({"name": "t", "config": {"no.such.thing": "1"}}), "/config"),
    ] {
        let refused = instance.api.post(&topics, body.clone()).await;
        assert_eq!(refused.status, 422, "{body} {pointer}: {:#}", refused.body);
    }
    for body in [json!({"name": "t", "partitions": -1}), json!({"name": "t", "partitions": 1.5})] {
        instance.api.post(&topics, body).await.expect_problem(400, "malformed_request");
    }
    let list = instance.api.get(&topics).await.expect(200);
    assert_eq!(list["items"], json!([]), "something was created on the way");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_and_the_api_see_each_others_topics() {
    let instance = instance().await;
    let access = instance.admin_access().await;
    let topic = rdkafka::admin::NewTopic::new(
        "from-a-client",
        1,
        rdkafka::admin::TopicReplication::Fixed(-1),
    );
    let made = access.admin().create_topics(&[topic], &AdminOptions::new()).await.unwrap();
    assert!(made[0].is_ok(), "{made:?}");
    let path = instance.path("/topics/from-a-client");
    eventually("the API shows it", PATIENCE, || async {
        match instance.api.get(&path).await.status {
            200 => Ok(()),
            other => Err(other),
        }
    })
    .await;
    let gone = access.admin().delete_topics(&["from-a-client"], &AdminOptions::new()).await;
    assert!(gone.unwrap()[0].is_ok());
    eventually("the API no longer shows it", PATIENCE, || async {
        match instance.api.get(&path).await.status {
            404 => Ok(()),
            other => Err(other),
        }
    })
    .await;
}

/// The list in an order, once it shows what is expected of its items.
async fn listed(instance: &Instance, query: &str, expected: &[(&str, u32)]) -> Value {
    let path = instance.path(&format!("/topics?{query}"));
    eventually("the list shows sizes and groups", PATIENCE, || async {
        let list = instance.api.get(&path).await.expect(200);
        let items = list["items"].as_array().unwrap();
        let of = |item: &Value| {
            let groups = item["group_count"].as_u64()?;
            let _size: i64 = item["size_bytes"].as_str()?.parse().ok()?;
            Some((item["name"].as_str()?.to_owned(), groups))
        };
        let found: Option<Vec<_>> = items.iter().map(of).collect();
        let wanted = expected.iter().map(|(name, groups)| ((*name).to_owned(), u64::from(*groups)));
        if found == Some(wanted.collect()) { Ok(list) } else { Err(list) }
    })
    .await
}

fn size(item: &Value) -> u64 {
    item["size_bytes"].as_str().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_shows_sizes_and_groups_and_sorts_and_searches_by_them() {
    let instance = instance().await;
    for (name, partitions) in [("a-Small", 3), ("b-large", 1), ("c-empty", 2)] {
        instance.topic(name, partitions).await;
    }
    let access = instance.admin_access().await;
    let record = "x".repeat(10_000);
    let record = record.as_str();
    access.produce("b-large", &[record; 20]).await;
    access.produce("a-Small", &["x"]).await;
    for (group, topic) in [("one", "b-large"), ("two", "b-large"), ("one", "a-Small")] {
        access.commit(group, topic, 1).await;
    }
    let (small, large, empty) = (("a-Small", 1), ("b-large", 2), ("c-empty", 0));
    let by_size = listed(&instance, "order_by=size%20desc", &[large, small, empty]).await;
    let items = by_size["items"].as_array().unwrap();
    let sizes: Vec<u64> = items.iter().map(size).collect();
    assert!((200_000..300_000).contains(&sizes[0]), "{by_size:#}");
    assert!((1..1_000).contains(&sizes[1]) && sizes[2] == 0, "{by_size:#}");
    assert!(by_size["as_of"].is_string(), "{by_size:#}");
    listed(&instance, "order_by=size", &[empty, small, large]).await;
    listed(&instance, "order_by=partitions", &[large, empty, small]).await;
    listed(&instance, "order_by=name%20desc&q=A", &[large, small]).await;
    listed(&instance, "q=EMPTY", &[empty]).await;
    listed(&instance, "q=no-such", &[]).await;
    let first = listed(&instance, "order_by=size%20desc&page_size=1", &[large]).await;
    let token = first["next_page_token"].as_str().unwrap();
    let next = format!("order_by=size%20desc&page_size=1&page_token={token}");
    listed(&instance, &next, &[small]).await;

    // A rate is known from the second look on, and only of what did not shrink.
    let path = instance.path("/topics?order_by=bytes_in%20desc");
    eventually("the list shows a rate", PATIENCE, || async {
        access.produce("a-Small", &[record; 5]).await;
        let list = instance.api.get(&path).await.expect(200);
        let first = &list["items"][0];
        let grows = first["bytes_in_per_second"].as_u64().is_some_and(|rate| rate > 0);
        if grows && first["name"] == "a-Small" { Ok(()) } else { Err(list) }
    })
    .await;

    let other = Customer::new(Stack::shared().await).await.standard().await;
    assert_eq!(other.api.get(&other.path("/topics")).await.expect(200)["items"], json!([]));
}
