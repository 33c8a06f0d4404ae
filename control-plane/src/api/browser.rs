//! Browsers: the cookie that is their session, and the proof that one of our own pages sent a request.
//!
//! A browser adds cookies to whatever is sent here, by whoever had it sent. `SameSite=Strict` keeps it
//! from doing so for other sites. Against what is left (a neighbour on the same site, an old browser),
//! a change must also have a header that no other site's page may add, and where the browser says which
//! page sent it, that must be ours.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, header, request::Parts},
};
use chrono::TimeDelta;

use super::problem::{Code, Problem};
use crate::{
    app::{App, AppError},
    domain::site::{PublicUrl, Site},
};

/// The session's cookie.
pub const COOKIE: &str = "millrace_session";

const CSRF: HeaderName = HeaderName::from_static("x-millrace-csrf");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The session's cookie, if the browser sent one.
pub fn cookie(headers: &HeaderMap) -> Result<Option<&str>, AppError> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut ours = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == COOKIE);
    match (ours.next(), ours.next()) {
        // A neighbour may have set the other one; nobody can say which.
        (Some(_), Some(_)) => Err(AppError::Unauthenticated(
            "the cookie `millrace_session` was sent twice: delete this address's cookies, sign in",
        )),
        (first, _) => Ok(first.map(|(_, value)| value)),
    }
}

/// Refuses a change that nothing proves one of our pages to have sent.
pub fn require_own_page(parts: &Parts) -> Result<(), Problem> {
    if parts.headers.get(CSRF).is_none_or(|value| value != "1") {
        let detail = "a change by cookie needs the header `X-Millrace-CSRF: 1`";
        return Err(Problem::new(Code::Csrf, detail).at(CSRF.as_str(), "required", detail));
    }
    Page::of(parts).require_own()
}

/// What a browser says about the page that sent a request.
#[derive(Debug)]
pub struct Page {
    site: Arc<Site>,
    host: Option<String>,
    origin: Option<String>,
    fetch_site: Option<String>,
}

impl Page {
    fn of(parts: &Parts) -> Self {
        // What is no text is no address of ours either.
        let said = |name: &HeaderName| {
            let value = parts.headers.get(name)?;
            Some(value.to_str().unwrap_or_default().to_owned())
        };
        Self {
            site: parts.extensions.get::<Arc<Site>>().cloned().unwrap_or_default(),
            host: said(&header::HOST),
            origin: said(&header::ORIGIN),
            fetch_site: said(&SEC_FETCH_SITE),
        }
    }

    /// Refuses what the page of another site sent. Programs say nothing of the kind.
    pub fn require_own(&self) -> Result<(), Problem> {
        let foreign = |header: &HeaderName, said: &str| {
            let detail = format!("`{header}: {said}` is not this Millrace's own page");
            Problem::new(Code::Csrf, detail.clone()).at(header.as_str(), "foreign", detail)
        };
        if let Some(said) = &self.fetch_site
            && said != "same-origin"
        {
            return Err(foreign(&SEC_FETCH_SITE, said));
        }
        if let Some(said) = &self.origin
            && !self.is_own_origin(said)
        {
            return Err(foreign(&header::ORIGIN, said));
        }
        Ok(())
    }

    /// Whether it is the address browsers know us by, or else the one this request asks for.
    fn is_own_origin(&self, origin: &str) -> bool {
        if let Some(url) = &self.site.public_url
            && url.is_origin(origin)
        {
            return true;
        }
        let host = self.host.as_deref().filter(|host| !host.is_empty());
        origin.split_once("://").is_some_and(|(scheme, authority)| {
            ["http", "https"].contains(&scheme)
                && host.is_some_and(|host| host.eq_ignore_ascii_case(authority))
        })
    }

    /// Whether what this browser sends is encrypted on its way. A proxy may end TLS before us; the
    /// page's own address tells.
    fn is_encrypted(&self) -> bool {
        let by_config = self.site.public_url.as_ref().is_some_and(PublicUrl::is_https);
        by_config || self.origin.as_ref().is_some_and(|said| said.starts_with("https://"))
    }

    /// The session's cookie, to be kept for `life`; for none, to be forgotten.
    pub fn cookie(&self, value: &str, life: TimeDelta) -> String {
        let secure = if self.is_encrypted() { "; Secure" } else { "" };
        format!(
            "{COOKIE}={value}; Path={}; Max-Age={}; HttpOnly; SameSite=Strict{secure}",
            self.site.base_path,
            life.num_seconds().max(0)
        )
    }
}

impl FromRequestParts<App> for Page {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}
