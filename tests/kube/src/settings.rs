//! What the suite is told, by flags or by the environment; the only reader of either.

use std::{
    path::PathBuf,
    time::{Duration, SystemTime},
};

use clap::Parser;

/// The whole-system tests of Millrace on Kubernetes.
#[derive(Debug, Parser)]
pub(crate) struct Settings {
    /// The kubeconfig of the cluster to use; with rights of an administrator.
    #[arg(long, env = "KUBECONFIG")]
    pub(crate) kubeconfig: PathBuf,
    /// The chart to install.
    #[arg(long, env = "CHART", default_value = "helm/millrace")]
    pub(crate) chart: PathBuf,
    /// What stands before the names of the images: `millrace-control-plane`, `millrace-gateway`, ….
    #[arg(long, env = "IMAGE_PREFIX", default_value = "millrace.test/")]
    pub(crate) image_prefix: String,
    /// The tag of the images.
    #[arg(long, env = "IMAGE_TAG", default_value = env!("CARGO_PKG_VERSION"))]
    pub(crate) image_tag: String,
    /// Brokers run from this image instead of ours, such as `apache/kafka:4.3.1`.
    #[arg(long, env = "KAFKA_IMAGE")]
    pub(crate) kafka_image: Option<String>,
    /// The scripts of the test cluster. Without them (a cluster of somebody else) the faults of
    /// nodes and of Kubernetes itself cannot be made, and their scenarios are skipped.
    #[arg(long, env = "MILLRACE_KUBE_CLUSTER")]
    pub(crate) cluster: Option<PathBuf>,
    /// Where the test cluster keeps its logs.
    #[arg(long, env = "MILLRACE_KUBE_RUN")]
    pub(crate) cluster_run: Option<PathBuf>,
    /// A database for control planes that the suite runs itself; without it, those scenarios are
    /// skipped.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
    /// How long the API server, and the control plane with its database, stay away.
    #[arg(long, env = "E2E_KUBE_OUTAGE", default_value_t = 120)]
    pub(crate) outage_seconds: u64,
    /// Run only scenarios whose names contain one of these, on what is installed already.
    #[arg(long, value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Begin no scenario after this moment, in seconds since 1970: those that are left are skipped. For
    /// machines that end whatever takes too long.
    #[arg(long, env = "E2E_KUBE_UNTIL")]
    pub(crate) until: Option<u64>,
    /// Where to write what helps after a failure.
    #[arg(long, env = "E2E_KUBE_OUT", default_value = "target/e2e-kube")]
    pub(crate) out: PathBuf,
}

impl Settings {
    /// Whether no scenario may begin any more.
    #[expect(clippy::disallowed_methods, reason = "the moment is one of the machine's own clock")]
    pub(crate) fn is_late(&self) -> bool {
        let until = self.until.map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        until.is_some_and(|until| SystemTime::now() >= until)
    }
}
