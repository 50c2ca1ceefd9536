-- Whether others see when they are here, and they see it of others.
alter table users add column shows_presence integer not null default 1 check (shows_presence in (0, 1));
-- When their last socket was closed.
alter table users add column last_seen_at integer;
