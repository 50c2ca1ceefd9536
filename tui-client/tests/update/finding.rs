//! Finding messages, and going to them.

use protocol::{Found, Hit as ServerHit, ServerEvent};
use tui_client::{
    effect::{Effect, Request},
    keymap::{Code, Key},
    message::{Cached, Event, Mouse, MouseDeed, Net},
    model::Page,
};

use crate::{keeping::in_chat, support::*};

#[test]
fn a_hit_is_gone_to_and_back() {
    let mut bench = in_chat();
    let hit = says(TEAM, 50, SASHA, "the needle in it");
    bench.server(ServerEvent::ConversationAdded {
        conversation: conversation(TEAM, Some(&says(TEAM, 100, SASHA, "x"))),
    });
    bench.waits(6_000);
    bench.press(Key::plain(Code::F(6)));
    bench.types("needle from:саша");
    let asked = bench.waits(300);
    assert_eq!(asked, [Effect::Ask(Request::Messages("needle from:саша".into()))], "and the disk");
    let query = bench.model.overlay.as_ref().and_then(|overlay| match overlay {
        tui_client::model::Overlay::Search(search) => Some(search.query.clone()),
        _ => None,
    });
    let query = query.unwrap();
    assert_eq!((&query.words[..], &query.from[..]), (&["needle".to_owned()][..], &["саша".to_owned()][..]));
    bench.happens(Event::Cache(Cached::Found(query, Ok(vec![hit.clone()]))));
    assert!(bench.screen().contains("Team · Саша") && bench.screen().contains("the needle in it"));
    // The server knows the same one, and a newer one; the cursor stays where it is.
    let known = |seq: i64, text: &str| ServerHit {
        message_id: id(9),
        conversation_id: id(TEAM),
        kind: protocol::ConversationKind::GroupChat,
        title: "Team".into(),
        seq,
        sender_id: id(SASHA),
        sender_name: "Саша".into(),
        created_at: says(TEAM, seq, SASHA, "").created_at,
        forwarded: None,
        snippet: text.into(),
        matches: Vec::new(),
    };
    let hits = vec![known(60, "a newer needle"), known(50, "needle in it")];
    let found = Found { hits, cursor: None, indexing: false };
    bench.net(Net::Messages("needle from:саша".into(), Ok(found)));
    let screen = bench.screen();
    assert!(screen.contains("a newer needle") && screen.matches("needle in it").count() == 1, "{screen}");
    assert!(screen.find("newer").unwrap() < screen.find("needle in it").unwrap());
    let row = u16::try_from(screen.lines().position(|row| row.contains("needle in it")).unwrap()).unwrap();
    bench.happens(Event::Mouse(Mouse { deed: MouseDeed::Press, column: 40, row }));
    assert_eq!(bench.model.chats.open, Some(chat_id(TEAM)));
    let around = (30..70).map(|seq| says(TEAM, seq, SASHA, &format!("team {seq}"))).collect();
    bench.page(TEAM, Page::Around(50), around);
    assert!(
        bench.screen().contains("team 50") && bench.screen().contains("Ctrl+O back"),
        "{}",
        bench.screen()
    );
    bench.press(Key::ctrl(Code::Char('o')));
    assert_eq!(bench.model.chats.open, Some(chat_id(CHAT)));
    assert!(bench.screen().contains("message 4"));
}

/// Two messages are found, and the second one is gone to.
fn went_to_the_second() -> Bench {
    let mut bench = in_chat();
    look_for(&mut bench, "message");
    bench.press(Key::plain(Code::Down));
    bench.enter();
    assert_eq!(bench.model.picked, Some(1));
    bench
}

fn look_for(bench: &mut Bench, words: &str) {
    bench.press(Key::plain(Code::F(6)));
    bench.types(words);
    bench.waits(300);
    answers(bench);
}

/// The disk has the first two messages of the chat.
fn answers(bench: &mut Bench) {
    let query = searched(bench).query.clone();
    bench.happens(Event::Cache(Cached::Found(query, Ok(talk(CHAT, 2)))));
}

fn searched(bench: &Bench) -> &tui_client::model::Search {
    let Some(tui_client::model::Overlay::Search(search)) = &bench.model.overlay else {
        panic!("no search is open");
    };
    search
}

#[test]
fn the_next_hit_is_a_key_away() {
    let mut bench = went_to_the_second();
    bench.press(Key::plain(Code::F(6)));
    assert_eq!((searched(&bench).picker.query.text(), searched(&bench).picker.selected), ("message", 1));
    bench.press(Key::plain(Code::Up));
    answers(&mut bench);
    bench.enter();
    assert_eq!(bench.model.picked, Some(2));
}

#[test]
fn the_hit_under_the_cursor_stays_there_when_the_same_is_asked_again() {
    let mut bench = went_to_the_second();
    bench.press(Key::plain(Code::F(6)));
    answers(&mut bench);
    assert_eq!(searched(&bench).picker.selected, 1);
}

#[test]
fn a_letter_begins_another_search_and_an_arrow_goes_on_with_the_words() {
    let mut bench = went_to_the_second();
    bench.press(Key::plain(Code::F(6)));
    bench.types("other");
    assert_eq!(searched(&bench).picker.query.text(), "other");
    bench.press(Key::plain(Code::Esc));
    bench.press(Key::plain(Code::F(6)));
    bench.press(Key::plain(Code::End));
    bench.types("s");
    assert_eq!(searched(&bench).picker.query.text(), "others");
}
