//! Who is here, as far as this node knows, and who is told: those who have a personal chat with them and are here
//! themselves. Pure: the time is given. A connection costs its user's own list and nothing a message; whoever comes back
//! within the grace was never away. Those at other nodes are believed to be there until they are said to have left, or for
//! a while after their node was last heard.

mod present;

use std::{
    sync::{MutexGuard, PoisonError},
    time::Instant,
};

use protocol::{Conversation, Presence, ServerEvent, Timestamp, UserId, limits::PRESENCE_GRACE};

pub(super) use self::present::Present;
use self::present::{Gone, Left};
use super::{Close, Delivery, Hub, Scope};

impl Hub {
    fn present(&self) -> MutexGuard<'_, Present> {
        // Nothing here panics half-way through a change.
        self.present.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody has opened a socket; `shown` when they let others see it. True when they were not here before, and
    /// other nodes may know it.
    pub fn arrive(&self, user: UserId, shown: bool) -> bool {
        let (is_news, told) = self.present().arrive(user, shown);
        self.tell_watchers(user, Presence::ONLINE, &told);
        is_news && shown
    }

    /// Another node says that somebody is there.
    pub fn is_elsewhere(&self, user: UserId, now: Instant, at: Timestamp) {
        let told = self.present().is_elsewhere(user, now, at);
        self.tell_watchers(user, Presence::ONLINE, &told);
    }

    /// Another node says that they have left it. True when they are here, and the others must know that.
    pub fn left_elsewhere(&self, user: UserId, at: Timestamp) -> bool {
        let (here, told) = self.present().left_elsewhere(user);
        self.tell_watchers(user, Presence::left(Some(at)), &told);
        here
    }

    /// Tells of those whose node has not been heard for too long, and gives them with the time when it was.
    pub fn forget_elsewhere(&self, now: Instant) -> Vec<(UserId, Timestamp)> {
        let lost = self.present().forget_elsewhere(now);
        for (user, at, told) in &lost {
            self.tell_watchers(*user, Presence::left(Some(*at)), told);
        }
        lost.into_iter().map(|(user, at, _)| (user, at)).collect()
    }

    /// Those here whose turn it is to be said to the other nodes again: everybody has one in so many rounds.
    pub fn turn(&self, round: u128, rounds: u128) -> Vec<UserId> {
        let present = self.present();
        let shown = present.people.iter().filter(|(_, person)| person.shown && person.sockets > 0);
        shown.map(|(user, _)| *user).filter(|user| user.uuid().as_u128() % rounds == round % rounds).collect()
    }

    /// One of their sockets is closed.
    pub fn depart(&self, user: UserId, now: Instant, at: Timestamp) {
        self.present().depart(user, Left { due: now + PRESENCE_GRACE, at });
    }

    /// Somebody who is here is told from now on when one of these comes or goes.
    pub fn watch(&self, user: UserId, others: impl IntoIterator<Item = UserId>) {
        self.present().watch(user, others);
    }

    /// Fills in who is online, in those lines that may tell it.
    pub fn mark_online(&self, list: &mut [Conversation]) {
        let present = self.present();
        for line in list {
            if let (Some(presence), Some(peer)) = (&mut line.presence, &line.peer) {
                presence.online = present.has(peer.id);
            }
        }
    }

    /// Somebody lets others see them, or no more. What their own screens show of others is made anew: they come back.
    pub fn show(&self, user: UserId, shown: bool) {
        let (here, told) = self.present().show(user, shown);
        match (shown, here) {
            (true, true) => self.tell_watchers(user, Presence::ONLINE, &told),
            // When they were here last is told by the next list.
            (true, false) => {}
            (false, _) => self.tell_watchers(user, Presence::HIDDEN, &told),
        }
        let state = self.lock();
        for queue in state.users.get(&user).into_iter().flatten() {
            if queue.listener().scope.is_everything() {
                queue.close(Close::Resync);
            }
        }
    }

    /// Those whose grace is over, and when they left: to be written down before it is told.
    pub fn leaving(&self, now: Instant) -> Vec<(UserId, Timestamp)> {
        self.present().due(now)
    }

    /// Tells of those whose grace is over, and gives those of them of whom other nodes may know.
    pub fn leave(&self, now: Instant) -> Vec<(UserId, Timestamp)> {
        let gone = self.present().leave(now);
        let mut shown = Vec::new();
        for Gone { user, at, told, is_shown } in gone {
            self.tell_watchers(user, Presence::left(Some(at)), &told);
            shown.extend(is_shown.then_some((user, at)));
        }
        shown
    }

    /// These were here until a moment before the start: they count as online until the grace is over.
    pub fn expect_back(&self, seen: impl IntoIterator<Item = (UserId, Timestamp)>, now: Instant) {
        let mut present = self.present();
        for (user, at) in seen {
            present.expect_back(user, Left { due: now + PRESENCE_GRACE, at });
        }
    }

    /// Everybody who is here, with the time at which they left when they are leaving.
    pub fn people(&self) -> Vec<(UserId, Option<Timestamp>)> {
        let present = self.present();
        present
            .people
            .iter()
            .map(|(user, person)| (*user, person.left.as_ref().map(|left| left.at)))
            .collect()
    }

    fn tell_watchers(&self, user_id: UserId, presence: Presence, watchers: &[UserId]) {
        if watchers.is_empty() {
            return;
        }
        let delivery = Delivery::new(ServerEvent::Presence { user_id, presence });
        let state = self.lock();
        for queue in watchers.iter().filter_map(|watcher| state.users.get(watcher)).flatten() {
            if queue.listener().scope == Scope::User {
                queue.push(&delivery, true);
            }
        }
    }
}

#[cfg(test)]
mod tests;
