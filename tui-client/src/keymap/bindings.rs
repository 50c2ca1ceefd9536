//! The default keys: one line each.

use super::{Action as A, Binding, Context, Edit as E};

/// Keys, each a chord, and what they do.
pub(super) type Row = (&'static [&'static str], A);

/// The keys of a context; in the footer stand the first.
pub(super) struct Room {
    pub(super) context: Context,
    pub(super) footer: &'static [Row],
    pub(super) rest: &'static [Row],
}

impl Room {
    pub(super) fn bindings(&self) -> impl Iterator<Item = Binding> {
        let shown = self.footer.iter().map(|row| (row, true));
        let rest = self.rest.iter().map(|row| (row, false));
        shown.chain(rest).map(|((keys, action), footer)| Binding {
            context: self.context,
            // Those that could not be read would be missing; a test looks.
            chords: keys.iter().filter_map(|keys| keys.parse().ok()).collect(),
            action: *action,
            footer,
        })
    }
}

pub(super) const ROOMS: &[Room] = &[
    Room {
        context: Context::List,
        footer: &[
            (&["Enter", "Right", "l"], A::Open),
            (&["n"], A::NewChat),
            (&["g"], A::NewGroup),
            (&["b"], A::Browse),
        ],
        rest: &[
            (&["Up", "k"], A::Up),
            (&["Down", "j"], A::Down),
            (&["PgUp"], A::PageUp),
            (&["PgDn"], A::PageDown),
            (&["Home"], A::First),
            (&["End"], A::Last),
            (&["Tab"], A::SwitchPane),
            (&["/"], A::Search),
            (&["?"], A::Help),
        ],
    },
    Room {
        context: Context::Chat,
        footer: &[
            (&["Enter"], A::Send),
            (&["Alt+Enter", "Ctrl+J", "Shift+Enter"], A::Newline),
            (&["Esc", "Tab"], A::ToList),
            (&["Shift+Up", "Alt+M"], A::PickMessage),
        ],
        rest: &[
            (&["Ctrl+P"], A::Older),
            (&["Ctrl+N"], A::Newer),
            (&["Ctrl+X Ctrl+E"], A::OpenEditor),
            (&["Up"], A::LineUp),
            (&["Down"], A::LineDown),
            (&["Ctrl+Up"], A::ScrollUp),
            (&["Ctrl+Down"], A::ScrollDown),
            (&["PgUp"], A::PageUp),
            (&["PgDn"], A::PageDown),
            (&["Ctrl+Home"], A::Oldest),
            (&["Ctrl+End"], A::Newest),
            (&["Alt+U"], A::FirstUnread),
            (&["Alt+A"], A::ChangeLast),
            (&["Alt+Q"], A::NoPurpose),
            (&["Alt+R"], A::Retry),
            (&["Alt+E"], A::EditRefused),
            (&["Alt+X"], A::Discard),
        ],
    },
    Room {
        context: Context::Message,
        footer: &[
            (&["Enter", "m"], A::Menu),
            (&["r"], A::Reply),
            (&["+", "t"], A::React),
            (&["e"], A::ChangeMessage),
            (&["d", "Delete"], A::DeleteMessage),
            (&["c", "y"], A::CopyText),
            (&["Esc", "q"], A::Close),
        ],
        rest: &[
            (&["f"], A::Forward),
            (&["g"], A::GoToQuoted),
            (&["o"], A::OpenLink),
            (&["w"], A::WhoRead),
            (&["u"], A::MarkUnread),
            (&["Alt+R"], A::Retry),
            (&["Alt+E"], A::EditRefused),
            (&["Alt+X"], A::Discard),
            (&["Up", "k"], A::Up),
            (&["Down", "j"], A::Down),
            (&["Home"], A::First),
            (&["End"], A::Last),
        ],
    },
    Room {
        context: Context::Bare,
        footer: &[
            (&["Esc", "q"], A::Close),
            (&["Up", "k"], A::ScrollUp),
            (&["Down", "j"], A::ScrollDown),
            (&["PgUp"], A::PageUp),
            (&["PgDn", "Space"], A::PageDown),
        ],
        rest: &[
            (&["Home"], A::Oldest),
            (&["End"], A::Newest),
            (&["Shift+Up", "Alt+M"], A::PickMessage),
            (&["/"], A::FindHere),
            (&["?"], A::Help),
        ],
    },
    Room {
        context: Context::Menu,
        footer: &[(&["Enter"], A::Choose), (&["Esc", "q"], A::Close)],
        rest: &[(&["Up", "k"], A::Up), (&["Down", "j"], A::Down)],
    },
    Room {
        context: Context::Members,
        footer: &[
            (&["Enter"], A::WriteTo),
            (&["a", "+"], A::AddMember),
            (&["r"], A::ChangeRole),
            (&["d", "Delete"], A::RemoveMember),
            (&["o"], A::HandOver),
            (&["Esc", "q"], A::Close),
        ],
        rest: &[
            (&["n"], A::Rename),
            (&["Up", "k"], A::Up),
            (&["Down", "j"], A::Down),
            (&["PgUp"], A::PageUp),
            (&["PgDn"], A::PageDown),
            (&["Home"], A::First),
            (&["End"], A::Last),
        ],
    },
    Room {
        context: Context::Readers,
        footer: &[(&["Esc", "q", "w"], A::Close)],
        rest: &[
            (&["Up", "k"], A::Up),
            (&["Down", "j"], A::Down),
            (&["PgUp"], A::PageUp),
            (&["PgDn", "Space"], A::PageDown),
        ],
    },
    Room {
        context: Context::Complete,
        footer: &[
            (&["Tab", "Enter"], A::Accept),
            (&["Down", "Ctrl+N"], A::Down),
            (&["Up", "Ctrl+P"], A::Up),
            (&["Esc"], A::Close),
        ],
        rest: &[],
    },
    Room {
        context: Context::Main,
        footer: &[(&["Ctrl+O"], A::JumpBack), (&["Ctrl+K"], A::Palette)],
        rest: &[
            (&["F2"], A::NewChat),
            (&["F3"], A::NewGroup),
            (&["F4"], A::Browse),
            (&["F5"], A::Reconnect),
            (&["F6"], A::Search),
            (&["Alt+H", "Shift+F6"], A::FindHere),
            (&["F8"], A::Leave),
            (&["F9"], A::Settings),
            (&["F10"], A::SignOut),
            (&["F12"], A::SwitchAccount),
            (&["Alt+L"], A::Lock),
            (&["Alt+W"], A::Leftovers),
            (&["Alt+Down"], A::NextChat),
            (&["Alt+Up"], A::PreviousChat),
            (&["Alt+N"], A::NextUnread),
            (&["Alt+I"], A::Members),
            (&["Alt+T"], A::Rename),
            (&["Alt+Z"], A::Mute),
            (&["F7"], A::Pin),
            (&["Alt+S"], A::ShowPresence),
            (&["Alt+O"], A::Explore),
            (&["Alt+G"], A::Tour),
            (&["Alt+C"], A::Bare),
        ],
    },
    Room {
        context: Context::Edit,
        footer: &[],
        rest: &[
            (&["Left", "Ctrl+B"], A::Edit(E::Left)),
            (&["Right", "Ctrl+F"], A::Edit(E::Right)),
            (&["Ctrl+Left", "Alt+Left", "Alt+B"], A::Edit(E::WordLeft)),
            (&["Ctrl+Right", "Alt+Right", "Alt+F"], A::Edit(E::WordRight)),
            (&["Home", "Ctrl+A"], A::Edit(E::LineStart)),
            (&["End", "Ctrl+E"], A::Edit(E::LineEnd)),
            (&["Backspace", "Ctrl+H"], A::Edit(E::Backspace)),
            (&["Delete", "Ctrl+D"], A::Edit(E::Delete)),
            (&["Ctrl+W", "Alt+Backspace"], A::Edit(E::DeleteWord)),
            (&["Ctrl+U"], A::Edit(E::KillToStart)),
            (&["Alt+K"], A::Edit(E::KillToEnd)),
            (&["Ctrl+Y"], A::Edit(E::Yank)),
            (&["Alt+Y"], A::Edit(E::YankOlder)),
            // Ctrl+_ and Ctrl+/ come from most terminals as Ctrl+7.
            (&["Ctrl+_", "Ctrl+7", "Ctrl+X Ctrl+U"], A::Edit(E::Undo)),
            (&["Alt+_", "Ctrl+X Ctrl+R"], A::Edit(E::Redo)),
            (&["Alt+D", "Ctrl+Delete"], A::Edit(E::DeleteWordRight)),
            (&["Ctrl+X Ctrl+K"], A::Edit(E::KillLine)),
            (&["Ctrl+X Ctrl+F"], A::Edit(E::NextWord)),
            (&["Alt+<"], A::Edit(E::TextStart)),
            (&["Alt+>"], A::Edit(E::TextEnd)),
        ],
    },
    Room {
        context: Context::SignIn,
        footer: &[
            (&["Enter"], A::Submit),
            (&["Tab", "Down"], A::NextField),
            (&["Ctrl+T"], A::ToggleRegister),
        ],
        rest: &[
            (&["Shift+Tab", "Up"], A::PreviousField),
            (&["F12"], A::SwitchAccount),
            (&["Alt+L"], A::Lock),
            (&["Esc"], A::Close),
        ],
    },
    Room {
        context: Context::Picker,
        footer: &[(&["Enter"], A::Choose), (&["Up"], A::Up), (&["Down"], A::Down), (&["Esc"], A::Close)],
        rest: &[(&["PgUp"], A::PageUp), (&["PgDn"], A::PageDown)],
    },
    Room {
        context: Context::Form,
        footer: &[(&["Enter"], A::Submit), (&["Tab"], A::NextField), (&["Esc"], A::Close)],
        rest: &[(&["Shift+Tab"], A::PreviousField), (&["Up"], A::Up), (&["Down"], A::Down)],
    },
    Room { context: Context::Naming, footer: &[(&["Enter"], A::Submit), (&["Esc"], A::Close)], rest: &[] },
    Room {
        context: Context::Help,
        footer: &[(&["Esc", "q", "?"], A::Close)],
        rest: &[
            (&["Up", "k"], A::Up),
            (&["Down", "j"], A::Down),
            (&["PgUp"], A::PageUp),
            (&["PgDn", "Space"], A::PageDown),
            (&["Home"], A::First),
            (&["End"], A::Last),
        ],
    },
    Room {
        context: Context::Settings,
        footer: &[
            (&["Right", "Enter", "Space", "l"], A::NextValue),
            (&["Left", "h"], A::PreviousValue),
            (&["Esc", "q"], A::Close),
        ],
        rest: &[(&["Up", "k"], A::Up), (&["Down", "j"], A::Down)],
    },
    Room {
        context: Context::Lock,
        footer: &[(&["Enter"], A::Submit), (&["Esc"], A::Close), (&["F10"], A::SignOut)],
        rest: &[],
    },
    Room {
        context: Context::Confirm,
        footer: &[(&["Enter", "y"], A::Yes), (&["Esc", "n"], A::No)],
        rest: &[],
    },
    Room { context: Context::Loss, footer: &[(&["y"], A::Yes), (&["Esc", "n", "Enter"], A::No)], rest: &[] },
    Room {
        context: Context::Everywhere,
        footer: &[(&["F1"], A::Help), (&["Ctrl+Q", "Ctrl+C"], A::Quit)],
        rest: &[(&["Ctrl+L"], A::Redraw), (&["Ctrl+Z"], A::Suspend)],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_can_be_read() {
        for (keys, _) in ROOMS.iter().flat_map(|room| room.footer.iter().chain(room.rest)) {
            assert!(keys.iter().all(|keys| keys.parse::<crate::keymap::Chord>().is_ok()), "{keys:?}");
        }
    }
}
