//! The composition root: makes the parts, puts them together and runs them until told to stop.
//!
//! One [`Server`] is the whole control plane, `serve` and `dev` alike: the API, and the reconcile loop
//! if there is something to run clusters with. It owns the accept loop, because a server that waits for slow clients for ever is one that a
//! handful of them can stop: connections are counted, and heads, bodies, requests and the farewell
//! all have deadlines.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{Instant, MissedTickBehavior, interval, sleep_until, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use wire::{clock::SystemClock, entropy::SystemEntropy, error::chain};

use crate::{
    api::{self, console::Console},
    app::{App, AppError, Parts, bootstrap, events, housekeeping},
    config::{self, Config, FileError},
    domain::{
        name::Invalid,
        plan::{self, Catalogue, CatalogueError},
        site::Site,
    },
    kafka::{admin::KafkaAdmin, logs::KafkaLogs},
    keyring::{Keyring, KeyringError},
    machine::MachineError,
    orchestrator::Orchestrator,
    platform::PlatformError,
    reconcile,
    store::{Db, DbSettings, StoreError, SystemScope, installation},
    telemetry,
};

const MAX_CONNECTIONS: usize = 2048;
/// How long the head of a request may take; also how long a connection may idle.
const HEAD_DEADLINE: Duration = Duration::from_secs(10);
/// After this time a connection is asked to end, so that load spreads over new servers.
const MAX_CONNECTION_AGE: Duration = Duration::from_mins(15);
/// How long the answers under way may take once the server stops.
const DRAIN: Duration = Duration::from_secs(8);
/// The pause before a database that does not answer is asked again.
const DATABASE_PAUSE: Duration = Duration::from_secs(1);
const HOUSEKEEPING: Duration = Duration::from_mins(10);

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The address is taken or not ours.
    #[error(
        "cannot listen on {address}; is another process using it? Choose another with --listen"
    )]
    Listen {
        /// Which address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The root secret.
    #[error("the root secret cannot be used")]
    Keyring(#[from] KeyringError),
    /// The root secret is another one's.
    #[error(
        "the root secret is not the one of this database, whose signing key is {owner}, not {ours}: restore the \
         root secret that this installation was started with, or use another database"
    )]
    Mismatch {
        /// The key that belongs to the database.
        owner: String,
        /// The key of the root secret that was given.
        ours: String,
    },
    /// The database.
    #[error("the database cannot be used; check its URL, or run `doctor`")]
    Store(#[from] StoreError),
    /// The plans.
    #[error("the plans cannot be used")]
    Catalogue(#[from] CatalogueError),
    /// A file that was named.
    #[error("a configured file cannot be used")]
    File(#[from] FileError),
    /// The first operator.
    #[error("the first operator cannot be made")]
    Bootstrap(#[source] AppError),
    /// Clusters cannot run here.
    #[error(transparent)]
    Machine(#[from] MachineError),
    /// Clusters cannot run in Kubernetes.
    #[error(transparent)]
    Platform(#[from] PlatformError),
}

/// A server that listens and is ready to run.
pub struct Server {
    app: App,
    listener: TcpListener,
    router: Router,
    /// Where `/metrics` is, unless it is part of the API.
    metrics: Option<(TcpListener, Router)>,
    tasks: TaskTracker,
    system: SystemScope,
    /// Makes things be as they should be.
    reconcile: Option<reconcile::Context>,
}

impl Server {
    /// Makes everything that serving needs; fails before anybody is told to come. Without an
    /// `orchestrator` only the API is served.
    pub async fn start(
        config: &Config,
        orchestrator: Option<Arc<dyn Orchestrator>>,
    ) -> Result<Self, ServerError> {
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy::new()));
        let keyring = load_keyring(config)?;
        let db = connect(&config.database).await?;
        db.migrate().await?;
        let catalogue = Arc::new(load_catalogue(config)?);
        let (keyring, rate) = (Arc::new(keyring), config.requests_per_second);
        let app = App::new(Parts::new(db, clock, entropy, keyring, catalogue, rate));
        let system = SystemScope::for_composition_root();
        claim(&app, &system).await?;
        bootstrap(&app, &system, &config.bootstrap).await?;

        let listener = listen(config.listen).await?;
        let tasks = TaskTracker::new();
        let text = telemetry::metrics();
        let (metrics, beside_api) = match config.metrics_listen {
            Some(address) => (Some((listen(address).await?, api::metrics_router(text))), None),
            None => (None, Some(text)),
        };
        let site = Site::from(&config.site);
        let console = Console::built(site.base_path.clone());
        let router = api::router(app.clone(), site, console, tasks.clone(), beside_api);
        let reconcile = orchestrator.map(|orchestrator| reconcile_with(&app, orchestrator));
        Ok(Self { app, listener, router, metrics, tasks, system, reconcile })
    }

    /// Where it listens.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until `stop` is cancelled, then lets the answers and the looks under way finish.
    pub async fn run(self, stop: CancellationToken) {
        let reconcile =
            self.reconcile.map(|context| tokio::spawn(reconcile::run(context, stop.clone())));
        let housekeeping = keep_house(self.app.clone(), self.system);
        let housekeeping = tokio::spawn(stop.clone().run_until_cancelled_owned(housekeeping));
        let (app, until) = (self.app.clone(), stop.clone());
        let events = tokio::spawn(async move {
            until.run_until_cancelled(events::listen(&app)).await;
        });
        let (tasks, metrics_stop) = (self.tasks.clone(), stop.clone());
        if let Some((listener, router)) = self.metrics {
            tokio::spawn(async move { accept(listener, router, &tasks, &metrics_stop).await });
        }
        accept(self.listener, self.router, &self.tasks, &stop).await;
        self.app.closing.cancel();
        self.tasks.close();
        if timeout(DRAIN, self.tasks.wait()).await.is_err() {
            tracing::warn!(left = self.tasks.len(), "stopped before every answer was given");
        }
        housekeeping.await.ok();
        events.await.ok();
        if let Some(reconcile) = reconcile {
            // It bounds its own farewell.
            reconcile.await.ok();
        }
        // A task that outlived the drain may hold a connection still.
        timeout(Duration::from_secs(1), self.app.db.close()).await.ok();
    }
}

/// The reconcile loop over the same database, secrets and plans as the API.
fn reconcile_with(app: &App, orchestrator: Arc<dyn Orchestrator>) -> reconcile::Context {
    let (clock, entropy) = (Arc::clone(&app.clock), Arc::clone(&app.entropy));
    let logs = Arc::new(KafkaLogs::new(Arc::clone(&clock), Arc::clone(&entropy)));
    reconcile::Context {
        db: app.db.clone(),
        keyring: Arc::clone(&app.keyring),
        catalogue: Arc::clone(&app.catalogue),
        orchestrator,
        admin: Arc::new(KafkaAdmin::new(Arc::clone(&entropy))),
        tenancy: logs.clone(),
        reports: logs,
        clock,
        entropy,
        system: SystemScope::for_composition_root(),
    }
}

/// How to reach the configured database.
pub fn db_settings(config: &config::DatabaseConfig) -> Result<DbSettings, FileError> {
    Ok(DbSettings {
        max_connections: config.database_connections,
        ..DbSettings::new(config.url()?.expose())
    })
}

/// Opens the configured database, and waits for it as long as the configuration says.
pub async fn connect(config: &config::DatabaseConfig) -> Result<Db, ServerError> {
    let settings = db_settings(config)?;
    let deadline = Instant::now() + Duration::from_secs(config.database_wait.into());
    loop {
        match Db::connect(&settings).await {
            Err(error @ StoreError::Unavailable(_)) if Instant::now() < deadline => {
                let error = chain(&error);
                tracing::info!(error, "waiting for the database");
                tokio::time::sleep(DATABASE_PAUSE).await;
            }
            result => return Ok(result?),
        }
    }
}

/// The plan catalogue: the one of the configured file, or our own.
pub fn load_catalogue(config: &Config) -> Result<Catalogue, ServerError> {
    let profile = config.plan_profile.as_deref();
    Ok(match &config.plans_file {
        Some(path) => Catalogue::load(&config::read_text(path)?, profile)?,
        None => Catalogue::load(plan::EMBEDDED, profile)?,
    })
}

/// The keyring of the configured root secret.
pub fn load_keyring(config: &Config) -> Result<Keyring, KeyringError> {
    if config.create_root_secret {
        Keyring::load_or_create(&config.root_secret_file, &SystemEntropy::new())
    } else {
        Keyring::load(&config.root_secret_file)
    }
}

/// Sees that the root secret belongs to the database: with another one nobody could sign in, and
/// brokers would be given passwords that no other broker takes.
async fn claim(app: &App, system: &SystemScope) -> Result<(), ServerError> {
    let ours = app.keyring.session_signing().kid().to_owned();
    let mut tx = app.db.begin().await?;
    let owner = installation::claim(&mut tx, system, &ours).await?;
    tx.commit().await?;
    if owner == ours { Ok(()) } else { Err(ServerError::Mismatch { owner, ours }) }
}

async fn bootstrap(
    app: &App,
    system: &SystemScope,
    config: &config::BootstrapConfig,
) -> Result<(), ServerError> {
    let (Some(email), Some(file)) = (&config.bootstrap_email, &config.bootstrap_password_file)
    else {
        return Ok(());
    };
    let org = match &config.bootstrap_org {
        Some(org) => org.clone(),
        None => "default".parse().map_err(|invalid: Invalid| {
            ServerError::Bootstrap(AppError::internal("name the first org", invalid))
        })?,
    };
    let admin =
        bootstrap::FirstAdmin { email: email.clone(), password: config::read_secret(file)?, org };
    let made = bootstrap::run(app, system, admin).await.map_err(ServerError::Bootstrap)?;
    if made {
        tracing::info!(user.email = email.as_str(), "made the first operator");
    }
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener, ServerError> {
    TcpListener::bind(address).await.map_err(|source| ServerError::Listen { address, source })
}

async fn accept(
    listener: TcpListener,
    router: Router,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let place = places.clone().acquire_owned();
        let Some(Ok(place)) = stop.run_until_cancelled(place).await else { return };
        let Some(accepted) = stop.run_until_cancelled(listener.accept()).await else { return };
        match accepted {
            Ok((stream, peer)) => {
                let serve = serve_connection(stream, peer, router.clone(), stop.clone());
                tasks.spawn(async move {
                    serve.await;
                    drop(place);
                });
            }
            // Out of file descriptors, or a client that left: there is nothing to do but go on.
            Err(error) => {
                tracing::warn!(error = %error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn serve_connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    stop: CancellationToken,
) {
    // Small answers should leave at once; a socket that refuses this still works.
    stream.set_nodelay(true).ok();
    let service = tower::ServiceBuilder::new()
        .map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        })
        .service(router);
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_DEADLINE)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = std::pin::pin!(connection);
    let old = sleep_until(Instant::now() + MAX_CONNECTION_AGE);
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        () = old => None,
        () = stop.cancelled() => None,
    };
    let ended = if let Some(ended) = ended {
        ended
    } else {
        connection.as_mut().graceful_shutdown();
        let farewell = if stop.is_cancelled() { DRAIN } else { Duration::from_secs(90) };
        timeout(farewell, connection).await.unwrap_or(Ok(()))
    };
    if let Err(error) = ended {
        // The client's doing: it left, was too slow, or does not speak HTTP.
        tracing::debug!(error = %error, peer = %peer, "a connection ended early");
    }
}

async fn keep_house(app: App, system: SystemScope) {
    let mut rounds = interval(HOUSEKEEPING);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        if let Err(error) = housekeeping::run(&app, &system).await {
            let error = chain(&error);
            tracing::warn!(error, "what is too old was not removed; trying again later");
        }
    }
}
