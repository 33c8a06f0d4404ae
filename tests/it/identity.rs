//! Who somebody is: signing in, staying signed in, and not being somebody else.

use std::net::{IpAddr, Ipv4Addr};

use harness::{
    Api, Reply, Stack,
    clients::Access,
    scene::Scene,
    world::{Person, unique},
};
use reqwest::Method;
use serde_json::{Value, json};

async fn try_sign_in(api: &Api, email: &str, password: &str) -> Reply {
    api.post("/v1/sessions", json!({"email": email, "password": password})).await
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

/// Each guesser comes from an address of its own: what it spends there is nobody else's.
fn guesser(stack: &Stack, last: u8) -> Api {
    stack.anonymous().coming_from(IpAddr::V4(Ipv4Addr::new(127, 0, 0, last)))
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_and_does_not_lock_the_owner_out() {
    let stack = Stack::shared().await;
    let person = Person::new(stack).await;
    let guesser = guesser(stack, 66);
    let mut refused = None;
    for n in 0..20 {
        // Whoever guesses also claims to be somebody else each time.
        let api = guesser.with_header("x-forwarded-for", &format!("192.0.2.{n}"));
        let reply = try_sign_in(&api, &person.email, &format!("a wrong guess {n}")).await;
        if reply.status == 429 {
            refused = Some((n, reply));
            break;
        }
        reply.expect_problem(401, "invalid_credentials");
    }
    let (after, refused) = refused.expect("twenty guesses were let through");
    assert!(after >= 5, "somebody who mistypes is refused after {after}");
    let seconds = refused.header("retry-after").to_owned();
    let refused = refused.expect_problem(429, "rate_limited");
    assert_eq!(refused["retry_after_s"].to_string(), seconds);
    let right = try_sign_in(&guesser, &person.email, &person.password).await;
    right.expect_problem(429, "rate_limited");

    try_sign_in(&stack.anonymous(), &person.email, &person.password).await.expect(201);
    person.api.get("/v1/me").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_an_account_exists_cannot_be_asked() {
    let stack = Stack::shared().await;
    let person = Person::new(stack).await;
    let guesser = guesser(stack, 67);
    let mut answers = Vec::new();
    for email in [person.email.as_str(), "nobody-at-all@example.com", "not an address", "a\0b@x.y"]
    {
        let mut answer = try_sign_in(&guesser, email, "a wrong password").await;
        answer.body.as_object_mut().unwrap().remove("request_id");
        answers.push((answer.status, answer.body));
    }
    assert_eq!(answers[0].0, 401);
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_used_twice_ends_the_session_for_both() {
    let stack = Stack::shared().await;
    let person = Person::new(stack).await;
    let api = stack.anonymous();
    let session = try_sign_in(&api, &person.email, &person.password).await.expect(201);
    let refresh =
        async |token: &str| api.post("/v1/sessions/refresh", json!({"refresh_token": token})).await;
    let next = refresh(text(&session, "refresh_token")).await.expect(200);
    assert_ne!(next["refresh_token"], session["refresh_token"]);
    let signed_in = api.with_token(text(&next, "access_token"));
    signed_in.get("/v1/me").await.expect(200);

    // Somebody kept the first one. Either of the two is the thief.
    refresh(text(&session, "refresh_token")).await.expect_problem(401, "unauthenticated");
    refresh(text(&next, "refresh_token")).await.expect_problem(401, "unauthenticated");
    signed_in.get("/v1/me").await.expect_problem(401, "unauthenticated");
    person.api.get("/v1/me").await.expect(200);

    // A made-up token ends nobody's session.
    let other = try_sign_in(&api, &person.email, &person.password).await.expect(201);
    let token = text(&other, "refresh_token");
    let forged = format!("{}A", &token[..token.len() - 1]);
    if forged != token {
        refresh(&forged).await.expect_problem(401, "unauthenticated");
    }
    refresh(token).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_signs_everybody_else_out() {
    let stack = Stack::shared().await;
    let person = Person::new(stack).await;
    let elsewhere = stack.anonymous().sign_in(&person.email, &person.password).await;
    let new = unique("another long password");
    let change = json!({"current_password": person.password, "new_password": new});
    let wrong = json!({"current_password": "a wrong password", "new_password": new});
    let refused = person.api.post("/v1/me/password", wrong).await.expect_problem(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/current_password");
    elsewhere.get("/v1/me").await.expect(200);

    person.api.post("/v1/me/password", change).await.expect(204);
    person.api.get("/v1/me").await.expect(200);
    elsewhere.get("/v1/me").await.expect_problem(401, "unauthenticated");
    let old = try_sign_in(&stack.anonymous(), &person.email, &person.password).await;
    old.expect_problem(401, "invalid_credentials");
    try_sign_in(&stack.anonymous(), &person.email, &new).await.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_counts_to_its_last_character() {
    let stack = Stack::shared().await;
    let admin = stack.admin().await;
    let create = async |email: &str, password: &str| {
        admin.post("/v1/users", json!({"email": email, "name": "N", "password": password})).await
    };
    let mail = || format!("{}@example.com", unique("password"));
    let long = "correct horse ".repeat(9) + "!!";
    assert_eq!(long.len(), 128);
    for password in [long.as_str(), "a\0bcdefghijklmn", "пароль длинный", "            x"]
    {
        let email = mail();
        create(&email, password).await.expect(201);
        let api = guesser(stack, 68);
        let mut shorter = password.to_owned();
        shorter.pop();
        for altered in [shorter.as_str(), password.trim_start(), &format!("{password} ")] {
            if altered != password {
                let reply = try_sign_in(&api, &email, altered).await;
                assert_ne!(reply.status, 201, "{altered:?} is taken for {password:?}");
            }
        }
        try_sign_in(&stack.anonymous(), &email, password).await.expect(201);
        let shouted = email.to_uppercase();
        try_sign_in(&stack.anonymous(), &shouted, password).await.expect(201);
        create(&shouted, password).await.expect_problem(409, "name_taken");
    }
    for weak in ["", "short", "aaaaaaaaaaaaaaaa", &"ab".repeat(65)] {
        let refused = create(&mail(), weak).await.expect_problem(422, "invalid");
        assert_eq!(refused["errors"][0]["pointer"], "/password");
        assert!(weak.is_empty() || !refused.to_string().contains(weak), "repeats the password");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_for_one_door_do_not_open_the_other() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let token = scene.token("admin").await;
    let kafka = scene.instance.admin_access().await;
    stack
        .anonymous()
        .with_token(&kafka.api_key)
        .get("/v1/me")
        .await
        .expect_problem(401, "unauthenticated");
    for (user, password) in [
        (text(&token["secret"], "key_id"), text(&token["secret"], "api_token")),
        ("token", text(&token["secret"], "api_token")),
        ("token", scene.owner.api.token()),
        (scene.owner.email.as_str(), scene.owner.password.as_str()),
    ] {
        let access =
            Access { key_id: user.to_owned(), api_key: password.to_owned(), ..kafka.clone() };
        assert!(access.can_connect().await.is_err(), "{user} is let into Kafka");
    }
    kafka.can_connect().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_sites_page_gets_nothing_through_its_visitors() {
    let stack = Stack::shared().await;
    let person = Person::new(stack).await;
    for origin in ["https://evil.example", "null", "http://localhost:8080.evil.example"] {
        let api = person.api.with_header("origin", origin);
        let reply = api.get("/v1/me").await;
        assert_eq!(reply.header("access-control-allow-origin"), "", "{origin} may read answers");
        let ask = api.with_header("access-control-request-method", "POST");
        let preflight = ask.send(Method::OPTIONS, "/v1/orgs", None).await;
        assert_eq!(preflight.status, 405, "{origin} may send requests");
    }
    let session = try_sign_in(&stack.anonymous(), &person.email, &person.password).await;
    assert_eq!(session.header("set-cookie"), "", "a cookie would sign other sites' requests");
}
