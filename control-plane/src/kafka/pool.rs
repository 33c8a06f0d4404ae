//! Connections to clusters' brokers, kept while they are of use.
//!
//! A connection serves one call at a time, so each call takes one out and returns it when it is
//! whole. One that turns out to have been closed meanwhile is replaced once, which every verb
//! tolerates because every verb is idempotent. Any broker will do for a call; one that failed is
//! asked last from then on, so that the repetition goes elsewhere.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use wire::{
    broker::ADMIN_USER,
    entropy::Entropy,
    ids::ClusterId,
    kafka::{
        Request,
        client::{ClientError, Connection, Connector, Login},
    },
};

use super::{ClusterAccess, KafkaError};

/// Connections kept per cluster while nobody uses them.
const MAX_IDLE: usize = 4;

/// The connections.
#[derive(Clone)]
pub(super) struct Pool {
    entropy: Arc<dyn Entropy>,
    clusters: Arc<Mutex<HashMap<ClusterId, Known>>>,
}

/// What is known of a cluster's brokers.
#[derive(Default)]
struct Known {
    idle: Vec<Connection>,
    /// The broker to connect to first, by its place among the addresses.
    first: usize,
}

impl Pool {
    pub(super) fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self { entropy, clusters: Arc::default() }
    }

    /// How to connect to any broker of a cluster.
    pub(super) fn connector(&self, cluster: &ClusterAccess) -> Connector {
        let login =
            Login::Plain { user: ADMIN_USER.to_owned(), password: cluster.admin_password.clone() };
        Connector {
            connect_timeout: Duration::from_secs(5),
            ..Connector::new(cluster.security.clone(), login, Arc::clone(&self.entropy))
        }
    }

    /// A new connection to a broker that answers.
    pub(super) async fn connect(&self, cluster: &ClusterAccess) -> Result<Connection, KafkaError> {
        let connector = self.connector(cluster);
        let first = self.clusters().entry(cluster.cluster_id).or_default().first;
        let brokers = cluster.bootstrap.len();
        let mut last = ClientError::Closed;
        for place in (0..brokers).map(|n| first.wrapping_add(n) % brokers) {
            match connector.connect(&cluster.bootstrap[place]).await {
                Ok(connection) => {
                    self.clusters().entry(cluster.cluster_id).or_default().first = place;
                    return Ok(connection);
                }
                Err(error) => last = error,
            }
        }
        Err(KafkaError::unreachable(cluster.cluster_id, last))
    }

    /// A new connection to the broker that leads the only partition of one of our topics.
    pub(super) async fn connect_to_leader(
        &self,
        cluster: &ClusterAccess,
        topic: &str,
    ) -> Result<Connection, KafkaError> {
        let mut any = self.connect(cluster).await?;
        let leader = self.connector(cluster).connect_to_leader(&mut any, topic, 0).await;
        leader.map_err(|error| self.failed(cluster, error))
    }

    /// Asks any broker of the cluster.
    pub(super) async fn call<R: Request>(
        &self,
        cluster: &ClusterAccess,
        request: &R,
    ) -> Result<R::Response, KafkaError> {
        let kept = self.clusters().get_mut(&cluster.cluster_id).and_then(|known| known.idle.pop());
        if let Some(mut connection) = kept {
            match connection.call(request).await {
                Ok(response) => {
                    self.give_back(cluster.cluster_id, connection);
                    return Ok(response);
                }
                Err(ClientError::Transport(_) | ClientError::Closed | ClientError::Broken) => {}
                Err(error) => return Err(self.failed(cluster, error)),
            }
        }
        let mut connection = self.connect(cluster).await?;
        let response =
            connection.call(request).await.map_err(|error| self.failed(cluster, error))?;
        self.give_back(cluster.cluster_id, connection);
        Ok(response)
    }

    /// What it means that a broker failed; the next call goes to another.
    pub(super) fn failed(&self, cluster: &ClusterAccess, error: ClientError) -> KafkaError {
        if let Some(known) = self.clusters().get_mut(&cluster.cluster_id) {
            known.idle.clear();
            known.first = known.first.wrapping_add(1);
        }
        match error {
            ClientError::Fenced => KafkaError::Fenced(cluster.cluster_id),
            error => KafkaError::unreachable(cluster.cluster_id, error),
        }
    }

    fn give_back(&self, cluster: ClusterId, connection: Connection) {
        let mut clusters = self.clusters();
        let known = clusters.entry(cluster).or_default();
        if known.idle.len() < MAX_IDLE {
            known.idle.push(connection);
        }
    }

    fn clusters(&self) -> MutexGuard<'_, HashMap<ClusterId, Known>> {
        self.clusters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
