-- How a member wants to be told of a conversation, for themselves alone.
alter table members add column muted boolean not null default false;
alter table members add column pinned boolean not null default false;
-- What they had read when they marked it as unread: the mark holds as long as that is so, and reading ends it by itself.
alter table members add column marked_unread_at bigint;
-- How often any of this was changed: what is told late is known by it.
alter table members add column settings_revision bigint not null default 0;
