//! Messages as they are heard, and what is done with one of them: answered, changed, taken back, reacted to. It is the newest that
//! was spoken, of the others or of oneself: who hears one line after the other means what they have just heard.

use protocol::{ClientCommand, ClientId, ConversationId, Message, MessageId, RequestId};

use super::{
    speech,
    talk::{Deed, Talk},
};
use crate::{
    effect::Effect,
    text::{one_line, truncate},
    words::Word,
};

/// Columns of a text that is named before it is taken back.
const NAMED: usize = 60;

/// The newest messages that were spoken of the open chat.
#[derive(Clone, Debug, Default)]
pub(super) struct Spoken {
    theirs: Option<MessageId>,
    mine: Option<(MessageId, String)>,
}

/// What was named when it was said the first time. Another one that has come into its place meanwhile is not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sure {
    /// This message is to be taken back.
    Delete(MessageId),
    /// This conversation is to be left.
    Leave(ConversationId),
}

/// A command about a message, until it is answered: it is said again on a new connection, where it changes nothing that is so.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    request: RequestId,
    command: ClientCommand,
    done: Word,
}

impl Talk {
    /// It has been spoken, in the open chat.
    pub(super) fn spoke(&mut self, message: &Message) {
        if message.deleted {
            return;
        }
        if message.sender_id == self.me.id {
            self.spoken.mine = Some((message.id, message.text.clone()));
        } else {
            self.spoken.theirs = Some(message.id);
        }
    }

    /// What was entered here has become a message of the open chat.
    pub(super) fn became(&mut self, id: MessageId, text: &str) {
        self.spoken.mine = Some((id, text.to_owned()));
    }

    /// Says a message that has come.
    pub(super) fn announce(&mut self, message: &Message) -> Vec<Deed> {
        let id = message.conversation_id;
        let mine = message.sender_id == self.me.id;
        self.change(id, |c| {
            c.last_seq = c.last_seq.max(message.seq);
            if mine {
                c.reads(message.seq);
            }
        });
        // What was entered here stands there already; that it is stored is said with the acknowledgement.
        if message.client_id.is_some_and(|id| self.sent.contains(&id)) {
            return Vec::new();
        }
        let is_open = self.open == Some(id);
        // Who is called by name is told also where they wanted to hear nothing.
        let is_silent = self.get(id).is_some_and(|c| c.settings.muted) && !message.mentions(self.me.id);
        if is_silent && !is_open {
            return Vec::new();
        }
        let title = (!is_open).then(|| self.follow.title(id).to_owned());
        let said = speech::message(&self.settings, message, self.me.id, self.now, title.as_deref());
        let mut deeds = vec![Deed::Say(said)];
        if is_open {
            self.spoke(message);
        }
        if is_open && !mine {
            deeds.extend(self.mark(id, message.seq));
        }
        deeds
    }

    /// Answers the newest message of the others.
    pub(super) fn reply(&mut self, text: String, id: ClientId) -> Vec<Deed> {
        match (self.open, self.spoken.theirs) {
            (Some(_), None) => vec![self.say(Word::PlainNothingHeard)],
            (_, reply_to) => self.send(text, reply_to, id),
        }
    }

    /// Says something else in one's own newest message.
    pub(super) fn edit(&mut self, text: String, id: ClientId) -> Vec<Deed> {
        let (conversation_id, message_id) = match self.of_mine() {
            Ok(place) => place,
            Err(why) => return why,
        };
        self.spoken.mine = Some((message_id, text.clone()));
        let request_id = request(id);
        let command = ClientCommand::Edit { conversation_id, message_id, text, request_id };
        self.ask(request_id, command, Word::PlainEdited)
    }

    /// Takes it back, when that is said twice.
    pub(super) fn delete(&mut self, sure: Option<Sure>, id: ClientId) -> Vec<Deed> {
        let (conversation_id, message_id) = match self.of_mine() {
            Ok(place) => place,
            Err(why) => return why,
        };
        let wish = Sure::Delete(message_id);
        if sure != Some(wish) {
            self.sure = Some(wish);
            let text = self.spoken.mine.as_ref().map(|(_, text)| truncate(&one_line(text), NAMED));
            return vec![self.fill(Word::PlainSureDelete, &[&text.unwrap_or_default()])];
        }
        self.spoken.mine = None;
        let request_id = request(id);
        let command = ClientCommand::Delete { conversation_id, message_id, request_id };
        self.ask(request_id, command, Word::PlainDeleted)
    }

    /// Puts a sign to the newest message of the others.
    pub(super) fn react(&mut self, emoji: String, id: ClientId) -> Vec<Deed> {
        let Some(conversation_id) = self.open else { return vec![self.say(Word::PlainNoChat)] };
        let Some(message_id) = self.spoken.theirs else { return vec![self.say(Word::PlainNothingHeard)] };
        let request_id = request(id);
        let command = ClientCommand::React { conversation_id, message_id, emoji, set: true, request_id };
        self.ask(request_id, command, Word::PlainReacted)
    }

    fn of_mine(&self) -> Result<(ConversationId, MessageId), Vec<Deed>> {
        match (self.open, &self.spoken.mine) {
            (None, _) => Err(vec![self.say(Word::PlainNoChat)]),
            (Some(_), None) => Err(vec![self.say(Word::PlainNothingOwn)]),
            (Some(id), Some((message, _))) => Ok((id, *message)),
        }
    }

    fn ask(&mut self, request: RequestId, command: ClientCommand, done: Word) -> Vec<Deed> {
        self.asked.push(Asked { request, command: command.clone(), done });
        if self.online { vec![Deed::Wish(Effect::Say(command))] } else { vec![self.say(Word::PlainLater)] }
    }

    /// Says again on a new connection what has no answer.
    pub(super) fn ask_again(&self) -> Vec<Deed> {
        self.asked.iter().map(|asked| Deed::Wish(Effect::Say(asked.command.clone()))).collect()
    }

    /// It is so.
    pub(super) fn done(&mut self, request: RequestId) -> Vec<Deed> {
        self.answered(request).map(|asked| self.say(asked.done)).into_iter().collect()
    }

    /// It is not done; nothing where the request was none of these.
    pub(super) fn asked_in_vain(&mut self, request: Option<RequestId>, detail: &str) -> Option<Vec<Deed>> {
        self.answered(request?)?;
        self.in_vain += 1;
        Some(vec![self.fill(Word::PlainRefused, &[&one_line(detail)])])
    }

    fn answered(&mut self, request: RequestId) -> Option<Asked> {
        let at = self.asked.iter().position(|asked| asked.request == request)?;
        Some(self.asked.remove(at))
    }
}

/// Of a line that was entered. Those of what is said of chats are counted from one, and so never the same.
fn request(line: ClientId) -> RequestId {
    line.uuid().into()
}

#[cfg(test)]
mod tests {
    use protocol::ServerEvent;

    use super::*;
    use crate::{
        message::Net,
        model::Link,
        plain::tests::{CHAT, at, chat, hello, id, said, says, speaks, talk},
    };

    #[test]
    fn what_was_asked_about_a_message_is_asked_again_on_a_new_connection() {
        let mut talk = talk();
        talk.hear(says(5), at(0));
        let asked = talk.enter("/react 👍", id(21), at(0));
        let [Deed::Wish(Effect::Say(command @ ClientCommand::React { .. }))] = &asked[..] else {
            panic!("{asked:?}")
        };
        talk.hear(Net::Link(Link::Offline), at(0));
        assert!(talk.is_busy() && talk.is_sending());
        assert!(talk.hear(hello(chat()), at(0)).contains(&Deed::Wish(Effect::Say(command.clone()))));
        let done = ServerEvent::Done { request_id: id(21), conversation_id: id(CHAT), version: 6 };
        assert!(speaks(&talk.hear(said(done), at(0))) && !talk.is_sending());
    }

    #[test]
    fn what_is_taken_back_is_what_was_named() {
        let mut talk = talk();
        talk.became(id(1_001), "the first");
        assert!(speaks(&talk.enter("/delete", id(21), at(0))));
        // Another one of one's own has come meanwhile.
        talk.became(id(1_002), "the second");
        let asked = talk.enter("/delete", id(22), at(0));
        assert!(matches!(&asked[..], [Deed::Say(said)] if said.contains("the second")), "{asked:?}");
        let done = talk.enter("/delete", id(23), at(0));
        let is_second = |message: &MessageId| *message == id(1_002);
        assert!(
            matches!(&done[..], [Deed::Wish(Effect::Say(ClientCommand::Delete { message_id, .. }))] if is_second(message_id)),
            "{done:?}"
        );
    }
}
