//! Says what is missing before anything is changed in the cluster.

use std::process::Stdio;

use serde_json::Value;
use tokio::process::Command;

use crate::settings::Settings;

/// Why the suite cannot run here.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Missing {
    /// A program is not on the PATH.
    #[error(
        "`{0}` is missing: run `make e2e-kube`, or `scripts/setup kube` for the programs alone"
    )]
    Program(&'static str),
    /// The chart is not where it should be.
    #[error("there is no chart at `{0}`: run from the root of the repository")]
    Chart(String),
    /// The cluster does not answer.
    #[error("the cluster does not answer (KUBECONFIG={kubeconfig}): {said}")]
    Cluster {
        /// How it was asked.
        kubeconfig: String,
        /// What kubectl said.
        said: String,
    },
    /// Not enough nodes.
    #[error("the cluster has {0} ready nodes; brokers are spread over 3")]
    Nodes(usize),
}

/// What each command of the suite needs to be there.
const PROGRAMS: [&str; 6] = ["kubectl", "helm", "kcat", "curl", "jq", "openssl"];

/// Checks all of it.
pub(crate) async fn check(settings: &Settings) -> Result<(), Missing> {
    for program in PROGRAMS {
        // Whatever it says about its arguments: it is there.
        let started = Command::new(program)
            .arg("--help")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .await;
        started.map_err(|_| Missing::Program(program))?;
    }
    if !settings.chart.join("Chart.yaml").is_file() {
        return Err(Missing::Chart(settings.chart.display().to_string()));
    }
    let ready = ready_nodes(settings).await?;
    if ready < 3 { Err(Missing::Nodes(ready)) } else { Ok(()) }
}

async fn ready_nodes(settings: &Settings) -> Result<usize, Missing> {
    let silent = |said: String| Missing::Cluster {
        kubeconfig: settings.kubeconfig.display().to_string(),
        said,
    };
    let asked = Command::new("kubectl")
        .env("KUBECONFIG", &settings.kubeconfig)
        .args(["get", "nodes", "--output", "json", "--request-timeout", "10s"])
        .output()
        .await
        .map_err(|error| silent(error.to_string()))?;
    if !asked.status.success() {
        return Err(silent(String::from_utf8_lossy(&asked.stderr).trim().to_owned()));
    }
    let nodes: Value =
        serde_json::from_slice(&asked.stdout).map_err(|error| silent(error.to_string()))?;
    let is_ready = |node: &&Value| {
        node["status"]["conditions"].as_array().is_some_and(|conditions| {
            conditions.iter().any(|c| c["type"] == "Ready" && c["status"] == "True")
        })
    };
    Ok(nodes["items"].as_array().map_or(0, |nodes| nodes.iter().filter(is_ready).count()))
}
