//! What people set in the file of settings, and in the client.

use std::{collections::BTreeMap, time::Duration};

use crate::{keymap::Rebinding, words::Word};

macro_rules! settings {
    ($($(#[$doc:meta])* $variant:ident $name:literal $word:ident $about:ident [$($choice:literal)*];)*) => {
        /// Something that can be set.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Setting { $($(#[$doc])* $variant),* }

        impl Setting {
            /// All of them, in the order of the file.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// What the file calls it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// What people call it.
            pub const fn word(self) -> Word {
                match self { $(Self::$variant => Word::$word),* }
            }

            /// What the file says of it.
            pub const fn about(self) -> Word {
                match self { $(Self::$variant => Word::$about),* }
            }

            /// What it can be; the first is what holds when nothing is set.
            pub const fn choices(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($choice),*]),* }
            }
        }
    };
}

settings! {
    /// The language of the interface.
    Language "language" SetLanguage AboutLanguage ["auto" "en" "ru"];
    /// How everything looks.
    Theme "theme" SetTheme AboutTheme ["auto" "dark" "light" "16" "mono"];
    /// Whether the mouse is used.
    Mouse "mouse" SetMouse AboutMouse ["on" "off"];
    /// Which keys.
    Profile "profile" SetProfile AboutProfile ["default" "vim"];
    /// Whether others see that one types.
    Typing "typing" SetTyping AboutTyping ["on" "off"];
    /// Whether the accounts that are not shown are connected too.
    Others "other_accounts" SetOthers AboutOthers ["on" "off"];
    /// When the screen is locked by itself, in minutes.
    LockAfter "lock_after" SetLockAfter AboutLockAfter ["off" "1" "2" "5" "10" "15" "30" "60"];
    /// How signs are drawn that are made of several characters.
    Emoji "emoji" SetEmoji AboutEmoji ["auto" "whole" "plain"];
    /// Where the secrets of sessions lie.
    Secrets "secrets" SetSecrets AboutSecrets ["auto" "file" "keyring"];
    /// How much the client writes down of itself.
    Log "log" SetLog AboutLog ["warn" "off" "info" "debug"];
}

impl Setting {
    /// That of a name in the file.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|setting| setting.name() == name)
    }

    /// It may have a value that is not among the choices: a name of the user's own.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Theme)
    }
}

/// What the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    values: BTreeMap<Setting, String>,
    /// The changed keys.
    pub keys: Vec<Rebinding>,
}

impl Preferences {
    /// What is set, if it is.
    pub fn set(&self, setting: Setting) -> Option<&str> {
        self.values.get(&setting).map(String::as_str)
    }

    /// What holds: what is set, or what holds without.
    pub fn get(&self, setting: Setting) -> &str {
        self.set(setting).unwrap_or_else(|| setting.choices().first().copied().unwrap_or_default())
    }

    /// After how long without a key the screen is locked.
    pub fn lock_after(&self) -> Option<Duration> {
        self.get(Setting::LockAfter).parse().ok().map(Duration::from_mins)
    }

    /// Others see that one types.
    pub fn shows_typing(&self) -> bool {
        self.get(Setting::Typing) != "off"
    }

    /// Sets it.
    pub fn put(&mut self, setting: Setting, value: String) {
        self.values.insert(setting, value);
    }

    /// The next or the previous choice.
    pub fn step(&self, setting: Setting, forward: bool) -> &'static str {
        let choices = setting.choices();
        let at = choices.iter().position(|choice| *choice == self.get(setting));
        let next = match (at, forward) {
            (None, _) => 0,
            (Some(at), true) => at + 1,
            (Some(at), false) => at + choices.len().saturating_sub(1),
        };
        choices.get(next % choices.len().max(1)).copied().unwrap_or_default()
    }
}
