//! Who is told of whom, and when.

use uuid::Uuid;

use super::{present::LOST_AFTER, *};

fn id(n: u128) -> UserId {
    Uuid::from_u128(n).into()
}

const ANN: u128 = 1;
const BEN: u128 = 2;
const CID: u128 = 3;

fn left(now: Instant) -> Left {
    Left { due: now + PRESENCE_GRACE, at: Timestamp::from_millis(7) }
}

fn gone(user: u128, told: &[u128]) -> Gone {
    let told = told.iter().map(|&one| id(one)).collect();
    Gone { user: id(user), at: Timestamp::from_millis(7), told, is_shown: true }
}

/// Ann and Ben are here and have a chat; Cid is here and has none.
fn three() -> Present {
    let mut present = Present::default();
    for (user, peers) in [(ANN, vec![id(BEN)]), (BEN, vec![id(ANN)]), (CID, vec![])] {
        present.arrive(id(user), true);
        present.watch(id(user), peers);
    }
    present
}

#[test]
fn only_those_who_have_a_chat_are_told_and_only_of_the_first_socket() {
    let mut present = Present::default();
    assert_eq!(present.arrive(id(ANN), true), (true, vec![]));
    present.watch(id(ANN), [id(BEN)]);
    present.arrive(id(CID), true);
    assert_eq!(present.arrive(id(BEN), true), (true, vec![id(ANN)]));
    assert_eq!(present.arrive(id(BEN), true), (false, vec![]), "a second device is no news");
}

#[test]
fn who_comes_back_in_time_was_never_away() {
    let (mut present, start) = (three(), Instant::now());
    present.depart(id(BEN), left(start));
    assert_eq!(present.leave(start + PRESENCE_GRACE / 2), []);
    assert_eq!(present.arrive(id(BEN), true), (false, vec![]));
    assert_eq!(present.leave(start + 2 * PRESENCE_GRACE), []);
    let later = start + 2 * PRESENCE_GRACE;
    present.depart(id(BEN), left(later));
    assert_eq!(present.due(later + PRESENCE_GRACE), [(id(BEN), Timestamp::from_millis(7))]);
    let those = present.leave(later + PRESENCE_GRACE);
    assert_eq!(those, [gone(BEN, &[ANN])]);
    assert_eq!(present.leave(later + 3 * PRESENCE_GRACE), [], "once");
}

#[test]
fn with_one_of_two_devices_closed_they_are_still_here() {
    let (mut present, start) = (three(), Instant::now());
    present.arrive(id(BEN), true);
    present.depart(id(BEN), left(start));
    assert_eq!(present.leave(start + 2 * PRESENCE_GRACE), []);
}

#[test]
fn who_hides_is_not_told_and_of_them_nothing_is() {
    let (mut present, start) = (three(), Instant::now());
    assert_eq!(present.show(id(BEN), false), (true, vec![id(ANN)]), "that they hide is told");
    present.depart(id(ANN), left(start));
    let those = present.leave(start + PRESENCE_GRACE);
    assert_eq!(those, [gone(ANN, &[])], "they see nobody");
    present.arrive(id(ANN), true);
    present.watch(id(ANN), [id(BEN)]);
    present.depart(id(BEN), left(start));
    assert!(present.leave(start + PRESENCE_GRACE).iter().all(|gone| gone.told.is_empty()));
    assert_eq!(present.arrive(id(BEN), false), (true, vec![]), "nor when they come");
}

#[test]
fn whoever_was_here_before_a_restart_is_not_news_when_they_return() {
    let (mut present, start) = (Present::default(), Instant::now());
    present.expect_back(id(BEN), left(start));
    present.arrive(id(ANN), true);
    present.watch(id(ANN), [id(BEN)]);
    assert!(present.people.contains_key(&id(BEN)));
    assert_eq!(present.arrive(id(BEN), true), (false, vec![]));
    present.expect_back(id(BEN), left(start));
    assert_eq!(present.leave(start + PRESENCE_GRACE), [], "nobody who is here is expected");
}

#[test]
fn nothing_is_kept_of_who_is_gone() {
    let (mut present, start) = (three(), Instant::now());
    for user in [ANN, BEN, CID] {
        present.depart(id(user), left(start));
    }
    assert_eq!(present.leave(start + PRESENCE_GRACE).len(), 3);
    assert!(present.people.is_empty() && present.watchers.is_empty() && present.leaving.is_empty());
}

const AT: Timestamp = Timestamp::from_millis(9);

#[test]
fn whoever_is_at_another_node_is_here_for_those_who_watch() {
    let (mut present, start) = (Present::default(), Instant::now());
    present.arrive(id(ANN), true);
    present.watch(id(ANN), [id(BEN)]);
    assert_eq!(present.is_elsewhere(id(BEN), start, AT), [id(ANN)]);
    assert_eq!(present.is_elsewhere(id(BEN), start + LOST_AFTER, AT), [], "said again");
    assert!(present.has(id(BEN)));
    assert_eq!(present.forget_elsewhere(start + LOST_AFTER * 2), []);
    assert_eq!(present.left_elsewhere(id(BEN)), (false, vec![id(ANN)]));
    assert_eq!(present.left_elsewhere(id(BEN)), (false, vec![]), "once");
}

#[test]
fn a_node_that_dies_does_not_leave_its_people_here_for_ever() {
    let (mut present, start) = (Present::default(), Instant::now());
    present.arrive(id(ANN), true);
    present.watch(id(ANN), [id(BEN)]);
    present.is_elsewhere(id(BEN), start, AT);
    let later = start + LOST_AFTER + PRESENCE_GRACE;
    assert_eq!(present.forget_elsewhere(later), [(id(BEN), AT, vec![id(ANN)])]);
    assert!(!present.has(id(BEN)));
}

#[test]
fn who_goes_from_one_node_to_another_was_never_away() {
    let (mut here, start) = (three(), Instant::now());
    here.depart(id(BEN), left(start));
    assert_eq!(here.is_elsewhere(id(BEN), start, AT), []);
    assert_eq!(here.leave(start + PRESENCE_GRACE), [], "they have only moved");
    assert_eq!(
        here.arrive(id(BEN), true),
        (true, vec![]),
        "and back: the other node may know, but it is no news"
    );
    assert_eq!(here.left_elsewhere(id(BEN)), (true, vec![]), "they are here");
}
