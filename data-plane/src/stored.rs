//! What tenants' topics take up on the broker beside this gateway, told when it changes.

use std::{
    collections::{HashMap, HashSet},
    time::Instant,
};

use wire::{ids::InstanceId, report::Stored, tenancy::TenantPrefix};

use crate::log_sizes::{LogSizes, total};

/// Tenants in one report: it has to fit into a record. The others are in the next ones.
const MOST: usize = 2_000;

/// What was told so far.
#[derive(Debug, Default)]
pub struct Told {
    /// Of when the sizes are that were told of completely.
    complete: Option<Instant>,
    bytes: HashMap<InstanceId, u64>,
}

impl Told {
    /// What has changed since it was told, which counts as told then. `tenants` is asked for only when
    /// there are new sizes.
    pub fn news(
        &mut self,
        sizes: &LogSizes,
        tenants: impl FnOnce() -> Vec<(InstanceId, TenantPrefix)>,
    ) -> Vec<Stored> {
        let Some((at, sizes)) = sizes.latest().filter(|(at, _)| self.complete != Some(*at)) else {
            return Vec::new();
        };
        let tenants = tenants();
        let now = tenants.iter().map(|(id, prefix)| (*id, total(&sizes, *prefix)));
        let changed = now.filter(|(id, bytes)| self.bytes.get(id) != Some(bytes));
        let news: Vec<Stored> =
            changed.take(MOST).map(|(instance_id, bytes)| Stored { instance_id, bytes }).collect();
        self.bytes.extend(news.iter().map(|stored| (stored.instance_id, stored.bytes)));
        if news.len() < MOST {
            self.complete = Some(at);
            let here: HashSet<InstanceId> = tenants.iter().map(|(id, _)| *id).collect();
            self.bytes.retain(|id, _| here.contains(id));
        }
        news
    }
}

#[cfg(test)]
mod tests {
    use wire::{clock::ManualClock, entropy::SeededEntropy};

    use super::*;
    use crate::log_sizes::testing::answer;

    fn learn(sizes: &LogSizes, topics: &[(String, i32, i64)]) {
        sizes.learn(answer(topics), Instant::now());
    }

    fn tenants(count: u64) -> Vec<(InstanceId, TenantPrefix)> {
        let tenant = |seed| {
            let entropy = SeededEntropy::new(seed);
            (InstanceId::new(&ManualClock::at(1), &entropy), TenantPrefix::generate(&entropy))
        };
        (0..count).map(tenant).collect()
    }

    #[test]
    fn everything_is_told_once_and_again_when_it_changed() {
        let (sizes, mut told, all) = (LogSizes::default(), Told::default(), tenants(2));
        let [(a, of_a), (b, _)] = all[..] else { unreachable!() };
        assert_eq!(told.news(&sizes, || all.clone()), [], "nothing is known");
        learn(&sizes, &[(of_a.physical("t"), 0, 5), (of_a.physical("u"), 0, 2)]);
        let (held, none) =
            (Stored { instance_id: a, bytes: 7 }, Stored { instance_id: b, bytes: 0 });
        assert_eq!(told.news(&sizes, || all.clone()), [held, none]);
        assert_eq!(told.news(&sizes, || unreachable!()), [], "the sizes are no newer");
        learn(&sizes, &[]);
        let empty = Stored { bytes: 0, ..held };
        assert_eq!(told.news(&sizes, || all.clone()), [empty], "its topics were deleted");
    }

    #[test]
    fn many_tenants_take_several_reports() {
        let (sizes, mut told) = (LogSizes::default(), Told::default());
        let all = tenants(u64::try_from(MOST).unwrap() + 3);
        learn(&sizes, &[]);
        let mut news = || told.news(&sizes, || all.clone()).len();
        assert_eq!([news(), news(), news()], [MOST, 3, 0]);
    }
}
