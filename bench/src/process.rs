//! Processes we start, and what the system says about processes: CPU time and memory.
//!
//! A child is stopped by its own pid. One that is dropped is asked to stop too, so that nothing outlives
//! a run, however it ends; it is not killed, because a stack has children of its own to stop.

use std::{
    fs::{self, File},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{Instant, sleep, timeout},
};

use crate::{
    error::{BenchError, Doing as _, Result},
    report::float,
};

/// How long a child may take to stop before it is killed.
const GRACE: Duration = Duration::from_secs(30);

/// A process of ours.
#[derive(Debug)]
pub(crate) struct Process {
    name: &'static str,
    log: PathBuf,
    pid: u32,
    child: Child,
}

impl Process {
    /// Starts `command`; what it prints goes to `log`.
    pub(crate) fn start(name: &'static str, command: &mut Command, log: PathBuf) -> Result<Self> {
        let out = File::create(&log).doing(|| format!("create {}", log.display()))?;
        let err = out.try_clone().doing(|| format!("open {}", log.display()))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .spawn()
            .doing(|| format!("start {name}"))?;
        let pid = child.id().ok_or_else(|| BenchError::Setup(format!("{name} ended at once")))?;
        Ok(Self { name, log, pid, child })
    }

    /// Its number.
    pub(crate) const fn pid(&self) -> u32 {
        self.pid
    }

    /// Tries `check` until it succeeds; gives up when the process ends or after `limit`, and then
    /// says what the process printed last.
    pub(crate) async fn ready<T>(
        &mut self,
        limit: Duration,
        mut check: impl AsyncFnMut() -> Option<T>,
    ) -> Result<T> {
        let start = Instant::now();
        loop {
            if let Some(ready) = check().await {
                return Ok(ready);
            }
            let ended = self.child.try_wait().doing(|| format!("look at {}", self.name))?;
            if ended.is_some() || start.elapsed() > limit {
                let log = fs::read_to_string(&self.log).unwrap_or_default();
                let mut last: Vec<_> = log.lines().rev().take(12).collect();
                last.reverse();
                return Err(BenchError::Setup(format!(
                    "{} is not ready after {:.1?}{}; it printed:\n{}",
                    self.name,
                    start.elapsed(),
                    ended.map(|status| format!(" ({status})")).unwrap_or_default(),
                    last.join("\n")
                )));
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Asks the process to stop and waits until it has.
    pub(crate) async fn stop(mut self) -> Result<()> {
        self.ask_to_stop();
        if timeout(GRACE, self.child.wait()).await.is_err() {
            self.child.kill().await.doing(|| format!("kill {}", self.name))?;
        }
        Ok(())
    }

    fn ask_to_stop(&self) {
        // Its exit status was not collected, so the number is still its own.
        let Some(id) = self.child.id() else { return };
        if let Some(pid) = i32::try_from(id).ok().and_then(Pid::from_raw) {
            // It may have ended by itself, which is as good.
            let _ = kill_process(pid, Signal::TERM);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.ask_to_stop();
    }
}

/// `N` ports of the loopback interface that are free now.
pub(crate) fn free_ports<const N: usize>() -> Result<[SocketAddr; N]> {
    let mut ports = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)); N];
    let mut held = Vec::with_capacity(N);
    for port in &mut ports {
        let listener = TcpListener::bind(*port).doing(|| "find a free port".to_owned())?;
        *port = listener.local_addr().doing(|| "find a free port".to_owned())?;
        held.push(listener);
    }
    Ok(ports)
}

/// Whether somebody listens there.
pub(crate) async fn listens(address: SocketAddr) -> bool {
    TcpStream::connect(address).await.is_ok()
}

/// CPU time of a process so far, all threads, user and system.
pub(crate) fn cpu_time(pid: u32) -> Result<Duration> {
    let path = format!("/proc/{pid}/stat");
    let stat = fs::read_to_string(&path).doing(|| format!("read {path}"))?;
    // The name stands in parentheses and may hold anything; fields 14 and 15 follow it.
    let after_name = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let ticks: u64 = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    let per_second = float(rustix::param::clock_ticks_per_second());
    Ok(Duration::from_secs_f64(float(ticks) / per_second))
}

/// Memory of a process in KiB: a field of `/proc/<pid>/status` such as `VmRSS` or `VmHWM`.
pub(crate) fn memory_kib(pid: u32, field: &str) -> Result<u64> {
    kib(Path::new(&format!("/proc/{pid}/status")), field)
}

/// Memory of a process in KiB with shared pages divided among those who share them.
pub(crate) fn proportional_kib(pid: u32) -> Result<u64> {
    kib(Path::new(&format!("/proc/{pid}/smaps_rollup")), "Pss")
}

fn kib(path: &Path, field: &str) -> Result<u64> {
    let text = fs::read_to_string(path).doing(|| format!("read {}", path.display()))?;
    text.lines()
        .find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| BenchError::Setup(format!("{} has no {field}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_figures_can_be_read() {
        let pid = std::process::id();
        assert!(memory_kib(pid, "VmRSS").unwrap() > 100);
        assert!(proportional_kib(pid).unwrap() > 100);
        assert!(cpu_time(pid).unwrap() < Duration::from_hours(1));
    }

    #[test]
    fn free_ports_differ() {
        let [a, b] = free_ports().unwrap();
        assert_ne!(a, b);
    }
}
