//! Two people find each other and talk.

use crate::house::House;

#[tokio::test]
async fn two_people_find_each_other_and_talk_without_a_script() {
    let house = House::open().await;
    let (alice, boris) =
        (house.person("Alice", "alice@example.com").await, house.person("Борис", "borya@example.com").await);

    let found = alice.opens("/messenger?query=%D0%B1%D0%BE%D1%80").await;
    assert!(
        found.shows("<bdi>Борис</bdi>") && !found.shows("borya@example.com"),
        "found without his address"
    );
    let id = found.field("participants");
    let chat = alice.sends("/api/v1/chats/create", &[("chat_type", "personal"), ("participants", &id)]).await;
    assert_eq!(chat.status, 200);
    assert!(chat.path.starts_with("/chat/") && chat.shows("Nothing here yet"));

    let sent = alice.writes(&chat, "hello <b>Boris</b>").await;
    assert_eq!(sent.path, chat.path);
    assert!(sent.shows("hello &lt;b&gt;Boris"));
    assert_eq!(sent.ticks(), ["sent"]);

    assert_eq!(boris.opens("/messenger").await.unread(), ["1"]);
    let read = boris.opens(&chat.path).await;
    assert!(read.shows("hello &lt;b&gt;Boris") && read.unread().is_empty());
    assert!(boris.opens("/messenger").await.unread().is_empty());
    assert_eq!(alice.opens(&chat.path).await.ticks(), ["all"]);

    let answered = boris.writes(&read, "hi").await;
    assert_eq!(answered.ticks(), ["sent"]);
    let both = alice.opens(&chat.path).await;
    assert_eq!(both.places(), [1, 2]);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_one_message() {
    let house = House::open().await;
    let (alice, _boris) =
        (house.person("A", "a@example.com").await, house.person("B", "b@example.com").await);
    let wish = [("chat_type", "personal"), ("participants", "b@example.com")];
    let chat = alice.sends("/api/v1/chats/create", &wish).await;
    alice.writes(&chat, "once").await;
    let again = alice.writes(&chat, "once").await;
    assert_eq!(again.places(), [1]);
    assert_eq!(alice.writes(&again, "twice").await.places(), [1, 2]);
}

#[tokio::test]
async fn a_group_chat_says_who_writes_and_who_has_read() {
    let house = House::open().await;
    let alice = house.person("Alice", "a@example.com").await;
    let boris = house.person("Boris", "b@example.com").await;
    let carol = house.person("Carol", "c@example.com").await;
    let wish = [("chat_type", "group"), ("name", "Lunch"), ("participants", "b@example.com, c@example.com")];
    let chat = alice.sends("/api/v1/chats/create", &wish).await;
    assert!(chat.shows("<bdi>Lunch</bdi>") && chat.shows("3 members"), "{}", chat.html);
    alice.writes(&chat, "noon?").await;
    assert!(boris.opens(&chat.path).await.shows("<bdi>Alice</bdi></b>"));
    assert_eq!(alice.opens(&chat.path).await.ticks(), ["read"]);
    carol.opens(&chat.path).await;
    assert_eq!(alice.opens(&chat.path).await.ticks(), ["all"]);
}
