//! What people write runs nowhere, wherever it is shown.

use e2e::{Actor, Browser, Database, Options, World};
use protocol::request::Register;

use crate::signed_in;

const IMAGE: &str = "<img src=x onerror=\"window.hit=1\">";
const SCRIPT: &str = "<script>window.hit=1</script><svg onload=\"window.hit=1\">";

async fn nothing_ran(browser: &Browser) {
    assert_eq!(browser.runs("return window.hit === undefined").await.as_bool(), Some(true));
    assert_eq!(browser.counts("#thread img, #thread script, #thread svg:not(.icon), mark *").await, 0);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

async fn called(world: &World, name: &str) -> Actor {
    let mut person = world.stranger();
    let account =
        Register { name: name.into(), email: "mallory@example.com".into(), password: "long enough".into() };
    person.registers(&account).await;
    person.signs_in().await;
    person
}

#[tokio::test]
async fn c4_what_people_write_runs_nowhere() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    alice.sends(chat, &format!("{IMAGE} before")).await;
    let Some(his) = signed_in(&bob).await else { return };
    his.goes_to(&format!("/chat/{chat}")).await.sees(".message .text", "before").await;
    alice.sends(chat, &format!("{SCRIPT} live")).await;
    his.sees(".message .text", &format!("{SCRIPT} live")).await;
    nothing_ran(&his).await;
}

#[tokio::test]
async fn c4_neither_a_quote_nor_an_edit_nor_a_name_nor_a_find_runs() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let bob = world.person("Bob").await;
    let mallory = called(&world, IMAGE).await;
    let chat = mallory.starts_group_chat("<script>window.hit=1</script>", &[&bob]).await;
    let first = mallory.sends(chat, &format!("{IMAGE} rope")).await;
    let Some(his) = signed_in(&bob).await else { return };
    his.goes_to(&format!("/chat/{chat}")).await.sees("#m1 .text", "rope").await;
    his.sees("body[data-connection=up]", "").await;
    // Live: an answer to it, other words, a sign, and who is there.
    mallory.answers(chat, first.id, &format!("{SCRIPT} @{IMAGE} answer")).await;
    his.sees("#m2 .quote-text", &format!("{IMAGE} rope")).await.sees("#m2 .quote bdi", IMAGE).await;
    mallory.edits(first.id, &format!("{SCRIPT} rope again")).await.is(200);
    mallory.reacts(first.id, "👍").await.is(200);
    his.sees("#m2 .quote-text", &format!("{SCRIPT} rope again")).await.sees("#m1 .reaction", "1").await;
    his.clicks("#m1 .act-reply").await.sees("#target", IMAGE).await.sees("#target", SCRIPT).await;
    his.types("#text", "@<i").await.sees("#callable [role=option]", IMAGE).await;
    nothing_ran(&his).await;
    // As the server writes it.
    his.goes_to(&format!("/chat/{chat}")).await.sees("#m2 .quote-text", SCRIPT).await;
    nothing_ran(&his).await;
    his.goes_to("/messenger/search?q=rope")
        .await
        .sees("#hits .hit-text", "rope")
        .await
        .sees("#hits", SCRIPT)
        .await;
    nothing_ran(&his).await;
}
