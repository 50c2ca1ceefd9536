//! The lock of the screen: the passphrase is looked at on a thread of its own, since that takes a while on purpose.

use std::path::Path;

use tokio::task::spawn_blocking;

use super::{Client, accounts::Wanted};
use crate::{
    effect::Passphrase,
    message::{Event, LockNews},
    model::Login,
    session::{AccountName, Bolt},
    words::Word,
};

impl Client {
    /// This account is open now: if its screen was locked before, it is still.
    pub(super) fn hold(&mut self, cache: &Path) -> anyhow::Result<()> {
        self.bolt = Bolt::beside(cache);
        if self.bolt.as_ref().is_some_and(Bolt::is_shut) {
            self.step(Event::Lock(LockNews::Shut))?;
        }
        Ok(())
    }

    pub(super) fn lock(&mut self, by_itself: bool) -> anyhow::Result<()> {
        let event = match &self.bolt {
            Some(bolt) if bolt.is_set() => {
                // A disk that is full does not keep the screen open.
                let _ = bolt.note(true);
                Event::Lock(LockNews::Shut)
            }
            Some(_) => Event::Lock(LockNews::NoPassphrase { by_itself }),
            None if self.left().is_some() => return self.lock_left(),
            None => Event::Notice(self.model.settings.lang.say(Word::NoAccountHere).to_owned()),
        };
        self.step(event).map(drop)
    }

    /// The account that was left for a form, to go back to.
    fn left(&self) -> Option<&Login> {
        self.model.sign_in.as_ref()?.came_from.as_ref()
    }

    /// At a form nothing is shown that could be locked, but a key goes back to what was: so that is gone back to, and is locked.
    fn lock_left(&mut self) -> anyhow::Result<()> {
        let (Some(login), Some(store)) = (self.left().cloned(), &self.store) else { return Ok(()) };
        let name = AccountName { server: login.server.clone(), email: login.email.clone() };
        let bolt = store.device(&name)?.bolt();
        if !bolt.is_set() {
            return self.step(Event::Lock(LockNews::NoPassphrase { by_itself: true })).map(drop);
        }
        // A disk that is full does not keep the screen open.
        let _ = bolt.note(true);
        self.wanted = Some(Wanted(Some(login)));
        Ok(())
    }

    pub(super) fn unlock(&self, Passphrase(passphrase): Passphrase) {
        self.ask_bolt(move |bolt| {
            if !bolt.fits(&passphrase) {
                return LockNews::Wrong;
            }
            // At the next start it is asked for once more, at worst.
            let _ = bolt.note(false);
            LockNews::Opened
        });
    }

    pub(super) fn set_passphrase(&self, Passphrase(passphrase): Passphrase) {
        self.ask_bolt(move |bolt| match bolt.set(&passphrase, true) {
            Ok(()) => LockNews::Shut,
            Err(error) => LockNews::Failed(error.to_string()),
        });
    }

    fn ask_bolt(&self, ask: impl FnOnce(Bolt) -> LockNews + Send + 'static) {
        let Some(bolt) = self.bolt.clone() else { return };
        let tell = self.lock_news.0.clone();
        spawn_blocking(move || tell.send(ask(bolt)));
    }
}
