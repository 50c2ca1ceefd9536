-- How a member wants to be told of a conversation, for themselves alone.
alter table members add column muted integer not null default 0 check (muted in (0, 1));
alter table members add column pinned integer not null default 0 check (pinned in (0, 1));
-- What they had read when they marked it as unread: the mark holds as long as that is so, and reading ends it by itself.
alter table members add column marked_unread_at integer;
-- How often any of this was changed: what is told late is known by it.
alter table members add column settings_revision integer not null default 0;
