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

/// What became of wishes of unknown outcome, as is seen when all is at rest. What is not as they wanted it then is
/// refused: they explain no loss of what is done later.
pub(crate) fn settled(truth: &Truth) -> impl Fn(&Amend) -> Outcome {
    let rows: HashMap<MessageId, &Row> = truth.by_client_id.values().map(|row| (row.place.0, row)).collect();
    move |amend| {
        let is_so = |row: &&&Row| match &amend.deed {
            Deed::Edit(text) => row.text == *text,
            Deed::Delete => row.deleted,
            Deed::React { emoji, set } => is_signed(truth, row, (amend.by, emoji)) == *set,
        };
        let row = rows.get(&amend.message).filter(is_so);
        row.map_or(Outcome::Refused, |row| Outcome::Done(row.place.2))
    }
}

fn is_signed(truth: &Truth, row: &Row, (user, emoji): (UserId, &str)) -> bool {
    let signs = truth.rooms.get(&row.conversation).and_then(|room| room.signs.get(&row.place.1));
    signs.is_some_and(|all| all.contains(&(user, emoji.to_owned())))
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
        let is = is_signed(truth, row, (user, emoji));
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

    /// What a message looks like: how it differs, and who has put which signs to it.
    type Look<'a> = (fn(&mut Row), Signs<'a>);
    type Signs<'a> = &'a [(u128, &'a str)];
    type Wish = (Deed, Outcome);

    /// What a message looks like, and what people wanted of it.
    fn found(change: fn(&mut Row), signs: &[(u128, &str)], wanted: &[Wish]) -> Vec<Broken> {
        findings(&truth((change, signs)), &amends(wanted))
    }

    /// The same at two rests: at the first it is whole, then more is wanted.
    fn found_later(first: Look<'_>, wanted: &[Wish], later: Look<'_>, more: &[Wish]) -> Vec<Broken> {
        let (before, mut all) = (truth(first), amends(wanted));
        assert_eq!(findings(&before, &all), []);
        let became = settled(&before);
        for open in all.iter_mut().filter(|amend| amend.outcome == Outcome::Open) {
            open.outcome = became(open);
        }
        assert_eq!(findings(&before, &all), [], "what is settled explains the same");
        all.extend(amends(more));
        findings(&truth(later), &all)
    }

    fn amends(wanted: &[Wish]) -> Vec<Amend> {
        let amend = |(deed, outcome): &Wish| Amend {
            conversation: id(ROOM),
            message: id(1),
            by: id(ME),
            deed: deed.clone(),
            outcome: *outcome,
        };
        wanted.iter().map(amend).collect()
    }

    fn truth((change, signs): Look<'_>) -> Truth {
        let mut row = Row {
            author: id(ME),
            conversation: id(ROOM),
            place: (id(1), 1, 5),
            text: "first".into(),
            deleted: false,
            edited: false,
        };
        change(&mut row);
        let signs = signs.iter().map(|(user, emoji)| (id(*user), (*emoji).to_owned())).collect();
        let stored = Stored { signs: BTreeMap::from([(1, signs)]), ..Stored::default() };
        Truth {
            rooms: BTreeMap::from([(id(ROOM), stored)]),
            by_client_id: HashMap::from([(id(7), row)]),
            broken: Vec::new(),
        }
    }

    fn findings(truth: &Truth, amends: &[Amend]) -> Vec<Broken> {
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
        let findings = amended(truth, &HashMap::from([(id(7), sent)]), amends);
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
        assert_eq!(found(gone, &[], &[(Deed::Delete, Outcome::Refused)]), LOST, "by one who may not");
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

    #[test]
    fn what_was_not_done_at_rest_explains_no_later_loss() {
        let first: fn(&mut Row) = |_| {};
        let second: fn(&mut Row) = |row| row.text = "second".into();
        let third: fn(&mut Row) = |row| (row.place.2, row.text) = (9, "third".into());
        let open = [(edit("second"), Outcome::Open)];
        let done = [(edit("third"), Outcome::Done(9))];
        let late: fn(&mut Row) = |row| (row.place.2, row.text) = (9, "second".into());
        let gone: fn(&mut Row) = |row| row.deleted = true;
        for rest in [first, second] {
            assert_eq!(found_later((rest, &[]), &open, (third, &[]), &done), []);
            assert_eq!(found_later((rest, &[]), &open, (late, &[]), &done), LOST, "the later edit");
        }
        assert_eq!(found_later((second, &[]), &open, (second, &[]), &[]), []);
        assert_eq!(found_later((second, &[]), &open, (first, &[]), &[]), LOST, "it was so at rest");
        assert_eq!(found_later((first, &[]), &[(Deed::Delete, Outcome::Open)], (gone, &[]), &[]), LOST);
    }

    #[test]
    fn open_signs_explain_only_what_is_there_until_the_next_rest() {
        let now: fn(&mut Row) = |_| {};
        let late: fn(&mut Row) = |row| row.place.2 = 9;
        let open = [(LIKE, Outcome::Open), (UNLIKE, Outcome::Open)];
        let (there, none): (Signs<'_>, Signs<'_>) = (&[(ME, "👍")], &[]);
        for rest in [there, none] {
            let put = [(LIKE, Outcome::Done(9))];
            assert_eq!(found_later((now, rest), &open, (late, there), &put), []);
            assert_eq!(found_later((now, rest), &open, (late, none), &put), LOST);
            let taken = [(UNLIKE, Outcome::Done(9))];
            assert_eq!(found_later((now, rest), &open, (late, none), &taken), []);
            assert_eq!(found_later((now, rest), &open, (late, there), &taken), LOST);
        }
    }
}
