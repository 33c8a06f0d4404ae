//! Installs the chart on a real Kubernetes cluster, runs every scenario in order and prints one table.
//!
//! `make e2e-kube` starts it, either on the test cluster of `tests/kube/cluster` or on the one that
//! `KUBECONFIG` names. The cluster is expected to be empty of Millrace and to know the images.

mod prerequisites;
mod settings;
mod table;

use std::process::ExitCode;

use clap::Parser as _;

use settings::Settings;
use table::Table;

#[tokio::main]
async fn main() -> ExitCode {
    let settings = Settings::parse();
    if let Err(problem) = prerequisites::check(&settings).await {
        complain(&problem);
        return ExitCode::from(2);
    }
    let table = Table::begin();
    table.end()
}

#[expect(clippy::print_stderr, reason = "what keeps the suite from running is said plainly")]
fn complain(problem: &dyn std::error::Error) {
    eprintln!("error: {problem}");
}
