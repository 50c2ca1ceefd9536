//! What can be done with a message, and the signs that can be put to it.

use super::{canvas::Canvas, input::Input, overlay};
use crate::{
    layout::{Area, first_shown, menu_area},
    model::{Menu, Model, Offer, Signs},
    text::{fit, one_line, width},
    words::Word,
};

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, menu: &Menu) {
    let settings = &model.settings;
    let outer = menu_area(model, menu);
    let title = if menu.leftover().is_some() { Word::LeftOver } else { Word::InMessage };
    let area = overlay::framed(model, canvas, outer, title);
    let from = first_shown(outer, menu);
    for (at, offer) in menu.offers.iter().enumerate().skip(from).take(usize::from(area.height)) {
        let selected = at == menu.selected;
        let (mark, style) =
            if selected { (">", canvas.theme.selected()) } else { (" ", canvas.theme.text()) };
        let (name, key) = match offer {
            Offer::Act(action) => (settings.lang.say(action.word()), settings.keymap.key_of(*action)),
            Offer::Link(address) => (address.as_str(), String::new()),
            Offer::Text(_, text) => (text.as_str(), String::new()),
        };
        let room = usize::from(area.width).saturating_sub(3 + width(&key));
        let name = fit(&one_line(name), room);
        canvas.fill(area, at - from, &format!("{mark} {name} {key}"), style);
        if selected {
            canvas.cursor(area, at - from, 0);
        }
    }
}

pub(super) fn draw_signs(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, signs: &Signs) {
    let lang = model.settings.lang;
    Input { label: lang.say(Word::SignName), editor: &signs.query, focused: true, hidden: false }
        .draw(canvas, area, 0);
    let list = overlay::below(area, 2);
    if signs.found.is_empty() {
        canvas.put(list, (0, 0), lang.say(Word::NothingFound), canvas.theme.dim());
    }
    let height = usize::from(list.height).max(1);
    let from = (signs.selected + 1).saturating_sub(height);
    for (at, sign) in signs.found.iter().enumerate().skip(from).take(height) {
        let (mark, style) =
            if at == signs.selected { (">", canvas.theme.selected()) } else { (" ", canvas.theme.text()) };
        let mine = if sign.mine { format!(" · {}", lang.say(Word::SignMine)) } else { String::new() };
        canvas.fill(list, at - from, &format!("{mark} {}  {}{mine}", sign.emoji, sign.name), style);
    }
}
