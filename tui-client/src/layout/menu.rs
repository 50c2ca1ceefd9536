//! Where the menu of a message stands: in the middle, as high as what it offers.

use super::Area;
use crate::model::{Menu, Model};

/// Columns of the menu with its frame.
const WIDTH: u16 = 44;
/// The frame above and below.
const FRAME: u16 = 2;

/// The whole menu.
pub fn menu_area(model: &Model, menu: &Menu) -> Area {
    let (columns, rows) = model.size;
    let wanted = u16::try_from(menu.offers.len()).unwrap_or(u16::MAX).saturating_add(FRAME);
    let (width, height) = (columns.min(WIDTH), rows.saturating_sub(2).min(wanted));
    Area { x: (columns - width) / 2, y: 1 + (rows.saturating_sub(2) - height) / 2, width, height }
}

/// Which of its rows is at a cell of the screen.
pub fn menu_row(model: &Model, menu: &Menu, column: u16, row: u16) -> Option<usize> {
    let area = menu_area(model, menu);
    let within = area.holds(column, row) && row > area.y && row + 1 < area.y + area.height;
    within.then(|| usize::from(row - area.y - 1) + first_shown(area, menu))
}

/// The first row that shows, so that the one under the cursor does.
pub fn first_shown(area: Area, menu: &Menu) -> usize {
    let height = usize::from(area.height.saturating_sub(FRAME)).max(1);
    (menu.selected + 1).saturating_sub(height)
}
