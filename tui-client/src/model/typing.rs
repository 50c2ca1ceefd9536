//! Who is typing, for as long as that is believed.

use std::collections::HashMap;

use protocol::{ConversationId, Timestamp, UserId, limits};

use super::later;

/// Who is typing, conversation by conversation.
#[derive(Clone, Debug, Default)]
pub struct Typing {
    people: HashMap<ConversationId, Vec<Typist>>,
}

#[derive(Clone, Debug)]
struct Typist {
    id: UserId,
    name: String,
    until: Timestamp,
}

impl Typing {
    /// Somebody is typing.
    pub fn started(&mut self, conversation: ConversationId, id: UserId, name: String, now: Timestamp) {
        let people = self.people.entry(conversation).or_default();
        let until = later(now, limits::TYPING_SHOWN);
        match people.iter_mut().find(|typist| typist.id == id) {
            Some(typist) => typist.until = until,
            None => people.push(Typist { id, name, until }),
        }
    }

    /// Somebody has stopped: their message is there.
    pub fn stopped(&mut self, conversation: ConversationId, id: UserId) {
        if let Some(people) = self.people.get_mut(&conversation) {
            people.retain(|typist| typist.id != id);
        }
    }

    /// Forgets those whose time is over.
    pub fn expire(&mut self, now: Timestamp) {
        for people in self.people.values_mut() {
            people.retain(|typist| typist.until > now);
        }
        self.people.retain(|_, people| !people.is_empty());
    }

    /// When the next one is to be forgotten.
    pub fn due(&self) -> Option<Timestamp> {
        self.people.values().flatten().map(|typist| typist.until).min()
    }

    /// The names of those who type, the first to start first.
    pub fn names(&self, conversation: ConversationId) -> Vec<&str> {
        let people = self.people.get(&conversation);
        people.into_iter().flatten().map(|typist| typist.name.as_str()).collect()
    }
}
