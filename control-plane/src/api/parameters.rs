//! Holds every request to the query parameters that the document gives its operation.
//!
//! What is silently ignored does harm: a misspelt `dry_run` would delete. The document is also
//! where `fields` finds what an answer has, so this is where it is read and applied.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use serde_json::Value;
use utoipa::openapi::OpenApi;

use super::{
    extract::decode_query,
    fields::{FIELDS, Mask, Shape},
    problem::{Code, Problem},
};

/// What each operation takes, by method and path.
pub type Operations = Arc<HashMap<(Method, String), Taken>>;

/// What an operation takes.
#[derive(Debug)]
pub struct Taken {
    parameters: HashSet<String>,
    answer: Shape,
}

/// Reads it from the document.
pub fn operations(document: &OpenApi) -> Result<Operations, serde_json::Error> {
    let document = serde_json::to_value(document)?;
    let entries = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let mut all = HashMap::new();
    for (path, item) in entries(&document["paths"]) {
        for (method, operation) in entries(&item) {
            let Ok(method) = Method::from_bytes(method.to_uppercase().as_bytes()) else { continue };
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let parameters = parameters
                .filter(|parameter| parameter["in"] == "query")
                .filter_map(|parameter| parameter["name"].as_str().map(str::to_owned))
                .collect();
            let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
            let answer = Shape::of_answer(&document, schema);
            all.insert((method, path.clone()), Taken { parameters, answer });
        }
    }
    Ok(Arc::new(all))
}

impl Taken {
    /// What is asked to be left of the answer, if everything asked for is known.
    fn read(&self, pairs: &[(String, String)]) -> Result<Option<Mask>, Problem> {
        if let Some((name, _)) = pairs.iter().find(|(name, _)| !self.parameters.contains(name)) {
            let mut known: Vec<&str> = self.parameters.iter().map(String::as_str).collect();
            known.sort_unstable();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            let detail =
                format!("the query parameter `{name}` is not known here; known are: {known}");
            let problem = Problem::new(Code::UnknownParameter, detail.clone());
            return Err(problem.at(name, "unknown_parameter", detail));
        }
        let mut asked = pairs.iter().filter(|(name, _)| name == FIELDS);
        match (asked.next(), asked.next()) {
            (None, _) => Ok(None),
            (Some((_, names)), None) => self.answer.mask(names).map(Some),
            (Some(_), Some(_)) => {
                let detail = "given more than once; separate the fields by commas";
                Err(Problem::new(Code::MalformedRequest, format!("`{FIELDS}`: {detail}")).at(
                    FIELDS,
                    "malformed",
                    detail,
                ))
            }
        }
    }
}

/// Middleware: refuses parameters that the operation does not take, and leaves of the answer what
/// `fields` asks for.
pub async fn keep_to_the_document(
    State(operations): State<Operations>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let taken = route.and_then(|route| operations.get(&(request.method().clone(), route)));
    let Some(taken) = taken else { return next.run(request).await };
    match decode_query(request.uri()).and_then(|pairs| taken.read(&pairs)) {
        Ok(None) => next.run(request).await,
        Ok(Some(mask)) => mask.apply(next.run(request).await).await,
        Err(problem) => problem.into_response(),
    }
}
