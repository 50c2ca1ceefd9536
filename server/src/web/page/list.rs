//! The list on the left: the reader's chats and groups, those they have pinned first, then the liveliest.

use protocol::{Conversation, ConversationId, ConversationKind, Settings, UserId};
use serde::Serialize;

use crate::web::{
    frame::Avatar,
    moment::{Moment, Reader},
    presence::is_here,
    words::say,
};

/// Characters of the last message that a row can need.
const PREVIEW_CHARS: usize = 120;

/// A line of the list. The default one is the mould that the scripts fill.
#[derive(Debug, Default, Serialize)]
pub struct Row {
    id: Option<ConversationId>,
    kind: Option<ConversationKind>,
    href: String,
    title: String,
    #[serde(flatten)]
    avatar: Avatar,
    group: bool,
    here: bool,
    current: bool,
    sender: String,
    text: String,
    at: Option<Moment>,
    settings: Settings,
    unread: i64,
    /// How many of them call the reader.
    mentions: i64,
}

/// The lines of the list, as `me` sees it; one of them may be that of the page.
pub fn rows(list: &[Conversation], me: UserId, current: Option<ConversationId>, reader: &Reader) -> Vec<Row> {
    let (pinned, others): (Vec<_>, Vec<_>) = list.iter().partition(|one| one.settings.pinned);
    let all = pinned.into_iter().chain(others);
    all.map(|one| Row::new(one, me, Some(one.id) == current, reader)).collect()
}

impl Row {
    fn new(conversation: &Conversation, me: UserId, current: bool, reader: &Reader) -> Self {
        let last = conversation.last_message.as_ref();
        let mine = last.is_some_and(|message| message.sender_id == me);
        Self {
            id: Some(conversation.id),
            kind: Some(conversation.kind),
            href: href(conversation.kind, conversation.id),
            title: conversation.title.clone(),
            avatar: avatar(conversation),
            group: conversation.kind.is_group(),
            here: is_here(conversation),
            current,
            sender: match last {
                Some(_) if mine => say(reader.language, "live.you"),
                Some(message) if conversation.kind == ConversationKind::GroupChat => {
                    message.sender_name.clone()
                }
                _ => String::new(),
            },
            text: match last {
                Some(message) if message.deleted => say(reader.language, "live.deleted"),
                Some(message) => preview(&message.text),
                None => String::new(),
            },
            at: last.map(|message| reader.sees(message.created_at)),
            settings: conversation.settings,
            unread: conversation.unread_count(),
            mentions: conversation.unread_mentions,
        }
    }
}

/// The picture of a conversation; a personal chat has that of the other person.
pub fn avatar(conversation: &Conversation) -> Avatar {
    let id = conversation.peer.as_ref().map_or(conversation.id.uuid(), |peer| peer.id.uuid());
    Avatar::new(id, &conversation.title)
}

/// The page of a conversation.
pub fn href(kind: ConversationKind, id: ConversationId) -> String {
    if kind.is_chat() { format!("/chat/{id}") } else { format!("/group/{id}") }
}

fn preview(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().take(PREVIEW_CHARS).collect();
    line.join(" ").chars().take(PREVIEW_CHARS).collect()
}
