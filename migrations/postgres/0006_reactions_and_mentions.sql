-- How many reactions it has: a page without any asks for none.
alter table messages add column reactions bigint not null default 0;
-- Whom it mentions, and where in the text, as JSON; null when nobody.
alter table messages add column mentions text;

create table reactions (
    conversation_id uuid not null,
    seq bigint not null,
    emoji text not null,
    user_id uuid not null references users (id),
    created_at bigint not null,
    primary key (conversation_id, seq, emoji, user_id),
    foreign key (conversation_id, seq) references messages (conversation_id, seq)
);

-- Who is mentioned where; the conversation's own id stands for all who are in it.
create table mentions (
    user_id uuid not null,
    conversation_id uuid not null,
    seq bigint not null,
    primary key (user_id, conversation_id, seq),
    foreign key (conversation_id, seq) references messages (conversation_id, seq)
);

create index mentions_by_message on mentions (conversation_id, seq);

-- The newest message that mentions them, or everybody: who has read beyond it need not be counted for.
alter table members add column mentioned_seq bigint not null default 0;
alter table conversations add column everyone_seq bigint not null default 0;
