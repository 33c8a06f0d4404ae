//! People: who the caller is, and adding others.

use wire::ids::UserId;

use super::{App, AppError, Caller, Noun, audit, orgs, sessions};
use crate::{
    domain::{
        access::Actor,
        audit::{Outcome, Subject},
        name::{Email, Label},
        org::Membership,
        page::{Order, PageRequest},
        user::{NewPassword, User},
    },
    store::{self, Tx},
};

/// Who sends the request, and where they belong.
#[derive(Debug)]
pub struct Me {
    /// The person; none for an API token.
    pub user: Option<User>,
    /// The orgs they belong to, at most 500.
    pub memberships: Vec<Membership>,
}

/// Who am I?
pub async fn me(app: &App, tx: &mut Tx, caller: &Caller) -> Result<Me, AppError> {
    let user = match caller.actor.user() {
        Some(id) => store::users::get(tx, id).await?,
        None => None,
    };
    let all = PageRequest { limit: 500, order: Order::OLDEST_FIRST, after: None };
    let memberships = orgs::list(app, tx, caller, &all).await?.items;
    Ok(Me { user, memberships })
}

/// A person to be added.
#[derive(Debug)]
pub struct NewUser {
    /// Their address.
    pub email: Email,
    /// Their name.
    pub name: Label,
    /// Their first password.
    pub password: NewPassword,
}

/// Adds a person; only somebody who runs this Millrace may.
pub async fn create(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    new: NewUser,
) -> Result<User, AppError> {
    sessions::person(caller)?;
    if !matches!(caller.actor, Actor::User { operator: true, .. }) {
        return Err(AppError::NotPermitted("only an operator of this Millrace can add people"));
    }
    let user = insert(app, tx, new, false).await?;
    let subject = Subject::new("user", user.id);
    audit::record_outside_orgs(app, tx, caller, "user.create", subject, Outcome::Success).await?;
    Ok(user)
}

pub(super) async fn insert(
    app: &App,
    tx: &mut Tx,
    new: NewUser,
    is_operator: bool,
) -> Result<User, AppError> {
    let hash = app.passwords.hash(new.password.expose()).await?;
    let user = User {
        id: UserId::new(&*app.clock, &*app.entropy),
        email: new.email,
        name: new.name,
        is_operator,
        disabled_at: None,
        created_at: app.now(),
    };
    store::users::insert(tx, &user, Some(hash.expose())).await.map_err(|error| {
        AppError::name_taken(error, store::users::EMAIL_KEY, Noun::User, &user.email)
    })?;
    Ok(user)
}
