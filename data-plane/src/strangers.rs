//! How many connections one address may have open before anybody signed in on them.
//!
//! Places for connections are few, and a stranger holds one for as long as sign-in may take. So that
//! one address cannot take them all, it gets a part; who has signed in counts no more.

use std::{
    collections::{HashMap, hash_map::Entry},
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Connections on which nobody has signed in yet, by address.
#[derive(Debug)]
pub struct Strangers {
    limit: usize,
    open: Mutex<HashMap<IpAddr, usize>>,
}

/// A stranger's place; given back when it is dropped.
#[derive(Debug)]
pub struct Stranger {
    strangers: Arc<Strangers>,
    address: IpAddr,
}

impl Strangers {
    /// Nobody yet, and at most `limit` from one address.
    pub fn new(limit: usize) -> Self {
        Self { limit, open: Mutex::default() }
    }

    /// A place for a connection from `address`; none if it has as many as it may.
    pub fn admit(self: &Arc<Self>, address: IpAddr) -> Option<Stranger> {
        let address = household(address);
        let mut open = self.open();
        let count = open.entry(address).or_default();
        if *count >= self.limit {
            return None;
        }
        *count += 1;
        Some(Stranger { strangers: Arc::clone(self), address })
    }

    fn open(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        if let Entry::Occupied(mut count) = self.strangers.open().entry(self.address) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

/// What one machine can send from: the address, or with IPv6 the network of 64 bits.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admit(strangers: &Arc<Strangers>, address: &str) -> Option<Stranger> {
        strangers.admit(address.parse().unwrap())
    }

    #[test]
    fn an_address_has_its_part_and_others_have_theirs() {
        let strangers = Arc::new(Strangers::new(2));
        let held = [admit(&strangers, "10.0.0.1"), admit(&strangers, "::ffff:10.0.0.1")];
        assert!(held.iter().all(Option::is_some));
        assert!(admit(&strangers, "10.0.0.1").is_none());
        assert!(admit(&strangers, "10.0.0.2").is_some());
        drop(held);
        assert!(strangers.open().is_empty());
        assert!(admit(&strangers, "10.0.0.1").is_some());
    }

    #[test]
    fn addresses_of_one_network_count_together() {
        let strangers = Arc::new(Strangers::new(1));
        let _held = admit(&strangers, "2001:db8::1").unwrap();
        assert!(admit(&strangers, "2001:db8::2").is_none());
        assert!(admit(&strangers, "2001:db8:0:1::1").is_some());
    }
}
