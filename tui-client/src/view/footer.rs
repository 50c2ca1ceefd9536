//! The bottom row: something to tell, the tour, or the keys of where one is, from the live key map.

use protocol::Role;

use super::{canvas::Canvas, tour};
use crate::{
    keymap::{Action, Binding, Context},
    layout::{Area, can_write},
    model::{Model, Overlay},
    text::width,
};

/// Below this width only the way to all keys has its place at the right.
const ONE_BELOW: u16 = 60;
/// Between two hints.
const GAP: usize = 2;

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) {
    if let Some(notice) = model.bottom.told().filter(|_| model.lock.shut.is_none()) {
        canvas.fill(area, 0, &format!(" {}", notice.text), canvas.theme.lively());
        return;
    }
    if tour::draw(model, canvas, area) {
        return;
    }
    let (mut always, mut here): (Vec<Hint>, Vec<Hint>) = hints(model).partition(|hint| hint.everywhere);
    if model.picked.is_some() {
        // A message that was jumped to is left the same way.
        here.sort_by_key(|hint| hint.action != Action::JumpBack);
    }
    if area.width < ONE_BELOW {
        always.retain(|hint| hint.action == Action::Help);
    }
    let columns = usize::from(area.width);
    let left_by =
        |always: &[Hint]| columns.saturating_sub(always.iter().map(|hint| hint.width() + GAP).sum());
    // The way out gives its place to what can be done here, if that is one thing more.
    let without_quit: Vec<Hint> = always.iter().filter(|hint| hint.action != Action::Quit).cloned().collect();
    if fitting(&here, left_by(&without_quit)).len() > fitting(&here, left_by(&always)).len() {
        always = without_quit;
    }
    let left = left_by(&always);
    let mut column = left;
    for hint in &always {
        hint.draw(canvas, area, column);
        column += hint.width() + GAP;
    }
    for (column, hint) in fitting(&here, left) {
        hint.draw(canvas, area, column);
    }
}

/// Those that have room in so many columns, and where each begins.
fn fitting(hints: &[Hint], columns: usize) -> Vec<(usize, &Hint)> {
    let mut at = 1;
    let mut all = Vec::new();
    for hint in hints {
        if at + hint.width() + GAP <= columns {
            all.push((at, hint));
            at += hint.width() + GAP;
        }
    }
    all
}

fn hints(model: &Model) -> impl Iterator<Item = Hint> {
    let all = model.settings.keymap.footer(model.context()).filter(|binding| is_of_use(model, binding));
    all.map(|binding| Hint {
        action: binding.action,
        everywhere: binding.context == Context::Everywhere || binding.action == Action::Palette,
        key: binding.chords.first().map(ToString::to_string).unwrap_or_default(),
        what: model.settings.lang.say(binding.action.short()),
    })
}

/// Where one only reads, nothing can be sent; what others wrote is not one's to change; who has not jumped is where they were.
fn is_of_use(model: &Model, binding: &Binding) -> bool {
    if binding.action == Action::JumpBack {
        return !model.jumps.is_empty();
    }
    if let Some(key) = model.picked.filter(|_| binding.context == Context::Message) {
        return model.can_do(key, binding.action);
    }
    if let Some(Overlay::Menu(menu)) = model.overlay.as_ref().filter(|_| binding.context == Context::Message)
        && menu.leftover().is_some()
    {
        return matches!(binding.action, Action::CopyText | Action::DeleteMessage);
    }
    if let Some(Overlay::Members(members)) =
        model.overlay.as_ref().filter(|_| binding.context == Context::Members)
    {
        let mine = model.chats.get(members.conversation).map_or(Role::Member, |chat| chat.role);
        return members.can_do(binding.action, mine, model.me.as_ref().map(|me| me.id));
    }
    let writes = matches!(binding.action, Action::Send | Action::Newline);
    !writes || model.chats.open.is_none_or(|id| can_write(model, id))
}

/// A key and what it does.
#[derive(Clone)]
struct Hint {
    action: Action,
    /// It has its place at the right.
    everywhere: bool,
    key: String,
    what: &'static str,
}

impl Hint {
    fn width(&self) -> usize {
        width(&self.key) + 1 + width(self.what)
    }

    fn draw(&self, canvas: &mut Canvas<'_, '_>, area: Area, column: usize) {
        let end = canvas.put(area, (0, column), &self.key, canvas.theme.strong());
        canvas.put(area, (0, end + 1), self.what, canvas.theme.dim());
    }
}
