//! What a process prints: appended to one file of bounded size, read back to explain a failure.
//!
//! The process writes to the file itself, so nothing is lost and nothing blocks while the control
//! plane is away. Appending makes it safe to empty the file under its hands once it has grown: the
//! older half of the story is kept beside it.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom},
    os::unix::fs::OpenOptionsExt as _,
    path::PathBuf,
};

/// At this size the file's content is moved to `<file>.1`.
const MAX_BYTES: u64 = 16 * 1024 * 1024;
/// As much of the end is read to find what went wrong.
const TAIL_BYTES: u64 = 64 * 1024;
/// A reason is for a person and a database row.
const REASON_CHARS: usize = 600;
const REASON_LINES: usize = 3;

/// The output file of one process.
#[derive(Debug, Clone)]
pub struct Output(PathBuf);

impl Output {
    /// The output kept at `path`.
    pub const fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Opens it for a process to write to.
    pub fn open(&self) -> io::Result<File> {
        OpenOptions::new().create(true).append(true).mode(0o600).open(&self.0)
    }

    /// How much has been written; 0 when nothing has.
    pub fn written(&self) -> u64 {
        fs::metadata(&self.0).map_or(0, |metadata| metadata.len())
    }

    /// Makes room when the file has grown too large.
    pub fn rotate(&self) -> io::Result<()> {
        if self.written() < MAX_BYTES {
            return Ok(());
        }
        let mut older = self.0.as_os_str().to_owned();
        older.push(".1");
        fs::copy(&self.0, older)?;
        OpenOptions::new().write(true).open(&self.0)?.set_len(0)
    }

    /// The last lines printed after `start` that tell what went wrong, in one line.
    pub fn reason(&self, start: u64) -> String {
        match self.tail(start) {
            Ok(text) => telling_lines(&text),
            Err(error) => format!("its output cannot be read: {error}"),
        }
    }

    fn tail(&self, start: u64) -> io::Result<String> {
        let mut file = File::open(&self.0)?;
        let end = file.metadata()?.len();
        let start = if start <= end { start } else { 0 };
        file.seek(SeekFrom::Start(start.max(end.saturating_sub(TAIL_BYTES))))?;
        let mut bytes = Vec::new();
        file.take(TAIL_BYTES).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Prefers lines that name an error; stack traces and chatter are left out.
fn telling_lines(text: &str) -> String {
    let lines = || {
        text.lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty() && !line.starts_with(['\t', ' ']))
    };
    let bad = |line: &&str| {
        ["ERROR", "FATAL", "Exception", "error:", "Error:"].iter().any(|word| line.contains(word))
    };
    let mut chosen: Vec<&str> = lines().filter(bad).rev().take(REASON_LINES).collect();
    if chosen.is_empty() {
        chosen = lines().rev().take(REASON_LINES).collect();
    }
    chosen.reverse();
    if chosen.is_empty() {
        return "it printed nothing".to_owned();
    }
    chosen.join(" | ").chars().take(REASON_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn the_reason_is_the_error_of_this_run() {
        let dir = tempfile::tempdir().unwrap();
        let output = Output::new(dir.path().join("log"));
        assert_eq!(output.written(), 0);
        output.open().unwrap().write_all(b"ERROR of yesterday\n").unwrap();
        let start = output.written();
        let text = "starting\nERROR cannot bind\n\tat java.lang.Thread\nstopping\nbye\n";
        output.open().unwrap().write_all(text.as_bytes()).unwrap();
        assert_eq!(output.reason(start), "ERROR cannot bind");
        let start = output.written();
        assert_eq!(output.reason(start), "it printed nothing");
        output.open().unwrap().write_all(b"one\ntwo\nthree\nfour\n").unwrap();
        assert_eq!(output.reason(start), "two | three | four");
    }

    #[test]
    fn it_stays_bounded_and_a_writer_goes_on_writing() {
        let dir = tempfile::tempdir().unwrap();
        let output = Output::new(dir.path().join("log"));
        let mut writer = output.open().unwrap();
        writer.write_all(b"first\n").unwrap();
        output.rotate().unwrap();
        assert_eq!(output.written(), 6);
        writer.set_len(MAX_BYTES).unwrap();
        output.rotate().unwrap();
        writer.write_all(b"second\n").unwrap();
        assert_eq!(output.written(), 7);
        assert_eq!(output.reason(MAX_BYTES), "second");
        assert!(fs::read(dir.path().join("log.1")).unwrap().starts_with(b"first\n"));
    }
}
