//! `/v1/orgs/{org}/quotas`: how much an org may hold.

use std::collections::BTreeMap;

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::OrgId;

use super::{
    extract::{Path, Write},
    idempotency::once,
    openapi::ORGS,
    orgs::OrgPath,
    problem::Problem,
    reply::Reply,
};
use crate::{
    app::{App, Caller, quotas},
    domain::quota::{Quota, QuotaName},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_quotas, update_quotas))
}

/// An org's quotas.
#[derive(Debug, Serialize, ToSchema)]
struct QuotaList {
    items: Vec<QuotaView>,
}

/// One quota.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Quota)]
struct QuotaView {
    name: QuotaName,
    /// How much the org may hold.
    limit: i64,
    /// How much it holds.
    used: i64,
}

impl From<Vec<Quota>> for QuotaList {
    fn from(quotas: Vec<Quota>) -> Self {
        let view =
            |quota: Quota| QuotaView { name: quota.name, limit: quota.limit, used: quota.used };
        Self { items: quotas.into_iter().map(view).collect() }
    }
}

/// Limits to set; those left out stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"standard_instances": 20}))]
struct QuotaPatch {
    /// Instances in shared cells.
    standard_instances: Option<i64>,
    /// Instances on clusters of their own.
    enterprise_instances: Option<i64>,
    /// Partitions granted to all instances together.
    partitions: Option<i64>,
    /// Produce rate granted to all instances together.
    bytes_in_per_second: Option<i64>,
    /// Fetch rate granted to all instances together.
    bytes_out_per_second: Option<i64>,
}

impl From<QuotaPatch> for BTreeMap<QuotaName, i64> {
    fn from(patch: QuotaPatch) -> Self {
        let limit = |name| match name {
            QuotaName::StandardInstances => patch.standard_instances,
            QuotaName::EnterpriseInstances => patch.enterprise_instances,
            QuotaName::Partitions => patch.partitions,
            QuotaName::BytesInPerSecond => patch.bytes_in_per_second,
            QuotaName::BytesOutPerSecond => patch.bytes_out_per_second,
        };
        QuotaName::ALL.into_iter().filter_map(|name| Some((name, limit(name)?))).collect()
    }
}

/// List an org's quotas
#[utoipa::path(get, path = "/orgs/{org}/quotas", tag = ORGS, operation_id = "list_quotas",
    params(("org" = OrgId, Path)),
    responses((status = 200, body = QuotaList, description = "The quotas, with what is used")))]
async fn list_quotas(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let quotas = quotas::list(&app, &mut tx, &caller, path.org).await?;
    Reply::ok(&QuotaList::from(quotas))
}

/// Set an org's quotas
///
/// For operators of this Millrace only. A limit below what is used takes nothing away.
#[utoipa::path(patch, path = "/orgs/{org}/quotas", tag = ORGS, operation_id = "update_quotas",
    params(("org" = OrgId, Path)),
    request_body = QuotaPatch,
    responses((status = 200, body = QuotaList, description = "Changed")))]
async fn update_quotas(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
    write: Write<QuotaPatch>,
) -> Result<Reply, Problem> {
    let (app, caller, limits) = (&app, &caller, write.body.into());
    once(app, caller, &write.fingerprint, async move |mut tx| {
        let quotas = quotas::update(app, &mut tx, caller, path.org, &limits).await?;
        Ok((tx, Reply::ok(&QuotaList::from(quotas))?))
    })
    .await
}
