//! Which chats of the list are on the screen. The one under the cursor stays where it is while others pass it by; whoever
//! reads a chat has no cursor in the list, and sees who has written last.

use protocol::ConversationId;

use super::{Area, areas};
use crate::model::{Model, Pane};

/// From this height on each chat has two rows.
const TWO_ROWS_FROM: u16 = 12;

/// The part of the list that is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListView {
    /// Where.
    pub area: Area,
    /// Chats above it.
    pub from: usize,
    /// Chats that have room.
    pub fit: usize,
    /// Rows of each.
    pub rows: usize,
}

/// The list as it stands on the screen, when it is there at all.
pub fn list_view(model: &Model) -> Option<ListView> {
    let area = areas(model).list?;
    let rows = if area.height >= TWO_ROWS_FROM { 2 } else { 1 };
    let fit = (usize::from(area.height) / rows).max(1);
    let from = model.chats.scroll.min(model.chats.len().saturating_sub(fit));
    let view = ListView { area, from, fit, rows };
    let cursor = model.chats.selected_row().filter(|_| model.pane == Pane::List);
    Some(cursor.map_or(view, |row| view.showing(row)))
}

impl ListView {
    /// The same, moved no further than it takes to have this row on the screen.
    const fn showing(self, row: usize) -> Self {
        let from = if row < self.from { row } else { self.from };
        let least = (row + 1).saturating_sub(self.fit);
        Self { from: if from < least { least } else { from }, ..self }
    }
}

/// How far the list is to be scrolled, now that its order or its cursor may be another: `before` is what it was, and how
/// many chats were above the cursor.
pub fn list_scroll(model: &Model, before: (Option<ConversationId>, usize)) -> usize {
    let (Some(view), Some(row)) = (list_view(model), model.chats.selected_row()) else {
        return model.chats.scroll;
    };
    let same = before.0 == model.chats.selected;
    // A reader of a chat wants to see who has written last; somebody in the list wants to keep their place.
    let at_top = model.pane == Pane::Chat && model.chats.scroll == 0;
    if !same {
        return view.showing(row).from;
    }
    if at_top {
        return 0;
    }
    let shift = |scroll: usize| (scroll + row).saturating_sub(before.1);
    ListView { from: shift(model.chats.scroll), ..view }.from.min(model.chats.len().saturating_sub(view.fit))
}

/// The chat at a cell of the screen.
pub fn chat_at(model: &Model, column: u16, row: u16) -> Option<ConversationId> {
    let view = list_view(model).filter(|view| view.area.holds(column, row))?;
    let at = usize::from(row - view.area.y) / view.rows;
    (at < view.fit).then(|| model.chats.at(view.from + at)).flatten()
}
