//! Many hints in few payloads: what a later one replaces is left out, and no payload is larger than PostgreSQL takes.

use std::collections::HashMap;

use super::{Hint, Node};

/// Bytes of a payload, at most. PostgreSQL refuses 8,000 and more.
const LIMIT: usize = 7_500;

/// The hints without those that another one of them makes needless, in the order in which each was first said.
pub(super) fn distinct(hints: &[Hint]) -> Vec<Hint> {
    let mut kept: Vec<Hint> = Vec::with_capacity(hints.len());
    let mut places: HashMap<Hint, usize> = HashMap::with_capacity(hints.len());
    for &hint in hints {
        let (key, number) = hint.parts();
        let place = *places.entry(key).or_insert(kept.len());
        match kept.get_mut(place) {
            Some(other) if other.parts().1 < number => *other = hint,
            Some(_) => {}
            None => kept.push(hint),
        }
    }
    kept
}

/// As payloads: the node's mark, and a JSON array of as many hints as fit.
pub(super) fn pack(node: Node, hints: &[Hint]) -> Vec<String> {
    let mut payloads = Vec::new();
    let mut open = String::new();
    for hint in hints {
        // Ids and numbers: serialising them cannot fail.
        let text = serde_json::to_string(hint).unwrap_or_default();
        if !open.is_empty() && open.len() + text.len() + 2 > LIMIT {
            payloads.push(std::mem::take(&mut open) + "]");
        }
        if open.is_empty() {
            open = node.mark() + " [";
        } else {
            open.push(',');
        }
        open += &text;
    }
    if !open.is_empty() {
        payloads.push(open + "]");
    }
    payloads
}

/// The hints of a payload that another node has packed; none of our own, and none of what cannot be read.
pub(super) fn unpack(node: Node, payload: &str) -> Vec<Hint> {
    let Some((mark, json)) = payload.split_once(' ') else { return Vec::new() };
    if mark == node.mark() {
        return Vec::new();
    }
    let mut hints: Vec<Hint> = serde_json::from_str(json).unwrap_or_default();
    hints.retain(|hint| *hint != Hint::Unknown);
    hints
}

#[cfg(test)]
mod tests {
    use protocol::{ConversationId, UserId};
    use uuid::Uuid;

    use super::*;

    const ME: u128 = 1;
    const OTHER: u128 = 2;

    fn node(n: u128) -> Node {
        Uuid::from_u128(n).into()
    }

    fn changed(n: u128, version: i64) -> Hint {
        Hint::Changed { conversation: Uuid::from_u128(n).into(), version }
    }

    #[test]
    fn what_is_packed_is_unpacked_by_others_and_not_by_oneself() {
        let (conversation, user) =
            (ConversationId::from(Uuid::from_u128(3)), UserId::from(Uuid::from_u128(4)));
        let hints = [
            changed(3, 9),
            Hint::Read { conversation, user, seq: 7 },
            Hint::FullyRead { conversation, sender: user, message: Uuid::from_u128(5).into(), seq: 7 },
            Hint::Typing { conversation, user },
            Hint::Settings { conversation, user, revision: 2 },
            Hint::Membership { conversation, user },
            Hint::Here { user },
            Hint::Left { user, at: 8 },
            Hint::Shows { user, shown: false },
            Hint::SessionEnded { user, session: Uuid::from_u128(6).into() },
        ];
        let payloads = pack(node(ME), &hints);
        assert_eq!(payloads.len(), 1);
        assert_eq!(unpack(node(OTHER), &payloads[0]), hints);
        assert_eq!(unpack(node(ME), &payloads[0]), []);
    }

    #[test]
    fn no_payload_is_larger_than_postgresql_takes_and_none_is_lost() {
        let hints: Vec<Hint> = (0..1_000).map(|n| changed(n, i64::MAX)).collect();
        let payloads = pack(node(ME), &hints);
        assert!(payloads.len() > 1);
        assert!(payloads.iter().all(|payload| payload.len() <= LIMIT));
        // All but the last are as full as they can be.
        assert!(payloads.iter().rev().skip(1).all(|payload| payload.len() > LIMIT - 200));
        let heard: Vec<Hint> = payloads.iter().flat_map(|payload| unpack(node(OTHER), payload)).collect();
        assert_eq!(heard, hints);
        assert!(pack(node(ME), &[]).is_empty());
    }

    #[test]
    fn of_one_conversation_only_the_newest_version_is_said() {
        let hints = [changed(1, 1), changed(2, 5), changed(1, 3), changed(1, 2)];
        assert_eq!(distinct(&hints), [changed(1, 3), changed(2, 5)]);
        let typing =
            Hint::Typing { conversation: Uuid::from_u128(1).into(), user: Uuid::from_u128(2).into() };
        assert_eq!(distinct(&[typing, changed(1, 1), typing]), [typing, changed(1, 1)]);
    }

    #[test]
    fn what_a_newer_node_adds_is_skipped_and_nonsense_is_nothing() {
        let known = pack(node(ME), &[changed(1, 1)]).remove(0);
        let newer = known.replace('[', r#"[{"t":"weather","degrees":21},"#);
        assert_eq!(unpack(node(OTHER), &newer), [changed(1, 1)]);
        for nonsense in ["", "x", "x y", "x [{}]", "x [1]"] {
            assert_eq!(unpack(node(OTHER), nonsense), []);
        }
    }
}
