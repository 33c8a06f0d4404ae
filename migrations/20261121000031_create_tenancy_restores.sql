-- A database that was restored from a backup is older than what clusters hold. Each time that was noticed: the
-- last revision the backup knew, and the first one that was given out afterwards. What clusters hold of the
-- revisions in between, and the database does not know, was made in the time that is lost.
create table tenancy_restores (
    noticed_at timestamptz primary key,
    last_known bigint not null,
    first_new bigint not null
);
