//! From nothing to the first message, by what the chart itself tells the user to type.

use std::{path::Path, time::Instant};

use crate::{
    kube::{NAMESPACES, managed, namespace_at},
    world::{API_PORT, RELEASE, World},
};

/// Installs the chart where only what meets the *restricted* standard is admitted.
pub(crate) async fn install(world: &World) -> String {
    world.kube.apply(&restricted_namespace(RELEASE)).await;
    let began = Instant::now();
    upgrade(world, &[]).await;
    let installed = began.elapsed();

    let notes = world.kube.run("helm", &["get", "notes", RELEASE, "-n", RELEASE]).await;
    let commands: Vec<_> = notes.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    assert!(commands.len() > 10, "the notes have no commands:\n{notes}");
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("first-steps.sh");
    std::fs::write(&script, commands.join("\n")).expect("the commands are written");
    let typed = format!("cd {} && bash -euo pipefail first-steps.sh", folder.path().display());
    let printed = world.kube.run("bash", &["-c", &typed]).await;
    assert_eq!(printed.lines().last(), Some("hello, millrace"), "{printed}");
    format!(
        "first message of a kcat outside after {:.1} s, of which helm took {:.1} s",
        began.elapsed().as_secs_f64(),
        installed.as_secs_f64()
    )
}

/// `helm upgrade --install` with the suite's values and further ones.
pub(crate) async fn upgrade(world: &World, more: &[String]) {
    let registry = world.settings.image_prefix.trim_end_matches('/');
    let chart = world.settings.chart.to_str().expect("a UTF-8 path");
    let mut sets = vec![
        format!("image.registry={registry}"),
        format!("image.tag={}", world.settings.image_tag),
        "plans.profile=trial".to_owned(),
        "database.trial.enabled=true".to_owned(),
        "brokers.exposure=node-port".to_owned(),
        format!("brokers.nodeAddress={}", world.node_address),
        "api.service.type=NodePort".to_owned(),
        format!("api.service.nodePort={API_PORT}"),
    ];
    sets.extend(world.settings.kafka_image.iter().map(|image| format!("image.kafka={image}")));
    sets.extend_from_slice(more);
    let mut arguments = vec!["upgrade", "--install", RELEASE, chart, "-n", RELEASE, "--wait"];
    arguments.extend(["--timeout", "4m"]);
    arguments.extend(sets.iter().flat_map(|set| ["--set", set]));
    let ran = world.kube.try_run(Path::new("helm"), &arguments, "").await;
    ran.unwrap_or_else(|problem| panic!("{problem}"));
}

/// A namespace that admits only pods that meet the *restricted* standard.
pub(crate) fn restricted_namespace(name: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {name}\n  labels:\n    \
         pod-security.kubernetes.io/enforce: restricted\n"
    )
}

/// Everything that runs meets *restricted*, and the standard is really enforced where it runs.
pub(crate) async fn admission(world: &World) -> String {
    let namespaces = world.kube.list(&managed(NAMESPACES)).await;
    assert!(!namespaces.is_empty(), "no namespace of ours");
    let names = namespaces.iter().filter_map(|n| n["metadata"]["name"].as_str());
    let names: Vec<_> = names.chain([RELEASE]).collect();
    let mut pods = 0;
    for name in &names {
        let namespace = world.kube.get(&namespace_at(name)).await;
        let level = &namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"];
        assert_eq!(level, "restricted", "{name}");
        pods += world.kube.pods(name).await.expect("pods are listed").len();
        let bad = format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: bad, namespace: {name}}}\nspec:\n  \
             hostNetwork: true\n  containers: [{{name: bad, image: none}}]\n"
        );
        let refused = world.kube.try_apply(&bad).await.expect_err("a bad pod was admitted");
        assert!(refused.contains("violates PodSecurity"), "{refused}");
    }
    format!("{pods} pods in {} namespaces that enforce it; a bad one is refused", names.len())
}
