//! The keys of the vim profile: what differs from the default ones, and those of its normal mode.

use super::{Action as A, Context, Edit as E, Rebinding, bindings::Room};

/// Changed beside the default: context, keys, action, as in the file of settings.
const CHANGES: &[(&str, &str, &str)] = &[
    ("chat", "Esc", "none"),
    ("list", "g", "none"),
    ("list", "N", "new-group"),
    ("list", "g g", "first"),
    ("list", "G", "last"),
    ("list", "Ctrl+D", "page-down"),
    ("list", "Ctrl+U", "page-up"),
    ("bare", "G", "newest-message"),
    ("bare", "g g", "oldest-message"),
    ("help", "G", "last"),
    ("help", "g g", "first"),
];

pub(super) fn changes() -> Vec<Rebinding> {
    let line = |(context, keys, action): &(&str, &str, &str)| Rebinding {
        context: (*context).to_owned(),
        keys: (*keys).to_owned(),
        action: (*action).to_owned(),
        line: 0,
    };
    CHANGES.iter().map(line).collect()
}

/// What is there beside the default.
pub(super) const ROOMS: &[Room] = &[
    Room { context: Context::Chat, footer: &[(&["Esc"], A::NormalMode)], rest: &[] },
    Room { context: Context::List, footer: &[], rest: &[(&[":"], A::Palette)] },
    Room {
        context: Context::Normal,
        footer: &[
            (&["i"], A::InsertHere),
            (&["Enter"], A::Send),
            (&["Esc", "Tab"], A::ToList),
            (&["?"], A::Help),
        ],
        rest: &[
            (&["a"], A::InsertAfter),
            (&["I"], A::InsertStart),
            (&["A"], A::InsertEnd),
            (&["o"], A::OpenBelow),
            (&["O"], A::OpenAbove),
            (&["c w"], A::ChangeWord),
            (&["c c", "S"], A::ChangeLine),
            (&["C", "c $"], A::ChangeToEnd),
            (&["h", "Left", "Backspace"], A::Edit(E::Left)),
            (&["l", "Right", "Space"], A::Edit(E::Right)),
            (&["k", "Up"], A::LineUp),
            (&["j", "Down"], A::LineDown),
            (&["b"], A::Edit(E::WordLeft)),
            (&["e"], A::Edit(E::WordRight)),
            (&["w"], A::Edit(E::NextWord)),
            (&["0", "^", "Home"], A::Edit(E::LineStart)),
            (&["$", "End"], A::Edit(E::LineEnd)),
            (&["g g"], A::Edit(E::TextStart)),
            (&["G"], A::Edit(E::TextEnd)),
            (&["x", "Delete"], A::Edit(E::Delete)),
            (&["X"], A::Edit(E::Backspace)),
            (&["d w", "d e"], A::Edit(E::DeleteWordRight)),
            (&["d b"], A::Edit(E::DeleteWord)),
            (&["d d"], A::Edit(E::KillLine)),
            (&["D", "d $"], A::Edit(E::KillToEnd)),
            (&["d 0"], A::Edit(E::KillToStart)),
            (&["p"], A::Edit(E::Yank)),
            (&["g p"], A::Edit(E::YankOlder)),
            (&["u"], A::Edit(E::Undo)),
            (&["Ctrl+R"], A::Edit(E::Redo)),
            (&["Ctrl+P"], A::Older),
            (&["Ctrl+N"], A::Newer),
            (&["g v", "Ctrl+X Ctrl+E"], A::OpenEditor),
            (&["Ctrl+Y", "Ctrl+Up"], A::ScrollUp),
            (&["Ctrl+E", "Ctrl+Down"], A::ScrollDown),
            (&["Ctrl+B", "Ctrl+U", "PgUp"], A::PageUp),
            (&["Ctrl+F", "Ctrl+D", "PgDn"], A::PageDown),
            (&["[ [", "Ctrl+Home"], A::Oldest),
            (&["] ]", "Ctrl+End"], A::Newest),
            (&["g u"], A::FirstUnread),
            (&["g a"], A::ChangeLast),
            (&["Alt+Q"], A::NoPurpose),
            (&["g r"], A::Retry),
            (&["g e"], A::EditRefused),
            (&["g x"], A::Discard),
            (&[":"], A::Palette),
            (&["/"], A::FindHere),
            (&["g n"], A::NextUnread),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::{Chord, Keymap};

    #[test]
    fn every_change_and_every_key_is_understood() {
        let (_, troubles) = Keymap::default().with(&changes());
        assert_eq!(troubles, []);
        for (keys, _) in ROOMS.iter().flat_map(|room| room.footer.iter().chain(room.rest)) {
            assert!(keys.iter().all(|keys| keys.parse::<Chord>().is_ok()), "{keys:?}");
        }
    }
}
