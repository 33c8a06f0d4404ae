//! Where brokers are reached from outside, other than at the nodes' ports: at load balancers and under names of
//! one's own. Certificates cover both, and clients are sent nowhere else.

use std::{fmt::Write as _, fs};

use harness::world::unique;
use serde_json::json;

use crate::{
    install::upgrade,
    kube::{eventually, object_of},
    repair::obstacle_of,
    world::{START_LIMIT, Tenant, World},
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
    let names: Vec<_> = (1..=3).map(|broker| named(tenant, broker)).collect();
    let hosts: Vec<_> = names.iter().map(|name| (world.node_address.as_str(), name)).collect();
    // The ports are whatever Kubernetes gave.
    let bootstrap = bootstrap_where(tenant, |brokers| {
        let hosts = brokers.iter().filter_map(|broker| broker.rsplit_once(':'));
        hosts.map(|(host, _)| host).eq(names.iter().map(String::as_str))
    })
    .await;
    exchange(world, tenant, &bootstrap, &hosts).await;
    format!("a client outside reads by way of {}, …", names[0])
}

/// Brokers get load balancers, the suite being their controller; then names that lead there.
pub(crate) async fn load_balancers(world: &World) -> String {
    let tenant = world.tenant().await;
    let balanced = "brokers.exposure=load-balancer".to_owned();
    upgrade(world, std::slice::from_ref(&balanced)).await;
    // All at once: each may take minutes.
    for broker in 1..=3 {
        asks_for_a_load_balancer(world, tenant, broker).await;
    }
    let waits = ["waits for the load balancer of broker"];
    obstacle_of(&tenant.instance.api, &tenant.instance.path(""), &waits).await;
    let addresses = world.node_addresses().await;
    for (broker, ip) in (1..=3).zip(&addresses) {
        balance(world, tenant, broker, ip).await;
    }
    let expected: Vec<_> = addresses.iter().take(3).map(|ip| format!("{ip}:9093")).collect();
    let bootstrap = bootstrap_where(tenant, |brokers| brokers == expected).await;
    exchange(world, tenant, &bootstrap, &[]).await;

    upgrade(world, &[balanced, format!("brokers.domain={DOMAIN}")]).await;
    let names: Vec<_> = (1..=3).map(|broker| named(tenant, broker)).collect();
    let hosts: Vec<_> = addresses.iter().map(String::as_str).zip(&names).collect();
    let expected: Vec<_> = names.iter().map(|name| format!("{name}:9093")).collect();
    let by_name = bootstrap_where(tenant, |brokers| brokers == expected).await;
    exchange(world, tenant, &by_name, &hosts).await;
    format!("a client outside reads by way of {bootstrap}, then by names that lead there")
}

async fn asks_for_a_load_balancer(world: &World, tenant: &Tenant, broker: usize) {
    let service = object_of("services", &format!("broker-{broker}"), &tenant.namespace);
    eventually("its Service asks for a load balancer", START_LIMIT, || async {
        let kind = world.kube.try_get(&service).await?["spec"]["type"].clone();
        if kind == "LoadBalancer" { Ok(()) } else { Err(kind.to_string()) }
    })
    .await;
}

/// What the controller of a load balancer does once it has one: says where it is. The nodes answer for it.
async fn balance(world: &World, tenant: &Tenant, broker: usize, ip: &str) {
    let service = format!("broker-{broker}");
    let status = json!({"status": {"loadBalancer": {"ingress": [{"ip": ip}]}}}).to_string();
    let mut arguments = vec!["patch", "service", &service, "-n", &tenant.namespace];
    arguments.extend(["--subresource=status", "--patch", &status]);
    world.kube.run("kubectl", &arguments).await;
}

fn named(tenant: &Tenant, broker: usize) -> String {
    format!("broker-{broker}.{}.{DOMAIN}", tenant.namespace)
}

/// Waits until clients are given the brokers that are wanted.
async fn bootstrap_where(tenant: &Tenant, is_right: impl Fn(&[&str]) -> bool) -> String {
    eventually("every broker has its new address", START_LIMIT, || async {
        let seen = tenant.instance.api.get(&tenant.instance.path("")).await.expect(200);
        let bootstrap = seen["connection"]["bootstrap"].as_str().unwrap_or_default().to_owned();
        let brokers: Vec<_> = bootstrap.split(',').collect();
        if is_right(&brokers) { Ok(bootstrap) } else { Err(bootstrap) }
    })
    .await
}

/// A client outside writes and reads, and meets all brokers where `bootstrap` says.
///
/// Beside `hosts`, addresses and their names, it can find no names.
async fn exchange(world: &World, tenant: &Tenant, bootstrap: &str, hosts: &[(&str, &String)]) {
    // Nothing inside knows the names, and the control plane does not have to.
    let topic = unique("named");
    tenant.instance.topic(&topic, 3).await;

    let folder = tempfile::tempdir().expect("a folder");
    let mut known = "127.0.0.1 localhost\n".to_owned();
    for (address, name) in hosts {
        writeln!(known, "{address} {name}").expect("a text grows");
    }
    let file = folder.path().join("hosts");
    fs::write(&file, known).expect("the names are written");
    let access = &tenant.access;
    let [file, ca] = [&file, &access.ca_file].map(|path| path.to_str().expect("UTF-8"));
    let mut arguments = vec!["--mount", "bash", "-euo", "pipefail", "-c", SCRIPT, "bash"];
    arguments.extend([file, bootstrap, ca, &access.key_id, &access.api_key, &topic]);
    let printed = world.kube.run("unshare", &arguments).await;
    for broker in bootstrap.split(',') {
        assert!(printed.contains(&format!("at {broker}")), "{printed}");
    }
    assert_eq!(printed.lines().last(), Some("hello, names"), "{printed}");
}
