//! Who is in a group, as it happens, and what its owner does about it.

use e2e::{Browser, Database, Options, World};
use protocol::{GroupType, Role};

use crate::signed_in;

#[tokio::test]
async fn an_owner_sees_who_comes_and_goes_and_gives_roles() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
    let group = alice.starts_group("News", GroupType::Public, &[]).await;
    alice.starts_chat_with(&bob).await;
    let Some(hers) = signed_in(&alice).await else { return };
    hers.goes_to(&format!("/group/{group}")).await.sees("body[data-connection=up]", "").await;
    hers.clicks(".members summary").await.sees("#members", "creator").await;

    bob.joins(group).await.is(200);
    let bobs = format!("#members [data-id='{}']", bob.id());
    hers.sees(&bobs, "Bob")
        .await
        .sees("#member-count", "2 members")
        .await
        .sees_no(&format!("{bobs} .here"))
        .await;
    let live = bob.live().await;
    hers.sees(&format!("{bobs} .here"), "online").await;

    adds(&hers, carol.email()).await;
    assert_eq!(carol.group(group).await.role, Some(Role::Member));

    // He reads only, until she makes him an admin.
    let Some(his) = signed_in(&bob).await else { return };
    his.goes_to(&format!("/group/{group}"))
        .await
        .sees(".only-read", "")
        .await
        .sees("body[data-connection=up]", "")
        .await;
    hers.clicks(&format!("{bobs} .member-acts summary")).await;
    hers.clicks(&format!("{bobs} [name=role][value=admin]")).await.sees(&bobs, "admin").await;
    his.sees("#compose", "")
        .await
        .sees("body[data-connection=up]", "")
        .await
        .enters("#text", "from an admin")
        .await;
    hers.sees(".message .text", "from an admin").await;

    carol.leaves(group).await.is(204);
    hers.sees("#member-count", "2 members")
        .await
        .sees_no(&format!("#members [data-id='{}']", carol.id()))
        .await;

    hands_over(&hers, &bobs).await;
    assert_eq!(alice.group(group).await.role, Some(Role::Admin));
    his.clicks(".members summary").await.sees(&format!("#members [data-id='{}']", alice.id()), "admin").await;
    drop(live);
}

/// She adds Carol, after one try that fails.
async fn adds(hers: &Browser, carol: &str) {
    hers.enters("#participants", "nobody@example.com").await.sees("#members-problem", "no account").await;
    hers.runs("document.getElementById('participants').value = ''").await;
    hers.enters("#participants", carol)
        .await
        .sees("#members", "Carol")
        .await
        .sees_no("#members-problem")
        .await;
}

/// She hands the group over; it is asked first.
async fn hands_over(hers: &Browser, bobs: &str) {
    hers.clicks(&format!("{bobs} .member-acts summary")).await;
    hers.clicks(&format!("{bobs} .member-acts details summary")).await;
    hers.clicks(&format!("{bobs} [name=role][value=owner]")).await.sees_no(".members[open]").await;
    hers.clicks(".members summary").await.sees(bobs, "creator").await.sees(".leave", "Leave").await;
}

#[tokio::test]
async fn an_owner_gives_another_name_and_puts_somebody_out() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
    let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
    let page = format!("/chat/{chat}");
    let Some(hers) = signed_in(&alice).await else { return };
    let Some(his) = signed_in(&bob).await else { return };
    for browser in [&hers, &his] {
        browser.goes_to(&page).await.sees("body[data-connection=up]", "").await;
    }
    his.sees_no(".retitle").await.sees_no(".remove").await;

    hers.clicks(".members summary").await.clicks(".retitle summary").await;
    hers.runs("document.getElementById('name').value = ''").await;
    hers.enters("#name", "Harbour").await.sees("#title", "Harbour").await.sees_no(".retitle[open]").await;
    his.sees("#title", "Harbour").await.sees("#list", "Harbour").await;
    his.runs("if (document.title !== 'Harbour · Messenger') throw new Error(document.title)").await;

    // It is asked first.
    let bobs = format!("#members [data-id='{}']", bob.id());
    hers.clicks(&format!("{bobs} .member-acts > summary")).await;
    hers.clicks(&format!("{bobs} .remove summary")).await.sees(&bobs, "What they wrote stays").await;
    hers.clicks(&format!("{bobs} .remove .danger")).await.sees_no(&bobs).await;
    hers.sees("#member-count", "2 members").await;
    his.sees(".only-read", "no longer").await.sees_no("#list li").await.sees_no(".members").await;
    assert_eq!(alice.chat(chat).await.members.len(), 2);
    his.goes_to(&page).await.sees("h1", "Nothing is here").await;

    // Going is asked first, too.
    hers.clicks(".leave summary").await.sees(".leave", "You created it").await;
    assert_eq!(alice.chat(chat).await.members.len(), 2);
    hers.clicks(".leave button").await.is_at("/messenger").await;
    assert_eq!(carol.chat(chat).await.members.len(), 1);
}
