//! The pages in a real browser, where they are alive.

mod hostile;
mod kept;
mod members;
mod mentions;
mod messages;
mod phone;
mod places;
mod search;
mod settings;
mod talk;

use e2e::{Actor, Browser};

/// Keys, as WebDriver names them.
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const UP: &str = "\u{e013}";
const SHIFT: &str = "\u{e008}";
const TAB: &str = "\u{e004}";
const DOWN: &str = "\u{e015}";

/// That person's browser, signed in.
async fn signed_in(person: &Actor) -> Option<Browser> {
    let browser = Browser::open(&person.url, "en").await?;
    browser.goes_to("/login").await.types("#email", person.email()).await;
    browser.enters("#password", &person.password).await.is_at("/messenger").await;
    Some(browser)
}

/// What can be done with the message of that place, opened.
async fn opens_menu(browser: &Browser, seq: i64) {
    browser.clicks(&format!("#m{seq} .act-more")).await.sees("#actions .sign", "👍").await;
}
