//! A dry run answers like the change and leaves nothing behind.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    api::testing::{Answer, TestApi, request},
    store::testing::dump,
};

async fn rehearse(api: &TestApi, method: &str, path: &str, body: Option<Value>) -> Answer {
    let headers = [("idempotency-key", "k"), ("prefer", "wait=5")];
    let path = format!("{path}?dry_run=true");
    api.call(request(method, &path, &api.ada, body, &headers)).await
}

/// What there is to change: an instance, a credential with a key, a token, a member.
struct Scene {
    org: String,
    instance: String,
    credential: String,
    key: String,
    token: String,
    member: String,
}

impl Scene {
    async fn create(api: &TestApi) -> Self {
        let org = format!("/v1/orgs/{}", api.acme);
        let made = async |path: &str, body: Value| {
            let answer = api.post(path, &api.ada, body).await;
            assert!(answer.status.is_success(), "{answer:?}");
            answer.body
        };
        let id = |body: &Value| body["id"].as_str().unwrap().to_owned();
        let orders = json!({ "name": "orders", "plan": "standard" });
        let instance = made(&format!("{org}/instances"), orders).await;
        let instance = format!("/v1/instances/{}", id(&instance["instance"]));
        let credentials = format!("{instance}/credentials");
        let credential = made(&credentials, json!({ "name": "app", "preset": "produce" })).await;
        let key = credential["secret"]["key_id"].as_str().unwrap().to_owned();
        let credential = format!("{credentials}/{}", id(&credential));
        let tokens = format!("{org}/tokens");
        let token = made(&tokens, json!({ "name": "ci", "role": "viewer" })).await;
        api.person("grace@example.com").await;
        let members = format!("{org}/members");
        let grace = json!({ "email": "grace@example.com", "role": "viewer" });
        let member = made(&members, grace).await;
        Self {
            key: format!("{credential}/keys/{key}"),
            token: format!("{tokens}/{}", id(&token)),
            member: format!("{members}/{}", id(&member)),
            org,
            instance,
            credential,
        }
    }

    fn changes(&self) -> Vec<(&'static str, String, Option<Value>)> {
        let Self { org, instance, credential, .. } = self;
        let (expiry, none) = ("2099-01-01T00:00:00Z", None);
        let eve = json!({ "email": "eve@example.com", "password": "correct horse battery" });
        vec![
            ("POST", "/v1/orgs".to_owned(), Some(json!({ "name": "beta" }))),
            ("PATCH", org.clone(), Some(json!({ "name": "beta" }))),
            ("PATCH", format!("{org}/quotas"), Some(json!({ "standard_instances": 9 }))),
            ("POST", "/v1/users".to_owned(), Some(eve)),
            ("PATCH", self.member.clone(), Some(json!({ "role": "admin" }))),
            ("DELETE", self.member.clone(), none.clone()),
            ("POST", format!("{org}/tokens"), Some(json!({ "name": "cd", "role": "admin" }))),
            ("DELETE", self.token.clone(), none.clone()),
            (
                "POST",
                format!("{org}/instances"),
                Some(json!({ "name": "billing", "plan": "standard" })),
            ),
            ("PATCH", instance.clone(), Some(json!({ "labels": { "env": "prod" } }))),
            ("DELETE", instance.clone(), none.clone()),
            (
                "POST",
                format!("{instance}/credentials"),
                Some(json!({ "name": "other", "preset": "consume" })),
            ),
            ("PATCH", credential.clone(), Some(json!({ "preset": "admin" }))),
            ("DELETE", credential.clone(), none.clone()),
            ("POST", format!("{credential}/keys"), Some(json!({ "expires_at": expiry }))),
            ("DELETE", self.key.clone(), none),
        ]
    }
}

#[tokio::test]
async fn a_dry_run_of_any_change_changes_nothing() {
    let api = TestApi::create().await;
    let scene = Scene::create(&api).await;
    let before = dump(&api.test.app.db).await;
    for (method, path, body) in scene.changes() {
        let answer = rehearse(&api, method, &path, body).await;
        assert_eq!(answer.status, StatusCode::OK, "{method} {path} {answer:?}");
        assert_eq!(answer.headers["dry-run"], "true", "{method} {path}");
        assert_eq!(answer.body["dry_run"], true, "{method} {path}");
        assert!(!answer.headers.contains_key("location"), "{method} {path}");
        let shown = answer.body.to_string();
        for secret in ["secret", "mrt_", "mr_k", "api_key"] {
            assert!(!shown.contains(secret), "{method} {path} shows {secret}: {shown}");
        }
        assert!(dump(&api.test.app.db).await == before, "{method} {path} wrote something");
    }
    // The key of a dry run is free for the change itself.
    for (method, path, body) in scene.changes().into_iter().take(1) {
        let headers = [("idempotency-key", "k")];
        let answer = api.call(request(method, &path, &api.ada, body, &headers)).await;
        assert_eq!(answer.status, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn a_dry_run_shows_the_plan() {
    let api = TestApi::create().await;
    let scene = Scene::create(&api).await;
    let deletion = rehearse(&api, "DELETE", &scene.instance, None).await;
    assert_eq!(deletion.body["operation"]["kind"], "instance.delete");
    assert_eq!(deletion.body["instance"]["status"]["phase"], "deleting");
    let change = json!({ "labels": { "env": "prod" } });
    let change = rehearse(&api, "PATCH", &scene.instance, Some(change)).await;
    assert_eq!(change.body["labels"]["env"], "prod");
    let found = api.get(&scene.instance, &api.ada).await;
    assert_eq!(found.body["labels"], json!({}));
    assert_eq!(found.body["status"]["phase"], "pending");
}

#[tokio::test]
async fn a_dry_run_is_refused_as_the_change_would_be() {
    let api = TestApi::create().await;
    let scene = Scene::create(&api).await;
    let taken = json!({ "name": "orders", "plan": "standard" });
    let instances = format!("{}/instances", scene.org);
    assert_eq!(rehearse(&api, "POST", &instances, Some(taken)).await.code(), "name_taken");
    let invalid = json!({ "name": "a", "plan": "none" });
    assert_eq!(rehearse(&api, "POST", &instances, Some(invalid)).await.code(), "invalid");
    let quotas = format!("{}/quotas", scene.org);
    let limit = json!({ "standard_instances": 1 });
    let answer = api.call(request("PATCH", &quotas, &api.ada, Some(limit), &[])).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let more = json!({ "name": "more", "plan": "standard" });
    assert_eq!(rehearse(&api, "POST", &instances, Some(more)).await.code(), "quota_exceeded");
    let stale = [("if-match", "\"99\"")];
    let path = format!("{}?dry_run=true", scene.instance);
    let stale = api.call(request("DELETE", &path, &api.ada, None, &stale)).await;
    assert_eq!(stale.code(), "precondition_failed");

    // A refusal for want of permission is recorded: it is the attempt that matters.
    let grace = api.token_of("grace@example.com").await;
    let denied = api.call(request("DELETE", &path, &grace, None, &[])).await;
    assert_eq!(denied.code(), "forbidden");
    let trail = format!("{}/audit_events?outcome=denied", scene.org);
    assert_eq!(api.get(&trail, &api.ada).await.body["items"][0]["action"], "instance.delete");
}

#[tokio::test]
async fn a_misspelt_dry_run_changes_nothing() {
    let api = TestApi::create().await;
    let scene = Scene::create(&api).await;
    for (query, code) in [
        ("dryrun=true", "unknown_parameter"),
        ("dry_run=yes", "malformed_request"),
        ("dry_run=true&dry_run=false", "malformed_request"),
    ] {
        let path = format!("{}?{query}", scene.token);
        let answer = api.call(request("DELETE", &path, &api.ada, None, &[])).await;
        assert_eq!(answer.code(), code, "{query}");
    }
    assert_eq!(api.get(&scene.token, &api.ada).await.status, StatusCode::OK);
}
