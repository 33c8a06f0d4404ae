//! Reads the authority's key, whoever made it.
//!
//! Keys come as PKCS #8 ("PRIVATE KEY") or, for elliptic curves, as tools like OpenSSL and Helm write
//! them ("EC PRIVATE KEY", SEC 1). Only P-256 is taken in the latter form.

use rcgen::KeyPair;
use rustls::pki_types::{PrivateKeyDer, pem::PemObject as _};

/// What PKCS #8 says before a P-256 key in the form of SEC 1: version 0, and the curve's names.
const P256_FRAME: [u8; 24] = [
    0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08,
    0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07,
];

/// The key pair in `pem`, if it can sign.
pub(super) fn read(pem: &str) -> Option<KeyPair> {
    match PrivateKeyDer::from_pem_slice(pem.as_bytes()).ok()? {
        PrivateKeyDer::Pkcs8(key) => KeyPair::try_from(key.secret_pkcs8_der()).ok(),
        PrivateKeyDer::Sec1(key) => {
            let mut der = pkcs8(key.secret_sec1_der())?;
            let pair = KeyPair::try_from(der.as_slice()).ok();
            zeroize::Zeroize::zeroize(&mut der);
            pair
        }
        _ => None,
    }
}

/// Frames a P-256 key. One with its public half has about 120 bytes; other lengths are not it.
fn pkcs8(sec1: &[u8]) -> Option<Vec<u8>> {
    let inner = u8::try_from(sec1.len()).ok().filter(|len| (104..128).contains(len))?;
    let outer = inner + 2 + u8::try_from(P256_FRAME.len()).ok()?;
    let mut der = Vec::with_capacity(usize::from(outer) + 3);
    der.extend_from_slice(&[0x30, 0x81, outer]);
    der.extend_from_slice(&P256_FRAME);
    der.extend_from_slice(&[0x04, inner]);
    der.extend_from_slice(sec1);
    Some(der)
}
