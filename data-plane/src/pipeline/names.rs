//! Names in any body, by the protocol tables: out to the cluster and back to the client.
//!
//! One pass before ([`Survey`]) gathers what a rename must know in advance; [`Outbound`] renames a
//! request, [`Inbound`] a response. Every request goes through here, whatever else is done to it, so a
//! name cannot be forgotten by a handler: A field that nobody has classified fails a test.

use std::{borrow::Cow, collections::BTreeSet, convert::Infallible, sync::PoisonError};

use bytes::Bytes;
use uuid::Uuid;
use wire::{
    kafka::{ErrorCode, records},
    tenancy::{ResourceType, TenantPrefix},
};

use super::{
    Action, Ask, Finish, Incoming, Reply, Shared,
    scope::{Scope, foreign},
    topic_ids::{Masked, Standing},
    treatment::{Handler, Treatment},
};
use crate::{
    error::SessionError,
    protocol::{
        self, Change, Edits, Entity, Field, NumberChange, Value, Visitor, WalkError,
        blobs::{self, Rename},
        walk,
    },
};

const KEY_TYPE_TRANSACTION: i64 = 1;
const RESOURCE_TOPIC: i64 = 2;
const RESOURCE_GROUP: i64 = 32;
const CONSUMER: &str = "consumer";
/// In place of a replica's id: consumers, and those that only look. Others see what is not committed.
const CONSUMERS: [i64; 2] = [-1, -2];
/// "Not asked for", in bit fields of operations.
const NO_OPERATIONS: i64 = -0x8000_0000;
/// Settings of a topic itself, among the sources of a setting.
const SOURCE_TOPIC: i64 = 1;
const SOURCE_DEFAULT: i64 = 5;

/// What a request says that decides how to rename it.
#[derive(Debug, Default, Clone)]
pub struct Survey {
    /// Ids of topics, without duplicates.
    pub ids: BTreeSet<Uuid>,
    /// Of a produce request that is not answered, the names of topics that are news.
    pub unanswered: BTreeSet<String>,
    /// The first group named.
    pub group: Option<String>,
    /// What a coordinator is asked for.
    pub key_type: Option<i64>,
    /// Whether member blobs have the format of consumers; none when the request does not say.
    pub consumer: Option<bool>,
    /// How many replicas a produce request waits for.
    pub acks: Option<i64>,
    /// Whether null stands where there must be records.
    pub lacks_records: bool,
    /// How many records there are.
    pub records: u64,
    /// Epoch of the fetch session.
    pub session_epoch: Option<i64>,
    /// Whether the request claims to come from a replica.
    pub is_replica: bool,
    /// The fetch session that is continued or replaced.
    pub session_id: Option<i64>,
    /// Of a heartbeat, the member's epoch.
    pub member_epoch: Option<i64>,
    /// What kind of endpoints a cluster is asked for.
    pub endpoint_type: Option<i64>,
}

/// Gathers a [`Survey`].
struct Surveyor<F> {
    survey: Survey,
    /// Whether a topic that is written to without an answer is news: only then is its name kept.
    is_news: F,
}

impl<F: Fn(&str) -> bool> Visitor for Surveyor<F> {
    type Error = Infallible;

    fn value(&mut self, field: &'static Field, value: Value<'_>) -> Result<Change<'_>, Infallible> {
        let survey = &mut self.survey;
        match (field.entity, value) {
            (Entity::TopicId, Value::Uuid(id)) => {
                let id = Uuid::from_bytes(id);
                if !id.is_nil() {
                    survey.ids.insert(id);
                }
            }
            // `acks` comes first in the request.
            (Entity::TopicName, Value::Text(name))
                if survey.acks == Some(0) && (self.is_news)(name) =>
            {
                survey.unanswered.insert(name.to_owned());
            }
            (Entity::GroupId, Value::Text(group)) if survey.group.is_none() => {
                survey.group = Some(group.to_owned());
            }
            (Entity::ProtocolType, Value::Text(kind)) => survey.consumer = Some(kind == CONSUMER),
            (Entity::Records, Value::Null) => survey.lacks_records = true,
            (Entity::Records, Value::Bytes(batches)) => {
                survey.records = survey.records.saturating_add(records::count(batches));
            }
            _ => {}
        }
        Ok(Change::Keep)
    }

    fn number(&mut self, field: &'static Field, n: i64) -> Result<NumberChange, Infallible> {
        let survey = &mut self.survey;
        match field.path {
            "ReplicaId" | "ReplicaState.ReplicaId" => {
                survey.is_replica |= !CONSUMERS.contains(&n);
            }
            "MemberEpoch" => survey.member_epoch = Some(n),
            "EndpointType" => survey.endpoint_type = Some(n),
            _ => match field.entity {
                Entity::KeyType => survey.key_type = Some(n),
                Entity::Acks => survey.acks = Some(n),
                Entity::SessionId => survey.session_id = Some(n),
                Entity::SessionEpoch => survey.session_epoch = Some(n),
                _ => {}
            },
        }
        Ok(NumberChange::Keep)
    }
}

/// Reads what [`Survey`] gathers. Also the check that the body is well-formed.
pub fn survey(request: &Incoming) -> Result<Survey, SessionError> {
    survey_noting(request, |_| false)
}

/// The same; keeps the names of topics that are written to without an answer and are news.
pub fn survey_noting(
    request: &Incoming,
    is_news: impl Fn(&str) -> bool,
) -> Result<Survey, SessionError> {
    let mut surveyor = Surveyor { survey: Survey::default(), is_news };
    let schema = &api(request.treatment).request;
    walk(schema, request.version, &request.body, &mut surveyor, &mut Edits::default())
        .map_err(|error| malformed(request, error))?;
    let survey = surveyor.survey;
    if survey.lacks_records {
        // A broker stumbles over it, never answers, and never looks at the connection again.
        return Err(SessionError::Protocol("a produce request has null in place of records"));
    }
    if survey.is_replica {
        return Err(SessionError::Protocol("the request claims to come from a broker"));
    }
    Ok(survey)
}

fn api(treatment: &Treatment) -> &'static protocol::Api {
    protocol::api(treatment.key).expect("a test holds that every treatment has a table")
}

fn malformed(request: &Incoming, error: WalkError<Infallible>) -> SessionError {
    SessionError::Malformed {
        api: request.treatment.name,
        version: request.version,
        source: error.into(),
    }
}

/// What stands for ids that a client may not use.
pub type Masks = std::collections::HashMap<Uuid, Uuid>;

/// Finds out what stands for the ids that a request names and its client may not use.
pub async fn masks(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    treatment: &Treatment,
    ids: &BTreeSet<Uuid>,
) -> Result<Masks, SessionError> {
    let mut masks = Masks::new();
    shared.topic_ids.find(broker, ids).await?;
    for id in ids {
        let standing = shared.topic_ids.standing(scope, *id, treatment.topic);
        if standing != Standing::Allowed {
            let mut memory = shared.memory.lock().unwrap_or_else(PoisonError::into_inner);
            masks.insert(*id, memory.masked.mask(*id, &standing, shared.entropy)?);
        }
    }
    Ok(masks)
}

/// Numbers of a request that are set on the way.
#[derive(Debug, Default, Clone, Copy)]
pub struct Numbers {
    /// The fetch session, if another is to be named.
    pub session_id: Option<i64>,
    /// The most bytes that a fetch may ask for.
    pub max_bytes: Option<i64>,
}

/// Renames a request.
pub struct Outbound<'a> {
    scope: &'a Scope,
    treatment: &'static Treatment,
    survey: &'a Survey,
    masks: &'a Masks,
    numbers: Numbers,
    resource_type: i64,
}

impl Outbound<'_> {
    fn prefix(&self, resource: ResourceType, name: &str) -> Change<'_> {
        let operation = match resource {
            ResourceType::Topic => self.treatment.topic,
            ResourceType::Group => self.treatment.group,
            ResourceType::TransactionalId => self.treatment.transactional_id,
            ResourceType::Cluster => return Change::Keep,
        };
        Change::Prefix(self.scope.space(resource, name, operation).as_bytes())
    }
}

impl Visitor for Outbound<'_> {
    type Error = Infallible;

    fn value(&mut self, field: &'static Field, value: Value<'_>) -> Result<Change<'_>, Infallible> {
        Ok(match (field.entity, value) {
            (Entity::TopicName, Value::Text(name)) => self.prefix(ResourceType::Topic, name),
            (Entity::GroupId, Value::Text(name)) => self.prefix(ResourceType::Group, name),
            (Entity::TransactionalId, Value::Text(name)) => {
                self.prefix(ResourceType::TransactionalId, name)
            }
            (Entity::CoordinatorKey, Value::Text(name)) => {
                let resource = match self.survey.key_type {
                    Some(KEY_TYPE_TRANSACTION) => ResourceType::TransactionalId,
                    _ => ResourceType::Group,
                };
                self.prefix(resource, name)
            }
            (Entity::ResourceName, Value::Text(name)) => match self.resource_type {
                RESOURCE_TOPIC => self.prefix(ResourceType::Topic, name),
                RESOURCE_GROUP => self.prefix(ResourceType::Group, name),
                _ => Change::Keep,
            },
            (Entity::MemberSubscription, Value::Bytes(blob))
                if self.survey.consumer != Some(false) =>
            {
                replaced(blobs::subscription(blob, Rename::Add(self.scope.prefix().as_str())))
            }
            (Entity::MemberAssignment, Value::Bytes(blob))
                if self.survey.consumer != Some(false) =>
            {
                replaced(blobs::assignment(blob, Rename::Add(self.scope.prefix().as_str())))
            }
            (Entity::TopicId, Value::Uuid(id)) => match self.masks.get(&Uuid::from_bytes(id)) {
                Some(mask) => Change::Replace(Cow::Borrowed(mask.as_bytes())),
                None => Change::Keep,
            },
            _ => Change::Keep,
        })
    }

    fn number(&mut self, field: &'static Field, n: i64) -> Result<NumberChange, Infallible> {
        Ok(match field.entity {
            Entity::ResourceType => {
                self.resource_type = n;
                NumberChange::Keep
            }
            Entity::SessionId => {
                self.numbers.session_id.map_or(NumberChange::Keep, NumberChange::Set)
            }
            Entity::MaxBytes if field.path == "MaxBytes" => match self.numbers.max_bytes {
                Some(max) if n > max => NumberChange::Set(max),
                _ => NumberChange::Keep,
            },
            _ if field.path == "AllowAutoTopicCreation" => NumberChange::Set(0),
            _ => NumberChange::Keep,
        })
    }
}

fn replaced(blob: Cow<'_, [u8]>) -> Change<'static> {
    match blob {
        Cow::Borrowed(_) => Change::Keep,
        Cow::Owned(new) => Change::Replace(Cow::Owned(new)),
    }
}

/// The request's body, renamed.
pub fn rename(
    scope: &Scope,
    request: &Incoming,
    survey: &Survey,
    masks: &Masks,
    numbers: Numbers,
) -> Result<Vec<Bytes>, SessionError> {
    let treatment = request.treatment;
    let mut visitor = Outbound { scope, treatment, survey, masks, numbers, resource_type: 0 };
    let mut edits = Edits::default();
    let schema = &api(treatment).request;
    walk(schema, request.version, &request.body, &mut visitor, &mut edits)
        .map_err(|error| malformed(request, error))?;
    let mut pieces = Vec::new();
    edits.take_slices(&request.body, &mut pieces);
    Ok(pieces)
}

/// Forwards a request of which only names change.
pub async fn run(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let survey = survey(&request)?;
    forward(scope, shared, broker, request, survey).await
}

/// Forwards a surveyed request.
pub async fn forward(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
    survey: Survey,
) -> Result<Action, SessionError> {
    let masks = masks(scope, shared, broker, request.treatment, &survey.ids).await?;
    let pieces = rename(scope, &request, &survey, &masks, Numbers::default())?;
    let expected = Expected::of(&request, &survey);
    Ok(request.forward(pieces, Reply::Names(expected)))
}

/// Forwards a request of which only names change; what the response means here is done after.
pub async fn run_then(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
    finish: Finish,
) -> Result<Action, SessionError> {
    let survey = survey(&request)?;
    let masks = masks(scope, shared, broker, request.treatment, &survey.ids).await?;
    let pieces = rename(scope, &request, &survey, &masks, Numbers::default())?;
    Ok(request.forward(pieces, Reply::Finish(Expected::of(&request, &survey), finish)))
}

/// Forwards a request that a handler has taken apart and that names no topic by id; what the handler
/// decided is added to the response.
pub fn forward_then(
    scope: &Scope,
    request: &Incoming,
    finish: Finish,
) -> Result<Action, SessionError> {
    let survey = survey(request)?;
    let pieces = rename(scope, request, &survey, &Masks::new(), Numbers::default())?;
    Ok(request.forward(pieces, Reply::Finish(Expected::of(request, &survey), finish)))
}

/// What a response answers.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The request's row.
    pub treatment: &'static Treatment,
    /// Its version.
    pub version: i16,
    key_type: Option<i64>,
    consumer: Option<bool>,
}

impl Expected {
    /// For the response to this request.
    pub const fn of(request: &Incoming, survey: &Survey) -> Self {
        Self {
            treatment: request.treatment,
            version: request.version,
            key_type: survey.key_type,
            consumer: survey.consumer,
        }
    }
}

/// Renames a response.
struct Inbound<'a> {
    scope: &'a Scope,
    expected: &'a Expected,
    masked: &'a Masked,
    shared: &'a Shared<'a>,
    throttle_ms: Option<u32>,
    consumer: Option<bool>,
    resource_type: i64,
    /// The topic whose fields are being shown, as the client calls it and as the cluster does.
    topic: Option<(String, String)>,
    /// Its id, where the response has no names.
    topic_id: Option<Uuid>,
    group: String,
    /// The error that takes the place of the broker's, in a topic whose id was masked.
    error: Option<ErrorCode>,
    /// The fetch session that the broker named.
    session_id: Option<i32>,
}

impl Inbound<'_> {
    /// Whether the response lists what there is, so that what the client may not see is left out.
    const fn is_listing(&self) -> bool {
        matches!(self.expected.treatment.handler, Handler::Listing)
    }

    fn strip(&self, resource: ResourceType, name: &str) -> Change<'static> {
        let Some(logical) = self.scope.logical(name) else {
            if name.is_empty() {
                return Change::Keep;
            }
            foreign(self.expected.treatment.name);
            return Change::DropElement;
        };
        let own = self.scope.prefix().logical(name).is_some();
        let operation = wire::tenancy::AclOperation::Describe;
        if own && self.is_listing() && !self.scope.allows(resource, logical, operation) {
            return Change::DropElement;
        }
        Change::Strip(TenantPrefix::LEN)
    }

    /// Takes note that the broker took records for the topic that is being shown.
    fn note_produce(&self) {
        let Shared { usage, topic_ids, clock, .. } = self.shared;
        match (&self.topic, self.topic_id) {
            (Some((name, _)), _) => usage.wrote_to(name, clock.now()),
            (None, Some(id)) => {
                usage.wrote_to_id(id, || topic_ids.name(self.scope, id), clock.now());
            }
            (None, None) => {}
        }
    }
}

impl Visitor for Inbound<'_> {
    type Error = Infallible;

    fn element(&mut self, field: &'static Field) -> Result<(), Infallible> {
        // A name belongs to the id in the same element, wherever it stands there.
        if field.fields.iter().any(|f| matches!(f.entity, Entity::TopicName | Entity::TopicId)) {
            self.topic = None;
            self.topic_id = None;
            self.error = None;
        }
        Ok(())
    }

    fn value(&mut self, field: &'static Field, value: Value<'_>) -> Result<Change<'_>, Infallible> {
        Ok(match (field.entity, value) {
            (Entity::TopicName, Value::Text(name)) => {
                self.error = None;
                self.topic =
                    self.scope.logical(name).map(|logical| (logical.to_owned(), name.to_owned()));
                self.strip(ResourceType::Topic, name)
            }
            (Entity::GroupId, Value::Text(name)) => {
                self.group = self.scope.logical(name).unwrap_or_default().to_owned();
                self.strip(ResourceType::Group, name)
            }
            (Entity::TransactionalId, Value::Text(name)) => {
                self.strip(ResourceType::TransactionalId, name)
            }
            (Entity::CoordinatorKey, Value::Text(name)) => match self.expected.key_type {
                Some(KEY_TYPE_TRANSACTION) => self.strip(ResourceType::TransactionalId, name),
                _ => self.strip(ResourceType::Group, name),
            },
            (Entity::ResourceName, Value::Text(name)) => match self.resource_type {
                RESOURCE_TOPIC => self.strip(ResourceType::Topic, name),
                RESOURCE_GROUP => self.strip(ResourceType::Group, name),
                _ => Change::Keep,
            },
            (Entity::ProtocolType, Value::Text(kind)) => {
                self.consumer = Some(kind == CONSUMER);
                Change::Keep
            }
            (Entity::MemberSubscription, Value::Bytes(blob)) if self.consumer != Some(false) => {
                replaced(blobs::subscription(blob, Rename::Remove(self.scope.prefix().as_str())))
            }
            (Entity::MemberAssignment, Value::Bytes(blob)) if self.consumer != Some(false) => {
                replaced(blobs::assignment(blob, Rename::Remove(self.scope.prefix().as_str())))
            }
            (Entity::TopicId, Value::Uuid(id)) => {
                let id = Uuid::from_bytes(id);
                if let Some((real, error)) = self.masked.real(id) {
                    self.error = Some(error);
                    return Ok(Change::Replace(Cow::Owned(real.as_bytes().to_vec())));
                }
                self.error = None;
                self.topic_id = Some(id);
                if let Some((_, physical)) = &self.topic {
                    self.shared.topic_ids.learn(id, physical);
                }
                Change::Keep
            }
            (Entity::ErrorMessage, Value::Text(text)) => match self.scope.scrubbed(text) {
                Some(clean) => Change::Replace(Cow::Owned(clean.into_bytes())),
                None => Change::Keep,
            },
            (Entity::ClusterId, Value::Text(_)) => {
                Change::Replace(Cow::Borrowed(self.scope.access.tenant.shown_cluster_id.as_bytes()))
            }
            _ => Change::Keep,
        })
    }

    fn number(&mut self, field: &'static Field, n: i64) -> Result<NumberChange, Infallible> {
        Ok(match field.entity {
            Entity::ThrottleTime => match self.throttle_ms {
                Some(ours) if i64::from(ours) > n => NumberChange::Set(ours.into()),
                _ => NumberChange::Keep,
            },
            Entity::ErrorCode => match self.error {
                Some(error) if n != 0 => NumberChange::Set(error.0.into()),
                _ => {
                    if n == 0 && self.expected.treatment.handler == Handler::Produce {
                        self.note_produce();
                    }
                    NumberChange::Keep
                }
            },
            Entity::ResourceType => {
                self.resource_type = n;
                NumberChange::Keep
            }
            Entity::SessionId => {
                self.session_id = i32::try_from(n).ok();
                NumberChange::Keep
            }
            Entity::AuthorizedOperations if n != NO_OPERATIONS => {
                let (resource, name) = match field.path {
                    "ClusterAuthorizedOperations" => (ResourceType::Cluster, "kafka-cluster"),
                    "Topics.TopicAuthorizedOperations" => (
                        ResourceType::Topic,
                        self.topic.as_ref().map_or("", |(logical, _)| logical.as_str()),
                    ),
                    _ => (ResourceType::Group, self.group.as_str()),
                };
                NumberChange::Set(self.scope.operations(resource, name).into())
            }
            _ => match field.path {
                "Topics.IsInternal" => NumberChange::Set(0),
                // Settings of the broker are not the tenant's to know.
                "Results.Configs.Synonyms.Source" if n != SOURCE_TOPIC && n != SOURCE_DEFAULT => {
                    NumberChange::DropElement
                }
                _ => NumberChange::Keep,
            },
        })
    }
}

/// A response's body, renamed back, and the fetch session in it.
pub fn rename_back(
    scope: &Scope,
    shared: &Shared<'_>,
    expected: &Expected,
    throttle_ms: Option<u32>,
    body: &Bytes,
) -> Result<Vec<Bytes>, SessionError> {
    let mut memory = shared.memory.lock().unwrap_or_else(PoisonError::into_inner);
    let mut visitor = Inbound {
        scope,
        expected,
        masked: &memory.masked,
        shared,
        throttle_ms,
        consumer: expected.consumer,
        resource_type: 0,
        topic: None,
        topic_id: None,
        group: String::new(),
        error: None,
        session_id: None,
    };
    let mut edits = Edits::default();
    let schema = &api(expected.treatment).response;
    walk(schema, expected.version, body, &mut visitor, &mut edits).map_err(|error| {
        SessionError::UpstreamAnswer { api: expected.treatment.name, source: Some(error.into()) }
    })?;
    let session_id = visitor.session_id;
    if let Some(id) = session_id {
        memory.fetch_sessions.remember(id);
    }
    let mut pieces = Vec::new();
    edits.take_slices(body, &mut pieces);
    Ok(pieces)
}

#[cfg(test)]
mod tests;
