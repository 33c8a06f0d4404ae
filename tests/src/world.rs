//! What tests start from: a customer of their own, and instances ready to be used.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use serde_json::{Value, json};

use crate::{api::Api, clients::Access, stack::Stack, wait::eventually};

/// A name nobody else in this run uses.
pub fn unique(stem: &str) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("{stem}-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Somebody with an account of their own, signed in; no operator.
#[derive(Debug, Clone)]
pub struct Person {
    /// The person as a caller of the API.
    pub api: Api,
    /// `user_…`.
    pub id: String,
    /// For signing in again.
    pub email: String,
    /// For signing in again.
    pub password: String,
}

impl Person {
    /// A new person, who belongs to no org yet.
    pub async fn new(stack: &Stack) -> Self {
        let (email, password) =
            (format!("{}@example.com", unique("person")), unique("a long password"));
        let body = json!({"email": email, "name": "Somebody", "password": password});
        let user = stack.admin().await.post("/v1/users", body).await.expect(201);
        let api = stack.anonymous().sign_in(&email, &password).await;
        let id = user["id"].as_str().expect("a user id").to_owned();
        Self { api, id, email, password }
    }
}

/// A customer: an org and its owner.
#[derive(Debug, Clone)]
pub struct Customer {
    /// The owner as a caller of the API.
    pub api: Api,
    /// `org_…`.
    pub org_id: String,
    ca_file: PathBuf,
}

/// An instance that is ready.
#[derive(Debug, Clone)]
pub struct Instance {
    /// The owner as a caller of the API.
    pub api: Api,
    /// `inst_…`.
    pub id: String,
    /// What clients connect to first.
    pub bootstrap: String,
    ca_file: PathBuf,
}

impl Customer {
    /// A new org, owned by the stack's administrator.
    pub async fn new(stack: &Stack) -> Self {
        Self::of(stack, stack.admin().await).await
    }

    /// A new org, owned by `api`.
    pub async fn of(stack: &Stack, api: Api) -> Self {
        Self::with(api, stack.ca_file()).await
    }

    /// A new org, owned by `api`, wherever that is; `ca_file` signed the gateways' certificates.
    pub async fn with(api: Api, ca_file: PathBuf) -> Self {
        let org = api.post("/v1/orgs", json!({"name": unique("org")})).await.expect(201);
        let org_id = org["id"].as_str().expect("an org id").to_owned();
        Self { api, org_id, ca_file }
    }

    /// The same org by an API token of its own, for work that outlasts a session.
    pub async fn by_token(mut self) -> Self {
        let body = json!({"name": unique("token"), "role": "admin"});
        let path = format!("/v1/orgs/{}/tokens", self.org_id);
        let token = self.api.post(&path, body).await.expect(201);
        let secret = token["secret"]["api_token"].as_str().expect("a token's secret");
        self.api = self.api.with_token(secret);
        self
    }

    /// A Standard instance, ready.
    pub async fn standard(&self) -> Instance {
        self.instance(json!({"name": unique("standard"), "plan": "standard"})).await
    }

    /// An Enterprise instance, ready.
    pub async fn enterprise(&self) -> Instance {
        self.instance(json!({"name": unique("enterprise"), "plan": "enterprise"})).await
    }

    /// An instance made from `body`, ready.
    pub async fn instance(&self, body: Value) -> Instance {
        let created = self
            .api
            .with_header("prefer", "wait=60")
            .post(&format!("/v1/orgs/{}/instances", self.org_id), body)
            .await
            .expect(201);
        let instance = &created["instance"];
        assert_eq!(instance["status"]["phase"], "ready", "{created:#}");
        self.instance_of(instance)
    }

    /// An instance made from `body`, ready within `limit`.
    pub async fn instance_within(&self, body: Value, limit: Duration) -> Instance {
        let path = format!("/v1/orgs/{}/instances", self.org_id);
        let created = self.api.post(&path, body).await.expect(202);
        self.existing(created["instance"]["id"].as_str().expect("an instance id"), limit).await
    }

    /// An instance that is there already, ready within `limit`.
    pub async fn existing(&self, id: &str, limit: Duration) -> Instance {
        let path = format!("/v1/instances/{id}");
        let instance = eventually("the instance is ready", limit, || async {
            let instance = self.api.get(&path).await.expect(200);
            if instance["status"]["phase"] == "ready" {
                Ok(instance)
            } else {
                Err(format!("{:#}", instance["status"]))
            }
        });
        self.instance_of(&instance.await)
    }

    fn instance_of(&self, instance: &Value) -> Instance {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        Instance {
            api: self.api.clone(),
            id: text(&instance["id"]),
            bootstrap: text(&instance["connection"]["bootstrap"]),
            ca_file: self.ca_file.clone(),
        }
    }
}

impl Instance {
    /// The path of this instance, continued by `rest`.
    pub fn path(&self, rest: &str) -> String {
        format!("/v1/instances/{}{rest}", self.id)
    }

    /// A topic.
    pub async fn topic(&self, name: &str, partitions: u32) {
        let body = json!({"name": name, "partitions": partitions});
        self.api.post(&self.path("/topics"), body).await.expect(201);
    }

    /// A key that may do everything, already usable.
    pub async fn admin_access(&self) -> Access {
        self.access(json!({"name": unique("admin"), "preset": "admin"})).await
    }

    /// A key of a new credential made from `body`, already usable.
    pub async fn access(&self, body: Value) -> Access {
        let (_, access) = self.credential(body).await;
        access.wait_until_usable().await;
        access
    }

    /// A key that may do everything, known to each of several gateways.
    pub async fn admin_access_everywhere(&self) -> Access {
        let body = json!({"name": unique("admin"), "preset": "admin"});
        let waiting = self.api.with_header("prefer", "wait=30");
        let issued = waiting.post(&self.path("/credentials"), body).await.expect(201);
        let active = &issued["active_on"];
        assert!(active["of"] != 0 && active["gateways"] == active["of"], "active on {active}");
        self.access_with(&issued["secret"])
    }

    /// A new credential made from `body`, and its key.
    pub async fn credential(&self, body: Value) -> (String, Access) {
        let credential = self.api.post(&self.path("/credentials"), body).await.expect(201);
        let id = credential["id"].as_str().expect("a credential id").to_owned();
        (id, self.access_with(&credential["secret"]))
    }

    /// A client's access with the `secret` the API answered.
    pub fn access_with(&self, secret: &Value) -> Access {
        let text = |name: &str| secret[name].as_str().expect("the secret is shown").to_owned();
        Access {
            bootstrap: self.bootstrap.clone(),
            ca_file: self.ca_file.clone(),
            key_id: text("key_id"),
            api_key: text("api_key"),
        }
    }
}
