//! `/v1/orgs/{org}/tokens`: API tokens.

use axum::{extract::State, http::header};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::{OrgId, TokenId, UserId};

use super::{
    extract::{IfMatch, Path, Verb, Write},
    idempotency::once,
    openapi::TOKENS,
    orgs::OrgPath,
    page::{List, Listing, NoFilter, PageParams},
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{App, Caller, Fields, tokens},
    domain::{access::Role, page::Place, token::Token},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_tokens, create_token))
        .routes(routes!(get_token, delete_token))
}

#[derive(Debug, Deserialize)]
struct TokenPath {
    org: OrgId,
    token: TokenId,
}

/// An automation token of an org. Its secret is never shown again.
#[derive(Debug, Serialize, ToSchema)]
struct TokenView {
    id: TokenId,
    org_id: OrgId,
    name: String,
    role: Role,
    /// The public part of its secret.
    #[schema(example = "t0123456789abcde")]
    key_id: String,
    /// Who issued it.
    created_by: UserId,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// When it stops working; null for never.
    expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    last_used_at: Option<DateTime<Utc>>,
}

impl From<Token> for TokenView {
    fn from(token: Token) -> Self {
        Self {
            id: token.id,
            org_id: token.org_id,
            name: token.name.into(),
            role: token.role,
            key_id: token.key_id.into(),
            created_by: token.created_by,
            created_at: token.created_at,
            updated_at: token.updated_at,
            expires_at: token.expires_at,
            last_used_at: token.last_used_at,
        }
    }
}

/// A new token with its secret, shown this once.
#[derive(Serialize, ToSchema)]
struct TokenCreated {
    #[serde(flatten)]
    token: TokenView,
    /// Keep it safe: it cannot be shown again.
    secret: TokenSecret,
}

/// The secret of a new token.
#[derive(Serialize, ToSchema)]
struct TokenSecret {
    key_id: String,
    /// For `Authorization: Bearer …`.
    #[schema(example = "mrt_t0123456789abcde_…")]
    api_token: String,
}

/// A token to issue.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TokenCreate {
    /// 1 to 63 lower-case letters, digits and hyphens; unique in the org.
    #[schema(example = "ci", min_length = 1, max_length = 63)]
    name: String,
    /// `admin`, `developer` or `viewer`; at most the caller's own role.
    role: Role,
    /// When it shall stop working; absent for never.
    expires_at: Option<DateTime<Utc>>,
}

/// List API tokens
#[utoipa::path(get, path = "/orgs/{org}/tokens", tag = TOKENS, operation_id = "list_tokens",
    params(("org" = OrgId, Path), PageParams<Place<TokenId>>),
    responses((status = 200, body = List<TokenView>, description = "The org's live tokens")))]
async fn list_tokens(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
    listing: Listing<NoFilter, Place<TokenId>>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let page = tokens::list(&app, &mut tx, &caller, path.org, &listing.page).await?;
    Reply::ok(&listing.reply(&app, page, TokenView::from))
}

/// Issue an API token
///
/// The answer holds its secret, this once.
#[utoipa::path(post, path = "/orgs/{org}/tokens", tag = TOKENS, operation_id = "create_token",
    params(("org" = OrgId, Path)), request_body = TokenCreate,
    responses((status = 201, body = TokenCreated, description = "Issued")))]
async fn create_token(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
    write: Write<TokenCreate>,
) -> Result<Reply, Problem> {
    let body = write.body;
    let mut fields = Fields::default();
    let name = fields.take("/name", body.name.parse());
    let new = fields.all(|| {
        Some(tokens::NewToken { name: name?, role: body.role, expires_at: body.expires_at })
    })?;
    let (app, caller) = (&app, &caller);
    once(app, caller, &write.fingerprint, async move |mut tx| {
        let (token, key) = tokens::create(app, &mut tx, caller, path.org, new).await?;
        let location = format!("/v1/orgs/{}/tokens/{}", path.org, token.id);
        let version = token.version;
        let secret =
            TokenSecret { key_id: key.id.to_string(), api_token: key.text.expose().clone() };
        let reply = Reply::created(&location, &TokenCreated { token: token.into(), secret })?;
        Ok((tx, reply.etag(version).header(header::CACHE_CONTROL, "no-store")))
    })
    .await
}

/// Get an API token
#[utoipa::path(get, path = "/orgs/{org}/tokens/{token}", tag = TOKENS, operation_id = "get_token",
    params(("org" = OrgId, Path), ("token" = TokenId, Path)),
    responses((status = 200, body = TokenView, description = "The token, without its secret")))]
async fn get_token(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<TokenPath>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let token = tokens::get(&app, &mut tx, &caller, path.org, path.token).await?;
    let version = token.version;
    Ok(Reply::ok(&TokenView::from(token))?.etag(version))
}

/// Revoke an API token
///
/// The next request with it is refused.
#[utoipa::path(delete, path = "/orgs/{org}/tokens/{token}", tag = TOKENS,
    operation_id = "delete_token",
    params(("org" = OrgId, Path), ("token" = TokenId, Path),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 204, description = "Revoked")))]
async fn delete_token(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<TokenPath>,
    if_match: IfMatch,
    verb: Verb,
) -> Result<Reply, Problem> {
    let which = (path.org, path.token);
    let (app, caller, check) = (&app, &caller, |version| if_match.check(version));
    once(app, caller, &verb.fingerprint, async move |mut tx| {
        tokens::revoke(app, &mut tx, caller, which, check).await?;
        Ok((tx, Reply::no_content()))
    })
    .await
}
