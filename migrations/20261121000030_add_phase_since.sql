-- Since when a cluster has been in its phase, which its owners read. The default is for control planes
-- of the last version that still run beside the new one.
alter table clusters add column phase_since timestamptz not null default now();
update clusters set phase_since = updated_at;
