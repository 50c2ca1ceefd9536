//! What stands where on a screen of a given size: the areas, and the rows of the open chat. Pure arithmetic on the model;
//! the update asks it what is visible, the view draws exactly that.

mod body;
mod clock;
mod entry;
mod extent;
mod gap;
mod help;
mod laying;
mod list;
mod menu;
mod picker;
mod place;
mod readers;
mod spot;
mod window;

use protocol::ConversationId;

pub use body::BAR;
pub use clock::{day_name, is_here, last_seen, minute_of_day, short_time, time_of_day};
pub use entry::{Row, RowKind, Scene, Tick};
pub use extent::{Extent, align, extent};
pub use help::{HelpRow, help, help_overflow};
pub use list::{ListView, chat_at, list_scroll, list_view};
pub use menu::{first_shown, menu_area, menu_row};
pub use picker::{DIALOG_COLUMNS, DIALOG_ROWS, dialog, list_rows, picker, picker_row, within};
pub use place::{Place, dragged, ordered, places, reveal};
pub use readers::{ReadersRow, readers};
pub use spot::{Spot, row_of, spot};
pub use window::{Window, window};

use crate::model::{Model, Pane, may_post};

/// Below this width one pane shows at a time.
const TWO_PANES_FROM: u16 = 64;
/// Rows of a message that was found: where, who and when; and what.
pub const HIT_ROWS: usize = 2;
/// Columns between the edge of the list and what is said beside it.
const MARGIN: u16 = 1;
/// In front of the text in the composer.
pub const PROMPT: &str = "> ";

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Columns to its left.
    pub x: u16,
    /// Rows above it.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// A cell of the screen lies in it.
    pub const fn holds(self, column: u16, row: u16) -> bool {
        let across = column >= self.x && column - self.x < self.width;
        across && row >= self.y && row - self.y < self.height
    }
}

/// The parts of the open chat, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChatAreas {
    /// What it is called and who types.
    pub header: Area,
    /// The messages.
    pub timeline: Area,
    /// Between them and what is being written.
    pub rule: Area,
    /// What that answers or changes, if it does.
    pub purpose: Area,
    /// What is being written.
    pub composer: Area,
}

impl ChatAreas {
    /// What is being written, with what that answers or changes.
    pub const fn writing(&self) -> Area {
        let height = self.purpose.height + self.composer.height;
        Area { y: self.composer.y - self.purpose.height, height, ..self.composer }
    }
}

/// The parts of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Areas {
    /// Who and how connected: the top row.
    pub status: Area,
    /// The list of chats.
    pub list: Option<Area>,
    /// The open chat.
    pub chat: Option<ChatAreas>,
    /// Keys: the bottom row.
    pub footer: Area,
}

/// The parts of the screen as it is now.
pub fn areas(model: &Model) -> Areas {
    if model.bare {
        return bare(model);
    }
    let (width, height) = model.size;
    let status = Area { x: 0, y: 0, width, height: height.min(1) };
    let footer_y = height.saturating_sub(1).max(1);
    let footer = Area { x: 0, y: footer_y, width, height: height.saturating_sub(1).min(1) };
    let body = Area { x: 0, y: 1, width, height: height.saturating_sub(2) };
    let (list, chat) = panes(model, body);
    Areas { status, list, chat: chat.map(|area| chat_areas(model, area)), footer }
}

/// The messages alone, and the keys below them.
fn bare(model: &Model) -> Areas {
    let (width, height) = model.size;
    let none = Area::default();
    let timeline = Area { x: 0, y: 0, width, height: height.saturating_sub(1) };
    let footer = Area { x: 0, y: timeline.height, width, height: height.min(1) };
    let chat = ChatAreas { header: none, timeline, rule: none, purpose: none, composer: none };
    Areas { status: none, list: None, chat: Some(chat), footer }
}

fn panes(model: &Model, body: Area) -> (Option<Area>, Option<Area>) {
    if body.width >= TWO_PANES_FROM {
        let list = (body.width * 3 / 10).clamp(22, 38);
        let chat = Area { x: list + 1, width: body.width - list - 1, ..body };
        return (Some(Area { width: list, ..body }), Some(chat));
    }
    match model.pane {
        Pane::List => (Some(body), None),
        Pane::Chat => (None, Some(body)),
    }
}

/// The header and the rule meet the edge of the list, if it shows; messages and draft keep off it.
fn chat_areas(model: &Model, area: Area) -> ChatAreas {
    let margin = if area.x > 0 { MARGIN } else { 0 };
    let inner = Area { x: area.x + margin, width: area.width.saturating_sub(margin), ..area };
    let rows = composer_rows(model, inner);
    let header = Area { height: area.height.min(1), ..area };
    let composer_height = rows.min(area.height.saturating_sub(3));
    let rule_height = area.height.saturating_sub(1 + composer_height).min(1);
    let has_purpose = model.chats.open.is_some_and(|id| model.purpose(id).is_some());
    let spare = area.height.saturating_sub(1 + rule_height + composer_height);
    let purpose_height = u16::from(has_purpose && spare > 1);
    let timeline_height = spare - purpose_height;
    let timeline = Area { y: area.y + header.height, height: timeline_height, ..inner };
    let rule = Area { y: timeline.y + timeline_height, height: rule_height, ..area };
    let purpose = Area { y: rule.y + rule_height, height: purpose_height, ..inner };
    let composer = Area { y: purpose.y + purpose_height, height: composer_height, ..inner };
    ChatAreas { header, timeline, rule, purpose, composer }
}

/// Columns of the text in the composer: one is kept free for the caret.
pub fn composer_columns(width: u16) -> usize {
    usize::from(width).saturating_sub(PROMPT.len() + 1).max(2)
}

fn composer_rows(model: &Model, area: Area) -> u16 {
    let most = (area.height / 3).clamp(1, 8);
    let draft = model.chats.open.and_then(|id| model.drafts.get(&id));
    let rows = draft.map_or(1, |draft| draft.lines(composer_columns(area.width)).len());
    u16::try_from(rows).unwrap_or(most).clamp(1, most)
}

/// The open chat's messages as they lie on the screen, when they are on the screen at all.
pub fn open_scene(model: &Model) -> Option<(Scene<'_>, usize)> {
    let area = areas(model).chat?.timeline;
    Some((Scene::new(model, model.chats.open?, usize::from(area.width))?, usize::from(area.height)))
}

/// The user can write in the open chat.
pub fn can_write(model: &Model, id: ConversationId) -> bool {
    model.chats.get(id).is_some_and(may_post)
}
