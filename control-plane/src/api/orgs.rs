//! `/v1/orgs`: the customers.

use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::OrgId;

use super::{
    extract::{IfMatch, Path, Write},
    idempotency::once,
    openapi::ORGS,
    page::{List, Listing, NoFilter, PageParams},
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{App, AppError, Caller, Fields, orgs},
    domain::{
        access::{Role, permissions},
        name::Name,
        org::Membership,
        page::Place,
    },
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_orgs, create_org)).routes(routes!(get_org, update_org))
}

/// The path of what belongs to an org.
#[derive(Debug, Deserialize)]
pub struct OrgPath {
    /// The org.
    pub org: OrgId,
}

/// A customer.
#[derive(Debug, Serialize, ToSchema)]
struct OrgView {
    id: OrgId,
    name: String,
    /// The caller's role.
    role: Role,
    /// What the caller may do here.
    permissions: Vec<&'static str>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Membership> for OrgView {
    fn from(Membership { org, role }: Membership) -> Self {
        Self {
            id: org.id,
            name: org.name.into(),
            role,
            permissions: permissions(role),
            created_at: org.created_at,
            updated_at: org.updated_at,
        }
    }
}

fn reply(membership: Membership) -> Result<Reply, Problem> {
    let version = membership.org.version;
    Ok(Reply::ok(&OrgView::from(membership))?.etag(version))
}

/// An org to create.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OrgCreate {
    /// 1 to 63 lower-case letters, digits and hyphens; unique on this Millrace.
    #[schema(example = "acme", min_length = 1, max_length = 63)]
    name: String,
}

/// What to change.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OrgPatch {
    /// The new name.
    #[schema(min_length = 1, max_length = 63)]
    name: Option<String>,
}

fn parse_name(name: &str) -> Result<Name, AppError> {
    let mut fields = Fields::default();
    let name = fields.take("/name", name.parse());
    fields.all(|| name)
}

/// List own orgs
#[utoipa::path(get, path = "/orgs", tag = ORGS, operation_id = "list_orgs", params(PageParams<Place<OrgId>>),
    responses((status = 200, body = List<OrgView>, description = "The orgs the caller belongs to")))]
async fn list_orgs(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter, Place<OrgId>>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let page = orgs::list(&app, &mut tx, &caller, &listing.page).await?;
    Reply::ok(&listing.reply(&app, page, OrgView::from))
}

/// Create an org
///
/// The caller becomes its owner.
#[utoipa::path(post, path = "/orgs", tag = ORGS, operation_id = "create_org",
    request_body = OrgCreate,
    responses((status = 201, body = OrgView, description = "Created")))]
async fn create_org(
    State(app): State<App>,
    caller: Caller,
    write: Write<OrgCreate>,
) -> Result<Reply, Problem> {
    let name = parse_name(&write.body.name)?;
    let (app, caller) = (&app, &caller);
    once(app, caller, &write.fingerprint, async move |mut tx| {
        let membership = orgs::create(app, &mut tx, caller, name).await?;
        let location = format!("/v1/orgs/{}", membership.org.id);
        let version = membership.org.version;
        Ok((tx, Reply::created(&location, &OrgView::from(membership))?.etag(version)))
    })
    .await
}

/// Get an org
#[utoipa::path(get, path = "/orgs/{org}", tag = ORGS, operation_id = "get_org",
    params(("org" = OrgId, Path)),
    responses((status = 200, body = OrgView, description = "The org")))]
async fn get_org(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    reply(orgs::get(&app, &mut tx, &caller, path.org).await?)
}

/// Rename an org
#[utoipa::path(patch, path = "/orgs/{org}", tag = ORGS, operation_id = "update_org",
    params(("org" = OrgId, Path), ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    request_body = OrgPatch,
    responses((status = 200, body = OrgView, description = "Changed")))]
async fn update_org(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
    if_match: IfMatch,
    write: Write<OrgPatch>,
) -> Result<Reply, Problem> {
    let name = write.body.name.as_deref().map(parse_name).transpose()?;
    let (app, caller, check) = (&app, &caller, |version| if_match.check(version));
    once(app, caller, &write.fingerprint, async move |mut tx| {
        let membership = if let Some(name) = name {
            orgs::rename(app, &mut tx, caller, path.org, name, check).await?
        } else {
            let membership = orgs::get(app, &mut tx, caller, path.org).await?;
            check(membership.org.version)?;
            membership
        };
        Ok((tx, reply(membership)?))
    })
    .await
}
