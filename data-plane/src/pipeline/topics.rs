//! Creating, growing and deleting topics within a tenant's limits.
//!
//! Each topic of a request is judged for itself: those refused here are taken out of what is forwarded
//! and put back into the response with the reason, so that the others go ahead as they would on Kafka.

use std::{collections::HashMap, sync::Arc};

use wire::{
    kafka::{
        ErrorCode,
        messages::{
            CreatePartitionsRequest, CreatePartitionsResponse, CreateTopicsRequest,
            CreateTopicsResponse, DeleteTopicsRequest, MetadataRequest, MetadataResponse,
            create_partitions::response::CreatePartitionsTopicResult,
            create_topics::{
                request::{CreatableTopic, CreatableTopicConfig},
                response::CreatableTopicResult,
            },
        },
    },
    tenancy::{AclOperation, ResourceType, TenantPrefix},
};

use super::{Action, Ask, Incoming, Shared, configs, names, scope::Scope};
use crate::error::SessionError;

const METADATA: i16 = 12;
/// Kafka's limit, less the prefix.
const LONGEST_NAME: usize = 249 - TenantPrefix::LEN;
/// Left to the cluster.
const DEFAULT: i16 = -1;
/// Partitions of a topic that does not say how many.
const DEFAULT_PARTITIONS: i32 = 1;
/// More replicas than this are never made.
const MOST_REPLICAS: usize = 3;

/// Why a topic is refused.
type Refusal = (ErrorCode, String);

/// Whether Kafka takes `name` as the name of a topic, with our prefix before it.
pub fn check_name(name: &str) -> Result<(), Refusal> {
    let invalid = |text: String| Err((ErrorCode::INVALID_TOPIC_EXCEPTION, text));
    if name.is_empty() {
        return invalid("a topic needs a name".to_owned());
    }
    if name == "." || name == ".." {
        return invalid(format!("a topic cannot be called `{name}`"));
    }
    if name.len() > LONGEST_NAME {
        return invalid(format!(
            "the topic's name has {} characters, at most {LONGEST_NAME} are allowed",
            name.len()
        ));
    }
    if let Some(bad) = name.chars().find(|c| !(c.is_ascii_alphanumeric() || "._-".contains(*c))) {
        return invalid(format!(
            "the topic's name `{name}` contains `{bad}`; letters, digits, `.`, `_` and `-` are allowed"
        ));
    }
    Ok(())
}

/// Partitions by topic, as the tenant's user sees them, and the number of brokers.
fn count(scope: &Scope, all: &MetadataResponse) -> HashMap<String, u64> {
    let topics = all.topics.iter().filter_map(|topic| {
        let name = scope.prefix().logical(topic.name.as_deref()?)?;
        Some((name.to_owned(), u64::try_from(topic.partitions.len()).unwrap_or(u64::MAX)))
    });
    topics.collect()
}

async fn everything(broker: &mut impl Ask) -> Result<MetadataResponse, SessionError> {
    let all =
        MetadataRequest { topics: None, allow_auto_topic_creation: false, ..Default::default() };
    broker.ask(&all, METADATA).await
}

/// Takes partitions for a topic that will have `total`, if there is room. A topic that exists is no
/// exception: it may be gone before the broker looks.
fn reserve(
    scope: &Scope,
    shared: &Shared<'_>,
    listed: &HashMap<String, u64>,
    (topic, total): (&str, i32),
    validate_only: bool,
) -> Result<(), Refusal> {
    let limit = u64::from(scope.access.tenant.limits.partitions);
    let now = shared.clock.now();
    let total = u64::try_from(total).unwrap_or_default();
    let mut reservations = shared.usage.reservations();
    let used = reservations.partitions.total(listed, now);
    let more = total.saturating_sub(reservations.partitions.of(topic, listed));
    if more > 0 && used + more > limit {
        metrics::counter!("millrace_gateway_limit_refusals_total", "limit" => "partitions")
            .increment(1);
        return Err((
            ErrorCode::POLICY_VIOLATION,
            format!(
                "this instance may have {limit} partitions and has {used}; {more} more were requested for `{topic}`"
            ),
        ));
    }
    if !validate_only {
        reservations.partitions.insert(topic.to_owned(), total, now);
    }
    Ok(())
}

/// `CreateTopics`.
pub async fn create(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let mut create: CreateTopicsRequest = request.decode()?;
    let mut refused = Vec::new();
    {
        let _turn = shared.usage.creation.lock().await;
        let all = everything(broker).await?;
        let listed = count(scope, &all);
        let replicas = i16::try_from(all.brokers.len().clamp(1, MOST_REPLICAS)).unwrap_or(DEFAULT);
        create.topics.retain_mut(|topic| {
            let verdict = settle(scope, topic, replicas).and_then(|()| {
                // Who may not create it is refused by the broker, and takes no room meanwhile.
                if !scope.may_create(&topic.name) {
                    return Ok(());
                }
                let wanted = (topic.name.as_str(), topic.num_partitions);
                reserve(scope, shared, &listed, wanted, create.validate_only)
            });
            match verdict {
                Ok(()) => true,
                Err((code, message)) => {
                    refused.push(CreatableTopicResult {
                        name: topic.name.clone(),
                        error_code: code.0,
                        error_message: Some(message),
                        ..Default::default()
                    });
                    false
                }
            }
        });
    }
    if create.topics.is_empty() && !refused.is_empty() {
        let response = CreateTopicsResponse { topics: refused, ..Default::default() };
        return request.answer::<CreateTopicsRequest>(&response);
    }
    let request = request.with(&create)?;
    let finish = request.finish::<CreateTopicsRequest>(move |response| {
        response.topics.extend(refused);
    });
    names::forward_then(scope, &request, finish)
}

/// Checks a topic against the plan and fills in what it leaves open.
fn settle(scope: &Scope, topic: &mut CreatableTopic, replicas: i16) -> Result<(), Refusal> {
    check_name(&topic.name)?;
    if !topic.assignments.is_empty() {
        return Err((
            ErrorCode::INVALID_REPLICA_ASSIGNMENT,
            "replicas are placed by the service; leave the assignment out".to_owned(),
        ));
    }
    if topic.replication_factor != DEFAULT && topic.replication_factor != replicas {
        return Err((
            ErrorCode::INVALID_REPLICATION_FACTOR,
            format!(
                "the replication factor is {replicas} on this plan, not {}; leave it out or set it to -1",
                topic.replication_factor
            ),
        ));
    }
    if i32::from(DEFAULT) == topic.num_partitions {
        topic.num_partitions = DEFAULT_PARTITIONS;
    }
    let tenant = &scope.access.tenant;
    for config in &topic.configs {
        if let Some(value) = &config.value {
            configs::check(tenant, &config.name, value)
                .map_err(|message| (ErrorCode::POLICY_VIOLATION, message))?;
        }
    }
    topic.configs.retain(|config| config.value.is_some());
    for (name, value) in configs::defaults(tenant) {
        if !topic.configs.iter().any(|config| config.name == name) {
            let config = CreatableTopicConfig { name, value: Some(value), ..Default::default() };
            topic.configs.push(config);
        }
    }
    Ok(())
}

/// `CreatePartitions`.
pub async fn grow(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let mut grow: CreatePartitionsRequest = request.decode()?;
    let mut refused = Vec::new();
    {
        let _turn = shared.usage.creation.lock().await;
        let listed = count(scope, &everything(broker).await?);
        grow.topics.retain(|topic| {
            let verdict = if topic.assignments.is_some() {
                Err((
                    ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                    "replicas are placed by the service; leave the assignment out".to_owned(),
                ))
            } else if scope.allows(ResourceType::Topic, &topic.name, AclOperation::Alter) {
                let wanted = (topic.name.as_str(), topic.count);
                reserve(scope, shared, &listed, wanted, grow.validate_only)
            } else {
                Ok(())
            };
            match verdict {
                Ok(()) => true,
                Err((code, message)) => {
                    refused.push(CreatePartitionsTopicResult {
                        name: topic.name.clone(),
                        error_code: code.0,
                        error_message: Some(message),
                        ..Default::default()
                    });
                    false
                }
            }
        });
    }
    if grow.topics.is_empty() && !refused.is_empty() {
        let response = CreatePartitionsResponse { results: refused, ..Default::default() };
        return request.answer::<CreatePartitionsRequest>(&response);
    }
    let request = request.with(&grow)?;
    let finish = request.finish::<CreatePartitionsRequest>(move |response| {
        response.results.extend(refused);
    });
    names::forward_then(scope, &request, finish)
}

/// `DeleteTopics`: what is gone counts no more. What is only asked to go still does: it may be under
/// way to come into being.
pub async fn delete(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let usage = Arc::clone(shared.usage);
    let finish = request.finish::<DeleteTopicsRequest>(move |response| {
        let gone = response.responses.iter().filter(|topic| topic.error_code == 0);
        let mut reservations = usage.reservations();
        for name in gone.filter_map(|topic| topic.name.as_deref()) {
            reservations.partitions.remove(name);
        }
    });
    names::run_then(scope, shared, broker, request, finish).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_kafkas_rules_less_the_prefix() {
        for good in ["a", "orders.v1_eu-2", &"x".repeat(LONGEST_NAME), "__foo"] {
            assert!(check_name(good).is_ok(), "{good} was refused");
        }
        for bad in ["", ".", "..", "a b", "ä", "a/b", &"x".repeat(LONGEST_NAME + 1)] {
            let (code, _) = check_name(bad).unwrap_err();
            assert_eq!(code, ErrorCode::INVALID_TOPIC_EXCEPTION, "{bad}");
        }
    }
}
