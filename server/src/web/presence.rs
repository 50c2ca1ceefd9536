//! Whether the other person in a personal chat is here, in words. `static/presence.js` says the same in the browser.

use protocol::{Conversation, Presence};

use super::{
    moment::Reader,
    words::{fill, say},
};

/// The other person is here.
pub fn is_here(conversation: &Conversation) -> bool {
    conversation.presence.is_some_and(|presence| presence.online)
}

/// Whether they are here, or when they were; nothing when that is not told.
pub fn words(presence: Option<Presence>, reader: &Reader) -> Option<String> {
    let presence = presence?;
    if presence.online {
        return Some(say(reader.language, "live.here"));
    }
    let at = presence.last_seen_at?;
    let moment = reader.sees(at);
    Some(match reader.day_of(reader.now) - reader.day_of(at) {
        0 => fill(&say(reader.language, "live.seen_today"), &[("clock", &moment.clock)]),
        1 => say(reader.language, "live.seen_yesterday"),
        _ => fill(&say(reader.language, "live.seen_on"), &[("date", &moment.day)]),
    })
}

#[cfg(test)]
mod tests {
    use protocol::Timestamp;

    use super::*;
    use crate::web::language::Language::{self, En, Ru};

    /// 2026-03-03 12:30 UTC.
    const NOON: i64 = 1_772_541_000_000;
    const DAY: i64 = 86_400_000;

    fn said(language: Language, ago: i64) -> Option<String> {
        let reader = Reader { language, offset: Some(0), now: Timestamp::from_millis(NOON) };
        words(Some(Presence::left(Some(Timestamp::from_millis(NOON - ago)))), &reader)
    }

    #[test]
    fn it_is_said_as_coarsely_as_it_is_long_ago() {
        assert_eq!(said(En, 180_000).as_deref(), Some("last seen at 12:27"));
        assert_eq!(said(Ru, 180_000).as_deref(), Some("был(а) в 12:27"));
        assert_eq!(said(En, DAY).as_deref(), Some("last seen yesterday"));
        assert_eq!(said(Ru, 4 * DAY).as_deref(), Some("был(а) 27 февраля"));
    }

    #[test]
    fn what_is_not_told_is_not_said() {
        let reader = Reader { language: En, offset: None, now: Timestamp::from_millis(NOON) };
        assert_eq!(words(None, &reader), None);
        assert_eq!(words(Some(Presence::HIDDEN), &reader), None);
        assert_eq!(words(Some(Presence::ONLINE), &reader).as_deref(), Some("online"));
    }
}
