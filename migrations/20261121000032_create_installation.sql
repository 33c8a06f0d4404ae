-- Whose database this is: at most one row, with the id of the key that signs sessions, which is derived from the
-- root secret. A control plane with another root secret would lock everybody out, brokers included.
create table installation (
    is_only boolean primary key default true check (is_only),
    signing_key text not null
);
