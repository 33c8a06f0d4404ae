//! The control plane may do in Kubernetes what it does, and nothing else.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::world::{RELEASE, World};

const ROLES: &str = "/apis/rbac.authorization.k8s.io/v1/clusterroles";

/// A verb on a resource: `apps/statefulsets patch`.
type Right = (String, String);

/// Compares what the chart grants with what the audit log saw.
pub(crate) async fn granted_and_used(world: &World) -> String {
    let Some(folder) = &world.settings.cluster_run else {
        return "no audit log here".to_owned();
    };
    let role = world.kube.get(&format!("{ROLES}/{RELEASE}:{RELEASE}")).await;
    let granted = granted(&role);
    let (mut used, mut refused) = (BTreeSet::new(), BTreeSet::new());
    let logs = std::fs::read_dir(folder).expect("the cluster's folder").filter_map(Result::ok);
    for log in logs.filter(|file| file.file_name().to_string_lossy().starts_with("audit")) {
        let text = std::fs::read_to_string(log.path()).expect("the audit log");
        for line in text.lines() {
            note(line, &mut used, &mut refused);
        }
    }
    let unused: Vec<_> = granted.difference(&used).collect();
    let ungranted: Vec<_> = used.difference(&granted).collect();
    assert!(!used.is_empty(), "the audit log names no request of the control plane");
    assert!(refused.is_empty(), "refused: {refused:?}");
    assert!(unused.is_empty() && ungranted.is_empty(), "unused {unused:?}; more {ungranted:?}");
    format!("{} granted, all of them used", granted.len())
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn granted(role: &Value) -> BTreeSet<Right> {
    let mut found = BTreeSet::new();
    for rule in role["rules"].as_array().into_iter().flatten() {
        for group in texts(&rule["apiGroups"]) {
            for resource in texts(&rule["resources"]) {
                let named = |verb: &str| (format!("{group}/{resource}"), verb.to_owned());
                found.extend(texts(&rule["verbs"]).map(named));
            }
        }
    }
    found
}

/// Notes what a line of the audit log says of the control plane's account.
fn note(line: &str, used: &mut BTreeSet<Right>, refused: &mut BTreeSet<Right>) {
    // Most lines are of others, and parsing is slow.
    if !line.contains("system:serviceaccount:millrace:millrace\"") {
        return;
    }
    let Ok(event) = serde_json::from_str::<Value>(line) else { return };
    let object = &event["objectRef"];
    if event["user"]["username"] != format!("system:serviceaccount:{RELEASE}:{RELEASE}")
        || !object.is_object()
    {
        return;
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut resource = format!("{}/{}", text(&object["apiGroup"]), text(&object["resource"]));
    if let Some(part) = object["subresource"].as_str() {
        resource = format!("{resource}/{part}");
    }
    let right = (resource, text(&event["verb"]));
    match event["responseStatus"]["code"].as_u64() {
        Some(403) => drop(refused.insert(right)),
        // An object that was not there is made by an apply, which takes the right to do so.
        Some(201) if right.1 == "patch" => {
            used.extend([(right.0.clone(), "create".to_owned()), right]);
        }
        _ => drop(used.insert(right)),
    }
}
