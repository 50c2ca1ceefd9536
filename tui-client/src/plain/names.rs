//! Which chat is meant: by its number in the list, by its title, or by how a title begins. What was opened is said before
//! anything is written in it.

use protocol::{Conversation, ConversationId};

/// Whether one chat is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// This one.
    One(ConversationId),
    /// One of these.
    Several(Vec<ConversationId>),
    /// None.
    None,
}

/// The chat that is meant.
pub(super) fn meant(wish: &str, all: &[Conversation], listed: &[ConversationId]) -> Meant {
    if let Ok(number) = wish.parse::<usize>() {
        return number.checked_sub(1).and_then(|at| listed.get(at)).map_or(Meant::None, |id| Meant::One(*id));
    }
    let folded = fold(wish);
    let whole = |title: &str| title == folded;
    let begins = |title: &str| title.starts_with(&folded);
    let ids = |fits: &dyn Fn(&str) -> bool| -> Vec<ConversationId> {
        all.iter().filter(|c| fits(&fold(&c.title))).map(|c| c.id).collect()
    };
    let found = Some(ids(&whole)).filter(|found| !found.is_empty()).unwrap_or_else(|| ids(&begins));
    match found[..] {
        [] => Meant::None,
        [one] => Meant::One(one),
        [..] => Meant::Several(found),
    }
}

fn fold(text: &str) -> String {
    text.trim().to_lowercase().replace('ё', "е")
}
