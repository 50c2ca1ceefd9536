//! How things are said aloud: who first, then when, then what; a line each, without signs that only the eye understands.

use protocol::{Conversation, ConversationKind, Hit, Message, Timestamp, UserId};

use crate::{
    model::{Settings, states},
    text::{one_line, sanitise},
    words::{Count, Word},
};

/// Before each further line of a text, so that no text looks like another message.
const INDENT: &str = "  ";

/// `12:04`, where the user is.
fn time(settings: &Settings, at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    at.to_zoned(settings.zone.clone()).strftime("%H:%M").to_string()
}

/// `2026-11-22 12:04` when it was not today.
fn moment(settings: &Settings, at: Timestamp, now: Timestamp) -> String {
    let day = |at: Timestamp| {
        let at = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        at.to_zoned(settings.zone.clone()).date()
    };
    if day(at) == day(now) { time(settings, at) } else { format!("{} {}", day(at), time(settings, at)) }
}

fn who(settings: &Settings, (sender, name): (UserId, &str), me: UserId) -> String {
    if sender == me { settings.lang.say(Word::You).to_owned() } else { one_line(name) }
}

/// `Boris, 12:04: text`, `Boris, 12:04, forwarded from Sasha: text`, and in another chat than the open one `Saturday crew: Boris, 12:04: text`.
pub(super) fn message(
    settings: &Settings,
    m: &Message,
    me: UserId,
    now: Timestamp,
    title: Option<&str>,
) -> String {
    let place = title.map(|title| format!("{}: ", one_line(title))).unwrap_or_default();
    let who = who(settings, (m.sender_id, &m.sender_name), me);
    let from = m.forwarded.as_ref().filter(|_| !m.deleted);
    let from = from.map(|first| settings.lang.fill(Word::SpokenForward, &[&one_line(&first.name)]));
    let from = from.map(|from| format!(", {from}")).unwrap_or_default();
    let text = if m.deleted { settings.lang.say(Word::Deleted).to_owned() } else { sanitise(&m.text) };
    let text = text.replace('\n', &format!("\n{INDENT}"));
    let edited =
        if m.edited_at.is_some() { format!(" ({})", settings.lang.say(Word::Edited)) } else { String::new() };
    format!("{place}{who}, {}{from}: {text}{edited}", moment(settings, m.created_at, now))
}

/// A message that was found: `Saturday crew: Boris, 2026-11-22 12:04: text`, where the text is the part with the words.
pub(super) fn hit(settings: &Settings, hit: &Hit, me: UserId, now: Timestamp) -> String {
    let who = who(settings, (hit.sender_id, &hit.sender_name), me);
    let when = moment(settings, hit.created_at, now);
    format!("{}: {who}, {when}: {}", one_line(&hit.title), one_line(&hit.snippet))
}

/// `2. Boris, chat, 3 unread`.
pub(super) fn conversation(settings: &Settings, number: usize, c: &Conversation) -> String {
    format!("{number}. {}", summary(settings, c))
}

/// `Boris, chat, 3 unread, muted, online`.
pub(super) fn summary(settings: &Settings, c: &Conversation) -> String {
    let lang = settings.lang;
    let kind = match c.kind {
        ConversationKind::PersonalChat => Word::PersonalChat,
        ConversationKind::GroupChat => Word::GroupChat,
        ConversationKind::PublicGroup => Word::PublicGroup,
        ConversationKind::PrivateGroup => Word::PrivateGroup,
    };
    let mut said = format!("{}, {}", one_line(&c.title), lang.say(kind));
    if c.unread_count() > 0 {
        said.push_str(", ");
        said.push_str(&lang.count(Count::UnreadCount, c.unread_count()));
    }
    for word in states(c) {
        said.push_str(", ");
        said.push_str(lang.say(word));
    }
    if c.presence.is_some_and(|presence| presence.online) {
        said.push_str(", ");
        said.push_str(lang.say(Word::IsHere));
    }
    said
}
