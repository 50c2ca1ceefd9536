//! Setting the scenes: conversations, people and what they have said.

use protocol::{
    ClientId, Conversation, ConversationId, ConversationKind, Forwarded, LastMessage, Message, MessageId,
    Presence, Role, ServerEvent, Timestamp, User, UserId,
    event::{Change, Changed},
};
use uuid::Uuid;

use super::{people::Scene, world::World};

const MINUTE: i64 = 60_000;
/// Minutes between two messages of a scene.
const STEP: i64 = 3;

/// What is written, and under which id of a client.
pub(super) struct Said {
    pub(super) words: String,
    pub(super) client_id: Option<ClientId>,
    pub(super) reply_to: Option<MessageId>,
    /// Whose words they are, when they are not the author's own.
    pub(super) forwarded: Option<Box<Forwarded>>,
}

impl Said {
    /// Words of one's own.
    pub(super) fn plainly(words: &str) -> Self {
        Self { words: words.to_owned(), client_id: None, reply_to: None, forwarded: None }
    }
}

impl World {
    /// Plays a scene; the older ones began the earlier.
    pub(super) fn play(&mut self, scene: &Scene, now: Timestamp, age: i64) {
        let people: Vec<User> = scene.people.iter().map(|name| self.person(name)).collect();
        let kind = match (scene.group, people.len()) {
            (true, _) => ConversationKind::PublicGroup,
            (false, 1) => ConversationKind::PersonalChat,
            (false, _) => ConversationKind::GroupChat,
        };
        let mut at = now.millis() - MINUTE * STEP * 10 * (1 + age);
        let id = self.start(scene.title.to_owned(), kind, &people, Timestamp::from_millis(at));
        let me = User { id: self.me.id, name: self.me.name.clone() };
        for (name, text) in scene.said {
            at += MINUTE * STEP;
            let author = if name.is_empty() { me.clone() } else { self.person(name) };
            // What was said in an earlier scene is forwarded from there.
            let said = self.sent_on(|earlier| earlier.text == *text).unwrap_or_else(|| Said::plainly(text));
            self.write(id, &author, said, Timestamp::from_millis(at));
        }
        self.change(id, |c| {
            c.read_seq = c.last_seq - scene.unread;
            (c.read_watermark, c.read_by_some) = (c.last_seq, c.last_seq);
        });
    }

    fn start(
        &mut self,
        title: String,
        kind: ConversationKind,
        people: &[User],
        at: Timestamp,
    ) -> ConversationId {
        let id: ConversationId = self.fresh();
        let peer = people.first().filter(|_| kind == ConversationKind::PersonalChat).cloned();
        let presence = peer.as_ref().map(|_| Presence { online: true, ..Presence::default() });
        if let Some(partner) = people.first() {
            self.partners.insert(id, partner.clone());
        }
        let conversation = Conversation {
            id,
            kind,
            title,
            peer,
            presence,
            created_at: at,
            member_count: i64::try_from(people.len() + 1).unwrap_or(1),
            role: if kind.is_group() { Role::Member } else { Role::Owner },
            version: 1,
            last_seq: 0,
            read_seq: 0,
            read_watermark: 0,
            read_by_some: 0,
            unread_mentions: 0,
            settings: protocol::Settings::default(),
            last_message: None,
        };
        self.conversations.insert(0, conversation);
        self.messages.insert(id, Vec::new());
        id
    }

    /// Somebody writes something.
    pub(super) fn write(
        &mut self,
        id: ConversationId,
        author: &User,
        said: Said,
        at: Timestamp,
    ) -> ServerEvent {
        let message_id = self.fresh();
        let mine = author.id == self.me.id;
        let next = self.change(id, |c| {
            c.last_seq += 1;
            c.version += 1;
            if mine {
                c.read_seq = c.last_seq;
            }
            (c.last_seq, c.version)
        });
        let (seq, version) = next.unwrap_or((0, 0));
        let message = Message {
            id: message_id,
            conversation_id: id,
            seq,
            version,
            sender_id: author.id,
            sender_name: author.name.clone(),
            text: said.words,
            created_at: at,
            client_id: said.client_id,
            edited_at: None,
            deleted: false,
            reply_to: said.reply_to,
            quote: said.reply_to.and_then(|quoted| self.quote(id, quoted)),
            forwarded: said.forwarded,
            mentions: Vec::new(),
            reactions: Vec::new(),
            is_read: false,
            read_by_count: 0,
            fully_read: false,
        };
        self.change(id, |c| c.last_message = Some(last_message(&message)));
        self.messages.entry(id).or_default().push(message.clone());
        ServerEvent::Change(Change { conversation_id: id, version, changed: Changed::Message { message } })
    }

    /// The words of a message, as somebody says them who forwards it; nothing when there is none, or it says nothing any more.
    pub(super) fn sent_on(&self, is_meant: impl Fn(&Message) -> bool) -> Option<Said> {
        let message =
            self.messages.values().flatten().find(|message| is_meant(message) && !message.deleted)?;
        let author = || Forwarded { user_id: message.sender_id, name: message.sender_name.clone() };
        let first = message.forwarded.as_deref().cloned().unwrap_or_else(author);
        Some(Said { forwarded: Some(Box::new(first)), ..Said::plainly(&message.text) })
    }

    fn person(&mut self, name: &str) -> User {
        if let Some(known) = self.people.iter().find(|user| user.name == name) {
            return known.clone();
        }
        let user = User { id: self.fresh::<UserId>(), name: name.to_owned() };
        self.people.push(user.clone());
        user
    }

    fn fresh<T: From<Uuid>>(&mut self) -> T {
        self.made += 1;
        T::from(Uuid::from_u128(self.made))
    }
}

fn last_message(message: &Message) -> LastMessage {
    LastMessage {
        id: message.id,
        seq: message.seq,
        sender_id: message.sender_id,
        sender_name: message.sender_name.clone(),
        text: message.text.clone(),
        created_at: message.created_at,
        deleted: false,
        forwarded: message.forwarded.clone(),
    }
}
