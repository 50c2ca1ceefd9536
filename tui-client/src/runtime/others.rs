//! The other accounts of this device: each has a light connection of its own, which shares the session with all processes and keeps
//! nothing. It is closed when its account is shown, and opened for the one that was left.

use std::{future::poll_fn, task::Poll};

use protocol::ServerEvent;
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    task::spawn_blocking,
};

use super::{Client, Next, accounts::login, line::Line, noting};
use crate::{
    cache,
    effect::Effect,
    message::{AccountNews, Event, Look, Net, OtherNews},
    model::Setting,
    net::Start,
    session::{AccountName, Store, Teller},
};

/// How it is with one of them.
type Found = (AccountName, Look);

/// All that are listened to.
pub(super) struct Others {
    all: Vec<Other>,
    /// Somebody has signed out of this one here: that is no news, though it may take a moment.
    left: Option<AccountName>,
    /// How it is with them on this device, when that has been looked for.
    looked: (UnboundedSender<Found>, UnboundedReceiver<Found>),
}

struct Other {
    name: AccountName,
    line: Line,
    /// Of the processes that listen to it, this one tells.
    teller: Option<Teller>,
}

impl Default for Others {
    fn default() -> Self {
        Self { all: Vec::new(), left: None, looked: mpsc::unbounded_channel() }
    }
}

impl Others {
    /// What happens in one of them.
    pub(super) async fn next(&mut self) -> (AccountName, OtherNews) {
        poll_fn(|context| {
            if let Poll::Ready(Some((name, look))) = self.looked.1.poll_recv(context) {
                return Poll::Ready((name, OtherNews::Looked(look)));
            }
            for other in &mut self.all {
                if let Poll::Ready(Some(net)) = other.line.news.poll_recv(context) {
                    return Poll::Ready((other.name.clone(), OtherNews::Net(net)));
                }
            }
            Poll::Pending
        })
        .await
    }

    /// All of them are wished the same.
    pub(super) fn wish(&self, wish: &Effect) {
        self.all.iter().for_each(|other| other.line.wish(wish.clone()));
    }

    /// The user leaves this one for good.
    pub(super) fn leaves(&mut self, name: AccountName) {
        self.left = Some(name);
    }

    /// Whether this process tells of an account: no other shows it, and no other that listens does.
    fn may_tell(&mut self, store: &Store, name: &AccountName) -> bool {
        let Some(other) = self.all.iter_mut().find(|other| other.name.is(name)) else { return false };
        if other.teller.is_none() {
            other.teller = store.teller(name).ok().flatten();
        }
        other.teller.is_some() && store.shown_by(name).is_none()
    }

    /// Listens to these and no others. Those to which it did not listen.
    fn set(&mut self, store: &Store, names: &[AccountName]) -> Vec<AccountName> {
        self.all.retain(|other| names.iter().any(|name| name.is(&other.name)));
        let known = |name: &&AccountName| self.all.iter().all(|other| !other.name.is(name));
        let new: Vec<AccountName> = names.iter().filter(known).cloned().collect();
        self.all.extend(new.iter().map(|name| {
            let line = Line::begin(store.clone(), Start::Beside(name.clone()));
            Other { name: name.clone(), line, teller: None }
        }));
        new
    }
}

impl Client {
    /// Listens to all accounts that are signed in here but the one that is shown.
    pub(super) fn watch_others(&mut self) -> anyhow::Result<()> {
        let Some(store) = self.store.clone() else { return Ok(()) };
        // What is being written into a form is no account yet.
        let here = self.model.here();
        let is_here = |name: &AccountName| here.as_ref().is_some_and(|here| here.is(&login(name)));
        let is_shown = self.model.sign_in.is_none();
        let left =
            self.others.left.take().filter(|left| store.has_session(left) && !(is_shown && is_here(left)));
        let mut names = store.accounts();
        names.retain(|name| !is_here(name) && left.as_ref().is_none_or(|left| !left.is(name)));
        self.others.left = left;
        if self.model.settings.preferences.get(Setting::Others) == "off" {
            names.clear();
        }
        let new = self.others.set(&store, &names);
        let logins = names.iter().map(login).collect();
        self.step(Event::Accounts(AccountNews::Watched(logins)))?;
        for name in new {
            self.look(name);
        }
        Ok(())
    }

    pub(super) fn hear_other(&mut self, (name, news): (AccountName, OtherNews)) -> anyhow::Result<Next> {
        let OtherNews::Net(net) = news else { return self.step(Event::Other(login(&name), news)) };
        noting::other(&net);
        if matches!(net, Net::SessionOver) {
            self.others.all.retain(|other| !other.name.is(&name));
        }
        if concerns(&net) {
            return self.step(Event::Other(login(&name), OtherNews::Net(net)));
        }
        Ok(Next::Again)
    }

    /// Looks how it is with an account on this device now, on a thread of its own: another process may be writing there.
    pub(super) fn look(&mut self, name: AccountName) {
        let Some(store) = self.store.clone() else { return };
        let elsewhere = !self.others.may_tell(&store, &name);
        let tell = self.others.looked.0.clone();
        spawn_blocking(move || {
            let look = match store.device(&name) {
                Ok(device) => {
                    Look { elsewhere, shut: device.bolt().is_shut(), muted: cache::muted(&device.cache()) }
                }
                Err(_) => Look { elsewhere, shut: true, muted: None },
            };
            // Nobody listens any more only when the client is stopping.
            let _ = tell.send((name, look));
        });
    }
}

/// Who is typing there and who is online is nobody's concern.
fn concerns(net: &Net) -> bool {
    match net {
        Net::SessionOver | Net::Link(_) | Net::SignInFailed(_) => true,
        Net::Said(event) => matches!(
            **event,
            ServerEvent::Hello { .. }
                | ServerEvent::Change(_)
                | ServerEvent::ConversationAdded { .. }
                | ServerEvent::ConversationRemoved { .. }
                | ServerEvent::Read { .. }
                | ServerEvent::Settings { .. }
        ),
        _ => false,
    }
}
