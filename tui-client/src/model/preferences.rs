//! What people set in the file of settings, and in the client.

use std::{collections::BTreeMap, time::Duration};

use super::{Notices, Quiet, Ways};
use crate::{
    keymap::Rebinding,
    words::{Lang, Word},
};

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
    /// By what people are told of something new.
    Notify "notify" SetNotify AboutNotify
        ["bell,terminal" "terminal" "bell" "desktop" "bell,terminal,desktop" "off"];
    /// A command that is run for something new.
    NotifyCommand "notify_command" SetNotifyCommand AboutNotifyCommand [""];
    /// Whether people are told what was written.
    Previews "previews" SetPreviews AboutPreviews ["on" "off"];
    /// When people are told nothing.
    QuietHours "quiet_hours" SetQuietHours AboutQuietHours
        ["off" "22:00-08:00" "22:00-07:00" "23:00-08:00" "23:00-07:00"];
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

    /// It can have this value.
    pub fn takes(self, value: &str) -> bool {
        let is_own = match self {
            Self::Theme | Self::NotifyCommand => true,
            Self::Notify => value.parse::<Ways>().is_ok(),
            Self::QuietHours => value.parse::<Quiet>().is_ok(),
            _ => false,
        };
        is_own || self.choices().contains(&value)
    }

    /// What it can be beside the choices.
    const fn others(self) -> Option<Word> {
        match self {
            Self::Theme => Some(Word::OtherTheme),
            Self::Notify => Some(Word::OtherWays),
            Self::NotifyCommand => Some(Word::AnyCommand),
            Self::QuietHours => Some(Word::OtherHours),
            _ => None,
        }
    }

    /// One goes from choice to choice; else it is written by hand alone.
    pub const fn has_choices(self) -> bool {
        self.choices().len() > 1
    }

    /// What it can be, in words.
    pub fn range(self, lang: Lang) -> String {
        let choices =
            self.choices().iter().filter(|_| self.has_choices()).map(|choice| format!("{choice:?}"));
        let others = self.others().map(|word| lang.say(word).to_owned());
        choices.chain(others).collect::<Vec<_>>().join(", ")
    }
}

/// What is set.
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

    /// When and how much to tell of something new.
    pub fn notices(&self) -> Notices {
        let quiet = self.get(Setting::QuietHours).parse().ok();
        Notices { previews: self.get(Setting::Previews) != "off", quiet }
    }

    /// By what to tell of it.
    pub fn ways(&self) -> Ways {
        self.get(Setting::Notify).parse().unwrap_or_default()
    }

    /// What to run for it.
    pub fn notify_command(&self) -> Option<&str> {
        Some(self.get(Setting::NotifyCommand)).filter(|command| !command.trim().is_empty())
    }

    /// Where a part could not be understood, what is not set may have been meant by it: that stays as it was held, and what
    /// others have written is not shown where nothing was.
    #[must_use]
    pub fn careful(mut self, held: &Self) -> Self {
        let previews = held.set(Setting::Previews).unwrap_or("off");
        let kept = [(Setting::Previews, Some(previews)), (Setting::LockAfter, held.set(Setting::LockAfter))];
        for (setting, value) in kept {
            if let (None, Some(value)) = (self.set(setting), value) {
                self.put(setting, value.to_owned());
            }
        }
        self
    }

    /// Sets it.
    pub fn put(&mut self, setting: Setting, value: String) {
        self.values.insert(setting, value);
    }

    /// The next or the previous choice; a value of the user's own is the last of them.
    pub fn step<'a>(&self, setting: Setting, own: Option<&'a str>, forward: bool) -> &'a str {
        let choices: Vec<&'a str> = setting.choices().iter().copied().chain(own).collect();
        let at = choices.iter().position(|choice| *choice == self.get(setting));
        let next = match (at, forward) {
            (None, _) => 0,
            (Some(at), true) => at + 1,
            (Some(at), false) => at + choices.len().saturating_sub(1),
        };
        choices.get(next % choices.len().max(1)).copied().unwrap_or_default()
    }
}
