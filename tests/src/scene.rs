//! An org with one of everything in it, and for each operation of the REST API a request that works.
//!
//! Tests that cover every operation start here. A request for a change comes with something of its
//! own to be changed, so that many of them can be sent one after the other.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    api::{Api, Reply},
    document::Operation,
    stack::Stack,
    world::{Customer, Instance, Person, unique},
};

/// Identifiers of nothing, by path parameter: well-formed, and not to be told from those of others.
pub const NOTHING: [(&str, &str); 11] = [
    ("org", "org_01jd7c4v9ke0xbt5q2m8n6rhwz"),
    ("member", "user_01jd7c4v9ke0xbt5q2m8n6rhwz"),
    ("token", "tok_01jd7c4v9ke0xbt5q2m8n6rhwz"),
    ("session", "sess_01jd7c4v9ke0xbt5q2m8n6rhwz"),
    ("operation", "op_01jd7c4v9ke0xbt5q2m8n6rhwz"),
    ("instance", "inst_01jd7c4v9ke0xbt5q2m8n6rhwz"),
    ("credential", "cred_01jd7c4v9ke0xbt5q2m8n6rhwz"),
    ("key", "k0000000000000ab"),
    ("topic", "no-such-topic"),
    ("group", "no-such-group"),
    ("client", "no-such-client"),
];

/// The org.
#[derive(Debug)]
pub struct Scene {
    /// Its owner.
    pub owner: Person,
    /// The org itself.
    pub customer: Customer,
    /// Its instance.
    pub instance: Instance,
    ids: BTreeMap<&'static str, String>,
}

/// A request that works for whoever may do it.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The operation.
    pub operation: Operation,
    /// What its path parameters are.
    pub ids: BTreeMap<&'static str, String>,
    /// The body, if it takes one.
    pub body: Option<Value>,
}

impl Sample {
    /// The path with its parameters.
    pub fn path(&self) -> String {
        let mut path = self.operation.path.clone();
        for (name, id) in &self.ids {
            path = path.replace(&format!("{{{name}}}"), id);
        }
        path
    }

    /// The same request for another resource.
    #[must_use]
    pub fn with(&self, parameter: &'static str, id: &str) -> Self {
        let mut other = self.clone();
        other.ids.insert(parameter, id.to_owned());
        other
    }

    /// Sends it.
    pub async fn send(&self, caller: &Api) -> Reply {
        caller.send(self.operation.method.clone(), &self.path(), self.body.clone()).await
    }
}

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

impl Scene {
    /// Makes the org, and one of everything in it.
    pub async fn set(stack: &Stack) -> Self {
        let owner = Person::new(stack).await;
        let customer = Customer::of(stack, owner.api.clone()).await;
        let instance = customer.standard().await;
        let org = format!("/v1/orgs/{}", customer.org_id);
        let mut scene = Self { owner, customer, instance, ids: BTreeMap::new() };
        let member = Person::new(stack).await;
        scene.join(&member, "viewer").await;
        let operations = scene.owner.api.get(&format!("{org}/operations")).await.expect(200);
        let token = scene.token("viewer").await;
        let (credential, key) = scene.credential().await;
        let session = scene.owner.api.get("/v1/sessions").await.expect(200);
        scene.ids = BTreeMap::from([
            ("org", scene.customer.org_id.clone()),
            ("member", member.id),
            ("token", id(&token)),
            ("session", id(&session["items"][0])),
            ("operation", id(&operations["items"][0])),
            ("instance", scene.instance.id.clone()),
            ("credential", credential),
            ("key", key),
            ("topic", scene.topic().await),
            ("client", "kcat".to_owned()),
        ]);
        let group = scene.group().await;
        scene.ids.insert("group", group);
        scene
    }

    /// The org's path, continued by `rest`.
    pub fn org(&self, rest: &str) -> String {
        format!("/v1/orgs/{}{rest}", self.customer.org_id)
    }

    /// Makes a person a member.
    pub async fn join(&self, person: &Person, role: &str) {
        let body = json!({"email": person.email, "role": role});
        self.owner.api.post(&self.org("/members"), body).await.expect(201);
    }

    /// A new API token, as the API answers it.
    pub async fn token(&self, role: &str) -> Value {
        let body = json!({"name": unique("token"), "role": role});
        self.owner.api.post(&self.org("/tokens"), body).await.expect(201)
    }

    /// The identifier of the org's resource that a path parameter names.
    pub fn id(&self, parameter: &str) -> &str {
        &self.ids[parameter]
    }

    async fn topic(&self) -> String {
        let name = unique("topic");
        self.instance.topic(&name, 1).await;
        name
    }

    /// A group without members that has read nothing of the topic.
    pub async fn group(&self) -> String {
        let name = unique("group");
        let access = self.instance.admin_access().await;
        access.commit(&name, self.id("topic"), 0).await;
        name
    }

    async fn credential(&self) -> (String, String) {
        let body = json!({"name": unique("credential"), "preset": "consume"});
        let (credential, access) = self.instance.credential(body).await;
        (credential, access.key_id)
    }

    /// A request for an operation; `sender` is who sends it, where that is a person.
    pub async fn sample(
        &self,
        stack: &Stack,
        operation: &Operation,
        sender: Option<&Person>,
    ) -> Sample {
        let person = sender.unwrap_or(&self.owner);
        let account = json!({"email": person.email, "password": person.password});
        let sign_in = async || stack.anonymous().post("/v1/sessions", account.clone()).await;
        let mut ids = self.ids.clone();
        let name = unique("sample");
        let body = match operation.id.as_str() {
            "create_session" => account,
            "refresh_session" => {
                json!({"refresh_token": sign_in().await.expect(201)["refresh_token"]})
            }
            "delete_session" => {
                let session = sign_in().await.expect(201);
                ids.insert("session", session["session_id"].as_str().expect("an id").to_owned());
                Value::Null
            }
            "change_password" => {
                json!({"current_password": person.password, "new_password": person.password})
            }
            "create_user" => {
                json!({"email": format!("{name}@example.com"), "name": "N", "password": name.repeat(3)})
            }
            "create_org" | "update_org" | "update_credential" => json!({"name": name}),
            "add_member" => json!({"email": Person::new(stack).await.email, "role": "viewer"}),
            "update_member" => json!({"role": "developer"}),
            "update_quotas" => json!({"partitions": 50_000 + name.len()}),
            "create_token" => json!({"name": name, "role": "viewer"}),
            "create_instance" => {
                json!({"name": name, "plan": "standard", "description": "", "labels": {"a": "b"}})
            }
            "update_instance" => json!({"description": name, "labels": {"a": name}}),
            "create_topic" => {
                json!({"name": name, "partitions": 1, "config": {"retention.ms": "7200000"}})
            }
            "update_topic" => json!({"config": {"retention.ms": "7200000"}}),
            "delete_topic" => {
                ids.insert("topic", self.topic().await);
                Value::Null
            }
            "produce_records" => json!({"records": [{"value": {"text": name}}]}),
            "reset_group" => json!({"to": "earliest"}),
            "delete_group" => {
                ids.insert("group", self.group().await);
                Value::Null
            }
            "create_credential" => {
                let grant = json!({"resource": "group", "name": name, "pattern": "literal",
                    "operations": ["read"]});
                json!({"name": name, "preset": "produce", "grants": [grant]})
            }
            "create_key" => {
                ids.insert("credential", self.credential().await.0);
                json!({})
            }
            "delete_key" => {
                let (credential, key) = self.credential().await;
                ids.extend([("credential", credential), ("key", key)]);
                Value::Null
            }
            _ => Value::Null,
        };
        assert_eq!(operation.has_body, !body.is_null(), "no request for {}", operation.id);
        let body = operation.has_body.then_some(body);
        Sample { operation: operation.clone(), ids, body }
    }
}
