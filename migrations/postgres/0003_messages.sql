create table messages (
    conversation_id uuid not null references conversations (id),
    -- Its place for ever: 1, 2, 3, …
    seq bigint not null,
    id uuid not null unique,
    sender_id uuid not null references users (id),
    -- Made by the client: sending the same again finds this row.
    client_id uuid not null,
    -- Null in a tombstone.
    text text,
    reply_to uuid,
    created_at bigint not null,
    edited_at bigint,
    deleted_at bigint,
    -- The conversation's version at this row's last change.
    version bigint not null,
    primary key (conversation_id, seq),
    unique (sender_id, client_id)
);

create index messages_by_version on messages (conversation_id, version);
