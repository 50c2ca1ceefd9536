//! Who is here and who watches whom, as plain data.

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

use protocol::{Timestamp, UserId};

/// A node says of everybody who is there that they are at least every 30 seconds: not heard for so long, they are not.
pub(super) const LOST_AFTER: Duration = Duration::from_secs(75);

/// Everybody who has a socket here, or had one a moment ago.
#[derive(Debug, Default)]
pub(in crate::hub) struct Present {
    pub(super) people: HashMap<UserId, Person>,
    /// Who wants to be told of whom.
    pub(super) watchers: HashMap<UserId, Vec<UserId>>,
    /// Whose grace ends when, the first to end first.
    pub(super) leaving: VecDeque<(Instant, UserId)>,
    /// Who is at other nodes, and when they were last said to be.
    pub(super) elsewhere: HashMap<UserId, (Instant, Timestamp)>,
}

#[derive(Debug)]
pub(super) struct Person {
    pub(super) sockets: usize,
    /// Others see them, and they see others.
    pub(super) shown: bool,
    pub(super) watched: Vec<UserId>,
    pub(super) left: Option<Left>,
}

#[derive(Debug)]
pub(super) struct Left {
    /// When the grace ends.
    pub(super) due: Instant,
    /// What the clock said when the last socket was closed.
    pub(super) at: Timestamp,
}

/// Somebody whose grace is over.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gone {
    pub(super) user: UserId,
    pub(super) at: Timestamp,
    pub(super) told: Vec<UserId>,
    pub(super) is_shown: bool,
}

impl Present {
    /// They are here or at another node.
    pub(super) fn has(&self, user: UserId) -> bool {
        self.people.contains_key(&user) || self.elsewhere.contains_key(&user)
    }

    /// Whether they were away from here, and who is to be told that they have come.
    pub(super) fn arrive(&mut self, user: UserId, shown: bool) -> (bool, Vec<UserId>) {
        if let Some(person) = self.people.get_mut(&user) {
            person.sockets += 1;
            person.shown = shown;
            person.left = None;
            return (false, Vec::new());
        }
        let known = self.has(user);
        self.people.insert(user, Person { sockets: 1, shown, watched: Vec::new(), left: None });
        (true, if shown && !known { self.told(user) } else { Vec::new() })
    }

    pub(super) fn is_elsewhere(&mut self, user: UserId, now: Instant, at: Timestamp) -> Vec<UserId> {
        let known = self.has(user);
        self.elsewhere.insert(user, (now, at));
        // Who has gone from here to there has not left.
        if self.people.get(&user).is_some_and(|person| person.sockets == 0)
            && let Some(person) = self.people.remove(&user)
        {
            self.unwatch(user, &person.watched);
        }
        if known { Vec::new() } else { self.told(user) }
    }

    pub(super) fn left_elsewhere(&mut self, user: UserId) -> (bool, Vec<UserId>) {
        let known = self.elsewhere.remove(&user).is_some();
        let here = self.people.contains_key(&user);
        (here, if known && !here { self.told(user) } else { Vec::new() })
    }

    pub(super) fn forget_elsewhere(&mut self, now: Instant) -> Vec<(UserId, Timestamp, Vec<UserId>)> {
        let lost: Vec<_> =
            self.elsewhere.extract_if(|_, (heard, _)| now.duration_since(*heard) > LOST_AFTER).collect();
        let gone = lost.into_iter().filter(|(user, _)| !self.people.contains_key(user));
        gone.map(|(user, (_, at))| (user, at, self.told(user))).collect()
    }

    pub(super) fn depart(&mut self, user: UserId, left: Left) {
        let Some(person) = self.people.get_mut(&user) else { return };
        person.sockets = person.sockets.saturating_sub(1);
        if person.sockets == 0 {
            self.leaving.push_back((left.due, user));
            person.left = Some(left);
        }
    }

    pub(super) fn expect_back(&mut self, user: UserId, left: Left) {
        if !self.has(user) {
            self.leaving.push_back((left.due, user));
            self.people
                .insert(user, Person { sockets: 0, shown: true, watched: Vec::new(), left: Some(left) });
        }
    }

    pub(super) fn watch(&mut self, user: UserId, others: impl IntoIterator<Item = UserId>) {
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
    pub(super) fn show(&mut self, user: UserId, shown: bool) -> (bool, Vec<UserId>) {
        let here = self.has(user);
        let person = self.people.get_mut(&user);
        if let Some(person) = person {
            person.shown = shown;
        }
        if !shown {
            self.elsewhere.remove(&user);
        }
        (here, self.told(user))
    }

    pub(super) fn due(&self, now: Instant) -> Vec<(UserId, Timestamp)> {
        let due = self.leaving.iter().take_while(|(due, _)| *due <= now);
        due.filter_map(|&(due, user)| Some((user, self.left(user, due)?))).collect()
    }

    /// When they left, if they are away since the time whose grace ends then: whoever came back, and perhaps left
    /// again, is in the queue with a later one.
    pub(super) fn left(&self, user: UserId, due: Instant) -> Option<Timestamp> {
        let left = self.people.get(&user)?.left.as_ref()?;
        (left.due == due).then_some(left.at)
    }

    /// Those whose grace is over.
    pub(super) fn leave(&mut self, now: Instant) -> Vec<Gone> {
        let mut gone = Vec::new();
        while let Some((due, user)) = self.leaving.pop_front_if(|(due, _)| *due <= now) {
            let Some(at) = self.left(user, due) else { continue };
            let Some(person) = self.people.remove(&user) else { continue };
            self.unwatch(user, &person.watched);
            let is_shown = person.shown;
            let told =
                if is_shown && !self.elsewhere.contains_key(&user) { self.told(user) } else { Vec::new() };
            gone.push(Gone { user, at, told, is_shown });
        }
        gone
    }

    pub(super) fn unwatch(&mut self, user: UserId, watched: &[UserId]) {
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
    pub(super) fn told(&self, user: UserId) -> Vec<UserId> {
        let may = |watcher: &&UserId| self.people.get(watcher).is_some_and(|person| person.shown);
        self.watchers.get(&user).into_iter().flatten().filter(may).copied().collect()
    }
}
