//! `/v1/orgs/{org}/instances` and `/v1/instances/{instance}`.

mod views;

use std::collections::BTreeMap;

use axum::{extract::State, http::header};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::{InstanceId, OperationId, OrgId};

use super::{
    extract::{IfMatch, Many, Path, Verb, Wait, Write},
    idempotency::once,
    limits::LimitsChoice,
    openapi::INSTANCES,
    orgs::OrgPath,
    page::{List, Listing, PageParams},
    problem::{Code, Problem},
    reply::Reply,
};
use crate::{
    app::{
        App, Caller, Fields,
        idempotency::Fingerprint,
        instances::{self, Filter, InstanceChange, NewInstance, OwnInstance},
        operations,
    },
    domain::{
        cluster::Endpoint,
        instance::{Labels, Phase},
        operation::{Operation, OperationState},
        page::Place,
    },
};
use views::{InstanceAccepted, InstanceView};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_instances, create_instance)).routes(routes!(
        get_instance,
        update_instance,
        delete_instance
    ))
}

#[derive(Debug, Deserialize)]
pub(super) struct InstancePath {
    pub(super) instance: InstanceId,
}

/// An instance to create.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InstanceCreate {
    /// 1 to 63 lower-case letters, digits and hyphens; unique in the org.
    #[schema(example = "orders", min_length = 1, max_length = 63)]
    name: String,
    /// The name of a plan, see `GET /v1/plans`.
    #[schema(example = "standard")]
    plan: String,
    /// For people; at most 200 characters.
    #[serde(default)]
    description: String,
    /// For finding it.
    #[serde(default)]
    labels: BTreeMap<String, String>,
    /// What it may use, where that is to be less than the plan allows.
    #[serde(default)]
    limits: LimitsChoice,
    /// Whether deleting it is refused until this is taken back.
    #[serde(default)]
    deletion_protection: bool,
    /// From where clients may reach it; `private` needs a plan with a cluster of its own. It stays as
    /// it is chosen here.
    #[serde(default)]
    endpoint: Endpoint,
}

/// What to change.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InstancePatch {
    /// The new name, unique in the org. Nothing is named after it: clients go on as they are.
    #[schema(min_length = 1, max_length = 63)]
    name: Option<String>,
    /// For people.
    description: Option<String>,
    /// Labels to set; one that is null is removed.
    #[serde(default)]
    labels: BTreeMap<String, Option<String>>,
    /// Whether deleting it is refused.
    deletion_protection: Option<bool>,
}

/// Which instances to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct InstanceFilter {
    /// Only this plan; may be given several times.
    #[serde(default)]
    #[param(value_type = Vec<String>, explode, required = false)]
    plan: Many<String>,
    /// Only this phase; may be given several times.
    #[serde(default)]
    #[param(value_type = Vec<Phase>, explode, required = false)]
    phase: Many<Phase>,
    /// Only those with this label, as `key:value`; may be given several times, then all must be
    /// there.
    #[serde(default)]
    #[param(value_type = Vec<String>, explode, required = false)]
    label: Many<String>,
    /// Only the one with this name.
    name: Option<String>,
}

impl InstanceFilter {
    fn parse(self) -> Result<Filter, Problem> {
        let mut labels = BTreeMap::new();
        for label in self.label.0 {
            let (key, value) = label.split_once(':').ok_or_else(|| {
                let detail = "expected `key:value`";
                Problem::new(
                    Code::MalformedRequest,
                    format!("the query parameter `label`: {detail}"),
                )
                .at("label", "malformed", detail)
            })?;
            labels.insert(key.to_owned(), value.to_owned());
        }
        let labels = Labels::new(labels).map_err(|invalid| {
            Problem::new(Code::MalformedRequest, invalid.detail.clone()).at(
                "label",
                invalid.code,
                invalid.detail,
            )
        })?;
        Ok(Filter { plans: self.plan.0, phases: self.phase.0, labels, name: self.name })
    }
}

/// List instances
///
/// Oldest first, unless ordered otherwise.
#[utoipa::path(get, path = "/orgs/{org}/instances", tag = INSTANCES,
    operation_id = "list_instances",
    params(("org" = OrgId, Path), InstanceFilter, PageParams<Place<InstanceId>>),
    responses((status = 200, body = List<InstanceView>, description = "The org's instances")))]
async fn list_instances(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
    listing: Listing<InstanceFilter, Place<InstanceId>>,
) -> Result<Reply, Problem> {
    let (filter, listing) = listing.split();
    let filter = filter.parse()?;
    let mut tx = app.begin().await?;
    let page = instances::list(&app, &mut tx, &caller, path.org, &filter, &listing.page).await?;
    Reply::ok(&listing.reply(&app, page, InstanceView::from))
}

/// Create an instance
///
/// The work takes from a second (a shared cell) to a minute (a cluster of its own): follow the
/// operation, or send `Prefer: wait=SECONDS` to be answered when it is done.
#[utoipa::path(post, path = "/orgs/{org}/instances", tag = INSTANCES,
    operation_id = "create_instance",
    params(("org" = OrgId, Path),
        ("Prefer" = Option<String>, Header, description = "`wait=SECONDS`, at most 60")),
    request_body = InstanceCreate,
    responses(
        (status = 201, body = InstanceAccepted, description = "Ready, within the time waited"),
        (status = 202, body = InstanceAccepted, description = "Accepted; follow the operation")))]
async fn create_instance(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
    wait: Option<Wait>,
    write: Write<InstanceCreate>,
) -> Result<Reply, Problem> {
    let body = write.body;
    let mut fields = Fields::default();
    let name = fields.take("/name", body.name.parse());
    let description = fields.take("/description", body.description.parse());
    let labels = fields.take("/labels", Labels::new(body.labels));
    let new = fields.all(|| {
        Some(NewInstance {
            name: name?,
            plan: body.plan,
            description: description?,
            labels: labels?,
            limits: body.limits.into(),
            deletion_protection: body.deletion_protection,
            endpoint: body.endpoint,
        })
    })?;
    let (app, caller) = (&app, &caller);
    let mut accepted = None;
    let noted = &mut accepted;
    let reply = once(app, caller, &write.fingerprint, async move |mut tx| {
        let (own, operation) = instances::create(app, &mut tx, caller, path.org, new).await?;
        *noted = Some((own.instance.id, operation.id));
        Ok((tx, accept(own, operation)?))
    })
    .await?;
    let Some((instance, operation)) = accepted else { return Ok(reply) };
    let Some(operation) = done(app, caller, &write.fingerprint, operation, wait).await? else {
        return Ok(reply);
    };
    let mut tx = app.begin().await?;
    let own = instances::get(app, &mut tx, caller, instance).await?;
    let version = own.instance.version;
    let location = format!("/v1/instances/{instance}");
    Ok(Reply::created(&location, &InstanceAccepted::new(own, operation))?.etag(version))
}

/// The operation, if it succeeds within the time the client waits. A dry run has begun none.
async fn done(
    app: &App,
    caller: &Caller,
    fingerprint: &Fingerprint,
    operation: OperationId,
    wait: Option<Wait>,
) -> Result<Option<Operation>, Problem> {
    let Some(Wait(patience)) = wait.filter(|_| !fingerprint.dry_run) else { return Ok(None) };
    let operation = operations::wait(app, caller, operation, patience).await?;
    Ok(Some(operation).filter(|operation| operation.state == OperationState::Succeeded))
}

fn accept(own: OwnInstance, operation: Operation) -> Result<Reply, Problem> {
    let location = format!("/v1/operations/{}", operation.id);
    let version = own.instance.version;
    Ok(Reply::accepted(&location, &InstanceAccepted::new(own, operation))?.etag(version))
}

/// Get an instance
#[utoipa::path(get, path = "/instances/{instance}", tag = INSTANCES,
    operation_id = "get_instance", params(("instance" = InstanceId, Path)),
    responses((status = 200, body = InstanceView, description = "The instance")))]
async fn get_instance(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let own = instances::get(&app, &mut tx, &caller, path.instance).await?;
    let version = own.instance.version;
    Ok(Reply::ok(&InstanceView::from(own))?.etag(version))
}

/// Change an instance
#[utoipa::path(patch, path = "/instances/{instance}", tag = INSTANCES,
    operation_id = "update_instance",
    params(("instance" = InstanceId, Path),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    request_body = InstancePatch,
    responses((status = 200, body = InstanceView, description = "Changed")))]
async fn update_instance(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
    if_match: IfMatch,
    write: Write<InstancePatch>,
) -> Result<Reply, Problem> {
    let body = write.body;
    let mut fields = Fields::default();
    // What was refused is none here, and keeps the whole from being built.
    let name = body.name.and_then(|text| fields.take("/name", text.parse()));
    let description = body.description.and_then(|text| fields.take("/description", text.parse()));
    let change = fields.all(|| {
        Some(InstanceChange {
            name,
            description,
            labels: body.labels,
            deletion_protection: body.deletion_protection,
        })
    })?;
    let (app, caller, check) = (&app, &caller, |version| if_match.check(version));
    once(app, caller, &write.fingerprint, async move |mut tx| {
        let own = instances::update(app, &mut tx, caller, path.instance, change, check).await?;
        let version = own.instance.version;
        Ok((tx, Reply::ok(&InstanceView::from(own))?.etag(version)))
    })
    .await
}

/// Delete an instance
///
/// Its clients are cut off, and its topics and records deleted. With `Prefer: wait=SECONDS` the
/// answer waits until it is gone.
#[utoipa::path(delete, path = "/instances/{instance}", tag = INSTANCES,
    operation_id = "delete_instance",
    params(("instance" = InstanceId, Path),
        ("Prefer" = Option<String>, Header, description = "`wait=SECONDS`, at most 60"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses(
        (status = 202, body = InstanceAccepted, description = "Accepted; follow the operation"),
        (status = 204, description = "Gone, within the time waited")))]
async fn delete_instance(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
    if_match: IfMatch,
    wait: Option<Wait>,
    verb: Verb,
) -> Result<Reply, Problem> {
    let (app, caller, check) = (&app, &caller, |version| if_match.check(version));
    let mut accepted = None;
    let noted = &mut accepted;
    let reply = once(app, caller, &verb.fingerprint, async move |mut tx| {
        let (own, operation) =
            instances::delete(app, &mut tx, caller, path.instance, check).await?;
        *noted = Some(operation.id);
        Ok((tx, accept(own, operation)?))
    })
    .await?;
    let Some(operation) = accepted else { return Ok(reply) };
    Ok(match done(app, caller, &verb.fingerprint, operation, wait).await? {
        Some(operation) => {
            let location = format!("/v1/operations/{}", operation.id);
            Reply::no_content().header(header::LOCATION, &location)
        }
        None => reply,
    })
}
