//! An API server that misbehaves, and control planes that die at every step: in the end there is what
//! was asked for and nothing else, and nobody asked in a hot loop.

use std::time::Instant;

use futures_util::future::join_all;
use hyper::Method;

use crate::{
    kube::eventually,
    lane::{LIMIT, Lane, Objects},
    proxy::{Asked, Fault},
    world::World,
};

/// Control planes side by side.
const LANES: usize = 4;
/// More requests than this in a second are a hot loop.
const HOT: f64 = 40.0;

/// So many reads in a row mean that nothing is left to be changed.
const STEADY: usize = 20;

/// What a lane has seen.
struct Seen {
    crashes: usize,
    requests: usize,
}

/// Dies at the nth request of a create and of a delete, for every n.
pub(crate) async fn crash_at_every_request(world: &World) -> String {
    let seen = join_all((0..LANES).map(|number| crash_lane(world, number))).await;
    let crashes: usize = seen.iter().map(|seen| seen.crashes).sum();
    let requests: usize = seen.iter().map(|seen| seen.requests).sum();
    format!(
        "{crashes} crashes; {requests} requests, those for bystanders included; 0 objects leaked, 0 deleted wrongly"
    )
}

/// One that is created, as it should be; nothing else of this lane is there before.
async fn bystander(lane: &Lane) -> Objects {
    lane.create().await;
    // Objects are made one after the other: it is complete when nothing is changed any more.
    eventually("the first cluster is made", LIMIT, || async {
        let clusters = lane.objects().await;
        let first = clusters.into_values().next().unwrap_or_default();
        let is_made = first.keys().any(|(list, _)| list.ends_with("statefulsets"));
        if is_made && lane.proxy.only_reads(STEADY) { Ok(first) } else { Err(format!("{first:?}")) }
    })
    .await
}

async fn crash_lane(world: &World, number: usize) -> Seen {
    let mut lane = Lane::start(world, number).await;
    let like = bystander(&lane).await;
    let first = lane.objects().await.into_keys().next().expect("a namespace");
    lane.proxy.spare(&first);
    let mut seen = Seen { crashes: 0, requests: 0 };
    let (mut creates, mut deletes) = (true, true);
    for n in (1..).skip(number).step_by(LANES) {
        lane.proxy.take_asked();
        lane.proxy.set(if creates { Fault::CrashAt(n) } else { Fault::None });
        let instance = lane.create().await;
        creates &= crash_or(&mut lane, lane_has(2, &like), &mut seen).await;
        let asked = lane.proxy.take_asked();
        seen.requests += asked.len();
        assert!(deletions(&asked).is_empty(), "{number}, {n}: {:?}", deletions(&asked));

        lane.proxy.set(if deletes { Fault::CrashAt(n) } else { Fault::None });
        lane.delete(&instance).await;
        deletes &= crash_or(&mut lane, lane_has(1, &like), &mut seen).await;
        let asked = lane.proxy.take_asked();
        seen.requests += asked.len();
        let elsewhere = deletions(&asked).iter().any(|asked| asked.path.contains(&first));
        assert!(!elsewhere, "{number}, {n}: {:?}", deletions(&asked));
        assert_eq!(lane.objects().await.into_values().next(), Some(like.clone()), "the bystander");
        if !creates && !deletes {
            break;
        }
    }
    end(&lane).await;
    seen
}

/// What is to be reached.
struct Goal<'a> {
    clusters: usize,
    like: &'a Objects,
}

const fn lane_has(clusters: usize, like: &Objects) -> Goal<'_> {
    Goal { clusters, like }
}

/// Goes on until the goal is reached, over a crash if it comes first; whether it came.
async fn crash_or(lane: &mut Lane, goal: Goal<'_>, seen: &mut Seen) -> bool {
    let crashed = tokio::select! {
        () = lane.proxy.crashed() => true,
        () = lane.has(goal.clusters, goal.like) => false,
    };
    lane.proxy.set(Fault::None);
    if crashed {
        lane.kill().await;
        seen.crashes += 1;
        lane.resume().await;
        lane.has(goal.clusters, goal.like).await;
    }
    crashed
}

fn deletions(asked: &[Asked]) -> Vec<&Asked> {
    asked.iter().filter(|asked| asked.method == Method::DELETE).collect()
}

/// Everything that a lane made goes.
async fn end(lane: &Lane) {
    for namespace in lane.objects().await.into_keys() {
        let path = format!("/api/v1/namespaces/{namespace}");
        lane.proxy.destroy(&path).await;
    }
}

/// Creates and deletes while every so many answers are bad in one way.
pub(crate) async fn bad_answers(world: &World, fault: Fault) -> String {
    let lane = Lane::start(world, LANES).await;
    let like = bystander(&lane).await;
    lane.proxy.take_asked();
    lane.proxy.set(fault);
    let began = Instant::now();
    let instance = lane.create().await;
    lane.has(2, &like).await;
    let created = began.elapsed();
    let asked = lane.proxy.take_asked();
    assert!(deletions(&asked).is_empty(), "{:?}", deletions(&asked));
    lane.delete(&instance).await;
    lane.has(1, &like).await;
    assert_eq!(lane.objects().await.into_values().next(), Some(like), "the bystander");
    let took = began.elapsed();
    let requests = asked.len() + lane.proxy.count();
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a rate, for people")]
    let rate = requests as f64 / took.as_secs_f64();
    assert!(rate < HOT, "{requests} requests in {took:?}");
    end(&lane).await;
    format!(
        "created after {:.1} s, gone after {:.1} s, {requests} requests; 0 leaked, 0 deleted wrongly",
        created.as_secs_f64(),
        took.as_secs_f64()
    )
}
