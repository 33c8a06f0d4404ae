//! A gateway of a test's own before the broker of a stack, with settings to its liking.
//!
//! It says it is the broker's gateway, so its reports spoil those of the stack's: use it with stacks
//! of which nobody expects any.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tokio::process::{Child, Command};

use crate::{
    clients::{Access, PATIENCE},
    inside::Inside,
    stack::{free_port, program},
    wait::eventually,
};

/// A gateway process; it ends with this value.
#[derive(Debug)]
pub struct Gateway {
    directory: tempfile::TempDir,
    listen: String,
    admin: String,
    child: Child,
}

impl Gateway {
    /// Starts a gateway like that of the first broker of `cell`, but for `settings`, which replace
    /// those of its configuration. Does not wait until it serves.
    pub fn start(cell: &Inside, settings: &Value) -> Self {
        Self::start_with_log(cell, settings, "info")
    }

    /// The same, with log lines of the given levels.
    pub fn start_with_log(cell: &Inside, settings: &Value, levels: &str) -> Self {
        let directory = tempfile::tempdir().expect("a folder");
        let original = Self::files_of(cell);
        for file in fs::read_dir(&original).expect("the gateway's files").filter_map(Result::ok) {
            fs::copy(file.path(), directory.path().join(file.file_name())).expect("a copy");
        }
        let path = directory.path().join("gateway.json");
        let mut config: Value =
            serde_json::from_slice(&fs::read(&path).expect("gateway.json")).expect("JSON");
        let address = || format!("127.0.0.1:{}", free_port());
        let (listen, admin) = (address(), address());
        let own = json!({"listen": listen, "admin_listen": admin});
        for changes in [&own, settings] {
            for (key, value) in changes.as_object().expect("an object of settings") {
                config[key] = value.clone();
            }
        }
        fs::write(&path, config.to_string()).expect("gateway.json is written");
        let log = fs::File::create(directory.path().join("gateway.log")).expect("a log");
        let child = Command::new(program("millrace-gateway"))
            .args(["--log", levels, "--config"])
            .arg(&path)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .expect("the gateway starts");
        Self { directory, listen, admin, child }
    }

    /// Starts a gateway and waits until it serves.
    pub async fn ready(cell: &Inside, settings: &Value) -> Self {
        let gateway = Self::start(cell, settings);
        gateway.wait_until_ready().await;
        gateway
    }

    /// The files of the gateway that the stack runs before the first broker of `cell`.
    pub fn files_of(cell: &Inside) -> PathBuf {
        cell.directory().join("broker-1/gateway")
    }

    /// Waits until it serves.
    pub async fn wait_until_ready(&self) {
        eventually("the gateway is ready", PATIENCE, || async {
            match self.ask("/readyz").await {
                (200, _) => Ok(()),
                (status, body) => Err(format!("{status} {body}\n{}", self.log())),
            }
        })
        .await;
    }

    /// What the admin port answers: status and body; 0 if nothing.
    pub async fn ask(&self, path: &str) -> (u16, String) {
        match reqwest::get(format!("http://{}{path}", self.admin)).await {
            Ok(answer) => (answer.status().as_u16(), answer.text().await.unwrap_or_default()),
            Err(error) => (0, error.to_string()),
        }
    }

    /// The same access, but through this gateway.
    pub fn access(&self, access: &Access) -> Access {
        Access { bootstrap: self.listen.clone(), ..access.clone() }
    }

    /// Where clients connect: `host:port`.
    pub fn listen(&self) -> &str {
        &self.listen
    }

    /// Where its files are.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.directory.path().join("gateway.log")).unwrap_or_default()
    }

    /// Waits until a line of its log has all of `words`.
    pub async fn wait_for_log(&self, words: &[&str]) {
        eventually(&format!("a line with {words:?}"), PATIENCE, || async {
            let log = self.log();
            let found = log.lines().any(|line| words.iter().all(|word| line.contains(word)));
            if found { Ok(()) } else { Err(log) }
        })
        .await;
    }

    /// Its memory, in bytes.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid().as_raw_nonzero()));
        let status = status.expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
        let kib = line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number");
        kib * 1024
    }

    /// Whether it runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        kill_process(self.pid(), Signal::TERM).expect("the signal is delivered");
    }

    /// Waits until it has ended.
    pub async fn ended(&mut self, within: Duration) -> ExitStatus {
        let ended = tokio::time::timeout(within, self.child.wait()).await;
        ended.expect("it ends").expect("its status")
    }

    fn pid(&self) -> Pid {
        let pid = self.child.id().and_then(|pid| i32::try_from(pid).ok());
        pid.and_then(Pid::from_raw).expect("it runs")
    }
}
