//! Keys and what they do, as data: the update asks it; the footer, the help, `--keys` and `docs/keys.md` are written from it.
//! Knows nothing of the terminal that the keys come from, nor of the file in which people change them.

mod action;
mod bindings;
mod chord;
mod context;
mod custom;
mod document;
mod key;
mod mistake;
mod vim;

use std::collections::HashSet;

pub use action::{Action, Edit};
pub use chord::{BadChord, Chord};
pub use context::Context;
pub use custom::Rebinding;
pub use document::{book, markdown, plain};
pub use key::{Code, Key, other_layout};
pub use mistake::{Mistake, Trouble};

/// Chords that do one thing in one context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// Which; the first is the one that is shown.
    pub chords: Vec<Chord>,
    /// What they do.
    pub action: Action,
    /// It stands in the footer.
    pub footer: bool,
}

/// What keys mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// This is to be done.
    Action(Action),
    /// A chord begins with them.
    Prefix,
    /// Nothing.
    Nothing,
}

/// The live key map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// Which keys there are before anybody changes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Those of a shell.
    Default,
    /// Those of vi: writing begins with a key and ends with Esc.
    Vim,
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Default, Self::Vim];

    /// That of a name in the file of settings.
    pub fn named(name: &str) -> Self {
        if name == "vim" { Self::Vim } else { Self::Default }
    }
}

impl Default for Keymap {
    fn default() -> Self {
        Self { bindings: bindings::ROOMS.iter().flat_map(bindings::Room::bindings).collect() }
    }
}

impl Keymap {
    /// The keys of a profile.
    pub fn of(profile: Profile) -> Self {
        let keymap = Self::default();
        if profile == Profile::Default {
            return keymap;
        }
        let (mut keymap, _) = keymap.with(&vim::changes());
        keymap.bindings.extend(vim::ROOMS.iter().flat_map(bindings::Room::bindings));
        keymap
    }

    /// All bindings, in the order in which the help shows them.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// What keys, pressed one after the other, mean where `context` is the narrowest that holds. A Cyrillic letter counts
    /// as the Latin one on the same key.
    pub fn find(&self, context: Context, keys: &[Key]) -> Found {
        let found = self.exact(context, keys);
        if found != Found::Nothing {
            return found;
        }
        let latin: Vec<Key> = keys.iter().map(|key| key.on_latin_layout().unwrap_or(*key)).collect();
        self.exact(context, &latin)
    }

    fn exact(&self, context: Context, keys: &[Key]) -> Found {
        let whole = |binding: &&Binding| binding.chords.iter().any(|chord| chord.keys() == keys);
        if let Some(binding) = self.within(context).find(whole) {
            return Found::Action(binding.action);
        }
        let begins = |binding: &Binding| binding.chords.iter().any(|chord| chord.goes_on_after(keys));
        if self.within(context).any(begins) { Found::Prefix } else { Found::Nothing }
    }

    /// The letters that, pressed alone, are more than what they write where `context` is the narrowest that holds.
    pub fn letters(&self, context: Context) -> HashSet<char> {
        let chords = self.within(context).flat_map(|binding| &binding.chords);
        let letters: HashSet<char> = chords.filter_map(|chord| chord.keys().first()?.writes()).collect();
        let others: Vec<char> = letters.iter().copied().filter_map(other_layout).collect();
        letters.into_iter().chain(others).collect()
    }

    /// How chords go on that begin with these keys, and what they do.
    pub fn continuations(&self, context: Context, keys: &[Key]) -> Vec<(String, Action)> {
        let latin: Vec<Key> = keys.iter().map(|key| key.on_latin_layout().unwrap_or(*key)).collect();
        let all = self
            .within(context)
            .flat_map(|binding| binding.chords.iter().map(|chord| (chord, binding.action)));
        let going_on = all.filter(|(chord, _)| chord.goes_on_after(keys) || chord.goes_on_after(&latin));
        going_on.map(|(chord, action)| (chord.after(keys.len()), action)).collect()
    }

    /// The chord to show for an action, or an empty string when it has none.
    pub fn key_of(&self, action: Action) -> String {
        let mut bindings = self.bindings.iter().filter(|binding| binding.action == action);
        bindings.find_map(|binding| binding.chords.first()).map(ToString::to_string).unwrap_or_default()
    }

    /// The chord to show for an action where `context` is the narrowest that holds.
    pub fn chord_in(&self, context: Context, action: Action) -> String {
        let mut bindings = self.within(context).filter(|binding| binding.action == action);
        bindings.find_map(|binding| binding.chords.first()).map(ToString::to_string).unwrap_or_default()
    }

    /// What the footer shows where `context` is the narrowest that holds.
    pub fn footer(&self, context: Context) -> impl Iterator<Item = &Binding> {
        // What a narrower context does with the same key goes before it.
        let holds = move |binding: &&Binding| {
            let first = binding.chords.first();
            first.is_some_and(|chord| self.find(context, chord.keys()) == Found::Action(binding.action))
        };
        // And a menu over a message is closed as the message is.
        let mut shown = Vec::new();
        let is_new = move |binding: &&Binding| {
            let is_new = !shown.contains(&binding.action);
            shown.push(binding.action);
            is_new
        };
        self.within(context).filter(|binding| binding.footer).filter(holds).filter(is_new)
    }

    /// The bindings that hold where `context` is the narrowest, the narrowest first.
    pub fn within(&self, context: Context) -> impl Iterator<Item = &Binding> {
        let of = |context: &'static Context| {
            self.bindings.iter().filter(move |binding| binding.context == *context)
        };
        context.stack().iter().flat_map(of)
    }
}
