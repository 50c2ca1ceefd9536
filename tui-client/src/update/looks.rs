//! How the user looks, and how others see them.

use protocol::Profile;

use super::{explain, notify};
use crate::{
    effect::{Effect, Request},
    message::Failure,
    model::{Model, Pane},
    words::Word,
};

/// The messages alone: the mouse is the terminal's, so that it copies what it is drawn over.
pub(super) fn bare(model: &mut Model) -> Vec<Effect> {
    if !model.bare && model.chats.open.is_none() {
        return Vec::new();
    }
    model.bare = !model.bare;
    model.pane = Pane::Chat;
    if model.settings.mouse { vec![Effect::Mouse(!model.bare)] } else { Vec::new() }
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
