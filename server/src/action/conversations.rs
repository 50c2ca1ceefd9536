//! What a conversation looks like to one of its members.

use std::slice;

use protocol::{Conversation, ConversationId, UserId};

use super::Caller;
use crate::{
    app::App,
    domain::permission::{self, Deed},
    error::{Error, Result},
    store::{
        Conn, accounts,
        conversations::{self, Facts},
        known, members,
    },
};

/// Names in the title of a group chat that was given none.
const TITLE_NAMES: usize = 4;

/// What is said of a conversation that is not there, or not for the caller to know of.
pub(super) const MISSING: &str = "Chat not found";

/// The conversation, if the user may do this to it. The one question that every door asks.
pub(super) async fn known(conn: &mut Conn, id: ConversationId, user: UserId, deed: Deed) -> Result<Facts> {
    let found = known::to(conn, id, user).await?;
    let (facts, role) = found.ok_or_else(|| Error::not_found(MISSING))?;
    permission::may(deed, facts.kind()?, role, MISSING)?;
    Ok(facts)
}

/// All conversations of the caller, the liveliest first.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<Conversation>> {
    let mut list = all(&mut *app.store.snapshot().await?, caller.id()).await?;
    app.hub.mark_online(&mut list);
    Ok(list)
}

/// One conversation of the caller, whatever it is.
pub async fn one(app: &App, caller: &Caller, id: ConversationId) -> Result<Conversation> {
    let found = line(&mut *app.store.snapshot().await?, caller.id(), id).await?;
    let mut line = found.ok_or_else(|| Error::not_found(MISSING))?;
    app.hub.mark_online(slice::from_mut(&mut line));
    Ok(line)
}

/// As the store knows them: whether the other person is online is not filled in.
pub(super) async fn all(conn: &mut Conn, user: UserId) -> Result<Vec<Conversation>> {
    let mut list = conversations::list(conn, user).await?;
    name(conn, user, &mut list).await?;
    Ok(list)
}

/// As the store knows it: whether the other person is online is not filled in.
pub(super) async fn line(conn: &mut Conn, user: UserId, id: ConversationId) -> Result<Option<Conversation>> {
    let mut list: Vec<_> = conversations::line(conn, user, id).await?.into_iter().collect();
    name(conn, user, &mut list).await?;
    Ok(list.pop())
}

/// A group chat that was given no name is called after its other members, and after the last one when they have gone.
async fn name(conn: &mut Conn, user: UserId, list: &mut [Conversation]) -> Result<()> {
    if list.iter().all(|line| !line.title.is_empty()) {
        return Ok(());
    }
    let names = members::names(conn, user).await?;
    for line in list.iter_mut().filter(|line| line.title.is_empty()) {
        let of_line = names.iter().filter(|(id, _)| *id == line.id).map(|(_, name)| name.as_str());
        line.title = title(of_line);
    }
    if list.iter().any(|line| line.title.is_empty())
        && let Some(alone) = accounts::resolve_id(conn, user).await?
    {
        list.iter_mut()
            .filter(|line| line.title.is_empty())
            .for_each(|line| line.title.clone_from(&alone.name));
    }
    Ok(())
}

fn title<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.collect();
    let shown = names[..names.len().min(TITLE_NAMES)].join(", ");
    if names.len() > TITLE_NAMES { format!("{shown}, …") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn a_chat_without_a_name_is_called_after_its_members() {
        assert_eq!(title(["Борис", "Саша"].into_iter()), "Борис, Саша");
        assert_eq!(title(["a", "b", "c", "d", "e"].into_iter()), "a, b, c, d, …");
    }
}
