//! How wide the terminal draws what terminals think differently of: it draws a sample of each kind on a screen that is still
//! empty, and is asked where its cursor stands then (`ESC [ 6 n`, answered by `ESC [ row ; column R`). Each sample has columns of
//! its own, so an answer says by itself what it is of, whenever it comes and whichever is missing.

use crate::message::{Doubt, Event};

/// In the first row an answer would be the same as F3 with something held down.
const ROW: u16 = 2;
/// From one sample to the next. No terminal draws one wider.
const APART: u16 = 9;
/// Columns and rows that it takes.
const ROOM: (u16, u16) = (9 * 4, 2);

/// Draws the samples, asks, and leaves the row as empty as it was. Nothing where there is no room for it.
pub(super) fn question(size: (u16, u16)) -> String {
    if size.0 < ROOM.0 || size.1 < ROOM.1 {
        return String::new();
    }
    let ask = |(kind, column): (Doubt, u16)| format!("\x1b[{ROW};{column}H{}\x1b[6n", kind.sample());
    let asked: String = Doubt::ALL.into_iter().zip(columns()).map(ask).collect();
    // A terminal that draws frames as a whole shows nothing of it.
    format!("\x1b[?2026h{asked}\x1b[{ROW};1H\x1b[2K\x1b[H\x1b[?2026l")
}

/// What stands between `ESC [` and `R`; nothing when it is no answer of this kind.
pub(super) fn answer(text: &str) -> Option<Event> {
    let (row, column) = text.split_once(';')?;
    let (row, column) = (row.parse::<u16>().ok()?, column.parse::<u16>().ok()?);
    if row != ROW {
        return None;
    }
    let (kind, begin) = Doubt::ALL.into_iter().zip(columns()).rfind(|(_, begin)| *begin < column)?;
    let wide = column - begin;
    (wide < APART).then_some(Event::Drawn(kind, wide))
}

/// Where each sample begins.
fn columns() -> impl DoubleEndedIterator<Item = u16> + ExactSizeIterator {
    (0..4).map(|at| 1 + at * APART)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_of_which_sample_it_is() {
        for (text, told) in [
            ("2;3", "Drawn(Joined, 2)"),
            ("2;7", "Drawn(Joined, 6)"),
            ("2;12", "Drawn(Flag, 2)"),
            ("2;20", "Drawn(Coloured, 1)"),
            ("2;32", "Drawn(Toned, 4)"),
        ] {
            assert_eq!(answer(text).map(|event| format!("{event:?}")).as_deref(), Some(told), "{text}");
        }
        for text in ["1;5", "3;3", "2;1", "2", "2;", ";3", "2;37", "2;99999", "2;3;1"] {
            assert!(answer(text).is_none(), "{text}");
        }
    }

    #[test]
    fn where_there_is_no_room_nothing_is_drawn() {
        assert!(question((35, 24)).is_empty() && question((80, 1)).is_empty());
        let asked = question((36, 2));
        assert_eq!(asked.matches("\x1b[6n").count(), 4);
        assert!(asked.ends_with("\x1b[2;1H\x1b[2K\x1b[H\x1b[?2026l"), "{asked:?}");
    }
}
