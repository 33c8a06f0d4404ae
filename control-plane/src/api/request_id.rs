//! `X-Request-Id`: one word that finds a request in the answer, the log and the audit trail.
//!
//! A client may bring its own, to follow a request through several systems. It is taken only if it
//! is short and plain, because it is written to logs.

use axum::{
    extract::{Request, State},
    http::{Extensions, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use wire::ids::random_text;

use crate::app::App;

/// The header, in and out.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

const MAX_LEN: usize = 64;

/// The id of the request being answered.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

impl RequestId {
    /// The id in a request's extensions.
    pub fn of(extensions: &Extensions) -> String {
        extensions.get::<Self>().map(|id| id.0.clone()).unwrap_or_default()
    }
}

/// Middleware: takes the client's id or makes one, and returns it.
pub async fn assign(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = request
        .headers()
        .get(HEADER)
        .and_then(|value| value.to_str().ok())
        .filter(|text| is_plain(text))
        .map_or_else(|| format!("req_{}", random_text(&*app.entropy, 20)), str::to_owned);
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

fn is_plain(text: &str) -> bool {
    (1..=MAX_LEN).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:/+=".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_could_forge_a_log_line_are_replaced() {
        assert!(is_plain("7f3c-12:a/b"));
        for bad in ["", "a b", "a\tb", "a\"b", "ü", &"a".repeat(65)] {
            assert!(!is_plain(bad), "{bad:?} was taken");
        }
    }
}
