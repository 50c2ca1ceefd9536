//! The steps of a group commit, in their order: lock, find what is known, check, number, insert.

use std::collections::{BTreeMap, HashMap, HashSet};

use protocol::{ConversationId, Forwarded, Message, MessageId, Quote, UserId};

use super::{
    Draft, MISSING, Outcome,
    forwards::Copied,
    standings::{Counters, Sender, Standings},
    statements::{APPEND, Counted, FACTS, Facts, KNOWN, LOCK, Question, Stored},
};
use crate::{
    domain::{
        kind,
        permission::{self, Deed},
        role,
    },
    error::{Error, Result},
    store::{
        Conn,
        dialect::{Value, Work, rows},
        mentions,
        messages::{self, Quoted},
    },
};

/// Where a conversation is in this transaction, and where it was before.
#[derive(Clone, Copy)]
pub(super) struct Count {
    pub(super) at: Counters,
    pub(super) was: Counters,
}

impl From<Counters> for Count {
    fn from(at: Counters) -> Self {
        Self { at, was: at }
    }
}

/// By conversation.
pub(super) type Counts = HashMap<ConversationId, Count>;

fn conversations(drafts: &[Draft]) -> Vec<ConversationId> {
    let mut ids: Vec<_> = drafts.iter().map(|draft| draft.conversation_id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Where the conversations are, if that is known of all of them.
pub(super) fn remember(standings: &Standings, drafts: &[Draft]) -> Option<Counts> {
    conversations(drafts).into_iter().map(|id| Some((id, standings.at(id)?.into()))).collect()
}

/// Takes the conversations for this transaction.
pub(super) async fn lock(conn: &mut Conn, drafts: &[Draft]) -> Result<Counts> {
    let row = |id: ConversationId| vec![Value::Uuid(Some(id.uuid()))];
    let ids: Vec<_> = conversations(drafts).into_iter().map(row).collect();
    let found: Vec<Counted> = fetch_bulk!(conn, LOCK, &ids)?;
    let count = |Counted { id, last_seq, version }| (id.into(), Counters { last_seq, version }.into());
    Ok(found.into_iter().map(count).collect())
}

pub(super) fn question((i, draft): (usize, &Draft)) -> Question {
    let &Draft { conversation_id, sender_id, client_id, reply_to, forward_of, .. } = draft;
    Question { i, conversation_id, sender_id, client_id, reply_to, forward_of }
}

/// What was stored before is repeated, even to who may not write any more. Who is no member any more has back what they wrote,
/// and nothing of what others have said since: an answered message may be another one now, and there may be new signs.
pub(super) async fn find_known(
    conn: &mut Conn,
    drafts: &[Draft],
    outcomes: &mut [Option<Outcome>],
) -> Result<()> {
    let sql = conn.say(KNOWN);
    let questions: Vec<_> = drafts.iter().enumerate().map(question).collect();
    let known: Vec<Stored> = fetch_all!(conn, sql, rows(&questions))?;
    for Stored { i, id, is_member } in known {
        let i = usize::try_from(i).unwrap_or_default();
        if let Some(stored) = messages::by_id(conn, id.into()).await? {
            let seen = messages::seen_by(conn, drafts[i].sender_id, vec![stored]).await?;
            let told = |message| {
                if is_member { message } else { Message { quote: None, reactions: Vec::new(), ..message } }
            };
            outcomes[i] = seen.into_iter().next().map(told).map(Outcome::Repeated);
        }
    }
    Ok(())
}

/// Somebody who may write, and what their message answers.
pub(super) struct Writer {
    pub(super) sender: Sender,
    pub(super) quote: Option<Box<Quote>>,
}

/// Finds out who may write: from what is known at this version, else from the database. The rest is refused, unless
/// it has an outcome already.
pub(super) async fn check(
    conn: &mut Conn,
    standings: &Standings,
    (drafts, counted): (&[Draft], &Counts),
    outcomes: &mut [Option<Outcome>],
) -> Result<HashMap<usize, Writer>> {
    let mut senders = HashMap::with_capacity(drafts.len());
    let mut strange = Vec::new();
    for (i, draft) in drafts.iter().enumerate().filter(|(i, _)| outcomes[*i].is_none()) {
        let version = counted.get(&draft.conversation_id).map(|count| count.at.version);
        let known = version.filter(|_| draft.reply_to.is_none());
        match known.and_then(|version| standings.find(draft.conversation_id, version, draft.sender_id)) {
            Some(sender) => _ = senders.insert(i, Writer { sender, quote: None }),
            None => strange.push(question((i, draft))),
        }
    }
    if strange.is_empty() {
        return Ok(senders);
    }
    let sql = conn.say(FACTS);
    let facts: Vec<Facts> = fetch_all!(conn, sql, rows(&strange))?;
    for mut fact in facts {
        let i = usize::try_from(fact.i).unwrap_or_default();
        let Draft { conversation_id, sender_id, .. } = drafts[i];
        match (fact.verdict(), counted.get(&conversation_id)) {
            (Ok(()), Some(count)) => {
                let quote = fact.quote();
                let sender = Sender { read_seq: fact.read_seq.unwrap_or_default(), name: fact.sender_name };
                standings.learn(conversation_id, count.at, sender_id, sender.clone());
                senders.insert(i, Writer { sender, quote });
            }
            (Ok(()), None) => {}
            (Err(error), _) => outcomes[i] = Some(Outcome::Refused(error)),
        }
    }
    for Question { i, .. } in strange {
        if !senders.contains_key(&i) {
            outcomes[i].get_or_insert_with(|| Outcome::Refused(Error::not_found(MISSING)));
        }
    }
    Ok(senders)
}

impl Facts {
    fn verdict(&self) -> Result<()> {
        let kind = kind::parse(&self.kind).ok_or_else(|| Error::not_found(MISSING))?;
        permission::may(Deed::Write, kind, self.role.as_deref().and_then(role::parse), MISSING)?;
        if self.reply_ok { Ok(()) } else { Err(Error::not_found("Message not found")) }
    }

    fn quote(&mut self) -> Option<Box<Quote>> {
        Some(Box::new(messages::quote(Quoted {
            seq: self.quote_seq?,
            sender_id: self.quote_sender_id?,
            sender_name: self.quote_sender_name.take()?,
            text: self.quote_text.take(),
        })))
    }
}

/// A draft's place.
pub(super) struct Place {
    pub(super) i: usize,
    seq: i64,
    version: i64,
    /// Whom it mentions, as that is stored.
    mentions: Option<String>,
    /// The words that it forwards.
    copied: Option<Copied>,
}

impl Place {
    fn forwarded(&self) -> Option<&Forwarded> {
        self.copied.as_ref().map(|copied| &copied.forwarded)
    }

    fn row<'a>(&'a self, draft: &'a Draft) -> Vec<Value<'a>> {
        vec![
            Value::Uuid(Some(draft.conversation_id.uuid())),
            Value::Int(self.seq),
            Value::Uuid(Some(draft.id.uuid())),
            Value::Uuid(Some(draft.sender_id.uuid())),
            Value::Uuid(Some(draft.client_id.uuid())),
            Value::Text(Some(
                self.copied.as_ref().map_or(draft.text.as_str(), |copied| copied.text.as_str()),
            )),
            Value::Uuid(draft.reply_to.map(MessageId::uuid)),
            Value::Int(draft.created_at.millis()),
            Value::Int(self.version),
            Value::Text(self.mentions.as_deref()),
            Value::Uuid(self.forwarded().map(|first| first.user_id.uuid())),
            Value::Text(self.forwarded().map(|first| first.name.as_str())),
        ]
    }

    pub(super) const fn seq(&self) -> i64 {
        self.seq
    }

    pub(super) fn message(self, draft: &Draft, sender_name: String, quote: Option<Box<Quote>>) -> Message {
        let (text, forwarded) = match self.copied {
            Some(Copied { text, forwarded }) => (text, Some(Box::new(forwarded))),
            None => (draft.text.clone(), None),
        };
        Message {
            id: draft.id,
            conversation_id: draft.conversation_id,
            seq: self.seq,
            version: self.version,
            sender_id: draft.sender_id,
            sender_name,
            text,
            created_at: draft.created_at,
            client_id: Some(draft.client_id),
            edited_at: None,
            deleted: false,
            reply_to: draft.reply_to,
            quote,
            forwarded,
            mentions: draft.mentions.clone(),
            reactions: Vec::new(),
            is_read: false,
            read_by_count: 0,
            fully_read: false,
        }
    }
}

/// Hands places out in the drafts' order, and counts them. Of two copies in one group the first has a place.
pub(super) fn number(
    (drafts, mut copies): (&[Draft], HashMap<usize, Copied>),
    outcomes: &[Option<Outcome>],
    counted: &mut Counts,
) -> Vec<Place> {
    let mut fresh = HashSet::with_capacity(drafts.len());
    let mut placed = Vec::with_capacity(drafts.len());
    for (i, draft) in drafts.iter().enumerate().filter(|(i, _)| outcomes[*i].is_none()) {
        let Some(Count { at, .. }) = counted.get_mut(&draft.conversation_id) else { continue };
        if fresh.insert((draft.sender_id, draft.client_id)) {
            at.last_seq += 1;
            at.version += 1;
            let mentions = mentions::written(&draft.mentions);
            let copied = copies.remove(&i);
            placed.push(Place { i, seq: at.last_seq, version: at.version, mentions, copied });
        }
    }
    placed
}

/// What is written, durably and at once: all of it, unless a message is there already, or a conversation not where it was
/// remembered to be.
pub(super) fn work<'a>((drafts, placed): (&'a [Draft], &'a [Place]), counted: &Counts) -> Work<'a> {
    let uuid = |id| Value::Uuid(Some(id));
    // Each in one order: rows of members are taken as they come.
    let mut touched: BTreeMap<ConversationId, Vec<Value<'_>>> = BTreeMap::new();
    let mut newest: BTreeMap<(ConversationId, UserId), Vec<Value<'_>>> = BTreeMap::new();
    let mut messages = Vec::with_capacity(placed.len());
    for place in placed {
        let draft = &drafts[place.i];
        let (id, sender) = (draft.conversation_id, draft.sender_id);
        if let Some(Count { at, was }) = counted.get(&id) {
            let numbers = [at.last_seq, at.version, was.last_seq, was.version].map(Value::Int);
            touched.entry(id).or_insert_with(|| [uuid(id.uuid())].into_iter().chain(numbers).collect());
        }
        newest.insert((id, sender), vec![uuid(id.uuid()), uuid(sender.uuid()), Value::Int(place.seq)]);
        messages.push(place.row(draft));
    }
    let draft = |place: &Place| &drafts[place.i];
    let mentioning = placed.iter().filter(|place| !draft(place).mentions.is_empty());
    let mentions = mentioning.map(|place| {
        let draft = draft(place);
        (draft.conversation_id, place.seq, draft.mentions.as_slice())
    });
    let rows = vec![messages, touched.into_values().collect(), newest.into_values().collect()];
    Work { joint: Some((&APPEND, rows)), parts: mentions::parts(mentions) }
}
