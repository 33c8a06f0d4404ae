//! Where everything of a cluster lies, and how its files are written.
//!
//! ```text
//! clusters/<cluster id>/cluster.json            the manifest: written last, removed first
//! clusters/<cluster id>/broker-1/kafka/…        configuration, log directory, output
//! clusters/<cluster id>/broker-1/gateway/…      configuration, certificate, secrets, output
//! ```
//! Files hold secrets, so they and their directories belong to their owner alone. A file is replaced
//! by renaming a complete new one over it: a crash leaves the old or the new, never half of one.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use wire::ids::ClusterId;

/// The directory of one cluster.
#[derive(Debug, Clone)]
pub(super) struct ClusterFiles(PathBuf);

impl ClusterFiles {
    pub(super) fn new(clusters: &Path, cluster: ClusterId) -> Self {
        Self(clusters.join(cluster.to_string()))
    }

    pub(super) fn directory(&self) -> &Path {
        &self.0
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.0.join("cluster.json")
    }

    pub(super) fn kafka(&self, broker: u16) -> PathBuf {
        self.0.join(format!("broker-{broker}")).join("kafka")
    }

    pub(super) fn gateway(&self, broker: u16) -> PathBuf {
        self.0.join(format!("broker-{broker}")).join("gateway")
    }
}

/// Makes a directory, with its parents, that only its owner can enter.
pub fn create_private_directory(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// The content of a file, or `None` when there is no such file.
pub fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a file; that there is none is fine.
pub fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Replaces a file in one step; only its owner can read it.
pub fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".new");
    let partial = PathBuf::from(partial);
    remove_if_there(&partial)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&partial, path)
}

/// A file a process should have.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) path: PathBuf,
    pub(super) content: zeroize::Zeroizing<Vec<u8>>,
}

impl Wanted {
    pub(super) fn new(path: PathBuf, content: impl Into<Vec<u8>>) -> Self {
        Self { path, content: zeroize::Zeroizing::new(content.into()) }
    }

    /// The same file in another directory.
    pub(super) fn moved_to(&self, directory: &Path) -> Self {
        let name = self.path.file_name().unwrap_or_default();
        Self { path: directory.join(name), content: self.content.clone() }
    }

    /// Whether the file is there as wanted.
    pub(super) fn is_there(&self) -> io::Result<bool> {
        Ok(read_if_there(&self.path)?.as_deref() == Some(self.content.as_slice()))
    }

    pub(super) fn write(&self) -> io::Result<()> {
        if let Some(directory) = self.path.parent() {
            create_private_directory(directory)?;
        }
        write_private(&self.path, &self.content)
    }
}
