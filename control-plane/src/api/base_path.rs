//! Serving below a path, behind a proxy that sends it along or takes it away.

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, Uri, header, uri::PathAndQuery},
    middleware::{self, Next},
    response::Response,
};

use crate::domain::site::BasePath;

/// The service as found below `base`. Requests without it are answered, too: a proxy may have taken it
/// away, and probes come without one.
pub fn nest(router: Router, base: BasePath) -> Router {
    if base.is_root() {
        return router;
    }
    Router::new().fallback_service(router).layer(middleware::from_fn_with_state(base, strip))
}

async fn strip(State(base): State<BasePath>, mut request: Request, next: Next) -> Response {
    let Some(inner) = below(&base, request.uri()) else { return next.run(request).await };
    *request.uri_mut() = inner;
    let mut response = next.run(request).await;
    let target = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    let target = target.filter(|to| to.starts_with('/')).map(|to| base.join(to));
    if let Some(target) = target.and_then(|to| HeaderValue::from_str(&to).ok()) {
        response.headers_mut().insert(header::LOCATION, target);
    }
    response
}

/// The same address without the base path, if it has it.
fn below(base: &BasePath, uri: &Uri) -> Option<Uri> {
    let path = base.strip(uri.path())?;
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(format!("{path}{query}")).ok()?);
    Uri::from_parts(parts).ok()
}
