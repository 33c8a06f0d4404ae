//! `/v1/orgs/{org}/audit_events`: what was done in an org, and what was refused.

mod export;

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::{AuditEventId, OrgId};

use self::export::Format;
use super::{
    extract::{Many, Path},
    openapi::AUDIT,
    orgs::OrgPath,
    page::{List, Listing, PageParams},
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{App, Caller, audit},
    domain::audit::{AuditEvent, Outcome},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_audit_events))
}

/// One entry of the trail.
#[derive(Debug, Serialize, ToSchema)]
struct AuditEventView {
    id: AuditEventId,
    at: DateTime<Utc>,
    actor: ActorView,
    /// What was done or tried, such as `instance.create`.
    action: String,
    subject: SubjectView,
    outcome: Outcome,
    /// The request that caused it.
    request_id: Option<String>,
    /// Where that request came from.
    address: Option<String>,
    /// More about it.
    #[schema(value_type = Object)]
    detail: serde_json::Value,
}

/// Who did it.
#[derive(Debug, Serialize, ToSchema)]
struct ActorView {
    /// `user`, `operator`, `token` or `system`.
    #[serde(rename = "type")]
    kind: String,
    id: String,
}

/// What it was done to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditSubject)]
struct SubjectView {
    /// `org`, `member`, `token`, `instance`, …
    #[serde(rename = "type")]
    kind: String,
    id: String,
}

impl From<AuditEvent> for AuditEventView {
    fn from(event: AuditEvent) -> Self {
        Self {
            id: event.id,
            at: event.at,
            actor: ActorView { kind: event.actor_type, id: event.actor_id },
            action: event.action,
            subject: SubjectView { kind: event.subject_type, id: event.subject_id },
            outcome: event.outcome,
            request_id: event.request_id,
            address: event.address,
            detail: event.detail,
        }
    }
}

/// Which entries to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AuditFilter {
    /// Only these actions; may be given several times.
    #[serde(default)]
    #[param(value_type = Vec<String>, explode, required = false)]
    action: Many<String>,
    /// Only these outcomes; may be given several times.
    #[serde(default)]
    #[param(value_type = Vec<Outcome>, explode, required = false)]
    outcome: Many<Outcome>,
    /// Only what this user or token did.
    actor_id: Option<String>,
    /// Only what was done to this subject.
    subject_id: Option<String>,
    /// Only what happened then or later.
    since: Option<DateTime<Utc>>,
    /// Only what happened before.
    until: Option<DateTime<Utc>>,
}

/// Read the audit trail
///
/// Newest first. With `Accept: text/csv` or `Accept: application/x-ndjson` the answer is a file with all
/// entries that the filter lets through, whatever the page.
#[utoipa::path(get, path = "/orgs/{org}/audit_events", tag = AUDIT,
    operation_id = "list_audit_events", params(("org" = OrgId, Path), AuditFilter, PageParams<AuditEventId>),
    responses((status = 200, description = "The trail", content(
        (List<AuditEventView> = "application/json"),
        (String = "text/csv"),
        (String = "application/x-ndjson")))))]
async fn list_audit_events(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
    headers: HeaderMap,
    mut listing: Listing<AuditFilter, AuditEventId>,
) -> Result<Response, Problem> {
    let filter = audit::Filter {
        actions: std::mem::take(&mut listing.filter.action.0),
        outcomes: std::mem::take(&mut listing.filter.outcome.0),
        actor_id: listing.filter.actor_id.take(),
        subject_id: listing.filter.subject_id.take(),
        since: listing.filter.since,
        until: listing.filter.until,
    };
    if let Some(format) = Format::wanted(&headers) {
        return export::export(app, caller, path.org, filter, format).await;
    }
    let mut tx = app.begin().await?;
    let page = audit::list(&app, &mut tx, &caller, path.org, &filter, &listing.page).await?;
    Ok(Reply::ok(&listing.reply(&app, page, AuditEventView::from))?.into_response())
}
