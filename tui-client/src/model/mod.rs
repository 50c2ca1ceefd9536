//! What the client knows and shows, as plain data: no I/O, no clock, no terminal. Only the update changes it.

mod accounts;
mod chats;
mod completion;
mod deadline;
mod deeds;
mod editor;
mod edits;
mod entrance;
mod form;
mod journal;
mod laid;
mod lock;
mod members;
mod menu;
mod moment;
mod naming;
mod news;
mod notices;
mod others;
mod outbox;
mod overlay;
mod palette;
mod preferences;
mod purpose;
mod reads;
mod refused;
mod search;
mod settings;
mod sign_in;
mod signs;
mod sync;
mod timeline;
mod tour;
mod typing;
mod wishes;

use std::collections::HashMap;

use protocol::{ConversationId, Epoch, MessageId, Profile, Timestamp, UserId};
use uuid::Uuid;

pub use accounts::{Accounts, Listed, Login};
pub use chats::{Chats, may_post};
pub use completion::{Completion, Suggestion};
pub use deadline::{bearable, later, refused_until};
pub use deeds::Deeds;
pub use editor::Editor;
pub use edits::{Compared, Edits, PendingEdit};
pub use entrance::Entrance;
pub use form::{Field, Form, FormKind, Invitee};
pub use journal::{Draft, Entry, Journal};
pub use laid::{Laid, Layings, Line};
pub use lock::{Lock, PASSPHRASE_CHARS, Shut, Stage};
pub use members::{Members, by_role, other_role};
pub use menu::{Leftover, Menu, Offer};
pub use moment::{Bottom, Clusters, Drag, Jump, Link, Mode, Notice, Pane, Since, Terminal};
pub use naming::Naming;
pub use news::{Due, Item, News};
pub use notices::{NoHours, NoWays, Notices, Quiet, Ways};
pub use others::Other;
pub use outbox::{Forward, Outbox, Pending, PendingState, RETRY_AFTER, passes, seconds_until};
pub use overlay::{Overlay, Picker, Question, Readers};
pub use palette::{Errand, Palette, Target};
pub use preferences::{Preferences, Setting};
pub use purpose::{Editing, Purpose};
pub use reads::Reads;
pub use refused::Refused;
pub use search::{Hit, Origin, Query, Search};
pub use settings::Settings;
pub use sign_in::{SignIn, SignInField};
pub use signs::{Sign, Signs};
pub use sync::{Held, Sync};
pub use timeline::{Anchor, EntryKey, Page, Scroll, Source, Timeline};
pub use tour::{Step, Tour};
pub use typing::Typing;
pub use wishes::{Wishes, is_awaited, states};

use crate::{
    keymap::{Context, Key},
    words::Word,
};

/// Everything.
#[derive(Clone, Debug)]
pub struct Model {
    /// How it is drawn and said.
    pub settings: Settings,
    /// The time of the message that is being handled.
    pub now: Timestamp,
    /// From which ids are made; another for each message.
    pub seed: Uuid,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// What the terminal has said of itself.
    pub terminal: Terminal,
    /// The terminal has the keyboard.
    pub focused: bool,
    /// How the connection is.
    pub link: Link,
    /// Since when.
    pub since: Since,
    /// Where the server is.
    pub server: String,
    /// The form to sign in; nothing once that is done.
    pub sign_in: Option<SignIn>,
    /// The others of this device.
    pub others: Vec<Other>,
    /// Who is signed in.
    pub me: Option<Profile>,
    /// Which life of the database all this is of.
    pub epoch: Option<Epoch>,
    /// Chats and groups.
    pub chats: Chats,
    /// The messages of those that have been opened.
    pub timelines: HashMap<ConversationId, Timeline>,
    /// What is being written, chat by chat.
    pub drafts: HashMap<ConversationId, Editor>,
    /// Which messages they answer.
    pub replies: HashMap<ConversationId, MessageId>,
    /// Where the text of a message is being changed.
    pub editing: HashMap<ConversationId, Editing>,
    /// The drafts as they are on the disk.
    pub kept_drafts: HashMap<ConversationId, Draft>,
    /// What is to be kept on the disk.
    pub journal: Journal,
    /// The open chat as it is on the disk.
    pub kept_place: Option<ConversationId>,
    /// What was looked for before.
    pub searched: Option<Box<Search>>,
    /// Where the reader was before each jump, the last one last.
    pub jumps: Vec<Jump>,
    /// What the word before the caret may become.
    pub completion: Option<Completion>,
    /// Where the word begins that is not to be completed.
    pub not_completed: Option<usize>,
    /// How far back in what was written before somebody has gone, and what they were writing.
    pub recalled: Option<(usize, String)>,
    /// A group that somebody has begun to make, and not made.
    pub half_made: Option<Box<Form>>,
    /// The chat whose draft is in the user's editor, outside.
    pub outside: Option<ConversationId>,
    /// A long text that was pasted, until it is known whether it is wanted.
    pub pasted: Option<String>,
    /// The conversations that were opened, the last one last.
    pub visited: Vec<ConversationId>,
    /// What is on its way.
    pub outbox: Outbox,
    /// What was asked about messages that are there.
    pub deeds: Deeds,
    /// What has been read and not been told.
    pub reads: Reads,
    /// What is being caught up with.
    pub sync: Sync,
    /// Who is typing.
    pub typing: Typing,
    /// When the others were last told that we are typing, and where.
    pub typing_told: Option<(ConversationId, Timestamp)>,
    /// The keys of a chord that has been begun.
    pub prefix: Vec<Key>,
    /// What is to be told to somebody who does not look.
    pub news: News,
    /// What the user has said of chats, for this device.
    pub wishes: Wishes,
    /// The message of the open chat that is under the cursor.
    pub picked: Option<EntryKey>,
    /// What the mouse is drawn over, from cell to cell.
    pub drag: Option<Drag>,
    /// The messages alone, and the mouse left to the terminal.
    pub bare: bool,
    /// Nothing that is looked at counts as read.
    pub exploring: bool,
    /// What letters are.
    pub mode: Mode,
    /// Where the keys go.
    pub pane: Pane,
    /// Whether the screen is shut.
    pub lock: Lock,
    /// An open dialog.
    pub overlay: Option<Overlay>,
    /// What the bottom row says.
    pub bottom: Bottom,
}

impl Model {
    /// Nobody is signed in; the form shows.
    pub fn new(settings: Settings, sign_in: SignIn, size: (u16, u16)) -> Self {
        Self {
            settings,
            now: Timestamp::from_millis(0),
            seed: Uuid::nil(),
            size,
            terminal: Terminal::default(),
            focused: true,
            link: Link::Offline,
            since: Since::default(),
            server: sign_in.server.text().to_owned(),
            sign_in: Some(sign_in),
            others: Vec::new(),
            me: None,
            epoch: None,
            chats: Chats::default(),
            timelines: HashMap::new(),
            drafts: HashMap::new(),
            replies: HashMap::new(),
            editing: HashMap::new(),
            kept_drafts: HashMap::new(),
            journal: Journal::default(),
            kept_place: None,
            searched: None,
            jumps: Vec::new(),
            completion: None,
            not_completed: None,
            recalled: None,
            half_made: None,
            outside: None,
            pasted: None,
            visited: Vec::new(),
            outbox: Outbox::default(),
            deeds: Deeds::default(),
            reads: Reads::default(),
            sync: Sync::default(),
            typing: Typing::default(),
            typing_told: None,
            prefix: Vec::new(),
            news: News::default(),
            wishes: Wishes::default(),
            picked: None,
            drag: None,
            bare: false,
            exploring: false,
            mode: Mode::Insert,
            pane: Pane::List,
            lock: Lock::default(),
            overlay: None,
            bottom: Bottom::default(),
        }
    }

    /// The narrowest context that holds for keys.
    pub const fn context(&self) -> Context {
        match &self.overlay {
            _ if self.lock.shut.is_some() => Context::Lock,
            Some(overlay) => overlay.context(),
            None => self.context_beneath(),
        }
    }

    /// That which holds when no dialog is open.
    pub const fn context_beneath(&self) -> Context {
        match (&self.sign_in, self.pane) {
            (Some(_), _) => Context::SignIn,
            (None, Pane::List) => Context::List,
            (None, Pane::Chat) if self.picked.is_some() => Context::Message,
            (None, Pane::Chat) if self.bare => Context::Bare,
            (None, Pane::Chat) if matches!(self.mode, Mode::Normal) => Context::Normal,
            (None, Pane::Chat) if self.completion.is_some() => Context::Complete,
            (None, Pane::Chat) => Context::Chat,
        }
    }

    /// A new id. Ids of one message follow its seed, which is random.
    pub fn fresh<T: From<Uuid>>(&mut self) -> T {
        self.seed = Uuid::from_u128(self.seed.as_u128().wrapping_add(1));
        T::from(self.seed)
    }

    /// The server may be asked: there is a connection, or it has not been found out yet that there is none.
    pub const fn may_ask(&self) -> bool {
        self.since.offline.is_none()
    }

    /// Somebody sees what is drawn.
    pub const fn is_seen(&self) -> bool {
        self.focused && self.lock.shut.is_none()
    }

    /// What to call somebody: the user is not called by name.
    pub fn name_of<'a>(&self, id: UserId, name: &'a str) -> &'a str {
        let own = self.me.as_ref().is_some_and(|me| me.id == id);
        if own { self.settings.lang.say(Word::You) } else { name }
    }

    /// The open chat's messages.
    pub fn timeline(&self) -> Option<&Timeline> {
        self.timelines.get(&self.chats.open?)
    }

    /// The same, to change.
    pub fn timeline_mut(&mut self) -> Option<&mut Timeline> {
        self.timelines.get_mut(&self.chats.open?)
    }
}
