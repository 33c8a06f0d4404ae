//! An orchestrator in memory, for tests that break it at every step.
//!
//! A hook runs before and after the effect of every call, so that a test can make the n-th of these
//! points fail or never return. A workload's Kafka serves once it was looked at, its gateways once
//! it was looked at again.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use futures_util::future::BoxFuture;
use wire::{ids::ClusterId, kafka::client::Security};

use super::{
    ClusterWorkload, ObservedBroker, ObservedCluster, Orchestrator, OrchestratorError, State,
};
use crate::domain::cluster::Endpoint;

/// Runs before and after each effect; an error is what the caller sees.
pub type Hook = Arc<dyn Fn(String) -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// A workload that runs.
#[derive(Debug)]
pub struct Running {
    /// From where it may be reached.
    pub endpoint: Endpoint,
    generation: i64,
    /// The generation each broker runs with, by its id less one.
    brokers: Vec<i64>,
    looks: u32,
}

/// Everything that runs.
pub type Workloads = Arc<Mutex<BTreeMap<ClusterId, Running>>>;

/// The fake.
pub struct FakeOrchestrator {
    workloads: Workloads,
    hook: Hook,
}

impl FakeOrchestrator {
    /// An orchestrator of `workloads`, which outlive any one control plane, that calls `hook`.
    pub fn new(workloads: Workloads, hook: Hook) -> Self {
        Self { workloads, hook }
    }

    async fn call<T>(
        &self,
        verb: &str,
        effect: impl FnOnce(&mut BTreeMap<ClusterId, Running>) -> T,
    ) -> Result<T, OrchestratorError> {
        (self.hook)(format!("{verb} begins")).await.map_err(OrchestratorError::later)?;
        let result = effect(&mut self.workloads.lock().expect("no test panics inside an effect"));
        (self.hook)(format!("{verb} is done")).await.map_err(OrchestratorError::later)?;
        Ok(result)
    }
}

fn observed(running: &mut Running) -> ObservedCluster {
    let state = |after: u32| if running.looks >= after { State::Ready } else { State::Starting };
    let brokers = (1..).zip(&running.brokers).map(|(id, runs)| ObservedBroker {
        id,
        outdated: *runs < running.generation,
        kafka: state(1),
        gateway: state(2),
        internal_address: format!("127.0.0.1:{}", 20_000 + id),
        gateway_address: format!("127.0.0.1:{}", 30_000 + id),
        public_address: format!("127.0.0.1:{}", 30_000 + id),
    });
    let brokers: Vec<_> = brokers.collect();
    running.looks += 1;
    ObservedCluster {
        generation: running.generation,
        bootstrap: brokers[0].public_address.clone(),
        brokers,
        ca_certificate_pem: "a certificate".to_owned(),
    }
}

#[async_trait]
impl Orchestrator for FakeOrchestrator {
    fn internal_security(&self) -> Security {
        Security::Plaintext
    }

    async fn ensure(&self, workload: &ClusterWorkload) -> Result<(), OrchestratorError> {
        let (cluster, established) = (workload.cluster_id, workload.established);
        let lost = self.call("ensure", |running| {
            if established && !running.contains_key(&cluster) {
                return true;
            }
            let entry = running.entry(workload.cluster_id).or_insert(Running {
                endpoint: workload.endpoint,
                generation: 0,
                brokers: vec![workload.generation; workload.brokers.into()],
                looks: 0,
            });
            entry.generation = workload.generation;
            false
        });
        if lost.await? {
            return Err(OrchestratorError::Lost { reason: "nothing of it runs".to_owned() });
        }
        Ok(())
    }

    async fn restart(&self, cluster: ClusterId, broker: i32) -> Result<(), OrchestratorError> {
        self.call("restart", |running| {
            let running = running.get_mut(&cluster)?;
            let runs = running.brokers.get_mut(usize::try_from(broker - 1).ok()?)?;
            *runs = running.generation;
            Some(())
        })
        .await
        .map(drop)
    }

    async fn observe(
        &self,
        cluster: ClusterId,
    ) -> Result<Option<ObservedCluster>, OrchestratorError> {
        self.call("observe", |running| running.get_mut(&cluster).map(observed)).await
    }

    async fn remove(&self, cluster: ClusterId) -> Result<(), OrchestratorError> {
        self.call("remove", |running| {
            running.remove(&cluster);
        })
        .await
    }

    async fn list(&self) -> Result<Vec<ClusterId>, OrchestratorError> {
        self.call("list", |running| running.keys().copied().collect()).await
    }
}
