//! What terminals send, and what is understood of it, however it is cut into pieces.

mod lost;

use std::time::Duration;

use proptest::{prelude::*, sample::select};

use super::bytes::Input;
use crate::message::Event;

const PASTE_ENDS: &[u8] = b"\x1b[201~";

fn told(bytes: &str) -> Vec<String> {
    in_pieces([bytes.as_bytes()])
}

/// What the pieces are when nothing comes after them.
fn in_pieces<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<String> {
    let mut input = Input::default();
    let mut events: Vec<Event> = pieces.into_iter().flat_map(|piece| input.read(piece)).collect();
    if input.holds().is_some() {
        events.extend(input.give_up());
    }
    events.iter().map(shown).collect()
}

fn shown(event: &Event) -> String {
    match event {
        Event::Key(key) => key.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn keys_are_what_terminals_send_for_them() {
    for (sent, keys) in [
        ("aЙ日", "a Й 日"),
        ("\r\t\x7f\x1b", "Enter Tab Backspace Esc"),
        ("\x01\x0a\x1a\0\x1f", "Ctrl+A Ctrl+J Ctrl+Z Ctrl+Space Ctrl+7"),
        ("\x1b[A\x1bOB\x1b[1;5C\x1b[1;3D\x1b[1;2H", "↑ ↓ Ctrl+→ Alt+← Shift+Home"),
        ("\x1b[Z\x1b[5~\x1b[6;5~\x1b[3~\x1b[8~", "Shift+Tab PgUp Ctrl+PgDn Delete End"),
        ("\x1bl\x1bЛ\x1b\r\x1b\x7f\x1b\x0e", "Alt+L Alt+Л Alt+Enter Alt+Backspace Ctrl+Alt+N"),
        // An Esc before what has one is Alt for some terminals; elsewhere it is the key.
        ("\x1b\x1b[A\x1b\x1bOP\x1b\x1b[5~", "Alt+↑ Alt+F1 Alt+PgUp"),
        ("\x1b\x1b\x1b\x1bx\x1b\x1b", "Esc Esc Esc Alt+X Esc Esc"),
        ("\x1b\x1b[I\x1b\x1b[200~a\x1b[201~", "Esc Focus(true) Esc Paste(\"a\")"),
        ("\x1b[5C\x1b[1;0D", "Ctrl+→ ←"),
        // Rxvt.
        ("\x1b[a\x1bOb\x1b[3$\x1b[7^\x1b[5@", "Shift+↑ Ctrl+↓ Shift+Delete Ctrl+Home Ctrl+Shift+PgUp"),
        // A numeric keypad that sends what it is.
        ("\x1bOp\x1bOy\x1bOk\x1bOM\x1bOX", "0 9 + Enter ="),
        // What comes up, what nobody knows, the keys of the desktop, and keys that stand for no letter.
        ("\x1b[1;5:3A\x1b[99;99X\x1b[1;9A\x1b[57441;2ux", "x"),
        ("\x1bO\x1b[A\x1b[12\x1b[B", "Alt+O ↑ ↓"),
    ] {
        assert_eq!(told(sent).join(" "), keys, "{sent:?}");
    }
}

#[test]
fn function_keys_are_heard_in_every_spelling() {
    let all: Vec<String> = (1..=12).map(|number| format!("F{number}")).collect();
    let rest = "\x1b[15~\x1b[17~\x1b[18~\x1b[19~\x1b[20~\x1b[21~\x1b[23~\x1b[24~";
    for first in ["\x1bOP\x1bOQ\x1bOR\x1bOS", "\x1b[11~\x1b[12~\x1b[13~\x1b[14~", "\x1b[P\x1b[Q\x1b[1R\x1b[S"]
    {
        assert_eq!(told(&format!("{first}{rest}")), all, "{first:?}");
    }
    assert_eq!(told("\x1b[[A\x1b[[B\x1b[[C\x1b[[D\x1b[[E"), all[..5]);
    assert_eq!(told("\x1b[25~\x1b[34~\x1b[1;2P").join(" "), "F13 F20 Shift+F1");
    for held in ["\x1b[1;5R\x1b[24;5~", "\x1bO1;5R\x1b[24^", "\x1bO5R\x1b[24;5~"] {
        assert_eq!(told(held).join(" "), "Ctrl+F3 Ctrl+F12", "{held:?}");
    }
}

#[test]
fn characters_by_their_number_are_keys() {
    for (sent, keys) in [
        ("\x1b[108;5u\x1b[27;5;13~\x1b[13;2u\x1b[97;9u", "Ctrl+L Ctrl+Enter Shift+Enter"),
        ("\x1b[97;2u\x1b[97:65;2u\x1b[49:33;2u\x1b[1078;2u", "A A ! Ж"),
        ("\x1b[97;1:1u\x1b[97;1:2u\x1b[97;1:3u\x1b[97;65u\x1b[97;129u", "a a a a"),
        ("\x1b[27u\x1b[9;2u\x1b[127;3u\x1b[27;6;97~", "Esc Shift+Tab Alt+Backspace Ctrl+A"),
        ("\x1b[57399u\x1b[57408u\x1b[57413u\x1b[57414u\x1b[57419;5u\x1b[57424u", "0 9 + Enter Ctrl+↑ End"),
    ] {
        assert_eq!(told(sent).join(" "), keys, "{sent:?}");
    }
}

#[test]
fn pastes_focus_and_the_mouse_are_told() {
    assert_eq!(told("\x1b[200~a\x1b[A\r\n\x1b[201~b"), ["Paste(\"a\\u{1b}[A\\r\\n\")", "b"]);
    assert_eq!(told("\x1b[I\x1b[O"), ["Focus(true)", "Focus(false)"]);
    let mouse =
        told("\x1b[<0;3;5M\x1b[<32;4;5M\x1b[<0;4;5m\x1b[<64;1;1M\x1b[<65;1;1M\x1b[<2;1;1M\x1b[<35;1;1M");
    let deeds: Vec<&str> = mouse.iter().map(|told| &told[20..told.find(',').unwrap()]).collect();
    assert_eq!(deeds, ["Press", "Drag", "Release", "WheelUp", "WheelDown", "Menu"]);
    assert_eq!(mouse[0], "Mouse(Mouse { deed: Press, column: 2, row: 4 })");
    // A terminal that does not know the coordinates without a limit.
    let old = "\x1b[M #%\x1b[M@$%\x1b[M#$%\x1b[M`!!\x1b[Ma!!\x1b[M\"!!\x1b[MC!!\x1b[M\0\0\0x";
    assert_eq!(told(old), [mouse, vec!["x".into()]].concat());
    assert_eq!(told("\x1b[M \x1b[A"), ["↑"], "it was broken off");
}

#[test]
fn a_letter_that_comes_in_pieces_is_a_letter_however_long_it_takes() {
    let mut input = Input::default();
    assert!(input.read(&"Ж".as_bytes()[..1]).is_empty());
    assert_eq!(input.holds(), None, "nothing can be made of the first half");
    assert_eq!(input.read(&"Ж".as_bytes()[1..]).iter().map(shown).collect::<Vec<_>>(), ["Ж"]);
}

#[test]
fn an_esc_is_the_key_when_nothing_follows_it_soon() {
    let mut input = Input::default();
    assert!(input.read(b"\x1b").is_empty());
    assert!(input.holds().is_some_and(|wait| wait < Duration::from_millis(50)));
    assert_eq!(input.read(b"[A").iter().map(shown).collect::<Vec<_>>(), ["↑"], "a line may be cut anywhere");
    input.read(b"\x1b");
    assert_eq!(input.give_up().iter().map(shown).collect::<Vec<_>>(), ["Esc"]);
    assert!(input.holds().is_none() && input.give_up().is_empty());
}

#[test]
fn a_flood_of_keys_takes_no_longer_than_its_length() {
    let flood = "ж\x1b[A".repeat(1 << 20);
    assert_eq!(Input::default().read(flood.as_bytes()).len(), 2 << 20);
}

#[test]
fn answers_are_no_keys() {
    let sent =
        "x\x1b]11;rgb:ffff/ffff/dddd\x1b\\\x1b[?2027;2$y\x1b[?997;1n\x1b[?62;22c\x1b]11;rgb:00/00/00\x07y";
    let expected =
        ["x", "Background(Light)", "Clusters(Offered)", "Background(Dark)", "Background(Dark)", "y"];
    assert_eq!(told(sent), expected);
}

#[test]
fn where_the_cursor_stands_after_a_sample_is_told_and_elsewhere_it_is_nothing() {
    assert_eq!(
        told("\x1b[2;3R\x1b[2;12R\x1b[2;20R\x1b[2;32R"),
        ["Drawn(Joined, 2)", "Drawn(Flag, 2)", "Drawn(Coloured, 1)", "Drawn(Toned, 4)"]
    );
    assert_eq!(told("x\x1b[24;80R\x1b[1;5Ry"), ["x", "Ctrl+F3", "y"]);
}

#[test]
fn what_begins_like_an_answer_is_let_go_whatever_it_says() {
    for sent in [
        "\x1b]11;rgba:0000/0000/0000/ffff\x07",
        "\x1b]10;rgb:00/00/00\x1b\\",
        "\x1b]52;c;aGVsbG8=\x07",
        "\x1bP>|XTerm(390)\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        &format!("\x1b]52;c;{}\x07", "QUJD".repeat(2_000)),
    ] {
        let told: Vec<String> =
            told(&format!("x{sent}y")).into_iter().filter(|told| told.len() == 1).collect();
        assert_eq!(told, ["x", "y"], "{sent:?}");
    }
    assert_eq!(told("\x1b]52;c;aGVs\x1b[A\x1bP1$r\ry"), ["↑", "Enter", "y"], "they were broken off");
}

#[test]
fn what_was_no_answer_is_keys() {
    assert_eq!(told("\x1b]hi"), ["Alt+]", "h", "i"]);
    assert_eq!(told("\x1bPh\x1b_ \x1b^i"), ["Alt+P", "h", "Alt+_", "Space", "Alt+^", "i"]);
    for (sent, keys) in [
        ("\x1b]", "Alt+]"),
        ("\x1bP", "Alt+P"),
        ("\x1b_", "Alt+_"),
        ("\x1bO", "Alt+O"),
        ("\x1b[", "Alt+["),
        ("\x1b\x1b[", "Esc Alt+["),
    ] {
        let mut input = Input::default();
        assert!(input.read(sent.as_bytes()).is_empty() && input.holds().is_some());
        let given_up: Vec<String> = input.give_up().iter().map(shown).collect();
        assert_eq!(given_up.join(" "), keys, "{sent:?}");
        assert!(input.holds().is_none());
    }
}

/// What a terminal may send, and what looks like it.
fn sent() -> impl Strategy<Value = Vec<u8>> {
    let whole = select(vec![
        "\x1b[A",
        "\x1b\x1b[1;5A",
        "\x1bOP",
        "\x1bO1;5P",
        "\x1b[[B",
        "\x1b[24~",
        "\x1b[3$",
        "\x1b[97:65;2u",
        "\x1b[<0;3;5M",
        "\x1b[M #%",
        "\x1b[M",
        "\x1b[200~",
        "\x1b[201~",
        "\x1b]11;rgb:ff/ff/dd\x07",
        "\x1b]11;rgb:ffff/0000/dddd\x1b\\",
        "\x1b]11;rgb:",
        "\x1b]52;c;QUJD\x07",
        "\x1bP>|T\x1b\\",
        "\x1b_G",
        "\x1bP",
        "\x1b[?2027;2$y",
        "\x1b[2;3R",
        "\x1b[?997;1n",
        "\x1bЖ",
        "日",
        "\x1b",
        "\x1b\x1b",
        "\r",
        "abc",
        "👨\u{200d}👩",
        "\x1b[I",
        "\x1b[",
    ])
    .prop_map(|text| text.as_bytes().to_vec());
    let marks = select(b"\x1b\x1b[]O<;:?$~MmuARP0129 \x07\\".to_vec()).prop_map(|byte| vec![byte]);
    let long = select(vec![b'1', b';', b'a', b'f'])
        .prop_flat_map(|byte| (0..1_500_usize).prop_map(move |n| vec![byte; n]));
    let any = prop::collection::vec(any::<u8>(), 0..6);
    let part = prop_oneof![6 => whole, 6 => marks, 3 => any, 1 => long];
    prop::collection::vec(part, 0..20).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn it_is_the_same_however_it_is_cut(bytes in sent(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12)) {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let whole = in_pieces([bytes.as_slice()]);
        prop_assert_eq!(&in_pieces(cuts.windows(2).map(|cut| &bytes[cut[0]..cut[1]])), &whole, "{:?}", cuts);
        prop_assert_eq!(&in_pieces(bytes.chunks(1)), &whole, "byte by byte");
    }

    #[test]
    fn no_bytes_make_it_fall_and_keys_come_through_afterwards(bytes in sent()) {
        let mut input = Input::default();
        input.read(&bytes);
        input.give_up();
        input.read(PASTE_ENDS);
        input.give_up();
        let told = input.read(b"\x1b[Aq");
        prop_assert_eq!(told.iter().map(shown).collect::<Vec<_>>(), ["↑", "q"]);
    }
}
