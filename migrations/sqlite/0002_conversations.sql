create table conversations (
    id blob not null primary key,
    kind text not null check (kind in ('personal_chat', 'group_chat', 'public_group', 'private_group')),
    name text,
    name_folded text,
    -- In a personal chat both ids, the smaller first: a pair has at most one.
    pair text unique,
    creator_id blob not null references users (id),
    created_at integer not null,
    member_count integer not null,
    -- Both dense, both raised under this row's lock in the transaction of the change they count.
    last_seq integer not null,
    version integer not null,
    -- The version of the last change of this row's own facts, such as the name.
    info_version integer not null
) strict, without rowid;

-- The directory.
create index conversations_public on conversations (name_folded) where kind = 'public_group';

create table members (
    conversation_id blob not null references conversations (id),
    user_id blob not null references users (id),
    role text not null check (role in ('member', 'admin', 'owner')),
    joined_at integer not null,
    -- Set when they leave: the row stays, so that a sync can tell.
    left_at integer,
    -- The newest message that they have read; only ever raised.
    read_seq integer not null,
    -- The newest message that they have sent.
    sent_seq integer not null,
    -- Up to here they have been told that all have read what they sent.
    fully_read_seq integer not null,
    -- The conversation's version at this row's last change; reading is none.
    version integer not null,
    primary key (conversation_id, user_id)
) strict, without rowid;

create index members_by_user on members (user_id) where left_at is null;
-- The slowest and the fastest reader of a conversation, in one step each.
create index members_by_read on members (conversation_id, read_seq, user_id) where left_at is null;
create index members_by_version on members (conversation_id, version);
