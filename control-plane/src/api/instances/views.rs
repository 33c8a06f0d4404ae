//! How instances look over HTTP.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use wire::ids::{ClusterId, InstanceId, OrgId};

use crate::{
    api::{
        connection::{MECHANISMS, SECURITY_PROTOCOL},
        limits::LimitsView,
        operations::OperationView,
    },
    app::instances::OwnInstance,
    domain::{
        access::permissions,
        cluster::{Cluster, Endpoint},
        instance::{Condition, ConditionStatus, Phase},
        operation::Operation,
        placement::Placement,
    },
};

/// One Kafka endpoint.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Instance)]
pub(super) struct InstanceView {
    id: InstanceId,
    org_id: OrgId,
    name: String,
    /// The plan it was created with.
    plan: String,
    labels: BTreeMap<String, String>,
    description: String,
    spec: SpecView,
    status: StatusView,
    /// How to connect; null until it can be reached.
    connection: Option<EndpointView>,
    /// What the caller may do with it.
    permissions: Vec<&'static str>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// What the instance should be.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InstanceSpec)]
struct SpecView {
    limits: LimitsView,
    deletion_protection: bool,
    /// From where clients may reach it.
    endpoint: Endpoint,
}

/// What the instance is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InstanceStatus)]
struct StatusView {
    phase: Phase,
    /// Rises with each wanted change.
    generation: i64,
    /// The generation that is in force.
    observed_generation: i64,
    conditions: Vec<ConditionView>,
    placement: PlacementView,
}

/// One statement about an instance.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Condition)]
struct ConditionView {
    /// What it is about: `placed`, `provisioned`, `published`, `cluster_ready`. More may be added.
    #[serde(rename = "type")]
    kind: String,
    status: ConditionStatus,
    /// Why, for programs.
    reason: String,
    /// Why, for people.
    message: String,
    /// Since when `status` has been what it is.
    since: DateTime<Utc>,
}

/// Where an instance runs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InstancePlacement)]
struct PlacementView {
    kind: Placement,
    /// Null until it is placed.
    cluster_id: Option<ClusterId>,
}

/// How to connect, in short.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InstanceConnection)]
struct EndpointView {
    /// `host:port` of gateways, separated by commas.
    bootstrap: String,
    security_protocol: &'static str,
    sasl_mechanisms: [&'static str; 3],
}

impl From<Condition> for ConditionView {
    fn from(condition: Condition) -> Self {
        Self {
            kind: condition.kind,
            status: condition.status,
            reason: condition.reason,
            message: condition.message,
            since: condition.since,
        }
    }
}

impl From<OwnInstance> for InstanceView {
    fn from(own: OwnInstance) -> Self {
        let OwnInstance { instance, cluster, role } = own;
        let of_cluster = cluster.as_ref().and_then(Cluster::condition);
        let conditions = instance.conditions.into_iter().chain(of_cluster);
        let bootstrap = cluster.and_then(|cluster| cluster.bootstrap);
        Self {
            id: instance.id,
            org_id: instance.org_id,
            name: instance.name.into(),
            plan: instance.plan,
            labels: instance.labels.pairs().clone(),
            description: instance.description.into(),
            spec: SpecView {
                limits: instance.limits.into(),
                deletion_protection: instance.deletion_protection,
                endpoint: instance.endpoint,
            },
            status: StatusView {
                phase: instance.phase,
                generation: instance.generation,
                observed_generation: instance.observed_generation,
                conditions: conditions.map(ConditionView::from).collect(),
                placement: PlacementView {
                    kind: instance.placement,
                    cluster_id: instance.cluster_id,
                },
            },
            connection: bootstrap.filter(|_| instance.phase.serves()).map(|bootstrap| {
                EndpointView {
                    bootstrap,
                    security_protocol: SECURITY_PROTOCOL,
                    sasl_mechanisms: MECHANISMS,
                }
            }),
            permissions: permissions(role),
            created_at: instance.created_at,
            updated_at: instance.updated_at,
        }
    }
}

/// A change that was accepted, and its receipt.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InstanceAccepted {
    operation: OperationView,
    instance: InstanceView,
}

impl InstanceAccepted {
    pub(super) fn new(own: OwnInstance, operation: Operation) -> Self {
        Self { operation: operation.into(), instance: own.into() }
    }
}
