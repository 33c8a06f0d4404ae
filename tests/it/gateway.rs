//! The gateway on a bad day: clients that do not read, a broker that talks nonsense, new certificates,
//! floods of strangers, being told to stop.

use std::{
    fs,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use control_plane::pki::Authority;
use harness::{
    Stack,
    clients::{Access, PATIENCE},
    gateway::Gateway,
    inside::Inside,
    processes,
    proxy::{Mode, Proxy},
    raw::{self, Client, PRODUCE_VERSION, RawError, produce_request},
    wait::eventually,
    world::{Customer, Instance},
};
use rustix::process::Signal;
use serde_json::{Value, json};
use tokio::{io::AsyncReadExt as _, net::TcpStream, sync::OnceCell, task::JoinSet, time::timeout};
use wire::{
    clock::{Clock as _, SystemClock},
    kafka::messages::{DeleteTopicsRequest, FetchRequest, delete_topics, fetch},
    tenancy,
};

/// The last version of Fetch that names topics: its answers are held whole to be rewritten.
const FETCH_BY_NAME: i16 = 12;
const MIB: u64 = 1024 * 1024;

/// A stack for gateways of the tests' own, whose reports would confuse other tests.
async fn stack() -> &'static Stack {
    static STACK: OnceCell<Stack> = OnceCell::const_new();
    STACK.get_or_init(Stack::start).await
}

/// An instance with a topic `t`.
async fn instance() -> (Instance, Access) {
    let instance = Customer::new(stack().await).await.standard().await;
    instance.topic("t", 1).await;
    let access = instance.admin_access().await;
    (instance, access)
}

fn broker_of(cell: &Inside) -> String {
    let config = fs::read(Gateway::files_of(cell).join("gateway.json")).unwrap();
    let config: Value = serde_json::from_slice(&config).unwrap();
    config["upstream"].as_str().unwrap().to_owned()
}

fn fetch(max_bytes: i32, wait: Duration) -> FetchRequest {
    let partition = fetch::request::FetchPartition {
        partition_max_bytes: max_bytes,
        current_leader_epoch: -1,
        last_fetched_epoch: -1,
        log_start_offset: -1,
        ..Default::default()
    };
    let topic = fetch::request::FetchTopic {
        topic: "t".to_owned(),
        partitions: vec![partition],
        ..Default::default()
    };
    FetchRequest {
        replica_id: -1,
        max_wait_ms: i32::try_from(wait.as_millis()).unwrap(),
        min_bytes: 1,
        max_bytes,
        session_epoch: -1,
        topics: vec![topic],
        ..Default::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_never_read_are_cut_and_cost_little_memory() {
    const CLIENTS: u64 = 8;
    const REQUESTS: u64 = 24;
    const RECORD: u64 = 900_000;
    let ((_, access), (_, other)) = tokio::join!(instance(), instance());
    let record = vec![7; usize::try_from(RECORD).unwrap()];
    access.produce("t", &[&record[..]]).await;
    let settings = json!({"limits": {"frame_timeout_ms": 1_000}});
    let gateway = Gateway::ready(&Inside::cell(stack().await), &settings).await;
    let access = gateway.access(&access);
    let request = fetch(1 << 20, Duration::from_millis(100));
    // Each request is answered with the whole record to those who read.
    let mut reader = raw::connect(&access).await.unwrap();
    let answer = reader.call(&request, FETCH_BY_NAME).await.unwrap();
    let records = answer.responses[0].partitions[0].records.as_ref().unwrap();
    assert!(records.len() > record.len());

    let mut clients: Vec<Client> = Vec::new();
    for _ in 0..CLIENTS {
        clients.push(raw::connect_without_buffer(&access).await.unwrap());
    }
    let before = gateway.memory();
    for client in &mut clients {
        for _ in 0..REQUESTS {
            client.send(&request, FETCH_BY_NAME).await.unwrap();
        }
    }
    let mut neighbour = raw::connect(&gateway.access(&other)).await.unwrap();
    let peak = AtomicU64::new(before);
    eventually("all are cut", PATIENCE, || async {
        peak.fetch_max(gateway.memory(), Ordering::Relaxed);
        let log = gateway.log();
        let cut = log.lines().filter(|line| line.contains("writing a response took too long"));
        if cut.count() == clients.len() { Ok(()) } else { Err(log) }
    })
    .await;
    neighbour.produce("t", b"served meanwhile").await.unwrap();
    for client in clients {
        client.closed().await;
    }
    let log = gateway.log();
    assert!(log.contains("blame=\"client\"") && !log.contains("blame=\"upstream\""), "{log}");
    let (grown, asked) = (peak.into_inner() - before, CLIENTS * REQUESTS * RECORD);
    assert!(grown < 48 * MIB && asked > 160 * MIB, "grew by {grown} where {asked} was asked for");
}

/// Produces without pause until the connection ends; how often that worked.
async fn produce_until_closed(access: Access, started: tokio::sync::mpsc::Sender<()>) -> usize {
    let mut client = raw::connect(&access).await.unwrap();
    let mut done = 0;
    loop {
        match client.produce("t", b"x").await {
            Ok(_) => done += 1,
            Err(error) => {
                assert_eq!(error, RawError::Closed);
                return done;
            }
        }
        if done == 1 {
            started.send(()).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_comes_from_the_broker_costs_connections_and_nothing_else() {
    const CLIENTS: usize = 8;
    let cell = Inside::cell(stack().await);
    let (_, access) = instance().await;
    let proxy = Proxy::to(&broker_of(&cell)).await;
    let settings = json!({"upstream": proxy.address, "limits": {"probe_interval_ms": 100}});
    let mut gateway = Gateway::ready(&cell, &settings).await;
    let access = gateway.access(&access);

    let frame = |len: i32, rest: &[u8]| [&len.to_be_bytes()[..], rest].concat();
    let nonsense = [
        Mode::Garbage(vec![0xff; 4096].into()),
        Mode::Garbage(vec![0; 4096].into()),
        Mode::Garbage(b"HTTP/1.1 400 Bad Request\r\n\r\n".as_slice().into()),
        // The largest frame there is, and one that would be an answer to a later request.
        Mode::Garbage(frame(i32::MAX, &[1; 8]).into()),
        Mode::Garbage(frame(20, &[0, 0, 0x7f, 0xff, 9, 9, 9, 9, 9, 9]).into()),
        Mode::Cut,
    ];
    for mode in nonsense {
        let (started, mut at_work) = tokio::sync::mpsc::channel(CLIENTS);
        let mut clients = JoinSet::new();
        for _ in 0..CLIENTS {
            clients.spawn(produce_until_closed(access.clone(), started.clone()));
        }
        for _ in 0..CLIENTS {
            at_work.recv().await.unwrap();
        }
        proxy.become_mode(mode.clone());
        let done = clients.join_all().await;
        assert_eq!(done.len(), CLIENTS, "{mode:?}");
        eventually("the gateway says what is wrong", PATIENCE, || async {
            match tokio::join!(gateway.ask("/readyz"), gateway.ask("/kafka/readyz")) {
                ((503, why), (503, _)) if why.contains("the broker does not answer") => Ok(()),
                other => Err(format!("{mode:?}: {other:?}")),
            }
        })
        .await;
        // The key is good; that there is no broker is no reason to tell a client otherwise.
        assert_eq!(raw::connect(&access).await.err(), Some(RawError::Closed), "{mode:?}");
        assert_eq!(gateway.ask("/livez").await.0, 200);
        proxy.become_mode(Mode::Pass);
        gateway.wait_until_ready().await;
        raw::connect(&access).await.unwrap().produce("t", b"again").await.unwrap();
    }
    assert!(gateway.runs());
    let log = gateway.log();
    assert!(!log.contains("panicked"), "{log}");
    assert!(gateway.memory() < 128 * MIB, "{} bytes", gateway.memory());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_that_stalls_is_to_blame_and_a_client_without_acknowledgements_for_itself() {
    let cell = Inside::cell(stack().await);
    let (_, access) = instance().await;
    let proxy = Proxy::to(&broker_of(&cell)).await;
    let limits = json!({"upstream_response_timeout_ms": 500, "frame_timeout_ms": 500});
    let settings = json!({"upstream": proxy.address, "limits": limits});
    let gateway = Gateway::ready(&cell, &settings).await;
    let access = gateway.access(&access);

    // Kafka answers a failed produce with acks=0 by hanging up.
    let mut client = raw::connect(&access).await.unwrap();
    client.send(&produce_request("no-such-topic", b"x", 0), PRODUCE_VERSION).await.unwrap();
    client.closed().await;
    gateway.wait_for_log(&["blame=\"client\"", "acks=0"]).await;
    assert!(!gateway.log().contains("blame=\"upstream\""), "{}", gateway.log());
    // One that works goes unanswered and unpunished.
    let mut client = raw::connect(&access).await.unwrap();
    client.send(&produce_request("t", b"x", 0), PRODUCE_VERSION).await.unwrap();
    client.produce("t", b"still there").await.unwrap();

    proxy.become_mode(Mode::Stall);
    let request = fetch(1 << 20, Duration::ZERO);
    client.send(&request, FETCH_BY_NAME).await.unwrap();
    client.closed().await;
    gateway.wait_for_log(&["blame=\"upstream\""]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_certificate_is_shown_to_new_clients_and_cuts_nobody_off() {
    let stack = stack().await;
    let (_, access) = instance().await;
    let settings = json!({"limits": {"probe_interval_ms": 50}});
    let gateway = Gateway::ready(&Inside::cell(stack), &settings).await;
    let access = gateway.access(&access);
    let mut open = raw::connect(&access).await.unwrap();
    let before = open.certificate();

    let authority = stack.ca_file().parent().unwrap().to_path_buf();
    let now = SystemClock.now();
    let new = Authority::open(&authority, now).unwrap().issue(&["127.0.0.1".to_owned()], now);
    let new = new.unwrap();
    fs::write(gateway.directory().join("tls.key"), new.key_pem.expose()).unwrap();
    fs::write(gateway.directory().join("tls.crt"), &new.chain_pem).unwrap();
    let after = eventually("the new certificate is shown", PATIENCE, || async {
        let shown = raw::connect(&access).await.unwrap().certificate();
        if shown == before { Err("the old one is") } else { Ok(shown) }
    })
    .await;
    assert_eq!(open.certificate(), before);
    open.produce("t", b"on the old connection").await.unwrap();

    fs::write(gateway.directory().join("tls.crt"), "nonsense").unwrap();
    gateway.wait_for_log(&["tls.certificate_unusable"]).await;
    let mut client = raw::connect(&access).await.unwrap();
    assert_eq!(client.certificate(), after, "what works stays in force");
    client.produce("t", b"on a new one").await.unwrap();
    open.produce("t", b"on the old one again").await.unwrap();
}

/// Whether a connection is closed at once, without a word.
async fn is_turned_away(stream: &mut TcpStream) -> bool {
    let read = timeout(Duration::from_millis(300), stream.read(&mut [0; 1])).await;
    matches!(read, Ok(Ok(0) | Err(_)))
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_from_one_address_leave_places_for_those_who_sign_in() {
    const STRANGERS: usize = 4;
    let (_, access) = instance().await;
    let limits = json!({"strangers_per_address": STRANGERS, "handshake_timeout_ms": 60_000});
    let gateway = Gateway::ready(&Inside::cell(stack().await), &json!({"limits": limits})).await;
    let access = gateway.access(&access);
    // Who has signed in is no stranger, so there may be more of them.
    let mut known = Vec::new();
    for _ in 0..STRANGERS + 2 {
        known.push(raw::connect(&access).await.unwrap());
    }
    let connect = || async { TcpStream::connect(gateway.listen()).await.unwrap() };
    let mut strangers = Vec::new();
    for _ in 0..STRANGERS {
        strangers.push(connect().await);
    }
    // Connections are accepted in the order in which they came.
    let mut one_more = connect().await;
    eventually("one more is turned away", PATIENCE, || async {
        // Asked again and again, each time with a new connection: the first may have waited.
        if is_turned_away(&mut connect().await).await { Ok(()) } else { Err("it was let in") }
    })
    .await;
    assert!(is_turned_away(&mut one_more).await);
    for stranger in &mut strangers {
        assert!(!is_turned_away(stranger).await, "one of those let in was closed");
    }
    for client in &mut known {
        client.produce("t", b"served").await.unwrap();
    }
    drop(strangers);
    eventually("their places are free again", PATIENCE, || async {
        if is_turned_away(&mut connect().await).await { Err("turned away") } else { Ok(()) }
    })
    .await;
    raw::connect(&access).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_it_finishes_what_is_under_way_and_takes_no_more() {
    let (_, access) = instance().await;
    let settings = json!({"limits": {"drain_timeout_ms": 30_000}});
    let mut gateway = Gateway::ready(&Inside::cell(stack().await), &settings).await;
    let access = gateway.access(&access);
    let mut idle = raw::connect(&access).await.unwrap();
    idle.produce("t", b"x").await.unwrap();
    let mut busy = raw::connect(&access).await.unwrap();
    // Answered after its time, since there is nothing at the offset.
    let mut request = fetch(1 << 20, Duration::from_secs(5));
    request.topics[0].partitions[0].fetch_offset = 1;
    let asked = busy.send(&request, FETCH_BY_NAME).await.unwrap();
    eventually("the request has arrived", PATIENCE, || async {
        let (_, metrics) = gateway.ask("/metrics").await;
        let counted = "millrace_gateway_requests_total{api=\"Fetch\"} 1";
        if metrics.contains(counted) { Ok(()) } else { Err(metrics) }
    })
    .await;

    let mut silent = TcpStream::connect(gateway.listen()).await.unwrap();
    let mut half_way = raw::unsigned(&access).await;

    gateway.terminate();
    // Those for whom nothing is under way go at once, while it still waits for the others.
    idle.closed().await;
    assert_eq!(silent.read(&mut [0]).await.unwrap(), 0);
    let (status, reason) = gateway.ask("/readyz").await;
    assert_eq!(status, 503, "{reason}");
    assert!(reason.contains("stopping"), "{reason}");
    assert!(TcpStream::connect(gateway.listen()).await.is_err(), "it still accepts");
    let answer = busy.receive::<FetchRequest>(asked, FETCH_BY_NAME).await.unwrap();
    assert_eq!(answer.error_code, 0);
    busy.closed().await;
    // Many clients take an end in the middle of a sign-in for a wrong key.
    half_way.authenticate(&access).await.unwrap();
    half_way.closed().await;
    assert!(gateway.ended(PATIENCE).await.success(), "{}", gateway.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_topic_of_tenancy_records_it_lets_nobody_in_and_says_why() {
    let stack = Stack::start().await;
    let cell = Inside::cell(&stack);
    // With the topic there is nothing to say.
    drop(Gateway::ready(&cell, &json!({})).await);
    stack.kill().await;
    let topic = delete_topics::request::DeleteTopicState {
        name: Some(tenancy::TOPIC.to_owned()),
        ..Default::default()
    };
    let request =
        DeleteTopicsRequest { topics: vec![topic], timeout_ms: 10_000, ..Default::default() };
    let answer = cell.connect().await.call(&request).await.unwrap();
    assert_eq!(answer.responses[0].error_code, 0);

    let gateway = Gateway::start(&cell, &json!({}));
    eventually("it says what is missing", PATIENCE, || async {
        match gateway.ask("/readyz").await {
            (503, reason) if reason.contains(tenancy::TOPIC) && reason.contains("not exist") => {
                Ok(())
            }
            other => Err(format!("{other:?}\n{}", gateway.log())),
        }
    })
    .await;
    gateway.wait_for_log(&["tenancy.follow_failed", tenancy::TOPIC]).await;
    assert!(!gateway.log().contains("gateway.accepting"), "{}", gateway.log());
    assert_eq!(gateway.ask("/livez").await.0, 200);
    // The broker itself is well.
    eventually("the broker is in sync", PATIENCE, || async {
        match gateway.ask("/kafka/readyz").await {
            (200, _) => Ok(()),
            other => Err(format!("{other:?}")),
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_killed_under_load_costs_time_and_no_record() {
    const RECORDS: usize = 4_000;
    let stack = Stack::start().await;
    let instance = Customer::new(&stack).await.standard().await;
    instance.topic("t", 1).await;
    let access = instance.admin_access().await;
    let clusters = stack.directory().join("clusters");
    let (kafka, gateway) =
        (processes::one(&clusters, "java"), processes::one(&clusters, "millrace-gateway"));
    let producer: rdkafka::producer::FutureProducer = access
        .config()
        .set("enable.idempotence", "true")
        .set("message.timeout.ms", "60000")
        .set("queue.buffering.max.messages", "100000")
        .create()
        .unwrap();
    let mut sent = Vec::new();
    for n in 0..RECORDS {
        let value = n.to_string();
        let record = rdkafka::producer::FutureRecord::<(), _>::to("t").payload(&value);
        sent.push(producer.send_result(record).map_err(|(error, _)| error).unwrap());
        if n == RECORDS / 2 {
            kafka.signal(Signal::KILL);
        }
        tokio::task::yield_now().await;
    }
    for delivery in sent {
        delivery.await.unwrap().map_err(|(error, _)| error).unwrap();
    }
    let read = access.consume("t", "check", RECORDS).await;
    let expected: Vec<_> = (0..RECORDS).map(|n| n.to_string()).collect();
    assert!(read == expected, "lost, repeated or in another order");
    assert!(!kafka.runs(), "nothing was killed");
    assert_eq!(processes::one(&clusters, "millrace-gateway"), gateway, "the gateway did not live");
    stack.stop().await;
}
