//! The gateway's process: reads its configuration, runs until it is told to stop.

use std::{io::IsTerminal as _, path::PathBuf, process::ExitCode, sync::Arc};

use clap::Parser;
use data_plane::config::{Config, LogFormat};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;
use wire::{clock::SystemClock, entropy::SystemEntropy, error::chain};

/// The Kafka gateway of Millrace.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The configuration file.
    #[arg(long)]
    config: PathBuf,
    /// Which log lines to write.
    #[arg(long, env = "MILLRACE_LOG", default_value = "info")]
    log: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let config = Config::load(&arguments.config);
    let format = config.as_ref().map(|config| config.log_format).unwrap_or_default();
    let log = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(&arguments.log))
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    let config = match config {
        Ok(config) => config,
        Err(error) => {
            tracing::error!(error = %chain(&error), "gateway.configuration");
            return ExitCode::from(2);
        }
    };
    let stop = match stop_signal() {
        Ok(stop) => stop,
        Err(error) => {
            tracing::error!(%error, "gateway.signals");
            return ExitCode::FAILURE;
        }
    };
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy::new()));
    match data_plane::run(config, clock, entropy, stop).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = %chain(&error), "gateway.failed");
            ExitCode::FAILURE
        }
    }
}

/// Done when the process is asked to stop.
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
