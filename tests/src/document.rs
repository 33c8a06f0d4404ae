//! The OpenAPI document as a list of operations, for tests that have to cover each of them.

use std::{fs, path::Path};

use reqwest::Method;
use serde_json::Value;

/// One operation of the REST API.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its name in the document.
    pub id: String,
    /// Its method.
    pub method: Method,
    /// Its path, with parameters in braces.
    pub path: String,
    /// Whether it takes a body.
    pub has_body: bool,
    parameters: Vec<(String, String)>,
}

impl Operation {
    /// Whether it takes a parameter `name` in `place`: `path`, `query` or `header`.
    pub fn takes(&self, place: &str, name: &str) -> bool {
        self.parameters.iter().any(|(p, n)| p == place && n == name)
    }

    /// The names of its path parameters, in order.
    pub fn path_parameters(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().filter(|(place, _)| place == "path").map(|(_, name)| name.as_str())
    }

    /// The names of its query parameters.
    pub fn query_parameters(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().filter(|(place, _)| place == "query").map(|(_, name)| name.as_str())
    }

    /// Whether it only reads.
    pub fn is_safe(&self) -> bool {
        self.method == Method::GET
    }
}

/// The document in the repository.
pub fn checked_in() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/millrace.json");
    serde_json::from_slice(&fs::read(path).expect("the document is there")).expect("it is JSON")
}

/// All operations of a document.
pub fn operations(document: &Value) -> Vec<Operation> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let parameters = operation["parameters"].as_array().map(Vec::as_slice);
            all.push(Operation {
                id: text(&operation["operationId"]),
                method: method.to_uppercase().parse().expect("a method"),
                path: path.clone(),
                has_body: operation.get("requestBody").is_some(),
                parameters: parameters
                    .unwrap_or_default()
                    .iter()
                    .map(|parameter| (text(&parameter["in"]), text(&parameter["name"])))
                    .collect(),
            });
        }
    }
    assert!(all.len() > 40, "only {} operations found", all.len());
    all
}
