//! What a frame's text is about, found by its bytes: the event's name comes first, and each number behind its key.

use memchr::memmem;

use super::word::{DUE_DIGITS, Stamp};
use crate::data::room_of;

/// What came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// A message: in which conversation, at which place.
    Message {
        /// The conversation's number; through the relay the sender's.
        stream: u32,
        /// Its place.
        seq: u64,
    },
    /// One of ours is stored.
    Ack,
    /// The first frame.
    Hello,
    /// One of ours was refused.
    Refused,
    /// Something else.
    Other,
}

const EVENT: &[u8] = b"{\"event\":\"";
const PLACE: &[u8] = b"\"conversation_id\":\"";
const SEQ: &[u8] = b"\"seq\":";
const SAID: &[u8] = b"\"text\":\"";
const UUID: usize = 36;

/// Reads it.
pub(crate) fn heard(text: &[u8]) -> Heard {
    let Some(event) = text.strip_prefix(EVENT) else { return Heard::Other };
    match event {
        [b'c', b'h', b'a', b'n', b'g', b'e', b'"', rest @ ..] => message(rest).unwrap_or(Heard::Other),
        [b'a', b'c', b'k', b'"', ..] => Heard::Ack,
        [b'h', b'e', b'l', b'l', b'o', b'"', ..] => Heard::Hello,
        [b'e', b'r', b'r', b'o', b'r', b'"', ..] => Heard::Refused,
        _ => Heard::Other,
    }
}

fn message(rest: &[u8]) -> Option<Heard> {
    let place = memmem::find(rest, PLACE)? + PLACE.len();
    let stream = room_of(rest.get(place..place + UUID)?)?;
    // Changes of other kinds have no place.
    let seq = number(after(&rest[place + UUID..], SEQ)?);
    Some(Heard::Message { stream, seq })
}

/// When a message was due, if it says so.
pub(crate) fn due_in(text: &[u8]) -> Option<Stamp> {
    let said = after(text, SAID)?;
    said.get(..DUE_DIGITS).map(|digits| Stamp::from_nanos(number(digits)))
}

fn after<'a>(text: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    memmem::find(text, key).map(|at| &text[at + key.len()..])
}

fn number(digits: &[u8]) -> u64 {
    let digits = digits.iter().take_while(|digit| digit.is_ascii_digit());
    digits.fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use protocol::ServerEvent;

    use super::*;
    use crate::{data::World, ws::relayed};

    #[test]
    fn a_message_tells_its_conversation_its_place_and_when_it_was_due() {
        let frame = relayed(12, 345, Stamp::from_nanos(6_789));
        assert_eq!(heard(frame.as_bytes()), Heard::Message { stream: 12, seq: 345 });
        assert_eq!(due_in(frame.as_bytes()), Some(Stamp::from_nanos(6_789)));
    }

    #[test]
    fn other_events_are_told_apart() {
        let json = |event: &ServerEvent| serde_json::to_string(event).unwrap();
        let removed = ServerEvent::ConversationRemoved { conversation_id: World::room(1) };
        assert_eq!(heard(json(&removed).as_bytes()), Heard::Other);
        assert_eq!(heard(br#"{"event":"ack","seq":3}"#), Heard::Ack);
        assert_eq!(heard(br#"{"event":"error","code":"invalid"}"#), Heard::Refused);
        assert_eq!(heard(br#"{"event":"hello"}"#), Heard::Hello);
        assert_eq!(heard(b"nonsense"), Heard::Other);
    }

    #[test]
    fn a_change_that_is_no_message_is_something_else() {
        let left = format!(
            r#"{{"event":"change","conversation_id":"{}","version":4,"change":"member_left","user_id":"x"}}"#,
            World::room(2)
        );
        assert_eq!(heard(left.as_bytes()), Heard::Other);
    }
}
