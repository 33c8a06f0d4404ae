//! The audit trail: found by who, what and when, and taken away as a file.

use serde_json::{Value, json};

use crate::api::testing::{Answer, TestApi, request};

/// More entries than an export reads at a time.
const ENTRIES: usize = 501;

async fn with_trail() -> (TestApi, String) {
    let api = TestApi::create().await;
    let path = format!("/v1/orgs/{}", api.acme);
    for n in 0..ENTRIES {
        // Nobody is limited to a request a second here.
        api.test.clock.advance(1_000);
        let body = json!({ "name": format!("acme-{n}") });
        let answer = api.call(request("PATCH", &path, &api.ada, Some(body), &[])).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    let trail = format!("{path}/audit_events");
    (api, trail)
}

async fn file(api: &TestApi, path: &str, accept: &str) -> (Answer, Vec<String>) {
    let answer = api.call(request("GET", path, &api.ada, None, &[("accept", accept)])).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let lines = answer.body.as_str().unwrap().lines().map(str::to_owned).collect();
    (answer, lines)
}

#[tokio::test]
async fn the_whole_trail_is_a_file_in_either_form() {
    let (api, trail) = with_trail().await;
    let renames = format!("{trail}?action=org.update&fields=id&page_size=1");
    let (answer, lines) = file(&api, &renames, "text/csv").await;
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    assert!(answer.headers["content-disposition"].to_str().unwrap().contains("audit-events.csv"));
    assert!(lines[0].starts_with("id,at,actor_type,actor_id,action,"), "{}", lines[0]);
    assert_eq!(lines.len(), ENTRIES + 1);
    assert!(lines[1..].iter().all(|line| line.contains("\"org.update\",\"org\"")), "{lines:?}");

    let (_, lines) = file(&api, &renames, "application/x-ndjson").await;
    let read = |line: &String| -> Value { serde_json::from_str(line).unwrap() };
    let ids: Vec<String> =
        lines.iter().map(|l| read(l)["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), ENTRIES);
    assert!(ids.is_sorted_by(|newer, older| newer > older), "newest first, none twice");
    let list = api.get(&format!("{trail}?action=org.update&page_size=500"), &api.ada).await;
    assert_eq!(list.body["items"][0], read(&lines[0]), "the same as in the list");

    // Who may not read it gets no file.
    let grace = api.person("grace@example.com").await;
    let refused = request("GET", &trail, &grace, None, &[("accept", "text/csv")]);
    assert_eq!(api.call(refused).await.code(), "not_found");
}

#[tokio::test]
async fn the_trail_is_found_by_time() {
    let (api, trail) = with_trail().await;
    let all = api.get(&format!("{trail}?action=org.update&page_size=10"), &api.ada).await;
    let items = all.body["items"].as_array().unwrap();
    let at = |n: usize| items[n]["at"].as_str().unwrap().replace('+', "%2B");
    let within = format!("{trail}?action=org.update&since={}&until={}", at(5), at(2));
    let found = api.get(&within, &api.ada).await;
    assert_eq!(found.body["items"], json!(items[3..=5]), "since is within, until is not");
    let refused = api.get(&format!("{trail}?since=yesterday"), &api.ada).await;
    assert_eq!(refused.code(), "malformed_request");
    assert_eq!(refused.body["errors"][0]["pointer"], "since");
}
