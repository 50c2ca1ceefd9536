//! Group commits at the same time, as nodes make them that share a database.

use std::collections::HashSet;

use protocol::{ConversationId, ErrorCode, Mention, Span as TextSpan, UserId};
use server::store::{
    Store, amend,
    append::{self, Draft, Outcome, Standings},
    reads::{self, Span},
};

use crate::{
    amend::raised,
    append::{append, new, places, refusal},
    database::on_both,
    world::{assert_sound, chat, draft, fresh, later, people, person},
};

fn called(user: UserId) -> Mention {
    Mention { user_id: Some(user), span: TextSpan { start: 0, length: 4 } }
}

on_both! {
    async fn many_groups_at_once_stay_dense(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let both = [chat(store, &[ann, ben]).await, chat(store, &[ben, ann]).await];
        let writers: Vec<_> = (0..16).map(|n| {
            let store = store.clone();
            // Each in another order, so that locks taken one by one would meet.
            let (sender, ids) = if n % 2 == 0 { (ann, both) } else { (ben, [both[1], both[0]]) };
            tokio::spawn(async move {
                let mut seen = Vec::new();
                for _ in 0..5 {
                    let drafts = [draft(ids[0], sender, "a"), draft(ids[1], sender, "b"), draft(ids[0], sender, "c")];
                    for outcome in append(&store, &drafts).await {
                        let message = new(&outcome);
                        seen.push((message.conversation_id, message.seq));
                    }
                }
                seen
            })
        }).collect();
        let mut seen = HashSet::new();
        for writer in writers {
            for place in writer.await.unwrap() {
                assert!(seen.insert(place), "{place:?} was given twice");
            }
        }
        assert_eq!(seen.len(), 16 * 5 * 3);
        for id in both {
            let places = places(store, id).await;
            assert_eq!(places, (1..=120).collect::<Vec<i64>>());
        }
        assert_sound(store).await;
    }

    async fn nodes_that_remember_where_a_chat_was_write_to_it_at_once(store: &Store) {
        const ROUNDS: usize = 20;
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let (one, other) = (chat(store, &[ann, ben]).await, chat(store, &[ben, ann]).await);
        let nodes = [(); 3].map(|()| Standings::default());
        let mut seen = Vec::new();
        for round in 0..ROUNDS {
            // The same message through two nodes, and to two chats: it is in one of them.
            let twin = draft(one, ann, "twin");
            let astray = Draft { id: fresh(), conversation_id: other, ..twin.clone() };
            let said = |user, id| draft(id, user, &format!("{round}"));
            let groups = [
                vec![said(ann, one), twin],
                vec![said(ben, other), astray, said(ben, one)],
                vec![said(ben, one), said(ann, other)],
            ];
            let all = nodes.iter().zip(&groups).map(|(node, group)| append::append(store, node, group));
            let outcomes = futures_util::future::join_all(all).await;
            let is_new = |outcome: &&Outcome| match outcome {
                Outcome::New { .. } => true,
                Outcome::Repeated(message) => {
                    assert_eq!(message.text, "twin");
                    false
                }
                Outcome::Refused(error) => panic!("{error:?}"),
            };
            seen.push(outcomes.iter().flatten().filter(is_new).count());
        }
        assert_eq!(seen, [6; ROUNDS]);
        let stored = [places(store, one).await, places(store, other).await];
        for places in &stored {
            assert_eq!(*places, (1..).take(places.len()).collect::<Vec<i64>>());
        }
        assert_eq!(stored.iter().map(Vec::len).sum::<usize>(), 6 * ROUNDS);
        assert_sound(store).await;
    }

    async fn groups_and_readings_of_the_same_people_meet_and_all_are_stored(store: &Store) {
        const ROUNDS: i64 = 20;
        // Of whom two write: each reading raises what the others have read.
        let all = people(store, ["Ann", "Ben", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal"]).await;
        let [ann, ben, ..] = all;
        let both = [chat(store, &all).await, chat(store, &all).await];
        let readings = async {
            for to in 1..=ROUNDS {
                let span = |conversation, reader| Span { conversation, reader, stored: 0, from: 0, to };
                let of = |id| all.iter().map(move |reader| span(id, *reader));
                let spans: Vec<Span> = both.into_iter().flat_map(of).collect();
                reads::raise_all(store, &spans).await.unwrap();
            }
        };
        let writing = async |ids: [ConversationId; 2]| {
            let standings = Standings::default();
            for _ in 0..ROUNDS {
                let mentions: Vec<_> = all.into_iter().map(called).collect();
                let call = |who, id| Draft { mentions: mentions.clone(), ..draft(id, who, "@all of you") };
                let drafts = [call(ben, ids[0]), draft(ids[1], ben, "b"), call(ann, ids[1])];
                append::append(store, &standings, &drafts).await.iter().for_each(|one| _ = new(one));
            }
        };
        tokio::join!(readings, writing(both), writing([both[1], both[0]]));
        assert_sound(store).await;
    }

    async fn what_is_forwarded_where_it_is_and_taken_back_at_once_ends_either_way(store: &Store) {
        let ann = person(store, "Ann").await;
        let id = chat(store, &[ann]).await;
        let standings = Standings::default();
        for _ in 0..10 {
            let said = append::append(store, &standings, &[draft(id, ann, "so")]).await;
            let said = new(&said[0]);
            let forward = [Draft { forward_of: Some(said.id), ..draft(id, ann, "") }, draft(id, ann, "beside it")];
            let taking_back = async {
                let mut tx = store.begin().await.unwrap();
                let at = raised(&mut tx, said).await;
                amend::delete(&mut tx, at, later(5)).await.unwrap();
                tx.commit().await.unwrap();
            };
            let (outcomes, ()) = tokio::join!(append::append(store, &standings, &forward), taking_back);
            let forwarded = matches!(outcomes[0], Outcome::New { .. });
            assert!(forwarded || refusal(&outcomes[0]) == ErrorCode::NotFound, "{outcomes:?}");
            new(&outcomes[1]);
        }
        assert_sound(store).await;
    }

    async fn f1_the_same_message_from_many_sides_at_once_is_stored_once(store: &Store) {
        let ann = person(store, "Ann").await;
        let id = chat(store, &[ann]).await;
        let mine = draft(id, ann, "once");
        let tries: Vec<_> = (0..20).map(|_| {
            let (store, mine) = (store.clone(), Draft { id: fresh(), ..mine.clone() });
            tokio::spawn(async move { append(&store, &[mine]).await.pop().unwrap() })
        }).collect();
        let (mut stored, mut ids) = (0, HashSet::new());
        for one in tries {
            match one.await.unwrap() {
                Outcome::New { message, .. } => { stored += 1; ids.insert(message.id); }
                Outcome::Repeated(message) => { ids.insert(message.id); }
                Outcome::Refused(error) => panic!("{error:?}"),
            }
        }
        assert_eq!((stored, ids.len()), (1, 1));
        assert_eq!(places(store, id).await, [1]);
    }
}
