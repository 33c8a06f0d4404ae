//! The whole service on one machine, for development and for a first look: `make dev`.
//!
//! Everything is real (Postgres, Kafka, the gateway, the control plane); only the scale is small. It
//! lives in one directory and leaves nothing outside it. A start either reaches "ready" or undoes
//! itself and says in one line why; Ctrl-C stops all it started; after a crash the next start finds
//! what still runs and goes on with it.

pub mod http;
pub mod postgres;
pub mod report;
mod seed;

use std::{
    io,
    net::SocketAddr,
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
    report::{Admin, DevFile, Terminal},
};
use crate::{
    config::{
        BootstrapConfig, Config, DatabaseConfig, DevArgs, KubernetesConfig, OrchestratorKind,
    },
    domain::site::BasePath,
    machine::{
        self, Machine, MachineError,
        preflight::{self, PreflightError},
    },
    orchestrator::{
        OrchestratorError,
        process::{
            files::{read_if_there, write_private},
            runtime::{Runtime, RuntimeError},
        },
    },
    server::{Server, ServerError},
};

/// The administrator's address.
const ADMIN_EMAIL: &str = "admin@millrace.local";
/// The administrator's org.
const ORG: &str = "demo";
/// What clients call this machine.
const ADVERTISED_HOST: &str = "localhost";
/// All tools on this machine together are one person.
const REQUESTS_PER_SECOND: u32 = 2_000;
/// Longer than anything under way takes to end in an orderly manner.
const DRAIN: Duration = Duration::from_secs(3);

/// Why the stack is not up.
#[derive(Debug, thiserror::Error)]
pub enum DevError {
    /// Found out before anything was started.
    #[error(transparent)]
    Preflight(#[from] PreflightError),
    /// Clusters cannot run here.
    #[error(transparent)]
    Machine(#[from] MachineError),
    /// Kafka or Java is missing.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// No database.
    #[error(transparent)]
    Postgres(#[from] PostgresError),
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
    let (clock, entropy) = (Arc::new(SystemClock), SystemEntropy::new());
    let terminal = Terminal::new();
    if args.prepare {
        let directory = machine::own_directory(&args.directory)?;
        let runtime = machine::locate(&args.machine, &directory)?;
        announce_preparation(&runtime, &terminal);
        machine::prepare(&runtime, &*clock, &entropy).await;
        return Ok(());
    }
    if args.stop_with_input {
        stop_with_input(stop.clone());
    }
    let stack = Stack::start(args, clock, &entropy, &terminal, &stop).await?;
    let served = serve(args, &stack, &entropy, &terminal, stop).await;
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
    entropy: &dyn Entropy,
    terminal: &Terminal,
    stop: CancellationToken,
) -> Result<(), DevError> {
    if stop.is_cancelled() {
        return Ok(());
    }
    let password = admin_password(stack.machine.directory(), entropy)?;
    let config = config(args, stack)?;
    terminal.step("starting the control plane");
    let server = Server::start(&config, Some(stack.machine.orchestrator())).await?;
    let address = server
        .local_addr()
        .map_err(|source| ServerError::Listen { address: args.listen, source })?;
    let end = CancellationToken::new();
    let mut server = tokio::spawn(server.run(end.clone()));
    let ready = async {
        let summary = show(stack, (address, &args.site.base_path), &password, terminal).await?;
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
    end.cancel();
    if !server.is_finished() && timeout(DRAIN, server).await.is_err() {
        tracing::warn!("stopped before everything under way was done");
    }
    outcome
}

/// Makes what there is to show, writes it down, and says how to use it.
async fn show(
    stack: &Stack,
    (address, base_path): (SocketAddr, &BasePath),
    password: &Secret<String>,
    terminal: &Terminal,
) -> Result<String, DevError> {
    let path = stack.machine.directory().join("dev.json");
    let error = |source| DevError::File { path: path.clone(), source };
    let known = DevFile::read(&path).map_err(error)?;
    let mut client = Client::new(address.to_string());
    match seed::sign_in(&mut client, ADMIN_EMAIL, password).await {
        Err(HttpError::Refused { status, .. }) if status.as_u16() == 401 => {
            return Err(DevError::StrangeAdmin {
                path: stack.machine.directory().join("admin-password"),
            });
        }
        signed_in => signed_in?,
    }
    terminal.step("waiting for Kafka");
    let ca_file = stack.machine.ca_certificate_file().display().to_string();
    let demo = seed::demo(&client, ORG, ca_file, known.map(|known| known.demo).as_ref()).await?;
    let file = DevFile {
        api_url: format!("http://localhost:{}{}", address.port(), base_path.join("/v1")),
        admin: Admin { email: ADMIN_EMAIL.to_owned(), password: password.expose().clone() },
        demo,
    };
    let java_config = stack.machine.directory().join("client.properties");
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
        site: args.site.clone(),
        metrics_listen: None,
        requests_per_second: REQUESTS_PER_SECOND,
        database: DatabaseConfig {
            database_url: Some(stack.database_url.clone()),
            database_url_file: None,
            database_wait: 0,
            database_connections: 16,
        },
        root_secret_file: stack.machine.directory().join("root.key"),
        create_root_secret: true,
        bootstrap: BootstrapConfig {
            bootstrap_email: Some(email),
            bootstrap_password_file: Some(stack.machine.directory().join("admin-password")),
            bootstrap_org: Some(name(ORG)?),
        },
        plan_profile: Some(args.plan_profile.clone()),
        plans_file: args.plans_file.clone(),
        orchestrator: OrchestratorKind::Process,
        data_dir: stack.machine.directory().to_owned(),
        listen_host: args.listen.ip(),
        advertised_host: Some(ADVERTISED_HOST.to_owned()),
        machine: args.machine.clone(),
        kubernetes: KubernetesConfig::default(),
    })
}

/// What a start has brought up so far, in the order it has to go down again.
struct Stack {
    machine: Machine,
    postgres: Option<Postgres>,
    database_url: String,
    /// How to run Kafka's own tools.
    tools: String,
}

impl Stack {
    /// Checks everything, then starts the database and whatever clusters there are, at once.
    async fn start(
        args: &DevArgs,
        clock: Arc<dyn Clock>,
        entropy: &dyn Entropy,
        terminal: &Terminal,
        stop: &CancellationToken,
    ) -> Result<Self, DevError> {
        let (listen, host) = (args.listen.ip(), Some(ADVERTISED_HOST));
        let machine =
            Machine::take(&args.directory, &args.machine, listen, host, Arc::clone(&clock))?;
        preflight::port(args.listen)?;
        let database = async {
            let Some(url) = &args.database_url else {
                terminal.step("starting Postgres");
                let directory = machine.directory().join("postgres");
                let runtime = machine::runtime_directory(&args.machine, machine.directory());
                let server = Postgres::start(&PostgresConfig { runtime, directory }).await?;
                let url = server.url();
                return Ok::<_, DevError>((Some(server), url));
            };
            Ok((None, url.clone()))
        };
        let clusters = async {
            announce_preparation(machine.runtime(), terminal);
            stop.run_until_cancelled(machine.resume(&*clock, entropy)).await.transpose()
        };
        let (database, clusters) = tokio::join!(database, clusters);
        match (database, clusters) {
            (Ok((postgres, database_url)), Ok(_)) => {
                let runtime = machine.runtime();
                let tools = format!(
                    "{} -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp '{}/*'",
                    runtime.java().display(),
                    runtime.libs(runtime.newest()).display()
                );
                Ok(Self { machine, postgres, database_url, tools })
            }
            (Ok((postgres, _)), Err(error)) => {
                machine.stop().await;
                if let Some(postgres) = postgres {
                    stop_postgres(&postgres).await;
                }
                Err(error.into())
            }
            (Err(error), _) => {
                machine.stop().await;
                Err(error)
            }
        }
    }

    /// Stops everything, the database last.
    async fn stop(self) {
        self.machine.stop().await;
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

fn announce_preparation(runtime: &Runtime, terminal: &Terminal) {
    if !machine::is_prepared(runtime) {
        terminal.step("preparing Kafka for quick starts (once, about ten seconds)");
    }
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
