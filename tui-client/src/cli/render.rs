//! How chats and messages are printed for people: a line each, without anything that steers a terminal.

use jiff::tz::TimeZone;
use protocol::{Conversation, ConversationKind, Forwarded, Message, Timestamp};

use crate::{
    model::states,
    text::{fit, one_line, sanitise, width},
    words::{Count, Lang, Word},
};

/// No title takes more columns in a list.
const TITLE: usize = 32;
/// Where the further lines of a message begin.
const INDENT: &str = "    ";

/// `2026-11-22 15:04`, where the user is.
pub(super) fn time(zone: &TimeZone, at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// What a conversation is, in a word for programs.
pub(super) const fn kind(kind: ConversationKind) -> &'static str {
    match kind {
        ConversationKind::PersonalChat => "personal_chat",
        ConversationKind::GroupChat => "group_chat",
        ConversationKind::PublicGroup => "public_group",
        ConversationKind::PrivateGroup => "private_group",
    }
}

/// A message: when, who and what; in a list of several chats also where.
pub(super) fn message(lang: Lang, zone: &TimeZone, message: &Message, title: Option<&str>) -> String {
    let place = title.map(|title| format!("[{}] ", one_line(title))).unwrap_or_default();
    let text =
        if message.deleted { format!("({})", lang.say(Word::Deleted)) } else { sanitise(&message.text) };
    let edited =
        if message.edited_at.is_some() { format!(" ({})", lang.say(Word::Edited)) } else { String::new() };
    let from = message.forwarded.as_ref().map(|first| forwarded(lang, first)).unwrap_or_default();
    let text = text.replace('\n', &format!("\n{INDENT}"));
    format!(
        "{} {place}{}: {from}{text}{edited}",
        time(zone, message.created_at),
        one_line(&message.sender_name)
    )
}

/// Whose words a message forwards, in front of them.
pub(super) fn forwarded(lang: Lang, first: &Forwarded) -> String {
    format!("({}) ", lang.fill(Word::SpokenForward, &[&one_line(&first.name)]))
}

/// The columns that the titles of a list take.
pub(super) fn title_columns(all: &[&Conversation]) -> usize {
    all.iter().map(|c| width(&one_line(&c.title))).max().unwrap_or(0).min(TITLE)
}

/// A conversation: its title, what it is, what is unread and what was said last.
pub(super) fn conversation(lang: Lang, zone: &TimeZone, c: &Conversation, columns: usize) -> String {
    let kind = match c.kind {
        ConversationKind::PersonalChat => Word::PersonalChat,
        ConversationKind::GroupChat => Word::GroupChat,
        ConversationKind::PublicGroup => Word::PublicGroup,
        ConversationKind::PrivateGroup => Word::PrivateGroup,
    };
    let mut line = format!("{}  {}", fit(&one_line(&c.title), columns), lang.say(kind));
    if c.unread_count() > 0 {
        line.push_str(", ");
        line.push_str(&lang.count(Count::UnreadCount, c.unread_count()));
    }
    for word in states(c) {
        line.push_str(", ");
        line.push_str(lang.say(word));
    }
    if let Some(last) = &c.last_message {
        let text = if last.deleted { lang.say(Word::Deleted).to_owned() } else { one_line(&last.text) };
        let said = format!("; {} {}: {text}", time(zone, last.created_at), one_line(&last.sender_name));
        line.push_str(&said);
    }
    line
}
