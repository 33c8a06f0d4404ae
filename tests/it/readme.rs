//! What the README tells newcomers to type works as it is printed.

use std::{fs, os::unix::fs::symlink, path::Path, process::Stdio, time::Duration};

use harness::{Stack, world::Customer};
use serde_json::json;
use tokio::process::Command;

const MARK: &str = "<!-- walk:";
/// The README promises two minutes, reading included.
const LIMIT: Duration = Duration::from_mins(1);

/// The shell commands below the mark, as they stand.
fn walk(readme: &str) -> &str {
    let (_, rest) = readme.split_once(MARK).expect("README.md marks its walk");
    let (_, rest) = rest.split_once("\n```bash\n").expect("a block of commands below the mark");
    rest.split_once("\n```").expect("the block ends").0
}

fn require(program: &str) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    assert!(found, "{program} is missing: run the tests with `make test`, or install {program}");
}

/// Runs `commands` where `.millrace/dev.json` is that of the stack, for an org of its own.
async fn run(stack: &Stack, commands: &str) -> std::process::Output {
    ["bash", "curl", "jq", "kcat"].into_iter().for_each(require);
    let folder = tempfile::tempdir().unwrap();
    let millrace = folder.path().join(".millrace");
    fs::create_dir(&millrace).unwrap();
    let mut dev = stack.dev().clone();
    dev["demo"]["org_id"] = json!(Customer::new(stack).await.org_id);
    fs::write(millrace.join("dev.json"), dev.to_string()).unwrap();
    symlink(stack.ca_file(), millrace.join("ca.pem")).unwrap();
    let child = Command::new("bash")
        .args(["-c", &format!("set -euo pipefail\n{commands}")])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    tokio::time::timeout(LIMIT, child).await.expect("the walk ends in time").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_ends_with_what_it_promises() {
    let stack = Stack::shared().await;
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let done = run(stack, walk(&readme)).await;
    let (printed, said) =
        (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{printed}\n{said}");
    assert_eq!(printed.lines().last(), Some("hello, millrace"), "{printed}\n{said}");
    assert!(readme.contains("The last line prints `hello, millrace`."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_walk_that_fails_half_way_is_noticed() {
    let done = run(Stack::shared().await, "false | true\necho 'hello, millrace'").await;
    assert!(!done.status.success(), "a step failed and the walk went on");
}
