//! The mouse: the wheel scrolls what it is over, a click goes there.

use super::{keys, menu, picked, timeline};
use crate::{
    effect::Effect,
    keymap::Action,
    layout::{Area, areas, chat_at, dragged, menu_row, picker, picker_row},
    message::{Mouse, MouseDeed},
    model::{Drag, Model, Overlay, Pane},
};

/// Rows that one step of the wheel scrolls.
const WHEEL_ROWS: i64 = 3;

pub(super) fn act(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    if model.lock.shut.is_some() {
        return Vec::new();
    }
    if let Some(Overlay::Menu(open)) = &model.overlay {
        return match (mouse.deed, menu_row(model, open, mouse.column, mouse.row)) {
            (MouseDeed::Press, Some(row)) => menu::choose_row(model, row),
            (MouseDeed::Press | MouseDeed::Menu, None) => menu::act(model, Action::Close),
            _ => Vec::new(),
        };
    }
    if model.sign_in.is_some() {
        return Vec::new();
    }
    if let Some(overlay) = &model.overlay {
        return if overlay.offered().is_some() { pick(model, mouse) } else { Vec::new() };
    }
    match mouse.deed {
        MouseDeed::WheelUp => wheel(model, mouse, false),
        MouseDeed::WheelDown => wheel(model, mouse, true),
        MouseDeed::Press => return press(model, mouse),
        MouseDeed::Menu => {
            picked::pick_at(model, mouse.row);
            if let Some(key) = model.picked {
                menu::open(model, key);
            }
        }
        MouseDeed::Drag => drag(model, mouse),
        MouseDeed::Release => return release(model, mouse),
    }
    Vec::new()
}

/// In a dialog in which something is chosen a click chooses, one beside it closes it, and the wheel moves the cursor.
fn pick(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let Some(mut open) = model.overlay.take() else { return Vec::new() };
    let at = picker_row(model, &open, mouse.column, mouse.row);
    let is_beside = !over(picker(model, &open), mouse);
    if let (MouseDeed::Press, Some(at)) = (mouse.deed, at) {
        open.select(at);
    }
    let context = open.context();
    model.overlay = Some(open);
    let action = match mouse.deed {
        MouseDeed::Press if at.is_some() => Action::Choose,
        MouseDeed::Press if is_beside => Action::Close,
        MouseDeed::WheelUp => Action::Up,
        MouseDeed::WheelDown => Action::Down,
        _ => return Vec::new(),
    };
    keys::act(model, context, action)
}

fn over(area: Area, mouse: Mouse) -> bool {
    area.holds(mouse.column, mouse.row)
}

fn wheel(model: &mut Model, mouse: Mouse, down: bool) {
    let areas = areas(model);
    if areas.list.is_some_and(|list| over(list, mouse)) {
        super::chats::scroll(model, if down { 1 } else { -1 });
    } else if areas.chat.is_some() {
        timeline::scroll(model, if down { WHEEL_ROWS } else { -WHEEL_ROWS });
    }
}

fn press(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    if let Some(id) = chat_at(model, mouse.column, mouse.row) {
        return timeline::open(model, id);
    }
    let areas = areas(model);
    let Some(chat) = areas.chat else { return Vec::new() };
    if over(chat.composer, mouse) {
        model.pane = Pane::Chat;
        model.picked = None;
    } else if over(chat.timeline, mouse) {
        let cell = (mouse.column, mouse.row);
        model.drag = Some(Drag { from: cell, to: cell });
    }
    Vec::new()
}

/// Within the pane: what is drawn over beside it belongs to something else.
fn drag(model: &mut Model, mouse: Mouse) {
    let Some(area) = areas(model).chat.map(|chat| chat.timeline).filter(|area| area.height > 0) else {
        return;
    };
    let column = mouse.column.clamp(area.x, area.x + area.width.saturating_sub(1));
    let row = mouse.row.clamp(area.y, area.y + area.height - 1);
    if let Some(drag) = &mut model.drag {
        drag.to = (column, row);
    }
}

/// A click puts the cursor on a message; what was drawn over is copied.
fn release(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let Some(drag) = model.drag.take() else { return Vec::new() };
    if drag.from == drag.to {
        picked::pick_at(model, mouse.row);
        return Vec::new();
    }
    let text = dragged(model, drag);
    if text.is_empty() { Vec::new() } else { picked::copy(model, text) }
}
