//! Who has to be told that all have read, and when.

use std::sync::Arc;

use protocol::{ConversationId, MessageId, Profile, Role, UserId};
use server::{
    action::{self, Caller, listen},
    app::App,
    broker::Broker,
    clock::Clock,
    config::{Config, Secret},
    store::{
        Store,
        reads::{self, FullyRead, Span},
    },
};

use crate::{
    database::on_both,
    world::{NOW, assert_sound, chat, fresh, has_read, join, later, leave, people, read, say},
};

async fn newly(store: &Store, id: ConversationId, reader: UserId, span: (i64, i64)) -> Vec<FullyRead> {
    let span = Span { conversation: id, reader, stored: span.0, from: span.0, to: span.1 };
    let mut found = reads::newly_in_spans(&mut store.read().await.unwrap(), &[span]).await.unwrap();
    found.sort_by_key(|fact| std::cmp::Reverse(fact.seq));
    found
}

async fn pending(store: &Store, sender: UserId) -> Vec<(MessageId, i64)> {
    let found = reads::pending(&mut store.read().await.unwrap(), sender).await.unwrap();
    found.into_iter().map(|fact| (fact.message, fact.seq)).collect()
}

/// A node that stores and tells what was read.
async fn node(store: &Store) -> Arc<App> {
    let (config, secret) = (Config::defaults().unwrap(), Secret::new("for tests"));
    let (app, _) =
        App::new(config, Clock::stopped(NOW), &secret, store.clone(), Broker::Alone).await.unwrap();
    app.tasks.spawn(action::reader::run(Arc::clone(&app)));
    app
}

/// Tells the sender; true the first time.
async fn tell(store: &Store, fact: FullyRead) -> bool {
    reads::tell(store, &[fact]).await.unwrap() == [fact]
}

on_both! {
    async fn it_is_known_where_people_stand(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben]).await;
        say(store, id, ann, "hi").await;
        let keys = [(id, ann), (id, ben), (id, cid), (fresh(), ann)];
        let mut found = reads::places(&mut store.read().await.unwrap(), &keys).await.unwrap();
        found.sort_by(|a, b| a.user_name.cmp(&b.user_name));
        let stand: Vec<_> = found.iter().map(|place| (place.user_name.as_str(), place.read_seq, place.last_seq)).collect();
        assert_eq!(stand, [("Ann", Some(1), 1), ("Ben", Some(0), 1), ("Cid", None, 1)]);
        assert_eq!((found[1].role.as_deref(), found[2].role.as_deref()), (Some("member"), None));
    }

    async fn a_position_is_only_ever_raised(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        for _ in 0..3 {
            say(store, id, ann, "hi").await;
        }
        assert!(read(store, id, ben, 2).await);
        assert!(!read(store, id, ben, 2).await);
        assert!(!read(store, id, ben, 1).await);
        assert_eq!(has_read(store, id, ben).await, 2);
        leave(store, id, ben).await;
        assert!(!read(store, id, ben, 3).await, "who has left reads nothing");
    }

    async fn a_sender_is_told_once_of_the_newest_message_that_all_have_read(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben, cid]).await;
        let mut said = Vec::new();
        for _ in 0..4 {
            said.push(say(store, id, ann, "hi").await);
        }
        read(store, id, ben, 3).await;
        assert!(newly(store, id, ben, (0, 3)).await.is_empty(), "Cid has read nothing");
        assert!(pending(store, ann).await.is_empty());
        read(store, id, cid, 4).await;
        let fact = FullyRead { conversation: id, sender: ann, message: said[2].id, seq: 3 };
        assert_eq!(newly(store, id, cid, (0, 4)).await, [fact], "up to where the slowest is");
        assert_eq!(pending(store, ann).await, [(said[2].id, 3)]);
        assert!(tell(store, fact).await);
        assert!(!tell(store, fact).await, "only once");
        assert!(newly(store, id, cid, (0, 4)).await.is_empty());
        assert!(pending(store, ann).await.is_empty());
        read(store, id, ben, 4).await;
        assert_eq!(newly(store, id, ben, (3, 4)).await.iter().map(|fact| fact.seq).collect::<Vec<_>>(), [4]);
        assert_sound(store).await;
    }

    async fn each_of_several_senders_has_a_watermark_of_their_own(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben, cid]).await;
        say(store, id, ann, "1").await;
        say(store, id, ben, "2").await;
        say(store, id, ann, "3").await;
        read(store, id, cid, 3).await;
        // Ben stands at 2, where he wrote; Ann at 3.
        let found = newly(store, id, cid, (0, 3)).await;
        let mut told: Vec<_> = found.iter().map(|fact| (fact.sender, fact.seq)).collect();
        told.sort_by_key(|(_, seq)| *seq);
        assert_eq!(told, [(ann, 1), (ben, 2)]);
        assert_eq!(pending(store, ann).await.len(), 1);
        assert_eq!(pending(store, ben).await.len(), 1);
    }

    async fn when_who_held_it_back_leaves_the_sender_is_told(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben, cid]).await;
        say(store, id, ann, "1").await;
        let last = say(store, id, ann, "2").await;
        read(store, id, ben, 2).await;
        assert!(pending(store, ann).await.is_empty());
        leave(store, id, cid).await;
        let fact = FullyRead { conversation: id, sender: ann, message: last.id, seq: 2 };
        assert_eq!(newly(store, id, cid, (0, 2)).await, [fact]);
        assert_eq!(pending(store, ann).await, [(last.id, 2)]);
        assert!(tell(store, fact).await);
        // Who comes later, or comes back, takes nothing of it back.
        join(store, id, cid, Role::Member).await;
        assert!(pending(store, ann).await.is_empty());
    }

    async fn nobody_is_told_when_nobody_else_is_there(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        say(store, id, ann, "hi").await;
        leave(store, id, ben).await;
        assert!(pending(store, ann).await.is_empty(), "nobody has read it");
        assert!(newly(store, id, ben, (0, 1)).await.is_empty());
        join(store, id, ben, Role::Member).await;
        say(store, id, ann, "and again").await;
        leave(store, id, ann).await;
        read(store, id, ben, 2).await;
        assert!(pending(store, ann).await.is_empty(), "who has left is not told");
        assert!(newly(store, id, ben, (0, 2)).await.is_empty());
    }

    async fn the_last_two_readers_at_once_do_not_overlook_each_other(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben, cid]).await;
        let nodes = [node(store).await, node(store).await];
        let caller = |id: UserId| {
            let user = Profile { id, name: String::new(), email: String::new(), shows_presence: true };
            Caller { user, session: fresh(), until: later(3_600_000) }
        };
        // Ann is there to hear it, wherever they read.
        let mut ears = Vec::new();
        for app in &nodes {
            ears.push(listen::to_everything(app, &caller(ann)).await.unwrap());
        }
        for _ in 0..40 {
            let seq = say(store, id, ann, "hi").await.seq;
            let readers = [(ben, &nodes[0]), (cid, &nodes[1])].map(|(reader, app)| {
                let (app, caller) = (Arc::clone(app), caller(reader));
                tokio::spawn(async move { action::reads::read(&app, &caller, id, seq).await.unwrap() })
            });
            for reader in readers {
                reader.await.unwrap();
            }
            assert_eq!(pending(store, ann).await, [], "she has been told of {seq} already");
        }
        drop(ears);
        for app in nodes {
            app.end.cancel();
            app.tasks.close();
            app.tasks.wait().await;
        }
    }
}
