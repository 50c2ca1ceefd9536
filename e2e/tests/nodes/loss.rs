//! The way between the nodes is cut: nothing local waits, and nothing is lost.

use std::time::{Duration, Instant};

use e2e::{Actor, Live, expects};
use protocol::{ConversationId, GroupType, ServerEvent};

use crate::pair::{Pair, tell};

/// Everything that two people do while the other's node does not hear it, heard in the end. How long it took to hear what was
/// done at one's own node.
async fn is_heard_after_all(
    (one, ones): (&Actor, &mut Live),
    (other, others): (&Actor, &mut Live),
    chat: ConversationId,
) -> Duration {
    let asked = Instant::now();
    let (first, second) = (one.sends(chat, "nobody tells").await, other.sends(chat, "of this").await);
    let group = one.starts_group("Untold", GroupType::Private, &[other]).await;
    expects!(ones.socket, ServerEvent::Change(change) if change.version == first.version);
    let local = asked.elapsed();
    for (live, version) in [(others, first.version), (ones, second.version)] {
        if live.user.id == other.id() {
            expects!(live.socket, ServerEvent::ConversationAdded { conversation } if conversation.id == group);
        }
        let heard = live.socket.passed.iter().filter_map(crate::pair::version).any(|heard| heard == version);
        if !heard {
            expects!(live.socket, ServerEvent::Change(change) if change.version == version);
        }
    }
    local
}

/// What is local waits for nobody, and not for a sweep either, which comes every two seconds or more.
fn waited_for_nobody(local: &[Duration]) {
    assert!(local.iter().any(|took| *took < Duration::from_millis(1_500)), "{local:?}");
}

async fn a_cut_listener(pair: Pair) {
    let (chat, [alice, bob], [mut alices, mut bobs]) = pair.chat().await;
    let mut local = Vec::new();
    for _ in 0..3 {
        let database = pair.world.server.database();
        // Both nodes are back: what they were told last may have been found by a sweep.
        database.cuts("messenger-listen", 2).await;
        database.cuts("messenger-notify", 0).await;
        local.push(is_heard_after_all((&alice, &mut alices), (&bob, &mut bobs), chat).await);
    }
    waited_for_nobody(&local);
}

async fn a_dead_nats(pair: Pair) {
    let Some(nats) = &pair.nats else { panic!("this is a story of NATS") };
    let (chat, [alice, bob], [mut alices, mut bobs]) = pair.chat().await;
    nats.is_killed();
    let mut local = vec![is_heard_after_all((&alice, &mut alices), (&bob, &mut bobs), chat).await];
    // Somebody who comes meanwhile is heard of, too.
    let carol = pair.world.person("Carol").await.at_node(&pair.other);
    let (mut carols, with_carol) = (carol.live().await, alice.starts_chat_with(&carol).await);
    expects!(carols.socket, ServerEvent::ConversationAdded { conversation } if conversation.id == with_carol);
    local.push(is_heard_after_all((&alice, &mut alices), (&bob, &mut bobs), chat).await);
    waited_for_nobody(&local);
    nats.comes_back().await;
    is_heard_after_all((&alice, &mut alices), (&bob, &mut bobs), chat).await;
    // And by hints again: a sweep does not tell of typing.
    let typing = async {
        loop {
            alices.types(with_carol).await;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let heard =
        async { expects!(carols.socket, ServerEvent::Typing { user_id, .. } if user_id == alice.id()) };
    tokio::select! {
        () = typing => {}
        () = heard => {}
    }
}

#[tokio::test]
async fn a_cut_listener_comes_back_and_what_was_missed_is_heard() {
    tell(Pair::by_notify().await, a_cut_listener).await;
}

#[tokio::test]
async fn e14_while_nats_is_dead_everything_is_heard_by_sweeps_and_then_by_hints_again() {
    tell(Pair::by_nats().await, a_dead_nats).await;
}
