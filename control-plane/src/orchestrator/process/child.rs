//! Processes that outlive us: started, found again, signalled and waited for.
//!
//! A process is known by what it runs: its program's name together with the absolute path of its
//! configuration among its arguments. The process table is asked each time, so there is no pid file
//! to be stale, lost between a start and its writing, or pointing at a recycled pid. Once found, a
//! process is held by a pidfd, which never comes to mean another one.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    os::{fd::OwnedFd, unix::ffi::OsStrExt as _},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use rustix::process::{Pid, PidfdFlags, Signal, geteuid, getpid, pidfd_open, pidfd_send_signal};
use tokio::{io::unix::AsyncFd, process::Command, sync::watch, time::timeout};

/// How soon the process table is read again for a process that was just started.
const LOOK_AGAIN: Duration = Duration::from_millis(1);

/// How one of our processes is told from all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The file name of its program, `java`.
    pub program: &'static str,
    /// An argument that only this process has: it holds the absolute path of its configuration.
    pub argument: OsString,
}

/// What to start.
#[derive(Debug)]
pub struct Launch {
    /// The program.
    pub program: PathBuf,
    /// Its arguments; never a secret, since everyone on the machine can read them.
    pub arguments: Vec<OsString>,
    /// Where it runs.
    pub directory: PathBuf,
    /// What it prints goes here.
    pub log: File,
    /// The user and group it runs as, when they are not ours.
    pub user: Option<(u32, u32)>,
}

/// A process that runs, or ran when we last looked.
#[derive(Debug)]
pub struct Process {
    /// Its number, for people.
    pub pid: i32,
    pidfd: AsyncFd<OwnedFd>,
    /// Closed when the exit status of a child of ours has been collected.
    uncollected: Option<watch::Receiver<()>>,
}

/// How a process was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// By itself, after it was asked to.
    Gracefully,
    /// It did not listen and was killed.
    Killed,
}

impl Launch {
    /// Starts the process in a group of its own, so that a Ctrl-C at our terminal is not its.
    /// Returns once it can be found in the process table, or has ended.
    pub async fn start(self) -> io::Result<Process> {
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .current_dir(&self.directory)
            .stdin(Stdio::null())
            .stdout(self.log.try_clone()?)
            .stderr(self.log)
            .process_group(0)
            .kill_on_drop(false);
        // What it inherits is ours alone to decide: no credentials, no tuning by accident.
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        let mut child = command.spawn()?;
        let pid = child.id().and_then(|pid| i32::try_from(pid).ok()).and_then(Pid::from_raw);
        let pid = pid.ok_or_else(|| io::Error::other("the child has no pid"))?;
        let (collector, uncollected) = watch::channel(());
        let process = Process { uncollected: Some(uncollected), ..Process::open(pid)? };
        // Somebody must collect the exit status, or the process stays in the table as a zombie.
        tokio::spawn(async move {
            let _ = child.wait().await;
            drop(collector);
        });
        // For a moment after its start a process has our arguments yet, and for another one none:
        // whoever looked for it to stop it would not see it.
        let ours = arguments_of(getpid());
        while arguments_of(pid).is_none_or(|arguments| Some(arguments) == ours)
            && timeout(LOOK_AGAIN, process.ended()).await.is_err()
        {}
        Ok(process)
    }
}

impl Process {
    fn open(pid: Pid) -> io::Result<Self> {
        let pidfd = pidfd_open(pid, PidfdFlags::empty())?;
        #[expect(
            deprecated,
            reason = "its successor is unsafe for the sake of types that do not own their descriptor; this one does"
        )]
        let pidfd = AsyncFd::new(pidfd)?;
        Ok(Self { pid: pid.as_raw_nonzero().get(), pidfd, uncollected: None })
    }

    /// The running process with this identity.
    pub fn find(identity: &Identity) -> io::Result<Option<Self>> {
        for (pid, _) in scan(|arguments| identity.matches(arguments))? {
            let process = match Self::open(pid) {
                Ok(process) => process,
                Err(error)
                    if error.raw_os_error() == Some(rustix::io::Errno::SRCH.raw_os_error()) =>
                {
                    continue;
                }
                Err(error) => return Err(error),
            };
            // The pid was looked at before the pidfd pinned it: look again.
            if arguments_of(pid).is_some_and(|arguments| identity.matches(&arguments)) {
                return Ok(Some(process));
            }
        }
        Ok(None)
    }

    /// Waits until the process has ended, and for a child of ours until nobody sees it any more: a
    /// Postgres that starts in the meantime would take it for a server that runs.
    pub async fn ended(&self) -> io::Result<()> {
        self.pidfd.readable().await.map(drop)?;
        if let Some(uncollected) = &self.uncollected {
            let _ = uncollected.clone().changed().await;
        }
        Ok(())
    }

    /// Asks the process to stop, and kills it when it has not within `grace`.
    pub async fn stop(&self, grace: Duration) -> io::Result<Ended> {
        self.stop_with(Signal::TERM, grace).await
    }

    /// [`Self::stop`] for programs that take another signal as the polite one.
    pub async fn stop_with(&self, polite: Signal, grace: Duration) -> io::Result<Ended> {
        self.signal(polite)?;
        if let Ok(ended) = timeout(grace, self.ended()).await {
            return ended.map(|()| Ended::Gracefully);
        }
        self.signal(Signal::KILL)?;
        self.ended().await.map(|()| Ended::Killed)
    }

    /// Kills the process without waiting for its end.
    pub fn kill(&self) -> io::Result<()> {
        self.signal(Signal::KILL)
    }

    fn signal(&self, signal: Signal) -> io::Result<()> {
        match pidfd_send_signal(self.pidfd.get_ref(), signal) {
            Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl Identity {
    fn matches(&self, arguments: &[OsString]) -> bool {
        let program = arguments.first().and_then(|path| Path::new(path).file_name());
        program.is_some_and(|name| name == self.program)
            && arguments.iter().skip(1).any(|argument| *argument == self.argument)
    }
}

/// The processes whose arguments fulfil `wanted`, with these arguments.
pub fn scan(wanted: impl Fn(&[OsString]) -> bool) -> io::Result<Vec<(Pid, Vec<OsString>)>> {
    let us = getpid();
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let Some(pid) = entry?.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let Some(pid) = Pid::from_raw(pid).filter(|pid| *pid != us) else { continue };
        if let Some(arguments) = arguments_of(pid).filter(|arguments| wanted(arguments)) {
            found.push((pid, arguments));
        }
    }
    Ok(found)
}

/// The arguments of a live process that we may signal. A zombie has none.
fn arguments_of(pid: Pid) -> Option<Vec<OsString>> {
    use std::os::unix::fs::MetadataExt as _;
    let directory = PathBuf::from(format!("/proc/{}", pid.as_raw_nonzero()));
    let owner = fs::metadata(&directory).ok()?.uid();
    let us = geteuid();
    if !us.is_root() && owner != us.as_raw() {
        return None;
    }
    let bytes = fs::read(directory.join("cmdline")).ok()?;
    let bytes = bytes.strip_suffix(&[0])?;
    Some(bytes.split(|b| *b == 0).map(|a| std::ffi::OsStr::from_bytes(a).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A process that waits, told from others by `marker`.
    fn waiting(directory: &Path, marker: &Path) -> Launch {
        File::create(marker).unwrap();
        Launch {
            program: "/usr/bin/tail".into(),
            arguments: vec!["-f".into(), marker.into()],
            directory: directory.to_owned(),
            log: File::create(directory.join("log")).unwrap(),
            user: None,
        }
    }

    fn identity(marker: &Path) -> Identity {
        Identity { program: "tail", argument: marker.into() }
    }

    #[tokio::test]
    async fn a_process_is_found_again_by_what_it_runs_and_by_nothing_less() {
        let dir = tempfile::tempdir().unwrap();
        let marker = dir.path().join("server.properties");
        assert!(Process::find(&identity(&marker)).unwrap().is_none());
        let started = waiting(dir.path(), &marker).start().await.unwrap();

        let found = Process::find(&identity(&marker)).unwrap().expect("it runs");
        assert_eq!(found.pid, started.pid);
        let another_program = Identity { program: "java", argument: marker.clone().into() };
        assert!(Process::find(&another_program).unwrap().is_none());
        let shorter = identity(dir.path());
        assert!(Process::find(&shorter).unwrap().is_none());

        assert_eq!(found.stop(Duration::from_secs(5)).await.unwrap(), Ended::Gracefully);
        started.ended().await.unwrap();
        assert!(Process::find(&identity(&marker)).unwrap().is_none());
        // Stopping what is gone is a success.
        assert_eq!(found.stop(Duration::from_secs(5)).await.unwrap(), Ended::Gracefully);
    }

    #[tokio::test]
    async fn a_deaf_process_is_killed() {
        let dir = tempfile::tempdir().unwrap();
        let marker = dir.path().join("deaf");
        let mut launch = waiting(dir.path(), &marker);
        launch.program = "/bin/sh".into();
        let script = "trap '' TERM; echo ready; exec tail -f \"$0\"";
        launch.arguments = vec!["-c".into(), script.into(), marker.into()];
        let process = launch.start().await.unwrap();
        let log = dir.path().join("log");
        while fs::read_to_string(&log).unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        let ended = process.stop(Duration::from_millis(50)).await.unwrap();
        assert_eq!(ended, Ended::Killed);
    }
}
