//! Keeps one process running: adopts it when it runs already, starts it when it does not, starts it
//! again when it ends unasked, stops it when told to.
//!
//! It acts on what the process table says, never on what it did before, so it may be dropped and made
//! anew at any moment. Dropping it leaves the process alone.

use std::{ffi::OsString, io, path::PathBuf, time::Duration};

use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{Instant, MissedTickBehavior, interval, sleep},
};

use super::{
    child::{Ended, Identity, Launch, Process},
    output::Output,
};

/// The first pause before a process is started again; it doubles up to [`LONGEST_PAUSE`].
const SHORTEST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// A process that ran for so long did not fail at starting.
const STEADY: Duration = Duration::from_mins(1);
/// How often the output's size is looked at.
const HOUSEKEEPING: Duration = Duration::from_secs(30);

/// What is to run, and how it is recognised.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// For logs: `clus_…/broker-1/kafka`.
    pub(super) name: String,
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<OsString>,
    pub(super) directory: PathBuf,
    pub(super) identity: Identity,
    pub(super) output: Output,
}

impl Unit {
    async fn launch(&self) -> io::Result<Process> {
        self.output.rotate()?;
        Launch {
            program: self.program.clone(),
            arguments: self.arguments.clone(),
            directory: self.directory.clone(),
            log: self.output.open()?,
            user: None,
        }
        .start()
        .await
    }
}

/// What the process should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Desired {
    Run,
    Stop {
        /// How long it may take to stop by itself.
        grace: Duration,
    },
}

/// What it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Status {
    Starting,
    Running,
    Stopping,
    Stopped,
    Failed { reason: String },
}

/// The handle on a supervised process.
#[derive(Debug)]
pub(super) struct Supervisor {
    desired: watch::Sender<Desired>,
    status: watch::Receiver<Status>,
    task: JoinHandle<()>,
}

impl Supervisor {
    /// Begins to keep `unit` running.
    pub(super) fn start(unit: Unit) -> Self {
        let (desired, wish) = watch::channel(Desired::Run);
        let (report, status) = watch::channel(Status::Starting);
        let task = tokio::spawn(Keeper { unit, wish, report, pause: SHORTEST_PAUSE }.keep());
        Self { desired, status, task }
    }

    /// What the process does now.
    pub(super) fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// Has the process run again after [`Self::stop`].
    pub(super) fn run(&self) {
        self.wish(Desired::Run);
    }

    /// Wishing the same again changes nothing.
    fn wish(&self, wish: Desired) {
        self.desired.send_if_modified(|desired| std::mem::replace(desired, wish) != wish);
    }

    /// Has the process stopped, by force if it has not within `grace`; returns once it is gone.
    pub(super) async fn stop(&self, grace: Duration) {
        self.wish(Desired::Stop { grace });
        let mut status = self.status.clone();
        // The other end closes only with the task, and with that nothing would be started again.
        let _ = status.wait_for(|status| *status == Status::Stopped).await;
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Keeper {
    unit: Unit,
    wish: watch::Receiver<Desired>,
    report: watch::Sender<Status>,
    pause: Duration,
}

impl Keeper {
    async fn keep(mut self) {
        loop {
            let wish = *self.wish.borrow_and_update();
            let wished_anew = match wish {
                Desired::Stop { grace } => self.stopped(grace).await,
                Desired::Run => self.running().await,
            };
            if !wished_anew {
                return;
            }
        }
    }

    /// Stops the process, then waits for another wish. `false` when nobody can wish any more.
    async fn stopped(&mut self, grace: Duration) -> bool {
        if *self.report.borrow() != Status::Stopped {
            self.report.send_replace(Status::Stopping);
            if let Err(error) = self.stop_process(grace).await {
                let reason = format!("it cannot be stopped: {error}");
                tracing::error!(process = %self.unit.name, %reason, "process.stop_failed");
                self.report.send_replace(Status::Failed { reason });
                let pause = self.next_pause();
                return self.wished_within(pause).await;
            }
            self.report.send_replace(Status::Stopped);
        }
        self.wish.changed().await.is_ok()
    }

    async fn stop_process(&self, grace: Duration) -> io::Result<()> {
        // More than one can only be there when two control planes started it; none may remain.
        while let Some(process) = Process::find(&self.unit.identity)? {
            let ended = process.stop(grace).await?;
            match ended {
                Ended::Gracefully => {
                    tracing::info!(process = %self.unit.name, pid = process.pid, "process.stopped");
                }
                Ended::Killed => {
                    tracing::warn!(process = %self.unit.name, pid = process.pid, "process.killed");
                }
            }
        }
        Ok(())
    }

    /// Runs the process until it ends or another wish comes. `false` when nobody can wish any more.
    async fn running(&mut self) -> bool {
        let started = Instant::now();
        let output_before = self.unit.output.written();
        let process = match self.adopt_or_launch().await {
            Ok(process) => process,
            Err(error) => {
                let reason = format!("{} cannot be started: {error}", self.unit.program.display());
                return self.failed(reason).await;
            }
        };
        self.report.send_replace(Status::Running);
        let mut housekeeping = interval(HOUSEKEEPING);
        housekeeping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                ended = process.ended() => {
                    if started.elapsed() >= STEADY {
                        self.pause = SHORTEST_PAUSE;
                    }
                    let reason = match ended {
                        Ok(()) => format!("it ended: {}", self.unit.output.reason(output_before)),
                        Err(error) => format!("it cannot be watched: {error}"),
                    };
                    return self.failed(reason).await;
                }
                changed = self.wish.changed() => return changed.is_ok(),
                _ = housekeeping.tick() => {
                    if let Err(error) = self.unit.output.rotate() {
                        tracing::warn!(process = %self.unit.name, %error, "process.output_not_rotated");
                    }
                }
            }
        }
    }

    async fn adopt_or_launch(&self) -> io::Result<Process> {
        if let Some(process) = Process::find(&self.unit.identity)? {
            tracing::info!(process = %self.unit.name, pid = process.pid, "process.adopted");
            return Ok(process);
        }
        let process = self.unit.launch().await?;
        tracing::info!(process = %self.unit.name, pid = process.pid, "process.started");
        Ok(process)
    }

    async fn failed(&mut self, reason: String) -> bool {
        let pause = self.next_pause();
        let pause_ms = pause.as_millis();
        tracing::warn!(process = %self.unit.name, %reason, pause_ms, "process.failed");
        self.report.send_replace(Status::Failed { reason });
        self.wished_within(pause).await
    }

    fn next_pause(&mut self) -> Duration {
        let pause = self.pause;
        self.pause = (pause * 2).min(LONGEST_PAUSE);
        pause
    }

    async fn wished_within(&mut self, pause: Duration) -> bool {
        tokio::select! {
            () = sleep(pause) => true,
            changed = self.wish.changed() => changed.is_ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs::File, path::Path};

    use super::*;

    const GRACE: Duration = Duration::from_secs(5);

    fn unit(directory: &Path) -> Unit {
        let marker = directory.join("marker");
        File::create(&marker).unwrap();
        Unit {
            name: "test".to_owned(),
            program: "/usr/bin/tail".into(),
            arguments: vec!["-f".into(), marker.clone().into()],
            directory: directory.to_owned(),
            identity: Identity { program: "tail", argument: marker.into() },
            output: Output::new(directory.join("log")),
        }
    }

    async fn until(supervisor: &Supervisor, wanted: impl FnMut(&Status) -> bool) {
        let mut status = supervisor.status.clone();
        tokio::time::timeout(Duration::from_secs(10), status.wait_for(wanted))
            .await
            .expect("in time")
            .expect("the supervisor lives");
    }

    #[tokio::test]
    async fn a_process_is_kept_running_survives_its_supervisor_and_stops_when_asked() {
        let dir = tempfile::tempdir().unwrap();
        let unit = unit(dir.path());
        let first = Supervisor::start(unit.clone());
        until(&first, |status| *status == Status::Running).await;
        let process = Process::find(&unit.identity).unwrap().expect("it runs");
        drop(first);

        let second = Supervisor::start(unit.clone());
        until(&second, |status| *status == Status::Running).await;
        let adopted = Process::find(&unit.identity).unwrap().expect("it runs");
        assert_eq!(adopted.pid, process.pid);

        // A crash: it comes back as another process.
        adopted.stop(Duration::ZERO).await.unwrap();
        until(&second, |status| matches!(status, Status::Failed { .. })).await;
        until(&second, |status| *status == Status::Running).await;
        let restarted = Process::find(&unit.identity).unwrap().expect("it runs");
        assert_ne!(restarted.pid, process.pid);

        second.stop(GRACE).await;
        assert!(Process::find(&unit.identity).unwrap().is_none());
        second.run();
        until(&second, |status| *status == Status::Running).await;
        second.stop(GRACE).await;
        assert!(Process::find(&unit.identity).unwrap().is_none());
    }

    #[tokio::test]
    async fn what_cannot_start_says_why() {
        let dir = tempfile::tempdir().unwrap();
        let mut unit = unit(dir.path());
        unit.program = dir.path().join("missing");
        let supervisor = Supervisor::start(unit);
        until(
            &supervisor,
            |status| matches!(status, Status::Failed { reason } if reason.contains("missing")),
        )
        .await;
        supervisor.stop(GRACE).await;
    }
}
