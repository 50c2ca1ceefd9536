//! The checks must be able to fail: a lost, a doubled, a reordered message, and whatever else may go wrong.

use std::{collections::BTreeMap, time::Instant};

use protocol::{ServerEvent, UserId};

use super::*;
use crate::{
    check::truth::Row,
    client::{
        held::Held,
        sample::{ME, OTHER, ROOM, hello, id, line, message},
    },
};

const COUNT: i64 = 4;

fn room() -> ConversationId {
    id(ROOM)
}

/// A database with four messages of one stream, and the ledger that goes with it.
fn sound() -> (Truth, HashMap<ClientId, Sent>) {
    let mut truth = Truth::default();
    let mut stored = Stored { version: COUNT, last_seq: COUNT, members: vec![id(ME)], ..Stored::default() };
    let mut sent = HashMap::new();
    for seq in 1..=COUNT {
        let message = message(seq);
        let client_id: ClientId = id(u128::from(seq.unsigned_abs()));
        let place = (message.id, seq, seq);
        stored.messages.insert(seq, Held::of(&message, id(0)));
        let row = Row {
            author: message.sender_id,
            conversation: room(),
            place,
            text: message.text.clone(),
            deleted: false,
            edited: false,
        };
        truth.by_client_id.insert(client_id, row);
        let one = Sent {
            author: message.sender_id,
            conversation: room(),
            stream: "one".into(),
            number: seq.unsigned_abs(),
            text: message.text,
            place: Some(place),
            overtook: false,
            refused: false,
        };
        sent.insert(client_id, one);
    }
    truth.rooms.insert(room(), stored);
    (truth, sent)
}

/// A client that holds all four.
fn holder() -> Model {
    let mut model = Model::new(id(ME), Instant::now());
    let now = Instant::now();
    let said = model.hear(hello(COUNT), now);
    let [protocol::ClientCommand::Sync { request_id, .. }] = said[..] else { panic!("{said:?}") };
    let messages = (1..=COUNT).rev().map(message).collect();
    model.hear(ServerEvent::Reset { request_id, conversation: line(COUNT), messages }, now);
    model
}

fn kinds(findings: Vec<Finding>) -> Vec<Broken> {
    let mut kinds: Vec<Broken> = findings.into_iter().map(|(what, ..)| what).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

#[test]
fn what_is_sound_has_no_findings() {
    let (truth, sent_all) = sound();
    assert_eq!(sent(&truth, &sent_all), []);
    assert_eq!(stored(room(), &truth.rooms[&room()]), []);
    assert_eq!(held(&holder(), &truth), []);
    assert_eq!((fresh(&holder(), &holder()), reads(&holder(), &holder())), (vec![], vec![]));
}

#[test]
fn a_lost_message_is_found_by_everybody_who_should_have_it() {
    let (mut truth, sent_all) = sound();
    truth.by_client_id.remove(&id(2));
    assert_eq!(kinds(sent(&truth, &sent_all)), [Broken::Lost]);

    let (mut truth, _) = sound();
    truth.rooms.get_mut(&room()).unwrap().messages.remove(&2);
    assert_eq!(kinds(stored(room(), &truth.rooms[&room()])), [Broken::Lost]);

    let (truth, _) = sound();
    let mut model = holder();
    model.rooms.get_mut(&room()).unwrap().messages.remove(&2);
    assert_eq!(kinds(held(&model, &truth)), [Broken::Lost]);
    let mut behind = holder();
    behind.rooms.get_mut(&room()).unwrap().version = COUNT - 1;
    assert_eq!(kinds(held(&behind, &truth)), [Broken::Lost]);
    assert_eq!(kinds(fresh(&behind, &holder())), [Broken::Differs]);
    let mut without = holder();
    without.rooms.clear();
    assert_eq!(kinds(held(&without, &truth)), [Broken::Lost]);
    assert_eq!(kinds(fresh(&without, &holder())), [Broken::Lost]);
}

#[test]
fn a_doubled_message_is_found_by_its_text_and_by_its_sender() {
    let (mut truth, sent_all) = sound();
    let again = Row { place: (id(9), COUNT + 1, COUNT + 1), ..truth.by_client_id[&id(2)].clone() };
    truth.by_client_id.insert(id(99), again);
    assert_eq!(kinds(sent(&truth, &sent_all)), [Broken::Doubled]);

    let (truth, _) = sound();
    let mut model = holder();
    let room_held = model.rooms.get_mut(&room()).unwrap();
    room_held.messages.insert(COUNT + 1, Held::of(&message(COUNT + 1), id(ME)));
    assert_eq!(kinds(held(&model, &truth)), [Broken::Doubled]);
}

#[test]
fn a_reordered_message_is_found_by_its_number_and_by_its_ack() {
    let (mut truth, mut sent_all) = sound();
    sent_all.get_mut(&id(2)).unwrap().number = 3;
    sent_all.get_mut(&id(3)).unwrap().number = 2;
    assert_eq!(kinds(sent(&truth, &sent_all)), [Broken::Disorder]);

    let (_, sent_all) = sound();
    truth.by_client_id.get_mut(&id(2)).unwrap().place.1 = 7;
    assert!(kinds(sent(&truth, &sent_all)).contains(&Broken::Disorder));

    let (mut truth, sent_all) = sound();
    truth.by_client_id.get_mut(&id(2)).unwrap().place.2 = 1;
    assert_eq!(kinds(sent(&truth, &sent_all)), [Broken::Disorder], "its version went back");
}

#[test]
fn a_message_with_another_text_differs() {
    let (truth, _) = sound();
    let mut model = holder();
    model.rooms.get_mut(&room()).unwrap().messages.get_mut(&2).unwrap().digest ^= 1;
    assert_eq!(kinds(held(&model, &truth)), [Broken::Differs]);

    let (mut truth, sent_all) = sound();
    truth.by_client_id.get_mut(&id(2)).unwrap().text = "else".into();
    assert_eq!(kinds(sent(&truth, &sent_all)), [Broken::Differs]);
}

#[test]
fn what_was_refused_at_its_only_try_must_not_be_there() {
    let (truth, mut sent_all) = sound();
    let one = sent_all.get_mut(&id(2)).unwrap();
    (one.refused, one.place) = (true, None);
    assert_eq!(kinds(sent(&truth, &sent_all)), [Broken::Fault]);
}

#[test]
fn what_one_holds_who_is_no_member_is_a_leak() {
    let (mut truth, _) = sound();
    truth.rooms.get_mut(&room()).unwrap().members = vec![id(OTHER)];
    assert_eq!(kinds(held(&holder(), &truth)), [Broken::Leaked]);
}

#[test]
fn what_was_heard_between_leaving_and_coming_back_is_a_leak() {
    let second = Duration::from_secs(1);
    let user: UserId = id(ME);
    let in_and_out =
        BTreeMap::from([(0, (true, Duration::ZERO)), (10, (false, second)), (20, (true, second * 2))]);
    let memberships = Memberships::from([((room(), user), in_and_out)]);
    let heard = |version, at| leaks(user, &[(room(), version, at)], &memberships, Duration::ZERO);
    assert_eq!(heard(9, second), []);
    assert_eq!(kinds(heard(15, second * 2)), [Broken::Leaked]);
    assert_eq!(heard(25, second * 3), []);
    let travelling = leaks(user, &[(room(), 15, second * 2)], &memberships, second * 5);
    assert_eq!(travelling, []);
}

#[test]
fn a_reading_that_was_not_told_is_found() {
    let (mine, mut told) = (holder(), holder());
    told.rooms.get_mut(&room()).unwrap().read_by_some = 2;
    assert_eq!(kinds(reads(&mine, &told)), [Broken::Differs]);
    let mut told = holder();
    told.rooms.get_mut(&room()).unwrap().read_seq = 1;
    assert_eq!(kinds(reads(&mine, &told)), [Broken::Differs]);
    let own = |watermark| {
        let mut model = holder();
        let room = model.rooms.get_mut(&room()).unwrap();
        room.messages.values_mut().for_each(|held| held.mine = true);
        room.watermark = watermark;
        model
    };
    assert_eq!((untold(&own(1), &own(3)), untold(&own(3), &own(1))), (1, 0));
}

#[test]
fn f10_signs_quotes_and_calls_that_differ_are_found() {
    let of_second = |change: fn(&mut Held)| {
        let mut model = holder();
        change(model.rooms.get_mut(&room()).unwrap().messages.get_mut(&2).unwrap());
        kinds(held(&model, &sound().0))
    };
    assert_eq!(of_second(|held| held.signs += 1), [Broken::Differs]);
    assert_eq!(of_second(|held| held.quote = Some((1, 1))), [Broken::Differs]);

    let (mut truth, _) = sound();
    let stored = truth.rooms.get_mut(&room()).unwrap();
    stored.signs.entry(2).or_default().insert((id(ME), "👍".into()));
    assert_eq!(kinds(held(&holder(), &truth)), [Broken::Differs], "a sign of one's own is not held");
}

#[test]
fn f10_unread_calls_are_counted_as_they_are_stored() {
    let called = || {
        let (mut truth, _) = sound();
        truth.rooms.get_mut(&room()).unwrap().calls.insert(3, (id(OTHER), vec![None]));
        truth
    };
    assert_eq!(kinds(calls(&holder(), &holder(), &called())), [Broken::Differs]);
    let (mut mine, mut told) = (holder(), holder());
    told.rooms.get_mut(&room()).unwrap().unread_mentions = 1;
    assert_eq!(kinds(calls(&mine, &told, &called())), [Broken::Differs], "it is not held");
    mine.rooms.get_mut(&room()).unwrap().messages.get_mut(&3).unwrap().calls_me = true;
    assert_eq!(calls(&mine, &told, &called()), []);
    for model in [&mut mine, &mut told] {
        let room = model.rooms.get_mut(&room()).unwrap();
        (room.read_seq, room.unread_mentions) = (3, 0);
    }
    assert_eq!(calls(&mine, &told, &called()), [], "it was read");
}
