//! Where the reader is: what they have not seen is not read, and the text before their eyes stays there.

use e2e::{Browser, Database, Options, World};
use protocol::ConversationId;
use serde_json::json;

use crate::{SHIFT, TAB, UP, signed_in};

/// Waits until the browser has been told where the reader is.
const NOTED: &str = "const seq = [...document.querySelectorAll('.message')].find(one => one.getBoundingClientRect().bottom > \
     document.getElementById('scroller').getBoundingClientRect().top).dataset.seq; \
     return new Promise(done => { const look = () => history.state?.place?.seq === seq ? done() : setTimeout(look, 20); look(); })";

const ALIVE: &str = "body[data-connection=up]";

/// Whether the person looks at the page, from now on.
fn looks(at_it: bool) -> String {
    format!(
        "Object.defineProperty(document, 'hidden', {{ get: () => {}, configurable: true }}); \
         document.dispatchEvent(new Event('visibilitychange'))",
        !at_it
    )
}

async fn top(browser: &Browser, css: &str) -> f64 {
    let top = format!("return document.querySelector('{css}').getBoundingClientRect().top");
    browser.runs(&top).await.as_f64().unwrap_or(f64::NAN)
}

async fn unread(person: &e2e::Actor, chat: ConversationId) -> i64 {
    let one = person.chat(chat).await;
    one.last_seq - one.read_seq
}

#[tokio::test]
async fn what_nobody_has_seen_is_not_read() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    for n in 1..=130 {
        alice.sends(chat, &format!("line {n}")).await;
    }
    bob.reads(chat, 10).await;
    let page = format!("/chat/{chat}");
    let Some(his) = signed_in(&bob).await else { return };

    // It opens where he left off, and reads no further than he sees.
    his.goes_to(&page).await.sees("#new-mark + #m11", "line 11").await.sees(ALIVE, "").await;
    let mark = top(&his, "#new-mark").await;
    assert!((64.0..700.0).contains(&mark), "{mark}");
    his.sees(".row .unread", "1").await;
    assert!(unread(&bob, chat).await > 90);
    // What comes meanwhile is said, and leads to the end.
    alice.sends(chat, "line 131").await;
    his.sees(".new-below", "1 new message").await.clicks(".new-below").await.sees("#m131", "").await;
    his.sees_no(".row .unread").await;

    // While he looks elsewhere nothing is read, and it begins where he will look.
    his.runs(&looks(false)).await;
    for n in 132..=170 {
        alice.sends(chat, &format!("line {n}")).await;
    }
    his.sees("#m170", "").await.sees("#new-mark + #m132", "").await.sees(".new-below", "new messages").await;
    let mark = top(&his, "#new-mark").await;
    assert!((64.0..200.0).contains(&mark), "{mark}");
    assert_eq!(unread(&bob, chat).await, 39);
    his.runs(&looks(true)).await;
    his.sees(".row .unread", "").await;
    // One stop of the Tab key leads from the field to the newest message, the arrows to those before.
    his.types("#text", &format!("{SHIFT}{TAB}")).await.types("#m170 .act-more", UP).await;
    assert_eq!(his.runs("return document.activeElement.closest('.message').id").await, json!("m169"));
    assert_eq!(his.counts(".act-more[tabindex='0']").await, 1);
    his.sees_no(".row .unread").await.sees_no(".new-below").await;
}

#[tokio::test]
async fn the_text_and_the_list_stay_where_they_are() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    for n in 1..=40 {
        alice.sends(chat, &format!("line {n}")).await;
    }
    for n in 0..14 {
        bob.starts_group_chat(&format!("Chat {n}"), &[&alice]).await;
    }
    let page = format!("/chat/{chat}");
    let Some(his) = signed_in(&bob).await else { return };
    his.goes_to(&page).await.sees(ALIVE, "").await;
    his.runs("document.getElementById('scroller').scrollTop = -60").await;

    // Somebody types, something comes, an answer begins, a field grows, the connection goes and comes.
    let before = top(&his, "#m38").await;
    let mut live = alice.live().await;
    live.types(chat).await;
    his.sees("#typing", "Alice is typing").await;
    alice.sends(chat, "line 41").await;
    his.sees("#m41", "").await.sees_no("#typing").await;
    his.clicks("#m38 .act-reply").await.sees("#target", "Alice").await;
    his.runs("document.execCommand('insertText', false, 'long\\nlong\\nlong')").await;
    world.server.is_killed();
    his.sees("#connection", "").await;
    world.server.comes_back().await;
    his.sees_no("#connection").await;
    let moved = (top(&his, "#m38").await - before).abs();
    // A scroller stands on whole pixels, letters do not.
    assert!(moved < 3.0, "{moved} pixels");

    // Another chat, and back; and loaded again.
    his.runs("document.getElementById('scroller').scrollTop = -900").await;
    his.runs(NOTED).await;
    let before = top(&his, "#m12").await;
    his.runs("document.getElementById('list').scrollTop = 150").await;
    his.clicks("#list .row:last-child a").await.is_at("/chat/").await.sees(ALIVE, "").await;
    assert_eq!(his.runs("return document.getElementById('list').scrollTop > 100").await, json!(true));
    for way in ["history.back()", "location.reload()"] {
        his.runs("delete document.body.dataset.connection").await;
        his.runs(way).await;
        his.is_at(&page).await.sees(ALIVE, "").await.sees("#m12", "").await;
        let moved = (top(&his, "#m12").await - before).abs();
        assert!(moved < 3.0, "{way}: {moved} pixels");
    }
    assert_eq!(his.complaints().await.iter().filter(|line| !line.contains("ERR_")).count(), 0);
}
