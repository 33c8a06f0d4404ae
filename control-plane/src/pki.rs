//! The built-in certificate authority: signs what gateways show to their clients.
//!
//! It is for installations without an authority of their own (one machine, tests, a first try on
//! Kubernetes). The key stays in one file, readable by its owner only; losing it costs nothing but
//! that clients have to be given the new `ca.crt`. Certificates are short-lived compared to the
//! authority, and whoever holds one asks [`Authority::renew_before`] when to come back.

mod authority_key;

use std::{
    fs,
    io::{self, Write as _},
    net::IpAddr,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Datelike as _, Days};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, SanType,
};
use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use wire::{clock::UnixMillis, secret::Secret};

/// Days a certificate of the authority itself is valid.
const AUTHORITY_DAYS: u64 = 3650;
/// Days a gateway's certificate is valid; public authorities settled on about as many.
const SERVER_DAYS: u64 = 397;
/// A server certificate is renewed when fewer days than this are left.
const RENEWAL_DAYS: i64 = 60;
const MILLIS_PER_DAY: i64 = 24 * 60 * 60 * 1000;
/// Clocks differ: a certificate is valid from this many days before it was made.
const BACKDATED_DAYS: u64 = 1;

/// Why a certificate could not be had.
#[derive(Debug, thiserror::Error)]
pub enum PkiError {
    /// A file of the authority could not be read or written.
    #[error("cannot use {path}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Only one of the authority's two files is there, or they are not what we wrote.
    #[error(
        "{path} is damaged or its counterpart is missing: restore it, or remove both to get a new authority"
    )]
    Damaged {
        /// Which file.
        path: PathBuf,
    },
    /// The two files do not belong together.
    #[error("{path} is not the key of the certificate beside it: give both of one authority")]
    Mismatch {
        /// The key.
        path: PathBuf,
    },
    /// A name cannot stand in a certificate.
    #[error("`{name}` cannot be the name of a server")]
    Name {
        /// The name.
        name: String,
    },
    /// The library refused.
    #[error("cannot make a certificate")]
    Certificate(#[from] rcgen::Error),
    /// The clock shows a time no certificate can hold.
    #[error("the machine's clock is wrong: it shows {now} ms since 1970")]
    Clock {
        /// What it shows.
        now: UnixMillis,
    },
}

/// A certificate for a server, with its key.
#[derive(Debug)]
pub struct ServerCertificate {
    /// The certificate and the authority's, in that order.
    pub chain_pem: String,
    /// PKCS #8.
    pub key_pem: Secret<String>,
    /// When it expires.
    pub not_after: UnixMillis,
}

/// Signs server certificates.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate_pem: String,
    certificate_file: PathBuf,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authority")
            .field("certificate_file", &self.certificate_file)
            .finish_non_exhaustive()
    }
}

impl Authority {
    /// Opens the authority kept in `directory`, making it when there is none. It may be anybody's:
    /// names and key identifier of what it signs come from its certificate.
    pub fn open(directory: &Path, now: UnixMillis) -> Result<Self, PkiError> {
        let certificate_file = directory.join("ca.crt");
        let key_file = directory.join("ca.key");
        let file_error = |path: &Path| {
            let path = path.to_owned();
            move |source| PkiError::File { path, source }
        };
        match (read_if_there(&certificate_file)?, read_if_there(&key_file)?) {
            (Some(certificate_pem), Some(key_pem)) => {
                let damaged = |path: &Path| PkiError::Damaged { path: path.to_owned() };
                let key = authority_key::read(&key_pem).ok_or_else(|| damaged(&key_file))?;
                let certificate = CertificateDer::from_pem_slice(certificate_pem.as_bytes())
                    .map_err(|_| damaged(&certificate_file))?;
                // A certificate holds the public key as it is.
                let public = key.public_key_raw();
                if !certificate.windows(public.len()).any(|part| part == public) {
                    return Err(PkiError::Mismatch { path: key_file });
                }
                let issuer = Issuer::from_ca_cert_der(&certificate, key)
                    .map_err(|_| damaged(&certificate_file))?;
                Ok(Self { issuer, certificate_pem, certificate_file })
            }
            // The certificate is written last, so a key alone is what an interrupted first start left.
            (None, _) => {
                fs::create_dir_all(directory).map_err(file_error(directory))?;
                let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
                let params = authority_params(now)?;
                let certificate_pem = params.self_signed(&key)?.pem();
                write_file(&key_file, &key.serialize_pem(), 0o600)?;
                write_file(&certificate_file, &certificate_pem, 0o644)?;
                Ok(Self { issuer: Issuer::new(params, key), certificate_pem, certificate_file })
            }
            (Some(_), None) => Err(PkiError::Damaged { path: certificate_file }),
        }
    }

    /// The authority's own certificate: what clients must trust.
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// Where that certificate is.
    pub fn certificate_file(&self) -> &Path {
        &self.certificate_file
    }

    /// Makes a certificate for a server that is known by `names` (host names and addresses).
    pub fn issue(&self, names: &[String], now: UnixMillis) -> Result<ServerCertificate, PkiError> {
        let mut subject = DistinguishedName::new();
        if let Some(first) = names.first() {
            subject.push(DnType::CommonName, first);
        }
        self.sign(subject, names, &[ExtendedKeyUsagePurpose::ServerAuth], now)
    }

    /// Makes a certificate for one of several who know each other by theirs: it serves as `names` if
    /// there are any, and it is shown to others, who read `CN=<common_name>,O=<organization>` in it.
    pub fn issue_peer(
        &self,
        common_name: &str,
        organization: Option<&str>,
        names: &[String],
        now: UnixMillis,
    ) -> Result<ServerCertificate, PkiError> {
        let mut subject = DistinguishedName::new();
        // A name is written from its end (RFC 4514).
        if let Some(organization) = organization {
            subject.push(DnType::OrganizationName, organization);
        }
        subject.push(DnType::CommonName, common_name);
        let usages = [ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
        self.sign(subject, names, &usages, now)
    }

    fn sign(
        &self,
        subject: DistinguishedName,
        names: &[String],
        usages: &[ExtendedKeyUsagePurpose],
        now: UnixMillis,
    ) -> Result<ServerCertificate, PkiError> {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let mut params = CertificateParams::default();
        params.distinguished_name = subject;
        for name in names {
            let san = match name.parse::<IpAddr>() {
                Ok(address) => SanType::IpAddress(address),
                Err(_) => SanType::DnsName(
                    name.as_str().try_into().map_err(|_| PkiError::Name { name: name.clone() })?,
                ),
            };
            params.subject_alt_names.push(san);
        }
        let not_after = set_validity(&mut params, now, SERVER_DAYS)?;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = usages.to_vec();
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer)?;
        Ok(ServerCertificate {
            chain_pem: format!("{}{}", certificate.pem(), self.certificate_pem),
            key_pem: Secret::new(key.serialize_pem()),
            not_after,
        })
    }

    /// When a certificate that expires at `not_after` should be replaced.
    pub const fn renew_before(not_after: UnixMillis) -> UnixMillis {
        not_after - RENEWAL_DAYS * MILLIS_PER_DAY
    }
}

fn authority_params(now: UnixMillis) -> Result<CertificateParams, PkiError> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "Millrace built-in authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    set_validity(&mut params, now, AUTHORITY_DAYS)?;
    Ok(params)
}

fn set_validity(
    params: &mut CertificateParams,
    now: UnixMillis,
    days: u64,
) -> Result<UnixMillis, PkiError> {
    let wrong = || PkiError::Clock { now };
    let today = DateTime::from_timestamp_millis(now).ok_or_else(wrong)?.date_naive();
    let from = today.checked_sub_days(Days::new(BACKDATED_DAYS)).ok_or_else(wrong)?;
    let until = today.checked_add_days(Days::new(days)).ok_or_else(wrong)?;
    let midnight = |day: chrono::NaiveDate| {
        let [month, of_month] = [day.month(), day.day()].map(u8::try_from);
        Ok::<_, PkiError>(rcgen::date_time_ymd(
            day.year(),
            month.map_err(|_| wrong())?,
            of_month.map_err(|_| wrong())?,
        ))
    };
    params.not_before = midnight(from)?;
    params.not_after = midnight(until)?;
    Ok(until.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis())
}

fn read_if_there(path: &Path) -> Result<Option<String>, PkiError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(PkiError::File { path: path.to_owned(), source }),
    }
}

fn write_file(path: &Path, text: &str, mode: u32) -> Result<(), PkiError> {
    let write = || {
        // A key must never exist with looser permissions, not even for a moment.
        let mut options = fs::OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).mode(mode).open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|source| PkiError::File { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use std::{os::unix::fs::PermissionsExt as _, sync::Arc};

    use rustls::{
        RootCertStore,
        client::{WebPkiServerVerifier, danger::ServerCertVerifier as _},
        pki_types::{ServerName, UnixTime},
    };

    use super::*;

    const NOW: UnixMillis = 1_790_000_000_000;

    fn verify(
        ca_pem: &str,
        chain_pem: &str,
        name: &str,
        at: UnixMillis,
    ) -> Result<(), rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(ca_pem.as_bytes()).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
        let chain: Vec<_> =
            CertificateDer::pem_slice_iter(chain_pem.as_bytes()).collect::<Result<_, _>>().unwrap();
        let at = UnixTime::since_unix_epoch(std::time::Duration::from_millis(
            u64::try_from(at).unwrap(),
        ));
        let name = ServerName::try_from(name.to_owned()).unwrap();
        verifier.verify_server_cert(&chain[0], &chain[1..], &name, &[], at).map(drop)
    }

    #[test]
    fn certificates_verify_for_their_names_only_and_after_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let names =
            ["localhost".to_owned(), "127.0.0.1".to_owned(), "kafka.example.com".to_owned()];
        let first = Authority::open(dir.path(), NOW).unwrap();
        let again = Authority::open(dir.path(), NOW + 5 * MILLIS_PER_DAY).unwrap();
        assert_eq!(first.certificate_pem(), again.certificate_pem());
        let certificate = again.issue(&names, NOW).unwrap();
        for name in &names {
            verify(first.certificate_pem(), &certificate.chain_pem, name, NOW).unwrap();
        }
        assert!(
            verify(first.certificate_pem(), &certificate.chain_pem, "example.com", NOW).is_err()
        );
        let expired = certificate.not_after + MILLIS_PER_DAY;
        assert!(
            verify(first.certificate_pem(), &certificate.chain_pem, "localhost", expired).is_err()
        );
        let other = tempfile::tempdir().unwrap();
        let stranger = Authority::open(other.path(), NOW).unwrap();
        assert!(
            verify(stranger.certificate_pem(), &certificate.chain_pem, "localhost", NOW).is_err()
        );
        assert!(Authority::renew_before(certificate.not_after) > NOW);
    }

    #[test]
    fn the_key_is_private_and_a_lost_one_is_reported() {
        let dir = tempfile::tempdir().unwrap();
        Authority::open(dir.path(), NOW).unwrap();
        let key = dir.path().join("ca.key");
        assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
        fs::remove_file(&key).unwrap();
        assert!(matches!(Authority::open(dir.path(), NOW), Err(PkiError::Damaged { .. })));
        fs::remove_file(dir.path().join("ca.crt")).unwrap();
        fs::write(&key, "half a key").unwrap();
        Authority::open(dir.path(), NOW).unwrap();
    }

    #[test]
    fn an_authority_made_elsewhere_signs_too() {
        // As OpenSSL and Helm make them: another name, a key identifier of its own, an EC key in SEC 1.
        let openssl = |directory: &Path, arguments: &str| {
            let mut command = std::process::Command::new("openssl");
            let done = command.args(arguments.split(' ')).current_dir(directory).output().unwrap();
            assert!(done.status.success(), "{done:?}");
        };
        let make = |directory: &Path| {
            openssl(directory, "ecparam -name prime256v1 -genkey -noout -out ca.key");
            let usage = "-addext keyUsage=critical,keyCertSign";
            let request = "req -x509 -new -key ca.key -subj /CN=theirs -days 9 -out ca.crt";
            openssl(directory, &format!("{request} {usage}"));
        };
        let now = wire::clock::Clock::now(&wire::clock::SystemClock);
        let dir = tempfile::tempdir().unwrap();
        make(dir.path());
        let authority = Authority::open(dir.path(), now).unwrap();
        let certificate = authority.issue(&["localhost".to_owned()], now).unwrap();
        verify(authority.certificate_pem(), &certificate.chain_pem, "localhost", now).unwrap();
        // A strict client compares the key identifiers.
        fs::write(dir.path().join("leaf.crt"), &certificate.chain_pem).unwrap();
        openssl(dir.path(), "verify -x509_strict -purpose sslserver -CAfile ca.crt leaf.crt");

        let other = tempfile::tempdir().unwrap();
        make(other.path());
        fs::copy(other.path().join("ca.key"), dir.path().join("ca.key")).unwrap();
        assert!(matches!(Authority::open(dir.path(), now), Err(PkiError::Mismatch { .. })));
    }

    #[test]
    fn a_name_that_is_none_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let authority = Authority::open(dir.path(), NOW).unwrap();
        assert!(matches!(
            authority.issue(&["wäre schön".to_owned()], NOW),
            Err(PkiError::Name { .. })
        ));
    }
}
