//! What a process will find when it starts the next time, put aside while it runs.
//!
//! A running process always runs with the files that are in their places: they are changed only
//! while it is stopped.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    cannot,
    child::{Identity, Process},
    files::Wanted,
    remove_directory,
    running::KAFKA_GRACE,
    supervisor::{Status, Supervisor},
};
use crate::orchestrator::OrchestratorError;

/// Where files wait for the restart of a process that runs with others.
pub(super) fn pending(directory: &Path) -> PathBuf {
    directory.join("pending")
}

/// Has a process find its files as wanted when it starts the next time. Those of one that runs are
/// put aside until [`take_over`], so that it always runs with the files that are there.
pub(super) async fn prepare(
    directory: &Path,
    identity: &Identity,
    supervisor: Option<&Supervisor>,
    wanted: &[Wanted],
) -> Result<(), OrchestratorError> {
    let aside = pending(directory);
    let changed = changed(wanted)?;
    if waits(&aside, &changed)? {
        return Ok(());
    }
    remove_directory(&aside).map_err(cannot("remove", &aside))?;
    if changed.is_empty() {
        return Ok(());
    }
    let supervised = supervisor.is_some_and(|process| process.status() == Status::Running);
    let runs = || Process::find(identity).map_err(cannot("look for", Path::new("processes")));
    if supervised || runs()?.is_some() {
        return changed.into_iter().try_for_each(|file| {
            let file = file.moved_to(&aside);
            file.write().map_err(cannot("write", &file.path))
        });
    }
    if let Some(supervisor) = supervisor {
        // It fails and is started again and again: not while its files change.
        supervisor.stop(KAFKA_GRACE).await;
    }
    write_all(changed)
}

/// Whether exactly these files wait already.
fn waits(aside: &Path, changed: &[&Wanted]) -> Result<bool, OrchestratorError> {
    let waiting = match fs::read_dir(aside) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        entries => entries.map_err(cannot("read", aside))?.count(),
    };
    let mut same = waiting == changed.len();
    for file in changed {
        let file = file.moved_to(aside);
        same &= file.is_there().map_err(cannot("read", &file.path))?;
    }
    Ok(same)
}

/// Puts the files that waited in their places. Nothing may run with the present ones.
pub(super) fn take_over(directory: &Path) -> Result<(), OrchestratorError> {
    let aside = pending(directory);
    let unreadable = cannot("read", &aside);
    let entries = match fs::read_dir(&aside) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(&unreadable)?,
    };
    for entry in entries {
        let entry = entry.map_err(&unreadable)?;
        let place = directory.join(entry.file_name());
        fs::rename(entry.path(), &place).map_err(cannot("write", &place))?;
    }
    remove_directory(&aside).map_err(cannot("remove", &aside))
}

/// Those files that are not there as wanted.
pub(super) fn changed(wanted: &[Wanted]) -> Result<Vec<&Wanted>, OrchestratorError> {
    let mut changed = Vec::new();
    for file in wanted {
        if !file.is_there().map_err(cannot("read", &file.path))? {
            changed.push(file);
        }
    }
    Ok(changed)
}

pub(super) fn write_all(files: Vec<&Wanted>) -> Result<(), OrchestratorError> {
    files.into_iter().try_for_each(|file| file.write().map_err(cannot("write", &file.path)))
}
