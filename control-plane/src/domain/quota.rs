//! An org's service limits: how much it may hold at a time.
//!
//! An instance claims from several quotas when it is created and gives exactly that back when it is
//! deleted. What it claims follows from its row alone, so that the sum can be checked at any time.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use wire::tenancy::Limits;

use super::{cluster::UnknownName, placement::Placement};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaName {
    /// Instances in shared cells.
    StandardInstances,
    /// Instances on clusters of their own.
    EnterpriseInstances,
    /// Partitions granted to all instances together.
    Partitions,
    /// Produce rate granted to all instances together.
    BytesInPerSecond,
    /// Fetch rate granted to all instances together.
    BytesOutPerSecond,
}

impl QuotaName {
    /// All quotas, in the order in which they are claimed: one order, so that two claims never
    /// wait for each other.
    pub const ALL: [Self; 5] = [
        Self::StandardInstances,
        Self::EnterpriseInstances,
        Self::Partitions,
        Self::BytesInPerSecond,
        Self::BytesOutPerSecond,
    ];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StandardInstances => "standard_instances",
            Self::EnterpriseInstances => "enterprise_instances",
            Self::Partitions => "partitions",
            Self::BytesInPerSecond => "bytes_in_per_second",
            Self::BytesOutPerSecond => "bytes_out_per_second",
        }
    }
}

impl fmt::Display for QuotaName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for QuotaName {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::ALL
            .into_iter()
            .find(|quota| quota.name() == text)
            .ok_or_else(|| UnknownName { what: "quota", value: text.to_owned() })
    }
}

/// One of an org's quotas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// What is counted.
    pub name: QuotaName,
    /// How much the org may hold.
    pub limit: i64,
    /// How much it holds.
    pub used: i64,
}

/// What one instance takes from each quota of its org, in claiming order.
pub fn claims(placement: Placement, limits: &Limits) -> [(QuotaName, i64); 4] {
    let amount = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    [
        (placement.instance_quota(), 1),
        (QuotaName::Partitions, i64::from(limits.partitions)),
        (QuotaName::BytesInPerSecond, amount(limits.bytes_in_per_second)),
        (QuotaName::BytesOutPerSecond, amount(limits.bytes_out_per_second)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_keep_the_one_order_and_names_round_trip() {
        let limits = Limits {
            partitions: 3,
            groups: 1,
            connections: 1,
            bytes_in_per_second: 10,
            bytes_out_per_second: 20,
            max_message_bytes: 1,
        };
        for placement in [Placement::Shared, Placement::Dedicated] {
            let claims = claims(placement, &limits);
            assert!(claims.windows(2).all(|pair| pair[0].0 < pair[1].0), "{claims:?}");
        }
        assert!(QuotaName::ALL.windows(2).all(|pair| pair[0] < pair[1]));
        for quota in QuotaName::ALL {
            assert_eq!(quota.name().parse(), Ok(quota));
        }
    }
}
