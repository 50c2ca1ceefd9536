//! Dialogs over the chats.

use std::{collections::BTreeMap, time::Duration};

use protocol::{ConversationId, Group, MessageId, Timestamp, User, UserId};

use super::{
    Accounts, Editor, Entrance, Errand, Form, Login, Members, Menu, Naming, Palette, Search, Setting, Signs,
    later,
};
use crate::keymap::Context;

/// A search begins when nothing was typed for this long.
const TYPING_PAUSE: Duration = Duration::from_millis(250);

/// An open dialog.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The list of keys, scrolled by so many rows.
    Help {
        /// Rows above the view.
        scroll: usize,
    },
    /// What can be set; the cursor is on this row.
    Settings {
        /// The row.
        selected: usize,
        /// Values of the user's own that were left meanwhile: the choices lead back to them.
        own: BTreeMap<Setting, String>,
    },
    /// Find a person and start a chat.
    People(Picker<User>),
    /// Find a public group and join it.
    Directory(Picker<Group>),
    /// Find a message and go to it.
    Search(Box<Search>),
    /// Go to a chat, or do something.
    Palette(Box<Palette>),
    /// Make a group chat or a group.
    Form(Box<Form>),
    /// Give a group or group chat another name.
    Naming(Box<Naming>),
    /// A question.
    Confirm(Question),
    /// Who has read a message.
    Readers(Readers),
    /// Who is in a conversation.
    Members(Box<Members>),
    /// Find a person who is to be in it.
    Invite(ConversationId, Picker<User>),
    /// What can be done with a message.
    Menu(Menu),
    /// Put a sign to a message.
    Signs(Box<Signs>),
    /// The accounts of this device.
    Accounts(Accounts),
}

/// A question; yes does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Leave a group?
    Leave(ConversationId),
    /// Take this message back?
    Delete(ConversationId, MessageId),
    /// Put this member out?
    Remove(ConversationId, UserId, String),
    /// Give the group to this member?
    HandOver(ConversationId, UserId, String),
    /// Sign out, although that loses something?
    SignOut {
        /// Messages that are not sent, and changes.
        unsent: usize,
        /// Texts that are being written.
        drafts: usize,
    },
    /// Quit although messages are on their way?
    Quit,
    /// Quit although the disk has not taken what was written?
    QuitUnkept,
    /// Go to another account, or to a form, although the disk has not taken what was written?
    SwitchUnkept(Option<Login>),
    /// Write so long a text that was pasted?
    Paste {
        /// How many lines it has.
        lines: usize,
        /// How many characters.
        chars: usize,
    },
}

impl Question {
    /// Which keys answer it.
    pub const fn context(&self) -> Context {
        match self {
            Self::SignOut { unsent: 1.., .. }
            | Self::SignOut { drafts: 1.., .. }
            | Self::QuitUnkept
            | Self::SwitchUnkept(_) => Context::Loss,
            _ => Context::Confirm,
        }
    }
}

/// Who has read a message and who has not, once that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readers {
    /// Where it is.
    pub conversation: ConversationId,
    /// Its place.
    pub seq: i64,
    /// The names of those who have and of those who have not, or why that cannot be said.
    pub names: Option<Result<[Vec<String>; 2], String>>,
    /// Rows above the view.
    pub scroll: usize,
}

/// A search with its results.
#[derive(Clone, Debug)]
pub struct Picker<T> {
    /// What is looked for.
    pub query: Editor,
    /// What was found for the query that was asked last.
    pub found: Vec<T>,
    /// The one under the cursor.
    pub selected: usize,
    /// The query that was asked last.
    pub asked: Option<String>,
    /// The answer to it is there.
    pub answered: bool,
    /// When to ask.
    pub due: Option<Timestamp>,
    /// Why it did not work.
    pub error: Option<String>,
    /// What was chosen in it and is being made or joined.
    pub entering: Option<Entrance>,
}

impl<T> Default for Picker<T> {
    fn default() -> Self {
        Self {
            query: Editor::default(),
            found: Vec::new(),
            selected: 0,
            asked: None,
            answered: false,
            due: None,
            error: None,
            entering: None,
        }
    }
}

impl<T> Picker<T> {
    /// The query has changed.
    pub fn touched(&mut self, now: Timestamp) {
        self.due = Some(later(now, TYPING_PAUSE));
        self.error = None;
        self.entering = None;
    }

    /// The query to ask now, if there is one.
    pub fn take_query(&mut self, now: Timestamp) -> Option<String> {
        self.due.filter(|due| *due <= now)?;
        self.due = None;
        let query = self.query.text().trim().to_owned();
        self.asked = Some(query.clone());
        self.answered = false;
        Some(query)
    }

    /// The answer to a query; an older query's is dropped.
    pub fn answer(&mut self, query: &str, found: Result<Vec<T>, String>) {
        if self.asked.as_deref() != Some(query) {
            return;
        }
        self.answered = true;
        self.selected = 0;
        match found {
            Ok(found) => self.found = found,
            Err(error) => {
                // It stands where they stood: what is not seen is not chosen.
                self.found.clear();
                self.error = Some(error);
            }
        }
    }

    /// Moves the cursor.
    pub fn step(&mut self, down: bool) {
        let last = self.found.len().saturating_sub(1);
        self.selected = if down { (self.selected + 1).min(last) } else { self.selected.saturating_sub(1) };
    }

    /// What is under the cursor, as long as it answers what is written.
    pub fn chosen(&self) -> Option<&T> {
        let fresh = self.due.is_none() && self.answered;
        self.found.get(self.selected).filter(|_| fresh)
    }
}

impl Overlay {
    /// Which keys hold in it.
    pub const fn context(&self) -> Context {
        match self {
            Self::Help { .. } => Context::Help,
            Self::People(_)
            | Self::Directory(_)
            | Self::Search(_)
            | Self::Palette(_)
            | Self::Invite(..)
            | Self::Signs(_)
            | Self::Accounts(_) => Context::Picker,
            Self::Menu(_) => Context::Menu,
            Self::Members(_) => Context::Members,
            Self::Settings { .. } => Context::Settings,
            Self::Form(_) => Context::Form,
            Self::Naming(_) => Context::Naming,
            Self::Confirm(question) => question.context(),
            Self::Readers(_) => Context::Readers,
        }
    }

    /// Where something is chosen: which of what is offered is under the cursor, and how much is offered.
    pub fn offered(&self) -> Option<(usize, usize)> {
        match self {
            Self::People(picker) | Self::Invite(_, picker) => Some((picker.selected, picker.found.len())),
            Self::Directory(picker) => Some((picker.selected, picker.found.len())),
            Self::Search(search) => Some((search.picker.selected, search.picker.found.len())),
            Self::Palette(palette) => Some((palette.selected, palette.found.len())),
            Self::Signs(signs) => Some((signs.selected, signs.found.len())),
            // After them another one can be added.
            Self::Accounts(accounts) => Some((accounts.selected, accounts.known.len() + 1)),
            _ => None,
        }
    }

    /// Puts the cursor on one of what is offered.
    pub fn select(&mut self, at: usize) {
        match self {
            Self::People(picker) | Self::Invite(_, picker) => picker.selected = at,
            Self::Directory(picker) => picker.selected = at,
            Self::Search(search) => search.picker.selected = at,
            Self::Palette(palette) => palette.selected = at,
            Self::Signs(signs) => signs.selected = at,
            Self::Accounts(accounts) => accounts.selected = at,
            _ => {}
        }
    }

    /// It is about this conversation alone.
    pub fn is_about(&self, id: ConversationId) -> bool {
        match self {
            Self::Members(members) => members.conversation == id,
            Self::Naming(naming) => naming.conversation == id,
            Self::Readers(readers) => readers.conversation == id,
            Self::Palette(palette) => matches!(palette.errand, Errand::Forward(about, _) if about == id),
            Self::Invite(about, _)
            | Self::Confirm(
                Question::Leave(about)
                | Question::Delete(about, _)
                | Question::Remove(about, ..)
                | Question::HandOver(about, ..),
            ) => *about == id,
            _ => false,
        }
    }

    /// What was chosen in it and is being made or joined: whoever waits for that goes there when it is done.
    pub fn entering(&mut self) -> Option<&mut Option<Entrance>> {
        match self {
            Self::People(picker) => Some(&mut picker.entering),
            Self::Directory(picker) => Some(&mut picker.entering),
            Self::Members(members) => Some(&mut members.entering),
            Self::Form(form) => Some(&mut form.entering),
            _ => None,
        }
    }

    /// When its search is to be asked.
    pub fn search_due(&self) -> Option<Timestamp> {
        match self {
            Self::People(picker) | Self::Invite(_, picker) => picker.due,
            Self::Directory(picker) => picker.due,
            Self::Search(search) => search.picker.due,
            Self::Form(form) => form.people.due,
            Self::Help { .. }
            | Self::Settings { .. }
            | Self::Palette(_)
            | Self::Naming(_)
            | Self::Confirm(_)
            | Self::Readers(_)
            | Self::Members(_)
            | Self::Menu(_)
            | Self::Signs(_)
            | Self::Accounts(_) => None,
        }
    }
}
