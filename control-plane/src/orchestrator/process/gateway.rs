//! How a gateway is configured: its settings, and one private file for each secret.

use std::{fs, net::IpAddr, path::Path, time::SystemTime};

use serde_json::json;
use wire::{clock::UnixMillis, ids::ClusterId};

use super::{
    ProcessConfig, cannot,
    files::Wanted,
    manifest::{Manifest, ManifestBroker, ManifestCertificate},
};
use crate::{
    orchestrator::{ClusterSecrets, OrchestratorError},
    pki::{Authority, ServerCertificate},
};

/// The name of the file a gateway is started with.
pub(super) const CONFIG_FILE: &str = "gateway.json";
/// Nobody reads it but us: which build of the gateway the others were written for.
const PROGRAM_FILE: &str = "program";
const CERTIFICATE_FILE: &str = "tls.crt";
const KEY_FILE: &str = "tls.key";

/// The names clients may reach a gateway by.
pub(super) fn server_names(listen: IpAddr, advertised_host: &str) -> Vec<String> {
    let mut names = vec![advertised_host.to_owned()];
    for name in ["localhost".to_owned(), "127.0.0.1".to_owned(), listen.to_string()] {
        let unspecified = name.parse::<IpAddr>().is_ok_and(|address| address.is_unspecified());
        if !unspecified && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A new certificate, unless the one at hand still serves.
pub(super) fn certificate(
    authority: &Authority,
    names: &[String],
    present: Option<&ManifestCertificate>,
    directory: &Path,
    now: UnixMillis,
) -> Result<Option<ServerCertificate>, OrchestratorError> {
    let serves = present.is_some_and(|certificate| {
        certificate.names == names && now < Authority::renew_before(certificate.not_after)
    });
    let there = [CERTIFICATE_FILE, KEY_FILE].iter().all(|file| directory.join(file).is_file());
    if serves && there {
        return Ok(None);
    }
    authority.issue(names, now).map(Some).map_err(|error| {
        OrchestratorError::never("no certificate for the gateway").caused_by(error)
    })
}

/// The files of a certificate.
pub(super) fn certificate_files(certificate: &ServerCertificate, directory: &Path) -> Vec<Wanted> {
    vec![
        Wanted::new(directory.join(KEY_FILE), certificate.key_pem.expose().as_bytes()),
        Wanted::new(directory.join(CERTIFICATE_FILE), certificate.chain_pem.as_bytes()),
    ]
}

/// All other files of a gateway.
pub(super) fn files(
    cluster: ClusterId,
    manifest: &Manifest,
    broker: &ManifestBroker,
    config: &ProcessConfig,
    secrets: &ClusterSecrets,
    directory: &Path,
) -> Result<Vec<Wanted>, OrchestratorError> {
    let pepper_file = |version: &u16| format!("pepper-{version}");
    let peppers: serde_json::Map<_, _> = secrets
        .peppers
        .keys()
        .map(|version| (version.to_string(), pepper_file(version).into()))
        .collect();
    let peers: serde_json::Map<_, _> = manifest
        .brokers
        .iter()
        .map(|peer| (peer.id.to_string(), format!("127.0.0.1:{}", peer.ports.internal).into()))
        .collect();
    let ports = broker.ports;
    let settings = json!({
        "cluster_id": cluster,
        "broker_id": broker.id,
        "listen": std::net::SocketAddr::new(config.reach(manifest.endpoint).0, ports.public),
        "admin_listen": format!("127.0.0.1:{}", ports.admin),
        "upstream": format!("127.0.0.1:{}", ports.gateway),
        "peers": peers,
        "tls": { "certificate_file": CERTIFICATE_FILE, "key_file": KEY_FILE },
        "gateway_password_file": "gateway-password",
        "upstream_secret_file": "upstream-secret",
        "pepper_files": peppers,
        "log_format": "text",
    });
    let wanted = |name: &str, content: &[u8]| Wanted::new(directory.join(name), content);
    let mut files = vec![
        wanted("gateway-password", secrets.gateway_password.expose().as_bytes()),
        wanted("upstream-secret", secrets.upstream.expose()),
    ];
    for (version, pepper) in &secrets.peppers {
        files.push(wanted(&pepper_file(version), pepper.expose()));
    }
    files.push(wanted(CONFIG_FILE, format!("{settings:#}\n").as_bytes()));
    files.push(wanted(PROGRAM_FILE, program(&config.gateway_program)?.as_bytes()));
    Ok(files)
}

/// What tells one build of the gateway from the next, so that a gateway of an earlier one is seen to
/// be outdated.
fn program(path: &Path) -> Result<String, OrchestratorError> {
    let unreadable = cannot("read", path);
    let metadata = fs::metadata(path).map_err(&unreadable)?;
    let modified = metadata.modified().map_err(&unreadable)?;
    let since = modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Ok(format!("{}\n{} bytes\n{}\n", path.display(), metadata.len(), since.as_nanos()))
}
