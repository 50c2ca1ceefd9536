//! Everything that can happen, nested by where it comes from.

mod accounts;

use std::path::PathBuf;

use protocol::{
    ClientId, Conversation, ConversationId, Epoch, ErrorCode, Found, Group, Member, Message as ChatMessage,
    Profile, ServerEvent, Timestamp, User, request::ChangeSettings,
};
use uuid::Uuid;

use crate::{
    keymap::Key,
    model::{Draft, Entrance, Held, Link, Login, Page, Pending, PendingEdit, Query, Settings},
    text::one_line,
    theme::Background,
    words::{Lang, Word},
};
pub use crate::{model::Clusters, text::Doubt};
pub use accounts::{AccountNews, LockNews, Look, OtherNews};

/// Something that happened, when, and with what randomness.
#[derive(Clone, Debug)]
pub struct Message {
    /// When.
    pub at: Timestamp,
    /// From which the ids are made that are needed because of it.
    pub seed: Uuid,
    /// What.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Keys came at once, faster than anybody types: a paste, when the terminal does not say so.
    Keys(Vec<Key>),
    /// The same, in the midst of so many that nobody can have meant any of them.
    Flood(Vec<Key>),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// The terminal got or lost the keyboard.
    Focus(bool),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal says what background it has.
    Background(Background),
    /// The terminal says how it counts characters.
    Clusters(Clusters),
    /// The terminal has drawn the sample of a kind of clusters, in so many columns.
    Drawn(Doubt, u16),
    /// The settings have changed.
    Configured(Box<Settings>),
    /// The user's editor has been left: the text of a conversation, or why there is none.
    Edited(ConversationId, Result<String, String>),
    /// Something is to be told.
    Notice(String),
    /// Of the accounts of this device.
    Accounts(AccountNews),
    /// Of one that is not shown.
    Other(Login, OtherNews),
    /// Of the lock of the screen.
    Lock(LockNews),
    /// Something is due.
    Due,
    /// The server, or the way to it.
    Net(Net),
    /// What is kept on the disk.
    Cache(Cached),
    /// The client is about to end.
    Leaving,
}

impl Event {
    /// Somebody sits here and did it.
    pub const fn is_by_hand(&self) -> bool {
        matches!(self, Self::Key(_) | Self::Keys(_) | Self::Flood(_) | Self::Paste(_) | Self::Mouse(_))
    }
}

/// News of the cache.
#[derive(Clone, Debug)]
pub enum Cached {
    /// It is open; this is what it begins with.
    Opened(Box<Snapshot>),
    /// These messages are on the disk, or it does not take them, and may be sent.
    Kept(Vec<ClientId>),
    /// What is known of a page without a hole, oldest first.
    Page(ConversationId, Page, Vec<ChatMessage>),
    /// The newest messages that answer a query.
    Found(Query, Result<Vec<ChatMessage>, String>),
    /// The file could not be used: it lies where it is said, with or without its unsent messages.
    SetAside(String, Option<usize>),
    /// It does not keep what it is given; as long as there is something to keep it is tried again.
    Failed(String),
    /// It does again, and has kept what it had not.
    Mended,
    /// Something could not be kept and never will be, for this reason.
    Unfit(String),
}

/// What an earlier run has left.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Of which life of the server's database, and whose.
    pub life: Option<(Epoch, Profile)>,
    /// The list.
    pub conversations: Vec<Known>,
    /// What is to be sent, in its order.
    pub outbox: Vec<Pending>,
    /// What messages are to say instead, in the order in which it was written.
    pub edits: Vec<PendingEdit>,
    /// What was being written.
    pub drafts: Vec<(ConversationId, Draft)>,
    /// What was said of chats and is not told yet.
    pub wishes: Vec<(ConversationId, ChangeSettings)>,
    /// What was open.
    pub place: Option<ConversationId>,
    /// What was opened before that, the last one last.
    pub visited: Vec<ConversationId>,
    /// Until when all this was what the server has.
    pub contact: Option<Timestamp>,
}

/// A line of the list as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// As it was last.
    pub conversation: Conversation,
    /// How far its messages are known.
    pub held: Held,
    /// Some are.
    pub has_messages: bool,
}

/// What the mouse did, and over which cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub deed: MouseDeed,
    /// Columns to the left of the cell.
    pub column: u16,
    /// Rows above it.
    pub row: u16,
}

/// What a mouse can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseDeed {
    /// The left button went down.
    Press,
    /// The mouse was moved with it.
    Drag,
    /// It came up.
    Release,
    /// The right button went down.
    Menu,
    /// The wheel was turned away from the user.
    WheelUp,
    /// The wheel was turned towards the user.
    WheelDown,
}

/// News of the server and of the way to it.
#[derive(Clone, Debug)]
pub enum Net {
    /// This process alone has the account now; here its cache is.
    Holds(PathBuf),
    /// A stored session is being used, or a new one has been made.
    SignedIn(Profile),
    /// It did not work.
    SignInFailed(Failure),
    /// The session is over.
    SessionOver,
    /// This account, by its address, was signed out here, and the server could not be told.
    SignedOutHere(String),
    /// The connection is different.
    Link(Link),
    /// On the one that is lost now, something came last at this time.
    Heard(Timestamp),
    /// Whether an answer on it takes long.
    Waits(bool),
    /// The socket says.
    Said(Box<ServerEvent>),
    /// A page of messages.
    History(ConversationId, Page, Result<Vec<ChatMessage>, Failure>),
    /// People found for a query.
    People(String, Result<Vec<User>, Failure>),
    /// Public groups found for a query.
    Directory(String, Result<Vec<Group>, Failure>),
    /// Messages found for what was written.
    Messages(String, Result<Found, Failure>),
    /// A chat or group was made or joined: the caller is in it now.
    Entered(Entrance, Result<Box<Conversation>, Failure>),
    /// Who is in a conversation, and how far each has read.
    Members(ConversationId, Result<Vec<Member>, Failure>),
    /// Who is in a conversation after somebody was added, removed or given another role.
    MembersChanged(ConversationId, Result<Vec<Member>, Failure>),
    /// A group or group chat is called this now.
    Renamed(ConversationId, Result<String, Failure>),
    /// The user's profile was changed.
    Profile(Result<Profile, Failure>),
    /// A group was left.
    Left(ConversationId, Result<(), Failure>),
}

/// Why the server did not do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It could not be asked, or it did not answer in time.
    Unreachable(Silence),
    /// It refused.
    Refused(ErrorCode, String),
    /// It refused for now; it is worth trying again after so many seconds.
    NotNow(ErrorCode, u64),
    /// The address is none.
    BadServer(String),
    /// Another process has the account open.
    Locked(String),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Nothing listens at this address.
    NothingThere,
    /// There is no computer of this name.
    NoSuchHost,
    /// There is no way to it.
    NoNetwork,
    /// It takes too long.
    Late,
    /// Something else, as the system says it.
    Other(String),
}

impl Silence {
    /// That the server does not answer, and why.
    pub fn said(&self, lang: Lang) -> String {
        lang.fill(Word::Unreachable, &[&self.why(lang)])
    }

    /// What has happened, and what to do about it.
    pub fn why(&self, lang: Lang) -> String {
        let word = match self {
            Self::NothingThere => Word::NothingThere,
            Self::NoSuchHost => Word::NoSuchHost,
            Self::NoNetwork => Word::NoNetwork,
            Self::Late => Word::Late,
            Self::Other(said) => return one_line(said),
        };
        lang.say(word).to_owned()
    }
}

impl<T: Into<String>> From<T> for Silence {
    fn from(why: T) -> Self {
        Self::Other(why.into())
    }
}

impl Failure {
    /// The session is over for good.
    pub const fn ends_session(&self) -> bool {
        matches!(self, Self::Refused(ErrorCode::Unauthenticated, _))
    }
}

impl Net {
    /// Somebody was told that the session is over for good.
    pub fn ends_session(&self) -> bool {
        let (Self::History(_, _, Err(failure))
        | Self::People(_, Err(failure))
        | Self::Directory(_, Err(failure))
        | Self::Messages(_, Err(failure))
        | Self::Entered(_, Err(failure))
        | Self::Members(_, Err(failure))
        | Self::MembersChanged(_, Err(failure))
        | Self::Renamed(_, Err(failure))
        | Self::Profile(Err(failure))
        | Self::Left(_, Err(failure))) = self
        else {
            return false;
        };
        failure.ends_session()
    }
}
