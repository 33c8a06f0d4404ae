//! The whole service on one machine, for development and for a first look: `make dev`.
//!
//! Everything is real (Postgres, Kafka, the gateway, the control plane); only the scale is small. It
//! lives in one directory and leaves nothing outside it. A start either reaches "ready" or undoes
//! itself and says in one line why; Ctrl-C stops all it started; after a crash the next start finds
//! what still runs and goes on with it.

pub mod http;
pub mod postgres;
pub mod preflight;
pub mod report;
mod seed;

use std::{
    error::Error,
    fs, io,
    net::SocketAddr,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use wire::{
    clock::{Clock, SystemClock},
    entropy::{Entropy, SystemEntropy},
    ids::random_text,
    secret::Secret,
};

use self::{
    http::{Client, HttpError},
    postgres::{Postgres, PostgresConfig, PostgresError},
    preflight::PreflightError,
    report::{Admin, DevFile, Terminal},
};
use crate::{
    config::{BootstrapConfig, Config, DatabaseConfig, OrchestratorKind},
    domain::plan::{Catalogue, CatalogueError, EMBEDDED},
    kafka::{admin::KafkaAdmin, logs::KafkaLogs},
    orchestrator::{
        OrchestratorError,
        process::{
            ProcessConfig, ProcessOrchestrator, archive,
            files::{create_private_directory, read_if_there, write_private},
            runtime::{Runtime, RuntimeError},
        },
    },
    pki::{Authority, PkiError},
    reconcile::{self, Context},
    server::{Server, ServerError, load_keyring},
    store::SystemScope,
};

/// The administrator's address.
const ADMIN_EMAIL: &str = "admin@millrace.local";
/// The administrator's org.
const ORG: &str = "demo";
/// The catalogue's profile for one machine.
const PLAN_PROFILE: &str = "dev";
/// Longer than anything under way takes to end in an orderly manner.
const DRAIN: Duration = Duration::from_secs(3);

/// Options of `millrace-control-plane dev`.
#[derive(Debug, Clone, clap::Args)]
pub struct DevArgs {
    /// Where everything is kept.
    #[arg(long, value_name = "DIR", default_value = ".millrace")]
    pub directory: PathBuf,
    /// Where Kafka and PostgreSQL are; by default `runtime` in the directory.
    #[arg(long, value_name = "DIR")]
    pub runtime: Option<PathBuf>,
    /// The address of the REST API.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The ports clusters may use, five for each broker.
    #[arg(long, value_name = "FIRST-LAST", default_value = "19092-19999", value_parser = port_range)]
    pub ports: RangeInclusive<u16>,
    /// The Java installation to run Kafka with; by default that of the `java` on the path.
    #[arg(long, value_name = "DIR", env = "JAVA_HOME")]
    pub java_home: Option<PathBuf>,
    /// A Postgres server to use instead of the embedded one.
    #[arg(long, value_name = "URL", env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Only prepare Kafka for quick starts.
    #[arg(long)]
    pub prepare: bool,
    /// Stop when standard input ends, for programs that must not leave us behind.
    #[arg(long)]
    pub stop_with_input: bool,
}

/// Why the stack is not up.
#[derive(Debug, thiserror::Error)]
pub enum DevError {
    /// Found out before anything was started.
    #[error(transparent)]
    Preflight(#[from] PreflightError),
    /// Kafka or Java is missing.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// No database.
    #[error(transparent)]
    Postgres(#[from] PostgresError),
    /// No certificates.
    #[error(transparent)]
    Pki(#[from] PkiError),
    /// No clusters.
    #[error(transparent)]
    Orchestrator(#[from] OrchestratorError),
    /// The API did not do what the demo needs.
    #[error("cannot prepare the demo")]
    Demo(#[from] HttpError),
    /// The database knows an administrator whom we do not.
    #[error(
        "the database has an administrator whose password is not the one in {path}: use another database, or the directory that belongs to this one"
    )]
    StrangeAdmin {
        /// Where ours is.
        path: PathBuf,
    },
    /// The control plane does not start.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// The catalogue of plans.
    #[error("the catalogue of plans cannot be used")]
    Catalogue(#[from] CatalogueError),
    /// A name of ours is against our own rules.
    #[error("`{text}` is not a name the control plane takes")]
    Name {
        /// Which one.
        text: String,
    },
    /// A file cannot be used.
    #[error("cannot use {path}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// Runs the stack until `stop` is cancelled.
pub async fn run(args: &DevArgs, stop: CancellationToken) -> Result<(), DevError> {
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy::new()));
    let terminal = Terminal::new();
    if args.prepare {
        let directory = own_directory(&args.directory)?;
        let kafka = locate_kafka(args, &directory)?;
        return prepare_kafka(&kafka, &*clock, &*entropy, &terminal).await;
    }
    if args.stop_with_input {
        stop_with_input(stop.clone());
    }
    let stack = Stack::start(args, clock.clone(), entropy.clone(), &terminal, &stop).await?;
    let served = serve(args, &stack, clock, entropy, &terminal, stop).await;
    terminal.step("stopping");
    stack.stop().await;
    terminal.step("stopped");
    served
}

/// Cancels `stop` when standard input ends.
fn stop_with_input(stop: CancellationToken) {
    // A thread of its own: a read from standard input cannot be given up, so no runtime may wait for it.
    std::thread::spawn(move || {
        // Whatever is wrong with the input, it is over.
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        stop.cancel();
    });
}

/// Runs the control plane on the stack, sees to the demo, and waits for the end.
async fn serve(
    args: &DevArgs,
    stack: &Stack,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    terminal: &Terminal,
    stop: CancellationToken,
) -> Result<(), DevError> {
    if stop.is_cancelled() {
        return Ok(());
    }
    let password = admin_password(&stack.directory, &*entropy)?;
    let config = config(args, stack)?;
    terminal.step("starting the control plane");
    let server = Server::start(&config).await?;
    let address = server
        .local_addr()
        .map_err(|source| ServerError::Listen { address: args.listen, source })?;
    let context = Context {
        db: server.app().db.clone(),
        clock: Arc::clone(&clock),
        entropy: Arc::clone(&entropy),
        keyring: Arc::new(load_keyring(&config).map_err(ServerError::from)?),
        catalogue: Arc::new(Catalogue::load(EMBEDDED, Some(PLAN_PROFILE))?),
        orchestrator: stack.orchestrator.clone(),
        admin: Arc::new(KafkaAdmin::new(Arc::clone(&entropy))),
        tenancy: Arc::new(KafkaLogs::new(Arc::clone(&clock), Arc::clone(&entropy))),
        reports: Arc::new(KafkaLogs::new(clock, entropy)),
        system: SystemScope::for_composition_root(),
    };
    // The server closes the database when it ends, so whoever else uses it ends before.
    let (end_server, end_reconciler) = (CancellationToken::new(), CancellationToken::new());
    let mut server = tokio::spawn(server.run(end_server.clone()));
    let reconciler = tokio::spawn(reconcile::run(context, end_reconciler.clone()));
    let ready = async {
        let summary = show(stack, address, &password, terminal).await?;
        let seconds = terminal.elapsed().as_secs_f64();
        terminal.result(&format!("\nready in {seconds:.1} s\n\n{summary}"));
        Ok::<_, DevError>(())
    };
    let outcome = tokio::select! {
        () = stop.cancelled() => Ok(()),
        ready = ready => match ready {
            Ok(()) => {
                stop.cancelled().await;
                Ok(())
            }
            Err(error) => Err(error),
        },
        _ = &mut server => Ok(()),
    };
    for (token, task) in [(end_reconciler, reconciler), (end_server, server)] {
        token.cancel();
        if !task.is_finished() && timeout(DRAIN, task).await.is_err() {
            tracing::warn!("stopped before everything under way was done");
        }
    }
    outcome
}

/// Makes what there is to show, writes it down, and says how to use it.
async fn show(
    stack: &Stack,
    address: SocketAddr,
    password: &Secret<String>,
    terminal: &Terminal,
) -> Result<String, DevError> {
    let path = stack.directory.join("dev.json");
    let error = |source| DevError::File { path: path.clone(), source };
    let known = DevFile::read(&path).map_err(error)?;
    let mut client = Client::new(address.to_string());
    match seed::sign_in(&mut client, ADMIN_EMAIL, password).await {
        Err(HttpError::Refused { status, .. }) if status.as_u16() == 401 => {
            return Err(DevError::StrangeAdmin { path: stack.directory.join("admin-password") });
        }
        signed_in => signed_in?,
    }
    terminal.step("waiting for Kafka");
    let ca_file = stack.orchestrator.ca_certificate_file().display().to_string();
    let demo = seed::demo(&client, ORG, ca_file, known.map(|known| known.demo).as_ref()).await?;
    let file = DevFile {
        api_url: format!("http://localhost:{}/v1", address.port()),
        admin: Admin { email: ADMIN_EMAIL.to_owned(), password: password.expose().clone() },
        demo,
    };
    let java_config = stack.directory.join("client.properties");
    write_private(&java_config, file.java_config().as_bytes()).map_err(error)?;
    file.write(&path).map_err(error)?;
    Ok(file.summary(&path, &java_config, &stack.tools))
}

/// The settings of a server on this stack.
fn config(args: &DevArgs, stack: &Stack) -> Result<Config, DevError> {
    let name = |text: &str| text.parse().map_err(|_| DevError::Name { text: text.to_owned() });
    let email = ADMIN_EMAIL.parse().map_err(|_| DevError::Name { text: ADMIN_EMAIL.to_owned() })?;
    Ok(Config {
        listen: args.listen,
        database: DatabaseConfig {
            database_url: stack.database_url.clone(),
            database_connections: 16,
        },
        root_secret_file: stack.directory.join("root.key"),
        create_root_secret: true,
        bootstrap: BootstrapConfig {
            bootstrap_email: Some(email),
            bootstrap_password_file: Some(stack.directory.join("admin-password")),
            bootstrap_org: Some(name(ORG)?),
        },
        data_dir: stack.directory.clone(),
        plan_profile: Some(PLAN_PROFILE.to_owned()),
        plans_file: None,
        orchestrator: OrchestratorKind::Process,
    })
}

/// What a start has brought up so far, in the order it has to go down again.
struct Stack {
    directory: PathBuf,
    postgres: Option<Postgres>,
    database_url: String,
    orchestrator: Arc<ProcessOrchestrator>,
    /// How to run Kafka's own tools.
    tools: String,
    /// Ours as long as this lives.
    _lock: fs::File,
}

impl Stack {
    /// Checks everything, then starts the database and whatever clusters there are, at once.
    async fn start(
        args: &DevArgs,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        terminal: &Terminal,
        stop: &CancellationToken,
    ) -> Result<Self, DevError> {
        let directory = own_directory(&args.directory)?;
        let lock = preflight::take(&directory)?;
        preflight::port(args.listen)?;
        preflight::disk(&directory)?;
        let kafka = locate_kafka(args, &directory)?;
        let runtime = runtime_directory(args, &directory);
        let orchestrator = Arc::new(ProcessOrchestrator::new(
            ProcessConfig {
                directory: directory.join("clusters"),
                gateway_program: gateway_program()?,
                listen: args.listen.ip(),
                advertised_host: "localhost".to_owned(),
                ports: args.ports.clone(),
            },
            kafka.clone(),
            Authority::open(&directory.join("pki"), clock.now())?,
            Arc::clone(&clock),
        )?);
        if let Some(port) = orchestrator.blocked_port()? {
            return Err(PreflightError::ClusterPort { port }.into());
        }
        let database = async {
            let Some(url) = &args.database_url else {
                terminal.step("starting Postgres");
                let directory = directory.join("postgres");
                let server = Postgres::start(&PostgresConfig { runtime, directory }).await?;
                let url = server.url();
                return Ok::<_, DevError>((Some(server), url));
            };
            Ok((None, url.clone()))
        };
        let clusters = async {
            let prepare = prepare_kafka(&kafka, &*clock, &*entropy, terminal);
            if stop.run_until_cancelled(prepare).await.transpose()?.is_some() {
                orchestrator.resume().await?;
            }
            Ok::<_, DevError>(())
        };
        let (database, clusters) = tokio::join!(database, clusters);
        let stop_clusters = orchestrator.stop_all();
        match (database, clusters) {
            (Ok((postgres, database_url)), Ok(())) => {
                drop(stop_clusters);
                let libs = kafka.libs(kafka.newest());
                let tools = format!(
                    "{} -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp '{}/*'",
                    kafka.java().display(),
                    libs.display()
                );
                Ok(Self { directory, postgres, database_url, orchestrator, tools, _lock: lock })
            }
            (Ok((postgres, _)), Err(error)) => {
                stop_clusters.await;
                if let Some(postgres) = postgres {
                    stop_postgres(&postgres).await;
                }
                Err(error)
            }
            (Err(error), _) => {
                stop_clusters.await;
                Err(error)
            }
        }
    }

    /// Stops everything, the database last.
    async fn stop(self) {
        self.orchestrator.stop_all().await;
        if let Some(postgres) = &self.postgres {
            stop_postgres(postgres).await;
        }
    }
}

async fn stop_postgres(postgres: &Postgres) {
    if let Err(error) = postgres.stop().await {
        tracing::error!(%error, "postgres.stop_failed");
    }
}

async fn prepare_kafka(
    runtime: &Runtime,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    terminal: &Terminal,
) -> Result<(), DevError> {
    let release = runtime.newest();
    if !runtime.archive(release).is_file() {
        terminal.step("preparing Kafka for quick starts (once, about ten seconds)");
    }
    // It only makes starts quicker: a machine where it cannot be made works all the same.
    if let Err(error) = archive::ensure(runtime, release, clock, entropy).await {
        let error: &dyn Error = &error;
        tracing::warn!(error, "archive.not_made");
    }
    Ok(())
}

fn runtime_directory(args: &DevArgs, directory: &Path) -> PathBuf {
    args.runtime.clone().unwrap_or_else(|| directory.join("runtime"))
}

fn locate_kafka(args: &DevArgs, directory: &Path) -> Result<Runtime, DevError> {
    let java = java_program(args.java_home.as_deref());
    Ok(Runtime::locate(&runtime_directory(args, directory), &java)?)
}

fn own_directory(path: &Path) -> Result<PathBuf, DevError> {
    let error = |source| DevError::File { path: path.to_owned(), source };
    create_private_directory(path).and_then(|()| fs::canonicalize(path)).map_err(error)
}

/// The gateway is built beside us.
fn gateway_program() -> Result<PathBuf, DevError> {
    let ours = std::env::current_exe()
        .map_err(|source| DevError::File { path: "/proc/self/exe".into(), source })?;
    let path = ours.with_file_name("millrace-gateway");
    preflight::program(&path)?;
    Ok(path)
}

/// The administrator's password, made once.
fn admin_password(directory: &Path, entropy: &dyn Entropy) -> Result<Secret<String>, DevError> {
    let path = directory.join("admin-password");
    let error = |source| DevError::File { path: path.clone(), source };
    if let Some(content) = read_if_there(&path).map_err(error)? {
        return Ok(Secret::new(String::from_utf8_lossy(&content).trim().to_owned()));
    }
    let password = Secret::new(random_text(entropy, 20));
    write_private(&path, password.expose().as_bytes()).map_err(error)?;
    Ok(password)
}

fn port_range(text: &str) -> Result<RangeInclusive<u16>, String> {
    let parsed = text
        .split_once('-')
        .and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)))
        .filter(|(first, last)| *first > 0 && first <= last);
    parsed
        .map(|(first, last)| first..=last)
        .ok_or_else(|| "expected FIRST-LAST, such as 19092-19999".to_owned())
}

/// The `java` of an installation, or the first one on the usual path.
fn java_program(home: Option<&Path>) -> PathBuf {
    match home {
        Some(home) => home.join("bin/java"),
        None => ["/usr/local/bin/java", "/usr/bin/java"]
            .into_iter()
            .map(PathBuf::from)
            .find(|path| path.exists())
            .unwrap_or_else(|| "/usr/bin/java".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_ranges_are_read_or_refused() {
        assert_eq!(port_range("1-2"), Ok(1..=2));
        for bad in ["", "1", "2-1", "0-5", "1-70000", "a-b"] {
            assert!(port_range(bad).is_err(), "{bad} was accepted");
        }
    }
}
