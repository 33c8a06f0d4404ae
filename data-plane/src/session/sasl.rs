//! SASL without sockets: tokens in, tokens or a verdict out.
//!
//! A failure says nothing in public that would tell an existing key from a made-up one; only who
//! proved to hold a key learns that it has expired or that the instance is suspended. The private
//! reason goes to the log and to the reports.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{ED25519, UnparsedPublicKey};
use serde::Deserialize;
use wire::{
    clock::Clock,
    entropy::Entropy,
    ids::ClusterId,
    key::{ApiKey, KeyId, KeyKind, Pepper},
    scram::{Mechanism, ScramVerifier, ServerFinal, ServerFirst},
    secret::Secret,
    tenancy::{ACCESS_TOKEN_ISSUER, ACCESS_TOKEN_TYPE, AccessClaims},
};

use crate::tenancy::{
    Tenancy,
    state::{Access, Denied, Identity, Token},
};

/// The mechanisms on offer.
pub const MECHANISMS: [&str; 4] =
    ["PLAIN", Mechanism::Sha256.name(), Mechanism::Sha512.name(), OAUTHBEARER];
const OAUTHBEARER: &str = "OAUTHBEARER";

/// With this user name in PLAIN, the password alone says which key it is.
const TOKEN_USER: &str = "token";

/// A clock may be this far behind the control plane's.
const CLOCK_SKEW_SECONDS: i64 = 5;
/// No access token may last longer, whatever it says.
const LONGEST_TOKEN_SECONDS: i64 = 600;

/// What everyone is told who fails to prove who they are.
const FAILED: &str = "Authentication failed: the key or its secret is not valid";

/// What sign-in needs to know.
pub struct Authenticator {
    /// The records in force.
    pub tenancy: Arc<Tenancy>,
    /// The audience of access tokens.
    pub cluster_id: ClusterId,
    /// For PLAIN, by version.
    pub peppers: std::collections::BTreeMap<u16, Pepper>,
    /// Makes unknown users look like known ones.
    pub decoy_secret: Secret<Vec<u8>>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// For nonces.
    pub entropy: Arc<dyn Entropy>,
}

/// A sign-in that is under way.
#[derive(Debug)]
pub enum Exchange {
    /// PLAIN waits for its only message.
    Plain,
    /// OAUTHBEARER waits for its token.
    Bearer,
    /// OAUTHBEARER failed and waits for the client to acknowledge.
    BearerFailed(Failure),
    /// SCRAM waits for the first message.
    ScramFirst(Mechanism),
    /// SCRAM waits for the proof.
    ScramProof(Box<ScramProof>),
}

/// The state between the two messages of SCRAM.
#[derive(Debug)]
pub struct ScramProof {
    server: ServerFinal,
    key_id: Option<KeyId>,
    known: bool,
}

/// What follows from a token.
#[derive(Debug)]
pub enum Step {
    /// The client must answer this.
    Challenge(Vec<u8>, Exchange),
    /// The client is who it says; it gets the last message.
    Done(Vec<u8>, Box<(Identity, Access)>),
}

/// A failed sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What the client is told.
    pub public: &'static str,
    /// What reports say.
    pub reason: &'static str,
    /// The key tried, if the user name has that form.
    pub key_id: Option<KeyId>,
}

impl Failure {
    const fn new(reason: &'static str, key_id: Option<KeyId>) -> Self {
        Self { public: FAILED, reason, key_id }
    }

    /// For those who proved to hold the key.
    const fn denied(denied: Denied, key_id: Option<KeyId>) -> Self {
        let public = match denied {
            Denied::Unknown => FAILED,
            Denied::Expired => "Authentication failed: the key has expired",
            Denied::Suspended => "Authentication failed: the instance is suspended",
        };
        Self { public, reason: denied.reason(), key_id }
    }
}

impl Exchange {
    /// Starts a mechanism, if it is on offer.
    pub fn start(mechanism: &str) -> Option<Self> {
        match mechanism {
            "PLAIN" => Some(Self::Plain),
            OAUTHBEARER => Some(Self::Bearer),
            name => [Mechanism::Sha256, Mechanism::Sha512]
                .into_iter()
                .find(|mechanism| mechanism.name() == name)
                .map(Self::ScramFirst),
        }
    }
}

impl Authenticator {
    /// Takes one token of the client.
    pub fn step(&self, exchange: Exchange, token: &[u8]) -> Result<Step, Failure> {
        match exchange {
            Exchange::Plain => self.plain(token),
            Exchange::Bearer => Ok(self.bearer(token)),
            Exchange::BearerFailed(failure) => Err(failure),
            Exchange::ScramFirst(mechanism) => self.scram_first(mechanism, token),
            Exchange::ScramProof(state) => self.scram_proof(*state, token),
        }
    }

    fn grant(&self, identity: Identity, last: Vec<u8>) -> Result<Step, Failure> {
        let resolved = self.tenancy.read().resolve(&identity, self.clock.now());
        match resolved {
            Ok(access) => Ok(Step::Done(last, Box::new((identity, access)))),
            Err(denied) => {
                let key_id = match identity {
                    Identity::Key(id) => Some(id),
                    Identity::Token(_) => None,
                };
                Err(Failure::denied(denied, key_id))
            }
        }
    }

    fn plain(&self, token: &[u8]) -> Result<Step, Failure> {
        let malformed = || Failure::new("malformed", None);
        let text = std::str::from_utf8(token).map_err(|_| malformed())?;
        let mut parts = text.split('\0');
        let (Some(authzid), Some(user), Some(password), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(malformed());
        };
        if !authzid.is_empty() && authzid != user {
            return Err(malformed());
        }
        let user_id = KeyId::try_from(user.to_owned()).ok();
        let key = ApiKey::parse(KeyKind::Kafka, password)
            .map_err(|_| Failure::new("malformed", user_id.clone()))?;
        if user != TOKEN_USER && user_id.as_ref() != Some(&key.id) {
            return Err(Failure::new("wrong_key", user_id));
        }
        let record = self.tenancy.read().key(&key.id);
        let Some(record) = record else {
            return Err(Failure::new("unknown_key", Some(key.id)));
        };
        let verified = self
            .peppers
            .get(&record.verifier.pepper_version)
            .is_some_and(|pepper| pepper.verifies(&record.verifier, &key));
        if !verified {
            return Err(Failure::new("wrong_key", Some(key.id)));
        }
        self.grant(Identity::Key(key.id), Vec::new())
    }

    fn scram_first(&self, mechanism: Mechanism, token: &[u8]) -> Result<Step, Failure> {
        let malformed = || Failure::new("malformed", None);
        let text = std::str::from_utf8(token).map_err(|_| malformed())?;
        let first = ServerFirst::parse(text).map_err(|_| malformed())?;
        let key_id = KeyId::try_from(first.user.clone()).ok();
        let verifier = key_id.as_ref().and_then(|id| {
            let record = self.tenancy.read().key(id)?;
            record.scram.iter().find(|v| v.mechanism == mechanism).cloned()
        });
        let known = verifier.is_some();
        let verifier = verifier.unwrap_or_else(|| {
            ScramVerifier::decoy(mechanism, &first.user, self.decoy_secret.expose())
        });
        let (challenge, server) = first.respond(verifier, &*self.entropy);
        let state = ScramProof { server, key_id, known };
        Ok(Step::Challenge(challenge.into_bytes(), Exchange::ScramProof(Box::new(state))))
    }

    fn scram_proof(&self, state: ScramProof, token: &[u8]) -> Result<Step, Failure> {
        let ScramProof { server, key_id, known } = state;
        let reason = if known { "wrong_key" } else { "unknown_key" };
        let last = std::str::from_utf8(token).ok().and_then(|text| server.verify(text).ok());
        match (last, key_id) {
            (Some(last), Some(id)) if known => self.grant(Identity::Key(id), last.into_bytes()),
            (_, key_id) => Err(Failure::new(reason, key_id)),
        }
    }

    fn bearer(&self, token: &[u8]) -> Step {
        let verdict = self
            .access_token(token)
            .ok_or(Failure::new("wrong_key", None))
            .and_then(|token| self.grant(Identity::Token(Arc::new(token)), Vec::new()));
        match verdict {
            Ok(step) => step,
            // RFC 7628: the failure is a challenge, which the client must acknowledge.
            Err(failure) => Step::Challenge(
                br#"{"status":"invalid_token"}"#.to_vec(),
                Exchange::BearerFailed(failure),
            ),
        }
    }

    /// Verifies `n,,\x01auth=Bearer <JWT>\x01\x01`.
    fn access_token(&self, message: &[u8]) -> Option<Token> {
        let text = std::str::from_utf8(message).ok()?;
        let jwt = text
            .split('\x01')
            .find_map(|field| field.strip_prefix("auth="))
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, jwt)| jwt.trim())?;

        let (signed, signature) = jwt.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let header: JwtHeader = serde_json::from_slice(&unbase64(header)?).ok()?;
        if header.alg != "EdDSA" || header.typ != ACCESS_TOKEN_TYPE {
            return None;
        }
        let key = self.tenancy.read().signing_key(&header.kid)?;
        UnparsedPublicKey::new(&ED25519, &key.public_key)
            .verify(signed.as_bytes(), &unbase64(signature)?)
            .ok()?;

        let claims: AccessClaims = serde_json::from_slice(&unbase64(claims)?).ok()?;
        let now = self.clock.now() / 1_000;
        let valid = claims.iss == ACCESS_TOKEN_ISSUER
            && claims.aud == self.cluster_id.to_string()
            && claims.nbf <= now.saturating_add(CLOCK_SKEW_SECONDS)
            && claims.exp > now
            && claims.exp <= now.saturating_add(LONGEST_TOKEN_SECONDS);
        valid.then(|| Token {
            kid: header.kid,
            tenant: claims.tenant,
            actor: claims.sub,
            grants: claims.grants.into(),
            expires_at: claims.exp.saturating_mul(1_000),
        })
    }
}

#[derive(Deserialize)]
struct JwtHeader {
    alg: String,
    typ: String,
    kid: String,
}

fn unbase64(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use ring::signature::{Ed25519KeyPair, KeyPair as _};
    use wire::{
        clock::ManualClock,
        entropy::SeededEntropy,
        scram::{ClientFirst, salted_password},
    };

    use super::*;
    use crate::tenancy::state::Incoming;

    const TENANT: &str = "inst_01jd7c4v9ke0xbt5q2m8n6rhwz";
    const CREDENTIAL: &str = "cred_01jd7c4v9ke0xbt5q2m8n6rhwz";
    const CLUSTER: &str = "clus_01jd7c4v9ke0xbt5q2m8n6rhwz";
    const NOW: i64 = 1_790_000_000_000;

    struct World {
        authenticator: Authenticator,
        key: ApiKey,
        signer: Ed25519KeyPair,
    }

    fn put(tenancy: &Tenancy, key: &str, value: &serde_json::Value) {
        let value = value.to_string();
        let incoming = Incoming {
            offset: 0,
            key: key.as_bytes(),
            value: Some(value.as_bytes()),
            revision: Some(b"1"),
        };
        tenancy.apply([incoming], 0, true);
    }

    fn world() -> World {
        let entropy = SeededEntropy::new(3);
        let key = ApiKey::generate(KeyKind::Kafka, &entropy);
        let signer = Ed25519KeyPair::from_seed_unchecked(&[9; 32]).unwrap();
        let pepper = Pepper::new(1, &[1; 32]);
        let scram: Vec<_> = [Mechanism::Sha256, Mechanism::Sha512]
            .map(|m| {
                ScramVerifier::derive(m, key.text.expose(), b"0123456789abcdef".to_vec(), 4096)
            })
            .into();
        let tenancy = Arc::new(Tenancy::default());
        put(
            &tenancy,
            &format!("tenant/{TENANT}"),
            &serde_json::json!({
                "org_id": "org_01jd7c4v9ke0xbt5q2m8n6rhwz", "prefix": "abcdefghjk",
                "state": "active", "topic_configs": {}, "shown_cluster_id": "A",
                "limits": {"partitions": 1, "groups": 1, "connections": 1, "bytes_in_per_second": 1,
                    "bytes_out_per_second": 1, "max_message_bytes": 1}
            }),
        );
        put(
            &tenancy,
            &format!("credential/{CREDENTIAL}"),
            &serde_json::json!({"instance_id": TENANT, "name": "app", "grants": []}),
        );
        put(
            &tenancy,
            &format!("key/{}", key.id),
            &serde_json::json!({"credential_id": CREDENTIAL, "verifier": pepper.verifier(&key),
                "scram": scram}),
        );
        let public = base64::engine::general_purpose::STANDARD.encode(signer.public_key().as_ref());
        put(&tenancy, "signing_key/k1", &serde_json::json!({"public_key": public}));
        let authenticator = Authenticator {
            tenancy,
            cluster_id: CLUSTER.parse().unwrap(),
            peppers: [(1, pepper)].into(),
            decoy_secret: Secret::new(vec![5; 32]),
            clock: Arc::new(ManualClock::at(NOW)),
            entropy: Arc::new(entropy),
        };
        World { authenticator, key, signer }
    }

    fn plain(world: &World, token: &str) -> Result<Identity, Failure> {
        match world.authenticator.step(Exchange::Plain, token.as_bytes())? {
            Step::Done(_, granted) => Ok(granted.0),
            Step::Challenge(..) => panic!("PLAIN has one message"),
        }
    }

    #[test]
    fn plain_accepts_the_key_under_its_id_or_as_token() {
        let world = world();
        let (id, password) = (&world.key.id, world.key.text.expose());
        for user in [id.as_str(), "token"] {
            let expected = Identity::Key(id.clone());
            assert_eq!(plain(&world, &format!("\0{user}\0{password}")), Ok(expected.clone()));
            assert_eq!(plain(&world, &format!("{user}\0{user}\0{password}")), Ok(expected));
        }
    }

    #[test]
    fn plain_tells_unknown_and_wrong_keys_apart_only_in_private() {
        let world = world();
        let other = ApiKey::generate(KeyKind::Kafka, &SeededEntropy::new(8));
        let (id, right) = (world.key.id.as_str(), world.key.text.expose());
        let unknown = plain(&world, &format!("\0token\0{}", other.text.expose())).unwrap_err();
        let wrong = plain(&world, &format!("\0{id}\0{}", other.text.expose())).unwrap_err();
        assert_eq!((unknown.reason, wrong.reason), ("unknown_key", "wrong_key"));
        assert_eq!(unknown.public, wrong.public);
        for malformed in [
            String::new(),
            "\0".to_owned(),
            format!("\0{id}\0"),
            format!("somebody\0{id}\0{right}"),
            format!("\0{id}\0{right}\0more"),
        ] {
            assert!(plain(&world, &malformed).is_err(), "{malformed:?} was accepted");
        }
    }

    fn scram(world: &World, user: &str, password: &str) -> Result<Identity, Failure> {
        let mechanism = Mechanism::Sha512;
        let (first, client) = ClientFirst::new(mechanism, user, &SeededEntropy::new(4));
        let exchange = Exchange::start(mechanism.name()).unwrap();
        let Step::Challenge(challenge, exchange) =
            world.authenticator.step(exchange, first.as_bytes())?
        else {
            panic!("SCRAM has two messages")
        };
        let (proof, client) = client
            .respond(std::str::from_utf8(&challenge).unwrap(), |salt, i| {
                salted_password(mechanism, password, salt, i)
            })
            .unwrap();
        match world.authenticator.step(exchange, proof.as_bytes())? {
            Step::Done(last, granted) => {
                client.verify(std::str::from_utf8(&last).unwrap()).unwrap();
                Ok(granted.0)
            }
            Step::Challenge(..) => panic!("SCRAM has two messages"),
        }
    }

    #[test]
    fn scram_accepts_the_key_and_treats_unknown_users_alike() {
        let world = world();
        let (id, password) = (world.key.id.as_str(), world.key.text.expose());
        assert_eq!(scram(&world, id, password), Ok(Identity::Key(world.key.id.clone())));
        let wrong = scram(&world, id, "guess").unwrap_err();
        let unknown = scram(&world, "k00000000000000x", "guess").unwrap_err();
        assert_eq!((wrong.reason, unknown.reason), ("wrong_key", "unknown_key"));
        assert_eq!(wrong.public, unknown.public);
    }

    fn jwt(
        signer: &Ed25519KeyPair,
        header: &serde_json::Value,
        claims: &serde_json::Value,
    ) -> String {
        let part = |v: &serde_json::Value| URL_SAFE_NO_PAD.encode(v.to_string());
        let content = format!("{}.{}", part(header), part(claims));
        let signature = URL_SAFE_NO_PAD.encode(signer.sign(content.as_bytes()).as_ref());
        format!("n,,\x01auth=Bearer {content}.{signature}\x01\x01")
    }

    #[test]
    fn access_tokens_are_held_to_every_claim() {
        let world = world();
        let header = serde_json::json!({"alg": "EdDSA", "typ": ACCESS_TOKEN_TYPE, "kid": "k1"});
        let now = NOW / 1_000;
        let claims = serde_json::json!({"iss": ACCESS_TOKEN_ISSUER, "aud": CLUSTER, "sub": "user_x",
            "iat": now, "nbf": now, "exp": now + 60, "tenant": TENANT, "grants": []});
        let accepted = |header: &serde_json::Value, claims: &serde_json::Value| {
            let token = jwt(&world.signer, header, claims);
            let step = world.authenticator.step(Exchange::Bearer, token.as_bytes()).unwrap();
            matches!(step, Step::Done(..))
        };
        assert!(accepted(&header, &claims));
        for (field, value) in [
            ("iss", serde_json::json!("somebody")),
            ("aud", serde_json::json!("clus_01jd7c4v9ke0xbt5q2m8n6rhw0")),
            ("exp", serde_json::json!(now)),
            ("exp", serde_json::json!(now + 3_600)),
            ("nbf", serde_json::json!(now + 30)),
            ("tenant", serde_json::json!("inst_01jd7c4v9ke0xbt5q2m8n6rhw0")),
        ] {
            let mut changed = claims.clone();
            changed[field] = value;
            assert!(!accepted(&header, &changed), "{field} was not checked");
        }
        for (field, value) in [("alg", "none"), ("alg", "HS256"), ("typ", "JWT"), ("kid", "k2")] {
            let mut changed = header.clone();
            changed[field] = serde_json::json!(value);
            assert!(!accepted(&changed, &claims), "{field} was not checked");
        }
        let stranger = Ed25519KeyPair::from_seed_unchecked(&[8; 32]).unwrap();
        let forged = jwt(&stranger, &header, &claims);
        let step = world.authenticator.step(Exchange::Bearer, forged.as_bytes()).unwrap();
        let Step::Challenge(challenge, exchange) = step else { panic!("forged token accepted") };
        assert_eq!(challenge, br#"{"status":"invalid_token"}"#);
        assert!(world.authenticator.step(exchange, b"\x01").is_err());
    }
}
