-- What instances used in the last day, by minute and gateway: gateways report connections as a level,
-- and those of several add up.
create table usage_minutes (
    instance_id uuid not null references instances (id),
    minute timestamptz not null,
    -- the id of its broker
    gateway integer not null,
    bytes_in bigint not null,
    bytes_out bigint not null,
    records_in bigint not null,
    throttled_ms bigint not null,
    -- the most at a time
    connections integer not null,
    primary key (instance_id, minute, gateway)
);
create index usage_minutes_age_idx on usage_minutes (minute);
