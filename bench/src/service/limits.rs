//! Whether a tenant is held to its limits exactly, and whether its neighbour notices.

use std::{
    num::NonZeroUsize,
    time::{Duration, Instant},
};

use bytes::Bytes;
use wire::clock::{Clock as _, SystemClock};

use super::{
    api::Api,
    lifecycle::{Made, TOPIC},
};
use crate::{
    error::Result,
    latency::beats,
    load::{self, BATCH_RECORDS, Moved, Produce, Topic},
    report::{Table, float, millis},
};

/// A burst is allowed at first; it is not part of what is measured.
const WARM_UP: Duration = Duration::from_secs(3);
const WINDOW: Duration = Duration::from_secs(10);
const IN_FLIGHT: NonZeroUsize = NonZeroUsize::new(5).expect("five is not zero");
/// The neighbour's requests: for about as long as a window.
const NEIGHBOUR_BEAT: Duration = Duration::from_millis(5);
const NEIGHBOUR_REQUESTS: u32 = 2_000;

/// Lets `noisy` go as fast as it can, and `neighbour` produce at a low rate: alone, then beside it.
pub(crate) async fn run(api: &mut Api, noisy: &Made, neighbour: &Made) -> Result<[Table; 2]> {
    let limit_in = api.limit(&noisy.instance, "bytes_in_per_second").await?;
    let limit_out = api.limit(&noisy.instance, "bytes_out_per_second").await?;
    let batch = load::batch(BATCH_RECORDS, SystemClock.now())?;
    let beside = || {
        let start = tokio::time::Instant::now();
        beats(&neighbour.endpoint, TOPIC, NEIGHBOUR_REQUESTS, NEIGHBOUR_BEAT, start)
    };

    let alone = beside().await?;
    let (produced, beside_produce) = tokio::try_join!(produce(noisy, &batch), beside())?;
    let (fetched, beside_fetch) = tokio::try_join!(fetch(noisy, &batch), beside())?;

    let mut limits = Table::new(
        format!("Limits: a tenant as fast as it can, over {} s", WINDOW.as_secs()),
        &["", "limit MB/s", "measured MB/s", "measured ÷ limit"],
    );
    for (what, moved, limit) in [("produce", produced, limit_in), ("fetch", fetched, limit_out)] {
        let rate = float(moved.bytes) / moved.elapsed.as_secs_f64();
        limits.row([
            what.to_owned(),
            format!("{:.1}", float(limit) / 1e6),
            format!("{:.2}", rate / 1e6),
            format!("{:.3}", rate / float(limit)),
        ]);
    }
    let mut neighbours = Table::new(
        "Its neighbour: one 1 KiB record a request, acks=1, 200/s",
        &["", "p50", "p99", "p99 ÷ alone"],
    );
    let of_all = [
        ("alone", &alone),
        ("beside the producer", &beside_produce),
        ("beside the fetcher", &beside_fetch),
    ];
    for (what, times) in of_all {
        let p99 = times.quantile(990);
        neighbours.row([
            what.to_owned(),
            millis(times.quantile(500)),
            millis(p99),
            format!("{:.2}", p99.as_secs_f64() / alone.quantile(990).as_secs_f64()),
        ]);
    }
    Ok([limits, neighbours])
}

async fn produce(noisy: &Made, batch: &Bytes) -> Result<Moved> {
    let mut connection = noisy.endpoint.connect().await?;
    let topic = Topic::look_up(&mut connection, TOPIC).await?;
    let mut produce = Produce::new(&connection, &topic, batch)?;
    produce.repeat(&mut connection, IN_FLIGHT, until(WARM_UP)).await?;
    produce.repeat(&mut connection, IN_FLIGHT, until(WINDOW)).await
}

async fn fetch(noisy: &Made, batch: &Bytes) -> Result<Moved> {
    let mut connection = noisy.endpoint.connect().await?;
    let topic = Topic::look_up(&mut connection, TOPIC).await?;
    load::fetch(&mut connection, &topic, batch, until(WARM_UP)).await?;
    load::fetch(&mut connection, &topic, batch, until(WINDOW)).await
}

fn until(duration: Duration) -> impl FnMut() -> bool {
    let end = Instant::now() + duration;
    move || Instant::now() < end
}
