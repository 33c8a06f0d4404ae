//! The two certificates of a broker: the gateway's for clients, and Kafka's for its peers.
//!
//! They lie in the broker's Secret, with a note of what they are good for. Whoever finds that note
//! wrong or the end near makes new ones. The gateway takes up its new one by itself; Kafka's comes
//! into force with the broker's next restart, which is the roller's business.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Secret as KubernetesSecret;
use serde::{Deserialize, Serialize};
use wire::{clock::UnixMillis, ids::ClusterId, secret::Secret};
use zeroize::Zeroizing;

use crate::pki::{Authority, PkiError, ServerCertificate};

/// A certificate with its key, and what it is good for.
#[derive(Debug)]
pub(super) struct Certificate {
    pub(super) chain_pem: String,
    pub(super) key_pem: Secret<String>,
    pub(super) note: Note,
}

/// What is noted of a certificate beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    pub(super) names: Vec<String>,
    pub(super) not_after: UnixMillis,
}

impl Certificate {
    /// The one in `files` of the Secret if it still serves for `names`, or else a new one.
    pub(super) fn keep_or_issue(
        secret: Option<&KubernetesSecret>,
        note: &'static str,
        files: [&str; 2],
        names: &[String],
        now: UnixMillis,
        issue: impl FnOnce() -> Result<ServerCertificate, PkiError>,
    ) -> Result<Self, PkiError> {
        if let Some(present) = secret.and_then(|secret| Self::read(secret, note, files)) {
            let serves = present.note.names == names
                && now < Authority::renew_before(present.note.not_after);
            if serves {
                return Ok(present);
            }
        }
        let new = issue()?;
        let note = Note { names: names.to_vec(), not_after: new.not_after };
        Ok(Self { chain_pem: new.chain_pem, key_pem: new.key_pem, note })
    }

    fn read(
        secret: &KubernetesSecret,
        note: &'static str,
        [chain, key]: [&str; 2],
    ) -> Option<Self> {
        let annotations: &BTreeMap<String, String> = secret.metadata.annotations.as_ref()?;
        let note = serde_json::from_str(annotations.get(note)?).ok()?;
        let data = secret.data.as_ref()?;
        let text = |name: &str| String::from_utf8(data.get(name)?.0.clone()).ok();
        Some(Self { chain_pem: text(chain)?, key_pem: Secret::new(text(key)?), note })
    }

    /// As Kafka reads it: one file.
    pub(super) fn key_and_chain(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{}{}", self.key_pem.expose(), self.chain_pem))
    }
}

/// What the certificates of a cluster's brokers are made out to, as Java writes it.
pub(super) fn broker_name(cluster: ClusterId) -> String {
    format!("CN={BROKER},O={cluster}")
}

/// The common name in a broker's certificate; the organization is its cluster.
pub(super) const BROKER: &str = "broker";
