//! One client connection, from TLS to its end.

pub mod elastic;
pub mod frames;
pub mod handshake;
pub mod responses;
pub mod sasl;
pub mod serve;
pub mod standing;

use std::{net::SocketAddr, sync::Arc};

use socket2::{SockRef, TcpKeepalive};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::TlsAcceptor;
use wire::error::chain;

use self::elastic::Elastic;
use crate::{
    Gateway,
    error::{Blame, SessionError},
    strangers::Stranger,
};

/// The first byte of a TLS record with a handshake.
const TLS_HANDSHAKE: u8 = 0x16;

/// Serves a connection to its end, and says once how it ended.
pub async fn run(
    gateway: Arc<Gateway>,
    stream: TcpStream,
    peer: SocketAddr,
    tls: TlsAcceptor,
    stranger: Stranger,
) {
    let open = metrics::gauge!("millrace_gateway_connections");
    open.increment(1);
    let result = serve(&gateway, stream, peer, tls, stranger).await;
    open.decrement(1);
    let Err(error) = result else {
        tracing::debug!(%peer, "session.closed");
        return;
    };
    let blame = error.blame();
    metrics::counter!("millrace_gateway_session_errors_total", "blame" => blame.name())
        .increment(1);
    let Some(left_out) = gateway.ended.of(blame).admit(gateway.clock.now()) else { return };
    let (blamed, cause) = (blame.name(), chain(&error));
    match blame {
        Blame::Client | Blame::TenantLimit => {
            tracing::info!(%peer, blame = blamed, left_out, error = %cause, "session.ended");
        }
        Blame::Upstream | Blame::Gateway => {
            tracing::warn!(%peer, blame = blamed, left_out, error = %cause, "session.ended");
        }
    }
}

async fn serve(
    gateway: &Arc<Gateway>,
    stream: TcpStream,
    peer: SocketAddr,
    tls: TlsAcceptor,
    stranger: Stranger,
) -> Result<(), SessionError> {
    stream.set_nodelay(true).map_err(SessionError::ClientIo)?;
    // Notices peers that vanished, whose places others wait for.
    let keepalive = TcpKeepalive::new()
        .with_time(gateway.limits.keepalive())
        .with_interval(gateway.limits.keepalive() / 4)
        .with_retries(4);
    SockRef::from(&stream).set_tcp_keepalive(&keepalive).map_err(SessionError::ClientIo)?;
    let signed_in = async {
        let mut first = [0];
        // Once a client has begun to sign in it gets its answer, even from a gateway that stops: an end
        // in between looks like a refusal to many clients, which give up then.
        let spoken = tokio::select! {
            spoken = stream.peek(&mut first) => spoken.map_err(SessionError::ClientIo)?,
            () = gateway.draining.cancelled() => 0,
        };
        if spoken == 0 {
            return Ok(None);
        }
        if first[0] != TLS_HANDSHAKE {
            return Err(SessionError::NotTls);
        }
        let mut stream = tls.accept(Elastic::new(stream)).await.map_err(SessionError::Tls)?;
        let client = handshake::run(gateway, &mut stream, peer).await?;
        Ok(Some((stream, client)))
    };
    let signed_in = timeout(gateway.limits.handshake_timeout(), signed_in).await;
    drop(stranger);
    match signed_in.map_err(|_| SessionError::Deadline("signing in"))?? {
        Some((stream, client)) => serve::run(gateway, stream, peer, client).await,
        None => Ok(()),
    }
}
