//! Settings of topics: what a tenant may set, and what it sees of the broker's.
//!
//! A setting is allowed only if the tenant's record has a rule for it. Taking a setting back means
//! going back to the plan's default, which need not be the cluster's.

use wire::{
    kafka::{
        ErrorCode,
        messages::{
            AlterConfigsRequest, AlterConfigsResponse, DescribeConfigsRequest,
            DescribeConfigsResponse, IncrementalAlterConfigsRequest,
            IncrementalAlterConfigsResponse,
            alter_configs::{request::AlterableConfig, response::AlterConfigsResourceResponse},
            describe_configs::response::{DescribeConfigsResourceResult, DescribeConfigsResult},
            incremental_alter_configs::{
                request::AlterableConfig as IncrementalConfig,
                response::AlterConfigsResourceResponse as IncrementalResponse,
            },
        },
    },
    tenancy::{AclOperation, Tenant},
};

use super::{Action, Incoming, names, scope::Scope};
use crate::error::SessionError;

const TOPIC: i8 = 2;
const BROKER: i8 = 4;
const GROUP: i8 = 32;

const SET: i8 = 0;
const DELETE: i8 = 1;

const MAX_MESSAGE_BYTES: &str = "max.message.bytes";

/// A source and types of settings in answers: a default, a whole number, a truth value.
const SOURCE_DEFAULT: i8 = 5;
const TYPE_BOOLEAN: i8 = 1;
const TYPE_INT: i8 = 3;

/// Why a resource is refused.
type Refusal = (ErrorCode, String);

/// Whether the plan lets a topic have this setting; otherwise why not, for the tenant.
pub fn check(tenant: &Tenant, name: &str, value: &str) -> Result<(), String> {
    let Some(rule) = tenant.topic_configs.get(name) else {
        return Err(format!("{name} cannot be set on this plan"));
    };
    rule.check(name, value)?;
    let limit = tenant.limits.max_message_bytes;
    if name == MAX_MESSAGE_BYTES && value.trim().parse::<u32>().is_ok_and(|bytes| bytes > limit) {
        return Err(format!("{name} may be at most {limit} on this plan, not {value}"));
    }
    Ok(())
}

/// What a topic has that does not choose for itself.
pub fn defaults(tenant: &Tenant) -> Vec<(String, String)> {
    let limit = tenant.limits.max_message_bytes;
    let mut defaults: Vec<_> = tenant
        .topic_configs
        .iter()
        .filter_map(|(name, rule)| Some((name.clone(), rule.default_value()?)))
        .filter(|(name, value)| {
            name != MAX_MESSAGE_BYTES || value.parse::<u32>().is_ok_and(|bytes| bytes <= limit)
        })
        .collect();
    if !defaults.iter().any(|(name, _)| name == MAX_MESSAGE_BYTES) {
        defaults.push((MAX_MESSAGE_BYTES.to_owned(), limit.to_string()));
    }
    defaults
}

fn check_type(resource_type: i8) -> Result<(), Refusal> {
    match resource_type {
        TOPIC => Ok(()),
        GROUP => Err((
            ErrorCode::POLICY_VIOLATION,
            "settings of groups cannot be changed on this plan".to_owned(),
        )),
        _ => Err((
            ErrorCode::CLUSTER_AUTHORIZATION_FAILED,
            "the cluster is run by the service; only settings of topics can be changed".to_owned(),
        )),
    }
}

fn violation(message: String) -> Refusal {
    (ErrorCode::POLICY_VIOLATION, message)
}

/// `AlterConfigs`, which replaces all settings: what is left out goes back to the plan's default.
pub fn alter(scope: &Scope, request: Incoming) -> Result<Action, SessionError> {
    let mut alter: AlterConfigsRequest = request.decode()?;
    let tenant = &scope.access.tenant;
    let mut refused = Vec::new();
    alter.resources.retain_mut(|resource| {
        let verdict = check_type(resource.resource_type).and_then(|()| {
            resource.configs.retain(|config| config.value.is_some());
            for config in &resource.configs {
                let value = config.value.as_deref().unwrap_or_default();
                check(tenant, &config.name, value).map_err(violation)?;
            }
            for (name, value) in defaults(tenant) {
                if !resource.configs.iter().any(|config| config.name == name) {
                    let value = Some(value);
                    resource.configs.push(AlterableConfig { name, value, ..Default::default() });
                }
            }
            Ok(())
        });
        let Err((code, message)) = verdict else { return true };
        refused.push(AlterConfigsResourceResponse {
            error_code: code.0,
            error_message: Some(message),
            resource_type: resource.resource_type,
            resource_name: resource.resource_name.clone(),
            ..Default::default()
        });
        false
    });
    if alter.resources.is_empty() {
        let response = AlterConfigsResponse { responses: refused, ..Default::default() };
        return request.answer::<AlterConfigsRequest>(&response);
    }
    let request = request.with(&alter)?;
    let finish = request.finish::<AlterConfigsRequest>(move |r| r.responses.extend(refused));
    names::forward_then(scope, &request, finish)
}

/// `IncrementalAlterConfigs`.
pub fn alter_incrementally(scope: &Scope, request: Incoming) -> Result<Action, SessionError> {
    let mut alter: IncrementalAlterConfigsRequest = request.decode()?;
    let tenant = &scope.access.tenant;
    let mut refused = Vec::new();
    alter.resources.retain_mut(|resource| {
        let verdict = check_type(resource.resource_type)
            .and_then(|()| resource.configs.iter_mut().try_for_each(|c| settle(tenant, c)));
        let Err((code, message)) = verdict else { return true };
        refused.push(IncrementalResponse {
            error_code: code.0,
            error_message: Some(message),
            resource_type: resource.resource_type,
            resource_name: resource.resource_name.clone(),
            ..Default::default()
        });
        false
    });
    if alter.resources.is_empty() {
        let response = IncrementalAlterConfigsResponse { responses: refused, ..Default::default() };
        return request.answer::<IncrementalAlterConfigsRequest>(&response);
    }
    let request = request.with(&alter)?;
    let finish =
        request.finish::<IncrementalAlterConfigsRequest>(move |r| r.responses.extend(refused));
    names::forward_then(scope, &request, finish)
}

fn settle(tenant: &Tenant, config: &mut IncrementalConfig) -> Result<(), Refusal> {
    match (config.config_operation, &config.value) {
        (SET, Some(value)) => check(tenant, &config.name, value).map_err(violation),
        (DELETE, _) => {
            if !tenant.topic_configs.contains_key(&config.name) {
                return Err(violation(format!("{} cannot be set on this plan", config.name)));
            }
            let default = defaults(tenant).into_iter().find(|(name, _)| *name == config.name);
            if let Some((_, value)) = default {
                config.config_operation = SET;
                config.value = Some(value);
            }
            Ok(())
        }
        _ => Err((
            ErrorCode::INVALID_CONFIG,
            format!("{} can be set or deleted, not appended to or subtracted from", config.name),
        )),
    }
}

/// `DescribeConfigs`. Of a broker, a tenant sees the few settings that concern it.
pub fn describe(scope: &Scope, request: Incoming) -> Result<Action, SessionError> {
    let mut describe: DescribeConfigsRequest = request.decode()?;
    let mut local = Vec::new();
    describe.resources.retain(|resource| {
        if matches!(resource.resource_type, TOPIC | GROUP) {
            return true;
        }
        let visible =
            resource.resource_type == BROKER && scope.allows_cluster(AclOperation::DescribeConfigs);
        let result = DescribeConfigsResult {
            resource_type: resource.resource_type,
            resource_name: resource.resource_name.clone(),
            ..Default::default()
        };
        local.push(if visible {
            let asked = |name: &str| {
                resource.configuration_keys.as_ref().is_none_or(|k| k.iter().any(|k| k == name))
            };
            let configs = broker_configs(&scope.access.tenant);
            let configs = configs.into_iter().filter(|config| asked(&config.name));
            DescribeConfigsResult { configs: configs.collect(), ..result }
        } else {
            DescribeConfigsResult {
                error_code: ErrorCode::CLUSTER_AUTHORIZATION_FAILED.0,
                error_message: Some("the cluster is run by the service".to_owned()),
                ..result
            }
        });
        false
    });
    if describe.resources.is_empty() {
        let response = DescribeConfigsResponse { results: local, ..Default::default() };
        return request.answer::<DescribeConfigsRequest>(&response);
    }
    let request = request.with(&describe)?;
    let finish = request.finish::<DescribeConfigsRequest>(move |r| r.results.extend(local));
    names::forward_then(scope, &request, finish)
}

fn broker_configs(tenant: &Tenant) -> Vec<DescribeConfigsResourceResult> {
    [
        ("auto.create.topics.enable", "false".to_owned(), TYPE_BOOLEAN),
        ("delete.topic.enable", "true".to_owned(), TYPE_BOOLEAN),
        ("message.max.bytes", tenant.limits.max_message_bytes.to_string(), TYPE_INT),
        ("num.partitions", "1".to_owned(), TYPE_INT),
    ]
    .map(|(name, value, config_type)| DescribeConfigsResourceResult {
        name: name.to_owned(),
        value: Some(value),
        read_only: true,
        config_source: SOURCE_DEFAULT,
        config_type,
        ..Default::default()
    })
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant() -> Tenant {
        let record = serde_json::json!({
            "org_id": "org_01jd7c4v9ke0xbt5q2m8n6rhwz", "prefix": "abcdefghjk", "state": "active",
            "limits": {"partitions": 1, "groups": 1, "connections": 1, "bytes_in_per_second": 1,
                "bytes_out_per_second": 1, "max_message_bytes": 1000},
            "topic_configs": {
                "retention.ms": {"rule": "integer", "min": 1, "max": 10, "default": 5},
                "max.message.bytes": {"rule": "integer", "min": 1, "max": 5000}
            },
            "shown_cluster_id": "A"
        });
        serde_json::from_value(record).unwrap()
    }

    #[test]
    fn only_settings_with_a_rule_may_be_set_and_sizes_stay_within_the_limit() {
        let tenant = tenant();
        assert!(check(&tenant, "retention.ms", "10").is_ok());
        assert!(check(&tenant, "retention.ms", "11").unwrap_err().contains("between 1 and 10"));
        assert!(check(&tenant, "follower.replication.throttled.replicas", "*").is_err());
        assert!(check(&tenant, "max.message.bytes", "1000").is_ok());
        assert!(check(&tenant, "max.message.bytes", "1001").is_err());
    }

    #[test]
    fn deleting_a_setting_goes_back_to_the_plans_default() {
        let tenant = tenant();
        let mut config = IncrementalConfig {
            name: "retention.ms".to_owned(),
            config_operation: DELETE,
            ..Default::default()
        };
        settle(&tenant, &mut config).unwrap();
        assert_eq!((config.config_operation, config.value.as_deref()), (SET, Some("5")));
        config.name = "max.message.bytes".to_owned();
        config.config_operation = DELETE;
        settle(&tenant, &mut config).unwrap();
        assert_eq!(config.value.as_deref(), Some("1000"));
        config.config_operation = 2;
        assert_eq!(settle(&tenant, &mut config).unwrap_err().0, ErrorCode::INVALID_CONFIG);
    }
}
