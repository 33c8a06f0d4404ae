//! What would hurt a user, tried through the whole router.

mod audit_events;
mod browser;
mod console;
mod dry_run;
mod lists;

use axum::http::{StatusCode, header};
use serde_json::{Value, json};
use utoipa::openapi::{PathItem, path::Operation};

use super::{
    document,
    testing::{TestApi, request},
};

fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

/// Every operation of the document with its path.
fn all_operations() -> Vec<(String, &'static str, bool)> {
    let document = document();
    let mut all = Vec::new();
    for (path, item) in &document.paths.paths {
        for (method, operation) in operations(item) {
            let public = operation.security.as_ref().is_some_and(|s| s.len() == 1);
            all.push((path.clone(), method, public));
        }
    }
    all
}

#[tokio::test]
async fn who_waits_for_a_change_is_answered_when_the_process_ends() {
    let api = TestApi::create().await;
    let instances = format!("/v1/orgs/{}/instances", api.acme);
    let orders = json!({ "name": "orders", "plan": "standard" });
    // Nobody carries it out, so it would last for all of the minute.
    let create = request("POST", &instances, &api.ada, Some(orders), &[("prefer", "wait=60")]);
    let mut waiting = std::pin::pin!(api.call(create));
    let waited = std::time::Duration::from_secs(1);
    assert!(tokio::time::timeout(waited, waiting.as_mut()).await.is_err(), "it did not wait");
    api.test.app.closing.cancel();
    let patience = std::time::Duration::from_secs(30);
    let answer = tokio::time::timeout(patience, waiting).await.expect("an answer");
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{answer:?}");
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_ask_again() {
    let api = TestApi::create().await;
    let grace = api.person("grace@example.com").await;
    let app = &api.test.app;
    while app.requests.admit(app.clock.now(), &api.admin).is_ok() {}
    let refused = api.get("/v1/orgs", &api.ada).await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "rate_limited")
    );
    assert_eq!(refused.headers[header::RETRY_AFTER], "1");
    assert_eq!(api.get("/v1/orgs", &grace).await.status, StatusCode::OK);
    api.test.clock.advance(1_000);
    assert_eq!(api.get("/v1/orgs", &api.ada).await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_operation_asks_who_one_is() {
    let api = TestApi::create().await;
    let ids = |path: &str| {
        path.replace("{org}", "org_01jd7c4v9ke0xbt5q2m8n6rhwz").replace(['{', '}'], "x")
    };
    let mut public = Vec::new();
    for (path, method, is_public) in all_operations() {
        if is_public {
            public.push(format!("{method} {path}"));
            continue;
        }
        for bearer in ["", "x", "mrt_x", "eyJhbGciOiJub25lIn0.e30."] {
            let body = (method != "GET").then(|| json!({}));
            let answer = api.call(request(method, &ids(&path), bearer, body, &[])).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path} {bearer:?}");
            assert!(answer.headers.contains_key(header::WWW_AUTHENTICATE));
        }
    }
    public.sort();
    let expected = ["GET /v1/problems", "POST /v1/sessions", "POST /v1/sessions/refresh"];
    assert!(
        expected.iter().all(|name| public.iter().any(|found| found == name)),
        "public operations: {public:?}"
    );
    assert!(public.len() <= expected.len() + 1, "one more may be public, /v1/plans: {public:?}");
}

#[tokio::test]
async fn what_belongs_to_others_looks_as_if_it_were_not_there() {
    let api = TestApi::create().await;
    let stranger = api.person("mallory@example.com").await;
    let (there, nowhere) = (api.acme.as_str(), "org_01jd7c4v9ke0xbt5q2m8n6rhwz");
    for path in ["", "/members", "/tokens", "/audit_events", "/operations"] {
        let get = |org: &str| format!("/v1/orgs/{org}{path}");
        let foreign = api.get(&get(there), &stranger).await;
        let missing = api.get(&get(nowhere), &stranger).await;
        let malformed = api.get(&get("acme"), &stranger).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{path}");
        let foreign = foreign.without_request_id();
        assert_eq!(foreign, missing.without_request_id(), "{path}");
        assert_eq!(foreign, malformed.without_request_id(), "{path}");
    }
    let mine = json!({ "name": "mine" });
    let path = format!("/v1/orgs/{there}");
    let answer = api.call(request("PATCH", &path, &stranger, Some(mine), &[])).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(api.get(&path, &api.ada).await.body["name"], "acme", "a stranger renamed it");
}

#[tokio::test]
async fn a_repeated_request_has_one_effect_and_one_answer() {
    let api = TestApi::create().await;
    let path = format!("/v1/orgs/{}/tokens", api.acme);
    let body = json!({ "name": "ci", "role": "viewer" });
    let first = api.post_once(&path, &api.ada, "k", body.clone()).await;
    let again = api.post_once(&path, &api.ada, "k", body.clone()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{first:?}");
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    for name in [header::ETAG, header::LOCATION, header::CACHE_CONTROL] {
        assert_eq!(first.headers[&name], again.headers[&name]);
    }
    assert!(!first.headers.contains_key("idempotent-replayed"));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(api.get(&path, &api.ada).await.body["items"].as_array().unwrap().len(), 1);

    let other = json!({ "name": "cd", "role": "viewer" });
    let reused = api.post_once(&path, &api.ada, "k", other.clone()).await;
    assert_eq!(reused.code(), "idempotency_key_reused");
    // The same key of somebody else, or for something else, is another key.
    let grace = api.person("grace@example.com").await;
    let org = json!({ "name": "other" });
    assert_eq!(api.post_once("/v1/orgs", &grace, "k", org.clone()).await.status, 201);
    let taken = api.post_once("/v1/orgs", &api.ada, "k", org).await;
    assert_eq!(taken.code(), "name_taken", "somebody else's answer was replayed");

    // What failed changed nothing and may be tried again under its key.
    let bad = json!({ "name": "ci", "role": "viewer" });
    assert_eq!(api.post_once(&path, &api.ada, "k2", bad).await.code(), "name_taken");
    assert_eq!(api.post_once(&path, &api.ada, "k2", other).await.status, 201);
}

#[tokio::test]
async fn the_stored_answer_does_not_show_its_secret() {
    let api = TestApi::create().await;
    let path = format!("/v1/orgs/{}/tokens", api.acme);
    let body = json!({ "name": "ci", "role": "viewer" });
    let answer = api.post_once(&path, &api.ada, "k", body).await;
    let secret = answer.body["secret"]["api_token"].as_str().unwrap().to_owned();
    let dump = crate::store::testing::dump(&api.test.app.db).await;
    assert!(dump.contains(answer.body["id"].as_str().unwrap()), "the dump misses the token");
    let (_, tail) = secret.rsplit_once('_').unwrap();
    assert!(!dump.contains(tail), "the database holds the secret");
    let listed = api.get(&path, &api.ada).await;
    assert!(!listed.body.to_string().contains(tail), "it is shown a second time");
}

#[tokio::test]
async fn parallel_duplicates_have_one_effect() {
    let api = TestApi::create().await;
    let body = json!({ "name": "beta" });
    let calls = (0..8).map(|_| api.post_once("/v1/orgs", &api.ada, "k", body.clone()));
    let answers = futures_util::future::join_all(calls).await;
    let created = answers.iter().filter(|answer| answer.status == StatusCode::CREATED);
    let fresh = created.filter(|answer| !answer.headers.contains_key("idempotent-replayed"));
    assert_eq!(fresh.count(), 1);
    for answer in &answers {
        assert!(
            ["201 Created", "idempotency_key_in_use"].contains(&answer.code().as_str()),
            "{answer:?}"
        );
    }
    assert_eq!(api.get("/v1/orgs", &api.ada).await.body["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_client_that_leaves_stops_nothing_half_way() {
    let api = TestApi::create().await;
    let body = json!({ "name": "beta" });
    let headers = [("idempotency-key", "k")];
    api.abandon(request("POST", "/v1/orgs", &api.ada, Some(body.clone()), &headers));
    // The repetition waits for nobody: it is told to come back until the first one is through.
    let replayed = loop {
        let answer = api.post_once("/v1/orgs", &api.ada, "k", body.clone()).await;
        if answer.code() != "idempotency_key_in_use" {
            break answer;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(replayed.status, StatusCode::CREATED);
    assert_eq!(api.get("/v1/orgs", &api.ada).await.body["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn page_tokens_continue_only_their_own_list() {
    let api = TestApi::create().await;
    for name in ["beta", "gamma"] {
        api.test.clock.advance(1);
        assert_eq!(api.post("/v1/orgs", &api.ada, json!({ "name": name })).await.status, 201);
    }
    let first = api.get("/v1/orgs?page_size=2", &api.ada).await;
    let token = first.body["next_page_token"].as_str().unwrap();
    let rest = api.get(&format!("/v1/orgs?page_size=2&page_token={token}"), &api.ada).await;
    let names = |answer: &super::testing::Answer| -> Vec<String> {
        let items = answer.body["items"].as_array().unwrap();
        items.iter().map(|org| org["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!([names(&first), names(&rest)].concat(), ["acme", "beta", "gamma"]);
    assert_eq!(rest.body["next_page_token"], Value::Null);

    let refused = async |path: String, bearer: &str| {
        assert_eq!(api.get(&path, bearer).await.code(), "invalid_page_token", "{path}");
    };
    let grace = api.person("grace@example.com").await;
    refused(format!("/v1/orgs?page_token={token}"), &grace).await;
    refused(format!("/v1/orgs/{}/members?page_token={token}", api.acme), &api.ada).await;
    let audit = format!("/v1/orgs/{}/audit_events", api.acme);
    assert_eq!(api.get(&format!("{audit}?page_size=1"), &api.ada).await.status, 200);
    for _ in 0..2 {
        api.get(&format!("/v1/orgs/{}/tokens", api.acme), &grace).await;
        let body = json!({ "name": "acme" });
        api.call(request("PATCH", &format!("/v1/orgs/{}", api.acme), &api.ada, Some(body), &[]))
            .await;
    }
    let page = api.get(&format!("{audit}?page_size=1&outcome=success"), &api.ada).await;
    let other = page.body["next_page_token"].as_str().unwrap();
    let same = api.get(&format!("{audit}?outcome=success&page_token={other}"), &api.ada).await;
    assert_eq!(same.status, StatusCode::OK, "the page's size may change on the way");
    refused(format!("{audit}?outcome=denied&page_token={other}"), &api.ada).await;
    refused(format!("{audit}?page_token={other}"), &api.ada).await;
    for at in 0..token.len() {
        let mut forged = token.to_owned().into_bytes();
        forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
        let forged = String::from_utf8(forged).unwrap();
        if forged != token {
            refused(format!("/v1/orgs?page_token={forged}"), &api.ada).await;
        }
    }
}

#[tokio::test]
async fn a_role_that_was_taken_is_gone_at_the_next_request() {
    let api = TestApi::create().await;
    let grace = api.person("grace@example.com").await;
    let members = format!("/v1/orgs/{}/members", api.acme);
    let body = json!({ "email": "Grace@Example.com", "role": "admin" });
    let added = api.post(&members, &api.ada, body).await;
    assert_eq!(added.status, StatusCode::CREATED, "{added:?}");
    let grace_path = format!("{members}/{}", added.body["id"].as_str().unwrap());
    let tokens = format!("/v1/orgs/{}/tokens", api.acme);
    assert_eq!(api.get(&tokens, &grace).await.status, 200);

    // An admin neither makes owners nor touches them.
    let me = api.get("/v1/me", &api.ada).await;
    let ada_path = format!("{members}/{}", me.body["id"].as_str().unwrap());
    let patch = |path: &str, role: &str, bearer: &str| {
        api.call(request("PATCH", path, bearer, Some(json!({ "role": role })), &[]))
    };
    assert_eq!(patch(&grace_path, "owner", &grace).await.code(), "forbidden");
    assert_eq!(patch(&ada_path, "viewer", &grace).await.code(), "forbidden");
    assert_eq!(api.call(request("DELETE", &ada_path, &grace, None, &[])).await.code(), "forbidden");
    assert_eq!(patch(&ada_path, "admin", &api.ada).await.code(), "last_owner");

    assert_eq!(patch(&grace_path, "developer", &api.ada).await.status, 200);
    let denied = api.get(&tokens, &grace).await;
    assert_eq!(denied.code(), "forbidden");
    assert_eq!(api.call(request("DELETE", &grace_path, &api.ada, None, &[])).await.status, 204);
    assert_eq!(api.get(&tokens, &grace).await.code(), "not_found");

    let audit = format!("/v1/orgs/{}/audit_events?outcome=denied", api.acme);
    let trail = api.get(&audit, &api.ada).await;
    let entry = &trail.body["items"][0];
    assert_eq!(
        (&entry["action"], &entry["request_id"]),
        (&json!("token.read"), &denied.body["request_id"])
    );
}

#[tokio::test]
async fn a_revoked_or_expired_token_signs_nobody_in() {
    let api = TestApi::create().await;
    let tokens = format!("/v1/orgs/{}/tokens", api.acme);
    let issue = async |name: &str, extra: Value| {
        let mut body = json!({ "name": name, "role": "admin" });
        body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        let answer = api.post(&tokens, &api.ada, body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        let text =
            |pointer: &str| answer.body.pointer(pointer).unwrap().as_str().unwrap().to_owned();
        (text("/id"), text("/secret/api_token"))
    };
    let (id, lasting) = issue("lasting", json!({})).await;
    let soon = api.test.app.now() + chrono::TimeDelta::seconds(60);
    let (_, brief) = issue("brief", json!({ "expires_at": soon })).await;
    assert_eq!(api.get("/v1/me", &brief).await.body["kind"], "token");
    api.test.clock.advance(60_000);
    assert_eq!(api.get("/v1/me", &brief).await.code(), "unauthenticated");

    // A program acts only in its org, and makes no further tokens, orgs or people.
    assert_eq!(api.get(&tokens, &lasting).await.status, 200);
    let body = json!({ "name": "more", "role": "viewer" });
    assert_eq!(api.post(&tokens, &lasting, body).await.code(), "forbidden");
    assert_eq!(api.post("/v1/orgs", &lasting, json!({ "name": "x" })).await.code(), "forbidden");

    let path = format!("{tokens}/{id}");
    assert_eq!(api.call(request("DELETE", &path, &api.ada, None, &[])).await.status, 204);
    assert_eq!(api.get("/v1/me", &lasting).await.code(), "unauthenticated");
    assert_eq!(api.get(&path, &api.ada).await.code(), "not_found");
}

#[tokio::test]
async fn versions_keep_two_people_from_overwriting_each_other() {
    let api = TestApi::create().await;
    let path = format!("/v1/orgs/{}", api.acme);
    let rename = |name: &str, seen: &str| {
        let body = Some(json!({ "name": name }));
        api.call(request("PATCH", &path, &api.ada, body, &[("if-match", seen)]))
    };
    let first = rename("beta", "\"1\"").await;
    assert_eq!(
        (first.status, &first.headers[header::ETAG]),
        (StatusCode::OK, &"\"2\"".parse().unwrap())
    );
    assert_eq!(rename("gamma", "\"1\"").await.code(), "precondition_failed");
    assert_eq!(rename("gamma", "W/\"2\"").await.code(), "malformed_request");
    assert_eq!(api.get(&path, &api.ada).await.body["name"], "beta");
}

#[tokio::test]
async fn an_endpoint_is_chosen_once_and_private_only_on_a_cluster_of_ones_own() {
    let api = TestApi::create().await;
    let instances = format!("/v1/orgs/{}/instances", api.acme);
    let create = async |name: &str, plan: &str, endpoint: Value| {
        let body = json!({ "name": name, "plan": plan, "endpoint": endpoint });
        api.post(&instances, &api.ada, body).await
    };
    let refused = create("a", "standard", json!("private")).await;
    assert_eq!(
        (refused.status, refused.code()),
        (StatusCode::UNPROCESSABLE_ENTITY, "invalid".to_owned())
    );
    let error = &refused.body["errors"][0];
    assert_eq!(error["pointer"], "/endpoint", "{error:#}");
    assert!(error["detail"].as_str().unwrap().contains("a cluster of its own"), "{error:#}");
    let unknown = create("a", "enterprise", json!("secret")).await;
    assert_eq!(unknown.body["errors"][0]["pointer"], "/endpoint", "{unknown:?}");

    for (name, plan, endpoint) in
        [("a", "standard", "public"), ("b", "enterprise", "public"), ("c", "enterprise", "private")]
    {
        let created = create(name, plan, json!(endpoint)).await;
        assert_eq!(created.status, StatusCode::ACCEPTED, "{created:?}");
        assert_eq!(created.body["instance"]["spec"]["endpoint"], endpoint);
    }
    let body = json!({ "name": "d", "plan": "standard" });
    let created = api.post(&instances, &api.ada, body).await;
    assert_eq!(created.body["instance"]["spec"]["endpoint"], "public", "what was left out");
    let list = api.get(&format!("{instances}?name=c"), &api.ada).await;
    assert_eq!(list.body["items"][0]["spec"]["endpoint"], "private");

    let path = format!("/v1/instances/{}", list.body["items"][0]["id"].as_str().unwrap());
    let change = request("PATCH", &path, &api.ada, Some(json!({ "endpoint": "public" })), &[]);
    assert_eq!(api.call(change).await.code(), "unknown_field");
    let shown = api.get(&path, &api.ada).await;
    assert_eq!(shown.body["spec"]["endpoint"], "private");
}

#[tokio::test]
async fn people_are_added_by_operators_only() {
    let api = TestApi::create().await;
    let grace = api.person("grace@example.com").await;
    let body = json!({ "email": "eve@example.com", "password": "correct horse battery" });
    assert_eq!(api.post("/v1/users", &grace, body.clone()).await.code(), "forbidden");
    assert_eq!(api.post("/v1/users", &api.ada, body.clone()).await.status, 201);
    assert_eq!(api.post("/v1/users", &api.ada, body).await.code(), "name_taken");
    let smuggled = json!({
        "email": "x@example.com", "password": "correct horse battery", "is_operator": true,
    });
    assert_eq!(api.post("/v1/users", &grace, smuggled).await.code(), "unknown_field");
}

#[tokio::test]
async fn a_browser_is_shown_what_a_problem_means() {
    let api = TestApi::create().await;
    let path = "/problems/name-taken";
    let shown = api.call(request("GET", path, "", None, &[("accept", "text/html,*/*")])).await;
    assert_eq!(shown.headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
    let shown = api.call(request("GET", path, "", None, &[])).await;
    assert_eq!(shown.headers[header::CONTENT_TYPE], "text/markdown; charset=utf-8");
}

#[tokio::test]
async fn the_openapi_document_in_the_repository_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/millrace.json");
    let written: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let current = serde_json::to_value(document()).unwrap();
    assert!(
        written == current,
        "run `cargo run -p control-plane -- openapi > openapi/millrace.json`"
    );
}

#[test]
fn every_operation_is_named_tagged_and_told_apart() {
    let document = document();
    let mut names = Vec::new();
    for (path, item) in &document.paths.paths {
        for (method, operation) in operations(item) {
            assert_eq!(operation.tags.as_ref().map(Vec::len), Some(1), "{method} {path}");
            assert!(operation.summary.is_some(), "{method} {path} has no summary");
            names.push(operation.operation_id.clone().unwrap());
        }
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "two operations share an operation_id");
}
