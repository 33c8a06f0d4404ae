//! Whether this gateway and the broker beside it are fit to serve, for probes and for people.
//!
//! Two questions with one answer each. Is the *broker* a full member of its cluster: registered, and
//! with every copy it holds complete? And is the *gateway* to be given clients: does it know the
//! tenancy records as they are now, and does the broker answer? Each "no" comes with its reason.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use wire::{kafka::messages::MetadataResponse, tenancy::TOPIC};

/// Something that is not as it should be.
#[derive(Debug, Clone)]
struct Trouble {
    since: Instant,
    reason: String,
}

/// What was seen most recently.
#[derive(Debug)]
struct Seen {
    /// Why the broker is of no use.
    broker: Option<String>,
    /// Why the broker is not a full member yet. Stays away until the broker itself does: that a copy
    /// falls behind for a moment is no reason to restart or to avoid a broker.
    membership: Option<String>,
    /// Why the broker's copy of the tenancy records may be old.
    copy: Option<Trouble>,
    /// Why the records cannot be read.
    reading: Option<Trouble>,
}

/// The state of health.
#[derive(Debug)]
pub struct Health {
    broker_id: i32,
    /// How long news may stay away before the gateway is no longer fit.
    patience: Duration,
    seen: Mutex<Seen>,
}

impl Health {
    /// Before anything was seen.
    pub fn new(broker_id: i32, patience: Duration) -> Self {
        let unknown = || Some("the broker was not reached yet".to_owned());
        let seen = Seen { broker: unknown(), membership: unknown(), copy: None, reading: None };
        Self { broker_id, patience, seen: Mutex::new(seen) }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The broker does not answer. Whether that is news.
    pub fn broker_lost(&self, reason: &str) -> bool {
        let mut seen = self.seen();
        let reason = format!("the broker does not answer: {reason}");
        let news = seen.broker.is_none();
        seen.membership = Some(reason.clone());
        seen.broker = Some(reason);
        news
    }

    /// The broker answered with what it knows of its cluster. Whether it had been away.
    pub fn broker_answered(&self, metadata: &MetadataResponse, now: Instant) -> bool {
        let mut seen = self.seen();
        if seen.membership.is_some() {
            seen.membership = membership(metadata, self.broker_id);
        }
        let reason = stale_copy(metadata, self.broker_id);
        note(&mut seen.copy, reason, now);
        seen.broker.take().is_some()
    }

    /// Whether the broker has been a full member since it came.
    pub fn is_member(&self) -> bool {
        self.seen().membership.is_none()
    }

    /// The records were read, or why they were not.
    pub fn records_read(&self, failure: Option<String>, now: Instant) {
        note(&mut self.seen().reading, failure, now);
    }

    /// Why the broker is not a full member of its cluster; `None` if it is one.
    pub fn broker_trouble(&self) -> Option<String> {
        self.seen().membership.clone()
    }

    /// Why the gateway should be given no clients; `None` if it should.
    pub fn gateway_trouble(&self, replayed: bool, now: Instant) -> Option<String> {
        let seen = self.seen();
        let lasting = |trouble: &&Trouble| now.duration_since(trouble.since) >= self.patience;
        if let Some(reason) = &seen.broker {
            return Some(reason.clone());
        }
        if !replayed {
            let reason = seen.reading.as_ref().map_or("they are being read", |t| &t.reason);
            return Some(format!("the tenancy records are not in force yet: {reason}"));
        }
        let trouble = seen.reading.as_ref().filter(lasting).or(seen.copy.as_ref().filter(lasting));
        trouble.map(|trouble| {
            let seconds = now.duration_since(trouble.since).as_secs();
            format!("the tenancy records may be out of date since {seconds} s: {}", trouble.reason)
        })
    }
}

/// Keeps the time at which a trouble began.
fn note(held: &mut Option<Trouble>, reason: Option<String>, now: Instant) {
    *held = reason.map(|reason| {
        let since = held.as_ref().map_or(now, |trouble| trouble.since);
        Trouble { since, reason }
    });
}

/// Why a broker is not a full member, as far as this answer to a question about all topics goes. It
/// names no topic: those are the tenants' own.
fn membership(metadata: &MetadataResponse, broker: i32) -> Option<String> {
    if !metadata.brokers.iter().any(|known| known.node_id == broker) {
        return Some(format!("broker {broker} is not registered with its cluster"));
    }
    let held = metadata
        .topics
        .iter()
        .flat_map(|topic| &topic.partitions)
        .filter(|partition| partition.replica_nodes.contains(&broker));
    let (mut all, mut behind) = (0_usize, 0_usize);
    for partition in held {
        all += 1;
        behind += usize::from(!partition.isr_nodes.contains(&broker));
    }
    (behind > 0).then(|| {
        format!("broker {broker} is not in sync for {behind} of the {all} partitions it holds")
    })
}

/// Why a broker's copy of the tenancy records may be old.
pub fn stale_copy(metadata: &MetadataResponse, broker: i32) -> Option<String> {
    let topic = metadata.topics.iter().find(|topic| topic.name.as_deref() == Some(TOPIC));
    let Some(partition) = topic.and_then(|topic| topic.partitions.first()) else {
        return Some(format!(
            "the topic `{TOPIC}` does not exist: the control plane makes it when it finds the \
             cluster running"
        ));
    };
    if !partition.replica_nodes.contains(&broker) {
        return Some(format!("broker {broker} holds no copy of the topic `{TOPIC}`"));
    }
    (!partition.isr_nodes.contains(&broker))
        .then(|| format!("broker {broker} is not in sync for the topic `{TOPIC}`"))
}

#[cfg(test)]
mod tests {
    use wire::kafka::messages::metadata::response::{
        MetadataResponseBroker, MetadataResponsePartition, MetadataResponseTopic,
    };

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(30);

    fn metadata(brokers: &[i32], topics: &[(&str, &[i32])]) -> MetadataResponse {
        let broker = |id: &i32| MetadataResponseBroker { node_id: *id, ..Default::default() };
        let topic = |(name, in_sync): &(&str, &[i32])| MetadataResponseTopic {
            name: Some((*name).to_owned()),
            partitions: vec![MetadataResponsePartition {
                replica_nodes: vec![1, 2],
                isr_nodes: in_sync.to_vec(),
                ..Default::default()
            }],
            ..Default::default()
        };
        MetadataResponse {
            brokers: brokers.iter().map(broker).collect(),
            topics: topics.iter().map(topic).collect(),
            ..Default::default()
        }
    }

    #[test]
    fn a_broker_is_a_member_once_all_its_copies_are_complete_and_until_it_goes() {
        let health = Health::new(2, PATIENCE);
        let told = |reason: &str| health.broker_trouble().unwrap().contains(reason);
        let answer = |brokers: &[i32], topics: &[(&str, &[i32])]| {
            health.broker_answered(&metadata(brokers, topics), Instant::now());
        };
        assert!(told("not reached"));
        answer(&[1], &[]);
        assert!(told("not registered"));
        answer(&[1, 2], &[("secret", &[1]), (TOPIC, &[1, 2])]);
        assert!(told("1 of the 2 partitions") && !told("secret"));
        answer(&[1, 2], &[("a", &[1, 2]), (TOPIC, &[1, 2])]);
        assert_eq!(health.broker_trouble(), None);
        answer(&[1, 2], &[("a", &[1]), (TOPIC, &[1, 2])]);
        assert_eq!(health.broker_trouble(), None, "a moment's delay is no reason");
        assert!(health.broker_lost("closed") && !health.broker_lost("refused"));
        assert!(told("refused"));
    }

    #[test]
    fn a_gateway_is_fit_while_it_knows_the_records_as_they_are() {
        let (health, start) = (Health::new(2, PATIENCE), Instant::now());
        let good = metadata(&[1, 2], &[(TOPIC, &[1, 2])]);
        health.broker_answered(&metadata(&[1, 2], &[]), start);
        health.records_read(Some("no such topic".to_owned()), start);
        assert!(health.gateway_trouble(false, start).unwrap().contains("no such topic"));
        health.broker_answered(&good, start);
        health.records_read(None, start);
        assert_eq!(health.gateway_trouble(true, start), None);

        let troubles: [fn(&Health, Instant); 2] = [
            |health, now| health.records_read(Some("stuck".to_owned()), now),
            |health, now| {
                health.broker_answered(&metadata(&[1, 2], &[(TOPIC, &[1])]), now);
            },
        ];
        for trouble in troubles {
            trouble(&health, start);
            trouble(&health, start + PATIENCE / 2);
            assert_eq!(health.gateway_trouble(true, start + PATIENCE / 2), None, "not yet");
            let late = start + PATIENCE;
            assert!(health.gateway_trouble(true, late).unwrap().contains("out of date"));
            health.records_read(None, late);
            health.broker_answered(&good, late);
            assert_eq!(health.gateway_trouble(true, late), None);
        }
    }

    #[test]
    fn only_a_complete_copy_of_the_records_is_good_enough() {
        let reason = |topics: &[(&str, &[i32])], broker| {
            stale_copy(&metadata(&[1, 2, 3], topics), broker).unwrap_or_default()
        };
        assert!(reason(&[("other", &[1])], 1).contains("does not exist"));
        assert!(reason(&[(TOPIC, &[1])], 2).contains("not in sync"));
        assert!(reason(&[(TOPIC, &[1])], 3).contains("no copy"));
        assert_eq!(reason(&[(TOPIC, &[1])], 1), "");
    }
}
