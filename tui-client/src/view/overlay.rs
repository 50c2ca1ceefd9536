//! Dialogs over the chats.

use protocol::{Group, User};

use super::{
    accounts,
    canvas::Canvas,
    input::{Input, LABEL},
    members, menu, palette, question, search, settings,
};
use crate::{
    layout::{Area, DIALOG_ROWS, HelpRow, ReadersRow, dialog, help, readers, within},
    model::{Field, Form, FormKind, Model, Naming, Overlay, Picker, Readers},
    text::{truncate, wrap},
    words::{Count, Word},
};

pub(super) fn draw(model: &Model, overlay: &Overlay, canvas: &mut Canvas<'_, '_>) {
    let lang = model.settings.lang;
    match overlay {
        Overlay::Help { scroll } => draw_help(model, canvas, *scroll),
        Overlay::People(picker) | Overlay::Invite(_, picker) => {
            let title = if matches!(overlay, Overlay::People(_)) { Word::NewChat } else { Word::DoAddMember };
            let area = boxed(model, canvas, title, DIALOG_ROWS);
            let name = |user: &User| user.name.clone();
            let search = Search { picker, label: Word::FindPerson, none: Word::NobodyFound, name: &name };
            draw_search(model, canvas, area, &search);
        }
        Overlay::Directory(picker) => {
            let area = boxed(model, canvas, Word::Browse, DIALOG_ROWS);
            let name = |group: &Group| {
                let joined = group.role.map(|_| format!(" · {}", lang.say(Word::Joined))).unwrap_or_default();
                let members = lang.count(Count::Members, group.member_count);
                format!("# {} · {members}{joined}", group.name)
            };
            let search = Search { picker, label: Word::FindGroup, none: Word::NothingFound, name: &name };
            draw_search(model, canvas, area, &search);
        }
        Overlay::Search(search) => search::draw(model, search, canvas),
        Overlay::Settings { selected, .. } => {
            let area = boxed(model, canvas, Word::InSettings, settings::ROWS);
            settings::draw(model, canvas, area, *selected);
        }
        Overlay::Palette(found) => {
            let area = boxed(model, canvas, found.errand.title(), DIALOG_ROWS);
            palette::draw(model, canvas, area, found);
        }
        Overlay::Form(form) => draw_form(model, canvas, form),
        Overlay::Naming(naming) => draw_naming(model, canvas, naming),
        Overlay::Members(found) => {
            let area = boxed(model, canvas, Word::InMembers, DIALOG_ROWS);
            members::draw(model, canvas, area, found);
        }
        Overlay::Menu(found) => menu::draw(model, canvas, found),
        Overlay::Signs(signs) => {
            let area = boxed(model, canvas, Word::Sign, DIALOG_ROWS);
            menu::draw_signs(model, canvas, area, signs);
        }
        Overlay::Readers(readers) => draw_readers(model, canvas, readers),
        Overlay::Accounts(known) => {
            let area = boxed(model, canvas, Word::Accounts, DIALOG_ROWS);
            accounts::draw(model, canvas, area, known);
        }
        Overlay::Confirm(question) => question::draw(model, canvas, question),
    }
}

pub(super) fn boxed(model: &Model, canvas: &mut Canvas<'_, '_>, title: Word, height: u16) -> Area {
    framed(model, canvas, dialog(model.size, height), title)
}

/// A frame with a title; what is left inside.
pub(super) fn framed(model: &Model, canvas: &mut Canvas<'_, '_>, outer: Area, title: Word) -> Area {
    let Area { width, height, .. } = outer;
    canvas.clear(outer);
    let line = "─".repeat(usize::from(width.saturating_sub(2)));
    canvas.put(outer, (0, 0), &format!("┌{line}┐"), canvas.theme.dim());
    for row in 1..usize::from(height.saturating_sub(1)) {
        canvas.put(outer, (row, 0), "│", canvas.theme.dim());
        canvas.put_right(outer, row, "│", canvas.theme.dim());
    }
    canvas.put(outer, (usize::from(height.saturating_sub(1)), 0), &format!("└{line}┘"), canvas.theme.dim());
    canvas.put(outer, (0, 2), &format!(" {} ", model.settings.lang.say(title)), canvas.theme.strong());
    within(outer)
}

fn draw_help(model: &Model, canvas: &mut Canvas<'_, '_>, scroll: usize) {
    let (width, rows) = model.size;
    let area = Area { x: 0, y: 1, width, height: rows.saturating_sub(2) };
    canvas.clear(area);
    canvas.put(area, (0, 1), model.settings.lang.say(Word::Keys), canvas.theme.strong());
    let body = Area { y: 2, height: area.height.saturating_sub(1), ..area };
    for (at, row) in help(model).iter().skip(scroll).take(usize::from(body.height)).enumerate() {
        match row {
            HelpRow::Heading(text) => drop(canvas.put(body, (at, 1), text, canvas.theme.author())),
            HelpRow::Keys(keys, what) => {
                let end = canvas.put(body, (at, 3), keys, canvas.theme.strong());
                canvas.put(body, (at, end + 2), what, canvas.theme.text());
            }
            HelpRow::Blank => {}
        }
    }
    canvas.cursor(body, 0, 0);
}

/// What the results of a search are called, and what it says when there are none.
struct Search<'a, T> {
    picker: &'a Picker<T>,
    label: Word,
    none: Word,
    name: &'a dyn Fn(&T) -> String,
}

fn draw_search<T>(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, search: &Search<'_, T>) {
    let lang = model.settings.lang;
    let input =
        Input { label: lang.say(search.label), editor: &search.picker.query, focused: true, hidden: false };
    input.draw(canvas, area, 0);
    draw_found(model, canvas, below(area, 2), search);
}

fn draw_found<T>(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, search: &Search<'_, T>) {
    let lang = model.settings.lang;
    let picker = search.picker;
    if let Some(error) = &picker.error {
        draw_error(canvas, area, error);
        return;
    }
    if picker.asked.as_ref().is_some_and(|asked| !asked.is_empty()) && !picker.answered {
        canvas.put(area, (0, 0), lang.say(Word::Searching), canvas.theme.dim());
        return;
    }
    if picker.answered && picker.found.is_empty() {
        canvas.put(area, (0, 0), lang.say(search.none), canvas.theme.dim());
    }
    let height = usize::from(area.height).max(1);
    let from = (picker.selected + 1).saturating_sub(height);
    for (at, found) in picker.found.iter().enumerate().skip(from).take(height) {
        let (mark, style) =
            if at == picker.selected { (">", canvas.theme.selected()) } else { (" ", canvas.theme.text()) };
        canvas.fill(area, at - from, &format!("{mark} {}", (search.name)(found)), style);
    }
}

pub(super) fn draw_error(canvas: &mut Canvas<'_, '_>, area: Area, error: &str) {
    for (at, line) in wrap(error, usize::from(area.width)).into_iter().enumerate() {
        canvas.put(area, (at, 0), &error[line], canvas.theme.wrong());
    }
}

fn draw_form(model: &Model, canvas: &mut Canvas<'_, '_>, form: &Form) {
    let lang = model.settings.lang;
    let area = boxed(model, canvas, Word::NewGroup, DIALOG_ROWS);
    let word = match form.kind {
        FormKind::Chat => Word::GroupChat,
        FormKind::Public => Word::PublicGroup,
        FormKind::Private => Word::PrivateGroup,
    };
    canvas.put(area, (0, 0), lang.say(Word::Kind), canvas.theme.dim());
    let focused = form.field == Field::Kind;
    let style = if focused { canvas.theme.selected() } else { canvas.theme.text() };
    canvas.put(area, (0, LABEL), &format!("← {} →", lang.say(word)), style);
    if focused {
        canvas.cursor(area, 0, LABEL);
    }
    let focused = form.field == Field::Name;
    Input { label: lang.say(Word::GroupName), editor: &form.name, focused, hidden: false }
        .draw(canvas, area, 1);
    let focused = form.field == Field::People;
    let label = lang.say(Word::People);
    Input { label, editor: &form.people.query, focused, hidden: false }.draw(canvas, area, 2);
    let names: Vec<&str> = form.chosen.iter().map(|invitee| invitee.name.as_str()).collect();
    canvas.put(
        area,
        (3, LABEL),
        &truncate(&names.join(", "), usize::from(area.width) - LABEL.min(usize::from(area.width))),
        canvas.theme.strong(),
    );
    let rest = below(area, 5);
    if let Some(error) = &form.error {
        draw_error(canvas, rest, error);
    } else if focused {
        let name = |user: &User| user.name.clone();
        let search =
            Search { picker: &form.people, label: Word::People, none: Word::NobodyFound, name: &name };
        draw_found(model, canvas, rest, &search);
    }
}

fn draw_naming(model: &Model, canvas: &mut Canvas<'_, '_>, naming: &Naming) {
    let area = boxed(model, canvas, Word::InNaming, 6);
    let label = model.settings.lang.say(Word::GroupName);
    Input { label, editor: &naming.name, focused: true, hidden: false }.draw(canvas, area, 0);
    if let Some(error) = &naming.error {
        draw_error(canvas, below(area, 2), error);
    }
}

fn draw_readers(model: &Model, canvas: &mut Canvas<'_, '_>, open: &Readers) {
    let lang = model.settings.lang;
    let area = boxed(model, canvas, Word::InReaders, DIALOG_ROWS);
    canvas.cursor(area, 0, 0);
    match &open.names {
        None => {
            canvas.put(area, (0, 0), lang.say(Word::Loading), canvas.theme.dim());
        }
        Some(Err(why)) => draw_error(canvas, area, why),
        Some(Ok(_)) => {}
    }
    for (at, row) in readers(model, open).iter().skip(open.scroll).enumerate() {
        let (text, style) = match row {
            ReadersRow::Heading(said) => (*said, canvas.theme.strong()),
            ReadersRow::Names(names) => (names.as_str(), canvas.theme.text()),
            ReadersRow::Blank => continue,
        };
        canvas.put(area, (at, 0), text, style);
    }
}

pub(super) fn below(area: Area, rows: u16) -> Area {
    let rows = rows.min(area.height);
    Area { y: area.y + rows, height: area.height - rows, ..area }
}
