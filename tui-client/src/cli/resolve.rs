//! Which conversation or person somebody means. A title is taken only whole: a message to the wrong person cannot be taken
//! back.

use std::cmp::Reverse;

use protocol::{Conversation, User};

use super::trouble::{Candidate, Trouble};
use crate::matching::Sought;

/// Titles that are offered when none fits.
const NEAR: usize = 5;

/// The conversation with that id or title.
pub(super) fn conversation<'a>(wish: &str, all: &'a [Conversation]) -> Result<&'a Conversation, Trouble> {
    if let Ok(id) = wish.parse() {
        return all.iter().find(|c| c.id == id).ok_or_else(|| not_found(wish, &[]));
    }
    let titled: Vec<&Conversation> = all.iter().filter(|c| fold(&c.title) == fold(wish)).collect();
    match titled[..] {
        [one] => Ok(one),
        [] => Err(not_found(wish, &all.iter().map(|c| c.title.as_str()).collect::<Vec<_>>())),
        [..] => Err(Trouble::Ambiguous {
            wish: wish.to_owned(),
            fit: titled.into_iter().map(Candidate::from).collect(),
        }),
    }
}

/// The person of that name among those who were found.
pub(super) fn person<'a>(wish: &str, found: &'a [User]) -> Result<&'a User, Trouble> {
    let named: Vec<&User> = found.iter().filter(|user| fold(&user.name) == fold(wish)).collect();
    match named[..] {
        [one] => Ok(one),
        [] => Err(not_found(wish, &found.iter().map(|user| user.name.as_str()).collect::<Vec<_>>())),
        [..] => {
            let fit = named.into_iter().map(|user| Candidate {
                id: user.id.to_string(),
                kind: "person",
                title: user.name.clone(),
            });
            Err(Trouble::Ambiguous { wish: wish.to_owned(), fit: fit.collect() })
        }
    }
}

fn not_found(wish: &str, titles: &[&str]) -> Trouble {
    let sought = Sought::new(wish);
    let titles = titles.iter().filter(|_| !sought.is_empty());
    let mut near: Vec<(u32, &str)> = titles.filter_map(|title| Some((sought.fits(title)?, *title))).collect();
    // Stable: of those that fit alike the liveliest comes first.
    near.sort_by_key(|(fits, _)| Reverse(*fits));
    let near = near.into_iter().take(NEAR).map(|(_, title)| title.to_owned()).collect();
    Trouble::NotFound { wish: wish.to_owned(), near }
}

/// What makes no difference: case, ё, and spaces around.
fn fold(text: &str) -> String {
    text.trim().to_lowercase().replace('ё', "е")
}

#[cfg(test)]
mod tests {
    use protocol::{ConversationKind, Role, Timestamp};
    use uuid::Uuid;

    use super::*;

    fn chat(number: u128, title: &str) -> Conversation {
        Conversation {
            id: Uuid::from_u128(number).into(),
            kind: ConversationKind::PersonalChat,
            title: title.into(),
            peer: None,
            presence: None,
            created_at: Timestamp::from_millis(0),
            member_count: 2,
            role: Role::Member,
            version: 1,
            last_seq: 0,
            read_seq: 0,
            read_watermark: 0,
            read_by_some: 0,
            unread_mentions: 0,
            settings: protocol::Settings::default(),
            last_message: None,
        }
    }

    #[test]
    fn a_title_is_meant_whatever_its_case_but_only_whole() {
        let all = [chat(1, "Пётр"), chat(2, "Boris"), chat(3, "Boris Johnson")];
        assert_eq!(conversation(" петр ", &all).unwrap().id, all[0].id);
        assert_eq!(conversation("BORIS", &all).unwrap().id, all[1].id);
        let Err(Trouble::NotFound { near, .. }) = conversation("bor", &all) else { panic!("it guessed") };
        assert_eq!(near, ["Boris", "Boris Johnson"]);
        for (slip, meant) in [("boriss", "Boris"), ("petr", "Пётр"), ("ghbdtn", "")] {
            let Err(Trouble::NotFound { near, .. }) = conversation(slip, &all) else { panic!("it guessed") };
            assert_eq!(near.first().map_or("", String::as_str), meant, "{slip}");
        }
        let Err(Trouble::NotFound { near, .. }) = conversation("", &all) else { panic!("it guessed") };
        assert!(near.is_empty());
    }

    #[test]
    fn an_id_is_meant_exactly_and_namesakes_are_told_apart_by_it() {
        let all = [chat(1, "Boris"), chat(2, "boris")];
        assert_eq!(conversation(&all[1].id.to_string(), &all).unwrap().id, all[1].id);
        assert!(matches!(conversation(&Uuid::from_u128(9).to_string(), &all), Err(Trouble::NotFound { .. })));
        let Err(Trouble::Ambiguous { fit, .. }) = conversation("Boris", &all) else { panic!("it guessed") };
        assert_eq!(
            fit.iter().map(|one| one.id.clone()).collect::<Vec<_>>(),
            all.each_ref().map(|c| c.id.to_string())
        );
    }

    #[test]
    fn people_are_meant_by_their_whole_name() {
        let user = |number, name: &str| User { id: Uuid::from_u128(number).into(), name: name.into() };
        let found = [user(1, "Анна"), user(2, "Анна Мария"), user(3, "анна мария")];
        assert_eq!(person("анна", &found).unwrap().id, found[0].id);
        assert!(matches!(person("Анна Мария", &found), Err(Trouble::Ambiguous { .. })));
        assert!(matches!(person("Ан", &found), Err(Trouble::NotFound { .. })));
    }
}
