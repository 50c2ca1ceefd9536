//! Where a dialog stands, and which row of one in which something is chosen lies at a cell of the screen.

use super::Area;
use crate::model::{Model, Overlay};

/// Columns of a dialog with its frame.
pub const DIALOG_COLUMNS: u16 = 64;
/// Rows of most of them.
pub const DIALOG_ROWS: u16 = 18;
/// What is looked for and a free row.
const QUERY_ROWS: u16 = 2;
/// Below the accounts the reason stands why one could not be opened.
const REASON_ROWS: u16 = 3;

/// A dialog of at most so many rows, with its frame.
pub fn dialog(size: (u16, u16), height: u16) -> Area {
    let (columns, rows) = size;
    let (width, height) = (columns.min(DIALOG_COLUMNS), rows.saturating_sub(2).min(height));
    Area { x: (columns - width) / 2, y: 1 + (rows.saturating_sub(2) - height) / 2, width, height }
}

/// What is within its frame.
pub const fn within(dialog: Area) -> Area {
    let Area { x, y, width, height } = dialog;
    Area { x: x + 2, y: y + 1, width: width.saturating_sub(4), height: height.saturating_sub(2) }
}

/// The whole of a dialog in which something is chosen.
pub fn picker(model: &Model, overlay: &Overlay) -> Area {
    dialog(model.size, if matches!(overlay, Overlay::Search(_)) { model.size.1 } else { DIALOG_ROWS })
}

/// How many of what it lists such a dialog shows at once, and so a page of it has.
pub fn list_rows(model: &Model, overlay: &Overlay) -> Option<usize> {
    let is_list = matches!(overlay, Overlay::Members(_) | Overlay::Readers(_)) || overlay.offered().is_some();
    is_list.then(|| list(model, overlay).2)
}

/// Where in a dialog its list is, how many rows each of it has, and how many of it are shown.
fn list(model: &Model, overlay: &Overlay) -> (Area, usize, usize) {
    let area = within(picker(model, overlay));
    let (above, below, each) = match overlay {
        Overlay::Accounts(_) => (0, REASON_ROWS, 1),
        Overlay::Search(_) => (QUERY_ROWS, 0, super::HIT_ROWS),
        Overlay::Members(_) | Overlay::Readers(_) => (0, 0, 1),
        _ => (QUERY_ROWS, 0, 1),
    };
    let height = area.height.saturating_sub(above + below);
    let shown = (usize::from(height) / each).max(1);
    (Area { y: area.y + above.min(area.height), height, ..area }, each, shown)
}

/// Which of what is offered is at a cell.
pub fn picker_row(model: &Model, overlay: &Overlay, column: u16, row: u16) -> Option<usize> {
    let (selected, count) = overlay.offered()?;
    let (list, each, shown) = list(model, overlay);
    let first = (selected + 1).saturating_sub(shown);
    let at = list.holds(column, row).then(|| usize::from(row - list.y) / each)?;
    Some(first + at).filter(|at| *at < count && *at < first + shown)
}
