//! What happens because its time has come.

use super::{keep, lock, news, others, search, sync};
use crate::{
    effect::{Effect, Request},
    model::{Link, Model, Overlay, Page},
};

pub(super) fn due(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    model.typing.expire(now);
    model.bottom.expire(now);
    let mut effects = match &model.overlay {
        Some(Overlay::Search(_)) => search::ask(model),
        _ => find(model).into_iter().collect(),
    };
    if model.journal.drafts_due.is_some_and(|due| due <= now) {
        effects.extend(keep::changed_drafts(model).into_iter().map(Effect::Keep));
    }
    if model.link == Link::Online {
        let gaps = model.sync.take_due(now);
        effects.extend(gaps.into_iter().map(|id| sync::ask(model, id)));
        while let Some(id) = model.sync.take_next(now) {
            effects.push(sync::ask(model, id));
        }
        let unfetched = model.sync.take_unfetched(now);
        effects.extend(unfetched.map(|id| Effect::Ask(Request::History(id, Page::Newest))));
        let due = model.outbox.take_due(now).into_iter();
        effects.extend(due.map(|pending| Effect::Say(pending.command())));
    }
    effects.extend(news::due(model));
    effects.extend(others::due(model));
    effects.extend(lock::due(model));
    effects
}

fn find(model: &mut Model) -> Option<Effect> {
    let now = model.now;
    let request = match model.overlay.as_mut()? {
        Overlay::People(picker) | Overlay::Invite(_, picker) => Request::People(picker.take_query(now)?),
        Overlay::Form(form) => Request::People(form.people.take_query(now)?),
        Overlay::Directory(picker) => Request::Directory(picker.take_query(now)?),
        Overlay::Help { .. }
        | Overlay::Settings { .. }
        | Overlay::Search(_)
        | Overlay::Palette(_)
        | Overlay::Confirm(_)
        | Overlay::Readers(_)
        | Overlay::Members(_)
        | Overlay::Menu(_)
        | Overlay::Signs(_)
        | Overlay::Naming(_)
        | Overlay::Accounts(_) => return None,
    };
    // Nobody lists all people; all public groups may be listed.
    let empty = matches!(&request, Request::People(query) if query.is_empty());
    (!empty).then_some(Effect::Ask(request))
}
