//! What a gateway and the API do with bytes nobody should send: a clear end, nobody else disturbed.

use std::time::Duration;

use harness::{Stack, clients::Access, raw, world::Customer};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

const DEADLINE: Duration = Duration::from_secs(20);

async fn instance_access() -> (&'static Stack, Access) {
    let stack = Stack::shared().await;
    let instance = Customer::new(stack).await.standard().await;
    (stack, instance.admin_access().await)
}

/// Sends `bytes` over plain TCP and returns what came back before the peer closed.
async fn send_plain(address: &str, bytes: &[u8]) -> Vec<u8> {
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    timeout(DEADLINE, socket.read_to_end(&mut answer))
        .await
        .expect("the peer closes the connection")
        .ok(); // a reset is an end as well
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_text_on_the_tls_port_is_closed_and_named_in_the_log() {
    let (stack, access) = instance_access().await;
    // A Kafka client without TLS: ApiVersions v0, correlation id 1, client id "x".
    let frame = [0, 0, 0, 11, 0, 18, 0, 0, 0, 0, 0, 1, 0, 1, b'x'];
    send_plain(&access.bootstrap, &frame).await;
    send_plain(&access.bootstrap, b"GET / HTTP/1.1\r\n\r\n").await;
    stack.wait_for_log("gateway", "tls").await;
    access.can_connect().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_on_the_plain_api_port_is_a_bad_request() {
    let stack = Stack::shared().await;
    let hello = [0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x00];
    let answer = send_plain(&stack.api_address(), &hello).await;
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 400"), "{answer:?}");
    stack.anonymous().get("/livez").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_before_sign_in_are_bounded_and_limited_to_signing_in() {
    let (_, access) = instance_access().await;
    let metadata = [0, 3, 0, 1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    let negative = (-1_i32).to_be_bytes();
    let huge = i32::MAX.to_be_bytes();
    let cases: [(&str, Vec<u8>); 5] = [
        ("a request before signing in", framed(&metadata)),
        ("a negative length", negative.to_vec()),
        ("a length of two gigabytes", huge.to_vec()),
        ("an empty frame", vec![0, 0, 0, 0]),
        ("an API nobody knows", framed(&[0x7f, 0xff, 0, 0, 0, 0, 0, 1, 0xff, 0xff])),
    ];
    for (what, bytes) in cases {
        let mut socket = raw::tls(&access).await;
        socket.write_all(&bytes).await.unwrap();
        let mut answer = Vec::new();
        let end = timeout(DEADLINE, socket.read_to_end(&mut answer)).await;
        assert!(end.is_ok(), "{what}: the connection stays open");
        assert!(answer.is_empty(), "{what}: answered {answer:?}");
    }
    access.can_connect().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_apis_and_lying_lengths_after_sign_in_close_only_their_own_connection() {
    let (_, access) = instance_access().await;
    let mut bystander = raw::connect(&access).await.unwrap();
    // Metadata v1 that claims two billion topics in four bytes.
    let lying = [0, 3, 0, 1, 0, 0, 0, 1, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff];
    // Envelope, LeaderAndIsr, WriteTxnMarkers and one from the future.
    for api in [58_i16, 4, 27, 9999] {
        let client = raw::connect(&access).await.unwrap();
        let mut request = api.to_be_bytes().to_vec();
        request.extend([0, 0, 0, 0, 0, 1, 0xff, 0xff]);
        client.send_and_expect_end(&framed(&request)).await;
    }
    raw::connect(&access).await.unwrap().send_and_expect_end(&framed(&lying)).await;
    raw::connect(&access).await.unwrap().send_and_expect_end(&i32::MAX.to_be_bytes()).await;
    bystander.metadata().await.unwrap();
}

fn framed(payload: &[u8]) -> Vec<u8> {
    let mut frame = i32::try_from(payload.len()).unwrap().to_be_bytes().to_vec();
    frame.extend_from_slice(payload);
    frame
}
