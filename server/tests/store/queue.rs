//! Drafts that wait for the next group commit.

use std::collections::HashMap;

use protocol::{ConversationId, ErrorCode};
use server::{
    error::Error,
    store::{Kind, queue},
};

use crate::world::{draft, fresh};

#[tokio::test]
async fn whoever_asks_gets_the_answer_to_their_own_draft() {
    let (door, mut drafts) = queue::queue(Kind::Sqlite);
    let mine = draft(fresh(), fresh(), "mine");
    let asked = tokio::spawn({
        let mine = mine.clone();
        async move { door.put(mine).await?.await }
    });
    let (taken, answer) = drafts[0].recv().await.unwrap();
    assert_eq!(taken.id, mine.id);
    answer.send(Err(Error::forbidden("not here"))).unwrap();
    assert_eq!(asked.await.unwrap().unwrap_err().code(), ErrorCode::Forbidden);
}

#[tokio::test]
async fn when_nobody_takes_drafts_any_more_they_may_come_again() {
    let (door, drafts) = queue::queue(Kind::Sqlite);
    drop(drafts);
    let refused = door.put(draft(fresh(), fresh(), "late")).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Unavailable);
}

#[tokio::test]
async fn what_is_sent_to_a_conversation_comes_out_in_one_place_in_order() {
    let (door, mut shards) = queue::queue(Kind::Postgres);
    assert!(shards.len() > 1);
    let conversations: Vec<ConversationId> = (0..64).map(|_| fresh()).collect();
    let mut receipts = Vec::new();
    for text in ["first", "second", "third"] {
        for &id in &conversations {
            receipts.push(door.put(draft(id, fresh(), text)).await.unwrap());
        }
    }
    assert!(!door.is_empty());
    let mut seen: HashMap<ConversationId, (usize, Vec<String>)> = HashMap::new();
    for (number, shard) in shards.iter_mut().enumerate() {
        while let Ok((draft, _)) = shard.try_recv() {
            let place = seen.entry(draft.conversation_id).or_insert((number, Vec::new()));
            assert_eq!(place.0, number, "one shard");
            place.1.push(draft.text);
        }
    }
    assert_eq!(seen.len(), conversations.len());
    assert!(seen.values().all(|(_, texts)| *texts == ["first", "second", "third"]));
    assert!(door.is_empty());
}
