//! What a server would know and do, for one user: pure, with ids that are counted.

use std::{collections::HashMap, time::Duration};

use protocol::{
    ClientCommand, ClientId, Conversation, ConversationId, ErrorCode, Found, Hit, Message, Profile,
    ServerEvent, Timestamp, User,
    words::{fold, parts},
};
use uuid::Uuid;

use super::{ANSWERS, LOOKS, TYPES, people, said, stage::Said};
use crate::{
    effect::{Effect, Request, page_size},
    message::{Failure, Net},
    model::{Entrance, Page},
    words::Lang,
};

/// Something that happens a little later.
#[derive(Clone, Copy, Debug)]
pub(super) enum Later {
    /// The partner has read everything.
    Reads(ConversationId),
    /// The partner begins to type.
    Types(ConversationId),
    /// The partner answers.
    Answers(ConversationId),
}

/// Everything that is made up.
pub(super) struct World {
    lang: Lang,
    pub(super) me: Profile,
    pub(super) conversations: Vec<Conversation>,
    pub(super) messages: HashMap<ConversationId, Vec<Message>>,
    pub(super) people: Vec<User>,
    pub(super) partners: HashMap<ConversationId, User>,
    pub(super) made: u128,
    answered: usize,
}

/// Who plays the user.
pub fn me(lang: Lang) -> Profile {
    Profile {
        id: Uuid::from_u128(1).into(),
        name: people::user(lang).to_owned(),
        email: "anna@example.com".to_owned(),
        shows_presence: true,
    }
}

impl World {
    pub(super) fn new(lang: Lang, now: Timestamp) -> Self {
        let mut world = Self {
            lang,
            me: me(lang),
            conversations: Vec::new(),
            messages: HashMap::new(),
            people: Vec::new(),
            partners: HashMap::new(),
            made: 1_000,
            answered: 0,
        };
        let scenes = people::scenes(lang);
        for (scene, age) in scenes.iter().zip((0..scenes.len()).rev()) {
            world.play(scene, now, i64::try_from(age).unwrap_or(0));
        }
        world
    }

    /// What is told first.
    pub(super) fn begin(&self) -> Vec<Net> {
        vec![Net::SignedIn(self.me.clone()), said(self.hello())]
    }

    /// What a wish brings, at once and later.
    pub(super) fn grant(&mut self, wish: Effect, now: Timestamp) -> (Vec<Net>, Vec<(Duration, Later)>) {
        match wish {
            Effect::SignIn(_) => (self.begin(), Vec::new()),
            Effect::Reconnect => (vec![said(self.hello())], Vec::new()),
            Effect::Say(command) => self.command(command, now),
            Effect::Ask(request) => (vec![self.answer(request)], Vec::new()),
            // The rest is for the shell of the client.
            _ => (Vec::new(), Vec::new()),
        }
    }

    /// What has been planned comes to pass.
    pub(super) fn happen(&mut self, later: Later, now: Timestamp) -> ServerEvent {
        match later {
            Later::Reads(id) => {
                let seq = self.change(id, |c| {
                    (c.read_watermark, c.read_by_some) = (c.last_seq, c.last_seq);
                    c.last_seq
                });
                ServerEvent::Read { conversation_id: id, user_id: self.partner(id).id, seq: seq.unwrap_or(0) }
            }
            Later::Types(id) => {
                let User { id: user_id, name: user_name } = self.partner(id);
                ServerEvent::Typing { conversation_id: id, user_id, user_name }
            }
            Later::Answers(id) => {
                let all = people::answers(self.lang);
                let text = all[self.answered % all.len()];
                self.answered += 1;
                let partner = self.partner(id);
                self.write(id, &partner, Said::plainly(text), now)
            }
        }
    }

    fn hello(&self) -> ServerEvent {
        let mut conversations = self.conversations.clone();
        conversations.sort_by_key(|c| std::cmp::Reverse(c.last_message.as_ref().map(|last| last.created_at)));
        ServerEvent::Hello {
            epoch: Uuid::from_u128(2).into(),
            now: Timestamp::from_millis(0),
            user: self.me.clone(),
            session_id: Uuid::from_u128(3).into(),
            conversations,
        }
    }

    fn command(&mut self, command: ClientCommand, now: Timestamp) -> (Vec<Net>, Vec<(Duration, Later)>) {
        match command {
            ClientCommand::Send { conversation_id: id, client_id, text, reply_to, forward_of } => {
                let known =
                    self.messages.get(&id).into_iter().flatten().any(|m| m.client_id == Some(client_id));
                if known || !self.messages.contains_key(&id) {
                    return (Vec::new(), Vec::new());
                }
                let me = User { id: self.me.id, name: self.me.name.clone() };
                let said_on = forward_of.and_then(|of| self.sent_on(|message| message.id == of));
                let words = said_on.unwrap_or_else(|| Said { reply_to, ..Said::plainly(&text) });
                let change = self.write(id, &me, Said { client_id: Some(client_id), ..words }, now);
                let acks = self.ack(id, client_id).into_iter().chain([change]);
                let then =
                    vec![(LOOKS, Later::Reads(id)), (TYPES, Later::Types(id)), (ANSWERS, Later::Answers(id))];
                (acks.map(said).collect(), then)
            }
            ClientCommand::Read { conversation_id: id, seq, .. } => {
                self.change(id, |c| c.reads(seq));
                let user_id = self.me.id;
                (vec![said(ServerEvent::Read { conversation_id: id, user_id, seq })], Vec::new())
            }
            ClientCommand::Sync { conversation_id: id, request_id, .. } => {
                let Some(conversation) = self.conversations.iter().find(|c| c.id == id).cloned() else {
                    return (Vec::new(), Vec::new());
                };
                let messages = self.page(id, Page::Newest);
                (vec![said(ServerEvent::Reset { request_id, conversation, messages })], Vec::new())
            }
            other => (self.amend(other, now).into_iter().map(said).collect(), Vec::new()),
        }
    }

    fn ack(&self, id: ConversationId, client_id: ClientId) -> Option<ServerEvent> {
        let message = self.messages.get(&id)?.last()?;
        Some(ServerEvent::Ack {
            client_id,
            conversation_id: id,
            message_id: message.id,
            seq: message.seq,
            version: message.version,
            created_at: message.created_at,
        })
    }

    fn answer(&self, request: Request) -> Net {
        let alone = || Failure::Refused(ErrorCode::Forbidden, String::new());
        match request {
            Request::History(id, page) => Net::History(id, page, Ok(self.page(id, page))),
            Request::People(query) => {
                let fits = |user: &&User| user.name.to_lowercase().contains(&query.trim().to_lowercase());
                let found = self.people.iter().filter(fits).cloned().collect();
                Net::People(query, Ok(found))
            }
            Request::Directory(query) => Net::Directory(query, Ok(Vec::new())),
            Request::Messages(query, within) => {
                let found = Found { hits: self.hits(&query, within), cursor: None, indexing: false };
                Net::Messages(query, Ok(found))
            }
            Request::CreateChat { people, name, group: false } => {
                let with = |c: &&Conversation| {
                    c.peer.as_ref().is_some_and(|peer| people.contains(&peer.id.to_string()))
                };
                let found = self.conversations.iter().find(with).cloned().map(Box::new).ok_or_else(alone);
                Net::Entered(Entrance::Chat { people, name }, found)
            }
            Request::CreateChat { people, name, .. } => {
                Net::Entered(Entrance::Chat { people, name }, Err(alone()))
            }
            Request::CreateGroup { name, .. } => Net::Entered(Entrance::Group(name), Err(alone())),
            Request::Join(id) => Net::Entered(Entrance::Joining(id), Err(alone())),
            Request::Leave(id, _) => Net::Left(id, Err(alone())),
            Request::Members(id, _) => Net::Members(id, Ok(self.members(id))),
            Request::Invite(id, _) | Request::Appoint(id, ..) | Request::Remove(id, ..) => {
                Net::MembersChanged(id, Err(alone()))
            }
            Request::Rename(id, ..) => Net::Renamed(id, Err(alone())),
            Request::ShowPresence(_) => Net::Profile(Err(alone())),
        }
    }

    fn hits(&self, query: &str, within: Option<ConversationId>) -> Vec<Hit> {
        // Where that is known it is not looked for by its title.
        let is_sought = |part: &String| within.is_none() || !part.starts_with("in:");
        let wanted: Vec<String> =
            parts(query).into_iter().filter(is_sought).map(|part| fold(&part)).collect();
        let all =
            self.conversations.iter().filter(|c| within.is_none_or(|id| c.id == id)).flat_map(|c| {
                self.messages.get(&c.id).into_iter().flatten().map(move |message| (c, message))
            });
        let fits = |message: &Message| wanted.iter().all(|part| fold(&message.text).contains(part));
        let hit = |(c, message): (&Conversation, &Message)| Hit {
            message_id: message.id,
            conversation_id: c.id,
            kind: c.kind,
            title: c.title.clone(),
            seq: message.seq,
            sender_id: message.sender_id,
            sender_name: message.sender_name.clone(),
            created_at: message.created_at,
            forwarded: message.forwarded.clone(),
            snippet: message.text.clone(),
            matches: Vec::new(),
        };
        all.filter(|(_, message)| fits(message)).map(hit).collect()
    }

    /// Newest first, as a server gives it.
    fn page(&self, id: ConversationId, page: Page) -> Vec<Message> {
        let limit = usize::try_from(page_size(page)).unwrap_or(usize::MAX);
        let fits = |message: &&Message| match page {
            Page::Newest | Page::Around(_) => true,
            Page::Before(seq) => message.seq < seq,
            Page::After(seq) => message.seq > seq,
        };
        self.messages.get(&id).into_iter().flatten().rev().filter(fits).take(limit).cloned().collect()
    }

    fn partner(&self, id: ConversationId) -> User {
        self.partners.get(&id).cloned().unwrap_or(User { id: Uuid::nil().into(), name: String::new() })
    }

    pub(super) fn change<T>(
        &mut self,
        id: ConversationId,
        change: impl FnOnce(&mut Conversation) -> T,
    ) -> Option<T> {
        self.conversations.iter_mut().find(|c| c.id == id).map(change)
    }
}
