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
    primary key (conversation_id, seq),
    unique (sender_id, client_id)
) strict, without rowid;

create index messages_by_version on messages (conversation_id, version);
