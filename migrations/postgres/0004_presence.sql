-- Whether others see when they are here, and they see it of others.
alter table users add column shows_presence boolean not null default true;
-- When their last socket was closed.
alter table users add column last_seen_at bigint;
