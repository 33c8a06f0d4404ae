//! People who sign in.

use chrono::{DateTime, Utc};
use wire::{
    ids::{SessionId, UserId},
    secret::Secret,
};

use super::name::{Email, Invalid, Label};

/// A person.
#[derive(Debug, Clone)]
pub struct User {
    /// Their identifier.
    pub id: UserId,
    /// Their address, unique on this Millrace.
    pub email: Email,
    /// Their name.
    pub name: Label,
    /// Whether they run this Millrace.
    pub is_operator: bool,
    /// Since when they may no longer sign in.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When they were added.
    pub created_at: DateTime<Utc>,
}

/// One sign-in of a person.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its identifier.
    pub id: SessionId,
    /// Whose.
    pub user_id: UserId,
    /// Keyed hash of what keeps it alive: a program's present refresh token, or a browser's cookie.
    pub secret_hash: Vec<u8>,
    /// How often the refresh token was replaced.
    pub generation: i64,
    /// When the person signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last refreshed, or its cookie used.
    pub last_used_at: DateTime<Utc>,
    /// When it ends in any case.
    pub expires_at: DateTime<Utc>,
    /// When it was ended.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Session {
    /// Whether it still stands at `now`.
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

/// A password somebody wants to have: long enough to be worth hashing, short enough not to be an
/// attack on the hasher.
#[derive(Debug, Clone)]
pub struct NewPassword(Secret<String>);

impl NewPassword {
    /// Fewest characters.
    pub const MIN_CHARS: usize = 12;
    /// Most bytes.
    pub const MAX_BYTES: usize = 128;

    /// Checks a chosen password.
    pub fn parse(text: Secret<String>) -> Result<Self, Invalid> {
        let refuse = |detail| Err(Invalid::new("weak_password", detail));
        let value = text.expose();
        if value.chars().count() < Self::MIN_CHARS {
            return refuse("a password has at least 12 characters");
        }
        if value.len() > Self::MAX_BYTES {
            return refuse("a password has at most 128 bytes");
        }
        let mut characters = value.chars();
        let first = characters.next();
        if characters.all(|c| Some(c) == first) {
            return refuse("a password needs more than one character repeated");
        }
        Ok(Self(text))
    }

    /// The password itself, for the hasher.
    pub const fn expose(&self) -> &Secret<String> {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_long_and_trivial_passwords_are_refused() {
        let parse = |text: &str| NewPassword::parse(Secret::new(text.to_owned())).is_ok();
        assert!(parse("correct horse"));
        assert!(parse(&"ab".repeat(64)));
        assert!(parse("a\0bcdefghijklm"), "no composition rules: NUL is a character like others");
        assert!(!parse("short"));
        assert!(!parse(&"ab".repeat(65)), "129 bytes or more must not reach the hasher");
        assert!(!parse("aaaaaaaaaaaaaaaa"));
    }
}
