//! A proxy before the API server of Kubernetes that can be told to be a bad one.
//!
//! It speaks plain HTTP on loopback; behind it `kubectl proxy` does the encryption and the login. It
//! counts and notes every request, so that a test can say when something is to go wrong, and can see
//! afterwards what was asked for.

use std::{
    future::pending,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use http_body_util::{BodyExt as _, Collected, Full};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{CONTENT_TYPE, HOST, TRANSFER_ENCODING},
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    net::{TcpListener, TcpStream},
    process::{Child, Command},
    sync::Notify,
    task::JoinHandle,
};

/// The longest an honest answer may take.
const UPSTREAM_LIMIT: Duration = Duration::from_mins(1);

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    None,
    /// The nth request from now on is carried out, and whoever sent it dies before the answer.
    CrashAt(usize),
    /// Every second change is refused with 409.
    Conflict,
    /// Every second request to read is refused with 410.
    Gone,
    /// Every third request is carried out, and its answer is lost.
    ReplyLost,
    /// Every tenth request is carried out, and its answer never comes, though the connection stays.
    Stalled,
}

/// A request that came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) path: String,
}

#[derive(Debug)]
struct State {
    fault: Fault,
    asked: Vec<Asked>,
    /// Changes, or requests to read, since the fault was set.
    counted: usize,
    /// Requests for paths with this in them are let through uncounted.
    spared: Option<String>,
}

#[derive(Debug)]
struct Shared {
    upstream: String,
    http: reqwest::Client,
    state: Mutex<State>,
    crash: Notify,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics with the state in hand")
    }
}

/// What is to be done with a request.
enum Treatment {
    Forward,
    Refuse(StatusCode, &'static str),
    ForwardAndDrop,
    ForwardAndStall,
    ForwardAndCrash,
}

impl State {
    fn take(&mut self, asked: Asked) -> Treatment {
        let reads = asked.method == Method::GET;
        let spared = self.spared.as_ref().is_some_and(|part| asked.path.contains(part));
        self.asked.push(asked);
        let counts = match self.fault {
            Fault::None => false,
            Fault::Conflict => !reads,
            Fault::Gone => reads,
            Fault::CrashAt(_) | Fault::ReplyLost | Fault::Stalled => true,
        };
        if spared || !counts {
            return Treatment::Forward;
        }
        self.counted += 1;
        match self.fault {
            Fault::CrashAt(n) if self.counted == n => Treatment::ForwardAndCrash,
            Fault::Conflict if self.counted.is_multiple_of(2) => {
                Treatment::Refuse(StatusCode::CONFLICT, "Conflict")
            }
            Fault::Gone if self.counted.is_multiple_of(2) => {
                Treatment::Refuse(StatusCode::GONE, "Expired")
            }
            Fault::ReplyLost if self.counted.is_multiple_of(3) => Treatment::ForwardAndDrop,
            Fault::Stalled if self.counted.is_multiple_of(10) => Treatment::ForwardAndStall,
            _ => Treatment::Forward,
        }
    }
}

/// The proxy; it ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    listening: JoinHandle<()>,
    /// `kubectl proxy`.
    _kubectl: Child,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Proxy {
    /// Starts before the cluster that `kubeconfig` names.
    pub(crate) async fn start(kubeconfig: &Path) -> Self {
        let mut kubectl = Command::new("kubectl")
            .args(["proxy", "--port", "0"])
            .env("KUBECONFIG", kubeconfig)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // It complains of everyone who dies before an answer.
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("kubectl proxy starts");
        let mut lines = BufReader::new(kubectl.stdout.take().expect("output is piped")).lines();
        let line = lines.next_line().await.expect("a line").expect("kubectl proxy says where");
        let upstream = line.rsplit(' ').next().expect("an address").to_owned();
        let http = reqwest::Client::builder().timeout(UPSTREAM_LIMIT).build().expect("a client");
        let state = State { fault: Fault::None, asked: Vec::new(), counted: 0, spared: None };
        let (state, crash) = (Mutex::new(state), Notify::new());
        let shared = Arc::new(Shared { upstream, http, state, crash });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let listening = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { address, shared, listening, _kubectl: kubectl }
    }

    /// Writes a kubeconfig that leads here.
    pub(crate) fn write_kubeconfig(&self, folder: &Path) -> PathBuf {
        let file = folder.join("kubeconfig");
        let text = format!(
            "apiVersion: v1\nkind: Config\nclusters: [{{name: c, cluster: {{server: \"http://{}\"}}}}]\n\
             users: [{{name: u, user: {{}}}}]\ncontexts: [{{name: x, context: {{cluster: c, user: u}}}}]\n\
             current-context: x\n",
            self.address
        );
        std::fs::write(&file, text).expect("the kubeconfig is written");
        file
    }

    /// From now on this goes wrong.
    pub(crate) fn set(&self, fault: Fault) {
        let mut state = self.shared.state();
        (state.fault, state.counted) = (fault, 0);
    }

    /// From now on requests for paths with `part` in them are neither harmed nor counted.
    pub(crate) fn spare(&self, part: &str) {
        self.shared.state().spared = Some(part.to_owned());
    }

    /// Waits until whoever sent the nth request has to die.
    pub(crate) async fn crashed(&self) {
        self.shared.crash.notified().await;
    }

    /// Asks the API server itself, uncounted and unharmed.
    pub(crate) async fn look(&self, path: &str) -> serde_json::Value {
        let url = format!("http://{}{path}", self.shared.upstream);
        let answer = self.shared.http.get(url).send().await.expect("the API server answers");
        let text = answer.text().await.expect("an answer");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// Deletes an object, uncounted and unharmed.
    pub(crate) async fn destroy(&self, path: &str) {
        let url = format!("http://{}{path}", self.shared.upstream);
        self.shared.http.delete(url).send().await.expect("the API server answers");
    }

    /// What was asked for since the last time.
    pub(crate) fn take_asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.shared.state().asked)
    }

    /// Whether the last `count` requests changed nothing.
    pub(crate) fn only_reads(&self, count: usize) -> bool {
        let state = self.shared.state();
        let last = state.asked.iter().rev().take(count);
        state.asked.len() >= count && last.clone().all(|asked| asked.method == Method::GET)
    }

    /// How many requests came since the last time.
    pub(crate) fn count(&self) -> usize {
        self.shared.state().asked.len()
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, Arc::clone(&shared)));
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    let service = service_fn(move |request| {
        let shared = Arc::clone(&shared);
        async move { answer(&shared, request).await }
    });
    // A connection that ends early is what is wanted here.
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// The answer is lost.
#[derive(Debug, thiserror::Error)]
#[error("the answer is lost")]
struct Lost;

async fn answer(
    shared: &Shared,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Lost> {
    let (method, path) = (request.method().clone(), request.uri().to_string());
    let treatment = shared.state().take(Asked { method, path });
    if let Treatment::Refuse(status, reason) = treatment {
        return Ok(refusal(status, reason));
    }
    let forwarded = forward(shared, request).await;
    match treatment {
        Treatment::Forward | Treatment::Refuse(..) => forwarded.map_err(|_| Lost),
        Treatment::ForwardAndDrop => Err(Lost),
        Treatment::ForwardAndStall => pending().await,
        Treatment::ForwardAndCrash => {
            shared.crash.notify_one();
            pending().await
        }
    }
}

async fn forward(
    shared: &Shared,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, reqwest::Error> {
    let (parts, body) = request.into_parts();
    // The sender may be gone already.
    let body = body.collect().await.map(Collected::to_bytes).unwrap_or_default();
    let mut headers = parts.headers;
    headers.remove(HOST);
    let url = format!("http://{}{}", shared.upstream, parts.uri);
    let answer = shared.http.request(parts.method, url).headers(headers).body(body).send().await?;
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    headers.remove(TRANSFER_ENCODING);
    let mut response = Response::new(Full::new(answer.bytes().await?));
    (*response.status_mut(), *response.headers_mut()) = (status, headers);
    Ok(response)
}

/// A refusal in Kubernetes' words.
fn refusal(status: StatusCode, reason: &str) -> Response<Full<Bytes>> {
    let body = serde_json::json!({
        "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
        "message": "the proxy was told to refuse this", "reason": reason, "code": status.as_u16(),
    });
    let mut response = Response::new(Full::new(Bytes::from(body.to_string())));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, "application/json".parse().expect("a header"));
    response
}
