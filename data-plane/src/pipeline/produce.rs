//! Produce: names and ids; records are passed on unread.

use wire::{
    kafka::messages::{MetadataRequest, metadata::request::MetadataRequestTopic},
    tenancy::ResourceType,
};

use super::{
    Action, Ask, Incoming, Reply, Shared,
    names::{self, Expected, Masks, Numbers, Survey},
    scope::Scope,
};
use crate::error::SessionError;

/// A version of Metadata that has names and ids.
const METADATA: i16 = 12;
/// Topics that one question asks for; those of more are told of later.
const ASKED: usize = 100;

/// Forwards a produce request.
pub async fn run(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let survey = names::survey_noting(&request, |name| shared.usage.would_tell_of(name))?;
    shared.usage.records(survey.records);
    let masks = names::masks(scope, shared, broker, request.treatment, &survey.ids).await?;
    let reply = if survey.acks == Some(0) {
        note_unanswered(scope, shared, broker, &request, &survey, &masks).await?;
        Reply::None
    } else {
        Reply::Produce(Expected::of(&request, &survey))
    };
    let pieces = names::rename(scope, &request, &survey, &masks, Numbers::default())?;
    Ok(request.forward(pieces, reply))
}

/// Takes note of the topics of a request that the broker does not answer. That it will take the records
/// is as good as certain once the topic is known to be there; it is asked for that before the first.
async fn note_unanswered(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: &Incoming,
    survey: &Survey,
    masks: &Masks,
) -> Result<(), SessionError> {
    let Shared { usage, topic_ids, clock, .. } = shared;
    for id in survey.ids.iter().filter(|id| !masks.contains_key(id)) {
        usage.wrote_to_id(*id, || topic_ids.name(scope, *id), clock.now());
    }
    let write = request.treatment.topic;
    let asked: Vec<_> = survey
        .unanswered
        .iter()
        .filter(|name| scope.allows(ResourceType::Topic, name, write))
        .take(ASKED)
        .map(|name| MetadataRequestTopic {
            name: Some(scope.prefix().physical(name)),
            ..Default::default()
        })
        .collect();
    if asked.is_empty() {
        return Ok(());
    }
    let question = MetadataRequest {
        topics: Some(asked),
        allow_auto_topic_creation: false,
        ..Default::default()
    };
    for topic in broker.ask(&question, METADATA).await?.topics {
        let name = topic.name.as_deref().and_then(|name| scope.prefix().logical(name));
        if let (0, Some(name)) = (topic.error_code, name) {
            usage.wrote_to(name, clock.now());
        }
    }
    Ok(())
}
