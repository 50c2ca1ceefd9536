//! Who is in a conversation, and what those who lead it do: put somebody out, give another name.

use protocol::{Member, Role, User};

use super::{
    args::{Remove, Rename, Target},
    entry::{self, enter, is_address},
    make::tell,
    output::Output,
    resolve,
    trouble::Trouble,
};
use crate::{config::Config, net::Api, text::one_line, words::Word};

/// Prints who is in it, those who lead it first.
pub(super) async fn members(target: Target, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let conversation = entry::conversation(&api, &target.chat).await?;
    let mut all = api.members(conversation.id, conversation.kind).await?;
    all.sort_by(|a, b| (b.role, &a.name).cmp(&(a.role, &b.name)));
    let lang = config.settings.lang;
    for member in all {
        let line = || {
            let role = match member.role {
                Role::Owner => format!(", {}", lang.say(Word::Owner)),
                Role::Admin => format!(", {}", lang.say(Word::Admin)),
                Role::Member => String::new(),
            };
            format!("{}  {}{role}", member.id, one_line(&member.name))
        };
        out.say(&member, line)?;
    }
    Ok(())
}

/// Puts a member out.
pub(super) async fn remove(remove: Remove, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let conversation = entry::conversation(&api, &remove.chat).await?;
    let all = api.members(conversation.id, conversation.kind).await?;
    let who = member(&api, &remove.person, &all).await?;
    let left = api.remove(conversation.id, conversation.kind, who.id).await?;
    tell(&config, &left, out)
}

/// Gives another name.
pub(super) async fn rename(rename: Rename, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let conversation = entry::conversation(&api, &rename.chat).await?;
    let renamed = api.rename(conversation.id, conversation.kind, rename.name).await?;
    tell(&config, &renamed, out)
}

/// The member who is meant by an id, an address or a name.
async fn member(api: &Api, wish: &str, all: &[Member]) -> Result<User, Trouble> {
    let known: Vec<User> =
        all.iter().map(|member| User { id: member.id, name: member.name.clone() }).collect();
    let by_id = wish.parse().ok().and_then(|id| known.iter().find(|user| user.id == id));
    if let Some(user) = by_id {
        return Ok(user.clone());
    }
    if is_address(wish) {
        // An address finds at most its owner.
        let people = api.people(wish).await?;
        if let Some(user) = known.iter().find(|user| people.iter().any(|one| one.id == user.id)) {
            return Ok(user.clone());
        }
    }
    resolve::person(wish, &known).cloned()
}
