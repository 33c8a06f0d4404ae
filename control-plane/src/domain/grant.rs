//! Permissions inside an instance: which grants are acceptable, and what presets and roles grant.
//!
//! The gateway enforces grants and nothing else, so whatever a person may do with topics through
//! the REST API is written here as grants too.

pub use wire::tenancy::{AclOperation, Grant, PatternType, ResourceType};

use super::{access::Role, name::Invalid};

/// The most grants of one credential: each is compared on each request.
pub const MAX_GRANTS: usize = 100;
/// The longest name a grant may carry: Kafka's 249 characters less the tenant's prefix.
const MAX_NAME: usize = 249 - wire::tenancy::TenantPrefix::LEN;

/// Refuses a grant that could never match, would mean nothing, or is not Kafka's.
pub fn check(grant: &Grant) -> Result<(), Invalid> {
    use AclOperation::{All, Alter, AlterConfigs, Create, Delete, Describe, DescribeConfigs};
    use AclOperation::{Read, Write};
    let refuse = |detail: String| Err(Invalid::new("invalid_grant", detail));
    let allowed: &[AclOperation] = match grant.resource {
        ResourceType::Topic => {
            &[All, Read, Write, Create, Delete, Alter, Describe, DescribeConfigs, AlterConfigs]
        }
        ResourceType::Group => &[All, Read, Delete, Describe, DescribeConfigs, AlterConfigs],
        ResourceType::TransactionalId => &[All, Write, Describe],
        ResourceType::Cluster => &[All, Create, Describe, DescribeConfigs, Alter, AlterConfigs],
    };
    if grant.operations.is_empty() {
        return refuse("`operations` must name at least one operation".to_owned());
    }
    for (at, operation) in grant.operations.iter().enumerate() {
        if !allowed.contains(operation) {
            let names: Vec<String> = allowed.iter().map(|o| text(*o)).collect();
            return refuse(format!(
                "operation `{}` does not exist on this resource; expected one of {}",
                text(*operation),
                names.join(", ")
            ));
        }
        if grant.operations[..at].contains(operation) {
            return refuse(format!("operation `{}` is named twice", text(*operation)));
        }
    }
    match (grant.resource, grant.pattern, grant.name.as_str()) {
        (_, PatternType::Literal, "*") => Ok(()),
        (ResourceType::Cluster, _, _) => {
            refuse("a grant on the cluster has the name `*`".to_owned())
        }
        (_, PatternType::Prefixed, "*") => {
            refuse("`*` is not a prefix; use the pattern `literal` for all names".to_owned())
        }
        (_, _, "") => refuse("`name` must not be empty; use `*` for all".to_owned()),
        (ResourceType::Topic, _, name) if !super::topic::is_legal(name) => {
            refuse("a topic's name has at most 238 letters, digits, `.`, `_` and `-`".to_owned())
        }
        (_, _, name) if name.len() > MAX_NAME || name.chars().any(char::is_control) => {
            refuse(format!("`name` has at most {MAX_NAME} bytes and no control characters"))
        }
        _ => Ok(()),
    }
}

/// An operation as JSON names it.
fn text(operation: AclOperation) -> String {
    match serde_json::to_value(operation) {
        Ok(serde_json::Value::String(text)) => text,
        _ => format!("{operation:?}"),
    }
}

fn on(resource: ResourceType, operations: &[AclOperation]) -> Grant {
    Grant {
        resource,
        name: "*".to_owned(),
        pattern: PatternType::Literal,
        operations: operations.to_vec(),
    }
}

/// What a producer needs, transactions included.
pub fn produce() -> Vec<Grant> {
    use AclOperation::{Describe, DescribeConfigs, Write};
    vec![
        on(ResourceType::Topic, &[Write, Describe, DescribeConfigs]),
        on(ResourceType::TransactionalId, &[Write, Describe]),
    ]
}

/// What a consumer needs, groups included.
pub fn consume() -> Vec<Grant> {
    use AclOperation::{Describe, DescribeConfigs, Read};
    vec![
        on(ResourceType::Topic, &[Read, Describe, DescribeConfigs]),
        on(ResourceType::Group, &[Read, Describe]),
    ]
}

/// What both need: also a transactional consume-process-produce loop.
pub fn produce_consume() -> Vec<Grant> {
    use AclOperation::{Describe, DescribeConfigs, Read, Write};
    vec![
        on(ResourceType::Topic, &[Read, Write, Describe, DescribeConfigs]),
        on(ResourceType::Group, &[Read, Describe]),
        on(ResourceType::TransactionalId, &[Write, Describe]),
    ]
}

/// Everything in the instance.
pub fn admin() -> Vec<Grant> {
    [ResourceType::Topic, ResourceType::Group, ResourceType::TransactionalId, ResourceType::Cluster]
        .into_iter()
        .map(Grant::everything)
        .collect()
}

/// What a person or token of this role may do inside an instance, through the REST API.
pub fn of_role(role: Role) -> Vec<Grant> {
    use AclOperation::{Describe, DescribeConfigs};
    match role {
        Role::Viewer => vec![
            on(ResourceType::Topic, &[Describe, DescribeConfigs]),
            on(ResourceType::Group, &[Describe]),
            on(ResourceType::Cluster, &[Describe, DescribeConfigs]),
        ],
        Role::Developer | Role::Admin | Role::Owner => admin(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(resource: ResourceType, name: &str, pattern: PatternType) -> Grant {
        Grant { resource, name: name.to_owned(), pattern, operations: vec![AclOperation::All] }
    }

    #[test]
    fn presets_are_acceptable_grants_and_a_viewer_changes_nothing() {
        use AclOperation::{All, Alter, AlterConfigs, Create, Delete, Read, Write};
        for grants in [produce(), consume(), produce_consume(), admin()] {
            assert!(grants.iter().all(|grant| check(grant).is_ok()), "{grants:?}");
        }
        for grant in of_role(Role::Viewer) {
            assert!(check(&grant).is_ok());
            for operation in [All, Alter, AlterConfigs, Create, Delete, Read, Write] {
                assert!(!grant.allows(grant.resource, "x", operation), "{grant:?} {operation:?}");
            }
        }
    }

    #[test]
    fn grants_that_cannot_mean_anything_are_refused() {
        use PatternType::{Literal, Prefixed};
        use ResourceType::{Cluster, Group, Topic, TransactionalId};
        assert!(check(&grant(Topic, "orders-", Prefixed)).is_ok());
        assert!(check(&grant(Group, "billing group", Literal)).is_ok());
        for bad in [
            grant(Topic, "*", Prefixed),
            grant(Topic, "", Literal),
            grant(Topic, "a b", Literal),
            grant(Topic, "a\0", Literal),
            grant(Topic, &"a".repeat(239), Literal),
            grant(Cluster, "a", Literal),
            grant(Group, "a\n", Prefixed),
            Grant { operations: vec![], ..grant(Topic, "a", Literal) },
            Grant { operations: vec![AclOperation::Read], ..grant(TransactionalId, "a", Literal) },
            Grant {
                operations: vec![AclOperation::Read, AclOperation::Read],
                ..grant(Topic, "a", Literal)
            },
        ] {
            assert!(check(&bad).is_err(), "{bad:?} was accepted");
        }
    }
}
