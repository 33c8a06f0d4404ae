//! Orgs (the customers) and who belongs to them.

use chrono::{DateTime, Utc};
use wire::ids::{OrgId, UserId};

use super::{
    access::Role,
    name::{Email, Label, Name},
};

/// A customer: owns instances, and is what limits, bills and isolates.
#[derive(Debug, Clone)]
pub struct Org {
    /// Its identifier.
    pub id: OrgId,
    /// Its name, unique on this Millrace.
    pub name: Name,
    /// Rises with each change; the `ETag`.
    pub version: i64,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A person's place in an org.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who.
    pub user_id: UserId,
    /// Their address.
    pub email: Email,
    /// Their name.
    pub name: Label,
    /// What they may do.
    pub role: Role,
    /// Rises with each change; the `ETag`.
    pub version: i64,
    /// When they were added.
    pub created_at: DateTime<Utc>,
    /// When their role last changed.
    pub updated_at: DateTime<Utc>,
}

/// An org as one of its members sees it.
#[derive(Debug, Clone)]
pub struct Membership {
    /// The org.
    pub org: Org,
    /// What the member may do there.
    pub role: Role,
}
