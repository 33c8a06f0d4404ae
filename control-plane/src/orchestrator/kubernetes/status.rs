//! What a pod and what is said about it tell of a broker. Pure.
//!
//! Why something does not run is taken from whoever knows: the scheduler, the kubelet, the container's
//! last words, or the StatefulSet's events when not even a pod could be made.

use k8s_openapi::api::core::v1::{ContainerStatus, Event, Pod, PodStatus};

use super::super::State;

/// Reasons of a waiting container that waiting alone does not end.
const TROUBLE: [&str; 8] = [
    "CrashLoopBackOff",
    "CreateContainerConfigError",
    "CreateContainerError",
    "ErrImageNeverPull",
    "ErrImagePull",
    "ImagePullBackOff",
    "InvalidImageName",
    "RunContainerError",
];
/// As much of somebody else's words as fits a condition.
const LONGEST: usize = 300;

/// How the processes of a broker's pod are: Kafka and the gateway.
pub(super) fn states(pod: Option<&Pod>, refusal: Option<&Event>) -> (State, State) {
    let Some(pod) = pod else {
        let state = refusal.map_or(State::Starting, |event| State::Failed {
            reason: brief(event.message.as_deref().unwrap_or("its pod is refused")),
        });
        return (state.clone(), state);
    };
    if pod.metadata.deletion_timestamp.is_some() {
        return (State::Stopping, State::Stopping);
    }
    let Some(status) = &pod.status else { return (State::Starting, State::Starting) };
    if let Some(reason) = of_the_whole(status) {
        return (State::Failed { reason: reason.clone() }, State::Failed { reason });
    }
    let (kafka, gateway) = (container(status, "kafka"), container(status, "gateway"));
    let believed =
        |state| if state == State::Ready && is_lost(status) { State::Starting } else { state };
    (believed(kafka), believed(gateway))
}

/// Why no container of the pod can run.
fn of_the_whole(status: &PodStatus) -> Option<String> {
    let unscheduled = status.conditions.iter().flatten().find(|condition| {
        condition.type_ == "PodScheduled"
            && condition.status == "False"
            && condition.reason.as_deref() == Some("Unschedulable")
    });
    if let Some(condition) = unscheduled {
        let why = condition.message.as_deref().unwrap_or("no node can take it");
        return Some(brief(&format!("no node can take it: {why}")));
    }
    if status.phase.as_deref() == Some("Failed") {
        let why = status.message.as_deref().or(status.reason.as_deref());
        return Some(brief(why.unwrap_or("its pod failed")));
    }
    let mut first = status.init_container_statuses.iter().flatten();
    first.find(|container| container.name == "format").and_then(trouble)
}

/// The containers that run for as long as the pod does. The gateway is a sidecar, which Kubernetes
/// counts among those that come first.
fn lasting(status: &PodStatus) -> impl Iterator<Item = &ContainerStatus> {
    let first = status.init_container_statuses.iter().flatten();
    first.filter(|c| c.name == "gateway").chain(status.container_statuses.iter().flatten())
}

/// All containers are well and the pod is not: its node has not been heard of.
fn is_lost(status: &PodStatus) -> bool {
    let condition = |name: &str| {
        status.conditions.iter().flatten().find(|c| c.type_ == name).map(|c| c.status == "True")
    };
    let containers = lasting(status).all(|container| container.ready);
    containers && condition("Ready") == Some(false)
}

fn container(status: &PodStatus, name: &str) -> State {
    let Some(container) = lasting(status).find(|c| c.name == name) else { return State::Starting };
    if container.ready {
        return State::Ready;
    }
    trouble(container).map_or(State::Starting, |reason| State::Failed { reason })
}

/// Why a container does not run, if not because it is only starting.
fn trouble(container: &ContainerStatus) -> Option<String> {
    let waiting = container.state.as_ref()?.waiting.as_ref()?;
    let reason = waiting.reason.as_deref().filter(|reason| TROUBLE.contains(reason))?;
    let ended = container.last_state.as_ref().and_then(|state| state.terminated.as_ref());
    let words = ended.and_then(|ended| {
        let last = ended.message.as_deref()?.lines().rfind(|line| !line.trim().is_empty())?;
        Some(format!("{} ended with {}: {last}", container.name, ended.exit_code))
    });
    let words = words.or_else(|| waiting.message.clone()).unwrap_or_default();
    Some(brief(&format!("{reason}: {words}")))
}

fn brief(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

#[cfg(test)]
#[expect(clippy::needless_pass_by_value, reason = "values are written where they are used")]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn pod(status: Value) -> Pod {
        serde_json::from_value(json!({ "metadata": {}, "status": status })).unwrap()
    }

    fn failed(state: &State, words: &str) {
        assert!(matches!(state, State::Failed { reason } if reason.contains(words)), "{state:?}");
    }

    /// As Kubernetes tells of Kafka and its sidecar, with `more` about the pod.
    fn containers(kafka: Value, gateway: Value, more: Value) -> Value {
        let status = |name: &str, rest: Value| {
            let mut status = json!({ "name": name, "image": "", "imageID": "", "restartCount": 0 });
            status.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            status
        };
        let mut told = json!({
            "containerStatuses": [status("kafka", kafka)],
            "initContainerStatuses": [status("gateway", gateway)],
        });
        told.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        told
    }

    #[test]
    fn each_process_is_told_apart() {
        let ready = json!({ "ready": true });
        let starting = json!({ "ready": false, "state": { "running": {} } });
        let both = pod(containers(ready.clone(), starting, json!({})));
        assert_eq!(states(Some(&both), None), (State::Ready, State::Starting));
        let crash = json!({
            "ready": false,
            "state": { "waiting": { "reason": "CrashLoopBackOff", "message": "back-off 10s" } },
            "lastState": { "terminated": { "exitCode": 1, "message": "starting\nerror: no such file\n\n" } }
        });
        let one = pod(containers(ready, crash, json!({})));
        let (kafka, gateway) = states(Some(&one), None);
        assert_eq!(kafka, State::Ready);
        failed(&gateway, "CrashLoopBackOff: gateway ended with 1: error: no such file");
    }

    #[test]
    fn why_a_pod_cannot_start_is_said() {
        let unscheduled = pod(json!({ "phase": "Pending", "conditions": [
            { "type": "PodScheduled", "status": "False", "reason": "Unschedulable",
              "message": "0/3 nodes are available: 3 Insufficient memory." }
        ] }));
        failed(&states(Some(&unscheduled), None).0, "3 Insufficient memory");
        let pull = json!({ "ready": false, "state": { "waiting": {
            "reason": "ImagePullBackOff", "message": "Back-off pulling image \"nowhere/kafka:9\"" } } });
        let fine =
            json!({ "ready": false, "state": { "waiting": { "reason": "ContainerCreating" } } });
        let image = pod(containers(pull, fine, json!({})));
        let (kafka, gateway) = states(Some(&image), None);
        failed(&kafka, "nowhere/kafka:9");
        assert_eq!(gateway, State::Starting);
        let refusal: Event = serde_json::from_value(json!({
            "metadata": {}, "involvedObject": {},
            "message": "create Pod broker-1-0 failed: violates PodSecurity"
        }))
        .unwrap();
        failed(&states(None, Some(&refusal)).1, "violates PodSecurity");
        assert_eq!(states(None, None), (State::Starting, State::Starting));
    }

    #[test]
    fn what_a_lost_node_said_last_is_not_believed() {
        let ready = || json!({ "ready": true });
        let of = |pod_ready: &str| {
            pod(containers(
                ready(),
                ready(),
                json!({ "conditions": [{ "type": "Ready", "status": pod_ready }] }),
            ))
        };
        assert_eq!(states(Some(&of("True")), None), (State::Ready, State::Ready));
        assert_eq!(states(Some(&of("False")), None), (State::Starting, State::Starting));
        // A pod that is not ready because its gateway is not says nothing against Kafka.
        let unready = json!({ "conditions": [{ "type": "Ready", "status": "False" }] });
        let filling = pod(containers(ready(), json!({ "ready": false }), unready));
        assert_eq!(states(Some(&filling), None), (State::Ready, State::Starting));
    }

    #[test]
    fn a_pod_that_goes_is_stopping() {
        let mut going = pod(json!({}));
        going.metadata.deletion_timestamp =
            serde_json::from_value(json!("2026-01-01T00:00:00Z")).unwrap();
        assert_eq!(states(Some(&going), None), (State::Stopping, State::Stopping));
    }
}
