//! What is lost outside of the control plane: workloads, and the newest part of the database.

use std::collections::BTreeMap;

use wire::ids::ClusterId;

use super::world::World;
use crate::{
    app,
    domain::{instance::ConditionStatus, work::WorkKind},
    recreate::{RecreateError, recreate},
};

#[tokio::test]
async fn a_lost_cluster_is_said_to_be_and_begins_again_only_when_an_operator_says_so() {
    let world = World::create().await;
    let (kept, created) = world.create_instance("kept", "standard").await;
    world.converge(created).await;
    world.create_credential(kept, "app").await;
    let (dropped, created) = world.create_instance("dropped", "standard").await;
    world.converge(created).await;
    let process = world.process();
    process.turns(4).await;
    world.assert_served(kept).await;
    let (app, db) = (&world.test.app, &world.test.app.db);
    let told = async || {
        let mut tx = app.begin().await.unwrap();
        let own = app::instances::get(app, &mut tx, &world.caller, kept).await.unwrap();
        own.cluster.unwrap().condition().map(|told| (told.status, told.reason))
    };
    let says = |status, reason: &str| Some((status, reason.to_owned()));
    assert_eq!(told().await, says(ConditionStatus::True, "cluster_ready"));
    let cluster = *world.workloads.lock().unwrap().keys().next().unwrap();
    let refused = recreate(db, cluster).await;
    assert!(matches!(refused, Err(RecreateError::NotLost { .. })), "{refused:?}");

    world.workloads.lock().unwrap().clear();
    world.clusters.lock().unwrap().clear();
    process.make_all_due().await;
    process.turns(8).await;
    assert_eq!(told().await, says(ConditionStatus::False, "cluster_lost"));
    assert!(world.workloads.lock().unwrap().is_empty(), "it was started empty");
    // What is on it can be deleted all the same.
    let deleted = world.delete_instance(dropped).await;
    world.converge(deleted).await;

    let unknown = ClusterId::new(&*app.clock, &*app.entropy);
    let refused = recreate(db, unknown).await;
    assert!(matches!(refused, Err(RecreateError::Unknown(_))), "{refused:?}");
    assert_eq!(recreate(db, cluster).await.unwrap(), 1);
    process.turns(20).await;
    assert_eq!(told().await, says(ConditionStatus::True, "cluster_ready"));
    world.assert_served(kept).await;
    assert_eq!(world.clusters.lock().unwrap()[&cluster].users.len(), 1);
}

#[tokio::test]
async fn a_restored_database_wins_over_what_gateways_know() {
    let world = World::create().await;
    let (shared, created) = world.create_instance("shared", "standard").await;
    world.converge(created).await;
    let (own, created) = world.create_instance("own", "enterprise").await;
    world.converge(created).await;
    for (instance, name) in [(shared, "kept-1"), (own, "kept-2")] {
        world.create_credential(instance, name).await;
    }
    world.process().turns(2).await;
    let in_force = || {
        let clusters = world.clusters.lock().unwrap();
        let records = clusters.iter().flat_map(|(id, held)| {
            let records = held.in_force().into_iter();
            records.map(|(key, record)| ((*id, key.to_owned()), record.clone()))
        });
        records.collect::<BTreeMap<_, _>>()
    };
    let saved = in_force();
    let db = &world.test.app.db;
    let run = async |statement: &'static str| {
        let mut tx = db.begin().await.unwrap();
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    };
    run("create table backup as select *, (select last_value from tenancy_revision) as at \
         from tenancy_records")
    .await;

    // In the time that will be lost, on both clusters: one is made, one is revoked.
    for (instance, name) in [(shared, "lost-1"), (own, "lost-2")] {
        world.create_credential(instance, name).await;
    }
    run("update tenancy_records set value = null, revision = nextval('tenancy_revision') \
         where key in (select key from backup where key like 'key/%')")
    .await;
    world.process().make_all_due().await;
    world.process().turns(4).await;
    let later = in_force();
    assert_eq!(later.len(), saved.len() + 4 - 2, "two credentials and keys more, two keys less");

    run("delete from tenancy_records").await;
    run("insert into tenancy_records (cluster_id, key, value, revision, published_revision, \
         published_offset, updated_at) select cluster_id, key, value, revision, \
         published_revision, published_offset, updated_at from backup")
    .await;
    run("do $$ begin perform setval('tenancy_revision', (select max(at) from backup)); end $$")
        .await;
    // Nothing is due, and who looked last is gone: that a control plane starts is enough.
    run("update work set due_at = now() + interval '1 hour', lease_owner = null").await;
    let process = world.process();
    process.wake_sweep().await;
    assert_eq!(process.look(WorkKind::Tenancy).await, 2);
    let restored = in_force();
    assert!(restored.keys().eq(saved.keys()), "{:?} {:?}", restored.keys(), saved.keys());
    for (key, record) in &restored {
        assert_eq!(record.value, saved[key].value, "{key:?}");
        let newest = later.get(key).map_or(0, |record| record.revision);
        assert!(record.revision > newest.max(saved[key].revision), "{key:?} would be ignored");
    }

    // The control: what is unknown otherwise is left alone.
    run("delete from tenancy_records where key like 'key/%'").await;
    world.process().make_all_due().await;
    world.process().turns(4).await;
    assert_eq!(in_force(), restored);
}
