//! Keeping what Kafka's own authorizer lets gateways and tenants do.

use std::collections::BTreeSet;

use wire::{
    broker::{ANY, list_acls, principal, user_of},
    kafka::messages::{
        CreateAclsRequest, DeleteAclsRequest, create_acls::request::AclCreation,
        delete_acls::request::DeleteAclsFilter,
    },
    tenancy::TenantPrefix,
};

use super::{KafkaAdmin, refusal, tenant_of};
use crate::kafka::{ClusterAccess, KafkaError};

impl KafkaAdmin {
    pub(super) async fn create_acls(
        &self,
        cluster: &ClusterAccess,
        creations: Vec<AclCreation>,
    ) -> Result<(), KafkaError> {
        let request = CreateAclsRequest { creations, ..Default::default() };
        for result in self.pool.call(cluster, &request).await?.results {
            refusal("CreateAcls", result.error_code, result.error_message, &[])?;
        }
        Ok(())
    }

    pub(super) async fn delete_acls(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        let request = DeleteAclsRequest {
            filters: vec![DeleteAclsFilter {
                resource_type_filter: ANY,
                resource_name_filter: None,
                pattern_type_filter: ANY,
                principal_filter: Some(principal(&tenant.upstream_user())),
                host_filter: None,
                operation: ANY,
                permission_type: ANY,
                ..Default::default()
            }],
            ..Default::default()
        };
        for result in self.pool.call(cluster, &request).await?.filter_results {
            refusal("DeleteAcls", result.error_code, result.error_message, &[])?;
            for acl in result.matching_acls {
                refusal("DeleteAcls", acl.error_code, acl.error_message, &[])?;
            }
        }
        Ok(())
    }

    pub(super) async fn tenants_with_acls(
        &self,
        cluster: &ClusterAccess,
    ) -> Result<BTreeSet<TenantPrefix>, KafkaError> {
        let response = self.pool.call(cluster, &list_acls()).await?;
        refusal("DescribeAcls", response.error_code, response.error_message, &[])?;
        Ok(response
            .resources
            .iter()
            .flat_map(|resource| &resource.acls)
            .filter_map(|acl| tenant_of(user_of(&acl.principal)?))
            .collect())
    }
}
