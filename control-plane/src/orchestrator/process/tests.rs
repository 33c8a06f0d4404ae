//! The orchestrator with a real broker. The gateway's part is played by a program that stops at
//! once, which is also a case worth seeing.

use std::{collections::BTreeMap, os::unix::fs::symlink, time::Duration};

use tokio::time::{sleep, timeout};
use wire::{
    clock::SystemClock, entropy::Entropy, entropy::SystemEntropy, ids::random_text, secret::Secret,
};

use super::*;
use crate::{
    domain::{
        cluster::{ClusterKind, Endpoint, KafkaClusterId},
        plan::ClusterShape,
    },
    orchestrator::{ClusterSecrets, ObservedBroker, State},
};

/// What `scripts/setup` fetched for this checkout.
fn runtime() -> Runtime {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.millrace/runtime");
    Runtime::locate(&directory, Path::new("/usr/bin/java")).expect("run scripts/setup")
}

fn orchestrator(directory: &Path) -> ProcessOrchestrator {
    // Tests of several checkouts may run at once: each looks for its ports somewhere else.
    let entropy: &dyn Entropy = &SystemEntropy::new();
    let [a, b] = entropy.bytes::<2>();
    let first = 20_000 + u16::from_be_bytes([a & 0x1f, b]);
    let config = ProcessConfig {
        directory: directory.join("clusters"),
        gateway_program: directory.join("millrace-gateway"),
        listen: LOOPBACK,
        advertised_host: "localhost".to_owned(),
        ports: first..=first + 2000,
    };
    let clock = Arc::new(SystemClock);
    let authority = Authority::open(&directory.join("pki"), clock.now()).unwrap();
    ProcessOrchestrator::new(config, runtime(), authority, clock).unwrap()
}

fn workload() -> ClusterWorkload {
    let entropy = SystemEntropy::new();
    let password = || Secret::new(random_text(&entropy, 32));
    ClusterWorkload {
        cluster_id: ClusterId::new(&SystemClock, &entropy),
        kafka_cluster_id: KafkaClusterId::generate(&entropy),
        kind: ClusterKind::Shared,
        brokers: 1,
        endpoint: Endpoint::Public,
        kafka_version: "4.3".to_owned(),
        shape: ClusterShape {
            brokers: 1,
            heap_mib: 256,
            memory_mib: 512,
            cpu_millis: 0,
            storage_gib: 1,
        },
        established: false,
        generation: 1,
        secrets: ClusterSecrets {
            admin_password: password(),
            gateway_password: password(),
            upstream: Secret::new(vec![1; 32]),
            peppers: BTreeMap::from([(1, Secret::new(vec![2; 32]))]),
        },
    }
}

async fn until(
    orchestrator: &ProcessOrchestrator,
    cluster: ClusterId,
    wanted: impl Fn(&ObservedBroker) -> bool,
) -> ObservedCluster {
    let look = async {
        loop {
            let observed = orchestrator.observe(cluster).await.unwrap().expect("it exists");
            if observed.brokers.iter().all(&wanted) && !observed.brokers.is_empty() {
                return observed;
            }
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_mins(1), look).await.expect("it gets there in time")
}

fn kafka(orchestrator: &ProcessOrchestrator, cluster: ClusterId) -> Option<Process> {
    broker(orchestrator, cluster, 1)
}

fn broker(orchestrator: &ProcessOrchestrator, cluster: ClusterId, id: u16) -> Option<Process> {
    Process::find(&kafka_identity(&orchestrator.files(cluster).kafka(id))).unwrap()
}

#[tokio::test]
async fn a_cluster_starts_survives_us_is_restarted_and_goes_without_a_trace() {
    let dir = tempfile::tempdir().unwrap();
    symlink("/bin/false", dir.path().join("millrace-gateway")).unwrap();
    let first = orchestrator(dir.path());
    let workload = workload();
    let cluster = workload.cluster_id;
    assert_eq!(first.observe(cluster).await.unwrap(), None);
    assert_eq!(first.list().await.unwrap(), []);

    first.ensure(&workload).await.unwrap();
    let observed = until(&first, cluster, |broker| broker.kafka == State::Ready).await;
    assert!(observed.kafka_serves(1, 1));
    assert!(!observed.serves(1, 1), "its gateway cannot run");
    assert_eq!(observed.bootstrap, observed.brokers[0].public_address);
    let pid = kafka(&first, cluster).expect("it runs").pid;

    // As after a crash of the control plane: nobody watches, and the broker goes on.
    drop(first);
    let second = orchestrator(dir.path());
    second.resume().await.unwrap();
    let again = until(&second, cluster, |broker| broker.kafka == State::Ready).await;
    assert_eq!(kafka(&second, cluster).expect("it was adopted").pid, pid);
    assert_eq!(again.bootstrap, observed.bootstrap, "clients would have to be told");
    assert_eq!(second.blocked_port().unwrap(), None);

    // A crash of the broker.
    kafka(&second, cluster).unwrap().stop(Duration::ZERO).await.unwrap();
    until(&second, cluster, |broker| broker.kafka != State::Ready).await;
    until(&second, cluster, |broker| broker.kafka == State::Ready).await;
    let pid = kafka(&second, cluster).expect("it was restarted").pid;

    // The same wish again changes nothing; another one waits until the broker is restarted.
    second.ensure(&workload).await.unwrap();
    assert_eq!(kafka(&second, cluster).unwrap().pid, pid);
    let shape = ClusterShape { heap_mib: 300, ..workload.shape };
    let larger = ClusterWorkload { shape, generation: 2, ..workload.clone() };
    assert!(!second.observe(cluster).await.unwrap().unwrap().brokers[0].outdated);
    second.ensure(&larger).await.unwrap();
    let observed = second.observe(cluster).await.unwrap().unwrap();
    assert_eq!(observed.generation, 2);
    assert!(observed.brokers[0].outdated);
    assert_eq!(kafka(&second, cluster).unwrap().pid, pid);
    second.restart(cluster, 1).await.unwrap();
    let observed = until(&second, cluster, |broker| broker.kafka == State::Ready).await;
    assert!(!observed.brokers[0].outdated);
    assert_ne!(kafka(&second, cluster).unwrap().pid, pid);

    // An orchestrator that never took charge of it removes it all the same.
    drop(second);
    let third = orchestrator(dir.path());
    assert_eq!(third.list().await.unwrap(), [cluster]);
    third.remove(cluster).await.unwrap();
    third.remove(cluster).await.unwrap();
    assert!(kafka(&third, cluster).is_none());
    assert_eq!(third.list().await.unwrap(), []);
    assert_eq!(third.observe(cluster).await.unwrap(), None);
}

#[tokio::test]
async fn of_three_brokers_one_is_restarted_and_all_stop_in_an_orderly_manner() {
    let dir = tempfile::tempdir().unwrap();
    symlink("/bin/false", dir.path().join("millrace-gateway")).unwrap();
    let orchestrator = orchestrator(dir.path());
    let one = workload();
    let workload = ClusterWorkload { brokers: 3, ..one };
    let cluster = workload.cluster_id;
    orchestrator.ensure(&workload).await.unwrap();
    let observed = until(&orchestrator, cluster, |broker| broker.kafka == State::Ready).await;
    let addresses: BTreeSet<_> = observed.brokers.iter().map(|b| &b.public_address).collect();
    assert_eq!(addresses.len(), 3);
    assert_eq!(observed.bootstrap.split(',').count(), 3);
    let pids = || [1, 2, 3].map(|id| broker(&orchestrator, cluster, id).expect("it runs").pid);
    let before = pids();

    let shape = ClusterShape { heap_mib: 260, ..workload.shape };
    let larger = ClusterWorkload { shape, generation: 2, ..workload.clone() };
    for _ in 0..2 {
        orchestrator.ensure(&larger).await.unwrap();
        let observed = orchestrator.observe(cluster).await.unwrap().unwrap();
        assert!(observed.brokers.iter().all(|broker| broker.outdated));
        assert_eq!(pids(), before);
    }
    orchestrator.restart(cluster, 2).await.unwrap();
    let observed = until(&orchestrator, cluster, |broker| broker.kafka == State::Ready).await;
    assert_eq!([true, false, true], [0, 1, 2].map(|n: usize| observed.brokers[n].outdated));
    let after = pids();
    assert_eq!([true, false, true], [0, 1, 2].map(|n: usize| before[n] == after[n]));
    orchestrator.restart(cluster, 2).await.unwrap();
    assert_eq!(pids(), after, "it was as it should be");

    orchestrator.stop_all().await;
    for id in 1..=3 {
        let data = orchestrator.files(cluster).kafka(id).join("data");
        assert!(data.join(".kafka_cleanshutdown").is_file(), "broker {id} was killed");
    }
}

#[tokio::test]
async fn what_runs_without_a_directory_is_listed_and_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let orchestrator = orchestrator(dir.path());
    let cluster = workload().cluster_id;
    let directory = orchestrator.files(cluster).gateway(1);
    create_private_directory(&directory).unwrap();
    let config = directory.join(gateway::CONFIG_FILE);
    fs::write(&config, "").unwrap();
    symlink("/usr/bin/tail", dir.path().join("millrace-gateway")).unwrap();
    let launch = child::Launch {
        program: dir.path().join("millrace-gateway"),
        // Its configuration may be gone before it has opened it.
        arguments: vec!["-f".into(), "/dev/null".into(), config.into()],
        directory: dir.path().to_owned(),
        log: fs::File::create(dir.path().join("log")).unwrap(),
        user: None,
    };
    let orphan = launch.start().await.unwrap();
    assert!(Process::find(&gateway_identity(&directory)).unwrap().is_some());
    remove_directory(orchestrator.files(cluster).directory()).unwrap();

    assert_eq!(orchestrator.list().await.unwrap(), [cluster]);
    assert!(orchestrator.observe(cluster).await.unwrap().is_some());
    orchestrator.remove(cluster).await.unwrap();
    orphan.ended().await.unwrap();
    assert_eq!(orchestrator.list().await.unwrap(), []);
}

#[tokio::test]
async fn what_cannot_work_is_refused_for_good() {
    let dir = tempfile::tempdir().unwrap();
    let orchestrator = orchestrator(dir.path());
    let unknown = ClusterWorkload { kafka_version: "3.9".to_owned(), ..workload() };
    let refused = orchestrator.ensure(&unknown).await;
    assert!(matches!(refused, Err(OrchestratorError::Never { .. })), "{refused:?}");
    let mut hostile = workload();
    hostile.secrets.admin_password = Secret::new("x\"; evil=\"y".to_owned());
    let refused = orchestrator.ensure(&hostile).await;
    assert!(matches!(refused, Err(OrchestratorError::Never { .. })), "{refused:?}");
    let files = orchestrator.files(hostile.cluster_id);
    assert!(!files.kafka(1).join("server.properties").exists());
    let none = ProcessConfig { ports: 1..=1, ..orchestrator.config.clone() };
    let cramped = ProcessOrchestrator { config: none, ..orchestrator };
    let refused = cramped.ensure(&workload()).await;
    assert!(matches!(refused, Err(OrchestratorError::Later { .. })), "{refused:?}");
}

#[tokio::test]
async fn a_private_cluster_is_for_this_machine_only() {
    let dir = tempfile::tempdir().unwrap();
    symlink("/bin/false", dir.path().join("millrace-gateway")).unwrap();
    let mut orchestrator = orchestrator(dir.path());
    orchestrator.config.listen = IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED);
    orchestrator.config.advertised_host = "kafka.example.com".to_owned();
    for (endpoint, listen, host) in [
        (Endpoint::Public, "0.0.0.0", "kafka.example.com"),
        (Endpoint::Private, "127.0.0.1", "localhost"),
    ] {
        let workload = ClusterWorkload { endpoint, ..workload() };
        let manifest = orchestrator.plan(&workload).unwrap();
        let broker = &manifest.brokers[0];
        let files = orchestrator.broker_files(&workload, &manifest, broker).unwrap();
        let content = |files: &[files::Wanted], name: &str| {
            let file = files.iter().find(|file| file.path.ends_with(name)).unwrap();
            String::from_utf8(file.content.to_vec()).unwrap()
        };
        let port = broker.ports.public;
        let settings = content(&files.gateway, gateway::CONFIG_FILE);
        assert!(settings.contains(&format!("\"listen\": \"{listen}:{port}\"")), "{settings}");
        let properties = content(&files.kafka, crate::orchestrator::kafka::PROPERTIES_FILE);
        assert!(properties.contains(&format!("GATEWAY://{host}:{port}")), "{properties}");
        let certified = files.certificate.unwrap().names;
        let outside = certified.contains(&"kafka.example.com".to_owned());
        assert_eq!(outside, endpoint == Endpoint::Public, "{certified:?}");
    }
}

#[tokio::test]
async fn an_archive_is_made_once() {
    let runtime = runtime();
    let (clock, entropy) = (SystemClock, SystemEntropy::new());
    archive::ensure(&runtime, runtime.newest(), &clock, &entropy).await.unwrap();
    let archive = runtime.archive(runtime.newest());
    let made = fs::metadata(&archive).unwrap().modified().unwrap();
    archive::ensure(&runtime, runtime.newest(), &clock, &entropy).await.unwrap();
    assert_eq!(fs::metadata(&archive).unwrap().modified().unwrap(), made);
}
