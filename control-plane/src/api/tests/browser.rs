//! Signing in with a browser, and what other sites' pages get done through it.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::{
    api::testing::{Answer, TestApi, request},
    app::testing::PASSWORD,
    domain::site::Site,
};

const HOST: (&str, &str) = ("host", "millrace.example:8080");
const OWN: (&str, &str) = ("origin", "http://millrace.example:8080");
const CSRF: (&str, &str) = ("x-millrace-csrf", "1");
const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");

type Headers<'a> = &'a [(&'a str, &'a str)];

async fn sign_in(api: &TestApi, email: &str, headers: Headers<'_>) -> Answer {
    let body = json!({"email": email, "password": PASSWORD, "delivery": "cookie"});
    api.call(request("POST", "/v1/sessions", "", Some(body), headers)).await
}

/// The cookie's name and value, as the browser sends it back.
fn cookie(headers: &HeaderMap) -> String {
    let set = headers["set-cookie"].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

async fn ada(api: &TestApi) -> String {
    let answer = sign_in(api, "ada@example.com", &[HOST, OWN, SAME]).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    cookie(&answer.headers)
}

async fn send(api: &TestApi, method: &str, path: &str, headers: Headers<'_>) -> Answer {
    let body = (method == "POST").then(|| json!({"name": "other"}));
    api.call(request(method, path, "", body, headers)).await
}

async fn code(api: &TestApi, method: &str, path: &str, headers: Headers<'_>) -> String {
    send(api, method, path, headers).await.code()
}

#[tokio::test]
async fn a_browsers_session_is_a_cookie_that_no_script_can_read() {
    let api = TestApi::create().await;
    let answer = sign_in(&api, "ada@example.com", &[HOST, OWN, SAME]).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let set = answer.headers["set-cookie"].to_str().unwrap();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000"] {
        assert!(set.split("; ").any(|part| part == attribute), "{attribute} is not in {set}");
    }
    assert!(!set.contains("Secure"), "plain HTTP would lose it: {set}");
    let mut members: Vec<&String> = answer.body.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(members, ["expires_at", "session_id", "user_id"], "a script could read a token");
    let cookie = cookie(&answer.headers);
    assert!(!answer.body.to_string().contains(cookie.split_once('=').unwrap().1));

    let me = send(&api, "GET", "/v1/me", &[("cookie", &cookie)]).await;
    assert_eq!(me.body["user"]["email"], "ada@example.com");
    let sessions = send(&api, "GET", "/v1/sessions", &[("cookie", &cookie)]).await;
    let current = |item: &&Value| item["current"] == true;
    let listed = sessions.body["items"].as_array().unwrap().iter().find(current).unwrap();
    assert_eq!(listed["id"], answer.body["session_id"]);
}

#[tokio::test]
async fn what_travels_encrypted_stays_encrypted() {
    let https = ("origin", "https://millrace.example:8080");
    let api = TestApi::create().await;
    let answer = sign_in(&api, "ada@example.com", &[HOST, https, SAME]).await;
    assert!(answer.headers["set-cookie"].to_str().unwrap().ends_with("; Secure"));

    let public_url = Some("https://kafka.example.com".parse().unwrap());
    let site = Site { base_path: "/a/b".parse().unwrap(), public_url };
    let api = TestApi::at(site, Arc::new(|_| None)).await;
    let answer = sign_in(&api, "ada@example.com", &[HOST]).await;
    let set = answer.headers["set-cookie"].to_str().unwrap();
    assert!(set.ends_with("; Secure") && set.contains("; Path=/a/b/;"), "{set}");
    // The proxy asks for another host than the browser does.
    let behind = [HOST, ("origin", "https://kafka.example.com"), SAME, CSRF];
    let cookie = cookie(&answer.headers);
    let headers = [&behind[..], &[("cookie", cookie.as_str())]].concat();
    let made = send(&api, "POST", "/v1/orgs", &headers).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
}

#[tokio::test]
async fn another_sites_page_changes_nothing_through_its_visitors() {
    let api = TestApi::create().await;
    let cookie = ada(&api).await;
    let cookie = ("cookie", cookie.as_str());
    let hostile: &[Headers<'_>] = &[
        &[HOST, cookie],
        &[HOST, cookie, OWN, SAME],
        &[HOST, cookie, OWN, SAME, ("x-millrace-csrf", "0")],
        &[HOST, cookie, OWN, SAME, ("x-millrace-csrf", "")],
        &[HOST, cookie, OWN, CSRF, ("sec-fetch-site", "cross-site")],
        &[HOST, cookie, OWN, CSRF, ("sec-fetch-site", "same-site")],
        &[HOST, cookie, OWN, CSRF, ("sec-fetch-site", "none")],
        &[HOST, cookie, OWN, CSRF, ("sec-fetch-site", "")],
        &[HOST, cookie, CSRF, ("origin", "https://evil.example")],
        &[HOST, cookie, CSRF, SAME, ("origin", "https://evil.example")],
        &[HOST, cookie, CSRF, ("origin", "http://millrace.example")],
        &[HOST, cookie, CSRF, ("origin", "http://millrace.example:8080.evil.example")],
        &[HOST, cookie, CSRF, ("origin", "ftp://millrace.example:8080")],
        &[HOST, cookie, CSRF, ("origin", "null")],
        &[HOST, cookie, CSRF, ("origin", "")],
        &[cookie, CSRF, ("origin", "http://")],
        &[cookie, CSRF, OWN],
    ];
    for headers in hostile {
        for (method, path) in [
            ("POST", "/v1/orgs".to_owned()),
            ("DELETE", "/v1/sessions/current".to_owned()),
            ("DELETE", format!("/v1/orgs/{}/members/{}", api.acme, api.admin_id())),
        ] {
            let answer = send(&api, method, &path, headers).await;
            let found = (answer.status, answer.code());
            let expected = (StatusCode::FORBIDDEN, "csrf".to_owned());
            assert_eq!(found, expected, "{method} {path} {headers:?}");
        }
    }
    let orgs = send(&api, "GET", "/v1/orgs", &[HOST, cookie]).await;
    assert_eq!(orgs.body["items"].as_array().unwrap().len(), 1, "an org was made");

    // The same from our own page: with all that a browser says, and with what an old one does.
    for headers in [&[HOST, cookie, OWN, SAME, CSRF][..], &[HOST, cookie, CSRF]] {
        let body = json!({"name": if headers.len() == 5 { "new" } else { "old" }});
        let made = api.call(request("POST", "/v1/orgs", "", Some(body), headers)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    }
}

#[tokio::test]
async fn nobody_is_signed_in_by_another_sites_page() {
    let api = TestApi::create().await;
    for said in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
        let answer = sign_in(&api, "ada@example.com", &[HOST, said]).await;
        assert_eq!(answer.code(), "csrf");
        assert!(!answer.headers.contains_key("set-cookie"));
    }
    assert_eq!(sign_in(&api, "ada@example.com", &[HOST]).await.status, StatusCode::CREATED);
    // A program is given tokens and no cookie.
    let account = json!({"email": "ada@example.com", "password": PASSWORD});
    let answer = api.post("/v1/sessions", "", account).await;
    assert!(answer.body["access_token"].is_string());
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn a_token_in_the_header_decides_alone() {
    let api = TestApi::create().await;
    let cookie = ada(&api).await;
    let grace = api.person("grace@example.com").await;
    let both = |bearer: &str| request("GET", "/v1/me", bearer, None, &[("cookie", &cookie)]);
    let me = api.call(both(&grace)).await;
    assert_eq!(me.body["user"]["email"], "grace@example.com");
    for bad in ["x", "mrt_x"] {
        assert_eq!(api.call(both(bad)).await.status, StatusCode::UNAUTHORIZED, "{bad}");
    }
    // No page can add that header, so nothing else is asked for.
    let headers = [("cookie", cookie.as_str()), ("origin", "https://evil.example")];
    let body = Some(json!({"name": "graces"}));
    let made = api.call(request("POST", "/v1/orgs", &grace, body, &headers)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    let value = cookie.split_once('=').unwrap().1;
    let me = api.get("/v1/me", value).await;
    assert_eq!(me.status, StatusCode::UNAUTHORIZED, "a cookie is no bearer token");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_takes_the_cookie_away() {
    let api = TestApi::create().await;
    let (first, second) = (ada(&api).await, ada(&api).await);
    let me = async |cookie: &str| send(&api, "GET", "/v1/me", &[("cookie", cookie)]).await.status;
    assert_eq!((me(&first).await, me(&second).await), (StatusCode::OK, StatusCode::OK));
    let headers = [HOST, OWN, SAME, CSRF, ("cookie", first.as_str())];
    let out = send(&api, "DELETE", "/v1/sessions/current", &headers).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    let set = out.headers["set-cookie"].to_str().unwrap();
    assert!(set.starts_with("millrace_session=; Path=/; Max-Age=0;"), "{set}");
    assert_eq!(me(&first).await, StatusCode::UNAUTHORIZED);
    assert_eq!(me(&second).await, StatusCode::OK, "the other browser was signed out, too");
    // Another's sign-in can be ended by its id, as ever; then a program's own.
    let sessions = api.get("/v1/sessions", &api.ada).await;
    for item in sessions.body["items"].as_array().unwrap() {
        if item["current"] == false {
            let path = format!("/v1/sessions/{}", item["id"].as_str().unwrap());
            api.call(request("DELETE", &path, &api.ada, None, &[])).await;
        }
    }
    assert_eq!(me(&second).await, StatusCode::UNAUTHORIZED);
    let out = api.call(request("DELETE", "/v1/sessions/current", &api.ada, None, &[])).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(api.get("/v1/me", &api.ada).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_cookie_that_is_old_altered_or_doubled_is_nobodys() {
    let api = TestApi::create().await;
    let cookie = ada(&api).await;
    let me = async |cookie: &str| code(&api, "GET", "/v1/me", &[("cookie", cookie)]).await;
    for at in ["millrace_session=".len(), cookie.len() / 2, cookie.len() - 10] {
        let mut bytes = cookie.clone().into_bytes();
        bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
        assert_eq!(me(&String::from_utf8(bytes).unwrap()).await, "unauthenticated");
    }
    for bad in [
        "millrace_session=",
        "millrace_session=mrc_",
        "millrace_session=mrc_AAAA",
        &cookie.replace("millrace_session", "Millrace_Session"),
        &format!("{cookie}; {cookie}"),
        &format!("millrace_session=mrc_x; {cookie}"),
        &cookie[..cookie.len() - 4],
        &format!("{cookie}AAAA"),
    ] {
        assert_eq!(me(bad).await, "unauthenticated", "{bad}");
    }
    // Among others' cookies it is found, and two tabs do not sign each other out.
    for _ in 0..2 {
        let found = send(&api, "GET", "/v1/me", &[("cookie", &format!("a=b; {cookie}; c"))]).await;
        assert_eq!(found.status, StatusCode::OK);
    }
    // A new password signs all others out, browsers as well.
    let change = json!({"current_password": PASSWORD, "new_password": "another long password"});
    api.post("/v1/me/password", &api.ada, change).await;
    assert_eq!(me(&cookie).await, "unauthenticated");
    api.person("grace@example.com").await;
    let answer = sign_in(&api, "grace@example.com", &[HOST]).await;
    let grace = self::cookie(&answer.headers);
    api.test.clock.advance(29 * 24 * 3600 * 1000);
    assert_eq!(send(&api, "GET", "/v1/me", &[("cookie", &grace)]).await.status, StatusCode::OK);
    api.test.clock.advance(24 * 3600 * 1000);
    assert_eq!(me(&grace).await, "unauthenticated");
}
