//! The client's rule (design, section 5), and that a broken promise is seen.

use std::time::{Duration, Instant};

use protocol::{
    ClientCommand, ConversationId, ErrorCode, Message, ServerEvent, event::Changed, limits::GAP_WAIT,
};

use super::*;
use crate::client::sample::{ME, OTHER, ROOM, change, hello, id, line, message};

fn room() -> ConversationId {
    id(ROOM)
}

fn asked(said: &[ClientCommand]) -> Option<(i64, RequestId)> {
    match said {
        [ClientCommand::Sync { since, request_id, .. }] => Some((*since, *request_id)),
        _ => None,
    }
}

/// One that holds so many messages.
fn holding(count: i64) -> Model {
    let mut model = Model::new(id(ME), Instant::now());
    let (since, request_id) = asked(&model.hear(hello(count), Instant::now())).unwrap();
    assert_eq!(since, 0);
    let messages = (1..=count).rev().map(message).collect();
    model.hear(ServerEvent::Reset { request_id, conversation: line(count), messages }, Instant::now());
    assert!(model.at_rest() && model.faults.is_empty(), "{:?}", model.faults);
    model
}

fn broken(model: &Model) -> Vec<Broken> {
    model.faults.iter().map(|(what, ..)| *what).collect()
}

fn held(model: &Model) -> (i64, Vec<i64>) {
    let room = &model.rooms[&room()];
    (room.version, room.messages.keys().copied().collect())
}

#[test]
fn the_next_is_applied_and_a_known_one_ignored() {
    let mut model = holding(2);
    model.hear(ServerEvent::Change(change(2)), Instant::now());
    model.hear(ServerEvent::Change(change(3)), Instant::now());
    assert_eq!(held(&model), (3, vec![1, 2, 3]));
    assert_eq!(broken(&model), []);
}

#[test]
fn an_early_one_waits_and_then_is_asked_for() {
    let mut model = holding(1);
    let start = Instant::now();
    model.hear(ServerEvent::Change(change(4)), start);
    assert_eq!((held(&model).0, model.at_rest(), model.due(start).len()), (1, false, 0));
    let (since, request_id) = asked(&model.due(start + GAP_WAIT)).unwrap();
    assert_eq!((since, model.due(start + GAP_WAIT).len()), (1, 0));
    let items = vec![change(2), change(3)];
    let answer = ServerEvent::Changes { request_id, conversation_id: room(), items, version: 3, more: false };
    model.hear(answer, start);
    assert_eq!((held(&model), model.at_rest(), broken(&model)), ((4, vec![1, 2, 3, 4]), true, vec![]));
}

#[test]
fn an_answer_in_pages_is_asked_for_page_by_page() {
    let mut model = holding(1);
    let (_, request_id) = asked(&model.hear(hello(3), Instant::now())).unwrap();
    let page = |request_id, seq, more| ServerEvent::Changes {
        request_id,
        conversation_id: room(),
        items: vec![change(seq)],
        version: seq,
        more,
    };
    let (since, request_id) = asked(&model.hear(page(request_id, 2, true), Instant::now())).unwrap();
    assert_eq!(since, 2);
    model.hear(page(request_id, 3, false), Instant::now());
    assert_eq!((held(&model), model.at_rest()), ((3, vec![1, 2, 3]), true));
}

#[test]
fn another_epoch_is_another_life() {
    let mut model = holding(3);
    let ServerEvent::Hello { now, user, session_id, conversations, .. } = hello(1) else { unreachable!() };
    let other = ServerEvent::Hello { epoch: id(99), now, user, session_id, conversations };
    assert_eq!(asked(&model.hear(other, Instant::now())).map(|(since, _)| since), Some(0));
    assert_eq!(broken(&model), []);
}

#[test]
fn a_hello_that_knows_less_has_lost_something() {
    let mut model = holding(3);
    model.hear(hello(2), Instant::now());
    assert_eq!(broken(&model), [Broken::Lost]);
}

#[test]
fn the_same_change_twice_on_one_connection_is_doubled_and_on_the_next_one_is_not() {
    let mut model = holding(1);
    model.hear(ServerEvent::Change(change(2)), Instant::now());
    model.disconnected("test");
    model.hear(hello(2), Instant::now());
    model.hear(ServerEvent::Change(change(2)), Instant::now());
    assert_eq!(broken(&model), []);
    model.hear(ServerEvent::Change(change(2)), Instant::now());
    assert_eq!(broken(&model), [Broken::Doubled]);
}

#[test]
fn an_earlier_change_after_a_later_one_is_seen() {
    let mut model = holding(1);
    model.hear(ServerEvent::Change(change(3)), Instant::now());
    model.hear(ServerEvent::Change(change(2)), Instant::now());
    assert_eq!((held(&model).0, broken(&model)), (3, vec![Broken::Doubled]));
}

#[test]
fn a_hole_in_the_places_is_a_loss_although_the_versions_have_none() {
    let mut model = holding(1);
    let mut lying = change(2);
    lying.changed = Changed::Message { message: message(3) };
    model.hear(ServerEvent::Change(lying), Instant::now());
    assert_eq!(broken(&model), [Broken::Lost]);
}

#[test]
fn what_comes_after_the_removal_is_a_leak() {
    let mut model = holding(1);
    model.hear(ServerEvent::ConversationRemoved { conversation_id: room() }, Instant::now());
    model.hear(ServerEvent::Change(change(2)), Instant::now());
    assert_eq!(broken(&model), [Broken::Leaked]);
}

#[test]
fn somebody_elses_client_id_is_a_leak() {
    let mut model = holding(1);
    let mut telling = change(2);
    let Changed::Message { message } = &mut telling.changed else { unreachable!() };
    message.client_id = Some(id(8));
    model.hear(ServerEvent::Change(telling), Instant::now());
    assert_eq!(broken(&model), [Broken::Leaked]);
}

#[test]
fn f11_fully_read_goes_forward_and_is_told_once_even_over_connections() {
    let mut model = holding(3);
    let told = |seq| ServerEvent::FullyRead {
        conversation_id: room(),
        title: String::new(),
        message_id: id(9),
        seq,
    };
    model.rooms.get_mut(&room()).unwrap().messages.values_mut().for_each(|held| held.mine = true);
    model.hear(told(1), Instant::now());
    model.hear(told(3), Instant::now());
    assert_eq!(broken(&model), []);
    model.disconnected("test");
    model.hear(told(3), Instant::now());
    model.hear(told(2), Instant::now());
    let of = |wanted: Count| model.counted.iter().filter(|count| **count == wanted).count();
    assert_eq!((of(Count::FullyReadAgain), of(Count::FullyReadLate)), (1, 1));
}

#[test]
fn reading_follows_events_and_sending_is_reading() {
    let mut model = holding(2);
    let read = |user: u128, seq| ServerEvent::Read { conversation_id: room(), user_id: id(user), seq };
    model.hear(read(OTHER, 1), Instant::now());
    model.hear(read(ME, 2), Instant::now());
    assert_eq!((model.rooms[&room()].read_by_some, model.rooms[&room()].read_seq), (1, 2));
    model.hear(ServerEvent::Change(change(3)), Instant::now());
    assert_eq!(model.rooms[&room()].read_by_some, 3);
}

#[test]
fn what_is_asked_and_not_answered_is_overdue() {
    let mut model = Model::new(id(ME), Instant::now());
    model.hear(hello(1), Instant::now());
    assert!(!model.overdue(Instant::now()) && model.overdue(Instant::now() + Duration::from_mins(1)));
    model.disconnected("test");
    assert!(!model.overdue(Instant::now() + Duration::from_mins(1)) && !model.at_rest());
}

/// The message at this place, as a later version has it.
fn changed(seq: i64, version: i64) -> Message {
    Message { version, text: format!("text {seq} as of {version}"), ..message(seq) }
}

fn tells(message: Message) -> Change {
    let version = message.version;
    Change { conversation_id: room(), version, changed: Changed::Message { message } }
}

#[test]
fn f10_a_change_of_an_old_message_replaces_it_and_every_quote_of_it() {
    let mut model = holding(2);
    let quote = |message: &Message| {
        let Message { seq, sender_id, sender_name, text, deleted, .. } = message.clone();
        Some(Box::new(protocol::Quote { seq, sender_id, sender_name, text, deleted }))
    };
    let answer = |of: &Message| Message { reply_to: Some(of.id), quote: quote(of), ..message(3) };
    model.hear(ServerEvent::Change(tells(answer(&message(1)))), Instant::now());
    let before = model.rooms[&room()].messages[&3].quote;
    let edited = changed(1, 4);
    model.hear(ServerEvent::Change(tells(edited.clone())), Instant::now());
    let room = &model.rooms[&room()];
    assert_eq!((room.version, room.last_seq, broken(&model)), (4, 3, vec![]));
    assert_eq!(room.messages[&1].version, 4);
    assert_ne!(room.messages[&3].quote, before);
    assert_eq!(room.messages[&3].quote, crate::client::held::Held::of(&answer(&edited), id(ME)).quote);
}

#[test]
fn f10_what_was_changed_later_is_told_later_and_a_hole_that_stays_is_a_loss() {
    let synced = |items: Vec<Change>, more: bool| {
        let mut model = holding(1);
        let (_, request_id) = asked(&model.hear(hello(9), Instant::now())).unwrap();
        let version = items.last().map_or(9, |item| item.version);
        let answer = ServerEvent::Changes { request_id, conversation_id: room(), items, version, more };
        model.hear(answer, Instant::now());
        broken(&model)
    };
    assert_eq!(synced(vec![change(3), tells(changed(2, 9))], false), []);
    assert_eq!(synced(vec![change(3)], true), [], "the rest is to come");
    assert_eq!(synced(vec![change(3)], false), [Broken::Lost]);
}

#[test]
fn f10_another_message_in_the_same_place_is_seen() {
    let mut model = holding(2);
    let other = Message { id: id(4_711), ..changed(2, 3) };
    model.hear(ServerEvent::Change(tells(other)), Instant::now());
    assert_eq!(broken(&model), [Broken::Disorder]);
}

#[test]
fn f10_what_came_of_a_wish_is_noted() {
    let mut model = holding(1);
    let done = ServerEvent::Done { request_id: id(5), conversation_id: room(), version: 3 };
    model.hear(done, Instant::now());
    let refused = |code, request| ServerEvent::Error {
        code,
        detail: String::new(),
        client_id: None,
        request_id: Some(id(request)),
        retry_after: None,
    };
    model.hear(refused(ErrorCode::Forbidden, 6), Instant::now());
    model.hear(refused(ErrorCode::Unavailable, 7), Instant::now());
    let outcomes = [(id(5), Outcome::Done(3)), (id(6), Outcome::Refused), (id(7), Outcome::Open)];
    assert_eq!(model.amended, outcomes);
}
