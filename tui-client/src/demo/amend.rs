//! Changing what was said: another text, none, a sign; and who has heard it.

use protocol::{
    ClientCommand, ConversationId, Member, Message, MessageId, Quote, Reaction, RequestId, Role, ServerEvent,
    Timestamp, UserId,
    event::{Change, Changed},
};

use super::world::World;

impl World {
    /// What a command about a message or a chat brings; nothing when it is none.
    pub(super) fn amend(&mut self, command: ClientCommand, now: Timestamp) -> Vec<ServerEvent> {
        match command {
            ClientCommand::Edit { conversation_id, message_id, text, request_id } => {
                self.alter((conversation_id, message_id), request_id, |message| {
                    message.text = text;
                    message.edited_at = Some(now);
                })
            }
            ClientCommand::Delete { conversation_id, message_id, request_id } => {
                self.alter((conversation_id, message_id), request_id, |message| {
                    message.text.clear();
                    message.deleted = true;
                    message.reactions.clear();
                    (message.reply_to, message.quote, message.forwarded) = (None, None, None);
                })
            }
            ClientCommand::React { conversation_id, message_id, emoji, set, request_id } => {
                self.alter((conversation_id, message_id), request_id, |message| react(message, emoji, set))
            }
            ClientCommand::Set { conversation_id: id, wish, request_id } => {
                let said = self.change(id, |c| {
                    c.settings = wish.applied_to(c.settings);
                    c.settings.revision += 1;
                    (c.settings, c.read_seq)
                });
                let event = |(settings, read_seq)| ServerEvent::Settings {
                    conversation_id: id,
                    settings,
                    read_seq,
                    request_id: Some(request_id),
                };
                said.map(event).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Who is in a conversation, as far as anybody has said something there.
    pub(super) fn members(&self, id: ConversationId) -> Vec<Member> {
        let said = self.messages.get(&id).into_iter().flatten();
        let mut people: Vec<(UserId, &str)> = vec![(self.me.id, &self.me.name)];
        for author in said.map(|message| (message.sender_id, message.sender_name.as_str())) {
            if !people.contains(&author) {
                people.push(author);
            }
        }
        let last = self.conversations.iter().find(|c| c.id == id).map_or(0, |c| c.last_seq);
        let member = |(id, name): (UserId, &str)| Member {
            id,
            name: name.to_owned(),
            role: Role::Member,
            read_seq: Some(last),
        };
        people.into_iter().map(member).collect()
    }

    fn alter(
        &mut self,
        (id, message_id): (ConversationId, MessageId),
        request_id: RequestId,
        alter: impl FnOnce(&mut Message),
    ) -> Vec<ServerEvent> {
        let version = self.change(id, |c| {
            c.version += 1;
            c.version
        });
        let all = self.messages.get_mut(&id);
        let message = all.and_then(|all| all.iter_mut().find(|message| message.id == message_id));
        let (Some(version), Some(message)) = (version, message) else { return Vec::new() };
        alter(message);
        message.version = version;
        let changed = Changed::Message { message: message.clone() };
        let done = ServerEvent::Done { request_id, conversation_id: id, version };
        vec![ServerEvent::Change(Change { conversation_id: id, version, changed }), done]
    }

    /// What is quoted of a message that is answered.
    pub(super) fn quote(&self, id: ConversationId, message_id: MessageId) -> Option<Box<Quote>> {
        let message = self.messages.get(&id)?.iter().find(|message| message.id == message_id)?;
        Some(Box::new(Quote {
            seq: message.seq,
            sender_id: message.sender_id,
            sender_name: message.sender_name.clone(),
            text: message.text.clone(),
            deleted: message.deleted,
        }))
    }
}

fn react(message: &mut Message, emoji: String, set: bool) {
    match message.reactions.iter_mut().find(|reaction| reaction.emoji == emoji) {
        Some(reaction) if reaction.mine != set => {
            reaction.mine = set;
            reaction.count += if set { 1 } else { -1 };
        }
        None if set => message.reactions.push(Reaction { emoji, count: 1, mine: true }),
        _ => {}
    }
    message.reactions.retain(|reaction| reaction.count > 0);
}
