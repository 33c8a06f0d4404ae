//! How much later an answer comes: single records at a low, fixed rate, on all paths at once.
//!
//! Each path has its own connection and its own beat, and the beats do not coincide. A request that is
//! sent late because the one before it was slow counts from when it was due, so that slowness is not
//! left out of the figures it causes.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use wire::clock::{Clock as _, SystemClock};

use crate::{
    connection::Endpoint,
    error::Result,
    load::{self, Produce, Topic},
    report::{Sample, Table, difference, millis},
    rig::Rig,
};

const TOPIC: &str = "latency";
/// Requests before the first that counts, for the broker's compiler.
const WARM_UP: u32 = 500;

/// How much is measured.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct LatencyOptions {
    /// Requests a second on each path.
    #[arg(long, default_value = "200", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    rate: u32,
    /// Requests that count on each path.
    #[arg(long, default_value_t = 5_000)]
    requests: u32,
}

/// Measures and prints.
pub(crate) async fn run(rig: &mut Rig, options: &LatencyOptions) -> Result<()> {
    rig.create_topic(TOPIC, 1, &[]).await?;
    let beat = Duration::from_secs(1) / options.rate;
    let start = Instant::now() + Duration::from_millis(200);
    let [plain, direct, gateway] = rig.paths();
    let of = |path, nth: u32| beats(path, TOPIC, options.requests, beat, start + beat * nth / 3);
    let (plain_times, direct_times, gateway_times) =
        tokio::try_join!(of(plain, 0), of(direct, 1), of(gateway, 2))?;
    let mut table = Table::new(
        format!(
            "Produce latency: one 1 KiB record a request, acks=1, {}/s on each path, {} requests",
            options.rate, options.requests
        ),
        &["path", "p50", "p99", "p99.9", "p50 − direct SASL_SSL", "p99 − direct", "p99.9 − direct"],
    );
    for (path, times) in [(plain, &plain_times), (direct, &direct_times), (gateway, &gateway_times)]
    {
        let quantiles = [500, 990, 999];
        let own = quantiles.map(|q| millis(times.quantile(q)));
        let added = quantiles.map(|q| difference(times.quantile(q), direct_times.quantile(q)));
        table.row([path.name.to_owned()].into_iter().chain(own).chain(added));
    }
    table.print();
    Ok(())
}

/// Times of `requests` single produce requests, one each `beat` from `start`, after a warm-up.
pub(crate) async fn beats(
    path: &Endpoint,
    topic: &str,
    requests: u32,
    beat: Duration,
    start: Instant,
) -> Result<Sample> {
    let mut connection = path.connect().await?;
    let topic = Topic::look_up(&mut connection, &format!("{}{topic}", path.prefix)).await?;
    let batch = load::batch(1, SystemClock.now())?;
    let produce = Produce::new(&connection, &topic, &batch)?;
    let mut times = Vec::new();
    for nth in 0..WARM_UP + requests {
        let due = start + beat * nth;
        // The timer rounds up to a millisecond, which is not the server's fault.
        let from = if Instant::now() < due {
            sleep_until(due).await;
            Instant::now()
        } else {
            due
        };
        produce.once(&mut connection).await?;
        if nth >= WARM_UP {
            times.push(from.elapsed());
        }
    }
    Ok(times.into())
}
