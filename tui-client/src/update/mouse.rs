//! The mouse: the wheel scrolls what it is over, a click goes there.

use super::timeline;
use crate::{
    effect::Effect,
    layout::{Area, areas, chat_at},
    message::{Mouse, MouseDeed},
    model::{Model, Pane},
};

/// Rows that one step of the wheel scrolls.
const WHEEL_ROWS: i64 = 3;

pub(super) fn act(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    if model.overlay.is_some() || model.sign_in.is_some() {
        return Vec::new();
    }
    match mouse.deed {
        MouseDeed::WheelUp => wheel(model, mouse, false),
        MouseDeed::WheelDown => wheel(model, mouse, true),
        MouseDeed::Press => return press(model, mouse),
        MouseDeed::Menu | MouseDeed::Drag | MouseDeed::Release => {}
    }
    Vec::new()
}

fn over(area: Area, mouse: Mouse) -> bool {
    area.holds(mouse.column, mouse.row)
}

fn wheel(model: &mut Model, mouse: Mouse, down: bool) {
    let areas = areas(model);
    if areas.list.is_some_and(|list| over(list, mouse)) {
        super::chats::step_by(model, if down { 1 } else { -1 });
    } else if areas.chat.is_some() {
        timeline::scroll(model, if down { WHEEL_ROWS } else { -WHEEL_ROWS });
    }
}

fn press(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    if let Some(id) = chat_at(model, mouse.column, mouse.row) {
        return timeline::open(model, id);
    }
    let areas = areas(model);
    if areas.chat.is_some_and(|chat| over(chat.composer, mouse)) {
        model.pane = Pane::Chat;
    }
    Vec::new()
}
