//! What changed in a conversation since a version: a log that compacts itself, because each changed row carries the
//! version of its last change.

use protocol::{ConversationId, Member, UserId, event::Changed};
use uuid::Uuid;

use super::{Conn, conversations::Facts, messages};
use crate::{
    domain::role,
    error::{Error, Result},
};

record! {
    struct MemberRow {
        user_id: Uuid,
        name: String,
        role: String,
        version: i64,
        left_at: Option<i64>,
    }
}

statements! {
    MEMBERS = "select m.user_id, u.name, m.role, m.version, m.left_at from members m
        join users u on u.id = m.user_id
        where m.conversation_id = $1 and m.version > $2 order by m.version, m.user_id limit $3";
    RENAMED = "select info_version from conversations where id = $1 and info_version > $2";
}

/// A change and the version that counts it.
pub type Numbered = (i64, Changed);

/// The changes after `since`, oldest first, as `caller` sees them; at most `limit` of each kind, so the caller cuts
/// what is beyond the last version that all kinds have reached.
pub async fn since(
    conn: &mut Conn,
    facts: &Facts,
    caller: UserId,
    since: i64,
    limit: i64,
) -> Result<Vec<Numbered>> {
    let id = ConversationId::from(facts.id);
    let stored = messages::since(conn, id, since, limit).await?;
    let mut all: Vec<Numbered> = messages::seen_by(conn, caller, stored)
        .await?
        .into_iter()
        .map(|message| (message.version, Changed::Message { message }))
        .collect();
    let members: Vec<MemberRow> = fetch_all!(conn, MEMBERS, id.uuid(), since, limit)?;
    for row in members {
        all.push((row.version, row.changed(facts.member_count)?));
    }
    let renamed: Option<(i64,)> = fetch_optional!(conn, RENAMED, id.uuid(), since)?;
    if let (Some((version,)), Some(title)) = (renamed, &facts.name) {
        all.push((version, Changed::Renamed { title: title.clone() }));
    }
    all.sort_by_key(|(version, _)| *version);
    Ok(all)
}

impl MemberRow {
    fn changed(self, member_count: i64) -> Result<Changed> {
        let user_id = UserId::from(self.user_id);
        if self.left_at.is_some() {
            return Ok(Changed::MemberLeft { user_id, member_count });
        }
        let role = role::parse(&self.role)
            .ok_or_else(|| Error::Internal(anyhow::anyhow!("a role that this version does not know")))?;
        let member = Member { id: user_id, name: self.name, role, read_seq: None };
        Ok(Changed::MemberJoined { member, member_count })
    }
}
