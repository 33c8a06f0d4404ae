//! Signing in, staying signed in, signing out, and recognising who sends a request.
//!
//! A session lives in the database, and every request looks it up, so ending it works at once.
//!
//! A program's session has an access token, a JWT that says only who and which session, for ten
//! minutes; and a refresh token that is used once: each use replaces it, and an old one coming back
//! means that two parties hold it, so the session ends for both. A browser's session has a cookie
//! that stays the same, because several tabs share it and none of them can read it.

use chrono::TimeDelta;
use wire::{
    ids::{SessionId, UserId},
    key::{ApiKey, KeyKind},
    secret::Secret,
};

use super::{App, AppError, Caller, Noun, audit};
use crate::{
    domain::{
        access::{Actor, Origin},
        audit::{Outcome, Subject},
        clock::{DateTime, Utc},
        name::Email,
        user::{NewPassword, Session, User},
    },
    store::{self, Tx},
};

pub mod attempts;
pub mod cookie;
pub mod jwt;
pub mod passwords;
pub mod refresh;
#[cfg(test)]
mod tests;

use cookie::Cookie;
use refresh::RefreshToken;

/// How long a person stays signed in without giving the password again.
const SESSION_LIFE: TimeDelta = TimeDelta::days(30);

/// What a person holds after signing in or refreshing.
#[derive(Debug)]
pub struct SignedIn {
    /// The session.
    pub session: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// For the `Authorization` header.
    pub access_token: Secret<String>,
    /// When it expires.
    pub access_expires_at: DateTime<Utc>,
    /// For one refresh.
    pub refresh_token: Secret<String>,
    /// When the session ends in any case.
    pub expires_at: DateTime<Utc>,
}

/// What a person's browser holds after signing in.
#[derive(Debug)]
pub struct BrowserSession {
    /// The session.
    pub session: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// The cookie's value.
    pub cookie: Secret<String>,
    /// When the session ends in any case.
    pub expires_at: DateTime<Utc>,
}

/// Signs a person in with their password, for a program that keeps tokens.
pub async fn sign_in(
    app: &App,
    origin: Origin,
    email: &str,
    password: Secret<String>,
) -> Result<SignedIn, AppError> {
    let (mut tx, user) = check_password(app, &origin, email, password).await?;
    let id = SessionId::new(&*app.clock, &*app.entropy);
    let token = RefreshToken::issue(app, id, 1);
    let session = open(app, &mut tx, &user, origin, (id, token.hash(app))).await?;
    tx.commit().await?;
    Ok(signed_in(app, &session, &token))
}

/// Signs a person in with their password, for a browser that keeps a cookie.
pub async fn sign_in_browser(
    app: &App,
    origin: Origin,
    email: &str,
    password: Secret<String>,
) -> Result<BrowserSession, AppError> {
    let (mut tx, user) = check_password(app, &origin, email, password).await?;
    let id = SessionId::new(&*app.clock, &*app.entropy);
    let cookie = Cookie::issue(app, id);
    let session = open(app, &mut tx, &user, origin, (id, cookie.hash(app))).await?;
    tx.commit().await?;
    let (user, cookie, expires_at) = (user.id, cookie.text(), session.expires_at);
    Ok(BrowserSession { session: id, user, cookie, expires_at })
}

/// The person with this password, and a transaction in which to sign them in.
async fn check_password(
    app: &App,
    origin: &Origin,
    email: &str,
    password: Secret<String>,
) -> Result<(Tx, User), AppError> {
    let attempt = app.attempts.begin(app.clock.now(), email, origin.address)?;
    let mut tx = app.begin().await?;
    let user = match email.parse::<Email>() {
        Ok(email) => store::users::find(&mut tx, &email).await?,
        Err(_) => None,
    };
    let user = user.filter(|user| user.disabled_at.is_none());
    let known = user.as_ref().map(|user| user.email.clone());
    let hash = match &user {
        Some(user) => store::users::password_hash(&mut tx, user.id).await?,
        None => None,
    };
    // Hashing takes long: the connection is given back meanwhile.
    tx.rollback().await?;
    let outdated = hash.as_ref().is_some_and(passwords::is_outdated);
    let right = app.passwords.verify(&password, hash).await?;
    let rehashed =
        if right && outdated { Some(app.passwords.hash(&password).await?) } else { None };

    let mut tx = app.begin().await?;
    let Some(user) = user.filter(|_| right) else {
        let caller = Caller { actor: Actor::Anonymous, origin: origin.clone() };
        // Nothing has checked it: it can be of any length and hold what the database cannot.
        let tried = email.chars().filter(|c| !c.is_control()).take(Email::MAX_LEN);
        let tried: String = tried.collect();
        audit::record_refused_sign_in(app, &mut tx, &caller, known.as_ref(), &tried).await?;
        tx.commit().await?;
        return Err(AppError::InvalidCredentials);
    };
    attempt.succeeded();
    if let Some(hash) = rehashed {
        store::users::set_password_hash(&mut tx, user.id, hash.expose(), app.now()).await?;
    }
    Ok((tx, user))
}

async fn open(
    app: &App,
    tx: &mut Tx,
    user: &User,
    origin: Origin,
    (id, secret_hash): (SessionId, Vec<u8>),
) -> Result<Session, AppError> {
    let now = app.now();
    let session = Session {
        id,
        user_id: user.id,
        secret_hash,
        generation: 1,
        created_at: now,
        last_used_at: now,
        expires_at: now + SESSION_LIFE,
        revoked_at: None,
    };
    store::sessions::insert(tx, &session).await?;
    let actor = Actor::User { id: user.id, session: id, operator: user.is_operator };
    let caller = Caller { actor, origin };
    let subject = Subject::new("session", id);
    audit::record_outside_orgs(app, tx, &caller, "session.create", subject, Outcome::Success)
        .await?;
    Ok(session)
}

fn signed_in(app: &App, session: &Session, token: &RefreshToken) -> SignedIn {
    let (access_token, access_expires_at) = jwt::issue(app, session);
    SignedIn {
        session: session.id,
        user: session.user_id,
        access_token,
        access_expires_at,
        refresh_token: token.text(app),
        expires_at: session.expires_at,
    }
}

/// Exchanges a refresh token for new tokens. One that was used before ends the session.
pub async fn refresh(app: &App, origin: Origin, token: &str) -> Result<SignedIn, AppError> {
    const REFUSED: AppError = AppError::Unauthenticated(
        "the refresh token is not valid, or its session has ended; sign in again",
    );
    let token = RefreshToken::parse(app, token).ok_or(REFUSED)?;
    let now = app.now();
    let mut tx = app.begin().await?;
    let live = store::users::of_live_session(&mut tx, token.session, now).await?;
    let session = store::sessions::lock(&mut tx, token.session).await?;
    let (Some(user), Some(session)) = (live, session.filter(|session| session.is_live(now))) else {
        return Err(REFUSED);
    };
    if !token.is_current(app, &session) {
        store::sessions::revoke(&mut tx, user.id, session.id, now).await?;
        let actor = Actor::User { id: user.id, session: session.id, operator: user.is_operator };
        let caller = Caller { actor, origin };
        let subject = Subject::new("session", session.id);
        audit::record_outside_orgs(
            app,
            &mut tx,
            &caller,
            "session.replay",
            subject,
            Outcome::Denied,
        )
        .await?;
        tx.commit().await?;
        return Err(REFUSED);
    }
    let next = RefreshToken::issue(app, session.id, session.generation + 1);
    store::sessions::rotate(&mut tx, session.id, &next.hash(app), now).await?;
    tx.commit().await?;
    Ok(signed_in(app, &session, &next))
}

/// Recognises who sends a request. What they may do is decided by [`super::authorize`].
pub async fn authenticate(app: &App, bearer: &str, origin: Origin) -> Result<Caller, AppError> {
    let actor = if bearer.starts_with("mrt_") {
        authenticate_token(app, bearer).await?
    } else {
        authenticate_session(app, bearer).await?
    };
    Ok(Caller { actor, origin })
}

/// Recognises whose browser sends a request. That one of our own pages had it sent is for the caller
/// to see to.
pub async fn authenticate_browser(
    app: &App,
    cookie: &str,
    origin: Origin,
) -> Result<Caller, AppError> {
    const REFUSED: AppError =
        AppError::Unauthenticated("the session has ended, or the cookie is not ours; sign in");
    let cookie = Cookie::parse(cookie).ok_or(REFUSED)?;
    let now = app.now();
    let mut tx = app.begin().await?;
    let session = store::sessions::find(&mut tx, cookie.session).await?;
    let session = session.filter(|session| cookie.is_of(app, session)).ok_or(REFUSED)?;
    let user = store::users::of_live_session(&mut tx, session.id, now).await?.ok_or(REFUSED)?;
    store::sessions::touch(&mut tx, &session, now).await?;
    tx.commit().await?;
    let actor = Actor::User { id: user.id, session: session.id, operator: user.is_operator };
    Ok(Caller { actor, origin })
}

async fn authenticate_session(app: &App, bearer: &str) -> Result<Actor, AppError> {
    let claims = jwt::verify(app, bearer)?;
    let mut tx = app.begin().await?;
    let user = store::users::of_live_session(&mut tx, claims.session, app.now()).await?;
    tx.rollback().await?;
    match user {
        Some(user) if user.id == claims.user => {
            Ok(Actor::User { id: user.id, session: claims.session, operator: user.is_operator })
        }
        _ => Err(AppError::Unauthenticated("the session has ended; sign in again")),
    }
}

async fn authenticate_token(app: &App, bearer: &str) -> Result<Actor, AppError> {
    const REFUSED: AppError =
        AppError::Unauthenticated("the API token is not known, or was revoked, or has expired");
    let key = ApiKey::parse(KeyKind::ApiToken, bearer).map_err(|_| {
        AppError::Unauthenticated("the API token is not complete: it was altered or cut off")
    })?;
    let now = app.now();
    let mut tx = app.begin().await?;
    let found = store::tokens::find_verifier(&mut tx, &key.id).await?;
    let token = found
        .filter(|token| {
            let pepper = app.keyring.pepper_of(token.verifier.pepper_version);
            pepper.is_some_and(|pepper| pepper.verifies(&token.verifier, &key))
        })
        .filter(|token| token.expires_at.is_none_or(|end| now < end))
        .ok_or(REFUSED)?;
    store::tokens::touch(&mut tx, &token, now).await?;
    tx.commit().await?;
    Ok(Actor::Token { id: token.id, org: token.org_id })
}

/// Fails once the session that a caller came with has ended. Tokens are looked up whenever a caller
/// is authorised.
pub async fn require_live(app: &App, caller: &Caller) -> Result<(), AppError> {
    let Actor::User { session, .. } = caller.actor else { return Ok(()) };
    let mut tx = app.begin().await?;
    let user = store::users::of_live_session(&mut tx, session, app.now()).await?;
    tx.rollback().await?;
    let ended = AppError::Unauthenticated("the session has ended; sign in again");
    user.map(drop).ok_or(ended)
}

/// The caller's live sessions, newest first.
pub async fn list(app: &App, tx: &mut Tx, caller: &Caller) -> Result<Vec<Session>, AppError> {
    let (user, _) = person(caller)?;
    Ok(store::sessions::list_live(tx, user, app.now()).await?)
}

/// Ends one of the caller's sessions.
pub async fn end(app: &App, tx: &mut Tx, caller: &Caller, id: SessionId) -> Result<(), AppError> {
    let (user, _) = person(caller)?;
    if !store::sessions::revoke(tx, user, id, app.now()).await? {
        return Err(AppError::NotFound(Noun::Session));
    }
    let subject = Subject::new("session", id);
    audit::record_outside_orgs(app, tx, caller, "session.delete", subject, Outcome::Success).await
}

/// Changes the caller's password and ends their other sessions.
pub async fn change_password(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    current: Secret<String>,
    new: Secret<String>,
) -> Result<(), AppError> {
    let (user, session) = person(caller)?;
    let new = NewPassword::parse(new)
        .map_err(|invalid| AppError::field("/new_password", invalid.code, invalid.detail))?;
    let attempt = app.attempts.begin(app.clock.now(), &user.to_string(), caller.origin.address)?;
    let hash = store::users::password_hash(tx, user).await?;
    if !app.passwords.verify(&current, hash).await? {
        return Err(AppError::field(
            "/current_password",
            "wrong_password",
            "this is not your present password",
        ));
    }
    attempt.succeeded();
    let hash = app.passwords.hash(new.expose()).await?;
    store::users::set_password_hash(tx, user, hash.expose(), app.now()).await?;
    store::sessions::revoke_others(tx, user, session, app.now()).await?;
    let subject = Subject::new("user", user);
    audit::record_outside_orgs(app, tx, caller, "user.password", subject, Outcome::Success).await
}

/// The person behind a request, for what only people have.
pub fn person(caller: &Caller) -> Result<(UserId, SessionId), AppError> {
    match caller.actor {
        Actor::User { id, session, .. } => Ok((id, session)),
        Actor::Token { .. } | Actor::Anonymous | Actor::System => Err(AppError::NotPermitted(
            "only a person can do this: sign in instead of using an API token",
        )),
    }
}
