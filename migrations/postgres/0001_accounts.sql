-- What this database is: its `epoch`, renewed by a restore.
create table meta (
    key text not null primary key,
    value text not null
);

create table users (
    id uuid not null primary key,
    name text not null,
    -- Lower case, for search.
    name_folded text not null,
    email text not null unique,
    password_hash text not null,
    created_at bigint not null,
    disabled_at bigint
);

create table sessions (
    id uuid not null primary key,
    user_id uuid not null references users (id),
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null,
    user_agent text not null,
    revoked_at bigint
);

create index sessions_by_user on sessions (user_id);

-- One family a session: each use spends a token and makes the next.
create table refresh_tokens (
    hash bytea not null primary key,
    session_id uuid not null references sessions (id),
    created_at bigint not null,
    expires_at bigint not null,
    spent_at bigint
);

create index refresh_tokens_by_session on refresh_tokens (session_id);
