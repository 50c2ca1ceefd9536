//! F7: clocks that jump, and nodes that do not agree on the time. Order is numbers, not time.

use std::sync::Arc;

use protocol::{ServerEvent, SessionId, Timestamp, UserId, limits, request::History};
use server::{
    action::{
        Caller, listen,
        messages::{self, Wish},
        sender,
        sweep::Sweep,
        sync,
    },
    app::App,
    broker::Broker,
    clock::Clock,
    config::{Config, Secret},
    store::{Store, accounts},
};

use crate::{
    database::on_both,
    world::{NOW, assert_sound, chat, fresh, later, people},
};

const HOUR: i64 = 60 * 60 * 1_000;

/// A node with a clock of its own, which stores what is sent.
async fn node(store: &Store, now: Timestamp) -> Arc<App> {
    let (config, secret) = (Config::defaults().unwrap(), Secret::new("for tests"));
    let app = App::new(config, Clock::stopped(now), &secret, store.clone(), Broker::Alone);
    let (app, drafts) = app.await.unwrap();
    for shard in drafts {
        tokio::spawn(sender::run(Arc::clone(&app), shard));
    }
    app
}

async fn caller(store: &Store, id: UserId) -> Caller {
    let user = accounts::resolve_id(&mut store.read().await.unwrap(), id).await.unwrap().unwrap();
    let user = protocol::Profile { id, name: user.name, email: String::new(), shows_presence: true };
    Caller { user, session: fresh::<SessionId>(), until: later(86_400_000 * 30) }
}

on_both! {
    async fn f7_when_clocks_jump_and_differ_the_order_stays(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let (ann, ben) = (caller(store, ann).await, caller(store, ben).await);
        let nodes = [node(store, NOW).await, node(store, later(HOUR)).await, node(store, later(-HOUR)).await];
        let (ear, list) = listen::to_everything(&nodes[0], &ben).await.unwrap();
        let known = list.iter().find(|line| line.id == id).unwrap().version;
        let mut sweep = Sweep::new(&nodes[0]).await.unwrap();

        let mut times = Vec::new();
        for n in 0..12 {
            if n == 6 {
                // The one that was ahead of the others leaps a day.
                nodes[1].clock.advance(std::time::Duration::from_hours(24));
            }
            let wish = Wish { conversation: id, text: n.to_string(), client_id: None, reply_to: None, forward_of: None };
            let (message, _) = messages::send(&nodes[n % 3], &ann, wish).await.unwrap();
            assert_eq!(message.seq, i64::try_from(n).unwrap() + 1);
            assert_eq!(message.version, known + message.seq);
            times.push(message.created_at);
        }
        assert!(!times.is_sorted(), "their times are as their nodes believed: {times:?}");

        let page = messages::history(&nodes[2], &ben, id, &History::default()).await.unwrap();
        let texts: Vec<&str> = page.iter().rev().map(|message| message.text.as_str()).collect();
        assert_eq!(texts, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
        let answer = sync::sync(&nodes[1], &ben, id, known, fresh()).await.unwrap();
        let ServerEvent::Changes { items, version, more, .. } = answer else { panic!("{answer:?}") };
        assert!(items.iter().map(|item| item.version).eq(known + 1..=known + 12));
        assert_eq!((version, more), (known + 12, false));

        // The sweep asks no clock: what the other nodes have stored is heard, in order and once.
        sweep.run(&nodes[0]).await.unwrap();
        let mut heard = Vec::new();
        while heard.len() < 12 {
            let mut batch = Vec::new();
            let next = std::future::poll_fn(|context| ear.poll_next(context, &mut batch));
            tokio::time::timeout(limits::PONG_WITHIN, next).await.unwrap().unwrap();
            heard.extend(batch.iter().filter_map(|delivery| match &delivery.event {
                ServerEvent::Change(change) => Some(change.version),
                _ => None,
            }));
        }
        assert!(heard.into_iter().eq(known + 1..=known + 12));
        assert_sound(store).await;
    }
}
