//! The page of settings.

use super::canvas::Canvas;
use crate::{
    layout::Area,
    model::{Model, Setting},
    text::{fit, wrap},
    words::{Lang, Word},
};

/// Columns of what a setting is called.
const NAME: usize = 24;

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, selected: usize) {
    let settings = &model.settings;
    let theme = canvas.theme;
    // On a low screen they move up, so that the one under the cursor is seen.
    let from = (selected + 1).saturating_sub(usize::from(area.height).max(1));
    for (at, setting) in Setting::ALL.iter().enumerate().skip(from) {
        let (mark, style) = if at == selected { (">", theme.selected()) } else { (" ", theme.text()) };
        let name = fit(settings.lang.say(setting.word()), NAME);
        let chosen = said(settings.lang, settings.preferences.get(*setting));
        canvas.fill(area, at - from, &format!("{mark} {name} ‹ {chosen} ›"), style);
    }
    canvas.cursor(area, selected - from, 0);
    let mut row = Setting::ALL.len() + 1 - from;
    let columns = usize::from(area.width);
    let file = settings.lang.fill(Word::FileIs, &[&settings.file]);
    let notes = std::iter::once((file, theme.dim()));
    let problems = settings.problems.iter().map(|problem| (problem.clone(), theme.wrong()));
    for (text, style) in notes.chain(problems) {
        for line in wrap(&text, columns) {
            canvas.put(area, (row, 0), &text[line], style);
            row += 1;
        }
    }
}

/// A value in the language of the interface; the file has it in the one of programs.
fn said(lang: Lang, value: &str) -> &str {
    lang.say(match value {
        "on" => Word::ValueOn,
        "off" => Word::ValueOff,
        "auto" => Word::ValueAuto,
        "default" => Word::ValueDefault,
        _ => return value,
    })
}
