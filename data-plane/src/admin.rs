//! Health and metrics over plain HTTP, for the orchestrator and for Prometheus.
//!
//! Anyone who reaches the port may read it, so nothing here names a tenant or anything of theirs.

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

/// Serves `/livez`, `/readyz`, `/kafka/readyz` and `/metrics` for ever.
pub async fn serve(listener: TcpListener, gateway: Arc<Gateway>, recorder: PrometheusHandle) {
    let admin = Admin { gateway, recorder: recorder.clone() };
    let router = Router::new()
        .route("/livez", get(|| async { "ok\n" }))
        .route("/readyz", get(readyz))
        .route("/kafka/readyz", get(kafka_readyz))
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

/// Whether the gateway should be given clients.
async fn readyz(State(admin): State<Admin>) -> (StatusCode, String) {
    verdict(admin.gateway.trouble())
}

/// Whether the broker is a full member of its cluster. The gateway knows, since it asks the broker;
/// the broker itself has nowhere to say so.
async fn kafka_readyz(State(admin): State<Admin>) -> (StatusCode, String) {
    verdict(admin.gateway.health.broker_trouble())
}

fn verdict(trouble: Option<String>) -> (StatusCode, String) {
    match trouble {
        None => (StatusCode::OK, "ok\n".to_owned()),
        Some(reason) => (StatusCode::SERVICE_UNAVAILABLE, format!("{reason}\n")),
    }
}

async fn metrics(State(admin): State<Admin>) -> String {
    admin.recorder.render()
}
