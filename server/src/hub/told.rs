//! Up to where authors who are here have been told that all have read: news that come late, or twice, are none.

use std::collections::HashMap;

use protocol::{ConversationId, UserId};

/// By author and conversation, while the author has a socket here.
#[derive(Debug, Default)]
pub(super) struct Told(HashMap<UserId, HashMap<ConversationId, i64>>);

impl Told {
    /// Notes it; false when as much was told before.
    pub(super) fn raise(&mut self, user: UserId, id: ConversationId, seq: i64) -> bool {
        let told = self.0.entry(user).or_default().entry(id).or_insert(0);
        let is_news = *told < seq;
        *told = seq.max(*told);
        is_news
    }

    /// Nobody is here any more to hear it.
    pub(super) fn forget(&mut self, user: UserId) {
        self.0.remove(&user);
    }
}
