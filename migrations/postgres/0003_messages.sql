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
    -- The version that counted it when it was new.
    first_version bigint not null,
    primary key (conversation_id, seq),
    -- The client's id first: those that are made in the order of time lie side by side, whoever makes them.
    unique (client_id, sender_id)
);

-- What is new is found by its place, which grows with its first version: an index over all would cost every message a
-- page of its own.
create index messages_changed on messages (conversation_id, version) where version <> first_version;
