//! The cluster, as its administrator reaches it: the API server for reading, `kubectl` and `helm` for
//! changes, and the scripts that break things.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use harness::wait::eventually_every;
use hyper::Request;
use kube::{
    Client, Config,
    config::{KubeConfigOptions, Kubeconfig},
};
use serde_json::Value;
use tokio::{io::AsyncWriteExt as _, process::Command};

/// How long a single command may take.
const COMMAND_LIMIT: Duration = Duration::from_mins(5);
/// How long a single answer of the API server may take.
const ANSWER_LIMIT: Duration = Duration::from_secs(20);
/// Between questions for something that is awaited. All that runs shares the machine with who asks.
const PAUSE: Duration = Duration::from_millis(250);

/// Where the API server lists namespaces.
pub(crate) const NAMESPACES: &str = "/api/v1/namespaces";

/// A cluster.
#[derive(Clone)]
pub(crate) struct Kube {
    pub(crate) kubeconfig: PathBuf,
    /// The scripts of the test cluster.
    scripts: Option<PathBuf>,
    client: Client,
}

/// Asks for something in the cluster until the answer is `Ok`, for at most `limit`; panics with the last
/// reason otherwise.
pub(crate) async fn eventually<T, F>(what: &str, limit: Duration, check: impl FnMut() -> F) -> T
where
    F: Future<Output = Result<T, String>>,
{
    eventually_every(PAUSE, what, limit, check).await
}

/// Where the API server lists objects of a kind, in the plural, of a namespace.
pub(crate) fn list_of(kind: &str, namespace: &str) -> String {
    let group = match kind {
        "statefulsets" => "apis/apps/v1",
        "poddisruptionbudgets" => "apis/policy/v1",
        "networkpolicies" => "apis/networking.k8s.io/v1",
        _ => "api/v1",
    };
    format!("/{group}/namespaces/{namespace}/{kind}")
}

/// The same, of those that belong to Kafka clusters.
pub(crate) fn managed(list: &str) -> String {
    format!("{list}?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dmillrace")
}

/// Where the API server has one object of a kind, in the plural, of a namespace.
pub(crate) fn object_of(kind: &str, name: &str, namespace: &str) -> String {
    format!("{}/{name}", list_of(kind, namespace))
}

/// Where the API server has a namespace itself.
pub(crate) fn namespace_at(name: &str) -> String {
    format!("{NAMESPACES}/{name}")
}

impl Kube {
    /// The cluster of a kubeconfig; `scripts` are those of the test cluster, if it is one.
    pub(crate) async fn at(kubeconfig: PathBuf, scripts: Option<PathBuf>) -> Self {
        let read = Kubeconfig::read_from(&kubeconfig).expect("the kubeconfig is read");
        let config = Config::from_custom_kubeconfig(read, &KubeConfigOptions::default()).await;
        let client = Client::try_from(config.expect("a cluster")).expect("a client");
        Self { kubeconfig, scripts, client }
    }

    /// Runs a program; what it printed, or what it complained about.
    pub(crate) async fn try_run(
        &self,
        program: &Path,
        arguments: &[&str],
        input: &str,
    ) -> Result<String, String> {
        let mut child = Command::new(program)
            .args(arguments)
            .env("KUBECONFIG", &self.kubeconfig)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let mut stdin = child.stdin.take().expect("standard input is piped");
        let talk = async {
            // A program that does not read its input ends without it.
            let _ = stdin.write_all(input.as_bytes()).await;
            drop(stdin);
            child.wait_with_output().await
        };
        let output = tokio::time::timeout(COMMAND_LIMIT, talk).await;
        let output = output
            .map_err(|_| format!("{} did not end", program.display()))?
            .map_err(|error| error.to_string())?;
        let (out, err) = (
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        );
        if output.status.success() {
            Ok(out)
        } else {
            Err(format!("{} {}: {}{}", program.display(), arguments.join(" "), out, err.trim()))
        }
    }

    /// The same, for what has to work.
    pub(crate) async fn run(&self, program: &str, arguments: &[&str]) -> String {
        let ran = self.try_run(Path::new(program), arguments, "").await;
        ran.unwrap_or_else(|problem| panic!("{problem}"))
    }

    /// `kubectl`, as words.
    pub(crate) async fn kubectl(&self, words: &str) -> String {
        self.run("kubectl", &words.split_whitespace().collect::<Vec<_>>()).await
    }

    /// `kubectl`, as words; its complaint if it fails.
    pub(crate) async fn try_kubectl(&self, words: &str) -> Result<String, String> {
        let words: Vec<_> = words.split_whitespace().collect();
        self.try_run(Path::new("kubectl"), &words, "").await
    }

    /// The object, or the list, that the API server has at a path.
    pub(crate) async fn get(&self, path: &str) -> Value {
        self.try_get(path).await.unwrap_or_else(|problem| panic!("{problem}"))
    }

    /// The object, or the list, that the API server has at a path.
    pub(crate) async fn try_get(&self, path: &str) -> Result<Value, String> {
        self.find(path).await?.ok_or_else(|| format!("{path}: there is none"))
    }

    /// The same; `None` if there is none.
    pub(crate) async fn find(&self, path: &str) -> Result<Option<Value>, String> {
        let request = Request::get(path).body(Vec::new()).expect("a path");
        match tokio::time::timeout(ANSWER_LIMIT, self.client.request(request)).await {
            Ok(Ok(found)) => Ok(Some(found)),
            Ok(Err(kube::Error::Api(status))) if status.is_not_found() => Ok(None),
            Ok(Err(error)) => Err(format!("{path}: {error}")),
            Err(_) => Err(format!("{path}: no answer within {ANSWER_LIMIT:?}")),
        }
    }

    /// The items of the list at a path.
    pub(crate) async fn list(&self, path: &str) -> Vec<Value> {
        items(self.get(path).await)
    }

    /// `kubectl apply` of a manifest.
    pub(crate) async fn apply(&self, manifest: &str) {
        self.try_apply(manifest).await.unwrap_or_else(|problem| panic!("{problem}"));
    }

    /// `kubectl apply` of a manifest.
    pub(crate) async fn try_apply(&self, manifest: &str) -> Result<String, String> {
        self.try_run(Path::new("kubectl"), &["apply", "-f", "-"], manifest).await
    }

    /// A script of the test cluster, such as `power off 3`.
    pub(crate) async fn script(&self, words: &str) {
        let scripts = self.scripts.as_ref().expect("a test cluster");
        let mut words = words.split_whitespace();
        let name = words.next().expect("a script");
        let ran = self.try_run(&scripts.join(name), &words.collect::<Vec<_>>(), "").await;
        ran.unwrap_or_else(|problem| panic!("{problem}"));
    }

    /// The pods of a namespace that are there to stay, by name.
    pub(crate) async fn pods(&self, namespace: &str) -> Result<Vec<Pod>, String> {
        let found = self.try_get(&list_of("pods", namespace)).await?;
        Ok(items(found).iter().map(Pod::of).collect())
    }

    /// Waits until all pods of a namespace satisfy `is_right`, and there are `count` of them.
    pub(crate) async fn wait_for_pods(
        &self,
        namespace: &str,
        count: usize,
        limit: Duration,
        is_right: impl Fn(&Pod) -> bool,
    ) -> Vec<Pod> {
        eventually(&format!("{count} pods in {namespace}"), limit, || async {
            let pods = self.pods(namespace).await?;
            if pods.len() == count && pods.iter().all(&is_right) {
                Ok(pods)
            } else {
                Err(format!("{pods:?}"))
            }
        })
        .await
    }
}

/// What a list holds.
pub(crate) fn items(mut list: Value) -> Vec<Value> {
    match list["items"].take() {
        Value::Array(items) => items,
        _ => Vec::new(),
    }
}

/// A pod, in short.
#[derive(Debug, Clone)]
pub(crate) struct Pod {
    pub(crate) name: String,
    pub(crate) uid: String,
    pub(crate) ip: String,
    pub(crate) node: String,
    /// All its containers are ready and it is not ending.
    pub(crate) ready: bool,
    /// The images it should run, by container.
    pub(crate) images: Vec<String>,
}

impl Pod {
    fn of(pod: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let conditions = pod["status"]["conditions"].as_array().into_iter().flatten();
        let mut conditions = conditions.clone();
        let is_ready = conditions.any(|c| c["type"] == "Ready" && c["status"] == "True");
        let containers = ["initContainers", "containers"];
        let containers = containers.iter().filter_map(|kind| pod["spec"][kind].as_array());
        Self {
            name: text(&pod["metadata"]["name"]),
            uid: text(&pod["metadata"]["uid"]),
            ip: text(&pod["status"]["podIP"]),
            node: text(&pod["spec"]["nodeName"]),
            ready: is_ready && pod["metadata"]["deletionTimestamp"].is_null(),
            images: containers.flatten().map(|c| text(&c["image"])).collect(),
        }
    }
}
