//! The embedded Postgres: one server, its data in a directory, reached by a socket only.
//!
//! The socket's directory can be entered by its owner (and root) alone, so nobody needs a password
//! and nothing listens on the network. Postgres refuses to run as root; then it runs as `postgres` or
//! `nobody`, whichever exists, and its directories belong to that user. The server outlives a crash
//! of the control plane and is found again, like every other process of ours.

use std::{
    fs,
    io::{self, Read as _},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use rustix::process::{Signal, geteuid};
use tokio::{
    net::UnixStream,
    process::Command,
    time::{Instant, sleep},
};

use crate::orchestrator::process::{
    child::{Identity, Launch, Process},
    files::create_private_directory,
    output::Output,
};

/// Longest path of a socket that the system takes, with its final zero.
const MAX_SOCKET_PATH: usize = 107;
const SOCKET_NAME: &str = ".s.PGSQL.5432";
/// Recovery after a crash may take a while.
const START_TIMEOUT: Duration = Duration::from_mins(1);
/// A fast shutdown disconnects everybody and writes a checkpoint.
const STOP_TIMEOUT: Duration = Duration::from_secs(8);

/// Why there is no database.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    /// Set-up did not run.
    #[error("PostgreSQL is not in {directory}: run scripts/setup")]
    Missing {
        /// Where it was looked for.
        directory: PathBuf,
    },
    /// Root without anybody to become.
    #[error("PostgreSQL cannot run as root, and there is neither a user `postgres` nor `nobody`")]
    NoUser,
    /// The file system stood in the way.
    #[error("cannot {verb} {path}")]
    File {
        /// What was tried.
        verb: &'static str,
        /// With which file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The data belongs to another major version.
    #[error(
        "{path} was made by PostgreSQL {found}; this is {expected}. Dump and restore it, or remove it to start afresh"
    )]
    OtherVersion {
        /// The data directory.
        path: PathBuf,
        /// What made it.
        found: String,
        /// What would run it.
        expected: String,
    },
    /// It did not start.
    #[error("PostgreSQL did not start: {reason}")]
    NotStarted {
        /// Its last words.
        reason: String,
    },
}

/// Where things are.
#[derive(Debug, Clone)]
pub struct PostgresConfig {
    /// Holds `postgres-<version>/bin`.
    pub runtime: PathBuf,
    /// Where data, socket and output are kept.
    pub directory: PathBuf,
}

/// A running server.
#[derive(Debug)]
pub struct Postgres {
    process: Process,
    socket_directory: PathBuf,
}

impl Postgres {
    /// Starts the server, or finds it running; makes the database on the first start.
    pub async fn start(config: &PostgresConfig) -> Result<Self, PostgresError> {
        let installation = newest_installation(&config.runtime)?;
        let user = if geteuid().is_root() { Some(unprivileged_user()?) } else { None };
        let home = home(&config.directory, user)?;
        let data = home.join("data");
        let socket_directory = socket_directory(&home, user)?;
        let log = Output::new(home.join("postgres.log"));
        if !data.join("PG_VERSION").is_file() {
            initialise(&installation, &home, &data, user).await?;
        }
        check_version(&installation, &data)?;
        let identity = Identity { program: "postgres", argument: data.clone().into_os_string() };
        let found = Process::find(&identity).map_err(|source| file("read", "/proc", source))?;
        let process = match found {
            Some(process) => process,
            None => launch(&installation, &home, &data, &socket_directory, &log, user).await?,
        };
        let server = Self { process, socket_directory };
        server.wait_until_ready(&log).await?;
        Ok(server)
    }

    /// How to connect to it.
    pub fn url(&self) -> String {
        let host = self.socket_directory.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{host}/postgres")
    }

    /// Where its socket is, for people with `psql -h`.
    pub fn socket_directory(&self) -> &Path {
        &self.socket_directory
    }

    /// Stops the server: everybody is disconnected, everything is on disk.
    pub async fn stop(&self) -> io::Result<()> {
        // SIGINT is "fast"; SIGTERM would wait for every client to leave.
        self.process.stop_with(Signal::INT, STOP_TIMEOUT).await?;
        // It may lie outside our directory. If it is not empty, somebody needs it.
        let _ = fs::remove_dir(&self.socket_directory);
        Ok(())
    }

    async fn wait_until_ready(&self, log: &Output) -> Result<(), PostgresError> {
        let started = Instant::now();
        let socket = self.socket_directory.join(SOCKET_NAME);
        loop {
            if answers(&socket).await {
                return Ok(());
            }
            let ended = tokio::select! {
                _ = self.process.ended() => true,
                () = sleep(Duration::from_millis(20)) => false,
            };
            if ended || started.elapsed() > START_TIMEOUT {
                return Err(PostgresError::NotStarted { reason: log.reason(0) });
            }
        }
    }
}

/// Whether the server takes sessions. It accepts connections earlier than that, to refuse them.
async fn answers(socket: &Path) -> bool {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let attempt = async {
        let mut stream = UnixStream::connect(socket).await?;
        let mut packet = 196_608_i32.to_be_bytes().to_vec();
        packet.extend_from_slice(b"user\0postgres\0database\0postgres\0\0");
        let length = i32::try_from(packet.len() + 4).unwrap_or_default();
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(&packet).await?;
        let mut kind = [0; 1];
        stream.read_exact(&mut kind).await?;
        stream.write_all(&[b'X', 0, 0, 0, 4]).await?;
        Ok::<_, io::Error>(kind[0])
    };
    // `R`: the authentication step, so it is past recovery. `E` would be "starting up".
    matches!(tokio::time::timeout(Duration::from_secs(1), attempt).await, Ok(Ok(b'R')))
}

fn file(verb: &'static str, path: impl AsRef<Path>, source: io::Error) -> PostgresError {
    PostgresError::File { verb, path: path.as_ref().to_owned(), source }
}

fn newest_installation(runtime: &Path) -> Result<PathBuf, PostgresError> {
    let missing = || PostgresError::Missing { directory: runtime.to_owned() };
    let runtime = fs::canonicalize(runtime).map_err(|_| missing())?;
    let entries = fs::read_dir(&runtime).map_err(|source| file("read", &runtime, source))?;
    let numbers = |path: &Path| {
        let name = path.file_name()?.to_str()?.strip_prefix("postgres-")?;
        let numbers: Vec<u32> = name.split('.').map_while(|part| part.parse().ok()).collect();
        path.join("bin/postgres").is_file().then_some(numbers)
    };
    entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter_map(|path| Some((numbers(&path)?, path)))
        .max()
        .map(|(_, path)| path)
        .ok_or_else(missing)
}

/// User and group to run as instead of root. They must have a name: `initdb` asks for it.
fn unprivileged_user() -> Result<(u32, u32), PostgresError> {
    let passwd =
        fs::read_to_string("/etc/passwd").map_err(|source| file("read", "/etc/passwd", source))?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| user_in(&passwd, name))
        .ok_or(PostgresError::NoUser)
}

fn user_in(passwd: &str, name: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == name).then_some(())?;
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (uid != 0).then_some((uid, gid))
    })
}

/// A short name that belongs to one path.
fn digest(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    let start = digest.as_ref().iter().take(8);
    start.fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// The directory for everything of the server. It is `wanted`, unless the other user cannot get
/// there (a checkout below /root): then it is in a place of the system's, and `wanted` links to it.
fn home(wanted: &Path, user: Option<(u32, u32)>) -> Result<PathBuf, PostgresError> {
    let parent = wanted.parent().unwrap_or(Path::new("/"));
    create_private_directory(parent).map_err(|source| file("make", parent, source))?;
    let Some((uid, gid)) = user else {
        create_private_directory(wanted).map_err(|source| file("make", wanted, source))?;
        return fs::canonicalize(wanted).map_err(|source| file("find", wanted, source));
    };
    if !wanted.exists() {
        let place = if everybody_reaches(parent) {
            wanted.to_owned()
        } else {
            let parent = fs::canonicalize(parent).map_err(|source| file("find", parent, source))?;
            let shared = Path::new("/var/lib/millrace-dev");
            fs::create_dir_all(shared).map_err(|source| file("make", shared, source))?;
            shared.join(digest(&parent))
        };
        create_private_directory(&place).map_err(|source| file("make", &place, source))?;
        chown(&place, Some(uid), Some(gid)).map_err(|source| file("give away", &place, source))?;
        if place != wanted {
            // A link to nowhere, from a place that was removed, is replaced.
            let _ = fs::remove_file(wanted);
            std::os::unix::fs::symlink(&place, wanted)
                .map_err(|source| file("make", wanted, source))?;
        }
    }
    fs::canonicalize(wanted).map_err(|source| file("find", wanted, source))
}

/// Whether users other than the owner can enter `directory` from the root down.
fn everybody_reaches(directory: &Path) -> bool {
    let Ok(directory) = fs::canonicalize(directory) else { return false };
    directory.ancestors().all(|step| {
        fs::metadata(step).is_ok_and(|metadata| metadata.permissions().mode() & 0o001 != 0)
    })
}

/// Where the socket is: beside the data, or in a short place when that path is too long for one.
fn socket_directory(home: &Path, user: Option<(u32, u32)>) -> Result<PathBuf, PostgresError> {
    let beside = home.join("socket");
    let fits = beside.as_os_str().len() + 1 + SOCKET_NAME.len() < MAX_SOCKET_PATH;
    let directory =
        if fits { beside } else { std::env::temp_dir().join(format!("millrace-{}", digest(home))) };
    create_private_directory(&directory).map_err(|source| file("make", &directory, source))?;
    if let Some((uid, gid)) = user {
        chown(&directory, Some(uid), Some(gid))
            .map_err(|source| file("give away", &directory, source))?;
    }
    // In a place that all can write to, somebody may have been there first.
    let metadata =
        fs::symlink_metadata(&directory).map_err(|source| file("read", &directory, source))?;
    let owner = user.map_or(geteuid().as_raw(), |(uid, _)| uid);
    if !metadata.is_dir() || metadata.uid() != owner || metadata.mode() & 0o077 != 0 {
        let source = io::Error::new(io::ErrorKind::PermissionDenied, "somebody else owns it");
        return Err(file("use", &directory, source));
    }
    Ok(directory)
}

/// Makes the data directory, whole or not at all.
async fn initialise(
    installation: &Path,
    home: &Path,
    data: &Path,
    user: Option<(u32, u32)>,
) -> Result<(), PostgresError> {
    let partial = home.join("data.new");
    match fs::remove_dir_all(&partial) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            return Err(file("remove", &partial, source));
        }
        _ => {}
    }
    let mut command = Command::new(installation.join("bin/initdb"));
    command
        .arg("--pgdata")
        .arg(&partial)
        .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"])
        .current_dir(home)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("TZ", "UTC")
        .stdin(Stdio::null())
        .kill_on_drop(true);
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    let output = command.output().await.map_err(|source| file("run", "initdb", source))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        let reason = stderr.lines().find(|line| line.contains("error")).unwrap_or("initdb failed");
        return Err(PostgresError::NotStarted { reason: reason.to_owned() });
    }
    fs::rename(&partial, data).map_err(|source| file("rename", &partial, source))
}

fn check_version(installation: &Path, data: &Path) -> Result<(), PostgresError> {
    let path = data.join("PG_VERSION");
    let mut found = String::new();
    fs::File::open(&path)
        .and_then(|mut file| file.read_to_string(&mut found))
        .map_err(|source| file("read", &path, source))?;
    let found = found.trim().to_owned();
    let name = installation.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let version = name.strip_prefix("postgres-").unwrap_or_default();
    let expected = version.split('.').next().unwrap_or_default().to_owned();
    if found == expected {
        return Ok(());
    }
    Err(PostgresError::OtherVersion { path: data.to_owned(), found, expected })
}

async fn launch(
    installation: &Path,
    home: &Path,
    data: &Path,
    socket_directory: &Path,
    log: &Output,
    user: Option<(u32, u32)>,
) -> Result<Process, PostgresError> {
    log.rotate().map_err(|source| file("write", home, source))?;
    let log = log.open().map_err(|source| file("write", home, source))?;
    let setting = |name: &str, value: &str| ["-c".into(), format!("{name}={value}").into()];
    let mut arguments = vec!["-D".into(), data.into(), "-k".into(), socket_directory.into()];
    arguments.extend(
        [
            setting("listen_addresses", ""),
            setting("port", "5432"),
            setting("unix_socket_permissions", "0700"),
            setting("max_connections", "100"),
            setting("shared_buffers", "32MB"),
            setting("log_min_messages", "warning"),
        ]
        .into_iter()
        .flatten(),
    );
    let launch = Launch {
        program: installation.join("bin/postgres"),
        arguments,
        directory: home.to_owned(),
        log,
        user,
    };
    launch.start().await.map_err(|source| file("run", installation, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_taken_from_the_system_but_never_root() {
        let passwd = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n";
        assert_eq!(user_in(passwd, "nobody"), Some((65534, 65533)));
        assert_eq!(user_in(passwd, "root"), None);
        assert_eq!(user_in(passwd, "postgres"), None);
    }

    #[test]
    fn a_long_path_gets_a_short_socket() {
        let dir = tempfile::tempdir().unwrap();
        let deep = dir.path().join("a".repeat(90));
        create_private_directory(&deep).unwrap();
        let socket = socket_directory(&deep, None).unwrap();
        assert!(socket.join(SOCKET_NAME).as_os_str().len() < MAX_SOCKET_PATH);
        fs::remove_dir(&socket).unwrap();
        assert!(socket_directory(dir.path(), None).unwrap().starts_with(dir.path()));
    }

    async fn value(server: &Postgres, sql: &'static str) -> String {
        use sqlx::Connection as _;
        let mut connection = sqlx::PgConnection::connect(&server.url()).await.unwrap();
        let value = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        value
    }

    #[tokio::test]
    async fn the_server_keeps_its_data_over_stops_and_crashes_and_is_found_again() {
        let dir = tempfile::tempdir().unwrap();
        // As a checkout: others may pass through, but not look.
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o711)).unwrap();
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.millrace/runtime");
        let config = PostgresConfig { runtime, directory: dir.path().join("postgres") };
        let server = Postgres::start(&config).await.expect("run scripts/setup");
        let made = "select coalesce(to_regclass('kept')::text, 'none')";
        assert_eq!(value(&server, made).await, "none");
        {
            use sqlx::{Connection as _, Executor as _};
            let mut connection = sqlx::PgConnection::connect(&server.url()).await.unwrap();
            connection.execute("create table kept (id int)").await.unwrap();
        }
        let again = Postgres::start(&config).await.unwrap();
        assert_eq!(again.process.pid, server.process.pid, "it was found");

        server.process.stop_with(Signal::KILL, Duration::from_secs(5)).await.unwrap();
        let restarted = Postgres::start(&config).await.unwrap();
        assert_eq!(value(&restarted, made).await, "kept");
        restarted.stop().await.unwrap();
        assert!(!answers(&restarted.socket_directory().join(SOCKET_NAME)).await);
        let once_more = Postgres::start(&config).await.unwrap();
        assert_eq!(value(&once_more, made).await, "kept");
        once_more.stop().await.unwrap();
    }
}
