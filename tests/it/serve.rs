//! `serve` as an operator runs it: on a Postgres of their own, several side by side, told to stop by
//! SIGTERM. Here without an orchestrator, so that only the API is served.

use std::{
    env, fs,
    path::Path,
    process::{ExitStatus, Stdio},
    time::Duration,
};

use harness::{
    Api,
    stack::{free_port, program},
    wait::eventually,
    world::unique,
};
use reqwest::Method;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use tokio::{
    process::{Child, Command},
    time::timeout,
};

/// How long a control plane may take to serve, or to stop.
const LIMIT: Duration = Duration::from_mins(1);
const EMAIL: &str = "ada@example.com";
const PASSWORD: &str = "correct horse battery";

/// An empty database on the server that tests are given.
struct Database {
    server: PgConnection,
    name: String,
    url: String,
}

impl Database {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by DATABASE_URL where Postgres is"
    )]
    async fn create() -> Self {
        let url = env::var("DATABASE_URL").expect("DATABASE_URL: run the tests with `make test`");
        let mut server = PgConnection::connect(&url).await.unwrap();
        let name = unique("serve").replace('-', "_");
        server.execute(AssertSqlSafe(format!("create database {name}"))).await.unwrap();
        let (address, _) = url.rsplit_once('/').expect("DATABASE_URL ends in a database's name");
        Self { url: format!("{address}/{name}"), server, name }
    }

    async fn remove(mut self) {
        let sql = format!("drop database {} with (force)", self.name);
        self.server.execute(AssertSqlSafe(sql)).await.unwrap();
    }
}

/// One of the control planes.
struct Replica {
    child: Child,
    api: Api,
}

impl Replica {
    /// Starts one with the files in `directory`; it serves.
    async fn start(directory: &Path, log: &str) -> Self {
        let replica = Self::spawn(directory, log);
        eventually("the control plane is ready", LIMIT, || async {
            let ready = replica.api.try_send(Method::GET, "/readyz", None).await;
            let ready = ready.map_err(|error| error.to_string())?;
            if ready.status == 200 { Ok(()) } else { Err(format!("{:#}", ready.body)) }
        })
        .await;
        replica
    }

    fn spawn(directory: &Path, log: &str) -> Self {
        let listen = format!("127.0.0.1:{}", free_port());
        let file = |name: &str| directory.join(name);
        let log = fs::File::create(file(log)).unwrap();
        let child = Command::new(program("millrace-control-plane"))
            .args(["serve", "--orchestrator", "none", "--listen", &listen, "--create-root-secret"])
            .args(["--bootstrap-email", EMAIL, "--bootstrap-org", "first"])
            .arg("--bootstrap-password-file")
            .arg(file("password"))
            .arg("--database-url-file")
            .arg(file("database-url"))
            .arg("--root-secret-file")
            .arg(file("root.key"))
            .env_remove("DATABASE_URL")
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let api = Api::anonymous(&format!("http://{listen}"));
        Self { child, api }
    }

    /// Stops it as Kubernetes and systemd do.
    async fn stop(mut self) -> ExitStatus {
        let pid = self.child.id().and_then(|id| Pid::from_raw(id.try_into().unwrap()));
        kill_process(pid.expect("it runs"), Signal::TERM).unwrap();
        timeout(LIMIT, self.child.wait()).await.expect("it stops").unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_control_plane_with_another_root_secret_touches_nothing() {
    let database = Database::create().await;
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str| directory.path().join(name);
    fs::write(file("password"), PASSWORD).unwrap();
    fs::write(file("database-url"), &database.url).unwrap();
    assert!(Replica::start(directory.path(), "first.log").await.stop().await.success());

    fs::rename(file("root.key"), file("right.key")).unwrap();
    let mut refused = Replica::spawn(directory.path(), "second.log").child;
    let ended = timeout(LIMIT, refused.wait()).await.expect("it ends by itself").unwrap();
    let log = fs::read_to_string(file("second.log")).unwrap();
    assert!(!ended.success() && log.contains("not the one of this database"), "{log}");

    fs::rename(file("right.key"), file("root.key")).unwrap();
    let third = Replica::start(directory.path(), "third.log").await;
    third.api.sign_in(EMAIL, PASSWORD).await;
    assert!(third.stop().await.success());
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_control_planes_serve_one_database_and_stop_cleanly() {
    let database = Database::create().await;
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("password"), PASSWORD).unwrap();
    fs::write(directory.path().join("database-url"), &database.url).unwrap();

    let first = Replica::start(directory.path(), "first.log").await;
    let ada = first.api.sign_in(EMAIL, PASSWORD).await;
    let org = ada.post("/v1/orgs", json!({"name": "acme"})).await.expect(201);
    let org = format!("/v1/orgs/{}", org["id"].as_str().unwrap());
    let ci = json!({"name": "ci", "role": "admin"});
    let token = ada.post(&format!("{org}/tokens"), ci).await.expect(201);
    let token = token["secret"]["api_token"].as_str().unwrap();
    let order = json!({"name": "orders", "plan": "standard"});
    let instances = format!("{org}/instances");
    first.api.with_token(token).post(&instances, order).await.expect(202);

    let second = Replica::start(directory.path(), "second.log").await;
    let listed = second.api.with_token(token).get(&instances).await.expect(200);
    assert_eq!(listed["items"][0]["name"], "orders", "{listed:#}");
    let ada_there = second.api.with_token(ada.token());
    ada_there.post("/v1/orgs", json!({"name": "other"})).await.expect(201);
    let orgs = ada.get("/v1/orgs?fields=name").await.expect(200);
    let mut names: Vec<_> = orgs["items"].as_array().unwrap().iter().map(|o| &o["name"]).collect();
    names.sort_by_key(|name| name.as_str());
    assert_eq!(names, ["acme", "first", "other"]);

    assert!(
        first.stop().await.success(),
        "{:?}",
        fs::read_to_string(directory.path().join("first.log"))
    );
    ada_there.get("/v1/me").await.expect(200);
    assert!(
        second.stop().await.success(),
        "{:?}",
        fs::read_to_string(directory.path().join("second.log"))
    );
    database.remove().await;
}
