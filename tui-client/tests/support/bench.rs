//! The client itself, what happens to it, and what it shows.

use jiff::tz::TimeZone;
use protocol::{
    Conversation, Message as ChatMessage, ServerEvent,
    event::{Change, Changed},
};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer};
use tui_client::{
    effect::{Effect, Recall},
    keymap::{Code, Key, Keymap},
    message::{Cached, Clusters, Event, Message, Net},
    model::{Entry, Model, Notices, Page, Preferences, Settings, SignIn},
    theme::{Look, Theme},
    update::update,
    view::view,
    words::Lang,
};
use uuid::Uuid;

use super::{Bench, andrey, id, time};

impl Bench {
    /// Nobody is signed in.
    pub(crate) fn new(lang: Lang, size: (u16, u16)) -> Self {
        let settings = Settings {
            lang,
            look: Look::fixed(Theme::sixteen()),
            mouse: true,
            notices: Notices { previews: true, quiet: None },
            zone: TimeZone::UTC,
            keymap: Keymap::default(),
            preferences: Preferences::default(),
            forced: std::collections::BTreeMap::new(),
            problems: Vec::new(),
            file: "config.toml".into(),
        };
        let form = SignIn::with("http://127.0.0.1:8000", "");
        let mut bench = Self {
            model: Model::new(settings, form, size),
            effects: Vec::new(),
            kept: Vec::new(),
            clock: 0,
            seeds: 0,
        };
        // What is drawn is as it was written; a client that nobody has told begins with the other way, as sweeps and fuzz do.
        bench.model.terminal.clusters = Clusters::Whole;
        bench.happens(Event::Due);
        bench
    }

    /// Andrey is signed in and online, with these conversations.
    pub(crate) fn online(lang: Lang, size: (u16, u16), conversations: Vec<Conversation>) -> Self {
        let mut bench = Self::new(lang, size);
        bench.net(Net::SignedIn(andrey()));
        bench.hello(conversations);
        bench
    }

    pub(crate) fn hello(&mut self, conversations: Vec<Conversation>) -> Vec<Effect> {
        self.hello_of(1, conversations)
    }

    pub(crate) fn hello_of(&mut self, epoch: u128, conversations: Vec<Conversation>) -> Vec<Effect> {
        let hello = ServerEvent::Hello {
            epoch: id(epoch),
            now: time(0),
            user: andrey(),
            session_id: id(9),
            conversations,
        };
        self.server(hello)
    }

    /// Andrey opens a conversation, and the server gives its newest page.
    pub(crate) fn opens(&mut self, chat: u128, page: Vec<ChatMessage>) -> Vec<Effect> {
        while self.model.chats.selected != Some(id(chat)) {
            self.press(Key::plain(Code::Down));
        }
        self.press(Key::plain(Code::Enter));
        self.page(chat, Page::Newest, page)
    }

    /// A page of history comes, newest first.
    pub(crate) fn page(&mut self, chat: u128, page: Page, mut messages: Vec<ChatMessage>) -> Vec<Effect> {
        messages.reverse();
        self.net(Net::History(id(chat), page, Ok(messages)))
    }

    /// Something happens; what it asks of the world but of the disk, which answers at once.
    pub(crate) fn happens(&mut self, event: Event) -> Vec<Effect> {
        let effects = self.happens_alone(event);
        let mut outward = Vec::new();
        for effect in effects {
            match answer(&effect) {
                Some(cached) => outward.extend(self.happens(Event::Cache(cached))),
                None if matches!(effect, Effect::Keep(_) | Effect::Recall(_)) => {}
                None => {
                    self.effects.push(effect.clone());
                    outward.push(effect);
                }
            }
        }
        outward
    }

    /// Something happens, and the disk does not answer.
    pub(crate) fn happens_alone(&mut self, event: Event) -> Vec<Effect> {
        self.seeds += 1;
        let seed = Uuid::from_u128(self.seeds << 64);
        let effects = update(&mut self.model, Message { at: time(self.clock), seed, event });
        self.kept.extend(effects.iter().filter_map(|effect| match effect {
            Effect::Keep(entry) => Some(entry.clone()),
            _ => None,
        }));
        effects
    }

    pub(crate) fn net(&mut self, net: Net) -> Vec<Effect> {
        self.happens(Event::Net(net))
    }

    pub(crate) fn server(&mut self, event: ServerEvent) -> Vec<Effect> {
        self.net(Net::Said(Box::new(event)))
    }

    /// A change comes over the socket, with the version of its message.
    pub(crate) fn receives(&mut self, message: ChatMessage) -> Vec<Effect> {
        let (conversation_id, version) = (message.conversation_id, message.version);
        self.server(ServerEvent::Change(Change {
            conversation_id,
            version,
            changed: Changed::Message { message },
        }))
    }

    pub(crate) fn press(&mut self, key: Key) -> Vec<Effect> {
        self.happens(Event::Key(key))
    }

    pub(crate) fn types(&mut self, text: &str) -> Vec<Effect> {
        text.chars().flat_map(|c| self.press(Key::plain(Code::Char(c)))).collect()
    }

    pub(crate) fn enter(&mut self) -> Vec<Effect> {
        self.press(Key::plain(Code::Enter))
    }

    /// Time passes, and what is due happens.
    pub(crate) fn waits(&mut self, millis: i64) -> Vec<Effect> {
        self.clock += millis;
        self.happens(Event::Due)
    }

    /// The screen as text, a line for each row, without spaces at the end.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        let rows = (0..buffer.area.height).map(|y| {
            let row: String = row_cells(&buffer, y).collect();
            row.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    pub(crate) fn buffer(&self) -> Buffer {
        let (columns, rows) = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| view(&self.model, frame)).unwrap();
        terminal.backend().buffer().clone()
    }
}

fn answer(effect: &Effect) -> Option<Cached> {
    match effect {
        Effect::Keep(Entry::Pending(pending)) => Some(Cached::Kept(vec![pending.client_id])),
        Effect::Recall(Recall::Page(id, page)) => Some(Cached::Page(*id, *page, Vec::new())),
        _ => None,
    }
}

/// The symbols of a row; what a wide one covers is left out.
fn row_cells(buffer: &Buffer, y: u16) -> impl Iterator<Item = String> {
    let mut skip = 0;
    (0..buffer.area.width).filter_map(move |x| {
        if skip > 0 {
            skip -= 1;
            return None;
        }
        let symbol = buffer[(x, y)].symbol();
        skip = tui_client::text::width(symbol).saturating_sub(1);
        Some(symbol.to_owned())
    })
}
