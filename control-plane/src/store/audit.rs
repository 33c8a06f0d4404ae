//! The audit trail. A record is written in the transaction of the change it tells of; the record of
//! a refusal replaces what the refused transaction did.

use ring::digest::{SHA256, digest};
use sqlx::PgConnection;
use uuid::Uuid;
use wire::{
    clock::Clock,
    entropy::Entropy,
    ids::{AuditEventId, OrgId},
};

use super::{OrgScope, StoreError, SystemScope, Tx};
use crate::domain::{
    access::Caller,
    audit::{AuditEvent, Outcome, Subject},
    clock::{self, DateTime, Utc},
    name::Email,
    page::{Page, PageRequest},
};

/// What is to be recorded.
#[derive(Debug)]
pub struct Entry<'a> {
    /// An [`crate::domain::access::Action`]'s name, or `session.create` and the like.
    pub action: &'a str,
    /// What it was done to.
    pub subject: Subject,
    /// How it ended.
    pub outcome: Outcome,
    /// What else is worth knowing, without secrets. `Value::Null` for nothing.
    pub detail: serde_json::Value,
}

/// Records what a caller did in an org.
pub async fn record(
    tx: &mut Tx,
    scope: &OrgScope,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    entry: Entry<'_>,
) -> Result<(), StoreError> {
    write(tx, Some(scope.org()), scope.caller(), clock, entropy, entry).await
}

/// Records what Millrace itself did to an org's things.
pub async fn record_by_system(
    tx: &mut Tx,
    system: &SystemScope,
    org: OrgId,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    entry: Entry<'_>,
) -> Result<(), StoreError> {
    write(tx, Some(org), system.caller(), clock, entropy, entry).await
}

/// Records what belongs to no org: signing in, adding people.
pub async fn record_outside_orgs(
    tx: &mut Tx,
    caller: &Caller,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    entry: Entry<'_>,
) -> Result<(), StoreError> {
    write(tx, None, caller, clock, entropy, entry).await
}

/// Counts a sign-in that was refused. Those of one account (of none, if there is no such) in one
/// minute share a record, the first one's with how many there were, so that guessing does not fill the
/// trail.
pub async fn count_refused_sign_in(
    tx: &mut Tx,
    caller: &Caller,
    clock: &dyn Clock,
    account: Option<&Email>,
    tried: &str,
) -> Result<(), StoreError> {
    let at = clock::now(clock);
    let account = account.map_or("unknown", Email::as_str);
    sqlx::query!(
        r#"insert into audit_events (id, at, actor_type, actor_id, action, subject_type, subject_id,
             outcome, request_id, address, detail)
           values ($1, $2, $4, $5, 'session.create', 'user', $3, 'denied', $6, $7,
             jsonb_build_object('count', 1, 'tried', $8::text))
           on conflict (id) do update set detail = jsonb_set(audit_events.detail, '{count}',
             to_jsonb((audit_events.detail->>'count')::bigint + 1))"#,
        id_of_minute(at, account),
        at,
        account,
        caller.actor.kind(),
        caller.actor.id(),
        caller.origin.request_id,
        caller.origin.address.map(|address| address.to_string()),
        tried,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// An identifier made of the minute and the account, so that all processes find the same record.
fn id_of_minute(at: DateTime<Utc>, account: &str) -> Uuid {
    let minute = u64::try_from(at.timestamp() / 60 * 60_000).unwrap_or_default();
    let digest = digest(&SHA256, account.as_bytes());
    let mut rest = [0; 10];
    rest.copy_from_slice(&digest.as_ref()[..10]);
    uuid::Builder::from_unix_timestamp_millis(minute, &rest).into_uuid()
}

/// Undoes what the transaction did and commits the record of a refusal instead.
pub async fn replace_with_denial(
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    entry: Entry<'_>,
) -> Result<(), StoreError> {
    tx.rollback_and_begin().await?;
    write(tx, Some(org), caller, clock, entropy, entry).await?;
    tx.commit_and_begin().await
}

async fn write(
    connection: &mut PgConnection,
    org: Option<OrgId>,
    caller: &Caller,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    entry: Entry<'_>,
) -> Result<(), StoreError> {
    let detail = match entry.detail {
        serde_json::Value::Null => serde_json::json!({}),
        detail => detail,
    };
    sqlx::query!(
        "insert into audit_events (id, org_id, at, actor_type, actor_id, action, subject_type, \
         subject_id, outcome, request_id, address, detail) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        AuditEventId::new(clock, entropy).uuid(),
        org.map(OrgId::uuid),
        clock::now(clock),
        caller.actor.kind(),
        caller.actor.id(),
        entry.action,
        entry.subject.kind,
        entry.subject.id,
        entry.outcome.name(),
        caller.origin.request_id,
        caller.origin.address.map(|address| address.to_string()),
        detail,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Which records to list.
#[derive(Debug, Default, Clone)]
pub struct Filter {
    /// Only these actions; empty for all.
    pub actions: Vec<String>,
    /// Only these outcomes; empty for all.
    pub outcomes: Vec<Outcome>,
    /// Only what was done by this user or token.
    pub actor_id: Option<String>,
    /// Only what was done to this subject.
    pub subject_id: Option<String>,
    /// Only what happened then or later.
    pub since: Option<DateTime<Utc>>,
    /// Only what happened before.
    pub until: Option<DateTime<Utc>>,
}

/// An org's trail, newest first.
pub async fn list(
    tx: &mut Tx,
    scope: &OrgScope,
    filter: &Filter,
    page: &PageRequest<AuditEventId>,
) -> Result<Page<AuditEvent, AuditEventId>, StoreError> {
    let outcomes: Vec<String> = filter.outcomes.iter().map(|o| o.name().to_owned()).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, org_id, at, actor_type, actor_id, action, subject_type, subject_id, outcome, \
         request_id, address, detail from audit_events \
         where org_id = $1 and ($2::uuid is null or id < $2) \
         and (cardinality($3::text[]) = 0 or action = any($3)) \
         and (cardinality($4::text[]) = 0 or outcome = any($4)) \
         and ($5::text is null or actor_id = $5) and ($6::text is null or subject_id = $6) \
         and ($7::timestamptz is null or at >= $7) and ($8::timestamptz is null or at < $8) \
         order by id desc limit $9",
        scope.org().uuid(),
        page.after.map(AuditEventId::uuid),
        &filter.actions,
        &outcomes,
        filter.actor_id,
        filter.subject_id,
        filter.since,
        filter.until,
        page.fetch(),
    )
    .fetch_all(&mut **tx)
    .await?;
    let events = rows.into_iter().map(AuditEvent::try_from).collect::<Result<_, _>>()?;
    Ok(Page::cut(events, page, |event: &AuditEvent| event.id))
}

struct Row {
    id: uuid::Uuid,
    org_id: Option<uuid::Uuid>,
    at: DateTime<Utc>,
    actor_type: String,
    actor_id: String,
    action: String,
    subject_type: String,
    subject_id: String,
    outcome: String,
    request_id: Option<String>,
    address: Option<String>,
    detail: serde_json::Value,
}

impl TryFrom<Row> for AuditEvent {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let outcome =
            row.outcome.parse().map_err(|source: crate::domain::audit::UnknownOutcome| {
                StoreError::row("audit_events", "outcome", row.id, source)
            })?;
        Ok(Self {
            id: row.id.into(),
            org_id: row.org_id.map(OrgId::from),
            at: row.at,
            actor_type: row.actor_type,
            actor_id: row.actor_id,
            action: row.action,
            subject_type: row.subject_type,
            subject_id: row.subject_id,
            outcome,
            request_id: row.request_id,
            address: row.address,
            detail: row.detail,
        })
    }
}
