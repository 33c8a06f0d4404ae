//! Answers that succeeded.
//!
//! A [`Reply`] is a status, a few headers and JSON: a value that can be kept for an
//! `Idempotency-Key` and given again, byte by byte.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Map, Value};

use super::problem::Problem;
use crate::app::idempotency::Answer;

/// An answer.
#[derive(Debug)]
pub struct Reply {
    answer: Answer,
    replayed: bool,
}

impl Reply {
    /// 200 with a body.
    pub fn ok(body: &impl Serialize) -> Result<Self, Problem> {
        Self::json(StatusCode::OK, body)
    }

    /// 201 with the new resource and where it is.
    pub fn created(location: &str, body: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self::json(StatusCode::CREATED, body)?.header(header::LOCATION, location))
    }

    /// 202 with the operation to follow, whose path is `location`.
    pub fn accepted(location: &str, body: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self::json(StatusCode::ACCEPTED, body)?.header(header::LOCATION, location))
    }

    /// 204.
    pub fn no_content() -> Self {
        let status = StatusCode::NO_CONTENT.as_u16();
        Self { answer: Answer { status, headers: Vec::new(), body: Vec::new() }, replayed: false }
    }

    /// Any status with a body.
    pub fn json(status: StatusCode, body: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(body).map_err(Problem::internal)?;
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let answer = Answer { status: status.as_u16(), headers, body };
        Ok(Self { answer, replayed: false })
    }

    /// Adds the resource's version as `ETag`.
    #[must_use]
    pub fn etag(self, version: i64) -> Self {
        let tag = format!("\"{version}\"");
        self.header(header::ETAG, &tag)
    }

    /// Adds a header.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "names are constants and read better bare")]
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        self.answer.headers.push((name.as_str().to_owned(), value.to_owned()));
        self
    }

    /// The same answer, of a change that was tried and undone: 200 instead of what tells that it
    /// happened, and without the secret, which nobody will ever be able to use.
    pub(super) fn rehearsed(self) -> Result<Self, Problem> {
        let mut body = match &*self.answer.body {
            [] => Map::new(),
            shown => serde_json::from_slice(shown).map_err(Problem::internal)?,
        };
        body.remove("secret");
        body.insert("dry_run".to_owned(), Value::Bool(true));
        Ok(Self::ok(&body)?.header(HeaderName::from_static("dry-run"), "true"))
    }

    pub(super) const fn answer(&self) -> &Answer {
        &self.answer
    }

    pub(super) const fn replayed(answer: Answer) -> Self {
        Self { answer, replayed: true }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = Response::new(self.answer.body.into());
        *response.status_mut() =
            StatusCode::from_u16(self.answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.answer.headers {
            if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::try_from(value))
            {
                response.headers_mut().insert(name, value);
            }
        }
        if self.replayed {
            let name = HeaderName::from_static("idempotent-replayed");
            response.headers_mut().insert(name, HeaderValue::from_static("true"));
        }
        response
    }
}
