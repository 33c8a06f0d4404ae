//! The loop against a Kafka and an orchestrator in memory that outlive it, broken at every step.
//!
//! The promise: wherever a control plane fails or dies, the next one arrives at the same end, nothing
//! is left over on either side, and every quota balances.

mod losses;
mod reports;
mod world;

use std::{collections::BTreeSet, sync::atomic::Ordering, time::Duration};

use tokio_util::sync::CancellationToken;
use world::{Fault, World, new_instance};

use crate::{
    app::{self, instances::NewInstance},
    domain::{cluster::Endpoint, operation::OperationState, work::WorkKind},
    kafka::fake as kafka,
};

/// Creates and deletes an instance, breaking one point after the other until there is none left.
async fn survives(plan: &str, fault: Fault) {
    let world = World::create().await;
    for point in 1.. {
        let (id, created) = world.create_instance(&format!("i{point}"), plan).await;
        world.create_credential(id, "service").await;
        world.breaker.arm(fault, point);
        world.converge(created).await;
        let points = world.breaker.passed.load(Ordering::SeqCst);
        world.breaker.disarm();
        world.assert_served(id).await;
        assert_eq!(world.used().await.iter().filter(|used| **used > 0).count(), 4);

        world.fill();
        let deleted = world.delete_instance(id).await;
        world.breaker.arm(fault, point);
        world.converge(deleted).await;
        let points = points.max(world.breaker.passed.load(Ordering::SeqCst));
        world.breaker.disarm();
        world.assert_empty().await;
        if points < point {
            assert!(point > 8, "the calls were not counted");
            return;
        }
    }
}

#[tokio::test]
async fn a_standard_instance_survives_a_failure_at_every_step() {
    survives("standard", Fault::Fails).await;
}

#[tokio::test]
async fn a_standard_instance_survives_a_death_at_every_step() {
    survives("standard", Fault::Dies).await;
}

#[tokio::test]
async fn an_enterprise_instance_survives_a_failure_at_every_step() {
    survives("enterprise", Fault::Fails).await;
}

#[tokio::test]
async fn an_enterprise_instance_survives_a_death_at_every_step() {
    survives("enterprise", Fault::Dies).await;
}

#[tokio::test]
async fn a_private_instance_runs_on_a_private_cluster() {
    let world = World::create().await;
    let app = &world.test.app;
    for endpoint in Endpoint::ALL {
        let new = NewInstance { endpoint, ..new_instance(endpoint.name(), "enterprise") };
        let (id, created) = world.create_from(new).await;
        world.converge(created).await;
        let mut tx = app.begin().await.unwrap();
        let own = app::instances::get(app, &mut tx, &world.caller, id).await.unwrap();
        let cluster = own.cluster.unwrap();
        assert_eq!((own.instance.endpoint, cluster.endpoint), (endpoint, endpoint));
        assert_eq!(world.workloads.lock().unwrap()[&cluster.id].endpoint, endpoint);
    }
}

#[tokio::test]
async fn an_instance_can_be_deleted_before_it_was_ready() {
    let world = World::create().await;
    for plan in ["standard", "enterprise"] {
        for turns in 0..6 {
            let (id, _) = world.create_instance(&format!("early-{turns}"), plan).await;
            world.process().turns(turns).await;
            let deleted = world.delete_instance(id).await;
            world.converge(deleted).await;
            world.assert_empty().await;
        }
    }
}

#[tokio::test]
async fn the_last_of_a_quota_goes_to_one_of_many() {
    let world = World::create().await;
    let app = &world.test.app;
    let limits = [(crate::domain::quota::QuotaName::StandardInstances, 3)].into();
    let mut tx = app.begin().await.unwrap();
    app::quotas::update(app, &mut tx, &world.caller, world.org, &limits).await.unwrap();
    tx.commit().await.unwrap();
    let attempts = (0..8).map(|n| {
        let (app, caller, org) = (app.clone(), world.caller.clone(), world.org);
        tokio::spawn(async move {
            let new = new_instance(&format!("n{n}"), "standard");
            let mut tx = app.begin().await.unwrap();
            let created = app::instances::create(&app, &mut tx, &caller, org, new).await;
            match created {
                Ok(_) => {
                    tx.commit().await.unwrap();
                    true
                }
                Err(app::AppError::QuotaExceeded { limit: 3, used: 3, requested: 1, .. }) => false,
                Err(other) => panic!("{other:?}"),
            }
        })
    });
    let mut created = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        created += i32::from(attempt.await.unwrap());
    }
    assert_eq!(created, 3);
}

#[tokio::test]
async fn orphans_are_removed_only_if_they_are_known_to_be_deleted() {
    let world = World::create().await;
    let (id, created) = world.create_instance("gone", "standard").await;
    world.converge(created).await;
    let app = &world.test.app;
    let mut tx = app.begin().await.unwrap();
    let own = app::instances::get(app, &mut tx, &world.caller, id).await.unwrap();
    drop(tx);
    let (cell, deleted) = (own.cluster.unwrap().id, own.instance.prefix);
    let operation = world.delete_instance(id).await;
    world.converge(operation).await;
    let stranger = wire::tenancy::TenantPrefix::generate(&*app.entropy);
    world.clusters.lock().unwrap().get_mut(&cell).unwrap().users.extend([deleted, stranger]);
    world.process().make_all_due().await;
    world.process().wake_sweep().await;
    let clusters = world.clusters.lock().unwrap();
    assert_eq!(clusters[&cell].users, BTreeSet::from([stranger]));
}

#[tokio::test]
async fn what_somebody_took_from_a_served_instance_is_given_back() {
    let world = World::create().await;
    let (id, created) = world.create_instance("robbed", "standard").await;
    world.create_credential(id, "service").await;
    world.converge(created).await;
    let take: [fn(&mut kafka::Contents); 2] = [|held| held.users.clear(), |held| held.acls.clear()];
    for take in take {
        world.clusters.lock().unwrap().values_mut().for_each(take);
        world.process().make_all_due().await;
        world.process().wake_sweep().await;
        world.assert_served(id).await;
    }
}

/// Puts reports into a cell's topic and lets two control planes read them; the second begins where the
/// first one stopped.
#[tokio::test]
async fn a_writer_is_kept_taken_over_and_taken_back() {
    let world = World::create().await;
    let (id, created) = world.create_instance("shared", "standard").await;
    world.converge(created).await;
    let writers = || world.clusters.lock().unwrap().values().map(|held| held.epoch).sum::<u64>();
    let published = || {
        let clusters = world.clusters.lock().unwrap();
        clusters.values().flat_map(|held| held.in_force().into_keys().map(str::to_owned)).count()
    };
    let (first, second) = (world.process(), world.process());
    first.turns(1).await;
    let (before, records) = (writers(), published());
    for n in 1..=4 {
        world.create_credential(id, &format!("kept-{n}")).await;
        assert_eq!(first.look(WorkKind::Tenancy).await, 1, "another control plane is asked first");
        assert_eq!(published(), records + 2 * n, "a credential and its key");
    }
    assert_eq!(writers(), before, "the writer was made anew");

    // The first is gone for a while; the second takes over, and the first takes back in one look.
    for (n, process) in [(1, &second), (2, &first)] {
        world.create_credential(id, &format!("moved-{n}")).await;
        process.make_all_due().await;
        assert_eq!(process.look(WorkKind::Tenancy).await, 1);
        assert_eq!(published(), records + 8 + 2 * n);
        assert_eq!(writers(), before + u64::try_from(n).unwrap());
    }
}

#[tokio::test]
async fn fifty_instances_at_once_are_woken_not_polled_for() {
    let world = World::create().await;
    let stop = CancellationToken::new();
    let running = tokio::spawn(super::run(world.context(), stop.clone()));
    let mut created = Vec::new();
    for n in 0..50 {
        created.push(world.create_instance(&format!("n{n}"), "standard").await.1);
    }
    for operation in created {
        let patience = Duration::from_secs(20);
        let operation =
            app::operations::wait(&world.test.app, &world.caller, operation, patience).await;
        assert_eq!(operation.unwrap().state, OperationState::Succeeded);
    }
    stop.cancel();
    running.await.unwrap();
}
