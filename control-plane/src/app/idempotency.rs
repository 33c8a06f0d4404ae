//! Requests that may be sent twice, or only to see what would happen.
//!
//! A client that got no answer repeats its request under the same `Idempotency-Key`. The answer is
//! stored in the transaction of the effect, so the repetition either finds it or finds that nothing
//! happened. Only answers of requests that succeeded are kept: one that failed changed nothing and
//! may be tried again. Bodies are sealed, because an answer can hold a secret that is shown once.
//!
//! A dry run is the same use case in the same transaction, undone at the end: so it is refused
//! exactly when the change would be, and leaves nothing behind, no answer either.

use ring::digest;

use super::{App, AppError, Caller, Conflict};
use crate::{
    domain::access::Actor,
    store::{
        Tx,
        idempotency::{self, RequestKey, StoredReply},
    },
};

/// What tells a repeated request from another one.
#[derive(Debug, Clone)]
pub struct Fingerprint {
    /// The method.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// What the client sent as `Idempotency-Key`, if anything.
    pub key: Option<String>,
    /// SHA-256 of the body.
    pub body_hash: Vec<u8>,
    /// Whether the change is only tried, and undone.
    pub dry_run: bool,
}

impl Fingerprint {
    /// Of a request with this body, to be carried out.
    pub fn new(method: &str, path: &str, key: Option<String>, body: &[u8]) -> Self {
        let body_hash = digest::digest(&digest::SHA256, body).as_ref().to_vec();
        Self { method: method.to_owned(), path: path.to_owned(), key, body_hash, dry_run: false }
    }
}

/// An answer in the form in which it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Headers that belong to the answer, such as `Location` and `ETag`.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// How a request stands.
#[derive(Debug)]
pub enum Begun {
    /// It is new: do it in this transaction and end with [`finish`].
    Fresh(Tx),
    /// It was done before, with this answer.
    Replayed(Answer),
}

/// Begins the transaction of a request, unless it was answered before.
pub async fn begin(
    app: &App,
    caller: &Caller,
    fingerprint: &Fingerprint,
) -> Result<Begun, AppError> {
    let mut tx = app.begin().await?;
    let Some(key) = request_key(caller, fingerprint) else { return Ok(Begun::Fresh(tx)) };
    if !idempotency::try_lock(&mut tx, &key).await? {
        return Err(Conflict::IdempotencyKeyInUse.into());
    }
    let Some(stored) = idempotency::find(&mut tx, &key).await? else {
        return Ok(Begun::Fresh(tx));
    };
    tx.rollback().await?;
    if stored.request_hash != fingerprint.body_hash {
        return Err(AppError::IdempotencyKeyReused);
    }
    let body = app
        .keyring
        .open(&context(&key), &stored.sealed_body)
        .map_err(|source| AppError::internal("open a stored answer", source))?;
    let headers = serde_json::from_value(stored.headers)
        .map_err(|source| AppError::internal("read a stored answer's headers", source))?;
    Ok(Begun::Replayed(Answer { status: stored.status, headers, body }))
}

/// Keeps the answer and commits it together with the effect; or undoes what was a dry run.
pub async fn finish(
    app: &App,
    caller: &Caller,
    fingerprint: &Fingerprint,
    mut tx: Tx,
    answer: &Answer,
) -> Result<(), AppError> {
    if fingerprint.dry_run {
        return Ok(tx.rollback().await?);
    }
    if let Some(key) = request_key(caller, fingerprint) {
        let stored = StoredReply {
            request_hash: fingerprint.body_hash.clone(),
            status: answer.status,
            headers: serde_json::json!(answer.headers),
            sealed_body: app.keyring.seal(&context(&key), &answer.body, &*app.entropy),
        };
        idempotency::insert(&mut tx, &key, &stored, app.now()).await?;
    }
    Ok(tx.commit().await?)
}

fn request_key(caller: &Caller, fingerprint: &Fingerprint) -> Option<RequestKey> {
    if fingerprint.dry_run {
        return None;
    }
    let caller = match caller.actor {
        Actor::User { id, .. } => format!("user/{id}"),
        Actor::Token { id, .. } => format!("token/{id}"),
        Actor::Anonymous | Actor::System => return None,
    };
    Some(RequestKey {
        caller,
        method: fingerprint.method.clone(),
        path: fingerprint.path.clone(),
        key: fingerprint.key.clone()?,
    })
}

/// A sealed answer opens only in the row it was written to.
fn context(key: &RequestKey) -> Vec<u8> {
    format!("{}\n{}\n{}\n{}", key.caller, key.method, key.path, key.key).into_bytes()
}
