//! The list of chats and groups.

use protocol::Conversation;
use serde::Serialize;

use super::{args::List, entry::enter, output::Output, render, trouble::Trouble};
use crate::config::Config;

/// A conversation with what a script would else have to reckon.
#[derive(Serialize)]
pub(super) struct Listed<'a> {
    #[serde(flatten)]
    conversation: &'a Conversation,
    unread_count: i64,
}

impl<'a> From<&'a Conversation> for Listed<'a> {
    fn from(conversation: &'a Conversation) -> Self {
        Self { conversation, unread_count: conversation.unread_count() }
    }
}

/// Prints them.
pub(super) async fn list(list: List, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let all = match &list.public {
        Some(part) => api.public_groups(part).await?,
        None => api.conversations().await?,
    };
    let shown: Vec<&Conversation> = all.iter().filter(|c| !list.unread || c.unread_count() > 0).collect();
    let (lang, zone) = (config.settings.lang, &config.settings.zone);
    let columns = render::title_columns(&shown);
    for conversation in shown {
        let line = || render::conversation(lang, zone, conversation, columns);
        out.say(&Listed::from(conversation), line)?;
    }
    Ok(())
}
