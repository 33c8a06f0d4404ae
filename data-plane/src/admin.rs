//! Health and metrics over plain HTTP, for the orchestrator and for Prometheus.

use std::{sync::Arc, time::Duration};

use axum::{Router, extract::State, http::StatusCode, routing::get};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;

use crate::Gateway;

/// How often the recorder tidies up.
const UPKEEP: Duration = Duration::from_secs(5);

/// Makes all metrics of the process go to the handle that is returned.
pub fn install_recorder() -> Result<PrometheusHandle, BuildError> {
    PrometheusBuilder::new().install_recorder()
}

#[derive(Clone)]
struct Admin {
    gateway: Arc<Gateway>,
    recorder: PrometheusHandle,
}

/// Serves `/livez`, `/readyz` and `/metrics` for ever.
pub async fn serve(listener: TcpListener, gateway: Arc<Gateway>, recorder: PrometheusHandle) {
    let admin = Admin { gateway, recorder: recorder.clone() };
    let router = Router::new()
        .route("/livez", get(|| async { "ok\n" }))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .with_state(admin);
    let upkeep = async {
        loop {
            tokio::time::sleep(UPKEEP).await;
            recorder.run_upkeep();
        }
    };
    tokio::select! {
        result = axum::serve(listener, router) => {
            if let Err(error) = result {
                tracing::error!(%error, "admin.failed");
            }
        }
        () = upkeep => {}
    }
}

async fn readyz(State(admin): State<Admin>) -> (StatusCode, String) {
    let gateway = &admin.gateway;
    let progress = gateway.tenancy.progress();
    let status = if gateway.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let text = format!(
        "tenancy replayed: {}\ntenancy applied offset: {}\nbroker answers: {}\ndraining: {}\n",
        progress.replayed,
        progress.applied_offset,
        gateway.broker_answers.load(std::sync::atomic::Ordering::Relaxed),
        gateway.draining.is_cancelled(),
    );
    (status, text)
}

async fn metrics(State(admin): State<Admin>) -> String {
    admin.recorder.render()
}
