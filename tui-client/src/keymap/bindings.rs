//! The default keys: one line each.

use super::{Action as A, Binding, Code as C, Context, Edit as E, Key};
use crate::words::Word as W;

const fn k(code: C) -> Key {
    Key::plain(code)
}
const fn c(letter: char) -> Key {
    Key::plain(C::Char(letter))
}
const fn ctrl(letter: char) -> Key {
    Key::ctrl(C::Char(letter))
}
const fn alt(letter: char) -> Key {
    Key::alt(C::Char(letter))
}

type Row = (&'static [Key], A, W);

/// In the footer stand the rows before the `Rest` of each context.
struct Room {
    context: Context,
    footer: &'static [Row],
    rest: &'static [Row],
}

const ROOMS: &[Room] = &[
    Room {
        context: Context::List,
        footer: &[
            (&[k(C::Enter), k(C::Right), c('l')], A::Open, W::DoOpen),
            (&[c('n')], A::NewChat, W::NewChat),
            (&[c('g')], A::NewGroup, W::NewGroup),
            (&[c('b')], A::Browse, W::Browse),
        ],
        rest: &[
            (&[k(C::Up), c('k')], A::Up, W::DoUp),
            (&[k(C::Down), c('j')], A::Down, W::DoDown),
            (&[k(C::PageUp)], A::PageUp, W::DoPageUp),
            (&[k(C::PageDown)], A::PageDown, W::DoPageDown),
            (&[k(C::Home)], A::First, W::DoFirst),
            (&[k(C::End)], A::Last, W::DoLast),
            (&[k(C::Tab)], A::SwitchPane, W::DoPane),
            (&[c('?')], A::Help, W::DoHelp),
        ],
    },
    Room {
        context: Context::Chat,
        footer: &[
            (&[k(C::Enter)], A::Send, W::DoSend),
            (&[Key::alt(C::Enter), ctrl('j'), Key::shift(C::Enter)], A::Newline, W::DoNewline),
            (&[k(C::Esc), k(C::Tab)], A::ToList, W::DoToList),
        ],
        rest: &[
            (&[k(C::Up)], A::LineUp, W::DoLineUp),
            (&[k(C::Down)], A::LineDown, W::DoLineDown),
            (&[Key::ctrl(C::Up)], A::ScrollUp, W::DoScrollUp),
            (&[Key::ctrl(C::Down)], A::ScrollDown, W::DoScrollDown),
            (&[k(C::PageUp)], A::PageUp, W::DoPageUp),
            (&[k(C::PageDown)], A::PageDown, W::DoPageDown),
            (&[Key::ctrl(C::Home)], A::Oldest, W::DoOldest),
            (&[Key::ctrl(C::End)], A::Newest, W::DoNewest),
            (&[alt('u')], A::FirstUnread, W::DoFirstUnread),
            (&[alt('r')], A::Retry, W::DoRetry),
            (&[alt('e')], A::EditRefused, W::DoEditRefused),
            (&[alt('x')], A::Discard, W::DoDiscard),
        ],
    },
    Room {
        context: Context::Main,
        footer: &[],
        rest: &[
            (&[k(C::F(2))], A::NewChat, W::DoNewChat),
            (&[k(C::F(3))], A::NewGroup, W::DoNewGroup),
            (&[k(C::F(4))], A::Browse, W::DoBrowse),
            (&[k(C::F(5))], A::Reconnect, W::DoReconnect),
            (&[k(C::F(8))], A::Leave, W::DoLeave),
            (&[k(C::F(10))], A::SignOut, W::DoSignOut),
            (&[Key::alt(C::Down)], A::NextChat, W::DoNextChat),
            (&[Key::alt(C::Up)], A::PreviousChat, W::DoPreviousChat),
            (&[alt('n')], A::NextUnread, W::DoNextUnread),
        ],
    },
    Room {
        context: Context::Edit,
        footer: &[],
        rest: &[
            (&[k(C::Left), ctrl('b')], A::Edit(E::Left), W::DoLeft),
            (&[k(C::Right), ctrl('f')], A::Edit(E::Right), W::DoRight),
            (&[Key::ctrl(C::Left), Key::alt(C::Left), alt('b')], A::Edit(E::WordLeft), W::DoWordLeft),
            (&[Key::ctrl(C::Right), Key::alt(C::Right), alt('f')], A::Edit(E::WordRight), W::DoWordRight),
            (&[k(C::Home), ctrl('a')], A::Edit(E::LineStart), W::DoLineStart),
            (&[k(C::End), ctrl('e')], A::Edit(E::LineEnd), W::DoLineEnd),
            (&[k(C::Backspace), ctrl('h')], A::Edit(E::Backspace), W::DoBackspace),
            (&[k(C::Delete), ctrl('d')], A::Edit(E::Delete), W::DoDelete),
            (&[ctrl('w'), Key::alt(C::Backspace)], A::Edit(E::DeleteWord), W::DoDeleteWord),
            (&[ctrl('u')], A::Edit(E::KillToStart), W::DoKillToStart),
            (&[ctrl('k')], A::Edit(E::KillToEnd), W::DoKillToEnd),
            (&[ctrl('y')], A::Edit(E::Yank), W::DoYank),
        ],
    },
    Room {
        context: Context::SignIn,
        footer: &[
            (&[k(C::Enter)], A::Submit, W::DoSubmit),
            (&[k(C::Tab), k(C::Down)], A::NextField, W::DoNextField),
            (&[ctrl('t')], A::ToggleRegister, W::DoToggleRegister),
        ],
        rest: &[(&[Key::shift(C::Tab), k(C::Up)], A::PreviousField, W::DoPreviousField)],
    },
    Room {
        context: Context::Picker,
        footer: &[
            (&[k(C::Enter)], A::Choose, W::DoChoose),
            (&[k(C::Up)], A::Up, W::DoUp),
            (&[k(C::Down)], A::Down, W::DoDown),
            (&[k(C::Esc)], A::Close, W::DoClose),
        ],
        rest: &[],
    },
    Room {
        context: Context::Form,
        footer: &[
            (&[k(C::Enter)], A::Submit, W::DoSubmit),
            (&[k(C::Tab)], A::NextField, W::DoNextField),
            (&[k(C::Esc)], A::Close, W::DoClose),
        ],
        rest: &[
            (&[Key::shift(C::Tab)], A::PreviousField, W::DoPreviousField),
            (&[k(C::Up)], A::Up, W::DoUp),
            (&[k(C::Down)], A::Down, W::DoDown),
        ],
    },
    Room {
        context: Context::Help,
        footer: &[(&[k(C::Esc), c('q'), c('?')], A::Close, W::DoClose)],
        rest: &[
            (&[k(C::Up), c('k')], A::Up, W::DoUp),
            (&[k(C::Down), c('j')], A::Down, W::DoDown),
            (&[k(C::PageUp)], A::PageUp, W::DoPageUp),
            (&[k(C::PageDown), c(' ')], A::PageDown, W::DoPageDown),
            (&[k(C::Home)], A::First, W::DoFirst),
            (&[k(C::End)], A::Last, W::DoLast),
        ],
    },
    Room {
        context: Context::Confirm,
        footer: &[(&[k(C::Enter)], A::Choose, W::DoYes), (&[k(C::Esc)], A::Close, W::DoNo)],
        rest: &[],
    },
    Room {
        context: Context::Everywhere,
        footer: &[(&[k(C::F(1))], A::Help, W::DoHelp), (&[ctrl('q'), ctrl('c')], A::Quit, W::DoQuit)],
        rest: &[(&[ctrl('l')], A::Redraw, W::DoRedraw)],
    },
];

pub(super) fn default() -> Vec<Binding> {
    let rows = ROOMS.iter().flat_map(|room| {
        let shown = room.footer.iter().map(|row| (row, true));
        let rest = room.rest.iter().map(|row| (row, false));
        shown.chain(rest).map(|(row, footer)| (room.context, row, footer))
    });
    rows.map(|(context, (keys, action, word), footer)| Binding {
        context,
        keys: keys.to_vec(),
        action: *action,
        word: *word,
        footer,
    })
    .collect()
}
