//! `/v1/instances/{instance}/topics`: topics, as Kafka knows them.

mod views;

use std::collections::BTreeMap;

use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::InstanceId;

use super::{
    extract::{Path, Verb, Write},
    idempotency::once_outside,
    instances::InstancePath,
    openapi::TOPICS,
    page::{Listing, PageParams},
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{App, AppError, Caller, Fields, Noun, topics},
    domain::topic::{NewTopic, TopicFilter, TopicName, TopicPlace},
};
use views::{TopicSummaryView, TopicView, TopicsView};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_topics, create_topic)).routes(routes!(
        get_topic,
        update_topic,
        delete_topic
    ))
}

#[derive(Debug, Deserialize)]
pub(super) struct TopicPath {
    pub(super) instance: InstanceId,
    topic: String,
}

impl TopicPath {
    /// A name that no topic can have is the name of no topic.
    pub(super) fn name(&self) -> Result<TopicName, AppError> {
        self.topic.parse().map_err(|_| AppError::NotFound(Noun::Topic))
    }
}

/// Which topics to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TopicFilterQuery {
    /// Only those whose name begins so.
    #[serde(default)]
    prefix: String,
    /// Only those whose name holds this, in large or small letters.
    #[serde(default)]
    q: String,
}

/// A topic to create.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TopicCreate {
    /// 1 to 238 letters, digits, `.`, `_` and `-`.
    #[schema(example = "orders.v1", min_length = 1, max_length = 238)]
    name: String,
    /// How many partitions; 1 if absent.
    #[schema(minimum = 1)]
    partitions: Option<u32>,
    /// Configurations that differ from the defaults; the plan says which and how.
    #[serde(default)]
    config: BTreeMap<String, String>,
}

/// What to change.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TopicPatch {
    /// How many partitions it shall have; never fewer than it has.
    #[schema(minimum = 1)]
    partitions: Option<u32>,
    /// Configurations to set; one that is null goes back to its default.
    #[serde(default)]
    config: BTreeMap<String, Option<String>>,
}

/// List topics
///
/// Names and partitions as they are; sizes, rates and groups as of `as_of`, some seconds ago. In the
/// order of one that changes meanwhile, a topic can move from one page to another.
#[utoipa::path(get, path = "/instances/{instance}/topics", tag = TOPICS,
    operation_id = "list_topics",
    params(("instance" = InstanceId, Path), TopicFilterQuery, PageParams<TopicPlace>),
    responses((status = 200, body = TopicsView, description = "The topics")))]
async fn list_topics(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
    listing: Listing<TopicFilterQuery, TopicPlace>,
) -> Result<Reply, Problem> {
    let (TopicFilterQuery { prefix, q: contains }, listing) = listing.split();
    let filter = TopicFilter { prefix, contains };
    let listed = topics::list(&app, &caller, path.instance, &filter, &listing.page).await?;
    let (page, as_of) = listed;
    let list = listing.reply(&app, page, TopicSummaryView::from);
    Reply::ok(&TopicsView::new(list, as_of))
}

/// Create a topic
#[utoipa::path(post, path = "/instances/{instance}/topics", tag = TOPICS,
    operation_id = "create_topic", params(("instance" = InstanceId, Path)),
    request_body = TopicCreate,
    responses((status = 201, body = TopicView, description = "Created")))]
async fn create_topic(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
    write: Write<TopicCreate>,
) -> Result<Reply, Problem> {
    let body = write.body;
    let mut fields = Fields::default();
    let name = fields.take("/name", body.name.parse::<TopicName>());
    let new = fields
        .all(|| Some(NewTopic { name: name?, partitions: body.partitions, config: body.config }))?;
    let (app, caller, dry_run) = (&app, &caller, write.fingerprint.dry_run);
    once_outside(app, caller, &write.fingerprint, async move || {
        let (tx, own) = topics::create(app, caller, path.instance, new, dry_run).await?;
        let location = format!("/v1/instances/{}/topics/{}", path.instance, own.topic.name);
        Ok((tx, Reply::created(&location, &TopicView::from(own))?))
    })
    .await
}

/// Get a topic
///
/// With its configuration, what the plan allows it to be, and its partitions' offsets.
#[utoipa::path(get, path = "/instances/{instance}/topics/{topic}", tag = TOPICS,
    operation_id = "get_topic",
    params(("instance" = InstanceId, Path), ("topic" = String, Path)),
    responses((status = 200, body = TopicView, description = "The topic")))]
async fn get_topic(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<TopicPath>,
) -> Result<Reply, Problem> {
    let own = topics::get(&app, &caller, path.instance, &path.name()?).await?;
    Reply::ok(&TopicView::from(own))
}

/// Change a topic
#[utoipa::path(patch, path = "/instances/{instance}/topics/{topic}", tag = TOPICS,
    operation_id = "update_topic",
    params(("instance" = InstanceId, Path), ("topic" = String, Path)),
    request_body = TopicPatch,
    responses((status = 200, body = TopicView, description = "Changed")))]
async fn update_topic(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<TopicPath>,
    write: Write<TopicPatch>,
) -> Result<Reply, Problem> {
    let change =
        topics::TopicChange { partitions: write.body.partitions, config: write.body.config };
    let which = (path.instance, path.name()?);
    let (app, caller, dry_run) = (&app, &caller, write.fingerprint.dry_run);
    once_outside(app, caller, &write.fingerprint, async move || {
        let (tx, own) = topics::update(app, caller, &which, &change, dry_run).await?;
        Ok((tx, Reply::ok(&TopicView::from(own))?))
    })
    .await
}

/// Delete a topic
///
/// With its records.
#[utoipa::path(delete, path = "/instances/{instance}/topics/{topic}", tag = TOPICS,
    operation_id = "delete_topic",
    params(("instance" = InstanceId, Path), ("topic" = String, Path)),
    responses((status = 204, description = "Deleted")))]
async fn delete_topic(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<TopicPath>,
    verb: Verb,
) -> Result<Reply, Problem> {
    let which = (path.instance, path.name()?);
    let (app, caller, dry_run) = (&app, &caller, verb.fingerprint.dry_run);
    once_outside(app, caller, &verb.fingerprint, async move || {
        let tx = topics::delete(app, caller, &which, dry_run).await?;
        Ok((tx, Reply::no_content()))
    })
    .await
}
