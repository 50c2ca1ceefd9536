//! Whole screens, at the sizes that people have.

#[expect(dead_code, reason = "screens need a part of it")]
mod support;

use protocol::{ErrorCode, Group, GroupType, Mention, Reaction, Role, ServerEvent, Span, User};
use ratatui::{
    buffer::Cell,
    style::{Color, Modifier},
};
use support::*;
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::{Event, Failure, Net},
    model::Link,
    theme::{Look, Theme},
    words::Lang,
};

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

#[test]
fn signing_in() {
    for (name, lang, size) in [("en", Lang::En, USUAL), ("ru", Lang::Ru, USUAL), ("small", Lang::En, SMALL)] {
        let mut bench = Bench::new(lang, size);
        bench.types("a@example.com");
        bench.enter();
        bench.types("secret");
        let screen = bench.screen();
        assert!(!screen.contains("secret"));
        insta::assert_snapshot!(format!("sign_in_{name}"), screen);
    }
}

#[test]
fn refused_at_the_door() {
    let mut bench = Bench::new(Lang::Ru, USUAL);
    bench.types("a@example.com");
    bench.enter();
    bench.types("secret");
    let asked = bench.enter();
    assert!(matches!(asked.as_slice(), [Effect::SignIn(c)] if c.password == "secret"));
    bench.net(Net::SignInFailed(Failure::Refused(
        ErrorCode::Unauthenticated,
        "Incorrect email or password".into(),
    )));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn a_new_account() {
    let mut bench = Bench::new(Lang::En, USUAL);
    bench.press(Key::ctrl(Code::Char('t')));
    insta::assert_snapshot!(bench.screen());
}

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

#[test]
fn help() {
    for (name, lang, size) in [("en", Lang::En, LARGE), ("ru", Lang::Ru, USUAL), ("small", Lang::En, SMALL)] {
        let mut bench = lively(lang, size);
        bench.press(Key::plain(Code::F(1)));
        insta::assert_snapshot!(format!("help_{name}"), bench.screen());
    }
}

#[test]
fn finding_a_person() {
    let mut bench = lively(Lang::En, USUAL);
    bench.press(Key::plain(Code::F(2)));
    bench.types("са");
    bench.waits(300);
    bench.net(Net::People("са".into(), Ok(vec![User { id: id(SASHA), name: "Саша\u{1b}[31m".into() }])));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn browsing_groups() {
    let mut bench = lively(Lang::Ru, SMALL);
    bench.press(Key::plain(Code::F(4)));
    let group = |n: u128, name: &str, role| Group {
        id: id(n),
        name: name.into(),
        created_at: time(0),
        group_type: GroupType::Public,
        creator_id: id(BORIS),
        role,
        member_count: 12,
        participants: Vec::new(),
        last_message: None,
        unread_count: 0,
        last_seq: 0,
        read_seq: 0,
        read_watermark: 0,
        read_by_some: 0,
        unread_mentions: 0,
        version: 0,
    };
    let found = vec![group(NEWS, "Test Group", Some(Role::Member)), group(201, "Weather", None)];
    bench.net(Net::Directory(String::new(), Ok(found)));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn making_a_group() {
    let mut bench = lively(Lang::En, USUAL);
    bench.press(Key::plain(Code::F(3)));
    bench.types("Friends");
    bench.enter();
    bench.types("b@example.com");
    bench.enter();
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn leaving_asks_first() {
    let mut bench = lively(Lang::Ru, USUAL);
    bench.opens(TEAM, Vec::new());
    bench.press(Key::plain(Code::F(8)));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn monochrome_sets_no_colour_on_any_cell() {
    let mut bench = talking(Lang::En, USUAL);
    bench.types("text");
    bench.enter();
    bench.model.settings.look = Look::fixed(Theme::mono());
    let dialogs =
        [None, Some(Key::plain(Code::F(1))), Some(Key::plain(Code::F(2))), Some(Key::plain(Code::F(10)))];
    for dialog in dialogs {
        dialog.map(|key| bench.press(key));
        for cell in &bench.buffer().content {
            assert_eq!((cell.fg, cell.bg, cell.underline_color), (Color::Reset, Color::Reset, Color::Reset));
        }
        bench.press(Key::plain(Code::Esc));
    }
}

#[test]
fn nothing_of_others_steers_the_terminal() {
    let evil = "\u{1b}[2J\u{9b}31mhi\u{202e}\u{7}\u{200f}";
    let mut chat = conversation(CHAT, Some(&says(CHAT, 1, BORIS, evil)));
    chat.title = evil.into();
    let mut bench = Bench::online(Lang::En, USUAL, vec![chat]);
    let mut message = says(CHAT, 1, BORIS, evil);
    message.sender_name = evil.into();
    bench.opens(CHAT, vec![message]);
    bench.server(ServerEvent::Typing {
        conversation_id: id(CHAT),
        user_id: id(BORIS),
        user_name: evil.into(),
    });
    let screen = bench.screen();
    let harmless = |c: char| c == '\n' || !(c.is_control() || matches!(c, '\u{202e}' | '\u{200f}'));
    assert!(screen.chars().all(harmless), "{screen}");
}

#[test]
fn no_size_makes_it_fall() {
    let rows = [0, 1, 2, 3, 4, 5, 7, 10, 24];
    let columns = [0, 1, 2, 9, 20, 39, 40, 63, 64, 80];
    for size in columns.iter().flat_map(|columns| rows.map(|rows| (*columns, rows))) {
        let mut bench = talking(Lang::Ru, USUAL);
        bench.happens(Event::Resize(size.0, size.1));
        bench.types("word ");
        bench.press(Key::plain(Code::PageUp));
        for dialog in [Code::F(1), Code::F(2), Code::F(3), Code::F(4), Code::F(10)] {
            bench.press(Key::plain(dialog));
            draws(&bench, size);
            bench.press(Key::plain(Code::Esc));
            draws(&bench, size);
        }
    }
}

/// A screen without a cell cannot be drawn on, nor need it be.
fn draws(bench: &Bench, (columns, rows): (u16, u16)) {
    if columns > 0 && rows > 0 {
        bench.screen();
    }
}
