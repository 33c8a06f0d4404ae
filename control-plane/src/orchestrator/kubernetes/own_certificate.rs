//! The control plane's own certificate, which brokers demand of whoever comes to their `INTERNAL`
//! listeners.
//!
//! It is kept in memory only: each control plane makes its own when it starts, and a new one before
//! that one ends. Connections that are open stay so; every new one asks for these settings first.

use std::sync::{Mutex, PoisonError};

use wire::{
    clock::UnixMillis,
    error::chain,
    kafka::client::{
        Security,
        tls::{ClientCertificate, client_config},
    },
    secret::Secret,
};

use super::ConnectError;
use crate::pki::Authority;

/// What the control plane's own certificate calls it.
const CONTROL_PLANE: &str = "control-plane";

/// The certificate, renewed when its end is near.
pub(super) struct OwnCertificate {
    installation: String,
    present: Mutex<Present>,
}

/// The settings that show the present certificate.
struct Present {
    security: Security,
    not_after: UnixMillis,
}

impl OwnCertificate {
    /// The first one.
    pub(super) fn issue(
        authority: &Authority,
        installation: &str,
        now: UnixMillis,
    ) -> Result<Self, ConnectError> {
        let present = Mutex::new(Present::issue(authority, installation, now)?);
        Ok(Self { installation: installation.to_owned(), present })
    }

    /// How to talk to brokers from now on.
    pub(super) fn security(&self, authority: &Authority, now: UnixMillis) -> Security {
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        if now >= Authority::renew_before(present.not_after) {
            match Present::issue(authority, &self.installation, now) {
                Ok(new) => *present = new,
                // The present one serves until its end, and the next call tries again.
                Err(error) => tracing::error!(error = chain(&error), "certificate.not_renewed"),
            }
        }
        present.security.clone()
    }
}

impl Present {
    fn issue(
        authority: &Authority,
        installation: &str,
        now: UnixMillis,
    ) -> Result<Self, ConnectError> {
        let issued = authority.issue_peer(CONTROL_PLANE, Some(installation), &[], now)?;
        let key_pem = Secret::new(issued.key_pem.expose().clone().into_bytes());
        let certificate =
            ClientCertificate { chain_pem: issued.chain_pem.as_bytes(), key_pem: &key_pem };
        let config = client_config(authority.certificate_pem().as_bytes(), Some(&certificate))?;
        let security = Security::Tls { config, server_name: None };
        Ok(Self { security, not_after: issued.not_after })
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Duration};

    use rustls::{
        RootCertStore, SignatureScheme,
        crypto::ring,
        pki_types::{CertificateDer, UnixTime, pem::PemObject as _},
        server::WebPkiClientVerifier,
    };
    use wire::clock::{Clock as _, ManualClock};

    use super::*;

    const DAY: i64 = 24 * 60 * 60 * 1000;

    /// The certificates a broker is shown.
    fn shown(security: &Security) -> Vec<CertificateDer<'static>> {
        let Security::Tls { config, .. } = security else { panic!("not encrypted") };
        let schemes = [SignatureScheme::ECDSA_NISTP256_SHA256];
        config.client_auth_cert_resolver.resolve(&[], &schemes).unwrap().cert.clone()
    }

    #[test]
    fn a_new_certificate_replaces_the_old_one_long_before_its_end() {
        let clock = ManualClock::at(1_790_000_000_000);
        let directory = tempfile::tempdir().unwrap();
        let authority = Authority::open(directory.path(), clock.now()).unwrap();
        let own = OwnCertificate::issue(&authority, "here", clock.now()).unwrap();
        let ca = CertificateDer::from_pem_slice(authority.certificate_pem().as_bytes()).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(ca).unwrap();
        let provider = Arc::new(ring::default_provider());
        let broker =
            WebPkiClientVerifier::builder_with_provider(roots.into(), provider).build().unwrap();
        let welcome = |chain: &[CertificateDer<'_>], now: UnixMillis| {
            let now = UnixTime::since_unix_epoch(Duration::from_millis(now.try_into().unwrap()));
            broker.verify_client_cert(&chain[0], &chain[1..], now).is_ok()
        };

        let first = shown(&own.security(&authority, clock.now()));
        clock.advance(300 * DAY);
        assert_eq!(shown(&own.security(&authority, clock.now())), first);
        clock.advance(60 * DAY);
        let second = shown(&own.security(&authority, clock.now()));
        assert_ne!(second, first);
        assert!(welcome(&first, clock.now()), "the first was still good");

        // As long as the authority is there to sign.
        for _ in 0..80 {
            clock.advance(30 * DAY);
            assert!(welcome(&shown(&own.security(&authority, clock.now())), clock.now()));
        }
        assert!(!welcome(&first, clock.now()));
    }
}
