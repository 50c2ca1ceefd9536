//! `user add | list | reset-password | disable`, beside a running server.

use std::time::Duration;

use futures_util::StreamExt;
use protocol::{request::SignedIn, route};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest};

use crate::binary::{House, Running};

const ADD: [&str; 6] = ["user", "add", "--name", "Ann", "--email", "Ann@Example.com"];

/// The password that a command made and printed.
fn password(said: &str) -> &str {
    said.lines().find_map(|line| line.strip_prefix("Password: ")).unwrap()
}

async fn sign_in(server: &Running, password: &str) -> Option<SignedIn> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let answer = reqwest::Client::new()
        .post(format!("http://{}{}", server.address, route::LOGIN))
        .json(&json!({"email": "ann@example.com", "password": password}))
        .send()
        .await
        .unwrap();
    if answer.status() == 200 { Some(answer.json().await.unwrap()) } else { None }
}

/// Opens a socket, waits until it hears, does the deed, and waits until the socket is closed. How soon that is, is said in
/// `job::watch_sessions`.
async fn is_closed_after(server: &Running, signed_in: &SignedIn, deed: impl FnOnce()) {
    let url = format!("ws://{}{}", server.address, route::SOCKET);
    let mut request = url.into_client_request().unwrap();
    let bearer = format!("Bearer {}", signed_in.access_token);
    request.headers_mut().insert("authorization", bearer.parse().unwrap());
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
    assert!(socket.next().await.unwrap().unwrap().is_text());
    deed();
    let end = async {
        while let Some(Ok(message)) = socket.next().await {
            if matches!(message, Message::Close(_)) {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), end).await.unwrap();
}

#[tokio::test]
async fn who_is_added_signs_in_by_the_printed_password_also_when_registration_is_closed() {
    let house = House::new();
    let said = house.run(&[&ADD[..], &["--registration", "closed"]].concat()).good();
    assert!(said.starts_with("Made Ann <ann@example.com>"), "{said}");
    let server = house.serve();
    assert!(sign_in(&server, password(&said)).await.is_some());
    assert!(house.run(&ADD).refusal().contains("already in use"));
}

#[test]
fn a_password_comes_by_standard_input_and_is_not_repeated() {
    let house = House::new();
    let said = house.told(&[&ADD[..], &["--password-stdin"]].concat(), "correct horse\n").good();
    assert!(!said.contains("Password") && !said.contains("correct horse"), "{said}");
    let reset = ["user", "reset-password", "ann@example.com", "--password-stdin"];
    assert!(house.told(&reset, "short\n").refusal().contains("at least 8"));
    assert!(house.told(&reset, "").refusal().contains("at least 8"));
    house.told(&reset, "battery staple\r\n").good();
    // Never where `ps` shows it.
    assert_eq!(house.run(&[&ADD[..], &["--password", "secret"]].concat()).code, 2);
}

#[test]
fn all_are_listed_for_people_and_for_programs() {
    let house = House::new();
    house.run(&ADD).good();
    house.run(&["user", "add", "--name", "Борис", "--email", "b@example.com"]).good();
    house.run(&["user", "disable", "b@example.com"]).good();
    let text = house.run(&["user", "list"]).good();
    assert!(text.lines().nth(1).unwrap().ends_with("Борис  (disabled)"), "{text}");
    let all: Value = serde_json::from_str(&house.run(&["user", "list", "--json"]).good()).unwrap();
    assert_eq!((&all[0]["name"], &all[0]["email"]), (&json!("Ann"), &json!("ann@example.com")));
    assert!(all[0]["disabled_at"].is_null() && all[1]["disabled_at"].is_string());
    assert!(!all.to_string().contains("argon2"));
}

#[test]
fn who_is_not_there_is_named_and_where_nothing_is_nothing_is_made() {
    let house = House::new();
    for deed in
        [&["user", "list"][..], &["user", "disable", "a@b.org"], &["user", "reset-password", "a@b.org"]]
    {
        assert!(house.run(deed).refusal().contains("no database"), "{deed:?}");
    }
    assert!(house.has_made_nothing());
    assert!(
        house.run(&["user", "add", "--name", " ", "--email", "x"]).refusal().contains("name cannot be empty")
    );
    for deed in ["disable", "reset-password"] {
        let refusal = house.run(&["user", deed, "nobody@example.com"]).refusal();
        assert!(refusal.contains("nobody@example.com"), "{refusal}");
    }
}

#[tokio::test]
async fn a_reset_password_ends_every_session_and_its_sockets() {
    let house = House::new();
    let old = house.run(&ADD).good();
    let server = house.serve();
    let signed_in = sign_in(&server, password(&old)).await.unwrap();
    let mut new = String::new();
    is_closed_after(&server, &signed_in, || {
        new = house.run(&["user", "reset-password", "ann@example.com"]).good();
    })
    .await;
    assert!(sign_in(&server, password(&old)).await.is_none());
    assert!(sign_in(&server, password(&new)).await.is_some());
}

#[tokio::test]
async fn who_is_disabled_is_out_and_does_not_come_back() {
    let house = House::new();
    let said = house.run(&ADD).good();
    let server = house.serve();
    let signed_in = sign_in(&server, password(&said)).await.unwrap();
    is_closed_after(&server, &signed_in, || {
        house.run(&["user", "disable", "ann@example.com"]).good();
    })
    .await;
    assert!(sign_in(&server, password(&said)).await.is_none());
    assert!(house.run(&["user", "disable", "ann@example.com"]).refusal().contains("already"));
}
