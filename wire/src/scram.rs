//! SCRAM-SHA-256 and SCRAM-SHA-512 (RFC 5802, RFC 7677) without channel binding, both sides.
//!
//! The gateway is the server towards clients and the client towards its broker; the control plane
//! derives verifiers and is a client of brokers. Messages are small texts, so this is pure string
//! work: no I/O.

use std::num::NonZeroU32;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use ring::{digest, hmac, pbkdf2};
use serde::{Deserialize, Serialize};

use crate::{entropy::Entropy, ids::random_text, secret::Secret};

/// Kafka refuses fewer iterations than this, and more than 16,384.
pub const ITERATIONS: u32 = 4096;

const NONCE_LEN: usize = 30;

/// Which hash a SCRAM exchange uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mechanism {
    /// SCRAM-SHA-256.
    #[serde(rename = "SCRAM-SHA-256")]
    Sha256,
    /// SCRAM-SHA-512.
    #[serde(rename = "SCRAM-SHA-512")]
    Sha512,
}

impl Mechanism {
    /// The name in SASL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SCRAM-SHA-256",
            Self::Sha512 => "SCRAM-SHA-512",
        }
    }

    /// The number Kafka's `AlterUserScramCredentials` uses.
    pub const fn kafka_code(self) -> i8 {
        match self {
            Self::Sha256 => 1,
            Self::Sha512 => 2,
        }
    }

    /// Length of the hash in bytes.
    pub fn output_len(self) -> usize {
        self.digest().output_len()
    }

    fn digest(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha256 => &digest::SHA256,
            Self::Sha512 => &digest::SHA512,
        }
    }

    fn hmac(self, key: &[u8], data: &[u8]) -> Vec<u8> {
        let algorithm = match self {
            Self::Sha256 => hmac::HMAC_SHA256,
            Self::Sha512 => hmac::HMAC_SHA512,
        };
        hmac::sign(&hmac::Key::new(algorithm, key), data).as_ref().to_vec()
    }

    fn hash(self, data: &[u8]) -> Vec<u8> {
        digest::digest(self.digest(), data).as_ref().to_vec()
    }
}

/// Why an exchange failed. The text is for our logs; a peer learns only that it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScramError {
    /// A message does not follow the grammar.
    #[error("malformed SCRAM message: {0}")]
    Malformed(&'static str),
    /// A nonce does not continue the one sent before.
    #[error("SCRAM nonce mismatch")]
    Nonce,
    /// The password is wrong.
    #[error("SCRAM proof does not match")]
    Proof,
    /// The server could not prove that it knows the verifier.
    #[error("SCRAM server signature does not match")]
    ServerSignature,
}

/// PBKDF2 of a password: what Kafka's `AlterUserScramCredentials` takes and what a client can cache.
pub fn salted_password(
    mechanism: Mechanism,
    password: &str,
    salt: &[u8],
    iterations: u32,
) -> Secret<Vec<u8>> {
    let algorithm = match mechanism {
        Mechanism::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
        Mechanism::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
    };
    let iterations = NonZeroU32::new(iterations).unwrap_or(NonZeroU32::MIN);
    let mut out = vec![0; mechanism.output_len()];
    pbkdf2::derive(algorithm, iterations, salt, password.as_bytes(), &mut out);
    Secret::new(out)
}

/// What a server stores in place of a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScramVerifier {
    /// The hash.
    pub mechanism: Mechanism,
    /// PBKDF2 iterations.
    pub iterations: u32,
    /// Random per key.
    #[serde(with = "crate::tenancy::base64_bytes")]
    pub salt: Vec<u8>,
    /// `H(ClientKey)`.
    #[serde(with = "crate::tenancy::base64_bytes")]
    pub stored_key: Vec<u8>,
    /// `HMAC(SaltedPassword, "Server Key")`.
    #[serde(with = "crate::tenancy::base64_bytes")]
    pub server_key: Vec<u8>,
}

impl ScramVerifier {
    /// Derives a verifier from a password.
    pub fn derive(mechanism: Mechanism, password: &str, salt: Vec<u8>, iterations: u32) -> Self {
        let salted = salted_password(mechanism, password, &salt, iterations);
        let client_key = mechanism.hmac(salted.expose(), b"Client Key");
        Self {
            mechanism,
            iterations,
            stored_key: mechanism.hash(&client_key),
            server_key: mechanism.hmac(salted.expose(), b"Server Key"),
            salt,
        }
    }

    /// A verifier that no password satisfies, with a salt that is the same each time for the same
    /// user: an unknown user looks like a known one with a wrong password.
    pub fn decoy(mechanism: Mechanism, user: &str, secret: &[u8]) -> Self {
        let seed = mechanism.hmac(secret, user.as_bytes());
        Self {
            mechanism,
            iterations: ITERATIONS,
            salt: seed[..16].to_vec(),
            stored_key: mechanism.hmac(&seed, b"stored"),
            server_key: mechanism.hmac(&seed, b"server"),
        }
    }
}

fn attribute<'a>(
    part: Option<&'a str>,
    name: &str,
    what: &'static str,
) -> Result<&'a str, ScramError> {
    part.and_then(|p| p.strip_prefix(name))
        .and_then(|p| p.strip_prefix('='))
        .ok_or(ScramError::Malformed(what))
}

fn decode(text: &str, what: &'static str) -> Result<Vec<u8>, ScramError> {
    BASE64.decode(text).map_err(|_| ScramError::Malformed(what))
}

/// The server has the client's first message and waits for a verifier to be looked up.
#[derive(Debug)]
pub struct ServerFirst {
    /// Who wants to sign in.
    pub user: String,
    client_first_bare: String,
    client_nonce: String,
    gs2_header: String,
}

impl ServerFirst {
    /// Reads `client-first-message`.
    pub fn parse(message: &str) -> Result<Self, ScramError> {
        let mut parts = message.splitn(3, ',');
        let flag = parts.next().unwrap_or_default();
        let authzid = parts.next().ok_or(ScramError::Malformed("no authzid"))?;
        let bare = parts.next().ok_or(ScramError::Malformed("no client-first-message-bare"))?;
        if flag != "n" && flag != "y" {
            return Err(ScramError::Malformed("channel binding is not supported"));
        }
        let mut attributes = bare.split(',');
        let user = attribute(attributes.next(), "n", "no user name")?;
        let client_nonce = attribute(attributes.next(), "r", "no nonce")?;
        if attributes.any(|extension| extension.starts_with("tokenauth=")) {
            return Err(ScramError::Malformed("delegation tokens are not supported"));
        }
        if client_nonce.is_empty() || client_nonce.len() > 256 || user.len() > 256 {
            return Err(ScramError::Malformed("user name or nonce length"));
        }
        let user = user.replace("=2C", ",").replace("=3D", "=");
        if !authzid.is_empty() && attribute(Some(authzid), "a", "authzid")? != user {
            return Err(ScramError::Malformed("authzid differs from the user name"));
        }
        Ok(Self {
            user,
            client_first_bare: bare.to_owned(),
            client_nonce: client_nonce.to_owned(),
            gs2_header: format!("{flag},{authzid},"),
        })
    }

    /// Answers with `server-first-message`.
    pub fn respond(self, verifier: ScramVerifier, entropy: &dyn Entropy) -> (String, ServerFinal) {
        let nonce = format!("{}{}", self.client_nonce, random_text(entropy, NONCE_LEN));
        let message =
            format!("r={nonce},s={},i={}", BASE64.encode(&verifier.salt), verifier.iterations);
        let transcript = format!("{},{message}", self.client_first_bare);
        (message, ServerFinal { nonce, transcript, gs2_header: self.gs2_header, verifier })
    }
}

/// The server has sent its challenge and waits for the proof.
#[derive(Debug)]
pub struct ServerFinal {
    nonce: String,
    transcript: String,
    gs2_header: String,
    verifier: ScramVerifier,
}

impl ServerFinal {
    /// Checks `client-final-message`; answers with `server-final-message`.
    pub fn verify(self, message: &str) -> Result<String, ScramError> {
        let (without_proof, proof) =
            message.rsplit_once(",p=").ok_or(ScramError::Malformed("no proof"))?;
        let mut attributes = without_proof.split(',');
        let binding = decode(attribute(attributes.next(), "c", "no channel binding")?, "binding")?;
        if binding != self.gs2_header.as_bytes() {
            return Err(ScramError::Malformed("channel binding differs from the first message"));
        }
        if attribute(attributes.next(), "r", "no nonce")? != self.nonce {
            return Err(ScramError::Nonce);
        }
        let proof = decode(proof, "proof")?;
        let ScramVerifier { mechanism, stored_key, server_key, .. } = self.verifier;
        let transcript = format!("{},{without_proof}", self.transcript);
        let signature = mechanism.hmac(&stored_key, transcript.as_bytes());
        if proof.len() != signature.len() {
            return Err(ScramError::Proof);
        }
        let client_key: Vec<u8> = proof.iter().zip(&signature).map(|(a, b)| a ^ b).collect();
        // Comparing MACs of both sides takes the same time wherever they differ.
        let blind = hmac::Key::new(hmac::HMAC_SHA256, &signature);
        let expected = hmac::sign(&blind, &stored_key);
        hmac::verify(&blind, &mechanism.hash(&client_key), expected.as_ref())
            .map_err(|_| ScramError::Proof)?;
        Ok(format!("v={}", BASE64.encode(mechanism.hmac(&server_key, transcript.as_bytes()))))
    }
}

/// The client's side, before the server's challenge.
#[derive(Debug)]
pub struct ClientFirst {
    mechanism: Mechanism,
    bare: String,
    nonce: String,
}

impl ClientFirst {
    /// Starts an exchange; the text is `client-first-message`.
    pub fn new(mechanism: Mechanism, user: &str, entropy: &dyn Entropy) -> (String, Self) {
        let nonce = random_text(entropy, NONCE_LEN);
        let user = user.replace('=', "=3D").replace(',', "=2C");
        let bare = format!("n={user},r={nonce}");
        (format!("n,,{bare}"), Self { mechanism, bare, nonce })
    }

    /// Answers the challenge. `salted` turns (salt, iterations) into the salted password, which a
    /// caller may cache.
    pub fn respond(
        self,
        challenge: &str,
        salted: impl FnOnce(&[u8], u32) -> Secret<Vec<u8>>,
    ) -> Result<(String, ClientFinal), ScramError> {
        let mut attributes = challenge.split(',');
        let nonce = attribute(attributes.next(), "r", "no nonce")?;
        if !nonce.starts_with(&self.nonce) || nonce.len() == self.nonce.len() {
            return Err(ScramError::Nonce);
        }
        let salt = decode(attribute(attributes.next(), "s", "no salt")?, "salt")?;
        let iterations: u32 = attribute(attributes.next(), "i", "no iterations")?
            .parse()
            .map_err(|_| ScramError::Malformed("iterations"))?;
        if !(1..=1_000_000).contains(&iterations) {
            return Err(ScramError::Malformed("iterations out of range"));
        }
        let salted = salted(&salt, iterations);
        let without_proof = format!("c=biws,r={nonce}");
        let transcript = format!("{},{challenge},{without_proof}", self.bare);
        let client_key = self.mechanism.hmac(salted.expose(), b"Client Key");
        let stored_key = self.mechanism.hash(&client_key);
        let signature = self.mechanism.hmac(&stored_key, transcript.as_bytes());
        let proof: Vec<u8> = client_key.iter().zip(&signature).map(|(a, b)| a ^ b).collect();
        let server_key = self.mechanism.hmac(salted.expose(), b"Server Key");
        let expected = self.mechanism.hmac(&server_key, transcript.as_bytes());
        let message = format!("{without_proof},p={}", BASE64.encode(proof));
        Ok((message, ClientFinal { expected: format!("v={}", BASE64.encode(expected)) }))
    }
}

/// The client has sent its proof and expects the server's.
#[derive(Debug)]
pub struct ClientFinal {
    expected: String,
}

impl ClientFinal {
    /// Checks `server-final-message`.
    pub fn verify(self, message: &str) -> Result<(), ScramError> {
        if message.split(',').next() == Some(self.expected.as_str()) {
            Ok(())
        } else {
            Err(ScramError::ServerSignature)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn exchange(mechanism: Mechanism, right: &str, tried: &str) -> Result<(), ScramError> {
        let entropy = SeededEntropy::new(5);
        let verifier =
            ScramVerifier::derive(mechanism, right, b"salt-salt-salt".to_vec(), ITERATIONS);
        let (first, client) = ClientFirst::new(mechanism, "k=1,2", &entropy);
        let server = ServerFirst::parse(&first)?;
        assert_eq!(server.user, "k=1,2");
        let (challenge, server) = server.respond(verifier, &entropy);
        let (proof, client) =
            client.respond(&challenge, |salt, i| salted_password(mechanism, tried, salt, i))?;
        client.verify(&server.verify(&proof)?)
    }

    #[test]
    fn right_password_passes_and_wrong_fails_for_both_hashes() {
        for mechanism in [Mechanism::Sha256, Mechanism::Sha512] {
            assert_eq!(exchange(mechanism, "pencil", "pencil"), Ok(()));
            assert_eq!(exchange(mechanism, "pencil", "Pencil"), Err(ScramError::Proof));
        }
    }

    /// The exchange printed in RFC 7677 section 3.
    #[test]
    fn rfc_7677_example_verifies() {
        let salt = BASE64.decode("W22ZaJ0SNY7soEsUEjb6gQ==").unwrap();
        let verifier = ScramVerifier::derive(Mechanism::Sha256, "pencil", salt, 4096);
        let server = ServerFinal {
            nonce: "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0".to_owned(),
            transcript: "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096".to_owned(),
            gs2_header: "n,,".to_owned(),
            verifier,
        };
        let answer = server.verify("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=").unwrap();
        assert_eq!(answer, "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    #[test]
    fn a_replayed_or_bare_nonce_is_refused() {
        let entropy = SeededEntropy::new(6);
        let (_, client) = ClientFirst::new(Mechanism::Sha256, "u", &entropy);
        let echoed = format!("r={},s=AAAA,i=4096", client.nonce);
        let salted = |salt: &[u8], i| salted_password(Mechanism::Sha256, "p", salt, i);
        assert_eq!(client.respond(&echoed, salted).unwrap_err(), ScramError::Nonce);
    }

    #[test]
    fn malformed_first_messages_are_refused() {
        for bad in [
            "",
            "n",
            "n,,",
            "p=tls-unique,,n=u,r=x",
            "n,,n=u",
            "n,,n=u,r=",
            "n,a=other,n=u,r=x",
            "n,,n=u,r=x,tokenauth=true",
        ] {
            assert!(ServerFirst::parse(bad).is_err(), "{bad} was accepted");
        }
    }
}
