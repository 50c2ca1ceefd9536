//! Everything that the update may ask of the world.

use protocol::{ClientCommand, ConversationId, ConversationKind, Role, UserId};

use crate::{
    desk::Notification,
    model::{Entrance, Entry, Login, Page, Query, Setting},
};

/// A wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Sign in, or make an account and sign in.
    SignIn(Credentials),
    /// Sign out: tell the server and forget the session.
    SignOut,
    /// Try to connect now instead of later.
    Reconnect,
    /// Say it on the socket.
    Say(ClientCommand),
    /// Ask it over HTTP.
    Ask(Request),
    /// Keep it on the disk.
    Keep(Entry),
    /// Look for it on the disk.
    Recall(Recall),
    /// Write a setting into the file, and tell what holds then.
    Set(Setting, String),
    /// Let this text of a conversation be written in the user's editor.
    EditOutside(ConversationId, String),
    /// Look which accounts there are here.
    ListAccounts,
    /// Leave this account and go on with another one, or with a form for one that is not there yet.
    UseAccount(Option<Login>),
    /// Look how it is on this device with an account that is not shown.
    Look(Login),
    /// Lock the screen, if there is a passphrase.
    Lock {
        /// Nobody has asked for it: there was no key for long.
        by_itself: bool,
    },
    /// Open the screen if this is the passphrase.
    Unlock(Passphrase),
    /// Keep this passphrase, and lock the screen.
    SetPassphrase(Passphrase),
    /// Draw everything anew.
    Redraw,
    /// Tell somebody who does not look.
    Notify(Notification),
    /// Put a text onto the clipboard.
    Copy(String),
    /// Open an address of the web.
    OpenAddress(String),
    /// Use the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Ask the terminal what background it has.
    AskBackground,
    /// Let the terminal count as one what is drawn as one.
    UseClusters,
    /// Stop the process until it is continued.
    Suspend,
    /// Stop.
    Quit,
}

/// What opens the screen.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(pub String);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase")
    }
}

/// What it takes to sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Where the server is.
    pub server: String,
    /// The account's address.
    pub email: String,
    /// Its password.
    pub password: String,
    /// The new account's name, when it is to be made.
    pub register: Option<String>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("server", &self.server)
            .field("email", &self.email)
            .field("register", &self.register)
            .finish_non_exhaustive()
    }
}

/// Something to ask over HTTP; each is answered by a [`Net`](crate::message::Net) of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// A page of messages.
    History(ConversationId, Page),
    /// People by part of a name or by their whole address.
    People(String),
    /// Public groups by part of their name.
    Directory(String),
    /// Messages for what is written, in that one chat or in all.
    Messages(String, Option<ConversationId>),
    /// Make a chat with these people.
    CreateChat {
        /// Ids or addresses.
        people: Vec<String>,
        /// Of a group chat.
        name: Option<String>,
        /// For more than two people.
        group: bool,
    },
    /// Make a group.
    CreateGroup {
        /// What to call it.
        name: String,
        /// Anybody can join it.
        public: bool,
        /// Ids or addresses.
        people: Vec<String>,
    },
    /// Who is in a conversation, and how far each has read.
    Members(ConversationId, ConversationKind),
    /// Make these people members.
    Invite(ConversationId, Vec<String>),
    /// Give a member another role.
    Appoint(ConversationId, UserId, Role),
    /// Put a member out of a group or a group chat.
    Remove(ConversationId, ConversationKind, UserId),
    /// Call a group or a group chat something else.
    Rename(ConversationId, ConversationKind, String),
    /// Whether others see when the user is here.
    ShowPresence(bool),
    /// Join a public group.
    Join(ConversationId),
    /// Leave a group or a group chat.
    Leave(ConversationId, ConversationKind),
}

impl Request {
    /// What one gets into by it, if one does.
    pub fn entrance(&self) -> Option<Entrance> {
        match self {
            Self::CreateChat { people, name, .. } => {
                Some(Entrance::Chat { people: people.clone(), name: name.clone() })
            }
            Self::CreateGroup { name, .. } => Some(Entrance::Group(name.clone())),
            Self::Join(id) => Some(Entrance::Joining(*id)),
            _ => None,
        }
    }
}

/// Something to look for on the disk; each is answered by a [`Cached`](crate::message::Cached) of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recall {
    /// A page of messages, as far as it is known without a hole.
    Page(ConversationId, Page),
    /// The newest messages that answer a query.
    Search(Query),
}

/// Hits of a search, at most.
pub const HITS: u32 = 100;

/// How many messages a page has.
pub const fn page_size(page: Page) -> u32 {
    match page {
        Page::Around(_) => protocol::limits::PAGE_MAX,
        Page::Newest | Page::Before(_) | Page::After(_) => 2 * protocol::limits::PAGE_DEFAULT,
    }
}
