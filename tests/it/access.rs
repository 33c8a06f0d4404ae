//! Who may do what: every operation of the REST API, tried as everybody there is.
//!
//! The operations come from the OpenAPI document, so a new one fails here until somebody has decided
//! who may use it.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use harness::{
    Api, Reply, Stack,
    clients::PATIENCE,
    document::{self, Operation},
    scene::{NOTHING, Sample, Scene},
    wait::{eventually, now},
    world::{Person, unique},
};
use serde_json::{Value, json};

use Least::{
    Admin, AdminPerson, Anybody, Developer, Operator, Person as AnyPerson, SignedIn, Viewer,
};

/// The least one has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Least {
    /// Nobody in particular.
    Anybody,
    /// A person or an API token.
    SignedIn,
    /// A person.
    Person,
    /// A viewer of the org.
    Viewer,
    /// A developer of the org.
    Developer,
    /// An admin of the org.
    Admin,
    /// An admin of the org, and not an API token.
    AdminPerson,
    /// Somebody who runs this Millrace.
    Operator,
}

/// The access table. A change here is a change of what people may do.
const LEAST: [(&str, Least); 58] = [
    ("create_session", Anybody),
    ("refresh_session", Anybody),
    ("list_problems", Anybody),
    ("get_me", SignedIn),
    ("list_plans", SignedIn),
    ("list_orgs", SignedIn),
    ("list_sessions", AnyPerson),
    ("delete_session", AnyPerson),
    ("delete_current_session", AnyPerson),
    ("change_password", AnyPerson),
    ("create_org", AnyPerson),
    ("create_user", Operator),
    ("update_quotas", Operator),
    ("list_clusters", Operator),
    ("get_org", Viewer),
    ("follow_events", Viewer),
    ("list_quotas", Viewer),
    ("list_members", Viewer),
    ("list_operations", Viewer),
    ("get_operation", Viewer),
    ("list_instances", Viewer),
    ("get_instance", Viewer),
    ("get_instance_connection", Viewer),
    ("get_instance_ca_certificate", Viewer),
    ("get_instance_snippet", Viewer),
    ("get_instance_limits", Viewer),
    ("get_instance_usage", Viewer),
    ("list_topics", Viewer),
    ("get_topic", Viewer),
    ("list_groups", Viewer),
    ("get_group", Viewer),
    ("list_credentials", Viewer),
    ("get_credential", Viewer),
    ("create_topic", Developer),
    ("update_topic", Developer),
    ("delete_topic", Developer),
    ("browse_records", Developer),
    ("produce_records", Developer),
    ("tail_records", Developer),
    ("reset_group", Developer),
    ("delete_group", Developer),
    ("create_credential", Developer),
    ("update_credential", Developer),
    ("delete_credential", Developer),
    ("create_key", Developer),
    ("delete_key", Developer),
    ("update_org", Admin),
    ("add_member", Admin),
    ("update_member", Admin),
    ("remove_member", Admin),
    ("list_tokens", Admin),
    ("get_token", Admin),
    ("create_token", AdminPerson),
    ("delete_token", Admin),
    ("list_audit_events", Admin),
    ("create_instance", Admin),
    ("update_instance", Admin),
    ("delete_instance", Admin),
];

fn decided(operation: &str) -> Option<Least> {
    LEAST.into_iter().find(|(name, _)| *name == operation).map(|(_, least)| least)
}

/// What somebody is to the org.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Not signed in, whatever they send.
    Nobody,
    /// A person who does not belong to it.
    Stranger { operator: bool },
    /// An API token of another org.
    StrangeToken,
    /// A member with what their role comes up to.
    Member(Least),
    /// A token with what its role comes up to.
    Token(Least),
}

/// Somebody who tries.
struct Persona {
    name: &'static str,
    standing: Standing,
    api: Api,
    person: Option<Person>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Allowed,
    Denied(u16, &'static str),
}

const UNKNOWN: Verdict = Verdict::Denied(401, "unauthenticated");
const INVISIBLE: Verdict = Verdict::Denied(404, "not_found");
const FORBIDDEN: Verdict = Verdict::Denied(403, "forbidden");

/// What has to happen when somebody tries an operation; `inside` says whether it is one on the org.
fn verdict(least: Least, standing: Standing, inside: bool) -> Verdict {
    let is_token = matches!(standing, Standing::Token(_) | Standing::StrangeToken);
    let is_operator = matches!(standing, Standing::Stranger { operator: true });
    match (least, standing) {
        (Anybody, _) => Verdict::Allowed,
        (_, Standing::Nobody) => UNKNOWN,
        (AnyPerson, _) if is_token => FORBIDDEN,
        (SignedIn | AnyPerson, _) => Verdict::Allowed,
        (Operator, _) if is_operator => Verdict::Allowed,
        (_, Standing::Stranger { .. } | Standing::StrangeToken) if inside => INVISIBLE,
        (Operator, _)
        | (_, Standing::Stranger { .. } | Standing::StrangeToken)
        | (AdminPerson, Standing::Token(_)) => FORBIDDEN,
        (least, Standing::Member(is) | Standing::Token(is)) if is < least => FORBIDDEN,
        (_, Standing::Member(_) | Standing::Token(_)) => Verdict::Allowed,
    }
}

/// Everybody there is.
async fn everybody(stack: &Stack, scene: &Scene) -> Vec<Persona> {
    let mut all = Vec::new();
    let mut add = |name, standing, api: &Api, person: Option<&Person>| {
        all.push(Persona { name, standing, api: api.clone(), person: person.cloned() });
    };
    let owner = &scene.owner;
    let anonymous = stack.anonymous();
    add("nobody", Standing::Nobody, &anonymous, None);
    for (name, token) in [
        ("a malformed token", "x".to_owned()),
        ("an unsigned token", unsigned(owner.api.token())),
        ("a token for somebody else", altered(owner.api.token())),
        ("a refresh token", refresh_token(stack, owner).await),
        ("a revoked API token", revoked_token(scene).await),
        ("an expired API token", expired_token(stack, scene).await),
        ("a Kafka key", scene.instance.admin_access().await.api_key),
        ("a session that was ended", ended_session(stack, owner).await),
    ] {
        add(name, Standing::Nobody, &anonymous.with_token(&token), None);
    }
    add("the owner", Standing::Member(AdminPerson), &owner.api, Some(owner));
    for (role, is) in [("viewer", Viewer), ("developer", Developer), ("admin", AdminPerson)] {
        let person = Person::new(stack).await;
        scene.join(&person, role).await;
        add(role, Standing::Member(is), &person.api, Some(&person));
        let token = scene.token(role).await;
        let api = anonymous.with_token(token["secret"]["api_token"].as_str().unwrap());
        let name = match is {
            Viewer => "a viewer's token",
            Developer => "a developer's token",
            _ => "an admin's token",
        };
        add(name, Standing::Token(is), &api, None);
    }
    let operator = Standing::Stranger { operator: true };
    add("an operator", operator, &stack.admin().await, Some(&administrator(stack).await));
    let outside = Standing::Stranger { operator: false };
    let former = Person::new(stack).await;
    scene.join(&former, "admin").await;
    owner.api.delete(&scene.org(&format!("/members/{}", former.id))).await.expect(204);
    add("a former admin", outside, &former.api, Some(&former));
    let other = Scene::set(stack).await;
    add("another org's owner", outside, &other.owner.api, Some(&other.owner));
    let token = other.token("admin").await;
    let api = anonymous.with_token(token["secret"]["api_token"].as_str().unwrap());
    add("another org's token", Standing::StrangeToken, &api, None);
    all
}

async fn administrator(stack: &Stack) -> Person {
    let text = |name: &str| stack.dev()["admin"][name].as_str().unwrap().to_owned();
    let api = stack.admin().await;
    let me = api.get("/v1/me").await.expect(200);
    let id = me["id"].as_str().unwrap().to_owned();
    Person { api, id, email: text("email"), password: text("password") }
}

/// The same claims, with no signature asked for.
fn unsigned(token: &str) -> String {
    let claims = token.split('.').nth(1).unwrap();
    let header = URL_SAFE_NO_PAD.encode(json!({"alg": "none", "typ": "JWT"}).to_string());
    format!("{header}.{claims}.")
}

/// The same signature, under other claims.
fn altered(token: &str) -> String {
    let parts: Vec<&str> = token.split('.').collect();
    let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
    let mut claims: Value = serde_json::from_str(&claims).unwrap();
    claims["exp"] = json!(claims["exp"].as_i64().unwrap() + 3600);
    format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(claims.to_string()), parts[2])
}

async fn sign_in(stack: &Stack, person: &Person) -> Value {
    let account = json!({"email": person.email, "password": person.password});
    stack.anonymous().post("/v1/sessions", account).await.expect(201)
}

async fn refresh_token(stack: &Stack, person: &Person) -> String {
    sign_in(stack, person).await["refresh_token"].as_str().unwrap().to_owned()
}

async fn ended_session(stack: &Stack, person: &Person) -> String {
    let session = sign_in(stack, person).await;
    let path = format!("/v1/sessions/{}", session["session_id"].as_str().unwrap());
    person.api.delete(&path).await.expect(204);
    session["access_token"].as_str().unwrap().to_owned()
}

async fn revoked_token(scene: &Scene) -> String {
    let token = scene.token("admin").await;
    let path = scene.org(&format!("/tokens/{}", token["id"].as_str().unwrap()));
    scene.owner.api.delete(&path).await.expect(204);
    token["secret"]["api_token"].as_str().unwrap().to_owned()
}

async fn expired_token(stack: &Stack, scene: &Scene) -> String {
    let end = now() + TimeDelta::milliseconds(500);
    let body = json!({"name": unique("brief"), "role": "admin", "expires_at": end});
    let token = scene.owner.api.post(&scene.org("/tokens"), body).await.expect(201);
    let token = token["secret"]["api_token"].as_str().unwrap().to_owned();
    let api = stack.anonymous().with_token(&token);
    eventually("the token expires", PATIENCE, || async {
        match api.get("/v1/me").await.status {
            401 => Ok(()),
            other => Err(other),
        }
    })
    .await;
    token
}

/// Everything in the org that a request could change, but for what changes by being looked at.
async fn state(scene: &Scene) -> BTreeMap<String, Value> {
    let instance = scene.instance.path("");
    let mut all = BTreeMap::new();
    for path in [
        scene.org(""),
        scene.org("/members?page_size=500"),
        scene.org("/tokens?page_size=500"),
        scene.org("/quotas"),
        scene.org("/instances?page_size=500"),
        format!("{instance}/topics?page_size=500"),
        format!("{instance}/topics/{}", scene.id("topic")),
        format!("{instance}/groups?page_size=500"),
        format!("{instance}/groups/{}", scene.id("group")),
        format!("{instance}/credentials?page_size=500"),
    ] {
        let mut shown = scene.owner.api.get(&path).await.expect(200);
        settle(&mut shown);
        all.insert(path, shown);
    }
    all
}

/// What changes by itself.
const PASSING: [&str; 9] = [
    "last_used",
    "last_used_at",
    "active_on",
    "status",
    "lag_seconds",
    "as_of",
    "size_bytes",
    "bytes_in_per_second",
    "group_count",
];

fn settle(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !PASSING.contains(&name.as_str()));
            members.values_mut().for_each(settle);
        }
        Value::Array(items) => items.iter_mut().for_each(settle),
        _ => {}
    }
}

/// What is wrong with an answer.
fn complaint(
    persona: &Persona,
    operation: &str,
    verdict: Verdict,
    reply: &Reply,
) -> Option<String> {
    let right = match verdict {
        Verdict::Denied(status, code) => reply.status == status && reply.body["code"] == code,
        Verdict::Allowed => matches!(reply.status, 200..300 | 412 | 422),
    };
    (!right).then(|| {
        let (name, status, body) = (persona.name, reply.status, &reply.body);
        format!("{operation} as {name}: expected {verdict:?}, found {status} {body}")
    })
}

/// Tries one operation as everybody; what does not go as `least` says.
async fn try_as(
    stack: &Stack,
    scene: &Scene,
    everybody: &[Persona],
    operation: &Operation,
    least: Least,
) -> Vec<String> {
    let inside = operation.takes("path", "org")
        || operation.takes("path", "instance")
        || operation.takes("path", "operation");
    let of = |persona: &Persona| verdict(least, persona.standing, inside);
    let (allowed, denied): (Vec<_>, Vec<_>) =
        everybody.iter().partition(|persona| of(persona) == Verdict::Allowed);
    let mut complaints = Vec::new();

    // Those who may not would do real harm.
    let harmful = scene.sample(stack, operation, None).await;
    let before = if operation.is_safe() { None } else { Some(state(scene).await) };
    for persona in denied {
        let reply = harmful.send(&persona.api).await;
        complaints.extend(complaint(persona, &operation.id, of(persona), &reply));
    }
    if let Some(before) = before {
        for (path, after) in state(scene).await {
            if before[&path] != after {
                let (id, before) = (&operation.id, &before[&path]);
                complaints.push(format!("{id} was refused; {path} was {before}, is {after}"));
            }
        }
    }
    // Those who may change the version that never was, or something made for them.
    for persona in allowed {
        let mut sample = scene.sample(stack, operation, persona.person.as_ref()).await;
        let mut api = persona.api.clone();
        if operation.takes("header", "If-Match") {
            api = api.with_header("if-match", "\"0\"");
        }
        if operation.takes("header", "Prefer") {
            api = api.with_header("prefer", "wait=30");
        }
        if operation.id == "change_password" {
            // The right one would sign out whoever else uses the account now.
            sample.body.as_mut().unwrap()["current_password"] = json!("not the present one");
        }
        if let ("delete_current_session", Some(person)) = (&*operation.id, &persona.person) {
            // What they signed in with is still needed.
            api = stack.anonymous().sign_in(&person.email, &person.password).await;
        }
        let reply = sample.send(&api).await;
        complaints.extend(complaint(persona, &operation.id, Verdict::Allowed, &reply));
    }
    complaints
}

/// What one who owns an org finds out about things of another org.
async fn tell_apart(
    stack: &Stack,
    operation: &Operation,
    own: &Scene,
    foreign: &Scene,
) -> Vec<String> {
    let mut complaints = Vec::new();
    for parameter in operation.path_parameters() {
        let sample = own.sample(stack, operation, None).await;
        let (name, nothing) =
            NOTHING.into_iter().find(|(name, _)| *name == parameter).expect("a parameter we know");
        if name == "client" {
            // The list of clients is the same for everybody.
            continue;
        }
        let mut answers = Vec::new();
        for id in [foreign.id(name), nothing] {
            let reply = sample.with(name, id).send(&own.owner.api).await;
            let mut body = reply.body;
            if let Some(body) = body.as_object_mut() {
                body.remove("request_id");
            }
            answers.push((reply.status, body));
        }
        if answers[0] != answers[1] || answers[0].0 != 404 {
            complaints.push(format!("{}: {parameter}: {answers:?}", operation.id));
        }
    }
    complaints
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_do_exactly_what_the_table_says() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let everybody = everybody(stack, &scene).await;
    let operations = document::operations(&document::checked_in());
    let mut complaints = Vec::new();
    for operation in &operations {
        let Some(least) = decided(&operation.id) else {
            complaints.push(format!("{}: nobody has decided who may do it", operation.id));
            continue;
        };
        complaints.extend(try_as(stack, &scene, &everybody, operation, least).await);
    }
    for (name, _) in LEAST {
        if !operations.iter().any(|operation| operation.id == name) {
            complaints.push(format!("{name} is not an operation (any more)"));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));

    // A table that says something else is found out, in both directions.
    for (name, wrong) in [("list_topics", Admin), ("create_topic", Viewer), ("get_me", Anybody)] {
        let operation = operations.iter().find(|operation| operation.id == name).unwrap();
        let found = try_as(stack, &scene, &everybody, operation, wrong).await;
        assert!(!found.is_empty(), "{name} may be done by {wrong:?}, and nobody noticed");
    }
    assert_eq!(decided("invented_yesterday"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_others_cannot_be_told_from_what_is_not_there() {
    let stack = Stack::shared().await;
    let (own, foreign) = tokio::join!(Scene::set(stack), Scene::set(stack));
    let before = state(&foreign).await;
    let mut complaints = Vec::new();
    for operation in document::operations(&document::checked_in()) {
        if operation.id != "update_quotas" {
            complaints.extend(tell_apart(stack, &operation, &own, &foreign).await);
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    assert_eq!(before, state(&foreign).await, "a stranger changed something");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_rises_above_their_own_role() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let admin = Person::new(stack).await;
    scene.join(&admin, "admin").await;
    let member = |id: &str| scene.org(&format!("/members/{id}"));
    let promote = async |id: &str| admin.api.patch(&member(id), json!({"role": "owner"})).await;
    promote(&admin.id).await.expect_problem(403, "forbidden");
    promote(scene.id("member")).await.expect_problem(403, "forbidden");
    let demote = admin.api.patch(&member(&scene.owner.id), json!({"role": "viewer"})).await;
    demote.expect_problem(403, "forbidden");
    admin.api.delete(&member(&scene.owner.id)).await.expect_problem(403, "forbidden");
    let last = scene.owner.api.delete(&member(&scene.owner.id)).await;
    last.expect_problem(409, "last_owner");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_was_taken_is_gone_at_the_next_request() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let developer = Person::new(stack).await;
    scene.join(&developer, "developer").await;
    let topics = scene.instance.path("/topics");
    let create = async || developer.api.post(&topics, json!({"name": unique("topic")})).await;
    create().await.expect(201);
    let member = scene.org(&format!("/members/{}", developer.id));
    scene.owner.api.patch(&member, json!({"role": "viewer"})).await.expect(200);
    create().await.expect_problem(403, "forbidden");
    developer.api.get(&topics).await.expect(200);
    scene.owner.api.delete(&member).await.expect(204);
    create().await.expect_problem(404, "not_found");
    developer.api.get(&topics).await.expect_problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_on_record() {
    let stack = Stack::shared().await;
    let scene = Scene::set(stack).await;
    let viewer = Person::new(stack).await;
    scene.join(&viewer, "viewer").await;
    let refused: Sample = {
        let operations = document::operations(&document::checked_in());
        let create = operations.iter().find(|o| o.id == "create_instance").unwrap();
        scene.sample(stack, create, None).await
    };
    refused.send(&viewer.api).await.expect_problem(403, "forbidden");
    let path = scene.org(&format!("/audit_events?outcome=denied&actor_id={}", viewer.id));
    let found = scene.owner.api.get(&path).await.expect(200);
    assert_eq!(found["items"][0]["action"], "instance.create", "{found:#}");
}
