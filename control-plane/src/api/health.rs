//! `/livez`, `/readyz` and `/metrics`: for whoever runs the process.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::app::{App, AppError};
use wire::error::chain;

/// The process answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// The process can serve: its database answers and has the schema this version expects.
pub async fn ready(State(app): State<App>) -> Response {
    let (status, detail) = match app.check_database().await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(AppError::Unavailable(detail)) => (StatusCode::SERVICE_UNAVAILABLE, detail),
        Err(error) => {
            let error = chain(&error);
            tracing::warn!(error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    };
    (status, Json(json!({ "ready": status.is_success(), "detail": detail }))).into_response()
}

/// Text for Prometheus.
pub fn metrics(text: String) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
