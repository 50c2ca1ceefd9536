//! Finding people: the server knows all, but only as their names are written; this device knows those whom one writes to, in
//! whatever letters they are looked for, and without a connection.

use protocol::User;

use crate::{matching::Sought, model::Model};

/// Of those whom one writes to, at most so many are added.
const MOST: usize = 20;

/// What a name is worth in which the letters themselves occur: slips are not forgiven to whoever chooses a person.
const WELL: u32 = 50;

/// What was found, and after it those whom one writes to and whose names fit as well; they alone where nothing could be asked.
pub(super) fn with_known(
    model: &Model,
    query: &str,
    answer: Result<Vec<User>, String>,
) -> Result<Vec<User>, String> {
    let sought = Sought::new(query);
    // An address means one, and no name that happens to look like it.
    if sought.is_empty() || query.contains('@') {
        return answer;
    }
    let peers = model.chats.iter().filter_map(|chat| chat.peer.as_ref());
    let mut known: Vec<(u32, &User)> = peers
        .filter_map(|peer| Some((sought.fits(&peer.name).filter(|fits| *fits >= WELL)?, peer)))
        .collect();
    // Stable: of those that fit alike the one with whom one spoke last is the first.
    known.sort_by_key(|(fits, _)| std::cmp::Reverse(*fits));
    let mut people = match answer {
        Ok(people) => people,
        Err(why) if known.is_empty() => return Err(why),
        Err(_) => Vec::new(),
    };
    let fresh: Vec<User> = known
        .into_iter()
        .map(|(_, peer)| peer)
        .filter(|peer| !people.iter().any(|user| user.id == peer.id))
        .take(MOST)
        .cloned()
        .collect();
    people.extend(fresh);
    Ok(people)
}
