//! What the members' read positions say about a message.

use protocol::Message;

/// So many members have read exactly up to here (or beyond, at the end of the page).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The place.
    pub seq: i64,
    /// How many members.
    pub members: i64,
}

/// Fills in who has read each message of a page. `positions` are those of all members from the page's oldest message
/// on; the sender of a message, when still a member, stands at it or beyond, and does not count as a reader.
pub fn mark(
    page: &mut [Message],
    positions: &[Position],
    member_count: i64,
    is_member: impl Fn(&Message) -> bool,
) {
    for message in page {
        let there: i64 = positions
            .iter()
            .filter(|position| position.seq >= message.seq)
            .map(|position| position.members)
            .sum();
        let sender = i64::from(is_member(message));
        let others = member_count - sender;
        message.read_by_count = (there - sender).max(0);
        message.is_read = message.read_by_count > 0;
        message.fully_read = others > 0 && message.read_by_count >= others;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(seq: i64) -> Message {
        let json = serde_json::json!({
            "id": "00000000-0000-7000-8000-000000000001", "chat_id": "00000000-0000-7000-8000-000000000002",
            "sender_id": "00000000-0000-7000-8000-000000000003", "sender_name": "A", "text": "hi", "seq": seq,
            "version": seq, "created_at": "2026-01-01T00:00:00Z", "is_read": false,
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn counts_the_others_at_or_beyond_a_message() {
        let mut page = [message(3), message(2), message(1)];
        // The sender at 3, one reader at 2, one who has read nothing.
        let positions = [Position { seq: 3, members: 1 }, Position { seq: 2, members: 1 }];
        mark(&mut page, &positions, 3, |_| true);
        assert_eq!(page.each_ref().map(|m| m.read_by_count), [0, 1, 1]);
        assert_eq!(page.each_ref().map(|m| m.is_read), [false, true, true]);
        assert_eq!(page.each_ref().map(|m| m.fully_read), [false; 3]);
    }

    #[test]
    fn all_others_make_it_fully_read_and_nobody_does_not() {
        let mut page = [message(1)];
        mark(&mut page, &[Position { seq: 1, members: 2 }], 2, |_| true);
        assert!(page[0].fully_read);
        mark(&mut page, &[Position { seq: 1, members: 1 }], 1, |_| true);
        assert!(!page[0].fully_read && !page[0].is_read);
    }

    #[test]
    fn a_sender_who_has_left_is_not_among_the_members() {
        let mut page = [message(1)];
        mark(&mut page, &[Position { seq: 1, members: 1 }], 1, |_| false);
        assert!(page[0].fully_read);
        assert_eq!(page[0].read_by_count, 1);
    }
}
