-- How far the index of messages follows each conversation. Without a row: not at all yet.
create table search_progress (
    conversation_id uuid not null primary key references conversations (id),
    -- Messages up to this place are in it,
    seq bigint not null,
    -- and what was changed of them up to this version.
    version bigint not null
);

-- Messages by what they can be found by, as `domain::search` names it; the key grows with their time.
create table search_index (
    key bigint not null primary key,
    terms tsvector not null,
    conversation_id uuid not null,
    seq bigint not null
);

create index search_index_by_terms on search_index using gin (terms);
