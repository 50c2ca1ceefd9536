//! Whatever a message bears, a phone shows it without moving sideways.

use e2e::{Database, Options, World};
use serde_json::json;

use crate::{opens_menu, signed_in};

/// What is wider than its place, of all that could be scrolled or cut off.
const WIDE: &str = "const rooms = document.querySelectorAll('html, .main, .scroller, .sheets, .menu, .compose, .reactions, .bar'); \
    return [...rooms].filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.className || one.tagName)";

#[tokio::test]
async fn a_message_with_everything_fits_on_a_phone() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
    let chat =
        alice.starts_group_chat("A chat with a name that is longer than a phone is", &[&bob, &carol]).await;
    let long = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4);
    let said = alice.sends(chat, &format!("@Bob {long}")).await;
    let answer = bob.answers(chat, said.id, &format!("{long} for @all")).await;
    for (person, sign) in
        [(&alice, "👍"), (&alice, "🎉"), (&bob, "❤️"), (&bob, "👀"), (&carol, "😮"), (&carol, "😢")]
    {
        person.reacts(said.id, sign).await.is(200);
        person.reacts(answer.id, sign).await.is(200);
    }
    let Some(his) = signed_in(&bob).await else { return };
    his.is_sized(390, 844).await.goes_to(&format!("/chat/{chat}")).await.sees("#m2 .quote", "").await;
    his.sees("body[data-connection=up]", "").await;
    assert_eq!(his.runs(WIDE).await, json!([]));
    opens_menu(&his, 2).await;
    assert_eq!(his.runs(WIDE).await, json!([]));
    his.clicks("#actions .act-delete summary").await.sees("#actions .danger", "").await;
    assert_eq!(his.runs(WIDE).await, json!([]));
    his.goes_to("/messenger/search?q=Donau").await.sees("#hits", "Alice").await;
    assert_eq!(his.runs(WIDE).await, json!([]));
}
