//! What a control plane needs to run clusters in Kubernetes, from its settings.

use std::{path::Path, sync::Arc};

use kube::Client;
use wire::{clock::Clock, kafka::client::tls::TlsError};

use super::{KubernetesOrchestrator, Settings, api::ApiServer, own_certificate::OwnCertificate};
use crate::pki::{Authority, PkiError};

/// Why clusters cannot be run in Kubernetes.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Neither a pod's service account nor a kubeconfig.
    #[error("there is no Kubernetes to work in: neither a service account nor a kubeconfig")]
    NoKubernetes(#[source] Box<kube::Error>),
    /// The certificate authority.
    #[error("the certificate authority cannot be used")]
    Pki(#[from] PkiError),
    /// Our own certificate.
    #[error("our own certificate cannot be used")]
    Tls(#[from] TlsError),
}

impl KubernetesOrchestrator {
    /// Connects as the service account of our pod, or as the kubeconfig says.
    pub async fn connect(
        settings: Settings,
        pki: &Path,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ConnectError> {
        let now = clock.now();
        let authority = Authority::open(pki, now)?;
        let own_certificate = OwnCertificate::issue(&authority, &settings.installation, now)?;
        let client = Client::try_default()
            .await
            .map_err(|error| ConnectError::NoKubernetes(Box::new(error)))?;
        Ok(Self { api: ApiServer::new(client), settings, authority, clock, own_certificate })
    }
}
