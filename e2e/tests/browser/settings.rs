//! What somebody says of a chat on another device, as their list shows it.

use e2e::{Database, Options, World};
use protocol::{request::ChangeSettings, route};

use crate::signed_in;

#[tokio::test]
async fn what_is_said_of_a_chat_shows_in_the_list_at_once() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
    let quiet = alice.starts_chat_with(&bob).await;
    bob.sends(quiet, "read").await;
    alice.reads(quiet, 1).await;
    let lively = alice.starts_chat_with(&carol).await;
    carol.sends(lively, "one").await;
    let Some(page) = signed_in(&alice).await else { return };
    page.sees("body[data-connection=up]", "").await.sees("#list .row:first-child .row-title", "Carol").await;

    let wish = ChangeSettings { muted: Some(true), pinned: Some(true), marked_unread: Some(true) };
    alice.asks(alice.request("PATCH", &route::settings(quiet)).json(&wish)).await.is(200);
    page.sees("#list .row:first-child .row-title", "Bob").await;
    for mark in ["row-muted svg", "row-pinned svg", "marked"] {
        page.sees(&format!("#list .row:first-child .{mark}"), "").await;
    }
    // What is livelier stays below what is pinned.
    carol.sends(lively, "two").await;
    page.sees("#list .row:nth-child(2) .row-text", "two").await;

    page.clicks("#list .row:first-child a").await.is_at(&format!("/chat/{quiet}")).await;
    page.sees("body[data-connection=up]", "").await.sees_no(".marked").await;
    assert!(!alice.chat(quiet).await.settings.marked_unread, "whoever looks at it reads it again");
    let rest = ChangeSettings { muted: Some(false), pinned: Some(false), marked_unread: None };
    alice.asks(alice.request("PATCH", &route::settings(quiet)).json(&rest)).await.is(200);
    page.sees("#list .row:first-child .row-title", "Carol").await.sees_no(".row-muted").await;
    assert_eq!(page.complaints().await, Vec::<String>::new());
}
