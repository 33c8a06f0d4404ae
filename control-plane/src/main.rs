//! The control plane's command line.

use std::{process::ExitCode, sync::Arc};

use clap::Parser as _;
use control_plane::{
    api,
    config::{Cli, Command, Config, DatabaseConfig, OrchestratorKind, ReadyArgs, RecreateArgs},
    dev::{self, http},
    doctor,
    machine::{Machine, MachineError},
    orchestrator::Orchestrator,
    platform,
    recreate::recreate,
    server::{self, Server, ServerError},
    telemetry,
};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use wire::{clock::SystemClock, entropy::SystemEntropy, error::chain};

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Err(error) = telemetry::init_logs(&cli.log) {
        return fail(&error);
    }
    let done = match cli.command {
        Command::Serve(config) => serve(&config).await,
        Command::Dev(args) => {
            return match dev::run(&args, stop_on_signal()).await {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => fail(&error),
            };
        }
        Command::Migrate(config) => migrate(&config).await,
        Command::Openapi => return print_document(),
        Command::Doctor(config) => return examine(&config).await,
        Command::Ready(args) => return ask_whether_ready(args).await,
        Command::RecreateCluster(args) => {
            return match recreate_cluster(&args).await {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => fail(&*error),
            };
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

#[expect(
    clippy::print_stderr,
    reason = "what stops the process is said plainly, not as a log line"
)]
fn fail(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("error: {}", chain(error));
    ExitCode::FAILURE
}

async fn serve(config: &Config) -> Result<(), ServerError> {
    let stop = stop_on_signal();
    let machine;
    let orchestrator: Option<Arc<dyn Orchestrator>> = match config.orchestrator {
        OrchestratorKind::Process => {
            machine = take_machine(config).await?;
            Some(machine.orchestrator())
        }
        OrchestratorKind::Kubernetes => {
            let clock = Arc::new(SystemClock);
            Some(Arc::new(platform::connect(&config.kubernetes, clock).await?))
        }
        OrchestratorKind::None => {
            tracing::warn!(
                "serving the API only: clusters and changes wait for a control plane that has an \
                 orchestrator"
            );
            None
        }
    };
    let start = Server::start(config, orchestrator);
    let Some(server) = stop.run_until_cancelled(start).await.transpose()? else { return Ok(()) };
    tracing::info!(address = %config.listen, "serving");
    server.run(stop).await;
    tracing::info!("stopped; what runs clusters goes on");
    Ok(())
}

/// Clusters first: they serve their clients whether or not the rest comes up.
async fn take_machine(config: &Config) -> Result<Machine, MachineError> {
    let (data_dir, host) = (&config.data_dir, config.advertised_host.as_deref());
    let clock = Arc::new(SystemClock);
    let machine =
        Machine::take(data_dir, &config.machine, config.listen_host, host, clock.clone())?;
    machine.resume(&*clock, &SystemEntropy::new()).await?;
    Ok(machine)
}

/// Is cancelled by SIGTERM and by Ctrl-C.
fn stop_on_signal() -> CancellationToken {
    let stop = CancellationToken::new();
    let cancel = stop.clone();
    tokio::spawn(async move {
        let mut terminate =
            signal(SignalKind::terminate()).expect("a handler for SIGTERM can be installed");
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        cancel.cancel();
    });
    stop
}

async fn migrate(config: &DatabaseConfig) -> Result<(), ServerError> {
    let db = server::connect(config).await?;
    db.migrate().await?;
    let state = db.migration_state().await?;
    tracing::info!(migrations = state.applied, "the schema is up to date");
    db.close().await;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the document is this command's output")]
fn print_document() -> ExitCode {
    match api::document().to_pretty_json() {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error),
    }
}

#[expect(clippy::print_stdout, reason = "the answer is this command's output")]
async fn ask_whether_ready(args: ReadyArgs) -> ExitCode {
    match http::Client::new(args.api).get("/readyz").await {
        Ok(_) => {
            println!("ready");
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error),
    }
}

#[expect(clippy::print_stdout, reason = "the outcome is this command's output")]
async fn recreate_cluster(args: &RecreateArgs) -> Result<(), Box<dyn std::error::Error>> {
    let db = server::connect(&args.database).await?;
    let instances = recreate(&db, args.cluster).await?;
    println!("{} begins again, empty; instances on it: {instances}", args.cluster);
    db.close().await;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the findings are this command's output")]
async fn examine(config: &Config) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for finding in doctor::examine(config).await {
        match finding.verdict {
            Ok(text) => println!("ok     {:<12} {text}", finding.what),
            Err(text) => {
                println!("WRONG  {:<12} {text}", finding.what);
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}
