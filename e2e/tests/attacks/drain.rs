//! A server that stops: nobody is lost, nobody is turned away with an error, and all come back when they were told to.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use e2e::{Actor, Live, Options, World, expects, stories};
use protocol::{ClientId, ConversationId, ErrorCode, Message, ServerEvent, close, route};
use uuid::Uuid;

/// What supervisors allow.
const STOPPED_WITHIN: Duration = Duration::from_secs(30);

fn pausing() -> Options {
    Options::env(&[("MESSENGER_DRAIN_PAUSE", "6s")])
}

/// Sends until the socket closes: what was acknowledged, how long it was asked to stay away, and the code of the close.
async fn sends_until_closed(mut live: Live, chat: ConversationId) -> (Vec<ClientId>, u64, Option<u16>) {
    let (mut acked, mut sent, mut refused) = (Vec::new(), 0, 0);
    let away = loop {
        if sent < acked.len() + refused + 8 {
            live.sends_as(chat, "under load", Uuid::new_v4().into()).await;
            sent += 1;
            continue;
        }
        match live.socket.next().await {
            ServerEvent::Ack { client_id, .. } => acked.push(client_id),
            ServerEvent::Closing { retry_after_ms, .. } => break retry_after_ms,
            // A busy machine may say that it does not come to it: that is no promise.
            ServerEvent::Error { code: ErrorCode::Unavailable, .. } => refused += 1,
            ServerEvent::Error { code, detail, .. } => panic!("{code:?}: {detail}"),
            _ => {}
        }
    };
    let code = live.socket.closes().await;
    (acked, away, code)
}

/// Asks over and over until nobody listens any more: the statuses of `/readyz` and of a request, in their order.
async fn asks_until_gone(person: Actor) -> Vec<(u16, u16)> {
    let mut seen = Vec::new();
    let status = async |path| {
        let reply = person.request("GET", path).send().await;
        reply.map(|reply| reply.status().as_u16())
    };
    while let (Ok(ready), Ok(chats)) = (status(route::READYZ).await, status(route::CHATS).await) {
        seen.push((ready, chats));
    }
    seen
}

/// What this person has written there, as they called it, and how much there is altogether.
async fn stored(person: &Actor, chat: ConversationId) -> (HashSet<ClientId>, i64) {
    let (mut own, mut count, mut before) = (HashSet::new(), 0, i64::MAX);
    while before > 1 {
        let page: Vec<Message> = person.page(chat, &format!("?before={before}&limit=200")).await.gives(200);
        count += i64::try_from(page.len()).expect("a page is short");
        before = page.last().map_or(1, |message| message.seq);
        own.extend(page.into_iter().filter_map(|message| message.client_id));
    }
    (own, count)
}

stories! {
    #![options = pausing()]
    async fn f9_stopped_under_load_it_answers_until_its_doors_close_and_tells_all_when_to_come_back(world: World) {
        let people = world.people(["Alice", "Bob", "Carol", "Dave"]).await;
        let [alice, bob, carol, dave] = &people;
        let chat = alice.starts_group_chat("Team", &[bob, carol, dave]).await;
        let mut talkers = Vec::new();
        for person in &people {
            talkers.push((person, tokio::spawn(sends_until_closed(person.live().await, chat))));
        }
        let mut listener = bob.live().await;
        let asking = tokio::spawn(asks_until_gone(alice.clone()));
        for _ in 0..20 {
            expects!(listener.socket, ServerEvent::Change(_));
        }
        world.server.is_asked_to_stop();
        let asked = Instant::now();
        // Unread, it would be closed as too slow.
        let mut last = 0;
        let away = expects!(listener.socket, ServerEvent::Closing { retry_after_ms, .. } => retry_after_ms);
        for event in &listener.socket.passed {
            if let ServerEvent::Change(change) = event {
                last = change.version;
            }
        }
        assert!(world.server.has_stopped().await, "{}", world.server.log());
        assert!(asked.elapsed() < STOPPED_WITHIN, "{:?}", asked.elapsed());

        let answers = asking.await.expect("it asks");
        let off = answers.iter().position(|(ready, _)| *ready == 503).expect("readiness goes off first");
        assert!(answers[..off].iter().all(|answer| *answer == (200, 200)), "{answers:?}");
        assert!(answers[off..].iter().all(|answer| *answer == (503, 200)), "what is asked is answered: {answers:?}");

        world.server.comes_back().await;
        let mut aways = HashSet::from([away]);
        for (person, talker) in talkers {
            let (acked, away, code) = talker.await.expect("it talks");
            assert_eq!(code, Some(close::RESTART));
            aways.insert(away);
            let (own, count) = stored(person, chat).await;
            assert!(acked.iter().all(|id| own.contains(id)), "what was acknowledged is there");
            assert_eq!(count, bob.live().await.conversation(chat).last_seq, "and nothing between is missing");
        }
        assert!(last > 20, "what was committed was told before the close");
        assert!(aways.len() > 1 && aways.iter().all(|away| (500..60_000).contains(away)), "{aways:?}");
    }
}
