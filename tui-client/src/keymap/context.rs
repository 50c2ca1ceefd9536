//! Where keys hold.

use crate::words::Word;

macro_rules! contexts {
    ($($(#[$doc:meta])* $variant:ident $name:literal $word:ident [$($stack:ident)*];)*) => {
        /// Where a key means something. Several hold at once, the narrowest first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Context { $($(#[$doc])* $variant),* }

        impl Context {
            /// All of them, as the help shows them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// What the file of settings calls it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// What to call it.
            pub const fn word(self) -> Word {
                match self { $(Self::$variant => Word::$word),* }
            }

            /// Which contexts hold together with this one when it is the narrowest.
            pub const fn stack(self) -> &'static [Self] {
                match self { $(Self::$variant => &[Self::$variant, $(Self::$stack),*]),* }
            }
        }
    };
}

contexts! {
    /// The list of chats.
    List "list" InList [Main Everywhere];
    /// An open chat with its composer.
    Chat "chat" InChat [Edit Main Everywhere];
    /// A message of the open chat, under the cursor.
    Message "message" InMessage [Main Everywhere];
    /// The messages of the open chat alone.
    Bare "bare" InBare [Main Everywhere];
    /// Who is in a conversation.
    Members "members" InMembers [Everywhere];
    /// What can be done with a message; its keys do it at once.
    Menu "menu" InMenu [Message Everywhere];
    /// Who has read a message.
    Readers "readers" InReaders [Everywhere];
    /// What was begun in an open chat can be completed; its keys go before those of the chat.
    Complete "complete" InComplete [Chat Edit Main Everywhere];
    /// An open chat in the normal mode of the vim profile: letters are keys.
    Normal "normal" InNormal [Main Everywhere];
    /// Wherever one is signed in and no dialog is open.
    Main "main" InMain [Everywhere];
    /// Always.
    Everywhere "everywhere" InEverywhere [];
    /// Wherever text is written.
    Edit "edit" InEdit [Everywhere];
    /// The form to sign in or register.
    SignIn "sign-in" InSignIn [Edit Everywhere];
    /// Finding a person or a public group.
    Picker "picker" InPicker [Edit Everywhere];
    /// Making a group.
    Form "form" InForm [Edit Everywhere];
    /// Giving a group or group chat another name.
    Naming "naming" InNaming [Edit Everywhere];
    /// The list of keys.
    Help "help" InHelp [Everywhere];
    /// The page of settings.
    Settings "settings" InSettings [Everywhere];
    /// The screen is shut: nothing else holds.
    Lock "lock" InLock [Edit];
    /// A question.
    Confirm "question" InConfirm [Everywhere];
    /// One whose yes loses something: no other key says it by the way.
    Loss "loss" InLoss [Everywhere];
}

impl Context {
    /// That of a name in the file of settings.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|context| context.name() == name)
    }

    /// Those that can be the narrowest: where somebody is.
    pub fn places() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|context| !matches!(context, Self::Main | Self::Everywhere | Self::Edit))
    }

    /// Keys that write a letter write it here.
    pub fn writes(self) -> bool {
        self.stack().contains(&Self::Edit)
    }
}
