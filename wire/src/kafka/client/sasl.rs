//! Signing in: `SaslHandshake`, then `SaslAuthenticate` until the broker is satisfied.

use bytes::Bytes;

use super::{ClientError, Connection, Login};
use crate::{
    entropy::Entropy,
    kafka::{
        error::ErrorCode,
        messages::{SaslAuthenticateRequest, SaslHandshakeRequest},
    },
    scram,
};

pub(super) async fn login(
    connection: &mut Connection,
    login: &Login,
    entropy: &dyn Entropy,
) -> Result<(), ClientError> {
    match login {
        Login::None => Ok(()),
        Login::Plain { user, password } => {
            handshake(connection, "PLAIN").await?;
            let token = format!("\0{user}\0{}", password.expose());
            authenticate(connection, token.into()).await.map(drop)
        }
        Login::Scram { mechanism, user, password } => {
            handshake(connection, mechanism.name()).await?;
            let (first, client) = scram::ClientFirst::new(*mechanism, user, entropy);
            let challenge = text(&authenticate(connection, first.into()).await?)?;
            let (proof, client) = client.respond(&challenge, |salt, iterations| {
                scram::salted_password(*mechanism, password.expose(), salt, iterations)
            })?;
            let signature = text(&authenticate(connection, proof.into()).await?)?;
            Ok(client.verify(&signature)?)
        }
        Login::OAuthBearer { token } => {
            handshake(connection, "OAUTHBEARER").await?;
            let first = format!("n,,\x01auth=Bearer {}\x01\x01", token.expose());
            let answer = authenticate(connection, first.into()).await?;
            if answer.is_empty() {
                return Ok(());
            }
            // RFC 7628: a refusal is first a challenge, and an error once that is acknowledged.
            authenticate(connection, Bytes::from_static(b"\x01")).await?;
            Err(ClientError::Auth {
                code: ErrorCode::SASL_AUTHENTICATION_FAILED,
                message: text(&answer)?,
            })
        }
    }
}

fn text(bytes: &Bytes) -> Result<String, ClientError> {
    let text = std::str::from_utf8(bytes);
    Ok(text.map_err(|_| crate::kafka::CodecError::Utf8)?.to_owned())
}

async fn handshake(
    connection: &mut Connection,
    mechanism: &'static str,
) -> Result<(), ClientError> {
    let request = SaslHandshakeRequest { mechanism: mechanism.to_owned() };
    let response = connection.call(&request).await?;
    match ErrorCode(response.error_code) {
        ErrorCode::NONE => Ok(()),
        ErrorCode::UNSUPPORTED_SASL_MECHANISM => Err(ClientError::Auth {
            code: ErrorCode::UNSUPPORTED_SASL_MECHANISM,
            message: format!("{mechanism} is not among {}", response.mechanisms.join(", ")),
        }),
        code => Err(ClientError::broker("SaslHandshake", code)),
    }
}

async fn authenticate(
    connection: &mut Connection,
    auth_bytes: Bytes,
) -> Result<Bytes, ClientError> {
    let request = SaslAuthenticateRequest { auth_bytes, ..Default::default() };
    let response = connection.call(&request).await?;
    match ErrorCode(response.error_code) {
        ErrorCode::NONE => Ok(response.auth_bytes),
        code @ ErrorCode::SASL_AUTHENTICATION_FAILED => {
            Err(ClientError::Auth { code, message: response.error_message.unwrap_or_default() })
        }
        code => Err(ClientError::broker("SaslAuthenticate", code)),
    }
}
