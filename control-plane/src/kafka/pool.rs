//! Connections to clusters' brokers, kept while they are of use.
//!
//! A connection serves one call at a time, so each call takes one out and returns it when it is
//! whole. One that turns out to have been closed meanwhile is replaced once, which every verb
//! tolerates because every verb is idempotent.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use wire::{
    entropy::Entropy,
    ids::ClusterId,
    kafka::{
        Request,
        client::{ClientError, Connection, Connector, Login, Security},
    },
    scram::Mechanism,
};

use super::{ClusterAccess, KafkaError};

/// The broker user that the control plane is.
const ADMIN_USER: &str = "millrace";
/// Connections kept per cluster while nobody uses them.
const MAX_IDLE: usize = 4;

/// The connections.
#[derive(Clone)]
pub(super) struct Pool {
    entropy: Arc<dyn Entropy>,
    idle: Arc<Mutex<HashMap<ClusterId, Vec<Connection>>>>,
}

impl Pool {
    pub(super) fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self { entropy, idle: Arc::default() }
    }

    /// How to connect to any broker of a cluster.
    pub(super) fn connector(&self, cluster: &ClusterAccess) -> Connector {
        let login = Login::Scram {
            mechanism: Mechanism::Sha512,
            user: ADMIN_USER.to_owned(),
            password: cluster.admin_password.clone(),
        };
        Connector {
            connect_timeout: Duration::from_secs(5),
            ..Connector::new(Security::Plaintext, login, Arc::clone(&self.entropy))
        }
    }

    /// A new connection to a broker that answers, and its address.
    pub(super) async fn connect(
        &self,
        cluster: &ClusterAccess,
    ) -> Result<(Connection, String), KafkaError> {
        let connector = self.connector(cluster);
        let mut last = ClientError::Closed;
        for address in &cluster.bootstrap {
            match connector.connect(address).await {
                Ok(connection) => return Ok((connection, address.clone())),
                Err(error) => last = error,
            }
        }
        Err(KafkaError::unreachable(cluster.cluster_id, last))
    }

    /// Asks any broker of the cluster.
    pub(super) async fn call<R: Request>(
        &self,
        cluster: &ClusterAccess,
        request: &R,
    ) -> Result<R::Response, KafkaError> {
        if let Some(mut connection) = self.take(cluster.cluster_id) {
            match connection.call(request).await {
                Ok(response) => {
                    self.give_back(cluster.cluster_id, connection);
                    return Ok(response);
                }
                Err(ClientError::Transport(_) | ClientError::Closed | ClientError::Broken) => {}
                Err(error) => return Err(KafkaError::unreachable(cluster.cluster_id, error)),
            }
        }
        let (mut connection, _) = self.connect(cluster).await?;
        let response = connection
            .call(request)
            .await
            .map_err(|error| KafkaError::unreachable(cluster.cluster_id, error))?;
        self.give_back(cluster.cluster_id, connection);
        Ok(response)
    }

    fn take(&self, cluster: ClusterId) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.get_mut(&cluster)?.pop()
    }

    fn give_back(&self, cluster: ClusterId, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle.entry(cluster).or_default();
        if kept.len() < MAX_IDLE {
            kept.push(connection);
        }
    }
}
