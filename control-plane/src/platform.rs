//! Kubernetes as a place for clusters: from what we were told to the orchestrator.

use std::sync::Arc;

use wire::clock::Clock;

use crate::{
    config::{self, ImagePullPolicy, KubernetesConfig, Spread},
    orchestrator::kubernetes::{ConnectError, Exposure, KubernetesOrchestrator, Settings},
};

/// Why clusters cannot run in Kubernetes.
#[derive(Debug, thiserror::Error)]
pub enum PlatformError {
    /// A setting is missing.
    #[error("--{0} is missing: the kubernetes orchestrator needs it")]
    Missing(&'static str),
    /// There is no Kubernetes, or no certificate.
    #[error(transparent)]
    Connect(#[from] ConnectError),
}

/// Connects to the Kubernetes cluster we run in, or to the one of our kubeconfig.
pub async fn connect(
    config: &KubernetesConfig,
    clock: Arc<dyn Clock>,
) -> Result<KubernetesOrchestrator, PlatformError> {
    let pki = config.pki_dir.as_ref().ok_or(PlatformError::Missing("pki-dir"))?;
    Ok(KubernetesOrchestrator::connect(settings(config)?, pki, clock).await?)
}

fn settings(config: &KubernetesConfig) -> Result<Settings, PlatformError> {
    let required = |value: &Option<String>, flag| value.clone().ok_or(PlatformError::Missing(flag));
    let nameless = config.node_address.is_none() && config.domain.is_none();
    let exposure = match config.exposure {
        config::Exposure::InCluster => Exposure::InCluster,
        config::Exposure::NodePort if nameless => {
            return Err(PlatformError::Missing("node-address"));
        }
        config::Exposure::NodePort => {
            Exposure::NodePort { node_address: config.node_address.clone() }
        }
        config::Exposure::LoadBalancer => Exposure::LoadBalancer,
    };
    Ok(Settings {
        installation: required(&config.installation, "installation")?,
        control_plane_namespace: required(
            &config.control_plane_namespace,
            "control-plane-namespace",
        )?,
        metrics_namespace: config.metrics_namespace.clone(),
        kafka_image: required(&config.kafka_image, "kafka-image")?,
        gateway_image: required(&config.gateway_image, "gateway-image")?,
        image_pull_policy: match config.image_pull_policy {
            ImagePullPolicy::Always => "Always",
            ImagePullPolicy::IfNotPresent => "IfNotPresent",
            ImagePullPolicy::Never => "Never",
        },
        storage_class: config.storage_class.clone(),
        exposure,
        domain: config.domain.clone(),
        strictly_spread: config.spread == Spread::Hard,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_ports_need_a_name_for_the_nodes() {
        let some = || Some("x".to_owned());
        let config = KubernetesConfig {
            installation: some(),
            control_plane_namespace: some(),
            kafka_image: some(),
            gateway_image: some(),
            exposure: config::Exposure::NodePort,
            ..KubernetesConfig::default()
        };
        assert!(matches!(settings(&config), Err(PlatformError::Missing("node-address"))));
        let domain = KubernetesConfig { domain: some(), ..config.clone() };
        assert!(settings(&domain).is_ok());
        let address = KubernetesConfig { node_address: some(), ..config };
        let named = Exposure::NodePort { node_address: some() };
        assert_eq!(settings(&address).unwrap().exposure, named);
    }
}
