//! Orgs: the customers.

use wire::ids::OrgId;

use super::{App, AppError, Caller, Noun, audit, authorize, sessions};
use crate::{
    domain::{
        access::{Action, Actor, Role},
        audit::Subject,
        name::Name,
        org::{Membership, Org},
        page::{Page, PageRequest, Place},
    },
    store::{self, Tx},
};

/// Creates an org that the caller owns.
pub async fn create(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    name: Name,
) -> Result<Membership, AppError> {
    let (owner, _) = sessions::person(caller)?;
    let now = app.now();
    let id = OrgId::new(&*app.clock, &*app.entropy);
    let org = Org { id, name, version: 1, created_at: now, updated_at: now };
    let scope = store::orgs::insert(tx, caller, owner, &org).await.map_err(|error| {
        AppError::name_taken(error, store::orgs::NAME_KEY, Noun::Org, &org.name)
    })?;
    store::quotas::create_defaults(tx, id, app.catalogue.default_quotas()).await?;
    let entry = store::audit::Entry {
        action: "org.create",
        subject: Subject::new("org", id),
        outcome: crate::domain::audit::Outcome::Success,
        detail: serde_json::json!({ "name": org.name }),
    };
    store::audit::record(tx, &scope, &*app.clock, &*app.entropy, entry).await?;
    Ok(Membership { org, role: Role::Owner })
}

/// One org.
pub async fn get(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    id: OrgId,
) -> Result<Membership, AppError> {
    let scope = authorize(app, tx, caller, Action::OrgRead, id).await?;
    Ok(Membership { org: store::orgs::get(tx, &scope).await?, role: scope.role() })
}

/// The orgs the caller belongs to; a token's only one.
pub async fn list(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    page: &PageRequest<Place<OrgId>>,
) -> Result<Page<Membership, Place<OrgId>>, AppError> {
    match caller.actor {
        Actor::User { id, .. } => Ok(store::orgs::list_of_user(tx, id, page).await?),
        Actor::Token { org, .. } => {
            let membership = get(app, tx, caller, org).await?;
            let items = if page.after.is_none() { vec![membership] } else { Vec::new() };
            Ok(Page { items, next: None })
        }
        Actor::Anonymous | Actor::System => Ok(Page { items: Vec::new(), next: None }),
    }
}

/// Renames an org. `check` sees the version and may refuse it.
pub async fn rename(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    id: OrgId,
    name: Name,
    check: impl FnOnce(i64) -> Result<(), AppError>,
) -> Result<Membership, AppError> {
    let scope = authorize(app, tx, caller, Action::OrgUpdate, id).await?;
    let before = store::orgs::get(tx, &scope).await?;
    check(before.version)?;
    let renamed = store::orgs::rename(tx, &scope, &name, before.version, app.now())
        .await
        .map_err(|error| AppError::name_taken(error, store::orgs::NAME_KEY, Noun::Org, &name))?;
    let Some(org) = renamed else {
        let current = store::orgs::get(tx, &scope).await?.version;
        return Err(AppError::PreconditionFailed { current });
    };
    let detail = serde_json::json!({ "from": before.name, "to": org.name });
    let subject = Subject::new("org", id);
    audit::record(app, tx, &scope, Action::OrgUpdate, subject, detail).await?;
    Ok(Membership { org, role: scope.role() })
}
