//! Groups of the new consumer protocol (KIP-848): regex subscriptions are resolved here.
//!
//! The broker would match a pattern against the names of all tenants, and no pattern can be rewritten
//! so that it matches behind a prefix. So the gateway matches it against the tenant's topics and
//! subscribes the member to the names. Clients say the pattern once and then send nothing while it
//! stays; each heartbeat of such a member looks again.

use std::{collections::HashMap, sync::PoisonError};

use regex::RegexBuilder;
use wire::{
    kafka::{
        ErrorCode,
        messages::{
            ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse, MetadataRequest,
        },
    },
    tenancy::{AclOperation, ResourceType},
};

use super::{
    Action, Ask, Incoming, Shared, groups,
    names::{self, Survey},
    scope::Scope,
};
use crate::error::SessionError;

const METADATA: i16 = 12;
/// Bounds what a pattern may cost to compile and to keep.
const COMPILED_SIZE: usize = 256 * 1024;
const REMEMBERED: usize = 64;
/// A member that joins.
const JOINING: i64 = 0;

/// Members with a pattern, by (group, member).
#[derive(Debug, Default)]
pub struct Regexes(HashMap<(String, String), Subscription>);

#[derive(Debug, Clone, Default)]
struct Subscription {
    pattern: String,
    /// Topics that the member names besides the pattern.
    explicit: Vec<String>,
    /// What the broker was last told.
    told: Option<Vec<String>>,
}

/// `ConsumerGroupHeartbeat`.
pub async fn heartbeat(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let survey = names::survey(&request)?;
    if survey.member_epoch == Some(JOINING)
        && let Some(group) = &survey.group
        && let Some(reason) = groups::admit(scope, shared, broker, group).await?
    {
        return refuse(&request, ErrorCode::GROUP_MAX_SIZE_REACHED, reason);
    }
    if survey.member_epoch == Some(JOINING)
        && let Some(group) = &survey.group
    {
        groups::note_join(scope, shared, group);
    }
    // Version 0 has no patterns.
    if request.version == 0 {
        return names::forward(scope, shared, broker, request, survey).await;
    }
    let mut beat: ConsumerGroupHeartbeatRequest = request.decode()?;
    let key = (beat.group_id.clone(), beat.member_id.clone());
    let held = {
        let mut memory = shared.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.regexes.0.remove(&key)
    };
    let Some(mut subscription) = subscription(held, &beat) else {
        return names::forward(scope, shared, broker, request, survey).await;
    };
    let mut topics = match matching(scope, broker, &subscription.pattern).await? {
        Ok(topics) => topics,
        Err(reason) => return refuse(&request, ErrorCode::INVALID_REGULAR_EXPRESSION, reason),
    };
    topics.extend(subscription.explicit.iter().cloned());
    topics.sort_unstable();
    topics.dedup();

    let changed = subscription.told.as_ref() != Some(&topics);
    let says_all = beat.member_epoch == 0 || beat.subscribed_topic_names.is_some();
    beat.subscribed_topic_regex = None;
    beat.subscribed_topic_names = (changed || says_all).then(|| topics.clone());
    subscription.told = Some(topics);
    if beat.member_epoch >= 0 {
        let mut memory = shared.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.regexes.0.len() >= REMEMBERED {
            memory.regexes.0.clear();
        }
        memory.regexes.0.insert(key, subscription);
    }
    let request = request.with(&beat)?;
    let survey = Survey { ids: survey.ids, ..names::survey(&request)? };
    names::forward(scope, shared, broker, request, survey).await
}

/// The pattern in force after this heartbeat, if any.
fn subscription(
    held: Option<Subscription>,
    beat: &ConsumerGroupHeartbeatRequest,
) -> Option<Subscription> {
    let mut subscription = match (&beat.subscribed_topic_regex, held) {
        (Some(pattern), _) if pattern.is_empty() => return None,
        (Some(pattern), held) if held.as_ref().is_none_or(|h| h.pattern != *pattern) => {
            Subscription { pattern: pattern.clone(), ..Subscription::default() }
        }
        (_, held) => held?,
    };
    if let Some(names) = &beat.subscribed_topic_names {
        subscription.explicit.clone_from(names);
    }
    Some(subscription)
}

/// The tenant's topics that the whole pattern matches and the client may see; or what is wrong with it.
async fn matching(
    scope: &Scope,
    broker: &mut impl Ask,
    pattern: &str,
) -> Result<Result<Vec<String>, String>, SessionError> {
    let compiled = RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(COMPILED_SIZE).build();
    let Ok(compiled) = compiled else {
        return Ok(Err(format!("`{pattern}` is not a valid regular expression")));
    };
    let all =
        MetadataRequest { topics: None, allow_auto_topic_creation: false, ..Default::default() };
    let response = broker.ask(&all, METADATA).await?;
    let names = response.topics.iter().filter_map(|topic| {
        let name = scope.prefix().logical(topic.name.as_deref()?)?;
        let visible = scope.allows(ResourceType::Topic, name, AclOperation::Describe);
        (visible && compiled.is_match(name)).then(|| name.to_owned())
    });
    Ok(Ok(names.collect()))
}

fn refuse(request: &Incoming, code: ErrorCode, reason: String) -> Result<Action, SessionError> {
    request.answer::<ConsumerGroupHeartbeatRequest>(&ConsumerGroupHeartbeatResponse {
        error_code: code.0,
        error_message: Some(reason),
        ..Default::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beat(regex: Option<&str>, names: Option<&[&str]>) -> ConsumerGroupHeartbeatRequest {
        ConsumerGroupHeartbeatRequest {
            subscribed_topic_regex: regex.map(str::to_owned),
            subscribed_topic_names: names.map(|n| n.iter().map(|s| (*s).to_owned()).collect()),
            ..Default::default()
        }
    }

    #[test]
    fn a_pattern_stays_in_force_until_it_is_replaced_or_emptied() {
        let first = subscription(None, &beat(Some("a.*"), Some(&["x"]))).unwrap();
        let kept = subscription(Some(first), &beat(None, None)).unwrap();
        assert_eq!(
            (kept.pattern.as_str(), kept.explicit.as_slice()),
            ("a.*", &["x".to_owned()][..])
        );
        let replaced = subscription(Some(kept.clone()), &beat(Some("b"), None)).unwrap();
        assert_eq!(replaced.pattern, "b");
        assert!(subscription(Some(kept), &beat(Some(""), None)).is_none());
        assert!(subscription(None, &beat(None, Some(&["x"]))).is_none());
    }
}
