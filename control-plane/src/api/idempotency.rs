//! The one wrapper that every change goes through.

use super::{problem::Problem, reply::Reply};
use crate::app::{
    App, AppError, Caller, Tx,
    idempotency::{self, Begun, Fingerprint},
};

/// Carries a request out once, however often it is sent: `run` gets the transaction, does the use
/// case in it and returns it with the answer; both are committed together. An error undoes
/// everything and is not kept. So does a dry run, which answers like the change itself.
pub async fn once<F, Fut>(
    app: &App,
    caller: &Caller,
    fingerprint: &Fingerprint,
    run: F,
) -> Result<Reply, Problem>
where
    F: FnOnce(Tx) -> Fut,
    Fut: Future<Output = Result<(Tx, Reply), Problem>>,
{
    match idempotency::begin(app, caller, fingerprint).await? {
        Begun::Replayed(answer) => Ok(Reply::replayed(answer)),
        Begun::Fresh(tx) => {
            let (tx, reply) = run(tx).await?;
            idempotency::finish(app, caller, fingerprint, tx, reply.answer()).await?;
            if fingerprint.dry_run { reply.rehearsed() } else { Ok(reply) }
        }
    }
}

/// Like [`once`], for a change that is not made in the database: no transaction is open while `run`
/// makes it, and the one that `run` returns keeps the answer with the record of it. A repetition
/// while the first is under way, or after it was cut off between the two, makes the change again.
pub async fn once_outside<F, Fut>(
    app: &App,
    caller: &Caller,
    fingerprint: &Fingerprint,
    run: F,
) -> Result<Reply, Problem>
where
    F: FnOnce() -> Fut,
    Fut: Future<Output = Result<(Tx, Reply), Problem>>,
{
    match idempotency::begin(app, caller, fingerprint).await? {
        Begun::Replayed(answer) => Ok(Reply::replayed(answer)),
        Begun::Fresh(tx) => {
            tx.rollback().await.map_err(AppError::from)?;
            let (tx, reply) = run().await?;
            idempotency::finish(app, caller, fingerprint, tx, reply.answer()).await?;
            if fingerprint.dry_run { reply.rehearsed() } else { Ok(reply) }
        }
    }
}
