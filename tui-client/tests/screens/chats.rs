//! The list, and one open chat.

use protocol::{ErrorCode, Mention, Reaction, ServerEvent, Span};
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
