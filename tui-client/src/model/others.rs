//! The other accounts of this device while they are not shown: how far each conversation is and how far it has been read, so that
//! what is unread can be counted and what is new be told. No messages: those are for whoever goes there.

use std::collections::HashMap;

use protocol::{Conversation, ConversationId, Epoch, Message, Settings, UserId};

use super::{Link, Login, Model, News};

/// One of them.
#[derive(Clone, Debug)]
pub struct Other {
    /// Which.
    pub login: Login,
    /// How its connection is.
    pub link: Link,
    /// Its session was ended elsewhere.
    pub signed_out: bool,
    /// What is to be told of it.
    pub news: News,
    /// The world has been asked whether this may be told now.
    pub asked: bool,
    /// Whose it is, and in which life of the database.
    life: Option<(Epoch, UserId)>,
    chats: HashMap<ConversationId, Brief>,
    /// What was said of these on this device, and not told to the server.
    muted: HashMap<ConversationId, bool>,
}

/// What is known of a conversation.
#[derive(Clone, Debug)]
struct Brief {
    title: String,
    is_personal: bool,
    last_seq: i64,
    read_seq: i64,
    mentions: i64,
    settings: Settings,
    /// No mention is further on.
    called_at: i64,
}

impl Brief {
    fn of(conversation: &Conversation) -> Self {
        Self {
            title: conversation.title.clone(),
            is_personal: conversation.peer.is_some(),
            last_seq: conversation.last_seq,
            read_seq: conversation.read_seq,
            mentions: conversation.unread_mentions,
            settings: conversation.settings,
            called_at: conversation.last_seq,
        }
    }

    fn unread(&self) -> i64 {
        self.last_seq.saturating_sub(self.read_seq).max(0)
    }
}

impl Other {
    /// One of which nothing is known yet.
    pub fn new(login: Login) -> Self {
        Self {
            login,
            link: Link::Connecting,
            signed_out: false,
            news: News::default(),
            asked: false,
            life: None,
            chats: HashMap::new(),
            muted: HashMap::new(),
        }
    }

    /// The one that is shown, as it is when it is left.
    pub fn left(model: &Model) -> Option<Self> {
        let (epoch, me) = (model.epoch?, model.me.as_ref().filter(|_| model.sign_in.is_none())?);
        Some(Self {
            life: Some((epoch, me.id)),
            chats: model.chats.iter().map(|c| (c.id, Brief::of(c))).collect(),
            muted: model.wishes.iter().filter_map(|(id, wish)| Some((id, wish.muted?))).collect(),
            ..Self::new(model.login()?)
        })
    }

    /// How many messages wait in it; in chats of which the user wants to hear nothing only where they are called by name.
    pub fn unread(&self) -> i64 {
        let awaited =
            |(id, chat): &(&ConversationId, &Brief)| chat.mentions > 0 || !self.is_silent(**id, chat);
        self.chats.iter().filter(awaited).map(|(_, chat)| chat.unread()).fold(0, i64::saturating_add)
    }

    /// The server says everything anew. How many messages have come since it was known last; none when it was not.
    pub fn greeted(&mut self, (epoch, me): (Epoch, UserId), all: &[Conversation]) -> i64 {
        let knew = self.life.replace((epoch, me)) == Some((epoch, me));
        let fresh = all.iter().map(|conversation| (conversation.id, Brief::of(conversation))).collect();
        let before = std::mem::replace(&mut self.chats, fresh);
        self.link = Link::Online;
        if !knew {
            return 0;
        }
        let missed = self.chats.iter().map(|(id, chat)| {
            let (seq, mentions) = before.get(id).map_or((0, 0), |known| (known.last_seq, known.mentions));
            let is_silent = self.is_silent(*id, chat);
            let from = if is_silent { mentions } else { seq.max(chat.read_seq) };
            (if is_silent { chat.mentions } else { chat.last_seq }).saturating_sub(from).max(0)
        });
        missed.fold(0, i64::saturating_add)
    }

    /// A message has come, or another form of one. The title of its chat, and whether two people talk there, when it is to be told.
    pub fn hears(&mut self, message: &Message) -> Option<(&str, bool)> {
        let (_, me) = self.life?;
        let id = message.conversation_id;
        let is_muted = self.is_silent(id, self.chats.get(&id)?);
        let chat = self.chats.get_mut(&id)?;
        if message.seq <= chat.last_seq {
            return None;
        }
        chat.last_seq = message.seq;
        if message.sender_id == me {
            (chat.read_seq, chat.mentions) = (message.seq, 0);
            return None;
        }
        let is_called = message.mentions(me);
        let is_read = message.seq <= chat.read_seq;
        if is_called && !is_read {
            (chat.mentions, chat.called_at) = (chat.mentions + 1, message.seq);
        }
        // Who is called by name is told also where they wanted to hear nothing.
        let told = !is_read && !message.deleted && (is_called || !is_muted);
        told.then_some((chat.title.as_str(), chat.is_personal))
    }

    /// Somebody has read up to here: what its owner has seen at another place is no news any more.
    pub fn reads(&mut self, id: ConversationId, user: UserId, seq: i64) {
        let is_own = self.life.is_some_and(|(_, me)| me == user);
        let Some(chat) = self.chats.get_mut(&id).filter(|_| is_own) else { return };
        chat.read_seq = chat.read_seq.max(seq);
        if chat.read_seq >= chat.called_at {
            chat.mentions = 0;
        }
        if chat.unread() == 0 {
            self.news.seen(id);
        }
    }

    /// The user has said on some device of theirs how they want to be told of this one.
    pub fn sets(&mut self, id: ConversationId, settings: Settings) {
        let is_news = |chat: &&mut Brief| chat.settings.revision < settings.revision;
        let Some(chat) = self.chats.get_mut(&id).filter(is_news) else { return };
        chat.settings = settings;
        if self.chats.get(&id).is_some_and(|chat| self.is_silent(id, chat)) {
            self.news.seen(id);
        }
    }

    fn is_silent(&self, id: ConversationId, chat: &Brief) -> bool {
        self.muted.get(&id).copied().unwrap_or(chat.settings.muted)
    }

    /// The user is in this one now, or it is different as a whole.
    pub fn put(&mut self, conversation: &Conversation) {
        self.chats.insert(conversation.id, Brief::of(conversation));
    }

    /// The user is in it no more.
    pub fn remove(&mut self, id: ConversationId) {
        self.chats.remove(&id);
        self.news.seen(id);
    }

    /// It is called something else.
    pub fn rename(&mut self, id: ConversationId, title: String) {
        if let Some(chat) = self.chats.get_mut(&id) {
            chat.title = title;
        }
    }

    /// This was said of them here, without the server knowing of it. When that cannot be known now, it is as it was.
    pub fn mutes(&mut self, muted: Option<Vec<(ConversationId, bool)>>) {
        let Some(muted) = muted else { return };
        let before = std::mem::replace(&mut self.muted, muted.into_iter().collect());
        for id in self.muted.keys().filter(|id| self.muted[*id] && before.get(*id) != Some(&true)) {
            self.news.seen(*id);
        }
    }

    /// Its session is over: nothing more is known of it.
    pub fn signs_out(&mut self) {
        *self = Self { link: Link::Offline, signed_out: true, ..Self::new(self.login.clone()) };
    }
}

impl Model {
    /// One of the other accounts.
    pub fn other(&self, login: &Login) -> Option<&Other> {
        self.others.iter().find(|other| other.login.is(login))
    }

    /// How many messages wait in accounts that are not shown.
    pub fn unread_elsewhere(&self) -> i64 {
        self.others.iter().map(Other::unread).fold(0, i64::saturating_add)
    }
}
