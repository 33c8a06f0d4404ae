//! The client against scripted brokers on an in-memory pipe.

use std::time::Duration;

use tokio::io::DuplexStream;

use super::*;
use crate::{
    entropy::SeededEntropy,
    kafka::messages::{
        MetadataResponse, SaslAuthenticateRequest, SaslAuthenticateResponse, SaslHandshakeRequest,
        SaslHandshakeResponse, api_versions::response::ApiVersion,
    },
};

fn offered() -> ApiVersionsResponse {
    let api = |api_key, max_version| ApiVersion { api_key, max_version, ..Default::default() };
    ApiVersionsResponse { api_keys: vec![api(3, 9), api(17, 1), api(36, 2)], ..Default::default() }
}

fn pair() -> (Connection, DuplexStream) {
    let (client, broker) = tokio::io::duplex(64 * 1024);
    let connection = Connection {
        stream: Box::new(client),
        client_id: "test".to_owned(),
        call_timeout: Duration::from_millis(200),
        max_response: 1024,
        versions: offered(),
        next_correlation_id: 0,
        busy: false,
    };
    (connection, broker)
}

/// Reads a request; returns its version.
async fn receive(broker: &mut DuplexStream) -> i16 {
    let frame = frame::read_frame(broker, 4096).await.unwrap();
    i16::from_be_bytes([frame[2], frame[3]])
}

async fn answer<R: Request>(broker: &mut DuplexStream, id: i32, version: i16, body: &R::Response) {
    let mut out = BytesMut::new();
    frame::encode_response::<R>(&mut out, body, version, id).unwrap();
    broker.write_all(&out).await.unwrap();
}

#[tokio::test]
async fn the_newest_version_of_both_sides_is_spoken() {
    let (mut connection, mut broker) = pair();
    let request = MetadataRequest::default();
    let serve = async {
        assert_eq!(receive(&mut broker).await, 9);
        answer::<MetadataRequest>(&mut broker, 0, 9, &MetadataResponse::default()).await;
        assert_eq!(receive(&mut broker).await, 4);
        answer::<MetadataRequest>(&mut broker, 1, 4, &MetadataResponse::default()).await;
    };
    let ask = async {
        connection.call(&request).await.unwrap();
        connection.call_up_to(&request, 4).await.unwrap();
        let unknown = connection.call(&super::super::messages::EndTxnRequest::default()).await;
        assert!(matches!(unknown, Err(ClientError::Unsupported { api: "EndTxnRequest" })));
    };
    tokio::join!(serve, ask);
}

#[tokio::test]
async fn after_a_missing_or_wrong_answer_the_connection_is_not_used_again() {
    let request = MetadataRequest::default();
    let (mut silent, _broker) = pair();
    assert!(matches!(silent.call(&request).await, Err(ClientError::Timeout("MetadataRequest"))));
    assert!(matches!(silent.call(&request).await, Err(ClientError::Broken)));

    let (mut connection, mut broker) = pair();
    answer::<MetadataRequest>(&mut broker, 7, 9, &MetadataResponse::default()).await;
    assert!(matches!(connection.call(&request).await, Err(ClientError::Correlation)));
    assert!(matches!(connection.call(&request).await, Err(ClientError::Broken)));

    let (mut connection, mut broker) = pair();
    broker.write_all(&[0, 0, 8, 0]).await.unwrap();
    let error = connection.call(&request).await;
    assert!(matches!(error, Err(ClientError::FrameSize { size: 2048, max: 1024 })));

    let (mut connection, broker) = pair();
    drop(broker);
    assert!(connection.call(&request).await.unwrap_err().is_retriable());
}

#[tokio::test]
async fn a_refused_token_is_a_login_error_and_not_a_hang() {
    let (mut connection, mut broker) = pair();
    let login = Login::OAuthBearer { token: Secret::new("t".to_owned()) };
    let serve = async {
        receive(&mut broker).await;
        let handshake = SaslHandshakeResponse::default();
        answer::<SaslHandshakeRequest>(&mut broker, 0, 1, &handshake).await;
        receive(&mut broker).await;
        let challenge = SaslAuthenticateResponse {
            auth_bytes: Bytes::from_static(b"{\"status\":\"invalid_token\"}"),
            ..Default::default()
        };
        answer::<SaslAuthenticateRequest>(&mut broker, 1, 2, &challenge).await;
        receive(&mut broker).await;
        let refusal = SaslAuthenticateResponse {
            error_code: ErrorCode::SASL_AUTHENTICATION_FAILED.0,
            error_message: Some("no".to_owned()),
            ..Default::default()
        };
        answer::<SaslAuthenticateRequest>(&mut broker, 2, 2, &refusal).await;
    };
    let entropy = SeededEntropy::new(1);
    let ((), result) = tokio::join!(serve, sasl::login(&mut connection, &login, &entropy));
    assert!(matches!(
        result,
        Err(ClientError::Auth { code: ErrorCode::SASL_AUTHENTICATION_FAILED, .. })
    ));
}

#[test]
fn debug_output_names_no_secret() {
    let login = Login::Plain { user: "u".to_owned(), password: Secret::new("hunter2".to_owned()) };
    let connector = Connector::new(Security::Plaintext, login, Arc::new(SeededEntropy::new(1)));
    assert!(!format!("{connector:?}").contains("hunter2"));
}

#[test]
fn the_server_name_is_the_host_of_the_address() {
    for (address, name) in [("kafka.example:9092", "kafka.example"), ("[::1]:9092", "::1")] {
        assert_eq!(server_name_of(address).unwrap().to_str(), name);
    }
    assert!(matches!(server_name_of("bad name:1"), Err(ClientError::ServerName(_))));
}
