-- When each membership last began or ended. Nodes that share a PostgreSQL find here what no hint told them; an embedded
-- database has one node, which hears of everything itself, so nothing is written here.
create table membership_stamps (
    conversation_id blob not null,
    user_id blob not null,
    stamp integer not null,
    primary key (conversation_id, user_id)
);

create index membership_stamps_by_stamp on membership_stamps (stamp);
