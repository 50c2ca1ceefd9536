//! Who is called by name in a text, before it is written: members alone.

use protocol::{ConversationId, ConversationKind, Mention, Role};

use super::Caller;
use crate::{
    app::App,
    domain::{
        mention::{Callable, may_call},
        permission::{self, Deed},
    },
    error::Result,
    store::{Conn, conversations, members},
};

/// Whom the caller's text calls. Nobody where they are no member: it will be refused.
pub(super) async fn found(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    text: &str,
) -> Result<Vec<Mention>> {
    if !may_call(text) {
        return Ok(Vec::new());
    }
    // A group may have many members.
    let mut conn = app.store.read_long().await?;
    let place = members::one(&mut conn, id, caller.id()).await?;
    match (conversations::facts(&mut conn, id).await?, place) {
        (Some(facts), Some(place)) => find(&mut conn, (id, facts.kind()?, place.role), text).await,
        _ => Ok(Vec::new()),
    }
}

/// Whom the text of a member with this role calls.
pub(super) async fn find(
    conn: &mut Conn,
    (id, kind, role): (ConversationId, ConversationKind, Role),
    text: &str,
) -> Result<Vec<Mention>> {
    if !may_call(text) {
        return Ok(Vec::new());
    }
    let everybody = permission::may(Deed::CallAll, kind, Some(role), "").is_ok();
    let people = members::all(conn, id).await?.into_iter().map(|member| (member.id, member.name));
    Callable::new(people, everybody).find(text)
}
