//! The page of settings.

use super::canvas::Canvas;
use crate::{
    layout::Area,
    model::{Model, Setting, Settings, Ways},
    text::{fit, one_line, truncate, width, wrap},
    words::{Lang, Word},
};

/// Rows of the page, with its frame, where there is room.
pub(super) const ROWS: u16 = 26;
/// Columns of what a setting is called,
const NAME: usize = 24;
/// and as few as that where its value is long.
const SHORT_NAME: usize = 8;
/// The mark before the name and what stands between it and the value.
const BETWEEN: usize = 3;

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, selected: usize) {
    let settings = &model.settings;
    let theme = canvas.theme;
    // On a low screen they move up, so that the one under the cursor is seen.
    let from = (selected + 1).saturating_sub(usize::from(area.height).max(1));
    for (at, setting) in Setting::ALL.iter().enumerate().skip(from) {
        let (mark, style) = if at == selected { (">", theme.selected()) } else { (" ", theme.text()) };
        let line = line(settings, *setting, usize::from(area.width));
        canvas.fill(area, at - from, &format!("{mark} {line}"), style);
    }
    canvas.cursor(area, selected - from, 0);
    let mut row = Setting::ALL.len() + 1 - from;
    let columns = usize::from(area.width);
    let file = settings.lang.fill(Word::FileIs, &[&settings.file]);
    let notes = std::iter::once(file).chain(forced(settings)).map(|note| (note, theme.dim()));
    let problems = settings.problems.iter().map(|problem| (problem.clone(), theme.wrong()));
    for (text, style) in notes.chain(problems) {
        for line in wrap(&text, columns) {
            canvas.put(area, (row, 0), &text[line], style);
            row += 1;
        }
    }
}

/// What a setting is called and what it is: between arrows where it can be chosen here, with a star where it is given elsewhere.
fn line(settings: &Settings, setting: Setting, columns: usize) -> String {
    let value = said(settings.lang, setting, settings.preferences.get(setting));
    let (before, after) = match setting {
        _ if settings.forced.contains_key(&setting) => ("", " *"),
        _ if setting.has_choices() => ("‹ ", " ›"),
        _ => ("", ""),
    };
    let room = columns.saturating_sub(SHORT_NAME + BETWEEN + width(before) + width(after));
    let value = format!("{before}{}{after}", truncate(&value, room));
    let name = NAME.min(columns.saturating_sub(width(&value) + BETWEEN));
    format!("{} {value}", fit(settings.lang.say(setting.word()), name))
}

/// What flags and the environment decide.
fn forced(settings: &Settings) -> Option<String> {
    let by: Vec<&str> = settings.forced.values().copied().collect();
    (!by.is_empty()).then(|| settings.lang.fill(Word::ForcedNote, &[&by.join(", ")]))
}

/// A value in the language of the interface; the file has it in the one of programs.
fn said(lang: Lang, setting: Setting, value: &str) -> String {
    let word = match value {
        "on" => Word::ValueOn,
        "off" => Word::ValueOff,
        "auto" => Word::ValueAuto,
        "default" => Word::ValueDefault,
        "" => Word::ValueNone,
        _ if setting == Setting::Notify => return ways(lang, value.parse().unwrap_or_default()),
        _ => return one_line(value),
    };
    lang.say(word).to_owned()
}

fn ways(lang: Lang, ways: Ways) -> String {
    let all = [
        (ways.bell, Word::WayBell),
        (ways.terminal, Word::WayTerminal),
        (ways.desktop, Word::WayDesktop),
        (ways.is_silent(), Word::ValueOff),
    ];
    let held = all.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| lang.say(word));
    held.collect::<Vec<_>>().join(", ")
}
