//! Whether a client may stay, and as what: looked at again with every change of the tenancy records.

use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use crate::{
    Gateway,
    error::SessionError,
    pipeline::{Memory, scope::Scope},
    tenancy::state::{Access, Denied, Identity},
};

/// A client's identity and what it amounts to.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Who the client is.
    pub identity: Identity,
    /// What it may do.
    pub scope: Arc<Scope>,
}

impl Standing {
    /// As sign-in found it.
    pub fn new(identity: Identity, access: Access) -> Self {
        Self { identity, scope: Arc::new(Scope { access }) }
    }

    /// Whether a client that signs in again is still the same.
    pub fn is_same(&self, identity: &Identity, access: &Access) -> bool {
        let same_principal = match (&self.identity, identity) {
            (Identity::Key(held), Identity::Key(new)) => held == new,
            (Identity::Token(held), Identity::Token(new)) => held.actor == new.actor,
            _ => false,
        };
        same_principal && self.scope.access.tenant_id == access.tenant_id
    }
}

/// Keeps a session's standing up to date; returns when the client may not stay.
pub async fn watch(
    gateway: &Gateway,
    standing: &watch::Sender<Standing>,
    memory: &std::sync::Mutex<Memory>,
) -> SessionError {
    let mut tenancy = gateway.tenancy.subscribe();
    let mut own = standing.subscribe();
    loop {
        let held = own.borrow_and_update().clone();
        let now = gateway.clock.now();
        let resolved = gateway.tenancy.read().resolve(&held.identity, now);
        let access = match resolved {
            Ok(access) => access,
            Err(denied) => return denied.into(),
        };
        let before = &held.scope.access;
        if access.tenant.prefix != before.tenant.prefix {
            return Denied::Unknown.into();
        }
        if access.grants != before.grants {
            memory.lock().unwrap_or_else(PoisonError::into_inner).fetch_sessions.forget();
        }
        let ends_in = access
            .expires_at
            .map(|at| Duration::from_millis(u64::try_from(at - now).unwrap_or_default()));
        if access.grants != before.grants || access.tenant != before.tenant {
            standing.send_modify(|standing| standing.scope = Arc::new(Scope { access }));
            own.mark_unchanged();
        }
        tokio::select! {
            changed = tenancy.changed() => {
                if changed.is_err() {
                    return SessionError::Draining;
                }
            }
            _ = own.changed() => {}
            () = expiry(ends_in) => {}
        }
    }
}

async fn expiry(ends_in: Option<Duration>) {
    match ends_in {
        Some(time) => tokio::time::sleep(time).await,
        None => std::future::pending().await,
    }
}
