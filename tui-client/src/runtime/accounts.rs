//! Going to another account without leaving the screen: this one is closed in order, with all that is kept, before the other one
//! is opened. One account at a time is shown; the others are listened to (`others`).

use super::{Client, disk::resume, line::Line};
use crate::{
    effect::Effect,
    message::{AccountNews, Event},
    model::{Listed, Login},
    net::Start,
    session::{AccountName, OpenError, Store},
    words::Word,
};

/// The account to go to, or none for a form.
pub(super) struct Wanted(pub(super) Option<Login>);

/// An account as the model names it.
pub(super) fn login(name: &AccountName) -> Login {
    Login { server: name.server.clone(), email: name.email.clone() }
}

/// The accounts of this device.
fn known(store: &Store) -> Vec<Listed> {
    let listed = |signed_in: bool| {
        move |name: AccountName| {
            let elsewhere = store.shown_by(&name).is_some();
            Listed { login: login(&name), signed_in, elsewhere }
        }
    };
    let signed_in = store.accounts().into_iter().map(listed(true));
    signed_in.chain(store.signed_out().into_iter().map(listed(false))).collect()
}

/// The client was started for an account that another process shows: the others, if one of them is free.
pub(super) fn offer_others(store: &Store, taken: &AccountName, why: String) -> Option<Vec<Event>> {
    let free = |name: &AccountName| !name.is(taken) && store.shown_by(name).is_none();
    let offer = [AccountNews::Known(known(store)), AccountNews::Refused(why)];
    store.accounts().iter().any(free).then(|| offer.map(Event::Accounts).into())
}

impl Client {
    pub(super) fn list_accounts(&mut self) -> anyhow::Result<()> {
        // A command may have signed somebody in or out.
        self.watch_others()?;
        let lang = self.model.settings.lang;
        let event = match &self.store {
            Some(store) => Event::Accounts(AccountNews::Known(known(store))),
            None => Event::Notice(lang.say(Word::NoAccountHere).to_owned()),
        };
        self.step(event).map(drop)
    }

    /// Leaves this account for another one, or for a form. When that is in use elsewhere, everything stays as it is.
    pub(super) async fn use_account(&mut self, Wanted(wanted): Wanted) -> anyhow::Result<()> {
        let Some(store) = self.store.clone() else { return Ok(()) };
        let name = wanted.clone().map(|Login { server, email }| AccountName { server, email });
        let kept = name.as_ref().filter(|name| store.has_session(name));
        let held = match kept.map(|name| store.open(name)).transpose() {
            Ok(held) => held,
            Err(error) => return self.refuse(name.as_ref(), &error),
        };
        let is_signed_in = self.model.me.is_some();
        self.leave();
        // What the cache has said of that account means nothing in another one.
        while self.cached.try_recv().is_ok() {}
        self.recalls = 0;
        let idle = Line::begin(store.clone(), Start::Wait);
        std::mem::replace(&mut self.line, idle).end(is_signed_in).await;
        self.bolt = None;
        let opening = match (wanted, &held) {
            (Some(login), None) => AccountNews::SignInAgain(login),
            (wanted, _) => AccountNews::Opening(wanted),
        };
        self.step(Event::Accounts(opening))?;
        if let (Some(name), Some(held)) = (name, held) {
            let cache = held.cache();
            self.line = Line::begin(store, Start::Resume(name, held));
            for event in resume(&mut self.memory, &cache) {
                self.step(event)?;
            }
            self.hold(&cache)?;
            self.recall().await?;
        }
        self.draw()?;
        self.watch_others()
    }

    fn refuse(&mut self, name: Option<&AccountName>, error: &OpenError) -> anyhow::Result<()> {
        let lang = self.model.settings.lang;
        let email = name.map_or("", |name| &name.email);
        let why = match error {
            OpenError::Locked(process) => lang.fill(Word::AccountElsewhere, &[&email, process]),
            OpenError::Io(error) => lang.fill(Word::AccountUnusable, &[&email, error]),
        };
        self.step(Event::Accounts(AccountNews::Refused(why))).map(drop)
    }

    /// Signs out here, and leaves nothing.
    pub(super) fn sign_out(&mut self) {
        self.memory.erase();
        // A passphrase that is left could lock the next session; the one who ends the session removes it as well.
        if let Some(bolt) = self.bolt.take() {
            let _ = bolt.leave();
        }
        if let Some(Login { server, email }) = self.model.login() {
            self.others.leaves(AccountName { server, email });
        }
        self.line.wish(Effect::SignOut);
    }
}
