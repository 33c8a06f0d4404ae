//! What a connection costs: to open one and sign in, and to keep it open.
//!
//! The paths take turns here too. A client of the gateway costs the broker a sign-in of its own, which
//! is counted on the same path.

use std::time::Instant;

use crate::{
    connection::{Connection, Endpoint},
    error::Result,
    process::{cpu_time, memory_kib},
    report::{Table, float, median},
    rig::Rig,
};

/// How much is measured.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ConnectionsOptions {
    /// Connections to open, one after the other, and to keep open together.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    count: u32,
    /// Times each path is measured.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

/// One path's figures of one round.
struct Trial {
    per_second: f64,
    broker_ms: f64,
    gateway_ms: f64,
    gateway_kib: f64,
}

/// Measures and prints.
pub(crate) async fn run(rig: &Rig, options: &ConnectionsOptions) -> Result<()> {
    // The first round is the warm-up.
    let mut rounds = Vec::with_capacity(options.rounds);
    for _ in 0..=options.rounds {
        let mut round = Vec::new();
        for path in rig.paths() {
            round.push(trial(rig, path, options.count).await?);
        }
        rounds.push(round);
    }
    let mut table = Table::new(
        format!(
            "Connections: {} opened one after the other; medians of {}",
            options.count, options.rounds
        ),
        &[
            "path",
            "sign-ins/s",
            "broker CPU ms each",
            "gateway CPU ms each",
            "gateway memory KiB each while open",
        ],
    );
    for (at, path) in rig.paths().iter().enumerate() {
        let over = |figure: fn(&Trial) -> f64| {
            median(rounds.iter().skip(1).map(|round| figure(&round[at])).collect())
        };
        // Memory once used is not given back at once, so only the first time shows all of it.
        let memory = rounds.iter().map(|round| round[at].gateway_kib).fold(0.0, f64::max);
        table.row([
            path.name.to_owned(),
            format!("{:.0}", over(|trial| trial.per_second)),
            format!("{:.2}", over(|trial| trial.broker_ms)),
            format!("{:.2}", over(|trial| trial.gateway_ms)),
            format!("{memory:.0}"),
        ]);
    }
    table.print();
    Ok(())
}

async fn trial(rig: &Rig, path: &Endpoint, count: u32) -> Result<Trial> {
    let (broker, gateway) = rig.pids();
    let before = (cpu_time(broker)?, cpu_time(gateway)?, memory_kib(gateway, "VmRSS")?);
    let start = Instant::now();
    let mut open: Vec<Connection> = Vec::new();
    for _ in 0..count {
        open.push(path.connect().await?);
    }
    let elapsed = start.elapsed();
    let after = (cpu_time(broker)?, cpu_time(gateway)?, memory_kib(gateway, "VmRSS")?);
    drop(open);
    let each = f64::from(count);
    Ok(Trial {
        per_second: each / elapsed.as_secs_f64(),
        broker_ms: after.0.saturating_sub(before.0).as_secs_f64() * 1000.0 / each,
        gateway_ms: after.1.saturating_sub(before.1).as_secs_f64() * 1000.0 / each,
        gateway_kib: float(after.2.saturating_sub(before.2)) / each,
    })
}
