//! The stack that is measured: one that runs already, or one of our own in a temporary directory.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use rustls::ClientConfig;
use serde::Deserialize;
use tempfile::TempDir;
use tokio::process::Command;
use wire::secret::Secret;

use crate::{
    connection::trust,
    error::{BenchError, Doing as _, Result},
    process::{Process, free_ports, memory_kib, proportional_kib},
    report::Table,
};

/// A first start makes the class-data archive.
const START_LIMIT: Duration = Duration::from_mins(1);
/// Ports for the clusters of a stack of our own.
const CLUSTER_PORTS: &str = "29092-29999";

/// Which stack.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct StackOptions {
    /// `dev.json` of a stack that runs; if not given, a stack is started and stopped again.
    #[arg(long)]
    dev_json: Option<PathBuf>,
    /// The control plane's program, for a stack of our own; the one beside this program if not given.
    #[arg(long, env = "MILLRACE_CONTROL_PLANE")]
    control_plane: Option<PathBuf>,
    /// Where Kafka and PostgreSQL are, for a stack of our own.
    #[arg(long, env = "MILLRACE_RUNTIME", default_value = ".millrace/runtime")]
    runtime: PathBuf,
}

/// What `make dev` writes down.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct DevFile {
    /// Where the API is, with its version.
    pub(crate) api_url: String,
    /// Who may do everything.
    pub(crate) admin: Admin,
    demo: Demo,
}

/// The administrator.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Admin {
    /// Their address.
    pub(crate) email: String,
    /// Their password.
    pub(crate) password: Secret<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Demo {
    ca_file: PathBuf,
}

/// A stack that runs.
pub(crate) struct Stack {
    /// How to reach it.
    pub(crate) dev: DevFile,
    /// For clients of its gateways.
    pub(crate) tls: Arc<ClientConfig>,
    directory: PathBuf,
    own: Option<(Process, TempDir)>,
}

impl Stack {
    /// The stack that the options name.
    pub(crate) async fn open(options: &StackOptions) -> Result<Self> {
        Self::open_with(options, None).await
    }

    /// The same; a stack of our own has this plan catalogue.
    pub(crate) async fn open_with(options: &StackOptions, catalogue: Option<&str>) -> Result<Self> {
        match &options.dev_json {
            Some(file) => Self::read(file, None),
            None => Self::start(options, catalogue).await,
        }
    }

    fn read(file: &Path, own: Option<(Process, TempDir)>) -> Result<Self> {
        let content = fs::read(file).doing(|| format!("read {}", file.display()))?;
        let dev: DevFile = serde_json::from_slice(&content)
            .map_err(|error| BenchError::Setup(format!("{}: {error}", file.display())))?;
        let directory = file
            .canonicalize()
            .ok()
            .and_then(|file| Some(file.parent()?.to_owned()))
            .unwrap_or_default();
        let ca_file = &dev.demo.ca_file;
        // A relative path starts where the stack was started: beside its directory.
        let ca_file = directory.parent().unwrap_or(&directory).join(ca_file);
        let pem = fs::read(&ca_file).doing(|| format!("read {}", ca_file.display()))?;
        Ok(Self { dev, tls: trust(&pem)?, directory, own })
    }

    async fn start(options: &StackOptions, catalogue: Option<&str>) -> Result<Self> {
        let directory = TempDir::with_prefix("millrace-bench-")
            .doing(|| "make a temporary directory".to_owned())?;
        // The embedded Postgres may run as another user, who has to get through to its own directory.
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o711))
            .doing(|| "open the temporary directory for Postgres".to_owned())?;
        let program = match &options.control_plane {
            Some(program) => program.clone(),
            None => std::env::current_exe()
                .doing(|| "find this program".to_owned())?
                .with_file_name("millrace-control-plane"),
        };
        let [listen] = free_ports()?;
        let mut command = Command::new(program);
        command
            .arg("dev")
            .arg("--directory")
            .arg(directory.path())
            .arg("--runtime")
            .arg(&options.runtime)
            .args(["--listen", &listen.to_string(), "--ports", CLUSTER_PORTS]);
        if let Some(catalogue) = catalogue {
            let file = directory.path().join("plans.json");
            fs::write(&file, catalogue).doing(|| format!("write {}", file.display()))?;
            command.arg("--plans-file").arg(file);
        }
        let log = directory.path().join("stack.log");
        let mut process = Process::start("the stack", &mut command, log)?;
        let file = directory.path().join("dev.json");
        let ready_url = format!("http://{listen}/readyz");
        let ready = async || {
            let response = reqwest::get(&ready_url).await.ok()?;
            (response.status().is_success() && file.exists()).then_some(())
        };
        process.ready(START_LIMIT, ready).await?;
        Self::read(&file, Some((process, directory)))
    }

    /// Stops the stack, if it is our own.
    pub(crate) async fn stop(self) -> Result<()> {
        match self.own {
            Some((process, _directory)) => process.stop().await,
            None => Ok(()),
        }
    }

    /// What each kind of process of the stack has in memory.
    pub(crate) fn memory(&self) -> Result<Table> {
        let mut table = Table::new(
            "Memory",
            &["process", "number", "resident MiB, all together", "proportional MiB"],
        );
        let processes = self.processes().doing(|| "look at the process table".to_owned())?;
        for kind in ["millrace-control-plane", "millrace-gateway", "java", "postgres"] {
            let (mut number, mut resident, mut proportional) = (0, 0, 0);
            for (_, pid) in processes.iter().filter(|(program, _)| program == kind) {
                // One may end while we look.
                let (Ok(rss), Ok(pss)) = (memory_kib(*pid, "VmRSS"), proportional_kib(*pid)) else {
                    continue;
                };
                number += 1;
                resident += rss;
                proportional += pss;
            }
            table.row([
                kind.to_owned(),
                number.to_string(),
                (resident / 1024).to_string(),
                (proportional / 1024).to_string(),
            ]);
        }
        Ok(table)
    }

    /// Program and process id of all that belongs to the stack: what has its directory, or a file in
    /// it, as an argument, and all that come from those.
    fn processes(&self) -> io::Result<Vec<(String, u32)>> {
        let mut all = Vec::new();
        for entry in fs::read_dir("/proc")? {
            let name = entry?.file_name();
            let Some(pid) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else {
                continue;
            };
            let program = fs::read_link(format!("/proc/{pid}/exe")).ok();
            let program = program.and_then(|p| Some(p.file_name()?.to_str()?.to_owned()));
            all.extend(program.map(|program| (program, pid)));
        }
        let is_ours = |pid: u32| {
            let mut line = std::iter::successors(Some(pid), |pid| parent(*pid));
            line.any(|pid| self.names_directory(pid))
        };
        Ok(all.into_iter().filter(|(_, pid)| is_ours(*pid)).collect())
    }

    fn names_directory(&self, pid: u32) -> bool {
        let Ok(arguments) = fs::read_to_string(format!("/proc/{pid}/cmdline")) else {
            return false;
        };
        let current = fs::read_link(format!("/proc/{pid}/cwd")).unwrap_or_default();
        let mut paths = arguments.split('\0').map(|argument| {
            // Java takes `@file`; the control plane's default directory is no argument at all.
            let argument = argument.strip_prefix('@').unwrap_or(argument);
            let argument = if argument == "dev" { ".millrace" } else { argument };
            current.join(argument)
        });
        paths.any(|path| path.canonicalize().is_ok_and(|path| path.starts_with(&self.directory)))
    }
}

fn parent(pid: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("PPid:")?.trim().parse().ok())
}
