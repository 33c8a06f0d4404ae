//! What was decided for a cluster and must not change: its ports, its Kafka id; and the generation its
//! files were written for. One file, `cluster.json`. Nothing is started in a directory without it, or
//! before it says that the cluster is complete.

use std::{
    collections::HashSet,
    io,
    net::{IpAddr, SocketAddr, TcpListener},
    ops::RangeInclusive,
    path::Path,
};

use serde::{Deserialize, Serialize};
use wire::clock::UnixMillis;

use super::files::{ClusterFiles, read_if_there, write_private};
use crate::{domain::cluster::Endpoint, orchestrator::kafka::Node};

/// The ports of one broker and its gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ports {
    /// The gateway, for clients.
    pub(super) public: u16,
    /// The gateway's health and metrics.
    pub(super) admin: u16,
    /// Kafka, for the control plane and between brokers.
    pub(super) internal: u16,
    /// Kafka, for its gateway.
    pub(super) gateway: u16,
    /// Kafka's controller.
    pub(super) controller: u16,
}

impl Ports {
    fn all(self) -> [u16; 5] {
        [self.public, self.admin, self.internal, self.gateway, self.controller]
    }
}

/// One broker of a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ManifestBroker {
    pub(super) id: u16,
    pub(super) ports: Ports,
    /// The names in the gateway's certificate, and when it expires.
    pub(super) certificate: Option<ManifestCertificate>,
}

/// What must be known of a certificate to decide whether it still serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ManifestCertificate {
    pub(super) names: Vec<String>,
    pub(super) not_after: UnixMillis,
}

/// The file itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) generation: i64,
    /// Whether everything is there that its processes need to start.
    pub(super) complete: bool,
    pub(super) kafka_cluster_id: String,
    pub(super) kafka_version: String,
    /// Before there was a choice, every cluster was public.
    #[serde(default)]
    pub(super) endpoint: Endpoint,
    pub(super) brokers: Vec<ManifestBroker>,
}

impl Manifest {
    pub(super) fn read(files: &ClusterFiles) -> io::Result<Option<Self>> {
        let Some(content) = read_if_there(&files.manifest())? else { return Ok(None) };
        serde_json::from_slice(&content).map(Some).map_err(|error| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{} is not a manifest: {error}", files.manifest().display()),
            )
        })
    }

    pub(super) fn write(&self, files: &ClusterFiles) -> io::Result<()> {
        let content = serde_json::to_vec_pretty(self)?;
        write_private(&files.manifest(), &content)
    }

    /// How Kafka runs on one of the brokers: everything on loopback.
    pub(super) fn node<'a>(
        &self,
        broker: &ManifestBroker,
        advertised_host: &str,
        data: &'a Path,
    ) -> Node<'a> {
        let at = |port: u16| format!("127.0.0.1:{port}");
        let ports = broker.ports;
        Node {
            id: broker.id,
            controllers: self.brokers.iter().map(|b| (b.id, at(b.ports.controller))).collect(),
            controller_listen: at(ports.controller),
            internal_listen: at(ports.internal),
            internal_address: at(ports.internal),
            gateway_listen: at(ports.gateway),
            public_address: format!("{advertised_host}:{}", ports.public),
            data,
            tls: None,
        }
    }

    pub(super) fn ports(&self) -> impl Iterator<Item = u16> {
        self.brokers.iter().flat_map(|broker| broker.ports.all())
    }
}

/// Chooses ports for `brokers` brokers, lowest first: none that is in `taken`, none that anything
/// listens on now. `None` when the range is used up.
pub(super) fn allocate(
    range: RangeInclusive<u16>,
    taken: &HashSet<u16>,
    address: IpAddr,
    brokers: u16,
) -> Option<Vec<Ports>> {
    let mut free = range.filter(|port| !taken.contains(port) && is_free(address, *port));
    (0..brokers)
        .map(|_| {
            Some(Ports {
                public: free.next()?,
                admin: free.next()?,
                internal: free.next()?,
                gateway: free.next()?,
                controller: free.next()?,
            })
        })
        .collect()
}

/// Whether a server could listen on this port now.
pub fn is_free(address: IpAddr, port: u16) -> bool {
    TcpListener::bind(SocketAddr::new(address, port)).is_ok()
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn ports_are_distinct_and_neither_taken_nor_in_use() {
        let busy = TcpListener::bind((LOOPBACK, 0)).unwrap();
        let start = busy.local_addr().unwrap().port().min(u16::MAX - 400);
        let taken = HashSet::from([start + 1, start + 2]);
        let range = start..=start + 400;
        let ports = allocate(range.clone(), &taken, LOOPBACK, 3).unwrap();
        let all: Vec<u16> = ports.iter().flat_map(|ports| ports.all()).collect();
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), 15);
        assert!(!all.contains(&busy.local_addr().unwrap().port()));
        assert!(all.iter().all(|port| range.contains(port) && !taken.contains(port)));
        assert_eq!(allocate(start + 1..=start + 2, &taken, LOOPBACK, 1), None);
    }

    #[test]
    fn a_manifest_comes_back_and_a_damaged_one_is_not_taken_for_absence() {
        let dir = tempfile::tempdir().unwrap();
        let cluster = "clus_01jd7c4v9ke0xbt5q2m8n6rhwz".parse().unwrap();
        let files = ClusterFiles::new(dir.path(), cluster);
        assert_eq!(Manifest::read(&files).unwrap(), None);
        std::fs::create_dir_all(files.directory()).unwrap();
        let ports = Ports { public: 1, admin: 2, internal: 3, gateway: 4, controller: 5 };
        let manifest = Manifest {
            generation: 3,
            complete: true,
            kafka_cluster_id: "MkU3OEVBNTcwNTJENDM2Qg".to_owned(),
            kafka_version: "4.3".to_owned(),
            endpoint: Endpoint::Public,
            brokers: vec![ManifestBroker { id: 1, ports, certificate: None }],
        };
        manifest.write(&files).unwrap();
        assert_eq!(Manifest::read(&files).unwrap(), Some(manifest));
        std::fs::write(files.manifest(), "{").unwrap();
        assert!(Manifest::read(&files).is_err());
    }
}
