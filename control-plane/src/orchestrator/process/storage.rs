//! Formats the storage of brokers, once.

use std::{ffi::OsString, path::Path, process::Stdio, time::Duration};

use tokio::process::Command;

use super::{cannot, files::write_private, remove_directory, runtime::Runtime};
use crate::orchestrator::{ClusterWorkload, OrchestratorError, kafka};

/// Formatting takes half a second; a machine that is busy with other starts may need far longer.
const TIMEOUT: Duration = Duration::from_mins(1);

/// Formats the storage of the broker whose directory this is, unless that was done.
pub(super) async fn format(
    runtime: &Runtime,
    workload: &ClusterWorkload,
    directory: &Path,
) -> Result<(), OrchestratorError> {
    let formatted = directory.join("formatted");
    if formatted.is_file() {
        return Ok(());
    }
    // Without the mark this is what an interrupted attempt left: no record was ever in it.
    let data = directory.join("data");
    remove_directory(&data).map_err(cannot("remove", &data))?;
    let release = runtime.release(&workload.kafka_version).ok_or_else(|| {
        OrchestratorError::never(format!("Kafka {} is not installed", workload.kafka_version))
    })?;
    let archive = runtime.archive(release);
    let machine = kafka::Machine {
        class_path: &release.class_path,
        archive: kafka::Archive::Use(&archive),
        extra: &[],
        properties: &directory.join(kafka::PROPERTIES_FILE),
    };
    let arguments = kafka::format_arguments(&machine, workload)?;
    let arguments_file = directory.join("format.args");
    write_private(&arguments_file, arguments.as_bytes())
        .map_err(cannot("write", &arguments_file))?;
    run(runtime.java(), &arguments_file).await?;
    write_private(&formatted, b"").map_err(cannot("write", &formatted))
}

/// Runs Kafka's storage tool.
pub(super) async fn run(java: &Path, arguments_file: &Path) -> Result<(), OrchestratorError> {
    let mut argument = OsString::from("@");
    argument.push(arguments_file);
    let output = Command::new(java)
        .arg(argument)
        .env_clear()
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let failed =
        |reason: String| OrchestratorError::later(format!("cannot format storage: {reason}"));
    let output = tokio::time::timeout(TIMEOUT, output)
        .await
        .map_err(|_| failed(format!("no result within {} s", TIMEOUT.as_secs())))?
        .map_err(|error| failed(format!("{} does not run", java.display())).caused_by(error))?;
    if output.status.success() {
        return Ok(());
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    let last = stderr.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it printed nothing");
    Err(failed(last.chars().take(300).collect()))
}
