//! Muting, pinning and marking as unread: said of the open chat, told to the server, heard from other devices.

use protocol::{
    ClientCommand, Conversation, ConversationId, ErrorCode, RequestId, Settings, request::ChangeSettings,
};
use uuid::Uuid;

use super::{
    command::Line,
    talk::{Deed, Talk},
};
use crate::{
    effect::Effect,
    model::{bearable, refused_until},
    text::one_line,
    words::Word,
};

impl Talk {
    pub(super) fn mute(&mut self) -> Vec<Deed> {
        self.say_of_open(|c| {
            let muted = !c.settings.muted;
            let word = if muted { Word::Muted } else { Word::Unmuted };
            (ChangeSettings { muted: Some(muted), ..ChangeSettings::default() }, word)
        })
    }

    pub(super) fn pin(&mut self) -> Vec<Deed> {
        self.say_of_open(|c| {
            let pinned = !c.settings.pinned;
            let word = if pinned { Word::PlainPinned } else { Word::PlainUnpinned };
            (ChangeSettings { pinned: Some(pinned), ..ChangeSettings::default() }, word)
        })
    }

    pub(super) fn mark_unread(&mut self) -> Vec<Deed> {
        let wish = ChangeSettings { marked_unread: Some(true), ..ChangeSettings::default() };
        let said = self.say_of_open(|_| (wish, Word::PlainMarked));
        self.close();
        said
    }

    /// Whoever opens a chat reads it again.
    pub(super) fn unmark(&mut self, id: ConversationId) -> Vec<Deed> {
        if self.get(id).is_none_or(|c| !c.settings.marked_unread) {
            return Vec::new();
        }
        self.wish(id, ChangeSettings { marked_unread: Some(false), ..ChangeSettings::default() });
        self.tell()
    }

    fn say_of_open(&mut self, what: impl FnOnce(&Conversation) -> (ChangeSettings, Word)) -> Vec<Deed> {
        let Some(chat) = self.open.and_then(|id| self.get(id)) else {
            return vec![self.say(Word::PlainNoChat)];
        };
        let (id, title, (wish, word)) = (chat.id, one_line(&chat.title), what(chat));
        self.wish(id, wish);
        let mut deeds = vec![self.fill(word, &[&title])];
        deeds.extend(self.tell());
        deeds
    }

    fn wish(&mut self, id: ConversationId, wish: ChangeSettings) {
        if let Some(chat) = self.all.iter_mut().find(|c| c.id == id) {
            self.wishes.wish(chat, wish);
        }
    }

    /// The next of what is to be told, when there is a connection.
    pub(super) fn tell(&mut self) -> Vec<Deed> {
        let all = &self.all;
        self.wishes.drop_read(|id| all.iter().find(|c| c.id == id).map(|c| c.settings));
        if !self.online {
            return Vec::new();
        }
        // What else is asked on this socket bears the random ids of lines.
        let request_id: RequestId = Uuid::from_u128(self.told + 1).into();
        let Some((conversation_id, wish)) = self.wishes.next(request_id, self.now) else { return Vec::new() };
        self.told += 1;
        vec![Deed::Wish(Effect::Say(ClientCommand::Set { conversation_id, wish, request_id }))]
    }

    /// It was said on some device of the user's.
    pub(super) fn set(
        &mut self,
        id: ConversationId,
        said: (Settings, i64),
        request: Option<RequestId>,
    ) -> Vec<Deed> {
        if let Some(chat) = self.all.iter_mut().find(|c| c.id == id) {
            self.wishes.hear(chat, said, request);
        }
        // Of a chat that is gone too.
        if let Some(request) = request {
            self.wishes.answered(request);
        }
        Vec::new()
    }

    /// The server does not do something that is no message: which it was, if it can say that, and why not; with how long
    /// that holds, in seconds.
    pub(super) fn wish_refused(
        &mut self,
        request: Option<RequestId>,
        (code, retry_after): (ErrorCode, Option<u64>),
        detail: &str,
    ) -> Vec<Deed> {
        let Some(request) = request else {
            if code == ErrorCode::Invalid {
                self.wishes.not_understood();
            }
            return Vec::new();
        };
        let Some(id) = self.wishes.asked(request) else { return Vec::new() };
        if let Some(until) = refused_until(code, retry_after.map(bearable), self.now) {
            self.wishes.postponed(request, until);
            return Vec::new();
        }
        if let Some(chat) = self.all.iter_mut().find(|c| c.id == id) {
            self.wishes.refused(chat, request);
        }
        self.wishes.answered(request);
        vec![self.fill(Word::PlainRefused, &[&one_line(detail)])]
    }

    /// How much of what was said of chats the server does not have.
    pub(super) fn untold(&self) -> usize {
        self.wishes.count() + self.early(|line| matches!(line, Line::Mute | Line::Pin | Line::Mark))
    }

    /// Something that was entered is on its way, or waits for the connection.
    pub(super) fn is_sending(&self) -> bool {
        self.leaving() > 0
            || !self.asked.is_empty()
            || self.wishes.is_waiting()
            || self.untold() > self.wishes.count()
    }
}
