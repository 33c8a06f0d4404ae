//! The second wall: what Kafka's own authorizer lets gateways and tenants do.

use std::collections::BTreeSet;

use wire::{
    kafka::messages::{
        CreateAclsRequest, DeleteAclsRequest, DescribeAclsRequest,
        create_acls::request::AclCreation, delete_acls::request::DeleteAclsFilter,
    },
    report,
    tenancy::{self, TenantPrefix},
};

use super::{GATEWAY_USER, KafkaAdmin, refusal, tenant_of};
use crate::kafka::{ClusterAccess, KafkaError};

// Kafka's numbers.
const ANY: i8 = 1;
const TOPIC: i8 = 2;
const GROUP: i8 = 3;
const TRANSACTIONAL_ID: i8 = 5;
const LITERAL: i8 = 3;
const PREFIXED: i8 = 4;
const ALL: i8 = 2;
const READ: i8 = 3;
const WRITE: i8 = 4;
const DESCRIBE: i8 = 8;
const ALLOW: i8 = 3;

fn principal(user: &str) -> String {
    format!("User:{user}")
}

fn allow(user: &str, resource: i8, name: &str, pattern: i8, operation: i8) -> AclCreation {
    AclCreation {
        resource_type: resource,
        resource_name: name.to_owned(),
        resource_pattern_type: pattern,
        principal: principal(user),
        host: "*".to_owned(),
        operation,
        permission_type: ALLOW,
        ..Default::default()
    }
}

/// Gateways replay tenancy records, write reports, and see which topics there are.
pub(super) fn of_gateway() -> Vec<AclCreation> {
    let on = |name, operation| allow(GATEWAY_USER, TOPIC, name, LITERAL, operation);
    vec![
        on(tenancy::TOPIC, READ),
        on(tenancy::TOPIC, DESCRIBE),
        on(report::TOPIC, WRITE),
        on(report::TOPIC, DESCRIBE),
        on("*", DESCRIBE),
    ]
}

/// A tenant does everything under its prefix, and nothing else.
pub(super) fn of_tenant(tenant: TenantPrefix) -> Vec<AclCreation> {
    [TOPIC, GROUP, TRANSACTIONAL_ID]
        .into_iter()
        .map(|resource| allow(&tenant.upstream_user(), resource, tenant.as_str(), PREFIXED, ALL))
        .collect()
}

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
        let request = DescribeAclsRequest {
            resource_type_filter: ANY,
            resource_name_filter: None,
            pattern_type_filter: ANY,
            principal_filter: None,
            host_filter: None,
            operation: ANY,
            permission_type: ANY,
            ..Default::default()
        };
        let response = self.pool.call(cluster, &request).await?;
        refusal("DescribeAcls", response.error_code, response.error_message, &[])?;
        Ok(response
            .resources
            .iter()
            .flat_map(|resource| &resource.acls)
            .filter_map(|acl| tenant_of(acl.principal.strip_prefix("User:")?))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use wire::entropy::SeededEntropy;

    use super::*;

    #[test]
    fn a_tenants_permissions_stay_under_its_prefix() {
        let tenant = TenantPrefix::generate(&SeededEntropy::new(1));
        for acl in of_tenant(tenant) {
            assert_eq!(acl.resource_name, tenant.as_str());
            assert_eq!(acl.resource_pattern_type, PREFIXED);
            assert_eq!(acl.principal, principal(&tenant.upstream_user()));
        }
    }

    #[test]
    fn gateways_may_write_nothing_but_reports() {
        let writes: Vec<_> = of_gateway()
            .into_iter()
            .filter(|acl| ![READ, DESCRIBE].contains(&acl.operation))
            .collect();
        assert_eq!(writes.len(), 1);
        assert_eq!(writes[0].resource_name, report::TOPIC);
    }
}
