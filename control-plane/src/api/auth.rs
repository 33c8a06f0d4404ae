//! Who sent a request: `Authorization: Bearer` with a session's access token or an API token.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{header, request::Parts},
};

use super::{problem::Problem, request_id::RequestId};
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
        let bearer = bearer(parts)?;
        let caller = sessions::authenticate(app, bearer, origin(parts)).await?;
        app.requests.admit(app.clock.now(), &caller)?;
        parts.extensions.insert(caller.clone());
        Ok(caller)
    }
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

fn bearer(parts: &Parts) -> Result<&str, AppError> {
    let mut values = parts.headers.get_all(header::AUTHORIZATION).iter();
    let value = values
        .next()
        .ok_or(AppError::Unauthenticated("sign in: send `Authorization: Bearer <token>`"))?;
    let wrong = AppError::Unauthenticated(
        "the Authorization header must be given once, as `Bearer <token>`",
    );
    let Some((scheme, token)) = value.to_str().ok().and_then(|text| text.split_once(' ')) else {
        return Err(wrong);
    };
    if values.next().is_some() || !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Err(wrong);
    }
    Ok(token)
}
