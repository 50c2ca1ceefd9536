//! Calling people by name.

use e2e::{Database, Options, World};
use protocol::Role;
use serde_json::json;

use crate::{DOWN, ENTER, ESCAPE, signed_in};

const TEXT: &str = "return document.getElementById('text').value";

#[tokio::test]
async fn who_is_called_is_chosen_from_a_list_and_sees_it() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob, boris] = world.people(["Alice", "Bob", "Boris"]).await;
    let chat = alice.starts_group_chat("Three", &[&bob, &boris]).await;
    let (Some(hers), Some(his)) = (signed_in(&alice).await, signed_in(&boris).await) else { return };
    his.sees("body[data-connection=up]", "").await.sees_no(".mentions").await;

    hers.goes_to(&format!("/chat/{chat}")).await.sees("body[data-connection=up]", "").await;
    hers.types("#text", "hi @bo").await;
    hers.sees("#callable [role=option]", "Bob").await.sees("#callable [role=option]", "Boris").await;
    hers.types("#text", ESCAPE).await.sees_no("#callable").await;
    hers.types("#text", "r").await.sees("#callable [aria-selected=true]", "Boris").await;
    assert_eq!(hers.counts("#callable [role=option]").await, 1);
    let chosen = "const id = document.getElementById('text').getAttribute('aria-activedescendant'); \
                  return document.getElementById(id).textContent";
    assert_eq!(hers.runs(chosen).await, json!("Boris"));
    hers.types("#text", ENTER).await.sees_no("#callable").await;
    assert_eq!(hers.runs(TEXT).await, json!("hi @Boris "));
    hers.types("#text", "and @b").await.sees("#callable [aria-selected=true]", "Bob").await;
    hers.types("#text", DOWN).await.sees("#callable [aria-selected=true]", "Boris").await;
    hers.types("#text", ESCAPE).await.sees_no("#callable").await;
    hers.enters("#text", "ob").await;
    // The first Enter took the name that was offered.
    assert_eq!(hers.runs(TEXT).await, json!("hi @Boris and @Bob "));
    hers.types("#text", ENTER).await.sees("#m1 .mention", "@Boris").await.sees("#m1 .mention", "@Bob").await;

    // It is counted beside what is unread, and stands out.
    his.sees(".row .unread-count", "1").await.sees(".row .mentions", "@1").await;
    alice.sends(chat, "nobody in particular").await;
    his.sees(".row .unread-count", "2").await.sees(".row .mentions", "@1").await;
    his.goes_to("/settings").await.sees(".row .mentions", "@1").await;
    his.clicks(".row a").await.sees("#m1 .mention.me", "@Boris").await.sees_no(".row .mentions").await;
    assert_eq!(his.counts("#m1 .mention:not(.me)").await, 1);

    // Everybody, by somebody who may; live on an open page.
    hers.types("#text", "@al").await.sees("#callable [role=option]", "everybody here").await;
    let all = "const options = [...document.querySelectorAll('#callable li')]; \
               return options.findIndex(one => one.dataset.name === 'all')";
    let steps = hers.runs(all).await.as_u64().expect("it is there");
    for _ in 0..steps {
        hers.types("#text", DOWN).await;
    }
    hers.types("#text", ENTER).await.enters("#text", "come").await;
    his.sees("#m3 .mention.me", "@all").await;
    for browser in [&hers, &his] {
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    }
    assert_eq!(boris.chat(chat).await.members.iter().filter(|one| one.role == Role::Owner).count(), 1);
}
