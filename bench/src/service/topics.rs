//! How long the REST API takes for a page of an instance's topics, of which there are many.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::sleep;
use wire::{
    entropy::SystemEntropy,
    ids::random_text,
    kafka::messages::{
        CreateTopicsRequest, MetadataRequest, create_topics::request::CreatableTopic,
    },
};

use super::{
    api::Api,
    lifecycle,
    stack::{Stack, StackOptions},
};
use crate::{
    connection::Connection,
    error::{BenchError, Result},
    report::{Sample, Table, millis},
};

/// The catalogue that comes with the control plane.
const CATALOGUE: &str = include_str!("../../../control-plane/plans.json");
/// So many topics are made by one request.
const AT_ONCE: u32 = 100;
/// What Kafka's default is, and how long it may take.
const DEFAULT: i16 = -1;
const CREATE_TIMEOUT_MS: i32 = 30_000;
/// How long the broker may take to make them all, and the pause between two looks.
const PATIENCE: Duration = Duration::from_mins(10);
const PAUSE: Duration = Duration::from_secs(1);
/// What is asked for, and by what name it is reported.
const QUERIES: [(&str, &str); 4] = [
    ("by name", "page_size=50"),
    ("by size", "page_size=50&order_by=size%20desc"),
    ("searched", "page_size=50&q=7777"),
    ("the most on a page", "page_size=500"),
];

/// How much is measured.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct TopicsOptions {
    #[command(flatten)]
    stack: StackOptions,
    /// Topics of the instance, one partition each.
    #[arg(long, default_value_t = 10_000)]
    topics: u32,
    /// Requests of each kind.
    #[arg(long, default_value_t = 200)]
    requests: u32,
}

/// Measures and prints, on a stack of its own unless one is given.
pub(crate) async fn run(options: &TopicsOptions) -> Result<()> {
    let stack = Stack::open_with(&options.stack, Some(&catalogue(options.topics)?)).await?;
    let outcome = measure(&stack, options).await;
    outcome.and(stack.stop().await)
}

/// The catalogue with room for so many topics.
fn catalogue(topics: u32) -> Result<String> {
    let mut catalogue: Value = serde_json::from_str(CATALOGUE)
        .map_err(|error| BenchError::Setup(format!("the plan catalogue: {error}")))?;
    catalogue["plans"]["standard"]["limits"]["partitions"] = json!(topics.saturating_add(100));
    catalogue["profiles"]["dev"]["clusters"]["shared"]["heap_mib"] = json!(1024);
    catalogue["profiles"]["dev"]["clusters"]["shared"]["memory_mib"] = json!(2048);
    Ok(catalogue.to_string())
}

async fn measure(stack: &Stack, options: &TopicsOptions) -> Result<()> {
    let mut api = Api::new(&stack.dev)?;
    let suffix = random_text(&SystemEntropy::new(), 6);
    let org = api.create_org(&format!("bench-{suffix}")).await?;
    let made = lifecycle::create(&mut api, &stack.tls, &org, "topics", "standard").await?;
    let mut connection = made.endpoint.connect().await?;
    for first in (0..options.topics).step_by(usize::try_from(AT_ONCE).unwrap_or(1)) {
        create(&mut connection, first..options.topics.min(first + AT_ONCE)).await?;
    }

    let metadata = MetadataRequest { topics: None, ..Default::default() };
    listed(&mut connection, &metadata, options.topics).await?;
    let mut bare = Vec::new();
    for _ in 0..options.requests {
        let start = Instant::now();
        connection.call(&metadata).await?;
        bare.push(start.elapsed());
    }
    let bare = Sample::from(bare);
    let title = format!("A page of {} topics", options.topics);
    let mut table = Table::new(title, &["", "number", "p50", "p95", "p50 ÷ bare Metadata"]);
    let mut row = |what: &str, sample: &Sample| {
        let ratio = sample.quantile(500).as_secs_f64() / bare.quantile(500).as_secs_f64();
        let quantiles = [500, 950].map(|q| millis(sample.quantile(q)));
        let cells = [what.to_owned(), sample.len().to_string()].into_iter();
        table.row(cells.chain(quantiles).chain([format!("{ratio:.1}")]));
    };
    row("bare Metadata, over an open connection", &bare);
    for (what, query) in QUERIES {
        row(&format!("REST, {what}"), &pages(&mut api, &made.instance.id, query, options).await?);
    }
    table.print();
    api.delete_instance(&made.instance).await
}

/// Waits until the broker lists so many topics: it makes them after the controller has accepted them.
async fn listed(
    connection: &mut Connection,
    metadata: &MetadataRequest,
    topics: u32,
) -> Result<()> {
    let all = usize::try_from(topics).unwrap_or(usize::MAX);
    let until = Instant::now() + PATIENCE;
    while connection.call(metadata).await?.topics.len() < all {
        if Instant::now() >= until {
            let what = format!("the broker listing {topics} topics");
            return Err(BenchError::Late { what, limit: PATIENCE });
        }
        sleep(PAUSE).await;
    }
    Ok(())
}

async fn create(connection: &mut Connection, numbers: std::ops::Range<u32>) -> Result<()> {
    let topic = |number: u32| CreatableTopic {
        name: format!("topic-{number:05}"),
        num_partitions: 1,
        replication_factor: DEFAULT,
        ..Default::default()
    };
    let request = CreateTopicsRequest {
        topics: numbers.map(topic).collect(),
        timeout_ms: CREATE_TIMEOUT_MS,
        ..Default::default()
    };
    let response = connection.call(&request).await?;
    match response.topics.into_iter().find(|topic| topic.error_code != 0) {
        None => Ok(()),
        Some(topic) => {
            let (code, said) = (topic.error_code, topic.error_message.unwrap_or_default());
            let name = topic.name;
            Err(BenchError::Setup(format!("creating {name} was refused with {code}: {said}")))
        }
    }
}

async fn pages(
    api: &mut Api,
    instance: &str,
    query: &str,
    options: &TopicsOptions,
) -> Result<Sample> {
    let path = format!("/instances/{instance}/topics?{query}");
    // The first finds nothing remembered.
    let first = api.call(Method::GET, &path, None).await?;
    if first["items"].as_array().is_none_or(Vec::is_empty) {
        return Err(BenchError::Setup(format!("{path} lists nothing")));
    }
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..options.requests {
        let start = Instant::now();
        api.call(Method::GET, &path, None).await?;
        times.push(start.elapsed());
    }
    Ok(Sample::from(times))
}
