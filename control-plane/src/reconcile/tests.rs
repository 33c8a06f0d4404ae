//! The loop against a Kafka and an orchestrator in memory that outlive it, broken at every step.
//!
//! The promise: wherever a control plane fails or dies, the next one arrives at the same end, nothing
//! is left over on either side, and every quota balances.

use std::{
    collections::BTreeSet,
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::FutureExt as _;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use wire::{
    ids::{ClusterId, CredentialId, InstanceId, OperationId, OrgId},
    key::KeyId,
    report::{AuthFailure, FirstUse, FirstUseKind, LastUsed, Report, Stored, Usage},
};

use super::{
    Context,
    clusters::Clusters,
    driver::{Driver, Resource},
    instances::Instances,
    reports::Reports,
    sweep::Sweep,
    tenancy::Tenancy,
};
use crate::{
    app::{
        self, Caller,
        credentials::{NewCredential, Permissions},
        instances::NewInstance,
        testing::TestApp,
    },
    domain::{
        access::Action,
        cluster::Endpoint,
        credential::Preset,
        event::{Event, Happened},
        instance::{Labels, Phase},
        limits::ChosenLimits,
        name::Label,
        operation::OperationState,
        page::{Order, PageRequest},
        usage::Window,
        work::WorkKind,
    },
    kafka::fake::{self as kafka, FakeKafka},
    orchestrator::fake::{self as orchestrator, FakeOrchestrator},
    store::{
        self, SystemScope,
        scopes::{self, Access},
        work,
    },
};

/// How a point is broken.
#[derive(Debug, Clone, Copy)]
enum Fault {
    /// The call fails, once.
    Fails,
    /// The control plane dies.
    Dies,
}

/// Counts the points before and after the effect of each call, and breaks one of them.
#[derive(Default)]
struct Breaker {
    passed: AtomicUsize,
    /// The point to break, counted from 1; 0 for none.
    fails_at: AtomicUsize,
    dies_at: AtomicUsize,
    died: Notify,
}

impl Breaker {
    fn arm(&self, fault: Fault, point: usize) {
        self.passed.store(0, Ordering::SeqCst);
        match fault {
            Fault::Fails => self.fails_at.store(point, Ordering::SeqCst),
            Fault::Dies => self.dies_at.store(point, Ordering::SeqCst),
        }
    }

    fn disarm(&self) {
        self.fails_at.store(0, Ordering::SeqCst);
        self.dies_at.store(0, Ordering::SeqCst);
    }

    async fn pass(&self, what: String) -> Result<(), String> {
        let point = self.passed.fetch_add(1, Ordering::SeqCst) + 1;
        if point == self.fails_at.load(Ordering::SeqCst) {
            return Err(format!("broken at point {point}, {what}"));
        }
        if point == self.dies_at.load(Ordering::SeqCst) {
            self.died.notify_one();
            pending::<()>().await;
        }
        Ok(())
    }
}

struct World {
    test: TestApp,
    caller: Caller,
    org: OrgId,
    workloads: orchestrator::Workloads,
    clusters: kafka::Clusters,
    breaker: Arc<Breaker>,
}

impl World {
    async fn create() -> Self {
        let (test, caller) = TestApp::with_admin().await;
        let mut tx = test.app.begin().await.unwrap();
        let all = PageRequest { limit: 1, order: Order::OLDEST_FIRST, after: None };
        let orgs = app::orgs::list(&test.app, &mut tx, &caller, &all).await.unwrap();
        let org = orgs.items[0].org.id;
        let world = Self {
            test,
            caller,
            org,
            workloads: Arc::default(),
            clusters: Arc::default(),
            breaker: Arc::default(),
        };
        // One sweep makes the cell, and a few turns bring it up.
        let process = world.process();
        process.wake_sweep().await;
        process.turns(8).await;
        world
    }

    fn context(&self) -> Context {
        let breaker = Arc::clone(&self.breaker);
        let hook: kafka::Hook = Arc::new(move |what| {
            let breaker = Arc::clone(&breaker);
            async move { breaker.pass(what).await }.boxed()
        });
        let kafka = FakeKafka::new(Arc::clone(&self.clusters), Arc::clone(&hook));
        let app = &self.test.app;
        Context {
            db: app.db.clone(),
            clock: Arc::clone(&app.clock),
            entropy: Arc::clone(&app.entropy),
            keyring: Arc::clone(&app.keyring),
            catalogue: Arc::clone(&app.catalogue),
            orchestrator: Arc::new(FakeOrchestrator::new(Arc::clone(&self.workloads), hook)),
            admin: Arc::new(kafka.clone()),
            tenancy: Arc::new(kafka.clone()),
            reports: Arc::new(kafka),
            system: SystemScope::for_composition_root(),
        }
    }

    /// A control plane's loop, as it is after a start.
    fn process(&self) -> Process {
        let context = self.context();
        Process {
            driver: Driver::new(context.db.clone(), Arc::clone(&context.entropy)),
            resources: vec![
                Box::new(Instances::new(context.clone())),
                Box::new(Clusters::new(context.clone())),
                Box::new(Tenancy::new(context.clone())),
            ],
            sweep: Sweep::new(context.clone()),
            reports: Reports::new(context),
        }
    }

    async fn create_instance(&self, name: &str, plan: &str) -> (InstanceId, OperationId) {
        self.create_from(new_instance(name, plan)).await
    }

    async fn create_from(&self, new: NewInstance) -> (InstanceId, OperationId) {
        let app = &self.test.app;
        let mut tx = app.begin().await.unwrap();
        let (own, operation) =
            app::instances::create(app, &mut tx, &self.caller, self.org, new).await.unwrap();
        tx.commit().await.unwrap();
        (own.instance.id, operation.id)
    }

    async fn create_credential(&self, instance: InstanceId, name: &str) {
        let app = &self.test.app;
        let new = NewCredential {
            name: name.parse().unwrap(),
            permissions: Permissions { preset: Some(Preset::Produce), grants: Vec::new() },
            key_expires_at: None,
        };
        let mut tx = app.begin().await.unwrap();
        app::credentials::create(app, &mut tx, &self.caller, instance, new).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn delete_instance(&self, id: InstanceId) -> OperationId {
        let app = &self.test.app;
        let mut tx = app.begin().await.unwrap();
        let (_, operation) =
            app::instances::delete(app, &mut tx, &self.caller, id, |_| Ok(())).await.unwrap();
        tx.commit().await.unwrap();
        operation.id
    }

    async fn state(&self, operation: OperationId) -> OperationState {
        let mut tx = self.test.app.begin().await.unwrap();
        let operation =
            app::operations::get(&self.test.app, &mut tx, &self.caller, operation).await.unwrap();
        operation.state
    }

    /// Runs control planes, one after the other if they die, until the operation has succeeded.
    async fn converge(&self, operation: OperationId) {
        let mut process = self.process();
        for _ in 0..60 {
            if self.state(operation).await == OperationState::Succeeded {
                return;
            }
            let died = tokio::select! {
                () = process.turns(1) => false,
                () = self.breaker.died.notified() => true,
            };
            if died {
                process = self.process();
            }
        }
        panic!("{operation} did not come to its end: {:?}", self.state(operation).await);
    }

    async fn used(&self) -> Vec<i64> {
        let mut tx = self.test.app.begin().await.unwrap();
        let quotas = app::quotas::list(&self.test.app, &mut tx, &self.caller, self.org);
        quotas.await.unwrap().into_iter().map(|quota| quota.used).collect()
    }

    async fn granted(&self) -> i64 {
        let mut tx = self.test.app.begin().await.unwrap();
        store::clusters::granted(&mut tx).await.unwrap()
    }

    /// Both sides of a served instance agree.
    async fn assert_served(&self, id: InstanceId) {
        let app = &self.test.app;
        let mut tx = app.begin().await.unwrap();
        let own = app::instances::get(app, &mut tx, &self.caller, id).await.unwrap();
        let (instance, cluster) = (own.instance, own.cluster.unwrap());
        assert_eq!(instance.phase, Phase::Ready);
        assert!(self.workloads.lock().unwrap().contains_key(&cluster.id));
        let clusters = self.clusters.lock().unwrap();
        let held = &clusters[&cluster.id];
        assert!(held.users.contains(&instance.prefix) && held.acls.contains(&instance.prefix));
        let kinds: BTreeSet<&str> =
            held.in_force().into_keys().filter_map(|key| Some(key.split_once('/')?.0)).collect();
        assert_eq!(kinds, BTreeSet::from(["credential", "key", "signing_key", "tenant"]));
    }

    /// The customer makes something that must be gone later.
    fn fill(&self) {
        for held in self.clusters.lock().unwrap().values_mut() {
            for tenant in held.users.clone() {
                held.topics.insert(tenant.physical("orders"));
                held.groups.insert(tenant.physical("billing"));
            }
        }
    }

    /// Nothing of any instance is left anywhere; only the cell runs.
    async fn assert_empty(&self) {
        assert_eq!(self.used().await, [0; 5]);
        assert_eq!(self.granted().await, 0);
        let workloads = self.workloads.lock().unwrap();
        assert_eq!(workloads.len(), 1, "a workload was left over");
        let clusters = self.clusters.lock().unwrap();
        for held in workloads.keys().map(|id| &clusters[id]) {
            assert!(held.users.is_empty() && held.acls.is_empty(), "{held:?}");
            assert!(held.topics.is_empty() && held.groups.is_empty(), "{held:?}");
            let left: Vec<&str> =
                held.in_force().into_keys().filter(|key| !key.starts_with("signing_key")).collect();
            assert!(left.is_empty(), "{left:?}");
        }
    }
}

struct Process {
    driver: Driver,
    resources: Vec<Box<dyn Resource>>,
    sweep: Sweep,
    reports: Reports,
}

impl Process {
    async fn make_all_due(&self) {
        let mut tx = self.driver.db().begin().await.unwrap();
        work::make_all_due(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn turns(&self, count: usize) {
        for _ in 0..count {
            self.make_all_due().await;
            for resource in &self.resources {
                self.driver.turn(&**resource).await;
            }
        }
    }

    /// Looks at what is due of one kind; how many there were.
    async fn look(&self, kind: WorkKind) -> usize {
        let resource = self.resources.iter().find(|r| r.kind() == kind).unwrap();
        self.driver.turn(&**resource).await
    }

    async fn wake_sweep(&self) {
        super::begin_sweeping(&self.driver).await;
        assert_eq!(self.driver.turn(&self.sweep).await, 1);
    }
}

fn new_instance(name: &str, plan: &str) -> NewInstance {
    NewInstance {
        name: name.parse().unwrap(),
        plan: plan.to_owned(),
        description: Label::default(),
        labels: Labels::default(),
        limits: ChosenLimits::default(),
        deletion_protection: false,
        endpoint: Endpoint::Public,
    }
}

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
