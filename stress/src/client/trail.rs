//! The last things that happened to a client, for whoever looks for a fault.

use std::{collections::VecDeque, fmt::Write, time::Duration};

use protocol::ConversationId;

const KEPT: usize = 200;
const SHOWN: usize = 20;

/// A ring of what happened.
#[derive(Debug, Default)]
pub(crate) struct Trail(VecDeque<(Duration, Option<ConversationId>, String)>);

impl Trail {
    /// Something happened; without a conversation it concerns all of them.
    pub(crate) fn note(&mut self, at: Duration, conversation: Option<ConversationId>, what: String) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back((at, conversation, what));
    }

    /// The last things that concern a conversation, a line each.
    pub(crate) fn about(&self, conversation: ConversationId) -> String {
        let concerns = |entry: &&(Duration, Option<ConversationId>, String)| {
            entry.1.is_none_or(|other| other == conversation)
        };
        let mut last: Vec<_> = self.0.iter().rev().filter(concerns).take(SHOWN).collect();
        last.reverse();
        last.into_iter().fold(String::new(), |mut told, (at, _, what)| {
            // Writing into a text cannot fail.
            _ = write!(told, "\n      {:>9.3} s  {what}", at.as_secs_f64());
            told
        })
    }
}
