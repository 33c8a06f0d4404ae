//! Processes of a stack, as the system lists them: found by what they run, signalled by number.

use std::{fs, path::Path};

use rustix::process::{Pid, Signal, kill_process};

/// A process that ran when it was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its number.
    pub pid: i32,
    /// Its program and arguments.
    pub command: Vec<String>,
}

/// The processes with an argument that names something below `directory`.
pub fn below(directory: &Path) -> Vec<Found> {
    let directory = directory.canonicalize().expect("the folder exists");
    let directory = format!("{}/", directory.to_str().expect("a UTF-8 path"));
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").expect("/proc is there").filter_map(Result::ok) {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // One that has ended meanwhile is not there any more.
        let Ok(line) = fs::read_to_string(entry.path().join("cmdline")) else { continue };
        let command: Vec<String> = line.split_terminator('\0').map(str::to_owned).collect();
        if command.iter().skip(1).any(|argument| argument.contains(&directory)) {
            found.push(Found { pid, command });
        }
    }
    found
}

/// The one process below `directory` that runs `program`.
pub fn one(directory: &Path, program: &str) -> Found {
    let mut found: Vec<Found> = below(directory)
        .into_iter()
        .filter(|process| process.command[0].rsplit('/').next() == Some(program))
        .collect();
    assert_eq!(found.len(), 1, "expected one {program} below {}: {found:?}", directory.display());
    found.remove(0)
}

impl Found {
    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.pid).expect("a process number");
        kill_process(pid, signal).expect("the signal is delivered");
    }

    /// Whether it is still there; one that has ended and waits to be noticed is not.
    pub fn runs(&self) -> bool {
        let line = fs::read_to_string(format!("/proc/{}/cmdline", self.pid)).unwrap_or_default();
        line.split_terminator('\0').eq(self.command.iter().map(String::as_str))
    }
}
