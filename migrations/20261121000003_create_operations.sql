-- Receipts, wake-ups, replays and the audit trail: all written in the transaction of the change.
create table operations (
    id uuid primary key,
    org_id uuid not null references orgs (id),
    -- instance.create, instance.update, instance.delete, …
    kind text not null,
    subject_type text not null,
    subject_id uuid not null,
    state text not null check (state in ('queued', 'running', 'stalled', 'succeeded', 'failed', 'cancelled', 'superseded')),
    target_generation bigint not null,
    step text,
    steps_done integer not null default 0,
    steps_total integer not null default 0,
    attempt integer not null default 0,
    -- {"code", "detail"} of the last failure
    error jsonb,
    next_attempt_at timestamptz,
    request_id text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    finished_at timestamptz
);
create index operations_org_idx on operations (org_id, id);
create index operations_open_idx on operations (subject_id) where finished_at is null;

-- A row says *who* needs a look, never what to do. `wakes` counts wake-ups, so that one which
-- arrives during a look is not lost; `lease_token` fences a worker that lost its lease.
create table work (
    kind text not null,
    subject uuid not null,
    wakes bigint not null default 1,
    due_at timestamptz not null default now(),
    attempt integer not null default 0,
    last_error text,
    lease_token bigint not null default 0,
    lease_owner text,
    lease_until timestamptz,
    primary key (kind, subject)
);
create index work_due_idx on work (due_at);

create function notify_work() returns trigger language plpgsql as $$
begin
    perform pg_notify('work', new.kind);
    return null;
end
$$;
create trigger work_woken after insert or update of wakes on work
    for each row execute function notify_work();

create table idempotency_keys (
    -- who sent it, so that keys of different callers never meet
    caller text not null,
    method text not null,
    path text not null,
    key text not null,
    request_hash bytea not null,
    status smallint not null,
    headers jsonb not null,
    -- sealed (AES-256-GCM): a response may carry a secret that is shown once
    sealed_body bytea not null,
    created_at timestamptz not null,
    primary key (caller, method, path, key)
);
create index idempotency_keys_age_idx on idempotency_keys (created_at);

create table audit_events (
    id uuid primary key,
    org_id uuid references orgs (id),
    at timestamptz not null,
    -- user, token, operator, system
    actor_type text not null,
    actor_id text not null,
    -- instance.create, credential.key.revoke, session.create, …
    action text not null,
    subject_type text not null,
    subject_id text not null,
    outcome text not null check (outcome in ('success', 'denied', 'failed')),
    request_id text,
    address text,
    detail jsonb not null default '{}'
);
create index audit_events_org_idx on audit_events (org_id, id);
