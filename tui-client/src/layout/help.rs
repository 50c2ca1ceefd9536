//! The list of keys, row by row, from the live key map: first those that hold where it was asked for.

use crate::{
    keymap::{Binding, Context},
    model::Model,
    text::width,
};

/// Below this width only the first key of each binding shows.
const ALL_KEYS_FROM: u16 = 60;

/// A row of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    /// Where the keys below it hold.
    Heading(String),
    /// Keys, filled up to the same width, and what they do.
    Keys(String, String),
    /// Nothing.
    Blank,
}

/// The whole help.
pub fn help(model: &Model) -> Vec<HelpRow> {
    let settings = &model.settings;
    let shown = if model.size.0 < ALL_KEYS_FROM { 1 } else { usize::MAX };
    let named: Vec<(&Binding, String)> = settings
        .keymap
        .bindings()
        .iter()
        .filter(|b| !b.chords.is_empty())
        .map(|b| (b, names(b, shown)))
        .collect();
    let widest = named.iter().map(|(_, names)| width(names)).max().unwrap_or(0);
    let mut rows = Vec::new();
    let here = model.context_beneath().stack();
    let elsewhere = Context::ALL.iter().filter(|context| !here.contains(context));
    for context in here.iter().chain(elsewhere) {
        if !named.iter().any(|(binding, _)| binding.context == *context) {
            continue;
        }
        if !rows.is_empty() {
            rows.push(HelpRow::Blank);
        }
        rows.push(HelpRow::Heading(settings.lang.say(context.word()).to_owned()));
        let keys = named.iter().filter(|(binding, _)| binding.context == *context);
        rows.extend(keys.map(|(binding, names)| {
            HelpRow::Keys(
                crate::text::fit(names, widest),
                settings.lang.say(binding.action.word()).to_owned(),
            )
        }));
    }
    rows
}

/// How many rows of the help do not fit on the screen.
pub fn help_overflow(model: &Model) -> usize {
    // The top row, the bottom row and the heading are not the help's.
    help(model).len().saturating_sub(usize::from(model.size.1.saturating_sub(3)))
}

fn names(binding: &Binding, shown: usize) -> String {
    let names: Vec<String> = binding.chords.iter().take(shown).map(ToString::to_string).collect();
    names.join(" ")
}
