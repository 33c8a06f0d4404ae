-- From where clients may reach an instance's gateways: anywhere the installation exposes them, or only
-- from inside. A cluster keeps what it was made with, because its instance's row may go first.
alter table instances
    add column endpoint text not null default 'public' check (endpoint in ('public', 'private'));
alter table clusters
    add column endpoint text not null default 'public' check (endpoint in ('public', 'private'));
