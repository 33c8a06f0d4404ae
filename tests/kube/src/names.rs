//! Brokers under names of one's own: certificates cover them, and clients are sent nowhere else.

use std::{fmt::Write as _, fs};

use harness::{wait::eventually, world::unique};

use crate::{
    install::upgrade,
    world::{START_LIMIT, World},
};

const DOMAIN: &str = "kafka.example.com";

/// What a client types that finds the names in a file of its own.
const SCRIPT: &str = r#"
mount --bind "$1" /etc/hosts
kafka=(-b "$2" -X security.protocol=SASL_SSL -X sasl.mechanisms=PLAIN -X ssl.ca.location="$3"
  -X sasl.username="$4" -X sasl.password="$5")
kcat "${kafka[@]}" -L
echo 'hello, names' | kcat "${kafka[@]}" -P -t "$6"
kcat "${kafka[@]}" -C -t "$6" -o beginning -e -q
"#;

/// The installation gets a domain; a client outside knows brokers by their names alone.
pub(crate) async fn domain(world: &World) -> String {
    let tenant = world.tenant().await;
    upgrade(world, &[format!("brokers.domain={DOMAIN}")]).await;
    let named = |broker: usize| format!("broker-{broker}.{}.{DOMAIN}", tenant.namespace);
    let bootstrap = eventually("every broker has its name", START_LIMIT, || async {
        let seen = tenant.instance.api.get(&tenant.instance.path("")).await.expect(200);
        let bootstrap = seen["connection"]["bootstrap"].as_str().unwrap_or_default().to_owned();
        if (1..=3).all(|n| bootstrap.contains(&named(n))) { Ok(bootstrap) } else { Err(bootstrap) }
    })
    .await;
    // Nothing inside knows the names, and the control plane does not have to.
    let topic = unique("named");
    tenant.instance.topic(&topic, 3).await;

    let folder = tempfile::tempdir().expect("a folder");
    let mut hosts = "127.0.0.1 localhost\n".to_owned();
    for broker in 1..=3 {
        writeln!(hosts, "{} {}", world.node_address, named(broker)).expect("a text grows");
    }
    let file = folder.path().join("hosts");
    fs::write(&file, hosts).expect("the names are written");
    let access = &tenant.access;
    let [file, ca] = [&file, &access.ca_file].map(|path| path.to_str().expect("UTF-8"));
    let mut arguments = vec!["--mount", "bash", "-euo", "pipefail", "-c", SCRIPT, "bash"];
    arguments.extend([file, &bootstrap, ca, &access.key_id, &access.api_key, &topic]);
    let printed = world.kube.run("unshare", &arguments).await;
    for broker in 1..=3 {
        assert!(printed.contains(&format!("at {}:", named(broker))), "{printed}");
    }
    assert_eq!(printed.lines().last(), Some("hello, names"), "{printed}");
    format!("a client outside reads by way of {}, …", named(1))
}
