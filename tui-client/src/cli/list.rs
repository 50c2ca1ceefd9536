//! The list of chats and groups.

use protocol::{Conversation, Settings};
use serde::Serialize;

use super::{args::List, entry::enter, output::Output, render, trouble::Trouble};
use crate::config::Config;

/// A conversation with what a script would else have to reckon.
#[derive(Serialize)]
pub(super) struct Listed<'a> {
    #[serde(flatten)]
    conversation: &'a Conversation,
    unread_count: i64,
    muted: bool,
    pinned: bool,
    marked_unread: bool,
}

impl<'a> From<&'a Conversation> for Listed<'a> {
    fn from(conversation: &'a Conversation) -> Self {
        let Settings { muted, pinned, marked_unread, .. } = conversation.settings;
        Self { conversation, unread_count: conversation.unread_count(), muted, pinned, marked_unread }
    }
}

/// Prints them.
pub(super) async fn list(list: List, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let mut all = match &list.public {
        Some(part) => api.public_groups(part).await?,
        None => api.conversations().await?,
    };
    all.sort_by_key(|c| !c.settings.pinned);
    let waits = |c: &&Conversation| c.unread_count() > 0 || c.settings.marked_unread;
    let shown: Vec<&Conversation> = all.iter().filter(|c| !list.unread || waits(c)).collect();
    let (lang, zone) = (config.settings.lang, &config.settings.zone);
    let columns = render::title_columns(&shown);
    for conversation in shown {
        let line = || render::conversation(lang, zone, conversation, columns);
        out.say(&Listed::from(conversation), line)?;
    }
    Ok(())
}
