//! Answering, changing, taking back and signs, as both sides see them.

use e2e::{Actor, Browser, Database, Options, World};
use protocol::ConversationId;
use serde_json::json;

use crate::{ENTER, ESCAPE, UP, opens_menu, signed_in};

async fn a_chat(world: &World) -> (Actor, Actor, ConversationId) {
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    (alice, bob, chat)
}

async fn at_chat(person: &Actor, chat: ConversationId) -> Option<Browser> {
    let browser = signed_in(person).await?;
    browser.goes_to(&format!("/chat/{chat}")).await.sees("body[data-connection=up]", "").await;
    Some(browser)
}

#[tokio::test]
async fn an_answer_quotes_and_leads_there_and_back() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let (alice, bob, chat) = a_chat(&world).await;
    alice.sends(chat, "Who brings the rope?").await;
    let Some(his) = at_chat(&bob, chat).await else { return };
    // He aims, thinks better of it, aims again.
    his.clicks("#m1 .act-reply").await.sees("#target", "Who brings the rope?").await;
    his.clicks("#target-off").await.sees_no("#target").await;
    opens_menu(&his, 1).await;
    his.clicks("#actions [data-act=reply]").await.sees("#target", "Reply to").await;
    his.enters("#text", "I do").await.sees_no("#target").await;
    his.sees("#m2 .quote-text", "Who brings the rope?").await;
    let answer = &alice.history(chat).await[0];
    assert_eq!(answer.quote.as_ref().expect("it quotes").seq, 1);

    // What it answers is here: a jump and back.
    his.clicks("#m2 .quote").await.sees("#back-to", "").await;
    assert_eq!(his.runs("return document.activeElement.id").await, json!("m1"));
    his.clicks("#back-to").await.sees_no("#back-to").await;
    assert_eq!(his.runs("return document.activeElement.id").await, json!("m2"));

    // It is far away: the page around it, and back.
    for n in 0..60 {
        bob.sends(chat, &format!("filler {n}")).await;
    }
    let first = alice.history(chat).await.last().expect("the oldest of the page").seq;
    assert!(first > 2);
    let old: Vec<protocol::Message> = alice.page(chat, "?before=2").await.gives(200);
    alice.answers(chat, old[0].id, "Thank you for the rope").await;
    his.goes_to(&format!("/chat/{chat}")).await.sees("#m63 .quote-text", "Who brings").await;
    his.clicks("#m63 .quote").await.sees("#m1 .text", "Who brings").await;
    assert_eq!(his.counts("#m63").await, 0);
    his.clicks("#back-to").await.sees("#m63 .text", "Thank you").await;
    assert_eq!(his.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_changed_or_taken_back_shows_at_once_on_both_sides() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let (alice, bob, chat) = a_chat(&world).await;
    let said = alice.sends(chat, "Helo").await;
    bob.answers(chat, said.id, "What?").await;
    let (Some(hers), Some(his)) = (at_chat(&alice, chat).await, at_chat(&bob, chat).await) else { return };
    opens_menu(&his, 1).await;
    his.sees_no("#actions [data-act=edit]").await.sees_no("#actions .act-delete").await;
    his.types("#actions .sign", ESCAPE).await.sees_no("#actions").await;

    // She begins something else; it is there again after the change.
    hers.types("#text", "a draft").await;
    opens_menu(&hers, 1).await;
    hers.clicks("#actions [data-act=edit]").await.sees("#target", "Editing").await;
    assert_eq!(hers.runs("return document.getElementById('text').value").await, json!("Helo"));
    hers.enters("#text", "!").await.sees_no("#target").await;
    assert_eq!(hers.runs("return document.getElementById('text').value").await, json!("a draft"));
    for browser in [&hers, &his] {
        browser.sees("#m1 .text", "Helo!").await.sees("#m1 .edited", "edited").await;
        browser.sees("#m2 .quote-text", "Helo!").await;
    }
    hers.runs("document.getElementById('text').value = ''").await;
    hers.types("#text", UP).await.sees("#target", "Editing").await;
    hers.types("#text", ESCAPE).await.sees_no("#target").await;

    // Taking back asks first.
    opens_menu(&hers, 1).await;
    hers.clicks("#actions .act-delete summary")
        .await
        .sees("#actions .act-delete", "gone for everybody")
        .await;
    assert!(!alice.history(chat).await[1].deleted);
    hers.clicks("#actions .act-delete button").await.sees("#m1.deleted", "").await;
    assert_eq!(hers.runs("return document.activeElement.id").await, json!("m1"));
    for browser in [&hers, &his] {
        browser.sees("#m1.deleted .text", "The message was deleted").await;
        browser.sees("#m2 .quote-text", "The message was deleted").await.sees_no("#m1 .acts").await;
    }

    // The server goes; what is changed meanwhile is caught up with.
    let last = bob.sends(chat, "before").await;
    hers.sees("#m3 .text", "before").await;
    world.server.is_killed();
    hers.sees("body:not([data-connection=up])", "").await;
    world.server.comes_back().await;
    bob.edits(last.id, "after").await.is(200);
    bob.reacts(last.id, "🎉").await.is(200);
    hers.sees("#m3 .text", "after").await.sees("#m3 .reaction", "🎉 1").await;
}

#[tokio::test]
async fn a_forwarded_message_says_whose_words_it_bears_live_and_after_a_reload() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let (alice, bob, chat) = a_chat(&world).await;
    let carol = world.person("Carol").await;
    let said = carol.sends(carol.starts_chat_with(&bob).await, "The ferry leaves at five").await;
    let (Some(hers), Some(his)) = (at_chat(&alice, chat).await, at_chat(&bob, chat).await) else { return };
    let copy = bob.forwards(said.id, chat).await;
    for browser in [&hers, &his] {
        browser.sees("#m1 .forwarded", "Forwarded from Carol").await.sees("#m1 .text", "The ferry").await;
    }
    // His to delete, not to change.
    opens_menu(&his, 1).await;
    his.sees("#actions .act-delete", "").await.sees_no("#actions [data-act=edit]").await;
    his.types("#actions .sign", ESCAPE).await.sees_no("#actions").await;
    hers.goes_to(&format!("/chat/{chat}")).await.sees("#m1 .forwarded", "Forwarded from Carol").await;
    alice.answers(chat, copy.id, "Thank you").await;
    hers.sees("#m2 .quote-text", "The ferry").await;
    assert_eq!(hers.counts("#m2 .forwarded").await, 0);
    bob.deletes(copy.id).await.is(200);
    for browser in [&hers, &his] {
        browser.sees("#m1.deleted .text", "The message was deleted").await.sees_no("#m1 .forwarded").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn signs_are_counted_and_toggled() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let (alice, bob, chat) = a_chat(&world).await;
    let said = alice.sends(chat, "Party?").await;
    let (Some(hers), Some(his)) = (at_chat(&alice, chat).await, at_chat(&bob, chat).await) else { return };
    opens_menu(&his, 1).await;
    his.clicks("#actions .sign[value='🎉']").await.sees("#m1 .reaction[aria-pressed=true]", "🎉 1").await;
    hers.sees("#m1 .reaction[aria-pressed=false]", "🎉 1").await;
    hers.clicks("#m1 .reaction").await.sees("#m1 .reaction[aria-pressed=true]", "🎉 2").await;
    his.sees("#m1 .reaction[aria-pressed=true]", "🎉 2").await;
    // By keyboard, without losing the place.
    his.types("#m1 .reaction", ENTER).await.sees("#m1 .reaction[aria-pressed=false]", "🎉 1").await;
    assert_eq!(his.runs("return document.activeElement.className").await, json!("reaction"));
    alice.unreacts(said.id, "🎉").await.is(200);
    hers.sees_no("#m1 .reaction").await;
    his.sees_no("#m1 .reaction").await;
    for browser in [&hers, &his] {
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn whoever_reads_further_up_stays_where_they_are() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let (alice, bob, chat) = a_chat(&world).await;
    for n in 1..=40 {
        alice.sends(chat, &format!("line {n}")).await;
    }
    let page = alice.history(chat).await;
    let below = page.iter().find(|message| message.seq == 38).expect("it was sent");
    let Some(his) = at_chat(&bob, chat).await else { return };
    his.runs("document.getElementById('m12').scrollIntoView({ block: 'start' })").await;
    let place = async || {
        let top = his.runs("return document.getElementById('m14').getBoundingClientRect().top").await;
        top.as_f64().expect("a number")
    };
    let before = place().await;
    alice.reacts(below.id, "👍").await.is(200);
    alice.edits(below.id, "longer\nand\nlonger").await.is(200);
    alice.sends(chat, "something new\nbelow").await;
    his.sees("#m38 .text", "and").await.sees(".new-below", "1 new message").await;
    // A scroller stands on whole pixels, letters do not.
    let moved = (place().await - before).abs();
    assert!(moved < 3.0, "{moved} pixels");
    his.clicks(".new-below").await.sees_no(".new-below").await;
}
