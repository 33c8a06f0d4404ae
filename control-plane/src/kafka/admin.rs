//! The administrator's verbs on a real cluster.
//!
//! Kafka's own answers make them idempotent: what exists already, or is gone already, counts as
//! done. Everything of a tenant carries its prefix, so a verb on a tenant touches nothing else.

mod acls;
mod groups;
mod health;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::time::Instant;
use wire::{
    broker::{gateway_acls, tenant_acls},
    entropy::Entropy,
    kafka::{
        ErrorCode,
        messages::{
            AlterUserScramCredentialsRequest, CreateTopicsRequest, DeleteTopicsRequest,
            DescribeUserScramCredentialsRequest, IncrementalAlterConfigsRequest, MetadataRequest,
            alter_user_scram_credentials::request::{
                ScramCredentialDeletion, ScramCredentialUpsertion,
            },
            create_topics::request::{CreatableTopic, CreatableTopicConfig},
            delete_topics::request::DeleteTopicState,
            incremental_alter_configs::request::{AlterConfigsResource, AlterableConfig},
            metadata::request::MetadataRequestTopic,
        },
    },
    scram::{self, Mechanism},
    secret::Secret,
    tenancy::TenantPrefix,
};

use super::{ClusterAccess, ClusterAdmin, Health, InternalTopic, KafkaError, Tenants, pool::Pool};

/// Kafka's number of topics among the resources that have configurations.
const TOPIC_RESOURCE: i8 = 2;
/// Kafka's number of "set this configuration".
const SET: i8 = 0;
/// Patience of a broker with changes that the controller makes.
const CHANGE_TIMEOUT_MS: i32 = 15_000;

/// The administrator of real clusters.
#[derive(Clone)]
pub struct KafkaAdmin {
    pool: Pool,
    entropy: Arc<dyn Entropy>,
}

impl KafkaAdmin {
    /// An administrator without connections yet.
    pub fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self { pool: Pool::new(Arc::clone(&entropy)), entropy }
    }

    async fn put_user(
        &self,
        cluster: &ClusterAccess,
        user: String,
        password: &Secret<String>,
    ) -> Result<(), KafkaError> {
        let salt = self.entropy.bytes::<24>();
        let password = password.clone();
        let derive = move || {
            scram::salted_password(Mechanism::Sha512, password.expose(), &salt, scram::ITERATIONS)
        };
        let salted = tokio::task::spawn_blocking(derive).await.map_err(|_| {
            KafkaError::Incomplete { call: "PBKDF2", lacks: "a result: the runtime is stopping" }
        })?;
        let request = AlterUserScramCredentialsRequest {
            upsertions: vec![ScramCredentialUpsertion {
                name: user,
                mechanism: Mechanism::Sha512.kafka_code(),
                iterations: i32::try_from(scram::ITERATIONS).unwrap_or(i32::MAX),
                salt: Bytes::copy_from_slice(&salt),
                salted_password: Bytes::copy_from_slice(salted.expose()),
                ..Default::default()
            }],
            ..Default::default()
        };
        let response = self.pool.call(cluster, &request).await?;
        for result in response.results {
            refusal("AlterUserScramCredentials", result.error_code, result.error_message, &[])?;
        }
        Ok(())
    }

    /// A topic is of use only once its partition has a leader, a moment after it was created.
    async fn await_leader(
        &self,
        cluster: &ClusterAccess,
        topic: &'static str,
    ) -> Result<(), KafkaError> {
        const PATIENCE: Duration = Duration::from_secs(5);
        const PAUSE: Duration = Duration::from_millis(20);
        let until = Instant::now() + PATIENCE;
        loop {
            let request = MetadataRequest {
                topics: Some(vec![MetadataRequestTopic {
                    name: Some(topic.to_owned()),
                    ..Default::default()
                }]),
                allow_auto_topic_creation: false,
                ..Default::default()
            };
            let response = self.pool.call(cluster, &request).await?;
            let led = response.topics.iter().flat_map(|t| &t.partitions).any(|p| p.leader_id >= 0);
            if led {
                return Ok(());
            }
            if Instant::now() >= until {
                return Err(KafkaError::Incomplete { call: "Metadata", lacks: "a leader" });
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// An error unless there is none or it means that nothing is left to do.
pub(super) fn refusal(
    call: &'static str,
    code: i16,
    message: Option<String>,
    as_good_as_done: &[ErrorCode],
) -> Result<(), KafkaError> {
    let code = ErrorCode(code);
    if code.is_none() || as_good_as_done.contains(&code) {
        Ok(())
    } else {
        Err(KafkaError::Refused { call, code, message })
    }
}

#[async_trait]
impl ClusterAdmin for KafkaAdmin {
    async fn ensure_topic(
        &self,
        cluster: &ClusterAccess,
        topic: InternalTopic,
    ) -> Result<(), KafkaError> {
        let configs = topic.configs.iter().map(|(name, value)| CreatableTopicConfig {
            name: (*name).to_owned(),
            value: Some((*value).to_owned()),
            ..Default::default()
        });
        let request = CreateTopicsRequest {
            topics: vec![CreatableTopic {
                name: topic.name.to_owned(),
                num_partitions: 1,
                // A gateway reads from the broker beside it, so each broker holds a copy.
                replication_factor: i16::try_from(cluster.brokers).unwrap_or(i16::MAX),
                configs: configs.collect(),
                ..Default::default()
            }],
            timeout_ms: CHANGE_TIMEOUT_MS,
            ..Default::default()
        };
        let response = self.pool.call(cluster, &request).await?;
        let result = response
            .topics
            .into_iter()
            .next()
            .ok_or(KafkaError::Incomplete { call: "CreateTopics", lacks: "the topic" })?;
        if ErrorCode(result.error_code) == ErrorCode::TOPIC_ALREADY_EXISTS {
            let configs = topic.configs.iter().map(|(name, value)| AlterableConfig {
                name: (*name).to_owned(),
                config_operation: SET,
                value: Some((*value).to_owned()),
                ..Default::default()
            });
            let request = IncrementalAlterConfigsRequest {
                resources: vec![AlterConfigsResource {
                    resource_type: TOPIC_RESOURCE,
                    resource_name: topic.name.to_owned(),
                    configs: configs.collect(),
                    ..Default::default()
                }],
                ..Default::default()
            };
            for result in self.pool.call(cluster, &request).await?.responses {
                let call = "IncrementalAlterConfigs";
                refusal(call, result.error_code, result.error_message, &[])?;
            }
        } else {
            refusal("CreateTopics", result.error_code, result.error_message, &[])?;
        }
        self.await_leader(cluster, topic.name).await
    }

    async fn ensure_gateway_acls(&self, cluster: &ClusterAccess) -> Result<(), KafkaError> {
        self.create_acls(cluster, gateway_acls()).await
    }

    async fn ensure_tenant_user(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
        password: &Secret<String>,
    ) -> Result<(), KafkaError> {
        self.put_user(cluster, tenant.upstream_user(), password).await
    }

    async fn ensure_tenant_acls(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        self.create_acls(cluster, tenant_acls(tenant)).await
    }

    async fn delete_tenant_topics(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        let request = MetadataRequest {
            topics: None,
            allow_auto_topic_creation: false,
            ..MetadataRequest::default()
        };
        let metadata = self.pool.call(cluster, &request).await?;
        let names: Vec<String> = metadata
            .topics
            .into_iter()
            .filter_map(|topic| topic.name)
            .filter(|name| tenant.logical(name).is_some())
            .collect();
        for names in names.chunks(200) {
            let topics = names
                .iter()
                .map(|name| DeleteTopicState { name: Some(name.clone()), ..Default::default() });
            let request = DeleteTopicsRequest {
                topics: topics.collect(),
                timeout_ms: CHANGE_TIMEOUT_MS,
                ..Default::default()
            };
            for result in self.pool.call(cluster, &request).await?.responses {
                let gone = [ErrorCode::UNKNOWN_TOPIC_OR_PARTITION];
                refusal("DeleteTopics", result.error_code, result.error_message, &gone)?;
            }
        }
        Ok(())
    }

    async fn delete_tenant_groups(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        self.delete_groups(cluster, tenant).await
    }

    async fn delete_tenant_acls(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        self.delete_acls(cluster, tenant).await
    }

    async fn delete_tenant_user(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        let request = AlterUserScramCredentialsRequest {
            deletions: vec![ScramCredentialDeletion {
                name: tenant.upstream_user(),
                mechanism: Mechanism::Sha512.kafka_code(),
                ..Default::default()
            }],
            ..Default::default()
        };
        for result in self.pool.call(cluster, &request).await?.results {
            let gone = [ErrorCode::RESOURCE_NOT_FOUND];
            let call = "AlterUserScramCredentials";
            refusal(call, result.error_code, result.error_message, &gone)?;
        }
        Ok(())
    }

    async fn health(&self, cluster: &ClusterAccess) -> Result<Health, KafkaError> {
        self.look_at(cluster).await
    }

    async fn tenants(&self, cluster: &ClusterAccess) -> Result<Tenants, KafkaError> {
        let request = DescribeUserScramCredentialsRequest::default();
        let response = self.pool.call(cluster, &request).await?;
        let none = [ErrorCode::RESOURCE_NOT_FOUND];
        let call = "DescribeUserScramCredentials";
        refusal(call, response.error_code, response.error_message, &none)?;
        let users = response.results.iter().filter_map(|found| tenant_of(&found.user)).collect();
        Ok(Tenants { users, acls: self.tenants_with_acls(cluster).await? })
    }
}

/// The tenant whose user this is.
fn tenant_of(user: &str) -> Option<TenantPrefix> {
    user.strip_prefix("t-")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use wire::{
        broker::{ADMIN_USER, GATEWAY_USER},
        entropy::SeededEntropy,
    };

    use super::*;

    #[test]
    fn a_tenants_user_names_its_tenant_and_no_other_user_does() {
        let tenant = TenantPrefix::generate(&SeededEntropy::new(1));
        assert_eq!(tenant_of(&tenant.upstream_user()), Some(tenant));
        for user in [ADMIN_USER, GATEWAY_USER, "t-", "t-short", "T-abcdefghij"] {
            assert_eq!(tenant_of(user), None, "{user}");
        }
    }
}
