//! `/v1/instances/{instance}/connection`: all that a client needs except the secret.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    ids::{CredentialId, InstanceId},
    key::KeyId,
};

use super::{
    extract::{Path, Query},
    instances::InstancePath,
    openapi::INSTANCES,
    problem::{Code, Problem},
    reply::Reply,
    snippets::{CLIENTS, Client, Values},
};
use crate::{
    app::{App, AppError, Caller, Conflict, Noun, Tx, credentials, instances},
    domain::{credential::Key, name::Invalid, topic::TopicName},
};

/// How clients encrypt and sign in.
pub(super) const SECURITY_PROTOCOL: &str = "SASL_SSL";
/// The mechanisms by which a key signs in.
pub(super) const MECHANISMS: [&str; 3] = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_connection))
        .routes(routes!(get_ca_certificate))
        .routes(routes!(get_snippet))
}

/// How to connect to an instance.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Connection)]
struct ConnectionView {
    /// `host:port` of gateways, separated by commas.
    #[schema(example = "kafka.example.com:9093")]
    bootstrap: String,
    security_protocol: &'static str,
    sasl_mechanisms: [&'static str; 3],
    /// The certificate authority to trust, as PEM.
    ca_certificate_pem: String,
    /// One for each client.
    snippets: Vec<SnippetView>,
}

/// A file to save and use, `ca.pem` beside it. `API_KEY` stands where the secret belongs, and `KEY_ID`
/// where its id does if no credential was named.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Snippet)]
struct SnippetView {
    /// For which client, as a name in paths.
    #[schema(example = "kcat")]
    client: &'static str,
    /// The client's name for people.
    title: &'static str,
    /// What it is written in.
    #[schema(example = "properties")]
    language: &'static str,
    /// What to save it as.
    #[schema(example = "kcat.conf")]
    file_name: &'static str,
    /// How to install the client; empty if nothing is to be installed.
    install: &'static str,
    /// The command that uses the file; empty if that depends on the application.
    run: String,
    /// The file.
    text: String,
}

/// Whose names to fill in.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Subject {
    /// A credential: its newest key, and topics and groups that it may use.
    credential: Option<CredentialId>,
    /// Another one of the credential's keys.
    #[param(value_type = Option<String>)]
    key: Option<KeyId>,
    /// A topic.
    topic: Option<String>,
}

#[derive(Debug, Deserialize)]
struct SnippetPath {
    instance: InstanceId,
    client: String,
}

/// Where an instance is reached: its bootstrap addresses and its certificate authority.
async fn reach(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    instance: InstanceId,
) -> Result<(String, String), Problem> {
    let own = instances::get(app, tx, caller, instance).await?;
    let reached =
        own.cluster.and_then(|cluster| Some((cluster.bootstrap?, cluster.ca_certificate_pem?)));
    reached.ok_or_else(|| {
        let phase = own.instance.phase;
        let detail = format!("the instance is {phase}; it can be reached once it is ready");
        AppError::from(Conflict::WrongState { detail }).into()
    })
}

fn unreadable(parameter: &str, invalid: &Invalid) -> Problem {
    let (code, detail) = (invalid.code, invalid.detail.clone());
    let text = format!("the query parameter `{parameter}` cannot be read: {detail}");
    Problem::new(Code::MalformedRequest, text).at(parameter, code, detail)
}

/// What snippets for the subject are filled in with.
async fn values(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    (instance, bootstrap): (InstanceId, String),
    subject: Subject,
) -> Result<Values, Problem> {
    let topic = subject.topic.map(|text| text.parse::<TopicName>()).transpose();
    let topic = topic.map_err(|invalid| unreadable("topic", &invalid))?;
    let Some(credential) = subject.credential else {
        if subject.key.is_some() {
            let detail = "name the `credential` it belongs to as well";
            return Err(unreadable("key", &Invalid::new("credential_missing", detail)));
        }
        return Ok(Values::new(bootstrap, &[], None, topic.as_ref()));
    };
    let own = credentials::get(app, tx, caller, (instance, credential)).await?;
    let key = match subject.key {
        Some(named) if own.keys.iter().any(|key| key.id == named) => Some(named),
        Some(_) => return Err(AppError::NotFound(Noun::Key).into()),
        None => newest(own.keys),
    };
    Ok(Values::new(bootstrap, &own.credential.grants, key.as_ref(), topic.as_ref()))
}

fn newest(keys: Vec<Key>) -> Option<KeyId> {
    keys.into_iter().max_by_key(|key| key.created_at).map(|key| key.id)
}

fn text(text: String) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// Get how to connect
#[utoipa::path(get, path = "/instances/{instance}/connection", tag = INSTANCES,
    operation_id = "get_instance_connection", params(("instance" = InstanceId, Path), Subject),
    responses((status = 200, body = ConnectionView, description = "How to connect")))]
async fn get_connection(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
    Query(subject): Query<Subject>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let (bootstrap, ca_certificate_pem) = reach(&app, &mut tx, &caller, path.instance).await?;
    let to = (path.instance, bootstrap.clone());
    let values = values(&app, &mut tx, &caller, to, subject).await?;
    let view = |client: &Client| SnippetView {
        client: client.name,
        title: client.title,
        language: client.language,
        file_name: client.file_name,
        install: client.install,
        run: client.command(&values),
        text: client.text(&values),
    };
    Reply::ok(&ConnectionView {
        bootstrap,
        security_protocol: SECURITY_PROTOCOL,
        sasl_mechanisms: MECHANISMS,
        ca_certificate_pem,
        snippets: CLIENTS.iter().map(view).collect(),
    })
}

/// Get the certificate authority
///
/// As the file `ca.pem` that snippets speak of.
#[utoipa::path(get, path = "/instances/{instance}/connection/ca.pem", tag = INSTANCES,
    operation_id = "get_instance_ca_certificate", params(("instance" = InstanceId, Path)),
    responses((status = 200, body = String, content_type = "text/plain", description = "PEM")))]
async fn get_ca_certificate(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
) -> Result<Response, Problem> {
    let mut tx = app.begin().await?;
    let (_, ca_certificate_pem) = reach(&app, &mut tx, &caller, path.instance).await?;
    Ok(text(ca_certificate_pem))
}

/// Get a snippet
///
/// As a file to save and use.
#[utoipa::path(get, path = "/instances/{instance}/connection/snippets/{client}", tag = INSTANCES,
    operation_id = "get_instance_snippet",
    params(("instance" = InstanceId, Path),
        ("client" = String, Path, description = "As in the connection's `snippets`"), Subject),
    responses((status = 200, body = String, content_type = "text/plain", description = "The file")))]
async fn get_snippet(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<SnippetPath>,
    Query(subject): Query<Subject>,
) -> Result<Response, Problem> {
    let mut tx = app.begin().await?;
    let (bootstrap, _) = reach(&app, &mut tx, &caller, path.instance).await?;
    let client = CLIENTS.iter().find(|client| client.name == path.client).ok_or_else(|| {
        let names: Vec<&str> = CLIENTS.iter().map(|client| client.name).collect();
        let detail = format!("there is no such client; there are {}", names.join(", "));
        Problem::new(Code::NotFound, detail)
    })?;
    let values = values(&app, &mut tx, &caller, (path.instance, bootstrap), subject).await?;
    Ok(text(client.text(&values)))
}
