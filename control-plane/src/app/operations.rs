//! Following a change that takes time.

use std::time::Duration;

use wire::ids::{OperationId, OrgId};

use super::{App, AppError, Noun, authorize, authorize_resource, patience::Patience};
use crate::{
    domain::{
        access::{Action, Caller},
        operation::{Operation, OperationState},
        page::{Page, PageRequest},
    },
    store::{self, Tx},
};

/// One operation.
pub async fn get(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    id: OperationId,
) -> Result<Operation, AppError> {
    let org = store::operations::find_org(tx, id).await?;
    let scope =
        authorize_resource(app, tx, caller, Action::OperationRead, Noun::Operation, org).await?;
    store::operations::get(tx, &scope, id).await?.ok_or(AppError::NotFound(Noun::Operation))
}

/// An org's operations, newest first.
pub async fn list(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
    states: &[OperationState],
    page: &PageRequest<OperationId>,
) -> Result<Page<Operation, OperationId>, AppError> {
    let scope = authorize(app, tx, caller, Action::OperationRead, org).await?;
    Ok(store::operations::list(tx, &scope, states, None, page).await?)
}

/// Waits until an operation is final, at most `patience`, and returns it as it is then.
pub async fn wait(
    app: &App,
    caller: &Caller,
    id: OperationId,
    patience: Duration,
) -> Result<Operation, AppError> {
    let mut patience = Patience::new(app, patience);
    loop {
        let mut tx = app.begin().await?;
        let operation = get(app, &mut tx, caller, id).await?;
        tx.rollback().await?;
        if operation.state.is_final() || !patience.pause().await {
            return Ok(operation);
        }
    }
}
