//! A browser's cookie: `mrc_` and base64url of the session and 32 random bytes, kept as a keyed hash.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;
use wire::{ids::SessionId, secret::Secret};

use super::super::App;
use crate::domain::user::Session;

const PREFIX: &str = "mrc_";
const CONTENT_LEN: usize = 16 + 32;

/// A cookie that looks like one of ours.
pub struct Cookie {
    /// The session it belongs to, if it is genuine.
    pub session: SessionId,
    content: Secret<[u8; CONTENT_LEN]>,
}

impl Cookie {
    /// A new one.
    pub fn issue(app: &App, session: SessionId) -> Self {
        let mut content = [0; CONTENT_LEN];
        content[..16].copy_from_slice(session.uuid().as_bytes());
        app.entropy.fill(&mut content[16..]);
        Self { session, content: Secret::new(content) }
    }

    /// Reads a cookie's value.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(PREFIX)?).ok()?;
        let content: [u8; CONTENT_LEN] = bytes.try_into().ok()?;
        let session = Uuid::from_slice(&content[..16]).ok()?;
        Some(Self { session: session.into(), content: Secret::new(content) })
    }

    /// The value that is given to the browser.
    pub fn text(&self) -> Secret<String> {
        Secret::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(self.content.expose())))
    }

    /// What is stored in its place.
    pub fn hash(&self, app: &App) -> Vec<u8> {
        app.keyring.refresh_hash(self.labelled().expose())
    }

    /// Whether it is this session's; takes the same time either way.
    pub fn is_of(&self, app: &App, session: &Session) -> bool {
        app.keyring.is_refresh_hash(self.labelled().expose(), &session.secret_hash)
    }

    /// Told apart from refresh tokens, which are hashed with the same key.
    fn labelled(&self) -> Secret<Vec<u8>> {
        Secret::new([b"cookie/", self.content.expose().as_slice()].concat())
    }
}
