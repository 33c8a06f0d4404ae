//! Limits under as much at once as clients can send.

use std::time::{Duration, Instant};

use harness::{
    clients::Access,
    raw::{self, RawError},
};
use serde_json::json;
use tokio::task::JoinSet;
use wire::kafka::{
    ErrorCode,
    messages::{CreateTopicsRequest, DeleteTopicsRequest, create_topics, delete_topics},
};

use super::{FETCH, fetch, fetched, standard, topic_id, with_record};

async fn create(access: Access, names: Vec<String>, partitions: i32) -> Result<(), RawError> {
    let topic = |name| create_topics::request::CreatableTopic {
        name,
        num_partitions: partitions,
        replication_factor: -1,
        ..Default::default()
    };
    let request = CreateTopicsRequest {
        topics: names.into_iter().map(topic).collect(),
        timeout_ms: 10_000,
        ..Default::default()
    };
    raw::connect(&access).await?.call(&request, 7).await.map(|_| ())
}

async fn partitions(access: &Access) -> usize {
    let mut client = raw::connect(access).await.unwrap();
    client.metadata().await.unwrap().topics.iter().map(|topic| topic.partitions.len()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_race_gets_more_partitions_than_the_limit() {
    let (instance, access) = standard(json!({"partitions": 20})).await;
    instance.topic("victim", 1).await;
    let mut racers = JoinSet::new();
    for racer in 0..8 {
        let names = (0..3).map(|n| format!("t-{racer}-{n}")).collect();
        racers.spawn(create(access.clone(), names, 4));
        // What is deleted, or only asked to be, must not make room for what is under way.
        let access = access.clone();
        racers.spawn(async move {
            let mut client = raw::connect(&access).await?;
            let states = [format!("t-{racer}-0"), "nothing".to_owned()].map(|name| {
                delete_topics::request::DeleteTopicState { name: Some(name), ..Default::default() }
            });
            let request = DeleteTopicsRequest {
                topics: states.into(),
                timeout_ms: 10_000,
                ..Default::default()
            };
            client.call(&request, 6).await.map(|_| ())
        });
    }
    while let Some(done) = racers.join_next().await {
        done.unwrap().unwrap();
    }
    let used = partitions(&access).await;
    assert!((1..=20).contains(&used), "{used} partitions of 20");

    // Deleting a topic and making a larger one of its name, in one breath.
    let mut client = raw::connect(&access).await.unwrap();
    let state = delete_topics::request::DeleteTopicState {
        name: Some("victim".to_owned()),
        ..Default::default()
    };
    let delete =
        DeleteTopicsRequest { topics: vec![state], timeout_ms: 10_000, ..Default::default() };
    let topic = create_topics::request::CreatableTopic {
        name: "victim".to_owned(),
        num_partitions: 100,
        replication_factor: -1,
        ..Default::default()
    };
    let create =
        CreateTopicsRequest { topics: vec![topic], timeout_ms: 10_000, ..Default::default() };
    let (first, second) =
        (client.send(&delete, 6).await.unwrap(), client.send(&create, 7).await.unwrap());
    client.receive::<DeleteTopicsRequest>(first, 6).await.unwrap();
    let answer = client.receive::<CreateTopicsRequest>(second, 7).await.unwrap();
    assert_eq!(ErrorCode(answer.topics[0].error_code), ErrorCode::POLICY_VIOLATION);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_of_connections_takes_exactly_the_places_there_are() {
    const PLACES: usize = 12;
    let (_, access) = standard(json!({"connections": PLACES})).await;
    // Clients that came before may still be on their way out, so the first storm may get fewer.
    for exact in [false, true] {
        let mut storm = JoinSet::new();
        for _ in 0..PLACES * 2 {
            let access = access.clone();
            storm.spawn(async move { raw::connect(&access).await.ok() });
        }
        let open: Vec<_> = storm.join_all().await.into_iter().flatten().collect();
        let fits = if exact { open.len() == PLACES } else { open.len() <= PLACES };
        assert!(fits, "{} of {PLACES} places taken", open.len());
        for client in open {
            client.end().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_share_one_rate_and_a_neighbour_does_not_notice() {
    const RATE: u32 = 1_000_000;
    const LASTING: Duration = Duration::from_secs(4);
    let limits = json!({"bytes_in_per_second": RATE, "bytes_out_per_second": RATE});
    let ((instance, access), (_, neighbour, _)) =
        tokio::join!(standard(limits), with_record("quiet"));
    instance.topic("flood", 1).await;
    let id = topic_id(&mut raw::connect(&access).await.unwrap(), "flood").await;

    let began = Instant::now();
    let mut work = JoinSet::new();
    for _ in 0..4 {
        let access = access.clone();
        work.spawn(async move {
            let (mut client, mut sent) = (raw::connect(&access).await.unwrap(), 0);
            let value = vec![b'x'; 50_000];
            while began.elapsed() < LASTING {
                client.produce("flood", &value).await.unwrap();
                sent += value.len();
            }
            (sent, 0)
        });
    }
    for _ in 0..4 {
        let access = access.clone();
        work.spawn(async move {
            let (mut client, mut read) = (raw::connect(&access).await.unwrap(), 0);
            while began.elapsed() < LASTING {
                let request = fetch((0, -1), &[id], Duration::from_millis(100));
                let answer = client.call(&request, FETCH).await.unwrap();
                read += fetched(&answer).iter().map(|(_, bytes)| bytes).sum::<usize>();
            }
            (0, read)
        });
    }
    let mut slowest = Duration::ZERO;
    let mut client = raw::connect(&neighbour).await.unwrap();
    while began.elapsed() < LASTING {
        let asked = Instant::now();
        assert_eq!(client.produce("quiet", b"x").await.unwrap(), Duration::ZERO);
        slowest = slowest.max(asked.elapsed());
    }
    let moved = work.join_all().await.into_iter().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    // What is under way when the time is over comes on top, as does the burst at the start.
    let allowed = f64::from(RATE) * began.elapsed().as_secs_f64();
    let (low, high) = (allowed * 0.85, allowed * 1.05 + 250_000.0 + 4.0 * 65_000.0);
    for (direction, bytes) in [("in", moved.0), ("out", moved.1)] {
        let bytes = f64::from(u32::try_from(bytes).unwrap());
        assert!((low..high).contains(&bytes), "{direction}: {bytes} of {allowed}");
    }
    assert!(slowest < Duration::from_secs(1), "the neighbour waited {slowest:?}");
}
