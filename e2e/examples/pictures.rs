//! Takes the README's pictures of the real thing: `scripts/pictures`. A server, three people, the terminal client and a
//! browser; what they show goes to `docs/pictures`.
#![expect(clippy::expect_used, reason = "a picture is taken or it is not")]

use std::{fs, path::Path};

use e2e::{Actor, Browser, Database, Options, Terminal, World, expects};
use protocol::{ConversationId, GroupType, ServerEvent};

#[tokio::main]
async fn main() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [anna, boris, sasha] = world.people(["Anna", "Boris", "Sasha"]).await;
    let chat = talk(&anna, &boris, &sasha).await;

    let args = ["--server", &anna.url, "--email", anna.email(), "--lang", "en"];
    let mut terminal =
        Terminal::starts(&args, &[("MESSENGER_PASSWORD", &anna.password), ("COLORTERM", "truecolor")]);
    terminal.sees("Boris").presses("\r").sees("Write a message");
    let mut his = boris.live().await;
    his.reads(chat, 6).await;
    expects!(his.socket, ServerEvent::Read { seq: 6, .. });
    his.types(chat).await;
    terminal.sees("typing…").presses("See you at noon");
    save("terminal.svg", terminal.sees("See you at noon").picture().as_bytes());

    let browser = Browser::open(&boris.url, "en").await.expect("Chromium");
    browser.goes_to("/login").await.types("#email", boris.email()).await;
    browser.enters("#password", &boris.password).await.is_at("/messenger").await;
    browser.goes_to(&format!("/chat/{chat}")).await.sees(".message .text", "bridge").await;
    save("page.png", &browser.picture().await);
}

/// Something to look at.
async fn talk(anna: &Actor, boris: &Actor, sasha: &Actor) -> ConversationId {
    let news = sasha.starts_group("Harbour news", GroupType::Public, &[anna, boris]).await;
    sasha.posts(news, "The ferry leaves at 17:30 today").await;
    let crew = sasha.starts_group_chat("Saturday crew", &[anna, boris]).await;
    anna.sends(crew, "Who brings the rope?").await;
    boris.sends(crew, "Me. And the big thermos").await;
    let chat = anna.starts_chat_with(boris).await;
    anna.sends(chat, "Hi Boris! Is the boat ready?").await;
    let sail = boris.sends(chat, "Almost. New sail, same old captain").await;
    anna.reacts(sail.id, "⚓").await.is(200);
    let start = boris.sends(chat, "We start at nine if the wind holds").await;
    anna.answers(chat, start.id, "It says 5 m/s, north-west").await;
    boris.sends(chat, "Perfect. I'll wait by the bridge").await;
    anna.sends(chat, "Передай привет Саше!").await;
    chat
}

fn save(name: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures");
    fs::create_dir_all(&folder).expect("docs/pictures");
    fs::write(folder.join(name), bytes).expect("the picture is written");
}
