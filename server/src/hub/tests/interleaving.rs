//! F8: a socket connects at every instruction of a send. Both are played as steps, in every order that there is; the
//! store is the version that has been committed. Whatever the order, a client that follows its rule ends with each
//! change once.

use futures_util::FutureExt;

use super::*;

/// A step of somebody who connects (`action::listen`).
#[derive(Clone, Copy, Debug)]
enum Ear {
    /// Registers, and listens to the conversation.
    Register,
    /// Reads the list.
    Read,
    /// Tells the hub at which version it was.
    Settle,
    /// Skips what is in the list already.
    Skip,
}

/// A step of those who send.
#[derive(Clone, Copy, Debug)]
enum Voice {
    /// The store holds this version now.
    Commits(i64),
    /// The hub is told.
    Publishes(i64),
}

const EARS: [Ear; 4] = [Ear::Register, Ear::Read, Ear::Settle, Ear::Skip];

/// Three sends: one after the other, together, and published in another order than committed.
const VOICES: [&[Voice]; 3] = {
    use Voice::{Commits, Publishes};
    [
        &[Commits(1), Publishes(1), Commits(2), Publishes(2), Commits(3), Publishes(3)],
        &[Commits(1), Commits(2), Commits(3), Publishes(1), Publishes(2), Publishes(3)],
        &[Commits(1), Commits(2), Publishes(2), Commits(3), Publishes(3), Publishes(1)],
    ]
};

/// What the one who connects was told: the list's version, and the changes that came.
fn play(order: u32, voices: &[Voice], somebody_is_there: bool) -> (i64, Vec<i64>) {
    let hub = Hub::default();
    let other = hub.connect(listener(2));
    if somebody_is_there {
        hub.listen(&other, [id(ROOM)]);
        hub.settle([(id(ROOM), 0)]);
    }
    let (mut committed, mut known, mut queue) = (0, 0, None);
    let (mut ears, mut voices) = (EARS.iter(), voices.iter());
    let steps = EARS.len() + voices.len();
    for step in 0..steps {
        if order & (1 << step) == 0 {
            match voices.next().unwrap() {
                Voice::Commits(version) => committed = *version,
                Voice::Publishes(version) => _ = hub.publish(renamed(*version)),
            }
            continue;
        }
        match ears.next().unwrap() {
            Ear::Register => {
                let ear = hub.connect(listener(1));
                hub.listen(&ear, [id(ROOM)]);
                queue = Some(ear);
            }
            Ear::Read => known = committed,
            Ear::Settle => hub.settle([(id(ROOM), known)]),
            Ear::Skip => queue.as_ref().unwrap().skip(|_| Some(known)),
        }
    }
    (known, heard(&queue.unwrap()))
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

#[test]
fn f8_whenever_one_connects_nothing_is_lost_and_nothing_comes_twice() {
    let mut played = 0;
    for voices in VOICES {
        let steps = EARS.len() + voices.len();
        let orders = (0..1_u32 << steps).filter(|order| order.count_ones() == 4);
        for order in orders {
            for somebody_is_there in [false, true] {
                let (known, heard) = play(order, voices, somebody_is_there);
                let case = format!("{voices:?} {order:b} {somebody_is_there}: list {known}, heard {heard:?}");
                assert!(heard.is_sorted_by(|one, other| one < other), "in order, once: {case}");
                // The rule: what is not newer than held is ignored, and there is no gap.
                let news: Vec<i64> = heard.into_iter().filter(|version| *version > known).collect();
                assert_eq!(news, (known + 1..=3).collect::<Vec<_>>(), "{case}");
                played += 1;
            }
        }
    }
    assert_eq!(played, 3 * 2 * 210, "ten steps, of which four are the ear's: 210 orders");
}
