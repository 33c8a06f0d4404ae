//! A control plane outside of Kubernetes, which can be killed at will, with a proxy before the API
//! server and a database of its own. Several run side by side without knowing of each other.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use harness::{
    Api,
    world::{Customer, unique},
};
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use tokio::process::{Child, Command};

use crate::{kube::eventually, proxy::Proxy, world::World};

/// How long a control plane may take to start, to make a cluster's objects, or to remove them.
pub(crate) const LIMIT: Duration = Duration::from_mins(2);
const PASSWORD: &str = "a password for a lane";

/// Where the kinds of objects are listed that a cluster consists of.
const LISTS: [&str; 10] = [
    "/api/v1/namespaces",
    "/api/v1/serviceaccounts",
    "/api/v1/services",
    "/api/v1/configmaps",
    "/api/v1/secrets",
    "/api/v1/resourcequotas",
    "/api/v1/limitranges",
    "/apis/apps/v1/statefulsets",
    "/apis/policy/v1/poddisruptionbudgets",
    "/apis/networking.k8s.io/v1/networkpolicies",
];

/// The objects of a cluster: where they are listed with their names, and their uids.
pub(crate) type Objects = BTreeMap<(String, String), String>;

/// The program, which is built into the same folder as the suite.
fn control_plane() -> PathBuf {
    let suite = std::env::current_exe().expect("the path of the suite");
    let program = suite.with_file_name("millrace-control-plane");
    assert!(program.exists(), "{} is missing: use `make e2e-kube`", program.display());
    program
}

/// The control plane and what belongs to it.
pub(crate) struct Lane {
    pub(crate) proxy: Proxy,
    pub(crate) api: Api,
    pub(crate) installation: String,
    org_id: String,
    folder: tempfile::TempDir,
    database_url: String,
    listen: String,
    images: [String; 2],
    process: Option<Child>,
}

impl Lane {
    /// Starts one.
    pub(crate) async fn start(world: &World, number: usize) -> Self {
        let base = world.settings.database_url.as_ref().expect("a database");
        let name = unique(&format!("lane{number}")).replace('-', "_");
        let mut connection = PgConnection::connect(base).await.expect("the database answers");
        let create = sqlx::AssertSqlSafe(format!("create database {name}"));
        sqlx::raw_sql(create).execute(&mut connection).await.expect("a database is made");
        let server = base.rsplit_once('/').expect("a database in the URL").0;
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr());
        let listen = port.expect("a free port").to_string();
        let mut lane = Self {
            proxy: Proxy::start(&world.kube.kubeconfig).await,
            api: Api::anonymous(&format!("http://{listen}")),
            installation: unique(&format!("lane{number}")),
            org_id: String::new(),
            folder: tempfile::tempdir().expect("a folder"),
            database_url: format!("{server}/{name}"),
            listen,
            images: [world.image("millrace-kafka"), world.image("millrace-gateway")],
            process: None,
        };
        lane.write_settings();
        lane.resume().await;
        lane.api = lane.api.sign_in("lane@example.com", PASSWORD).await;
        let customer = Customer::with(lane.api, PathBuf::new()).await.by_token().await;
        (lane.api, lane.org_id) = (customer.api, customer.org_id);
        lane
    }

    fn write_settings(&self) {
        let folder = self.folder.path();
        self.proxy.write_kubeconfig(folder);
        fs::write(folder.join("password"), PASSWORD).expect("a password is written");
        // No shared cluster: only what a test asks for is made, and no node has room for its pods, because
        // what counts is the objects.
        let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../control-plane/plans.json");
        let plans = fs::read_to_string(plans).expect("the plan catalogue");
        let mut plans: Value = serde_json::from_str(&plans).expect("the catalogue is JSON");
        plans["clusters"]["shared"]["count"] = json!(0);
        plans["profiles"]["trial"]["clusters"]["dedicated"]["memory_mib"] = json!(100_000_000);
        let quotas = &mut plans["profiles"]["trial"]["default_quotas"];
        (quotas["partitions"], quotas["enterprise_instances"]) = (json!(100_000), json!(100));
        fs::write(folder.join("plans.json"), plans.to_string()).expect("plans are written");
    }

    /// Starts the control plane, again.
    pub(crate) async fn resume(&mut self) {
        let file = |name: &str| self.folder.path().join(name);
        let log = fs::OpenOptions::new().create(true).append(true).open(self.log());
        let child = Command::new(control_plane())
            .args(["serve", "--orchestrator", "kubernetes", "--plan-profile", "trial"])
            .args(["--listen", &self.listen, "--installation", &self.installation])
            .args(["--control-plane-namespace", "millrace", "--image-pull-policy", "Never"])
            .args(["--kafka-image", &self.images[0], "--gateway-image", &self.images[1]])
            .args(["--database-url", &self.database_url, "--create-root-secret"])
            .arg("--root-secret-file")
            .arg(file("root.key"))
            .arg("--pki-dir")
            .arg(file("pki"))
            .arg("--plans-file")
            .arg(file("plans.json"))
            .args(["--bootstrap-email", "lane@example.com", "--bootstrap-password-file"])
            .arg(file("password"))
            .env("KUBECONFIG", file("kubeconfig"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::from(log.expect("the log opens")))
            .kill_on_drop(true)
            .spawn();
        self.process = Some(child.expect("the control plane starts"));
        eventually("the control plane serves", LIMIT, || async {
            let reply = self.api.try_send(reqwest::Method::GET, "/readyz", None).await;
            match reply {
                Ok(reply) if reply.status == 200 => Ok(()),
                other => Err(format!("{other:?}; log: {}", self.log().display())),
            }
        })
        .await;
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("control-plane.log")
    }

    /// Kills it. What it held in the database is free at once, as it would be a little later.
    pub(crate) async fn kill(&mut self) {
        let mut process = self.process.take().expect("it runs");
        process.kill().await.expect("it is killed");
        let mut connection = PgConnection::connect(&self.database_url).await.expect("a database");
        let expire =
            "update work set lease_until = now(), due_at = now() where lease_until is not null";
        sqlx::query(expire).execute(&mut connection).await.expect("leases run out");
    }

    /// Asks for an Enterprise instance; its id.
    pub(crate) async fn create(&self) -> String {
        let path = format!("/v1/orgs/{}/instances", self.org_id);
        let body = json!({"name": unique("crash"), "plan": "enterprise"});
        let created = self.api.post(&path, body).await.expect(202);
        created["instance"]["id"].as_str().expect("an id").to_owned()
    }

    /// Asks for an instance's end.
    pub(crate) async fn delete(&self, instance: &str) {
        self.api.delete(&format!("/v1/instances/{instance}")).await.expect(202);
    }

    /// Everything in Kubernetes that carries this installation's name, by namespace.
    pub(crate) async fn objects(&self) -> BTreeMap<String, Objects> {
        let mut found: BTreeMap<String, Objects> = BTreeMap::new();
        for list in LISTS {
            let path =
                format!("{list}?labelSelector=millrace.io/installation%3D{}", self.installation);
            let listed = self.proxy.look(&path).await;
            for object in listed["items"].as_array().into_iter().flatten() {
                let metadata = &object["metadata"];
                let text = |name: &str| metadata[name].as_str().unwrap_or_default().to_owned();
                let is_namespace = list.ends_with("/namespaces");
                let namespace = text(if is_namespace { "name" } else { "namespace" });
                // Its name is the cluster's.
                let name = if is_namespace { String::new() } else { text("name") };
                let objects = found.entry(namespace).or_default();
                objects.insert((list.to_owned(), name), text("uid"));
            }
        }
        found
    }

    /// Waits until there are `count` clusters, of the same objects as `like`.
    pub(crate) async fn has(&self, count: usize, like: &Objects) {
        let wanted: BTreeSet<_> = like.keys().collect();
        eventually("all objects are there", LIMIT, || async {
            let clusters = self.objects().await;
            let is_right = |objects: &Objects| objects.keys().collect::<BTreeSet<_>>() == wanted;
            if clusters.len() == count && clusters.values().all(is_right) {
                Ok(())
            } else {
                let keys: Vec<Vec<_>> = clusters.values().map(|o| o.keys().collect()).collect();
                Err(format!("{count} clusters of {wanted:?} wanted: {keys:?}; {}", self.said()))
            }
        })
        .await;
    }

    /// The end of the control plane's log.
    fn said(&self) -> String {
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(5).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}
