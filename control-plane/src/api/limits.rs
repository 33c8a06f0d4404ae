//! `/v1/instances/{instance}/limits`: what an instance may use.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::InstanceId;

use super::{
    extract::Path, instances::InstancePath, openapi::INSTANCES, problem::Problem, reply::Reply,
};
use crate::{
    app::{App, Caller, instances},
    domain::limits::{ChosenLimits, Limits},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_limits))
}

/// What an instance may use. Each limit is on the instance as a whole.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Limits)]
pub(super) struct LimitsView {
    /// Partitions of all topics together.
    partitions: u32,
    /// Consumer groups.
    groups: u32,
    /// Open client connections.
    connections: u32,
    /// Bytes produced per second.
    bytes_in_per_second: u64,
    /// Bytes fetched per second.
    bytes_out_per_second: u64,
    /// The largest record batch.
    max_message_bytes: u32,
}

impl From<Limits> for LimitsView {
    fn from(limits: Limits) -> Self {
        Self {
            partitions: limits.partitions,
            groups: limits.groups,
            connections: limits.connections,
            bytes_in_per_second: limits.bytes_in_per_second,
            bytes_out_per_second: limits.bytes_out_per_second,
            max_message_bytes: limits.max_message_bytes,
        }
    }
}

/// Limits that are to be less than the plan's; those left out are the plan's.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LimitsChoice {
    /// Partitions of all topics together.
    partitions: Option<u32>,
    /// Consumer groups.
    groups: Option<u32>,
    /// Open client connections.
    connections: Option<u32>,
    /// Bytes produced per second.
    bytes_in_per_second: Option<u64>,
    /// Bytes fetched per second.
    bytes_out_per_second: Option<u64>,
    /// The largest record batch.
    max_message_bytes: Option<u32>,
}

impl From<LimitsChoice> for ChosenLimits {
    fn from(choice: LimitsChoice) -> Self {
        Self {
            partitions: choice.partitions,
            groups: choice.groups,
            connections: choice.connections,
            bytes_in_per_second: choice.bytes_in_per_second,
            bytes_out_per_second: choice.bytes_out_per_second,
            max_message_bytes: choice.max_message_bytes,
        }
    }
}

/// Get an instance's limits
#[utoipa::path(get, path = "/instances/{instance}/limits", tag = INSTANCES,
    operation_id = "get_instance_limits", params(("instance" = InstanceId, Path)),
    responses((status = 200, body = LimitsView, description = "The limits in force")))]
async fn get_limits(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let own = instances::get(&app, &mut tx, &caller, path.instance).await?;
    Reply::ok(&LimitsView::from(own.instance.limits))
}
