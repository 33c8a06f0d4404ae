-- Who uses Millrace: orgs (customers), users (people), their memberships, sessions and API tokens.
create table orgs (
    id uuid primary key,
    name text not null,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index orgs_name_key on orgs (lower(name));

create table users (
    id uuid primary key,
    email text not null,
    name text not null default '',
    -- PHC string (argon2id); null for people who sign in elsewhere
    password_hash text,
    is_operator boolean not null default false,
    disabled_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index users_email_key on users (lower(email));

create table memberships (
    org_id uuid not null references orgs (id),
    user_id uuid not null references users (id),
    role text not null check (role in ('owner', 'admin', 'developer', 'viewer')),
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (org_id, user_id)
);
create index memberships_user_idx on memberships (user_id);

-- One row per sign-in. The refresh token rotates: each use raises `generation`, and presenting an
-- older generation again revokes the session, because two parties hold the token.
create table sessions (
    id uuid primary key,
    user_id uuid not null references users (id),
    refresh_hash bytea not null,
    generation bigint not null default 1,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index sessions_user_idx on sessions (user_id);

create table tokens (
    id uuid primary key,
    org_id uuid not null references orgs (id),
    name text not null,
    role text not null check (role in ('admin', 'developer', 'viewer')),
    key_id text not null unique,
    hmac bytea not null,
    pepper_version smallint not null,
    created_by uuid not null references users (id),
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
);
create unique index tokens_live_name_key on tokens (org_id, name) where revoked_at is null;
