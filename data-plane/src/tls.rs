//! The server's side of TLS: 1.2 and 1.3, one certificate for every client, reread when it changes.
//!
//! A client that names no host (SNI) gets the same certificate, since the tenant comes from the
//! credentials and not from the name. New files replace the certificate for new connections only; a
//! pair of files that does not work leaves the old certificate in force.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::SystemTime,
};

use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};

use crate::config::TlsFiles;

/// Why no certificate can be served from the files.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is not the PEM expected.
    #[error("cannot read a PEM {what} from `{}`", path.display())]
    Pem {
        /// What was expected.
        what: &'static str,
        /// Where.
        path: PathBuf,
        /// What went wrong.
        #[source]
        source: rustls::pki_types::pem::Error,
    },
    /// The two do not belong together, or are of a kind we do not support.
    #[error("certificate and key cannot be used together")]
    Unusable(#[from] rustls::Error),
    /// The files cannot be looked at.
    #[error("cannot look at the certificate files")]
    Stat(#[from] io::Error),
}

/// The certificate in force.
#[derive(Debug)]
pub struct Certificate {
    files: TlsFiles,
    current: RwLock<(Arc<CertifiedKey>, Stamp)>,
}

/// Tells a changed pair of files from an unchanged one.
type Stamp = [(SystemTime, u64); 2];

impl Certificate {
    /// Reads the certificate; fails when there is none to serve.
    pub fn load(files: TlsFiles) -> Result<Arc<Self>, TlsError> {
        let loaded = (read(&files)?, stamp(&files)?);
        Ok(Arc::new(Self { files, current: RwLock::new(loaded) }))
    }

    /// Rereads the files if they changed. Whether there is a new certificate now.
    pub fn refresh(&self) -> Result<bool, TlsError> {
        let stamp = stamp(&self.files)?;
        if self.current.read().unwrap_or_else(PoisonError::into_inner).1 == stamp {
            return Ok(false);
        }
        let key = read(&self.files)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = (key, stamp);
        Ok(true)
    }

    /// The TLS settings that serve this certificate.
    pub fn server_config(self: &Arc<Self>) -> Result<Arc<ServerConfig>, TlsError> {
        let certificate: Arc<dyn ResolvesServerCert> = Arc::<Self>::clone(self);
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?
            .with_no_client_auth()
            .with_cert_resolver(certificate);
        // One ticket is enough: a Kafka client opens few connections at a time.
        config.send_tls13_tickets = 1;
        Ok(Arc::new(config))
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner).0))
    }
}

fn read(files: &TlsFiles) -> Result<Arc<CertifiedKey>, TlsError> {
    let pem = |what, path: &Path, source| TlsError::Pem { what, path: path.to_owned(), source };
    let certificate = &files.certificate_file;
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|source| pem("certificate", certificate, source))?;
    let key = PrivateKeyDer::from_pem_file(&files.key_file)
        .map_err(|source| pem("private key", &files.key_file, source))?;
    Ok(Arc::new(CertifiedKey::from_der(chain, key, &ring::default_provider())?))
}

fn stamp(files: &TlsFiles) -> io::Result<Stamp> {
    let of = |path: &Path| {
        let metadata = fs::metadata(path)?;
        Ok::<_, io::Error>((metadata.modified()?, metadata.len()))
    };
    Ok([of(&files.certificate_file)?, of(&files.key_file)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(files: &TlsFiles) -> Vec<u8> {
        let pair = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        fs::write(&files.certificate_file, pair.cert.pem()).unwrap();
        fs::write(&files.key_file, pair.signing_key.serialize_pem()).unwrap();
        pair.cert.der().to_vec()
    }

    #[test]
    fn changed_files_replace_the_certificate_and_broken_ones_do_not() {
        let directory = tempfile::tempdir().unwrap();
        let files = TlsFiles {
            certificate_file: directory.path().join("c.pem"),
            key_file: directory.path().join("k.pem"),
        };
        let served = |c: &Certificate| c.current.read().unwrap().0.cert[0].to_vec();
        let first = write(&files);
        let certificate = Certificate::load(files.clone()).unwrap();
        assert_eq!(served(&certificate), first);
        assert!(!certificate.refresh().unwrap());

        fs::write(&files.certificate_file, "nonsense").unwrap();
        assert!(certificate.refresh().is_err());
        assert_eq!(served(&certificate), first);

        let second = write(&files);
        assert!(certificate.refresh().unwrap());
        assert_eq!(served(&certificate), second);
        assert!(certificate.server_config().is_ok());
    }
}
