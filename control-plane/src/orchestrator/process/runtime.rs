//! What clusters run on: a Java virtual machine and the releases of Kafka that set-up has fetched.
//!
//! A class-data archive makes a broker start in about a second instead of three. It belongs to one
//! release and one virtual machine, wherefore both are in its name; without it everything works, slower.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Why there is nothing to run clusters on.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    /// No Java.
    #[error(
        "`{path}` is not a Java virtual machine: install a JDK, version 17 or later, or set JAVA_HOME"
    )]
    NoJava {
        /// What was tried.
        path: PathBuf,
    },
    /// Java is too old.
    #[error("{path} is Java {version}; Kafka needs version 17 or later")]
    OldJava {
        /// Which one.
        path: PathBuf,
        /// Its version.
        version: String,
    },
    /// Set-up did not run.
    #[error("Kafka is not in {directory}: run scripts/setup")]
    NoKafka {
        /// Where it was looked for.
        directory: PathBuf,
    },
    /// The directory could not be read.
    #[error("cannot read {path}")]
    Unreadable {
        /// Which path.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// A Java virtual machine and the releases of Kafka at hand.
#[derive(Debug, Clone)]
pub struct Runtime {
    java: PathBuf,
    /// Names the virtual machine's build, in characters that may stand in a file name.
    java_build: String,
    directory: PathBuf,
    releases: Vec<KafkaRelease>,
}

/// One release of Kafka.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KafkaRelease {
    /// Its full version, `4.3.1`.
    pub version: String,
    /// All its jars in a fixed order, as a class path.
    pub class_path: String,
}

impl Runtime {
    /// Looks at `directory` for `kafka-<version>/libs`, and at the virtual machine `java`.
    pub fn locate(directory: &Path, java: &Path) -> Result<Self, RuntimeError> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |source| RuntimeError::Unreadable { path, source }
        };
        let no_java = || RuntimeError::NoJava { path: java.to_owned() };
        let java_program = fs::canonicalize(java).map_err(|_| no_java())?;
        let release = java_program
            .ancestors()
            .nth(2)
            .and_then(|home| fs::read_to_string(home.join("release")).ok())
            .ok_or_else(no_java)?;
        let version = property(&release, "JAVA_VERSION").ok_or_else(no_java)?;
        let build = property(&release, "JAVA_RUNTIME_VERSION").unwrap_or(version);
        let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
        if major.is_none_or(|major| major < 17) {
            return Err(RuntimeError::OldJava {
                path: java_program.clone(),
                version: version.to_owned(),
            });
        }
        // Class-data archives remember the path of each jar, so it must not depend on how we got here.
        let no_kafka = |_| RuntimeError::NoKafka { directory: directory.to_owned() };
        let directory = fs::canonicalize(directory).map_err(no_kafka)?;
        let mut releases = Vec::new();
        for entry in fs::read_dir(&directory).map_err(unreadable(&directory))? {
            let entry = entry.map_err(unreadable(&directory))?;
            let name = entry.file_name();
            let Some(version) = name.to_str().and_then(|name| name.strip_prefix("kafka-")) else {
                continue;
            };
            let libs = entry.path().join("libs");
            let class_path = class_path(&libs).map_err(unreadable(&libs))?;
            releases.push(KafkaRelease { version: version.to_owned(), class_path });
        }
        if releases.is_empty() {
            return Err(RuntimeError::NoKafka { directory });
        }
        releases.sort_by_key(|release| numbers(&release.version));
        let java_build =
            build.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        Ok(Self { java: java_program, java_build, directory, releases })
    }

    /// The program `java`.
    pub fn java(&self) -> &Path {
        &self.java
    }

    /// The newest release of `version`, which may leave out its last numbers (`4.3`).
    pub fn release(&self, version: &str) -> Option<&KafkaRelease> {
        let wanted = numbers(version);
        self.releases.iter().rfind(|release| numbers(&release.version).starts_with(&wanted))
    }

    /// The newest release at hand.
    pub fn newest(&self) -> &KafkaRelease {
        self.releases.last().expect("a runtime without a release is not constructed")
    }

    /// The directory with a release's jars.
    pub fn libs(&self, release: &KafkaRelease) -> PathBuf {
        self.directory.join(format!("kafka-{}", release.version)).join("libs")
    }

    /// Where the class-data archive of a release is, once it was made.
    pub fn archive(&self, release: &KafkaRelease) -> PathBuf {
        let release = self.directory.join(format!("kafka-{}", release.version));
        release.join(format!("java-{}.jsa", self.java_build))
    }
}

fn property<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))?;
    Some(value.trim_matches('"'))
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}

fn class_path(libs: &Path) -> io::Result<String> {
    let mut jars = Vec::new();
    for entry in fs::read_dir(libs)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "jar") {
            jars.push(path.display().to_string());
        }
    }
    jars.sort();
    Ok(jars.join(":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(version: &str) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let java = dir.path().join("jdk/bin/java");
        fs::create_dir_all(java.parent().unwrap()).unwrap();
        fs::write(&java, "").unwrap();
        let release =
            format!("JAVA_RUNTIME_VERSION=\"{version}+6-x\"\nJAVA_VERSION=\"{version}\"\n");
        fs::write(dir.path().join("jdk/release"), release).unwrap();
        for kafka in ["4.3.1", "4.3.10", "4.2.9"] {
            let libs = dir.path().join(format!("kafka-{kafka}/libs"));
            fs::create_dir_all(&libs).unwrap();
            for jar in ["b.jar", "a.jar", "notes.txt"] {
                fs::write(libs.join(jar), "").unwrap();
            }
        }
        (dir, java)
    }

    #[test]
    fn the_newest_release_of_a_version_is_taken_with_its_jars_in_order() {
        let (dir, java) = machine("17.0.15");
        let runtime = Runtime::locate(dir.path(), &java).unwrap();
        assert_eq!(runtime.release("4.3").unwrap().version, "4.3.10");
        assert_eq!(runtime.release("4.3.1").unwrap().version, "4.3.1");
        assert_eq!(runtime.newest().version, "4.3.10");
        assert!(runtime.release("4").is_some());
        assert!(runtime.release("4.4").is_none());
        let class_path = &runtime.release("4.2").unwrap().class_path;
        let jars: Vec<_> = class_path.split(':').map(|jar| jar.rsplit('/').next()).collect();
        assert_eq!(jars, [Some("a.jar"), Some("b.jar")]);
        let archive = runtime.archive(runtime.newest());
        assert!(archive.ends_with("kafka-4.3.10/java-17-0-15-6-x.jsa"), "{archive:?}");
    }

    #[test]
    fn what_is_missing_is_named() {
        let (dir, java) = machine("11.0.2");
        assert!(matches!(Runtime::locate(dir.path(), &java), Err(RuntimeError::OldJava { .. })));
        let (dir, _) = machine("17.0.1");
        let nowhere = dir.path().join("nowhere");
        assert!(matches!(Runtime::locate(dir.path(), &nowhere), Err(RuntimeError::NoJava { .. })));
        let java = dir.path().join("jdk/bin/java");
        assert!(matches!(Runtime::locate(&nowhere, &java), Err(RuntimeError::NoKafka { .. })));
    }
}
