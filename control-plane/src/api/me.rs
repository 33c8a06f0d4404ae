//! `/v1/me` and `/v1/users`: the caller, and adding people.

use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    ids::{OrgId, UserId},
    secret::Secret,
};

use super::{extract::Write, idempotency::once, openapi::USERS, problem::Problem, reply::Reply};
use crate::{
    app::{App, AppError, Caller, Fields, sessions, users},
    domain::{
        access::{Role, permissions},
        org::Membership,
        user::{NewPassword, User},
    },
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_me))
        .routes(routes!(change_password))
        .routes(routes!(create_user))
}

/// Who sends this request.
#[derive(Debug, Serialize, ToSchema)]
struct MeView {
    /// `user`, `operator` or `token`.
    kind: &'static str,
    /// The user's or token's identifier.
    id: String,
    /// The person; null for an API token.
    user: Option<UserView>,
    /// The orgs the caller belongs to.
    memberships: Vec<MembershipView>,
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
struct UserView {
    id: UserId,
    email: String,
    name: String,
    /// Whether they run this Millrace.
    is_operator: bool,
    created_at: DateTime<Utc>,
}

impl From<User> for UserView {
    fn from(user: User) -> Self {
        Self {
            id: user.id,
            email: user.email.into(),
            name: user.name.into(),
            is_operator: user.is_operator,
            created_at: user.created_at,
        }
    }
}

/// A place in an org.
#[derive(Debug, Serialize, ToSchema)]
struct MembershipView {
    org_id: OrgId,
    org_name: String,
    role: Role,
    /// What the caller may do there.
    permissions: Vec<&'static str>,
}

impl From<Membership> for MembershipView {
    fn from(membership: Membership) -> Self {
        Self {
            org_id: membership.org.id,
            org_name: membership.org.name.into(),
            role: membership.role,
            permissions: permissions(membership.role),
        }
    }
}

/// The present password and the one to have instead.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordChange {
    #[schema(value_type = String, format = Password)]
    current_password: Secret<String>,
    /// 12 characters or more, at most 128 bytes.
    #[schema(value_type = String, format = Password)]
    new_password: Secret<String>,
}

/// A person to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UserCreate {
    #[schema(example = "grace@example.com")]
    email: String,
    /// What they are called; may be empty.
    #[serde(default)]
    name: String,
    /// Their first password; they change it with POST /v1/me/password.
    #[schema(value_type = String, format = Password)]
    password: Secret<String>,
}

/// Who am I
#[utoipa::path(get, path = "/me", tag = USERS, operation_id = "get_me",
    responses((status = 200, body = MeView, description = "The caller and where they belong")))]
async fn get_me(State(app): State<App>, caller: Caller) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let me = users::me(&app, &mut tx, &caller).await?;
    Reply::ok(&MeView {
        kind: caller.actor.kind(),
        id: caller.actor.id(),
        user: me.user.map(UserView::from),
        memberships: me.memberships.into_iter().map(MembershipView::from).collect(),
    })
}

/// Change own password
///
/// Ends all of the caller's other sessions.
#[utoipa::path(post, path = "/me/password", tag = USERS, operation_id = "change_password",
    request_body = PasswordChange, responses((status = 204, description = "Changed")))]
async fn change_password(
    State(app): State<App>,
    caller: Caller,
    write: Write<PasswordChange>,
) -> Result<Reply, Problem> {
    let (app, caller, body) = (&app, &caller, write.body);
    once(app, caller, &write.fingerprint, async move |mut tx| {
        let (current, new) = (body.current_password, body.new_password);
        sessions::change_password(app, &mut tx, caller, current, new).await?;
        Ok((tx, Reply::no_content()))
    })
    .await
}

/// Add a person
///
/// For operators of this Millrace. Owners and admins then add the person to their orgs.
#[utoipa::path(post, path = "/users", tag = USERS, operation_id = "create_user",
    request_body = UserCreate,
    responses((status = 201, body = UserView, description = "Added")))]
async fn create_user(
    State(app): State<App>,
    caller: Caller,
    write: Write<UserCreate>,
) -> Result<Reply, Problem> {
    let new = write.body.parse()?;
    let (app, caller) = (&app, &caller);
    once(app, caller, &write.fingerprint, async move |mut tx| {
        let user = users::create(app, &mut tx, caller, new).await?;
        Ok((tx, Reply::json(StatusCode::CREATED, &UserView::from(user))?))
    })
    .await
}

impl UserCreate {
    fn parse(self) -> Result<users::NewUser, AppError> {
        let mut fields = Fields::default();
        let email = fields.take("/email", self.email.parse());
        let name = fields.take("/name", self.name.parse());
        let password = fields.take("/password", NewPassword::parse(self.password));
        fields.all(|| Some(users::NewUser { email: email?, name: name?, password: password? }))
    }
}
