//! Where an instance runs: the one difference between plans that code may look at.
//!
//! What a plan is called, costs or allows is data. What it changes in the code is only this enum.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{
    cluster::{ClusterKind, UnknownName},
    quota::QuotaName,
};

/// Where an instance runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    /// In a cell, beside other instances.
    Shared,
    /// On a cluster of its own.
    Dedicated,
}

impl Placement {
    /// All placements.
    pub const ALL: [Self; 2] = [Self::Shared, Self::Dedicated];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Dedicated => "dedicated",
        }
    }

    /// The kind of cluster that holds such instances.
    pub const fn cluster_kind(self) -> ClusterKind {
        match self {
            Self::Shared => ClusterKind::Shared,
            Self::Dedicated => ClusterKind::Dedicated,
        }
    }

    /// Which quota counts such instances.
    pub const fn instance_quota(self) -> QuotaName {
        match self {
            Self::Shared => QuotaName::StandardInstances,
            Self::Dedicated => QuotaName::EnterpriseInstances,
        }
    }
}

impl FromStr for Placement {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        match text {
            "shared" => Ok(Self::Shared),
            "dedicated" => Ok(Self::Dedicated),
            _ => Err(UnknownName { what: "placement", value: text.to_owned() }),
        }
    }
}
