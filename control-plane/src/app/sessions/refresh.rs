//! Refresh tokens: `mrr_` and base64url of session, generation, 16 random bytes and a tag.
//!
//! The tag proves that the token was once issued by us. So an outdated token is known for a replay,
//! which ends the session, while an invented one is only refused: nobody can end somebody else's
//! session by guessing.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;
use wire::{ids::SessionId, secret::Secret};

use super::super::App;
use crate::domain::user::Session;

const PREFIX: &str = "mrr_";
const CONTENT_LEN: usize = 16 + 8 + 16;

/// A refresh token that is genuine, if perhaps outdated.
pub struct RefreshToken {
    /// The session it belongs to.
    pub session: SessionId,
    content: [u8; CONTENT_LEN],
}

impl RefreshToken {
    /// A new token of a session's `generation`.
    pub fn issue(app: &App, session: SessionId, generation: i64) -> Self {
        let mut content = [0; CONTENT_LEN];
        content[..16].copy_from_slice(session.uuid().as_bytes());
        content[16..24].copy_from_slice(&generation.to_be_bytes());
        app.entropy.fill(&mut content[24..]);
        Self { session, content }
    }

    /// Reads a token; `None` if we never issued it.
    pub fn parse(app: &App, text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(PREFIX)?).ok()?;
        let (content, tag) = bytes.split_first_chunk::<CONTENT_LEN>()?;
        if !app.keyring.is_refresh_hash(content, tag) {
            return None;
        }
        let session = Uuid::from_slice(&content[..16]).ok()?;
        Some(Self { session: session.into(), content: *content })
    }

    /// The text that is given to the person.
    pub fn text(&self, app: &App) -> Secret<String> {
        let tag = app.keyring.refresh_hash(&self.content);
        let body = Secret::new([self.content.as_slice(), &tag].concat());
        Secret::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(body.expose())))
    }

    /// What is stored in its place.
    pub fn hash(&self, app: &App) -> Vec<u8> {
        app.keyring.refresh_hash(&[b"stored/", self.content.as_slice()].concat())
    }

    /// Whether it is the session's present one.
    pub fn is_current(&self, app: &App, session: &Session) -> bool {
        let stored = [b"stored/", self.content.as_slice()].concat();
        app.keyring.is_refresh_hash(&stored, &session.secret_hash)
    }
}
