//! `fields=a,b.c`: answers that hold only what was asked for.
//!
//! Which fields there are is read from the document, not from the answer: a misspelt field is
//! refused also when the list happens to be empty.

use std::collections::BTreeMap;

use axum::{
    body::to_bytes,
    http::header::CONTENT_TYPE,
    response::{IntoResponse as _, Response},
};
use serde_json::Value;

use super::problem::{Code, Problem};

/// The parameter.
pub const FIELDS: &str = "fields";

/// How many names deep a field may be: `status.phase`.
const DEPTH: usize = 2;

/// What an answer may hold.
#[derive(Debug)]
pub struct Shape {
    /// Whether it is a list, of whose items `fields` speaks.
    is_list: bool,
    fields: Fields,
}

/// What a value may hold.
#[derive(Debug)]
enum Fields {
    /// These, and nothing if it is not an object.
    Named(BTreeMap<String, Fields>),
    /// Any.
    Any,
}

/// What is to be left of a value; everything if nothing is named.
#[derive(Debug, Default)]
struct Kept(BTreeMap<String, Kept>);

/// What is to be left of an answer.
#[derive(Debug)]
pub struct Mask {
    is_list: bool,
    kept: Kept,
}

impl Shape {
    /// What an answer described by `schema` may hold.
    pub fn of_answer(document: &Value, schema: &Value) -> Self {
        let answer = resolve(document, schema);
        let is_list = answer["properties"]["items"].is_object();
        let item = if is_list { &answer["properties"]["items"] } else { answer };
        Self { is_list, fields: Fields::of(document, item, DEPTH) }
    }

    /// Reads the names of fields, separated by commas.
    pub fn mask(&self, names: &str) -> Result<Mask, Problem> {
        let mut kept = Kept::default();
        for name in names.split(',') {
            let (mut known, mut place) = (&self.fields, &mut kept);
            let path: Vec<&str> = name.split('.').collect();
            for part in &path {
                known = match known {
                    Fields::Any if !part.is_empty() => &Fields::Any,
                    Fields::Named(fields) if path.len() <= DEPTH => {
                        fields.get(*part).ok_or_else(|| unknown(name, fields))?
                    }
                    Fields::Any | Fields::Named(_) => return Err(unknown(name, &BTreeMap::new())),
                };
                place = place.0.entry((*part).to_owned()).or_default();
            }
        }
        Ok(Mask { is_list: self.is_list, kept })
    }
}

fn unknown(name: &str, known: &BTreeMap<String, Fields>) -> Problem {
    let known: Vec<&str> = known.keys().map(String::as_str).collect();
    let mut detail = format!("there is no field `{name}`");
    if !known.is_empty() {
        detail = format!("{detail}; there are: {}", known.join(", "));
    }
    Problem::new(Code::MalformedRequest, format!("the query parameter `{FIELDS}`: {detail}")).at(
        FIELDS,
        "unknown_field",
        detail,
    )
}

fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let pointer = schema["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema)
}

impl Fields {
    fn of(document: &Value, schema: &Value, depth: usize) -> Self {
        let schema = resolve(document, schema);
        if schema["items"].is_object() {
            return Self::of(document, &schema["items"], depth);
        }
        let mut named = BTreeMap::new();
        if depth == 0 {
            return Self::Named(named);
        }
        if schema["type"] == "object" && !schema["properties"].is_object() {
            return Self::Any;
        }
        let fields = schema["properties"].as_object().into_iter().flatten();
        named.extend(
            fields.map(|(name, field)| (name.clone(), Self::of(document, field, depth - 1))),
        );
        // What is flattened into it, or may be null.
        for part in ["allOf", "oneOf"].iter().filter_map(|all| schema[all].as_array()).flatten() {
            match Self::of(document, part, depth) {
                Self::Any => return Self::Any,
                Self::Named(more) => named.extend(more),
            }
        }
        Self::Named(named)
    }
}

impl Kept {
    fn apply(&self, value: &mut Value) {
        match value {
            _ if self.0.is_empty() => {}
            Value::Object(fields) => {
                fields.retain(|name, _| self.0.contains_key(name));
                for (name, field) in fields {
                    if let Some(kept) = self.0.get(name) {
                        kept.apply(field);
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.apply(item)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

impl Mask {
    /// Leaves of an answer what was asked for; refusals stay whole.
    pub async fn apply(self, response: Response) -> Response {
        let is_json =
            response.headers().get(CONTENT_TYPE).is_some_and(|it| it == "application/json");
        if !response.status().is_success() || !is_json {
            return response;
        }
        let (parts, body) = response.into_parts();
        // It was written whole by a handler; there is no more of it to come.
        let Ok(bytes) = to_bytes(body, usize::MAX).await else {
            return Problem::internal("the answer ended early").into_response();
        };
        match serde_json::from_slice::<Value>(&bytes) {
            Ok(mut answer) => {
                let whole = if self.is_list { &mut answer["items"] } else { &mut answer };
                self.kept.apply(whole);
                Response::from_parts(parts, answer.to_string().into())
            }
            Err(error) => Problem::internal(error).into_response(),
        }
    }
}
