//! The text form of machine secrets and how they are verified.
//!
//! `mr_<key id>_<secret><checksum>` is a Kafka API key, `mrt_<token id>_<secret><checksum>` an API
//! token of the REST API. The prefix lets secret scanners find a leaked one, the id lets us look up
//! the verifier without searching, and the checksum (CRC-32 of all that precedes it) turns a
//! mistyped key away before any lookup. The secret has 256 bits, so a keyed hash is as strong as a
//! password hash would be, and a million times cheaper.

use std::fmt;

use ring::hmac;
use serde::{Deserialize, Serialize};

use crate::{entropy::Entropy, ids::random_text, secret::Secret};

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_LEN: usize = 43; // 43 × log2(62) = 256.03 bits
const CHECKSUM_LEN: usize = 6; // 62⁶ > 2³²
const ID_LEN: usize = 16;

/// Which kind of machine secret a text claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// Signs a Kafka client in at a gateway.
    Kafka,
    /// Signs a program in at the REST API.
    ApiToken,
}

impl KeyKind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Kafka => "mr",
            Self::ApiToken => "mrt",
        }
    }

    const fn id_initial(self) -> char {
        match self {
            Self::Kafka => 'k',
            Self::ApiToken => 't',
        }
    }
}

/// The public part of a machine secret: `k` or `t` and 15 lower-case base32 characters.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyId(String);

impl KeyId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<KeyId> for String {
    fn from(id: KeyId) -> Self {
        id.0
    }
}

impl TryFrom<String> for KeyId {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        let well_formed = text.len() == ID_LEN
            && text.starts_with(['k', 't'])
            && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
        if well_formed { Ok(Self(text)) } else { Err(KeyError::Malformed) }
    }
}

/// Why a text is not a usable machine secret. Says nothing about whether the key exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not of the form `<prefix>_<id>_<secret><checksum>`.
    #[error("not an API key: expected `mr_<key id>_<secret>`")]
    Malformed,
    /// The form is right, the checksum is not: a typing or copying error.
    #[error("the API key was altered or cut off: its checksum does not match")]
    Checksum,
}

/// A complete machine secret. It exists only while it is shown or verified.
#[derive(Debug, Clone)]
pub struct ApiKey {
    /// The public part.
    pub id: KeyId,
    /// The whole text, which is what clients send as their password.
    pub text: Secret<String>,
}

impl ApiKey {
    /// A new random key.
    pub fn generate(kind: KeyKind, entropy: &dyn Entropy) -> Self {
        let id = format!("{}{}", kind.id_initial(), random_text(entropy, ID_LEN - 1));
        let mut text = format!("{}_{id}_{}", kind.prefix(), random_base62(entropy, SECRET_LEN));
        text.push_str(&checksum(&text));
        Self { id: KeyId(id), text: Secret::new(text) }
    }

    /// Reads a key and checks its form and checksum; whether it is *valid* is for its verifier.
    pub fn parse(kind: KeyKind, text: &str) -> Result<Self, KeyError> {
        let rest = text
            .strip_prefix(kind.prefix())
            .and_then(|rest| rest.strip_prefix('_'))
            .ok_or(KeyError::Malformed)?;
        let (id, secret) = rest.split_once('_').ok_or(KeyError::Malformed)?;
        let id = KeyId::try_from(id.to_owned())?;
        let right_shape = id.0.starts_with(kind.id_initial())
            && secret.len() == SECRET_LEN + CHECKSUM_LEN
            && secret.bytes().all(|b| b.is_ascii_alphanumeric());
        if !right_shape {
            return Err(KeyError::Malformed);
        }
        let (body, sum) = text.split_at(text.len() - CHECKSUM_LEN);
        if checksum(body) != sum {
            return Err(KeyError::Checksum);
        }
        Ok(Self { id, text: Secret::new(text.to_owned()) })
    }
}

/// A server-side secret that keys the hash, so that a stolen database verifies nothing. Versioned,
/// so that it can be replaced while old keys still verify.
#[derive(Clone)]
pub struct Pepper {
    /// Which pepper a verifier was made with.
    pub version: u16,
    key: hmac::Key,
}

impl fmt::Debug for Pepper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pepper(version {})", self.version)
    }
}

impl Pepper {
    /// A pepper from at least 32 secret bytes.
    pub fn new(version: u16, secret: &[u8]) -> Self {
        Self { version, key: hmac::Key::new(hmac::HMAC_SHA256, secret) }
    }

    /// What is stored in place of the key.
    pub fn verifier(&self, key: &ApiKey) -> Verifier {
        let tag = hmac::sign(&self.key, key.text.expose().as_bytes());
        Verifier { pepper_version: self.version, hmac: tag.as_ref().to_vec() }
    }

    /// Whether `key` is the one `verifier` was made from; takes the same time either way.
    pub fn verifies(&self, verifier: &Verifier, key: &ApiKey) -> bool {
        verifier.pepper_version == self.version
            && hmac::verify(&self.key, key.text.expose().as_bytes(), &verifier.hmac).is_ok()
    }
}

/// HMAC-SHA-256 of a key's text under a pepper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verifier {
    /// The pepper it was made with.
    pub pepper_version: u16,
    /// 32 bytes.
    #[serde(with = "crate::tenancy::base64_bytes")]
    pub hmac: Vec<u8>,
}

fn random_base62(entropy: &dyn Entropy, len: usize) -> String {
    let mut out = String::with_capacity(len);
    while out.len() < len {
        let [byte] = entropy.bytes::<1>();
        // 248 is the largest multiple of 62 below 256: rejecting the rest keeps digits uniform.
        if byte < 248 {
            out.push(char::from(BASE62[usize::from(byte % 62)]));
        }
    }
    out
}

fn checksum(text: &str) -> String {
    let mut value = crc32fast::hash(text.as_bytes());
    let mut out = [b'0'; CHECKSUM_LEN];
    for slot in out.iter_mut().rev() {
        *slot = BASE62[usize::try_from(value % 62).unwrap_or_default()];
        value /= 62;
    }
    out.iter().map(|b| char::from(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn a_generated_key_parses_and_verifies() {
        let key = ApiKey::generate(KeyKind::Kafka, &SeededEntropy::new(7));
        let parsed = ApiKey::parse(KeyKind::Kafka, key.text.expose()).unwrap();
        assert_eq!(parsed.id, key.id);
        let pepper = Pepper::new(1, &[9; 32]);
        let verifier = pepper.verifier(&key);
        assert!(pepper.verifies(&verifier, &parsed));
        assert!(
            !Pepper::new(1, &[8; 32]).verifies(&verifier, &parsed),
            "another pepper verified it"
        );
        let other = ApiKey::generate(KeyKind::Kafka, &SeededEntropy::new(8));
        assert!(!pepper.verifies(&verifier, &other), "another key verified");
    }

    #[test]
    fn every_single_character_change_is_noticed() {
        let text = ApiKey::generate(KeyKind::Kafka, &SeededEntropy::new(3)).text.expose().clone();
        for at in 0..text.len() {
            let mut altered = text.clone().into_bytes();
            altered[at] = if altered[at] == b'a' { b'b' } else { b'a' };
            let altered = String::from_utf8(altered).unwrap();
            if altered != text {
                assert!(
                    ApiKey::parse(KeyKind::Kafka, &altered).is_err(),
                    "accepted a change at {at}"
                );
            }
        }
        assert!(ApiKey::parse(KeyKind::ApiToken, &text).is_err(), "a Kafka key passed as a token");
        assert!(ApiKey::parse(KeyKind::Kafka, &text[..text.len() - 1]).is_err());
    }

    #[test]
    fn debug_shows_no_secret() {
        let key = ApiKey::generate(KeyKind::Kafka, &SeededEntropy::new(3));
        let secret = key.text.expose().rsplit('_').next().unwrap().to_owned();
        assert!(!format!("{key:?}").contains(&secret));
    }
}
