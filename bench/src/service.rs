//! How quick the whole service is: from a request to its API until a Kafka client notices.
//!
//! Everything is created in an org of its own and given up at the end.

mod api;
mod lifecycle;
mod limits;
mod stack;
pub(crate) mod topics;

use std::time::Duration;

use wire::{entropy::SystemEntropy, ids::random_text};

use self::{
    api::Api,
    lifecycle::Made,
    stack::{Stack, StackOptions},
};
use crate::{
    error::Result,
    report::{Sample, Table, millis},
};

/// How much is measured.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ServiceOptions {
    #[command(flatten)]
    stack: StackOptions,
    /// Standard instances to create, and keys to create and revoke.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(2..))]
    count: u32,
    /// Enterprise instances to create.
    #[arg(long, default_value_t = 3)]
    enterprise: u32,
}

/// Measures and prints.
pub(crate) async fn run(options: &ServiceOptions) -> Result<()> {
    let stack = Stack::open(&options.stack).await?;
    let outcome = measure(&stack, options).await;
    outcome.and(stack.stop().await)
}

async fn measure(stack: &Stack, options: &ServiceOptions) -> Result<()> {
    let mut api = Api::new(&stack.dev)?;
    let suffix = random_text(&SystemEntropy::new(), 6);
    let org = api.create_org(&format!("bench-{suffix}")).await?;

    let standard = create(&mut api, stack, &org, "standard", options.count).await?;
    let enterprise = create(&mut api, stack, &org, "enterprise", options.enterprise).await?;
    let [first, second, ..] = standard.as_slice() else { return Ok(()) };
    let (mut usable, mut cut) = (Vec::new(), Vec::new());
    for _ in 0..options.count {
        let (until_usable, until_cut) = lifecycle::rotate(&mut api, &stack.tls, first).await?;
        usable.push(until_usable);
        cut.push(until_cut);
    }

    let mut times = Table::new("Time until it works", &["", "number", "p50", "p99", "longest"]);
    let of = |made: &[Made], time: fn(&Made) -> Duration| made.iter().map(time).collect();
    let rows: [(_, Vec<Duration>); 6] = [
        ("Standard: create → ready", of(&standard, |made| made.ready)),
        ("Standard: create → first produce", of(&standard, |made| made.produced)),
        ("Enterprise: create → ready", of(&enterprise, |made| made.ready)),
        ("Enterprise: create → first produce", of(&enterprise, |made| made.produced)),
        ("key: create → signed in", usable),
        ("key: revoke → open connection closed", cut),
    ];
    for (what, durations) in rows {
        let sample = Sample::from(durations);
        let quantiles = [500, 990, 1000].map(|q| millis(sample.quantile(q)));
        times.row([what.to_owned(), sample.len().to_string()].into_iter().chain(quantiles));
    }
    times.print();
    stack.memory()?.print();
    for made in &enterprise {
        api.delete_instance(&made.instance).await?;
    }
    for table in limits::run(&mut api, first, second).await? {
        table.print();
    }
    for made in &standard {
        api.delete_instance(&made.instance).await?;
    }
    Ok(())
}

async fn create(
    api: &mut Api,
    stack: &Stack,
    org: &str,
    plan: &str,
    count: u32,
) -> Result<Vec<Made>> {
    let mut made = Vec::new();
    for nth in 0..count {
        let name = format!("{plan}-{nth}");
        made.push(lifecycle::create(api, &stack.tls, org, &name, plan).await?);
    }
    Ok(made)
}
