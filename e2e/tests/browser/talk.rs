//! Two people, two browsers, one server that goes away in between.

use e2e::{Database, Options, World};
use protocol::{GroupType, close};

use crate::signed_in;

/// Notes how the page's connection is, from now on.
const WATCH_STATES: &str = "window.states = []; new MutationObserver(() => states.push(document.body.dataset.connection)) \
     .observe(document.body, { attributeFilter: ['data-connection'] })";

#[tokio::test]
async fn two_people_talk_while_the_server_goes_away_and_comes_back() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    let (Some(hers), Some(his)) = (signed_in(&alice).await, signed_in(&bob).await) else { return };

    // She writes; his list says so.
    hers.clicks(".row a").await.is_at(&format!("/chat/{chat}")).await.sees("#title", "Bob").await;
    // Before the page is alive an Enter is a new line.
    hers.sees("body[data-connection=up]", "").await;
    hers.enters("#text", "hi there").await.sees(".message.own .text", "hi there").await;
    hers.sees(".message.own .tick[data-tick=sent]", "").await;
    his.sees(".row .row-text", "hi there").await.sees(".row .unread .unread-count", "1").await;

    // He looks; she sees it where she is, without another word.
    his.clicks(".row a")
        .await
        .sees(".message:not(.own) .text", "hi there")
        .await
        .sees_no(".row .unread")
        .await;
    hers.sees(".message.own .tick[data-tick=all]", "").await.sees_no(".toast").await;

    // He types; she sees who.
    his.types("#text", "well").await;
    hers.sees("#typing", "Bob is typing…").await;
    his.enters("#text", ", hello").await;
    hers.sees(".message:not(.own) .text", "well, hello").await.sees_no("#typing").await;
    for browser in [&hers, &his] {
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    }

    // The server goes; what she writes waits, and arrives once.
    world.server.is_killed();
    hers.enters("#text", "are you there?").await.sees(".message.own .tick[data-tick=pending]", "").await;
    world.server.comes_back().await;
    his.sees(".message:not(.own) .text", "are you there?").await;
    hers.sees_no(".message.own .tick[data-tick=pending]").await;
    assert_eq!(his.counts(".message:not(.own)").await, 2);
    assert_eq!(hers.counts(".message.own").await, 2);
    assert_eq!(alice.history(chat).await.len(), 3);
}

#[tokio::test]
async fn a_server_that_restarts_is_waited_for_calmly() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    let Some(hers) = signed_in(&alice).await else { return };
    hers.goes_to(&format!("/chat/{chat}")).await.sees("body[data-connection=up]", "").await;
    hers.runs(WATCH_STATES).await;
    world.server.is_asked_to_stop();
    hers.sees("body:not([data-connection=up])", "").await;
    // It comes back sooner than the server may, and finds nobody then: what matters is what it says first.
    assert_eq!(
        hers.runs("return states.find(state => state !== 'up')").await,
        serde_json::json!("connecting")
    );
    assert!(world.server.has_stopped().await);
    world.server.comes_back().await;
    hers.sees("body[data-connection=up]", "").await;
    bob.sends(chat, "after").await;
    hers.sees(".message .text", "after").await;
}

#[tokio::test]
async fn a_session_is_renewed_without_a_word() {
    let world = World::new(Database::Sqlite, Options::env(&[("MESSENGER_ACCESS_TTL", "4s")])).await;
    let [mut alice, mut bob] = world.people(["Alice", "Bob"]).await;
    alice.signs_in().await;
    let chat = alice.starts_chat_with(&bob).await;
    let Some(hers) = signed_in(&alice).await else { return };
    hers.goes_to(&format!("/chat/{chat}")).await.sees("body[data-connection=up]", "").await;
    hers.runs(WATCH_STATES).await;
    // Whoever stalls for the second that is left is late, and connects again: not three times.
    let mut calm = false;
    for said in ["still there?", "and now?", "at last?"] {
        for _ in 0..2 {
            bob.signs_in().await;
            assert_eq!(bob.live().await.socket.closes().await, Some(close::EXPIRED));
        }
        bob.signs_in().await;
        bob.sends(chat, said).await;
        hers.sees(".message .text", said).await.sees("body[data-connection=up]", "").await;
        calm = hers.runs("return states.splice(0)").await == serde_json::json!([]);
        if calm {
            break;
        }
    }
    assert!(calm, "it is renewed without a word");
}

#[tokio::test]
async fn one_sees_whether_the_other_is_here_until_they_hide_it() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    let Some(hers) = signed_in(&alice).await else { return };
    hers.goes_to(&format!("/chat/{chat}"))
        .await
        .sees("#presence", "Personal chat")
        .await
        .sees_no(".row .here")
        .await;
    let _his = bob.live().await;
    hers.sees("#presence", "online").await.sees(".row .here", "online").await;
    // So the server writes it, too.
    hers.goes_to(&format!("/chat/{chat}")).await.sees("#presence", "online").await;

    hers.goes_to("/settings").await.sees("#presence", "see when you are online").await;
    hers.clicks("#presence button").await.sees("#presence", "Nobody sees").await.sees_no(".row .here").await;
    hers.goes_to(&format!("/chat/{chat}")).await.sees("#presence", "Personal chat").await;
    assert_eq!(bob.chat(chat).await.presence, None);
    assert_eq!(hers.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_person_is_found_and_written_to_and_a_group_is_joined() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let group = bob.starts_group("Harbour News", GroupType::Public, &[]).await;
    let Some(hers) = signed_in(&alice).await else { return };

    hers.goes_to("/messenger?view=new").await.enters("#query", bob.email()).await;
    hers.sees("#find", "Bob").await.clicks("#find .people form button").await.sees("#title", "Bob").await;
    hers.sees("body[data-connection=up]", "").await;
    hers.enters("#text", "found you").await.sees(".message.own .tick[data-tick=sent]", "").await;

    hers.goes_to("/messenger?view=new").await.clicks("#directory .people form button").await;
    hers.is_at(&format!("/group/{group}")).await;
    bob.posts(group, "the tide is high").await;
    hers.sees(".message .text", "the tide is high").await;

    // A chat that somebody else starts appears by itself.
    let carol = world.person("Carol").await;
    carol.starts_chat_with(&alice).await;
    hers.sees(".row .row-title", "Carol").await;
    assert_eq!(hers.complaints().await, Vec::<String>::new());
}
