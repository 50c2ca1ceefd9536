//! F8: sockets connect at every instruction of a send. All are played as steps, in every order that there is; the store is the
//! version that has been committed. Whatever the order, a client that follows its rule ends with each change once.

use futures_util::FutureExt;

use super::*;

/// The steps of somebody who connects (`action::listen`), in their order.
#[derive(Clone, Copy, Debug)]
enum Ear {
    /// Registers, and listens to the conversation.
    Register,
    /// Reads the list.
    Read,
    /// Tells the hub at which version it was, and reads again what the hub says.
    Settle,
    /// Skips what is in the list already.
    Skip,
}

const EARS: [Ear; 4] = [Ear::Register, Ear::Read, Ear::Settle, Ear::Skip];

/// A step of those who send.
#[derive(Clone, Copy, Debug)]
enum Voice {
    /// The store holds this version now.
    Commits(i64),
    /// The hub is told.
    Publishes(i64),
}

/// Three sends: one after the other, together, and published in another order than committed.
const VOICES: [&[Voice]; 3] = {
    use Voice::{Commits, Publishes};
    [
        &[Commits(1), Publishes(1), Commits(2), Publishes(2), Commits(3), Publishes(3)],
        &[Commits(1), Commits(2), Commits(3), Publishes(1), Publishes(2), Publishes(3)],
        &[Commits(1), Commits(2), Publishes(2), Commits(3), Publishes(3), Publishes(1)],
    ]
};

/// Somebody who connects.
#[derive(Default)]
struct Newcomer {
    done: usize,
    /// The list's version.
    known: i64,
    queue: Option<Arc<Queue>>,
}

impl Newcomer {
    fn step(&mut self, hub: &Hub, user: u128, committed: i64) {
        match EARS[self.done] {
            Ear::Register => {
                let ear = hub.connect(listener(user));
                hub.listen(&ear, [id(ROOM)]);
                self.queue = Some(ear);
            }
            Ear::Read => self.known = committed,
            Ear::Settle => {
                if !hub.settle(self.queue(), [(id(ROOM), self.known)]).is_empty() {
                    self.known = committed;
                }
            }
            Ear::Skip => _ = self.queue().skip(|_| Some(self.known)),
        }
        self.done += 1;
    }

    fn queue(&self) -> &Arc<Queue> {
        self.queue.as_ref().unwrap()
    }

    /// The rule: what is not newer than held is ignored, and there is no gap.
    fn has_all(&self, newest: i64, case: &str) {
        let heard = heard(self.queue());
        let case = format!("{case}: list {}, heard {heard:?}", self.known);
        assert!(heard.is_sorted_by(|one, other| one < other), "in order, once: {case}");
        let news: Vec<i64> = heard.into_iter().filter(|version| *version > self.known).collect();
        assert_eq!(news, (self.known + 1..=newest).collect::<Vec<_>>(), "{case}");
    }
}

/// The versions that wait.
fn heard(queue: &Queue) -> Vec<i64> {
    let batch = next(queue).now_or_never().map(Result::unwrap).unwrap_or_default();
    let version = |delivery: &Arc<Delivery>| match &delivery.event {
        ServerEvent::Change(change) => Some(change.version),
        _ => None,
    };
    batch.iter().filter_map(version).collect()
}

/// Plays the steps: whose is the next one, a newcomer's or (beyond them) that of those who send.
fn play(order: &[usize], voices: &[Voice], (newcomers, somebody_is_there): (usize, bool)) {
    let hub = Hub::default();
    let other = hub.connect(listener(99));
    if somebody_is_there {
        hub.listen(&other, [id(ROOM)]);
        hub.settle(&other, [(id(ROOM), 0)]);
    }
    let mut ears: Vec<Newcomer> = (0..newcomers).map(|_| Newcomer::default()).collect();
    let (mut committed, mut steps) = (0, voices.iter());
    for &who in order {
        match ears.get_mut(who) {
            Some(ear) => ear.step(&hub, who as u128 + 1, committed),
            None => match steps.next().unwrap() {
                Voice::Commits(version) => committed = *version,
                Voice::Publishes(version) => _ = hub.publish(renamed(*version)),
            },
        }
    }
    for ear in ears {
        ear.has_all(committed, &format!("{voices:?} {order:?} {somebody_is_there}"));
    }
}

/// Every order of so many steps of each.
pub(super) fn orders(left: &mut [usize], begun: &mut Vec<usize>, done: &mut impl FnMut(&[usize])) {
    if left.iter().all(|steps| *steps == 0) {
        return done(begun);
    }
    for who in 0..left.len() {
        if left[who] > 0 {
            left[who] -= 1;
            begun.push(who);
            orders(left, begun, done);
            begun.pop();
            left[who] += 1;
        }
    }
}

/// Returns how many were played.
fn play_all(voices: &[Voice], newcomers: usize, somebody_is_there: bool) -> usize {
    let mut left = vec![EARS.len(); newcomers];
    left.push(voices.len());
    let mut played = 0;
    orders(&mut left, &mut Vec::new(), &mut |order| {
        play(order, voices, (newcomers, somebody_is_there));
        played += 1;
    });
    played
}

#[test]
fn f8_whenever_one_connects_nothing_is_lost_and_nothing_comes_twice() {
    let each = [false, true].map(|is_there| VOICES.map(|voices| play_all(voices, 1, is_there)));
    assert_eq!(each, [[210; 3]; 2], "ten steps, of which four are the ear's: 210 orders");
}

#[test]
fn f8_whenever_two_connect_at_once_nothing_is_lost_and_nothing_comes_twice() {
    use Voice::{Commits, Publishes};
    let each = [false, true]
        .map(|is_there| play_all(&[Commits(1), Commits(2), Publishes(1), Publishes(2)], 2, is_there));
    assert_eq!(each, [34_650; 2], "twelve steps, four of each");
}
