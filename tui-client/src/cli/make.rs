//! New chats and groups, joining and leaving.

use protocol::{Conversation, UserId};

use super::{
    args::{NewChat, NewGroup, Target},
    entry::{self, enter, is_address},
    list::Listed,
    output::Output,
    render, resolve,
    trouble::Trouble,
};
use crate::{config::Config, net::Api};

/// Starts a chat; with one person and no name it is the one that there is.
pub(super) async fn chat(chat: NewChat, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let several = chat.people.len() > 1 || chat.name.is_some();
    let people = everybody(&api, &chat.people).await?;
    tell(&config, &api.create_chat(people, chat.name, several).await?, out)
}

/// Makes a group.
pub(super) async fn group(group: NewGroup, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let people = everybody(&api, &group.people).await?;
    tell(&config, &api.create_group(group.name, !group.private, people).await?, out)
}

/// Joins a public group, by id or by its whole name.
pub(super) async fn join(target: Target, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let id = match target.chat.parse() {
        Ok(id) => id,
        Err(_) => resolve::conversation(&target.chat, &api.public_groups(&target.chat).await?)?.id,
    };
    tell(&config, &api.join(id).await?, out)
}

/// Leaves a group or a group chat.
pub(super) async fn leave(target: Target, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let conversation = entry::conversation(&api, &target.chat).await?;
    api.leave(conversation.id, conversation.kind).await?;
    tell(&config, &conversation, out)
}

/// Prints the conversation that something was done to.
pub(super) fn tell(config: &Config, conversation: &Conversation, out: &mut Output) -> Result<(), Trouble> {
    let line = || {
        let columns = render::title_columns(&[conversation]);
        let line = render::conversation(config.settings.lang, &config.settings.zone, conversation, columns);
        format!("{}  {line}", conversation.id)
    };
    out.say(&Listed::from(conversation), line)
}

/// Everybody who is meant, as the server wants to be told: by id or by address.
async fn everybody(api: &Api, wishes: &[String]) -> Result<Vec<String>, Trouble> {
    let mut people = Vec::new();
    for wish in wishes {
        let known = is_address(wish) || wish.parse::<UserId>().is_ok();
        people.push(if known {
            wish.clone()
        } else {
            resolve::person(wish, &api.people(wish).await?)?.id.to_string()
        });
    }
    Ok(people)
}
