//! `/v1/problems` and `/problems/{problem}`: what each refusal means and what to do.

use axum::{
    extract::Path,
    http::{HeaderMap, header},
    response::{Html, IntoResponse as _, Response},
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

/// The page behind a problem's `type`: HTML for a browser, else Markdown.
pub async fn page(Path(slug): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let code = Code::from_slug(&slug)
        .ok_or_else(|| Problem::new(Code::NotFound, "there is no such kind of problem"))?;
    let accepted = headers.get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok());
    if accepted.is_some_and(|accepted| accepted.contains("text/html")) {
        return Ok(Html(html(code)).into_response());
    }
    let media_type = (header::CONTENT_TYPE, "text/markdown; charset=utf-8");
    Ok(([media_type], code.markdown()).into_response())
}

/// All that is put into it are our own constants.
fn html(code: Code) -> String {
    let code_spans = |text: &str| {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let spans = escaped.split('`').enumerate();
        spans
            .map(
                |(at, part)| if at % 2 == 1 { format!("<code>{part}</code>") } else { part.into() },
            )
            .collect::<String>()
    };
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>\
         <h1>{status} {title}</h1><p><code>{name}</code></p><p>{meaning}</p>\
         <p><strong>What to do:</strong> {remedy}</p></html>",
        title = code.title(),
        status = code.status().as_u16(),
        name = code.name(),
        meaning = code_spans(code.meaning()),
        remedy = code_spans(code.remedy()),
    )
}
