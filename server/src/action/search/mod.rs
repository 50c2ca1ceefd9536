//! Finding messages that the caller may read now.

mod cursor;

use std::{cmp::Reverse, collections::HashMap};

use protocol::{
    Conversation, ConversationId, Found, Hit, Timestamp,
    limits::{SEARCH_PAGE, SEARCH_PAGE_MAX},
    request::SearchMessages,
};

use self::cursor::Cursor;
use super::{Caller, conversations};
use crate::{
    app::App,
    domain::{
        permission::{self, Deed},
        search::{Query, snippet},
    },
    error::{Error, Result},
    guard::Limit,
    store::search::{self as store, Candidate},
};

/// Messages that are looked through for one page because the index does not have them yet.
const TAIL: i64 = 2_000;
/// ... and of one conversation.
const TAIL_OF_ONE: i64 = 500;

/// A page of what is found, newest first.
pub async fn find(app: &App, caller: &Caller, wish: &SearchMessages) -> Result<Found> {
    app.limits.count(Limit::Find, caller.id())?;
    let query = Query::parse(&wish.q)?;
    let limit = limit(wish)?;
    let before = Cursor::of(caller.id(), wish).read(wish.cursor.as_deref())?;
    let mut tx = app.store.snapshot().await?;
    if let Some(id) = wish.chat_id {
        conversations::known(&mut tx, id, caller.id(), Deed::Read).await?;
    }
    let nothing = Found { hits: Vec::new(), cursor: None, indexing: false };
    if query.is_empty() {
        return Ok(nothing);
    }
    let list = conversations::all(app, &mut tx, caller.id()).await?;
    let sight = Sight::new(caller, &query, list, wish.chat_id);
    let mut found = Vec::new();
    let mut budget = TAIL;
    let mut indexing = false;
    for line in &sight.lines {
        let most = budget.min(TAIL_OF_ONE);
        let tail = store::after(&mut tx, line.id, 0, most).await?;
        budget -= i64::try_from(tail.len()).unwrap_or(budget);
        indexing |= tail.last().is_some_and(|oldest| oldest.seq > 1);
        found.extend(tail.into_iter().filter(|candidate| key(candidate) < before && sight.sees(candidate)));
    }
    found.sort_by_key(|candidate| Reverse(key(candidate)));
    let more = found.len() > limit;
    found.truncate(limit);
    let cursor = found.last().filter(|_| more).map(|last| Cursor::of(caller.id(), wish).write(key(last)));
    let hits = found.into_iter().filter_map(|candidate| sight.hit(candidate)).collect();
    Ok(Found { hits, cursor, indexing })
}

fn limit(wish: &SearchMessages) -> Result<usize> {
    let limit = wish.limit.unwrap_or(i64::from(SEARCH_PAGE));
    if limit < 1 {
        return Err(Error::invalid("limit", "invalid", "A page has at least one message"));
    }
    Ok(usize::try_from(limit.min(i64::from(SEARCH_PAGE_MAX))).unwrap_or(1))
}

/// A number for each message that grows with its time: the order of what is found, and where a page ends.
fn key(candidate: &Candidate) -> i64 {
    crate::domain::search::key(Timestamp::from_millis(candidate.created_at), candidate.id.into())
}

/// What the caller may see, and of that where it may be that they look for something.
struct Sight<'a> {
    caller: &'a Caller,
    query: &'a Query,
    lines: Vec<Conversation>,
    places: HashMap<ConversationId, usize>,
}

impl<'a> Sight<'a> {
    fn new(
        caller: &'a Caller,
        query: &'a Query,
        list: Vec<Conversation>,
        only: Option<ConversationId>,
    ) -> Self {
        let may_read = |line: &Conversation| {
            permission::may(Deed::Read, line.kind, Some(line.role), conversations::MISSING).is_ok()
        };
        let is_meant =
            |line: &Conversation| only.is_none_or(|id| id == line.id) && query.is_within(&line.title);
        let lines: Vec<_> = list.into_iter().filter(|line| may_read(line) && is_meant(line)).collect();
        let places = lines.iter().enumerate().map(|(at, line)| (line.id, at)).collect();
        Self { caller, query, lines, places }
    }

    /// It is one of theirs, and answers the query as it is now.
    fn sees(&self, candidate: &Candidate) -> bool {
        let Some(text) = &candidate.text else { return false };
        let time = Timestamp::from_millis(candidate.created_at);
        self.places.contains_key(&candidate.conversation_id.into())
            && (!self.query.mine || self.caller.id() == candidate.sender_id.into())
            && self.query.before.is_none_or(|before| time < before)
            && self.query.after.is_none_or(|after| time >= after)
            && self.query.is_about(&candidate.sender_name)
            && self.query.is_answered_by(text)
    }

    fn hit(&self, candidate: Candidate) -> Option<Hit> {
        let line = &self.lines[*self.places.get(&candidate.conversation_id.into())?];
        let (snippet, matches) = snippet(candidate.text.as_deref()?, &self.query.words);
        Some(Hit {
            message_id: candidate.id.into(),
            conversation_id: line.id,
            kind: line.kind,
            title: line.title.clone(),
            seq: candidate.seq,
            sender_id: candidate.sender_id.into(),
            sender_name: candidate.sender_name,
            created_at: Timestamp::from_millis(candidate.created_at),
            snippet,
            matches,
        })
    }
}
