//! `/v1/instances/{instance}/groups`: consumer groups, as Kafka knows them.

mod views;

use std::{collections::BTreeSet, time::Duration};

use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, de};
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, RefOr,
        schema::{Schema, Type},
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::InstanceId;

use super::{
    extract::{Path, Verb, Write},
    idempotency::once_outside,
    instances::InstancePath,
    openapi::GROUPS,
    page::{List, Listing, PageParams, malformed},
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{App, AppError, Caller, FieldError, Fields, Noun, groups},
    domain::{
        group::{GroupName, Position},
        topic::TopicName,
    },
};
use views::{GroupSummaryView, GroupView, ResetView};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_groups))
        .routes(routes!(get_group, delete_group))
        .routes(routes!(reset_group))
}

#[derive(Debug, Deserialize)]
struct GroupPath {
    instance: InstanceId,
    group: String,
}

impl GroupPath {
    /// A name that no group can have is the name of no group.
    fn name(&self) -> Result<GroupName, AppError> {
        self.group.parse().map_err(|_| AppError::NotFound(Noun::Group))
    }
}

/// Which groups to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct GroupFilterQuery {
    /// Only those whose name begins so.
    #[serde(default)]
    prefix: String,
    /// Only those that read this topic: that committed an offset for it, or have a member that is
    /// assigned to it. A page may then be short, or empty, and yet have a next one.
    topic: Option<String>,
}

/// Where a group shall go on from.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GroupReset {
    /// In which topic; in all for which the group committed offsets, if absent.
    topic: Option<String>,
    /// In which partitions of that topic; in all, if absent.
    partitions: Option<BTreeSet<i32>>,
    to: PositionBody,
}

/// From where. An offset that the partition does not hold becomes the nearest that it does.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = GroupPosition)]
enum PositionBody {
    /// The first record still held.
    Earliest,
    /// After the last record.
    Latest,
    /// The first record written then or later.
    Timestamp(DateTime<Utc>),
    /// The first record written in the last so many milliseconds.
    DurationMs(u64),
    /// So many records on from where the group is; back if negative. A text: it has 64 bits.
    Shift(Int64),
    /// This offset. A text: it has 64 bits.
    Offset(Int64),
}

/// A number that would lose digits as a number in JSON.
#[derive(Debug, Clone, Copy)]
struct Int64(i64);

impl PartialSchema for Int64 {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String);
        text.pattern(Some("^-?[0-9]+$")).examples(["42"]).into()
    }
}

impl ToSchema for Int64 {}

impl<'de> Deserialize<'de> for Int64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(|_| de::Error::custom("expected a 64-bit number as a text"))
    }
}

impl From<PositionBody> for Position {
    fn from(body: PositionBody) -> Self {
        match body {
            PositionBody::Earliest => Self::Earliest,
            PositionBody::Latest => Self::Latest,
            PositionBody::Timestamp(time) => Self::Timestamp(time),
            PositionBody::DurationMs(duration) => Self::Duration(Duration::from_millis(duration)),
            PositionBody::Shift(Int64(by)) => Self::Shift(by),
            PositionBody::Offset(Int64(offset)) => Self::Offset(offset),
        }
    }
}

impl GroupReset {
    fn check(self) -> Result<groups::Reset, AppError> {
        let mut fields = Fields::default();
        let topic = self.topic.map(|name| fields.take("/topic", name.parse::<TopicName>()));
        if let Some(partitions) = &self.partitions {
            if topic.is_none() {
                let detail = "name the topic that these partitions belong to";
                fields.refuse(FieldError::new("/topic", "required", detail));
            }
            if partitions.is_empty() {
                let detail = "name at least one, or leave it out for all";
                fields.refuse(FieldError::new("/partitions", "empty", detail));
            }
        }
        fields.all(|| {
            let topic = topic.flatten();
            Some(groups::Reset { topic, partitions: self.partitions, to: self.to.into() })
        })
    }
}

/// List consumer groups
///
/// By name.
#[utoipa::path(get, path = "/instances/{instance}/groups", tag = GROUPS,
    operation_id = "list_groups",
    params(("instance" = InstanceId, Path), GroupFilterQuery, PageParams<String>),
    responses((status = 200, body = List<GroupSummaryView>, description = "The groups")))]
async fn list_groups(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
    listing: Listing<GroupFilterQuery, String>,
) -> Result<Reply, Problem> {
    let (GroupFilterQuery { prefix, topic }, listing) = listing.split();
    let topic = topic.map(|name| name.parse::<TopicName>()).transpose();
    let topic = topic.map_err(|invalid| malformed("topic", &invalid.detail))?;
    let filter = groups::GroupFilter { prefix, topic };
    let page = groups::list(&app, &caller, path.instance, &filter, &listing.page).await?;
    Reply::ok(&listing.reply(&app, page, GroupSummaryView::from))
}

/// Get a consumer group
///
/// With its members, and how far it is in each partition that it committed an offset for or reads.
#[utoipa::path(get, path = "/instances/{instance}/groups/{group}", tag = GROUPS,
    operation_id = "get_group",
    params(("instance" = InstanceId, Path), ("group" = String, Path)),
    responses((status = 200, body = GroupView, description = "The group")))]
async fn get_group(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<GroupPath>,
) -> Result<Reply, Problem> {
    let own = groups::get(&app, &caller, path.instance, &path.name()?).await?;
    Reply::ok(&GroupView::from(own))
}

/// Delete a consumer group
///
/// With its offsets. It must not have members.
#[utoipa::path(delete, path = "/instances/{instance}/groups/{group}", tag = GROUPS,
    operation_id = "delete_group",
    params(("instance" = InstanceId, Path), ("group" = String, Path)),
    responses((status = 204, description = "Deleted")))]
async fn delete_group(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<GroupPath>,
    verb: Verb,
) -> Result<Reply, Problem> {
    let which = (path.instance, path.name()?);
    let (app, caller, dry_run) = (&app, &caller, verb.fingerprint.dry_run);
    once_outside(app, caller, &verb.fingerprint, async move || {
        let tx = groups::delete(app, caller, &which, dry_run).await?;
        Ok((tx, Reply::no_content()))
    })
    .await
}

/// Reset a consumer group's offsets
///
/// It must not have members. With `dry_run`, tells what would be committed instead of what.
#[utoipa::path(post, path = "/instances/{instance}/groups/{group}/reset", tag = GROUPS,
    operation_id = "reset_group",
    params(("instance" = InstanceId, Path), ("group" = String, Path)),
    request_body = GroupReset,
    responses((status = 200, body = ResetView, description = "What was committed instead of what")))]
async fn reset_group(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<GroupPath>,
    write: Write<GroupReset>,
) -> Result<Reply, Problem> {
    let which = (path.instance, path.name()?);
    let reset = write.body.check()?;
    let (app, caller, dry_run) = (&app, &caller, write.fingerprint.dry_run);
    once_outside(app, caller, &write.fingerprint, async move || {
        let (tx, moves) = groups::reset(app, caller, &which, &reset, dry_run).await?;
        Ok((tx, Reply::ok(&ResetView::from(moves))?))
    })
    .await
}
