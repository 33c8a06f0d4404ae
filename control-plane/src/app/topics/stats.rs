//! What is remembered about topics: sizes, rates and groups, which take several questions to several
//! brokers. Names and partitions are asked for anew each time.
//!
//! Every role may describe all topics and groups, so what was learnt for one caller is known to all
//! who may list. Whoever finds it too old asks anew, and others meanwhile wait for that answer.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use wire::ids::InstanceId;

use crate::{
    app::{App, instance_session::Session},
    domain::topic::TopicStats,
    kafka::tenant_session::SessionError,
};

/// For how long what is known is new enough.
const FRESH_MS: i64 = 5_000;
/// Over how long a rate is taken at most.
const LONGEST_MS: i64 = 120_000;
/// Of how many instances it is remembered.
const REMEMBERED: usize = 64;

type Known = Arc<tokio::sync::Mutex<Arc<TopicStats>>>;

/// By instance.
#[derive(Debug, Default)]
pub struct StatsMemory(Mutex<HashMap<InstanceId, Known>>);

impl StatsMemory {
    fn of(&self, instance: InstanceId) -> Known {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED && !known.contains_key(&instance) {
            // Those that nobody asks for just now, and if everybody does then all.
            known.retain(|_, stats| Arc::strong_count(stats) > 1);
            if known.len() >= REMEMBERED {
                known.clear();
            }
        }
        Arc::clone(known.entry(instance).or_default())
    }
}

/// What is known about an instance's topics, not older than it may be.
pub(super) async fn recent(app: &App, session: &mut Session, brokers: &[i32]) -> Arc<TopicStats> {
    let known = app.topic_stats.of(session.instance.id);
    let mut known = known.lock().await;
    let age = app.clock.now().saturating_sub(known.as_of);
    if !(0..FRESH_MS).contains(&age) {
        let sizes = found(session.kafka.topic_sizes(brokers).await);
        let groups = found(session.kafka.groups_by_topic().await);
        let as_of = app.clock.now();
        let stats = TopicStats { as_of, sizes, groups, ..Default::default() };
        *known = Arc::new(stats.since(Some(&known), LONGEST_MS));
    }
    Arc::clone(&known)
}

/// A broker that does not answer is no reason to list nothing.
fn found<T>(answer: Result<T, SessionError>) -> Option<T> {
    answer.inspect_err(|error| tracing::debug!(%error, "topics' sizes or groups are unknown")).ok()
}
