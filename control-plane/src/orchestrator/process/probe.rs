//! Looks whether a process serves, from outside.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

/// A process on this machine that takes longer to answer does not serve.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether something accepts connections on this port of loopback.
pub(super) async fn accepts(port: u16) -> bool {
    let connected = timeout(PATIENCE, TcpStream::connect(("127.0.0.1", port))).await;
    matches!(connected, Ok(Ok(_)))
}

/// Whether `GET /readyz` on this port of loopback is answered with 200.
pub(super) async fn is_ready(port: u16) -> bool {
    let asked = timeout(PATIENCE, async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        let request = "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).await?;
        let mut status = [0; 12];
        stream.read_exact(&mut status).await?;
        Ok::<_, std::io::Error>(status)
    });
    matches!(asked.await, Ok(Ok(status)) if status.starts_with(b"HTTP/1.") && status.ends_with(b" 200"))
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    async fn answer(text: &'static str) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _ = stream.read(&mut [0; 256]).await.unwrap();
            stream.write_all(text.as_bytes()).await.unwrap();
        });
        port
    }

    #[tokio::test]
    async fn only_a_200_is_ready() {
        assert!(is_ready(answer("HTTP/1.1 200 OK\r\n\r\n").await).await);
        assert!(!is_ready(answer("HTTP/1.1 503 Service Unavailable\r\n\r\n").await).await);
        assert!(!is_ready(answer("200").await).await);
        let unused = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        assert!(!is_ready(unused).await);
        assert!(!accepts(unused).await);
    }
}
