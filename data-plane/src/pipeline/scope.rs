//! One tenant's view of the cluster: names there and back, and what its client may do.

use wire::tenancy::{AclOperation, ResourceType, TenantPrefix};

use crate::tenancy::state::Access;

/// Where names go that a client may not use. No tenant has it: generated prefixes have no `i`.
const DENIED: &str = "denied0000-";

/// What a client is and may do, at the time of one request.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Its access.
    pub access: Access,
}

impl Scope {
    /// The tenant's prefix.
    pub fn prefix(&self) -> TenantPrefix {
        self.access.tenant.prefix
    }

    /// Whether the client may do this to the resource called `name` by it.
    pub fn allows(&self, resource: ResourceType, name: &str, operation: AclOperation) -> bool {
        self.access.grants.iter().any(|grant| grant.allows(resource, name, operation))
    }

    /// Whether the client may do this to the instance as a whole.
    pub fn allows_cluster(&self, operation: AclOperation) -> bool {
        self.allows(ResourceType::Cluster, "kafka-cluster", operation)
    }

    /// What comes before the name on the cluster: the tenant's prefix, or one that the broker denies.
    pub fn space(&self, resource: ResourceType, name: &str, operation: AclOperation) -> &str {
        let allowed = self.allows(resource, name, operation)
            || (resource == ResourceType::Topic
                && operation == AclOperation::Create
                && self.may_create(name));
        if allowed { self.access.tenant.prefix.as_str() } else { DENIED }
    }

    /// Whether the client may create this topic. Kafka lets whoever may create topics in the cluster
    /// create any.
    pub fn may_create(&self, topic: &str) -> bool {
        self.allows(ResourceType::Topic, topic, AclOperation::Create)
            || self.allows_cluster(AclOperation::Create)
    }

    /// The client's name for a name on the cluster; `None` when it is somebody else's.
    pub fn logical<'a>(&self, physical: &'a str) -> Option<&'a str> {
        self.prefix().logical(physical).or_else(|| physical.strip_prefix(DENIED))
    }

    /// A text for people without prefixes, if it has any. The broker also names the tenant's user,
    /// which ends in the prefix without its hyphen.
    pub fn scrubbed(&self, text: &str) -> Option<String> {
        let prefix = self.prefix();
        let bare = prefix.as_str().trim_end_matches('-');
        (text.contains(bare) || text.contains(DENIED)).then(|| {
            text.replace(prefix.as_str(), "").replace(DENIED, "").replace(bare, "instance")
        })
    }

    /// Kafka's bit field of what the client may do to a resource.
    pub fn operations(&self, resource: ResourceType, name: &str) -> i32 {
        use AclOperation::{
            Alter, AlterConfigs, Create, Delete, Describe, DescribeConfigs, Read, Write,
        };
        let of_resource: &[(AclOperation, u32)] = match resource {
            ResourceType::Topic => &[
                (Read, 3),
                (Write, 4),
                (Create, 5),
                (Delete, 6),
                (Alter, 7),
                (Describe, 8),
                (DescribeConfigs, 10),
                (AlterConfigs, 11),
            ],
            ResourceType::Group => {
                &[(Read, 3), (Delete, 6), (Describe, 8), (DescribeConfigs, 10), (AlterConfigs, 11)]
            }
            ResourceType::TransactionalId => &[(Write, 4), (Describe, 8)],
            ResourceType::Cluster => {
                &[(Create, 5), (Alter, 7), (Describe, 8), (DescribeConfigs, 10)]
            }
        };
        of_resource
            .iter()
            .filter(|(operation, _)| self.allows(resource, name, *operation))
            .fold(0, |bits, (_, bit)| bits | (1 << bit))
    }
}

/// Counts a name of another tenant in a response, which the broker's ACLs should have prevented.
pub fn foreign(api: &'static str) {
    metrics::counter!("millrace_gateway_foreign_names_total", "api" => api).increment(1);
    tracing::error!(api, "pipeline.foreign_name_withheld");
}
