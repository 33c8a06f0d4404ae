//! Places for followers on one process: so many in all, and so many of one org, so that one org's
//! followers do not keep everybody else's out.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use wire::ids::OrgId;

use crate::app::AppError;

/// How many may follow events on one process.
const ALL: usize = 512;
/// How many of them may follow one org's.
const OF_ORG: usize = 64;

/// Which places are taken.
#[derive(Debug, Default)]
pub struct Places(Mutex<Taken>);

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    /// Orgs that nobody follows are left out.
    by_org: HashMap<OrgId, usize>,
}

/// A place; free again once this is dropped.
#[derive(Debug)]
pub struct Place {
    places: Arc<Places>,
    org: OrgId,
}

impl Places {
    /// Takes a place for a follower of an org.
    pub fn take(self: &Arc<Self>, org: OrgId) -> Result<Place, AppError> {
        let mut taken = self.taken();
        let of_org = taken.by_org.get(&org).copied().unwrap_or_default();
        if of_org >= OF_ORG {
            return Err(AppError::TooManyAtOnce { what: "followers of its events", limit: OF_ORG });
        }
        if taken.all >= ALL {
            return Err(AppError::Unavailable("too many follow events"));
        }
        taken.all += 1;
        taken.by_org.insert(org, of_org + 1);
        Ok(Place { places: Arc::clone(self), org })
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        taken.all = taken.all.saturating_sub(1);
        if let Some(of_org) = taken.by_org.get_mut(&self.org) {
            *of_org -= 1;
            if *of_org == 0 {
                taken.by_org.remove(&self.org);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn org(number: usize) -> OrgId {
        Uuid::from_u128(number.try_into().unwrap()).into()
    }

    #[test]
    fn one_orgs_followers_keep_nobody_elses_out() {
        let places = Arc::<Places>::default();
        let mut held: Vec<Place> = (0..OF_ORG).map(|_| places.take(org(1)).unwrap()).collect();
        let refused = places.take(org(1));
        assert!(
            matches!(refused, Err(AppError::TooManyAtOnce { limit: OF_ORG, .. })),
            "{refused:?}"
        );
        let other = places.take(org(2)).expect("another org has places of its own");
        held.pop();
        held.push(places.take(org(1)).expect("a place that was left is free"));
        drop((held, other));
        assert!(places.taken().by_org.is_empty(), "orgs that nobody follows are remembered");
        assert_eq!(places.taken().all, 0);
    }

    #[test]
    fn all_orgs_together_have_as_many_as_a_process_serves() {
        let places = Arc::<Places>::default();
        let held: Vec<Place> = (0..ALL).map(|n| places.take(org(n)).unwrap()).collect();
        let refused = places.take(org(ALL));
        assert!(matches!(refused, Err(AppError::Unavailable(_))), "{refused:?}");
        drop(held);
        assert!(places.take(org(ALL)).is_ok());
    }
}
