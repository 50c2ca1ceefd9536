//! Who is in a conversation.

use protocol::Role;

use super::{canvas::Canvas, overlay};
use crate::{
    layout::Area,
    model::{Members, Model},
    text::{fit, width},
    words::Word,
};

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, members: &Members) {
    let lang = model.settings.lang;
    let all = match &members.found {
        None => {
            canvas.put(area, (0, 0), lang.say(Word::Loading), canvas.theme.dim());
            canvas.cursor(area, 0, 0);
            return;
        }
        Some(Err(why)) => return overlay::draw_error(canvas, area, why),
        Some(Ok(all)) => all,
    };
    let me = model.me.as_ref().map(|me| me.id);
    let height = usize::from(area.height).max(1);
    let from = (members.selected + 1).saturating_sub(height);
    for (at, member) in all.iter().enumerate().skip(from).take(height) {
        let selected = at == members.selected;
        let (mark, style) =
            if selected { (">", canvas.theme.selected()) } else { (" ", canvas.theme.text()) };
        let role = match member.role {
            Role::Owner => lang.say(Word::Owner),
            Role::Admin => lang.say(Word::Admin),
            Role::Member => "",
        };
        let you = if Some(member.id) == me { format!(" ({})", lang.say(Word::You)) } else { String::new() };
        let room = usize::from(area.width).saturating_sub(3 + width(role));
        let name = fit(&format!("{}{you}", member.name), room);
        canvas.fill(area, at - from, &format!("{mark} {name} {role}"), style);
        if selected {
            canvas.cursor(area, at - from, 0);
        }
    }
}
