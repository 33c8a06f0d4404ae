//! The console as a browser asks for it: three files, and one page for all addresses.

use std::{fs, path::Path, sync::Arc};

use axum::http::{HeaderMap, StatusCode, header};
use rust_embed::utils::read_file_from_fs;
use serde_json::json;

use crate::{
    api::{
        console::Files,
        testing::{Answer, TestApi, request},
    },
    domain::site::Site,
};

const PAGE: &[(&str, &str)] = &[("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")];
const SCRIPT: &str = "/assets/index-DjAmgl9T.js";

/// A console as `scripts/console` leaves it, much smaller.
fn dist() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("assets")).unwrap();
    write(
        "index.html",
        "<!doctype html><base href=\"/\" /><script src=\"./assets/x.js\"></script>",
    );
    write("assets/index-DjAmgl9T.js", "plain");
    write("assets/index-DjAmgl9T.js.br", "brotli");
    write("assets/index-DjAmgl9T.js.gz", "gzip");
    write("favicon.svg", "<svg/>");
    write(".millrace-built", "hidden");
    fs::write(folder.path().with_extension("secret"), "above").unwrap();
    folder
}

fn files(folder: &Path) -> Files {
    let folder = folder.to_owned();
    Arc::new(move |name| read_file_from_fs(&folder.join(name)).ok())
}

async fn served(folder: &Path) -> TestApi {
    TestApi::at(Site::default(), files(folder)).await
}

async fn get(api: &TestApi, path: &str, headers: &[(&str, &str)]) -> Answer {
    api.call(request("GET", path, "", None, headers)).await
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_address_of_the_console_is_one_page_and_the_apis_are_not() {
    let folder = dist();
    let api = served(folder.path()).await;
    for path in ["/", "/index.html", "/instances/inst_x/topics/a%2Fb?tab=config", "/v2", "/v1x"] {
        let page = get(&api, path, PAGE).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(text(&page.headers, "content-type"), "text/html; charset=utf-8");
        assert_eq!(text(&page.headers, "cache-control"), "no-store");
        assert!(page.body.as_str().unwrap().contains("<base href=\"/\" />"), "{page:?}");
    }
    // A program that lost its way is told so, and not shown a page.
    for (path, headers) in [
        ("/v1", PAGE),
        ("/v1/", PAGE),
        ("/v1/nowhere", PAGE),
        ("/nowhere", &[("accept", "*/*")]),
        ("/nowhere", &[]),
        ("/assets/gone-DjAmgl9T.js", &[("accept", "*/*")]),
    ] {
        let answer = get(&api, path, headers).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::NOT_FOUND, "not_found"));
    }
    let posted = api.call(request("POST", "/instances", "", Some(json!({})), PAGE)).await;
    assert_eq!(posted.code(), "not_found");
    for path in ["/livez", "/docs/", "/problems/forbidden", "/openapi.json", "/v1/problems"] {
        let answer = get(&api, path, PAGE).await;
        assert!(
            !answer.body.to_string().contains("assets/x.js"),
            "{path} is hidden by the console"
        );
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn the_page_runs_only_its_own_scripts_and_is_framed_by_nobody() {
    let folder = dist();
    let page = get(&served(folder.path()).await, "/", PAGE).await;
    let policy = text(&page.headers, "content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.split("; ").any(|found| found == part), "{part} is not in {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
    for (name, value) in [
        ("cross-origin-opener-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(text(&page.headers, name), value, "{name}");
    }
}

#[tokio::test]
async fn files_are_sent_small_and_only_once() {
    let folder = dist();
    let api = served(folder.path()).await;
    for (accepted, encoding, body) in [
        ("gzip, deflate, br, zstd", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip", "gzip"),
        ("identity", "", "plain"),
        ("", "", "plain"),
    ] {
        let file = get(&api, SCRIPT, &[("accept-encoding", accepted)]).await;
        assert_eq!(file.body, body, "{accepted}");
        assert_eq!(text(&file.headers, "content-encoding"), encoding);
        assert_eq!(text(&file.headers, "content-type"), "text/javascript");
        assert_eq!(text(&file.headers, "vary"), "accept-encoding");
        assert!(text(&file.headers, "cache-control").contains("immutable"));
        let tag = text(&file.headers, "etag").to_owned();
        let known = [("accept-encoding", accepted), ("if-none-match", tag.as_str())];
        let again = get(&api, SCRIPT, &known).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert!(again.body.is_null(), "{again:?}");
        assert_eq!(text(&again.headers, "etag"), tag);
    }
    let other = get(&api, SCRIPT, &[("if-none-match", "\"other\"")]).await;
    assert_eq!(other.status, StatusCode::OK);
    // What has no hash in its name is asked for each time.
    let icon = get(&api, "/favicon.svg", &[]).await;
    assert_eq!(text(&icon.headers, "cache-control"), "no-cache");
    assert_eq!(icon.headers[header::CONTENT_TYPE], "image/svg+xml");
}

#[tokio::test]
async fn nothing_but_the_consoles_files_can_be_had() {
    let folder = dist();
    let api = served(folder.path()).await;
    let name = folder.path().with_extension("secret");
    let above = name.file_name().unwrap().to_str().unwrap();
    for path in [
        format!("/../{above}"),
        format!("/assets/../../{above}"),
        format!("/%2e%2e/{above}"),
        format!("/..%2f{above}"),
        format!("/assets//../../{above}"),
        "/.millrace-built".to_owned(),
        "/assets/".to_owned(),
        "/assets".to_owned(),
    ] {
        let answer = get(&api, &path, &[]).await;
        assert_eq!(answer.code(), "not_found", "{path}");
    }
    assert!(name.exists() && folder.path().join(".millrace-built").exists());
}

#[tokio::test]
async fn all_of_it_is_found_below_a_base_path() {
    let folder = dist();
    let site = Site { base_path: "/a/b".parse().unwrap(), public_url: None };
    let api = TestApi::at(site, files(folder.path())).await;
    // Also without: a proxy may take the path away, and probes do not know it.
    for prefix in ["/a/b", ""] {
        let at = |path: &str| format!("{prefix}{path}");
        for path in ["/", "/instances"] {
            let page = get(&api, &at(path), PAGE).await;
            let body = page.body.as_str().unwrap().to_owned();
            assert!(body.contains("<base href=\"/a/b/\""), "{path}: {body}");
        }
        let script = get(&api, &at(SCRIPT), &[]).await;
        assert_eq!(script.body, "plain");
        let me = api.get(&at("/v1/me"), &api.ada).await;
        assert_eq!(me.status, StatusCode::OK, "{me:?}");
        let unknown = api.get(&at("/v1/me?surprise=1"), &api.ada).await;
        assert_eq!(unknown.code(), "unknown_parameter", "the document is not kept to");
        let docs = get(&api, &at("/docs/"), PAGE).await;
        assert!(text(&docs.headers, "content-security-policy").contains("'unsafe-inline'"));
    }
    let page = get(&api, "/a/b", PAGE).await;
    assert_eq!(page.status, StatusCode::OK);
    let created = api.post("/a/b/v1/orgs", &api.ada, json!({ "name": "other" })).await;
    assert!(text(&created.headers, "location").starts_with("/a/b/v1/orgs/org_"), "{created:?}");
    let redirected = get(&api, "/a/b/docs", PAGE).await;
    assert_eq!(text(&redirected.headers, "location"), "/a/b/docs/");
    assert_eq!(get(&api, "/a/bc/v1/me", &[]).await.code(), "not_found");
}

#[tokio::test]
async fn a_program_built_without_a_console_says_so() {
    let api = TestApi::create().await;
    let page = get(&api, "/", PAGE).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.as_str().unwrap().contains("scripts/console"), "{page:?}");
    assert_eq!(get(&api, "/v1/problems", &[]).await.status, StatusCode::OK);
}
