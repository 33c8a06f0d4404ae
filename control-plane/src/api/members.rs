//! `/v1/orgs/{org}/members`: who belongs to an org.

use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::{OrgId, UserId};

use super::{
    extract::{IfMatch, Path, Verb, Write},
    idempotency::once,
    openapi::MEMBERS,
    orgs::OrgPath,
    page::{List, Listing, NoFilter, PageParams},
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{App, Caller, Fields, members},
    domain::{access::Role, org::Member, page::Place},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_members, add_member))
        .routes(routes!(update_member, remove_member))
}

#[derive(Debug, Deserialize)]
struct MemberPath {
    org: OrgId,
    member: UserId,
}

/// A person in an org.
#[derive(Debug, Serialize, ToSchema)]
struct MemberView {
    /// The person's identifier.
    id: UserId,
    email: String,
    name: String,
    role: Role,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Member> for MemberView {
    fn from(member: Member) -> Self {
        Self {
            id: member.user_id,
            email: member.email.into(),
            name: member.name.into(),
            role: member.role,
            created_at: member.created_at,
            updated_at: member.updated_at,
        }
    }
}

/// A person to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MemberAdd {
    /// The address of somebody with an account here.
    #[schema(example = "grace@example.com")]
    email: String,
    /// At most the caller's own role.
    role: Role,
}

/// What to change.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MemberPatch {
    /// At most the caller's own role.
    role: Role,
}

/// List members
#[utoipa::path(get, path = "/orgs/{org}/members", tag = MEMBERS, operation_id = "list_members",
    params(("org" = OrgId, Path), PageParams<Place<UserId>>),
    responses((status = 200, body = List<MemberView>, description = "The org's members")))]
async fn list_members(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
    listing: Listing<NoFilter, Place<UserId>>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let page = members::list(&app, &mut tx, &caller, path.org, &listing.page).await?;
    Reply::ok(&listing.reply(&app, page, MemberView::from))
}

/// Add a member
#[utoipa::path(post, path = "/orgs/{org}/members", tag = MEMBERS, operation_id = "add_member",
    params(("org" = OrgId, Path)), request_body = MemberAdd,
    responses((status = 201, body = MemberView, description = "Added")))]
async fn add_member(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
    write: Write<MemberAdd>,
) -> Result<Reply, Problem> {
    let mut fields = Fields::default();
    let email = fields.take("/email", write.body.email.parse());
    let email = fields.all(|| email)?;
    let (app, caller, role) = (&app, &caller, write.body.role);
    once(app, caller, &write.fingerprint, async move |mut tx| {
        let member = members::add(app, &mut tx, caller, path.org, &email, role).await?;
        let location = format!("/v1/orgs/{}/members/{}", path.org, member.user_id);
        let version = member.version;
        Ok((tx, Reply::created(&location, &MemberView::from(member))?.etag(version)))
    })
    .await
}

/// Change a member's role
#[utoipa::path(patch, path = "/orgs/{org}/members/{member}", tag = MEMBERS,
    operation_id = "update_member",
    params(("org" = OrgId, Path), ("member" = UserId, Path),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    request_body = MemberPatch,
    responses((status = 200, body = MemberView, description = "Changed")))]
async fn update_member(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<MemberPath>,
    if_match: IfMatch,
    write: Write<MemberPatch>,
) -> Result<Reply, Problem> {
    let (who, role) = ((path.org, path.member), write.body.role);
    let (app, caller, check) = (&app, &caller, |version| if_match.check(version));
    once(app, caller, &write.fingerprint, async move |mut tx| {
        let member = members::set_role(app, &mut tx, caller, who, role, check).await?;
        let version = member.version;
        Ok((tx, Reply::ok(&MemberView::from(member))?.etag(version)))
    })
    .await
}

/// Remove a member
#[utoipa::path(delete, path = "/orgs/{org}/members/{member}", tag = MEMBERS,
    operation_id = "remove_member",
    params(("org" = OrgId, Path), ("member" = UserId, Path),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 204, description = "Removed")))]
async fn remove_member(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<MemberPath>,
    if_match: IfMatch,
    verb: Verb,
) -> Result<Reply, Problem> {
    let who = (path.org, path.member);
    let (app, caller, check) = (&app, &caller, |version| if_match.check(version));
    once(app, caller, &verb.fingerprint, async move |mut tx| {
        members::remove(app, &mut tx, caller, who, check).await?;
        Ok((tx, Reply::no_content()))
    })
    .await
}
