//! A Kafka connection in single steps, for what no well-behaved client would do.

use std::{fmt, io, sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_rustls::{TlsConnector, client::TlsStream};
use wire::kafka::{
    ErrorCode, Message as _, Reader, Request, frame,
    messages::{
        MetadataRequest, MetadataResponse, ProduceRequest, SaslAuthenticateRequest,
        SaslHandshakeRequest,
        produce::request::{PartitionProduceData, TopicProduceData},
    },
    records::{NewRecord, Producer, encode_batch},
};

use crate::clients::{Access, PATIENCE};

const METADATA_VERSION: i16 = 9;
/// A version of Produce that names topics.
pub const PRODUCE_VERSION: i16 = 9;

/// Why a step failed, in the peer's words.
#[derive(Debug, PartialEq, Eq)]
pub enum RawError {
    /// No connection came about: nobody listens, or it ended before TLS was agreed.
    NotTaken,
    /// The peer closed the connection.
    Closed,
    /// The peer refused the sign-in.
    Refused(String),
}

impl fmt::Display for RawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotTaken => f.write_str("no connection was taken"),
            Self::Closed => f.write_str("the connection was closed"),
            Self::Refused(message) => write!(f, "refused: {message}"),
        }
    }
}

/// One connection, signed in.
#[derive(Debug)]
pub struct Client {
    stream: TlsStream<TcpStream>,
    next_correlation_id: i32,
}

/// TLS to an instance's first address, nothing more.
pub async fn tls(access: &Access) -> TlsStream<TcpStream> {
    try_tls(access).await.expect("the gateway accepts")
}

async fn try_tls(access: &Access) -> Result<TlsStream<TcpStream>, RawError> {
    let tcp = TcpStream::connect(address(access)).await.map_err(|error| not_taken(&error))?;
    tls_over(access, tcp).await
}

/// That there is no gateway to talk to; anything else it should not do.
fn not_taken(error: &io::Error) -> RawError {
    use io::ErrorKind::{BrokenPipe, ConnectionRefused, ConnectionReset, UnexpectedEof};
    let ends = [BrokenPipe, ConnectionRefused, ConnectionReset, UnexpectedEof];
    assert!(ends.contains(&error.kind()), "TLS is agreed: {error}");
    RawError::NotTaken
}

fn address(access: &Access) -> &str {
    access.bootstrap.split(',').next().expect("an address")
}

async fn tls_over(access: &Access, tcp: TcpStream) -> Result<TlsStream<TcpStream>, RawError> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(&access.ca_file).expect("the CA file opens") {
        roots.add(certificate.expect("a certificate")).expect("a CA certificate");
    }
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let host = address(access).rsplit_once(':').expect("host:port").0;
    let name = ServerName::try_from(host.to_owned()).expect("a host name");
    let connector = TlsConnector::from(Arc::new(config));
    connector.connect(name, tcp).await.map_err(|error| not_taken(&error))
}

/// A connection on which nobody has signed in.
pub async fn unsigned(access: &Access) -> Client {
    Client { stream: tls(access).await, next_correlation_id: 0 }
}

/// Connects and signs in with SASL PLAIN.
pub async fn connect(access: &Access) -> Result<Client, RawError> {
    sign_in(access, try_tls(access).await?).await
}

/// The same; what the client does not read stays with the gateway, but for a few bytes.
pub async fn connect_without_buffer(access: &Access) -> Result<Client, RawError> {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(16 * 1024).expect("a small buffer");
    let address = address(access).parse().expect("an address");
    let tcp = socket.connect(address).await.expect("the gateway accepts");
    sign_in(access, tls_over(access, tcp).await?).await
}

async fn sign_in(access: &Access, stream: TlsStream<TcpStream>) -> Result<Client, RawError> {
    let mut client = Client { stream, next_correlation_id: 0 };
    client.authenticate(access).await?;
    // A connection over the limit is let through the sign-in and closed afterwards.
    client.metadata().await?;
    Ok(client)
}

impl Client {
    /// Signs in with SASL PLAIN, and asks for nothing yet.
    pub async fn authenticate(&mut self, access: &Access) -> Result<(), RawError> {
        let request = SaslHandshakeRequest { mechanism: "PLAIN".to_owned() };
        let handshake = self.call(&request, 1).await?;
        assert_eq!(ErrorCode(handshake.error_code), ErrorCode::NONE);
        let token = format!("\0{}\0{}", access.key_id, access.api_key);
        let request =
            SaslAuthenticateRequest { auth_bytes: Bytes::from(token), ..Default::default() };
        let answer = self.call(&request, 2).await?;
        match ErrorCode(answer.error_code) {
            ErrorCode::NONE => Ok(()),
            _ => Err(RawError::Refused(answer.error_message.unwrap_or_default())),
        }
    }

    /// Sends a request in the given version and reads its answer.
    pub async fn call<R: Request>(
        &mut self,
        request: &R,
        version: i16,
    ) -> Result<R::Response, RawError> {
        let correlation_id = self.send(request, version).await?;
        self.receive::<R>(correlation_id, version).await
    }

    /// Sends a request; the number that its answer will have.
    pub async fn send<R: Request>(&mut self, request: &R, version: i16) -> Result<i32, RawError> {
        let correlation_id = self.next_correlation_id;
        self.next_correlation_id += 1;
        let mut out = BytesMut::new();
        frame::encode_request(&mut out, request, version, correlation_id, Some("raw"))
            .expect("the request encodes");
        self.write(&out).await?;
        Ok(correlation_id)
    }

    /// Reads the next answer, which must be the one to the request with this number.
    pub async fn receive<R: Request>(
        &mut self,
        correlation_id: i32,
        version: i16,
    ) -> Result<R::Response, RawError> {
        let mut reader = Reader::new(self.frame().await?);
        let flexible =
            frame::response_header_is_flexible(R::KEY, R::Response::is_flexible(version));
        let echoed = frame::decode_response_header(&mut reader, flexible).expect("a header");
        assert_eq!(echoed, correlation_id, "an answer to another request");
        Ok(R::Response::from_bytes(version, reader.into_rest()).expect("the answer decodes"))
    }

    /// The certificate that the gateway showed.
    pub fn certificate(&self) -> CertificateDer<'static> {
        let chain = self.stream.get_ref().1.peer_certificates().expect("a certificate");
        chain[0].clone().into_owned()
    }

    /// Sends bytes as they are.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), RawError> {
        self.stream.write_all(bytes).await.map_err(|_| RawError::Closed)?;
        self.stream.flush().await.map_err(|_| RawError::Closed)
    }

    /// Reads one frame.
    pub async fn frame(&mut self) -> Result<Bytes, RawError> {
        let answer = timeout(PATIENCE, frame::read_frame(&mut self.stream, 64 << 20)).await;
        answer.expect("an answer or an end").map_err(|_| RawError::Closed)
    }

    /// Asks for all topics.
    pub async fn metadata(&mut self) -> Result<MetadataResponse, RawError> {
        let request = MetadataRequest { topics: None, ..Default::default() };
        self.call(&request, METADATA_VERSION).await
    }

    /// Produces one record to partition 0; how long the answer tells the client to wait.
    pub async fn produce(&mut self, topic: &str, value: &[u8]) -> Result<Duration, RawError> {
        let request = produce_request(topic, value, 1);
        let answer = self.call(&request, PRODUCE_VERSION).await?;
        let code = ErrorCode(answer.responses[0].partition_responses[0].error_code);
        assert_eq!(code, ErrorCode::NONE, "produce");
        let throttle = u64::try_from(answer.throttle_time_ms).expect("a throttle time");
        Ok(Duration::from_millis(throttle))
    }

    /// Closes, and waits until the peer has noticed.
    pub async fn end(mut self) {
        // The peer may have closed already.
        let _ = self.stream.shutdown().await;
        self.closed().await;
    }

    /// Waits until the peer closes.
    pub async fn closed(mut self) {
        let mut rest = Vec::new();
        let end = timeout(PATIENCE, self.stream.read_to_end(&mut rest)).await;
        assert!(end.is_ok(), "the connection stays open");
    }

    /// Sends bytes after which the peer must close without an answer.
    pub async fn send_and_expect_end(mut self, bytes: &[u8]) {
        // The peer may close before it has read everything.
        let _ = self.stream.write_all(bytes).await;
        let mut answer = Vec::new();
        let end = timeout(PATIENCE, self.stream.read_to_end(&mut answer)).await;
        assert!(end.is_ok(), "the connection stays open");
        assert!(answer.is_empty(), "answered {answer:?}");
    }
}

/// The request to produce one record to partition 0.
pub fn produce_request(topic: &str, value: &[u8], acks: i16) -> ProduceRequest {
    let record = NewRecord { value: Some(Bytes::copy_from_slice(value)), ..Default::default() };
    let batch = encode_batch(Producer::PLAIN, 0, &[record]).expect("the batch encodes");
    let partition = PartitionProduceData { records: Some(batch), ..Default::default() };
    let topic = TopicProduceData {
        name: topic.to_owned(),
        partition_data: vec![partition],
        ..Default::default()
    };
    ProduceRequest { acks, timeout_ms: 10_000, topic_data: vec![topic], ..Default::default() }
}
