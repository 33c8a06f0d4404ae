//! The service as `make dev` runs it: one child process on free ports, in a directory of its own.
//!
//! It stops when its standard input closes, so it cannot outlive the tests, however they end.

use std::{
    collections::BTreeMap,
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Stdio,
    sync::atomic::{AtomicU16, Ordering},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, ChildStdin, Command},
    sync::{Mutex, OnceCell},
    time::timeout,
};

use crate::{api::Api, wait::eventually};

/// How long a stack may take to start or stop before the test gives up on it.
const START_LIMIT: Duration = Duration::from_mins(2);
/// An administrator's access token is used for this long; it lives for ten minutes.
const TOKEN_AGE: Duration = Duration::from_mins(5);

/// How the folders of stacks are called; the id of the test's process follows.
const PREFIX: &str = "millrace-it-";

/// A running service.
#[derive(Debug)]
pub struct Stack {
    directory: tempfile::TempDir,
    listen: String,
    ports: String,
    profile: &'static str,
    log: &'static str,
    process: Mutex<Option<Process>>,
    dev: Value,
    admin: Mutex<Option<(Instant, String)>>,
}

#[derive(Debug)]
struct Process {
    child: Child,
    /// Closing it stops the process.
    _stdin: ChildStdin,
    /// Everything it printed until it was ready.
    output: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests crate lies in the root")
}

/// A program of ours, built into the same folder as the tests.
pub fn program(name: &str) -> PathBuf {
    let tests = std::env::current_exe().expect("the path of this test");
    let folder = tests.parent().and_then(Path::parent).expect("…/deps/<test>");
    let program = folder.join(name);
    assert!(program.exists(), "{} is missing: run the tests with `make test`", program.display());
    program
}

/// Where `make dev` put Kafka and Postgres.
pub fn runtime() -> PathBuf {
    root().join(".millrace/runtime")
}

/// The folder with Kafka's jars.
pub fn kafka_libs() -> String {
    let found = fs::read_dir(runtime())
        .expect("`make dev` or `make test` fetched Kafka")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .map(|release| release.join("libs"))
        .find(|libs| libs.join("kafka-clients-4.3.1.jar").exists());
    found.expect("a Kafka release").to_str().expect("a UTF-8 path").to_owned()
}

/// A port that nobody has at the moment.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port()
}

/// Every stack gets a hundred ports of its own for its clusters.
fn port_range() -> String {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let slot = u16::try_from(std::process::id() % 40).expect("below 40") * 5;
    let first = 20_000 + (slot + NEXT.fetch_add(1, Ordering::Relaxed) % 5) * 60;
    format!("{first}-{}", first + 59)
}

impl Stack {
    /// The stack that tests share.
    pub async fn shared() -> &'static Self {
        static SHARED: OnceCell<Stack> = OnceCell::const_new();
        let start = async || {
            sweep();
            Self::start().await
        };
        SHARED.get_or_init(start).await
    }

    /// A stack of one's own, to be stopped and killed at will.
    pub async fn start() -> Self {
        Self::start_with("dev", "info").await
    }

    /// The same, with a shared cell of three brokers.
    pub async fn of_three_brokers() -> Self {
        Self::start_with("trial", "info").await
    }

    /// The same as the ordinary one, with a control plane that logs more than it should anywhere else.
    pub async fn talkative() -> Self {
        Self::start_with("dev", "debug").await
    }

    async fn start_with(profile: &'static str, log: &'static str) -> Self {
        let directory = tempfile::Builder::new()
            .prefix(&format!("{PREFIX}{}-", std::process::id()))
            // For root, Postgres runs as another user, who has to get there.
            .permissions(fs::Permissions::from_mode(0o711))
            .tempdir()
            .expect("a folder");
        let mut stack = Self {
            directory,
            listen: format!("127.0.0.1:{}", free_port()),
            ports: port_range(),
            profile,
            log,
            process: Mutex::new(None),
            dev: Value::Null,
            admin: Mutex::new(None),
        };
        stack.resume().await;
        let dev = fs::read(stack.directory().join("dev.json")).expect("dev.json");
        stack.dev = serde_json::from_slice(&dev).expect("dev.json is JSON");
        stack
    }

    /// Starts the process (again), in the same directory and on the same ports.
    pub async fn resume(&self) {
        self.resume_with_profile(self.profile).await;
    }

    /// The same, with other sizes.
    pub async fn resume_with_profile(&self, profile: &str) {
        let mut process = self.process.lock().await;
        assert!(process.is_none(), "it runs already");
        let mut child = Command::new(program("millrace-control-plane"))
            .args(["dev", "--stop-with-input", "--listen", &self.listen, "--ports", &self.ports])
            .args(["--plan-profile", profile, "--log", self.log])
            .arg("--directory")
            .arg(self.directory())
            .arg("--runtime")
            .arg(runtime())
            .env_remove("DATABASE_URL")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::from(self.log_file()))
            .kill_on_drop(true)
            .spawn()
            .expect("the control plane starts");
        let stdin = child.stdin.take().expect("standard input is piped");
        let mut lines =
            BufReader::new(child.stdout.take().expect("standard output is piped")).lines();
        let mut output = String::new();
        let ready = timeout(START_LIMIT, async {
            while let Ok(Some(line)) = lines.next_line().await {
                output.push_str(&line);
                output.push('\n');
                if line.contains("Ctrl-C stops everything") {
                    return true;
                }
            }
            false
        });
        let ready = ready.await.unwrap_or(false);
        assert!(ready, "the stack did not get ready:\n{output}\n{}", self.log());
        // Whatever it prints from here on must not fill the pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        *process = Some(Process { child, _stdin: stdin, output });
    }

    /// What the process printed until it was ready.
    pub async fn output(&self) -> String {
        self.process.lock().await.as_ref().expect("it runs").output.clone()
    }

    /// Stops the process as Ctrl-C does; how long it took.
    pub async fn stop(&self) -> Duration {
        let mut process = self.process.lock().await.take().expect("it runs");
        let began = Instant::now();
        signal(&process.child, Signal::INT);
        timeout(START_LIMIT, process.child.wait()).await.expect("it stops").expect("its status");
        began.elapsed()
    }

    /// Kills the process; what it started lives on.
    pub async fn kill(&self) {
        let mut process = self.process.lock().await.take().expect("it runs");
        signal(&process.child, Signal::KILL);
        process.child.wait().await.expect("its status");
    }

    /// Everything it keeps.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// `host:port` of the API.
    pub fn api_address(&self) -> String {
        self.listen.clone()
    }

    /// `dev.json`.
    pub fn dev(&self) -> &Value {
        &self.dev
    }

    /// The certificate authority of the gateways' certificates.
    pub fn ca_file(&self) -> PathBuf {
        PathBuf::from(self.dev["demo"]["ca_file"].as_str().expect("a CA file"))
    }

    /// A caller without a token.
    pub fn anonymous(&self) -> Api {
        Api::anonymous(&format!("http://{}", self.listen))
    }

    /// The administrator.
    pub async fn admin(&self) -> Api {
        let mut admin = self.admin.lock().await;
        // The token is shared, the HTTP client is not: it ends with the runtime of its test.
        if let Some((since, token)) = &*admin
            && since.elapsed() < TOKEN_AGE
        {
            return self.anonymous().with_token(token);
        }
        let text = |name: &str| self.dev["admin"][name].as_str().expect("the admin's account");
        let token = self.anonymous().access_token(text("email"), text("password")).await;
        let api = self.anonymous().with_token(&token);
        *admin = Some((Instant::now(), token));
        api
    }

    /// What the control plane logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.directory().join("control-plane.log")).unwrap_or_default()
    }

    /// Waits until a log file whose name contains `component` contains `text`, in any case.
    pub async fn wait_for_log(&self, component: &str, text: &str) {
        eventually(
            &format!("`{text}` in the {component} log"),
            Duration::from_secs(10),
            || async {
                let logs = self.logs(component);
                if logs.to_lowercase().contains(&text.to_lowercase()) { Ok(()) } else { Err(logs) }
            },
        )
        .await;
    }

    /// All log files whose names contain `component`, one after the other.
    pub fn logs(&self, component: &str) -> String {
        let (mut folders, mut logs) = (vec![self.directory().to_path_buf()], String::new());
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
                let name = entry.file_name().to_string_lossy().into_owned();
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    folders.push(entry.path());
                } else if name.contains(component) && name.contains("log") {
                    logs.push_str(&fs::read_to_string(entry.path()).unwrap_or_default());
                }
            }
        }
        logs
    }

    fn log_file(&self) -> fs::File {
        fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.directory().join("control-plane.log"))
            .expect("the log file opens")
    }
}

impl Drop for Stack {
    /// A test may fail at any point: what it started ends with it.
    fn drop(&mut self) {
        if let Some(process) = self.process.get_mut() {
            signal(&process.child, Signal::INT);
            let until = Instant::now() + Duration::from_secs(10);
            while matches!(process.child.try_wait(), Ok(None)) && Instant::now() < until {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "a `drop` has no runtime to wait with"
                )]
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        for pid in processes_of(self.directory.path()).into_keys().filter_map(Pid::from_raw) {
            // It may have ended by itself meanwhile.
            let _ = kill_process(pid, Signal::KILL);
        }
    }
}

/// What runs for a directory: process ids with their command lines.
pub fn processes_of(directory: &Path) -> BTreeMap<i32, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok) {
        let Ok(pid) = entry.file_name().to_string_lossy().parse() else { continue };
        // A process may end while it is looked at.
        let command = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let command = String::from_utf8_lossy(&command).replace('\0', " ");
        let is_there = fs::read_link(entry.path().join("cwd"));
        if is_there.is_ok_and(|place| place.starts_with(directory))
            || command.contains(&*directory.to_string_lossy())
        {
            found.insert(pid, command);
        }
    }
    found
}

/// Removes what shared stacks of earlier runs left: nothing of a test's process outlives it but the
/// folder of a stack that nobody owned.
fn sweep() {
    for entry in fs::read_dir(std::env::temp_dir()).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let owner = name.strip_prefix(PREFIX).and_then(|rest| rest.split('-').next());
        let Some(owner) = owner.and_then(|pid| pid.parse::<u32>().ok()) else { continue };
        let is_over = !Path::new("/proc").join(owner.to_string()).exists();
        if is_over && processes_of(&entry.path()).is_empty() {
            // Another run may be sweeping, too.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn signal(child: &Child, signal: Signal) {
    let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    kill_process(pid.expect("it runs"), signal).expect("the signal is delivered");
}
