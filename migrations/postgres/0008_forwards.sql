-- Whose words a forwarded message bears: who wrote them first, and their name at that time. Null in all others, and in a
-- tombstone. Which message they were copied from, and where it is, is not kept.
alter table messages add column forwarded_user_id uuid;
alter table messages add column forwarded_name text;
