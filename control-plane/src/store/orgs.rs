//! Orgs and memberships.

use wire::ids::{OrgId, UserId};

use super::{OrgScope, StoreError, Tx, page::page_of, scopes};
use crate::domain::{
    access::{Caller, Role},
    clock::{DateTime, Utc},
    name::Name,
    org::{Member, Membership, Org},
    page::{Page, PageRequest, Place},
};

/// The index that keeps org names apart.
pub const NAME_KEY: &str = "orgs_name_key";

/// Adds an org whose first owner is `owner`, and proves that its creator may act in it.
pub async fn insert(
    tx: &mut Tx,
    creator: &Caller,
    owner: UserId,
    org: &Org,
) -> Result<OrgScope, StoreError> {
    sqlx::query!(
        "insert into orgs (id, name, version, created_at, updated_at) values ($1, $2, $3, $4, $5)",
        org.id.uuid(),
        org.name.as_str(),
        org.version,
        org.created_at,
        org.updated_at,
    )
    .execute(&mut **tx)
    .await?;
    let scope = scopes::of_new_org(org.id, creator);
    add_member(tx, &scope, owner, Role::Owner, org.created_at).await?;
    Ok(scope)
}

/// The org of a scope.
pub async fn get(tx: &mut Tx, scope: &OrgScope) -> Result<Org, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, name, version, created_at, updated_at from orgs where id = $1",
        scope.org().uuid()
    )
    .fetch_one(&mut **tx)
    .await?
    .try_into()
}

/// Renames the org if it still has `version`; `None` if it does not.
pub async fn rename(
    tx: &mut Tx,
    scope: &OrgScope,
    name: &Name,
    version: i64,
    now: DateTime<Utc>,
) -> Result<Option<Org>, StoreError> {
    sqlx::query_as!(
        Row,
        "update orgs set name = $2, version = version + 1, updated_at = $4 \
         where id = $1 and version = $3 returning id, name, version, created_at, updated_at",
        scope.org().uuid(),
        name.as_str(),
        version,
        now
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Org::try_from)
    .transpose()
}

/// The orgs a person belongs to.
pub async fn list_of_user(
    tx: &mut Tx,
    user: UserId,
    page: &PageRequest<Place<OrgId>>,
) -> Result<Page<Membership, Place<OrgId>>, StoreError> {
    let rows = page_of!(
        tx,
        page,
        MembershipRow,
        "select o.id, o.name, o.version, o.created_at, o.updated_at, m.role \
         from memberships m join orgs o on o.id = m.org_id where m.user_id = $7",
        user.uuid(),
    )?;
    let memberships = rows
        .into_iter()
        .map(|row| {
            let role = parse_role(&row.role, row.id)?;
            let org = Row {
                id: row.id,
                name: row.name,
                version: row.version,
                created_at: row.created_at,
                updated_at: row.updated_at,
            };
            Ok(Membership { org: org.try_into()?, role })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Page::cut(memberships, page, |Membership { org, .. }: &Membership| Place {
        id: org.id,
        created_at: org.created_at,
        name: org.name.to_string(),
    }))
}

/// Adds a person; false if they belong to the org already.
pub async fn add_member(
    tx: &mut Tx,
    scope: &OrgScope,
    user: UserId,
    role: Role,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "insert into memberships (org_id, user_id, role, created_at, updated_at) \
         values ($1, $2, $3, $4, $4) on conflict (org_id, user_id) do nothing",
        scope.org().uuid(),
        user.uuid(),
        role.name(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The org's members.
pub async fn list_members(
    tx: &mut Tx,
    scope: &OrgScope,
    page: &PageRequest<Place<UserId>>,
) -> Result<Page<Member, Place<UserId>>, StoreError> {
    let rows = page_of!(
        tx,
        page,
        MemberRow,
        "select u.id, u.email, u.name, m.role, m.version, m.created_at, m.updated_at \
         from memberships m join users u on u.id = m.user_id where m.org_id = $7",
        scope.org().uuid(),
    )?;
    let members = rows.into_iter().map(Member::try_from).collect::<Result<_, _>>()?;
    Ok(Page::cut(members, page, |member: &Member| Place {
        id: member.user_id,
        created_at: member.created_at,
        name: member.name.as_str().to_owned(),
    }))
}

/// One member, locked against changes until the transaction ends.
pub async fn lock_member(
    tx: &mut Tx,
    scope: &OrgScope,
    user: UserId,
) -> Result<Option<Member>, StoreError> {
    sqlx::query_as!(
        MemberRow,
        "select u.id, u.email, u.name, m.role, m.version, m.created_at, m.updated_at \
         from memberships m join users u on u.id = m.user_id \
         where m.org_id = $1 and m.user_id = $2 for update of m",
        scope.org().uuid(),
        user.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Member::try_from)
    .transpose()
}

/// Locks the org's owners and counts them. Two transactions that each take one owner away run one
/// after the other, so that together they cannot take the last.
pub async fn lock_owners(tx: &mut Tx, scope: &OrgScope) -> Result<usize, StoreError> {
    let owners = sqlx::query_scalar!(
        "select user_id from memberships where org_id = $1 and role = 'owner' \
         order by user_id for update",
        scope.org().uuid()
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(owners.len())
}

/// Changes what a member may do; they must have been locked before.
pub async fn set_role(
    tx: &mut Tx,
    scope: &OrgScope,
    user: UserId,
    role: Role,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update memberships set role = $3, version = version + 1, updated_at = $4 \
         where org_id = $1 and user_id = $2",
        scope.org().uuid(),
        user.uuid(),
        role.name(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Removes a member; they must have been locked before.
pub async fn remove_member(tx: &mut Tx, scope: &OrgScope, user: UserId) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from memberships where org_id = $1 and user_id = $2",
        scope.org().uuid(),
        user.uuid()
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn parse_role(text: &str, row: uuid::Uuid) -> Result<Role, StoreError> {
    text.parse().map_err(|source: crate::domain::access::UnknownRole| {
        StoreError::row("memberships", "role", row, source)
    })
}

struct Row {
    id: uuid::Uuid,
    name: String,
    version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl TryFrom<Row> for Org {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            name: row.name.parse().map_err(|e: crate::domain::name::Invalid| {
                StoreError::row("orgs", "name", row.id, e)
            })?,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

struct MembershipRow {
    id: uuid::Uuid,
    name: String,
    version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    role: String,
}

struct MemberRow {
    id: uuid::Uuid,
    email: String,
    name: String,
    role: String,
    version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl TryFrom<MemberRow> for Member {
    type Error = StoreError;

    fn try_from(row: MemberRow) -> Result<Self, StoreError> {
        let unreadable =
            |column, e: crate::domain::name::Invalid| StoreError::row("users", column, row.id, e);
        Ok(Self {
            user_id: row.id.into(),
            email: row.email.parse().map_err(|e| unreadable("email", e))?,
            name: row.name.parse().map_err(|e| unreadable("name", e))?,
            role: parse_role(&row.role, row.id)?,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}
