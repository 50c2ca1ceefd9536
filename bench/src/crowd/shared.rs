//! What the clients of a crowd have in common: counters, and who may send next.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
    time::Duration,
};

use tokio::sync::Notify;

use super::{Seat, Side};
use crate::{tally::Tally, ws::Stamp};

/// A lone speaker is never further ahead of the slowest listener: a generator that falls behind must not look like a slow
/// reader, whom the server would send away.
const LEAD: u64 = 128;

/// Where a speaker is woken.
#[derive(Default)]
pub(super) struct Bell {
    pub(super) ring: Notify,
    /// When messages were due that are still to be sent.
    pub(super) due: RefCell<VecDeque<Stamp>>,
}

/// Counters of all clients.
pub(super) struct Shared {
    pub(super) ready: Cell<usize>,
    pub(super) heard: Cell<u64>,
    pub(super) acked: Cell<u64>,
    /// How many receipts all that was sent will bring.
    pub(super) expected: Cell<u64>,
    /// Speakers send as fast as they are answered.
    pub(super) going: Cell<bool>,
    pub(super) window: u64,
    pub(super) failure: RefCell<Option<String>>,
    /// How long each receipt took, while that is asked for.
    pub(super) times: RefCell<Option<Vec<Duration>>>,
    /// How many messages each stream has had.
    pub(super) sent: RefCell<Vec<u64>>,
    pub(super) tallies: Vec<Rc<RefCell<Tally>>>,
    /// The streams that each client hears.
    pub(super) streams: Vec<Vec<u32>>,
    bells: Vec<Rc<Bell>>,
    next: Cell<usize>,
    lead: RefCell<Option<Lead>>,
    audience: Vec<u64>,
}

impl Shared {
    pub(super) fn new(side: Side, seats: &[Seat], window: u64) -> Self {
        let rooms = seats.iter().map(|seat| seat.room + 1).max().unwrap_or_default() as usize;
        let people = seats.iter().map(|seat| seat.person + 1).max().unwrap_or_default() as usize;
        let mut audience = vec![0; rooms];
        for seat in seats {
            audience[seat.room as usize] += 1;
        }
        let speakers: Vec<&Seat> = seats.iter().filter(|seat| seat.speaks).collect();
        let streams = |seat: &Seat| match side {
            Side::Server => vec![seat.room],
            Side::Relay => {
                let here = speakers.iter().filter(|speaker| speaker.room == seat.room);
                here.map(|speaker| speaker.person).collect()
            }
        };
        Self {
            ready: Cell::default(),
            heard: Cell::default(),
            acked: Cell::default(),
            expected: Cell::default(),
            going: Cell::default(),
            window,
            failure: RefCell::default(),
            times: RefCell::default(),
            sent: RefCell::new(vec![0; rooms.max(people)]),
            tallies: seats.iter().map(|_| Rc::default()).collect(),
            streams: seats.iter().map(streams).collect(),
            bells: speakers.iter().map(|_| Rc::default()).collect(),
            next: Cell::default(),
            lead: RefCell::new((speakers.len() == 1).then(|| Lead::new(seats.len()))),
            audience,
        }
    }

    /// The bell of the next speaker who takes a seat.
    pub(super) fn bell(&self) -> Rc<Bell> {
        let next = self.next.replace(self.next.get() + 1);
        Rc::clone(&self.bells[next % self.bells.len()])
    }

    pub(super) fn ring_all(&self) {
        self.bells.iter().for_each(|bell| bell.ring.notify_one());
    }

    /// The next speaker is to send a message that is due then.
    pub(super) fn tell_next(&self, due: Stamp) {
        let bell = self.bell();
        bell.due.borrow_mut().push_back(due);
        bell.ring.notify_one();
    }

    /// Counts a message of a stream that goes out into a room; its number.
    pub(super) fn sends(&self, stream: u32, room: u32) -> u64 {
        self.expected.set(self.expected.get() + self.audience[room as usize]);
        let mut sent = self.sent.borrow_mut();
        let sent = &mut sent[stream as usize];
        *sent += 1;
        *sent
    }

    pub(super) fn all_sent(&self) -> u64 {
        self.sent.borrow().iter().sum()
    }

    /// Counts a receipt.
    pub(super) fn hears(&self, seq: u64) {
        self.heard.set(self.heard.get() + 1);
        if let Some(lead) = self.lead.borrow_mut().as_mut()
            && lead.hear(seq)
        {
            self.ring_all();
        }
    }

    /// Whether a speaker with so many sends in flight may send one more.
    pub(super) fn may_send(&self, in_flight: u64) -> bool {
        self.going.get()
            && in_flight < self.window
            && self.lead.borrow().as_ref().is_none_or(|lead| self.all_sent() < lead.done + LEAD)
    }

    pub(super) fn fail(&self, why: &anyhow::Error) {
        self.failure.borrow_mut().get_or_insert_with(|| format!("{why:#}"));
    }
}

/// How far all listeners have come with a lone speaker's messages.
struct Lead {
    listeners: u32,
    /// All have heard up to here.
    done: u64,
    heard: Vec<u32>,
}

impl Lead {
    fn new(listeners: usize) -> Self {
        let listeners = u32::try_from(listeners).unwrap_or(u32::MAX);
        Self { listeners, done: 0, heard: vec![0; usize::try_from(4 * LEAD).unwrap_or(512)] }
    }

    /// True when the speaker, who may be waiting, may go on.
    fn hear(&mut self, seq: u64) -> bool {
        let size = self.heard.len() as u64;
        let at = |seq: u64| usize::try_from(seq % size).unwrap_or_default();
        self.heard[at(seq)] += 1;
        let before = self.done;
        while self.heard[at(self.done + 1)] >= self.listeners {
            self.done += 1;
            self.heard[at(self.done)] = 0;
        }
        before / 16 < self.done / 16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_speaker_waits_for_the_slowest_listener() {
        let seat = |person| Seat { person, room: 0, speaks: person == 0 };
        let shared = Shared::new(Side::Server, &[seat(0), seat(1)], u64::MAX);
        shared.going.set(true);
        while shared.may_send(0) {
            shared.sends(0, 0);
        }
        assert_eq!(shared.all_sent(), LEAD);
        assert_eq!(shared.expected.get(), 2 * LEAD);
        (1..=LEAD).for_each(|seq| shared.hears(seq));
        assert!(!shared.may_send(0), "one of two has heard all");
        (1..=16).for_each(|seq| shared.hears(seq));
        assert!(shared.may_send(0));
    }

    #[test]
    fn a_speaker_has_no_more_in_flight_than_the_window() {
        let seat = |person| Seat { person, room: 0, speaks: true };
        let shared = Shared::new(Side::Relay, &[seat(0), seat(1)], 3);
        assert!(!shared.may_send(0), "it has not begun");
        shared.going.set(true);
        assert!(shared.may_send(2) && !shared.may_send(3));
        assert_eq!(shared.streams, [[0, 1], [0, 1]]);
    }
}
