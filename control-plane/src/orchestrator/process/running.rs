//! What is supervised of one cluster: a broker and a gateway each.

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::future::join_all;

use super::{
    aside::{pending, take_over},
    files::ClusterFiles,
    lock,
    manifest::ManifestBroker,
    probe,
    supervisor::{Status, Supervisor},
};
use crate::orchestrator::{ObservedBroker, OrchestratorError, State};

/// A broker that is asked to stop hands over and flushes first, within a second as a rule; the last
/// of several asks controllers that are gone already, and gives up after five. One that takes longer
/// than this is killed; it loses nothing by that but a quicker next start.
pub(super) const KAFKA_GRACE: Duration = Duration::from_secs(8);
/// The patience with a broker that is restarted while others of its cluster go on: what it leads has
/// to move to them first, or clients would wait for its session to end.
const HANDOVER_GRACE: Duration = Duration::from_mins(1);
/// A gateway lets requests in flight finish.
const GATEWAY_GRACE: Duration = Duration::from_secs(5);

/// One cluster.
#[derive(Debug, Default)]
pub(super) struct Running {
    /// Held by whoever changes the cluster.
    pub(super) changing: tokio::sync::Mutex<()>,
    brokers: Mutex<BTreeMap<u16, Arc<BrokerUnits>>>,
}

/// One broker of it and the gateway before it.
#[derive(Debug)]
pub(super) struct BrokerUnits {
    pub(super) kafka: Supervisor,
    pub(super) gateway: Supervisor,
}

impl Running {
    /// Supervises a broker, from now on or already.
    pub(super) fn supervise(&self, broker: u16, begin: impl FnOnce() -> BrokerUnits) {
        lock(&self.brokers).entry(broker).or_insert_with(|| Arc::new(begin()));
    }

    /// One of the brokers.
    pub(super) fn broker(&self, id: u16) -> Option<Arc<BrokerUnits>> {
        lock(&self.brokers).get(&id).cloned()
    }

    /// All of them, by rising id.
    pub(super) fn units(&self) -> Vec<Arc<BrokerUnits>> {
        lock(&self.brokers).values().cloned().collect()
    }

    /// Ends the supervision.
    pub(super) fn forget(&self) {
        lock(&self.brokers).clear();
    }

    /// Stops everything. Clients are let go before the brokers under them; and as no broker remains,
    /// none has to wait for another.
    pub(super) async fn stop(&self) {
        let units = self.units();
        join_all(units.iter().map(|unit| unit.gateway.stop(GATEWAY_GRACE))).await;
        join_all(units.iter().map(|unit| unit.kafka.stop(KAFKA_GRACE))).await;
    }
}

impl BrokerUnits {
    /// Has both run, if they were stopped.
    pub(super) fn run(&self) {
        self.kafka.run();
        self.gateway.run();
    }

    /// Restarts what has files waiting. The broker goes first: while it hands over, clients learn
    /// through the gateway where to go on.
    pub(super) async fn restart(
        &self,
        kafka: &Path,
        gateway: &Path,
    ) -> Result<(), OrchestratorError> {
        let (kafka_too, gateway_too) = (pending(kafka).is_dir(), pending(gateway).is_dir());
        if kafka_too {
            self.kafka.stop(HANDOVER_GRACE).await;
            take_over(kafka)?;
        }
        if gateway_too {
            self.gateway.stop(GATEWAY_GRACE).await;
            take_over(gateway)?;
        }
        self.run();
        Ok(())
    }
}

/// Looks at a broker.
pub(super) async fn observe(
    units: Option<&BrokerUnits>,
    broker: &ManifestBroker,
    files: &ClusterFiles,
    (listen, advertised_host): (IpAddr, &str),
) -> ObservedBroker {
    let outdated = [files.kafka(broker.id), files.gateway(broker.id)]
        .iter()
        .any(|directory| pending(directory).is_dir());
    let ports = broker.ports;
    let (kafka, gateway) = tokio::join!(
        state(units.map(|units| units.kafka.status()), probe::accepts(ports.internal)),
        state(units.map(|units| units.gateway.status()), probe::is_ready(ports.admin)),
    );
    ObservedBroker {
        id: i32::from(broker.id),
        kafka,
        gateway,
        outdated,
        internal_address: format!("127.0.0.1:{}", ports.internal),
        gateway_address: match listen {
            any if any.is_unspecified() => format!("127.0.0.1:{}", ports.public),
            listen => SocketAddr::new(listen, ports.public).to_string(),
        },
        public_address: format!("{advertised_host}:{}", ports.public),
    }
}

async fn state(status: Option<Status>, ready: impl Future<Output = bool>) -> State {
    match status {
        Some(Status::Running) if ready.await => State::Ready,
        Some(Status::Stopping) => State::Stopping,
        Some(Status::Failed { reason }) => State::Failed { reason },
        Some(Status::Running | Status::Starting | Status::Stopped) | None => State::Starting,
    }
}
