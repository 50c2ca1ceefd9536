create table conversations (
    id uuid not null primary key,
    kind text not null check (kind in ('personal_chat', 'group_chat', 'public_group', 'private_group')),
    name text,
    name_folded text,
    -- In a personal chat both ids, the smaller first: a pair has at most one.
    pair text unique,
    creator_id uuid not null references users (id),
    created_at bigint not null,
    member_count bigint not null,
    -- Both dense, both raised under this row's lock in the transaction of the change they count.
    last_seq bigint not null,
    version bigint not null,
    -- The version of the last change of this row's own facts, such as the name.
    info_version bigint not null
) with (fillfactor = 80);

-- The directory.
create index conversations_public on conversations (name_folded) where kind = 'public_group';

create table members (
    conversation_id uuid not null references conversations (id),
    user_id uuid not null references users (id),
    role text not null check (role in ('member', 'admin', 'owner')),
    joined_at bigint not null,
    -- Set when they leave: the row stays, so that a sync can tell.
    left_at bigint,
    -- The newest message that they have read; only ever raised.
    read_seq bigint not null,
    -- The newest message that they have sent.
    sent_seq bigint not null,
    -- Up to here they have been told that all have read what they sent.
    fully_read_seq bigint not null,
    -- The conversation's version at this row's last change; reading is none.
    version bigint not null,
    primary key (conversation_id, user_id)
);

create index members_by_user on members (user_id) where left_at is null;
-- The slowest and the fastest reader of a conversation, in one step each.
create index members_by_read on members (conversation_id, read_seq, user_id) where left_at is null;
create index members_by_version on members (conversation_id, version);
