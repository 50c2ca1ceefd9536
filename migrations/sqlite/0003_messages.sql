create table messages (
    conversation_id blob not null references conversations (id),
    -- Its place for ever: 1, 2, 3, …
    seq integer not null,
    id blob not null unique,
    sender_id blob not null references users (id),
    -- Made by the client: sending the same again finds this row.
    client_id blob not null,
    -- Null in a tombstone.
    text text,
    reply_to blob,
    created_at integer not null,
    edited_at integer,
    deleted_at integer,
    -- The conversation's version at this row's last change.
    version integer not null,
    -- The version that counted it when it was new.
    first_version integer not null,
    primary key (conversation_id, seq),
    -- The client's id first: those that are made in the order of time lie side by side, whoever makes them.
    unique (client_id, sender_id)
) strict, without rowid;

-- What is new is found by its place, which grows with its first version: an index over all would cost every message a
-- page of its own.
create index messages_changed on messages (conversation_id, version) where version <> first_version;
