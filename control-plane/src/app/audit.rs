//! Recording what was done, and reading the trail.

use wire::ids::{AuditEventId, OrgId};

use super::{App, AppError, authorize};
use crate::{
    domain::{
        access::{Action, Caller},
        audit::{AuditEvent, Outcome, Subject},
        name::Email,
        page::{Page, PageRequest},
    },
    store::{self, OrgScope, Tx, audit::Entry},
};

pub use crate::store::audit::Filter;

/// Records that a use case succeeded, in its transaction. `detail` holds no secrets.
pub async fn record(
    app: &App,
    tx: &mut Tx,
    scope: &OrgScope,
    action: Action,
    subject: Subject,
    detail: serde_json::Value,
) -> Result<(), AppError> {
    let entry = Entry { action: action.name(), subject, outcome: Outcome::Success, detail };
    Ok(store::audit::record(tx, scope, &*app.clock, &*app.entropy, entry).await?)
}

/// Records what belongs to no org: signing in, adding people.
pub async fn record_outside_orgs(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    action: &str,
    subject: Subject,
    outcome: Outcome,
) -> Result<(), AppError> {
    let entry = Entry { action, subject, outcome, detail: serde_json::Value::Null };
    Ok(store::audit::record_outside_orgs(tx, caller, &*app.clock, &*app.entropy, entry).await?)
}

/// Records that somebody was not let in: `account` is whose password was wrong, if there is such a
/// person, and `tried` what they gave as theirs.
pub async fn record_refused_sign_in(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    account: Option<&Email>,
    tried: &str,
) -> Result<(), AppError> {
    Ok(store::audit::count_refused_sign_in(tx, caller, &*app.clock, account, tried).await?)
}

/// An org's trail, newest first.
pub async fn list(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
    filter: &Filter,
    page: &PageRequest<AuditEventId>,
) -> Result<Page<AuditEvent, AuditEventId>, AppError> {
    let scope = authorize(app, tx, caller, Action::AuditRead, org).await?;
    Ok(store::audit::list(tx, &scope, filter, page).await?)
}
