//! Who has read a message and who has not, row by row.

use super::{DIALOG_ROWS, dialog, picker::within};
use crate::{
    model::{Model, Readers},
    text::wrap,
    words::Word,
};

/// In front of names.
const INDENT: usize = 2;

/// A row of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadersRow {
    /// Who stands below it.
    Heading(&'static str),
    /// Names, or as many of them as there is room for.
    Names(String),
    /// Nothing.
    Blank,
}

/// All of them; none as long as the names are not known.
pub fn readers(model: &Model, readers: &Readers) -> Vec<ReadersRow> {
    let Some(Ok([read, unread])) = &readers.names else { return Vec::new() };
    let lang = model.settings.lang;
    let columns = usize::from(within(dialog(model.size, DIALOG_ROWS)).width).saturating_sub(INDENT);
    let mut rows = Vec::new();
    for (word, names) in [(Word::ReadBy, read), (Word::NotReadBy, unread)] {
        if names.is_empty() && word == Word::NotReadBy {
            continue;
        }
        if !rows.is_empty() {
            rows.push(ReadersRow::Blank);
        }
        rows.push(ReadersRow::Heading(lang.say(word)));
        let all = if names.is_empty() { lang.say(Word::NobodyYet).to_owned() } else { names.join(", ") };
        let line = |range: std::ops::Range<usize>| format!("{:INDENT$}{}", "", &all[range]);
        rows.extend(wrap(&all, columns).into_iter().map(|range| ReadersRow::Names(line(range))));
    }
    rows
}
