//! HTTP that no well-behaved client would send: answered or cut off, and never a reason to stop.

use std::time::Duration;

use harness::{Stack, clients::PATIENCE};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

async fn connect(stack: &Stack) -> TcpStream {
    TcpStream::connect(stack.api_address()).await.unwrap()
}

/// Sends bytes and reads until the other side closes.
async fn exchange(stack: &Stack, bytes: &[u8]) -> String {
    let mut stream = connect(stack).await;
    // It may refuse before it has read everything.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let end = timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    assert!(end.is_ok(), "stays open after {:?}", String::from_utf8_lossy(bytes));
    String::from_utf8_lossy(&answer).into_owned()
}

async fn assert_serves(stack: &Stack) {
    assert_eq!(stack.anonymous().get("/readyz").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_of_two_readings_are_refused() {
    let stack = Stack::shared().await;
    let body = "{\"email\":\"a@b.c\",\"password\":\"x\"}";
    let head = "POST /v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    for request in [
        format!("{head}content-length: 5\r\ncontent-length: 6\r\n\r\n{body}"),
        format!("{head}transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n"),
        format!("{head}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n"),
        format!("{head}content-length: +5\r\n\r\n{body}"),
        format!("{head}content-length: -1\r\n\r\n{body}"),
        format!("{head}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n{body}"),
        format!("{head}x: a\0b\r\nconnection: close\r\n\r\n"),
        format!("{head} folded: header\r\nconnection: close\r\n\r\n"),
        format!("{head}bad header: x\r\nconnection: close\r\n\r\n"),
        "GET /v1/me HTTP/9.9\r\nhost: x\r\n\r\n".to_owned(),
        "GET  /v1/me HTTP/1.1\r\nhost: x\r\n\r\n".to_owned(),
        "\0\0\0\0\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{fc}\u{3}\u{3}".to_owned() + &"\0".repeat(64),
    ] {
        let answer = exchange(stack, request.as_bytes()).await;
        let refused = answer.is_empty() || answer.starts_with("HTTP/1.1 4");
        assert!(refused, "{request:?} was answered {answer:?}");
        assert!(answer.matches("HTTP/1.1").count() <= 1, "{request:?} became two requests");
    }
    assert_serves(stack).await;
}

/// A body hidden behind a length that another reader might not believe is never a second request.
#[tokio::test(flavor = "multi_thread")]
async fn a_smuggled_request_is_not_carried_out() {
    let stack = Stack::shared().await;
    let request = "POST /v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                   content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n\
                   0\r\n\r\nGET /livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answer = exchange(stack, request.as_bytes()).await;
    assert!(!answer.contains("200 OK"), "the second request was answered: {answer:?}");
    assert_serves(stack).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn endless_heads_are_cut_off() {
    let stack = Stack::shared().await;
    let long = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(200_000));
    let wide = format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "a".repeat(200_000));
    let many = format!("GET / HTTP/1.1\r\nhost: x\r\n{}\r\n", "x: a\r\n".repeat(5_000));
    for request in [long, wide, many] {
        let answer = exchange(stack, request.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    assert_serves(stack).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_never_finishes_a_request_is_hung_up_on() {
    let stack = Stack::shared().await;
    let mut slow = Vec::new();
    for _ in 0..20 {
        let mut stream = connect(stack).await;
        stream.write_all(b"GET /v1/me HTTP/1.1\r\nhost: x\r\nx-").await.unwrap();
        slow.push(stream);
    }
    assert_serves(stack).await;
    for mut stream in slow {
        let mut answer = Vec::new();
        let end = timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
        assert!(end.is_ok(), "an unfinished head is waited for without end");
    }
}
