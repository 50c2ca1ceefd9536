//! Finding messages, and the index that follows them.

use protocol::{ConversationId, Message};
use server::{
    domain::search::{Query, Term, first_key, key, of_word, place},
    store::{
        Kind, Store, amend,
        append::{self, Standings},
        search::{
            self, Candidate, Range, Unindexed,
            indexing::{self, Portion},
        },
    },
};
use uuid::Uuid;

use crate::{
    amend::raised,
    database::{fresh, on_both},
    world::{NOW, chat, draft, later, people, say},
};

const ALL: Range = Range { from: 0, before: i64::MAX };

fn terms(id: ConversationId, query: &str) -> Vec<Vec<Term>> {
    let words = Query::parse(query).unwrap().words;
    let place = Term { text: place(id), goes_on: false };
    words.iter().map(of_word).chain([vec![place]]).collect()
}

fn texts(found: &[Candidate]) -> Vec<&str> {
    found.iter().map(|one| one.text.as_deref().unwrap_or("-")).collect()
}

/// What the index has for these words there.
async fn found(store: &Store, id: ConversationId, query: &str) -> Vec<Candidate> {
    let mut conn = store.snapshot().await.unwrap();
    search::hurry(&mut conn).await.unwrap();
    search::indexed(&mut conn, &terms(id, query), ALL, 100).await.unwrap()
}

/// Brings the index up to all there is there.
async fn follow(store: &Store, id: ConversationId) -> usize {
    let mut messages = 0;
    loop {
        let portion = indexing::portion(store, &[id]).await.unwrap();
        messages += portion.messages;
        if portion.left.is_empty() {
            return messages;
        }
    }
}

async fn delete(store: &Store, message: &Message) {
    let mut tx = store.begin().await.unwrap();
    let at = raised(&mut tx, message).await;
    amend::delete(&mut tx, at, later(5)).await.unwrap();
    tx.commit().await.unwrap();
}

on_both! {
    async fn what_is_not_indexed_yet_is_looked_through_newest_first(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        for text in ["one", "two", "three"] {
            say(store, id, ann, text).await;
        }
        let mut conn = store.read().await.unwrap();
        assert_eq!(texts(&search::after(&mut conn, id, 1, 5).await.unwrap()), ["three", "two"]);
        assert_eq!(search::after(&mut conn, id, 0, 1).await.unwrap().len(), 1);
        assert!(search::changed(&mut conn, id, 0, 5).await.unwrap().is_empty());
        let progress = search::progress(&mut conn, [id].into_iter()).await.unwrap().remove(0);
        assert_eq!((progress.seq, progress.version, progress.last_seq, progress.now), (0, 0, 3, 5));
        assert!(!progress.begun);
    }

    async fn words_are_found_in_all_forms_and_by_their_beginning(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let (id, other) = (chat(store, &[ann, ben]).await, chat(store, &[ann]).await);
        for text in ["Первая встреча", "Под Ёлками 'quoted' \"too\"", "running late", "a % b _ \\ c"] {
            say(store, id, ann, text).await;
            say(store, other, ann, text).await;
        }
        assert_eq!(follow(store, id).await, 4);
        assert_eq!(follow(store, other).await, 4);
        for (query, text) in [
            ("встречи перв", "Первая встреча"),
            ("елка", "Под Ёлками 'quoted' \"too\""),
            ("quoted too", "Под Ёлками 'quoted' \"too\""),
            ("run late", "running late"),
            ("runni", "running late"),
        ] {
            assert_eq!(texts(&found(store, id, query).await), [text], "{query}");
        }
        for nothing in ["встреча late", "running* AND", "лами", "nobody"] {
            assert_eq!(texts(&found(store, id, nothing).await), [""; 0], "{nothing}");
        }
    }

    async fn b23_what_is_edited_or_deleted_leaves_the_index(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let edited = say(store, id, ann, "regrettable one").await;
        let deleted = say(store, id, ben, "regrettable two").await;
        say(store, id, ben, "harmless").await;
        assert_eq!(follow(store, id).await, 3);
        assert_eq!(found(store, id, "regrettable").await.len(), 2);
        let mut tx = store.begin().await.unwrap();
        let at = raised(&mut tx, &edited).await;
        amend::edit(&mut tx, at, "better", later(5)).await.unwrap();
        tx.commit().await.unwrap();
        delete(store, &deleted).await;
        // Until the index has heard of it, what is found is what is said now.
        assert_eq!(texts(&found(store, id, "regrettable").await).len(), 2);
        assert!(!texts(&found(store, id, "regrettable").await).concat().contains("regrettable"));
        let mut conn = store.read().await.unwrap();
        assert_eq!(texts(&search::changed(&mut conn, id, 5, 9).await.unwrap()), ["-", "better"]);
        drop(conn);
        assert_eq!(follow(store, id).await, 2);
        assert!(found(store, id, "regrettable").await.is_empty());
        assert_eq!(texts(&found(store, id, "better").await), ["better"]);
        assert_eq!(follow(store, id).await, 0, "nothing is left to do");
    }

    async fn what_was_deleted_before_it_was_indexed_never_is(store: &Store) {
        let [ann] = people(store, ["Ann"]).await;
        let id = chat(store, &[ann]).await;
        let said = say(store, id, ann, "gone before").await;
        delete(store, &said).await;
        follow(store, id).await;
        assert!(found(store, id, "gone").await.is_empty());
    }

    async fn a_long_past_is_followed_in_portions_the_newest_first_found(store: &Store) {
        let [ann] = people(store, ["Ann"]).await;
        let (long, short) = (chat(store, &[ann]).await, chat(store, &[ann]).await);
        let count = indexing::NEW + 40;
        let drafts: Vec<_> = (0..count)
            .map(|n| append::Draft { created_at: later(n), ..draft(long, ann, &format!("word {n}")) })
            .collect();
        append::append(store, &Standings::default(), &drafts).await;
        say(store, short, ann, "word").await;
        let mut conn = store.read().await.unwrap();
        let mut behind = indexing::behind(&mut conn, None, 10).await.unwrap();
        behind.sort();
        let mut both = [long, short];
        both.sort();
        assert_eq!(behind, both);
        assert_eq!(indexing::behind(&mut conn, Some(both[1]), 10).await.unwrap(), []);
        drop(conn);
        let first = indexing::portion(store, &[long, short]).await.unwrap();
        let messages = usize::try_from(indexing::NEW).unwrap();
        assert_eq!(first, Portion { left: vec![long], messages }, "the short one did not wait");
        follow(store, long).await;
        let mut conn = store.read().await.unwrap();
        assert_eq!(indexing::behind(&mut conn, None, 10).await.unwrap(), []);
        let range = Range { from: first_key(later(10)), before: first_key(later(20)) };
        let found = search::indexed(&mut conn, &terms(long, "word"), range, 3).await.unwrap();
        assert_eq!(texts(&found), ["word 19", "word 18", "word 17"]);
        assert_eq!(found[0].key, key(later(19), found[0].id.into()));
        let range = Range { before: found[2].key, ..range };
        let rest = search::indexed(&mut conn, &terms(long, "word"), range, 100).await.unwrap();
        assert_eq!((rest.len(), texts(&rest)[0]), (7, "word 16"));
    }

    async fn messages_of_one_key_have_each_their_place(store: &Store) {
        let [ann] = people(store, ["Ann"]).await;
        let id = chat(store, &[ann]).await;
        let drafts: Vec<_> = (1..=4_u128)
            .map(|n| append::Draft { id: Uuid::from_u128(n << 64 | 7).into(), ..draft(id, ann, "same") })
            .collect();
        append::append(store, &Standings::default(), &drafts[..3]).await;
        follow(store, id).await;
        append::append(store, &Standings::default(), &drafts[3..]).await;
        follow(store, id).await;
        let mut places: Vec<_> = found(store, id, "same").await.iter().map(|one| one.seq).collect();
        places.sort_unstable();
        assert_eq!(places, [1, 2, 3, 4]);
        // Each is found again when it is to be taken out.
        let mut conn = store.read().await.unwrap();
        let stored = server::store::messages::by_id(&mut conn, drafts[1].id).await.unwrap().unwrap();
        let second = server::store::messages::seen_by(&mut conn, ann, vec![stored]).await.unwrap().remove(0);
        drop(conn);
        delete(store, &second).await;
        follow(store, id).await;
        assert_eq!(found(store, id, "same").await.len(), 3);
    }

    async fn those_who_follow_at_once_do_it_once(store: &Store) {
        let [ann] = people(store, ["Ann"]).await;
        let id = chat(store, &[ann]).await;
        let drafts: Vec<_> = (0..50).map(|_| draft(id, ann, "word")).collect();
        append::append(store, &Standings::default(), &drafts).await;
        let (one, other) = tokio::join!(follow(store, id), follow(store, id));
        assert_eq!(one + other, 50);
        assert_eq!(found(store, id, "word").await.len(), 50);
    }

    async fn authors_are_those_whom_the_caller_reads(store: &Store) {
        let [ann, ben, alena, ivan] = people(store, ["Ann", "Ben", "Алёна", "Иван"]).await;
        chat(store, &[ann, alena]).await;
        chat(store, &[ben, ivan]).await;
        let mut conn = store.read().await.unwrap();
        let names = async |conn: &mut server::store::Conn, letters| {
            let found = search::authors(conn, ann, letters, 9).await.unwrap();
            found.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        assert_eq!(names(&mut conn, "алена").await, ["Алёна"]);
        assert_eq!(names(&mut conn, "иван").await, [""; 0]);
    }
}

#[tokio::test]
async fn b23_of_what_was_deleted_nothing_stays_in_the_index_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let store = Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
    assert_eq!(store.kind(), Kind::Sqlite);
    store.migrate().await.unwrap();
    let [ann] = people(&store, ["Ann"]).await;
    let id = chat(&store, &[ann]).await;
    let said = say(&store, id, ann, "Unmistakable").await;
    for n in 0..300 {
        say(&store, id, ann, &format!("other words {n}")).await;
    }
    follow(&store, id).await;
    delete(&store, &said).await;
    follow(&store, id).await;
    store.close().await;
    // The index knows the word in small letters only.
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(12).any(|window| window == b"unmistakable"));
}

#[tokio::test]
async fn what_waits_is_told_of() {
    let waiting = Unindexed::default();
    waiting.add(Uuid::nil().into());
    waiting.news().await;
    assert_eq!(waiting.take(9).len(), 1);
    let database = fresh(Kind::Sqlite).await;
    let nothing = indexing::portion(&database.store, &waiting.take(9)).await.unwrap();
    assert_eq!((nothing, first_key(NOW) > 0), (Portion::default(), true));
}
