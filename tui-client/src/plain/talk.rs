//! The talk: what is known, what a line or a piece of news makes of it, and what is said. Pure: no I/O, no clock, no
//! randomness.

use std::collections::{HashMap, HashSet, VecDeque};

use protocol::{
    ClientId, Conversation, ConversationId, Profile, ServerEvent, Timestamp,
    event::{Change, Changed},
};

use super::{
    command::{Line, parse},
    deeds::{ON_OPENING, ask},
    messages::{Asked, Spoken, Sure},
};
use crate::{
    effect::{Effect, Request},
    follow::{Follow, Step},
    message::{Failure, Net},
    model::{Link, Outbox, Page, Settings, Wishes},
    text::one_line,
    words::{Count, Word},
};

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Say it.
    Say(String),
    /// Ask the world for it.
    Wish(Effect),
    /// Ask the world for it in a moment.
    Later(Effect),
    /// Stop: it cannot go on.
    Quit,
    /// Stop, as was asked.
    Leave,
}

/// What to do with a page that has been asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reading {
    /// Read the unread ones, or some.
    Opening,
    /// Read so many of the newest.
    Newest(usize),
    /// Read all of it.
    Older,
}

/// Everything.
pub(super) struct Talk {
    pub(super) settings: Settings,
    pub(super) me: Profile,
    pub(super) now: Timestamp,
    pub(super) online: bool,
    greeted: bool,
    pub(super) all: Vec<Conversation>,
    /// As they were numbered last.
    pub(super) listed: Vec<ConversationId>,
    pub(super) open: Option<ConversationId>,
    pub(super) oldest: Option<i64>,
    pub(super) reading: Option<Reading>,
    pub(super) follow: Follow,
    pub(super) outbox: Outbox,
    /// How many messages were entered while no chat was open.
    pub(super) astray: usize,
    pub(super) wishes: Wishes,
    /// How many of them were told.
    pub(super) told: u128,
    /// All that was entered here.
    pub(super) sent: HashSet<ClientId>,
    pub(super) spoken: Spoken,
    /// What was asked about messages and is not answered.
    pub(super) asked: Vec<Asked>,
    /// How much of that was refused.
    pub(super) in_vain: usize,
    /// How many questions over HTTP are not answered.
    pub(super) questions: usize,
    /// What takes something away is said twice: of this it was said once.
    pub(super) sure: Option<Sure>,
    /// Lines that were entered before the server had said hello.
    early: VecDeque<(String, ClientId)>,
}

impl Talk {
    pub(super) fn new(settings: Settings, me: Profile) -> Self {
        Self {
            settings,
            me,
            now: Timestamp::from_millis(0),
            online: false,
            greeted: false,
            all: Vec::new(),
            listed: Vec::new(),
            open: None,
            oldest: None,
            reading: None,
            follow: Follow::all(),
            outbox: Outbox::default(),
            astray: 0,
            wishes: Wishes::default(),
            told: 0,
            sent: HashSet::new(),
            spoken: Spoken::default(),
            asked: Vec::new(),
            in_vain: 0,
            questions: 0,
            sure: None,
            early: VecDeque::new(),
        }
    }

    /// Something is still on its way, or waits for the connection.
    pub(super) fn is_busy(&self) -> bool {
        self.wishes.is_waiting()
            || self.outbox.unsent() > 0
            || !self.early.is_empty()
            || self.reading.is_some()
            || !self.asked.is_empty()
            || self.questions > 0
    }

    /// How many lines of these wait for the first hello.
    pub(super) fn early(&self, is_one: impl Fn(&Line) -> bool) -> usize {
        self.early.iter().filter(|(line, _)| is_one(&parse(line))).count()
    }

    /// Somebody has entered a line. Before the first hello it waits, so that a script need not.
    pub(super) fn enter(&mut self, line: &str, id: ClientId, now: Timestamp) -> Vec<Deed> {
        self.now = now;
        let line_means = parse(line);
        if !self.greeted && !matches!(line_means, Line::Help | Line::Quit) {
            self.early.push_back((line.to_owned(), id));
            return Vec::new();
        }
        let sure = self.sure.take();
        match line_means {
            Line::Empty => Vec::new(),
            Line::Text(text) => self.send(text, None, id),
            Line::Reply(text) => self.reply(text, id),
            Line::Edit(text) => self.edit(text, id),
            Line::Delete => self.delete(sure, id),
            Line::React(emoji) => self.react(emoji, id),
            Line::Search(words) => self.question(Request::Messages(words, None)),
            Line::Members => self.members(),
            Line::Join(name) => self.question(Request::Directory(name)),
            Line::Leave => self.leave(sure),
            Line::List => self.list(false),
            Line::Unread => self.list(true),
            Line::Open(wish) => self.open(&wish),
            Line::Close => {
                self.close();
                vec![self.say(Word::PlainClosed)]
            }
            Line::Read(count) => self.read(Reading::Newest(count), Page::Newest),
            Line::Older => match self.oldest {
                Some(seq) => self.read(Reading::Older, Page::Before(seq)),
                None => self.read(Reading::Newest(ON_OPENING), Page::Newest),
            },
            Line::Who => vec![self.who()],
            Line::Mute => self.mute(),
            Line::Pin => self.pin(),
            Line::Mark => self.mark_unread(),
            Line::New(who) => self.question(Request::People(who)),
            Line::Help => {
                self.settings.lang.say(Word::PlainHelp).lines().map(|l| Deed::Say(l.to_owned())).collect()
            }
            Line::Quit => vec![Deed::Leave],
            Line::Unknown(line) => vec![self.fill(Word::PlainUnknown, &[&one_line(&line)])],
        }
    }

    /// News of the server and of the way to it.
    pub(super) fn hear(&mut self, net: Net, now: Timestamp) -> Vec<Deed> {
        self.now = now;
        match net {
            Net::Said(event) => self.said(&event),
            Net::Link(Link::Offline) if self.online => {
                self.online = false;
                vec![self.say(Word::PlainLost)]
            }
            Net::History(id, Page::After(_), Ok(page)) => {
                let steps = self.follow.page(id, page);
                self.steps(steps)
            }
            Net::History(id, page @ Page::After(_), Err(Failure::Unreachable(_))) => {
                vec![Deed::Later(Effect::Ask(Request::History(id, page)))]
            }
            Net::History(id, page, answer) => self.page(id, page, answer),
            Net::People(query, answer) => self.people(&query, answer),
            Net::Directory(query, answer) => self.groups(&query, answer),
            Net::Messages(_, answer) => self.found(answer),
            Net::Members(_, answer) => self.told_members(answer),
            Net::Left(id, answer) => self.left(id, answer),
            Net::Entered(_, answer) => self.entered(answer),
            Net::SessionOver => vec![self.say(Word::SessionOver), Deed::Quit],
            Net::SignInFailed(failure) => vec![self.failed(&failure), Deed::Quit],
            _ => Vec::new(),
        }
    }

    fn said(&mut self, event: &ServerEvent) -> Vec<Deed> {
        let mut deeds = match event {
            ServerEvent::Hello { conversations, .. } => return self.hello(conversations, event),
            ServerEvent::ConversationAdded { conversation } => {
                self.put(conversation.clone());
                vec![self.fill(Word::AddedTo, &[&one_line(&conversation.title)])]
            }
            ServerEvent::ConversationRemoved { conversation_id } => self.removed(*conversation_id),
            ServerEvent::Ack { client_id, message_id, .. } => self.acknowledged(*client_id, *message_id),
            ServerEvent::Done { request_id, .. } => self.done(*request_id),
            ServerEvent::Settings { conversation_id, settings, read_seq, request_id } => {
                self.set(*conversation_id, (*settings, *read_seq), *request_id)
            }
            ServerEvent::Error { code, detail, client_id: Some(id), retry_after, .. } => {
                self.message_refused(*id, (*code, *retry_after), detail)
            }
            ServerEvent::Error { code, detail, request_id, retry_after, .. } => {
                let of_message = self.asked_in_vain(*request_id, detail);
                of_message.unwrap_or_else(|| self.wish_refused(*request_id, (*code, *retry_after), detail))
            }
            ServerEvent::Change(Change { conversation_id, changed: Changed::Renamed { title }, .. }) => {
                self.renamed(*conversation_id, title)
            }
            ServerEvent::Presence { user_id, presence } => {
                for c in
                    self.all.iter_mut().filter(|c| c.peer.as_ref().is_some_and(|peer| peer.id == *user_id))
                {
                    c.presence = Some(*presence);
                }
                Vec::new()
            }
            ServerEvent::Read { conversation_id, user_id, seq } if *user_id == self.me.id => {
                self.change(*conversation_id, |c| c.reads(*seq));
                Vec::new()
            }
            _ => Vec::new(),
        };
        let steps = self.follow.hear(event);
        deeds.extend(self.steps(steps));
        deeds.extend(self.deliver());
        deeds.extend(self.tell());
        deeds
    }

    fn hello(&mut self, conversations: &[Conversation], event: &ServerEvent) -> Vec<Deed> {
        let knew: HashMap<_, _> = self.all.iter().map(|c| (c.id, c.read_seq)).collect();
        self.all = conversations.to_vec();
        self.wishes.begin_again(|id| conversations.iter().any(|c| c.id == id));
        self.all.iter_mut().for_each(|fresh| self.wishes.lay_over(fresh, knew.get(&fresh.id).copied()));
        self.open = self.open.filter(|id| self.get(*id).is_some());
        self.online = true;
        let mut deeds = if self.greeted { vec![self.say(Word::PlainBack)] } else { self.welcome() };
        self.greeted = true;
        let steps = self.follow.hear(event);
        deeds.extend(self.steps(steps));
        self.outbox.begin_again();
        deeds.extend(self.deliver());
        deeds.extend(self.ask_again());
        for (line, id) in std::mem::take(&mut self.early) {
            deeds.extend(self.enter(&line, id, self.now));
        }
        deeds.extend(self.tell());
        deeds
    }

    fn welcome(&self) -> Vec<Deed> {
        let lang = self.settings.lang;
        let unread = self.all.iter().filter(|c| c.unread_count() > 0).count();
        let chats = lang.count(Count::PlainChats, self.all.len());
        let unread = lang.count(Count::PlainUnread, unread);
        vec![self.fill(Word::PlainWelcome, &[&one_line(&self.me.name), &chats, &unread])]
    }

    fn steps(&mut self, steps: Vec<Step>) -> Vec<Deed> {
        let mut deeds = Vec::new();
        for step in steps {
            match step {
                Step::Fetch(id, after) => deeds.push(ask(id, Page::After(after))),
                Step::Show(message) => deeds.extend(self.announce(&message)),
            }
        }
        deeds
    }
}
