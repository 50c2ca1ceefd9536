-- What this database is: its `epoch`, renewed by a restore.
create table meta (
    key text not null primary key,
    value text not null
) strict;

create table users (
    id blob not null primary key,
    name text not null,
    -- Lower case, for search: SQLite's own lower() knows only ASCII.
    name_folded text not null,
    email text not null unique,
    password_hash text not null,
    created_at integer not null,
    disabled_at integer
) strict, without rowid;

create table sessions (
    id blob not null primary key,
    user_id blob not null references users (id),
    created_at integer not null,
    last_seen_at integer not null,
    expires_at integer not null,
    user_agent text not null,
    revoked_at integer
) strict, without rowid;

create index sessions_by_user on sessions (user_id);

-- One family a session: each use spends a token and makes the next.
create table refresh_tokens (
    hash blob not null primary key,
    session_id blob not null references sessions (id),
    created_at integer not null,
    expires_at integer not null,
    spent_at integer
) strict, without rowid;

create index refresh_tokens_by_session on refresh_tokens (session_id);
