//! A message in lines: its text with its marks, and what is said about it. What it costs is paid once for each version of
//! a message and each width.

use std::{ops::Range, rc::Rc};

use protocol::Message;

use super::{body::BAR, clock, entry::Scene};
use crate::{
    model::{Laid, Line},
    text::{Block, Passage, one_line, rich, wrap},
    words::Word,
};

/// In front of the text of a message.
const INDENT: usize = 2;
/// At the right of a message: a space, its time, a space, its tick.
const GUTTER: usize = 9;
/// The same where there is little room: a space and its tick.
const NARROW_GUTTER: usize = 3;
/// Below this width the time is left out.
pub(super) const TIME_FROM: usize = 32;

impl Scene<'_> {
    /// Columns of the text.
    pub(super) fn columns(&self) -> usize {
        let gutter = if self.width < TIME_FROM { NARROW_GUTTER } else { GUTTER };
        self.width.saturating_sub(INDENT + gutter).max(2)
    }

    pub(super) fn laid(&self, message: &Message) -> Rc<Laid> {
        let columns = self.columns();
        self.timeline.laid.get(message.seq, columns, || {
            let lang = self.model.settings.lang;
            let mut notes = Vec::new();
            let mut text = Vec::new();
            if message.deleted {
                notes.extend(lines(lang.say(Word::Deleted), columns));
            } else {
                // What is asked for calls nobody yet.
                let asked = self.model.deeds.edits.text_of(message.id);
                let rich =
                    asked.map_or_else(|| rich(&message.text, &mentions(message)), |text| rich(text, &[]));
                text = passages(rich, columns);
                if message.edited_at.is_some() || asked.is_some() {
                    notes.extend(lines(&format!("({})", lang.say(Word::Edited)), columns));
                }
                if !message.reactions.is_empty() {
                    notes.extend(lines(&reactions(message), columns));
                }
            }
            let day = clock::day(self.model, message.created_at);
            let time = clock::time_of_day(self.model, message.created_at);
            Laid { columns, day, time, text, notes }
        })
    }
}

/// A text in lines.
pub(super) fn lines(text: &str, columns: usize) -> Vec<String> {
    wrap(text, columns).into_iter().map(|range| text[range].to_owned()).collect()
}

/// Text with its marks, line by line; in front of a quote and of code there is room for a bar.
pub(super) fn passages(passages: Vec<Passage>, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut before = 0;
    for Passage { block, text, marks } in passages {
        let bar = if block == Block::Plain { 0 } else { BAR };
        let ranges = wrap(&text, columns.saturating_sub(bar).max(2));
        for (at, range) in ranges.iter().enumerate() {
            let between = ranges.get(at + 1).map(|next| &text[range.end..next.start]);
            let within = marks.iter().filter(|(part, _)| part.start < range.end && part.end > range.start);
            let cut = |part: &Range<usize>| {
                part.start.max(range.start) - range.start..part.end.min(range.end) - range.start
            };
            let marks = within.map(|(part, marks)| (cut(part), *marks)).collect();
            lines.push(Line {
                text: text[range.clone()].to_owned(),
                block,
                marks,
                from: before + range.start,
                goes_on: between.filter(|between| !between.contains('\n')).map(str::len),
            });
        }
        before += text.len() + 1;
    }
    lines
}

/// The parts of the text that call somebody. Where they do not begin with the sign the text is not the one that they were
/// counted in.
fn mentions(message: &Message) -> Vec<Range<usize>> {
    let byte = |chars: usize| message.text.char_indices().nth(chars).map_or(message.text.len(), |(at, _)| at);
    let range = |mention: &protocol::Mention| {
        let start = usize::try_from(mention.span.start).unwrap_or(usize::MAX);
        let length = usize::try_from(mention.span.length).unwrap_or(0);
        byte(start)..byte(start.saturating_add(length))
    };
    message.mentions.iter().map(range).filter(|range| message.text[range.clone()].starts_with('@')).collect()
}

/// `👍 2  [❤️ 1]`: the user's own stand in brackets.
fn reactions(message: &Message) -> String {
    let one = |reaction: &protocol::Reaction| {
        let (emoji, count) = (one_line(&reaction.emoji), reaction.count);
        if reaction.mine { format!("[{emoji} {count}]") } else { format!("{emoji} {count}") }
    };
    message.reactions.iter().map(one).collect::<Vec<_>>().join("  ")
}
