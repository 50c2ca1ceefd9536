//! What the commands do, and what comes of it.

use std::fmt::Display;

use protocol::{ClientCommand, Conversation, ConversationId, ErrorCode, Message, User};

use super::{
    messages::Spoken,
    names::{Meant, meant},
    speech,
    talk::{Deed, Reading, Talk},
};
use crate::{
    effect::{Effect, Request},
    message::Failure,
    model::Page,
    text::one_line,
    words::Word,
};

/// Messages that are read aloud when a chat is opened and nothing in it is unread.
pub(super) const ON_OPENING: usize = 3;

/// Asks for a page.
pub(super) const fn ask(id: ConversationId, page: Page) -> Deed {
    Deed::Wish(Effect::Ask(Request::History(id, page)))
}

impl Talk {
    pub(super) fn say(&self, word: Word) -> Deed {
        Deed::Say(self.settings.lang.say(word).to_owned())
    }

    pub(super) fn fill(&self, word: Word, values: &[&dyn Display]) -> Deed {
        Deed::Say(self.settings.lang.fill(word, values))
    }

    pub(super) fn get(&self, id: ConversationId) -> Option<&Conversation> {
        self.all.iter().find(|c| c.id == id)
    }

    pub(super) fn change(&mut self, id: ConversationId, change: impl FnOnce(&mut Conversation)) {
        if let Some(conversation) = self.all.iter_mut().find(|c| c.id == id) {
            change(conversation);
        }
    }

    pub(super) fn put(&mut self, mut conversation: Conversation) {
        let knew = self.get(conversation.id).map(|c| c.read_seq);
        self.wishes.lay_over(&mut conversation, knew);
        self.all.retain(|c| c.id != conversation.id);
        self.all.insert(0, conversation);
    }

    pub(super) fn removed(&mut self, id: ConversationId) -> Vec<Deed> {
        // Whoever leaves hears of it twice.
        let Some(title) = self.get(id).map(|c| one_line(&c.title)) else { return Vec::new() };
        self.all.retain(|c| c.id != id);
        self.open = self.open.filter(|open| *open != id);
        self.outbox.refuse_all(id, "");
        vec![self.fill(Word::RemovedFrom, &[&title])]
    }

    pub(super) fn renamed(&mut self, id: ConversationId, title: &str) -> Vec<Deed> {
        let Some(old) = self.get(id).map(|c| one_line(&c.title)) else { return Vec::new() };
        self.change(id, |c| title.clone_into(&mut c.title));
        vec![self.fill(Word::PlainRenamed, &[&old, &one_line(title)])]
    }

    pub(super) fn list(&mut self, unread: bool) -> Vec<Deed> {
        let waits = |c: &&Conversation| c.unread_count() > 0 || c.settings.marked_unread;
        let mut listed: Vec<&Conversation> = self.all.iter().filter(|c| !unread || waits(c)).collect();
        listed.sort_by_key(|c| !c.settings.pinned);
        if listed.is_empty() {
            return vec![self.say(if unread { Word::PlainNoUnread } else { Word::NoChats })];
        }
        let said = listed
            .iter()
            .enumerate()
            .map(|(at, c)| Deed::Say(speech::conversation(&self.settings, at + 1, c)));
        let said = said.collect();
        self.listed = listed.iter().map(|c| c.id).collect();
        said
    }

    pub(super) fn open(&mut self, wish: &str) -> Vec<Deed> {
        match meant(wish, &self.all, &self.listed) {
            Meant::One(id) => self.opened(id),
            Meant::None => vec![self.fill(Word::NoSuch, &[&one_line(wish)])],
            Meant::Several(ids) => {
                let mut said = vec![self.fill(Word::PlainSeveral, &[&one_line(wish)])];
                let fit = ids.iter().enumerate().filter_map(|(at, id)| Some((at, self.get(*id)?)));
                said.extend(fit.map(|(at, c)| Deed::Say(speech::conversation(&self.settings, at + 1, c))));
                self.listed = ids;
                said
            }
        }
    }

    pub(super) fn opened(&mut self, id: ConversationId) -> Vec<Deed> {
        let Some(conversation) = self.get(id) else { return Vec::new() };
        let summary = speech::summary(&self.settings, conversation);
        let said = self.fill(Word::PlainOpened, &[&summary]);
        self.open = Some(id);
        self.oldest = None;
        self.spoken = Spoken::default();
        self.reading = Some(Reading::Opening);
        let mut deeds = vec![said, ask(id, Page::Newest)];
        deeds.extend(self.unmark(id));
        deeds
    }

    /// What was to be read aloud of the open chat is not any more.
    pub(super) fn close(&mut self) {
        (self.open, self.reading) = (None, None);
    }

    pub(super) fn read(&mut self, reading: Reading, page: Page) -> Vec<Deed> {
        let Some(id) = self.open else { return vec![self.say(Word::PlainNoChat)] };
        self.reading = Some(reading);
        vec![ask(id, page)]
    }

    /// A page that was asked for to be read aloud.
    pub(super) fn page(
        &mut self,
        id: ConversationId,
        page: Page,
        answer: Result<Vec<Message>, Failure>,
    ) -> Vec<Deed> {
        let Some(reading) = self.reading.take_if(|_| self.open == Some(id)) else { return Vec::new() };
        let mut messages = match answer {
            Ok(messages) => messages,
            Err(Failure::Unreachable(_)) => {
                self.reading = Some(reading);
                return vec![Deed::Later(Effect::Ask(Request::History(id, page)))];
            }
            Err(failure) => return vec![self.failed(&failure)],
        };
        messages.sort_by_key(|message| message.seq);
        let unread_from = self.get(id).map_or(0, |c| c.read_seq);
        let count = match reading {
            Reading::Older => messages.len(),
            Reading::Newest(count) => count,
            Reading::Opening => messages.iter().filter(|m| m.seq > unread_from).count().max(ON_OPENING),
        };
        let read = messages.split_off(messages.len().saturating_sub(count));
        let Some(first) = read.first() else { return vec![self.say(Word::Beginning)] };
        self.oldest = Some(first.seq);
        let newest = read.last().map_or(0, |last| last.seq);
        if !matches!(reading, Reading::Older) {
            for message in &read {
                self.spoke(message);
            }
        }
        let said =
            read.iter().map(|m| Deed::Say(speech::message(&self.settings, m, self.me.id, self.now, None)));
        let mut deeds: Vec<Deed> = said.collect();
        deeds.extend(self.mark(id, newest));
        deeds
    }

    /// Tells the others that everything up to there has been read.
    pub(super) fn mark(&mut self, id: ConversationId, seq: i64) -> Option<Deed> {
        let news = self.get(id).is_some_and(|c| c.read_seq < seq);
        self.change(id, |c| c.reads(seq));
        let read = ClientCommand::Read { conversation_id: id, seq, request_id: None };
        news.then_some(Deed::Wish(Effect::Say(read)))
    }

    pub(super) fn who(&self) -> Deed {
        match self.open.and_then(|id| self.get(id)) {
            Some(conversation) => Deed::Say(speech::summary(&self.settings, conversation)),
            None => self.say(Word::PlainNoChat),
        }
    }

    /// The answer to a search for somebody to talk to.
    pub(super) fn people(&mut self, query: &str, answer: Result<Vec<User>, Failure>) -> Vec<Deed> {
        self.answer_came();
        let found = match answer {
            Ok(found) => found,
            Err(failure) => return vec![self.failed(&failure)],
        };
        match &found[..] {
            [] => vec![self.say(Word::NobodyFound)],
            [one] => {
                let people = vec![one.id.to_string()];
                self.question(Request::CreateChat { people, name: None, group: false })
            }
            several => {
                let names = several.iter().map(|user| Deed::Say(one_line(&user.name)));
                let several = self.fill(Word::PlainSeveral, &[&one_line(query)]);
                std::iter::once(several).chain(names).collect()
            }
        }
    }

    pub(super) fn failed(&self, failure: &Failure) -> Deed {
        let lang = self.settings.lang;
        Deed::Say(match failure {
            Failure::Unreachable(why) => why.said(lang),
            Failure::BadServer(server) => lang.fill(Word::BadServer, &[&one_line(server)]),
            Failure::Locked(process) => lang.fill(Word::AlreadyRunning, &[process]),
            Failure::NotNow(ErrorCode::RateLimited, seconds) => lang.fill(Word::TooFast, &[seconds]),
            Failure::NotNow(_, seconds) => lang.fill(Word::BusyFor, &[seconds]),
            Failure::Refused(_, detail) => lang.fill(Word::PlainRefused, &[&one_line(detail)]),
        })
    }
}
