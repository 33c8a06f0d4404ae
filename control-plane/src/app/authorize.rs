//! The first line of every use case in an org.
//!
//! What the caller may not see does not exist for them; what they may see and not do is refused and
//! recorded. The role is read from the database each time: a token or session says who, never what.

use wire::ids::OrgId;

use super::{App, AppError, Noun};
use crate::{
    domain::{
        access::{Action, Caller},
        audit::{Outcome, Subject},
    },
    store::{
        OrgScope, Tx, audit,
        scopes::{self, Access},
    },
};

/// Lets `caller` do `action` in `org`, or says why not.
pub async fn authorize(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    action: Action,
    org: OrgId,
) -> Result<OrgScope, AppError> {
    authorize_resource(app, tx, caller, action, Noun::Org, Some(org)).await
}

/// The same for a resource addressed by its id alone: `org` is what it was found to belong to, if
/// it was found. A resource of somebody else's is missing in exactly the way one that never was is.
pub async fn authorize_resource(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    action: Action,
    noun: Noun,
    org: Option<OrgId>,
) -> Result<OrgScope, AppError> {
    let Some(org) = org else { return Err(AppError::NotFound(noun)) };
    match scopes::resolve(tx, caller, action, org, app.now()).await? {
        Access::Allowed(scope) => Ok(scope),
        Access::Invisible => Err(AppError::NotFound(noun)),
        Access::Denied(role) => {
            let entry = audit::Entry {
                action: action.name(),
                subject: Subject::new("org", org),
                outcome: Outcome::Denied,
                detail: serde_json::json!({ "role": role.name() }),
            };
            audit::replace_with_denial(tx, caller, org, &*app.clock, &*app.entropy, entry).await?;
            Err(AppError::Forbidden(action))
        }
    }
}
