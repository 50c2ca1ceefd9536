//! Notifications as terminals understand them.

use super::{Desk, Notification};

/// The way in which a terminal is asked to show a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Osc {
    /// iTerm2's: `OSC 9`.
    Nine,
    /// urxvt's, with a title: `OSC 777`.
    SevenSevenSeven,
    /// kitty's: `OSC 99`.
    NinetyNine,
}

/// What to write to the terminal so that it tells.
pub fn bytes(desk: &Desk, news: &Notification) -> Vec<u8> {
    let mut said = desk.osc.map(|osc| within(desk.tmux, &sequence(osc, news))).unwrap_or_default();
    if desk.bell {
        said.push('\x07');
    }
    said.into_bytes()
}

fn sequence(osc: Osc, news: &Notification) -> String {
    let (title, body) = (plain(&news.title), plain(&news.body));
    match osc {
        Osc::Nine if body.is_empty() => format!("\x1b]9;{title}\x1b\\"),
        Osc::Nine => format!("\x1b]9;{title}: {body}\x1b\\"),
        Osc::SevenSevenSeven => format!("\x1b]777;notify;{};{body}\x1b\\", title.replace(';', ",")),
        Osc::NinetyNine => {
            format!("\x1b]99;i=messenger:d=0;{title}\x1b\\\x1b]99;i=messenger:p=body;{body}\x1b\\")
        }
    }
}

/// Nothing that ends or begins a sequence. Others' words are clean already; this is where it would matter most.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// tmux keeps what it does not know unless it is told to pass it on.
fn within(tmux: bool, sequence: &str) -> String {
    if tmux {
        format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"))
    } else {
        sequence.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(desk: &Desk, title: &str, body: &str) -> String {
        let news = Notification { title: title.into(), body: body.into(), conversation: None, account: None };
        String::from_utf8(bytes(desk, &news)).unwrap()
    }

    #[test]
    fn each_terminal_is_told_in_its_own_way() {
        let with = |osc| Desk { osc: Some(osc), ..Desk::default() };
        assert_eq!(said(&with(Osc::Nine), "Борис", "hi; you"), "\x1b]9;Борис: hi; you\x1b\\");
        assert_eq!(said(&with(Osc::SevenSevenSeven), "A;B", "hi"), "\x1b]777;notify;A,B;hi\x1b\\");
        assert!(said(&with(Osc::NinetyNine), "A", "hi").contains("p=body;hi"));
        assert_eq!(said(&Desk { bell: true, ..Desk::default() }, "A", "hi"), "\x07");
        assert_eq!(said(&Desk::default(), "A", "hi"), "");
    }

    #[test]
    fn tmux_is_told_to_pass_it_on() {
        let desk = Desk { osc: Some(Osc::Nine), tmux: true, ..Desk::default() };
        assert_eq!(said(&desk, "A", ""), "\x1bPtmux;\x1b\x1b]9;A\x1b\x1b\\\x1b\\");
    }

    #[test]
    fn nothing_that_others_wrote_ends_the_sequence() {
        let desk = Desk { osc: Some(Osc::Nine), ..Desk::default() };
        assert_eq!(said(&desk, "\x07\x1b\\x", "\u{9c}y"), "\x1b]9;\\x: y\x1b\\");
    }
}
