-- When each membership last began or ended, as the number of that transaction: nodes find here what no hint told them.
create table membership_stamps (
    conversation_id uuid not null,
    user_id uuid not null,
    stamp bigint not null,
    primary key (conversation_id, user_id)
);

create index membership_stamps_by_stamp on membership_stamps (stamp);

create function stamp_new_members() returns trigger language plpgsql as $$
begin
    insert into membership_stamps (conversation_id, user_id, stamp)
    select conversation_id, user_id, pg_current_xact_id()::text::bigint from added
    on conflict (conversation_id, user_id) do update set stamp = excluded.stamp;
    return null;
end
$$;

create function stamp_member() returns trigger language plpgsql as $$
begin
    insert into membership_stamps (conversation_id, user_id, stamp)
    values (new.conversation_id, new.user_id, pg_current_xact_id()::text::bigint)
    on conflict (conversation_id, user_id) do update set stamp = excluded.stamp;
    return null;
end
$$;

create trigger members_added after insert on members
    referencing new table as added for each statement execute function stamp_new_members();

-- Reading and sending touch other columns, and pay nothing for this.
create trigger members_left after update of left_at on members
    for each row when (old.left_at is distinct from new.left_at) execute function stamp_member();
