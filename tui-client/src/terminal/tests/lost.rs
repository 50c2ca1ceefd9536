//! What is lost on the way, late, or broken off: nobody is without a keyboard for it, and nothing of it is typed.

use std::time::Duration;

use super::{Event, Input, shown};

#[test]
fn half_of_what_can_be_no_key_is_never_typed_and_neither_is_its_rest() {
    for (half, rest) in [
        ("\x1b[<0;12", ";7M"),
        ("\x1b[?2027;2", "$y"),
        ("\x1b[1;", "5A"),
        ("\x1bO1;", "5P"),
        ("\x1b]11;rgb:ff", "ff/0000/0000\x1b\\"),
        ("\x1b]1", "1;rgb:ff/00/00\x07"),
        ("\x1bP>|XT", "erm\x1b\\"),
    ] {
        let mut input = Input::default();
        let mut events = input.read(half.as_bytes());
        events.extend(input.give_up());
        events.extend(input.read(rest.as_bytes()));
        assert!(events.is_empty() && input.holds().is_none(), "{half:?}: {events:?}");
        assert_eq!(input.read(b"q").iter().map(shown).collect::<Vec<_>>(), ["q"]);
        // The rest does not come at all.
        input.read(half.as_bytes());
        input.give_up();
        assert!(input.holds().is_some() && input.give_up().is_empty() && input.holds().is_none());
        assert_eq!(input.read(b"\x1b[Aq").iter().map(shown).collect::<Vec<_>>(), ["↑", "q"]);
    }
}

#[test]
fn a_paste_whose_end_is_lost_gives_the_keyboard_back() {
    let mut input = Input::default();
    assert!(input.read(b"\x1b[200~half of it\x1b[20").is_empty());
    assert!(input.holds().is_some_and(|wait| wait >= Duration::from_secs(1)));
    assert_eq!(input.give_up().iter().map(shown).collect::<Vec<_>>(), ["Paste(\"half of it\\u{1b}[20\")"]);
    assert_eq!(input.read(b"\x03").iter().map(shown).collect::<Vec<_>>(), ["Ctrl+C"]);
    // It was only late: what would send and command is no key.
    let late = format!("{}\rd\ry\r", "the rest of it".repeat(5));
    assert!(input.read(late.as_bytes()).is_empty());
    assert_eq!(input.read(b"\r\x1b[201~q").iter().map(shown).collect::<Vec<_>>().last().unwrap(), "q");
    input.read(b"\x1b[200~a");
    input.give_up();
    assert_eq!(
        input.read(b"b\r\x1b[201~\x1b[200~c\x1b[201~").iter().map(shown).collect::<Vec<_>>(),
        ["Paste(\"b\\r\")", "Paste(\"c\")"]
    );
    // Another program has had the terminal meanwhile.
    input.read(b"\x1b[200~abc");
    assert_eq!(input.begin_again().iter().map(shown).collect::<Vec<_>>(), ["Paste(\"abc\")"]);
    input.read(b"\x1b[1;");
    assert!(input.begin_again().is_none());
    assert_eq!(input.read(b"q").iter().map(shown).collect::<Vec<_>>(), ["q"]);
}

#[test]
fn a_very_long_paste_comes_in_pieces_and_whole() {
    let text = "Ж日👍\r\n".repeat(300_000);
    let mut input = Input::default();
    let mut events = input.read(b"\x1b[200~");
    for bytes in text.as_bytes().chunks(60_000) {
        events.extend(input.read(bytes));
    }
    assert!(events.len() >= 3, "nothing grows without a limit");
    events.extend(input.read(b"\x1b[201~"));
    let pieces: Vec<String> = events
        .into_iter()
        .filter_map(|event| if let Event::Paste(text) = event { Some(text) } else { None })
        .collect();
    assert!(pieces.iter().all(|piece| piece.len() <= 1 << 20 && !piece.starts_with('\n')));
    assert!(pieces.concat() == text);
}
