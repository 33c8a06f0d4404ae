//! Operations: receipts, written with the change they belong to and settled by the reconciler.

use wire::ids::{OperationId, OrgId};

use super::{OrgScope, StoreError, SystemScope, Tx};
use crate::domain::{
    clock::{DateTime, Utc},
    operation::{
        Operation, OperationError, OperationState, OperationSubject, Progress, UnknownState,
    },
    page::{Page, PageRequest},
};

/// A change that was accepted.
#[derive(Debug)]
pub struct NewOperation<'a> {
    /// Its identifier.
    pub id: OperationId,
    /// `instance.create`, …
    pub kind: &'a str,
    /// What changes.
    pub subject: OperationSubject,
    /// Done when the subject has observed this generation.
    pub target_generation: i64,
    /// Now.
    pub now: DateTime<Utc>,
}

/// Adds a receipt. Open receipts of the same subject are superseded: the subject moves straight to
/// the newest generation.
pub async fn insert(
    tx: &mut Tx,
    scope: &OrgScope,
    new: NewOperation<'_>,
) -> Result<Operation, StoreError> {
    sqlx::query!(
        "update operations set state = 'superseded', finished_at = $3, updated_at = $3 \
         where org_id = $1 and subject_id = $2 and finished_at is null",
        scope.org().uuid(),
        new.subject.uuid(),
        new.now
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query_as!(
        Row,
        "insert into operations (id, org_id, kind, subject_type, subject_id, state, \
         target_generation, request_id, created_at, updated_at) \
         values ($1, $2, $3, $4, $5, 'queued', $6, $7, $8, $8) \
         returning id, org_id, kind, subject_type, subject_id, state, target_generation, step, \
         steps_done, steps_total, attempt, error, next_attempt_at, request_id, created_at, \
         updated_at, finished_at",
        new.id.uuid(),
        scope.org().uuid(),
        new.kind,
        new.subject.kind(),
        new.subject.uuid(),
        new.target_generation,
        scope.caller().origin.request_id,
        new.now,
    )
    .fetch_one(&mut **tx)
    .await?
    .try_into()
}

/// The org an operation belongs to. Tells nothing else, and goes to nobody before they are
/// authorised.
pub async fn find_org(tx: &mut Tx, id: OperationId) -> Result<Option<OrgId>, StoreError> {
    let org = sqlx::query_scalar!("select org_id from operations where id = $1", id.uuid())
        .fetch_optional(&mut **tx)
        .await?;
    Ok(org.map(OrgId::from))
}

/// One of the org's operations.
pub async fn get(
    tx: &mut Tx,
    scope: &OrgScope,
    id: OperationId,
) -> Result<Option<Operation>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, org_id, kind, subject_type, subject_id, state, target_generation, step, \
         steps_done, steps_total, attempt, error, next_attempt_at, request_id, created_at, \
         updated_at, finished_at from operations where org_id = $1 and id = $2",
        scope.org().uuid(),
        id.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Operation::try_from)
    .transpose()
}

/// The open operation of a subject, if any.
pub async fn find_open(
    tx: &mut Tx,
    scope: &OrgScope,
    subject: OperationSubject,
) -> Result<Option<Operation>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, org_id, kind, subject_type, subject_id, state, target_generation, step, \
         steps_done, steps_total, attempt, error, next_attempt_at, request_id, created_at, \
         updated_at, finished_at from operations \
         where org_id = $1 and subject_id = $2 and finished_at is null order by id desc limit 1",
        scope.org().uuid(),
        subject.uuid()
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Operation::try_from)
    .transpose()
}

/// The org's operations, newest first; of one subject and in certain states if asked.
pub async fn list(
    tx: &mut Tx,
    scope: &OrgScope,
    states: &[OperationState],
    subject: Option<OperationSubject>,
    page: &PageRequest<OperationId>,
) -> Result<Page<Operation, OperationId>, StoreError> {
    let states: Vec<String> = states.iter().map(|state| state.name().to_owned()).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, org_id, kind, subject_type, subject_id, state, target_generation, step, \
         steps_done, steps_total, attempt, error, next_attempt_at, request_id, created_at, \
         updated_at, finished_at from operations \
         where org_id = $1 and ($2::uuid is null or id < $2) \
         and (cardinality($3::text[]) = 0 or state = any($3)) \
         and ($4::uuid is null or subject_id = $4) order by id desc limit $5",
        scope.org().uuid(),
        page.after.map(OperationId::uuid),
        &states,
        subject.map(OperationSubject::uuid),
        page.fetch(),
    )
    .fetch_all(&mut **tx)
    .await?;
    let operations = rows.into_iter().map(Operation::try_from).collect::<Result<_, _>>()?;
    Ok(Page::cut(operations, page, |operation: &Operation| operation.id))
}

/// Notes how far the work on a subject's open operations has come.
pub async fn advance(
    tx: &mut Tx,
    _: &SystemScope,
    subject: OperationSubject,
    progress: &Progress,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update operations set state = 'running', step = $2, steps_done = $3, steps_total = $4, \
         next_attempt_at = null, updated_at = $5 where subject_id = $1 and finished_at is null",
        subject.uuid(),
        progress.step,
        progress.done,
        progress.of,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many failures, in all, make an operation count as stalled. It is tried again all the same.
const STALLED_AFTER: i32 = 3;

/// Notes that an attempt failed and when the next one is due.
pub async fn stall(
    tx: &mut Tx,
    _: &SystemScope,
    subject: OperationSubject,
    error: &OperationError,
    next_attempt_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update operations set attempt = attempt + 1, error = $2, \
         state = case when attempt + 1 >= $5 then 'stalled' else 'running' end, \
         next_attempt_at = $3, updated_at = $4 where subject_id = $1 and finished_at is null",
        subject.uuid(),
        serde_json::json!({ "code": error.code, "detail": error.detail }),
        next_attempt_at,
        now,
        STALLED_AFTER
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Settles a subject's open operations up to the generation it has observed.
pub async fn succeed(
    tx: &mut Tx,
    _: &SystemScope,
    subject: OperationSubject,
    observed_generation: i64,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "update operations set state = 'succeeded', steps_done = steps_total, step = null, \
         error = null, next_attempt_at = null, finished_at = $3, updated_at = $3 \
         where subject_id = $1 and target_generation <= $2 and finished_at is null",
        subject.uuid(),
        observed_generation,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Gives a subject's open operations up.
pub async fn fail(
    tx: &mut Tx,
    _: &SystemScope,
    subject: OperationSubject,
    error: &OperationError,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "update operations set state = 'failed', error = $2, next_attempt_at = null, \
         finished_at = $3, updated_at = $3 where subject_id = $1 and finished_at is null",
        subject.uuid(),
        serde_json::json!({ "code": error.code, "detail": error.detail }),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

struct Row {
    id: uuid::Uuid,
    org_id: uuid::Uuid,
    kind: String,
    subject_type: String,
    subject_id: uuid::Uuid,
    state: String,
    target_generation: i64,
    step: Option<String>,
    steps_done: i32,
    steps_total: i32,
    attempt: i32,
    error: Option<serde_json::Value>,
    next_attempt_at: Option<DateTime<Utc>>,
    request_id: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Operation {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let subject =
            OperationSubject::parse(&row.subject_type, row.subject_id).ok_or_else(|| {
                StoreError::row("operations", "subject_type", row.id, row.subject_type.clone())
            })?;
        Ok(Self {
            id: row.id.into(),
            org_id: row.org_id.into(),
            kind: row.kind,
            subject,
            state: row
                .state
                .parse()
                .map_err(|e: UnknownState| StoreError::row("operations", "state", row.id, e))?,
            target_generation: row.target_generation,
            progress: Progress { step: row.step, done: row.steps_done, of: row.steps_total },
            attempt: row.attempt,
            error: row
                .error
                .map(serde_json::from_value)
                .transpose()
                .map_err(|e| StoreError::row("operations", "error", row.id, e))?,
            next_attempt_at: row.next_attempt_at,
            request_id: row.request_id,
            created_at: row.created_at,
            updated_at: row.updated_at,
            finished_at: row.finished_at,
        })
    }
}
