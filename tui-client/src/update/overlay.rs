//! Dialogs: help, finding people and groups, making groups.

use protocol::{Conversation, ConversationId, Group, User, UserId};

use super::{
    accounts, clean, explain, form, members, naming, notify, paging, palette, paste, people, question,
    search, settings, signs, timeline,
};
use crate::{
    effect::{Effect, Request},
    keymap::{Action, Edit},
    layout::help_overflow,
    message::Failure,
    model::{Editor, Entrance, Field, Form, Model, Overlay, Picker},
    words::Word,
};

pub(super) fn show_help(model: &mut Model) {
    model.overlay = Some(Overlay::Help { scroll: 0 });
}

/// Keys of dialogs.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    if matches!(action, Action::Close | Action::No) {
        search::leave(model);
        if let Some(Overlay::Form(form)) = model.overlay.take() {
            // Whoever comes back goes on.
            model.half_made = Some(form);
        }
        paste::unwanted(model);
        return Vec::new();
    }
    if let Some(effects) = paging::act(model, action) {
        return effects;
    }
    let overflow = help_overflow(model);
    let height = usize::from(model.size.1.saturating_sub(3)).max(1);
    match &mut model.overlay {
        Some(Overlay::Help { scroll }) => *scroll = scrolled(*scroll, action, height, overflow),
        Some(Overlay::Palette(_)) => return palette::act(model, action),
        Some(Overlay::Settings { .. }) => return settings::act(model, action),
        Some(Overlay::Accounts(_)) => return accounts::act(model, action),
        Some(Overlay::Signs(_)) => return signs::act(model, action),
        Some(Overlay::Members(_)) => return members::act(model, action),
        Some(Overlay::Invite(_, picker)) => match action {
            Action::Choose => return members::choose_invitee(model),
            Action::Up | Action::Down => picker.step(action == Action::Down),
            _ => {}
        },
        Some(Overlay::Form(form)) => return form::act(form, action).into_iter().collect(),
        Some(Overlay::Naming(naming)) => return naming::act(naming, action).into_iter().collect(),
        Some(Overlay::People(picker)) => match action {
            Action::Choose => return choose_person(model),
            Action::Up | Action::Down => picker.step(action == Action::Down),
            _ => {}
        },
        Some(Overlay::Directory(picker)) => match action {
            Action::Choose => return choose_group(model),
            Action::Up | Action::Down => picker.step(action == Action::Down),
            _ => {}
        },
        Some(Overlay::Search(search)) => match action {
            Action::Choose => return search::choose(model),
            Action::Up | Action::Down => search.step(action == Action::Down),
            _ => {}
        },
        Some(Overlay::Confirm(question)) if action == Action::Yes => {
            let question = question.clone();
            model.overlay = None;
            return question::answer_yes(model, &question);
        }
        _ => {}
    }
    Vec::new()
}

pub(super) fn scrolled(scroll: usize, action: Action, page: usize, most: usize) -> usize {
    let to = match action {
        Action::Up => scroll.saturating_sub(1),
        Action::Down => scroll + 1,
        Action::PageUp => scroll.saturating_sub(page),
        Action::PageDown => scroll + page,
        Action::First => 0,
        Action::Last => most,
        _ => scroll,
    };
    to.min(most)
}

/// Writes into the field with the caret; what is found follows.
pub(super) fn write(model: &mut Model, text: &str) {
    let now = model.now;
    search::begin(model, true);
    with_editor(model, |editor| editor.insert_line(text));
    touched(model, now);
}

pub(super) fn edit(model: &mut Model, edit: Edit) {
    let now = model.now;
    if let Some(Overlay::Form(form)) = &mut model.overlay {
        match (form.field, edit) {
            (Field::Kind, Edit::Left | Edit::Right) => form.kind = form.kind.step(edit == Edit::Right),
            (Field::People, Edit::Backspace) if form.people.query.is_empty() => drop(form.chosen.pop()),
            _ => {}
        }
    }
    search::begin(model, edit == Edit::Backspace);
    let mut changed = false;
    with_editor(model, |editor| {
        let before = editor.text().to_owned();
        editor.edit(edit);
        changed = editor.text() != before;
    });
    if changed {
        touched(model, now);
    }
}

/// Looks for this in the dialog that has just been opened.
fn with_editor(model: &mut Model, f: impl FnOnce(&mut Editor)) {
    match &mut model.overlay {
        Some(Overlay::People(picker) | Overlay::Invite(_, picker)) => f(&mut picker.query),
        Some(Overlay::Directory(picker)) => f(&mut picker.query),
        Some(Overlay::Search(search)) => f(&mut search.picker.query),
        Some(Overlay::Palette(palette)) => f(&mut palette.query),
        Some(Overlay::Signs(signs)) => f(&mut signs.query),
        Some(Overlay::Naming(naming)) => f(&mut naming.name),
        Some(Overlay::Form(form)) => match form.field {
            Field::Kind => {}
            Field::Name => f(&mut form.name),
            Field::People => f(&mut form.people.query),
        },
        Some(
            Overlay::Help { .. }
            | Overlay::Settings { .. }
            | Overlay::Confirm(_)
            | Overlay::Readers(_)
            | Overlay::Members(_)
            | Overlay::Menu(_)
            | Overlay::Accounts(_),
        )
        | None => {}
    }
}

fn touched(model: &mut Model, now: protocol::Timestamp) {
    match &mut model.overlay {
        Some(Overlay::People(picker) | Overlay::Invite(_, picker)) => picker.touched(now),
        Some(Overlay::Directory(picker)) => picker.touched(now),
        Some(Overlay::Search(search)) => search.picker.touched(now),
        Some(Overlay::Palette(_)) => palette::search(model),
        Some(Overlay::Signs(_)) => signs::search(model),
        Some(Overlay::Naming(naming)) => naming.error = None,
        Some(Overlay::Form(form)) => {
            form.error = None;
            if form.field == Field::People {
                form.people.touched(now);
            }
        }
        _ => {}
    }
}

/// Starts a chat with whom the cursor is on, or whose address is written out; a chat that exists is opened.
fn choose_person(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let Some(Overlay::People(picker)) = &mut model.overlay else { return Vec::new() };
    if let Some(who) = picker.chosen().map(|user| user.id) {
        return write_to(model, who);
    }
    let Some(person) = person(picker) else {
        picker.due = Some(now);
        return Vec::new();
    };
    ask_to_enter(model, Request::CreateChat { people: vec![person], name: None, group: false })
}

/// Opens the chat with somebody, or starts one.
pub(super) fn write_to(model: &mut Model, who: UserId) -> Vec<Effect> {
    let known = model.chats.iter().find(|c| c.peer.as_ref().is_some_and(|peer| peer.id == who));
    match known.map(|c| c.id) {
        Some(id) => enter(model, id),
        None => {
            let people = vec![who.to_string()];
            ask_to_enter(model, Request::CreateChat { people, name: None, group: false })
        }
    }
}

/// Whom the cursor is on, or whose address is written out.
pub(super) fn person(picker: &Picker<User>) -> Option<String> {
    picker.chosen().map(|user| user.id.to_string()).or_else(|| form::address(&picker.query))
}

fn choose_group(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let Some(Overlay::Directory(picker)) = &mut model.overlay else { return Vec::new() };
    let Some(id) = picker.chosen().map(|group| group.id) else {
        picker.due = Some(now);
        return Vec::new();
    };
    if model.chats.get(id).is_some() {
        return enter(model, id);
    }
    ask_to_enter(model, Request::Join(id))
}

/// The dialog stays until it is answered, or is left before that.
fn ask_to_enter(model: &mut Model, request: Request) -> Vec<Effect> {
    if let Some(entering) = model.overlay.as_mut().and_then(Overlay::entering) {
        *entering = request.entrance();
    }
    vec![Effect::Ask(request)]
}

pub(super) fn people_found(model: &mut Model, query: &str, answer: Result<Vec<User>, Failure>) {
    let lang = model.settings.lang;
    let me = model.me.as_ref().map(|me| me.id);
    let answer = answer.map(|mut people| {
        people.retain(|user| Some(user.id) != me);
        people.iter_mut().for_each(clean::user);
        people
    });
    let answer = people::with_known(model, query, answer.map_err(|failure| explain(lang, &failure)));
    match &mut model.overlay {
        Some(Overlay::People(picker) | Overlay::Invite(_, picker)) => picker.answer(query, answer),
        Some(Overlay::Form(form)) => form.people.answer(query, answer),
        _ => {}
    }
}

pub(super) fn groups_found(model: &mut Model, query: &str, answer: Result<Vec<Group>, Failure>) {
    let lang = model.settings.lang;
    let answer = answer.map_err(|failure| explain(lang, &failure)).map(|mut groups| {
        groups.iter_mut().for_each(clean::group);
        groups
    });
    if let Some(Overlay::Directory(picker)) = &mut model.overlay {
        picker.answer(query, answer);
    }
}

/// The user is in a chat or group that they made or joined. Whoever does not wait for it any more stays where they are.
pub(super) fn entered(
    model: &mut Model,
    what: &Entrance,
    answer: Result<Box<Conversation>, Failure>,
) -> Vec<Effect> {
    let entering = model.overlay.as_mut().and_then(Overlay::entering);
    let waits = entering.and_then(|entering| entering.take_if(|wanted| wanted == what)).is_some();
    let left = model.half_made.take_if(|form| form.entering.as_ref() == Some(what));
    let lang = model.settings.lang;
    match answer {
        Ok(mut conversation) => {
            clean::conversation(&mut conversation);
            let id = conversation.id;
            // What the socket said of it is fresher.
            if model.chats.get(id).is_none() {
                model.chats.put(*conversation);
            }
            if waits {
                return enter(model, id);
            }
            let title = model.chats.get(id).map(|chat| chat.title.clone()).unwrap_or_default();
            notify(model, lang.fill(Word::AddedTo, &[&title]));
            Vec::new()
        }
        Err(failure) => {
            let why = explain(lang, &failure);
            if let Some(form) = left {
                model.half_made = Some(Box::new(Form { entering: None, ..*form }));
            }
            match model.overlay.as_mut().filter(|_| waits) {
                Some(Overlay::People(picker)) => picker.error = Some(why),
                Some(Overlay::Directory(picker)) => picker.error = Some(why),
                Some(Overlay::Form(form)) => form.error = Some(why),
                _ => notify(model, why),
            }
            Vec::new()
        }
    }
}

fn enter(model: &mut Model, id: ConversationId) -> Vec<Effect> {
    model.overlay = None;
    // Whoever opens it knows that it is there.
    model.bottom.notice = None;
    timeline::open(model, id)
}
