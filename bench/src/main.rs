//! `millrace-bench`: what the gateway costs beside Kafka used directly, and how quick the service is.
//!
//! Everything runs on this machine, on loopback and free ports, and is stopped at the end. Absolute
//! figures are this machine's; the ratios within one run are what to look at (docs/performance.md).

mod connection;
mod connections;
mod error;
mod gateway;
mod kafka;
mod latency;
mod load;
mod process;
mod report;
mod rig;
mod service;
mod throughput;
mod tls;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tokio::signal::unix::{SignalKind, signal};
use wire::error::chain;

use crate::{
    connections::ConnectionsOptions,
    error::Result,
    latency::LatencyOptions,
    rig::{Rig, RigOptions},
    service::{ServiceOptions, topics::TopicsOptions},
    throughput::ThroughputOptions,
};

/// Measures Millrace.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Produce and fetch rates through the gateway, as ratios to Kafka used directly.
    Throughput {
        #[command(flatten)]
        rig: RigOptions,
        #[command(flatten)]
        options: ThroughputOptions,
    },
    /// What the gateway adds to the latency of a produce request.
    Latency {
        #[command(flatten)]
        rig: RigOptions,
        #[command(flatten)]
        options: LatencyOptions,
    },
    /// What opening and keeping a connection costs.
    Connections {
        #[command(flatten)]
        rig: RigOptions,
        #[command(flatten)]
        options: ConnectionsOptions,
    },
    /// How quick the whole service is: instances, keys, limits, memory.
    Service {
        #[command(flatten)]
        options: ServiceOptions,
    },
    /// How quick the REST API lists an instance's topics, of which there are many.
    Topics {
        #[command(flatten)]
        options: TopicsOptions,
    },
}

// One thread: beside a broker and a gateway on two cores, the client should take as little as it can.
#[expect(clippy::print_stderr, reason = "a command-line program says why it failed")]
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = tokio::select! {
        outcome = run(arguments.command) => outcome,
        // Children are asked to stop when dropped.
        () = told_to_stop() => return ExitCode::from(130),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("millrace-bench: {}", chain(&error));
            ExitCode::FAILURE
        }
    }
}

/// Waits for Ctrl-C or a polite request to end.
async fn told_to_stop() {
    let terminate = signal(SignalKind::terminate());
    let terminated = async {
        match terminate {
            Ok(mut signals) => signals.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
}

async fn run(command: Command) -> Result<()> {
    match command {
        Command::Throughput { rig, options } => {
            let mut rig = Rig::start(&rig).await?;
            let outcome = throughput::run(&mut rig, &options).await;
            outcome.and(rig.stop().await)
        }
        Command::Latency { rig, options } => {
            let mut rig = Rig::start(&rig).await?;
            let outcome = latency::run(&mut rig, &options).await;
            outcome.and(rig.stop().await)
        }
        Command::Connections { rig, options } => {
            let rig = Rig::start(&rig).await?;
            let outcome = connections::run(&rig, &options).await;
            outcome.and(rig.stop().await)
        }
        Command::Service { options } => service::run(&options).await,
        Command::Topics { options } => service::topics::run(&options).await,
    }
}
