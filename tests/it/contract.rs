//! What every operation of the REST API promises, whatever it does: strict reading, problems that
//! say what is wrong, requests that may be repeated, versions, lists that can be paged through.

use std::collections::{BTreeMap, BTreeSet};

use harness::{
    Api, Reply, Stack,
    document::{self, Operation},
    scene::{Sample, Scene},
    world::unique,
};
use reqwest::Method;
use serde_json::{Value, json};

const MIB: usize = 1024 * 1024;
/// What may be sent without being signed in, and has nothing to do with who sends it.
const SIGNING_IN: [&str; 2] = ["create_session", "refresh_session"];

fn operations() -> Vec<Operation> {
    document::operations(&document::checked_in())
}

/// Whoever may send a sample: the owner, or an operator where an owner is not enough.
async fn sender(stack: &Stack, scene: &Scene, operation: &Operation) -> Api {
    match operation.id.as_str() {
        "create_user" | "update_quotas" | "list_clusters" => stack.admin().await,
        _ => scene.owner.api.clone(),
    }
}

/// Whether an answer is a problem as RFC 9457 and our own rules have it.
fn is_problem(reply: &Reply, status: u16, code: &str) -> Result<(), String> {
    let body = &reply.body;
    let slug = format!("/problems/{}", code.replace('_', "-"));
    let checks = [
        (reply.status == status, "the status"),
        (body["status"] == status, "`status`"),
        (body["code"] == code, "`code`"),
        (body["type"] == slug.as_str(), "`type`"),
        (body["title"].as_str().is_some_and(|text| !text.is_empty()), "`title`"),
        (body["detail"].as_str().is_some_and(|text| !text.is_empty()), "`detail`"),
        (body["request_id"] == reply.header("x-request-id"), "`request_id`"),
        (reply.header("content-type") == "application/problem+json", "the content type"),
        (reply.header("cache-control") == "no-store", "`cache-control`"),
        (reply.header("x-content-type-options") == "nosniff", "`x-content-type-options`"),
        (reply.header("content-security-policy").starts_with("default-src 'none'"), "the CSP"),
    ];
    match checks.iter().find(|(right, _)| !right) {
        None => Ok(()),
        Some((_, what)) => {
            Err(format!("{what} is not that of {status} {code}: {} {body}", reply.status))
        }
    }
}

fn note(
    complaints: &mut Vec<String>,
    operation: &Operation,
    what: &str,
    result: Result<(), String>,
) {
    if let Err(reason) = result {
        complaints.push(format!("{} {what}: {reason}", operation.id));
    }
}

fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_refused_with_a_pointer() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let mut complaints = Vec::new();
    for operation in operations() {
        let api = sender(stack, &scene, &operation).await;
        let sample = scene.sample(stack, &operation, None).await;
        let (method, path) = (operation.method.clone(), sample.path());
        let mut check = |what: &str, result| note(&mut complaints, &operation, what, result);

        let reply =
            api.send(method.clone(), &format!("{path}?surprise=1"), sample.body.clone()).await;
        check("with a parameter nobody knows", is_problem(&reply, 400, "unknown_parameter"));
        let Some(sample_body) = sample.body else { continue };
        let mut body = sample_body.clone();

        body["surprise"] = json!({"a": 1});
        let reply = api.send(method.clone(), &path, Some(body.clone())).await;
        check("with a field nobody knows", is_problem(&reply, 400, "unknown_field"));
        let pointer = &reply.body["errors"][0]["pointer"];
        if pointer != "/surprise" {
            check("with a field nobody knows", Err(format!("points to {pointer}")));
        }
        // Nobody says who owns a thing, or that they run the place.
        for smuggled in ["id", "org_id", "is_operator", "status", "permissions", "version"] {
            let mut body = sample_body.clone();
            body[smuggled] = json!("x");
            let reply = api.send(method.clone(), &path, Some(body)).await;
            if reply.status != 400 {
                check(smuggled, Err(format!("was taken: {} {}", reply.status, reply.body)));
            }
        }
        let send = async |content_type, bytes: &[u8]| {
            api.send_bytes(method.clone(), &path, content_type, bytes.to_vec()).await
        };
        for bad in [&b"{"[..], b"", b"[]", b"null", b"\"x\"", b"{} {}", b"\xff\xfe", b"{\0}"] {
            let reply = send("application/json", bad).await;
            check(&format!("with {bad:?}"), is_problem(&reply, 400, "malformed_request"));
        }
        let deep = "[".repeat(100_000);
        let reply = send("application/json", deep.as_bytes()).await;
        check("with deep nesting", is_problem(&reply, 400, "malformed_request"));
        for other in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"] {
            let reply = send(other, b"{}").await;
            check(other, is_problem(&reply, 415, "unsupported_media_type"));
        }
        let large = json!({"name": "x".repeat(2 * MIB)}).to_string();
        let reply = send("application/json", large.as_bytes()).await;
        check("with two MiB", is_problem(&reply, 413, "body_too_large"));
    }
    assert_none(&complaints);
}

/// The same body with one text in it replaced, for each text.
fn variants(body: &Value, text: &str) -> Vec<Value> {
    match body {
        Value::String(_) => vec![json!(text)],
        Value::Array(items) => (0..items.len())
            .flat_map(|at| {
                variants(&items[at], text).into_iter().map(move |item| {
                    let mut other = items.clone();
                    other[at] = item;
                    Value::Array(other)
                })
            })
            .collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| {
                variants(value, text).into_iter().map(move |value| {
                    let mut other = members.clone();
                    other.insert(name.clone(), value);
                    Value::Object(other)
                })
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_text_is_strange_enough_to_be_our_fault() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let long = "x".repeat(100_000);
    let texts =
        ["", "a\0b", "\u{202e}\u{fffe}", "'; drop table orgs; --", "../..", "-1", "1e999", &long];
    let mut complaints = Vec::new();
    for operation in operations() {
        let api = sender(stack, &scene, &operation).await;
        let sample = scene.sample(stack, &operation, None).await;
        let (method, path) = (operation.method.clone(), sample.path());
        for text in texts {
            let mut replies = Vec::new();
            for name in operation.query_parameters().filter(|_| text.len() < 1000) {
                let encoded =
                    text.bytes().fold(String::new(), |all, byte| format!("{all}%{byte:02x}"));
                replies.push(api.get(&format!("{path}?{name}={encoded}")).await);
            }
            // Those would use up what this address may get wrong, or lock us out.
            let signs_in = SIGNING_IN.contains(&operation.id.as_str());
            let is_left_out = signs_in || operation.id == "change_password";
            let bodies = sample.body.iter().filter(|_| !is_left_out);
            for body in bodies.flat_map(|body| variants(body, text)) {
                replies.push(api.send(method.clone(), &path, Some(body)).await);
            }
            for reply in replies.iter().filter(|reply| reply.status >= 500) {
                complaints.push(format!("{} with {:.20}: {}", operation.id, text, reply.body));
            }
        }
    }
    assert_none(&complaints);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_are_refused_and_the_right_ones_named() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let mut methods: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let all = operations();
    for operation in &all {
        let known = methods.entry(operation.path.clone()).or_default();
        known.insert(operation.method.to_string());
    }
    let mut complaints = Vec::new();
    for operation in &all {
        let known = &methods[&operation.path];
        let path = scene.sample(stack, operation, None).await.path();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
            if known.contains(method) {
                continue;
            }
            let reply = scene.owner.api.send(method.parse().unwrap(), &path, None).await;
            note(&mut complaints, operation, method, is_problem(&reply, 405, "method_not_allowed"));
            let allow: BTreeSet<String> =
                reply.header("allow").split(',').map(|m| m.trim().to_owned()).collect();
            let mut expected = known.clone();
            if expected.contains("GET") {
                expected.insert("HEAD".to_owned());
            }
            if allow != expected {
                complaints.push(format!("{} {method}: Allow is {allow:?}", operation.path));
            }
        }
    }
    assert_none(&complaints);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_can_be_found_in_the_log_by_its_request_id() {
    let stack = Stack::shared().await;
    let api = stack.admin().await;
    let id = unique("trace");
    let reply = api.with_header("x-request-id", &id).get("/v1/me").await;
    assert_eq!(reply.header("x-request-id"), id);
    let missing = api.with_header("x-request-id", &id).get("/v1/nowhere").await;
    assert_eq!(missing.header("x-request-id"), id);
    is_problem(&missing, 404, "not_found").unwrap();
    let own = api.get("/v1/me").await.header("x-request-id").to_owned();
    assert!(own.starts_with("req_"), "{own}");
    for forged in ["a b", "<script>", &"x".repeat(65)] {
        let reply = api.with_header("x-request-id", forged).get("/v1/me").await;
        assert!(reply.header("x-request-id").starts_with("req_"), "{forged:?} was taken over");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_problem_has_a_page() {
    let stack = Stack::shared().await;
    let api = stack.anonymous();
    let kinds = api.get("/v1/problems").await.expect(200);
    let kinds = kinds["items"].as_array().unwrap();
    assert!(kinds.len() > 20, "{kinds:?}");
    for kind in kinds {
        let page = api.get(kind["type"].as_str().unwrap()).await;
        assert_eq!(page.status, 200, "{kind}");
        assert!(page.body.to_string().contains(kind["code"].as_str().unwrap()), "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_never_cached_and_shown_once() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    for operation in operations() {
        let revealing = ["create_credential", "create_key", "create_token", "create_session"];
        if !revealing.contains(&operation.id.as_str()) {
            continue;
        }
        let sample = scene.sample(stack, &operation, None).await;
        let reply = sample.send(&scene.owner.api).await;
        assert_eq!(reply.header("cache-control"), "no-store", "{}", operation.id);
        let body = reply.expect(201);
        let secret = ["/secret/api_key", "/secret/api_token", "/refresh_token"]
            .into_iter()
            .find_map(|pointer| body.pointer(pointer)?.as_str())
            .unwrap();
        for path in [
            sample.path(),
            sample.path().replace("/keys", ""),
            scene.instance.path("/credentials"),
            scene.org("/tokens"),
            scene.org("/audit_events?page_size=500"),
            scene.org("/operations"),
            "/v1/sessions".to_owned(),
        ] {
            let shown = scene.owner.api.get(&path).await;
            assert!(!shown.body.to_string().contains(secret), "{path} shows it again");
        }
        assert!(!stack.logs("").contains(secret), "{}: it is in a log", operation.id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_request_has_one_effect_and_the_same_answer() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let mut complaints = Vec::new();
    for operation in operations() {
        if operation.method != Method::POST || SIGNING_IN.contains(&operation.id.as_str()) {
            continue;
        }
        if !operation.takes("header", "Idempotency-Key") {
            complaints.push(format!("{} takes no Idempotency-Key", operation.id));
            continue;
        }
        let key = unique("key");
        let api = sender(stack, &scene, &operation).await.with_header("idempotency-key", &key);
        let sample = scene.sample(stack, &operation, None).await;
        let first = sample.send(&api).await;
        let again = sample.send(&api).await;
        if !(200..300).contains(&first.status)
            || (first.status, &first.body) != (again.status, &again.body)
            || !first.header("idempotent-replayed").is_empty()
            || again.header("idempotent-replayed") != "true"
        {
            complaints.push(format!("{}: {first:?}, then {again:?}", operation.id));
        }
        for header in ["location", "etag", "cache-control", "content-type"] {
            if first.header(header) != again.header(header) {
                complaints.push(format!("{}: another {header} the second time", operation.id));
            }
        }
        let mut other = sample.clone();
        other.body = match operation.id.as_str() {
            "produce_records" => Some(json!({"records": [{"value": {"text": "other"}}]})),
            "reset_group" => Some(json!({"to": "latest"})),
            _ => other.body.map(|mut body| {
                body["name"] = json!(unique("other"));
                body
            }),
        };
        if !matches!(operation.id.as_str(), "create_key" | "add_member" | "change_password") {
            let reply = other.send(&api).await;
            let result = is_problem(&reply, 422, "idempotency_key_reused");
            note(&mut complaints, &operation, "with another body", result);
        }
    }
    assert_none(&complaints);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_duplicates_at_once_make_one_instance() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let api = scene.owner.api.with_header("idempotency-key", &unique("key"));
    let (path, body) = (scene.org("/instances"), json!({"name": "once", "plan": "standard"}));
    let sent: Vec<_> = (0..20)
        .map(|_| {
            let (api, path, body) = (api.clone(), path.clone(), body.clone());
            tokio::spawn(async move { api.post(&path, body).await })
        })
        .collect();
    let mut made = BTreeSet::new();
    for reply in sent {
        let reply = reply.await.unwrap();
        match reply.status {
            202 => drop(made.insert(reply.body["instance"]["id"].to_string())),
            _ => drop(reply.expect_problem(409, "idempotency_key_in_use")),
        }
    }
    made.insert(api.post(&path, body).await.expect(202)["instance"]["id"].to_string());
    assert_eq!(made.len(), 1, "{made:?}");
    let found = scene.owner.api.get(&format!("{path}?name=once")).await.expect(200);
    assert_eq!(found["items"].as_array().unwrap().len(), 1, "{found:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_what_somebody_else_changed_is_refused() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let mut tried = 0;
    for operation in operations() {
        // Deletions last: what they leave behind cannot be changed.
        if !operation.takes("header", "If-Match") || operation.method == Method::DELETE {
            continue;
        }
        tried += 1;
        let sample = scene.sample(stack, &operation, None).await;
        let with = |tag: &str| scene.owner.api.with_header("if-match", tag);
        sample.send(&with("\"0\"")).await.expect_problem(412, "precondition_failed");
        for unreadable in ["0", "\"x\"", "W/\"1\"", "\"1\", \"2\""] {
            sample.send(&with(unreadable)).await.expect_problem(400, "malformed_request");
        }
        let first = sample.send(&with("*")).await;
        let tag = first.header("etag").to_owned();
        first.expect(200);
        let next = scene.sample(stack, &operation, None).await;
        let changed = next.send(&with(&tag)).await;
        assert_eq!(changed.status, 200, "{}: {:#}", operation.id, changed.body);
        if changed.header("etag") != tag {
            next.send(&with(&tag)).await.expect_problem(412, "precondition_failed");
        }
    }
    assert!(tried >= 4, "only {tried} operations take If-Match");
}

/// A list with at least three items, and a request for it.
async fn lists(stack: &Stack) -> (Scene, Vec<Sample>) {
    let scene = Scene::set(stack).await;
    for _ in 0..3 {
        for operation in operations() {
            let fills = ["create_topic", "create_credential", "create_token", "add_member"];
            if fills.contains(&operation.id.as_str()) || operation.id == "create_org" {
                let sample = scene.sample(stack, &operation, None).await;
                sample.send(&scene.owner.api).await.expect(201);
            }
        }
        scene.group().await;
        let ready = scene.owner.api.with_header("prefer", "wait=60");
        let body = json!({"name": unique("list"), "plan": "standard"});
        ready.post(&scene.org("/instances"), body).await.expect(201);
    }
    let mut lists = Vec::new();
    for operation in operations() {
        // Of clusters there is one, and only operators may see it.
        if operation.takes("query", "page_size") && operation.id != "list_clusters" {
            lists.push(scene.sample(stack, &operation, None).await);
        }
    }
    assert!(lists.len() >= 7, "only {} lists found", lists.len());
    (scene, lists)
}

fn items(page: &Value) -> Vec<Value> {
    page["items"].as_array().unwrap().clone()
}

fn name_of(item: &Value) -> String {
    let name = if item["id"].is_null() { &item["name"] } else { &item["id"] };
    name.as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_can_be_paged_through_without_gap_or_repetition() {
    let stack = Stack::shared().await;
    let (scene, lists) = lists(stack).await;
    for list in lists {
        let path = list.path();
        let whole = scene.owner.api.get(&format!("{path}?page_size=500")).await.expect(200);
        assert_eq!(whole["next_page_token"], Value::Null, "{path}");
        let whole: Vec<String> = items(&whole).iter().map(name_of).collect();
        assert!(whole.len() >= 3, "{path} has only {whole:?}");
        let (mut paged, mut token) = (Vec::new(), String::new());
        loop {
            let page = scene.owner.api.get(&format!("{path}?page_size=2{token}")).await.expect(200);
            let found = items(&page);
            assert!((1..=2).contains(&found.len()), "{path}: a page of {}", found.len());
            paged.extend(found.iter().map(name_of));
            match page["next_page_token"].as_str() {
                Some(next) => token = format!("&page_token={next}"),
                None => break,
            }
            assert!(paged.len() <= whole.len(), "{path} does not end");
        }
        assert_eq!(paged, whole, "{path}");
        for size in ["0", "501", "-1", "x", ""] {
            let reply = scene.owner.api.get(&format!("{path}?page_size={size}")).await;
            reply.expect_problem(400, "malformed_request");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_token_continues_only_its_own_list_for_its_own_reader() {
    let stack = Stack::shared().await;
    let (scene, lists) = lists(stack).await;
    let member = harness::world::Person::new(stack).await;
    scene.join(&member, "admin").await;
    let mut tokens = Vec::new();
    for list in &lists {
        let page = scene.owner.api.get(&format!("{}?page_size=2", list.path())).await.expect(200);
        tokens.push(page["next_page_token"].as_str().unwrap().to_owned());
    }
    for (at, list) in lists.iter().enumerate() {
        let with = |token: &str| format!("{}?page_size=2&page_token={token}", list.path());
        let (own, other) = (&tokens[at], &tokens[(at + 1) % tokens.len()]);
        scene.owner.api.get(&with(own)).await.expect(200);
        for forged in [other.as_str(), &own[1..], &format!("{own}AA"), "AAAA", ""] {
            let reply = scene.owner.api.get(&with(forged)).await;
            reply.expect_problem(400, "invalid_page_token");
        }
        let taken = member.api.get(&with(own)).await;
        taken.expect_problem(400, "invalid_page_token");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_served_is_the_one_in_the_repository() {
    let stack = Stack::shared().await;
    let served = stack.anonymous().get("/openapi.json").await.expect(200);
    assert!(served == document::checked_in(), "openapi/millrace.json is old: run `make generate`");
    let served = document::operations(&served);
    let names: BTreeSet<&str> = served.iter().map(|operation| operation.id.as_str()).collect();
    assert_eq!(names.len(), served.len(), "two operations share a name");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_needs_no_other_host() {
    let stack = Stack::shared().await;
    let api = stack.anonymous();
    let page = api.get("/docs/").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    let html = page.body.as_str().unwrap().to_owned();
    let mut assets = 0;
    for attribute in ["src=\"", "href=\""] {
        for rest in html.split(attribute).skip(1) {
            let target = rest.split('"').next().unwrap();
            assert!(!target.contains("//"), "{target} is somewhere else");
            let asset = api.get(&format!("/docs/{}", target.trim_start_matches("./"))).await;
            assert_eq!(asset.status, 200, "{target}");
            assets += 1;
        }
    }
    assert!(assets >= 3, "{html}");
    assert!(!html.contains("<script>"), "the page's own policy forbids scripts in it");
    let start = api.get("/docs/swagger-initializer.js").await.body.to_string();
    assert!(start.contains("/openapi.json") && !start.contains("https:"), "{start}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_watches_the_service_is_answered() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let api = stack.anonymous();
    for path in ["/livez", "/readyz"] {
        assert_eq!(api.get(path).await.status, 200, "{path}");
    }
    let metrics = api.get("/metrics").await;
    assert_eq!(metrics.status, 200);
    assert!(metrics.header("content-type").starts_with("text/plain"));
    let text = metrics.body.as_str().unwrap();
    for name in ["http_requests_total", "http_request_duration_seconds"] {
        assert!(text.contains(name), "{name} is not measured");
    }
    assert!(text.contains("/v1/instances/{instance}"), "routes are not named by their templates");
    assert!(!text.contains(scene.id("org")), "identifiers multiply the measurements");
}
