//! Control planes, one after the other, and a Kafka and an orchestrator in memory that outlive them.

use std::{
    collections::BTreeSet,
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures_util::FutureExt as _;
use tokio::sync::Notify;
use wire::ids::{InstanceId, OperationId, OrgId};

use crate::{
    app::{
        self, Caller,
        credentials::{NewCredential, Permissions},
        instances::NewInstance,
        testing::TestApp,
    },
    domain::{
        cluster::Endpoint,
        credential::Preset,
        instance::{Labels, Phase},
        limits::ChosenLimits,
        name::Label,
        operation::OperationState,
        page::{Order, PageRequest},
        work::WorkKind,
    },
    kafka::fake::{self as kafka, FakeKafka},
    orchestrator::fake::{self as orchestrator, FakeOrchestrator},
    reconcile::{
        Context, begin_sweeping,
        clusters::Clusters,
        driver::{Driver, Resource},
        instances::Instances,
        reports::Reports,
        sweep::Sweep,
        tenancy::Tenancy,
    },
    store::{self, SystemScope, work},
};

/// How a point is broken.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// The call fails, once.
    Fails,
    /// The control plane dies.
    Dies,
}

/// Counts the points before and after the effect of each call, and breaks one of them.
#[derive(Default)]
pub(super) struct Breaker {
    pub(super) passed: AtomicUsize,
    /// The point to break, counted from 1; 0 for none.
    pub(super) fails_at: AtomicUsize,
    pub(super) dies_at: AtomicUsize,
    pub(super) died: Notify,
}

impl Breaker {
    pub(super) fn arm(&self, fault: Fault, point: usize) {
        self.passed.store(0, Ordering::SeqCst);
        match fault {
            Fault::Fails => self.fails_at.store(point, Ordering::SeqCst),
            Fault::Dies => self.dies_at.store(point, Ordering::SeqCst),
        }
    }

    pub(super) fn disarm(&self) {
        self.fails_at.store(0, Ordering::SeqCst);
        self.dies_at.store(0, Ordering::SeqCst);
    }

    pub(super) async fn pass(&self, what: String) -> Result<(), String> {
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

pub(super) struct World {
    pub(super) test: TestApp,
    pub(super) caller: Caller,
    pub(super) org: OrgId,
    pub(super) workloads: orchestrator::Workloads,
    pub(super) clusters: kafka::Clusters,
    pub(super) breaker: Arc<Breaker>,
}

impl World {
    pub(super) async fn create() -> Self {
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

    pub(super) fn context(&self) -> Context {
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
    pub(super) fn process(&self) -> Process {
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

    pub(super) async fn create_instance(
        &self,
        name: &str,
        plan: &str,
    ) -> (InstanceId, OperationId) {
        self.create_from(new_instance(name, plan)).await
    }

    pub(super) async fn create_from(&self, new: NewInstance) -> (InstanceId, OperationId) {
        let app = &self.test.app;
        let mut tx = app.begin().await.unwrap();
        let (own, operation) =
            app::instances::create(app, &mut tx, &self.caller, self.org, new).await.unwrap();
        tx.commit().await.unwrap();
        (own.instance.id, operation.id)
    }

    pub(super) async fn create_credential(&self, instance: InstanceId, name: &str) {
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

    pub(super) async fn delete_instance(&self, id: InstanceId) -> OperationId {
        let app = &self.test.app;
        let mut tx = app.begin().await.unwrap();
        let (_, operation) =
            app::instances::delete(app, &mut tx, &self.caller, id, |_| Ok(())).await.unwrap();
        tx.commit().await.unwrap();
        operation.id
    }

    pub(super) async fn state(&self, operation: OperationId) -> OperationState {
        let mut tx = self.test.app.begin().await.unwrap();
        let operation =
            app::operations::get(&self.test.app, &mut tx, &self.caller, operation).await.unwrap();
        operation.state
    }

    /// Runs control planes, one after the other if they die, until the operation has succeeded.
    pub(super) async fn converge(&self, operation: OperationId) {
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

    pub(super) async fn used(&self) -> Vec<i64> {
        let mut tx = self.test.app.begin().await.unwrap();
        let quotas = app::quotas::list(&self.test.app, &mut tx, &self.caller, self.org);
        quotas.await.unwrap().into_iter().map(|quota| quota.used).collect()
    }

    pub(super) async fn granted(&self) -> i64 {
        let mut tx = self.test.app.begin().await.unwrap();
        store::clusters::granted(&mut tx).await.unwrap()
    }

    /// Both sides of a served instance agree.
    pub(super) async fn assert_served(&self, id: InstanceId) {
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
    pub(super) fn fill(&self) {
        for held in self.clusters.lock().unwrap().values_mut() {
            for tenant in held.users.clone() {
                held.topics.insert(tenant.physical("orders"));
                held.groups.insert(tenant.physical("billing"));
            }
        }
    }

    /// Nothing of any instance is left anywhere; only the cell runs.
    pub(super) async fn assert_empty(&self) {
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

pub(super) struct Process {
    pub(super) driver: Driver,
    pub(super) resources: Vec<Box<dyn Resource>>,
    pub(super) sweep: Sweep,
    pub(super) reports: Reports,
}

impl Process {
    pub(super) async fn make_all_due(&self) {
        let mut tx = self.driver.db().begin().await.unwrap();
        work::make_all_due(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(super) async fn turns(&self, count: usize) {
        for _ in 0..count {
            self.make_all_due().await;
            for resource in &self.resources {
                self.driver.turn(&**resource).await;
            }
        }
    }

    /// Looks at what is due of one kind; how many there were.
    pub(super) async fn look(&self, kind: WorkKind) -> usize {
        let resource = self.resources.iter().find(|r| r.kind() == kind).unwrap();
        self.driver.turn(&**resource).await
    }

    pub(super) async fn wake_sweep(&self) {
        begin_sweeping(&self.driver).await;
        assert_eq!(self.driver.turn(&self.sweep).await, 1);
    }
}

pub(super) fn new_instance(name: &str, plan: &str) -> NewInstance {
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
