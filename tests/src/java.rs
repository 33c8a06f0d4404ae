//! Kafka's own command-line tools against an instance, with the jars that `make dev` fetched.

use std::{path::PathBuf, process::Stdio};

use tokio::{
    io::AsyncWriteExt as _,
    process::{Child, Command},
    time::timeout,
};

use crate::clients::{Access, PATIENCE};

/// What a tool printed and how it ended.
#[derive(Debug)]
pub struct Output {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// Whether the exit code was 0.
    pub success: bool,
}

impl Output {
    /// Standard output, if the tool succeeded; panics with everything otherwise.
    #[track_caller]
    pub fn expect_success(self) -> String {
        assert!(self.success, "{}\n{}", self.stdout, self.stderr);
        self.stdout
    }
}

/// The tools, run as one instance's client.
#[derive(Debug)]
pub struct Java {
    classpath: String,
    bootstrap: String,
    config_file: PathBuf,
    _folder: tempfile::TempDir,
}

impl Java {
    /// The tools under `kafka_libs`, with the credentials of `access` and any `extra` client settings.
    pub fn new(kafka_libs: &str, access: &Access, extra: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let config_file = folder.path().join("client.properties");
        let Access { bootstrap, ca_file, key_id, api_key } = access;
        let config = format!(
            "security.protocol=SASL_SSL\nssl.truststore.type=PEM\nssl.truststore.location={}\n\
             sasl.mechanism=PLAIN\nsasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule \
             required username=\"{key_id}\" password=\"{api_key}\";\n{extra}\n",
            ca_file.display()
        );
        std::fs::write(&config_file, config).expect("client.properties is written");
        Self {
            classpath: format!("{kafka_libs}/*"),
            bootstrap: bootstrap.clone(),
            config_file,
            _folder: folder,
        }
    }

    /// The client configuration file.
    pub fn config_file(&self) -> &str {
        self.config_file.to_str().expect("a UTF-8 path")
    }

    /// Runs `class` with `--bootstrap-server` and `arguments`; `--command-config` included.
    pub async fn run(&self, class: &str, arguments: &[&str]) -> Output {
        let config = ["--command-config", self.config_file()];
        self.run_raw(class, &[&config, arguments].concat(), "").await
    }

    /// Runs `class` with `--bootstrap-server` and `arguments`, feeding `input`.
    pub async fn run_raw(&self, class: &str, arguments: &[&str], input: &str) -> Output {
        let mut child = self.spawn(class, arguments);
        let mut stdin = child.stdin.take().expect("standard input is piped");
        let input = input.to_owned();
        let feed = tokio::spawn(async move {
            // A tool that ends early closes its input: what counts is how it ended.
            let _ = stdin.write_all(input.as_bytes()).await;
        });
        let output = timeout(PATIENCE * 2, child.wait_with_output())
            .await
            .unwrap_or_else(|_| panic!("{class} did not end"))
            .expect("the tool ran");
        feed.await.expect("feeding the tool");
        Output {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            success: output.status.success(),
        }
    }

    /// Starts `class`; it is killed when dropped.
    pub fn spawn(&self, class: &str, arguments: &[&str]) -> Child {
        Command::new("java")
            .args([
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                &self.classpath,
                class,
            ])
            .args(["--bootstrap-server", &self.bootstrap])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("java starts")
    }
}
