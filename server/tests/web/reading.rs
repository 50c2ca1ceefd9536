//! Reading back, and what counts as read.

use protocol::{ConversationId, request::Login};
use server::action::{Caller, messages, sessions};

use crate::{
    browser::{Browser, Page},
    house::{House, PASSWORD},
};

async fn chat(alice: &Browser) -> Page {
    alice.sends("/api/v1/chats/create", &[("chat_type", "personal"), ("participants", "b@example.com")]).await
}

async fn caller(house: &House, email: &str) -> Caller {
    let wish = Login { email: email.into(), password: PASSWORD.into(), next: None };
    let here = "127.0.0.1".parse().unwrap();
    let signed_in = sessions::sign_in(&house.app, here, "test", wish).await.unwrap();
    sessions::authenticate(&house.app, &signed_in.access_token).await.unwrap()
}

#[tokio::test]
async fn the_whole_history_is_read_back_page_by_page() {
    let house = House::open().await;
    let (alice, _boris) =
        (house.person("A", "a@example.com").await, house.person("B", "b@example.com").await);
    let chat = chat(&alice).await;
    let (caller, id) = (caller(&house, "a@example.com").await, chat.field("chat_id"));
    for n in 1..=120 {
        let conversation: ConversationId = id.parse().unwrap();
        let wish = messages::Wish {
            conversation,
            text: format!("n{n}"),
            client_id: None,
            reply_to: None,
            forward_of: None,
        };
        messages::send(&house.app, &caller, wish).await.unwrap();
    }
    let mut page = alice.opens(&chat.path).await;
    let mut read = page.places();
    while page.shows("id=\"earlier\"") {
        let query = page.between("id=\"earlier\"><a href=\"", "\"").to_owned();
        page = alice.opens(&format!("{}{query}", chat.path)).await;
        read.splice(0..0, page.places());
    }
    assert_eq!(read, (1..=120).collect::<Vec<i64>>());
    let later = page.between("id=\"later\"><a href=\"", "\"").to_owned();
    let page = alice.opens(&format!("{}{later}", chat.path)).await;
    assert_eq!(page.places().first(), Some(&21));
}

#[tokio::test]
async fn a_page_marks_as_read_only_when_no_script_will() {
    let house = House::open().await;
    let (alice, boris) = (house.person("A", "a@example.com").await, house.person("B", "b@example.com").await);
    let chat = chat(&alice).await;
    alice.writes(&chat, "hi").await;
    boris.opens(&chat.path).await;
    assert_eq!(alice.opens(&chat.path).await.ticks(), ["all"]);
    alice.writes(&alice.opens(&chat.path).await, "and?").await;
    boris.runs_scripts();
    assert_eq!(boris.opens(&chat.path).await.unread(), ["1"]);
    assert_eq!(alice.opens(&chat.path).await.ticks(), ["all", "sent"]);
}

#[tokio::test]
async fn nobody_else_sees_a_chat_or_that_there_is_one() {
    let house = House::open().await;
    let (alice, _boris) =
        (house.person("A", "a@example.com").await, house.person("B", "b@example.com").await);
    let carol = house.person("C", "c@example.com").await;
    let chat = chat(&alice).await;
    alice.writes(&chat, "secret words").await;
    let hidden = carol.opens(&chat.path).await;
    let random = carol.opens("/chat/00000000-0000-4000-8000-000000000000").await;
    assert_eq!((hidden.status, random.status), (404, 404));
    assert!(!hidden.shows("secret words"));
    assert_eq!(hidden.html, random.html);
    assert_eq!(alice.opens(&chat.path.replace("/chat/", "/group/")).await.status, 404, "a chat is no group");
}
