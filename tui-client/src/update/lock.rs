//! The lock of the screen: shutting it, by a key or after a while without one, and opening it. The passphrase itself is looked at
//! elsewhere; here is only what is written.

use super::{notify, sign_in};
use crate::{
    effect::{Effect, Passphrase},
    keymap::{Action, Edit},
    message::{Event, LockNews},
    model::{Editor, Model, PASSPHRASE_CHARS, Shut, Stage, later},
    words::Word,
};

/// Somebody may have pressed a key.
pub(super) fn touch(model: &mut Model, event: &Event) {
    if event.is_by_hand() || model.lock.touched.is_none() {
        model.lock.touched = Some(model.now);
        model.lock.asked = false;
    }
}

/// Shuts after a while without a key.
pub(super) fn due(model: &mut Model) -> Option<Effect> {
    let now = model.now;
    if let Some(shut) = &mut model.lock.shut {
        shut.wait = shut.wait.filter(|wait| *wait > now);
        return None;
    }
    let due = later(model.lock.touched?, model.lock_after()?) <= now && !model.lock.asked;
    model.lock.asked |= due;
    due.then_some(Effect::Lock { by_itself: true })
}

pub(super) fn news(model: &mut Model, news: LockNews) -> Vec<Effect> {
    let lang = model.settings.lang;
    match news {
        LockNews::Shut => shut(model, Stage::Locked),
        LockNews::NoPassphrase { by_itself: false } => shut(model, Stage::Choosing),
        LockNews::NoPassphrase { by_itself: true } => {
            let key = model.settings.keymap.key_of(Action::Lock);
            notify(model, lang.fill(Word::LockNeedsPassphrase, &[&key]));
        }
        LockNews::Opened => model.lock.shut = None,
        LockNews::Wrong => {
            let (now, why) = (model.now, lang.say(Word::PassphraseWrong).to_owned());
            if let Some(shut) = &mut model.lock.shut {
                shut.refuse(now, why);
            }
        }
        LockNews::Failed(why) => {
            let error = Some(lang.fill(Word::LockFailed, &[&why]));
            model.lock.shut = Some(Shut { error, ..Shut::asking(Stage::Choosing) });
        }
    }
    Vec::new()
}

fn shut(model: &mut Model, stage: Stage) {
    model.prefix.clear();
    model.drag = None;
    model.lock.shut = Some(Shut::asking(stage));
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let lang = model.settings.lang;
    let now = model.now;
    let Some(shut) = model.lock.shut.as_mut().filter(|shut| !shut.busy) else { return Vec::new() };
    match (action, &shut.stage) {
        (Action::SignOut, Stage::Locked) => shut.stage = Stage::Leaving,
        (Action::Close, Stage::Leaving) => shut.stage = Stage::Locked,
        (Action::Close, Stage::Locked) => shut.field = Editor::default(),
        (Action::Close, Stage::Choosing | Stage::Repeating) => model.lock.shut = None,
        (Action::Submit, Stage::Leaving) => return sign_in::out(model),
        (Action::Submit, Stage::Locked)
            if shut.wait.is_none_or(|wait| wait <= now) && !shut.field.is_empty() =>
        {
            (shut.busy, shut.error) = (true, None);
            return vec![Effect::Unlock(Passphrase(shut.field.text().to_owned()))];
        }
        (Action::Submit, Stage::Choosing) => {
            if shut.field.text().chars().count() < PASSPHRASE_CHARS {
                shut.error = Some(lang.fill(Word::PassphraseShort, &[&PASSPHRASE_CHARS]));
            } else {
                let first = shut.field.text().to_owned();
                *shut = Shut { first, ..Shut::asking(Stage::Repeating) };
            }
        }
        (Action::Submit, Stage::Repeating) => {
            if shut.field.text() == shut.first {
                shut.busy = true;
                return vec![Effect::SetPassphrase(Passphrase(shut.first.clone()))];
            }
            let error = Some(lang.say(Word::PassphrasesDiffer).to_owned());
            *shut = Shut { error, ..Shut::asking(Stage::Choosing) };
        }
        _ => {}
    }
    Vec::new()
}

pub(super) fn write(model: &mut Model, text: &str) {
    if let Some(shut) = model.lock.shut.as_mut().filter(|shut| !shut.busy && shut.stage != Stage::Leaving) {
        shut.field.insert_line(text);
    }
}

pub(super) fn edit(model: &mut Model, edit: Edit) {
    if let Some(shut) = model.lock.shut.as_mut().filter(|shut| !shut.busy && shut.stage != Stage::Leaving) {
        shut.field.edit(edit);
    }
}
