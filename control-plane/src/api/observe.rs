//! One log line and two measurements per request, and the walls around the handlers.

use std::time::Duration;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use tokio::time::Instant;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;

use super::{
    problem::{Code, Problem},
    request_id::RequestId,
};

/// Longest time a request may take: the longest `Prefer: wait` and some more.
const DEADLINE: Duration = Duration::from_secs(75);

/// Middleware: logs and measures. Routes are named by their template, so that identifiers neither
/// multiply the measurements nor fill the log twice.
pub async fn measure(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", |path| path.as_str())
        .to_owned();
    let request_id = RequestId::of(request.extensions());
    let span = tracing::info_span!("request", request.id = request_id);
    let response = next.run(request).instrument(span.clone()).await;
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    let labels =
        [("method", method.to_string()), ("route", route.clone()), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels[..2]).record(elapsed);
    let elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    let _entered = span.enter();
    match route.as_str() {
        "/livez" | "/readyz" | "/metrics" => {
            tracing::debug!(http.method = %method, http.route = route, http.status = status, elapsed_ms, "answered");
        }
        _ => {
            tracing::info!(http.method = %method, http.route = route, http.status = status, elapsed_ms, "answered");
        }
    }
    response
}

/// Middleware: runs the handler in a task of its own. A client that goes away then cannot stop it
/// between two statements, and a panic is one problem instead of a lost connection.
pub async fn detach(State(tasks): State<TaskTracker>, request: Request, next: Next) -> Response {
    let work = tokio::time::timeout(DEADLINE, next.run(request)).in_current_span();
    match tasks.spawn(work).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Problem::new(Code::Unavailable, "the request took too long; try again")
            .retry_after(1)
            .into_response(),
        Err(panic) => Problem::internal(panic).into_response(),
    }
}

/// Middleware: headers that keep browsers from guessing, framing and caching.
pub async fn harden(request: Request, next: Next) -> Response {
    // The documentation pages bring their own script and inline styles.
    let is_documentation = request.uri().path().starts_with("/docs");
    let policy = if is_documentation {
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
    } else {
        "default-src 'none'; frame-ancestors 'none'"
    };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
