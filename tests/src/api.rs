//! A caller of the REST API: one base address, one bearer token, plain JSON in and out.

use std::net::IpAddr;

use reqwest::{
    Method,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde_json::{Value, json};

/// What the API answered.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Response headers.
    pub headers: HeaderMap,
    /// The body as JSON; null if it has none.
    pub body: Value,
}

/// Server-sent events, as they come.
#[derive(Debug)]
pub struct Events {
    response: reqwest::Response,
    read: Vec<u8>,
    last_id: Option<String>,
}

impl Events {
    /// The next event's name and data; none once the stream has ended.
    pub async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            while let Some(end) = self.read.windows(2).position(|two| two == b"\n\n") {
                let event: Vec<u8> = self.read.drain(..end + 2).collect();
                let event = String::from_utf8(event).expect("events are UTF-8");
                let field = |name: &str| {
                    event.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned)
                };
                self.last_id = field("id: ").or(self.last_id.take());
                if let (Some(name), Some(data)) = (field("event: "), field("data: ")) {
                    return Some((name, serde_json::from_str(&data).expect("data is JSON")));
                }
            }
            self.read.extend(self.response.chunk().await.expect("the stream goes on")?);
        }
    }

    /// The id that was read last.
    pub fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }
}

impl Reply {
    /// The body, if the status is `status`; panics with the whole answer otherwise.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{:#}", self.body);
        self.body
    }

    /// Asserts that this is a problem with `status` and `code`; returns it.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{:#}", self.body);
        assert_eq!(self.body["code"], code, "{:#}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert!(self.body["request_id"].is_string(), "no request id: {:#}", self.body);
        self.body
    }

    /// A header's text, empty if absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

/// A caller.
#[derive(Debug, Clone)]
pub struct Api {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
    headers: HeaderMap,
}

impl Api {
    /// A caller without a token. `base` is the address with no path, such as `http://localhost:8080`.
    pub fn anonymous(base: &str) -> Self {
        Self {
            http: reqwest::Client::new(),
            base: base.to_owned(),
            token: None,
            headers: HeaderMap::new(),
        }
    }

    /// The same caller, connecting from another address of this machine.
    #[must_use]
    pub fn coming_from(&self, address: IpAddr) -> Self {
        let http = reqwest::Client::builder().local_address(address).build().expect("a client");
        Self { http, ..self.clone() }
    }

    /// The same address with `token` as bearer token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same caller, sending one more header with each request.
    #[must_use]
    pub fn with_header(&self, name: &'static str, value: &str) -> Self {
        let mut next = self.clone();
        next.headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_str(value).expect("a header value"),
        );
        next
    }

    /// The bearer token; panics for a caller without one.
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("a caller with a token")
    }

    /// Signs in with a password.
    pub async fn sign_in(&self, email: &str, password: &str) -> Self {
        self.with_token(&self.access_token(email, password).await)
    }

    /// The access token that signing in with a password gives.
    pub async fn access_token(&self, email: &str, password: &str) -> String {
        let session = self
            .post("/v1/sessions", json!({"email": email, "password": password}))
            .await
            .expect(201);
        session["access_token"].as_str().expect("an access token").to_owned()
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None).await
    }

    /// POST.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, Some(body)).await
    }

    /// PATCH.
    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send(Method::PATCH, path, Some(body)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, None).await
    }

    /// Any method.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        self.try_send(method, path, body).await.expect("the API answers")
    }

    /// Any method, to an API that may be killed meanwhile.
    pub async fn try_send(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Reply, reqwest::Error> {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        Self::finish(request).await
    }

    /// Any method with any body.
    pub async fn send_bytes(
        &self,
        method: Method,
        path: &str,
        content_type: &str,
        body: Vec<u8>,
    ) -> Reply {
        let request = self.request(method, path).header("content-type", content_type).body(body);
        Self::finish(request).await.expect("the API answers")
    }

    /// GET of server-sent events.
    pub async fn events(&self, path: &str) -> Events {
        let response = self.request(Method::GET, path).send().await.expect("the API answers");
        assert_eq!(response.status(), 200, "{path}");
        Events { response, read: Vec::new(), last_id: None }
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request =
            self.http.request(method, format!("{}{path}", self.base)).headers(self.headers.clone());
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    async fn finish(request: reqwest::RequestBuilder) -> Result<Reply, reqwest::Error> {
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        // Events go on; whoever wants them asks with `events`.
        let is_stream = headers.get("content-type").is_some_and(|it| it == "text/event-stream");
        let text = if is_stream { String::new() } else { response.text().await? };
        let body = match serde_json::from_str(&text) {
            Ok(body) => body,
            Err(_) if text.is_empty() => Value::Null,
            Err(_) => Value::String(text),
        };
        Ok(Reply { status, headers, body })
    }
}
