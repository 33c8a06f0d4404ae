//! Who sent a request: `Authorization: Bearer` with a session's access token or an API token, else a
//! browser's cookie.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use super::{browser, problem::Problem, request_id::RequestId};
use crate::{
    app::{App, AppError, Caller, sessions},
    domain::access::Origin,
};

/// Where a request came from. Headers such as `X-Forwarded-For` are not believed: whoever connects
/// could send them.
pub fn origin(parts: &Parts) -> Origin {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    Origin {
        request_id: Some(RequestId::of(&parts.extensions)),
        address: peer.map(|ConnectInfo(peer)| peer.ip()),
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if let Some(caller) = parts.extensions.get::<Self>() {
            return Ok(caller.clone());
        }
        let caller = authenticate(parts, app).await?;
        app.requests.admit(app.clock.now(), &caller)?;
        parts.extensions.insert(caller.clone());
        Ok(caller)
    }
}

/// The `Authorization` header decides if there is one: no other site's page can send it.
async fn authenticate(parts: &Parts, app: &App) -> Result<Caller, Problem> {
    if parts.headers.contains_key(header::AUTHORIZATION) {
        return Ok(sessions::authenticate(app, bearer(&parts.headers)?, origin(parts)).await?);
    }
    let cookie = browser::cookie(&parts.headers)?
        .ok_or(AppError::Unauthenticated("sign in: send `Authorization: Bearer <token>`"))?;
    let caller = sessions::authenticate_browser(app, cookie, origin(parts)).await?;
    if !parts.method.is_safe() {
        browser::require_own_page(parts)?;
    }
    Ok(caller)
}

/// An [`Origin`], for requests that need no caller.
#[derive(Debug)]
pub struct Peer(pub Origin);

impl FromRequestParts<App> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        Ok(Self(origin(parts)))
    }
}

fn bearer(headers: &HeaderMap) -> Result<&str, AppError> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let wrong = AppError::Unauthenticated(
        "the Authorization header must be given once, as `Bearer <token>`",
    );
    let value = values.next().and_then(|value| value.to_str().ok());
    let Some((scheme, token)) = value.and_then(|text| text.split_once(' ')) else {
        return Err(wrong);
    };
    if values.next().is_some() || !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Err(wrong);
    }
    Ok(token)
}
