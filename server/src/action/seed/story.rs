//! One conversation of the big data set: its members, what they have read, and its messages one by one.

use protocol::{ConversationId, ConversationKind, Role, Timestamp, UserId};
use rand::{RngExt, rngs::StdRng};
use uuid::Uuid;

use super::{
    cast::Sketch,
    words::{self, Language},
};
use crate::store::{
    conversations::NewConversation,
    seed::{Grown, MemberRow, MessageRow},
};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// The oldest conversation began so many days ago.
const DAYS: i64 = 180;
/// So many may post in a group: the owner and two admins.
const POSTERS: usize = 3;
/// Who has not read all is behind by up to so many messages.
const BEHIND: i64 = 20;
/// Where the made ids begin to count.
const FIRST_ID: u64 = 1_600_000_000_000;

/// Fresh ids of the form of UUID v7, which depend on nothing but the generator, and sort by their making: that is what
/// keeps the indexes quick.
pub(super) struct Ids(u64);

impl Ids {
    pub(super) const fn new() -> Self {
        Self(FIRST_ID)
    }

    pub(super) fn next<T: From<Uuid>>(&mut self, rng: &mut StdRng) -> T {
        self.0 += 1;
        T::from(uuid::Builder::from_unix_timestamp_millis(self.0, &rng.random()).into_uuid())
    }
}

/// A conversation with everything but its messages' texts.
pub(super) struct Story {
    id: ConversationId,
    kind: ConversationKind,
    name: Option<String>,
    language: Language,
    members: Vec<UserId>,
    /// The number, among the members, of each message's sender.
    senders: Vec<usize>,
    /// The time of its making and that of its last message, in milliseconds.
    span: (i64, i64),
}

impl Story {
    pub(super) fn draw(
        sketch: &Sketch,
        people: &[UserId],
        until: i64,
        source: (&mut StdRng, &mut Ids),
    ) -> Self {
        let (rng, ids) = source;
        let language = Language::draw(rng);
        let named =
            sketch.kind.is_group() || (sketch.kind == ConversationKind::GroupChat && rng.random_ratio(3, 4));
        let begin = until - rng.random_range(DAY..DAYS * DAY);
        // Most are alive; some have been quiet for long.
        let quiet = (0..4).map(|_| rng.random_range(0..until - begin)).min().unwrap_or_default();
        let writers = sketch.members.len().min(if sketch.kind.is_group() { POSTERS } else { usize::MAX });
        Self {
            id: ids.next(rng),
            kind: sketch.kind,
            name: named.then(|| {
                let n = rng.random_range(1..1_000);
                words::title(rng, language, n)
            }),
            language,
            members: sketch.members.iter().map(|&member| people[member]).collect(),
            senders: senders(rng, writers, sketch.messages),
            span: (begin, until - quiet),
        }
    }

    pub(super) fn messages(&self) -> usize {
        self.senders.len()
    }

    pub(super) fn has(&self, user: UserId) -> bool {
        self.members.contains(&user)
    }

    /// The conversation's own row. Each member and each message is counted by a version of its own.
    pub(super) fn grown(&self) -> Grown<'_> {
        let (member_count, last_seq) = (number(self.members.len()), number(self.messages()));
        let personal = self.kind == ConversationKind::PersonalChat;
        let new = NewConversation {
            id: self.id,
            kind: self.kind,
            name: self.name.as_deref(),
            pair: personal.then(|| (self.members[0], self.members[1])),
            creator: self.members[0],
            created_at: Timestamp::from_millis(self.span.0),
        };
        Grown { new, member_count, last_seq, version: member_count + last_seq }
    }

    /// The members in the order of their versions.
    pub(super) fn members(&self, rng: &mut StdRng) -> Vec<MemberRow> {
        let mut sent = vec![0; self.members.len()];
        for (i, &sender) in self.senders.iter().enumerate() {
            sent[sender] = number(i + 1);
        }
        let last = number(self.messages());
        let read: Vec<i64> = sent.iter().map(|&sent| read(rng, last).max(sent)).collect();
        let (slowest, second) = two_slowest(&read);
        let row = |(i, &user_id): (usize, &UserId)| MemberRow {
            conversation_id: self.id,
            user_id,
            role: self.role(i),
            joined_at: self.span.0,
            read_seq: read[i],
            sent_seq: sent[i],
            fully_read_seq: if read[i] == slowest { second } else { slowest },
            version: number(i + 1),
        };
        self.members.iter().enumerate().map(row).collect()
    }

    fn role(&self, i: usize) -> Role {
        match (self.kind, i) {
            (ConversationKind::PersonalChat, _) => Role::Member,
            (_, 0) => Role::Owner,
            (kind, i) if kind.is_group() && i < POSTERS => Role::Admin,
            _ => Role::Member,
        }
    }

    /// The `i`th message, counted from 0.
    pub(super) fn message(&self, i: usize, rng: &mut StdRng, ids: &mut Ids) -> MessageRow {
        let seq = number(i + 1);
        MessageRow {
            id: ids.next(rng),
            conversation_id: self.id,
            seq,
            sender_id: self.members[self.senders[i]],
            client_id: ids.next(rng),
            text: words::text(rng, self.language),
            created_at: time(self.span, seq, number(self.messages()), rng),
            version: number(self.members.len()) + seq,
        }
    }
}

pub(super) fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Who writes: often the same as before, and some more than others.
fn senders(rng: &mut StdRng, writers: usize, messages: usize) -> Vec<usize> {
    let mut last = 0;
    let mut next = || {
        if !rng.random_ratio(2, 5) {
            last = rng.random_range(0..writers).min(rng.random_range(0..writers));
        }
        last
    };
    (0..messages).map(|_| next()).collect()
}

/// Most have read all, the others all but the newest few.
fn read(rng: &mut StdRng, last: i64) -> i64 {
    if rng.random_ratio(7, 10) { last } else { last - rng.random_range(0..=last.min(BEHIND)) }
}

/// The smallest and the next one (the same, when two have read as little): the watermark of a member is the smallest
/// of the others'.
fn two_slowest(read: &[i64]) -> (i64, i64) {
    read.iter().fold((i64::MAX, i64::MAX), |(slowest, second), &seq| {
        if seq < slowest { (seq, slowest) } else { (slowest, second.min(seq)) }
    })
}

/// The time of a message: in order, and the later the denser.
fn time((begin, end): (i64, i64), seq: i64, last: i64, rng: &mut StdRng) -> i64 {
    let all = i128::from(last) * 1_000;
    let left = all - i128::from(seq - 1) * 1_000 - rng.random_range(0..1_000_i128);
    let span = i128::from(end - begin);
    begin + i64::try_from(span - span * left * left / (all * all)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    fn story(kind: ConversationKind, members: usize, messages: usize) -> (Story, StdRng, Ids) {
        let (mut rng, mut ids) = (StdRng::seed_from_u64(3), Ids::new());
        let people: Vec<UserId> = (0..members).map(|_| ids.next(&mut rng)).collect();
        let sketch = Sketch { kind, members: (0..members).collect(), messages };
        let story = Story::draw(&sketch, &people, 365 * DAY, (&mut rng, &mut ids));
        (story, rng, ids)
    }

    #[test]
    fn messages_are_numbered_and_follow_each_other_in_time() {
        let (story, mut rng, mut ids) = story(ConversationKind::GroupChat, 5, 500);
        let all: Vec<_> = (0..500).map(|i| story.message(i, &mut rng, &mut ids)).collect();
        assert!(all.is_sorted_by_key(|message| message.created_at));
        assert!(all.iter().zip(1..).all(|(message, n)| message.seq == n && message.version == n + 5));
        assert!(all[0].created_at >= story.span.0 && all[499].created_at <= 365 * DAY);
    }

    #[test]
    fn nobody_has_read_less_than_they_sent_and_nobody_was_told_too_much() {
        let (story, mut rng, _) = story(ConversationKind::GroupChat, 6, 40);
        let members = story.members(&mut rng);
        for one in &members {
            let others = members.iter().filter(|other| other.user_id != one.user_id);
            assert!(one.sent_seq <= one.read_seq && one.read_seq <= 40);
            assert_eq!(Some(one.fully_read_seq), others.map(|other| other.read_seq).min());
        }
    }

    #[test]
    fn only_owner_and_admins_post_in_a_group() {
        let (story, mut rng, _) = story(ConversationKind::PublicGroup, 50, 200);
        for member in story.members(&mut rng) {
            assert!(member.sent_seq == 0 || member.role >= Role::Admin);
        }
    }
}
