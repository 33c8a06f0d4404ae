//! What comes over a connection, and how much of it.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use harness::{
    clients::Access,
    raw::{self, Client, RawError},
};
use serde_json::json;
use tokio::time::timeout;
use uuid::Uuid;
use wire::kafka::{
    frame,
    messages::{MetadataRequest, SaslAuthenticateRequest, SaslHandshakeRequest},
};

use super::{METADATA, produce, standard};

#[tokio::test(flavor = "multi_thread")]
async fn null_in_place_of_records_ends_the_connection_and_reaches_no_broker() {
    let (instance, access) = standard(json!({})).await;
    instance.topic("t", 1).await;
    for acks in [0, 1, -1] {
        let mut client = raw::connect(&access).await.unwrap();
        client.send(&produce(("t", Uuid::nil()), acks, None), 9).await.unwrap();
        client.closed().await;
    }
    access.produce("t", &["fine"]).await;
}

async fn sign_in_again(client: &mut Client, access: &Access) -> Result<i16, RawError> {
    let mechanism = "PLAIN".to_owned();
    client.call(&SaslHandshakeRequest { mechanism }, 1).await?;
    let token = format!("\0{}\0{}", access.key_id, access.api_key);
    let request = SaslAuthenticateRequest { auth_bytes: Bytes::from(token), ..Default::default() };
    Ok(client.call(&request, 2).await?.error_code)
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_again_works_for_the_same_key_only() {
    let (instance, access) = standard(json!({})).await;
    let other = instance.admin_access().await;
    let mut client = raw::connect(&access).await.unwrap();
    assert_eq!(sign_in_again(&mut client, &access).await, Ok(0));
    client.metadata().await.unwrap();
    assert_eq!(sign_in_again(&mut client, &other).await, Err(RawError::Closed));
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_may_come_all_at_once_or_byte_by_byte() {
    let (_, access) = standard(json!({})).await;
    let mut client = raw::connect(&access).await.unwrap();
    let request = MetadataRequest { topics: Some(Vec::new()), ..Default::default() };
    let mut sent = Vec::new();
    for _ in 0..300 {
        sent.push(client.send(&request, METADATA).await.unwrap());
    }
    for id in sent {
        client.receive::<MetadataRequest>(id, METADATA).await.unwrap();
    }
    let mut bytes = BytesMut::new();
    frame::encode_request(&mut bytes, &request, METADATA, 77, Some("slow")).unwrap();
    for byte in &bytes {
        client.write(&[*byte]).await.unwrap();
    }
    client.receive::<MetadataRequest>(77, METADATA).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn announcing_much_takes_no_memory_from_others() {
    let ((_, greedy), (_, bystander)) = tokio::join!(standard(json!({})), standard(json!({})));
    let mut held = Vec::new();
    // Twice what the gateway has for all tenants' requests together.
    for _ in 0..32 {
        let mut client = raw::connect(&greedy).await.unwrap();
        client.write(&(16_i32 << 20).to_be_bytes()).await.unwrap();
        held.push(client);
    }
    let mut strangers = Vec::new();
    for _ in 0..64 {
        let mut stranger = raw::tls(&greedy).await;
        tokio::io::AsyncWriteExt::write_all(&mut stranger, &(64_i32 << 10).to_be_bytes())
            .await
            .unwrap();
        strangers.push(stranger);
    }
    let served = async { raw::connect(&bystander).await.unwrap().metadata().await.unwrap() };
    timeout(Duration::from_secs(5), served).await.expect("a bystander is served at once");
}
