//! What happens goes into the update, and its wishes are granted or handed to whom they concern.

use std::io;

use uuid::Uuid;

use super::{Client, Next, accounts::Wanted, now};
use crate::{
    effect::{Effect, Recall},
    log,
    message::{Event, Message},
    model::Login,
    session::AccountName,
    terminal::{call_window, copy, say},
    update::update,
    view::title,
    words::Word,
};

impl Client {
    pub(super) fn step(&mut self, event: Event) -> anyhow::Result<Next> {
        #[cfg(debug_assertions)]
        if let (Some(fault), Event::Focus(false)) = (self.fault, &event) {
            fault.happen()?;
        }
        log::debug("event", &event);
        let message = Message { at: now(), seed: Uuid::new_v4(), event };
        self.dirty = true;
        let mut next = Next::Again;
        for effect in update(&mut self.model, message) {
            log::debug("effect", &effect);
            match effect {
                // What is to be kept is kept before.
                Effect::Quit => next = Next::Stop,
                Effect::Redraw => self.screen.clear()?,
                Effect::Notify(news) => say(&self.desk.notify(&news))?,
                Effect::Copy(text) => {
                    self.desk.copy(&text);
                    copy(&text)?;
                }
                Effect::OpenAddress(address) => self.open(&address)?,
                Effect::Mouse(on) => self.guard.set_mouse(on)?,
                Effect::AskBackground => self.guard.ask_background()?,
                Effect::UseClusters => self.guard.use_clusters()?,
                Effect::Set(setting, chosen) => self.set(setting, &chosen)?,
                Effect::EditOutside(id, text) => self.outside = Some((id, text)),
                Effect::Suspend => self.suspend()?,
                Effect::Keep(entry) => self.memory.keep(entry),
                Effect::Recall(recall) => {
                    self.recalls += usize::from(matches!(recall, Recall::Page(..)));
                    self.memory.recall(recall);
                }
                Effect::SignOut => self.sign_out(),
                Effect::ListAccounts => self.list_accounts()?,
                Effect::UseAccount(login) => self.wanted = Some(Wanted(login)),
                Effect::Look(Login { server, email }) => self.look(AccountName { server, email }),
                Effect::Reconnect => self.reconnect(),
                Effect::Lock { by_itself } => self.lock(by_itself)?,
                Effect::Unlock(passphrase) => self.unlock(passphrase),
                Effect::SetPassphrase(passphrase) => self.set_passphrase(passphrase),
                wish => self.line.wish(wish),
            }
        }
        Ok(next)
    }

    /// Lets all accounts connect anew.
    pub(super) fn reconnect(&self) {
        self.others.wish(&Effect::Reconnect);
        self.line.wish(Effect::Reconnect);
    }

    /// Stops, and goes on with the signal that continues it.
    pub(super) fn suspend(&mut self) -> anyhow::Result<()> {
        if !self.guard.suspend()? {
            let said = self.model.settings.lang.say(Word::NoShell).to_owned();
            self.step(Event::Notice(said))?;
        }
        Ok(())
    }

    /// The window is called anew when something else waits.
    pub(super) fn call_window(&mut self) -> io::Result<()> {
        let title = Some(title(&self.model)).filter(|_| self.desk.titled);
        if let Some(title) = title.filter(|title| self.title.as_ref() != Some(title)) {
            call_window(&title)?;
            self.title = Some(title);
        }
        Ok(())
    }

    /// What nothing here opens is on the clipboard instead, which is that of the user's own machine over SSH too.
    fn open(&mut self, address: &str) -> anyhow::Result<()> {
        if !self.desk.open(address) {
            copy(address)?;
            let said = self.model.settings.lang.say(Word::NoOpener).to_owned();
            self.step(Event::Notice(said))?;
        }
        Ok(())
    }
}
