//! `/v1/instances/{instance}/connection`: all that a client needs except the key.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::InstanceId;

use super::{
    extract::Path, instances::InstancePath, openapi::INSTANCES, problem::Problem, reply::Reply,
};
use crate::app::{App, AppError, Caller, Conflict, instances};

/// How clients encrypt and sign in.
pub(super) const SECURITY_PROTOCOL: &str = "SASL_SSL";
/// The mechanisms by which a key signs in.
pub(super) const MECHANISMS: [&str; 3] = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_connection))
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
    snippets: Snippets,
}

/// Ready to paste, but for the key: put the key's id and the API key in the place of `KEY_ID` and
/// `API_KEY`, and the certificate authority into `ca.pem`.
#[derive(Debug, Serialize, ToSchema)]
struct Snippets {
    /// A command line that lists the instance's topics.
    kcat: String,
    /// Properties of Java clients.
    java_properties: String,
    /// Configuration of librdkafka's clients.
    librdkafka: String,
}

fn snippets(bootstrap: &str) -> Snippets {
    Snippets {
        kcat: format!(
            "kcat -b {bootstrap} -X security.protocol=SASL_SSL -X ssl.ca.location=ca.pem \
             -X sasl.mechanisms=PLAIN -X sasl.username=KEY_ID -X sasl.password=API_KEY -L"
        ),
        java_properties: format!(
            "bootstrap.servers={bootstrap}\nsecurity.protocol=SASL_SSL\n\
             ssl.truststore.type=PEM\nssl.truststore.location=ca.pem\n\
             sasl.mechanism=SCRAM-SHA-512\n\
             sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \
             username=\"KEY_ID\" password=\"API_KEY\";\n"
        ),
        librdkafka: format!(
            "bootstrap.servers={bootstrap}\nsecurity.protocol=sasl_ssl\nssl.ca.location=ca.pem\n\
             sasl.mechanism=SCRAM-SHA-512\nsasl.username=KEY_ID\nsasl.password=API_KEY\n"
        ),
    }
}

/// Get how to connect
#[utoipa::path(get, path = "/instances/{instance}/connection", tag = INSTANCES,
    operation_id = "get_instance_connection", params(("instance" = InstanceId, Path)),
    responses((status = 200, body = ConnectionView, description = "How to connect")))]
async fn get_connection(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<InstancePath>,
) -> Result<Reply, Problem> {
    let mut tx = app.begin().await?;
    let own = instances::get(&app, &mut tx, &caller, path.instance).await?;
    let reached =
        own.cluster.and_then(|cluster| Some((cluster.bootstrap?, cluster.ca_certificate_pem?)));
    let Some((bootstrap, ca_certificate_pem)) = reached else {
        let phase = own.instance.phase;
        let detail = format!("the instance is {phase}; it can be reached once it is ready");
        return Err(AppError::from(Conflict::WrongState { detail }).into());
    };
    Reply::ok(&ConnectionView {
        snippets: snippets(&bootstrap),
        bootstrap,
        security_protocol: SECURITY_PROTOCOL,
        sasl_mechanisms: MECHANISMS,
        ca_certificate_pem,
    })
}
