//! API tokens: programs' way into the REST API, bound to one org and a role.

use wire::{
    ids::{OrgId, TokenId},
    key::{ApiKey, KeyKind},
};

use super::{App, AppError, Caller, Noun, audit, authorize, members, sessions};
use crate::{
    domain::{
        access::{Action, Role},
        audit::Subject,
        clock::{DateTime, Utc},
        name::Name,
        page::{Page, PageRequest, Place},
        token::Token,
    },
    store::{self, Tx},
};

/// What a new token shall be.
#[derive(Debug)]
pub struct NewToken {
    /// Its name.
    pub name: Name,
    /// What it may do: at most what its creator may.
    pub role: Role,
    /// When it stops working.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Issues a token. The key is shown this once.
pub async fn create(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
    new: NewToken,
) -> Result<(Token, ApiKey), AppError> {
    let scope = authorize(app, tx, caller, Action::TokenCreate, org).await?;
    let (creator, _) = sessions::person(caller)?;
    members::within_own(&scope, new.role)?;
    if new.role == Role::Owner {
        let detail = "owners are people: a token is admin, developer or viewer";
        return Err(AppError::field("/role", "invalid_role", detail));
    }
    let now = app.now();
    if new.expires_at.is_some_and(|end| end <= now) {
        let detail = "a token has to expire in the future";
        return Err(AppError::field("/expires_at", "in_the_past", detail));
    }
    let key = ApiKey::generate(KeyKind::ApiToken, &*app.entropy);
    let token = Token {
        id: TokenId::new(&*app.clock, &*app.entropy),
        org_id: org,
        name: new.name,
        role: new.role,
        key_id: key.id.clone(),
        created_by: creator,
        version: 1,
        created_at: now,
        updated_at: now,
        expires_at: new.expires_at,
        last_used_at: None,
    };
    let verifier = app.keyring.pepper().verifier(&key);
    store::tokens::insert(tx, &scope, &token, &verifier).await.map_err(|error| {
        AppError::name_taken(error, store::tokens::NAME_KEY, Noun::Token, &token.name)
    })?;
    let detail = serde_json::json!({
        "name": token.name, "role": token.role, "expires_at": token.expires_at,
    });
    let subject = Subject::new("token", token.id);
    audit::record(app, tx, &scope, Action::TokenCreate, subject, detail).await?;
    Ok((token, key))
}

/// The org's live tokens.
pub async fn list(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
    page: &PageRequest<Place<TokenId>>,
) -> Result<Page<Token, Place<TokenId>>, AppError> {
    let scope = authorize(app, tx, caller, Action::TokenRead, org).await?;
    Ok(store::tokens::list(tx, &scope, page).await?)
}

/// One of the org's live tokens.
pub async fn get(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
    id: TokenId,
) -> Result<Token, AppError> {
    let scope = authorize(app, tx, caller, Action::TokenRead, org).await?;
    store::tokens::get(tx, &scope, id).await?.ok_or(AppError::NotFound(Noun::Token))
}

/// Revokes a token; the next request with it is refused. `check` sees the version and may refuse.
pub async fn revoke(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    (org, id): (OrgId, TokenId),
    check: impl FnOnce(i64) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let scope = authorize(app, tx, caller, Action::TokenRevoke, org).await?;
    let token = store::tokens::get(tx, &scope, id).await?.ok_or(AppError::NotFound(Noun::Token))?;
    check(token.version)?;
    members::within_own(&scope, token.role)?;
    if !store::tokens::revoke(tx, &scope, id, app.now()).await? {
        return Err(AppError::NotFound(Noun::Token));
    }
    let detail = serde_json::json!({ "name": token.name, "role": token.role });
    let subject = Subject::new("token", id);
    audit::record(app, tx, &scope, Action::TokenRevoke, subject, detail).await
}
