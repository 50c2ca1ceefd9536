//! What the caller may see, and of that what is looked for.

use std::collections::HashMap;

use protocol::{Conversation, ConversationId, Hit, Timestamp};

use crate::{
    action::{Caller, conversations},
    domain::{
        permission::{self, Deed},
        search::{Query, snippet},
    },
    store::search::Candidate,
};

/// The conversations in which the caller may find something, and what it must be.
pub(super) struct Sight<'a> {
    pub(super) caller: &'a Caller,
    pub(super) query: &'a Query,
    /// The liveliest first.
    pub(super) lines: Vec<Conversation>,
    places: HashMap<ConversationId, usize>,
}

impl<'a> Sight<'a> {
    pub(super) fn new(
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
    pub(super) fn sees(&self, candidate: &Candidate) -> bool {
        let Some(text) = &candidate.text else { return false };
        let time = Timestamp::from_millis(candidate.created_at);
        self.places.contains_key(&candidate.conversation_id.into())
            && (!self.query.mine || self.caller.id() == candidate.sender_id.into())
            && self.query.before.is_none_or(|before| time < before)
            && self.query.after.is_none_or(|after| time >= after)
            && self.query.is_about(&candidate.sender_name)
            && self.query.is_answered_by(text)
    }

    /// As it is shown.
    pub(super) fn hit(&self, candidate: Candidate) -> Option<Hit> {
        let line = &self.lines[*self.places.get(&candidate.conversation_id.into())?];
        let (snippet, matches) = snippet(candidate.text.as_deref()?, &self.query.words);
        let forwarded = candidate.forwarded();
        Some(Hit {
            message_id: candidate.id.into(),
            conversation_id: line.id,
            kind: line.kind,
            title: line.title.clone(),
            seq: candidate.seq,
            sender_id: candidate.sender_id.into(),
            sender_name: candidate.sender_name,
            created_at: Timestamp::from_millis(candidate.created_at),
            forwarded,
            snippet,
            matches,
        })
    }
}
