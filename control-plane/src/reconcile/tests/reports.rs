//! What gateways report is counted once, and told to whom it concerns.

use wire::{
    ids::{ClusterId, CredentialId, InstanceId},
    key::KeyId,
    report::{AuthFailure, FirstUse, FirstUseKind, LastUsed, Report, Stored, Usage},
};

use super::world::World;
use crate::{
    app,
    domain::{
        access::Action,
        event::{Event, Happened},
        usage::Window,
    },
    store::{
        self, SystemScope,
        scopes::{self, Access},
    },
};

async fn report(world: &World, cell: ClusterId, reports: &[Report]) {
    let values = reports.iter().map(|report| serde_json::to_vec(report).unwrap());
    world.clusters.lock().unwrap().get_mut(&cell).unwrap().reports.extend(values);
    for _ in 0..2 {
        let process = world.process();
        process.make_all_due().await;
        process.driver.turn(&process.reports).await;
    }
}

/// An instance that is served, the cell it is on, and the id of a key to it.
async fn metered(world: &World) -> (InstanceId, ClusterId, KeyId) {
    let (id, created) = world.create_instance("metered", "standard").await;
    world.create_credential(id, "service").await;
    world.converge(created).await;
    let app = &world.test.app;
    let mut tx = app.begin().await.unwrap();
    let own = app::instances::get(app, &mut tx, &world.caller, id).await.unwrap();
    let system = SystemScope::for_composition_root();
    let keys = store::keys::list_records_of_instance(&mut tx, &system, id).await.unwrap();
    let key = keys[0].0.clone();
    (id, own.cluster.unwrap().id, key)
}

fn empty_report(cluster_id: ClusterId, sequence: u64) -> Report {
    Report {
        cluster_id,
        gateway: 1,
        epoch: 1,
        sequence,
        at: 1_790_000_000_000,
        applied_offset: 10,
        usage: Vec::new(),
        last_used: Vec::new(),
        auth_failures: Vec::new(),
        first_uses: Vec::new(),
        stored: Vec::new(),
    }
}

#[tokio::test]
async fn a_report_counts_once_however_often_it_is_read() {
    let world = World::create().await;
    let (id, cell, _) = metered(&world).await;
    let of = |sequence| Report {
        usage: vec![Usage {
            instance_id: id,
            bytes_in: 100,
            bytes_out: 10,
            records_in: 6,
            requests: 1,
            throttled_ms: 7,
            connections: 1,
        }],
        stored: vec![Stored { instance_id: id, bytes: 500 + sequence }],
        ..empty_report(cell, sequence)
    };
    let other = Report { gateway: 2, ..of(0) };
    report(&world, cell, &[of(0), of(1), of(1), of(0), of(2), other]).await;
    let app = &world.test.app;
    let mut tx = app.begin().await.unwrap();
    assert_eq!(store::usage::totals(&mut tx, id).await.unwrap(), (400, 40));
    let history = app::usage::history(app, &mut tx, &world.caller, id, Window::Hour).await.unwrap();
    let now = history.points.last().unwrap();
    assert_eq!((now.connections, now.throttled_ms), (2, 28), "{now:?}");
    let moved: f64 = history.points.iter().map(|point| point.records_in_per_second).sum();
    let seconds = (history.at.unwrap() - now.at).as_seconds_f64().max(1.0);
    assert!((moved - 24.0 / seconds).abs() < 0.01, "{history:?}");
    assert_eq!(history.stored, Some(502), "the newest, and copies are not counted");
}

#[tokio::test]
async fn what_a_gateway_saw_is_told_once_to_whom_it_concerns() {
    let world = World::create().await;
    let (id, cell, key) = metered(&world).await;
    let sees = |sequence, at| Report {
        last_used: vec![LastUsed {
            key_id: key.clone(),
            at,
            address: "10.1.2.3".to_owned(),
            client_id: Some("a\0b".to_owned()),
            software: None,
        }],
        first_uses: [FirstUseKind::Produce, FirstUseKind::Join]
            .into_iter()
            .flat_map(|kind| {
                ["orders", "no\0name"].map(|name| FirstUse {
                    instance_id: id,
                    kind,
                    name: name.to_owned(),
                    at,
                })
            })
            .collect(),
        auth_failures: ["10.1.2.3", "10.1.2.4"]
            .map(|address| AuthFailure {
                key_id: Some(key.clone()),
                address: address.to_owned(),
                reason: "wrong_key".to_owned(),
                count: 2,
                at,
            })
            .into(),
        ..empty_report(cell, sequence)
    };
    // A stranger's gateway says the same of an instance that it does not have.
    let elsewhere = ClusterId::new(&*world.test.app.clock, &*world.test.app.entropy);
    let foreign = Report { cluster_id: elsewhere, ..sees(2, 1_790_000_000_300) };
    report(&world, cell, &[sees(0, 1_790_000_000_100), sees(1, 1_790_000_000_200), foreign]).await;

    let app = &world.test.app;
    let mut tx = app.begin().await.unwrap();
    let access = scopes::resolve(&mut tx, &world.caller, Action::OrgRead, world.org, app.now());
    let Access::Allowed(scope) = access.await.unwrap() else { panic!("the caller owns it") };
    let events = store::events::list(&mut tx, &scope, 0, 100).await.unwrap();
    let mut told: Vec<&str> = events.iter().map(|event| event.happened.name()).collect();
    told.retain(|name| !["operation", "instance"].contains(name));
    assert_eq!(
        told,
        [
            "credential.first_authentication",
            "topic.first_produce",
            "group.first_join",
            "credential.authentication_failed",
            "credential.authentication_failed",
        ]
    );
    let first = events.iter().find_map(|event| match &event.happened {
        Happened::FirstAuthentication { key_id, client_id, .. } => Some((key_id, client_id)),
        _ => None,
    });
    assert_eq!(first, Some((&key, &Some("ab".to_owned()))));
    let failed = store::keys::list(&mut tx, &scope, &[credential_of(&events)]).await.unwrap();
    assert_eq!(failed[0].failed_count, 8);
    assert_eq!(failed[0].last_used.as_ref().unwrap().at.timestamp_millis(), 1_790_000_000_200);
}

fn credential_of(events: &[Event]) -> CredentialId {
    let credential = events.iter().find_map(|event| match event.happened {
        Happened::FirstAuthentication { credential_id, .. } => Some(credential_id),
        _ => None,
    });
    credential.unwrap()
}
