//! The REST API: DTOs, extractors and problems around the use cases in `app`.
//!
//! A handler reads the request, opens a transaction, calls one use case and turns what it returns
//! into a view. It holds no rule and no SQL. Route, document and handler are one declaration.

use std::sync::Arc;

use axum::{
    Extension, Router, middleware,
    routing::{any, get},
};
use tokio_util::task::TaskTracker;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{app::App, domain::site::Site};

pub mod audit_events;
pub mod auth;
pub mod base_path;
pub mod browser;
pub mod clusters;
pub mod connection;
pub mod console;
pub mod credentials;
pub mod events;
pub mod extract;
pub mod fields;
pub mod groups;
pub mod health;
pub mod idempotency;
pub mod instances;
pub mod limits;
pub mod me;
pub mod members;
pub mod observe;
pub mod openapi;
pub mod operations;
pub mod orgs;
pub mod page;
pub mod parameters;
pub mod plans;
pub mod problem;
pub mod problems;
pub mod quotas;
pub mod records;
pub mod reply;
pub mod request_id;
pub mod schema;
pub mod sessions;
pub mod snippets;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod tokens;
pub mod topics;
pub mod usage;

use console::Console;
use problem::{Code, Problem};

/// All resources, under `/v1`.
fn resources() -> OpenApiRouter<App> {
    let v1 = OpenApiRouter::new()
        .merge(sessions::routes())
        .merge(me::routes())
        .merge(orgs::routes())
        .merge(members::routes())
        .merge(tokens::routes())
        .merge(quotas::routes())
        .merge(plans::routes())
        .merge(instances::routes())
        .merge(connection::routes())
        .merge(limits::routes())
        .merge(usage::routes())
        .merge(topics::routes())
        .merge(records::routes())
        .merge(groups::routes())
        .merge(credentials::routes())
        .merge(audit_events::routes())
        .merge(operations::routes())
        .merge(events::routes())
        .merge(clusters::routes())
        .merge(problems::routes());
    OpenApiRouter::with_openapi(openapi::opening()).nest("/v1", v1)
}

/// The OpenAPI document.
pub fn document() -> OpenApi {
    openapi::complete(resources().into_openapi())
}

/// Gives the text for Prometheus.
pub type Metrics = Arc<dyn Fn() -> String + Send + Sync>;

/// Only `/metrics`, for a listener of its own.
pub fn metrics_router(metrics: Metrics) -> Router {
    Router::new().route("/metrics", get(async move || health::metrics(metrics())))
}

/// The whole HTTP service, with `/metrics` if it is to be there. `tasks` keeps count of the requests
/// under way.
pub fn router(
    app: App,
    site: Site,
    console: Console,
    tasks: TaskTracker,
    metrics: Option<Metrics>,
) -> Router {
    let (router, document) = resources().split_for_parts();
    let document = openapi::complete(document);
    let operations = parameters::operations(&document).expect("the document is plain JSON");
    // Relative, so that it is found below any path.
    let reference = SwaggerUi::new("/docs")
        .url("/openapi.json", document)
        .config(Config::new(["../openapi.json"]));
    let base = site.base_path.clone();
    let router = router
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .merge(metrics.map(metrics_router).unwrap_or_default().with_state(()))
        .route("/problems/{problem}", get(problems::page))
        .merge(reference)
        .fallback_service(any(console::serve).with_state(console))
        .method_not_allowed_fallback(async || {
            Problem::new(Code::MethodNotAllowed, "this path does not take this method; see Allow")
        })
        // From the inside out.
        .layer(middleware::from_fn_with_state(operations, parameters::keep_to_the_document))
        .layer(Extension(Arc::new(site)))
        .layer(middleware::from_fn_with_state(tasks, observe::detach))
        .layer(middleware::from_fn(observe::harden))
        .layer(middleware::from_fn(problem::finish))
        .layer(middleware::from_fn(observe::measure))
        .layer(middleware::from_fn_with_state(app.clone(), request_id::assign))
        .with_state(app);
    base_path::nest(router, base)
}
