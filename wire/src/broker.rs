//! Who may do what at a broker: our own users, and the rules that Kafka's authorizer keeps.
//!
//! The control plane writes these rules, and gateways rely on them as the second wall between
//! tenants (docs/adr/0003).

use crate::{
    kafka::messages::{DescribeAclsRequest, create_acls::request::AclCreation},
    report,
    tenancy::{self, TenantPrefix},
};

/// The user that may do everything: the control plane, and brokers among themselves.
pub const ADMIN_USER: &str = "millrace";
/// The user that gateways are when they act for themselves.
pub const GATEWAY_USER: &str = "gateway";

/// In a filter, Kafka's number for whatever there is.
pub const ANY: i8 = 1;
// Kafka's numbers of resources, patterns, operations and permissions.
const TOPIC: i8 = 2;
const GROUP: i8 = 3;
const CLUSTER: i8 = 4;
const TRANSACTIONAL_ID: i8 = 5;
const LITERAL: i8 = 3;
const PREFIXED: i8 = 4;
const ALL: i8 = 2;
const READ: i8 = 3;
const WRITE: i8 = 4;
const DESCRIBE: i8 = 8;
const ALLOW: i8 = 3;

/// The only name of a cluster in ACLs.
const CLUSTER_NAME: &str = "kafka-cluster";
/// What stands before a user's name in ACLs.
const USER: &str = "User:";

/// A user as ACLs name it.
pub fn principal(user: &str) -> String {
    format!("{USER}{user}")
}

/// The user whom an ACL names so.
pub fn user_of(principal: &str) -> Option<&str> {
    principal.strip_prefix(USER)
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

/// Gateways replay tenancy records, write reports, and see which topics there are and how large.
pub fn gateway_acls() -> Vec<AclCreation> {
    let on = |name, operation| allow(GATEWAY_USER, TOPIC, name, LITERAL, operation);
    vec![
        on(tenancy::TOPIC, READ),
        on(tenancy::TOPIC, DESCRIBE),
        on(report::TOPIC, WRITE),
        on(report::TOPIC, DESCRIBE),
        on("*", DESCRIBE),
        allow(GATEWAY_USER, CLUSTER, CLUSTER_NAME, LITERAL, DESCRIBE),
    ]
}

/// A tenant does everything under its prefix, and nothing else.
pub fn tenant_acls(tenant: TenantPrefix) -> Vec<AclCreation> {
    [TOPIC, GROUP, TRANSACTIONAL_ID]
        .into_iter()
        .map(|resource| allow(&tenant.upstream_user(), resource, tenant.as_str(), PREFIXED, ALL))
        .collect()
}

/// Asks for every ACL there is.
pub fn list_acls() -> DescribeAclsRequest {
    DescribeAclsRequest {
        resource_type_filter: ANY,
        resource_name_filter: None,
        pattern_type_filter: ANY,
        principal_filter: None,
        host_filter: None,
        operation: ANY,
        permission_type: ANY,
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn a_tenants_permissions_stay_under_its_prefix() {
        let tenant = TenantPrefix::generate(&SeededEntropy::new(1));
        for acl in tenant_acls(tenant) {
            assert_eq!(acl.resource_name, tenant.as_str());
            assert_eq!(acl.resource_pattern_type, PREFIXED);
            assert_eq!(user_of(&acl.principal), Some(tenant.upstream_user().as_str()));
        }
    }

    #[test]
    fn gateways_may_write_nothing_but_reports() {
        let writes: Vec<_> = gateway_acls()
            .into_iter()
            .filter(|acl| ![READ, DESCRIBE].contains(&acl.operation))
            .collect();
        assert_eq!(writes.len(), 1);
        assert_eq!(writes[0].resource_name, report::TOPIC);
    }
}
