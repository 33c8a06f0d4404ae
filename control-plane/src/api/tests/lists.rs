//! Lists in every order, page by page, and of the fields asked for.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::api::testing::{TestApi, request};

/// An org with instances, the younger ones named earlier in the alphabet.
async fn with_instances() -> (TestApi, String) {
    let api = TestApi::create().await;
    let path = format!("/v1/orgs/{}/instances", api.acme);
    for (at, name) in ["delta", "charlie", "bravo", "alpha"].into_iter().enumerate() {
        api.test.clock.advance(1);
        let env = if at % 2 == 0 { "prod" } else { "test" };
        let body = json!({ "name": name, "plan": "standard", "labels": { "env": env } });
        assert_eq!(api.post(&path, &api.ada, body).await.status, StatusCode::ACCEPTED);
    }
    (api, path)
}

fn names(body: &Value) -> Vec<String> {
    let items = body["items"].as_array().unwrap();
    items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

/// All pages one after the other.
async fn read(api: &TestApi, path: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut next = path.to_owned();
    loop {
        let page = api.get(&next, &api.ada).await;
        assert_eq!(page.status, StatusCode::OK, "{next}: {page:?}");
        all.extend(names(&page.body));
        match page.body["next_page_token"].as_str() {
            Some(token) => next = format!("{path}&page_token={token}"),
            None => return all,
        }
    }
}

#[tokio::test]
async fn a_list_is_read_in_any_order_page_by_page() {
    let (api, path) = with_instances().await;
    let oldest = ["delta", "charlie", "bravo", "alpha"];
    let newest = ["alpha", "bravo", "charlie", "delta"];
    for (order, expected) in [
        ("created_at", oldest),
        ("created_at%20desc", newest),
        ("name", newest),
        ("name+desc", oldest),
    ] {
        for size in [1, 2, 3, 4, 500] {
            let list = format!("{path}?order_by={order}&page_size={size}");
            assert_eq!(read(&api, &list).await, expected, "{order} {size}");
        }
    }
    assert_eq!(read(&api, &format!("{path}?page_size=3")).await, oldest);
    assert_eq!(
        read(&api, &format!("{path}?label=env:prod&order_by=name")).await,
        ["bravo", "delta"]
    );
    for list in ["credentials", "tokens", "members"] {
        let owner = match list {
            "credentials" => {
                let all = api.get(&path, &api.ada).await;
                format!("/v1/instances/{}", all.body["items"][0]["id"].as_str().unwrap())
            }
            _ => format!("/v1/orgs/{}", api.acme),
        };
        for order in ["name", "name+desc", "created_at", "created_at+desc"] {
            let answer = api.get(&format!("{owner}/{list}?order_by={order}"), &api.ada).await;
            assert_eq!(answer.status, StatusCode::OK, "{list} {order} {answer:?}");
        }
    }
}

#[tokio::test]
async fn people_of_one_name_are_all_listed() {
    let api = TestApi::create().await;
    let path = format!("/v1/orgs/{}/members", api.acme);
    for email in ["grace@example.com", "eve@example.com", "mallory@example.com"] {
        api.person(email).await;
        let body = json!({ "email": email, "role": "viewer" });
        assert_eq!(api.post(&path, &api.ada, body).await.status, StatusCode::CREATED);
    }
    for order in ["name", "name+desc", "created_at", "created_at+desc"] {
        let all = read(&api, &format!("{path}?page_size=1&order_by={order}")).await;
        assert_eq!(all.len(), 4, "{order}: {all:?}");
    }
}

#[tokio::test]
async fn an_order_or_size_that_is_none_is_refused_with_those_that_are() {
    let (api, path) = with_instances().await;
    let detail = async |path: String| {
        let answer = api.get(&path, &api.ada).await;
        assert_eq!(answer.code(), "malformed_request", "{path}");
        answer.body["detail"].as_str().unwrap().to_owned()
    };
    let refused = detail(format!("{path}?order_by=plan")).await;
    assert!(refused.ends_with("created_at, created_at desc, name, name desc"), "{refused}");
    let audit = format!("/v1/orgs/{}/audit_events", api.acme);
    assert!(detail(format!("{audit}?order_by=name")).await.ends_with("created_at desc"));
    for size in ["0", "501", "-1", "x", ""] {
        let refused = detail(format!("{path}?page_size={size}")).await;
        assert!(refused.contains("from 1 to 500"), "{refused}");
    }
    // A token goes with its order.
    let page = api.get(&format!("{path}?page_size=1&order_by=name"), &api.ada).await;
    let token = page.body["next_page_token"].as_str().unwrap();
    let other = format!("{path}?order_by=name+desc&page_token={token}");
    assert_eq!(api.get(&other, &api.ada).await.code(), "invalid_page_token");
}

#[tokio::test]
async fn only_the_fields_asked_for_are_answered() {
    let (api, path) = with_instances().await;
    let list = api.get(&format!("{path}?fields=id,status.phase&page_size=1"), &api.ada).await;
    let item = &list.body["items"][0];
    assert_eq!(*item, json!({ "id": item["id"], "status": { "phase": "pending" } }));
    assert!(list.body["next_page_token"].is_string(), "{list:?}");
    let one = format!("/v1/instances/{}", item["id"].as_str().unwrap());
    let answer = api.get(&format!("{one}?fields=name,labels.env,labels.none"), &api.ada).await;
    assert_eq!(answer.body, json!({ "name": "delta", "labels": { "env": "prod" } }));
    assert_eq!(answer.headers["etag"], "\"1\"");

    for wrong in ["nmae", "id,nmae", "status.phse", "id.x", "id.x.y", "", "id,"] {
        let answer = api.get(&format!("{one}?fields={wrong}"), &api.ada).await;
        assert_eq!(answer.code(), "malformed_request", "{wrong}");
        assert_eq!(answer.body["errors"][0]["pointer"], "fields", "{wrong}");
    }
    let typo = api.get(&format!("{one}?fields=id,nmae"), &api.ada).await;
    assert!(typo.body["detail"].as_str().unwrap().contains("`nmae`"), "{typo:?}");
    let change = request("DELETE", &format!("{one}?fields=id"), &api.ada, None, &[]);
    assert_eq!(api.call(change).await.code(), "unknown_parameter");
}
