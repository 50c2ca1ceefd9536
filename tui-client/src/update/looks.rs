//! How the user looks, and how others see them.

use protocol::Profile;

use super::{explain, notify};
use crate::{
    effect::{Effect, Request},
    message::Failure,
    model::{Model, Pane},
    words::Word,
};

/// The messages alone, or not any more.
pub(super) fn bare(model: &mut Model) {
    model.bare = !model.bare && model.chats.open.is_some();
    model.pane = Pane::Chat;
}

/// After everything that happens: where no messages are to be seen, they are not seen alone. Meanwhile the mouse is the terminal's,
/// so that it copies what it is drawn over.
pub(super) fn settle(model: &mut Model, was_bare: bool) -> Option<Effect> {
    let there = model.sign_in.is_none() && model.chats.open.is_some() && model.pane == Pane::Chat;
    model.bare &= there;
    (model.settings.mouse && model.bare != was_bare).then_some(Effect::Mouse(!model.bare))
}

/// Asks that others see when the user is here, or not.
pub(super) fn switch_presence(model: &Model) -> Vec<Effect> {
    let shows = model.me.as_ref().is_some_and(|me| me.shows_presence);
    vec![Effect::Ask(Request::ShowPresence(!shows))]
}

/// The profile is another.
pub(super) fn profile(model: &mut Model, answer: Result<Profile, Failure>) {
    let lang = model.settings.lang;
    let said = match answer {
        Err(failure) => explain(lang, &failure),
        Ok(profile) => {
            let word = if profile.shows_presence { Word::PresenceShown } else { Word::PresenceHidden };
            model.me = Some(profile);
            lang.say(word).to_owned()
        }
    };
    notify(model, said);
}
