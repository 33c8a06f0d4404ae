//! The administrator as a caller of the REST API.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use wire::secret::Secret;

use super::stack::DevFile;
use crate::error::{BenchError, Result};

/// Access tokens live for ten minutes; they are replaced well before.
const TOKEN_AGE: Duration = Duration::from_mins(4);
/// How long a change may take to be done.
const PATIENCE: Duration = Duration::from_mins(1);

/// A caller.
pub(crate) struct Api {
    http: reqwest::Client,
    base: String,
    email: String,
    password: Secret<String>,
    token: Option<(String, Instant)>,
}

/// An instance that is ready.
#[derive(Debug, Clone)]
pub(crate) struct Instance {
    /// `inst_…`.
    pub(crate) id: String,
    /// What clients connect to.
    pub(crate) bootstrap: String,
}

/// A key as it is shown once.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    /// Its public part.
    pub(crate) id: String,
    /// The whole key.
    pub(crate) secret: Secret<String>,
}

impl Api {
    /// The administrator of the stack that `dev` describes.
    pub(crate) fn new(dev: &DevFile) -> Result<Self> {
        let http = reqwest::Client::builder().timeout(PATIENCE + PATIENCE / 2).build()?;
        let admin = &dev.admin;
        Ok(Self {
            http,
            base: dev.api_url.clone(),
            email: admin.email.clone(),
            password: admin.password.clone(),
            token: None,
        })
    }

    async fn token(&mut self) -> Result<String> {
        if let Some((token, at)) = &self.token
            && at.elapsed() < TOKEN_AGE
        {
            return Ok(token.clone());
        }
        let body = json!({"email": self.email, "password": self.password.expose()});
        let session = self.send(Method::POST, "/sessions", None, Some(body)).await?;
        let token = text(&session, "/access_token")?;
        self.token = Some((token.clone(), Instant::now()));
        Ok(token)
    }

    /// One call; a change is waited for. Answers the body, null if there is none.
    pub(crate) async fn call(
        &mut self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value> {
        let token = self.token().await?;
        self.send(method, path, Some(&token), body).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<Value>,
    ) -> Result<Value> {
        let doing = format!("{method} {path}");
        let url = format!("{}{path}", self.base);
        let mut request =
            self.http.request(method, url).header("prefer", format!("wait={}", PATIENCE.as_secs()));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await?;
        let status = response.status();
        let body = response.text().await?;
        if !status.is_success() {
            return Err(BenchError::Api { doing, status: status.as_u16(), body });
        }
        Ok(serde_json::from_str(&body).unwrap_or_default())
    }

    /// A new org.
    pub(crate) async fn create_org(&mut self, name: &str) -> Result<String> {
        let org = self.call(Method::POST, "/orgs", Some(json!({"name": name}))).await?;
        text(&org, "/id")
    }

    /// A new instance, ready.
    pub(crate) async fn create_instance(
        &mut self,
        org: &str,
        name: &str,
        plan: &str,
    ) -> Result<Instance> {
        let body = json!({"name": name, "plan": plan});
        let path = format!("/orgs/{org}/instances");
        let created = self.call(Method::POST, &path, Some(body)).await?;
        let id = text(&created, "/instance/id")?;
        let phase = text(&created, "/instance/status/phase")?;
        if phase != "ready" {
            let what = format!("instance {id} (now {phase}) becoming ready");
            return Err(BenchError::Late { what, limit: PATIENCE });
        }
        Ok(Instance { id, bootstrap: text(&created, "/instance/connection/bootstrap")? })
    }

    /// Gives an instance up; does not wait until it is gone.
    pub(crate) async fn delete_instance(&mut self, instance: &Instance) -> Result<()> {
        self.call(Method::DELETE, &format!("/instances/{}", instance.id), None).await.map(drop)
    }

    /// A limit of an instance.
    pub(crate) async fn limit(&mut self, instance: &Instance, name: &str) -> Result<u64> {
        let shown = self.call(Method::GET, &format!("/instances/{}", instance.id), None).await?;
        shown["spec"]["limits"][name]
            .as_u64()
            .ok_or_else(|| BenchError::Setup(format!("instance {} has no {name}", instance.id)))
    }

    /// A new topic.
    pub(crate) async fn create_topic(&mut self, instance: &Instance, name: &str) -> Result<()> {
        let path = format!("/instances/{}/topics", instance.id);
        let body = json!({"name": name, "partitions": 1});
        self.call(Method::POST, &path, Some(body)).await.map(drop)
    }

    /// A new credential that may do everything, and its first key.
    pub(crate) async fn create_credential(
        &mut self,
        instance: &Instance,
        name: &str,
    ) -> Result<(String, Key)> {
        let path = format!("/instances/{}/credentials", instance.id);
        let body = json!({"name": name, "preset": "admin"});
        let created = self.call(Method::POST, &path, Some(body)).await?;
        Ok((text(&created, "/id")?, key(&created)?))
    }

    /// One more key of a credential.
    pub(crate) async fn create_key(
        &mut self,
        instance: &Instance,
        credential: &str,
    ) -> Result<Key> {
        let path = format!("/instances/{}/credentials/{credential}/keys", instance.id);
        key(&self.call(Method::POST, &path, Some(json!({}))).await?)
    }

    /// Revokes a key.
    pub(crate) async fn delete_key(
        &mut self,
        instance: &Instance,
        credential: &str,
        key: &Key,
    ) -> Result<()> {
        let path = format!("/instances/{}/credentials/{credential}/keys/{}", instance.id, key.id);
        self.call(Method::DELETE, &path, None).await.map(drop)
    }
}

fn text(body: &Value, pointer: &str) -> Result<String> {
    let found = body.pointer(pointer).and_then(Value::as_str);
    found
        .map(str::to_owned)
        .ok_or_else(|| BenchError::Setup(format!("the API's answer has no {pointer}")))
}

fn key(body: &Value) -> Result<Key> {
    Ok(Key {
        id: text(body, "/secret/key_id")?,
        secret: Secret::new(text(body, "/secret/api_key")?),
    })
}
