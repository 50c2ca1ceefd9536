//! Who is in which conversation, and how much is said there.

use std::collections::HashSet;

use protocol::ConversationKind;
use rand::{
    RngExt,
    rngs::StdRng,
    seq::{SliceRandom, index},
};

use super::Size;

/// The first person is in this many of the chats, if there are so many, so that one can live in them …
const CHATS_OF_FIRST: usize = 2_000;
/// … and in this many of the groups.
const GROUPS_OF_FIRST: usize = 100;
/// The largest group.
const READERS: usize = 20_000;
/// Tries to find two who have no chat yet, before a group chat is made instead.
const TRIES: usize = 16;

/// A conversation that shall be: its members by their number, the owner first, and how many messages it has.
pub(super) struct Sketch {
    pub(super) kind: ConversationKind,
    pub(super) members: Vec<usize>,
    pub(super) messages: usize,
}

/// Draws all of them.
pub(super) fn draw(size: &Size, rng: &mut StdRng) -> Vec<Sketch> {
    let mut pairs = HashSet::new();
    let mut sketches = Vec::with_capacity(size.chats + size.groups);
    for i in 0..size.chats {
        let first = i < CHATS_OF_FIRST;
        let pair = if rng.random_ratio(4, 5) { pair(rng, size.users, first, &mut pairs) } else { None };
        let (kind, members) = match pair {
            Some(pair) => (ConversationKind::PersonalChat, pair),
            None => (ConversationKind::GroupChat, circle(rng, size.users, first)),
        };
        sketches.push(Sketch { kind, members, messages: 0 });
    }
    for i in 0..size.groups {
        let public = rng.random_ratio(2, 3);
        let kind = if public { ConversationKind::PublicGroup } else { ConversationKind::PrivateGroup };
        sketches.push(Sketch { kind, members: audience(rng, size.users, i), messages: 0 });
    }
    share(&mut sketches, size.messages, rng);
    sketches
}

/// Low numbers are drawn more often: some people are in many conversations.
fn somebody(rng: &mut StdRng, users: usize) -> usize {
    rng.random_range(0..users).min(rng.random_range(0..users))
}

fn pair(
    rng: &mut StdRng,
    users: usize,
    first: bool,
    known: &mut HashSet<(usize, usize)>,
) -> Option<Vec<usize>> {
    (0..TRIES).find_map(|_| {
        let one = if first { 0 } else { somebody(rng, users) };
        let other = rng.random_range(0..users);
        let new = one != other && known.insert((one.min(other), one.max(other)));
        new.then(|| if rng.random() { vec![one, other] } else { vec![other, one] })
    })
}

/// The members of a group chat: 3 to 30, more often few.
fn circle(rng: &mut StdRng, users: usize, first: bool) -> Vec<usize> {
    let count = 3 + rng.random_range(0..28).min(rng.random_range(0..28));
    let mut members = index::sample(rng, users, count.min(users)).into_vec();
    if first && !members.contains(&0) {
        let place = rng.random_range(0..members.len());
        members[place] = 0;
    }
    members
}

/// The members of the `i`th group: everybody is in the first, half of them in the second, a third in the third.
fn audience(rng: &mut StdRng, users: usize, i: usize) -> Vec<usize> {
    let count = (users / (i + 1)).clamp(users.min(10), READERS);
    let mut members = index::sample(rng, users, count).into_vec();
    if i < GROUPS_OF_FIRST {
        let last = members.len() - 1;
        let place = members.iter().position(|&member| member == 0).unwrap_or(last);
        members[place] = 0;
        // They own some, so that they can post, and read the others.
        members.swap(place, if i.is_multiple_of(4) { 0 } else { last });
    }
    members
}

/// Deals the messages out after Zipf: much is said in few conversations, and something in each, if there is enough.
fn share(sketches: &mut [Sketch], messages: usize, rng: &mut StdRng) {
    let each = usize::from(messages >= sketches.len());
    let rest = messages - each * sketches.len();
    let mut ranks: Vec<usize> = (0..sketches.len()).collect();
    ranks.shuffle(rng);
    let weight = |rank: usize| 1_000_000_000 / (rank as u128 + 8);
    let total: u128 = ranks.iter().map(|&rank| weight(rank)).sum();
    let (mut weights, mut dealt) = (0, 0);
    for (sketch, rank) in sketches.iter_mut().zip(ranks) {
        weights += weight(rank);
        let due = usize::try_from(rest as u128 * weights / total).unwrap_or(rest);
        sketch.messages = each + due - dealt;
        dealt = due;
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    fn cast(users: usize, chats: usize, groups: usize, messages: usize) -> Vec<Sketch> {
        let size = Size { users, chats, groups, messages, rng_seed: 7 };
        draw(&size, &mut StdRng::seed_from_u64(7))
    }

    #[test]
    fn every_message_has_a_place_and_few_conversations_have_most() {
        let cast = cast(500, 2_000, 20, 100_000);
        let mut counts: Vec<_> = cast.iter().map(|sketch| sketch.messages).collect();
        counts.sort_unstable();
        assert_eq!(counts.iter().sum::<usize>(), 100_000);
        assert!(counts[0] >= 1);
        assert!(counts[counts.len() - 200..].iter().sum::<usize>() > 50_000);
    }

    #[test]
    fn nobody_is_twice_in_one_and_no_two_have_two_chats() {
        let cast = cast(60, 3_000, 30, 0);
        let mut pairs = HashSet::new();
        for sketch in &cast {
            let distinct: HashSet<_> = sketch.members.iter().collect();
            assert_eq!(distinct.len(), sketch.members.len());
            assert!(sketch.members.len() > 1 && sketch.members.iter().all(|&member| member < 60));
            if sketch.kind == ConversationKind::PersonalChat {
                let mut pair = sketch.members.clone();
                pair.sort_unstable();
                assert_eq!(pair.len(), 2);
                assert!(pairs.insert(pair));
            }
        }
    }

    #[test]
    fn the_first_is_in_up_to_2000_chats_and_owns_some_groups() {
        let cast = cast(5_000, 2_500, 40, 0);
        let mine = cast.iter().filter(|sketch| sketch.members.contains(&0)).count();
        assert!(mine >= 2_040, "{mine}");
        assert!(cast.iter().any(|sketch| sketch.kind.is_group() && sketch.members[0] == 0));
        assert!(cast.iter().any(|sketch| sketch.kind.is_group() && sketch.members[0] != 0));
    }

    #[test]
    fn two_people_without_anything_to_say_are_enough() {
        assert_eq!(cast(2, 3, 1, 0).len(), 4);
        assert_eq!(cast(2, 0, 0, 0).len(), 0);
    }
}
