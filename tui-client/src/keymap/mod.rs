//! Keys and what they do, as data: the update asks it, the footer, the help and `docs/keys.md` are written from it.
//! Knows nothing of the terminal that the keys come from.

mod bindings;
mod document;
mod key;

pub use document::markdown;
pub use key::{Code, Key};

use crate::words::Word;

/// Where a key means something. Several hold at once, the narrowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// The list of chats.
    List,
    /// An open chat with its composer.
    Chat,
    /// The form to sign in or register.
    SignIn,
    /// Finding a person or a public group.
    Picker,
    /// Making a group.
    Form,
    /// The list of keys.
    Help,
    /// A question.
    Confirm,
    /// Wherever text is written.
    Edit,
    /// Wherever one is signed in and no dialog is open.
    Main,
    /// Always.
    Everywhere,
}

impl Context {
    /// All of them, as the help shows them.
    pub const ALL: [Self; 10] = [
        Self::List,
        Self::Chat,
        Self::Main,
        Self::Everywhere,
        Self::Edit,
        Self::SignIn,
        Self::Picker,
        Self::Form,
        Self::Help,
        Self::Confirm,
    ];

    /// What to call it.
    pub const fn word(self) -> Word {
        match self {
            Self::List => Word::InList,
            Self::Chat => Word::InChat,
            Self::SignIn => Word::InSignIn,
            Self::Picker => Word::InPicker,
            Self::Form => Word::InForm,
            Self::Help => Word::InHelp,
            Self::Confirm => Word::InConfirm,
            Self::Edit => Word::InEdit,
            Self::Main => Word::InMain,
            Self::Everywhere => Word::InEverywhere,
        }
    }

    /// Which contexts hold together with this one when it is the narrowest.
    pub const fn stack(self) -> &'static [Self] {
        match self {
            Self::List => &[Self::List, Self::Main, Self::Everywhere],
            Self::Chat => &[Self::Chat, Self::Edit, Self::Main, Self::Everywhere],
            Self::SignIn => &[Self::SignIn, Self::Edit, Self::Everywhere],
            Self::Picker => &[Self::Picker, Self::Edit, Self::Everywhere],
            Self::Form => &[Self::Form, Self::Edit, Self::Everywhere],
            Self::Help => &[Self::Help, Self::Everywhere],
            Self::Confirm => &[Self::Confirm, Self::Everywhere],
            Self::Edit | Self::Main | Self::Everywhere => &[Self::Everywhere],
        }
    }
}

/// Something a key can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is described by the word of its binding")]
pub enum Action {
    Quit,
    Help,
    Redraw,
    Close,
    NewChat,
    NewGroup,
    Browse,
    Reconnect,
    Leave,
    SignOut,
    NextChat,
    PreviousChat,
    NextUnread,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    SwitchPane,
    Send,
    Newline,
    ToList,
    LineUp,
    LineDown,
    ScrollUp,
    ScrollDown,
    Oldest,
    Newest,
    FirstUnread,
    Retry,
    EditRefused,
    Discard,
    Edit(Edit),
    NextField,
    PreviousField,
    Submit,
    ToggleRegister,
    Choose,
}

/// What an editing key does to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is described by the word of its binding")]
pub enum Edit {
    Left,
    Right,
    WordLeft,
    WordRight,
    LineStart,
    LineEnd,
    Backspace,
    Delete,
    DeleteWord,
    KillToStart,
    KillToEnd,
    Yank,
}

/// Keys that do one thing in one context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// Which keys; the first is the one that is shown.
    pub keys: Vec<Key>,
    /// What they do.
    pub action: Action,
    /// How that is said.
    pub word: Word,
    /// It stands in the footer.
    pub footer: bool,
}

/// The live key map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self { bindings: bindings::default() }
    }
}

impl Keymap {
    /// All bindings, in the order in which the help shows them.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// What a key does where `context` is the narrowest that holds. A Cyrillic letter counts as the Latin one on the
    /// same key.
    pub fn action(&self, context: Context, key: Key) -> Option<Action> {
        self.exact(context, key).or_else(|| self.exact(context, key.on_latin_layout()?))
    }

    fn exact(&self, context: Context, key: Key) -> Option<Action> {
        let bound = |context: &Context| {
            self.bindings.iter().find(|b| b.context == *context && b.keys.contains(&key)).map(|b| b.action)
        };
        context.stack().iter().find_map(bound)
    }

    /// The key to show for an action, or an empty string when it has none.
    pub fn key_of(&self, action: Action) -> String {
        let binding = self.bindings.iter().find(|b| b.action == action);
        binding.and_then(|b| b.keys.first()).map(ToString::to_string).unwrap_or_default()
    }

    /// What the footer shows where `context` is the narrowest that holds.
    pub fn footer(&self, context: Context) -> impl Iterator<Item = &Binding> {
        let within =
            move |c: &'static Context| self.bindings.iter().filter(move |b| b.context == *c && b.footer);
        context.stack().iter().flat_map(within)
    }
}
