//! Finding messages, and going there.

use e2e::{Database, Options, World};
use serde_json::json;

use crate::signed_in;

#[tokio::test]
async fn a_message_is_found_and_shown_where_it_stands() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
    let chat = alice.starts_group_chat("Saturday crew", &[&bob]).await;
    let hidden = carol.starts_chat_with(&alice).await;
    alice.sends(chat, "The big thermos is blue").await;
    for n in 0..70 {
        bob.sends(chat, &format!("filler {n}")).await;
    }
    carol.sends(hidden, "another thermos").await;
    let Some(his) = signed_in(&bob).await else { return };
    his.enters("#q", "THERMOS").await.is_at("/messenger/search").await;
    his.sees("#hits mark", "thermos").await.sees("#hits", "Saturday crew").await;
    assert_eq!(his.counts("#hits li").await, 1, "what is not his is not found");
    his.clicks("#hits a").await.is_at(&format!("/chat/{chat}")).await.sees("#m1:target", "thermos").await;
    let seen = "const box = document.getElementById('m1').getBoundingClientRect(); \
                return box.top >= 0 && box.bottom <= innerHeight";
    assert_eq!(his.runs(seen).await, json!(true));

    // What comes meanwhile is said, though it is far below.
    his.sees("body[data-connection=up]", "").await;
    alice.sends(chat, "news").await;
    his.sees(".new-below", "1 new message").await.clicks(".new-below").await.sees("#m72 .text", "news").await;

    // Within one conversation, and nothing at all.
    his.goes_to(&format!("/messenger/search?chat_id={chat}")).await.sees(".within", "Saturday crew").await;
    his.enters("#words", "filler")
        .await
        .sees("#hits mark", "filler")
        .await
        .sees(".within", "Saturday crew")
        .await;
    assert_eq!(his.counts("#hits li").await, 20);
    his.clicks(".more a").await.sees("#hits mark", "filler").await;
    his.enters("#words", " nowhere").await.sees("#hits", "No message has all these words").await;
    assert_eq!(his.complaints().await, Vec::<String>::new());
}
