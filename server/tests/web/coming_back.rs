//! Coming back after a while.

use crate::house::House;

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;

#[tokio::test]
async fn who_comes_back_after_an_hour_goes_on_where_they_were() {
    let house = House::open().await;
    let alice = house.person("Alice", "a@example.com").await;
    house.later(HOUR);
    let page = alice.opens("/settings?x=1").await;
    assert_eq!((page.status, page.path.as_str()), (200, "/settings?x=1"));
    house.later(HOUR);
    assert_eq!(alice.opens("/").await.path, "/messenger");
    house.later(HOUR);
    assert_eq!(alice.opens("/login?next=%2Fsettings").await.path, "/settings");
}

#[tokio::test]
async fn a_message_that_took_an_hour_to_write_is_sent() {
    let house = House::open().await;
    let (alice, _boris) =
        (house.person("A", "a@example.com").await, house.person("B", "b@example.com").await);
    let wish = [("chat_type", "personal"), ("participants", "b@example.com")];
    let chat = alice.sends("/api/v1/chats/create", &wish).await;
    house.later(HOUR);
    let sent = alice.writes(&chat, "at last").await;
    assert_eq!((sent.status, sent.path.as_str()), (200, chat.path.as_str()));
    assert!(sent.shows("at last"));
}

#[tokio::test]
async fn who_comes_back_after_a_month_logs_in_and_is_there() {
    let house = House::open().await;
    let alice = house.person("Alice", "a@example.com").await;
    house.later(30 * DAY);
    assert_eq!(alice.opens("/settings").await.path, "/login?next=%2Fsettings");
    let late = alice.sends_from("/settings", "/api/v1/groups/create", &[("name", "x")]).await;
    assert_eq!(late.path, "/login?next=%2Fsettings", "back to the page, not to the form");
}
