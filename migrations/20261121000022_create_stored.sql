-- What an instance's topics take up on each broker of its cluster, as its gateway told last.
create table stored (
    instance_id uuid not null references instances (id),
    -- the id of its broker
    gateway integer not null,
    bytes bigint not null,
    primary key (instance_id, gateway)
);
