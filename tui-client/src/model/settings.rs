//! What holds while the client runs, until it is set otherwise.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{Notices, Preferences, Setting};
use crate::{keymap::Keymap, theme::Look, words::Lang};

/// How it is drawn and said; chosen at the start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The language of the interface.
    pub lang: Lang,
    /// How everything looks.
    pub look: Look,
    /// When and how much to tell somebody who does not look.
    pub notices: Notices,
    /// The mouse is used; the terminal has it otherwise.
    pub mouse: bool,
    /// For the times of messages.
    pub zone: TimeZone,
    /// The keys.
    pub keymap: Keymap,
    /// What is set, by flags, by the environment or in the file of settings.
    pub preferences: Preferences,
    /// What the file does not decide, and which flag and variable do.
    pub forced: BTreeMap<Setting, &'static str>,
    /// What is wrong in it.
    pub problems: Vec<String>,
    /// Where it is.
    pub file: String,
}

#[cfg(test)]
impl Settings {
    /// As they are where nothing is set.
    pub(crate) fn bare() -> Self {
        Self {
            lang: Lang::En,
            look: Look::fixed(crate::theme::Theme::mono()),
            notices: Preferences::default().notices(),
            mouse: false,
            zone: TimeZone::UTC,
            keymap: Keymap::default(),
            preferences: Preferences::default(),
            forced: BTreeMap::new(),
            problems: Vec::new(),
            file: String::new(),
        }
    }
}
