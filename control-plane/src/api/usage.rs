//! `/v1/instances/{instance}/usage`: what an instance used in the last hour or day.

use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::InstanceId;

use super::{
    extract::{Path, Query},
    instances::InstancePath,
    limits::LimitsView,
    openapi::INSTANCES,
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{App, Caller, usage},
    domain::usage::{UsagePoint, Window},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_usage))
}

/// What an instance used, and what it may use.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Usage)]
struct UsageView {
    /// Up to when it is known, by what gateways reported; null if none has yet.
    at: Option<DateTime<Utc>>,
    /// Seconds from one point to the next.
    step_s: i64,
    limits: LimitsView,
    /// From the beginning of the window on, without gaps; the last one is still growing.
    points: Vec<UsagePointView>,
    /// Bytes that the instance's topics hold, not counting copies on other brokers, as a decimal
    /// number; half a minute behind at most. Null if no gateway has told it yet.
    storage_bytes: Option<String>,
}

/// One step of a window.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UsagePoint)]
struct UsagePointView {
    /// The step's beginning.
    at: DateTime<Utc>,
    /// Bytes of produce requests.
    bytes_in_per_second: f64,
    /// Bytes of fetch responses.
    bytes_out_per_second: f64,
    /// Records in produce requests.
    messages_in_per_second: f64,
    /// The most connections that were open at a time.
    connections: i64,
    /// Milliseconds for which connections were held back to keep to a limit, added up.
    throttled_ms: i64,
}

impl From<UsagePoint> for UsagePointView {
    fn from(point: UsagePoint) -> Self {
        Self {
            at: point.at,
            bytes_in_per_second: point.bytes_in_per_second,
            bytes_out_per_second: point.bytes_out_per_second,
            messages_in_per_second: point.records_in_per_second,
            connections: point.connections,
            throttled_ms: point.throttled_ms,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct UsageQuery {
    /// How far to look back: `1h`, by minutes, unless said otherwise, or `24h`, by five minutes.
    #[serde(default)]
    #[param(inline)]
    window: Window,
}

/// Get an instance's usage
///
/// As gateways report it, a second or two behind. Kept for a day.
#[utoipa::path(get, path = "/instances/{instance}/usage", tag = INSTANCES,
    operation_id = "get_instance_usage", params(("instance" = InstanceId, Path), UsageQuery),
    responses((status = 200, body = UsageView, description = "The usage, point by point")))]
async fn get_usage(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
    Query(UsageQuery { window }): Query<UsageQuery>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let history = usage::history(&app, &mut tx, &caller, path.instance, window).await?;
    Reply::ok(&UsageView {
        at: history.at,
        step_s: window.step().num_seconds(),
        limits: history.limits.into(),
        points: history.points.into_iter().map(UsagePointView::from).collect(),
        storage_bytes: history.stored.map(|bytes| bytes.to_string()),
    })
}
