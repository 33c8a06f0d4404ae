//! From a workload to files: what its brokers and gateways should find in their directories.

use std::collections::HashSet;

use super::{
    ProcessOrchestrator,
    files::Wanted,
    gateway,
    manifest::{self, Manifest, ManifestBroker, ManifestCertificate},
    read_manifest,
};
use crate::orchestrator::{ClusterWorkload, OrchestratorError, kafka};

/// What a broker and its gateway should find.
pub(super) struct BrokerFiles {
    pub(super) kafka: Vec<Wanted>,
    pub(super) gateway: Vec<Wanted>,
    pub(super) certificate_files: Vec<Wanted>,
    /// Of a certificate that is new.
    pub(super) certificate: Option<ManifestCertificate>,
}

impl ProcessOrchestrator {
    /// The manifest of a workload: what was decided before stays, what is new gets ports.
    pub(super) fn plan(&self, workload: &ClusterWorkload) -> Result<Manifest, OrchestratorError> {
        let files = self.files(workload.cluster_id);
        let mut manifest = read_manifest(&files)?.unwrap_or_else(|| Manifest {
            generation: workload.generation,
            complete: false,
            kafka_cluster_id: workload.kafka_cluster_id.to_string(),
            kafka_version: workload.kafka_version.clone(),
            endpoint: workload.endpoint,
            brokers: Vec::new(),
        });
        if manifest.kafka_cluster_id != workload.kafka_cluster_id.as_str() {
            return Err(OrchestratorError::never(format!(
                "the storage of {} was formatted as Kafka cluster {}, not {}",
                workload.cluster_id, manifest.kafka_cluster_id, workload.kafka_cluster_id
            )));
        }
        let present = u16::try_from(manifest.brokers.len()).unwrap_or(u16::MAX);
        let missing = workload.brokers.checked_sub(present).ok_or_else(|| {
            OrchestratorError::never(format!(
                "{} has {present} brokers and cannot be made to have {}",
                workload.cluster_id, workload.brokers
            ))
        })?;
        if missing > 0 && present > 0 {
            return Err(OrchestratorError::never(format!(
                "{} was made with {present} brokers; their controllers cannot be joined by more",
                workload.cluster_id
            )));
        }
        if missing > 0 {
            let ports = self.free_ports(workload)?;
            manifest.brokers = (1..)
                .zip(ports)
                .map(|(id, ports)| ManifestBroker { id, ports, certificate: None })
                .collect();
        }
        manifest.generation = workload.generation;
        manifest.kafka_version.clone_from(&workload.kafka_version);
        Ok(manifest)
    }

    fn free_ports(
        &self,
        workload: &ClusterWorkload,
    ) -> Result<Vec<manifest::Ports>, OrchestratorError> {
        let mut taken = HashSet::new();
        for cluster in self.directories()? {
            if let Some(manifest) = read_manifest(&self.files(cluster))? {
                taken.extend(manifest.ports());
            }
        }
        let range = self.config.ports.clone();
        let (listen, _) = self.config.reach(workload.endpoint);
        manifest::allocate(range.clone(), &taken, listen, workload.brokers).ok_or_else(|| {
            OrchestratorError::later(format!(
                "no free ports are left between {} and {}",
                range.start(),
                range.end()
            ))
        })
    }

    /// The files of one broker and of its gateway, and the certificate that goes with them.
    pub(super) fn broker_files(
        &self,
        workload: &ClusterWorkload,
        manifest: &Manifest,
        broker: &ManifestBroker,
    ) -> Result<BrokerFiles, OrchestratorError> {
        let release = self.runtime.release(&workload.kafka_version).ok_or_else(|| {
            OrchestratorError::never(format!(
                "Kafka {} is not installed on this machine",
                workload.kafka_version
            ))
        })?;
        let files = self.files(workload.cluster_id);
        let directory = files.kafka(broker.id);
        let (listen, host) = self.config.reach(manifest.endpoint);
        let data = directory.join("data");
        let properties = kafka::properties(workload, &manifest.node(broker, host, &data))?;
        let archive = self.runtime.archive(release);
        let machine = kafka::Machine {
            class_path: &release.class_path,
            archive: kafka::Archive::Use(&archive),
            extra: &[],
            properties: &directory.join(kafka::PROPERTIES_FILE),
        };
        let arguments = kafka::arguments(&machine, workload.shape.heap_mib)?;
        let kafka = vec![
            Wanted::new(directory.join(kafka::PROPERTIES_FILE), properties.as_bytes()),
            Wanted::new(directory.join(kafka::ARGUMENTS_FILE), arguments),
        ];
        let directory = files.gateway(broker.id);
        let names = gateway::server_names(listen, host);
        let present = broker.certificate.as_ref();
        let now = self.clock.now();
        let certificate = gateway::certificate(&self.authority, &names, present, &directory, now)?;
        let gateway = gateway::files(
            workload.cluster_id,
            manifest,
            broker,
            &self.config,
            &workload.secrets,
            &directory,
        )?;
        let certificate_files = certificate
            .as_ref()
            .map_or_else(Vec::new, |new| gateway::certificate_files(new, &directory));
        let certificate =
            certificate.map(|new| ManifestCertificate { names, not_after: new.not_after });
        Ok(BrokerFiles { kafka, gateway, certificate_files, certificate })
    }
}
