-- What customers buy and where it runs.
create table quotas (
    org_id uuid not null references orgs (id),
    -- standard_instances, enterprise_instances, partitions, bytes_in_per_second, bytes_out_per_second
    name text not null,
    "limit" bigint not null check ("limit" >= 0),
    used bigint not null default 0 check (used >= 0),
    primary key (org_id, name)
);

create table clusters (
    id uuid primary key,
    kind text not null check (kind in ('shared', 'dedicated')),
    -- Kafka's own cluster id: 22 characters of base64url
    kafka_cluster_id text not null unique,
    kafka_version text not null,
    brokers integer not null check (brokers in (1, 3)),
    phase text not null check (phase in ('pending', 'provisioning', 'ready', 'degraded', 'deleting', 'deleted')),
    -- what clients are given to connect to; known once it runs
    bootstrap text,
    -- partitions a shared cell may grant to instances altogether, and has granted
    partition_capacity bigint not null,
    partitions_granted bigint not null default 0 check (partitions_granted >= 0),
    generation bigint not null default 1,
    observed_generation bigint not null default 0,
    -- position up to which gateway reports were counted
    reports_offset bigint not null default 0,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz
);

create table instances (
    id uuid primary key,
    org_id uuid not null references orgs (id),
    name text not null,
    plan text not null,
    description text not null default '',
    labels jsonb not null default '{}',
    limits jsonb not null,
    deletion_protection boolean not null default false,
    prefix text not null unique,
    shown_cluster_id text not null,
    -- null until placed
    cluster_id uuid references clusters (id),
    phase text not null check (phase in ('pending', 'provisioning', 'ready', 'updating', 'suspended', 'degraded', 'failed', 'deleting', 'deleted')),
    conditions jsonb not null default '[]',
    generation bigint not null default 1,
    observed_generation bigint not null default 0,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz
);
create unique index instances_live_name_key on instances (org_id, name) where deleted_at is null;
create index instances_cluster_idx on instances (cluster_id) where deleted_at is null;

create table credentials (
    id uuid primary key,
    org_id uuid not null references orgs (id),
    instance_id uuid not null references instances (id),
    name text not null,
    preset text,
    grants jsonb not null,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz
);
create unique index credentials_live_name_key on credentials (instance_id, name) where deleted_at is null;

create table keys (
    -- the public part of `mr_<id>_…`
    id text primary key,
    org_id uuid not null references orgs (id),
    credential_id uuid not null references credentials (id),
    hmac bytea not null,
    pepper_version smallint not null,
    -- SCRAM verifiers, one per mechanism
    scram jsonb not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    last_used_address text,
    last_used_client_id text,
    last_used_software text
);
create index keys_credential_idx on keys (credential_id) where revoked_at is null;
