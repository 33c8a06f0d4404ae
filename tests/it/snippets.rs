//! Every snippet is what it claims to be: each is fetched, saved and run with its real client, with
//! nothing put in but the secret.
//!
//! Clients that come from a registry are installed by the snippet's own command, by `make clients`;
//! what Spring and Kafka Streams need besides their settings is in `tests/clients`. Only .NET is not run:
//! Debian has no package of it, and its clients come from a registry of its own.

use std::{fs, path::Path, process::Stdio, time::Duration};

use harness::{
    Stack,
    clients::{Access, PATIENCE},
    java::Output,
    scene::Scene,
    stack::kafka_libs,
    world::{Customer, Instance, unique},
};
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, Command},
    time::timeout,
};

/// How long a client may take to be installed, which may mean to be compiled.
const INSTALLATION: Duration = Duration::from_mins(20);

/// An instance with a topic and a key for it.
struct Quickstart {
    instance: Instance,
    credential: String,
    access: Access,
    topic: String,
}

impl Quickstart {
    async fn new(preset: &str) -> Self {
        let stack = Stack::shared().await;
        let instance = Customer::new(stack).await.standard().await;
        let topic = unique("topic");
        instance.topic(&topic, 1).await;
        let body = json!({"name": unique("quickstart"), "preset": preset});
        let (credential, access) = instance.credential(body).await;
        access.wait_until_usable().await;
        Self { instance, credential, access, topic }
    }

    fn subject(&self) -> String {
        format!("?credential={}&topic={}", self.credential, self.topic)
    }

    /// A client's snippet, saved beside the certificate authority as its user would.
    async fn save(&self, client: &str, folder: &Path) -> Value {
        let path = self.instance.path("/connection");
        let api = &self.instance.api;
        let shown = api.get(&format!("{path}{}", self.subject())).await.expect(200);
        let snippets = shown["snippets"].as_array().unwrap();
        let snippet = snippets.iter().find(|snippet| snippet["client"] == client).unwrap();
        let file = api.get(&format!("{path}/snippets/{client}{}", self.subject())).await;
        assert!(file.header("content-type").starts_with("text/plain"), "{file:?}");
        assert_eq!(file.body, snippet["text"]);
        let text = file.body.as_str().unwrap().replace("API_KEY", &self.access.api_key);
        let target = folder.join(snippet["file_name"].as_str().unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, text).unwrap();
        let ca = api.get(&format!("{path}/ca.pem")).await;
        assert!(ca.header("content-type").starts_with("text/plain"), "{ca:?}");
        fs::write(folder.join("ca.pem"), ca.body.as_str().unwrap()).unwrap();
        snippet.clone()
    }
}

fn shell(folder: &Path, command: &str) -> Command {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/clients");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("PATH=\"$PWD/venv/bin:$PATH\"; {command}")])
        .env("PYTHONUNBUFFERED", "1")
        .env("CARGO_TARGET_DIR", target)
        // Node.js's client, where its makers' binary cannot be had: with the system's libraries.
        .env("CKJS_LINKING", "dynamic")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true);
    shell
}

fn end(child: &Child, signal: Signal) {
    let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    if let Some(group) = group {
        // It may have ended by itself.
        let _ = kill_process_group(group, signal);
    }
}

/// Runs a command to its end, feeding `input`.
async fn run(folder: &Path, command: &str, input: &str, limit: Duration) -> Output {
    let mut child = shell(folder, command).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).await.unwrap();
    let output = timeout(limit, child.wait_with_output()).await;
    let output = output.unwrap_or_else(|_| panic!("`{command}` does not end")).unwrap();
    Output {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        success: output.status.success(),
    }
}

/// Runs a command until it has printed `wanted`, then ends it as a service manager does: a shell may have had Ctrl-C ignored.
async fn run_until(folder: &Path, command: &str, wanted: &str, limit: Duration) {
    // What goes wrong is said on the other stream.
    let mut child = shell(folder, &format!("({command}) 2>&1")).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut printed = String::new();
    let found = timeout(limit, async {
        while let Ok(Some(line)) = lines.next_line().await {
            printed.push_str(&line);
            printed.push('\n');
            if line.contains(wanted) {
                return true;
            }
        }
        false
    });
    let found = found.await.unwrap_or(false);
    end(&child, Signal::TERM);
    // Whatever it still prints must not keep it from ending.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    let ended = timeout(PATIENCE, child.wait()).await.is_ok();
    end(&child, Signal::KILL);
    assert!(found, "`{command}` never printed {wanted:?}:\n{printed}");
    assert!(ended, "`{command}` does not end when it is told to:\n{printed}");
}

/// Kafka's own tools, with the settings of `file`.
fn java_tool(class: &str, arguments: &str) -> String {
    let libs = kafka_libs();
    format!(
        "exec java -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '{libs}/*' {class} {arguments}"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn kcat_sends_and_reads() {
    let (quickstart, folder) =
        (Quickstart::new("produce_consume").await, tempfile::tempdir().unwrap());
    let snippet = quickstart.save("kcat", folder.path()).await;
    let topic = &quickstart.topic;
    let send = format!("kcat -F kcat.conf -t {topic} -P");
    run(folder.path(), &send, "hello from kcat\n", PATIENCE).await.expect_success();
    let read = format!("{} -e", snippet["run"].as_str().unwrap());
    let read = run(folder.path(), &read, "", PATIENCE).await.expect_success();
    assert_eq!(read.trim(), "hello from kcat");

    // With another secret nobody is let in: what ran above was let in by its own.
    let file = folder.path().join("kcat.conf");
    let wrong = fs::read_to_string(&file).unwrap().replace(&quickstart.access.api_key, "API_KEY");
    fs::write(&file, wrong).unwrap();
    let refused = format!("kcat -F kcat.conf -t {topic} -L -m 5");
    assert!(!run(folder.path(), &refused, "", PATIENCE).await.success);
}

#[tokio::test(flavor = "multi_thread")]
async fn java_sends_and_reads() {
    let (quickstart, folder) =
        (Quickstart::new("produce_consume").await, tempfile::tempdir().unwrap());
    quickstart.save("java", folder.path()).await;
    let arguments = format!(
        "--bootstrap-server {} --command-config client.properties --topic {}",
        quickstart.access.bootstrap, quickstart.topic
    );
    let send = java_tool("org.apache.kafka.tools.ConsoleProducer", &arguments);
    run(folder.path(), &send, "hello from Java\n", PATIENCE * 2).await.expect_success();
    let read = java_tool("org.apache.kafka.tools.consumer.ConsoleConsumer", &arguments);
    run_until(folder.path(), &read, "hello from Java", PATIENCE * 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connect_worker_starts() {
    let (quickstart, folder) = (Quickstart::new("admin").await, tempfile::tempdir().unwrap());
    quickstart.save("connect", folder.path()).await;
    let file = folder.path().join("connect.properties");
    let settings = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{settings}listeners=http://127.0.0.1:0\n")).unwrap();
    let class = "org.apache.kafka.connect.cli.ConnectDistributed";
    let worker = java_tool(class, "connect.properties");
    run_until(folder.path(), &worker, "Finished starting connectors and tasks", PATIENCE * 3).await;
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target);
        } else {
            fs::copy(source, target).unwrap();
        }
    }
}

/// Puts the rest of an application beside a snippet that is only its settings.
fn application(client: &str, folder: &Path) {
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("clients").join(client), folder);
}

/// Maven, saying only what goes wrong.
const MAVEN: &str = "mvn --batch-mode --no-transfer-progress --quiet";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "installs a client; run by `make clients`"]
async fn spring_sends_and_reads() {
    let (quickstart, folder) =
        (Quickstart::new("produce_consume").await, tempfile::tempdir().unwrap());
    application("spring", folder.path());
    quickstart.save("spring", folder.path()).await;
    let application = format!("exec {MAVEN} spring-boot:run");
    run_until(folder.path(), &application, "0/0: hello from Spring", INSTALLATION).await;
    let kept = quickstart.access.consume(&quickstart.topic, "check", 1).await;
    assert_eq!(kept, ["hello from Spring"]);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "installs a client; run by `make clients`"]
async fn streams_reads_through_topics_of_its_own() {
    let (quickstart, folder) = (Quickstart::new("admin").await, tempfile::tempdir().unwrap());
    let Quickstart { access, topic, .. } = &quickstart;
    application("streams", folder.path());
    quickstart.save("streams", folder.path()).await;
    access.produce(topic, &["hello from Streams", "hello from Streams"]).await;
    let application = format!("exec {MAVEN} compile exec:exec -Dtopic={topic}");
    run_until(folder.path(), &application, "hello from Streams: 2", INSTALLATION).await;
    // Its topics are the instance's, under the names that the snippet's id gives them.
    let topics = access.topics().await;
    for rest in ["counts-repartition", "counts-changelog"] {
        let own = |name: &String| name.starts_with("quickstart-") && name.ends_with(rest);
        assert!(topics.keys().any(own), "{rest} is not among {topics:?}");
    }
}

/// Installs a client as its snippet says, in a folder of its own, and runs the snippet.
async fn installs_and_runs(client: &str, prepare: &str, greeting: &str) {
    let (quickstart, folder) =
        (Quickstart::new("produce_consume").await, tempfile::tempdir().unwrap());
    run(folder.path(), prepare, "", INSTALLATION).await.expect_success();
    let path = quickstart.instance.path("/connection");
    let shown = quickstart.instance.api.get(&path).await.expect(200);
    let snippets = shown["snippets"].as_array().unwrap();
    let snippet = snippets.iter().find(|snippet| snippet["client"] == client).unwrap();
    let install = snippet["install"].as_str().unwrap();
    run(folder.path(), install, "", INSTALLATION).await.expect_success();
    let saved = quickstart.save(client, folder.path()).await;
    // It may have to be compiled first.
    run_until(folder.path(), saved["run"].as_str().unwrap(), greeting, INSTALLATION).await;
    let kept = quickstart.access.consume(&quickstart.topic, "check", 1).await;
    assert!(greeting.ends_with(&kept[0]), "{kept:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "installs a client; run by `make clients`"]
async fn python_sends_and_reads() {
    installs_and_runs("python", "python3 -m venv venv", "0/0: hello from Python").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "installs a client; run by `make clients`"]
async fn node_sends_and_reads() {
    installs_and_runs("node", "true", "0/0: hello from Node.js").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "installs a client; run by `make clients`"]
async fn go_sends_and_reads() {
    installs_and_runs("go", "true", "0/0: hello from Go").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "installs a client; run by `make clients`"]
async fn rust_sends_and_reads() {
    installs_and_runs("rust", "true", "0/0: hello from Rust").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn snippets_name_what_the_credential_may_use_and_never_a_secret() {
    let stack = Stack::shared().await;
    let (own, other) = tokio::join!(Scene::set(stack), Scene::set(stack));
    let (api, connection) = (&own.owner.api, own.instance.path("/connection"));
    let shown = api.get(&connection).await.expect(200);
    assert!(shown["snippets"].as_array().unwrap().len() >= 11, "{shown:#}");
    for snippet in shown["snippets"].as_array().unwrap() {
        let text = snippet["text"].as_str().unwrap();
        assert!(text.contains("KEY_ID") && text.contains("API_KEY"), "{text}");
    }
    let grants = json!([
        {"resource": "topic", "name": "orders-", "pattern": "prefixed", "operations": ["write"]},
        {"resource": "group", "name": "'); drop", "pattern": "prefixed", "operations": ["read"]},
    ]);
    let body = json!({"name": unique("orders"), "grants": grants});
    let (credential, access) = own.instance.credential(body).await;
    let of = |rest: &str| format!("{connection}/snippets/env?credential={credential}{rest}");
    let env = api.get(&of("")).await.expect(200);
    let env = env.as_str().unwrap();
    for line in [
        format!("KAFKA_SASL_USERNAME={}", access.key_id),
        "KAFKA_SASL_PASSWORD=API_KEY".to_owned(),
        "KAFKA_TOPIC=orders-hello".to_owned(),
        "KAFKA_GROUP_ID=quickstart".to_owned(),
    ] {
        assert!(env.lines().any(|found| found == line), "{line} is not in\n{env}");
    }
    // The older of two keys, by name; the newer one otherwise.
    let keys = own.instance.path(&format!("/credentials/{credential}/keys"));
    let added = api.post(&keys, json!({})).await.expect(201);
    let newer = added["secret"]["key_id"].as_str().unwrap();
    let found = async |rest: &str| api.get(&of(rest)).await.expect(200).to_string();
    assert!(found("").await.contains(newer));
    assert!(found(&format!("&key={}", access.key_id)).await.contains(&access.key_id));

    for (path, status, code) in [
        (of("&key=k0000000000000ab"), 404, "not_found"),
        (of("&key=x"), 400, "malformed_request"),
        (of("&topic=a%20b"), 400, "malformed_request"),
        (of("&topic=%22%29%3B"), 400, "malformed_request"),
        (format!("{connection}?key={}", access.key_id), 400, "malformed_request"),
        (format!("{connection}?credential={}", other.id("credential")), 404, "not_found"),
        (format!("{connection}/snippets/cobol"), 404, "not_found"),
    ] {
        api.get(&path).await.expect_problem(status, code);
    }
}
