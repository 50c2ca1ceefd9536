//! Signing in, making an account, signing out.

use protocol::{ErrorCode, Profile, limits};

use super::{accounts, cached, explain};
use crate::{
    effect::{Credentials, Effect},
    keymap::{Action, Edit},
    message::Failure,
    model::{Editor, Link, Model, Overlay, SignIn, SignInField},
    words::{Lang, Word},
};

/// Keys of the form.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let lang = model.settings.lang;
    let came_from = model.sign_in.as_ref().and_then(|form| form.came_from.as_ref());
    match (action, came_from) {
        (Action::SwitchAccount, _) => return accounts::ask(),
        // Back to the account, behind its lock.
        (Action::Lock, Some(_)) => return vec![Effect::Lock { by_itself: false }],
        (Action::Close, Some(login)) => return vec![Effect::UseAccount(Some(login.clone()))],
        _ => {}
    }
    let Some(form) = model.sign_in.as_mut().filter(|form| !form.busy) else { return Vec::new() };
    let count = form.fields().len();
    match action {
        Action::NextField => form.field = (form.field + 1) % count,
        Action::PreviousField => form.field = (form.field + count - 1) % count,
        Action::ToggleRegister => {
            let field = form.focused();
            form.register = !form.register;
            form.error = None;
            let same = || form.fields().iter().position(|other| *other == field);
            form.field = form.first_empty().or_else(same).unwrap_or(1);
        }
        Action::Submit => return submit(form, lang).map(Effect::SignIn).into_iter().collect(),
        _ => {}
    }
    Vec::new()
}

pub(super) fn write(model: &mut Model, text: &str) {
    if let Some(form) = model.sign_in.as_mut().filter(|form| !form.busy) {
        form.error = None;
        form.editor_mut(form.focused()).insert_line(text);
    }
}

pub(super) fn edit(model: &mut Model, edit: Edit) {
    if let Some(form) = model.sign_in.as_mut().filter(|form| !form.busy) {
        form.editor_mut(form.focused()).edit(edit);
    }
}

/// Goes to the first field that is still empty, or asks the server.
fn submit(form: &mut SignIn, lang: Lang) -> Option<Credentials> {
    if let Some(field) = form.first_empty() {
        // On the way through the fields there is nothing to complain about.
        if field <= form.field {
            form.error = Some(lang.fill(Word::FillIn, &[&lang.say(field_word(form.fields()[field]))]));
        }
        form.field = field;
        return None;
    }
    let length = form.password.text().len();
    if form.register && !(limits::PASSWORD_MIN_BYTES..=limits::PASSWORD_MAX_BYTES).contains(&length) {
        form.error = Some(lang.say(Word::PasswordLength).to_owned());
        return None;
    }
    form.busy = true;
    form.error = None;
    Some(Credentials {
        server: form.server.text().trim().to_owned(),
        email: form.email.text().trim().to_owned(),
        password: form.password.text().to_owned(),
        register: form.register.then(|| form.name.text().trim().to_owned()),
    })
}

/// What a field is called.
pub(super) const fn field_word(field: SignInField) -> Word {
    match field {
        SignInField::Server => Word::Server,
        SignInField::Name => Word::Name,
        SignInField::Email => Word::Email,
        SignInField::Password => Word::Password,
    }
}

/// There is a session.
pub(super) fn done(model: &mut Model, profile: Profile) {
    if model.me.as_ref().is_some_and(|me| me.id != profile.id) {
        // What has locked the screen belongs to whoever signs in.
        let lock = std::mem::take(&mut model.lock);
        forget(model);
        model.lock = lock;
        cached::forget_all(model);
    }
    if let Some(form) = model.sign_in.take() {
        form.server.text().clone_into(&mut model.server);
        if model.me.is_some() {
            cached::keep_anew(model);
        }
    }
    model.me = Some(profile);
    model.link = Link::Connecting;
}

/// The server does not let the user in.
pub(super) fn failed(model: &mut Model, failure: &Failure) {
    let lang = model.settings.lang;
    let why = match failure {
        Failure::Refused(ErrorCode::Unauthenticated, _) => lang.say(Word::WrongPassword).to_owned(),
        other => explain(lang, other),
    };
    let form = model.sign_in.get_or_insert_with(|| SignIn::with(&model.server, ""));
    form.busy = false;
    form.error = Some(why);
    // A wrong password is typed anew; one that the server has not even seen stays.
    if matches!(failure, Failure::Refused(ErrorCode::Unauthenticated, _)) {
        form.password = Editor::default();
    }
    let bad =
        if matches!(failure, Failure::BadServer(_)) { SignInField::Server } else { SignInField::Password };
    form.field = form.fields().iter().position(|field| *field == bad).unwrap_or(0);
}

/// The session is over: the form shows again, and what was written stays.
pub(super) fn over(model: &mut Model) {
    let lang = model.settings.lang;
    if let Some(Overlay::Form(form)) = model.overlay.take() {
        model.half_made = Some(form);
    }
    ask_again(model);
    // Nothing that was asked in that session is answered any more.
    model.half_made.iter_mut().for_each(|form| form.entering = None);
    model.timelines.values_mut().for_each(|timeline| timeline.loading = None);
    if let Some(form) = &mut model.sign_in {
        form.error = Some(lang.say(Word::SessionOver).to_owned());
    }
}

/// The user signs out: nothing of them stays.
pub(super) fn out(model: &mut Model) -> Vec<Effect> {
    ask_again(model);
    forget(model);
    // Perhaps there is another account to go on with.
    vec![Effect::SignOut, Effect::ListAccounts]
}

fn ask_again(model: &mut Model) {
    let email = model.me.as_ref().map(|me| me.email.clone()).unwrap_or_default();
    model.sign_in = Some(SignIn::with(&model.server, &email));
    model.link = Link::Offline;
    model.overlay = None;
    // The form shows nothing, and asks for more than the passphrase. What came behind a lock is not told without it.
    model.lock.shut = None;
    model.news.forget();
    (model.bottom.notice, model.bottom.refusal) = (None, None);
}

/// Begins anew with the form that is there.
pub(super) fn forget(model: &mut Model) {
    let settings = model.settings.clone();
    let form = model.sign_in.take().unwrap_or_default();
    let fresh = Model::new(settings, form, model.size);
    let (now, seed, focused, terminal) = (model.now, model.seed, model.focused, model.terminal);
    let others = std::mem::take(&mut model.others);
    *model = Model { now, seed, terminal, focused, others, ..fresh };
}
