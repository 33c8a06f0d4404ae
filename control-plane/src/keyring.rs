//! Everything secret that Millrace can derive instead of storing.
//!
//! One 32-byte root secret, kept in a file, is expanded (HKDF-SHA-256) into a key per purpose. So the
//! database holds no secret at all, a stolen dump verifies and decrypts nothing, and there is one
//! thing to back up and guard. Each key has a label of its own; a label is never reused for another
//! purpose.

use std::{
    fmt,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use ring::{
    aead, digest, hkdf, hmac,
    signature::{Ed25519KeyPair, KeyPair as _},
};
use wire::{
    entropy::Entropy,
    ids::ClusterId,
    key::Pepper,
    secret::Secret,
    tenancy::{ACCESS_TOKEN_TYPE, AccessClaims, SigningKey},
};

/// Length of the root secret in bytes.
pub const ROOT_LEN: usize = 32;

/// The version new verifiers are made with.
const PEPPER_VERSION: u16 = 1;

/// Why the root secret cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// There is none.
    #[error(
        "there is no root secret file {path}: restore it from your backup or, for a new \
         installation, make one with `(umask 077; head -c 32 /dev/urandom > {path})`"
    )]
    Missing {
        /// Which file.
        path: PathBuf,
    },
    /// It cannot be read or written.
    #[error("the root secret file {path} cannot be used")]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It has another length.
    #[error(
        "the root secret file {path} has {found} bytes, expected {ROOT_LEN}: restore the one \
         this installation was started with"
    )]
    Length {
        /// Which file.
        path: PathBuf,
        /// How many bytes it has.
        found: usize,
    },
    /// Others may read it.
    #[error(
        "the root secret file {path} is readable by others (mode {mode:o}): run `chmod 600 {path}`"
    )]
    Mode {
        /// Which file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
}

/// A sealed value was altered, or sealed for something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value does not open: it was altered or sealed under another root secret")]
pub struct SealError;

/// A key pair that signs JSON Web Tokens with Ed25519.
pub struct SigningPair {
    kid: String,
    public: Vec<u8>,
    private: EncodingKey,
}

impl SigningPair {
    fn derive(seed: &[u8; 32]) -> Self {
        let pair =
            Ed25519KeyPair::from_seed_unchecked(seed).expect("any 32 bytes are an Ed25519 seed");
        let public = pair.public_key().as_ref().to_vec();
        // PKCS#8 v1 of an Ed25519 private key (RFC 8410): a fixed frame around the seed.
        let mut der = vec![
            0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22,
            0x04, 0x20,
        ];
        der.extend_from_slice(seed);
        let private = EncodingKey::from_ed_der(&der);
        zeroize::Zeroize::zeroize(&mut der);
        Self { kid: hex(&digest::digest(&digest::SHA256, &public).as_ref()[..8]), public, private }
    }

    /// The key's id: the start of the hash of its public half.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The public half, 32 bytes.
    pub fn public(&self) -> &[u8] {
        &self.public
    }

    /// Signs `claims` as a token of the given `typ`.
    pub fn sign(&self, typ: &str, claims: &impl serde::Serialize) -> String {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(typ.to_owned());
        header.kid = Some(self.kid.clone());
        jsonwebtoken::encode(&header, claims, &self.private)
            .expect("claims are plain structs and the key is of the algorithm's kind")
    }
}

/// The keys of this Millrace.
pub struct Keyring {
    prk: hkdf::Prk,
    pepper: Pepper,
    sessions: SigningPair,
    clusters: SigningPair,
    refresh: hmac::Key,
    pages: hmac::Key,
    seal: aead::LessSafeKey,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring([redacted])")
    }
}

impl Keyring {
    /// Derives all keys from the root secret.
    pub fn new(root: &Secret<Vec<u8>>) -> Self {
        let prk = hkdf::Salt::new(hkdf::HKDF_SHA256, b"millrace").extract(root.expose());
        let mac = |label: &str| hmac::Key::new(hmac::HMAC_SHA256, &expand(&prk, label));
        let seal = aead::UnboundKey::new(&aead::AES_256_GCM, &expand(&prk, "idempotency/seal"))
            .expect("an AES-256 key has 32 bytes");
        Self {
            pepper: Pepper::new(PEPPER_VERSION, &expand(&prk, "pepper/1")),
            sessions: SigningPair::derive(&expand(&prk, "jwt/session")),
            clusters: SigningPair::derive(&expand(&prk, "jwt/cluster-access")),
            refresh: mac("refresh-token"),
            pages: mac("page-token"),
            seal: aead::LessSafeKey::new(seal),
            prk,
        }
    }

    /// Reads the root secret from `path`.
    pub fn load(path: &Path) -> Result<Self, KeyringError> {
        use std::os::unix::fs::PermissionsExt as _;
        let io = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => KeyringError::Missing { path: path.to_owned() },
            _ => KeyringError::Io { path: path.to_owned(), source },
        };
        let mode = std::fs::metadata(path).map_err(io)?.permissions().mode() & 0o777;
        // A group may read it: Kubernetes mounts secrets for a pod's group.
        if mode & 0o007 != 0 {
            return Err(KeyringError::Mode { path: path.to_owned(), mode });
        }
        let root = Secret::new(std::fs::read(path).map_err(io)?);
        let found = root.expose().len();
        if found != ROOT_LEN {
            return Err(KeyringError::Length { path: path.to_owned(), found });
        }
        Ok(Self::new(&root))
    }

    /// Reads the root secret from `path`, and makes a new one there if there is none. Only for a
    /// stack on one machine: a service that starts with a fresh secret locks everybody out.
    pub fn load_or_create(path: &Path, entropy: &dyn Entropy) -> Result<Self, KeyringError> {
        use std::os::unix::fs::OpenOptionsExt as _;
        let io = |source| KeyringError::Io { path: path.to_owned(), source };
        if !path.exists() {
            // Written aside and renamed, so that a crash leaves none rather than half a secret.
            let fresh = path.with_extension("new");
            let root = Secret::new(entropy.bytes::<ROOT_LEN>());
            let mut file = std::fs::OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&fresh)
                .map_err(io)?;
            file.write_all(root.expose()).and_then(|()| file.sync_all()).map_err(io)?;
            std::fs::rename(&fresh, path).map_err(io)?;
        }
        Self::load(path)
    }

    /// The pepper new API keys and tokens are hashed with.
    pub const fn pepper(&self) -> &Pepper {
        &self.pepper
    }

    /// The secret of a pepper, as gateways need it to verify keys; `None` for a version that never
    /// was.
    pub fn pepper_secret(&self, version: u16) -> Option<Secret<Vec<u8>>> {
        let label = format!("pepper/{version}");
        (version == PEPPER_VERSION).then(|| Secret::new(expand(&self.prk, &label).to_vec()))
    }

    /// The pepper of a stored verifier; `None` for a version that never was.
    pub fn pepper_of(&self, version: u16) -> Option<&Pepper> {
        (version == PEPPER_VERSION).then_some(&self.pepper)
    }

    /// Password of the Kafka user `millrace` on a cluster.
    pub fn cluster_admin_password(&self, cluster: ClusterId) -> Secret<String> {
        self.cluster_password(cluster, "admin-password")
    }

    /// Password of the Kafka user `gateway` on a cluster.
    pub fn cluster_gateway_password(&self, cluster: ClusterId) -> Secret<String> {
        self.cluster_password(cluster, "gateway-password")
    }

    /// The secret from which the passwords of a cluster's tenants are derived
    /// ([`wire::tenancy::TenantPrefix::upstream_password`]).
    pub fn cluster_upstream_secret(&self, cluster: ClusterId) -> Secret<Vec<u8>> {
        Secret::new(expand(&self.prk, &format!("cluster/{cluster}/upstream")).to_vec())
    }

    /// Signs the short-lived token with which the control plane acts at a gateway.
    pub fn sign_access(&self, claims: &AccessClaims) -> Secret<String> {
        Secret::new(self.clusters.sign(ACCESS_TOKEN_TYPE, claims))
    }

    /// Id and public half of the key that signs access tokens, as the tenancy records carry it.
    pub fn access_signing_key(&self) -> (String, SigningKey) {
        (self.clusters.kid.clone(), SigningKey { public_key: self.clusters.public.clone() })
    }

    /// The key pair that signs people's session tokens.
    pub const fn session_signing(&self) -> &SigningPair {
        &self.sessions
    }

    /// What is stored in place of a refresh token.
    pub fn refresh_hash(&self, token: &[u8]) -> Vec<u8> {
        hmac::sign(&self.refresh, token).as_ref().to_vec()
    }

    /// Whether `hash` belongs to this refresh token; takes the same time either way.
    pub fn is_refresh_hash(&self, token: &[u8], hash: &[u8]) -> bool {
        hmac::verify(&self.refresh, token, hash).is_ok()
    }

    /// Authenticates a page token's content.
    pub fn page_tag(&self, content: &[u8]) -> Vec<u8> {
        hmac::sign(&self.pages, content).as_ref().to_vec()
    }

    /// Whether `tag` authenticates a page token's content.
    pub fn is_page_tag(&self, content: &[u8], tag: &[u8]) -> bool {
        hmac::verify(&self.pages, content, tag).is_ok()
    }

    /// Encrypts a value for storage; it opens only together with the same `context`.
    pub fn seal(&self, context: &[u8], plain: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        let nonce = entropy.bytes::<{ aead::NONCE_LEN }>();
        let mut body = plain.to_vec();
        self.seal
            .seal_in_place_append_tag(
                aead::Nonce::assume_unique_for_key(nonce),
                aead::Aad::from(context),
                &mut body,
            )
            .expect("a response is far below the cipher's limit");
        [nonce.as_slice(), &body].concat()
    }

    /// Decrypts what [`Self::seal`] made.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, body) = sealed.split_first_chunk::<{ aead::NONCE_LEN }>().ok_or(SealError)?;
        let mut body = body.to_vec();
        let plain = self
            .seal
            .open_in_place(
                aead::Nonce::assume_unique_for_key(*nonce),
                aead::Aad::from(context),
                &mut body,
            )
            .map_err(|_| SealError)?;
        Ok(plain.to_vec())
    }

    fn cluster_password(&self, cluster: ClusterId, purpose: &str) -> Secret<String> {
        Secret::new(hex(&expand(&self.prk, &format!("cluster/{cluster}/{purpose}"))))
    }
}

fn expand(prk: &hkdf::Prk, label: &str) -> [u8; 32] {
    let mut key = [0; 32];
    prk.expand(&[label.as_bytes()], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(&mut key))
        .expect("32 bytes are within what HKDF-SHA-256 may give");
    key
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
        text
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use wire::{clock::ManualClock, entropy::SeededEntropy};

    use super::*;

    fn keyring(byte: u8) -> Keyring {
        Keyring::new(&Secret::new(vec![byte; ROOT_LEN]))
    }

    #[test]
    fn keys_are_stable_and_differ_by_root_cluster_and_purpose() {
        let (clock, entropy) = (ManualClock::at(1), SeededEntropy::new(1));
        let (a, b) = (ClusterId::new(&clock, &entropy), ClusterId::new(&clock, &entropy));
        let ring = keyring(1);
        let password = ring.cluster_admin_password(a);
        assert_eq!(password.expose(), keyring(1).cluster_admin_password(a).expose());
        assert_ne!(password.expose(), keyring(2).cluster_admin_password(a).expose());
        assert_ne!(password.expose(), ring.cluster_admin_password(b).expose());
        assert_ne!(password.expose(), ring.cluster_gateway_password(a).expose());
        assert_ne!(ring.session_signing().kid(), ring.access_signing_key().0);
    }

    #[test]
    fn what_is_sealed_opens_only_unaltered_and_in_its_context() {
        let ring = keyring(1);
        let sealed = ring.seal(b"here", b"secret", &SeededEntropy::new(1));
        assert_eq!(ring.open(b"here", &sealed).unwrap(), b"secret");
        assert_eq!(ring.open(b"there", &sealed), Err(SealError));
        assert_eq!(keyring(2).open(b"here", &sealed), Err(SealError));
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert_eq!(ring.open(b"here", &altered), Err(SealError), "byte {at}");
        }
        assert_eq!(ring.open(b"here", &[]), Err(SealError));
    }

    #[test]
    fn the_root_file_is_private_and_complete_or_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("root.key");
        assert!(
            matches!(Keyring::load(&path), Err(KeyringError::Missing { .. })),
            "made one unasked"
        );
        let made = Keyring::load_or_create(&path, &SeededEntropy::new(1)).unwrap();
        let read = Keyring::load_or_create(&path, &SeededEntropy::new(2)).unwrap();
        assert_eq!(made.session_signing().kid(), read.session_signing().kid(), "it was replaced");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Keyring::load(&path), Err(KeyringError::Mode { mode: 0o644, .. })));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(&path, b"short").unwrap();
        assert!(matches!(Keyring::load(&path), Err(KeyringError::Length { found: 5, .. })));
    }
}
