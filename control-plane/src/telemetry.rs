//! Logs and measurements: where they go.

use std::{
    io::{self, IsTerminal as _},
    sync::{Arc, OnceLock},
};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use crate::config::{LogConfig, LogFormat};

/// Upper bounds of the latency histogram, in seconds.
const BUCKETS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 60.0];

/// What says as an error of its own what whoever called it reports with what it means.
const MUTED: &str = "kube_client::client::builder=off";

/// The log's filter cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "the log filter `{filter}` cannot be read; expected one such as `info,control_plane=debug`"
)]
pub struct FilterError {
    filter: String,
    #[source]
    source: tracing_subscriber::filter::ParseError,
}

/// Sends logs to the standard error stream: standard output belongs to what a command prints.
pub fn init_logs(config: &LogConfig) -> Result<(), FilterError> {
    let filter = EnvFilter::try_new(format!("{MUTED},{}", config.log))
        .map_err(|source| FilterError { filter: config.log.clone(), source })?;
    let registry = tracing_subscriber::registry().with(filter);
    let layer = fmt::layer().with_writer(io::stderr);
    match config.log_format {
        LogFormat::Text => registry.with(layer.with_ansi(io::stderr().is_terminal())).init(),
        LogFormat::Json => registry.with(layer.json().flatten_event(true)).init(),
    }
    Ok(())
}

/// Collects measurements and gives their text. The recorder is the process's only one, so several
/// servers in one process share it.
pub fn metrics() -> Arc<dyn Fn() -> String + Send + Sync> {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    let handle = HANDLE.get_or_init(|| {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)
            .expect("the list of buckets is not empty")
            .build_recorder();
        let handle = recorder.handle();
        // Another recorder can only have been set by a test; ours then stays empty.
        let _ = metrics::set_global_recorder(recorder);
        handle
    });
    Arc::new(|| {
        handle.run_upkeep();
        handle.render()
    })
}
