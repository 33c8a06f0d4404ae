//! `/v1/clusters`: what this Millrace runs, for its operators.

use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::ClusterId;

use super::{
    openapi::CLUSTERS,
    page::{List, Listing, NoFilter, PageParams},
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{App, Caller, clusters},
    domain::cluster::{Cluster, ClusterKind, ClusterPhase, Endpoint, Load},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_clusters))
}

/// A Kafka cluster with what it carries.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Cluster)]
struct ClusterView {
    id: ClusterId,
    kind: ClusterKind,
    phase: ClusterPhase,
    /// Why it is not as it should be, or what is being done to it; null if nothing is.
    obstacle: Option<String>,
    kafka_version: String,
    endpoint: Endpoint,
    brokers: u16,
    gateways: GatewaysView,
    /// Instances on it.
    instances: i64,
    partitions: PartitionsView,
    /// Open connections of clients, in the last minute or two.
    connections: i64,
    /// Bytes of produce requests, in the last minute or two.
    bytes_in_per_second: f64,
    /// Bytes of fetch responses, in the last minute or two.
    bytes_out_per_second: f64,
    updated_at: DateTime<Utc>,
}

/// Gateways that have reported in the last half a minute, and all there should be.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Gateways)]
struct GatewaysView {
    reporting: i64,
    of: u16,
}

/// Partitions that the cluster's instances may have, and all it may grant.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Partitions)]
struct PartitionsView {
    granted: i64,
    capacity: i64,
}

impl From<(Cluster, Load)> for ClusterView {
    fn from((cluster, load): (Cluster, Load)) -> Self {
        Self {
            id: cluster.id,
            kind: cluster.kind,
            phase: cluster.phase,
            obstacle: cluster.obstacle,
            kafka_version: cluster.kafka_version,
            endpoint: cluster.endpoint,
            brokers: cluster.brokers,
            gateways: GatewaysView { reporting: load.gateways, of: cluster.brokers },
            instances: load.instances,
            partitions: PartitionsView {
                granted: load.partitions_granted,
                capacity: load.partition_capacity,
            },
            connections: load.connections,
            bytes_in_per_second: load.bytes_in_per_second,
            bytes_out_per_second: load.bytes_out_per_second,
            updated_at: cluster.updated_at,
        }
    }
}

/// List clusters
///
/// Oldest first. Operators only.
#[utoipa::path(get, path = "/clusters", tag = CLUSTERS, operation_id = "list_clusters",
    params(PageParams<ClusterId>),
    responses((status = 200, body = List<ClusterView>, description = "The clusters there are")))]
async fn list_clusters(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter, ClusterId>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let page = clusters::list(&app, &mut tx, &caller, &listing.page).await?;
    Reply::ok(&listing.reply(&app, page, ClusterView::from))
}
