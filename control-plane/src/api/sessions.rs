//! `/v1/sessions`: sign in, refresh, list, sign out.

use axum::{extract::State, http::header};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    ids::{SessionId, UserId},
    secret::Secret,
};

use super::{
    auth::Peer,
    browser::Page,
    extract::{Body, Path, Verb},
    idempotency::once,
    openapi::SESSIONS,
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{App, Caller, sessions},
    domain::{access::Actor, user::Session},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_session, list_sessions))
        .routes(routes!(refresh_session))
        .routes(routes!(delete_current_session))
        .routes(routes!(delete_session))
}

/// An e-mail address and its password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SessionCreate {
    #[schema(example = "ada@example.com")]
    email: String,
    #[schema(value_type = String, format = Password)]
    password: Secret<String>,
    /// How the session is to be kept.
    #[serde(default)]
    delivery: Delivery,
}

/// How a session is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Delivery {
    /// As tokens in the answer, for programs.
    #[default]
    Tokens,
    /// As an `HttpOnly` cookie, for a page of this Millrace: no script can read it.
    Cookie,
}

/// What signing in gives, as `delivery` says.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum SessionCreated {
    Tokens(SessionTokens),
    Cookie(SessionCookie),
}

/// A session that a browser keeps as a cookie.
#[derive(Serialize, ToSchema)]
struct SessionCookie {
    /// The session.
    session_id: SessionId,
    /// Whose it is.
    user_id: UserId,
    /// When the session ends in any case.
    expires_at: DateTime<Utc>,
}

/// A refresh token that was not used before.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SessionRefresh {
    #[schema(value_type = String, example = "mrr_…")]
    refresh_token: Secret<String>,
}

/// Tokens of a session. They are shown this once.
#[derive(Serialize, ToSchema)]
struct SessionTokens {
    /// The session.
    session_id: SessionId,
    /// Whose it is.
    user_id: UserId,
    /// For `Authorization: Bearer …`.
    access_token: String,
    /// When it expires; refresh before.
    access_token_expires_at: DateTime<Utc>,
    /// For one refresh; presenting it a second time ends the session.
    refresh_token: String,
    /// When the session ends in any case.
    expires_at: DateTime<Utc>,
}

impl From<sessions::SignedIn> for SessionTokens {
    fn from(signed_in: sessions::SignedIn) -> Self {
        Self {
            session_id: signed_in.session,
            user_id: signed_in.user,
            access_token: signed_in.access_token.expose().clone(),
            access_token_expires_at: signed_in.access_expires_at,
            refresh_token: signed_in.refresh_token.expose().clone(),
            expires_at: signed_in.expires_at,
        }
    }
}

/// A sign-in that has not ended.
#[derive(Debug, Serialize, ToSchema)]
struct SessionView {
    id: SessionId,
    /// Whether this request was made with it.
    current: bool,
    created_at: DateTime<Utc>,
    /// When it was last refreshed, or its cookie used.
    last_used_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

/// The caller's sign-ins.
#[derive(Debug, Serialize, ToSchema)]
struct SessionList {
    items: Vec<SessionView>,
    /// Always null: all are returned at once.
    next_page_token: Option<String>,
}

#[derive(Debug, Deserialize)]
struct SessionPath {
    session: SessionId,
}

/// Sign in
///
/// Exchanges an e-mail address and password for tokens, or for a cookie. Repeated failures are slowed
/// down.
#[utoipa::path(post, path = "/sessions", tag = SESSIONS, operation_id = "create_session",
    request_body = SessionCreate, security(()),
    responses((status = 201, body = SessionCreated, description = "Signed in")))]
async fn create_session(
    State(app): State<App>,
    Peer(origin): Peer,
    page: Page,
    Body(body): Body<SessionCreate>,
) -> Result<Reply, Problem> {
    let at = |session| format!("/v1/sessions/{session}");
    match body.delivery {
        Delivery::Tokens => {
            let signed_in = sessions::sign_in(&app, origin, &body.email, body.password).await?;
            let location = at(signed_in.session);
            Reply::created(&location, &SessionCreated::Tokens(signed_in.into()))
        }
        Delivery::Cookie => {
            page.require_own()?;
            let opened =
                sessions::sign_in_browser(&app, origin, &body.email, body.password).await?;
            let life = opened.expires_at - app.now();
            let created = SessionCreated::Cookie(SessionCookie {
                session_id: opened.session,
                user_id: opened.user,
                expires_at: opened.expires_at,
            });
            let cookie = page.cookie(opened.cookie.expose(), life);
            Ok(Reply::created(&at(opened.session), &created)?.header(header::SET_COOKIE, &cookie))
        }
    }
}

/// Refresh tokens
///
/// Exchanges a refresh token for new tokens. Each works once: if one comes back a second time, two
/// parties hold it, and the session ends.
#[utoipa::path(post, path = "/sessions/refresh", tag = SESSIONS, operation_id = "refresh_session",
    request_body = SessionRefresh, security(()),
    responses((status = 200, body = SessionTokens, description = "New tokens")))]
async fn refresh_session(
    State(app): State<App>,
    Peer(origin): Peer,
    Body(body): Body<SessionRefresh>,
) -> Result<Reply, Problem> {
    let signed_in = sessions::refresh(&app, origin, body.refresh_token.expose()).await?;
    Reply::ok(&SessionTokens::from(signed_in))
}

/// List own sessions
#[utoipa::path(get, path = "/sessions", tag = SESSIONS, operation_id = "list_sessions",
    responses((status = 200, body = SessionList, description = "The caller's live sessions")))]
async fn list_sessions(State(app): State<App>, caller: Caller) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let live = sessions::list(&app, &mut tx, &caller).await?;
    let current = match caller.actor {
        Actor::User { session, .. } => Some(session),
        Actor::Token { .. } | Actor::Anonymous | Actor::System => None,
    };
    let view = |session: Session| SessionView {
        id: session.id,
        current: Some(session.id) == current,
        created_at: session.created_at,
        last_used_at: session.last_used_at,
        expires_at: session.expires_at,
    };
    let items = live.into_iter().map(view).collect();
    Reply::ok(&SessionList { items, next_page_token: None })
}

/// Sign out here
///
/// Ends the session that this request is sent with, and takes a browser's cookie away.
#[utoipa::path(delete, path = "/sessions/current", tag = SESSIONS,
    operation_id = "delete_current_session",
    responses((status = 204, description = "Ended")))]
async fn delete_current_session(
    State(app): State<App>,
    caller: Caller,
    page: Page,
    verb: Verb,
) -> Result<Reply, Problem> {
    let (_, session) = sessions::person(&caller)?;
    let gone = page.cookie("", TimeDelta::zero());
    let (app, caller) = (&app, &caller);
    once(app, caller, &verb.fingerprint, async move |mut tx| {
        sessions::end(app, &mut tx, caller, session).await?;
        Ok((tx, Reply::no_content().header(header::SET_COOKIE, &gone)))
    })
    .await
}

/// Sign out
///
/// Ends one of the caller's sessions; its tokens stop working at once.
#[utoipa::path(delete, path = "/sessions/{session}", tag = SESSIONS,
    operation_id = "delete_session", params(("session" = SessionId, Path)),
    responses((status = 204, description = "Ended")))]
async fn delete_session(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<SessionPath>,
    verb: Verb,
) -> Result<Reply, Problem> {
    let (app, caller) = (&app, &caller);
    once(app, caller, &verb.fingerprint, async move |mut tx| {
        sessions::end(app, &mut tx, caller, path.session).await?;
        Ok((tx, Reply::no_content()))
    })
    .await
}
