-- How far the index of messages follows each conversation. Without a row: not at all yet.
create table search_progress (
    conversation_id blob not null primary key references conversations (id),
    -- Messages up to this place are in it,
    seq integer not null,
    -- and what was changed of them up to this version.
    version integer not null
) strict, without rowid;

-- Messages by what they can be found by, as `domain::search` names it; the rowid grows with their time. The terms are kept,
-- so that a message can be taken out when its text is gone.
create virtual table search_index using fts5 (
    terms, conversation_id unindexed, seq unindexed,
    detail = none, columnsize = 0, tokenize = "ascii tokenchars '=#@'"
);

-- What is taken out leaves the file at once, and not when segments happen to be merged.
insert into search_index (search_index, rank) values ('secure-delete', 1);
