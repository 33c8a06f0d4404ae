//! A connection that is kept out of the way of what is measured.
//!
//! It reads the socket in large pieces below TLS, sends frames that were encoded before, and leaves
//! the content of large answers alone. Sign-in is SASL PLAIN, on every path alike.

use std::{collections::HashMap, net::SocketAddr, sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use rustls::{ClientConfig, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;
use wire::{
    kafka::{
        Message as _, Reader, Request, frame,
        messages::{ApiVersionsRequest, SaslAuthenticateRequest, SaslHandshakeRequest},
    },
    secret::Secret,
};

use crate::error::{BenchError, Doing as _, Result, check};

/// rustls reads 4 KiB at a time; this much is taken from the socket at once.
const SOCKET_READ: usize = 256 * 1024;
/// Larger than any answer asked for here.
const MAX_FRAME: usize = 64 * 1024 * 1024;
/// Limit for connecting and signing in together, and for one call.
const PATIENCE: Duration = Duration::from_secs(10);
const CLIENT_ID: &str = "millrace-bench";

/// One way to reach a broker.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    /// What the way is called in tables.
    pub(crate) name: &'static str,
    /// Where to connect.
    pub(crate) address: SocketAddr,
    /// How to verify the server; none is plaintext.
    pub(crate) tls: Option<Arc<ClientConfig>>,
    /// SASL PLAIN user.
    pub(crate) user: String,
    /// SASL PLAIN password.
    pub(crate) password: Secret<String>,
    /// What stands before the tenant's topic names on this way.
    pub(crate) prefix: String,
}

/// Both directions of a connection.
pub(crate) trait Socket: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Socket for T {}

/// A connection that has signed in.
pub(crate) struct Connection {
    stream: Box<dyn Socket>,
    /// Versions the server offers, by API.
    offered: HashMap<i16, (i16, i16)>,
    next_correlation_id: i32,
}

impl Endpoint {
    /// Connects and signs in.
    pub(crate) async fn connect(&self) -> Result<Connection> {
        let connecting = async {
            let doing = || format!("connect to {} at {}", self.name, self.address);
            let tcp = TcpStream::connect(self.address).await.doing(doing)?;
            tcp.set_nodelay(true).doing(doing)?;
            let tcp = BufReader::with_capacity(SOCKET_READ, tcp);
            let stream: Box<dyn Socket> = match &self.tls {
                None => Box::new(tcp),
                Some(config) => {
                    let name = ServerName::from(self.address.ip());
                    let tls = TlsConnector::from(Arc::clone(config));
                    Box::new(tls.connect(name, tcp).await.doing(doing)?)
                }
            };
            let mut connection =
                Connection { stream, offered: HashMap::new(), next_correlation_id: 0 };
            connection.negotiate().await?;
            connection.sign_in(&self.user, &self.password).await?;
            Ok(connection)
        };
        in_time(&format!("connecting to {}", self.name), connecting).await
    }
}

async fn in_time<T>(what: &str, work: impl Future<Output = Result<T>>) -> Result<T> {
    let late = || BenchError::Late { what: what.to_owned(), limit: PATIENCE };
    timeout(PATIENCE, work).await.map_err(|_| late())?
}

impl Connection {
    async fn negotiate(&mut self) -> Result<()> {
        let request = ApiVersionsRequest {
            client_software_name: CLIENT_ID.to_owned(),
            client_software_version: env!("CARGO_PKG_VERSION").to_owned(),
            ..ApiVersionsRequest::default()
        };
        let response = self.call_in(&request, 3).await?;
        check(response.error_code, None, || "ApiVersions".to_owned())?;
        let offered = response.api_keys.iter();
        self.offered = offered.map(|a| (a.api_key, (a.min_version, a.max_version))).collect();
        Ok(())
    }

    async fn sign_in(&mut self, user: &str, password: &Secret<String>) -> Result<()> {
        let request = SaslHandshakeRequest { mechanism: "PLAIN".to_owned() };
        let response = self.call_in(&request, 1).await?;
        check(response.error_code, None, || "SaslHandshake".to_owned())?;
        let token = format!("\0{user}\0{}", password.expose());
        let request = SaslAuthenticateRequest { auth_bytes: token.into(), ..Default::default() };
        let response = self.call_in(&request, 2).await?;
        let detail = response.error_message.as_deref();
        check(response.error_code, detail, || "SaslAuthenticate".to_owned())
    }

    /// The newest version of an API that both sides know.
    pub(crate) fn version<R: Request>(&self) -> Result<i16> {
        let (min, max) = self.offered.get(&R::KEY).copied().unwrap_or((1, 0));
        let version = max.min(*R::VERSIONS.end());
        if version < min.max(*R::VERSIONS.start()) {
            return Err(BenchError::Setup(format!("the server offers no usable {}", R::NAME)));
        }
        Ok(version)
    }

    /// One request and its answer.
    pub(crate) async fn call<R: Request>(&mut self, request: &R) -> Result<R::Response> {
        let version = self.version::<R>()?;
        self.call_in(request, version).await
    }

    async fn call_in<R: Request>(&mut self, request: &R, version: i16) -> Result<R::Response> {
        let mut out = BytesMut::new();
        self.next_correlation_id = self.next_correlation_id.wrapping_add(1);
        let id = self.next_correlation_id;
        frame::encode_request(&mut out, request, version, id, Some(CLIENT_ID))?;
        let frame = in_time(R::NAME, self.exchange(&out)).await?;
        response::<R>(version, frame)
    }

    /// One encoded request and its answer, without its length.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Result<Bytes> {
        self.stream.write_all(request).await.doing(|| "send a request".to_owned())?;
        self.stream.flush().await.doing(|| "send a request".to_owned())?;
        Ok(frame::read_frame(&mut self.stream, MAX_FRAME).await?)
    }

    /// The stream, for those who send and receive at once.
    pub(crate) const fn stream(&mut self) -> &mut Box<dyn Socket> {
        &mut self.stream
    }

    /// Waits until the server closes the connection.
    pub(crate) async fn closed(&mut self) {
        let mut byte = [0];
        // Nothing was asked, so whatever comes is the end: a clean one or a reset.
        while self.stream.read(&mut byte).await.is_ok_and(|n| n > 0) {}
    }
}

/// Encodes a whole frame, length included.
pub(crate) fn encode<R: Request>(request: &R, version: i16) -> Result<Vec<u8>> {
    let mut out = BytesMut::new();
    frame::encode_request(&mut out, request, version, 0, Some(CLIENT_ID))?;
    Ok(out.into())
}

/// Decodes an answer. Records stay as they are: a slice of `frame`.
pub(crate) fn response<R: Request>(version: i16, frame: Bytes) -> Result<R::Response> {
    let mut reader = Reader::new(frame);
    let flexible = frame::response_header_is_flexible(R::KEY, R::Response::is_flexible(version));
    frame::decode_response_header(&mut reader, flexible)?;
    Ok(R::Response::from_bytes(version, reader.into_rest())?)
}

/// Reads one frame, without its length, into `buffer`, whose memory is used again once the frame
/// before it was dropped.
pub(crate) async fn read_frame(
    input: &mut (impl AsyncRead + Unpin),
    buffer: &mut BytesMut,
) -> Result<Bytes> {
    let doing = || "receive an answer".to_owned();
    let size = input.read_i32().await.doing(doing)?;
    let len = usize::try_from(size)
        .ok()
        .filter(|len| *len <= MAX_FRAME)
        .ok_or(frame::FrameError::Size { size, max: MAX_FRAME })?;
    buffer.reserve(len);
    let mut rest = input.take(u64::from(size.unsigned_abs()));
    while buffer.len() < len {
        if rest.read_buf(buffer).await.doing(doing)? == 0 {
            return Err(frame::FrameError::Closed.into());
        }
    }
    Ok(buffer.split_to(len).freeze())
}

/// Trusts exactly the certificates in `pem`.
pub(crate) fn trust(pem: &[u8]) -> Result<Arc<ClientConfig>> {
    use rustls::pki_types::{CertificateDer, pem::PemObject as _};
    let wrong = |error: &dyn std::fmt::Display| {
        BenchError::Setup(format!("the certificate authority cannot be used: {error}"))
    };
    let mut roots = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        roots.add(certificate.map_err(|e| wrong(&e))?).map_err(|e| wrong(&e))?;
    }
    let config =
        ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|e| wrong(&e))?
            .with_root_certificates(roots)
            .with_no_client_auth();
    Ok(Arc::new(config))
}
