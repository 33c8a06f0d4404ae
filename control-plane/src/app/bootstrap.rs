//! The first person and their org, made once on an empty database.

use wire::{ids::SessionId, secret::Secret};

use super::{App, AppError, Caller, orgs, users};
use crate::{
    domain::{
        access::{Actor, Origin},
        name::{Email, Label, Name},
        user::NewPassword,
    },
    store::{self, SystemScope},
};

/// Whom to make.
#[derive(Debug)]
pub struct FirstAdmin {
    /// Their address.
    pub email: Email,
    /// Their password.
    pub password: Secret<String>,
    /// Their org's name.
    pub org: Name,
}

/// Makes the first operator and the org they own, if there is nobody yet. Says whether it did.
/// Another control plane that does the same at the same moment loses on the e-mail's index.
pub async fn run(app: &App, system: &SystemScope, admin: FirstAdmin) -> Result<bool, AppError> {
    let mut tx = app.begin().await?;
    if store::users::exist(&mut tx, system).await? {
        return Ok(false);
    }
    let password = NewPassword::parse(admin.password)
        .map_err(|invalid| AppError::field("/password", invalid.code, invalid.detail))?;
    let new = users::NewUser { email: admin.email, name: Label::default(), password };
    let user = match users::insert(app, &mut tx, new, true).await {
        Err(AppError::Conflict(_)) => return Ok(false),
        user => user?,
    };
    // There is no session yet; the org's first audit record names the person all the same.
    let session = SessionId::new(&*app.clock, &*app.entropy);
    let actor = Actor::User { id: user.id, session, operator: true };
    let caller = Caller { actor, origin: Origin::default() };
    orgs::create(app, &mut tx, &caller, admin.org).await?;
    tx.commit().await?;
    Ok(true)
}
