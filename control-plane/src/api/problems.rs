//! `/v1/problems` and `/problems/{problem}`: what each refusal means and what to do.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    openapi::PROBLEMS,
    problem::{Code, Problem},
    reply::Reply,
};
use crate::app::App;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_problems))
}

/// A kind of problem.
#[derive(Debug, Serialize, ToSchema)]
struct ProblemKind {
    /// The URL in a problem's `type`.
    #[serde(rename = "type")]
    kind: String,
    code: &'static str,
    status: u16,
    title: &'static str,
    /// What has happened.
    meaning: &'static str,
    /// What to do.
    remedy: &'static str,
}

/// Every kind of problem.
#[derive(Debug, Serialize, ToSchema)]
struct ProblemList {
    items: Vec<ProblemKind>,
    /// Always null: all are returned at once.
    next_page_token: Option<String>,
}

/// List the kinds of problems
#[utoipa::path(get, path = "/problems", tag = PROBLEMS, operation_id = "list_problems",
    security(()),
    responses((status = 200, body = ProblemList, description = "Every kind of problem")))]
async fn list_problems() -> Result<Reply, Problem> {
    let items = Code::ALL.iter().map(|code| ProblemKind {
        kind: code.url(),
        code: code.name(),
        status: code.status().as_u16(),
        title: code.title(),
        meaning: code.meaning(),
        remedy: code.remedy(),
    });
    Reply::ok(&ProblemList { items: items.collect(), next_page_token: None })
}

/// The page behind a problem's `type`.
pub async fn page(Path(slug): Path<String>) -> Result<Response, Problem> {
    let code = Code::from_slug(&slug)
        .ok_or_else(|| Problem::new(Code::NotFound, "there is no such kind of problem"))?;
    let media_type = (header::CONTENT_TYPE, "text/markdown; charset=utf-8");
    Ok(([media_type], code.markdown()).into_response())
}
