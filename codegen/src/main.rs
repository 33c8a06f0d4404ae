//! Generates Kafka's messages and protocol tables from the definitions in the clients' jar.
//!
//! The output is checked in, so that a build needs no jar; `--check` compares it with what the jar
//! says. Typed messages are for APIs that a process of ours speaks or answers; tables drive the
//! gateway's walker over every API that a broker offers to clients.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use clap::Parser;

mod classify;
mod schema;
mod tables;
mod typed;

use schema::Result;

const HEADER: &str =
    "// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit";

/// Generates Kafka's messages and protocol tables.
#[derive(Parser)]
struct Arguments {
    /// The jar of kafka-clients 4.3.1.
    #[arg(long)]
    jar: PathBuf,
    /// The repository.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Compare with what is checked in instead of writing; a difference fails.
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "codegen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let apis = schema::read(&arguments.jar)?;
    for name in typed::TYPED {
        if !apis.iter().any(|api| api.name == *name) {
            return Err(format!("no API is called {name}").into());
        }
    }
    let kafka = arguments.root.join("wire/src/kafka");
    let (index, messages) = typed::emit(&apis);
    let mut files = vec![(kafka.join("messages.rs"), index)];
    for (name, text) in messages {
        files.push((kafka.join("messages").join(name), text));
    }
    let known: Vec<_> = files.iter().map(|(path, _)| path.clone()).collect();
    for stale in fs::read_dir(kafka.join("messages"))? {
        let stale = stale?.path();
        if !known.contains(&stale) {
            if arguments.check {
                return Err(format!("{} is not generated any more", stale.display()).into());
            }
            fs::remove_file(stale)?;
        }
    }
    files.push((arguments.root.join("data-plane/src/protocol/tables.rs"), tables::emit(&apis)?));
    for (path, text) in files {
        let text = format_rust(&arguments.root, &text)?;
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            continue;
        }
        if arguments.check {
            return Err(format!("{} differs; run codegen", path.display()).into());
        }
        fs::write(&path, text)?;
    }
    Ok(())
}

/// Formats with the repository's settings.
fn format_rust(root: &Path, text: &str) -> Result<String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--config-path"])
        .arg(root.join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut input = rustfmt.stdin.take().ok_or("rustfmt has no input")?;
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = rustfmt.wait_with_output()?;
    writer.join().map_err(|_| "writing to rustfmt failed")??;
    if !output.status.success() {
        return Err("rustfmt refused generated code".into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
