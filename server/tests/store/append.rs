//! The group commit.

use protocol::{ConversationId, ConversationKind, ErrorCode, Message, Role};
use server::store::{
    Kind, Store, amend,
    append::{self, Draft, Outcome, Standings},
    messages, reactions,
};

use crate::{
    amend::raised,
    database::on_both,
    world::{
        assert_sound, chat, conversation, draft, fresh, has_read, join, later, leave, people, person, say,
    },
};

/// By a node that knows nobody yet.
pub(crate) async fn append(store: &Store, drafts: &[Draft]) -> Vec<Outcome> {
    append::append(store, &Standings::default(), drafts).await
}

pub(crate) fn new(outcome: &Outcome) -> &Message {
    match outcome {
        Outcome::New { message, .. } => message,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn refusal(outcome: &Outcome) -> ErrorCode {
    match outcome {
        Outcome::Refused(error) => error.code(),
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn places(store: &Store, id: ConversationId) -> Vec<i64> {
    let all = messages::after(&mut store.read().await.unwrap(), id, 0, 10_000).await.unwrap();
    all.into_iter().map(|stored| stored.seq).collect()
}

on_both! {
    async fn what_is_known_of_a_sender_ends_with_their_membership(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let standings = Standings::default();
        let say = async |user, text| append::append(store, &standings, &[draft(id, user, text)]).await.pop().unwrap();
        new(&say(ann, "one").await);
        new(&say(ann, "two").await);
        leave(store, id, ann).await;
        assert_eq!(refusal(&say(ann, "three").await), ErrorCode::NotFound);
        // Another node has written meanwhile: what is known here is behind.
        new(&append(store, &[draft(id, ben, "from elsewhere")]).await[0]);
        assert_eq!(new(&say(ben, "four").await).seq, 4);
        join(store, id, ann, Role::Member).await;
        assert_eq!(new(&say(ann, "five").await).seq, 5);
        assert_sound(store).await;
    }

    async fn a_message_is_read_by_its_sender_before_their_next(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let standings = Standings::default();
        let drafts = [draft(id, ben, "b"), draft(id, ann, "a"), draft(id, ann, "c"), draft(id, ben, "d")];
        let outcomes = append::append(store, &standings, &drafts).await;
        let read: Vec<_> = outcomes
            .iter()
            .map(|outcome| match outcome {
                Outcome::New { read_before, .. } => *read_before,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(read, [0, 0, 2, 1]);
        standings.read(id, ann, 4);
        match append::append(store, &standings, &[draft(id, ann, "e")]).await.pop() {
            Some(Outcome::New { read_before: 4, .. }) => {}
            other => panic!("{other:?}"),
        }
    }

    async fn messages_are_numbered_without_gaps_in_the_order_of_asking(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let (one, other) = (chat(store, &[ann, ben]).await, chat(store, &[ann]).await);
        let drafts = [draft(one, ann, "a"), draft(other, ann, "x"), draft(one, ben, "b"), draft(one, ann, "c")];
        let outcomes = append(store, &drafts).await;
        let numbers: Vec<_> =
            outcomes.iter().map(new).map(|message| (message.text.as_str(), message.seq, message.version)).collect();
        assert_eq!(numbers, [("a", 1, 3), ("x", 1, 2), ("b", 2, 4), ("c", 3, 5)]);
        assert_eq!(new(&outcomes[2]).sender_name, "Ben");
        assert!(append(store, &[]).await.is_empty());
        assert_sound(store).await;
    }

    async fn the_same_client_id_is_one_row_in_one_group_and_in_two(store: &Store) {
        let ann = person(store, "Ann").await;
        let id = chat(store, &[ann]).await;
        let first = draft(id, ann, "once");
        let again = Draft { id: fresh(), text: "another text".into(), ..first.clone() };
        let outcomes = append(store, &[first.clone(), again.clone(), draft(id, ann, "two")]).await;
        let stored = new(&outcomes[0]).clone();
        assert!(matches!(&outcomes[1], Outcome::Repeated(message) if *message == stored));
        assert_eq!(new(&outcomes[2]).seq, 2);
        let later = append(store, &[again, first]).await;
        for outcome in &later {
            assert!(matches!(outcome, Outcome::Repeated(message) if *message == stored), "{outcome:?}");
        }
        assert_eq!(places(store, id).await, [1, 2]);
        assert_sound(store).await;
    }

    async fn two_people_may_have_the_same_client_id(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let first = draft(id, ann, "Ann's");
        let other = Draft { client_id: first.client_id, ..draft(id, ben, "Ben's") };
        let outcomes = append(store, &[first, other]).await;
        assert_eq!(outcomes.iter().map(new).map(|message| message.seq).collect::<Vec<_>>(), [1, 2]);
    }

    async fn what_was_stored_is_repeated_even_to_who_has_left(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let mine = draft(id, ben, "before I left");
        append(store, std::slice::from_ref(&mine)).await;
        leave(store, id, ben).await;
        let outcomes = append(store, &[mine, draft(id, ben, "after")]).await;
        assert!(matches!(&outcomes[0], Outcome::Repeated(message) if message.seq == 1));
        assert_eq!(refusal(&outcomes[1]), ErrorCode::NotFound);
    }

    async fn b2_who_has_left_has_back_what_they_wrote_and_nothing_of_what_came_after(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let question = say(store, id, ann, "before").await;
        let mine = Draft { reply_to: Some(question.id), ..draft(id, ben, "so") };
        let stored = new(&append(store, std::slice::from_ref(&mine)).await[0]).clone();
        assert!(stored.quote.is_some());
        leave(store, id, ben).await;
        let mut tx = store.begin().await.unwrap();
        let at = raised(&mut tx, &question).await;
        amend::edit(&mut tx, at, "after", later(5)).await.unwrap();
        let at = raised(&mut tx, &stored).await;
        reactions::put(&mut tx, at, "👍", ann, later(6)).await.unwrap();
        tx.commit().await.unwrap();
        let again = append(store, std::slice::from_ref(&mine)).await;
        let Outcome::Repeated(message) = &again[0] else { panic!("{again:?}") };
        assert_eq!((message.id, message.seq, message.text.as_str()), (stored.id, stored.seq, "so"));
        assert_eq!((message.quote.as_ref(), message.reactions.len()), (None, 0));
        join(store, id, ben, Role::Member).await;
        let again = append(store, &[mine]).await;
        assert!(matches!(&again[0], Outcome::Repeated(message) if message.reactions.len() == 1));
    }

    async fn one_that_may_not_be_does_not_fail_its_neighbours(store: &Store) {
        let [ann, ben, stranger] = people(store, ["Ann", "Ben", "Stranger"]).await;
        let id = chat(store, &[ann, ben]).await;
        let elsewhere = say(store, chat(store, &[stranger]).await, stranger, "elsewhere").await;
        let group = conversation(store, ConversationKind::PublicGroup, &[ann, ben]).await;
        let mut answer = draft(id, ann, "an answer to what is not here");
        answer.reply_to = Some(elsewhere.id);
        let drafts = [
            draft(id, ann, "good"),
            draft(id, stranger, "I am no member"),
            answer,
            draft(fresh(), ann, "no such chat"),
            draft(id, fresh(), "nobody says this"),
            draft(group, ben, "readers do not post"),
            draft(id, ben, "good too"),
        ];
        let outcomes = append(store, &drafts).await;
        assert_eq!((new(&outcomes[0]).seq, new(&outcomes[6]).seq), (1, 2));
        assert_eq!(outcomes[1..5].iter().map(refusal).collect::<Vec<_>>(), [ErrorCode::NotFound; 4]);
        assert_eq!(refusal(&outcomes[5]), ErrorCode::Forbidden);
        assert_sound(store).await;
    }

    async fn one_that_the_database_cannot_take_does_not_fail_its_neighbours(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let stored = say(store, id, ann, "first").await;
        // The doors let neither through: a message's id twice, and a text with a NUL, which PostgreSQL cannot store.
        let twice = Draft { id: stored.id, ..draft(id, ann, "the same id") };
        let nul = draft(id, ann, "a\0b");
        let outcomes = append(store, &[draft(id, ann, "before"), twice, draft(id, ben, "between"), nul,
            draft(id, ben, "after")]).await;
        assert_eq!(refusal(&outcomes[1]), ErrorCode::Internal);
        let nul_is_refused = matches!(outcomes[3], Outcome::Refused(_));
        assert_eq!(nul_is_refused, store.kind() == Kind::Postgres);
        let good: Vec<_> = [0, 2, 4].map(|i| new(&outcomes[i]).seq).into();
        assert_eq!(good, if nul_is_refused { [2, 3, 4] } else { [2, 3, 5] });
        assert_sound(store).await;
    }

    async fn an_answer_names_what_it_answers(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let question = say(store, id, ann, "?").await;
        let answer = Draft { reply_to: Some(question.id), ..draft(id, ben, "!") };
        let outcomes = append(store, &[answer]).await;
        assert_eq!(new(&outcomes[0]).reply_to, Some(question.id));
        assert_sound(store).await;
    }

    async fn sending_counts_as_reading(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        for _ in 0..3 {
            say(store, id, ann, "hi").await;
        }
        let outcomes = append(store, &[draft(id, ben, "oh"), draft(id, ben, "hello")]).await;
        assert!(matches!(outcomes[0], Outcome::New { read_before: 0, .. }));
        assert_eq!(has_read(store, id, ben).await, 5);
        assert_eq!(has_read(store, id, ann).await, 3);
        assert_sound(store).await;
    }

    async fn without_a_database_all_are_told_to_come_back(store: &Store) {
        let ann = person(store, "Ann").await;
        let id = chat(store, &[ann]).await;
        let store = store.clone();
        store.close().await;
        let outcomes = append(&store, &[draft(id, ann, "a"), draft(id, ann, "b")]).await;
        assert_eq!(outcomes.iter().map(refusal).collect::<Vec<_>>(), [ErrorCode::Unavailable; 2]);
    }
}
