//! Query parameters that an operation does not take are refused, also by operations that take none.
//!
//! What is silently ignored does harm: a `DELETE …?dry_run=true` would delete. Operations that take
//! parameters read them strictly with [`super::extract::parse_query`]; all others have no extractor
//! for them and are found here, by the document that describes them.

use std::{collections::HashSet, sync::Arc};

use axum::{
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use utoipa::openapi::{
    OpenApi, RefOr,
    path::{Operation, ParameterIn},
};

use super::problem::{Code, Problem};

/// The operations that take no query parameter, by method and path.
pub type Bare = Arc<HashSet<(Method, String)>>;

/// Finds them in the document.
pub fn bare(document: &OpenApi) -> Bare {
    let is_bare = |operation: &Operation| {
        operation.parameters.iter().flatten().all(|parameter| match parameter {
            RefOr::T(parameter) => parameter.parameter_in != ParameterIn::Query,
            // Not to be seen from here: leave it to the operation.
            RefOr::Ref(_) => false,
        })
    };
    let operations = document.paths.paths.iter().flat_map(|(path, item)| {
        [
            (Method::GET, &item.get),
            (Method::POST, &item.post),
            (Method::PATCH, &item.patch),
            (Method::PUT, &item.put),
            (Method::DELETE, &item.delete),
        ]
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
        .filter(|(_, operation)| is_bare(operation))
        .map(|(method, _)| (method, path.clone()))
    });
    Arc::new(operations.collect())
}

/// Middleware: refuses a query where none is taken.
pub async fn refuse_unknown(State(bare): State<Bare>, request: Request, next: Next) -> Response {
    let query = request.uri().query().filter(|query| !query.is_empty());
    let route = request.extensions().get::<MatchedPath>();
    if let (Some(query), Some(route)) = (query, route)
        && bare.contains(&(request.method().clone(), route.as_str().to_owned()))
    {
        let name = query.split(['=', '&']).next().unwrap_or_default();
        let detail = "this operation takes no query parameters";
        return Problem::new(Code::UnknownParameter, detail)
            .at(name, "unknown_parameter", detail)
            .into_response();
    }
    next.run(request).await
}
