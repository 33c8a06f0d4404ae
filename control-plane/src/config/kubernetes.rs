//! Settings of the `kubernetes` orchestrator: images, storage, and how clients reach brokers.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::host_name;

/// What clusters on Kubernetes are made of.
#[derive(Debug, Clone, Default, Args)]
pub struct KubernetesConfig {
    /// The name of this Millrace in the Kubernetes cluster: marks everything that is its own.
    #[arg(long, value_name = "NAME", env = "MILLRACE_INSTALLATION", value_parser = label_value,
        required_if_eq("orchestrator", "kubernetes"))]
    pub installation: Option<String>,
    /// The namespace of the control plane, which alone may reach the brokers' own listeners.
    #[arg(long, value_name = "NAME", env = "MILLRACE_CONTROL_PLANE_NAMESPACE",
        value_parser = label_value, required_if_eq("orchestrator", "kubernetes"))]
    pub control_plane_namespace: Option<String>,
    /// The namespace whose pods may read the gateways' metrics; nobody may if none is given.
    #[arg(long, value_name = "NAME", env = "MILLRACE_METRICS_NAMESPACE", value_parser = label_value)]
    pub metrics_namespace: Option<String>,
    /// The image of Kafka: `java` on the path, Kafka in `/opt/kafka/libs`.
    #[arg(
        long,
        value_name = "IMAGE",
        env = "MILLRACE_KAFKA_IMAGE",
        required_if_eq("orchestrator", "kubernetes")
    )]
    pub kafka_image: Option<String>,
    /// The image of the gateway.
    #[arg(
        long,
        value_name = "IMAGE",
        env = "MILLRACE_GATEWAY_IMAGE",
        required_if_eq("orchestrator", "kubernetes")
    )]
    pub gateway_image: Option<String>,
    /// When images are fetched.
    #[arg(
        long,
        value_name = "POLICY",
        env = "MILLRACE_IMAGE_PULL_POLICY",
        value_enum,
        default_value = "IfNotPresent"
    )]
    pub image_pull_policy: ImagePullPolicy,
    /// The class of the brokers' volumes; the Kubernetes cluster's default one if none is given.
    #[arg(long, value_name = "NAME", env = "MILLRACE_STORAGE_CLASS")]
    pub storage_class: Option<String>,
    /// How clients reach brokers.
    #[arg(long, env = "MILLRACE_EXPOSURE", value_enum, default_value = "in-cluster")]
    pub exposure: Exposure,
    /// The name or address of the nodes, for `--exposure node-port` without a domain.
    #[arg(long, value_name = "HOST", env = "MILLRACE_NODE_ADDRESS", value_parser = host_name)]
    pub node_address: Option<String>,
    /// Brokers are called `broker-<n>.<cluster>.<DOMAIN>`; names that you point at them.
    #[arg(long, value_name = "DOMAIN", env = "MILLRACE_DOMAIN", value_parser = host_name)]
    pub domain: Option<String>,
    /// Whether brokers of a cluster may share a node when there are too few.
    #[arg(long, env = "MILLRACE_SPREAD", value_enum, default_value = "soft")]
    pub spread: Spread,
    /// The directory of the authority that signs certificates: `ca.crt` and `ca.key`.
    #[arg(
        long,
        value_name = "DIR",
        env = "MILLRACE_PKI_DIR",
        required_if_eq("orchestrator", "kubernetes")
    )]
    pub pki_dir: Option<PathBuf>,
}

/// When images are fetched, in Kubernetes' words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "PascalCase")]
pub enum ImagePullPolicy {
    /// At each start.
    Always,
    /// Unless the node has them.
    #[default]
    IfNotPresent,
    /// Nodes must have them.
    Never,
}

/// How clients reach brokers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Exposure {
    /// From inside the Kubernetes cluster only.
    #[default]
    InCluster,
    /// At a port of every node.
    NodePort,
    /// At a load balancer for each broker.
    LoadBalancer,
}

/// Whether brokers of a cluster may share a node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Spread {
    /// When there are too few nodes.
    #[default]
    Soft,
    /// Never: a broker waits for a node of its own.
    Hard,
}

/// What Kubernetes takes for the value of a label.
fn label_value(text: &str) -> Result<String, String> {
    let alphanumeric = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    let fine = bytes.len() <= 63
        && alphanumeric(bytes.first())
        && alphanumeric(bytes.last())
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b));
    if fine {
        Ok(text.to_owned())
    } else {
        Err("expected up to 63 letters, digits, `-`, `_` and `.`, such as millrace".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::{
        super::{Cli, Command},
        *,
    };

    #[test]
    fn labels_are_read_or_refused() {
        for good in ["millrace", "prod.millrace", "a", "a-b_c.d"] {
            assert_eq!(label_value(good).as_deref(), Ok(good));
        }
        for bad in ["", "-a", "a.", "a b", "a/b", &"a".repeat(64)] {
            assert!(label_value(bad).is_err(), "{bad} was accepted");
        }
    }

    #[test]
    fn what_kubernetes_needs_is_asked_for_only_there() {
        let base =
            ["x", "serve", "--database-url", "postgres://x/y", "--root-secret-file", "root.key"];
        let kubernetes = [
            ["--orchestrator", "kubernetes"],
            ["--installation", "ns.millrace"],
            ["--control-plane-namespace", "ns"],
            ["--kafka-image", "kafka:1"],
            ["--gateway-image", "gateway:1"],
            ["--pki-dir", "/etc/millrace/pki"],
        ];
        let with =
            |pairs: &[[&str; 2]]| Cli::try_parse_from(base.iter().chain(pairs.as_flattened()));
        assert!(with(&[]).is_ok());
        for missing in 1..kubernetes.len() {
            let mut pairs = kubernetes.to_vec();
            let [flag, _] = pairs.remove(missing);
            let message = with(&pairs).unwrap_err().to_string();
            assert!(message.contains(flag), "{message}");
        }
        let Command::Serve(config) = with(&kubernetes).unwrap().command else { unreachable!() };
        assert_eq!(config.kubernetes.exposure, Exposure::InCluster);
        assert_eq!(config.kubernetes.image_pull_policy, ImagePullPolicy::IfNotPresent);
        let never = ["--image-pull-policy", "Never"];
        assert!(with(&[&kubernetes[..], &[never]].concat()).is_ok());
    }
}
