//! The Kafka gateway: a sidecar of each broker that makes tenants invisible to each other.
//!
//! A byte's way: [`listener`] → [`tls`] → [`session`] (sign-in, then [`session::serve`]) → [`pipeline`]
//! (authorize, quota, names; no sockets) → [`upstream`], and back. [`tenancy`] flows the other way
//! only: from the cluster's records to what sessions may do. [`report`] tells the control plane.

pub mod admin;
pub mod config;
pub mod error;
pub mod floods;
pub mod health;
pub mod listener;
pub mod log_sizes;
pub mod peers;
pub mod pipeline;
pub mod protocol;
pub mod report;
pub mod reporter;
pub mod session;
pub mod stored;
pub mod strangers;
pub mod tenancy;
pub mod tls;
pub mod upstream;
pub mod usage;

use std::{
    io,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    net::TcpListener,
    sync::{Notify, Semaphore, watch},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use wire::{clock::Clock, entropy::Entropy, kafka::messages::ApiVersionsResponse};

use crate::{
    config::{Config, Limits},
    floods::Flood,
    health::Health,
    log_sizes::LogSizes,
    peers::Peers,
    pipeline::topic_ids::TopicIds,
    report::SignIns,
    session::sasl::Authenticator,
    strangers::Strangers,
    tenancy::Tenancy,
    tls::{Certificate, TlsError},
    upstream::Upstream,
    usage::Usages,
};

/// What all sessions share.
pub struct Gateway {
    /// Deadlines and bounds.
    pub limits: Arc<Limits>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Who may do what.
    pub tenancy: Arc<Tenancy>,
    /// Checks who clients are.
    pub authenticator: Authenticator,
    /// The tenants at work.
    pub usages: Usages,
    /// Sign-ins to be reported.
    pub sign_ins: SignIns,
    /// Set when something happened that should be reported soon.
    pub news: Arc<Notify>,
    /// The broker.
    pub upstream: Upstream,
    /// The other brokers.
    pub peers: Peers,
    /// What the broker supports; empty before it was reached.
    pub broker: watch::Sender<Arc<ApiVersionsResponse>>,
    /// Whether the broker and this gateway are fit to serve.
    pub health: Health,
    /// Names of topics by id.
    pub topic_ids: TopicIds,
    /// How large topics are on the broker.
    pub log_sizes: LogSizes,
    /// Memory for requests.
    pub request_budget: Arc<Semaphore>,
    /// Memory for responses that are held whole.
    pub response_budget: Arc<Semaphore>,
    /// Connections without a sign-in, by address.
    pub strangers: Arc<Strangers>,
    /// Lines about sessions that ended, by who is to blame.
    pub ended: error::ByBlame<Flood>,
    /// Lines about clients that were turned away unheard.
    pub turned_away: Flood,
    /// Set when the gateway is to stop.
    pub draining: CancellationToken,
}

/// Why the gateway cannot run.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// No certificate to serve.
    #[error("cannot serve TLS")]
    Tls(#[from] TlsError),
    /// An address cannot be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// Which.
        address: std::net::SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The metrics recorder cannot be installed.
    #[error("cannot record metrics")]
    Metrics(#[from] metrics_exporter_prometheus::BuildError),
}

impl Gateway {
    /// A gateway that does nothing yet.
    pub fn new(config: &Config, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        let tenancy = Arc::new(Tenancy::default());
        let limits = Arc::clone(&config.limits);
        let news = Arc::new(Notify::new());
        let upstream = Upstream::new(config, &entropy);
        let (addresses, tls) = (config.peers.clone(), config.peer_tls.clone());
        Self {
            authenticator: Authenticator {
                tenancy: Arc::clone(&tenancy),
                cluster_id: config.cluster_id,
                peppers: config.peppers.clone(),
                decoy_secret: config.upstream_secret.clone(),
                clock: Arc::clone(&clock),
                entropy: Arc::clone(&entropy),
            },
            peers: Peers::new(addresses, tls, upstream.connector().clone()),
            upstream,
            tenancy,
            usages: Usages::new(
                limits.tenant_request_bytes,
                limits.tenant_response_bytes,
                Arc::clone(&news),
            ),
            sign_ins: SignIns::new(Arc::clone(&news)),
            news,
            broker: watch::Sender::default(),
            health: Health::new(config.broker_id, limits.behind()),
            topic_ids: TopicIds::new(limits.topic_ids),
            log_sizes: LogSizes::default(),
            request_budget: Arc::new(Semaphore::new(limits.request_budget_bytes)),
            response_budget: Arc::new(Semaphore::new(limits.response_budget_bytes)),
            strangers: Arc::new(Strangers::new(limits.strangers_per_address)),
            ended: error::ByBlame::default(),
            turned_away: Flood::default(),
            draining: CancellationToken::new(),
            limits,
            clock,
            entropy,
        }
    }

    /// Why the gateway should be given no clients; `None` if it should.
    pub fn trouble(&self) -> Option<String> {
        if self.draining.is_cancelled() {
            return Some("the gateway is stopping".to_owned());
        }
        self.health.gateway_trouble(self.tenancy.progress().replayed, Instant::now())
    }
}

/// How long the last report may take.
const LAST_REPORT: Duration = Duration::from_secs(1);

/// A background task.
type Task = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

async fn listen(address: std::net::SocketAddr) -> Result<TcpListener, GatewayError> {
    TcpListener::bind(address).await.map_err(|source| GatewayError::Listen { address, source })
}

/// Runs a gateway until `stop` is done, then lets open connections finish what is under way.
pub async fn run(
    config: Config,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    stop: impl Future<Output = ()>,
) -> Result<(), GatewayError> {
    let recorder = admin::install_recorder()?;
    let gateway = Arc::new(Gateway::new(&config, clock, entropy));
    let certificate = Certificate::load(config.tls.clone())?;
    let tls = certificate.server_config()?;
    // Both ports are taken at once, so that a wrong address stops the start and not the service.
    let clients = listen(config.listen).await?;
    let admin = listen(config.admin_listen).await?;

    let background = TaskTracker::new();
    let stopped = CancellationToken::new();
    let spawn = |task: Task| {
        let stopped = stopped.clone();
        background.spawn(async move {
            tokio::select! {
                () = task => {}
                () = stopped.cancelled() => {}
            }
        });
    };
    let shared = || Arc::clone(&gateway);
    let (g, a) = (shared(), shared());
    spawn(Box::pin(async move { tenancy::follow::run(&g, config.broker_id).await }));
    spawn(Box::pin(async move { admin::serve(admin, a, recorder).await }));
    let (g, r) = (shared(), shared());
    spawn(Box::pin(async move { listener::probe(&g, &certificate).await }));
    let (cluster_id, broker_id) = (config.cluster_id, config.broker_id);
    let last_word = stopped.clone();
    background.spawn(async move { reporter::run(&r, cluster_id, broker_id, last_word).await });

    let sessions = TaskTracker::new();
    tracing::info!(
        listen = %config.listen, admin = %config.admin_listen, upstream = %config.upstream,
        "gateway.started"
    );
    tokio::select! {
        () = listener::accept(&gateway, clients, tls, &sessions) => {}
        () = stop => {}
    }
    tracing::info!(connections = sessions.len(), "gateway.draining");
    gateway.draining.cancel();
    sessions.close();
    if tokio::time::timeout(gateway.limits.drain_timeout(), sessions.wait()).await.is_err() {
        tracing::warn!(connections = sessions.len(), "gateway.drain_incomplete");
    }
    stopped.cancel();
    background.close();
    // What happened since the last report is still to be told, if the broker is there to hear it.
    if tokio::time::timeout(LAST_REPORT, background.wait()).await.is_err() {
        tracing::warn!("reports.unsent");
    }
    tracing::info!("gateway.stopped");
    Ok(())
}
