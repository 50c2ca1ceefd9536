//! What is asked of the server over HTTP: finding messages and groups, joining, leaving, and who is in it.

use protocol::{Conversation, ConversationId, ConversationKind, Found, Group, Member, Role};

use super::{
    messages::Sure,
    speech,
    talk::{Deed, Talk},
};
use crate::{
    effect::{Effect, Request},
    message::Failure,
    model::by_role,
    text::one_line,
    words::Word,
};

/// Messages that are told of a search: one listens to each.
const HITS: usize = 10;

impl Talk {
    /// Asks, and waits for the answer before a script ends.
    pub(super) fn question(&mut self, request: Request) -> Vec<Deed> {
        self.questions += 1;
        vec![Deed::Wish(Effect::Ask(request))]
    }

    pub(super) const fn answer_came(&mut self) {
        self.questions = self.questions.saturating_sub(1);
    }

    pub(super) fn members(&mut self) -> Vec<Deed> {
        let Some(chat) = self.open.and_then(|id| self.get(id)) else {
            return vec![self.say(Word::PlainNoChat)];
        };
        let request = Request::Members(chat.id, chat.kind);
        self.question(request)
    }

    /// Leaves the open group or group chat, when that is said twice.
    pub(super) fn leave(&mut self, sure: Option<Sure>) -> Vec<Deed> {
        let Some(chat) = self.open.and_then(|id| self.get(id)) else {
            return vec![self.say(Word::PlainNoChat)];
        };
        if chat.kind == ConversationKind::PersonalChat {
            return vec![self.fill(Word::NotToBeLeft, &[&"/mute"])];
        }
        let (wish, request) = (Sure::Leave(chat.id), Request::Leave(chat.id, chat.kind));
        if sure != Some(wish) {
            let asked = self.fill(Word::PlainSureLeave, &[&one_line(&chat.title)]);
            self.sure = Some(wish);
            return vec![asked];
        }
        self.question(request)
    }

    pub(super) fn found(&mut self, answer: Result<Found, Failure>) -> Vec<Deed> {
        self.answer_came();
        match answer {
            Ok(found) if found.hits.is_empty() => vec![self.say(Word::NothingFound)],
            Ok(found) => {
                let hits = found.hits.iter().take(HITS);
                hits.map(|hit| Deed::Say(speech::hit(&self.settings, hit, self.me.id, self.now))).collect()
            }
            Err(failure) => vec![self.failed(&failure)],
        }
    }

    pub(super) fn told_members(&mut self, answer: Result<Vec<Member>, Failure>) -> Vec<Deed> {
        self.answer_came();
        let mut members = match answer {
            Ok(members) => members,
            Err(failure) => return vec![self.failed(&failure)],
        };
        by_role(&mut members);
        let lang = self.settings.lang;
        let said = |member: &Member| match member.role {
            Role::Owner => format!("{}, {}", one_line(&member.name), lang.say(Word::Owner)),
            Role::Admin => format!("{}, {}", one_line(&member.name), lang.say(Word::Admin)),
            Role::Member => one_line(&member.name),
        };
        members.iter().map(|member| Deed::Say(said(member))).collect()
    }

    /// Public groups of a name that is to be joined: the one that is called so, or the only one.
    pub(super) fn groups(&mut self, query: &str, answer: Result<Vec<Group>, Failure>) -> Vec<Deed> {
        self.answer_came();
        let found = match answer {
            Ok(found) => found,
            Err(failure) => return vec![self.failed(&failure)],
        };
        let same: Vec<&Group> =
            found.iter().filter(|group| group.name.to_lowercase() == query.trim().to_lowercase()).collect();
        let meant = match (&same[..], &found[..]) {
            ([one], _) => Some(one.id),
            ([], [one]) => Some(one.id),
            _ => None,
        };
        match meant {
            Some(id) if self.get(id).is_some() => self.opened(id),
            Some(id) => self.question(Request::Join(id)),
            None if found.is_empty() => vec![self.say(Word::NothingFound)],
            None => {
                let names = found.iter().map(|group| Deed::Say(one_line(&group.name)));
                let first = self.fill(Word::PlainSeveral, &[&one_line(query)]);
                std::iter::once(first).chain(names).collect()
            }
        }
    }

    /// One is in it now.
    pub(super) fn entered(&mut self, answer: Result<Box<Conversation>, Failure>) -> Vec<Deed> {
        self.answer_came();
        match answer {
            Ok(conversation) => {
                let id = conversation.id;
                self.put(*conversation);
                self.opened(id)
            }
            Err(failure) => vec![self.failed(&failure)],
        }
    }

    pub(super) fn left(&mut self, id: ConversationId, answer: Result<(), Failure>) -> Vec<Deed> {
        self.answer_came();
        match answer {
            Ok(()) => self.removed(id),
            Err(failure) => vec![self.failed(&failure)],
        }
    }
}
