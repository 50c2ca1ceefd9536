//! The list, and one open chat.

use protocol::{ErrorCode, Forwarded, Mention, Reaction, ServerEvent, Span};
use ratatui::{buffer::Cell, style::Modifier};
use tui_client::{
    keymap::{Code, Key},
    message::Net,
    model::Link,
    words::Lang,
};

use crate::{LARGE, SMALL, USUAL, lively, support::*, talking};

#[test]
fn the_list() {
    for (name, lang, size) in [("en", Lang::En, USUAL), ("ru", Lang::Ru, LARGE), ("small", Lang::Ru, SMALL)] {
        insta::assert_snapshot!(format!("list_{name}"), lively(lang, size).screen());
    }
    insta::assert_snapshot!("list_empty", Bench::online(Lang::En, USUAL, Vec::new()).screen());
}

#[test]
fn an_open_chat() {
    for (name, lang, size) in [("en", Lang::En, USUAL), ("ru", Lang::Ru, LARGE), ("small", Lang::En, SMALL)] {
        let mut bench = talking(lang, size);
        bench.server(ServerEvent::Typing {
            conversation_id: id(CHAT),
            user_id: id(BORIS),
            user_name: "Борис".into(),
        });
        bench.types("Первая");
        bench.press(Key::ctrl(Code::Char('j')));
        bench.types("вторая");
        insta::assert_snapshot!(format!("chat_{name}"), bench.screen());
    }
}

#[test]
fn ticks_of_every_kind() {
    let mut team = conversation(TEAM, Some(&says(TEAM, 6, ANDREY, "stored")));
    team.read_watermark = 2;
    team.read_by_some = 4;
    let mut bench = Bench::online(Lang::En, USUAL, vec![team]);
    bench.opens(TEAM, talk(TEAM, 6));
    bench.types("on its way");
    bench.enter();
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn marks_reactions_and_answers_are_drawn() {
    let mut bench = lively(Lang::En, USUAL);
    let mut answer =
        says(CHAT, 3, ANDREY, "> quoted words\n**bold**, `code` and @Борис\n```\nfn main() {}\n```");
    answer.reply_to = Some(says(CHAT, 1, BORIS, "").id);
    answer.mentions = vec![Mention { user_id: Some(id(BORIS)), span: Span { start: 36, length: 6 } }];
    answer.edited_at = Some(time(0));
    answer.reactions = vec![
        Reaction { emoji: "👍".into(), count: 2, mine: true },
        Reaction { emoji: "❤️".into(), count: 1, mine: false },
    ];
    let mut gone = says(CHAT, 2, BORIS, "");
    gone.deleted = true;
    bench.opens(CHAT, vec![says(CHAT, 1, BORIS, "see https://example.com"), gone, answer]);
    insta::assert_snapshot!(bench.screen());
    let buffer = bench.buffer();
    let bold = buffer.content.iter().filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
    assert_eq!(bold.map(Cell::symbol).collect::<String>(), "https://example.com@Борис");
}

#[test]
fn a_forwarded_message_says_whose_words_it_bears() {
    for (name, lang, size) in [("en", Lang::En, USUAL), ("ru_small", Lang::Ru, SMALL)] {
        let mut bench = lively(lang, size);
        let first = Forwarded { user_id: id(SASHA), name: "Саша".into() };
        let mut copy = says(CHAT, 2, BORIS, "Встреча в пять\nу моста");
        copy.forwarded = Some(Box::new(first.clone()));
        let mut own = says(CHAT, 3, ANDREY, "see https://example.com");
        own.forwarded = Some(Box::new(first.clone()));
        let mut gone = says(CHAT, 4, ANDREY, "");
        (gone.deleted, gone.forwarded) = (true, Some(Box::new(first)));
        bench.opens(CHAT, vec![says(CHAT, 1, BORIS, "hi"), copy, own, gone]);
        insta::assert_snapshot!(format!("forwarded_{name}"), bench.screen());
        bench.press(Key::shift(Code::Up));
        bench.press(Key::plain(Code::Up));
        bench.press(Key::plain(Code::Char('f')));
        insta::assert_snapshot!(format!("forwarding_{name}"), bench.screen());
    }
}

#[test]
fn letters_from_right_to_left_turn_nothing_but_themselves() {
    let mut bench = lively(Lang::En, USUAL);
    bench.opens(CHAT, vec![says(CHAT, 1, BORIS, "שלום עולם"), says(CHAT, 2, ANDREY, "left")]);
    let screen = bench.screen();
    let row = screen.lines().find(|line| line.contains('ש')).unwrap();
    assert!(row.contains("  \u{2068}שלום עולם\u{2069}  "), "{row:?}");
    let other = screen.lines().find(|line| line.contains("left")).unwrap();
    let column = |line: &str, end: &str| tui_client::text::width(line.split(end).next().unwrap());
    assert_eq!(column(row, "10:5"), column(other, "10:5"));
    assert!(!other.contains('\u{2068}'));
}

#[test]
fn a_group_that_one_only_reads() {
    let mut bench = lively(Lang::En, USUAL);
    bench.opens(NEWS, vec![says(NEWS, 3, BORIS, "Добро пожаловать в группу!")]);
    bench.types("nobody will see this");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn offline() {
    let mut bench = talking(Lang::En, USUAL);
    bench.net(Net::Link(Link::Offline));
    bench.types("written offline");
    bench.enter();
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn what_is_missing_or_old_bears_a_mark() {
    for (name, lang, size) in [("en", Lang::En, USUAL), ("ru", Lang::Ru, LARGE), ("small", Lang::Ru, SMALL)] {
        let mut bench = talking(lang, size);
        bench.net(Net::Link(Link::Offline));
        bench.hello(vec![conversation(CHAT, Some(&says(CHAT, 130, BORIS, "the newest")))]);
        bench.types("written meanwhile");
        bench.enter();
        insta::assert_snapshot!(format!("behind_{name}"), bench.screen());
        bench.net(Net::Link(Link::Offline));
        insta::assert_snapshot!(format!("behind_offline_{name}"), bench.screen());
    }
}

#[test]
fn a_refused_message_says_why_and_what_can_be_done() {
    for (name, lang, size) in [("en", Lang::En, USUAL), ("ru_small", Lang::Ru, SMALL)] {
        let mut bench = talking(lang, size);
        bench.types("too bold");
        bench.enter();
        let client_id = bench.model.outbox.iter().next().map(|pending| pending.client_id);
        bench.server(ServerEvent::Error {
            code: ErrorCode::Forbidden,
            detail: "Only creator can post".into(),
            client_id,
            request_id: None,
            retry_after: None,
        });
        insta::assert_snapshot!(format!("refused_{name}"), bench.screen());
    }
}

#[test]
fn new_messages_below() {
    let mut bench = lively(Lang::Ru, USUAL);
    bench.opens(
        CHAT,
        talk(CHAT, 9).into_iter().chain((10..60).map(|seq| says(CHAT, seq, BORIS, "text"))).collect(),
    );
    bench.press(Key::plain(Code::PageUp));
    for seq in 60..63 {
        let mut message = says(CHAT, seq, BORIS, "news");
        message.version = bench.model.chats.get(message.conversation_id).unwrap().version + 1;
        bench.receives(message);
    }
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn the_footer_has_room_for_the_way_back_and_the_way_to_everything() {
    let footer = |bench: &Bench| bench.screen().lines().last().unwrap().to_owned();
    for (lang, hints) in [
        (Lang::En, ["Enter send", "Esc chats", "Ctrl+K go to", "F1 keys"]),
        (Lang::Ru, ["Enter отправить", "Esc чаты", "Ctrl+K перейти", "F1 клавиши"]),
    ] {
        let footer = footer(&talking(lang, USUAL));
        assert!(hints.iter().all(|hint| footer.contains(hint)), "{footer}");
    }
    let mut bench = lively(Lang::En, USUAL);
    bench.opens(NEWS, talk(NEWS, 3));
    let footer = footer(&bench);
    assert!(!footer.contains("send") && !footer.contains("new line"), "nothing can be sent here: {footer}");
}

#[test]
fn it_is_said_where_something_waits_that_does_not_show() {
    let many = |unread: std::ops::Range<u128>| {
        let all = (0..40).map(|n| {
            let mut chat = conversation(1_000 + n, Some(&says(1_000 + n, 5, SASHA, "x")));
            chat.last_message.as_mut().unwrap().created_at = time(-1_000 * i64::try_from(n).unwrap());
            chat.read_seq = if unread.contains(&n) { 3 } else { 5 };
            chat
        });
        Bench::online(Lang::En, USUAL, all.collect())
    };
    let column = |bench: &Bench, mark: &str| {
        let at = |row: &str| row.chars().take(24).any(|c| mark.contains(c));
        bench.screen().lines().map(at).collect::<Vec<_>>().iter().position(|there| *there)
    };
    let mut bench = many(20..22);
    assert_eq!((column(&bench, "↑"), column(&bench, "↓")), (None, Some(22)), "{}", bench.screen());
    assert!(bench.screen().starts_with(" (2) Messenger · Андрей"));
    assert_eq!(tui_client::view::title(&bench.model), "(2) Messenger");
    bench.press(Key::plain(Code::End));
    assert_eq!((column(&bench, "↑"), column(&bench, "↓")), (Some(1), None), "{}", bench.screen());
    bench.press(Key::plain(Code::Home));
    for _ in 0..21 {
        bench.press(Key::plain(Code::Down));
    }
    assert_eq!((column(&bench, "↑"), column(&bench, "↓")), (None, None), "{}", bench.screen());
    assert_eq!(tui_client::view::title(&many(0..0).model), "Messenger");
}

#[test]
fn a_list_and_a_quote_say_what_was_meant_and_not_how_it_was_marked() {
    let mut all = talk(CHAT, 3);
    all[1].text = "Look:\n```rust\nfn main() {}\n```\n**now**".into();
    all[2].reply_to = Some(all[1].id);
    let mut bench = Bench::online(Lang::En, LARGE, vec![conversation(CHAT, all.last())]);
    bench.opens(CHAT, all);
    assert!(bench.screen().contains("↪ You: Look: fn main() {} now"), "{}", bench.screen());
    bench.receives(says(CHAT, 4, BORIS, "**Done**: `make`"));
    assert!(bench.screen().contains("   Done: make"), "{}", bench.screen());
}

#[test]
fn nobody_is_told_that_they_have_no_chats_before_the_server_has_said_so() {
    let mut bench = Bench::new(Lang::En, USUAL);
    bench.net(tui_client::message::Net::SignedIn(andrey()));
    assert!(
        bench.screen().contains("loading…") && !bench.screen().contains("No chats"),
        "{}",
        bench.screen()
    );
    bench.hello(Vec::new());
    assert!(bench.screen().contains("No chats yet"), "{}", bench.screen());
}

#[test]
fn what_can_be_completed_hides_the_messages_under_it_and_takes_nothing_of_their_look() {
    let mut bench = talking(Lang::En, USUAL);
    bench.types(":smi");
    let (screen, buffer) = (bench.screen(), bench.buffer());
    let first = screen.lines().position(|row| row.contains(":smile:")).unwrap();
    let rows: Vec<&str> = screen.lines().skip(first - 1).collect();
    let rule = rows.iter().skip(1).position(|row| row.contains('─')).unwrap();
    assert!(rows[0].ends_with("──") && rule > 4, "{screen}");
    // The one under the cursor is the first.
    for y in first + 1..first + rule {
        let plain = |x: u16| buffer[(x, u16::try_from(y).unwrap())].style();
        let look = plain(30);
        assert!((26..80).all(|x| plain(x) == look), "row {y}: {screen}");
        assert!(!rows[y + 1 - first].contains("message"), "{screen}");
    }
}
