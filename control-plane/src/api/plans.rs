//! `/v1/plans`: what can be bought.

use std::collections::BTreeMap;

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::tenancy::ConfigRule;

use super::{limits::LimitsView, openapi::INSTANCES, problem::Problem, reply::Reply};
use crate::{
    app::{App, Caller, plans},
    domain::{placement::Placement, plan::Plan},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_plans))
}

/// All plans.
#[derive(Debug, Serialize, ToSchema)]
struct PlanList {
    items: Vec<PlanView>,
}

/// A plan.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Plan)]
struct PlanView {
    #[schema(example = "standard")]
    name: String,
    title: String,
    description: String,
    placement: Placement,
    /// What one instance may use at most.
    limits: LimitsView,
    /// Which topic configurations may be set, and to what.
    topic_configs: BTreeMap<String, RuleView>,
}

/// What a topic configuration may be set to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TopicConfigRule)]
pub(super) struct RuleView {
    /// The smallest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<String>,
    /// The largest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<String>,
    /// Whether `-1`, no limit, is allowed besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    unlimited: Option<bool>,
    /// The texts to choose from.
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Vec<String>>,
    /// What new topics get that do not choose; absent for Kafka's own default.
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<String>,
}

impl From<&ConfigRule> for RuleView {
    fn from(rule: &ConfigRule) -> Self {
        let default = rule.default_value();
        match rule {
            ConfigRule::Integer { min, max, unlimited, .. } => Self {
                min: Some(min.to_string()),
                max: Some(max.to_string()),
                unlimited: Some(*unlimited),
                values: None,
                default,
            },
            ConfigRule::OneOf { values, .. } => Self {
                min: None,
                max: None,
                unlimited: None,
                values: Some(values.clone()),
                default,
            },
        }
    }
}

fn view(name: &str, plan: &Plan) -> PlanView {
    PlanView {
        name: name.to_owned(),
        title: plan.title.clone(),
        description: plan.description.clone(),
        placement: plan.placement,
        limits: plan.limits.into(),
        topic_configs: plan
            .topic_configs
            .iter()
            .map(|(name, rule)| (name.clone(), rule.into()))
            .collect(),
    }
}

/// List plans
#[utoipa::path(get, path = "/plans", tag = INSTANCES, operation_id = "list_plans",
    responses((status = 200, body = PlanList, description = "The plans")))]
async fn list_plans(State(app): State<App>, _caller: Caller) -> Result<Reply, Problem> {
    let items = plans::list(&app).iter().map(|(name, plan)| view(name, plan)).collect();
    Reply::ok(&PlanList { items })
}
