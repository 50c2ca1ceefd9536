//! Whole screens, at the sizes that people have.

#![expect(clippy::unwrap_used, reason = "a bench that fails fails the test")]

#[expect(dead_code, reason = "screens need a part of it")]
#[path = "../support/mod.rs"]
mod support;

mod chats;
mod dialogs;
mod doors;
mod fuzz;
mod looks;
mod safety;
mod sweeps;

use support::*;
use tui_client::words::Lang;

const SMALL: (u16, u16) = (40, 10);
const USUAL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

/// Andrey, with a chat that has one unread message, a group and a group chat.
fn lively(lang: Lang, size: (u16, u16)) -> Bench {
    let mut chat = conversation(CHAT, talk(CHAT, 9).last());
    chat.read_seq = 8;
    chat.read_by_some = 4;
    chat.read_watermark = 4;
    let news = conversation(NEWS, Some(&says(NEWS, 3, BORIS, "Добро пожаловать в группу!")));
    let team = conversation(TEAM, Some(&says(TEAM, 5, SASHA, "日本語 and a family 👨‍👩‍👧 in one line")));
    Bench::online(lang, size, vec![chat, news, team])
}

fn talking(lang: Lang, size: (u16, u16)) -> Bench {
    let mut bench = lively(lang, size);
    let mut messages = talk(CHAT, 9);
    messages[8].text =
        "Привет! 👋 A longer message, which needs more than one line on any of these screens, I think."
            .into();
    bench.opens(CHAT, messages);
    bench
}
