-- What people are told as it happens. An event is written in the transaction of what it tells of, and
-- gets its position when that commits.
create table events (
    id bigint generated always as identity primary key,
    org_id uuid not null references orgs (id),
    instance_id uuid references instances (id),
    -- operation, instance, credential.first_authentication, topic.first_produce, group.first_join,
    -- credential.authentication_failed
    kind text not null,
    -- of kind operation: which one
    operation_id uuid,
    data jsonb not null,
    at timestamptz not null,
    -- 1, 2, 3, … in the org, in the order in which the events became visible
    position bigint
);
create unique index events_position_key on events (org_id, position);
create index events_age_idx on events (at);

create table event_positions (
    org_id uuid primary key references orgs (id),
    -- of the org's newest event
    position bigint not null
);

-- Whoever has read up to a position must never find an event before it later. So positions are given
-- out at commit, by one transaction after the other; the lock is the last thing a transaction takes.
create function place_event() returns trigger language plpgsql as $$
declare
    placed bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('events', 0));
    insert into event_positions as held (org_id, position) values (new.org_id, 1)
        on conflict (org_id) do update set position = held.position + 1
        returning position into placed;
    update events set position = placed where id = new.id;
    perform pg_notify('events', new.org_id::text);
    return null;
end
$$;
create constraint trigger event_placed after insert on events
    deferrable initially deferred for each row execute function place_event();

create function tell_operation() returns trigger language plpgsql as $$
begin
    insert into events (org_id, instance_id, kind, operation_id, data, at) values (
        new.org_id,
        case new.subject_type
            when 'instance' then new.subject_id
            when 'credential' then (select instance_id from credentials where id = new.subject_id)
        end,
        'operation',
        new.id,
        jsonb_build_object('kind', new.kind, 'state', new.state, 'step', new.step,
            'steps_done', new.steps_done, 'steps_total', new.steps_total, 'error', new.error),
        new.updated_at);
    return null;
end
$$;
create trigger operation_begun after insert on operations
    for each row execute function tell_operation();
create trigger operation_changed after update on operations for each row
    when ((old.state, old.step) is distinct from (new.state, new.step))
    execute function tell_operation();

create function tell_instance() returns trigger language plpgsql as $$
begin
    insert into events (org_id, instance_id, kind, data, at) values (new.org_id, new.id, 'instance',
        jsonb_build_object('name', new.name, 'phase', new.phase), new.updated_at);
    return null;
end
$$;
create trigger instance_begun after insert on instances
    for each row execute function tell_instance();
create trigger instance_changed after update on instances for each row
    when ((old.phase, old.conditions) is distinct from (new.phase, new.conditions))
    execute function tell_instance();

-- What of an instance has been used before, so that the first time is told once.
create table first_uses (
    instance_id uuid not null references instances (id),
    -- produce (a topic), join (a group)
    kind text not null check (kind in ('produce', 'join')),
    name text not null,
    at timestamptz not null,
    primary key (instance_id, kind, name)
);

-- Sign-ins that failed with a key, and the latest of them.
alter table keys
    add column failed_count bigint not null default 0,
    add column failed_at timestamptz,
    add column failed_address text,
    add column failed_reason text;
