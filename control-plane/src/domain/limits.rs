//! What one instance may use, and how a customer asks for less than the plan offers.

pub use wire::tenancy::Limits;

use super::name::Invalid;

/// The limits a customer chose; each one not chosen is the plan's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChosenLimits {
    /// Partitions of all topics together.
    pub partitions: Option<u32>,
    /// Consumer groups.
    pub groups: Option<u32>,
    /// Open client connections.
    pub connections: Option<u32>,
    /// Bytes produced per second.
    pub bytes_in_per_second: Option<u64>,
    /// Bytes fetched per second.
    pub bytes_out_per_second: Option<u64>,
    /// Largest record batch.
    pub max_message_bytes: Option<u32>,
}

/// One limit is outside what the plan allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidLimit {
    /// The limit's name.
    pub name: &'static str,
    /// What is allowed.
    pub invalid: Invalid,
}

impl ChosenLimits {
    /// The limits in force under a plan's: between 1 and the plan's own, each refusal named.
    pub fn under(&self, plan: &Limits) -> Result<Limits, Vec<InvalidLimit>> {
        let mut refused = Vec::new();
        let limits = Limits {
            partitions: within("partitions", self.partitions, plan.partitions, &mut refused),
            groups: within("groups", self.groups, plan.groups, &mut refused),
            connections: within("connections", self.connections, plan.connections, &mut refused),
            bytes_in_per_second: within(
                "bytes_in_per_second",
                self.bytes_in_per_second,
                plan.bytes_in_per_second,
                &mut refused,
            ),
            bytes_out_per_second: within(
                "bytes_out_per_second",
                self.bytes_out_per_second,
                plan.bytes_out_per_second,
                &mut refused,
            ),
            max_message_bytes: within(
                "max_message_bytes",
                self.max_message_bytes,
                plan.max_message_bytes,
                &mut refused,
            ),
        };
        if refused.is_empty() { Ok(limits) } else { Err(refused) }
    }
}

fn within<T: Copy + PartialOrd + From<u8> + std::fmt::Display>(
    name: &'static str,
    chosen: Option<T>,
    plan: T,
    refused: &mut Vec<InvalidLimit>,
) -> T {
    let Some(chosen) = chosen else { return plan };
    if chosen < T::from(1) || chosen > plan {
        let detail = format!("{name} must be between 1 and {plan} on this plan, not {chosen}");
        refused.push(InvalidLimit { name, invalid: Invalid::new("out_of_range", detail) });
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: Limits = Limits {
        partitions: 100,
        groups: 1000,
        connections: 3000,
        bytes_in_per_second: 20_000_000,
        bytes_out_per_second: 20_000_000,
        max_message_bytes: 1_048_576,
    };

    #[test]
    fn what_is_not_chosen_is_the_plans_and_more_than_the_plan_is_refused() {
        let chosen = ChosenLimits { bytes_in_per_second: Some(1_000_000), ..Default::default() };
        let limits = chosen.under(&PLAN).unwrap();
        assert_eq!(limits, Limits { bytes_in_per_second: 1_000_000, ..PLAN });

        let chosen = ChosenLimits { partitions: Some(101), groups: Some(0), ..Default::default() };
        let names: Vec<_> =
            chosen.under(&PLAN).unwrap_err().into_iter().map(|refused| refused.name).collect();
        assert_eq!(names, ["partitions", "groups"]);
    }
}
