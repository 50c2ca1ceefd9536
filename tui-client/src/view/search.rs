//! Finding messages: what is looked for, and what was found with what stands around it.

use super::{
    canvas::Canvas,
    input::{Input, LABEL},
    overlay::{below, boxed, draw_error},
};
use crate::{
    layout::{Area, HIT_ROWS as ROWS, short_time, time_of_day},
    model::{Hit, Model, Search},
    text::{excerpt, truncate, width},
    words::Word,
};

pub(super) fn draw(model: &Model, search: &Search, canvas: &mut Canvas<'_, '_>) {
    let lang = model.settings.lang;
    let area = boxed(model, canvas, Word::FindMessage, model.size.1);
    let picker = &search.picker;
    let input =
        Input { label: lang.say(Word::FindWords), editor: &picker.query, focused: true, hidden: false };
    input.draw(canvas, area, 0);
    if search.again {
        let written = LABEL..LABEL + width(picker.query.text());
        canvas.select(area, 0, written);
    }
    let list = below(area, 2);
    if let Some(error) = &picker.error {
        return draw_error(canvas, list, error);
    }
    if picker.found.is_empty() {
        let word = match (picker.asked.is_some(), picker.answered) {
            (false, _) => Word::SearchHint,
            (true, false) => Word::Searching,
            (true, true) => Word::NothingFound,
        };
        let said = truncate(lang.say(word), usize::from(list.width));
        canvas.put(list, (0, 0), &said, canvas.theme.dim());
        return;
    }
    let fit = (usize::from(list.height) / ROWS).max(1);
    let from = (picker.selected + 1).saturating_sub(fit);
    for (at, hit) in picker.found.iter().enumerate().skip(from).take(fit) {
        let row = Row { at: (at - from) * ROWS, selected: at == picker.selected };
        draw_hit(model, canvas, list, (search, hit), &row);
    }
}

struct Row {
    at: usize,
    selected: bool,
}

fn draw_hit(
    model: &Model,
    canvas: &mut Canvas<'_, '_>,
    area: Area,
    (search, hit): (&Search, &Hit),
    row: &Row,
) {
    let columns = usize::from(area.width);
    let (mark, style) =
        if row.selected { (">", canvas.theme.selected()) } else { (" ", canvas.theme.text()) };
    let day = short_time(model, hit.created_at);
    let time = time_of_day(model, hit.created_at);
    let when = if day == time { time } else { format!("{day} {time}") };
    // A chat between two is called after the other.
    let who = if hit.title == hit.sender_name {
        format!("{mark} {}", hit.title)
    } else {
        format!("{mark} {} · {}", hit.title, hit.sender_name)
    };
    canvas.fill(area, row.at, &truncate(&who, columns.saturating_sub(width(&when) + 1)), style);
    canvas.put_right(area, row.at, &when, style);
    let mut column = 2;
    for (piece, wanted) in excerpt(&hit.text, &search.query.words, columns.saturating_sub(2)) {
        let style = if wanted { canvas.theme.lively() } else { canvas.theme.dim() };
        column = canvas.put(area, (row.at + 1, column), &piece, style);
    }
}
