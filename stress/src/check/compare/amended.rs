//! What became of messages is what people wanted of them: nothing that was done is gone, nothing is there that nobody
//! wanted. What nobody knows of may have happened or not.

use std::collections::{BTreeMap, HashMap};

use protocol::{ClientId, MessageId, UserId};

use super::Finding;
use crate::{
    amend::{Amend, Deed, Outcome},
    check::truth::{Row, Truth},
    ledger::Sent,
    tally::Broken,
};

/// What is wrong of a message, if anything.
type Wrong = Option<(Broken, String)>;

/// Looks at every message.
pub(crate) fn amended(truth: &Truth, sent: &HashMap<ClientId, Sent>, amends: &[Amend]) -> Vec<Finding> {
    let mut by_message: HashMap<MessageId, Vec<&Amend>> = HashMap::new();
    for amend in amends.iter().filter(|amend| amend.outcome != Outcome::Refused) {
        by_message.entry(amend.message).or_default().push(amend);
    }
    let mut findings = Vec::new();
    for (client_id, row) in &truth.by_client_id {
        let wanted = by_message.get(&row.place.0).map_or(&[][..], Vec::as_slice);
        let original = sent.get(client_id).map_or("", |one| &one.text);
        let wrong = [behind(row, wanted), text(row, original, wanted)].into_iter().flatten();
        let signs = if row.deleted { Vec::new() } else { signs(truth, row, wanted) };
        let seq = row.place.1;
        findings.extend(wrong.chain(signs).map(|(what, detail)| {
            (what, Some(row.conversation), format!("message {seq} (“{original}”): {detail}"))
        }));
    }
    findings
}

/// It was told to be so at a version that it does not have.
fn behind(row: &Row, wanted: &[&Amend]) -> Wrong {
    let told = wanted.iter().filter_map(|amend| version(amend)).max()?;
    let is = row.place.2;
    (told > is).then(|| (Broken::Lost, format!("it was done at version {told}, and is at {is}")))
}

fn text(row: &Row, original: &str, wanted: &[&Amend]) -> Wrong {
    let is_deed = |amend: &&&Amend| matches!(amend.deed, Deed::Delete);
    let deletes = || wanted.iter().filter(is_deed);
    if row.deleted {
        let unasked = deletes().next().is_none();
        return unasked.then(|| (Broken::Lost, "it is gone, and nobody took it back".to_owned()));
    }
    if let Some(amend) = deletes().find(|amend| version(amend).is_some()) {
        return Some((Broken::Lost, format!("it was taken back ({amend:?}), and is there")));
    }
    let edits = || wanted.iter().filter(|amend| matches!(amend.deed, Deed::Edit(_)));
    let done = edits().filter(|amend| version(amend).is_some()).max_by_key(|amend| version(amend));
    let may_say = |amend: &&&Amend| amend.deed == Deed::Edit(row.text.clone());
    let as_wanted = match done {
        Some(last) => may_say(&last),
        None => row.text == original,
    };
    let is_open = |amend: &&Amend| amend.outcome == Outcome::Open;
    let explained = as_wanted || edits().filter(|amend| is_open(amend)).any(|amend| may_say(&amend));
    (!explained).then(|| (Broken::Lost, format!("it says “{}”; last it was made {done:?}", row.text)))
}

fn signs(truth: &Truth, row: &Row, wanted: &[&Amend]) -> Vec<(Broken, String)> {
    let stored = truth.rooms.get(&row.conversation).and_then(|room| room.signs.get(&row.place.1));
    let mut signs: BTreeMap<(UserId, &str), Vec<(&Amend, bool)>> = BTreeMap::new();
    for (user, emoji) in stored.into_iter().flatten() {
        signs.entry((*user, emoji)).or_default();
    }
    for amend in wanted {
        if let Deed::React { emoji, set } = &amend.deed {
            signs.entry((amend.by, *emoji)).or_default().push((amend, *set));
        }
    }
    let wrong = signs.into_iter().filter_map(|((user, emoji), wishes)| {
        let is = stored.is_some_and(|all| all.contains(&(user, emoji.to_owned())));
        let done = wishes.iter().filter(|(amend, _)| version(amend).is_some());
        let last = done.max_by_key(|(amend, _)| version(amend));
        let as_wanted = last.map_or(!is, |(_, set)| *set == is);
        let open = |(amend, set): &(&Amend, bool)| amend.outcome == Outcome::Open && *set == is;
        let explained = as_wanted || wishes.iter().any(open);
        (!explained).then(|| (Broken::Lost, format!("{emoji} of {user} is there: {is}; last wish {last:?}")))
    });
    wrong.collect()
}

const fn version(amend: &Amend) -> Option<i64> {
    match amend.outcome {
        Outcome::Done(version) => Some(version),
        Outcome::Open | Outcome::Refused => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::truth::Stored,
        client::sample::{ME, OTHER, ROOM, id},
    };

    /// What a message looks like, and what people wanted of it.
    fn found(change: fn(&mut Row), signs: &[(u128, &str)], wanted: &[(Deed, Outcome)]) -> Vec<Broken> {
        let mut row = Row {
            author: id(ME),
            conversation: id(ROOM),
            place: (id(1), 1, 5),
            text: "first".into(),
            deleted: false,
            edited: false,
        };
        change(&mut row);
        let sent = Sent {
            author: id(ME),
            conversation: id(ROOM),
            stream: "one".into(),
            number: 1,
            text: "first".into(),
            place: None,
            overtook: false,
            refused: false,
        };
        let signs = signs.iter().map(|(user, emoji)| (id(*user), (*emoji).to_owned())).collect();
        let stored = Stored { signs: BTreeMap::from([(1, signs)]), ..Stored::default() };
        let truth = Truth {
            rooms: BTreeMap::from([(id(ROOM), stored)]),
            by_client_id: HashMap::from([(id(7), row)]),
            broken: Vec::new(),
        };
        let amend = |(deed, outcome): &(Deed, Outcome)| Amend {
            conversation: id(ROOM),
            message: id(1),
            by: id(ME),
            deed: deed.clone(),
            outcome: *outcome,
        };
        let amends: Vec<_> = wanted.iter().map(amend).collect();
        let findings = amended(&truth, &HashMap::from([(id(7), sent)]), &amends);
        findings.into_iter().map(|(what, ..)| what).collect()
    }

    fn edit(text: &str) -> Deed {
        Deed::Edit(text.into())
    }

    const LIKE: Deed = Deed::React { emoji: "👍", set: true };
    const UNLIKE: Deed = Deed::React { emoji: "👍", set: false };
    const LOST: [Broken; 1] = [Broken::Lost];

    #[test]
    fn the_last_edit_that_was_done_stays_unless_one_of_unknown_outcome_came_later() {
        let second = |row: &mut Row| row.text = "second".into();
        let edits = [(edit("other"), Outcome::Done(3)), (edit("second"), Outcome::Done(5))];
        assert_eq!(found(second, &[], &edits), []);
        assert_eq!(found(|row| row.text = "other".into(), &[], &edits), LOST);
        assert_eq!(found(|_| {}, &[], &edits), LOST);
        assert_eq!(found(|_| {}, &[], &[(edit("second"), Outcome::Open)]), []);
        assert_eq!(found(second, &[], &[(edit("second"), Outcome::Open)]), []);
        assert_eq!(found(second, &[], &[(edit("second"), Outcome::Refused)]), LOST);
        assert_eq!(found(second, &[], &[(edit("second"), Outcome::Done(6))]), LOST, "a later version");
    }

    #[test]
    fn what_was_taken_back_is_gone_and_nothing_else_is() {
        let gone = |row: &mut Row| (row.deleted, row.text) = (true, String::new());
        assert_eq!(found(gone, &[], &[(Deed::Delete, Outcome::Done(5)), (LIKE, Outcome::Done(4))]), []);
        assert_eq!(found(gone, &[], &[(Deed::Delete, Outcome::Open)]), []);
        assert_eq!(found(gone, &[], &[]), LOST);
        assert_eq!(found(|_| {}, &[], &[(Deed::Delete, Outcome::Done(5))]), LOST);
        assert_eq!(found(|_| {}, &[], &[(Deed::Delete, Outcome::Open)]), []);
    }

    #[test]
    fn a_sign_is_where_its_owner_wanted_it_last() {
        let both = [(LIKE, Outcome::Done(4)), (UNLIKE, Outcome::Done(5))];
        assert_eq!(found(|_| {}, &[], &both), []);
        assert_eq!(found(|_| {}, &[(ME, "👍")], &both), LOST);
        assert_eq!(found(|_| {}, &[], &both[..1]), LOST);
        assert_eq!(found(|_| {}, &[(OTHER, "👍")], &[]), LOST, "nobody put it");
        let open = [(LIKE, Outcome::Done(4)), (UNLIKE, Outcome::Open)];
        assert_eq!((found(|_| {}, &[], &open), found(|_| {}, &[(ME, "👍")], &open)), (vec![], vec![]));
    }
}
