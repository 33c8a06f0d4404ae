//! Sends reports to the control plane through the cluster.

use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use wire::{
    error::chain,
    ids::ClusterId,
    kafka::{
        client::{ClientError, Connection},
        log::append,
        records::NewRecord,
    },
    report::TOPIC,
};

use crate::{Gateway, peers::PeerError, report::Outbox, stored::Told};

/// Changes of the tenancy records, and what somebody may be waiting to see, are reported soon, but
/// several of them together.
const SOON: Duration = Duration::from_millis(50);
/// The least time between two reports that news alone asks for: clients make news as fast as they like.
const NEWS_INTERVAL: Duration = Duration::from_millis(250);

/// Why reports have to wait.
#[derive(Debug, thiserror::Error)]
enum ReportError {
    #[error(transparent)]
    Kafka(#[from] ClientError),
    #[error("no broker leads the topic `{TOPIC}`")]
    NoLeader,
    #[error("the leader of the topic `{TOPIC}` cannot be reached")]
    Leader(#[from] PeerError),
}

/// Reports until `stopped`, and once more then. What cannot be sent waits in the outbox.
pub async fn run(
    gateway: &Gateway,
    cluster_id: ClusterId,
    broker_id: i32,
    stopped: CancellationToken,
) {
    let mut outbox = Outbox::new(cluster_id, broker_id, &*gateway.clock);
    let mut stored = Told::default();
    let mut leader = None;
    let mut tenancy = gateway.tenancy.subscribe();
    let mut failing = false;
    loop {
        let last = Instant::now();
        let news = async {
            gateway.news.notified().await;
            sleep_until((Instant::now() + SOON).max(last + NEWS_INTERVAL)).await;
        };
        tokio::select! {
            () = sleep_until(last + gateway.limits.report_interval()) => {}
            () = news => {}
            changed = tenancy.changed() => match changed {
                Ok(()) => sleep(SOON).await,
                Err(_) => return,
            },
            () = stopped.cancelled() => {}
        }
        let progress = *tenancy.borrow_and_update();
        metrics::gauge!("millrace_gateway_tenancy_applied_offset")
            .set(u32::try_from(progress.applied_offset).map_or(-1.0, f64::from));
        let stored = || stored.news(&gateway.log_sizes, || gateway.tenancy.read().prefixes());
        let (sign_ins, clock) = (&gateway.sign_ins, &*gateway.clock);
        outbox.gather(&gateway.usages, sign_ins, stored, progress.applied_offset, clock);
        match send(gateway, &mut outbox, &mut leader, broker_id).await {
            Ok(()) => failing = false,
            // Whatever it is, the topic may be led by another broker by now.
            Err(error) => {
                leader = None;
                if !std::mem::replace(&mut failing, true) {
                    tracing::warn!(error = %chain(&error), "reports.waiting");
                }
            }
        }
        if stopped.is_cancelled() {
            return;
        }
    }
}

async fn send(
    gateway: &Gateway,
    outbox: &mut Outbox,
    leader: &mut Option<Connection>,
    broker_id: i32,
) -> Result<(), ReportError> {
    while let Some(report) = outbox.next() {
        let value = match serde_json::to_vec(report) {
            Ok(value) => value,
            Err(error) => {
                tracing::error!(%error, "reports.unencodable");
                outbox.sent();
                continue;
            }
        };
        let key = format!("{}/{}", report.gateway, report.epoch);
        let leader = match leader {
            Some(leader) => leader,
            None => leader.insert(find_leader(gateway, broker_id).await?),
        };
        let record =
            NewRecord { key: Some(key.into()), value: Some(value.into()), headers: Vec::new() };
        append(leader, TOPIC, 0, gateway.clock.now(), &[record]).await?;
        outbox.sent();
    }
    Ok(())
}

/// Connects to the broker that leads the topic of reports, as the broker of this gateway knows it.
async fn find_leader(gateway: &Gateway, broker_id: i32) -> Result<Connection, ReportError> {
    let mut own = gateway.upstream.connect_as_gateway().await?;
    match own.partition(TOPIC, 0).await?.leader {
        Some(leader) if leader == broker_id => Ok(own),
        Some(leader) => Ok(gateway.peers.connect(leader).await?),
        None => Err(ReportError::NoLeader),
    }
}
