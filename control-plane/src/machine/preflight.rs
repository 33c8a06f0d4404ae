//! What is checked before anything is started: a start that cannot succeed leaves nothing behind.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    net::{SocketAddr, TcpListener},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

/// A broker with its segments, the database and their logs need some room to begin with.
const NEEDED_BYTES: u64 = 512 * 1024 * 1024;

/// Why nothing is started.
#[derive(Debug, thiserror::Error)]
pub enum PreflightError {
    /// Another one works in the same directory.
    #[error("another control plane runs in {directory}: stop it first")]
    Running {
        /// Where.
        directory: PathBuf,
    },
    /// A port is in use.
    #[error(
        "port {port} is in use by another program: stop that, or choose another one with {option}"
    )]
    Port {
        /// Which one.
        port: u16,
        /// The option that changes it.
        option: &'static str,
    },
    /// A port that a cluster has had from its first start is in use.
    #[error("port {port} belongs to a cluster of ours and is in use by another program: stop that")]
    ClusterPort {
        /// Which one.
        port: u16,
    },
    /// No room.
    #[error("{directory} has {free_mib} MiB free, and {needed_mib} are needed: make room")]
    Disk {
        /// Where.
        directory: PathBuf,
        /// How much there is.
        free_mib: u64,
        /// How much there should be.
        needed_mib: u64,
    },
    /// A program is not there.
    #[error("{path} is missing: run `make build`")]
    Program {
        /// Which one.
        path: PathBuf,
    },
    /// A directory or file cannot be used.
    #[error("cannot use {path}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// Takes the directory for ourselves for as long as the result is kept. The system lets go of it
/// when we end, however we end.
pub fn take(directory: &Path) -> Result<File, PreflightError> {
    let path = directory.join("lock");
    let error = |source| PreflightError::File { path: path.clone(), source };
    let mut options = OpenOptions::new();
    let lock = options.create(true).append(true).mode(0o600).open(&path).map_err(error)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            Err(PreflightError::Running { directory: directory.to_owned() })
        }
        Err(TryLockError::Error(source)) => Err(error(source)),
    }
}

/// Whether the API can listen.
pub fn port(address: SocketAddr) -> Result<(), PreflightError> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(_) => Err(PreflightError::Port { port: address.port(), option: "--listen" }),
    }
}

/// Whether there is room for data.
pub fn disk(directory: &Path) -> Result<(), PreflightError> {
    let status = rustix::fs::statvfs(directory).map_err(|errno| PreflightError::File {
        path: directory.to_owned(),
        source: errno.into(),
    })?;
    let free = status.f_bavail.saturating_mul(status.f_frsize);
    if free >= NEEDED_BYTES {
        return Ok(());
    }
    let mib = |bytes: u64| bytes / (1024 * 1024);
    Err(PreflightError::Disk {
        directory: directory.to_owned(),
        free_mib: mib(free),
        needed_mib: mib(NEEDED_BYTES),
    })
}

/// Whether a program of ours is built.
pub fn program(path: &Path) -> Result<(), PreflightError> {
    if path.is_file() {
        return Ok(());
    }
    Err(PreflightError::Program { path: path.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_do_not_share_a_directory_and_the_next_may_have_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = take(dir.path()).unwrap();
        assert!(matches!(take(dir.path()), Err(PreflightError::Running { .. })));
        drop(first);
        take(dir.path()).unwrap();
    }

    #[test]
    fn a_taken_port_is_named() {
        let busy = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = busy.local_addr().unwrap();
        let error = port(address).unwrap_err().to_string();
        assert!(error.contains(&address.port().to_string()), "{error}");
        drop(busy);
        port(address).unwrap();
    }
}
