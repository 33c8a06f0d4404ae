//! Who may do what in an org: roles, actions and the one table that relates them.
//!
//! Roles are ordered, and each action names the least role that may do it. So a higher role can
//! never lack what a lower one has, and a new action cannot be added without a decision.

use std::{fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Serialize};
use wire::ids::{OrgId, SessionId, TokenId, UserId};

/// What a person or token may do in an org. Ordered: each role may do all that the ones before it
/// may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Sees everything, changes nothing.
    Viewer,
    /// Works with topics, credentials and groups of existing instances.
    Developer,
    /// Also creates and deletes instances, and manages members and tokens.
    Admin,
    /// Also decides who else is an owner. Every org has one.
    Owner,
}

impl Role {
    /// All roles, lowest first.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Developer, Self::Admin, Self::Owner];

    /// The name in the API and the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Developer => "developer",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown role `{0}`: expected owner, admin, developer or viewer")]
pub struct UnknownRole(String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or_else(|| UnknownRole(text.to_owned()))
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal from $role:ident;)+) => {
        /// A use case in an org, as it appears in `permissions`, in the audit trail and in the
        /// access table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[$doc])* $variant,)+ }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name, `<noun>.<verb>`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The lowest role that may do it.
            pub const fn least_role(self) -> Role {
                match self { $(Self::$variant => Role::$role,)+ }
            }
        }
    };
}

actions! {
    /// See the org and its quotas.
    OrgRead = "org.read" from Viewer;
    /// Rename the org.
    OrgUpdate = "org.update" from Admin;
    /// See who belongs to the org.
    MemberRead = "member.read" from Viewer;
    /// Add a person, with a role up to one's own.
    MemberAdd = "member.add" from Admin;
    /// Change a person's role, up to one's own.
    MemberUpdate = "member.update" from Admin;
    /// Remove a person.
    MemberRemove = "member.remove" from Admin;
    /// See which API tokens exist.
    TokenRead = "token.read" from Admin;
    /// Issue an API token, with a role up to one's own.
    TokenCreate = "token.create" from Admin;
    /// Revoke an API token.
    TokenRevoke = "token.revoke" from Admin;
    /// Read the audit trail.
    AuditRead = "audit.read" from Admin;
    /// Follow operations.
    OperationRead = "operation.read" from Viewer;
    /// See instances, their limits and how to connect.
    InstanceRead = "instance.read" from Viewer;
    /// Create an instance.
    InstanceCreate = "instance.create" from Admin;
    /// Change an instance's name, labels or description.
    InstanceUpdate = "instance.update" from Admin;
    /// Delete an instance and its data.
    InstanceDelete = "instance.delete" from Admin;
    /// See credentials; never their secrets.
    CredentialRead = "credential.read" from Viewer;
    /// Create a credential.
    CredentialCreate = "credential.create" from Developer;
    /// Change a credential's name or grants.
    CredentialUpdate = "credential.update" from Developer;
    /// Delete a credential and cut its connections.
    CredentialDelete = "credential.delete" from Developer;
    /// Add a key to a credential.
    KeyCreate = "credential.key.create" from Developer;
    /// Revoke a key and cut its connections.
    KeyRevoke = "credential.key.revoke" from Developer;
    /// See topics and their configuration.
    TopicRead = "topic.read" from Viewer;
    /// Create a topic.
    TopicCreate = "topic.create" from Developer;
    /// Change a topic's configuration or add partitions.
    TopicUpdate = "topic.update" from Developer;
    /// Delete a topic and its records.
    TopicDelete = "topic.delete" from Developer;
    /// See what a topic's records hold.
    RecordRead = "record.read" from Developer;
    /// Write records to a topic.
    RecordProduce = "record.produce" from Developer;
    /// See consumer groups, their members and how far they are.
    GroupRead = "group.read" from Viewer;
    /// Move a consumer group to other offsets.
    GroupReset = "group.reset" from Developer;
    /// Delete a consumer group and its offsets.
    GroupDelete = "group.delete" from Developer;
}

/// Whether a role may do an action: the whole access table.
pub fn allows(role: Role, action: Action) -> bool {
    role >= action.least_role()
}

/// The names of all a role may do, as shown in `permissions`.
pub fn permissions(role: Role) -> Vec<&'static str> {
    Action::ALL.iter().filter(|action| allows(role, **action)).map(|action| action.name()).collect()
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A person, signed in.
    User {
        /// Who.
        id: UserId,
        /// With which sign-in.
        session: SessionId,
        /// Whether they run this Millrace; gives no access to any org.
        operator: bool,
    },
    /// A program with an API token, bound to one org.
    Token {
        /// Which token.
        id: TokenId,
        /// The org it belongs to.
        org: OrgId,
    },
    /// Nobody yet: somebody who tries to sign in.
    Anonymous,
    /// Millrace itself.
    System,
}

impl Actor {
    /// The kind, as the audit trail names it.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::User { operator: false, .. } => "user",
            Self::User { operator: true, .. } => "operator",
            Self::Token { .. } => "token",
            Self::Anonymous => "anonymous",
            Self::System => "system",
        }
    }

    /// The identifier, as the audit trail names it.
    pub fn id(self) -> String {
        match self {
            Self::User { id, .. } => id.to_string(),
            Self::Token { id, .. } => id.to_string(),
            Self::Anonymous => "-".to_owned(),
            Self::System => "millrace".to_owned(),
        }
    }

    /// The person, if it is one.
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::User { id, .. } => Some(id),
            Self::Token { .. } | Self::Anonymous | Self::System => None,
        }
    }
}

/// Where a request came from; for the audit trail and the logs.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The request's id, as in `X-Request-Id`.
    pub request_id: Option<String>,
    /// The peer's address.
    pub address: Option<IpAddr>,
}

/// An authenticated request: who, and where from. What they may do is read from the database.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who.
    pub actor: Actor,
    /// Where from.
    pub origin: Origin,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The access table, written out. A change here is a change of what people may do.
    #[test]
    fn each_role_may_do_exactly_this() {
        let viewer = [
            "org.read",
            "member.read",
            "operation.read",
            "instance.read",
            "credential.read",
            "topic.read",
            "group.read",
        ];
        let developer = [
            "credential.create",
            "credential.update",
            "credential.delete",
            "credential.key.create",
            "credential.key.revoke",
            "topic.create",
            "topic.update",
            "topic.delete",
            "record.read",
            "record.produce",
            "group.reset",
            "group.delete",
        ];
        let admin = [
            "org.update",
            "member.add",
            "member.update",
            "member.remove",
            "token.read",
            "token.create",
            "token.revoke",
            "audit.read",
            "instance.create",
            "instance.update",
            "instance.delete",
        ];
        let sorted = |mut names: Vec<&'static str>| {
            names.sort_unstable();
            names
        };
        let upto = |lists: &[&[&'static str]]| sorted(lists.concat());
        assert_eq!(sorted(permissions(Role::Viewer)), upto(&[&viewer]));
        assert_eq!(sorted(permissions(Role::Developer)), upto(&[&viewer, &developer]));
        assert_eq!(sorted(permissions(Role::Admin)), upto(&[&viewer, &developer, &admin]));
        assert_eq!(permissions(Role::Owner).len(), Action::ALL.len());
    }

    #[test]
    fn roles_read_back_and_unknown_ones_are_refused() {
        for role in Role::ALL {
            assert_eq!(role.name().parse::<Role>().unwrap(), role);
        }
        assert!("root".parse::<Role>().is_err());
        assert!("Owner".parse::<Role>().is_err());
    }
}
