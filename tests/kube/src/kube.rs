//! The cluster, as its administrator reaches it: `kubectl`, `helm`, and the scripts that break things.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use harness::wait::eventually;
use serde_json::Value;
use tokio::{io::AsyncWriteExt as _, process::Command};

/// How long a single command may take.
const COMMAND_LIMIT: Duration = Duration::from_mins(5);

/// A cluster.
#[derive(Debug, Clone)]
pub(crate) struct Kube {
    pub(crate) kubeconfig: PathBuf,
    /// The scripts of the test cluster.
    pub(crate) scripts: Option<PathBuf>,
}

impl Kube {
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

    /// What `kubectl get …` finds.
    pub(crate) async fn get(&self, words: &str) -> Value {
        self.try_get(words).await.unwrap_or_else(|problem| panic!("{problem}"))
    }

    /// What `kubectl get …` finds.
    pub(crate) async fn try_get(&self, words: &str) -> Result<Value, String> {
        let text = self.try_kubectl(&format!("get {words} -o json --request-timeout 20s")).await?;
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }

    /// The items that `kubectl get …` lists.
    pub(crate) async fn list(&self, words: &str) -> Vec<Value> {
        self.get(words).await["items"].as_array().cloned().unwrap_or_default()
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
        let found = self.try_get(&format!("pods -n {namespace}")).await?;
        Ok(found["items"].as_array().into_iter().flatten().map(Pod::of).collect())
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
