//! F: what must be counted when things fail.

use std::{collections::BTreeSet, time::Duration};

use e2e::{Actor, Live, World, expects, stories};
use protocol::{
    ConversationId, GroupType, Message, ServerEvent, close,
    event::{Change, Changed},
    route,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Everything that was said in a conversation, oldest first.
async fn everything(who: &Actor, chat: ConversationId) -> Vec<Message> {
    let (mut all, mut before) = (Vec::new(), i64::MAX);
    loop {
        let page: Vec<Message> = who.page(chat, &format!("?limit=200&before={before}")).await.gives(200);
        let Some(oldest) = page.last() else { break };
        before = oldest.seq;
        all.extend(page);
    }
    all.reverse();
    all
}

/// The changes of the conversation that come until this version.
async fn versions_until(live: &mut Live, chat: ConversationId, version: i64) -> Vec<i64> {
    let mut versions = Vec::new();
    while versions.last() != Some(&version) {
        let next = expects!(live.socket, ServerEvent::Change(change) if change.conversation_id == chat => change.version);
        versions.push(next);
    }
    versions
}

/// Sends it; its place, if it was acknowledged.
async fn tries(who: Actor, chat: ConversationId, text: String) -> Option<(i64, String)> {
    let body = json!({ "chat_id": chat, "text": text, "client_id": Uuid::new_v4() });
    let sent = who.request("POST", route::SEND).json(&body).send().await.ok()?;
    let status = sent.status().as_u16();
    assert!(status < 500 || (status == 503 && sent.headers().contains_key("retry-after")), "{status}");
    let message: Value = sent.json().await.ok()?;
    (status == 201).then(|| (message["seq"].as_i64().unwrap_or_default(), text))
}

/// Many at once, while the server is brought down; those that were acknowledged.
async fn many(who: &Actor, chat: ConversationId, round: usize, down: impl FnOnce()) -> Vec<(i64, String)> {
    let sending = (0..20).map(|n| tokio::spawn(tries(who.clone(), chat, format!("{round}: {n}"))));
    let sending: Vec<_> = sending.collect();
    // In the middle of it: when the first has been stored.
    while who.history(chat).await.first().is_none_or(|newest| !newest.text.starts_with(&format!("{round}:")))
    {
    }
    tokio::task::block_in_place(down);
    let mut acked = Vec::new();
    for one in sending {
        acked.extend(one.await.expect("a send"));
    }
    acked
}

fn holds(all: &[Message], acked: &[(i64, String)]) {
    let texts: BTreeSet<&str> = all.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(texts.len(), all.len(), "nothing is there twice");
    assert!(all.iter().map(|message| message.seq).eq(1..=i64::try_from(all.len()).unwrap_or_default()));
    for (seq, text) in acked {
        assert!(all.iter().any(|message| (message.seq, &message.text) == (*seq, text)), "{seq}: {text}");
    }
}

stories! {
    async fn f1_the_same_message_twenty_times_at_once_is_one(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut bobs = bob.live().await;
        let body = json!({ "text": "once", "client_id": Uuid::new_v4() });
        let tries = (0..20).map(|_| alice.tries_to_send(chat, body.clone()));
        let answers = futures_util::future::join_all(tries).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        let first: Message = answers[0].gives(answers[0].status);
        for answer in &answers {
            assert_eq!(answer.gives::<Message>(answer.status), first);
        }
        world.server.is_killed();
        world.server.comes_back().await;
        assert_eq!(alice.tries_to_send(chat, body).await.gives::<Message>(200), first);
        let fence = alice.sends(chat, "fence").await;
        assert_eq!((first.seq, fence.seq), (1, 2));
        expects!(bobs.socket, ServerEvent::Change(change) if change.version == first.version);
        assert!(bobs.socket.passed.is_empty(), "{:?}", bobs.socket.passed);
    }

    async fn f3_all_drop_and_come_back_in_the_middle_of_it(world: World) {
        let [alice, bob, carol, dan] = world.people(["Alice", "Bob", "Carol", "Dan"]).await;
        let chat = alice.starts_group_chat("All", &[&bob, &carol, &dan]).await;
        let speaker = alice.clone();
        let speaking = tokio::spawn(async move {
            for n in 0..200 {
                speaker.sends(chat, &format!("{n}")).await;
            }
        });
        for _ in 0..3 {
            let all = (0..21).map(|n| [&bob, &carol, &dan][n % 3].live());
            drop(futures_util::future::join_all(all).await);
        }
        let all = (0..21).map(|n| [&bob, &carol, &dan][n % 3].live());
        let mut all = futures_util::future::join_all(all).await;
        speaking.await.expect("the speech");
        let last = alice.sends(chat, "last").await.version;
        for live in &mut all {
            let known = live.conversation(chat).version;
            let versions = versions_until(live, chat, last).await;
            let news: Vec<i64> = versions.iter().copied().filter(|version| *version > known).collect();
            assert_eq!(news, (known + 1..=last).collect::<Vec<_>>(), "after {known}: {versions:?}");
        }
    }

    async fn f4_from_many_sockets_into_one_chat_the_numbers_are_dense(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut bobs = bob.live().await;
        let before = bobs.conversation(chat).version;
        let all = (0..8).map(|n| {
            let who = if n % 2 == 0 { alice.clone() } else { bob.clone() };
            tokio::spawn(async move {
                let mut live = who.live().await;
                for m in 0..40 {
                    let sent = live.sends(chat, &format!("{n}: {m}")).await;
                    expects!(live.socket, ServerEvent::Ack { client_id, .. } if client_id == sent);
                }
            })
        });
        for one in all.collect::<Vec<_>>() {
            one.await.expect("they write");
        }
        let heard = versions_until(&mut bobs, chat, before + 320).await;
        assert_eq!(heard, (before + 1..=before + 320).collect::<Vec<_>>());
        holds(&everything(&alice, chat).await, &[]);
    }

    async fn f10_what_happened_while_one_slept_is_what_a_fresh_client_sees(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[&bob]).await;
        alice.posts(group, "before").await;
        let held = bob.live().await.conversation(group).version;
        alice.posts(group, "one").await;
        carol.joins(group).await.is(200);
        alice.makes(group, &carol, protocol::Role::Admin).await;
        carol.posts(group, "two").await;
        carol.leaves(group).await;
        carol.joins(group).await.is(200);
        alice.removes(group, &carol).await.is(200);
        alice.renames(group, "Other news").await.is(200);
        alice.renames(group, "Late news").await.is(200);
        alice.posts(group, "three").await;

        let mut woken = bob.live().await;
        let asked = woken.syncs(group, held).await;
        let (items, version) = expects!(woken.socket,
            ServerEvent::Changes { request_id, items, version, .. } if request_id == asked => (items, version));
        let asked = woken.syncs(group, 0).await;
        let (fresh, page) = expects!(woken.socket,
            ServerEvent::Reset { request_id, conversation, messages, .. } if request_id == asked => (conversation, messages));
        let (mut messages, mut members, mut titles) = (Vec::new(), 0, Vec::new());
        for Change { changed, .. } in items {
            match changed {
                Changed::Message { message } => messages.push(message),
                Changed::MemberJoined { member_count, .. } | Changed::MemberLeft { member_count, .. } => {
                    members = member_count;
                }
                Changed::Renamed { title } => titles.push(title),
                Changed::Unknown => panic!("the server knows all of its changes"),
            }
        }
        assert_eq!(titles, ["Late news"], "the last one stands for all");
        assert_eq!(fresh.title, "Late news");
        messages.reverse();
        assert_eq!((version, members), (fresh.version, fresh.member_count));
        assert_eq!(messages, page[..3], "newest first, without the one that was held");
    }

    async fn f11_when_the_last_reader_goes_and_a_new_one_comes_fully_read_is_said_once(world: World) {
        let [alice, bob, carol, dan] = world.people(["Alice", "Bob", "Carol", "Dan"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[&bob, &carol]).await;
        let mut alices = alice.live().await;
        for n in 1..=3 {
            alice.posts(group, &format!("{n}")).await;
        }
        bob.reads(group, 3).await;
        carol.reads(group, 1).await;
        expects!(alices.socket, ServerEvent::FullyRead { seq: 1, .. });
        alice.removes(group, &carol).await.is(200);
        expects!(alices.socket, ServerEvent::FullyRead { seq: 3, .. });
        dan.joins(group).await.is(200);
        carol.joins(group).await.is(200);
        dan.reads(group, 1).await;
        bob.leaves(group).await;
        alices.socket.passed.clear();
        let fence = alice.posts(group, "fence").await;
        expects!(alices.socket, ServerEvent::Change(change) if change.version == fence.version);
        let again = alices.socket.passed.iter().any(|event| matches!(event, ServerEvent::FullyRead { .. }));
        assert!(!again, "{:?}", alices.socket.passed);
        dan.reads(group, 4).await;
        carol.reads(group, 4).await;
        expects!(alices.socket, ServerEvent::FullyRead { seq: 4, .. });
    }
}

/// These block a thread while the server goes down.
mod blocking {
    use super::*;

    async fn f2_is_told(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let held = bob.live().await.conversation(chat).version;
        let mut acked = Vec::new();
        for round in 0..4 {
            acked.extend(many(&alice, chat, round, || world.server.is_killed()).await);
            world.server.comes_back().await;
        }
        let all = everything(&alice, chat).await;
        holds(&all, &acked);
        let mut bobs = bob.live().await;
        let asked = bobs.syncs(chat, held).await;
        let items = expects!(bobs.socket, ServerEvent::Changes { request_id, items, .. } if request_id == asked => items);
        assert_eq!(items.len(), all.len(), "what was stored and never told is found");
    }

    async fn f9_is_told(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut bobs = bob.live().await;
        let mut took = Duration::ZERO;
        let acked = many(&alice, chat, 0, || {
            let start = std::time::Instant::now();
            assert!(world.server.stops(), "it leaves with code 0:\n{}", world.server.log());
            took = start.elapsed();
        })
        .await;
        assert!(took < Duration::from_secs(30), "{took:?}");
        assert_eq!(bobs.socket.closes().await, Some(close::RESTART));
        world.server.comes_back().await;
        holds(&everything(&alice, chat).await, &acked);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn f2_killed_again_and_again_it_loses_nothing_that_was_acknowledged_on_sqlite() {
        e2e::tell(false, e2e::Options::default(), f2_is_told).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn f2_killed_again_and_again_it_loses_nothing_that_was_acknowledged_on_postgresql() {
        e2e::tell(true, e2e::Options::default(), f2_is_told).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn f9_asked_to_stop_under_load_it_finishes_what_it_began_on_sqlite() {
        e2e::tell(false, e2e::Options::default(), f9_is_told).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn f9_asked_to_stop_under_load_it_finishes_what_it_began_on_postgresql() {
        e2e::tell(true, e2e::Options::default(), f9_is_told).await;
    }
}
