//! Drafts that wait for the next group commit.

use protocol::ErrorCode;
use server::{error::Error, store::queue};

use crate::world::{draft, fresh};

#[tokio::test]
async fn whoever_asks_gets_the_answer_to_their_own_draft() {
    let (door, mut drafts) = queue::queue();
    let mine = draft(fresh(), fresh(), "mine");
    let asked = tokio::spawn({
        let mine = mine.clone();
        async move { door.put(mine).await?.await }
    });
    let (taken, answer) = drafts.recv().await.unwrap();
    assert_eq!(taken.id, mine.id);
    answer.send(Err(Error::forbidden("not here"))).unwrap();
    assert_eq!(asked.await.unwrap().unwrap_err().code(), ErrorCode::Forbidden);
}

#[tokio::test]
async fn when_nobody_takes_drafts_any_more_they_may_come_again() {
    let (door, drafts) = queue::queue();
    drop(drafts);
    let refused = door.put(draft(fresh(), fresh(), "late")).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Unavailable);
}
