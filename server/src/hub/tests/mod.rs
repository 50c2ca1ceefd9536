//! What the hub promises: order, no echo of what was told, bounded queues, nothing after the membership.

mod interleaving;
mod joining;

use std::future::poll_fn;

use futures_util::FutureExt;
use protocol::{
    Message, Timestamp,
    event::{Change, Changed},
};
use uuid::Uuid;

use super::*;

fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

const ROOM: u128 = 77;

fn listener(n: u128) -> Listener {
    Listener { user: id(n), session: id(n + 1_000), scope: Scope::User }
}

fn renamed(version: i64) -> News {
    News::from(Change {
        conversation_id: id(ROOM),
        version,
        changed: Changed::Renamed { title: format!("title {version}") },
    })
}

/// A message of 9.
pub(super) fn said(version: i64) -> News {
    let message = Message {
        id: id(900),
        conversation_id: id(ROOM),
        seq: version,
        version,
        sender_id: id(9),
        sender_name: "Ann".into(),
        text: "Hello".into(),
        created_at: Timestamp::from_millis(0),
        client_id: None,
        edited_at: None,
        deleted: false,
        reply_to: None,
        quote: None,
        forwarded: None,
        mentions: Vec::new(),
        reactions: Vec::new(),
        is_read: false,
        read_by_count: 0,
        fully_read: false,
    };
    News::from(Change { conversation_id: id(ROOM), version, changed: Changed::Message { message } })
}

/// A hub with one listener that has read the conversation at version 0.
fn listening() -> (Hub, Arc<Queue>) {
    let hub = Hub::default();
    let queue = hub.connect(listener(1));
    hub.listen(&queue, [id(ROOM)]);
    hub.settle(&queue, [(id(ROOM), 0)]);
    (hub, queue)
}

/// What the queue gives next.
async fn next(queue: &Queue) -> Result<Vec<Arc<Delivery>>, Close> {
    let mut batch = Vec::new();
    poll_fn(|context| queue.poll_next(context, &mut batch)).await?;
    Ok(batch)
}

/// Stands for what somebody is told who has become a member.
fn welcome() -> ServerEvent {
    ServerEvent::Closing { reason: String::new(), retry_after_ms: 0 }
}

async fn heard(queue: &Queue) -> Vec<i64> {
    let wait = std::time::Duration::from_millis(10);
    let batch = tokio::time::timeout(wait, next(queue)).await.unwrap_or(Ok(Vec::new())).unwrap_or_default();
    batch
        .iter()
        .filter_map(|delivery| match &delivery.event {
            ServerEvent::Change(change) => Some(change.version),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn changes_go_out_in_order_and_once() {
    let (hub, queue) = listening();
    assert_eq!(hub.publish(renamed(1)), None);
    assert_eq!(hub.publish(renamed(1)), None);
    assert_eq!(hub.publish(renamed(3)), Some(Gap { conversation: id(ROOM), since: 1 }));
    assert_eq!(heard(&queue).await, [1]);
    assert_eq!(hub.publish(renamed(2)), None);
    assert_eq!(heard(&queue).await, [2, 3]);
}

#[tokio::test]
async fn a_gap_is_filled_from_the_store_and_what_was_replaced_there_is_not_waited_for() {
    let (hub, queue) = listening();
    assert!(hub.publish(renamed(5)).is_some());
    hub.fill(id(ROOM), vec![renamed(2), renamed(4)], 4);
    assert_eq!(heard(&queue).await, [2, 4, 5]);
    assert_eq!(hub.gap(id(ROOM)), None);
}

#[tokio::test]
async fn what_happens_while_the_first_listener_reads_is_kept_and_cut_at_what_it_read() {
    let hub = Hub::default();
    let queue = hub.connect(listener(1));
    hub.listen(&queue, [id(ROOM)]);
    for version in 4..=6 {
        assert_eq!(hub.publish(renamed(version)), None);
    }
    assert_eq!(heard(&queue).await, Vec::<i64>::new());
    hub.settle(&queue, [(id(ROOM), 5)]);
    assert_eq!(heard(&queue).await, [6]);
}

#[tokio::test]
async fn a5_who_is_being_written_to_hears_of_the_end_before_all_is_written() {
    let (hub, queue) = listening();
    hub.publish(renamed(1));
    assert!(poll_fn(|context| queue.poll_closed(context)).now_or_never().is_none());
    let ((), ()) = tokio::join!(poll_fn(|context| queue.poll_closed(context)), async {
        queue.close(Close::SessionEnded);
    });
    assert!(
        poll_fn(|context| queue.poll_closed(context)).now_or_never().is_some(),
        "and still, when asked again"
    );
}

#[tokio::test]
async fn a_full_queue_is_given_up_and_the_others_hear_everything() {
    let (hub, slow) = listening();
    let quick = hub.connect(listener(2));
    hub.listen(&quick, [id(ROOM)]);
    let mut all = Vec::new();
    for version in 1..=300 {
        hub.publish(renamed(version));
        all.extend(heard(&quick).await);
    }
    assert_eq!(next(&slow).await.err(), Some(Close::Resync));
    assert_eq!(all, (1..=300).collect::<Vec<_>>());
}

#[tokio::test]
async fn typing_is_dropped_from_a_queue_that_is_half_full() {
    let (hub, queue) = listening();
    for version in 1..=128 {
        hub.publish(renamed(version));
    }
    let typing = ServerEvent::Typing { conversation_id: id(ROOM), user_id: id(2), user_name: "B".into() };
    hub.tell_room(id(ROOM), typing, None);
    assert_eq!(next(&queue).await.unwrap().len(), 128);
}

#[tokio::test]
async fn one_who_has_left_hears_nothing_more() {
    let (hub, queue) = listening();
    hub.part(id(1), id(ROOM));
    hub.publish(renamed(1));
    assert_eq!(heard(&queue).await, Vec::<i64>::new());
}

#[tokio::test]
async fn one_who_joins_hears_what_comes_after() {
    let (hub, _) = listening();
    hub.publish(renamed(1));
    let newcomer = hub.connect(listener(2));
    hub.join(id(2), id(ROOM), 1, welcome());
    hub.publish(renamed(2));
    let batch = next(&newcomer).await.unwrap();
    assert!(matches!(batch[0].event, ServerEvent::Closing { .. }), "first that they are in");
    assert!(matches!(&batch[1].event, ServerEvent::Change(change) if change.version == 2));
    assert_eq!(batch.len(), 2);
}

#[tokio::test]
async fn one_who_hears_it_already_is_not_told_late_that_they_are_in() {
    let (hub, queue) = listening();
    hub.publish(renamed(1));
    hub.join(id(1), id(ROOM), 0, welcome());
    let batch = next(&queue).await.unwrap();
    assert!(batch.iter().all(|delivery| matches!(delivery.event, ServerEvent::Change(_))), "{batch:?}");
}

#[tokio::test]
async fn coming_and_going_leaves_nothing_behind() {
    let (hub, queue) = listening();
    for version in 0..10 {
        hub.part(id(1), id(ROOM));
        hub.join(id(1), id(ROOM), version, welcome());
    }
    assert_eq!(queue.take_rooms(), [id(ROOM)]);
}

#[tokio::test]
async fn one_who_joins_does_not_hear_late_what_was_before() {
    let (hub, old) = listening();
    hub.publish(renamed(2));
    let newcomer = hub.connect(listener(2));
    hub.join(id(2), id(ROOM), 2, welcome());
    hub.publish(renamed(1));
    hub.publish(renamed(3));
    assert_eq!(heard(&old).await, [1, 2, 3]);
    assert_eq!(heard(&newcomer).await, [3]);
}

#[tokio::test]
async fn the_oldest_of_too_many_sockets_makes_place() {
    let hub = Hub::default();
    let queues: Vec<_> = (0..=SOCKETS_PER_USER).map(|_| hub.connect(listener(1))).collect();
    assert_eq!(next(&queues[0]).await.err(), Some(Close::Replaced));
    assert_eq!(hub.sockets(), SOCKETS_PER_USER);
}

#[tokio::test]
async fn an_ended_session_closes_its_sockets_and_no_others() {
    let hub = Hub::default();
    let ended = hub.connect(listener(1));
    let other = hub.connect(Listener { session: id(5), ..listener(1) });
    hub.end_session(id(1), id(1_001));
    assert_eq!(next(&ended).await.err(), Some(Close::SessionEnded));
    other.tell(ServerEvent::ConversationRemoved { conversation_id: id(ROOM) });
    assert!(next(&other).await.is_ok());
}

#[tokio::test]
async fn an_empty_room_is_forgotten() {
    let (hub, queue) = listening();
    hub.disconnect(&queue);
    assert!(hub.lock().rooms.is_empty() && hub.lock().users.is_empty());
}

#[tokio::test]
async fn beginnings_and_ends_of_listening_are_told_and_only_the_last_word_on_each() {
    let hub = Hub::default();
    hub.interest.watch();
    let (user, room) = (Topic::User(id(1)), Topic::Conversation(id(ROOM)));
    let queue = hub.connect(listener(1));
    hub.listen(&queue, [id(ROOM)]);
    assert_eq!(hub.interest.changes().await, [(user, true), (room, true)].into());
    let second = hub.connect(listener(1));
    hub.listen(&second, [id(ROOM)]);
    hub.disconnect(&queue);
    hub.part(id(1), id(ROOM));
    assert_eq!(hub.interest.changes().await, [(room, false)].into());
    hub.listen(&second, [id(ROOM)]);
    hub.disconnect(&second);
    assert_eq!(hub.interest.changes().await, [(user, false), (room, false)].into());
}

#[tokio::test]
async fn a_socket_at_which_nobody_looks_makes_place_first() {
    let hub = Hub::default();
    let looks: Vec<_> = (1..SOCKETS_PER_USER).map(|_| hub.connect(listener(1))).collect();
    let aside = hub.connect(Listener { scope: Scope::Aside, ..listener(1) });
    hub.connect(listener(1));
    assert_eq!(next(&aside).await.err(), Some(Close::Replaced), "though it is not the oldest");
    looks[0].tell(ServerEvent::ConversationRemoved { conversation_id: id(ROOM) });
    assert!(next(&looks[0]).await.is_ok());
}

#[tokio::test]
async fn some_are_told_and_nobody_who_has_left() {
    let hub = Hub::default();
    let queues: Vec<_> = (1..4).map(|n| hub.connect(listener(n))).collect();
    for queue in &queues {
        hub.listen(queue, [id(ROOM)]);
    }
    hub.part(id(2), id(ROOM));
    let event = ServerEvent::Read { conversation_id: id(ROOM), user_id: id(1), seq: 1 };
    hub.tell_some(id(ROOM), event, |user| user != id(3));
    assert_eq!(next(&queues[0]).await.unwrap().len(), 1);
    assert!(next(&queues[1]).now_or_never().is_none(), "they are no member any more");
    assert!(next(&queues[2]).now_or_never().is_none());
}
