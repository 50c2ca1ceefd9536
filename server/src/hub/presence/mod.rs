//! Who is here, as far as this node knows, and who is told: those who have a personal chat with them and are here
//! themselves. Pure: the time is given. A connection costs its user's own list and nothing a message; whoever comes back
//! within the grace was never away.

use std::{
    collections::{HashMap, VecDeque},
    sync::{MutexGuard, PoisonError},
    time::Instant,
};

use protocol::{Conversation, Presence, ServerEvent, Timestamp, UserId, limits::PRESENCE_GRACE};

use super::{Close, Delivery, Hub, Scope};

/// Everybody who has a socket here, or had one a moment ago.
#[derive(Debug, Default)]
pub(super) struct Present {
    people: HashMap<UserId, Person>,
    /// Who wants to be told of whom.
    watchers: HashMap<UserId, Vec<UserId>>,
    /// Whose grace ends when, the first to end first.
    leaving: VecDeque<(Instant, UserId)>,
}

#[derive(Debug)]
struct Person {
    sockets: usize,
    /// Others see them, and they see others.
    shown: bool,
    watched: Vec<UserId>,
    left: Option<Left>,
}

#[derive(Debug)]
struct Left {
    /// When the grace ends.
    due: Instant,
    /// What the clock said when the last socket was closed.
    at: Timestamp,
}

impl Hub {
    fn present(&self) -> MutexGuard<'_, Present> {
        // Nothing here panics half-way through a change.
        self.present.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody has opened a socket; `shown` when they let others see it.
    pub fn arrive(&self, user: UserId, shown: bool) {
        let told = self.present().arrive(user, shown);
        self.tell_watchers(user, Presence::ONLINE, &told);
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
                presence.online = present.people.contains_key(&peer.id);
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
            if queue.listener().scope == Scope::User {
                queue.close(Close::Resync);
            }
        }
    }

    /// Those whose grace is over, and when they left: to be written down before it is told.
    pub fn leaving(&self, now: Instant) -> Vec<(UserId, Timestamp)> {
        self.present().due(now)
    }

    /// Tells of those whose grace is over.
    pub fn leave(&self, now: Instant) {
        let gone = self.present().leave(now);
        for (user, at, told) in gone {
            self.tell_watchers(user, Presence::left(Some(at)), &told);
        }
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

impl Present {
    /// Who is to be told that they have come.
    fn arrive(&mut self, user: UserId, shown: bool) -> Vec<UserId> {
        match self.people.get_mut(&user) {
            Some(person) => {
                person.sockets += 1;
                person.shown = shown;
                person.left = None;
                Vec::new()
            }
            None => {
                let person = Person { sockets: 1, shown, watched: Vec::new(), left: None };
                self.people.insert(user, person);
                if shown { self.told(user) } else { Vec::new() }
            }
        }
    }

    fn depart(&mut self, user: UserId, left: Left) {
        let Some(person) = self.people.get_mut(&user) else { return };
        person.sockets = person.sockets.saturating_sub(1);
        if person.sockets == 0 {
            self.leaving.push_back((left.due, user));
            person.left = Some(left);
        }
    }

    fn expect_back(&mut self, user: UserId, left: Left) {
        if !self.people.contains_key(&user) {
            self.leaving.push_back((left.due, user));
            self.people
                .insert(user, Person { sockets: 0, shown: true, watched: Vec::new(), left: Some(left) });
        }
    }

    fn watch(&mut self, user: UserId, others: impl IntoIterator<Item = UserId>) {
        let Some(person) = self.people.get_mut(&user) else { return };
        for other in others {
            let watchers = self.watchers.entry(other).or_default();
            if !watchers.contains(&user) {
                watchers.push(user);
                person.watched.push(other);
            }
        }
    }

    /// Whether they are here, and who is to be told.
    fn show(&mut self, user: UserId, shown: bool) -> (bool, Vec<UserId>) {
        let person = self.people.get_mut(&user);
        let here = person.is_some();
        if let Some(person) = person {
            person.shown = shown;
        }
        (here, self.told(user))
    }

    fn due(&self, now: Instant) -> Vec<(UserId, Timestamp)> {
        let due = self.leaving.iter().take_while(|(due, _)| *due <= now);
        due.filter_map(|&(due, user)| Some((user, self.left(user, due)?))).collect()
    }

    /// When they left, if they are away since the time whose grace ends then: whoever came back, and perhaps left
    /// again, is in the queue with a later one.
    fn left(&self, user: UserId, due: Instant) -> Option<Timestamp> {
        let left = self.people.get(&user)?.left.as_ref()?;
        (left.due == due).then_some(left.at)
    }

    /// Those whose grace is over, when they left, and who is to be told.
    fn leave(&mut self, now: Instant) -> Vec<(UserId, Timestamp, Vec<UserId>)> {
        let mut gone = Vec::new();
        while let Some((due, user)) = self.leaving.pop_front_if(|(due, _)| *due <= now) {
            let Some(at) = self.left(user, due) else { continue };
            let Some(person) = self.people.remove(&user) else { continue };
            self.unwatch(user, &person.watched);
            gone.push((user, at, if person.shown { self.told(user) } else { Vec::new() }));
        }
        gone
    }

    fn unwatch(&mut self, user: UserId, watched: &[UserId]) {
        for other in watched {
            if let Some(watchers) = self.watchers.get_mut(other) {
                watchers.retain(|watcher| *watcher != user);
                if watchers.is_empty() {
                    self.watchers.remove(other);
                }
            }
        }
    }

    /// Who watches this person and may see it.
    fn told(&self, user: UserId) -> Vec<UserId> {
        let may = |watcher: &&UserId| self.people.get(watcher).is_some_and(|person| person.shown);
        self.watchers.get(&user).into_iter().flatten().filter(may).copied().collect()
    }
}

#[cfg(test)]
mod tests;
