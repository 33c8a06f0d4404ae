//! Accepts clients, once there is something to serve them with, and looks after what they need.

use std::{
    io,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use rustls::ServerConfig;
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_rustls::TlsAcceptor;
use tokio_util::task::TaskTracker;
use wire::{
    error::chain,
    kafka::{
        client::ClientError,
        messages::{MetadataRequest, metadata::request::MetadataRequestTopic},
    },
    tenancy::TOPIC,
};

use crate::{Gateway, log_sizes, session, tls::Certificate};

/// After an error that concerns the listener itself, such as too many open files.
const PAUSE: Duration = Duration::from_millis(100);

/// Accepts connections for ever. Clients that come before the records are replayed wait in the
/// listener's queue.
pub async fn accept(
    gateway: &Arc<Gateway>,
    listener: TcpListener,
    tls: Arc<ServerConfig>,
    sessions: &TaskTracker,
) {
    ready(gateway).await;
    tracing::info!("gateway.accepting");
    let tls = TlsAcceptor::from(tls);
    let places = Arc::new(Semaphore::new(gateway.limits.connections));
    loop {
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                if !concerns_one_connection(&error) {
                    tracing::error!(%error, "listener.accept_failed");
                    tokio::time::sleep(PAUSE).await;
                }
                continue;
            }
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            turn_away(gateway, peer, "gateway");
            continue;
        };
        let Some(stranger) = gateway.strangers.admit(peer.ip()) else {
            turn_away(gateway, peer, "address");
            continue;
        };
        let (gateway, tls) = (Arc::clone(gateway), tls.clone());
        sessions.spawn(async move {
            session::run(gateway, stream, peer, tls, stranger).await;
            drop(place);
        });
    }
}

fn turn_away(gateway: &Gateway, peer: SocketAddr, limit: &'static str) {
    metrics::counter!("millrace_gateway_limit_refusals_total", "limit" => limit).increment(1);
    if let Some(left_out) = gateway.turned_away.admit(gateway.clock.now()) {
        tracing::warn!(%peer, left_out, limit, "listener.full");
    }
}

async fn ready(gateway: &Gateway) {
    let mut tenancy = gateway.tenancy.subscribe();
    let mut broker = gateway.broker.subscribe();
    // Both senders live as long as the gateway does.
    let _ = tenancy.wait_for(|progress| progress.replayed).await;
    let _ = broker.wait_for(|broker| !broker.api_keys.is_empty()).await;
}

fn concerns_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

/// Looks at the broker and at the certificate from time to time.
pub async fn probe(gateway: &Gateway, certificate: &Certificate) {
    let interval = gateway.limits.probe_interval();
    loop {
        let error = match watch_broker(gateway, certificate).await {
            Ok(never) => match never {},
            Err(error) => error,
        };
        let reason = chain(&error);
        if gateway.health.broker_lost(&reason) {
            tracing::warn!(error = reason, "upstream.lost");
        }
        refresh(certificate);
        tokio::time::sleep(interval.min(PAUSE * 5)).await;
    }
}

async fn watch_broker(
    gateway: &Gateway,
    certificate: &Certificate,
) -> Result<std::convert::Infallible, ClientError> {
    let mut connection = gateway.upstream.connect_as_gateway().await?;
    // A broker of another version may have come back in place of the one before.
    gateway.broker.send_replace(Arc::new(connection.api_versions().clone()));
    loop {
        // All topics until the broker was in sync for them once; then only the one that counts here.
        let ours = || MetadataRequestTopic { name: Some(TOPIC.to_owned()), ..Default::default() };
        let request = MetadataRequest {
            topics: gateway.health.is_member().then(|| vec![ours()]),
            allow_auto_topic_creation: false,
            ..Default::default()
        };
        let metadata = connection.call(&request).await?;
        if gateway.health.broker_answered(&metadata, Instant::now()) {
            tracing::info!("upstream.answers");
        }
        if gateway.log_sizes.are_due(Instant::now()) {
            let answer = connection.call(&log_sizes::question()).await?;
            gateway.log_sizes.learn(answer, Instant::now());
        }
        refresh(certificate);
        tokio::time::sleep(gateway.limits.probe_interval()).await;
    }
}

fn refresh(certificate: &Certificate) {
    match certificate.refresh() {
        Ok(true) => tracing::info!("tls.certificate_replaced"),
        Ok(false) => {}
        Err(error) => tracing::error!(error = %chain(&error), "tls.certificate_unusable"),
    }
}
