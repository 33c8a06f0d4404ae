-- A cluster of which nothing is left is told from one that only does not serve: only the first may be
-- made again, empty.
alter table clusters drop constraint clusters_phase_check;
alter table clusters add constraint clusters_phase_check
    check (phase in ('pending', 'provisioning', 'ready', 'degraded', 'lost', 'deleting', 'deleted'));
