//! The processes of pods, which this machine sees when the test cluster runs on it.

use std::{fs, net::IpAddr, process::Stdio, time::Duration};

use rustix::process::{Pid, Signal, kill_process};
use tokio::process::Command;

/// How long a connection may take that is going to be made.
const PATIENCE: Duration = Duration::from_secs(3);

/// The processes of a pod with `program` in their command line.
fn processes(pod_uid: &str, program: &str) -> Vec<i32> {
    let found = fs::read_dir("/proc").expect("/proc is there").filter_map(Result::ok);
    let numbers = found.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    let of_pod = |pid: &i32| {
        // One that has ended meanwhile is not there any more.
        let read =
            |file: &str| fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap_or_default();
        read("cgroup").contains(&format!("pod{pod_uid}")) && read("cmdline").contains(program)
    };
    numbers.filter(of_pod).collect()
}

/// Kills a program of a pod.
pub(crate) fn kill(pod_uid: &str, program: &str) {
    let found = processes(pod_uid, program);
    assert!(!found.is_empty(), "no {program} of pod {pod_uid} on this machine");
    for pid in found {
        kill_process(Pid::from_raw(pid).expect("a process number"), Signal::KILL)
            .expect("the signal is delivered");
    }
}

/// Whether a program of a pod can connect, from the very network that pod has.
pub(crate) async fn reaches(pod_uid: &str, program: &str, to: &str, port: u16) -> bool {
    let from = processes(pod_uid, program);
    let from = *from.first().unwrap_or_else(|| panic!("no {program} of pod {pod_uid} here"));
    let to: IpAddr = to.parse().expect("an address");
    let connect = format!("exec 3<>/dev/tcp/{to}/{port}");
    let status = Command::new("nsenter")
        .args(["--target", &from.to_string(), "--net", "timeout"])
        .arg(PATIENCE.as_secs().to_string())
        .args(["bash", "-c", &connect])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.await.expect("nsenter runs").success()
}
