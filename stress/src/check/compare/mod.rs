//! What must hold between what was sent, what is stored and what clients hold: pure, so that it can be proved to fail.

mod amended;

use std::{collections::HashMap, time::Duration};

use protocol::{ClientId, ConversationId, Role, UserId};

pub(crate) use self::amended::{amended, settled};
use crate::check::truth::{Stored, Truth};
use crate::{
    client::{Model, held::signs_of, room::Room},
    ledger::{Memberships, Sent},
    tally::Broken,
};

/// A broken promise, where, and in words.
pub(crate) type Finding = (Broken, Option<ConversationId>, String);

/// Every acknowledged message is stored once, as acknowledged; the messages of one client are in its order; nothing is
/// stored that nobody sent, or twice.
pub(crate) fn sent(truth: &Truth, sent: &HashMap<ClientId, Sent>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut streams: HashMap<(&str, ConversationId), Vec<(u64, i64)>> = HashMap::new();
    for (id, one) in sent {
        let said = &one.text;
        let row = truth.by_client_id.get(id);
        let wrong = match (row, one.place) {
            (None, Some(place)) => Some((Broken::Lost, format!("“{said}” was acked at {place:?}"))),
            // What an edited one says is a question of its own: see `amended`.
            (Some(row), _)
                if (row.author, row.conversation) != (one.author, one.conversation)
                    || !(row.edited || row.deleted || row.text == *said) =>
            {
                Some((Broken::Differs, format!("“{said}” is stored as {row:?}")))
            }
            (Some(row), Some(place))
                if (row.place.0, row.place.1) != (place.0, place.1) || row.place.2 < place.2 =>
            {
                Some((
                    Broken::Disorder,
                    format!("“{said}” was acked at {place:?}, and is at {:?}", row.place),
                ))
            }
            (Some(row), _) if one.refused => {
                Some((Broken::Fault, format!("“{said}” was refused, and is at {:?}", row.place)))
            }
            _ => None,
        };
        findings.extend(wrong.map(|(what, detail)| (what, Some(one.conversation), detail)));
        if let Some(row) = row.filter(|_| !one.overtook) {
            let stream = streams.entry((&one.stream, one.conversation)).or_default();
            stream.push((one.number, row.place.1));
        }
    }
    findings.extend(streams.into_iter().filter_map(|((stream, id), mut places)| {
        places.sort_unstable();
        let wrong = places.windows(2).find(|two| two[0].1 >= two[1].1)?;
        let what = format!(
            "{stream}: its {} is at {}, its {} at {}",
            wrong[0].0, wrong[0].1, wrong[1].0, wrong[1].1
        );
        Some((Broken::Disorder, Some(id), what))
    }));
    findings.extend(strangers(truth, sent));
    findings
}

fn strangers(truth: &Truth, sent: &HashMap<ClientId, Sent>) -> Vec<Finding> {
    let mut texts: HashMap<&str, i64> = HashMap::new();
    let mut findings = Vec::new();
    for (id, row) in &truth.by_client_id {
        let seq = row.place.1;
        if !sent.contains_key(id) {
            findings.push((
                Broken::Doubled,
                Some(row.conversation),
                format!("nobody sent {seq}: “{}”", row.text),
            ));
        }
        if let Some(other) = texts.insert(&row.text, seq).filter(|_| !row.deleted) {
            let what = format!("“{}” is at {other} and at {seq}", row.text);
            findings.push((Broken::Doubled, Some(row.conversation), what));
        }
    }
    findings
}

/// The places of a stored conversation are 1, 2, 3, … That its versions fit is verified where it is stored.
pub(crate) fn stored(id: ConversationId, room: &Stored) -> Vec<Finding> {
    let places: Vec<i64> = room.messages.keys().copied().collect();
    let dense: Vec<i64> = (1..=room.last_seq).collect();
    let mut findings = Vec::new();
    if places != dense {
        let missing: Vec<_> = dense.iter().filter(|seq| !places.contains(seq)).take(10).collect();
        let what = format!("{} messages up to {}, missing {missing:?}", places.len(), room.last_seq);
        findings.push((Broken::Lost, Some(id), what));
    }
    findings
}

/// What a client holds is what is stored: every conversation of its user and no other, at its version, and each message
/// that is held, without a hole.
pub(crate) fn held(model: &Model, truth: &Truth) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, stored) in &truth.rooms {
        match (model.rooms.get(id), stored.members.contains(&model.me)) {
            (Some(room), true) => findings.extend(room_held((*id, model.me), room, stored)),
            (Some(_), false) => {
                findings.push((Broken::Leaked, Some(*id), "held by one who is not in it".to_owned()));
            }
            (None, true) => {
                findings.push((Broken::Lost, Some(*id), "not held by one who is in it".to_owned()));
            }
            (None, false) => {}
        }
    }
    findings
}

fn room_held((id, me): (ConversationId, UserId), room: &Room, stored: &Stored) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut wrong = |what, detail| findings.push((what, Some(id), detail));
    if (room.version, room.last_seq) != (stored.version, stored.last_seq) {
        let (held, is) = ((room.version, room.last_seq), (stored.version, stored.last_seq));
        wrong(Broken::Lost, format!("version and last are held as {held:?} and are {is:?}"));
    }
    let from = room.messages.first_key_value().map_or(room.last_seq + 1, |(seq, _)| *seq);
    for seq in from..=stored.last_seq {
        match (room.messages.get(&seq), stored.messages.get(&seq)) {
            (Some(mine), Some(theirs)) if mine.looks_as(theirs) => {
                let all = stored.signs.get(&seq).into_iter().flatten();
                let own = all.filter(|(user, _)| *user == me).map(|(_, emoji)| emoji.as_str());
                if mine.signs != signs_of(own) {
                    wrong(Broken::Differs, format!("own signs to message {seq} are held otherwise"));
                }
            }
            (None, Some(_)) => wrong(Broken::Lost, format!("message {seq} is not held")),
            (mine, theirs) => {
                wrong(Broken::Differs, format!("message {seq} is held as {mine:?}, is {theirs:?}"));
            }
        }
    }
    if room.messages.keys().next_back().is_some_and(|last| *last > stored.last_seq) {
        wrong(Broken::Doubled, "more is held than there is".to_owned());
    }
    findings
}

/// State + events = fresh state: what a client holds of the list is what one without a cache is told. Reading is
/// compared apart: see [`reads`].
pub(crate) fn fresh(model: &Model, fresh: &Model) -> Vec<Finding> {
    let (mine, theirs) = (told(model), told(fresh));
    let differing = mine.iter().filter(|line| !theirs.contains(line));
    let mut findings: Vec<Finding> = differing
        .map(|(id, line)| {
            let fresh = theirs.iter().find(|(other, _)| other == id).map(|(_, line)| line);
            (Broken::Differs, Some(*id), format!("the list holds {line:?}, a fresh client is told {fresh:?}"))
        })
        .collect();
    let missing = theirs.iter().filter(|(id, _)| !model.rooms.contains_key(id));
    findings
        .extend(missing.map(|(id, _)| (Broken::Lost, Some(*id), "only a fresh client has it".to_owned())));
    findings
}

/// A line of the list: version, last message, title, members and role.
type Line<'a> = (ConversationId, (i64, i64, &'a str, i64, Role));

fn told(model: &Model) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for (id, room) in &model.rooms {
        lines.push((*id, (room.version, room.last_seq, room.title.as_str(), room.member_count, room.role)));
    }
    lines
}

/// Read positions of a client that are behind those that a fresh one is told. They repair themselves at the next
/// `hello`; where nothing between server and client was lost, there are none.
pub(crate) fn reads(model: &Model, fresh: &Model) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, room) in &model.rooms {
        let Some(told) = fresh.rooms.get(id) else { continue };
        if room.read_seq != told.read_seq {
            let what = format!("own reading is held at {}, is {}", room.read_seq, told.read_seq);
            findings.push((Broken::Differs, Some(*id), what));
        }
        if room.kind.is_chat() && room.read_by_some < told.read_by_some {
            let what = format!("read by some is held at {}, is {}", room.read_by_some, told.read_by_some);
            findings.push((Broken::Differs, Some(*id), what));
        }
    }
    findings
}

/// Unread messages that call somebody are counted as they are stored; a client that counts them itself, because it holds
/// all that are unread, comes to the same number.
pub(crate) fn calls(model: &Model, fresh: &Model, truth: &Truth) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, told) in &fresh.rooms {
        let Some(stored) = truth.rooms.get(id) else { continue };
        let is_called = |(author, called): &(UserId, Vec<Option<UserId>>)| {
            *author != model.me && called.iter().any(|user| user.is_none_or(|user| user == model.me))
        };
        let unread = stored.calls.range(told.read_seq + 1..);
        let is = unread.filter(|(_, call)| is_called(call)).count();
        if usize::try_from(told.unread_mentions) != Ok(is) {
            let what = format!("{} unread calls are told, {is} are stored", told.unread_mentions);
            findings.push((Broken::Differs, Some(*id), what));
        }
        let room = model.rooms.get(id).filter(|room| room.read_seq == told.read_seq);
        if let Some(counted) = room.and_then(Room::counts_calls).filter(|counted| *counted != is) {
            let what = format!("{counted} unread calls are held, {is} are stored");
            findings.push((Broken::Differs, Some(*id), what));
        }
    }
    findings
}

/// How many authors were not told of what all have read, as far as their client knows.
pub(crate) fn untold(model: &Model, fresh: &Model) -> usize {
    let untold = |(id, room): &(&ConversationId, &Room)| {
        let mine =
            |upto: i64| room.messages.range(..=upto).rev().find(|(_, held)| held.mine).map(|(seq, _)| *seq);
        fresh.rooms.get(id).is_some_and(|told| mine(room.watermark) < mine(told.watermark))
    };
    model.rooms.iter().filter(untold).count()
}

/// Nobody heard a live change of a conversation that they were not in at that version. `grace` is how long the news of a
/// removal may travel between nodes.
pub(crate) fn leaks(
    user: UserId,
    heard: &[(ConversationId, i64, Duration)],
    memberships: &Memberships,
    grace: Duration,
) -> Vec<Finding> {
    let leaked = heard.iter().filter_map(|(id, version, at)| {
        let known = memberships.get(&(*id, user))?;
        let (left, (is_in, since)) = known.range(..=version).next_back()?;
        let late = !is_in && *at > *since + grace;
        late.then(|| {
            (Broken::Leaked, Some(*id), format!("change {version} was heard after leaving at {left}"))
        })
    });
    leaked.collect()
}

#[cfg(test)]
mod tests;
