//! Following what is said, without loss and without repeats: messages are numbered in each conversation, so whoever knows the
//! last number that was shown knows what is missing. Edits of what was shown are not followed. No I/O.

use std::collections::HashMap;

use protocol::{
    Conversation, ConversationId, Message, ServerEvent,
    event::{Change, Changed},
};

/// Up to where each conversation has been shown.
#[derive(Clone, Debug, Default)]
pub struct Follow {
    shown: HashMap<ConversationId, i64>,
    titles: HashMap<ConversationId, String>,
    only: Option<ConversationId>,
    greeted: bool,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Show this message; it is the next one.
    Show(Box<Message>),
    /// Ask for the messages after this number: some are missing.
    Fetch(ConversationId, i64),
}

impl Follow {
    /// All conversations, from now on.
    pub fn all() -> Self {
        Self::default()
    }

    /// One conversation, after the message with that number.
    pub fn one(id: ConversationId, after: i64) -> Self {
        Self { shown: HashMap::from([(id, after)]), only: Some(id), ..Self::default() }
    }

    /// What a conversation is called.
    pub fn title(&self, id: ConversationId) -> &str {
        self.titles.get(&id).map_or("", String::as_str)
    }

    /// Up to where a conversation has been shown.
    pub fn shown(&self, id: ConversationId) -> Option<i64> {
        self.shown.get(&id).copied()
    }

    /// The server says something.
    pub fn hear(&mut self, event: &ServerEvent) -> Vec<Step> {
        match event {
            ServerEvent::Hello { conversations, .. } => self.hello(conversations),
            ServerEvent::ConversationAdded { conversation } => {
                // A new member has read what was there before.
                self.note(conversation, conversation.read_seq).into_iter().collect()
            }
            ServerEvent::Change(Change { changed: Changed::Message { message }, .. }) => {
                self.message(message).into_iter().collect()
            }
            ServerEvent::Change(Change { conversation_id, changed: Changed::Renamed { title }, .. }) => {
                self.titles.insert(*conversation_id, title.clone());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// A page of what came after a number, in any order: what of it is to be shown, and whether there is more.
    pub fn page(&mut self, id: ConversationId, mut page: Vec<Message>) -> Vec<Step> {
        page.sort_by_key(|message| message.seq);
        let mut steps = Vec::new();
        for message in page {
            let Some(shown) = self.shown.get_mut(&id).filter(|shown| **shown < message.seq) else { continue };
            *shown = message.seq;
            steps.push(Step::Show(Box::new(message)));
        }
        if let (false, Some(shown)) = (steps.is_empty(), self.shown(id)) {
            // An empty page is the end.
            steps.push(Step::Fetch(id, shown));
        }
        steps
    }

    fn hello(&mut self, conversations: &[Conversation]) -> Vec<Step> {
        let first = !std::mem::replace(&mut self.greeted, true);
        let steps =
            conversations.iter().filter_map(|c| self.note(c, if first { c.last_seq } else { c.read_seq }));
        steps.collect()
    }

    /// A conversation as it is now; one that is new has been shown up to `begin`.
    fn note(&mut self, c: &Conversation, begin: i64) -> Option<Step> {
        if self.only.is_some_and(|only| only != c.id) {
            return None;
        }
        self.titles.insert(c.id, c.title.clone());
        let shown = self.shown.entry(c.id).or_insert(begin);
        // Fewer messages than were shown: an older database has been restored.
        *shown = c.last_seq.min(*shown);
        (c.last_seq > *shown).then_some(Step::Fetch(c.id, *shown))
    }

    fn message(&mut self, message: &Message) -> Option<Step> {
        let shown = self.shown.get_mut(&message.conversation_id)?;
        if message.seq == *shown + 1 {
            *shown = message.seq;
            return Some(Step::Show(Box::new(message.clone())));
        }
        (message.seq > *shown).then_some(Step::Fetch(message.conversation_id, *shown))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use protocol::{ConversationKind, Profile, Role, Timestamp};
    use uuid::Uuid;

    use super::*;

    const ID: u128 = 7;

    fn message(seq: i64) -> Message {
        Message {
            id: Uuid::from_u128(u128::from(seq.unsigned_abs())).into(),
            conversation_id: Uuid::from_u128(ID).into(),
            seq,
            version: seq,
            sender_id: Uuid::nil().into(),
            sender_name: "Boris".into(),
            text: seq.to_string(),
            created_at: Timestamp::from_millis(0),
            client_id: None,
            edited_at: None,
            deleted: false,
            reply_to: None,
            quote: None,
            forwarded: None,
            mentions: Vec::new(),
            reactions: Vec::new(),
            is_read: false,
            read_by_count: 0,
            fully_read: false,
        }
    }

    fn conversation(last_seq: i64) -> Conversation {
        Conversation {
            id: Uuid::from_u128(ID).into(),
            kind: ConversationKind::PersonalChat,
            title: "Boris".into(),
            peer: None,
            presence: None,
            created_at: Timestamp::from_millis(0),
            member_count: 2,
            role: Role::Member,
            version: last_seq,
            last_seq,
            read_seq: 0,
            read_watermark: 0,
            read_by_some: 0,
            unread_mentions: 0,
            settings: protocol::Settings::default(),
            last_message: None,
        }
    }

    fn hello(conversations: Vec<Conversation>) -> ServerEvent {
        let user = Profile {
            id: Uuid::nil().into(),
            name: "Anna".into(),
            email: "a@example.com".into(),
            shows_presence: true,
        };
        let (epoch, session_id) = (Uuid::nil().into(), Uuid::nil().into());
        ServerEvent::Hello { epoch, now: Timestamp::from_millis(0), user, session_id, conversations }
    }

    fn change(seq: i64) -> ServerEvent {
        let changed = Changed::Message { message: message(seq) };
        ServerEvent::Change(Change { conversation_id: Uuid::from_u128(ID).into(), version: seq, changed })
    }

    /// What a server holding that many messages makes of the steps: what was shown.
    fn shows(follow: &mut Follow, steps: Vec<Step>, stored: i64) -> Vec<i64> {
        let mut shown = Vec::new();
        let mut steps = std::collections::VecDeque::from(steps);
        while let Some(step) = steps.pop_front() {
            match step {
                Step::Show(message) => shown.push(message.seq),
                Step::Fetch(id, after) => {
                    let page = (after + 1..=stored.min(after + 3)).rev().map(message).collect();
                    steps.extend(follow.page(id, page));
                }
            }
        }
        shown
    }

    #[test]
    fn all_chats_begin_now_and_new_ones_where_they_begin() {
        let mut follow = Follow::all();
        assert_eq!(follow.hear(&hello(vec![conversation(5)])), []);
        assert_eq!(follow.hear(&change(5)), [], "it was there before");
        assert_eq!(follow.hear(&change(6)), [Step::Show(Box::new(message(6)))]);
        let mut other = conversation(2);
        other.id = Uuid::from_u128(8).into();
        let added = ServerEvent::ConversationAdded { conversation: other.clone() };
        assert_eq!(follow.hear(&added), [Step::Fetch(other.id, 0)]);
        assert_eq!(follow.title(other.id), "Boris");
    }

    #[test]
    fn one_chat_hears_of_no_other() {
        let mut follow = Follow::one(Uuid::from_u128(8).into(), 0);
        assert_eq!(follow.hear(&hello(vec![conversation(5)])), []);
        assert_eq!(follow.hear(&change(6)), []);
    }

    #[test]
    fn an_older_database_is_followed_from_where_it_is() {
        let mut follow = Follow::one(Uuid::from_u128(ID).into(), 9);
        assert_eq!(follow.hear(&hello(vec![conversation(5)])), []);
        assert_eq!(follow.hear(&change(6)), [Step::Show(Box::new(message(6)))]);
    }

    proptest! {
        /// Whatever is lost, doubled or out of order on the way, and however often the connection is made anew.
        #[test]
        fn every_message_shows_once_and_in_order(
            heard in proptest::collection::vec((1_i64..30, any::<bool>()), 0..60),
            begin in 0_i64..10,
        ) {
            let mut follow = Follow::one(Uuid::from_u128(ID).into(), begin);
            let mut stored = begin;
            let mut shown = Vec::new();
            for (seq, greeted) in heard {
                stored = stored.max(seq);
                let event = if greeted { hello(vec![conversation(stored)]) } else { change(seq) };
                let steps = follow.hear(&event);
                shown.extend(shows(&mut follow, steps, stored));
            }
            let steps = follow.hear(&hello(vec![conversation(stored)]));
            shown.extend(shows(&mut follow, steps, stored));
            prop_assert_eq!(shown, (begin + 1..=stored).collect::<Vec<_>>());
        }
    }
}
