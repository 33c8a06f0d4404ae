//! Proof of permission.
//!
//! An [`OrgScope`] can only come from [`resolve`], which asks the database for the caller's role in
//! the org and applies the access table. Store functions demand one and take the org from it, so a
//! query on somebody else's data cannot be written by accident.

use wire::ids::OrgId;

use super::{StoreError, Tx};
use crate::domain::{
    access::{Action, Actor, Caller, Origin, Role, UnknownRole, allows},
    clock::{DateTime, Utc},
};

/// The caller may act in this org. Made by [`resolve`] only.
#[derive(Debug, Clone)]
pub struct OrgScope {
    org: OrgId,
    role: Role,
    caller: Caller,
}

impl OrgScope {
    /// The org.
    pub const fn org(&self) -> OrgId {
        self.org
    }

    /// The caller's role in it.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Who acts, and from where.
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }
}

/// The reconciler or start-up acts, on any org. Made by the composition root only.
#[derive(Debug, Clone)]
pub struct SystemScope {
    caller: Caller,
}

impl SystemScope {
    /// For `server`, which hands it to the reconciler, and for tests. Nothing that serves a request
    /// may call this.
    pub fn for_composition_root() -> Self {
        Self { caller: Caller { actor: Actor::System, origin: Origin::default() } }
    }

    /// Millrace itself, for the audit trail.
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }
}

/// What the database says about a caller in an org.
#[derive(Debug)]
pub enum Access {
    /// May do it; here is the proof.
    Allowed(OrgScope),
    /// Belongs to the org, with a role that may not.
    Denied(Role),
    /// Does not belong to it, or there is no such org: not to be told apart.
    Invisible,
}

/// The caller's role in `org`, as of now.
pub async fn role_of(
    tx: &mut Tx,
    actor: Actor,
    org: OrgId,
    now: DateTime<Utc>,
) -> Result<Option<Role>, StoreError> {
    let role = match actor {
        Actor::User { id, .. } => {
            sqlx::query_scalar!(
                "select m.role from memberships m join users u on u.id = m.user_id \
                 where m.org_id = $1 and m.user_id = $2 and u.disabled_at is null",
                org.uuid(),
                id.uuid()
            )
            .fetch_optional(&mut **tx)
            .await?
        }
        Actor::Token { id, .. } => {
            sqlx::query_scalar!(
                "select role from tokens where org_id = $1 and id = $2 and revoked_at is null \
                 and (expires_at is null or expires_at > $3)",
                org.uuid(),
                id.uuid(),
                now
            )
            .fetch_optional(&mut **tx)
            .await?
        }
        Actor::Anonymous | Actor::System => None,
    };
    role.map(|text| text.parse())
        .transpose()
        .map_err(|source: UnknownRole| StoreError::row("memberships", "role", actor.id(), source))
}

/// Decides whether `caller` may do `action` in `org`.
pub async fn resolve(
    tx: &mut Tx,
    caller: &Caller,
    action: Action,
    org: OrgId,
    now: DateTime<Utc>,
) -> Result<Access, StoreError> {
    Ok(match role_of(tx, caller.actor, org, now).await? {
        None => Access::Invisible,
        Some(role) if allows(role, action) => {
            Access::Allowed(OrgScope { org, role, caller: caller.clone() })
        }
        Some(role) => Access::Denied(role),
    })
}

/// The proof a person gets for the org they create in the same transaction: nobody else can have
/// a role in it yet.
pub(super) fn of_new_org(org: OrgId, caller: &Caller) -> OrgScope {
    OrgScope { org, role: Role::Owner, caller: caller.clone() }
}
