//! A caller of our own REST API, over a socket like everybody else.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    Method, Request, StatusCode,
    client::conn::http1,
    header::{AUTHORIZATION, CONTENT_TYPE, HOST},
};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::{
    net::TcpStream,
    time::{Duration, timeout},
};
use wire::secret::Secret;

/// The longest answer is that of creating an instance, which waits until it is ready.
const PATIENCE: Duration = Duration::from_secs(75);
const LARGEST_ANSWER: usize = 4 * 1024 * 1024;

/// Why there is no usable answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// It did not come.
    #[error("{method} {path}: the API does not answer")]
    Unanswered {
        /// What was asked.
        method: Method,
        /// Of what.
        path: String,
        /// What happened.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// It is another one than expected.
    #[error("{method} {path}: the API answers {status}: {detail}")]
    Refused {
        /// What was asked.
        method: Method,
        /// Of what.
        path: String,
        /// The status.
        status: StatusCode,
        /// What the problem says.
        detail: String,
    },
    /// A field that the API promises is missing.
    #[error("the API's answer has no `{pointer}`")]
    Shape {
        /// Which one.
        pointer: String,
    },
}

impl HttpError {
    /// The status, when there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            Self::Unanswered { .. } | Self::Shape { .. } => None,
        }
    }
}

/// A caller with one address and perhaps a token.
#[derive(Debug)]
pub struct Client {
    authority: String,
    token: Option<Secret<String>>,
}

impl Client {
    /// A caller of the API at `authority` (`127.0.0.1:8080`).
    pub fn new(authority: String) -> Self {
        Self { authority, token: None }
    }

    /// Sends this token from now on.
    pub fn sign_in_with(&mut self, token: Secret<String>) {
        self.token = Some(token);
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Result<Value, HttpError> {
        self.send(Method::GET, path, None).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Result<Value, HttpError> {
        self.send(Method::DELETE, path, None).await
    }

    /// POST; an answer to work that takes time is waited for.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value, HttpError> {
        self.send(Method::POST, path, Some(body)).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, HttpError> {
        let exchange = timeout(PATIENCE, self.exchange(&method, path, body));
        let unanswered = |source| HttpError::Unanswered {
            method: method.clone(),
            path: path.to_owned(),
            source,
        };
        let (status, text) = match exchange.await {
            Ok(answer) => answer.map_err(unanswered)?,
            Err(elapsed) => return Err(unanswered(elapsed.into())),
        };
        let body: Value = serde_json::from_slice(&text).unwrap_or_default();
        if status.is_success() {
            return Ok(body);
        }
        let detail = ["detail", "title"].iter().find_map(|field| body[field].as_str());
        let detail = detail.unwrap_or("without a reason").to_owned();
        Err(HttpError::Refused { method, path: path.to_owned(), status, detail })
    }

    async fn exchange(
        &self,
        method: &Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<(StatusCode, Bytes), Box<dyn std::error::Error + Send + Sync>> {
        let stream = TcpStream::connect(&self.authority).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        let driver = tokio::spawn(connection);
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.authority)
            .header(CONTENT_TYPE, "application/json")
            .header("prefer", "wait=60");
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {}", token.expose()));
        }
        let body = body.map_or_else(Bytes::new, |body| Bytes::from(body.to_string()));
        let response = sender.send_request(request.body(Full::new(body))?).await?;
        let status = response.status();
        let body = Limited::new(response.into_body(), LARGEST_ANSWER).collect().await?.to_bytes();
        driver.abort();
        Ok((status, body))
    }
}

/// The text at `pointer` in an answer.
pub fn text<'a>(answer: &'a Value, pointer: &str) -> Result<&'a str, HttpError> {
    let found = answer.pointer(pointer).and_then(Value::as_str);
    found.ok_or_else(|| HttpError::Shape { pointer: pointer.to_owned() })
}
