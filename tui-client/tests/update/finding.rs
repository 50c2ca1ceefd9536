//! Finding messages, and going to them.

use protocol::{Found, Hit as ServerHit, ServerEvent};
use tui_client::{
    effect::{Effect, Request},
    keymap::{Code, Key, Keymap, Profile},
    message::{Cached, Event, Mouse, MouseDeed, Net},
    model::{Link, Page},
    words::Lang,
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
    assert_eq!(asked, [Effect::Ask(Request::Messages("needle from:саша".into(), None))], "and the disk");
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
    assert_eq!(bench.model.picked, at(1));
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
    assert_eq!(bench.model.picked, at(2));
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

/// Chats whose titles begin alike, one of them with spaces and quotes; the cursor is on that.
fn among_namesakes() -> Bench {
    let named = |n: u128, title: &str| protocol::Conversation {
        id: id(n),
        title: title.into(),
        ..conversation(TEAM, Some(&says(TEAM, 1, SASHA, "x")))
    };
    let all = vec![named(TEAM, "The \"Big\" plan"), named(71, "The \"Big\" plan, later"), named(72, "🎉")];
    let mut bench = Bench::online(Lang::En, (80, 24), all);
    selects(&mut bench, TEAM);
    bench
}

fn selects(bench: &mut Bench, chat: u128) {
    (0..5).for_each(|_| drop(bench.press(Key::plain(Code::Up))));
    while bench.model.chats.selected != Some(id(chat)) {
        bench.press(Key::plain(Code::Down));
    }
}

#[test]
fn one_chat_is_searched_whatever_others_are_called() {
    let mut bench = among_namesakes();
    bench.press(Key::alt(Code::Char('h')));
    assert_eq!(searched(&bench).picker.query.text(), "in:\"The Big plan\" ");
    assert!(bench.screen().contains("in:\"The Big plan\""), "{}", bench.screen());
    bench.types("boat");
    let written = "in:\"The Big plan\" boat";
    let asked = bench.waits(300);
    assert_eq!(asked, [Effect::Ask(Request::Messages(written.into(), Some(chat_id(TEAM))))]);
    let query = searched(&bench).query.clone();
    assert_eq!((query.within, &query.words[..]), (Some(vec![chat_id(TEAM)]), &["boat".to_owned()][..]));

    // Another title beside it is looked for as ever, and so is this one when it is changed.
    bench.types(" in:later");
    let asked = bench.waits(300);
    assert_eq!(asked, [Effect::Ask(Request::Messages(format!("{written} in:later"), None))]);
    assert_eq!(searched(&bench).query.within, Some(vec![chat_id(TEAM), chat_id(71)]));
    bench.press(Key::ctrl(Code::Char('u')));
    bench.types("in:\"the big\"");
    bench.waits(300);
    assert_eq!(searched(&bench).query.within.as_ref().map(Vec::len), Some(2));
}

#[test]
fn one_chat_is_searched_without_a_network_too() {
    let mut bench = among_namesakes();
    bench.net(Net::Link(Link::Offline));
    for (chat, written) in [(TEAM, "in:\"The Big plan\" x"), (72, "in:\"🎉\" x")] {
        selects(&mut bench, chat);
        bench.press(Key::alt(Code::Char('h')));
        bench.types("x");
        let asked = bench.waits(300);
        assert!(!asked.iter().any(|effect| matches!(effect, Effect::Ask(_))), "{asked:?}");
        let query = searched(&bench).query.clone();
        assert_eq!((query.written.as_str(), query.within), (written, Some(vec![chat_id(chat)])));
        bench.press(Key::plain(Code::Esc));
    }
}

#[test]
fn the_chat_that_is_open_is_searched_from_wherever_in_it_one_is() {
    let of_borys = "in:\"Борис\" ";
    for keys in [&[][..], &[Key::alt(Code::Char('m'))], &[Key::alt(Code::Char('c'))]] {
        let mut bench = in_chat();
        bench.types("a draft");
        for key in keys {
            bench.press(*key);
        }
        bench.press(Key::alt(Code::Char('h')));
        assert_eq!(searched(&bench).picker.query.text(), of_borys, "{keys:?}");
        bench.press(Key::plain(Code::Esc));
    }
    let mut bench = in_chat();
    bench.press(Key::alt(Code::Char('c')));
    bench.types("/");
    assert_eq!(searched(&bench).picker.query.text(), of_borys, "where nothing is written");
    let mut bench = in_chat();
    bench.model.settings.keymap = Keymap::of(Profile::Vim);
    bench.press(Key::plain(Code::Esc));
    bench.types("/");
    assert_eq!(searched(&bench).picker.query.text(), of_borys, "in the normal mode of vim");
    let mut bench = in_chat();
    bench.types("/find boat");
    bench.enter();
    assert_eq!(searched(&bench).picker.query.text(), "in:\"Борис\" boat");
    let mut bench = in_chat();
    bench.press(Key::ctrl(Code::Char('k')));
    bench.types("find in this chat");
    bench.enter();
    assert_eq!(searched(&bench).picker.query.text(), of_borys);
    let mut bench = Bench::online(Lang::En, (80, 24), Vec::new());
    bench.press(Key::alt(Code::Char('h')));
    assert_eq!(searched(&bench).picker.query.text(), "", "where there is no chat all are searched");
}

#[test]
fn what_is_written_anew_after_it_means_all_chats_called_so() {
    let mut bench = among_namesakes();
    bench.press(Key::alt(Code::Char('h')));
    bench.types("boat");
    bench.waits(300);
    bench.press(Key::plain(Code::Esc));
    bench.press(Key::plain(Code::F(6)));
    bench.types("in:\"The Big plan\" x");
    bench.waits(300);
    assert_eq!(searched(&bench).query.within.as_ref().map(Vec::len), Some(2));
}
