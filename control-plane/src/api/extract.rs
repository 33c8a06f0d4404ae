//! Requests are read here and nowhere else: strictly, with bounds, and with errors that say where.
//!
//! A body must be declared as JSON, at most [`MAX_BODY`] long, and have only known fields. A query
//! must have only known parameters. A path identifier that is not even well-formed is answered as
//! one that does not exist, so that nothing can be learnt from the difference.

use std::{fmt, marker::PhantomData, time::Duration};

use axum::{
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, OptionalFromRequestParts, RawPathParams, Request,
        rejection::RawPathParamsRejection,
    },
    http::{HeaderMap, HeaderName, Method, Uri, header, request::Parts},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::{
    Deserialize, Deserializer,
    de::{
        self, DeserializeOwned, IntoDeserializer as _, SeqAccess, Visitor,
        value::SeqAccessDeserializer,
    },
};

use super::{
    fields::FIELDS,
    problem::{Code, Problem},
};
use crate::app::{App, AppError, Noun, idempotency::Fingerprint};

/// The longest body.
pub const MAX_BODY: usize = 1024 * 1024;

/// How long a body may take to arrive.
const BODY_DEADLINE: Duration = Duration::from_secs(15);

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const PREFER: HeaderName = HeaderName::from_static("prefer");
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        require_json(&parts)?;
        Ok(Self(parse(&read(body).await?)?))
    }
}

/// A request that changes something: its body, and how it is to be carried out. Hand the latter to
/// [`super::idempotency::once`].
#[derive(Debug)]
pub struct Write<T> {
    /// The body.
    pub body: T,
    /// The rest.
    pub fingerprint: Fingerprint,
}

impl<T: DeserializeOwned> FromRequest<App> for Write<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        require_json(&parts)?;
        let (bytes, fingerprint) = fingerprint(&parts, body).await?;
        Ok(Self { body: parse(&bytes)?, fingerprint })
    }
}

/// A request that changes something and has no body: a DELETE, or a POST on a verb.
#[derive(Debug)]
pub struct Verb {
    /// How it is to be carried out.
    pub fingerprint: Fingerprint,
}

impl FromRequest<App> for Verb {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let (bytes, fingerprint) = fingerprint(&parts, body).await?;
        if !matches!(&*bytes, b"" | b"{}") {
            let detail = "this operation takes no body";
            return Err(Problem::new(Code::MalformedRequest, detail));
        }
        Ok(Self { fingerprint })
    }
}

async fn fingerprint(
    parts: &Parts,
    body: axum::body::Body,
) -> Result<(Bytes, Fingerprint), Problem> {
    /// The parameters of every change.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct How {
        dry_run: Option<Flag>,
    }

    let key = idempotency_key(&parts.headers)?;
    let how: How = parse_query(query_pairs(parts)?)?;
    let bytes = read(body).await?;
    let (method, path) = (parts.method.as_str(), parts.uri.path());
    let mut fingerprint = Fingerprint::new(method, path, key, &bytes);
    fingerprint.dry_run = how.dry_run.is_some_and(bool::from);
    Ok((bytes, fingerprint))
}

async fn read(body: axum::body::Body) -> Result<Bytes, Problem> {
    let whole = Limited::new(body, MAX_BODY).collect();
    match tokio::time::timeout(BODY_DEADLINE, whole).await {
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            Err(Problem::new(Code::BodyTooLarge, format!("a body has at most {MAX_BODY} bytes")))
        }
        Ok(Err(error)) => {
            Err(Problem::new(Code::MalformedRequest, "the body ended early").caused_by(error))
        }
        Err(_) => Err(Problem::new(
            Code::RequestTimeout,
            format!("the body did not arrive within {} s", BODY_DEADLINE.as_secs()),
        )),
    }
}

fn require_json(parts: &Parts) -> Result<(), Problem> {
    let declared = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = declared.unwrap_or("").split(';').next().unwrap_or("").trim();
    let merge_patch = parts.method == Method::PATCH
        && essence.eq_ignore_ascii_case("application/merge-patch+json");
    if essence.eq_ignore_ascii_case("application/json") || merge_patch {
        return Ok(());
    }
    let found = declared.map_or("none".to_owned(), |text| format!("`{text}`"));
    Err(Problem::new(
        Code::UnsupportedMediaType,
        format!("expected the content type application/json, found {found}"),
    ))
}

/// Reads JSON; a fault is reported with a pointer to it.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let parent = pointer(error.path());
        let error = error.into_inner();
        if error.is_syntax() || error.is_eof() {
            let (line, column) = (error.line(), error.column());
            let detail = format!("the body is not JSON: stuck at line {line}, column {column}");
            return Problem::new(Code::MalformedRequest, detail)
                .with("line", line)
                .with("column", column);
        }
        let text = describe(&error);
        let unknown = between_backticks(&text).filter(|_| text.starts_with("unknown field"));
        if let Some(field) = unknown {
            let field = format!("/{}", escape(field));
            let pointer =
                if parent.ends_with(&field) { parent } else { format!("{parent}{field}") };
            let detail = format!("unknown field {pointer}");
            return Problem::new(Code::UnknownField, detail).at(pointer, "unknown_field", text);
        }
        let shown = if parent.is_empty() { "the body" } else { &parent };
        let detail = format!("{shown}: {text}");
        Problem::new(Code::MalformedRequest, detail).at(parent, "malformed", text)
    })?;
    reader.end().map_err(|error| {
        let detail = format!("the body goes on after its end, at column {}", error.column());
        Problem::new(Code::MalformedRequest, detail)
    })?;
    Ok(value)
}

/// What serde says, without the position it adds, which counts in bytes of a body nobody sees.
fn describe(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(said, _)| said.to_owned())
}

fn between_backticks(text: &str) -> Option<&str> {
    text.split('`').nth(1)
}

fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// Path parameters: a struct whose fields are named like the parameters.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        use serde_json::Value;
        let raw = match RawPathParams::from_request_parts(parts, app).await {
            Ok(raw) => raw,
            Err(RawPathParamsRejection::InvalidUtf8InPathParam(_)) => {
                return Err(Problem::new(Code::NotFound, "the path is not UTF-8"));
            }
            Err(other) => return Err(Problem::internal(other)),
        };
        let object = raw
            .iter()
            .map(|(name, value)| (name.to_owned(), Value::String(value.to_owned())))
            .collect();
        serde_path_to_error::deserialize(Value::Object(object))
            .map(Self)
            .map_err(|error| missing(pointer(error.path()).trim_start_matches('/')))
    }
}

/// The same answer as for a well-formed identifier of nothing.
fn missing(parameter: &str) -> Problem {
    match Noun::ALL.into_iter().find(|noun| noun.name() == parameter) {
        Some(noun) => AppError::NotFound(noun).into(),
        None => Problem::internal(format!("the path parameter {parameter} is not named by a noun")),
    }
}

/// The query's parameters in order, decoded; without those that are not the operation's to read.
pub fn query_pairs(parts: &Parts) -> Result<Vec<(String, String)>, Problem> {
    let mut pairs = decode_query(&parts.uri)?;
    pairs.retain(|(name, _)| name != FIELDS);
    Ok(pairs)
}

/// The query's parameters in order, decoded.
pub fn decode_query(uri: &Uri) -> Result<Vec<(String, String)>, Problem> {
    let unreadable = || Problem::new(Code::MalformedRequest, "the query cannot be read");
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map(|axum::extract::Query(pairs)| pairs)
        .map_err(|error| unreadable().caused_by(error))?;
    match pairs.iter().find(|(_, value)| value.contains('\0')) {
        // Nothing we keep has one, and the database could not even look for it.
        Some((name, _)) => Err(unreadable().at(name, "malformed", "holds the character NUL")),
        None => Ok(pairs),
    }
}

/// Reads parameters into a struct of texts; one given several times becomes a list.
pub fn parse_query<T: DeserializeOwned>(pairs: Vec<(String, String)>) -> Result<T, Problem> {
    use serde_json::Value;
    let mut object = serde_json::Map::new();
    for (name, value) in pairs {
        let value = Value::String(value);
        match object.get_mut(&name) {
            None => drop(object.insert(name, value)),
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    serde_path_to_error::deserialize(Value::Object(object)).map_err(|error| {
        let name = pointer(error.path()).trim_start_matches('/').to_owned();
        let text = error.inner().to_string();
        match between_backticks(&text).filter(|_| text.starts_with("unknown field")) {
            Some(unknown) => Problem::new(
                Code::UnknownParameter,
                format!("the query parameter `{unknown}` is not known here"),
            )
            .at(
                unknown,
                "unknown_parameter",
                text.replace("unknown field", "unknown parameter"),
            ),
            None => Problem::new(
                Code::MalformedRequest,
                format!("the query parameter `{name}` cannot be read: {text}"),
            )
            .at(name, "malformed", text),
        }
    })
}

/// Query parameters, all known. Fields are texts or enums, or [`Many`] of them.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        Ok(Self(parse_query(query_pairs(parts)?)?))
    }
}

/// A query parameter that is `true` or `false`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Flag {
    /// `true`
    True,
    /// `false`
    False,
}

impl From<Flag> for bool {
    fn from(flag: Flag) -> Self {
        matches!(flag, Flag::True)
    }
}

/// A query parameter that may be given several times.
#[derive(Debug, Clone)]
pub struct Many<T>(pub Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMore<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMore<T> {
            type Value = Many<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one value or several")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Many<T>, E> {
                T::deserialize(text.into_deserializer()).map(|value| Many(vec![value]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<Many<T>, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(values)).map(Many)
            }
        }

        deserializer.deserialize_any(OneOrMore(PhantomData))
    }
}

/// A field of a merge patch: absent, `null` or a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// Absent: leave it.
    #[default]
    Keep,
    /// `null`: clear it.
    Clear,
    /// Set it.
    Set(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

/// `If-Match`, if the client sent it: the version it last saw.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub Option<i64>);

impl IfMatch {
    /// Fails if the client saw another version than `current`.
    pub fn check(self, current: i64) -> Result<(), AppError> {
        match self.0 {
            Some(seen) if seen != current => Err(AppError::PreconditionFailed { current }),
            _ => Ok(()),
        }
    }
}

impl FromRequestParts<App> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let Some(text) = single(&parts.headers, &header::IF_MATCH)? else { return Ok(Self(None)) };
        if text == "*" {
            return Ok(Self(None));
        }
        let version = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match version.and_then(|digits| digits.parse().ok()) {
            Some(version) => Ok(Self(Some(version))),
            None => {
                Err(bad_header("If-Match", "expected one ETag as it was returned, such as \"3\""))
            }
        }
    }
}

/// `Prefer: wait=SECONDS`, if the client sent it: how long it would wait for the work to be done.
#[derive(Debug, Clone, Copy)]
pub struct Wait(pub Duration);

impl OptionalFromRequestParts<App> for Wait {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Option<Self>, Problem> {
        const LONGEST: u64 = 60;
        let Some(text) = single(&parts.headers, &PREFER)? else { return Ok(None) };
        let wait = text.split(',').find_map(|preference| preference.trim().strip_prefix("wait="));
        let Some(wait) = wait else { return Ok(None) };
        match wait.parse::<u64>() {
            Ok(seconds) if seconds <= LONGEST => Ok(Some(Self(Duration::from_secs(seconds)))),
            _ => Err(bad_header("Prefer", "wait is a whole number of seconds, at most 60")),
        }
    }
}

/// `Last-Event-ID`, if the client sent it: the position of the event it read last.
#[derive(Debug, Clone, Copy)]
pub struct LastEventId(pub Option<i64>);

impl FromRequestParts<App> for LastEventId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let Some(text) = single(&parts.headers, &LAST_EVENT_ID)? else { return Ok(Self(None)) };
        match text.parse() {
            Ok(position) if position >= 0 => Ok(Self(Some(position))),
            _ => Err(bad_header("Last-Event-ID", "expected the `id` of an event, a whole number")),
        }
    }
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(key) = single(headers, &IDEMPOTENCY_KEY)? else { return Ok(None) };
    if (1..=255).contains(&key.len()) && key.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        Ok(Some(key.to_owned()))
    } else {
        Err(bad_header("Idempotency-Key", "expected 1 to 255 printable ASCII characters"))
    }
}

fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, Problem> {
    let mut values = headers.get_all(name).iter();
    let Some(first) = values.next() else { return Ok(None) };
    let text = first.to_str().ok().filter(|_| values.next().is_none());
    text.map(Some).ok_or_else(|| bad_header(name.as_str(), "expected once, in plain ASCII"))
}

fn bad_header(name: &str, detail: &'static str) -> Problem {
    Problem::new(Code::MalformedRequest, format!("{name}: {detail}")).at(name, "malformed", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read by the parser")]
    struct Outer {
        name: String,
        #[serde(default)]
        list: Vec<Inner>,
        #[serde(default)]
        note: Change<String>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read by the parser")]
    struct Inner {
        size: u8,
    }

    fn fault(body: &str) -> (Code, String) {
        let problem = parse::<Outer>(body.as_bytes()).unwrap_err();
        let text = format!("{problem:?}");
        let pointer = text.split("pointer: \"").nth(1).and_then(|rest| rest.split('"').next());
        (problem.code(), pointer.unwrap_or("-").to_owned())
    }

    #[test]
    fn faults_are_pointed_at() {
        let at = |code, pointer: &str| (code, pointer.to_owned());
        assert_eq!(fault(r#"{"name":"a","nmae":"b"}"#), at(Code::UnknownField, "/nmae"));
        assert_eq!(
            fault(r#"{"name":"a","list":[{"size":1},{"size":1,"a/b":2}]}"#),
            at(Code::UnknownField, "/list/1/a~1b")
        );
        assert_eq!(
            fault(r#"{"name":"a","list":[{"size":300}]}"#),
            at(Code::MalformedRequest, "/list/0/size")
        );
        assert_eq!(fault(r#"{"name":7}"#), at(Code::MalformedRequest, "/name"));
        assert_eq!(fault("{}"), at(Code::MalformedRequest, ""));
        assert_eq!(fault("{\"name\":"), at(Code::MalformedRequest, "-"));
        assert_eq!(fault("{\"name\":\"a\"} x"), at(Code::MalformedRequest, "-"));
        assert_eq!(fault(&"[".repeat(10_000)).0, Code::MalformedRequest);
    }

    #[test]
    fn absent_null_and_value_are_three_things() {
        let note = |body: &str| parse::<Outer>(body.as_bytes()).unwrap().note;
        assert_eq!(note(r#"{"name":"a"}"#), Change::Keep);
        assert_eq!(note(r#"{"name":"a","note":null}"#), Change::Clear);
        assert_eq!(note(r#"{"name":"a","note":"x"}"#), Change::Set("x".to_owned()));
    }

    #[test]
    fn queries_take_known_parameters_once_or_often() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Filter {
            #[serde(default)]
            phase: Many<String>,
            name: Option<String>,
        }
        let pairs = |list: &[(&str, &str)]| {
            list.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>()
        };
        let filter: Filter = parse_query(pairs(&[("phase", "a"), ("phase", "b")])).unwrap();
        assert_eq!((filter.phase.0.len(), filter.name), (2, None));
        let unknown = parse_query::<Filter>(pairs(&[("phse", "a")])).unwrap_err();
        assert_eq!(unknown.code(), Code::UnknownParameter);
        let twice = parse_query::<Filter>(pairs(&[("name", "a"), ("name", "b")])).unwrap_err();
        assert_eq!(twice.code(), Code::MalformedRequest);
    }
}
