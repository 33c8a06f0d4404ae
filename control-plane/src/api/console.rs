//! The console: files that `scripts/console` built, and one page for all of its addresses.
//!
//! The files are part of the program; a development build reads them from `console/dist` instead, so
//! that a page reloaded is a page rebuilt. What has a hash in its name is kept by browsers for ever,
//! the page itself never. Which page an address stands for is decided in the browser: whatever is no
//! file and asks for HTML gets the same one.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::problem::{Code, Problem};
use crate::domain::site::BasePath;

/// The page; also what it says about itself.
const INDEX: &str = "index.html";
/// What the page has where the base path is to stand.
const BASE: &str = "<base href=\"/\"";
/// Files below it have a hash in their names.
const HASHED: &str = "assets/";
/// What stands before every path of the API, where no page of the console is.
const API: &str = "v1";

/// Everything is ours, and only files: nothing in the page itself is run or styles it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
                      font-src 'self' data:; img-src 'self' data:; connect-src 'self'; \
                      base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><title>Millrace</title>\
    <h1>The console was not built</h1>\
    <p>Run <code>scripts/console</code>, and build this program again unless it is a development \
    build.</p><p>The API works without; its reference is at <a href=\"docs/\">docs/</a>.</p></html>";

#[derive(RustEmbed)]
#[folder = "../console/dist"]
#[allow_missing = true]
struct Dist;

/// Finds a file by its path in `console/dist`.
pub type Files = Arc<dyn Fn(&str) -> Option<EmbeddedFile> + Send + Sync>;

/// The console's files, and below which path browsers find it.
#[derive(Clone)]
pub struct Console {
    files: Files,
    base_path: BasePath,
}

impl Console {
    /// The console that was built.
    pub fn built(base_path: BasePath) -> Self {
        Self::of(Arc::new(Dist::get), base_path)
    }

    /// A console of these files.
    pub fn of(files: Files, base_path: BasePath) -> Self {
        Self { files, base_path }
    }

    /// A file with a name that scripts/console gives, and no other: nothing hidden, nothing above.
    fn file(&self, name: &str) -> Option<EmbeddedFile> {
        let plain = |segment: &str| {
            !segment.is_empty()
                && !segment.starts_with('.')
                && segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
        };
        if name.split('/').all(plain) { (self.files)(name) } else { None }
    }

    fn page(&self) -> Response {
        let Some(index) = self.file(INDEX) else {
            return html(StatusCode::NOT_FOUND, NOT_BUILT.to_owned());
        };
        let base = format!("<base href=\"{}\"", self.base_path);
        let text = String::from_utf8_lossy(&index.data).replacen(BASE, &base, 1);
        html(StatusCode::OK, text)
    }

    /// A file in the smallest form that the browser takes.
    fn asset(&self, name: &str, asked: &HeaderMap) -> Option<Response> {
        let plain = self.file(name)?;
        let smaller = [("br", ".br"), ("gzip", ".gz")].into_iter();
        let (encoding, file) = smaller
            .filter(|(encoding, _)| accepts(asked, encoding))
            .find_map(|(encoding, ending)| {
                Some((Some(encoding), self.file(&format!("{name}{ending}"))?))
            })
            .unwrap_or((None, plain));
        let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(file.metadata.sha256_hash()));
        let kept = if name.starts_with(HASHED) {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let mut response = if is_known(asked, &tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            file.data.into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::ETAG, HeaderValue::from_str(&tag).ok()?);
        let kind = mime_guess::from_path(name).first_or_octet_stream();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(kind.as_ref()).ok()?);
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        Some(response)
    }
}

fn html(status: StatusCode, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, text).into_response()
}

fn accepts(asked: &HeaderMap, encoding: &str) -> bool {
    listed(asked, &header::ACCEPT_ENCODING).any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        let is_refused = ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains(&weight.trim());
        name.trim().eq_ignore_ascii_case(encoding) && !is_refused
    })
}

/// Whether the browser has the file with this tag.
fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    listed(asked, &header::IF_NONE_MATCH)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

/// The members of a header that is a list.
fn listed<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

/// Answers what no route of the API does.
pub async fn serve(State(console): State<Console>, request: Request) -> Response {
    let nothing = || Problem::new(Code::NotFound, "there is nothing at this path").into_response();
    let name = request.uri().path().trim_start_matches('/');
    let is_api = name.split('/').next() == Some(API);
    if is_api || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return nothing();
    }
    if name.is_empty() || name == INDEX {
        return console.page();
    }
    if let Some(asset) = console.asset(name, request.headers()) {
        return asset;
    }
    let wants_page = listed(request.headers(), &header::ACCEPT)
        .any(|kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "text/html"));
    if wants_page { console.page() } else { nothing() }
}
