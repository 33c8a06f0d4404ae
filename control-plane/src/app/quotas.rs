//! An org's service limits: read by its people, changed by operators only.

use std::collections::BTreeMap;

use wire::ids::OrgId;

use super::{App, AppError, Caller, Noun, audit, authorize};
use crate::{
    domain::{
        access::{Action, Actor},
        audit::{Outcome, Subject},
        quota::{Quota, QuotaName},
    },
    store::{self, Tx},
};

/// The org's quotas.
pub async fn list(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
) -> Result<Vec<Quota>, AppError> {
    let scope = authorize(app, tx, caller, Action::OrgRead, org).await?;
    Ok(store::quotas::list(tx, &scope).await?)
}

/// Sets limits of any org.
pub async fn update(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
    limits: &BTreeMap<QuotaName, i64>,
) -> Result<Vec<Quota>, AppError> {
    let Actor::User { operator: true, .. } = caller.actor else {
        // Who may not even see the org must not learn that it exists.
        authorize(app, tx, caller, Action::OrgRead, org).await?;
        return Err(AppError::NotPermitted("only an operator of this Millrace sets quotas"));
    };
    if let Some((name, limit)) = limits.iter().find(|(_, limit)| **limit < 0) {
        let detail = format!("a limit is at least 0, not {limit}");
        return Err(AppError::field(&format!("/{name}"), "out_of_range", detail));
    }
    let quotas =
        store::quotas::set_limits(tx, org, limits).await?.ok_or(AppError::NotFound(Noun::Org))?;
    let subject = Subject::new("org", org);
    let (action, outcome) = ("org.quota.update", Outcome::Success);
    audit::record_outside_orgs(app, tx, caller, action, subject, outcome).await?;
    Ok(quotas)
}
