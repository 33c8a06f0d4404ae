//! `/v1/instances/{instance}/credentials`: machine identities and their keys.

mod views;

use axum::{extract::State, http::header};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    ids::{CredentialId, InstanceId},
    key::{ApiKey, KeyId},
    tenancy::Grant,
};

use super::{
    extract::{Flag, IfMatch, Path, Verb, Wait, Write},
    idempotency::once,
    instances::InstancePath,
    openapi::CREDENTIALS,
    page::{List, Listing, PageParams},
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{
        App, Caller, Fields,
        credentials::{self, CredentialChange, NewCredential, OwnCredential, Permissions},
        idempotency::Fingerprint,
    },
    domain::{
        credential::{CredentialFilter, Preset},
        page::Place,
    },
};
use views::{CredentialCreated, CredentialView};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_credentials, create_credential))
        .routes(routes!(get_credential, update_credential, delete_credential))
        .routes(routes!(create_key))
        .routes(routes!(delete_key))
}

#[derive(Debug, Deserialize)]
struct CredentialPath {
    instance: InstanceId,
    credential: CredentialId,
}

#[derive(Debug, Deserialize)]
struct KeyPath {
    instance: InstanceId,
    credential: CredentialId,
    key: KeyId,
}

/// A credential to issue. Give a preset, grants, or both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CredentialCreate {
    /// 1 to 63 lower-case letters, digits and hyphens; unique in the instance.
    #[schema(example = "checkout-service", min_length = 1, max_length = 63)]
    name: String,
    /// A usual set of grants.
    preset: Option<Preset>,
    /// Grants, besides the preset's.
    #[serde(default)]
    grants: Vec<Grant>,
    /// When its first key shall stop working; absent for never.
    expires_at: Option<DateTime<Utc>>,
}

/// What to change. `preset` and `grants` together take the place of what was granted before.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CredentialPatch {
    /// The new name.
    #[schema(min_length = 1, max_length = 63)]
    name: Option<String>,
    /// A usual set of grants.
    preset: Option<Preset>,
    /// Grants, besides the preset's.
    grants: Option<Vec<Grant>>,
}

/// A key to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct KeyCreate {
    /// When it shall stop working; absent for never.
    expires_at: Option<DateTime<Utc>>,
}

/// Which credentials to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CredentialFilterQuery {
    /// Only those with a live key that was ever let in, or only those without.
    #[param(value_type = Option<bool>)]
    used: Option<Flag>,
    /// Only those with a live key whose last sign-in failed, or only those without.
    #[param(value_type = Option<bool>)]
    failing: Option<Flag>,
}

/// List credentials
#[utoipa::path(get, path = "/instances/{instance}/credentials", tag = CREDENTIALS,
    operation_id = "list_credentials",
    params(("instance" = InstanceId, Path), CredentialFilterQuery, PageParams<Place<CredentialId>>),
    responses((status = 200, body = List<CredentialView>, description = "The credentials")))]
async fn list_credentials(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
    listing: Listing<CredentialFilterQuery, Place<CredentialId>>,
) -> Result<Reply, Problem> {
    let (CredentialFilterQuery { used, failing }, listing) = listing.split();
    let filter = CredentialFilter { used: used.map(Into::into), failing: failing.map(Into::into) };
    let mut tx = app.begin().await?;
    let page =
        credentials::list(&app, &mut tx, &caller, path.instance, filter, &listing.page).await?;
    Reply::ok(&listing.reply(&app, page, CredentialView::from))
}

/// Issue a credential
///
/// The answer holds the secret of its first key, this once. The key works on each gateway as soon as that
/// knows it, within about a second; with `Prefer: wait=SECONDS` the answer waits until it works on all.
#[utoipa::path(post, path = "/instances/{instance}/credentials", tag = CREDENTIALS,
    operation_id = "create_credential", params(("instance" = InstanceId, Path),
        ("Prefer" = Option<String>, Header, description = "`wait=SECONDS`, at most 60")),
    request_body = CredentialCreate,
    responses((status = 201, body = CredentialCreated, description = "Issued")))]
async fn create_credential(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
    wait: Option<Wait>,
    write: Write<CredentialCreate>,
) -> Result<Reply, Problem> {
    let body = write.body;
    let mut fields = Fields::default();
    let name = fields.take("/name", body.name.parse());
    let new = fields.all(|| {
        Some(NewCredential {
            name: name?,
            permissions: Permissions { preset: body.preset, grants: body.grants },
            key_expires_at: body.expires_at,
        })
    })?;
    let (app, caller) = (&app, &caller);
    let mut issued = None;
    let noted = &mut issued;
    let reply = once(app, caller, &write.fingerprint, async move |mut tx| {
        let (own, key) = credentials::create(app, &mut tx, caller, path.instance, new).await?;
        let id = own.credential.id;
        let reply = created(own, &key)?;
        *noted = Some((id, key));
        Ok((tx, reply))
    })
    .await?;
    let Some((id, key)) = issued else { return Ok(reply) };
    let which = (path.instance, id);
    Ok(in_force(app, caller, &write.fingerprint, which, &key, wait).await?.unwrap_or(reply))
}

/// The answer about a new key once all gateways know it, or as far as that came in the time the client
/// waits; none if it does not wait. A dry run has issued none.
async fn in_force(
    app: &App,
    caller: &Caller,
    fingerprint: &Fingerprint,
    which: (InstanceId, CredentialId),
    key: &ApiKey,
    wait: Option<Wait>,
) -> Result<Option<Reply>, Problem> {
    let Some(Wait(patience)) = wait.filter(|_| !fingerprint.dry_run) else { return Ok(None) };
    let own = credentials::wait_until_active(app, caller, which, patience).await?;
    created(own, key).map(Some)
}

/// 201 with a secret that is shown this once, and that nothing between here and the client keeps.
fn created(own: OwnCredential, key: &ApiKey) -> Result<Reply, Problem> {
    let credential = &own.credential;
    let location =
        format!("/v1/instances/{}/credentials/{}", credential.instance_id, credential.id);
    let version = credential.version;
    let reply = Reply::created(&location, &CredentialCreated::new(own, key))?;
    Ok(reply.etag(version).header(header::CACHE_CONTROL, "no-store"))
}

/// Get a credential
#[utoipa::path(get, path = "/instances/{instance}/credentials/{credential}", tag = CREDENTIALS,
    operation_id = "get_credential",
    params(("instance" = InstanceId, Path), ("credential" = CredentialId, Path)),
    responses((status = 200, body = CredentialView, description = "The credential")))]
async fn get_credential(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<CredentialPath>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let which = (path.instance, path.credential);
    let own = credentials::get(&app, &mut tx, &caller, which).await?;
    let version = own.credential.version;
    Ok(Reply::ok(&CredentialView::from(own))?.etag(version))
}

/// Change a credential
///
/// Open connections are held to the new grants at once.
#[utoipa::path(patch, path = "/instances/{instance}/credentials/{credential}", tag = CREDENTIALS,
    operation_id = "update_credential",
    params(("instance" = InstanceId, Path), ("credential" = CredentialId, Path),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    request_body = CredentialPatch,
    responses((status = 200, body = CredentialView, description = "Changed")))]
async fn update_credential(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<CredentialPath>,
    if_match: IfMatch,
    write: Write<CredentialPatch>,
) -> Result<Reply, Problem> {
    let body = write.body;
    let mut fields = Fields::default();
    let name = body.name.map(|text| fields.take("/name", text.parse()));
    let permissions = (body.preset.is_some() || body.grants.is_some())
        .then(|| Permissions { preset: body.preset, grants: body.grants.unwrap_or_default() });
    let change = fields.all(|| {
        let name = match name {
            Some(parsed) => Some(parsed?),
            None => None,
        };
        Some(CredentialChange { name, permissions })
    })?;
    let which = (path.instance, path.credential);
    let (app, caller, check) = (&app, &caller, |version| if_match.check(version));
    once(app, caller, &write.fingerprint, async move |mut tx| {
        let own = credentials::update(app, &mut tx, caller, which, change, check).await?;
        let version = own.credential.version;
        Ok((tx, Reply::ok(&CredentialView::from(own))?.etag(version)))
    })
    .await
}

/// Delete a credential
///
/// Its keys stop working and their connections are cut.
#[utoipa::path(delete, path = "/instances/{instance}/credentials/{credential}",
    tag = CREDENTIALS, operation_id = "delete_credential",
    params(("instance" = InstanceId, Path), ("credential" = CredentialId, Path),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 204, description = "Deleted")))]
async fn delete_credential(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<CredentialPath>,
    if_match: IfMatch,
    verb: Verb,
) -> Result<Reply, Problem> {
    let which = (path.instance, path.credential);
    let (app, caller, check) = (&app, &caller, |version| if_match.check(version));
    once(app, caller, &verb.fingerprint, async move |mut tx| {
        credentials::delete(app, &mut tx, caller, which, check).await?;
        Ok((tx, Reply::no_content()))
    })
    .await
}

/// Add a key
///
/// A credential has at most two live keys: add one, move clients over, revoke the other. The answer
/// holds its secret, this once. With `Prefer: wait=SECONDS` it waits until the key works on all gateways.
#[utoipa::path(post, path = "/instances/{instance}/credentials/{credential}/keys",
    tag = CREDENTIALS, operation_id = "create_key",
    params(("instance" = InstanceId, Path), ("credential" = CredentialId, Path),
        ("Prefer" = Option<String>, Header, description = "`wait=SECONDS`, at most 60")),
    request_body = KeyCreate,
    responses((status = 201, body = CredentialCreated, description = "Added")))]
async fn create_key(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<CredentialPath>,
    wait: Option<Wait>,
    write: Write<KeyCreate>,
) -> Result<Reply, Problem> {
    let (app, caller) = (&app, &caller);
    let expires_at = write.body.expires_at;
    let which = (path.instance, path.credential);
    let mut added = None;
    let noted = &mut added;
    let reply = once(app, caller, &write.fingerprint, async move |mut tx| {
        let (own, key) = credentials::add_key(app, &mut tx, caller, which, expires_at).await?;
        let reply = created(own, &key)?;
        *noted = Some(key);
        Ok((tx, reply))
    })
    .await?;
    let Some(key) = added else { return Ok(reply) };
    Ok(in_force(app, caller, &write.fingerprint, which, &key, wait).await?.unwrap_or(reply))
}

/// Revoke a key
///
/// It stops working, and its connections are cut.
#[utoipa::path(delete, path = "/instances/{instance}/credentials/{credential}/keys/{key}",
    tag = CREDENTIALS, operation_id = "delete_key",
    params(("instance" = InstanceId, Path), ("credential" = CredentialId, Path),
        ("key" = String, Path)),
    responses((status = 204, description = "Revoked")))]
async fn delete_key(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<KeyPath>,
    verb: Verb,
) -> Result<Reply, Problem> {
    let which = (path.instance, path.credential, path.key);
    let (app, caller) = (&app, &caller);
    once(app, caller, &verb.fingerprint, async move |mut tx| {
        credentials::revoke_key(app, &mut tx, caller, which).await?;
        Ok((tx, Reply::no_content()))
    })
    .await
}
