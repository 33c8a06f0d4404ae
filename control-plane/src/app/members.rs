//! Who belongs to an org.
//!
//! Nobody can give, take or change a role above their own, and an org keeps at least one owner.

use wire::ids::{OrgId, UserId};

use super::{App, AppError, Caller, Conflict, Noun, audit, authorize};
use crate::{
    domain::{
        access::{Action, Role},
        audit::Subject,
        name::Email,
        org::Member,
        page::{Page, PageRequest, Place},
    },
    store::{self, OrgScope, Tx},
};

/// The org's members.
pub async fn list(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
    page: &PageRequest<Place<UserId>>,
) -> Result<Page<Member, Place<UserId>>, AppError> {
    let scope = authorize(app, tx, caller, Action::MemberRead, org).await?;
    Ok(store::orgs::list_members(tx, &scope, page).await?)
}

/// Adds a person who has an account here.
pub async fn add(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
    email: &Email,
    role: Role,
) -> Result<Member, AppError> {
    let scope = authorize(app, tx, caller, Action::MemberAdd, org).await?;
    within_own(&scope, role)?;
    let user = store::users::find(tx, email).await?.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or_else(|| {
        let detail = "nobody with this address has an account here; an operator can create one";
        AppError::field("/email", "unknown_user", detail)
    })?;
    if !store::orgs::add_member(tx, &scope, user.id, role, app.now()).await? {
        let name = email.to_string();
        return Err(Conflict::NameTaken { noun: Noun::Member, name }.into());
    }
    let detail = serde_json::json!({ "email": email, "role": role });
    record(app, tx, &scope, Action::MemberAdd, user.id, detail).await?;
    locked(tx, &scope, user.id).await
}

/// Changes what a member may do. `check` sees the version and may refuse it.
pub async fn set_role(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    (org, user): (OrgId, UserId),
    role: Role,
    check: impl FnOnce(i64) -> Result<(), AppError>,
) -> Result<Member, AppError> {
    let scope = authorize(app, tx, caller, Action::MemberUpdate, org).await?;
    let owners = store::orgs::lock_owners(tx, &scope).await?;
    let member = locked(tx, &scope, user).await?;
    check(member.version)?;
    within_own(&scope, role.max(member.role))?;
    if member.role == Role::Owner && role != Role::Owner && owners == 1 {
        return Err(Conflict::LastOwner.into());
    }
    store::orgs::set_role(tx, &scope, user, role, app.now()).await?;
    let detail = serde_json::json!({ "from": member.role, "to": role });
    record(app, tx, &scope, Action::MemberUpdate, user, detail).await?;
    locked(tx, &scope, user).await
}

/// Removes a member.
pub async fn remove(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    (org, user): (OrgId, UserId),
    check: impl FnOnce(i64) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let scope = authorize(app, tx, caller, Action::MemberRemove, org).await?;
    let owners = store::orgs::lock_owners(tx, &scope).await?;
    let member = locked(tx, &scope, user).await?;
    check(member.version)?;
    within_own(&scope, member.role)?;
    if member.role == Role::Owner && owners == 1 {
        return Err(Conflict::LastOwner.into());
    }
    store::orgs::remove_member(tx, &scope, user).await?;
    let detail = serde_json::json!({ "email": member.email, "role": member.role });
    record(app, tx, &scope, Action::MemberRemove, user, detail).await
}

/// Refuses a role above the caller's own.
pub(super) fn within_own(scope: &OrgScope, role: Role) -> Result<(), AppError> {
    if role <= scope.role() {
        Ok(())
    } else {
        Err(AppError::NotPermitted("nobody can give, change or remove a role above their own"))
    }
}

async fn locked(tx: &mut Tx, scope: &OrgScope, user: UserId) -> Result<Member, AppError> {
    let member = store::orgs::lock_member(tx, scope, user).await?;
    member.ok_or(AppError::NotFound(Noun::Member))
}

async fn record(
    app: &App,
    tx: &mut Tx,
    scope: &OrgScope,
    action: Action,
    user: UserId,
    detail: serde_json::Value,
) -> Result<(), AppError> {
    audit::record(app, tx, scope, action, Subject::new("member", user), detail).await
}
