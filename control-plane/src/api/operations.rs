//! `/v1/operations`: following changes that take time.

use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::{OperationId, OrgId};

use super::{
    extract::{Many, Path, Wait},
    openapi::OPERATIONS,
    orgs::OrgPath,
    page::{List, Listing, PageParams},
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{App, Caller, operations},
    domain::operation::{Operation, OperationState},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_operation)).routes(routes!(list_operations))
}

#[derive(Debug, Deserialize)]
struct OperationPath {
    operation: OperationId,
}

/// A receipt for a change that takes time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Operation)]
pub struct OperationView {
    id: OperationId,
    org_id: OrgId,
    /// What was asked for, such as `instance.create`.
    kind: String,
    subject: OperationSubjectView,
    state: OperationState,
    /// It is done when the subject has observed this generation.
    target_generation: i64,
    progress: ProgressView,
    /// How often it failed and was tried again.
    attempt: i32,
    /// The last failure.
    error: Option<OperationErrorView>,
    /// Whether it is being tried again by itself.
    retryable: bool,
    /// When it will be tried again.
    next_attempt_at: Option<DateTime<Utc>>,
    /// The request that asked for it.
    request_id: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// When it ended, however it ended.
    finished_at: Option<DateTime<Utc>>,
}

/// What changes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OperationSubject)]
struct OperationSubjectView {
    /// `instance`, `credential` or `cluster`.
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
}

/// How far the work has come.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OperationProgress)]
struct ProgressView {
    /// The step being done.
    step: Option<String>,
    /// Steps that are done.
    done: i32,
    /// Steps in all.
    of: i32,
}

/// Why the last attempt failed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OperationError)]
struct OperationErrorView {
    /// For programs.
    code: String,
    /// For people.
    detail: String,
}

impl From<Operation> for OperationView {
    fn from(operation: Operation) -> Self {
        Self {
            id: operation.id,
            org_id: operation.org_id,
            kind: operation.kind,
            subject: OperationSubjectView {
                kind: operation.subject.kind(),
                id: operation.subject.to_string(),
            },
            state: operation.state,
            target_generation: operation.target_generation,
            progress: ProgressView {
                step: operation.progress.step,
                done: operation.progress.done,
                of: operation.progress.of,
            },
            attempt: operation.attempt,
            error: operation.error.map(|e| OperationErrorView { code: e.code, detail: e.detail }),
            retryable: !operation.state.is_final(),
            next_attempt_at: operation.next_attempt_at,
            request_id: operation.request_id,
            created_at: operation.created_at,
            updated_at: operation.updated_at,
            finished_at: operation.finished_at,
        }
    }
}

/// Which operations to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OperationFilter {
    /// Only these states; may be given several times.
    #[serde(default)]
    #[param(value_type = Vec<OperationState>, explode, required = false)]
    state: Many<OperationState>,
}

/// Follow an operation
///
/// With `Prefer: wait=SECONDS` the answer waits until it has finished, or until the time is up.
#[utoipa::path(get, path = "/operations/{operation}", tag = OPERATIONS,
    operation_id = "get_operation",
    params(("operation" = OperationId, Path),
        ("Prefer" = Option<String>, Header, description = "`wait=SECONDS`, at most 60")),
    responses((status = 200, body = OperationView, description = "The operation")))]
async fn get_operation(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OperationPath>,
    wait: Option<Wait>,
) -> Result<Reply, Problem> {
    let patience = wait.map_or(std::time::Duration::ZERO, |Wait(patience)| patience);
    let operation = operations::wait(&app, &caller, path.operation, patience).await?;
    Reply::ok(&OperationView::from(operation))
}

/// List an org's operations
///
/// Newest first.
#[utoipa::path(get, path = "/orgs/{org}/operations", tag = OPERATIONS,
    operation_id = "list_operations", params(("org" = OrgId, Path), OperationFilter, PageParams<OperationId>),
    responses((status = 200, body = List<OperationView>, description = "The operations")))]
async fn list_operations(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
    listing: Listing<OperationFilter, OperationId>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let states = &listing.filter.state.0;
    let page = operations::list(&app, &mut tx, &caller, path.org, states, &listing.page).await?;
    Reply::ok(&listing.reply(&app, page, OperationView::from))
}
