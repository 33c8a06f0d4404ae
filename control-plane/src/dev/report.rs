//! How to reach what was started: for programs in `dev.json`, for people on the terminal.

use std::{
    io,
    path::Path,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use crate::orchestrator::process::files::{read_if_there, write_private};

/// `dev.json`. It holds secrets, so only its owner can read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevFile {
    /// Where the API is, with its version.
    pub api_url: String,
    /// Who may do everything.
    pub admin: Admin,
    /// What is there to try.
    pub demo: Demo,
}

/// The administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admin {
    /// Their address.
    pub email: String,
    /// Their password.
    pub password: String,
}

/// The demo instance and a key for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demo {
    /// Its org.
    pub org_id: String,
    /// The instance.
    pub instance_id: String,
    /// What clients connect to.
    pub bootstrap: String,
    /// The certificate authority's certificate.
    pub ca_file: String,
    /// The user name for SASL PLAIN and SCRAM.
    pub key_id: String,
    /// The password.
    pub api_key: String,
    /// A topic that exists.
    pub topic: String,
}

impl DevFile {
    /// Reads the file; one that does not fit is as good as none, because it can be made again.
    pub fn read(path: &Path) -> io::Result<Option<Self>> {
        Ok(read_if_there(path)?.and_then(|content| serde_json::from_slice(&content).ok()))
    }

    /// Writes the file.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut content = serde_json::to_vec_pretty(self)?;
        content.push(b'\n');
        write_private(path, &content)
    }

    /// What the terminal shows once everything is ready.
    pub fn summary(&self, file: &Path, java_config: &Path, tools: &str) -> String {
        let Demo { bootstrap, ca_file, key_id, api_key, topic, .. } = &self.demo;
        format!(
            "\
Console    {root}/   sign in as {email} with {password}
API        {api}   (reference at {root}/docs)
Kafka      {bootstrap}   key {key_id}, topic {topic}
           All of this is in {file}.

  # kcat
  kcat -b {bootstrap} -X security.protocol=SASL_SSL -X sasl.mechanisms=PLAIN -X ssl.ca.location={ca_file} \\
       -X sasl.username={key_id} -X sasl.password={api_key} -t {topic} -C -o beginning -e

  # Kafka's own tools (Java)
  {tools} org.apache.kafka.tools.ConsoleProducer --bootstrap-server {bootstrap} --command-config {java} --topic {topic}
  {tools} org.apache.kafka.tools.consumer.ConsoleConsumer --bootstrap-server {bootstrap} --command-config {java} --topic {topic} --from-beginning

Ctrl-C stops everything; the next start goes on with the same data.
",
            api = self.api_url,
            root = self.api_url.trim_end_matches("/v1"),
            email = self.admin.email,
            password = self.admin.password,
            file = file.display(),
            java = java_config.display(),
        )
    }

    /// The client configuration of Kafka's own tools.
    pub fn java_config(&self) -> String {
        let Demo { ca_file, key_id, api_key, .. } = &self.demo;
        format!(
            "\
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"{key_id}\" password=\"{api_key}\";
ssl.truststore.type=PEM
ssl.truststore.location={ca_file}
"
        )
    }
}

/// Tells the person at the terminal what is going on.
#[derive(Debug)]
pub struct Terminal {
    started: Instant,
}

impl Terminal {
    /// Starts the clock.
    pub fn new() -> Self {
        Self { started: Instant::now() }
    }

    /// One line of progress.
    #[expect(clippy::print_stderr, reason = "progress is for the person who typed the command")]
    pub fn step(&self, what: &str) {
        eprintln!("{:>5.1} s  {what}", self.elapsed().as_secs_f64());
    }

    /// What the command was run for.
    #[expect(clippy::print_stdout, reason = "the command's result")]
    pub fn result(&self, text: &str) {
        println!("{text}");
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}

impl Default for Terminal {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_file_is_private_and_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("dev.json");
        assert_eq!(DevFile::read(&path).unwrap(), None);
        let text = |name: &str| name.to_owned();
        let file = DevFile {
            api_url: text("http://localhost:8080/v1"),
            admin: Admin { email: text("a@b.c"), password: text("p") },
            demo: Demo {
                org_id: text("org"),
                instance_id: text("inst"),
                bootstrap: text("localhost:1"),
                ca_file: text("/ca"),
                key_id: text("k"),
                api_key: text("mr_k_s"),
                topic: text("hello"),
            },
        };
        file.write(&path).unwrap();
        assert_eq!(DevFile::read(&path).unwrap(), Some(file));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&path, "{}").unwrap();
        assert_eq!(DevFile::read(&path).unwrap(), None);
    }
}
