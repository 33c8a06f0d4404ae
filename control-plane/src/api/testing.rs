//! The whole router, called without a socket.

use std::sync::{Arc, LazyLock};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;
use wire::secret::Secret;

use super::{
    Metrics,
    console::{Console, Files},
    router,
};
use crate::app::{
    Caller, sessions,
    testing::{PASSWORD, TestApp},
};
use crate::domain::{access::Origin, site::Site};

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, a text if it is not JSON; null if it has none.
    pub body: Value,
}

impl Answer {
    /// The problem's code, or the status if it is none.
    pub fn code(&self) -> String {
        self.body["code"].as_str().map_or_else(|| self.status.to_string(), str::to_owned)
    }

    /// The body without what differs between any two requests.
    pub fn without_request_id(mut self) -> Value {
        self.body.as_object_mut().map(|body| body.remove("request_id"));
        self.body
    }
}

/// A service with the operator `ada@example.com`, who owns the org `acme`.
pub struct TestApi {
    /// Below the API.
    pub test: TestApp,
    /// The operator.
    pub admin: Caller,
    /// The operator's access token.
    pub ada: String,
    /// The operator's org.
    pub acme: String,
    router: Router,
}

impl TestApi {
    /// A fresh one.
    pub async fn create() -> Self {
        Self::at(Site::default(), Arc::new(|_| None)).await
    }

    /// A fresh one, found by browsers at `site`, with a console of these files.
    pub async fn at(site: Site, files: Files) -> Self {
        let (test, admin) = TestApp::with_admin().await;
        let console = Console::of(files, site.base_path.clone());
        let metrics: Option<Metrics> = Some(Arc::new(String::new));
        let router = router(test.app.clone(), site, console, TaskTracker::new(), metrics);
        let mut api = Self { test, admin, ada: String::new(), acme: String::new(), router };
        api.ada = api.token_of("ada@example.com").await;
        let orgs = api.get("/v1/orgs", &api.ada).await;
        api.acme = orgs.body["items"][0]["id"].as_str().unwrap().to_owned();
        api
    }

    /// The operator's user id.
    pub fn admin_id(&self) -> String {
        sessions::person(&self.admin).unwrap().0.to_string()
    }

    /// A person without any org, signed in.
    pub async fn person(&self, email: &str) -> String {
        self.test.person(&self.admin, email).await;
        self.token_of(email).await
    }

    /// Signs a person in.
    pub async fn token_of(&self, email: &str) -> String {
        let password = Secret::new(PASSWORD.to_owned());
        let signed_in = sessions::sign_in(&self.test.app, Origin::default(), email, password);
        signed_in.await.unwrap().access_token.expose().clone()
    }

    /// Sends a request.
    pub async fn call(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_documented(&method, &path, response.status());
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = || Value::String(String::from_utf8_lossy(&bytes).into_owned());
        let body = if bytes.is_empty() { Ok(Value::Null) } else { serde_json::from_slice(&bytes) };
        let body = body.unwrap_or_else(|_| text());
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// GET.
    pub async fn get(&self, path: &str, bearer: &str) -> Answer {
        self.call(request("GET", path, bearer, None, &[])).await
    }

    /// POST.
    pub async fn post(&self, path: &str, bearer: &str, body: Value) -> Answer {
        self.call(request("POST", path, bearer, Some(body), &[])).await
    }

    /// POST under an `Idempotency-Key`.
    pub async fn post_once(&self, path: &str, bearer: &str, key: &str, body: Value) -> Answer {
        let headers = [("idempotency-key", key)];
        self.call(request("POST", path, bearer, Some(body), &headers)).await
    }

    /// Sends a request and walks away after the first poll.
    pub fn abandon(&self, request: Request<Body>) {
        use std::task::{Context, Waker};
        let mut call = std::pin::pin!(self.router.clone().oneshot(request));
        let _ = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }
}

/// Every status that is answered is one that the document gives the operation.
fn assert_documented(method: &str, path: &str, status: StatusCode) {
    static DOCUMENT: LazyLock<Value> =
        LazyLock::new(|| serde_json::to_value(super::document()).unwrap());
    let parts: Vec<&str> = path.split('/').collect();
    let is_at = |template: &str| {
        let wanted: Vec<&str> = template.split('/').collect();
        let fits = |(want, part): (&&str, &&str)| want.starts_with('{') || want == part;
        wanted.len() == parts.len() && wanted.iter().zip(&parts).all(fits)
    };
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let mut found = paths.iter().filter(|(template, _)| is_at(template));
    let Some((_, item)) = found.next() else { return };
    let Some(operation) = item.get(method.to_lowercase()) else { return };
    let documented = &operation["responses"];
    assert!(documented.get(status.as_str()).is_some(), "{method} {path} answers {status}");
}

/// A request; without `Authorization` if `bearer` is empty.
pub fn request(
    method: &str,
    path: &str,
    bearer: &str,
    body: Option<Value>,
    headers: &[(&str, &str)],
) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !bearer.is_empty() {
        request = request.header("authorization", format!("Bearer {bearer}"));
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    match body {
        None => request.body(Body::empty()).unwrap(),
        Some(body) => request
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .unwrap(),
    }
}
