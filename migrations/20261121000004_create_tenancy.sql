-- The data plane's desired configuration, and what gateways report back.
create sequence tenancy_revision;

-- One row per tenancy record, changed in the transaction of the change it follows from. A null
-- value is a tombstone to publish.
create table tenancy_records (
    cluster_id uuid not null references clusters (id),
    key text not null,
    value jsonb,
    revision bigint not null default nextval('tenancy_revision'),
    published_revision bigint not null default 0,
    published_offset bigint,
    updated_at timestamptz not null,
    primary key (cluster_id, key)
);
create index tenancy_records_unpublished_idx on tenancy_records (cluster_id) where published_revision < revision;

create table gateways (
    cluster_id uuid not null references clusters (id),
    -- the id of its broker
    gateway integer not null,
    -- (epoch, sequence) of the last report counted; an older one is a repetition
    epoch bigint not null,
    sequence bigint not null,
    applied_offset bigint not null,
    reported_at timestamptz not null,
    primary key (cluster_id, gateway)
);

create table usage (
    instance_id uuid not null references instances (id),
    hour timestamptz not null,
    bytes_in bigint not null default 0,
    bytes_out bigint not null default 0,
    requests bigint not null default 0,
    throttled_ms bigint not null default 0,
    peak_connections integer not null default 0,
    primary key (instance_id, hour)
);
