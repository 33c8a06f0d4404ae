//! Brokers and gateways in the process table, known by where their configuration lies.

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};

use super::{
    child::{self, Identity, Process},
    gateway,
    running::KAFKA_GRACE,
};
use crate::orchestrator::kafka;

/// The names of the two programs.
const JAVA: &str = "java";
const GATEWAY: &str = "millrace-gateway";

/// The broker whose directory this is.
pub(super) fn kafka_identity(directory: &Path) -> Identity {
    let mut argument = OsString::from("@");
    argument.push(directory.join(kafka::ARGUMENTS_FILE));
    Identity { program: JAVA, argument }
}

/// The gateway whose directory this is.
pub(super) fn gateway_identity(directory: &Path) -> Identity {
    Identity { program: GATEWAY, argument: directory.join(gateway::CONFIG_FILE).into_os_string() }
}

/// Brokers and gateways whose configuration lies below `directory`, with its path from there.
pub(super) fn processes_below(directory: &Path) -> io::Result<Vec<(Identity, PathBuf)>> {
    let known = |arguments: &[OsString]| {
        let name = Path::new(arguments.first()?).file_name()?;
        let program = [JAVA, GATEWAY].into_iter().find(|program| name == *program)?;
        arguments.iter().skip(1).find_map(|argument| {
            let text = argument.to_str()?;
            let path = Path::new(text.strip_prefix('@').unwrap_or(text));
            let below = path.strip_prefix(directory).ok()?.to_owned();
            Some((Identity { program, argument: argument.clone() }, below))
        })
    };
    let found = child::scan(|arguments| known(arguments).is_some())?;
    Ok(found.iter().filter_map(|(_, arguments)| known(arguments)).collect())
}

/// Stops every process whose configuration lies below `directory`: gateways, then brokers.
pub(super) async fn stop_below(directory: &Path) -> io::Result<()> {
    let mut identities: Vec<_> =
        processes_below(directory)?.into_iter().map(|(identity, _)| identity).collect();
    identities.sort_by_key(|identity| identity.program == JAVA);
    for identity in identities {
        while let Some(process) = Process::find(&identity)? {
            process.stop(KAFKA_GRACE).await?;
        }
    }
    Ok(())
}
