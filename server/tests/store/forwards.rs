//! Forwarding: copies of what was said, with the name of who said it first.

use std::{sync::Arc, time::Duration};

use protocol::{ConversationId, ConversationKind, ErrorCode, Forwarded, Message, UserId, event::Changed};
use server::store::{
    Store, amend,
    append::{self, Draft, Outcome, Standings},
    changes, conversations,
    search::{self, indexing},
};

use tokio::time::sleep;

use crate::{
    amend::{holds, raised, seen},
    database::on_both,
    world::{assert_sound, chat, conversation, draft, fresh, later, leave, people, say},
};

fn forward(of: &Message, to: ConversationId, sender: UserId) -> Draft {
    Draft { forward_of: Some(of.id), ..draft(to, sender, "") }
}

async fn append(store: &Store, drafts: &[Draft]) -> Vec<Outcome> {
    append::append(store, &Standings::default(), drafts).await
}

/// Forwards it, and it is stored.
async fn forwarded(store: &Store, of: &Message, to: ConversationId, sender: UserId) -> Message {
    match append(store, &[forward(of, to, sender)]).await.pop() {
        Some(Outcome::New { message, .. }) => message,
        other => panic!("{other:?}"),
    }
}

fn refusal(outcome: &Outcome) -> ErrorCode {
    match outcome {
        Outcome::Refused(error) => error.code(),
        other => panic!("{other:?}"),
    }
}

async fn delete(store: &Store, message: &Message) {
    let mut tx = store.begin().await.unwrap();
    let at = raised(&mut tx, message).await;
    amend::delete(&mut tx, at, later(5)).await.unwrap();
    tx.commit().await.unwrap();
}

fn first(user_id: UserId, name: &str) -> Forwarded {
    Forwarded { user_id, name: name.into() }
}

on_both! {
    async fn a_forward_is_a_copy_that_names_who_said_it_first(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let (origin, there) = (chat(store, &[ann, ben]).await, chat(store, &[ben, cid]).await);
        let said = say(store, origin, ann, "the words").await;
        let copy = forwarded(store, &said, there, ben).await;
        assert_eq!((copy.text.as_str(), copy.seq, copy.sender_id), ("the words", 1, ben));
        assert_eq!(copy.forwarded, Some(Box::new(first(ann, "Ann"))));
        // One's own, and what one has forwarded, are forwarded like all else: the first author stays.
        let again = forwarded(store, &copy, there, cid).await;
        assert_eq!((again.forwarded.clone(), again.sender_id), (Some(Box::new(first(ann, "Ann"))), cid));
        let own = forwarded(store, &said, origin, ann).await;
        assert_eq!(own.forwarded, Some(Box::new(first(ann, "Ann"))));
        // What becomes of the original is nothing to its copies.
        let mut tx = store.begin().await.unwrap();
        let at = raised(&mut tx, &said).await;
        amend::edit(&mut tx, at, "other words", later(5)).await.unwrap();
        tx.commit().await.unwrap();
        delete(store, &said).await;
        assert_eq!(seen(store, ben, &copy).await, copy);
        assert_sound(store).await;
    }

    async fn what_is_just_being_taken_back_is_not_forwarded(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let (origin, there) = (chat(store, &[ann, ben]).await, chat(store, &[ben]).await);
        let said = say(store, origin, ann, "never mind").await;
        // This node remembers where it forwards to.
        let standings = Arc::new(Standings::default());
        append::append(store, &standings, &[draft(there, ben, "before it")]).await;
        let mut tx = store.begin().await.unwrap();
        let at = raised(&mut tx, &said).await;
        amend::delete(&mut tx, at, later(5)).await.unwrap();
        let (store_of_task, draft) = (store.clone(), forward(&said, there, ben));
        let forwarding =
            tokio::spawn(async move { append::append(&store_of_task, &standings, &[draft]).await.pop() });
        sleep(Duration::from_millis(100)).await;
        assert!(!forwarding.is_finished(), "it waits for what becomes of the original");
        tx.commit().await.unwrap();
        assert_eq!(refusal(&forwarding.await.unwrap().unwrap()), ErrorCode::NotFound);
        assert_sound(store).await;
    }

    async fn whoever_was_away_and_the_list_know_whose_words_they_are(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let (origin, there) = (chat(store, &[ann, ben]).await, chat(store, &[ben, cid]).await);
        let copy = forwarded(store, &say(store, origin, ann, "needle").await, there, ben).await;
        let mut tx = store.snapshot().await.unwrap();
        let line = conversations::line(&mut tx, cid, there).await.unwrap().unwrap();
        assert_eq!(line.last_message.unwrap().forwarded, Some(Box::new(first(ann, "Ann"))));
        let facts = conversations::facts(&mut tx, there).await.unwrap().unwrap();
        let found = changes::since(&mut tx, &facts, cid, 2, 10).await.unwrap();
        let [(_, Changed::Message { message })] = &found[..] else { panic!("{found:?}") };
        assert_eq!((message.text.as_str(), &message.forwarded), ("needle", &copy.forwarded));
        let tail = search::after(&mut tx, there, 0, 10).await.unwrap();
        assert_eq!(tail[0].forwarded(), copy.forwarded);
        drop(tx);
        indexing::portion(store, &[there]).await.unwrap();
        assert_sound(store).await;
    }

    async fn what_may_not_be_read_or_is_gone_is_not_there_to_be_forwarded(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let (origin, there) = (chat(store, &[ann, ben]).await, chat(store, &[ben, cid]).await);
        let (said, gone) = (say(store, origin, ann, "hidden").await, say(store, origin, ann, "gone").await);
        delete(store, &gone).await;
        let never = Draft { forward_of: Some(fresh()), ..draft(there, cid, "") };
        let drafts =
            [forward(&said, there, cid), never, forward(&gone, there, ben), draft(there, ben, "a neighbour")];
        let outcomes = append(store, &drafts).await;
        let words = |outcome: &Outcome| match outcome {
            Outcome::Refused(error) => error.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!([0, 1, 2].map(|i| refusal(&outcomes[i])), [ErrorCode::NotFound; 3]);
        assert_eq!([0, 1, 2].map(|i| words(&outcomes[i])), ["Message not found"; 3]);
        assert!(matches!(&outcomes[3], Outcome::New { message, .. } if message.seq == 1));
        leave(store, origin, ben).await;
        assert_eq!(refusal(&append(store, &[forward(&said, there, ben)]).await[0]), ErrorCode::NotFound);
        // Nor can one forward to where one may not write, whatever one reads.
        let news = conversation(store, ConversationKind::PublicGroup, &[ann, ben]).await;
        let post = say(store, news, ann, "news").await;
        assert_eq!(refusal(&append(store, &[forward(&post, news, ben)]).await[0]), ErrorCode::Forbidden);
        assert_eq!(refusal(&append(store, &[forward(&post, origin, ben)]).await[0]), ErrorCode::NotFound);
        assert_sound(store).await;
    }

    async fn the_same_forward_again_is_the_stored_one_even_when_the_original_is_gone(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let (origin, there) = (chat(store, &[ann, ben]).await, chat(store, &[ben]).await);
        let said = say(store, origin, ann, "once").await;
        let wish = forward(&said, there, ben);
        let twin = Draft { id: fresh(), ..wish.clone() };
        let outcomes = append(store, &[wish, twin.clone()]).await;
        let Outcome::New { message: stored, .. } = &outcomes[0] else { panic!("{outcomes:?}") };
        assert!(matches!(&outcomes[1], Outcome::Repeated(message) if message == stored));
        delete(store, &said).await;
        leave(store, origin, ben).await;
        let late = append(store, &[twin]).await;
        assert!(matches!(&late[0], Outcome::Repeated(message) if message == stored), "{late:?}");
        assert_sound(store).await;
    }

    async fn b23_a_tombstone_does_not_say_whose_words_were_there(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let (origin, there) = (chat(store, &[ann, ben]).await, chat(store, &[ben]).await);
        let copy = forwarded(store, &say(store, origin, ann, "secret").await, there, ben).await;
        delete(store, &copy).await;
        let gone = seen(store, ben, &copy).await;
        assert!(gone.deleted && gone.text.is_empty() && gone.forwarded.is_none());
        holds(store).await;
    }
}
