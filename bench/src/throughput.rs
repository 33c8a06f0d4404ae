//! How much goes through, and what it costs: the same load on every path in turn.
//!
//! The paths are interleaved, round by round, and a ratio is taken within its round, so that what the
//! machine does beside us falls on all of them. Rates are in 10⁶ bytes, costs per 10⁹ bytes.

use std::{
    num::NonZeroUsize,
    time::{Duration, Instant},
};

use bytes::Bytes;
use tokio::time::timeout;
use wire::clock::{Clock as _, SystemClock};

use crate::{
    connection::{Connection, Endpoint},
    error::{BenchError, Result},
    load::{self, BATCH_RECORDS, Moved, Produce, Topic},
    process::{cpu_time, memory_kib},
    report::{Table, float, median},
    rig::Rig,
};

/// What the fetches read, all partitions together: it stays in the page cache.
const FETCHED_BYTES: u64 = 512 * 1024 * 1024;
/// How long each path is used before anything is measured, in each direction: the broker's compiler
/// is at work until then.
const FIRST_WARM_UP: Duration = Duration::from_secs(3);
/// How long it is used again before each kind of load.
const WARM_UP: Duration = Duration::from_secs(1);
/// The log is cut behind the producer, so that no disk is filled.
const SHORT_LIVED: [(&str, &str); 2] =
    [("retention.bytes", "134217728"), ("segment.bytes", "67108864")];
const WARM_UP_TOPIC: &str = "warm-up";
/// How long a trial may take beyond its time.
const OVERTIME: Duration = Duration::from_secs(30);

/// How much is measured.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ThroughputOptions {
    /// Seconds of each trial.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Trials of each path.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Partitions of the topics; several runs when given several times.
    #[arg(long, value_delimiter = ',', default_value = "1,6")]
    partitions: Vec<i32>,
    /// Kinds of load.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "produce,fetch")]
    load: Vec<Operation>,
    /// Produce requests that await their answer.
    #[arg(long, default_value = "5")]
    in_flight: NonZeroUsize,
}

/// What is done to a topic.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Operation {
    /// Batches are sent.
    Produce,
    /// Batches are read, from the start of the topic to its end and again.
    Fetch,
}

/// One path's figures of one round.
#[derive(Debug, Clone, Copy)]
struct Trial {
    moved: Moved,
    broker: Duration,
    gateway: Duration,
    client: Duration,
}

impl Trial {
    fn rate(&self) -> f64 {
        float(self.moved.bytes) / self.moved.elapsed.as_secs_f64() / 1e6
    }

    fn cost(&self, cpu: Duration) -> f64 {
        cpu.as_secs_f64() / (float(self.moved.bytes) / 1e9)
    }

    fn server_cost(&self) -> f64 {
        self.cost(self.broker + self.gateway)
    }
}

/// CPU time so far of the broker, the gateway and us.
fn cpu(rig: &Rig) -> Result<[Duration; 3]> {
    let (broker, gateway) = rig.pids();
    Ok([cpu_time(broker)?, cpu_time(gateway)?, cpu_time(std::process::id())?])
}

/// Measures and prints.
pub(crate) async fn run(rig: &mut Rig, options: &ThroughputOptions) -> Result<()> {
    let batch = load::batch(BATCH_RECORDS, SystemClock.now())?;
    let mut rates = Table::new(
        format!(
            "Throughput: 1 KiB records in 128 KiB batches, acks=1, {} in flight; medians of {} × {} s",
            options.in_flight, options.rounds, options.seconds
        ),
        &[
            "load",
            "path",
            "MB/s",
            "rate ÷ direct SASL_SSL",
            "broker CPU s/GB",
            "gateway CPU s/GB",
            "server CPU ÷ direct SASL_SSL",
            "client CPU s/GB",
        ],
    );
    warm_up(rig, &batch, options.in_flight).await?;
    for partitions in &options.partitions {
        for operation in &options.load {
            measure(rig, options, *operation, *partitions, &batch, &mut rates).await?;
        }
    }
    rates.print();
    let (_, gateway) = rig.pids();
    let mut memory = Table::new("Gateway memory", &["", "MiB"]);
    for (name, field) in [("resident", "VmRSS"), ("resident at its peak", "VmHWM")] {
        memory.row([name.to_owned(), (memory_kib(gateway, field)? / 1024).to_string()]);
    }
    memory.print();
    Ok(())
}

async fn measure(
    rig: &mut Rig,
    options: &ThroughputOptions,
    operation: Operation,
    partitions: i32,
    batch: &Bytes,
    table: &mut Table,
) -> Result<()> {
    let (verb, configs): (_, &[_]) = match operation {
        Operation::Produce => ("produce", &SHORT_LIVED),
        Operation::Fetch => ("fetch", &[]),
    };
    let topic = format!("{verb}-{partitions}");
    rig.create_topic(&topic, partitions, configs).await?;
    let [plain, _, _] = rig.paths();
    if matches!(operation, Operation::Fetch) {
        fill(plain, &topic, batch, options.in_flight).await?;
    }
    let duration = Duration::from_secs(options.seconds);
    for path in rig.paths() {
        trial(rig, path, operation, &topic, batch, options.in_flight, WARM_UP).await?;
    }
    let mut rounds = Vec::with_capacity(options.rounds);
    for _ in 0..options.rounds {
        let mut round = Vec::new();
        for path in rig.paths() {
            let of_path = trial(rig, path, operation, &topic, batch, options.in_flight, duration);
            round.push(of_path.await?);
        }
        rounds.push(round);
    }
    let plural = if partitions == 1 { "" } else { "s" };
    for (at, path) in rig.paths().iter().enumerate() {
        let over = |figure: &dyn Fn(&Trial, &Trial) -> f64| {
            // The second path, direct SASL_SSL, is what the others are compared with.
            median(rounds.iter().map(|round| figure(&round[at], &round[1])).collect())
        };
        table.row([
            format!("{verb}, {partitions} partition{plural}"),
            path.name.to_owned(),
            format!("{:.0}", over(&|trial, _| trial.rate())),
            format!("{:.2}", over(&|trial, direct| trial.rate() / direct.rate())),
            format!("{:.2}", over(&|trial, _| trial.cost(trial.broker))),
            format!("{:.2}", over(&|trial, _| trial.cost(trial.gateway))),
            format!("{:.2}", over(&|trial, direct| trial.server_cost() / direct.server_cost())),
            format!("{:.2}", over(&|trial, _| trial.cost(trial.client))),
        ]);
    }
    Ok(())
}

async fn trial(
    rig: &Rig,
    path: &Endpoint,
    operation: Operation,
    topic: &str,
    batch: &Bytes,
    in_flight: NonZeroUsize,
    duration: Duration,
) -> Result<Trial> {
    let (mut connection, topic) = open(path, topic).await?;
    let before = cpu(rig)?;
    let end = Instant::now() + duration;
    let more = || Instant::now() < end;
    let moved = async {
        match operation {
            Operation::Produce => {
                let mut produce = Produce::new(&connection, &topic, batch)?;
                produce.repeat(&mut connection, in_flight, more).await
            }
            Operation::Fetch => load::fetch(&mut connection, &topic, batch, more).await,
        }
    };
    let limit = duration + OVERTIME;
    let late = || BenchError::Late { what: format!("a trial of {}", path.name), limit };
    let moved = timeout(limit, moved).await.map_err(|_| late())??;
    let after = cpu(rig)?;
    let spent = |at: usize| after[at].saturating_sub(before[at]);
    Ok(Trial { moved, broker: spent(0), gateway: spent(1), client: spent(2) })
}

async fn warm_up(rig: &mut Rig, batch: &Bytes, in_flight: NonZeroUsize) -> Result<()> {
    rig.create_topic(WARM_UP_TOPIC, 1, &[]).await?;
    for path in rig.paths() {
        for operation in [Operation::Produce, Operation::Fetch] {
            let (topic, time) = (WARM_UP_TOPIC, FIRST_WARM_UP);
            trial(rig, path, operation, topic, batch, in_flight, time).await?;
        }
    }
    Ok(())
}

async fn open(path: &Endpoint, topic: &str) -> Result<(Connection, Topic)> {
    let mut connection = path.connect().await?;
    let topic = Topic::look_up(&mut connection, &format!("{}{topic}", path.prefix)).await?;
    Ok((connection, topic))
}

async fn fill(path: &Endpoint, topic: &str, batch: &Bytes, in_flight: NonZeroUsize) -> Result<()> {
    let (mut connection, topic) = open(path, topic).await?;
    let mut produce = Produce::new(&connection, &topic, batch)?;
    let mut requests = FETCHED_BYTES / produce.batch_bytes().max(1);
    let more = || {
        requests = requests.saturating_sub(1);
        requests > 0
    };
    produce.repeat(&mut connection, in_flight, more).await.map(drop)
}
