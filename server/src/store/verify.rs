//! What holds in every database at every commit, whatever was done to it: each promise as a statement that counts the
//! rows that break it.

use super::Conn;
use crate::error::Result;

statements! {
    MESSAGES_ARE_DENSE = "select count(*) from conversations c where c.last_seq <> (select count(*) from messages m
            where m.conversation_id = c.id)
        or c.last_seq <> coalesce((select max(m.seq) from messages m where m.conversation_id = c.id), 0)";
    MEMBERS_ARE_COUNTED = "select count(*) from conversations c where c.member_count <>
        (select count(*) from members m where m.conversation_id = c.id and m.left_at is null)";
    A_VERSION_COUNTS_ONE_CHANGE = "select count(*) from (
            select v.id, v.version from (
                select conversation_id as id, version from messages
                union all select conversation_id, version from members
                union all select id, info_version from conversations where info_version > 0
            ) v group by v.id, v.version having count(*) > 1
        ) twice";
    VERSIONS_ARE_COUNTED = "select count(*) from conversations c join (
            select conversation_id as id, version from messages
            union all select conversation_id, version from members
        ) v on v.id = c.id where v.version < 1 or v.version > c.version";
    VERSIONS_FOLLOW_PLACES = "select count(*) from messages m join messages n
            on n.conversation_id = m.conversation_id and n.seq = m.seq + 1
        where n.first_version <= m.first_version or n.version < n.first_version";
    REACTIONS_ARE_COUNTED = "select count(*) from messages m where m.reactions <> (select count(*) from reactions r
        where r.conversation_id = m.conversation_id and r.seq = m.seq)";
    A_TOMBSTONE_SAYS_NOTHING = "select count(*) from messages m where (m.deleted_at is null) <> (m.text is not null)
        or (m.deleted_at is not null and (m.edited_at is not null or m.mentions is not null or m.reactions > 0
            or m.forwarded_user_id is not null or exists (select 1 from mentions x where x.conversation_id = m.conversation_id and x.seq = m.seq)))";
    READING_ENDS_AT_THE_LAST = "select count(*) from members m join conversations c on c.id = m.conversation_id
        where m.read_seq < 0 or m.read_seq > c.last_seq
            or m.fully_read_seq < 0 or m.fully_read_seq > c.last_seq";
    SENDING_IS_READING = "select count(*) from members m where m.sent_seq > m.read_seq or (m.left_at is null and
        m.sent_seq < coalesce((select max(x.seq) from messages x
            where x.conversation_id = m.conversation_id and x.sender_id = m.user_id), 0))";
    WHO_WROTE_WAS_A_MEMBER = "select count(*) from messages x where not exists (select 1 from members m
        where m.conversation_id = x.conversation_id and m.user_id = x.sender_id)";
    AN_ANSWER_STAYS_IN_ITS_CONVERSATION = "select count(*) from messages x where x.reply_to is not null
        and not exists (select 1 from messages r where r.id = x.reply_to and r.conversation_id = x.conversation_id)";
    A_FORWARD_SAYS_WHOSE_WORDS_IT_BEARS = "select count(*) from messages m
        where (m.forwarded_user_id is null) <> (m.forwarded_name is null) or (m.forwarded_user_id is not null
            and not exists (select 1 from users u where u.id = m.forwarded_user_id))";
    A_PERSONAL_CHAT_HAS_TWO = "select count(*) from conversations c where (c.kind = 'personal_chat') <> (c.pair is not null)
        or (c.kind = 'personal_chat' and c.member_count <> 2)";
    A_GROUP_HAS_ONE_OWNER = "select count(*) from conversations c where c.kind in ('public_group', 'private_group')
        and (select count(*) from members m where m.conversation_id = c.id and m.left_at is null
            and m.role = 'owner') <> 1";
}

/// The promises that are broken, by name, and how often.
pub async fn broken(conn: &mut Conn) -> Result<Vec<(&'static str, i64)>> {
    let mut broken = Vec::new();
    for &(name, sql) in STATEMENTS {
        let (count,): (i64,) = fetch_one!(conn, sql)?;
        if count > 0 {
            broken.push((name, count));
        }
    }
    Ok(broken)
}
