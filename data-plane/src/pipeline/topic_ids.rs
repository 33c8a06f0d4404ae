//! Which topic an id stands for, and whether the client may use it.
//!
//! Kafka does not treat topic ids as secret, so neither do we rely on that: before an id is forwarded
//! its name is looked up as the tenant's own broker user, which sees nothing of other tenants. An id
//! never changes its topic, so what was learnt stays true. An id that may not be used is replaced by
//! a random one that no topic has; the broker then answers `UNKNOWN_TOPIC_ID` by itself.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

use uuid::Uuid;
use wire::{
    entropy::Entropy,
    kafka::{
        ErrorCode,
        messages::{MetadataRequest, metadata::request::MetadataRequestTopic},
    },
    tenancy::{AclOperation, ResourceType},
};

use super::{Ask, scope::Scope};
use crate::error::SessionError;

/// The first version of Metadata that takes ids.
const METADATA: i16 = 12;

/// Ids that one connection may have masked; clients forget deleted topics long before.
const MASKED: usize = 1_024;

/// Names on the cluster by id, as far as they are known.
#[derive(Debug)]
pub struct TopicIds {
    capacity: usize,
    names: Mutex<HashMap<Uuid, String>>,
}

/// Ids that may not be used on one connection, and what stands for them.
#[derive(Debug, Default)]
pub struct Masked {
    by_mask: HashMap<Uuid, (Uuid, ErrorCode)>,
}

/// What an id amounts to for a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It may be used.
    Allowed,
    /// It exists, and the client may not do this to it.
    Denied,
    /// There is no such topic, as far as this tenant can know.
    Unknown,
}

impl TopicIds {
    /// An empty memory for so many ids.
    pub fn new(capacity: usize) -> Self {
        Self { capacity, names: Mutex::default() }
    }

    /// Remembers what a response told.
    pub fn learn(&self, id: Uuid, physical: &str) {
        if id.is_nil() || physical.is_empty() {
            return;
        }
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        if names.contains_key(&id) {
            return;
        }
        if names.len() >= self.capacity {
            // Whatever is forgotten is looked up again when it is needed.
            names.clear();
        }
        names.insert(id, physical.to_owned());
    }

    fn known(&self, id: Uuid) -> Option<String> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// What the tenant calls the topic with this id, if it is known and the tenant's.
    pub fn name(&self, scope: &Scope, id: Uuid) -> Option<String> {
        self.known(id).and_then(|name| scope.prefix().logical(&name).map(str::to_owned))
    }

    /// Whether the client may do `operation` to the topic with this id, as far as ids are known.
    pub fn standing(&self, scope: &Scope, id: Uuid, operation: AclOperation) -> Standing {
        let physical = self.known(id);
        match physical.as_deref().and_then(|name| scope.prefix().logical(name)) {
            Some(name) if scope.allows(ResourceType::Topic, name, operation) => Standing::Allowed,
            Some(_) => Standing::Denied,
            None => Standing::Unknown,
        }
    }

    /// Asks the broker for those ids that are not known yet: one question, however many there are.
    pub async fn find(
        &self,
        broker: &mut impl Ask,
        ids: &BTreeSet<Uuid>,
    ) -> Result<(), SessionError> {
        let unknown: Vec<_> = ids
            .iter()
            .filter(|id| !id.is_nil() && self.known(**id).is_none())
            .map(|id| MetadataRequestTopic { topic_id: *id, name: None, ..Default::default() })
            .collect();
        if unknown.is_empty() {
            return Ok(());
        }
        if unknown.len() > MASKED {
            return Err(too_many());
        }
        let request = MetadataRequest {
            topics: Some(unknown),
            allow_auto_topic_creation: false,
            ..Default::default()
        };
        let response = broker.ask(&request, METADATA).await?;
        for topic in response.topics {
            if let (0, Some(name)) = (topic.error_code, &topic.name) {
                self.learn(topic.topic_id, name);
            }
        }
        Ok(())
    }
}

const fn too_many() -> SessionError {
    SessionError::Protocol("too many topic ids that the client may not use")
}

impl Masked {
    /// Whether no id is masked.
    pub fn is_empty(&self) -> bool {
        self.by_mask.is_empty()
    }

    /// What to send in place of `id`. The same answer each time, so that the broker's fetch session
    /// sees one topic.
    pub fn mask(
        &mut self,
        id: Uuid,
        standing: &Standing,
        entropy: &dyn Entropy,
    ) -> Result<Uuid, SessionError> {
        let error = match standing {
            Standing::Denied => ErrorCode::TOPIC_AUTHORIZATION_FAILED,
            Standing::Allowed | Standing::Unknown => ErrorCode::UNKNOWN_TOPIC_ID,
        };
        if let Some((mask, (_, held))) = self.by_mask.iter_mut().find(|(_, (real, _))| *real == id)
        {
            *held = error;
            return Ok(*mask);
        }
        if self.by_mask.len() >= MASKED {
            return Err(too_many());
        }
        let mask = uuid::Builder::from_random_bytes(entropy.bytes()).into_uuid();
        self.by_mask.insert(mask, (id, error));
        Ok(mask)
    }

    /// What the client called a masked id, and the error that it gets.
    pub fn real(&self, mask: Uuid) -> Option<(Uuid, ErrorCode)> {
        self.by_mask.get(&mask).copied()
    }
}
