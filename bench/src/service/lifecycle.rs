//! How long it takes from asking for something until it works, and from revoking it until it does not.

use std::time::{Duration, Instant};

use rustls::ClientConfig;
use std::sync::Arc;
use tokio::time::{sleep, timeout};
use wire::clock::{Clock as _, SystemClock};

use super::api::{Api, Instance, Key};
use crate::{
    connection::{Connection, Endpoint},
    error::{BenchError, Doing as _, Result},
    load::{self, Produce, Topic},
};

/// The topic of each instance here.
pub(crate) const TOPIC: &str = "bench";
/// How long anything may take to work, or to stop working.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two attempts to sign in.
const PAUSE: Duration = Duration::from_millis(1);

/// An instance and a key for it.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// The instance.
    pub(crate) instance: Instance,
    /// A way in.
    pub(crate) endpoint: Endpoint,
    /// The credential that the way in belongs to.
    pub(crate) credential: String,
    /// From the request until the API called it ready.
    pub(crate) ready: Duration,
    /// From the request until the first record was accepted; includes topic and key.
    pub(crate) produced: Duration,
}

/// Creates an instance with a topic and a key, and produces to it.
pub(crate) async fn create(
    api: &mut Api,
    tls: &Arc<ClientConfig>,
    org: &str,
    name: &str,
    plan: &str,
) -> Result<Made> {
    let start = Instant::now();
    let instance = api.create_instance(org, name, plan).await?;
    let ready = start.elapsed();
    api.create_topic(&instance, TOPIC).await?;
    let (credential, key) = api.create_credential(&instance, "bench").await?;
    let endpoint = endpoint(&instance, &key, tls).await?;
    let mut connection = sign_in(&endpoint).await?;
    let topic = Topic::look_up(&mut connection, TOPIC).await?;
    let batch = load::batch(1, SystemClock.now())?;
    Produce::new(&connection, &topic, &batch)?.once(&mut connection).await?;
    Ok(Made { instance, endpoint, credential, ready, produced: start.elapsed() })
}

/// Times from asking for a key until a client with it is in, and from revoking it until that client's
/// connection is closed.
pub(crate) async fn rotate(
    api: &mut Api,
    tls: &Arc<ClientConfig>,
    made: &Made,
) -> Result<(Duration, Duration)> {
    let start = Instant::now();
    let key = api.create_key(&made.instance, &made.credential).await?;
    let endpoint = endpoint(&made.instance, &key, tls).await?;
    let mut connection = sign_in(&endpoint).await?;
    let usable = start.elapsed();

    let start = Instant::now();
    let revoke = api.delete_key(&made.instance, &made.credential, &key);
    let cut = async {
        let late = |_| BenchError::Late { what: "closing a connection".into(), limit: PATIENCE };
        timeout(PATIENCE, connection.closed()).await.map_err(late)?;
        Ok(start.elapsed())
    };
    let ((), cut) = tokio::try_join!(revoke, cut)?;
    Ok((usable, cut))
}

/// Tries until the key is let in.
async fn sign_in(endpoint: &Endpoint) -> Result<Connection> {
    let start = Instant::now();
    loop {
        match endpoint.connect().await {
            Err(_) if start.elapsed() < PATIENCE => sleep(PAUSE).await,
            outcome => return outcome,
        }
    }
}

async fn endpoint(instance: &Instance, key: &Key, tls: &Arc<ClientConfig>) -> Result<Endpoint> {
    let first = instance.bootstrap.split(',').next().unwrap_or_default();
    let mut addresses =
        tokio::net::lookup_host(first).await.doing(|| format!("look up {first}"))?;
    let address = addresses
        .find(std::net::SocketAddr::is_ipv4)
        .ok_or_else(|| BenchError::Setup(format!("{first} has no IPv4 address")))?;
    Ok(Endpoint {
        name: "instance",
        address,
        tls: Some(Arc::clone(tls)),
        user: key.id.clone(),
        password: key.secret.clone(),
        prefix: String::new(),
    })
}
