//! RFC 9457 problems: the one form in which anything is refused.
//!
//! The list of codes is closed. Each has a page at its `type` URL and an entry in
//! `docs/problems.md` (a test compares them), so that a client can rely on the code and a person can
//! look up what to do. What the caller reads is written here; the private cause goes to the log, in
//! [`finish`], once.

use std::{error::Error, sync::Arc};

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use wire::error::chain;

use super::request_id::RequestId;
use crate::app::{AppError, Conflict, FieldError, StoreError};

macro_rules! codes {
    ($($variant:ident = $code:literal, $slug:literal, $status:ident, $title:literal, $meaning:literal, $remedy:literal;)+) => {
        /// Every kind of problem there is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)+
        }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name in `code`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The last part of the `type` URL.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// The HTTP status it comes with.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)+ }
            }

            /// A short summary, the same each time.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }

            /// What has happened.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }

            /// What whoever gets it can do.
            pub const fn remedy(self) -> &'static str {
                match self { $(Self::$variant => $remedy,)+ }
            }
        }
    };
}

codes! {
    MalformedRequest = "malformed_request", "malformed-request", BAD_REQUEST, "Malformed request",
        "The request cannot be read: a body that is not the expected JSON, a header or a query parameter with a value of the wrong kind.",
        "Compare the request with the operation in /openapi.json; `errors[].pointer` says where it went wrong.";
    UnknownField = "unknown_field", "unknown-field", BAD_REQUEST, "Unknown field",
        "The body has a field that the operation does not know. It is refused rather than ignored, because a misspelt field would otherwise look accepted.",
        "Remove or rename the field that `errors[].pointer` names.";
    UnknownParameter = "unknown_parameter", "unknown-parameter", BAD_REQUEST, "Unknown query parameter",
        "The query has a parameter that the operation does not know.",
        "Remove or rename it; the operation's parameters are in /openapi.json.";
    InvalidPageToken = "invalid_page_token", "invalid-page-token", BAD_REQUEST, "Invalid page token",
        "The `page_token` was altered, or belongs to another list, filter or caller.",
        "Use a `next_page_token` only to continue the very list it came with, or start again without one.";
    Unauthenticated = "unauthenticated", "unauthenticated", UNAUTHORIZED, "Not signed in",
        "There is neither an `Authorization: Bearer …` header nor a browser's cookie, or what it holds is expired, revoked or not ours.",
        "Sign in with POST /v1/sessions, refresh with POST /v1/sessions/refresh, or send a live API token.";
    InvalidCredentials = "invalid_credentials", "invalid-credentials", UNAUTHORIZED, "Wrong e-mail address or password",
        "Nobody signs in with this e-mail address and password. Which of the two is wrong is not said.",
        "Check both, and that you sign in at the right Millrace.";
    Forbidden = "forbidden", "forbidden", FORBIDDEN, "Not allowed",
        "You may see this and may not do what you asked. `detail` names the permission that is missing.",
        "Ask an admin or owner of the org for a role that has it, or let them do it.";
    Csrf = "csrf", "csrf", FORBIDDEN, "Not sent by our page",
        "The request would change something by a browser's cookie, and does not prove that a page of this Millrace sent it rather than another site's.",
        "Send `X-Millrace-CSRF: 1`, from a page of this address. Behind a proxy that changes `Host`, set `--public-url`. Programs use `Authorization: Bearer …` instead of the cookie.";
    QuotaExceeded = "quota_exceeded", "quota-exceeded", FORBIDDEN, "Quota exceeded",
        "The change would use more than the org or instance may: `limit`, `used` and `requested` tell how much.",
        "Free some of it, ask for less, or have the quota raised.";
    NotFound = "not_found", "not-found", NOT_FOUND, "Not found",
        "There is nothing here, or nothing that you may see. What belongs to another org looks the same as what does not exist.",
        "Check the path and the identifier, and that you belong to its org.";
    MethodNotAllowed = "method_not_allowed", "method-not-allowed", METHOD_NOT_ALLOWED, "Method not allowed",
        "The path exists and does not take this method.",
        "Use one of the methods in the `Allow` header.";
    RequestTimeout = "request_timeout", "request-timeout", REQUEST_TIMEOUT, "Request too slow",
        "The request's body did not arrive in time.",
        "Send it again, faster; use an `Idempotency-Key` so that repeating is safe.";
    NameTaken = "name_taken", "name-taken", CONFLICT, "Name taken",
        "Another one has this name already.",
        "Choose another name, or use the one that exists.";
    OperationInProgress = "operation_in_progress", "operation-in-progress", CONFLICT, "Operation in progress",
        "An earlier change of the same resource is still being carried out; `operation_id` names it.",
        "Follow that operation and try again when it has finished.";
    DeletionProtected = "deletion_protected", "deletion-protected", CONFLICT, "Protected against deletion",
        "The resource has `deletion_protection` set.",
        "Patch `deletion_protection` to false first, if it is really to go.";
    LastOwner = "last_owner", "last-owner", CONFLICT, "Last owner",
        "The change would leave the org without an owner.",
        "Make another member an owner first.";
    WrongState = "wrong_state", "wrong-state", CONFLICT, "Not in this state",
        "The resource's present state does not allow the change.",
        "`detail` says which state it is in and what to wait for or do.";
    GroupActive = "group_active", "group-active", CONFLICT, "Group has members",
        "The consumer group has members, which would go on from where they are. `members` names their clients and hosts.",
        "Stop those consumers, wait until the group's state is `empty`, and try again.";
    IdempotencyKeyInUse = "idempotency_key_in_use", "idempotency-key-in-use", CONFLICT, "Same request under way",
        "A request with the same `Idempotency-Key` is being carried out at this moment.",
        "Repeat after a moment: you will get its answer.";
    Gone = "gone", "gone", GONE, "Deleted",
        "The resource existed and was deleted.",
        "Create a new one.";
    PreconditionFailed = "precondition_failed", "precondition-failed", PRECONDITION_FAILED, "Changed meanwhile",
        "The resource is not at the version in `If-Match`: somebody changed it since you read it.",
        "Read it again, decide again, and send the new `ETag`.";
    BodyTooLarge = "body_too_large", "body-too-large", PAYLOAD_TOO_LARGE, "Body too large",
        "The request's body is larger than 1 MiB.",
        "Send less.";
    UnsupportedMediaType = "unsupported_media_type", "unsupported-media-type", UNSUPPORTED_MEDIA_TYPE, "Unsupported media type",
        "The request's body is not declared as JSON.",
        "Send `Content-Type: application/json`.";
    Invalid = "invalid", "invalid", UNPROCESSABLE_ENTITY, "Invalid value",
        "The request is well-formed and a value in it cannot be accepted; `errors` lists every such field.",
        "Correct each field that `errors[].pointer` names, as its `detail` says.";
    IdempotencyKeyReused = "idempotency_key_reused", "idempotency-key-reused", UNPROCESSABLE_ENTITY, "Idempotency key reused",
        "The same `Idempotency-Key` was used for a request with another body.",
        "Use a new key for each new request; repeat a key only with the identical request.";
    PolicyViolation = "policy_violation", "policy-violation", UNPROCESSABLE_ENTITY, "Against the plan's rules",
        "A limit or rule of the instance's plan does not allow it, such as its number of partitions or the range of a topic configuration. `detail` is what the instance's gateway said.",
        "Ask for less, choose a value the plan allows (GET /v1/plans), or use a larger plan.";
    RateLimited = "rate_limited", "rate-limited", TOO_MANY_REQUESTS, "Too many requests",
        "One caller sent too many requests in a short time, or somebody tried to sign in too often, or an org has too many connections open of one kind; then `limit` says how many it may have.",
        "Wait for `retry_after_s` seconds (also in `Retry-After`), or close connections that nobody needs.";
    Internal = "internal", "internal", INTERNAL_SERVER_ERROR, "Internal error",
        "Something is wrong on our side. Nothing was changed.",
        "Report it with the `request_id`, under which the cause is in the log.";
    Unavailable = "unavailable", "unavailable", SERVICE_UNAVAILABLE, "Unavailable",
        "Something that is needed to answer, such as the database, does not respond now, or the server is too busy.",
        "Repeat after `Retry-After` seconds; use an `Idempotency-Key` so that repeating is safe.";
    InstanceUnreachable = "instance_unreachable", "instance-unreachable", SERVICE_UNAVAILABLE, "Instance does not answer",
        "The instance's Kafka, which alone knows its topics and groups, does not answer now.",
        "Repeat after `Retry-After` seconds; GET /v1/instances/{instance} shows how the instance is.";
    CapacityExhausted = "capacity_exhausted", "capacity-exhausted", INSUFFICIENT_STORAGE, "No capacity",
        "There is no room left on any cluster for what was asked for.",
        "Try a smaller size or later; whoever runs this Millrace can add a cluster.";
}

impl Code {
    /// The `type` URL, relative to the API's root.
    pub fn url(self) -> String {
        format!("/problems/{}", self.slug())
    }

    /// Its entry in the documentation, as Markdown.
    pub fn markdown(self) -> String {
        format!(
            "## {} {}\n\n`{}`, type `{}`\n\n{}\n\n**What to do:** {}\n",
            self.status().as_u16(),
            self.title(),
            self.name(),
            self.url(),
            self.meaning(),
            self.remedy()
        )
    }

    /// The code whose page is at this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.slug() == slug)
    }
}

/// A refusal on its way to the client. Boxed, because it is the error of almost every function here
/// and much larger than what they return.
#[derive(Debug, Clone)]
pub struct Problem(Box<Content>);

#[derive(Debug, Clone)]
struct Content {
    code: Code,
    detail: String,
    errors: Vec<FieldError>,
    extras: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

/// How a problem looks to a client.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Which kind, as a URL relative to the API's root; there is a page behind it.
    #[serde(rename = "type")]
    #[schema(example = "/problems/quota-exceeded")]
    pub kind: String,
    /// A short summary, the same for each problem of a kind.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time and what to do.
    pub detail: String,
    /// The kind as a word for programs. New kinds may be added.
    #[schema(example = "quota_exceeded")]
    pub code: String,
    /// The request's id, also in `X-Request-Id` and in the server's log.
    pub request_id: String,
    /// The places in the request that are at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<ProblemField>,
    /// More about certain kinds, such as `limit`, `used`, `requested` or `retry_after_s`.
    #[serde(flatten)]
    #[schema(value_type = Object, additional_properties)]
    pub extras: Map<String, Value>,
}

/// One place in the request that is at fault.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemField {
    /// JSON pointer into the body, or the name of a header or query parameter.
    pub pointer: String,
    /// The fault as a word for programs.
    pub code: String,
    /// What was expected.
    pub detail: String,
}

impl Problem {
    /// A problem; `detail` is for the client.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self(Box::new(Content {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            extras: Map::new(),
            headers: Vec::new(),
            cause: None,
        }))
    }

    /// Which kind it is.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Says where in the request the fault is.
    #[must_use]
    pub fn at(
        mut self,
        pointer: impl Into<String>,
        code: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        self.0.errors.push(FieldError::new(pointer, code, detail));
        self
    }

    /// Adds a member for programs.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.extras.insert(name.to_owned(), value.into());
        self
    }

    /// Says when to try again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.0.headers.push((header::RETRY_AFTER, HeaderValue::from(seconds)));
        self.with("retry_after_s", seconds)
    }

    /// Keeps the private cause, for the log.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.cause = Some(Arc::from(cause.into()));
        self
    }

    /// An internal error; the client learns nothing but the request's id.
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Code::Internal, "an internal error occurred; report it with the request id")
            .caused_by(cause)
    }

    fn body(&self, request_id: &str) -> ProblemBody {
        ProblemBody {
            kind: self.0.code.url(),
            title: self.0.code.title().to_owned(),
            status: self.0.code.status().as_u16(),
            detail: self.0.detail.clone(),
            code: self.0.code.name().to_owned(),
            request_id: request_id.to_owned(),
            errors: self.0.errors.iter().map(ProblemField::from).collect(),
            extras: self.0.extras.clone(),
        }
    }
}

impl From<&FieldError> for ProblemField {
    fn from(error: &FieldError) -> Self {
        Self {
            pointer: error.pointer.clone(),
            code: error.code.to_owned(),
            detail: error.detail.clone(),
        }
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Unauthenticated(detail) => {
                let mut problem = Self::new(Code::Unauthenticated, detail);
                let challenge = HeaderValue::from_static("Bearer realm=\"millrace\"");
                problem.0.headers.push((header::WWW_AUTHENTICATE, challenge));
                problem
            }
            AppError::InvalidCredentials => {
                Self::new(Code::InvalidCredentials, "the e-mail address or the password is wrong")
            }
            AppError::NotFound(noun) => Self::new(
                Code::NotFound,
                format!("there is no such {}, or you may not see it", noun.name()),
            ),
            AppError::Gone(noun) => {
                Self::new(Code::Gone, format!("this {} was deleted", noun.name()))
            }
            AppError::Forbidden(action) => Self::new(
                Code::Forbidden,
                format!(
                    "your role does not include the permission {}; the least role that does is {}",
                    action.name(),
                    action.least_role()
                ),
            )
            .with("permission", action.name()),
            AppError::NotPermitted(detail) => Self::new(Code::Forbidden, detail),
            AppError::Conflict(conflict) => conflict.into(),
            AppError::Invalid(errors) => {
                let detail = match errors.as_slice() {
                    [only] => format!("{}: {}", only.pointer, only.detail),
                    all => format!("{} fields cannot be accepted; see errors", all.len()),
                };
                let mut problem = Self::new(Code::Invalid, detail);
                problem.0.errors = errors;
                problem
            }
            AppError::QuotaExceeded { quota, limit, used, requested } => Self::new(
                Code::QuotaExceeded,
                format!("{requested} more of {quota} are asked for; {used} of {limit} are in use"),
            )
            .with("quota", quota)
            .with("limit", limit)
            .with("used", used)
            .with("requested", requested),
            AppError::PreconditionFailed { current } => Self::new(
                Code::PreconditionFailed,
                format!("the resource is at version \"{current}\" by now; read it again"),
            )
            .with("current_version", current),
            AppError::IdempotencyKeyReused => Self::new(
                Code::IdempotencyKeyReused,
                "this Idempotency-Key was used for a request with another body; use a new one",
            ),
            AppError::RateLimited { retry_after_s } => Self::new(
                Code::RateLimited,
                format!("too many requests; try again in {retry_after_s} s"),
            )
            .retry_after(retry_after_s),
            AppError::TooManyAtOnce { what, limit } => Self::new(
                Code::RateLimited,
                format!("the org has {limit} {what}, which is the limit: close one of them first"),
            )
            .with("limit", limit)
            .retry_after(10),
            AppError::CapacityExhausted(detail) => Self::new(Code::CapacityExhausted, detail),
            AppError::PolicyViolation(detail) => Self::new(Code::PolicyViolation, detail),
            AppError::InstanceUnreachable { source } => {
                let detail = "the instance does not answer now; try again";
                Self::new(Code::InstanceUnreachable, detail).retry_after(2).caused_by(source)
            }
            AppError::Unavailable(detail) => Self::new(Code::Unavailable, detail).retry_after(1),
            AppError::Store(cause @ (StoreError::Unavailable(_) | StoreError::Collision(_))) => {
                Self::new(Code::Unavailable, "the database did not answer in time; try again")
                    .retry_after(1)
                    .caused_by(cause)
            }
            AppError::Store(cause) => Self::internal(cause),
            internal @ AppError::Internal { .. } => Self::internal(internal),
        }
    }
}

impl From<Conflict> for Problem {
    fn from(conflict: Conflict) -> Self {
        match conflict {
            Conflict::NameTaken { noun, name } => Self::new(
                Code::NameTaken,
                format!("there is another {} named `{name}`", noun.name()),
            )
            .with("name", name),
            Conflict::OperationInProgress { operation } => Self::new(
                Code::OperationInProgress,
                format!("the operation {operation} is still being carried out"),
            )
            .with("operation_id", operation.to_string()),
            Conflict::DeletionProtected => Self::new(
                Code::DeletionProtected,
                "deletion_protection is set; patch it to false before deleting",
            ),
            Conflict::LastOwner => {
                Self::new(Code::LastOwner, "every org has an owner; make another member one first")
            }
            Conflict::WrongState { detail } => Self::new(Code::WrongState, detail),
            Conflict::GroupActive { members } => Self::new(
                Code::GroupActive,
                format!("the group has {} members; stop them first", members.len()),
            )
            .with("members", members),
            Conflict::IdempotencyKeyInUse => Self::new(
                Code::IdempotencyKeyInUse,
                "a request with this Idempotency-Key is being carried out; repeat in a moment",
            )
            .retry_after(1),
        }
    }
}

impl IntoResponse for Problem {
    /// Only the status: the body needs the request's id and is written by [`finish`].
    fn into_response(self) -> Response {
        let mut response = self.0.code.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Middleware around everything: writes the body of problems and logs their causes.
pub async fn finish(request: Request, next: Next) -> Response {
    let request_id = RequestId::of(request.extensions());
    let response = next.run(request).await;
    let Some(problem) = response.extensions().get::<Problem>().cloned() else {
        return response;
    };
    if let Some(cause) = &problem.0.cause {
        let cause = chain(cause.as_ref());
        if problem.0.code.status().is_server_error() {
            tracing::error!(problem.code = problem.0.code.name(), error = cause, "request failed");
        } else {
            tracing::debug!(problem.code = problem.0.code.name(), error = cause, "request refused");
        }
    }
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let media_type = HeaderValue::from_static("application/problem+json");
    parts.headers.insert(header::CONTENT_TYPE, media_type);
    parts.headers.extend(problem.0.headers.iter().cloned());
    let body = serde_json::to_vec(&problem.body(&request_id))
        .unwrap_or_else(|_| json!({ "code": problem.0.code.name() }).to_string().into_bytes());
    Response::from_parts(parts, body.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_lists_every_problem_exactly() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/problems.md");
        let written = std::fs::read_to_string(path).unwrap();
        let (_, listed) = written.split_once("\n## ").unwrap();
        let listed: Vec<String> =
            listed.split("\n## ").map(|entry| format!("## {}\n", entry.trim_end())).collect();
        let wanted: Vec<String> = Code::ALL.iter().map(|code| code.markdown()).collect();
        assert_eq!(
            listed,
            wanted,
            "docs/problems.md differs; it should go on with:\n\n{}",
            wanted.join("\n")
        );
    }

    #[test]
    fn codes_slugs_and_urls_agree_and_are_unique() {
        for (at, code) in Code::ALL.iter().enumerate() {
            assert_eq!(code.slug(), code.name().replace('_', "-"));
            assert_eq!(Code::from_slug(code.slug()), Some(*code));
            assert!(!Code::ALL[..at].iter().any(|other| other.name() == code.name()));
        }
    }

    #[test]
    fn private_causes_are_not_shown() {
        let cause = StoreError::Query(sqlx_error("relation \"secret_table\" does not exist"));
        let body = Problem::from(AppError::Store(cause)).body("req");
        let text = serde_json::to_string(&body).unwrap();
        assert!(!text.contains("secret_table"), "{text}");
        assert_eq!(body.status, 500);
    }

    fn sqlx_error(text: &str) -> sqlx::Error {
        sqlx::Error::Protocol(text.to_owned())
    }
}
