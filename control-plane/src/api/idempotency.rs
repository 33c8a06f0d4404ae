//! The one wrapper that every change goes through.

use super::{problem::Problem, reply::Reply};
use crate::{
    app::{
        App, Caller,
        idempotency::{self, Begun, Fingerprint},
    },
    store::Tx,
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
